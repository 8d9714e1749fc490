//! The cells of a document's rows: small, and without a copy of the text for each.

use presswork_model::{BoxError, Offsets, Span, Text, Unit};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};

/// One cell.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell {
    Null,
    Integer(i64),
    Real(f64),
    Word(&'static str),
    /// A stretch of the document's text.
    Covered(Span),
    /// A stretch of [`Cells::other`].
    Other(Span),
}

/// Cells one after another, and the texts that they point to.
#[derive(Debug, Default)]
pub(super) struct Cells {
    row_after_row: Vec<Cell>,
    body: Box<str>,
    other: String,
}

impl Cells {
    pub(super) fn new(body: &str) -> Self {
        Self {
            row_after_row: Vec::new(),
            body: body.into(),
            other: String::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.row_after_row.len()
    }

    pub(super) fn push(&mut self, cell: Cell) {
        self.row_after_row.push(cell);
    }

    pub(super) fn integer(&mut self, value: impl Into<i64>) {
        self.push(Cell::Integer(value.into()));
    }

    /// The place of an annotation in its layer.
    pub(super) fn place(&mut self, index: Option<usize>) {
        // A layer has fewer than 2^32 rows.
        self.push(index.map_or(Cell::Null, |index| Cell::Integer((index as u32).into())));
    }

    pub(super) fn word(&mut self, word: Option<&'static str>) {
        self.push(word.map_or(Cell::Null, Cell::Word));
    }

    /// A number of which a person sees as many digits as it has: 0.9, not 0.8999999761581421.
    pub(super) fn real(&mut self, value: f32) {
        self.push(Cell::Real((f64::from(value) * 1e6).round() / 1e6));
    }

    /// A text that does not stand in the document.
    pub(super) fn text(&mut self, text: Option<&str>) {
        let Some(text) = text else {
            return self.push(Cell::Null);
        };
        let start = self.other.len();
        self.other.push_str(text);
        self.push(Cell::Other(Span::from_range(start..self.other.len())));
    }

    /// `start`, `end` and the text between them.
    pub(super) fn covered(&mut self, place: Place) {
        self.integer(place.start);
        self.integer(place.end);
        self.push(Cell::Covered(place.span));
    }

    pub(super) fn range(&self, range: std::ops::Range<usize>) -> &[Cell] {
        &self.row_after_row[range]
    }

    /// The cell as SQLite takes it. Text is bound, never made part of a statement.
    pub(super) fn value(&self, cell: Cell) -> ToSqlOutput<'_> {
        match cell {
            Cell::Null => ToSqlOutput::Owned(Value::Null),
            Cell::Integer(value) => ToSqlOutput::Borrowed(ValueRef::Integer(value)),
            Cell::Real(value) => ToSqlOutput::Borrowed(ValueRef::Real(value)),
            Cell::Word(word) => ToSqlOutput::Borrowed(word.into()),
            Cell::Covered(span) => ToSqlOutput::Borrowed(self.body[span.range()].into()),
            Cell::Other(span) => ToSqlOutput::Borrowed(self.other[span.range()].into()),
        }
    }
}

/// A span of the text, and the same in code points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) span: Span,
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Place {
    /// Fails where `span` does not lie on characters of the text: stages write what they like into their fields.
    pub(super) fn of(span: Span, text: &Text, offsets: Offsets<'_>) -> Result<Self, BoxError> {
        let point = |byte| offsets.to(Unit::CodePoints, byte);
        match (point(span.start()), point(span.end())) {
            (Some(start), Some(end)) if text.holds(span) => Ok(Self { span, start, end }),
            _ => Err(format!("{span:?} does not lie on characters of the text").into()),
        }
    }

    /// The same from code points; none if they lie outside the text.
    pub(super) fn from_points(start: u32, end: u32, offsets: Offsets<'_>) -> Option<Self> {
        let byte = |point| offsets.from(Unit::CodePoints, point);
        let (first, last) = (byte(start)?, byte(end)?);
        let span = (first <= last).then(|| Span::new(first, last))?;
        Some(Self { span, start, end })
    }
}
