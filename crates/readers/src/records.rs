//! A record of a JSON file becomes a document: the interchange format, and the usual names of feeds.

use crate::decode::{self, DecodeError};
use crate::{byline, date, html, plain};
use presswork_annotations::Block;
use presswork_model::{Annotation, Document, DocumentError, Limits, Meta, Record};
use serde_json::Value;

/// Where feeds keep the text.
const TEXT: [&str; 5] = ["body", "content", "article", "maintext", "article_text"];
const TITLE: [&str; 2] = ["title", "headline"];
const DATE: [&str; 7] = [
    "date",
    "published",
    "published_at",
    "date_published",
    "datePublished",
    "pubDate",
    "timestamp",
];
const AUTHOR: [&str; 4] = ["author", "byline", "authors", "creator"];
const LANGUAGE: [&str; 2] = ["language", "lang"];
const SOURCE: [&str; 5] = ["source", "publisher", "site", "domain", "url"];

/// Why a record is no document.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RecordError {
    #[error("line {line}, column {column}: not a document in JSON: {what}")]
    Json {
        line: u64,
        column: u64,
        what: String,
    },
    #[error(
        "line {line}: the record has no text; it should stand in `text`, `body`, `content`, `article`, `maintext` or `article_text`"
    )]
    NoText { line: u64 },
    #[error("line {line}: {error}")]
    Record { line: u64, error: DocumentError },
    #[error("line {line}: {error}")]
    Text { line: u64, error: DecodeError },
}

/// The document of the record that starts at `line` and `column`; `id` makes its id from the record's own.
pub(crate) fn document(
    bytes: &[u8],
    (line, column): (u64, u64),
    id: impl FnOnce(Option<&str>) -> String,
    limits: Limits,
) -> Result<Document, RecordError> {
    let in_text = |error| RecordError::Text { line, error };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let decoded;
    let bytes = if std::str::from_utf8(bytes).is_ok() {
        bytes
    } else {
        decoded = decode::text(bytes.to_vec(), |_| None).map_err(in_text)?;
        decoded.as_bytes()
    };
    let mut record = Record::from_json(bytes).map_err(|error| in_json(error, line, column))?;
    let own = record.id.take().filter(|own| !own.trim().is_empty());
    let markup = name_fields(&mut record);
    if record.text.is_none() {
        return Err(RecordError::NoText { line });
    }
    let mut blocks = None;
    if markup {
        let page = html::fragment(record.text.as_deref().unwrap_or_default(), limits);
        let page = page.map_err(in_text)?;
        record.text = Some(page.text);
        blocks = Some(page.blocks);
    }
    let text = record.text.as_deref().unwrap_or_default();
    decode::checked(text).map_err(in_text)?;
    if blocks.is_none() && !record.layers().any(|name| name == Block::NAME) {
        blocks = Some(plain::blocks(text, &mut record.meta));
    }
    let in_record = |error| RecordError::Record { line, error };
    let mut document = record
        .into_document(id(own.as_deref()))
        .map_err(in_record)?;
    if let Some(blocks) = blocks {
        document
            .write(blocks)
            .expect("blocks are made in text order, on the text's own characters");
    }
    Ok(document)
}

/// Puts what stands under the names of feeds where it belongs; true if the text is HTML.
fn name_fields(record: &mut Record) -> bool {
    let mut markup = false;
    if record.text.is_none() {
        record.text = TEXT
            .iter()
            .find_map(|name| match record.meta.other.get(*name) {
                Some(Value::String(_)) => words(&record.meta.other.remove(*name)?),
                _ => None,
            });
        let tagged = |text: &String| {
            ["</p>", "<br", "</div>", "<p>"]
                .iter()
                .any(|tag| text.contains(tag))
        };
        markup = record.layers().next().is_none() && record.text.as_ref().is_some_and(tagged);
    }
    let meta = &mut record.meta;
    fill(meta, |meta| &mut meta.title, &TITLE, words);
    fill(meta, |meta| &mut meta.date, &DATE, when);
    fill(
        meta,
        |meta| &mut meta.author,
        &AUTHOR,
        |value| words(value).map(|author| byline::without_by(&author).to_owned()),
    );
    fill(
        meta,
        |meta| &mut meta.language,
        &LANGUAGE,
        |value| words(value).map(|language| language.replace('_', "-")),
    );
    fill(meta, |meta| &mut meta.source, &SOURCE, words);
    markup
}

/// Fills an empty field from the first of `names` that holds something readable.
fn fill(
    meta: &mut Meta,
    field: impl Fn(&mut Meta) -> &mut Option<String>,
    names: &[&str],
    read: impl Fn(&Value) -> Option<String>,
) {
    if field(meta).is_some() {
        return;
    }
    let found = names
        .iter()
        .find_map(|name| Some((*name, read(meta.other.get(*name)?)?)));
    if let Some((name, value)) = found {
        meta.other.remove(name);
        *field(meta) = Some(value);
    }
}

/// A text; the names in a list, or of an object, joined.
fn words(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Array(values) => {
            let values: Vec<_> = values.iter().filter_map(words).collect();
            values.join("; ")
        }
        Value::Object(fields) => words(fields.get("name").or_else(|| fields.get("title"))?)?,
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// A date in ISO 8601, from a text or from seconds or milliseconds since 1970.
fn when(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => date::iso(text),
        Value::Number(number) => date::of_seconds(number.as_f64()?),
        _ => None,
    }
}

fn in_json(error: DocumentError, line: u64, column: u64) -> RecordError {
    let DocumentError::Json(error) = error else {
        return RecordError::Record { line, error };
    };
    let what = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    RecordError::Json {
        line: line + (error.line() as u64).saturating_sub(1),
        // Only the first line of a record starts elsewhere than its line in the file.
        column: if error.line() <= 1 {
            column - 1 + error.column() as u64
        } else {
            error.column() as u64
        },
        what: what.strip_suffix(&place).unwrap_or(&what).to_owned(),
    }
}

#[cfg(test)]
mod tests;
