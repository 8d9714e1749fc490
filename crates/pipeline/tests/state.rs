//! What a run remembers: only what changed is done again, and the bytes are those of one clean run, however it was
//! interrupted.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod parts;

use parts::place::{Place, STAGES, THREE, two, whys};
use presswork_pipeline::{Options, RunError, RunState, Status};
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};

#[test]
fn a_second_run_does_nothing() {
    let place = Place::new();
    assert_eq!(whys(&place.survey(&THREE, STAGES)), [("new", 3)]);
    assert!(!place.out().exists(), "a survey writes nothing");
    let first = place.run(&THREE, STAGES);
    assert_eq!((first.kept, first.unchanged), (0, false));
    let (result, quarantine) = (
        place.text("documents.jsonl"),
        place.text("quarantine.jsonl"),
    );

    let survey = place.survey(&THREE, STAGES);
    assert_eq!((survey.results, survey.kept), (None, 2));
    assert_eq!(survey.quarantined.examples, ["line-2"]);
    let second = place.run(&THREE, STAGES);
    assert_eq!((second.kept, second.unchanged), (3, true));
    assert_eq!(second.failures, first.failures);
    assert_eq!((second.words, &second.layers), (first.words, &first.layers));
    assert_eq!(place.text("documents.jsonl"), result);
    assert_eq!(place.text("quarantine.jsonl"), quarantine);

    // A result that somebody changed is written again, from what is kept.
    fs::write(place.out().join("documents.jsonl"), "spoilt").unwrap();
    let survey = place.survey(&THREE, STAGES);
    assert_eq!(
        survey.results,
        Some("somebody changed or removed a file of the results")
    );
    let third = place.run(&THREE, STAGES);
    assert_eq!((third.kept, third.unchanged), (3, false));
    assert_eq!(place.text("documents.jsonl"), result);
}

#[test]
fn only_what_changed_runs_and_what_is_gone_leaves() {
    let place = Place::new();
    place.run(&["One", "Two", "Three", "Four"], STAGES);
    let now = ["One", "Twice", "Three"];
    let survey = place.survey(&now, STAGES);
    assert_eq!(whys(&survey), [("changed", 1)]);
    assert_eq!(survey.removed.examples, ["line-3"]);
    let report = place.run(&now, STAGES);
    assert_eq!((report.documents, report.kept), (3, 2));
    let clean = Place::new();
    clean.run(&now, STAGES);
    for file in ["documents.jsonl", "run.json"] {
        assert_eq!(place.text(file), clean.text(file));
    }
    let more = ["One", "Twice", "Three", "Five"];
    assert_eq!(whys(&place.survey(&more, STAGES)), [("new", 1)]);
    let fresh = Options {
        fresh: true,
        ..two()
    };
    let report = place.plan(&now, STAGES).run(fresh, |_| {}).unwrap();
    assert_eq!(report.kept, 0);
}

#[test]
fn what_is_not_in_the_settings_changes_nothing() {
    let place = Place::new();
    let one = "stages:\n  - use: tokenise\n    with: { fold: true, mode: exact }\nresults: [{ use: jsonl }]\n";
    let same = "# A comment.\nresults:\n- use: jsonl\nstages:\n- with:\n    mode: exact\n    fold: true\n    abbreviations: []\n  use: tokenise\n";
    place.run(&THREE, one);
    assert_eq!(place.survey(&THREE, same).results, None);
    let other = one.replace("exact", "fast");
    assert_eq!(
        whys(&place.survey(&THREE, &other)),
        [("stage `tokenise` has another setting `mode`", 3)]
    );
    let limited = format!("{one}limits: {{ depth: 3 }}\n");
    assert_eq!(
        whys(&place.survey(&THREE, &limited)),
        [("the limits are others", 3)]
    );
    // Where a result stands changes no document.
    let elsewhere = one.replace("use: jsonl", "use: jsonl, with: { path: b.jsonl }");
    let survey = place.survey(&THREE, &elsewhere);
    assert_eq!(whys(&survey), []);
    let report = place.run(&THREE, &elsewhere);
    assert_eq!((report.kept, report.unchanged), (3, false));
    assert_eq!(place.text("b.jsonl"), place.text("documents.jsonl"));
}

#[test]
fn a_file_that_a_stage_reads_counts() {
    let place = Place::new();
    let list = place.folder.path().join("list.csv");
    fs::write(&list, "a").unwrap();
    let rest = "stages: [{ use: tokenise }, { use: entities, with: { actors: [list.csv] } }]\nresults: [{ use: jsonl }]\n";
    place.run(&THREE, rest);
    assert_eq!(place.survey(&THREE, rest).results, None);
    fs::write(&list, "b").unwrap();
    assert_eq!(
        whys(&place.survey(&THREE, rest)),
        [("stage `entities` reads another `list.csv`", 3)]
    );
}

#[test]
fn what_a_cached_stage_found_is_used_again() {
    let place = Place::new();
    let count = place.folder.path().join("count");
    let counted = || fs::read(&count).map_or(0, |bytes| bytes.len());
    let rest = |cache: bool, fold: bool, also: &str| {
        format!(
            "stages:\n  - {{ use: tokenise, with: {{ fold: {fold} }} }}\n  - {{ use: count, cache: {cache}, with: {{ file: {count:?} }} }}\n{also}results: [{{ use: jsonl }}]\n"
        )
    };
    let stance = "  - { use: entities }\n";
    place.run(&THREE, &rest(true, false, ""));
    assert_eq!(counted(), 2);
    let survey = place.survey(&THREE, &rest(true, false, stance));
    assert_eq!(survey.to_run[0].kept_stages, ["count"]);
    let report = place.run(&THREE, &rest(true, false, stance));
    assert_eq!((counted(), report.kept), (2, 0));
    let clean = Place::new();
    clean.run(&THREE, &rest(false, false, stance));
    assert_eq!(counted(), 4);
    assert_eq!(place.text("documents.jsonl"), clean.text("documents.jsonl"));
    // It reads what `tokenise` writes.
    place.run(&THREE, &rest(true, true, stance));
    assert_eq!(counted(), 6);
}

#[test]
fn an_interrupted_run_goes_on_to_the_same_bytes() {
    static STOP: AtomicBool = AtomicBool::new(false);
    let all: Vec<String> = (0..400)
        .map(|i| match i % 50 {
            7 => "unreadable".to_owned(),
            9 => format!("stage-error {i}"),
            _ => format!("Word {i}{}", if i % 4 == 0 { " slow" } else { "" }),
        })
        .collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let clean = Place::new();
    clean.run(&all, STAGES);
    let place = Place::new();
    fs::create_dir(place.out()).unwrap();
    fs::write(place.out().join("documents.jsonl"), "as before").unwrap();
    let plan = place.plan(&all, STAGES);
    let mut done = 0;
    for _ in 0..3 {
        STOP.store(false, Ordering::Relaxed);
        let stop = Options {
            stop: Some(&STOP),
            ..two()
        };
        let ended = plan.run(stop, |progress| {
            if progress.documents + progress.quarantined > done + 30 {
                STOP.store(true, Ordering::Relaxed);
            }
        });
        let Err(RunError::Interrupted { documents }) = ended else {
            panic!("{ended:?}")
        };
        assert!(documents > done, "{documents} documents after {done}");
        done = documents;
        assert_eq!(place.text("documents.jsonl"), "as before");
        let status = Status::read(&place.out()).unwrap().unwrap();
        assert_eq!((status.state, status.saved), (RunState::Failed, done));
    }
    let report = plan.run(two(), |_| {}).unwrap();
    assert!(
        report.kept >= done - 16,
        "{} of {done} were kept",
        report.kept
    );
    for file in ["documents.jsonl", "quarantine.jsonl", "run.json"] {
        assert_eq!(place.text(file), clean.text(file), "{file}");
    }
    let status = Status::read(&place.out()).unwrap().unwrap();
    assert_eq!(
        (status.state, status.total),
        (RunState::Finished, Some(400))
    );
}

#[test]
fn quarantine_is_left_alone_until_it_is_retried() {
    let place = Place::new();
    let count = place.folder.path().join("count");
    let counted = || fs::read(&count).map_or(0, |bytes| bytes.len());
    let rest = format!(
        "stages:\n  - {{ use: count, with: {{ file: {count:?} }} }}\nresults: [{{ use: jsonl }}]\n"
    );
    let lines = ["count-error", "good"];
    place.run(&lines, &rest);
    assert_eq!(counted(), 2);
    let failures = presswork_pipeline::Failure::list(&place.out()).unwrap();
    assert_eq!(
        (
            failures.len(),
            failures[0].stage.as_str(),
            failures[0].since.len()
        ),
        (1, "count", 32)
    );
    place.run(&lines, &rest);
    let more = ["count-error", "good", "new"];
    place.run(&more, &rest);
    assert_eq!(counted(), 3, "only the new one ran");
    let retry = Options {
        retry: true,
        ..two()
    };
    let survey = place.plan(&more, &rest).survey(retry).unwrap();
    assert_eq!(whys(&survey), [("in quarantine, to be tried again", 1)]);
    let report = place.plan(&more, &rest).run(retry, |_| {}).unwrap();
    assert_eq!((counted(), report.kept, report.quarantined), (4, 2, 1));
}

#[test]
fn a_document_that_takes_too_long_costs_itself() {
    let place = Place::new();
    let rest = "stages: [{ use: tokenise }]\nresults: [{ use: jsonl }]\nlimits: { seconds: 1 }\n";
    let lines = ["Good", "stage-endless", "Better", "stage-hang", "Best"];
    let started = std::time::Instant::now();
    let report = place.run(&lines, rest);
    assert!(started.elapsed().as_secs() < 20);
    assert_eq!((report.documents, report.quarantined), (3, 2));
    let reasons: Vec<_> = report.failures.iter().map(ToString::to_string).collect();
    assert_eq!(
        reasons,
        [
            "line-1: tokenise: it takes longer than 1 s: leave it out, or raise `seconds` under `limits:` and run `presswork retry`",
            "line-3: tokenise: it hangs: `tokenise` did not stop 1 s after its time of 1 s was up",
        ]
    );
    assert_eq!(place.text("documents.jsonl").lines().count(), 3);
    assert!(
        place.run(&lines, rest).unchanged,
        "they are not tried again"
    );
}

#[test]
fn what_lay_in_a_folder_that_cannot_be_read_is_not_forgotten() {
    let place = Place::new();
    let lines = ["One", "Two", "Three"];
    place.run(&lines, STAGES);
    let report = place.run(&["unreadable"], STAGES);
    assert_eq!((report.documents, report.quarantined), (0, 1));
    let survey = place.survey(&["unreadable"], STAGES);
    assert_eq!((survey.results, survey.removed.documents), (None, 0));
    assert_eq!(place.run(&lines, STAGES).kept, 2);
}

#[test]
fn a_document_that_cannot_be_loaded_costs_no_later_run() {
    let place = Place::new();
    let rest = format!("{STAGES}limits: {{ seconds: 1 }}\n");
    let lines = ["One", "load-panic", "Two"];
    for _ in 0..2 {
        let report = place.run(&lines, &rest);
        assert_eq!((report.documents, report.quarantined), (2, 1));
        assert_eq!(place.survey(&lines, &rest).quarantined.documents, 1);
    }
    let lines = ["One", "Two", "Two", "load-hang"];
    for _ in 0..2 {
        let report = place.run(&lines, &rest);
        assert_eq!((report.documents, report.quarantined), (3, 1));
        assert_eq!(
            whys(&place.survey(&lines, &rest)),
            [("in quarantine, to be tried again", 1)]
        );
    }
}

#[test]
fn files_beside_the_results_come_back() {
    let place = Place::new();
    place.run(&THREE, STAGES);
    for file in ["quarantine.jsonl", "run.json"] {
        let before = place.text(file);
        fs::remove_file(place.out().join(file)).unwrap();
        assert!(!place.run(&THREE, STAGES).unchanged);
        assert_eq!(place.text(file), before);
    }
    // The manifest names the pipeline.
    let named = format!("{STAGES}name: other\n");
    let report = place.run(&THREE, &named);
    assert_eq!((report.kept, report.unchanged), (3, false));
    assert!(place.text("run.json").contains("\"other\""));
}

#[test]
fn no_manifest_stands_beside_results_of_another_run() {
    let place = Place::new();
    place.run(&["One"], STAGES);
    let result = place.out().join("documents.jsonl");
    fs::remove_file(&result).unwrap();
    fs::create_dir(&result).unwrap();
    let ended = place.plan(&["One", "Two"], STAGES).run(two(), |_| {});
    assert!(matches!(ended, Err(RunError::Write { .. })), "{ended:?}");
    assert!(!place.out().join("run.json").exists());
    fs::remove_dir(&result).unwrap();
    assert_eq!(place.run(&["One", "Two"], STAGES).kept, 2);
    assert!(place.out().join("run.json").exists());
}

#[test]
fn only_what_lies_below_the_results_is_swept() {
    let place = Place::new();
    let elsewhere = place.folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    let path = elsewhere.join("all.jsonl");
    let rest = format!("results: [{{ use: jsonl, with: {{ path: {path:?} }} }}]\n");
    let others = elsewhere.join(".all.jsonl.abc.partial");
    fs::write(&others, "").unwrap();
    fs::create_dir(place.out()).unwrap();
    let own = place.out().join(".run.json.abc.partial");
    fs::write(&own, "").unwrap();
    place.run(&["One"], &rest);
    assert!(others.exists() && !own.exists());
}

#[test]
fn two_runs_do_not_write_into_one_folder() {
    let place = Place::new();
    let slow: Vec<&str> = vec!["slow"; 100];
    let plan = place.plan(&slow, STAGES);
    let other = plan.clone();
    let mut said = None;
    plan.run(two(), |_| {
        said.get_or_insert_with(|| other.run(two(), |_| {}).unwrap_err().to_string());
    })
    .unwrap();
    let said = said.unwrap();
    assert!(said.starts_with("another run is writing to "), "{said}");
}

#[test]
fn stopping_at_an_error_keeps_what_was_done() {
    let place = Place::new();
    let count = place.folder.path().join("count");
    let rest = format!(
        "stages:\n  - {{ use: count, with: {{ file: {count:?} }} }}\nresults: [{{ use: jsonl }}]\non_error: stop\n"
    );
    let one = Options {
        threads: 1,
        ..Options::default()
    };
    let plan = place.plan(&["One", "Two", "count-error"], &rest);
    let error = plan.run(one, |_| {}).unwrap_err().to_string();
    assert!(error.starts_with("stopped at line-2: count: "), "{error}");
    assert_eq!(fs::read(&count).unwrap().len(), 3);
    let plan = place.plan(&["One", "Two", "Three"], &rest);
    assert_eq!(plan.run(one, |_| {}).unwrap().kept, 2);
    assert_eq!(fs::read(&count).unwrap().len(), 4);
}

#[test]
fn a_state_that_is_damaged_is_said_to_be() {
    let place = Place::new();
    place.run(&THREE, STAGES);
    let state = place.out().join(".presswork/state.db");
    fs::write(
        &state,
        "this is no database at all, but long enough to be read as one",
    )
    .unwrap();
    let plan = place.plan(&THREE, STAGES);
    let error = plan.run(two(), |_| {}).unwrap_err().to_string();
    assert!(
        error.contains("state.db") && error.contains("--fresh"),
        "{error}"
    );
    let fresh = Options {
        fresh: true,
        ..two()
    };
    assert_eq!(plan.run(fresh, |_| {}).unwrap().kept, 0);
}

#[test]
fn records_that_move_within_their_file_do_not_run_again() {
    let place = Place::new();
    let count = place.folder.path().join("count");
    let counted = || fs::read(&count).map_or(0, |bytes| bytes.len());
    let rest = format!(
        "stages:\n  - {{ use: count, with: {{ file: {count:?} }} }}\nresults: [{{ use: jsonl }}]\n"
    );
    // A source whose items are called after their place, and whose documents have ids of their own.
    let file = |records: &[String]| -> Vec<String> {
        let record = |record: &String| format!("record {record}");
        records.iter().map(record).collect()
    };
    let mut records: Vec<String> = (0..300).map(|i| format!("r{i}")).collect();
    let run = |records: &[String]| {
        let lines = file(records);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let survey = place.survey(&lines, &rest);
        (survey, place.run(&lines, &rest))
    };
    run(&records);
    assert_eq!(counted(), 300);
    records.insert(0, "first".to_owned());
    records.remove(150);
    let (survey, report) = run(&records);
    assert_eq!((counted(), report.kept), (301, 299));
    assert_eq!(
        survey
            .to_run
            .iter()
            .map(|group| group.documents)
            .sum::<u64>(),
        1
    );
    let clean = Place::new();
    let lines = file(&records);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    clean.run(&lines, &rest);
    assert_eq!(place.text("documents.jsonl"), clean.text("documents.jsonl"));
    let again = place.survey(&lines, &rest);
    assert_eq!((again.results, again.removed.documents), (None, 0));
}

/// The first run over more records is killed behind the first of them.
#[test]
fn records_set_aside_by_a_run_that_ended_early_are_not_counted_as_gone() {
    static STOP: AtomicBool = AtomicBool::new(false);
    let place = Place::new();
    let lines = |records: &[String]| -> Vec<String> {
        let record = |record: &String| format!("record {record} slow");
        records.iter().map(record).collect()
    };
    let mut records: Vec<String> = (0..100).map(|i| format!("r{i}")).collect();
    let all = lines(&records);
    place.run(&all.iter().map(String::as_str).collect::<Vec<_>>(), STAGES);
    records.insert(0, "first".to_owned());
    let all = lines(&records);
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let stop = Options {
        threads: 1,
        stop: Some(&STOP),
        ..Options::default()
    };
    let ended = place.plan(&all, STAGES).run(stop, |progress| {
        STOP.store(progress.documents >= 2, Ordering::Relaxed);
    });
    assert!(
        matches!(ended, Err(RunError::Interrupted { .. })),
        "{ended:?}"
    );
    let survey = place.survey(&all, STAGES);
    assert_eq!((survey.documents, survey.removed.documents), (101, 0));
}
