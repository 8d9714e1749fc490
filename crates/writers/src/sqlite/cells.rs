//! The cells of a document's rows as bytes: small, and without a copy of the text for each.

use presswork_model::{BoxError, Offsets, Span, Text, Unit};

/// How many times the rows of a document may repeat its text, besides [`ALWAYS`]. Those of real news stay under ten.
const TIMES: u64 = 64;
/// How many bytes may be repeated however short the text is.
const ALWAYS: u64 = 1 << 20;
/// The most bytes of one row: SQLite takes a thousand million, and a write that fails would cost the whole run.
const ROW: u64 = 900_000_000;

/// What the first byte of a cell says.
pub(super) mod kind {
    pub(in super::super) const NULL: u8 = 0;
    /// A number: its zigzag in a [varint](super::varint).
    pub(in super::super) const INTEGER: u8 = 1;
    /// Eight bytes, the lowest first.
    pub(in super::super) const REAL: u8 = 2;
    /// A length, and as many bytes.
    pub(in super::super) const TEXT: u8 = 3;
    /// A stretch of the document's text: where it starts in bytes, and its length.
    pub(in super::super) const COVERED: u8 = 4;
}

/// Cells one after another.
#[derive(Debug, Default)]
pub(super) struct Cells {
    bytes: Vec<u8>,
    /// How many bytes the document's text has.
    text: usize,
    repeated: u64,
    row: u64,
}

/// Appends a number, seven bits a byte, the lowest first.
pub(super) fn varint(mut number: u64, to: &mut Vec<u8>) {
    while number >= 0x80 {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
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
}

impl Cells {
    pub(super) fn new(text: &str) -> Self {
        Self {
            bytes: Vec::with_capacity(2 * text.len()),
            text: text.len(),
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
        let text = self.text;
        let within = self.repeated <= TIMES * text as u64 + ALWAYS;
        within.then_some(()).ok_or(TooMuch::Repeated { text })
    }

    /// How many bytes there are.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn null(&mut self) {
        self.bytes.push(kind::NULL);
    }

    pub(super) fn integer(&mut self, value: impl Into<i64>) {
        let value = value.into();
        self.bytes.push(kind::INTEGER);
        varint(
            (value.cast_unsigned() << 1) ^ (value >> 63).cast_unsigned(),
            &mut self.bytes,
        );
    }

    /// The place of an annotation in its layer.
    pub(super) fn place(&mut self, index: Option<usize>) {
        // A layer has fewer than 2^32 rows.
        match index {
            Some(index) => self.integer(index as u32),
            None => self.null(),
        }
    }

    pub(super) fn word(&mut self, word: Option<&'static str>) {
        match word {
            Some(word) => self.put(word),
            None => self.null(),
        }
    }

    /// A number of which a person sees as many digits as it has: 0.9, not 0.8999999761581421.
    pub(super) fn score(&mut self, value: f32) {
        self.real((f64::from(value) * 1e6).round() / 1e6);
    }

    pub(super) fn real(&mut self, value: f64) {
        self.bytes.push(kind::REAL);
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    fn put(&mut self, text: &str) {
        self.bytes.push(kind::TEXT);
        varint(text.len() as u64, &mut self.bytes);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// A text that does not stand in the document, and that no other row has.
    pub(super) fn text(&mut self, text: Option<&str>) -> Result<(), TooMuch> {
        let Some(text) = text else {
            self.null();
            return Ok(());
        };
        self.own(text.len())?;
        self.put(text);
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
        self.bytes.push(kind::COVERED);
        varint(span.start().into(), &mut self.bytes);
        varint(span.len().into(), &mut self.bytes);
        Ok(())
    }

    /// `start`, `end` and the text between them.
    pub(super) fn covered(&mut self, place: Place) -> Result<(), TooMuch> {
        self.integer(place.start);
        self.integer(place.end);
        self.words(place.span)
    }

    /// The bytes in `range`, from earlier lengths.
    pub(super) fn range(&self, range: std::ops::Range<usize>) -> &[u8] {
        &self.bytes[range]
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

#[cfg(test)]
mod tests {
    use super::*;

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
