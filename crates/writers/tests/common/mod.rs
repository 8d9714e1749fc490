//! Documents for the tests: a small one by hand, and long ones by rote.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test takes what it needs, and one that cannot go on says where"
)]

pub(crate) mod database;
mod news;

pub(crate) use news::news;
use presswork_model::Document;

/// "Grain deal in doubt": every layer of the vocabulary, nearly every field, letters beyond ASCII, as read from a file.
pub(crate) fn grain() -> Document {
    Document::from_json(include_bytes!("grain.json")).unwrap()
}

/// The number of words of a document, blanks between them.
pub(crate) fn words(document: &Document) -> usize {
    document.text().body().split_whitespace().count()
}
