//! The fields of a row in the interchange format, checked against the text.

use super::{AnswerError, Party};
use presswork_model::{Span, Text, Unit};
use serde_json::Value as Json;

/// Reads the rows of one layer.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a> {
    layer: &'a str,
    text: &'a Text,
}

/// One row of it.
pub(crate) struct Row<'a> {
    fields: Fields<'a>,
    number: usize,
    json: &'a Json,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(layer: &'a str, text: &'a Text) -> Self {
        Self { layer, text }
    }

    /// Reads every row.
    pub(crate) fn each<T>(
        self,
        rows: &[Json],
        read: impl Fn(&Row<'_>) -> Result<T, AnswerError>,
    ) -> Result<Vec<T>, AnswerError> {
        let all: Vec<_> = (0..rows.len()).collect();
        self.chosen(rows, &all, read)
    }

    /// Reads the rows with these numbers.
    pub(crate) fn chosen<T>(
        self,
        rows: &[Json],
        numbers: &[usize],
        read: impl Fn(&Row<'_>) -> Result<T, AnswerError>,
    ) -> Result<Vec<T>, AnswerError> {
        let row = |&number: &usize| {
            read(&Row {
                fields: Fields { ..self },
                number,
                json: &rows[number],
            })
        };
        numbers.iter().map(row).collect()
    }
}

impl Row<'_> {
    pub(crate) fn error(&self, field: &str, what: impl std::fmt::Display) -> AnswerError {
        AnswerError::row(self.fields.layer, self.number, format!("`{field}`: {what}"))
    }

    /// A field; none if it is null.
    pub(crate) fn get(&self, field: &str) -> Option<&Json> {
        self.json.get(field).filter(|value| !value.is_null())
    }

    pub(crate) fn word(&self, field: &str) -> Option<&str> {
        self.get(field).and_then(Json::as_str)
    }

    pub(crate) fn required_word(&self, field: &str) -> Result<&str, AnswerError> {
        self.word(field)
            .ok_or_else(|| self.error(field, "it is not there"))
    }

    pub(crate) fn number(&self, field: &str) -> Option<f64> {
        self.get(field).and_then(Json::as_f64)
    }

    pub(crate) fn index(&self, field: &str) -> Option<usize> {
        self.get(field)
            .and_then(Json::as_u64)
            .map(|index| index as usize)
    }

    pub(crate) fn span(&self, field: &str) -> Result<Span, AnswerError> {
        let value = self
            .get(field)
            .ok_or_else(|| self.error(field, "it is not there"))?;
        self.span_of(field, value)
    }

    pub(crate) fn optional_span(&self, field: &str) -> Result<Option<Span>, AnswerError> {
        self.get(field)
            .map(|value| self.span_of(field, value))
            .transpose()
    }

    /// The spans of an extent, none if the field is not there.
    pub(crate) fn extent(&self, field: &str) -> Result<Vec<Span>, AnswerError> {
        let Some(value) = self.get(field) else {
            return Ok(Vec::new());
        };
        let spans = value
            .as_array()
            .ok_or_else(|| self.error(field, "it is no list of spans"))?;
        let spans = spans.iter().map(|span| self.span_of(field, span));
        let mut spans = spans.collect::<Result<Vec<_>, _>>()?;
        spans.sort_unstable();
        Ok(spans)
    }

    fn span_of(&self, field: &str, value: &Json) -> Result<Span, AnswerError> {
        let wrong = |what: &str| {
            AnswerError::row(
                self.fields.layer,
                self.number,
                format!("`{field}` {value} {what}"),
            )
        };
        let ends: Option<(u64, u64)> = value.as_array().and_then(|ends| match ends.as_slice() {
            [start, end] => Some((start.as_u64()?, end.as_u64()?)),
            _ => None,
        });
        let (start, end) = ends.ok_or_else(|| wrong("is no span"))?;
        let offsets = self.fields.text.offsets();
        let byte = |point: u64| offsets.from(Unit::CodePoints, u32::try_from(point).ok()?);
        match (byte(start), byte(end)) {
            (Some(start), Some(end)) if start <= end => Ok(Span::new(start, end)),
            _ => {
                let length = self.fields.text.body().chars().count();
                Err(wrong(&format!(
                    "does not lie in the text, which has {length} characters"
                )))
            }
        }
    }

    /// Who holds or bears a stance.
    pub(crate) fn party(&self, field: &str) -> Result<Party, AnswerError> {
        let Some(value) = self.get(field) else {
            return Ok(Party::Anyone);
        };
        let mention = value.get("mention").unwrap_or(value);
        Ok(match (value.as_str(), mention.as_u64()) {
            (Some("author"), _) => Party::Author,
            (Some("unknown"), _) => Party::Unknown,
            (_, Some(mention)) => Party::Mention(mention as usize),
            _ => Party::Span(self.span_of(field, value)?),
        })
    }
}
