//! Floors for what is found in the sample corpus, against the answers marked by hand.

use crate::support::{documents, everything, presswork, root};
use presswork_evaluate::{Answers, Evaluation};
use presswork_testkit::answers;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The least F1, in percent, of what each measure may have. A change that earns more raises its floor.
const FLOORS: [(&str, &str, f64); 17] = [
    ("block", "kind", 96.0),
    ("token", "exact", 98.5),
    ("sentence", "exact", 96.0),
    ("mention", "exact", 87.0),
    ("mention", "noun", 66.0),
    ("actor", "b-cubed", 82.0),
    ("actor", "lea", 76.0),
    ("actor", "id", 80.0),
    ("attribution", "source-words", 70.0),
    ("attribution", "cue", 66.0),
    ("attribution", "whole", 66.0),
    ("stance", "edge", 36.0),
    ("quantity", "span", 90.0),
    ("quantity", "value-unit", 78.0),
    ("time", "strict", 89.0),
    ("time", "value", 86.0),
    ("image", "credit", 96.0),
];

#[test]
fn the_corpus_is_found_as_it_is_marked() {
    let gold = answers::read(&root().join("corpus")).unwrap();
    assert!(gold.len() >= 12, "only {} documents are marked", gold.len());
    let out = tempfile::tempdir().unwrap();
    let pipeline = everything(out.path());
    let ran = presswork([
        "run",
        pipeline.to_str().unwrap(),
        "--out",
        out.path().to_str().unwrap(),
    ]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let found = documents(&out.path().join("press.jsonl"));
    let found: BTreeMap<_, _> = found
        .iter()
        .map(|document| (document.text().id(), document))
        .collect();

    let mut evaluation = Evaluation::default();
    for gold in &gold {
        let id = gold.text().id();
        let result = found
            .get(id)
            .unwrap_or_else(|| panic!("{id} is marked, but was not read"));
        let (gold, result) = (Answers::of(gold).unwrap(), Answers::of(result).unwrap());
        evaluation.add(&gold, &result).unwrap();
    }
    let mut table = String::new();
    for row in evaluation.rows() {
        let percent = |share: f64| 100.0 * share;
        let (precision, recall, f1) = (row.score.precision(), row.score.recall(), row.score.f1());
        let measure = format!("{} {}", row.layer, row.measure);
        writeln!(
            table,
            "{measure:<32} {:5.1} {:5.1} {:5.1}",
            percent(precision),
            percent(recall),
            percent(f1)
        )
        .unwrap();
    }
    eprintln!("{:<32} {:>5} {:>5} {:>5}\n{table}", "", "P", "R", "F1");
    for (layer, measure, floor) in FLOORS {
        let score = evaluation
            .score(layer, measure)
            .unwrap_or_else(|| panic!("{layer} {measure} was not scored"));
        let f1 = 100.0 * score.f1();
        assert!(
            f1 >= floor,
            "{layer} {measure}: F1 is {f1:.1}, below the floor of {floor}\n{table}"
        );
    }
}
