//! `sqlite`: whole files, hostile documents, layers of others, and the same bytes for the same documents.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;

use common::database::{ask, json, sink, write};
use presswork_annotations::{Mention, Token, TokenKind};
use presswork_model::{Context, Document, Meta, Sink, Span, Text, Writing};
use presswork_writers::{Sqlite, SqliteSettings};
use proptest::prelude::*;

#[test]
fn a_name_that_comes_twice() {
    let folder = tempfile::tempdir().unwrap();
    let sink = sink(folder.path(), &[]);
    let mut writing = sink.begin().unwrap();
    writing
        .write(&sink.encode(&common::grain()).unwrap())
        .unwrap();
    let error = writing
        .write(&sink.encode(&common::grain()).unwrap())
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "there are two documents `wire/grain.txt`: give each an id of its own"
    );
    drop(writing);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_run_that_stops_leaves_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    let sink = sink(folder.path(), &[]);
    drop(write(&sink, &[common::grain()]));
    let old = std::fs::read(&sink.paths()[0]).unwrap();
    let mut writing = sink.begin().unwrap();
    for i in 0..2500 {
        writing
            .write(&sink.encode(&common::news(&i.to_string(), 1)).unwrap())
            .unwrap();
    }
    drop(writing);
    assert_eq!(std::fs::read(&sink.paths()[0]).unwrap(), old);
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing beside it"
    );
}

#[test]
fn a_new_database_takes_the_place_of_the_old_and_of_what_lies_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let sink = sink(folder.path(), &[]);
    std::fs::write(folder.path().join("press.db-wal"), "stale").unwrap();
    drop(write(&sink, &[common::grain()]));
    let database = write(&sink, &[common::news("b", 2)]);
    assert_eq!(ask(&database, "SELECT name FROM document"), "b");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn the_same_bytes() {
    let bytes = |shuffled: bool| {
        let folder = tempfile::tempdir().unwrap();
        let sink = sink(folder.path(), &[]);
        // Encoded in another order, as threads would, and written in the same.
        let documents: Vec<_> = (0..2100)
            .map(|i| common::news(&format!("{i}.txt"), 2 + i % 5))
            .collect();
        let mut rows: Vec<_> = documents.iter().enumerate().collect();
        if shuffled {
            rows.reverse();
        }
        let mut rows: Vec<_> = rows
            .into_iter()
            .map(|(i, document)| (i, sink.encode(document).unwrap()))
            .collect();
        rows.sort_by_key(|(i, _)| *i);
        let mut writing = sink.begin().unwrap();
        for (_, row) in rows {
            writing.write(&row).unwrap();
        }
        writing.finish().unwrap();
        std::fs::read(&sink.paths()[0]).unwrap()
    };
    assert!(bytes(false) == bytes(true));
}

#[test]
fn hostile_document() {
    let hostile = "'; DROP TABLE document; --\0\u{1b}[2J\" OR 1=1\u{202e}";
    let meta = Meta {
        title: Some(hostile.into()),
        author: Some("\0".into()),
        ..Meta::default()
    };
    let mut document = Document::new(Text::with_meta(hostile, meta, hostile));
    document
        .write(vec![Token {
            span: Span::new(0, 1),
            kind: TokenKind::Symbol,
        }])
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let database = write(&sink(folder.path(), &[]), &[document]);
    let row: (String, String, String) = database
        .query_row("SELECT name, title, text FROM document", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    assert_eq!(
        row,
        (hostile.to_owned(), hostile.to_owned(), hostile.to_owned())
    );
    assert_eq!(
        ask(
            &database,
            "SELECT name FROM search JOIN document d ON d.id = search.rowid WHERE search MATCH 'drop'"
        ),
        hostile
    );
    assert_eq!(ask(&database, "PRAGMA integrity_check"), "ok");
}

#[test]
fn layers_of_others() {
    let line = r#"{"id":"a","text":"né sí","layers":{
        "x\"; DROP TABLE document; --":[{"span":[3,5],"kind":"it's"}],
        "Document":[{"span":[0,9]},{"span":"?"},7],
        "sqlite_sequence":[{}], "search":[], "":[{}], "se\u0000nt\u001b[2J":[{}], "stance_edge":[{"span":[5,3]}]}}"#;
    let folder = tempfile::tempdir().unwrap();
    let database = write(
        &sink(folder.path(), &[]),
        &[
            json(line),
            json(r#"{"id":"b","text":"né","layers":{"Document":[{"span":[0,1]}]}}"#),
        ],
    );
    let check = |sql: &str, expected: &str| assert_eq!(ask(&database, sql), expected, "{sql}");
    check(
        "SELECT table_name, documents, row_count FROM layer ORDER BY table_name",
        "layer_ | 1 | 1\nlayer_Document | 2 | 4\nlayer_search | 1 | 0\nlayer_sqlite_sequence | 1 | 1\nlayer_stance_edge | 1 | 1\n\
         se_nt_[2J | 1 | 1\nx\"; DROP TABLE document; -- | 1 | 1",
    );
    check(
        "SELECT * FROM \"x\"\"; DROP TABLE document; --\"",
        "1 | 0 | 3 | 5 | sí | {\"kind\":\"it's\",\"span\":[3,5]}",
    );
    check(
        "SELECT document_id, id, start, text, data FROM layer_Document",
        "1 | 0 | – | – | {\"span\":[0,9]}\n1 | 1 | – | – | {\"span\":\"?\"}\n1 | 2 | – | – | 7\n2 | 0 | 0 | n | {\"span\":[0,1]}",
    );
    check("SELECT count(*) FROM document", "2");
}

#[test]
fn more_layers_than_a_database_should_have() {
    let folder = tempfile::tempdir().unwrap();
    let sink = sink(folder.path(), &[]);
    // 200 layers a document: 1000 tables, 198 layers more, of which one is too long for a table, and two that had one.
    let documents: Vec<_> = (0..6)
        .map(|i| {
            let mut names: Vec<_> = (0..200).map(|j| format!("l{}", 200 * i + j)).collect();
            if i == 5 {
                names[0] = "l0".into();
                names[1] = "l999".into();
                names[2] = "é".repeat(101);
            }
            strangers(&i.to_string(), &names)
        })
        .chain([strangers("again", &["l1199".into(), "other_layer".into()])])
        .collect();
    let database = write(&sink, &documents);
    let check = |sql: &str, expected: &str| assert_eq!(ask(&database, sql), expected, "{sql}");
    check(
        "SELECT count(*), sum(table_name = 'other_layer'), sum(documents), sum(row_count) FROM layer",
        "1199 | 199 | 1202 | 1202",
    );
    check("SELECT count(*) FROM l0", "2");
    check(
        "SELECT * FROM other_layer WHERE layer = 'l1199'",
        "6 | l1199 | 0 | 1 | 2 | b | {\"span\":[1,2]}\n7 | l1199 | 0 | 1 | 2 | b | {\"span\":[1,2]}",
    );
    check(
        "SELECT * FROM layer WHERE name = 'l1199'",
        "l1199 | other_layer | 1 | 2 | 2",
    );
    check("SELECT count(DISTINCT layer) FROM other_layer", "199");
}

#[test]
fn more_layers_than_a_document_should_have() {
    let names: Vec<_> = (0..201).map(|i| format!("l{i:03}")).collect();
    let document = strangers("a", &names);
    let folder = tempfile::tempdir().unwrap();
    let error = sink(folder.path(), &[]).encode(&document).unwrap_err();
    assert_eq!(
        error.to_string(),
        "more than 200 layers that this program does not know, at `l200`: name those that you want in the setting `layers`"
    );
    assert!(sink(folder.path(), &["l200"]).encode(&document).is_ok());
    let few = strangers("a", &names[..200]);
    assert!(sink(folder.path(), &[]).encode(&few).is_ok());
}

/// A document with layers that nobody knows, each of one row.
fn strangers(id: &str, names: &[String]) -> Document {
    let layers: serde_json::Map<_, _> = names
        .iter()
        .map(|name| (name.clone(), serde_json::json!([{"span": [1, 2]}])))
        .collect();
    json(&serde_json::json!({"id": id, "text": "abc", "layers": layers}).to_string())
}

#[test]
fn a_small_document_that_would_be_huge() {
    let text = "word ".repeat(26_000);
    let check = |layers: serde_json::Value, at: &str| {
        let document =
            json(&serde_json::json!({"id": "a", "text": text, "layers": layers}).to_string());
        let sink = sink(std::path::Path::new("."), &[]);
        let error = sink.encode(&document).unwrap_err().to_string();
        let reason = "the annotations up to this one repeat more than 64 times the text and 1 MiB, of a text of 130000 \
            bytes: leave some layers out by the setting `layers`";
        assert_eq!(error, format!("{at}: {reason}"));
    };
    let end = text.len();
    let covering = |i: usize| serde_json::json!([i, end]);
    let rows: Vec<_> = (0..10_000)
        .map(|i| serde_json::json!({"span": covering(i), "kind": "direct", "content": [covering(i)]}))
        .collect();
    check(
        serde_json::json!({"attribution": rows}),
        "`attribution` number 35",
    );
    let rows: Vec<_> = (0..10_000)
        .map(|i| serde_json::json!({"span": covering(i)}))
        .collect();
    check(serde_json::json!({"other": rows}), "`other` number 71");
    // One extent of many parts, and one long name that is meant many times.
    let parts: Vec<_> = (0..10_000).map(covering).collect();
    let row = serde_json::json!({"span": [0, end], "kind": "direct", "content": parts});
    check(
        serde_json::json!({"attribution": [row]}),
        "`attribution` number 0",
    );
    let mentions = vec![serde_json::json!({"span": [0, 4], "kind": "person", "actor": 0}); 10_000];
    let actor = serde_json::json!({"span": [0, 4], "name": "A", "id": "k".repeat(100_000), "kind": "person"});
    check(
        serde_json::json!({"mention": mentions, "actor": [actor]}),
        "`mention` number 92",
    );
    check(
        serde_json::json!({"k".repeat(100_000): vec![0; 10_000]}),
        &format!("`{}` number 92", "k".repeat(100_000)),
    );
}

#[test]
fn closed_and_then_dropped_it_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let sink = sink(folder.path(), &[]);
    let write = |sink: &Sqlite| {
        let mut writing = sink.begin().unwrap();
        writing
            .write(&sink.encode(&common::grain()).unwrap())
            .unwrap();
        writing.close().unwrap();
        writing
    };
    drop(write(&sink));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);

    let mut writing = write(&sink);
    writing.close().unwrap();
    assert!(!sink.paths()[0].exists(), "it appears when it is finished");
    writing.finish().unwrap();
    let closed = std::fs::read(&sink.paths()[0]).unwrap();
    let database = common::database::write(&sink, &[common::grain()]);
    assert_eq!(ask(&database, "SELECT count(*) FROM document"), "1");
    assert!(closed == std::fs::read(&sink.paths()[0]).unwrap());
}

#[test]
fn paths_that_name_no_file() {
    let settings = SqliteSettings {
        path: "out/".into(),
        ..SqliteSettings::default()
    };
    let error = Sqlite::new(settings, &Context::default()).unwrap_err();
    assert_eq!(error.to_string(), "`out/` names no file");
    let folder = tempfile::tempdir().unwrap();
    let context = Context {
        output: folder.path().into(),
        ..Context::default()
    };
    std::fs::create_dir(folder.path().join("press.db")).unwrap();
    let settings = SqliteSettings {
        path: "press.db".into(),
        ..SqliteSettings::default()
    };
    let error = Sqlite::new(settings, &context).unwrap_err();
    let path = folder.path().join("press.db");
    assert_eq!(
        error.to_string(),
        format!("`{}` is a folder", path.display())
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_text_comes_back(text in any::<String>(), id in any::<String>(), layer in any::<String>()) {
        let line = serde_json::json!({"id": id, "text": text, "layers": {layer: [{"span": [0, 0]}]}}).to_string();
        let edge = text.chars().next().map_or(0, char::len_utf8);
        let mut document = json(&line);
        document.write(vec![Mention {
            span: Span::from_range(0..edge),
            kind: presswork_annotations::MentionKind::Other,
            form: presswork_annotations::Form::Name,
            actor: None,
            score: 0.5,
        }]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let database = write(&sink(folder.path(), &[]), &[document]);
        let row: (String, String) = database.query_row("SELECT name, text FROM document", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        prop_assert_eq!(row, (id, text.clone()));
        let mention: String = database.query_row("SELECT text FROM mention", [], |row| row.get(0)).unwrap();
        prop_assert_eq!(mention, &text[..edge]);
        prop_assert_eq!(ask(&database, "SELECT count(*) FROM layer"), "2");
    }
}
