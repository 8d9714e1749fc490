//! What `docs/sql.md` and `docs/formats.md` say is so.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;

use presswork_annotations::{
    Actor, Attribution, Block, Image, LAYERS, Mention, Quantity, Sentence, Stance, Time, Token,
};
use presswork_model::{Annotation, Context, Document, Selection, Sink, Writing};
use presswork_writers::{Sqlite, SqliteSettings};
use rusqlite::Connection;

const SQL: &str = include_str!("../../../docs/sql.md");
const FORMATS: &str = include_str!("../../../docs/formats.md");

fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    let starts = page.split(&fence).skip(1);
    let blocks: Vec<_> = starts
        .map(|rest| rest.split("```").next().unwrap())
        .collect();
    assert!(!blocks.is_empty());
    blocks
}

fn database() -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let context = Context {
        output: folder.path().into(),
        ..Context::default()
    };
    let sink = Sqlite::new(SqliteSettings::default(), &context).unwrap();
    let mut writing = sink.begin().unwrap();
    for document in [common::grain(), common::news("news/1.txt", 9)] {
        writing.write(&sink.encode(&document).unwrap()).unwrap();
    }
    writing.finish().unwrap();
    let database = Connection::open(folder.path().join("documents.db")).unwrap();
    (folder, database)
}

#[test]
fn every_question_has_an_answer() {
    let (_folder, database) = database();
    for question in blocks(SQL, "sql") {
        let mut answer = database
            .prepare(question)
            .unwrap_or_else(|error| panic!("{question}{error}"));
        assert!(answer.exists([]).unwrap(), "no row: {question}");
    }
}

#[test]
fn every_column_is_described() {
    let (_folder, database) = database();
    let sql = "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c
        WHERE t.type IN ('table', 'view') AND t.name NOT LIKE 'search%' AND t.name NOT LIKE 'sqlite_%'";
    let mut columns = database.prepare(sql).unwrap();
    let columns = columns
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    let common = ["document_id", "id", "start", "end", "text"];
    let mut described = 0;
    for column in columns {
        let (table, column): (String, String) = column.unwrap();
        let section = SQL
            .split("\n### ")
            .find(|section| section.starts_with(&format!("`{table}`")));
        let section = section.unwrap_or_else(|| panic!("{table} has no section"));
        if !(LAYERS.contains(&&*table) && common.contains(&&*column)) {
            assert!(section.contains(&format!("`{column}`")), "{table}.{column}");
            described += 1;
        }
    }
    assert!(described > 100, "{described}");
}

#[test]
fn the_document_of_the_page_is_one() {
    for block in blocks(FORMATS, "json") {
        let document = Document::from_json(block.as_bytes()).unwrap();
        assert_eq!(document.layer::<Mention>().unwrap().unwrap().len(), 3);
        assert_eq!(document.layer::<Actor>().unwrap().unwrap().len(), 3);
        assert_eq!(document.layer::<Sentence>().unwrap().unwrap().len(), 2);
        let mention = &document.layer::<Mention>().unwrap().unwrap()[0];
        assert_eq!(&document.text()[mention.span], "José Marán");
    }
}

#[test]
fn the_rows_of_the_page_are_read_and_written_again() {
    fn check<A: Annotation>() {
        let section = FORMATS
            .split("\n### ")
            .find(|section| section.starts_with(&format!("`{}`", A::NAME)));
        let section = section.unwrap_or_else(|| panic!("{} has no section", A::NAME));
        let row = section
            .split('`')
            .find(|part| part.starts_with('{'))
            .unwrap();
        let line = format!(
            "{{\"id\":\"a\",\"meta\":{{}},\"text\":\"{}\",\"layers\":{{\"{}\":[{row}]}}}}",
            "é".repeat(200),
            A::NAME
        );
        let read = Document::from_json(line.as_bytes()).unwrap();
        let rows: Vec<String> = read
            .layer::<A>()
            .unwrap()
            .unwrap()
            .iter()
            .map(|row| serde_json::to_string(row).unwrap())
            .collect();
        let known: serde_json::Value = serde_json::from_str(row).unwrap();
        let again: serde_json::Value = serde_json::from_str(&rows[0]).unwrap();
        let fields = |value: &serde_json::Value| {
            value
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(fields(&known), fields(&again), "{}", A::NAME);
        for field in fields(&again) {
            assert!(
                section.contains(&format!("| `{field}` |")),
                "{}.{field}",
                A::NAME
            );
        }
        let mut out = Vec::new();
        read.write_json(&Selection::All, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), line);
    }
    check::<Block>();
    check::<Token>();
    check::<Sentence>();
    check::<Mention>();
    check::<Actor>();
    check::<Attribution>();
    check::<Stance>();
    check::<Quantity>();
    check::<Time>();
    check::<Image>();
}
