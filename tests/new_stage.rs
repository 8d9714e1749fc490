//! `docs/a-stage-in-ten-minutes.md`, from an empty folder outside the workspace to a pipeline that uses the new stage.

use crate::support::{blocks, documents, presswork, ran, root};
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn the_page_works_as_it_stands() {
    let page = fs::read_to_string(root().join("docs/a-stage-in-ten-minutes.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut here = folder.path().to_owned();
    let mut commands = 0;
    for (fence, block) in blocks(&page) {
        match fence.split_once(" file=") {
            Some((_, file)) => fs::write(here.join(file), &block).unwrap(),
            None if fence == "sh" => {
                for line in block.lines() {
                    commands += 1;
                    match line.strip_prefix("cd ") {
                        Some(below) => here.push(below),
                        None => step(&here, line),
                    }
                }
            }
            None => {}
        }
    }
    assert!(commands >= 4, "the page has only {commands} commands");
    let found = documents(&here.join("out/loud/loud.jsonl"));
    let layers: Vec<_> = found[0]
        .layers()
        .map(|layer| (layer.name().to_owned(), layer.len()))
        .collect();
    assert_eq!(layers, [("shout".to_owned(), 2)]);
}

/// Runs a line of the page: the program, or cargo without a network.
fn step(here: &Path, line: &str) {
    let words: Vec<_> = line.split_whitespace().collect();
    let done = match words[0] {
        "presswork" => ran(Command::new(env!("CARGO_BIN_EXE_presswork"))
            .current_dir(here)
            .args(&words[1..])),
        "cargo" => {
            // The versions of this workspace, which are at hand.
            fs::copy(root().join("Cargo.lock"), here.join("Cargo.lock")).unwrap();
            let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("a-stage-in-ten-minutes");
            // Not `--release`: the page is about the stage, not its speed.
            let args = words[1..].iter().filter(|&&word| word != "--release");
            let mut cargo = Command::new(env!("CARGO"));
            cargo
                .env("CARGO_TARGET_DIR", target)
                .env("CARGO_NET_OFFLINE", "true")
                .env_remove("CARGO_ENCODED_RUSTFLAGS");
            ran(cargo.current_dir(here).args(args))
        }
        other => panic!("the page runs `{other}`: teach this test to run it"),
    };
    assert_eq!(done.code, 0, "{line}\n{}\n{}", done.stdout, done.stderr);
}

#[test]
fn a_new_stage_does_not_write_over_anything() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().to_str().unwrap();
    assert_eq!(
        presswork(["new", "stage", "loud-words", "--in", place]).code,
        0
    );
    let again = presswork(["new", "stage", "loud-words", "--in", place]);
    assert_eq!(again.code, 2);
    assert!(
        again.stderr.contains("is there already"),
        "{}",
        again.stderr
    );
    let taken = presswork(["new", "stage", "stance", "--in", place]);
    assert!(
        taken
            .stderr
            .contains("there is a stage, source or result `stance` already"),
        "{}",
        taken.stderr
    );
    let elsewhere = presswork(["new", "stage", "other", "--in", place, "--crates", place]);
    assert!(
        elsewhere.stderr.contains("say where with --crates DIR"),
        "{}",
        elsewhere.stderr
    );
    let source = fs::read_to_string(folder.path().join("loud-words/src/lib.rs")).unwrap();
    assert!(
        source.contains("pub struct LoudWords") && !source.contains("{{"),
        "{source}"
    );
}
