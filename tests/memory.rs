//! Memory over many documents: it depends on what is in hand, not on how many there are.
#![cfg(target_os = "linux")]

use crate::support::{root, shared};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Writes `count` documents into one file of JSON lines: the texts of `from` over and over, `words` of each, with other ids.
fn write(path: &Path, from: &[String], count: usize, words: usize) {
    let mut out = BufWriter::new(File::create(path).unwrap());
    for number in 0..count {
        let text: Vec<_> = from[number % from.len()].split(' ').take(words).collect();
        let text = serde_json::to_string(&text.join(" ")).unwrap();
        writeln!(out, "{{\"id\":\"{number}\",\"text\":{text}}}").unwrap();
    }
    out.flush().unwrap();
}

/// The texts of a folder.
fn texts(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(self::texts(&path));
        } else if path.extension().is_some_and(|ending| ending == "txt") {
            // Some files of the corpus are in other encodings.
            texts.extend(fs::read_to_string(path));
        }
    }
    texts.sort();
    texts
}

/// What a run took: the most memory in MiB, and how long it was.
struct Took {
    memory: u64,
    time: Duration,
}

fn run(pipeline: &Path, input: &Path, out: &Path) -> Took {
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_presswork"))
        .current_dir(root())
        .arg("run")
        .args([pipeline, input])
        .args(["--threads", "2", "--out"])
        .arg(out)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0;
    let ended = loop {
        // The kernel keeps the most that was ever in use.
        let text = fs::read_to_string(&status).unwrap_or_default();
        let most = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let most = most.and_then(|most| most.trim().trim_end_matches(" kB").parse::<u64>().ok());
        memory = memory.max(most.unwrap_or_default() / 1024);
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(ended.code(), Some(0));
    Took {
        memory,
        time: started.elapsed(),
    }
}

/// The most memory that a run may take.
const MOST: u64 = 300;

#[test]
fn ten_times_the_documents_take_the_same_memory() {
    let folder = tempfile::tempdir().unwrap();
    let pipeline = folder.path().join("many.yaml");
    let text = "documents: [{ use: files }]\nstages: []\nresults:\n  - { use: jsonl }\n  - { use: sqlite, with: { search: false } }\n";
    fs::write(&pipeline, text).unwrap();
    let from = texts(&root().join("corpus"));
    let input = folder.path().join("many.jsonl");
    let out = folder.path().join("out");
    let took = [5_000, 50_000].map(|count| {
        write(&input, &from, count, 20);
        run(&pipeline, &input, &out).memory
    });
    assert!(took[1] < MOST, "{took:?} MiB");
    // What is remembered of each document takes a few bytes, and the caches of the databases fill.
    assert!(took[1] < took[0] + 60, "{took:?} MiB");
}

/// How many documents the benchmark has: `PRESSWORK_DOCUMENTS` says another number.
fn documents() -> usize {
    let said = std::env::var("PRESSWORK_DOCUMENTS").ok();
    said.map_or(1_000_000, |said| said.parse().unwrap())
}

/// `cargo test --release -p presswork --test end-to-end a_million -- --ignored --nocapture`.
#[test]
#[ignore = "it takes long, and tens of gigabytes"]
fn a_million_documents() {
    let folder = tempfile::tempdir().unwrap();
    let from = texts(&shared("news").unwrap_or_else(|| root().join("corpus")));
    let input = folder.path().join("news.jsonl");
    let words = std::env::var("PRESSWORK_WORDS").ok();
    let words = words.map_or(usize::MAX, |words| words.parse().unwrap());
    let pipeline: PathBuf = root().join("pipelines/press.yaml");
    let mut report = String::new();
    for count in [documents() / 100, documents() / 10, documents()] {
        write(&input, &from, count, words);
        let out = folder.path().join(count.to_string());
        for round in ["a clean run", "a second run over the same documents"] {
            let took = run(&pipeline, &input, &out);
            let size = |name: &str| {
                let bytes = fs::metadata(out.join(name)).map_or(0, |file| file.len());
                bytes >> 20
            };
            writeln!(
                report,
                "{count} documents, {round}: {:.1} s, {} MiB of memory; MiB on disk: results {}, state {}",
                took.time.as_secs_f64(),
                took.memory,
                size("press.db") + size("press.jsonl"),
                size(".presswork/state.db"),
            )
            .unwrap();
            eprintln!("{}", report.lines().last().unwrap());
            assert!(took.memory < MOST, "{report}");
        }
        fs::remove_dir_all(&out).unwrap();
    }
}
