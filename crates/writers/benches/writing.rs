//! Encoding and writing, in words a second.

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on says where"
)]

#[path = "../tests/common/mod.rs"]
mod common;

use divan::Bencher;
use divan::counter::ItemsCount;
use presswork_model::{Context, Document, Sink, Writing};
use presswork_writers::{Jsonl, JsonlSettings, Sqlite, SqliteSettings};

fn main() {
    divan::main();
}

const ALL: [&str; 9] = [
    "block",
    "token",
    "sentence",
    "mention",
    "actor",
    "attribution",
    "stance",
    "quantity",
    "time",
];

fn documents() -> Vec<Document> {
    (0..400)
        .map(|i| common::news(&format!("news/{i}.txt"), 30))
        .collect()
}

fn sqlite(layers: &[&str], search: bool, folder: &std::path::Path) -> Sqlite {
    let settings = SqliteSettings {
        layers: layers.iter().map(ToString::to_string).collect(),
        search,
        ..SqliteSettings::default()
    };
    let context = Context {
        output: folder.into(),
        ..Context::default()
    };
    Sqlite::new(settings, &context).unwrap()
}

#[divan::bench(sample_count = 10, args = ["usual", "without search", "all layers", "tokens"])]
fn write_sqlite(bencher: Bencher<'_, '_>, case: &str) {
    let (layers, search): (&[&str], bool) = match case {
        "usual" => (&[], true),
        "without search" => (&[], false),
        "all layers" => (&ALL, true),
        _ => (&["token"], false),
    };
    let folder = tempfile::tempdir().unwrap();
    let sink = sqlite(layers, search, folder.path());
    write(bencher, &sink);
}

#[divan::bench(sample_count = 10)]
fn encode_sqlite(bencher: Bencher<'_, '_>) {
    let sink = sqlite(&ALL, true, std::path::Path::new("."));
    let documents = documents();
    let words: usize = documents.iter().map(common::words).sum();
    bencher.counter(ItemsCount::new(words)).bench_local(|| {
        documents
            .iter()
            .map(|d| sink.encode(d).unwrap())
            .collect::<Vec<_>>()
    });
}

#[divan::bench(sample_count = 10)]
fn encode_jsonl(bencher: Bencher<'_, '_>) {
    let sink = Jsonl::new(JsonlSettings::default(), &Context::default()).unwrap();
    let documents = documents();
    let words: usize = documents.iter().map(common::words).sum();
    bencher.counter(ItemsCount::new(words)).bench_local(|| {
        documents
            .iter()
            .map(|d| sink.encode(d).unwrap())
            .collect::<Vec<_>>()
    });
}

#[divan::bench(sample_count = 10, args = ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"])]
fn write_jsonl(bencher: Bencher<'_, '_>, path: &str) {
    let folder = tempfile::tempdir().unwrap();
    let context = Context {
        output: folder.path().into(),
        ..Context::default()
    };
    let settings = JsonlSettings {
        path: path.into(),
        ..JsonlSettings::default()
    };
    let sink = Jsonl::new(settings, &context).unwrap();
    write(bencher, &sink);
}

/// Writes the documents, encoded beforehand, into a result of `sink`.
fn write<S: Sink>(bencher: Bencher<'_, '_>, sink: &S) {
    let documents = documents();
    let words: usize = documents.iter().map(common::words).sum();
    bencher
        .counter(ItemsCount::new(words))
        .with_inputs(|| {
            documents
                .iter()
                .map(|d| sink.encode(d).unwrap())
                .collect::<Vec<_>>()
        })
        .bench_local_values(|rows| {
            let mut writing = sink.begin().unwrap();
            for rows in rows {
                writing.write(&rows).unwrap();
            }
            writing.finish().unwrap();
        });
}
