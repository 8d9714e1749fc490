//! The sentences that the stage is measured by: every mark can be read, and `gold/gold.jsonl` holds them as JSON lines,
//! each sentence a document, since none has to do with the one before it.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use presswork_annotations::Quantity;
use presswork_model::{Annotation, Selection};
use presswork_testkit::{answers, golden};
use std::fs;
use std::path::Path;

#[test]
fn gold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("gold");
    let entries = fs::read_dir(&folder).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "marked")
    });
    files.sort();
    let layers = Selection::Only(vec![Quantity::NAME.to_owned()]);
    let (mut out, mut sentences) = (Vec::new(), 0);
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy();
        let source = fs::read_to_string(&file).unwrap();
        // The whole file first, so that errors name its lines.
        answers::parse(&name, &source).unwrap_or_else(|error| panic!("{error}"));
        let (head, text) = source.split_once("\n---\n").unwrap();
        let topic = head.strip_suffix(".txt").unwrap();
        for (number, sentence) in (1..).zip(text.trim_end().split("\n\n")) {
            let source = format!("{topic}-{number:02}.txt\n---\n{sentence}\n");
            let document = answers::parse(&name, &source).unwrap();
            document.write_json(&layers, &mut out).unwrap();
            out.push(b'\n');
            sentences += 1;
        }
    }
    assert!(sentences >= 300, "only {sentences} sentences");
    golden::check(folder.join("gold.jsonl"), &String::from_utf8(out).unwrap());
}
