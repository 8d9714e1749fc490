//! Tests of records.

use super::*;
use presswork_annotations::BlockKind;

#[track_caller]
fn read(json: &str) -> Result<Document, String> {
    let id = |own: Option<&str>| own.unwrap_or("none").to_owned();
    document(json.as_bytes(), (3, 1), id, Limits::default()).map_err(|error| error.to_string())
}

#[track_caller]
fn kinds(document: &Document) -> Vec<BlockKind> {
    let blocks = document.layer::<Block>().unwrap().unwrap();
    blocks.iter().map(|block| block.kind).collect()
}

#[test]
fn interchange() {
    let json = r#"{"id":"a/b","meta":{"title":"T","date":"2024"},"text":"Né un.","layers":{"token":[{"span":[0,2],"kind":"word"}]}}"#;
    let document = read(json).unwrap();
    assert_eq!(document.text().id(), "a/b");
    let names: Vec<_> = document
        .layers()
        .map(|layer| layer.name().to_owned())
        .collect();
    assert_eq!(names, ["token", "block"]);
    let own = r#"{"text":"One.","layers":{"block":[{"span":[0,4],"kind":"quote"}]}}"#;
    assert_eq!(kinds(&read(own).unwrap()), [BlockKind::Quote]);
}

#[test]
fn feeds() {
    let json = r#"{"headline":"The bridge","body":"The bridge\n\nIt fell.","authors":["By Amina Diallo",{"name":"Tom Brandt"}],
        "published_at":"Tue, 05 Mar 2024 08:15:00 GMT","publisher":{"name":"The Ferry"},"lang":"en_GB","section":"World"}"#;
    let document = read(json).unwrap();
    let meta = document.text().meta();
    assert_eq!(document.text().body(), "The bridge\n\nIt fell.");
    assert_eq!(meta.title.as_deref(), Some("The bridge"));
    assert_eq!(meta.author.as_deref(), Some("Amina Diallo; Tom Brandt"));
    assert_eq!(meta.date.as_deref(), Some("2024-03-05T08:15:00Z"));
    assert_eq!(meta.source.as_deref(), Some("The Ferry"));
    assert_eq!(meta.language.as_deref(), Some("en-GB"));
    assert_eq!(meta.other.keys().collect::<Vec<_>>(), ["section"]);
    assert_eq!(kinds(&document), [BlockKind::Title, BlockKind::Paragraph]);
}

#[test]
fn dates() {
    let date = |json: &str| read(json).unwrap().text().meta().date.clone();
    assert_eq!(
        date(r#"{"text":"One.","timestamp":1709626500}"#).as_deref(),
        Some("2024-03-05T08:15:00Z")
    );
    assert_eq!(date(r#"{"text":"One.","date":"03/05/2024"}"#), None);
}

#[test]
fn markup() {
    let document = read(r#"{"content":"<p>One &amp; two.</p><p>Three.</p>"}"#).unwrap();
    assert_eq!(document.text().body(), "One & two.\n\nThree.");
    assert_eq!(kinds(&document), [BlockKind::Paragraph; 2]);
}

#[test]
fn refused() {
    for (json, error) in [
        (
            "{",
            "line 3, column 1: not a document in JSON: EOF while parsing an object",
        ),
        (
            "7",
            "line 3, column 1: not a document in JSON: invalid type: integer `7`, expected a document: an object with `id` and `text`",
        ),
        (
            "{\"text\":\n\"a\" x}",
            "line 4, column 5: not a document in JSON: expected `,` or `}`",
        ),
        (
            "{}",
            "line 3: the record has no text; it should stand in `text`, `body`, `content`, `article`, `maintext` or `article_text`",
        ),
        (r#"{"text":" \n"}"#, "line 3: the document is empty"),
        (
            r#"{"text":"\u0000\u0000\u0000"}"#,
            "line 3: not text: 100 percent of the characters are control characters; leave the file out with `exclude`",
        ),
        (
            r#"{"id":[],"text":"a"}"#,
            "line 3: the document has no usable `id`",
        ),
    ] {
        assert_eq!(read(json).unwrap_err(), error, "{json}");
    }
    let deep = format!("{{\"text\":\"a\",\"x\":{}}}", "[".repeat(100_000));
    assert!(read(&deep).unwrap_err().contains("recursion limit"));
}
