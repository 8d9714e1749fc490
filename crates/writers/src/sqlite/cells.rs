//! The cells of a document's rows: small, and without a copy of the text for each.

use presswork_model::{BoxError, Offsets, Span, Text, Unit};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};

/// How many times the rows of a document may repeat its text, besides [`ALWAYS`]. Those of real news stay under ten.
const TIMES: u64 = 64;
/// How many bytes may be repeated however short the text is.
const ALWAYS: u64 = 1 << 20;
/// The most bytes of one row: SQLite takes a thousand million, and a write that fails would cost the whole run.
const ROW: u64 = 900_000_000;

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
    repeated: u64,
    row: u64,
}

/// A document has more than can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum TooMuch {
    /// Annotations that overlap a lot, and names that are long and many times meant, make a small document huge.
    #[error(
        "the annotations up to this one repeat more than {TIMES} times the text and 1 MiB, of a text of {text} bytes: \
         leave some layers out by the setting `layers`"
    )]
    Repeated { text: usize },
    #[error("one row has more than {ROW} bytes, which SQLite does not take")]
    Row,
    #[error("what is said of the document besides its text has 4 GiB or more")]
    Other,
}

impl Cells {
    pub(super) fn new(body: &str) -> Self {
        Self {
            row_after_row: Vec::new(),
            body: body.into(),
            other: String::new(),
            repeated: 0,
            row: 0,
        }
    }

    /// The next cells are those of another row.
    pub(super) fn begin_row(&mut self) {
        self.row = 0;
    }

    /// Counts `bytes` of a row that no other row has.
    fn own(&mut self, bytes: usize) -> Result<(), TooMuch> {
        self.row += bytes as u64;
        (self.row <= ROW).then_some(()).ok_or(TooMuch::Row)
    }

    /// Counts `bytes` that are in the document once and in its rows perhaps many times, before they are copied.
    pub(super) fn repeat(&mut self, bytes: usize) -> Result<(), TooMuch> {
        self.repeated += bytes as u64;
        let text = self.body.len();
        let within = self.repeated <= TIMES * text as u64 + ALWAYS;
        within.then_some(()).ok_or(TooMuch::Repeated { text })
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

    /// A text that does not stand in the document, and that no other row has.
    pub(super) fn text(&mut self, text: Option<&str>) -> Result<(), TooMuch> {
        let Some(text) = text else {
            self.push(Cell::Null);
            return Ok(());
        };
        self.own(text.len())?;
        let span = behind(self.other.len(), text.len())?;
        self.other.push_str(text);
        self.push(Cell::Other(span));
        Ok(())
    }

    /// A text that other rows may have too: a name, a key.
    pub(super) fn shared(&mut self, text: Option<&str>) -> Result<(), TooMuch> {
        self.repeat(text.map_or(0, str::len))?;
        self.text(text)
    }

    /// The words at `span`.
    pub(super) fn words(&mut self, span: Span) -> Result<(), TooMuch> {
        self.repeat(span.len() as usize)?;
        self.own(span.len() as usize)?;
        self.push(Cell::Covered(span));
        Ok(())
    }

    /// `start`, `end` and the text between them.
    pub(super) fn covered(&mut self, place: Place) -> Result<(), TooMuch> {
        self.integer(place.start);
        self.integer(place.end);
        self.words(place.span)
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

/// The span of what is put behind `length` bytes.
fn behind(length: usize, more: usize) -> Result<Span, TooMuch> {
    let end = length
        .checked_add(more)
        .and_then(|end| u32::try_from(end).ok());
    let end = end.ok_or(TooMuch::Other)?;
    Ok(Span::new(end - more as u32, end))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_texts_end_below_4_gib() {
        let most = u32::MAX as usize;
        assert_eq!(behind(2, 3), Ok(Span::new(2, 5)));
        assert_eq!(behind(most - 3, 3), Ok(Span::new(u32::MAX - 3, u32::MAX)));
        assert_eq!(behind(most - 3, 4), Err(TooMuch::Other));
        assert_eq!(behind(most, usize::MAX), Err(TooMuch::Other));
    }

    #[test]
    fn one_row_is_less_than_sqlite_takes() {
        let mut cells = Cells::new("");
        cells.own(ROW as usize - 1).unwrap();
        cells.text(Some("a")).unwrap();
        assert_eq!(cells.text(Some("b")), Err(TooMuch::Row));
        cells.begin_row();
        cells.text(Some("b")).unwrap();
    }

    #[test]
    fn repetition_has_its_measure() {
        let mut cells = Cells::new(&"a".repeat(1000));
        for _ in 0..(64 + (1 << 20) / 1000) {
            cells.words(Span::new(0, 1000)).unwrap();
        }
        let error = TooMuch::Repeated { text: 1000 };
        assert_eq!(cells.words(Span::new(0, 1000)), Err(error));
        assert_eq!(cells.shared(Some("a")), Err(error), "it stays so");
    }
}
