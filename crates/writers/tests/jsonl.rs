//! `jsonl`: there and back, chosen layers, compression, and what is left when a run stops.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;

use presswork_annotations::{LAYERS, Mention};
use presswork_model::{Context, Document, DocumentLayer, Sink, Writing};
use presswork_writers::{Jsonl, JsonlSettings};
use proptest::prelude::*;
use std::io::Read;
use std::path::Path;

fn sink(folder: &Path, path: &str, layers: &[&str]) -> Jsonl {
    let settings = JsonlSettings {
        path: path.into(),
        layers: layers.iter().map(ToString::to_string).collect(),
    };
    let context = Context {
        output: folder.into(),
        ..Context::default()
    };
    Jsonl::new(settings, &context).unwrap()
}

fn write(sink: &Jsonl, documents: &[Document]) {
    let mut writing = sink.begin().unwrap();
    for document in documents {
        writing.write(&sink.encode(document).unwrap()).unwrap();
    }
    writing.finish().unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn there_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let sink = sink(folder.path(), "a/b/press.jsonl", &[]);
    write(&sink, &[common::grain(), common::news("news/1.txt", 5)]);
    assert_eq!(names(&folder.path().join("a/b")), ["press.jsonl"]);

    let first = std::fs::read_to_string(&sink.paths()[0]).unwrap();
    let documents: Vec<_> = first
        .lines()
        .map(|line| Document::from_json(line.as_bytes()).unwrap())
        .collect();
    assert_eq!(
        documents[0]
            .layers()
            .map(DocumentLayer::name)
            .collect::<Vec<_>>()
            .len(),
        LAYERS.len()
    );
    assert_eq!(
        &documents[0].text()[documents[0].layer::<Mention>().unwrap().unwrap()[0].span],
        "José Marán"
    );
    write(&sink, &documents);
    assert_eq!(std::fs::read_to_string(&sink.paths()[0]).unwrap(), first);
}

#[test]
fn only_the_layers_that_are_named() {
    let sink = sink(Path::new("."), "a.jsonl", &["mention", "actor"]);
    let line = sink.encode(&common::grain()).unwrap();
    let document = Document::from_json(&line).unwrap();
    assert_eq!(
        document
            .layers()
            .map(DocumentLayer::name)
            .collect::<Vec<_>>(),
        ["mention", "actor"]
    );
    assert_eq!(sink.layers(), ["mention", "actor"]);
}

#[test]
fn layers_of_others_stay_as_they_are() {
    let line = "{\"id\":\"a\",\"meta\":{\"other\":{\"section\":7}},\"text\":\"né\",\"layers\":{\"word\":[ {\"span\":[0,2], \"x\":1.50} ]},\"versions\":{\"word\":3}}\n";
    let document = Document::from_json(line.as_bytes()).unwrap();
    let again = sink(Path::new("."), "a.jsonl", &[])
        .encode(&document)
        .unwrap();
    assert_eq!(String::from_utf8(again).unwrap(), line);
}

#[test]
fn a_document_of_many_lines_becomes_one() {
    let document = Document::from_json(
        b"{\"id\":\"a\",\r\n\"text\":\"\\n\",\"layers\":{\"word\":[\r\n{}\n]}}",
    )
    .unwrap();
    let line = sink(Path::new("."), "a.jsonl", &[])
        .encode(&document)
        .unwrap();
    assert_eq!(
        String::from_utf8(line).unwrap(),
        "{\"id\":\"a\",\"meta\":{},\"text\":\"\\n\",\"layers\":{\"word\":[  {} ]}}\n"
    );
}

#[test]
fn compressed_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let documents = [common::grain(), common::news("b", 40)];
    let read = |path: &str| {
        let sink = sink(folder.path(), path, &[]);
        write(&sink, &documents);
        std::fs::read(&sink.paths()[0]).unwrap()
    };
    let plain = read("a.jsonl");
    let gzip = read("a.jsonl.gz");
    let zstd = read("a.jsonl.ZST");
    assert!(gzip.len() < plain.len() / 2 && zstd.len() < plain.len() / 2);
    let mut out = Vec::new();
    flate2::read::GzDecoder::new(&*gzip)
        .read_to_end(&mut out)
        .unwrap();
    assert_eq!(out, plain);
    assert_eq!(zstd::decode_all(&*zstd).unwrap(), plain);
    assert_eq!(
        (read("a.jsonl.gz"), read("a.jsonl.ZST")),
        (gzip, zstd),
        "the same bytes again"
    );
}

#[test]
fn a_run_that_stops_leaves_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    for path in ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"] {
        let file = folder.path().join(path);
        std::fs::write(&file, "old").unwrap();
        let sink = sink(folder.path(), path, &[]);
        let mut writing = sink.begin().unwrap();
        writing
            .write(&sink.encode(&common::grain()).unwrap())
            .unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "old");
        drop(writing);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "old");
    }
    assert_eq!(
        names(folder.path()),
        ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"]
    );
}

#[test]
fn no_documents_are_an_empty_file() {
    let folder = tempfile::tempdir().unwrap();
    let sink = sink(folder.path(), "a.jsonl", &[]);
    write(&sink, &[]);
    assert_eq!(std::fs::read(&sink.paths()[0]).unwrap(), b"");
}

#[cfg(unix)]
#[test]
fn others_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let sink = sink(folder.path(), "a.jsonl", &[]);
    write(&sink, &[]);
    std::fs::write(folder.path().join("usual"), "").unwrap();
    let mode = |name: &str| {
        std::fs::metadata(folder.path().join(name))
            .unwrap()
            .permissions()
            .mode()
    };
    assert_eq!(mode("a.jsonl"), mode("usual"));
}

#[test]
fn paths_that_name_no_file() {
    for path in ["", "/", "a/", ".."] {
        let settings = JsonlSettings {
            path: path.into(),
            ..JsonlSettings::default()
        };
        let error = Jsonl::new(settings, &Context::default()).unwrap_err();
        assert_eq!(error.to_string(), format!("`{path}` names no file"));
    }
}

#[test]
fn a_file_that_is_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("a.jsonl")).unwrap();
    let settings = JsonlSettings {
        path: "a.jsonl".into(),
        ..JsonlSettings::default()
    };
    let context = Context {
        output: folder.path().into(),
        ..Context::default()
    };
    let error = Jsonl::new(settings, &context).unwrap_err();
    let path = folder.path().join("a.jsonl");
    assert_eq!(
        error.to_string(),
        format!("`{}` is a folder", path.display())
    );
}

#[test]
fn closed_and_then_dropped_it_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for path in ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"] {
        let sink = sink(folder.path(), path, &[]);
        let line = || sink.encode(&common::grain()).unwrap();
        let closed = || {
            let mut writing = sink.begin().unwrap();
            writing.write(&line()).unwrap();
            writing.close().unwrap();
            writing
        };
        drop(closed());
        assert_eq!(names(folder.path()), [""; 0]);

        let mut writing = closed();
        writing.close().unwrap();
        let error = writing.write(&line()).unwrap_err();
        assert_eq!(error.to_string(), "the result is closed already");
        writing.finish().unwrap();
        let twice = std::fs::read(&sink.paths()[0]).unwrap();
        write(&sink, &[common::grain()]);
        assert!(twice == std::fs::read(&sink.paths()[0]).unwrap());
        std::fs::remove_file(&sink.paths()[0]).unwrap();
    }
}

#[test]
fn a_folder_that_is_a_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a"), "").unwrap();
    let error = sink(folder.path(), "a/b.jsonl", &[]).begin().err().unwrap();
    assert!(
        error.to_string().starts_with("cannot make the folder `"),
        "{error}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn any_text_comes_back(text in any::<String>(), id in "\\PC{1,9}") {
        let folder = tempfile::tempdir().unwrap();
        let sink = sink(folder.path(), "a.jsonl", &[]);
        write(&sink, &[Document::new(presswork_model::Text::new(id.as_str(), text.as_str()))]);
        let lines = std::fs::read_to_string(&sink.paths()[0]).unwrap();
        prop_assert_eq!(lines.matches('\n').count(), 1);
        let again = Document::from_json(lines.as_bytes()).unwrap();
        prop_assert_eq!(again.text().body(), &text);
        prop_assert_eq!(again.text().id(), &id);
    }
}
