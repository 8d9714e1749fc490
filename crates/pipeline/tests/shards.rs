//! Shards: what several runs make is merged into the bytes of one.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod parts;

use parts::place::{Place, STAGES, two};
use presswork_pipeline::{Options, RunError};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

#[test]
fn shards_merge_into_the_bytes_of_one_run() {
    let lines: Vec<String> = (0..300)
        .map(|i| match i % 40 {
            3 => "unreadable".to_owned(),
            5 => "same-id".to_owned(),
            _ => format!("Word {i}"),
        })
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let whole = Place::new();
    whole.run(&lines, STAGES);
    let place = Place::new();
    let shard = |number: u32| place.folder.path().join(format!("shard-{number}"));
    let run = |number: u32, lines: &[&str]| {
        let options = Options {
            shard: Some(format!("{number}/3").parse().unwrap()),
            ..two()
        };
        let plan = place.plan_into(lines, STAGES, &shard(number));
        plan.run(options, |_| {}).unwrap()
    };
    let counts = [1, 2, 3].map(|number| {
        let report = run(number, &lines);
        report.documents + report.quarantined
    });
    assert_eq!(counts.iter().sum::<u64>(), 300);
    assert!(counts.iter().all(|&count| count > 50), "{counts:?}");

    let merge = |shards: &[u32]| {
        let folders: Vec<_> = shards.iter().map(|&number| shard(number)).collect();
        place.plan(&lines, STAGES).merge(&folders)
    };
    for (shards, message) in [
        (&[1, 3][..], "shard 2/3 is missing"),
        (&[1, 2, 2, 3], "shard 2/3 is there twice"),
        (&[], "there are none"),
        (&[1, 2, 3, 4], "holds no results of a run"),
    ] {
        let error = merge(shards).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
        assert!(!place.out().exists(), "nothing is written");
    }
    let report = merge(&[3, 1, 2]).unwrap();
    assert_eq!(report.documents + report.quarantined, 300);
    for file in ["documents.jsonl", "quarantine.jsonl", "run.json"] {
        assert_eq!(place.text(file), whole.text(file), "{file}");
    }
    // The merged folder is as good as one run's.
    assert!(place.run(&lines[..], STAGES).kept >= 292);
    // Shards of other documents do not fit.
    run(2, &lines[..299]);
    let error = merge(&[1, 2, 3]).unwrap_err().to_string();
    assert!(
        error.contains("was run over other documents than"),
        "{error}"
    );
}

/// Two shards, and what came of each.
fn shards(place: &Place, lines: &[&str], rest: &str) -> [PathBuf; 2] {
    ["1/2", "2/2"].map(|shard| {
        let out = place.folder.path().join(shard.replace('/', "-"));
        let options = Options {
            shard: Some(shard.parse().unwrap()),
            ..two()
        };
        let plan = place.plan_into(lines, rest, &out);
        plan.run(options, |_| {}).unwrap();
        out
    })
}

#[test]
fn a_shard_that_is_run_again_is_none_until_its_end() {
    static STOP: AtomicBool = AtomicBool::new(false);
    let place = Place::new();
    let lines: Vec<String> = (0..200).map(|i| format!("Word {i} slow")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let folders = shards(&place, &lines, STAGES);
    // The same names, other texts.
    let others: Vec<String> = lines.iter().map(|line| format!("{line} anew")).collect();
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    let first = Options {
        shard: Some("1/2".parse().unwrap()),
        ..two()
    };
    let plan = place.plan_into(&others, STAGES, &folders[0]);
    let stop = Options {
        stop: Some(&STOP),
        ..first
    };
    let ended = plan.run(stop, |progress| {
        STOP.store(progress.documents > 10, Ordering::Relaxed);
    });
    assert!(
        matches!(ended, Err(RunError::Interrupted { .. })),
        "{ended:?}"
    );
    let unfinished = |limited: Option<usize>| {
        let error = place.plan(&lines, STAGES).merge(&folders).unwrap_err();
        assert!(
            error.to_string().contains("is no finished shard"),
            "{limited:?}: {error}"
        );
    };
    unfinished(None);
    // Nor is one of which only some documents were read.
    let limited = Options {
        limit: Some(50),
        ..first
    };
    plan.run(limited, |_| {}).unwrap();
    unfinished(limited.limit);
    // Nor may another run be writing to it.
    let mut said = None;
    plan.run(first, |_| {
        said.get_or_insert_with(|| {
            let merged = place.plan(&lines, STAGES).merge(&folders);
            merged.unwrap_err().to_string()
        });
    })
    .unwrap();
    let said = said.unwrap();
    assert!(
        said.starts_with("cannot") || said.starts_with("another run is writing to "),
        "{said}"
    );
}

#[test]
fn a_merge_leaves_its_shards_and_what_it_cannot_replace_alone() {
    let place = Place::new();
    let lines = ["One", "Two", "Three", "Four", "Five"];
    let folders = shards(&place, &lines, STAGES);
    let plan = place.plan_into(&lines, STAGES, &folders[0]);
    let error = plan.merge(&folders).unwrap_err().to_string();
    assert!(
        error.contains("is one of them: choose another folder"),
        "{error}"
    );
    place.plan(&lines, STAGES).merge(&folders).unwrap();
    // A document is missing.
    let state = rusqlite::Connection::open(folders[1].join(".presswork/state.db")).unwrap();
    state
        .execute(
            "UPDATE document SET place = NULL WHERE place = (SELECT max(place) FROM document)",
            [],
        )
        .unwrap();
    drop(state);
    let error = place.plan(&lines, STAGES).merge(&folders).unwrap_err();
    assert!(error.to_string().contains("is in none of them"), "{error}");
    assert_eq!(place.run(&lines, STAGES).kept, 5);
}

#[test]
fn documents_of_one_name_are_merged_too() {
    let place = Place::new();
    let lines = ["named a One", "named b Two", "named a Three", "Four"];
    let whole = Place::new();
    whole.run(&lines, STAGES);
    for _ in 0..2 {
        let folders = shards(&place, &lines, STAGES);
        place.plan(&lines, STAGES).merge(&folders).unwrap();
        for file in ["documents.jsonl", "quarantine.jsonl", "run.json"] {
            assert_eq!(place.text(file), whole.text(file), "{file}");
        }
    }
}

#[test]
fn a_shard_without_documents_anywhere_is_no_run() {
    let place = Place::new();
    place.run(&["One"], STAGES);
    let before = place.text("documents.jsonl");
    let none = Options {
        shard: Some("1/2".parse().unwrap()),
        limit: Some(0),
        ..two()
    };
    let ended = place.plan(&["One"], STAGES).run(none, |_| {});
    assert!(matches!(ended, Err(RunError::NoDocuments)), "{ended:?}");
    assert_eq!(place.text("documents.jsonl"), before);
}
