//! The answers of our corpus: every one can be read, and `corpus/gold.jsonl` holds them as JSON lines.

use presswork_model::Selection;
use presswork_testkit::{answers, golden};
use std::path::Path;

#[test]
fn gold() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let documents = answers::read(&corpus).unwrap_or_else(|error| panic!("{error}"));
    let mut out = Vec::new();
    for document in &documents {
        document.write_json(&Selection::All, &mut out).unwrap();
        out.push(b'\n');
    }
    assert!(documents.len() >= 12, "too few answers to score by");
    golden::check(corpus.join("gold.jsonl"), &String::from_utf8(out).unwrap());
}
