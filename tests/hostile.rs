//! Hostile input: each piece ends as a clear error or in quarantine, and nothing else is lost.

use crate::support::{documents, presswork};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    fs::write(folder.join(name), bytes).unwrap();
}

/// Fifteen documents, good ones among them.
fn write_bad_documents(input: &Path) {
    let sentence = "The minister of Omarra said that prices had fallen by 12 percent. ";
    write(input, "a-good.txt", sentence);
    write(input, "b-empty.txt", "");
    write(input, "c-zeros.txt", vec![0; 100_000]);
    write(
        input,
        "d-invalid.txt",
        b"The treaty \xff\xfe\x80 was signed in Omarra by the minister.",
    );
    write(
        input,
        "e-line.txt",
        sentence.repeat(50_000_000 / sentence.len() + 1),
    );
    write(
        input,
        "f-deep.html",
        format!(
            "{}deep{}",
            "<div>".repeat(200_000),
            "</div>".repeat(200_000)
        ),
    );
    write(
        input,
        "g-lines.jsonl",
        format!(
            "{{\"id\":\"1\",\"text\":\"{sentence}\"}}\n{{\"id\":\"2\",\"text\":\n{{\"id\":\"3\",\"text\":\"{sentence}\"}}\n"
        ),
    );
    write(
        input,
        "h-nested.jsonl",
        format!("{}{}\n", "[".repeat(100_000), "]".repeat(100_000)),
    );
    write(input, "i-quotes.txt", "\"“‘(".repeat(20_000));
    write(input, "j-letters.txt", "A".repeat(1_000_000));
    write(input, "k-good.txt", sentence);
    write(input, "l-cues.txt", "according to ".repeat(60_000));
    write(input, "m-chain.txt", "\"X,\" he said, ".repeat(50_000));
}

#[test]
fn bad_documents_cost_only_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    fs::create_dir(&input).unwrap();
    write_bad_documents(&input);

    let started = Instant::now();
    let out = folder.path().join("out");
    let ran = presswork([
        "run",
        "pipelines/press.yaml",
        input.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ]);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(
        started.elapsed() < Duration::from_mins(2),
        "it took {:?}",
        started.elapsed()
    );

    let quarantine = fs::read_to_string(out.join("quarantine.jsonl")).unwrap();
    let failures: Vec<serde_json::Value> = quarantine
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let failed: Vec<_> = failures
        .iter()
        .map(|failure| failure["id"].as_str().unwrap())
        .collect();
    for id in [
        "b-empty.txt",
        "c-zeros.txt",
        "e-line.txt",
        "f-deep.html",
        "g-lines.jsonl#2",
        "h-nested.jsonl#1",
    ] {
        assert!(
            failed.contains(&id),
            "{id} is not in quarantine: {quarantine}"
        );
    }
    assert!(
        failures
            .iter()
            .all(|failure| failure["reason"].as_str().unwrap().len() > 10),
        "{quarantine}"
    );
    assert!(!quarantine.contains("panicked"), "{quarantine}");

    let read: Vec<_> = documents(&out.join("press.jsonl"))
        .iter()
        .map(|document| document.text().id().to_owned())
        .collect();
    for id in [
        "a-good.txt",
        "d-invalid.txt",
        "g-lines.jsonl#1",
        "g-lines.jsonl#3",
        "k-good.txt",
    ] {
        assert!(
            read.iter().any(|known| known == id),
            "{id} is lost: {read:?}"
        );
    }
    let results =
        ["press.jsonl", "press.db"].map(|name| fs::metadata(out.join(name)).unwrap().len());
    assert!(
        results.iter().all(|&bytes| bytes < 100_000_000),
        "the results have {results:?} bytes"
    );
    assert_eq!(
        read.len() + failed.len(),
        15,
        "every document is in the results or in quarantine"
    );
}

#[test]
fn a_bomb_of_aliases_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for i in 1..30 {
        let before = vec![format!("*a{}", i - 1); 9].join(", ");
        writeln!(text, "a{i}: &a{i} [{before}]").unwrap();
    }
    let path = folder.path().join("bomb.yaml");
    fs::write(&path, text).unwrap();
    let started = Instant::now();
    let ran = presswork(["check", path.to_str().unwrap()]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("bomb.yaml:"), "{}", ran.stderr);
    assert!(
        started.elapsed() < Duration::from_secs(10),
        "it took {:?}",
        started.elapsed()
    );
}
