//! The run: its order, its bytes, and what a failing document, stage or result costs.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod parts;

use presswork_pipeline::{Options, Overrides, PipelineFile, Plan, Progress, Report, RunError};
use std::fs;
use std::path::Path;

const STAGES: &str = "stages: [{ use: tokenise }, { use: entities }]\nresults: [{ use: jsonl }]\n";

/// A plan over `lines`, with `rest` for its stages and results, that writes into `out`.
fn plan(out: &Path, lines: &[String], rest: &str) -> Plan {
    let lines = serde_json::to_string(lines).unwrap();
    let text = format!("documents: [{{ use: files, with: {{ lines: {lines} }} }}]\n{rest}");
    let file = PipelineFile {
        path: "test.yaml".into(),
        text,
    };
    let overrides = Overrides {
        output: Some(out.to_owned()),
        ..Overrides::default()
    };
    parts::registry()
        .plan(&file, &overrides)
        .unwrap_or_else(|problems| panic!("{problems}"))
}

fn lines(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|&line| line.to_owned()).collect()
}

fn threads(threads: usize) -> Options {
    Options {
        threads,
        ..Options::default()
    }
}

fn run(out: &Path, lines: &[String], rest: &str) -> Result<Report, RunError> {
    plan(out, lines, rest).run(threads(2), |_| {})
}

fn ids(out: &Path) -> Vec<String> {
    let text = fs::read_to_string(out.join("documents.jsonl")).unwrap();
    let id = |line: &str| {
        serde_json::from_str::<serde_json::Value>(line).unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    text.lines().map(id).collect()
}

fn quarantine(out: &Path) -> Vec<[String; 3]> {
    let text = fs::read_to_string(out.join("quarantine.jsonl")).unwrap();
    let failure = |line: &str| {
        let failure: serde_json::Value = serde_json::from_str(line).unwrap();
        ["id", "stage", "reason"].map(|field| failure[field].as_str().unwrap().to_owned())
    };
    text.lines().map(failure).collect()
}

#[test]
fn documents_keep_their_order_on_any_number_of_threads() {
    for count in [1_u64, 2, 63, 64, 65, 128, 129, 300] {
        let all: Vec<_> = (0..count)
            .map(|i| format!("Word {i} {}", if i % 37 == 5 { "slow" } else { "quick" }))
            .collect();
        let bytes = [1, 2, 4].map(|n| {
            let out = tempfile::tempdir().unwrap();
            let report = plan(out.path(), &all, STAGES)
                .run(threads(n), |_| {})
                .unwrap();
            assert_eq!((report.documents, report.threads), (count, n));
            let expected: Vec<_> = (0..count).map(|i| format!("line-{i}")).collect();
            assert_eq!(ids(out.path()), expected);
            fs::read(out.path().join("documents.jsonl")).unwrap()
        });
        assert!(
            bytes[0] == bytes[1] && bytes[1] == bytes[2],
            "{count} documents differ between threads"
        );
    }
}

#[test]
fn a_document_that_fails_costs_only_itself() {
    let out = tempfile::tempdir().unwrap();
    let all = lines(&[
        "Good one",
        "unreadable",
        "load-panic",
        "stage-error",
        "stage-panic here",
        "stage-disorder",
        "stage-outside",
        "encode-error",
        "same-id first",
        "same-id second",
        "Good two",
    ]);
    let report = run(out.path(), &all, STAGES).unwrap();
    assert_eq!((report.documents, report.quarantined), (3, 8));
    assert_eq!(ids(out.path()), ["line-0", "same", "line-10"]);
    let failures = quarantine(out.path());
    let found: Vec<_> = failures
        .iter()
        .map(|[id, stage, _]| (id.as_str(), stage.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("line-1", "load"),
            ("line-2", "load"),
            ("line-3", "tokenise"),
            ("line-4", "tokenise"),
            ("line-5", "tokenise"),
            ("line-6", "tokenise"),
            ("line-7", "jsonl"),
            ("same", "id"),
        ]
    );
    for (number, reason) in [
        (0, "permission denied"),
        (2, "no such word"),
        (
            4,
            "`token` number 1 (0..1) starts before the one ahead of it (4..5)",
        ),
        (
            5,
            "`token` number 0 (0..9999) does not lie on characters of the text",
        ),
        (6, "cannot be written down"),
        (
            7,
            "another document has this id: give each its own, or read their common folder",
        ),
    ] {
        assert_eq!(failures[number][2], reason);
    }
    let panic = &failures[3][2];
    assert!(
        panic.starts_with("panicked at ") && panic.ends_with(": the tokeniser went wrong"),
        "{panic}"
    );
    assert!(panic.contains("parts/mod.rs:"), "{panic}");
    assert_eq!(report.failures.len(), 8);

    // A clean run takes the record away again.
    run(out.path(), &lines(&["Good one"]), STAGES).unwrap();
    assert!(!out.path().join("quarantine.jsonl").exists());
}

#[test]
fn stop_names_the_first_document_that_fails_and_writes_nothing() {
    let out = tempfile::tempdir().unwrap();
    fs::write(out.path().join("documents.jsonl"), "as before").unwrap();
    let mut all: Vec<_> = (0..200).map(|i| format!("Word {i}")).collect();
    all[150] = "stage-error".to_owned();
    all[70] = "slow unreadable".to_owned();
    let error = run(out.path(), &all, &format!("{STAGES}on_error: stop\n")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "stopped at line-70: load: permission denied"
    );
    assert_eq!(
        fs::read_to_string(out.path().join("documents.jsonl")).unwrap(),
        "as before"
    );
    assert!(!out.path().join("quarantine.jsonl").exists());
}

#[test]
fn a_result_that_cannot_be_written_keeps_the_others_from_appearing() {
    for moment in ["begin", "write", "close"] {
        let out = tempfile::tempdir().unwrap();
        let results = format!(
            "stages: []\nresults: [{{ use: jsonl }}, {{ use: jsonl, with: {{ path: b.jsonl, fail: {moment} }} }}]\n"
        );
        let error = run(out.path(), &lines(&["One", "Two"]), &results).unwrap_err();
        let RunError::Write { sink, paths, .. } = &error else {
            panic!("{error}")
        };
        assert_eq!(
            (*sink, paths[0].file_name().unwrap().to_str()),
            ("jsonl", Some("b.jsonl"))
        );
        assert!(
            error
                .to_string()
                .starts_with("cannot write the result `jsonl` to "),
            "{error}"
        );
        let left = fs::read_dir(out.path()).unwrap().count();
        assert_eq!(left, 1, "{moment}: more is left than the state");
    }
}

#[test]
fn the_report_counts_documents_words_and_annotations() {
    let out = tempfile::tempdir().unwrap();
    let mut seen: Vec<Progress> = Vec::new();
    let all = lines(&["Omarra signed slow", "the Treaty of Velm", "unreadable"]);
    let plan = plan(out.path(), &all, STAGES);
    let report = plan
        .run(threads(1), |progress| seen.push(progress))
        .unwrap();
    assert_eq!(
        (
            report.documents,
            report.quarantined,
            report.words,
            report.bytes
        ),
        (2, 1, 7, 36)
    );
    let counts: Vec<_> = report
        .layers
        .iter()
        .map(|layer| (layer.name.as_str(), layer.annotations))
        .collect();
    assert_eq!(counts, [("token", 7), ("mention", 3)]);
    let parts: Vec<_> = report
        .stages
        .iter()
        .map(|stage| stage.name.as_str())
        .collect();
    assert_eq!(
        parts,
        ["load", "tokenise", "entities", "encode", "keep", "write"]
    );
    assert!(
        report.stages[0].time.as_millis() >= 20,
        "loading slept: {:?}",
        report.stages[0]
    );
    assert!(report.elapsed.as_millis() >= 20 && report.words_per_second() > 0.0);
    let last = seen.last().unwrap();
    let expected = Progress {
        documents: 2,
        quarantined: 1,
        words: 7,
        ..Progress::default()
    };
    assert_eq!(
        *last,
        Progress {
            total: last.total,
            ..expected
        }
    );
}

#[test]
fn a_limit_and_no_documents() {
    let out = tempfile::tempdir().unwrap();
    let all: Vec<_> = (0..300).map(|i| format!("Word {i}")).collect();
    let plan = plan(out.path(), &all, STAGES);
    let report = plan
        .run(
            Options {
                limit: Some(130),
                ..threads(2)
            },
            |_| {},
        )
        .unwrap();
    assert_eq!(report.documents, 130);
    let before = fs::read(out.path().join("documents.jsonl")).unwrap();
    let none = Options {
        limit: Some(0),
        ..threads(2)
    };
    assert!(matches!(plan.run(none, |_| {}), Err(RunError::NoDocuments)));
    assert_eq!(
        fs::read(out.path().join("documents.jsonl")).unwrap(),
        before
    );
}

#[test]
fn documents_are_at_hand_without_results() {
    let out = tempfile::tempdir().unwrap();
    let plan = plan(out.path(), &lines(&["Omarra", "stage-panic"]), STAGES);
    let documents: Vec<_> = plan.documents().unwrap().collect();
    assert_eq!(documents[0].as_ref().unwrap().layers().count(), 2);
    assert_eq!(documents[1].as_ref().unwrap_err().stage, "tokenise");
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0);
}

#[test]
fn a_listing_that_breaks_off_leaves_earlier_results_as_they_were() {
    let out = tempfile::tempdir().unwrap();
    fs::write(out.path().join("documents.jsonl"), "as before").unwrap();
    let mut all: Vec<_> = (0..300).map(|i| format!("Word {i}")).collect();
    all[200] = "list-panic".to_owned();
    let error = run(out.path(), &all, STAGES).unwrap_err().to_string();
    assert!(
        error.starts_with("cannot list the documents: panicked at "),
        "{error}"
    );
    assert_eq!(
        fs::read_to_string(out.path().join("documents.jsonl")).unwrap(),
        "as before"
    );
}
