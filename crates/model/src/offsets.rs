//! Offsets in bytes, code points and UTF-16 units: conversion both ways, free for ASCII text.

use std::sync::{Arc, OnceLock};

/// What an offset counts.
///
/// ```
/// use presswork_model::{Text, Unit};
/// let text = Text::new("a", "né 🗞 news");
/// let offsets = text.offsets();
/// let byte = text.body().find("news").expect("it is there") as u32;
/// assert_eq!(offsets.to(Unit::CodePoints, byte), Some(5));
/// assert_eq!(offsets.to(Unit::Utf16, byte), Some(6));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of UTF-8, as Rust counts.
    Bytes,
    /// Unicode code points, as Python, R and SQL count.
    CodePoints,
    /// UTF-16 code units, as `JavaScript` and Java count.
    Utf16,
}

/// A text and the table of its offsets, which is made when it is first needed.
#[derive(Debug)]
pub(crate) struct Body {
    text: Box<str>,
    table: OnceLock<Table>,
}

/// The counts before every 64th byte; empty for ASCII text.
#[derive(Debug, Default)]
struct Table {
    points: Box<[u32]>,
    utf16: Box<[u32]>,
}

const BLOCK: usize = 64;

impl Table {
    fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self::default();
        }
        let (mut points, mut utf16) = (Vec::new(), Vec::new());
        let (mut point, mut unit) = (0, 0);
        for block in text.as_bytes().chunks(BLOCK) {
            points.push(point);
            utf16.push(unit);
            point += count(Unit::CodePoints, block);
            unit += count(Unit::Utf16, block);
        }
        Self {
            points: points.into(),
            utf16: utf16.into(),
        }
    }
}

/// How many units start in `bytes`.
fn count(unit: Unit, bytes: &[u8]) -> u32 {
    bytes.iter().map(|&byte| weight(unit, byte)).sum()
}

/// How many units a byte of UTF-8 starts.
fn weight(unit: Unit, byte: u8) -> u32 {
    match unit {
        Unit::Bytes => 1,
        Unit::CodePoints => u32::from(byte & 0xC0 != 0x80),
        Unit::Utf16 => u32::from(byte & 0xC0 != 0x80) + u32::from(byte >= 0xF0),
    }
}

impl Body {
    pub(crate) fn new(text: Box<str>) -> Self {
        Self {
            text,
            table: OnceLock::new(),
        }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn offsets(&self) -> Offsets<'_> {
        Offsets {
            text: &self.text,
            table: self.table.get_or_init(|| Table::of(&self.text)),
        }
    }
}

/// Converts the offsets of one text. See [`Text::offsets`](crate::Text::offsets).
///
/// ```
/// use presswork_model::{Text, Unit};
/// let text = Text::new("a", "Größe");
/// assert_eq!(text.offsets().from(Unit::CodePoints, 3), Some(4));
/// assert_eq!(text.offsets().to(Unit::CodePoints, 3), None, "inside the ö");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Offsets<'a> {
    text: &'a str,
    table: &'a Table,
}

impl Offsets<'_> {
    /// Whether bytes, code points and UTF-16 units are one and the same here.
    ///
    /// ```
    /// # use presswork_model::Text;
    /// assert!(Text::new("a", "plain").offsets().is_ascii());
    /// ```
    pub fn is_ascii(self) -> bool {
        self.table.points.is_empty()
    }

    /// The offset `byte` counted in `unit`; none if it lies outside the text or inside a character.
    ///
    /// ```
    /// # use presswork_model::{Text, Unit};
    /// assert_eq!(Text::new("a", "é!").offsets().to(Unit::CodePoints, 2), Some(1));
    /// ```
    pub fn to(self, unit: Unit, byte: u32) -> Option<u32> {
        if !self.text.is_char_boundary(byte as usize) {
            return None;
        }
        if unit == Unit::Bytes || self.is_ascii() {
            return Some(byte);
        }
        let counts = self.counts(unit);
        let block = (byte as usize / BLOCK).min(counts.len() - 1);
        Some(counts[block] + count(unit, &self.text.as_bytes()[block * BLOCK..byte as usize]))
    }

    /// The byte at which the offset `n`, counted in `unit`, lies; none if it lies outside the text or inside a character.
    ///
    /// ```
    /// # use presswork_model::{Text, Unit};
    /// assert_eq!(Text::new("a", "é!").offsets().from(Unit::Utf16, 1), Some(2));
    /// ```
    pub fn from(self, unit: Unit, n: u32) -> Option<u32> {
        if unit == Unit::Bytes || self.is_ascii() {
            return self.text.is_char_boundary(n as usize).then_some(n);
        }
        let counts = self.counts(unit);
        let block = counts.partition_point(|&before| before <= n) - 1;
        let (mut at, mut seen) = (block * BLOCK, counts[block]);
        let bytes = self.text.as_bytes();
        while at < bytes.len() && (seen < n || bytes[at] & 0xC0 == 0x80) {
            seen += weight(unit, bytes[at]);
            at += 1;
        }
        (seen == n).then_some(at as u32)
    }

    fn counts(&self, unit: Unit) -> &[u32] {
        match unit {
            Unit::Utf16 => &self.table.utf16,
            Unit::Bytes | Unit::CodePoints => &self.table.points,
        }
    }
}

/// The text in whose code points spans are being written or read on this thread.
///
/// Spans lie deep inside annotations that others define, so the text cannot be handed down to them: serde has no
/// place for it. A wrapper around every method of `Serializer` and `Deserializer` could, at twenty times the code, and
/// would break on types that buffer what they read.
pub(crate) mod scope {
    use super::{Arc, Body, Unit};
    use crate::Span;
    use std::cell::RefCell;

    thread_local! {
        static TEXT: RefCell<Option<Arc<Body>>> = const { RefCell::new(None) };
    }

    struct Restore(Option<Arc<Body>>);

    impl Drop for Restore {
        fn drop(&mut self) {
            TEXT.set(self.0.take());
        }
    }

    /// Runs `f` with spans counted in code points of `body`.
    pub(crate) fn within<T>(body: &Arc<Body>, f: impl FnOnce() -> T) -> T {
        let _restore = Restore(TEXT.replace(Some(Arc::clone(body))));
        f()
    }

    pub(crate) fn outward(span: Span) -> Option<(u32, u32)> {
        TEXT.with_borrow(|text| match text {
            None => Some((span.start(), span.end())),
            Some(body) => {
                let offsets = body.offsets();
                Some((
                    offsets.to(Unit::CodePoints, span.start())?,
                    offsets.to(Unit::CodePoints, span.end())?,
                ))
            }
        })
    }

    pub(crate) fn inward(start: u32, end: u32) -> Option<Span> {
        TEXT.with_borrow(|text| match text {
            None => Some(Span::new(start, end)),
            Some(body) => {
                let offsets = body.offsets();
                Some(Span::new(
                    offsets.from(Unit::CodePoints, start)?,
                    offsets.from(Unit::CodePoints, end)?,
                ))
            }
        })
    }
}
