//! Writing a database and asking it.

use presswork_model::{Context, Document, Sink, Writing};
use presswork_writers::{Sqlite, SqliteSettings};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::path::Path;

pub(crate) fn sink(folder: &Path, layers: &[&str]) -> Sqlite {
    let settings = SqliteSettings {
        path: "press.db".into(),
        layers: layers.iter().map(ToString::to_string).collect(),
        ..SqliteSettings::default()
    };
    let context = Context {
        output: folder.into(),
        ..Context::default()
    };
    Sqlite::new(settings, &context).unwrap()
}

pub(crate) fn write(sink: &Sqlite, documents: &[Document]) -> Connection {
    let mut writing = sink.begin().unwrap();
    for document in documents {
        writing.write(&sink.encode(document).unwrap()).unwrap();
    }
    writing.finish().unwrap();
    Connection::open(&sink.paths()[0]).unwrap()
}

/// The rows that `sql` gives, a line a row, cells apart by ` | `.
pub(crate) fn ask(database: &Connection, sql: &str) -> String {
    let mut statement = database.prepare(sql).unwrap();
    let width = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut lines = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let cell = |i| match row.get(i).unwrap() {
            Value::Null => "–".to_owned(),
            Value::Integer(value) => value.to_string(),
            Value::Real(value) => format!("{value:?}"),
            Value::Text(value) => value,
            Value::Blob(_) => "blob".to_owned(),
        };
        lines.push((0..width).map(cell).collect::<Vec<_>>().join(" | "));
    }
    lines.join("\n")
}

/// A document from its line.
pub(crate) fn json(line: &str) -> Document {
    Document::from_json(line.as_bytes()).unwrap()
}
