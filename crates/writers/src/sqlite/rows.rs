//! The rows of a document, read from the bytes that `encode` made.

use super::cells::kind;
use presswork_model::BoxError;
use rusqlite::Statement;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};

/// The rows of a document: first its own cells, then layer after layer.
pub(super) struct Rows<'a> {
    text: &'a str,
    rest: &'a [u8],
}

/// What stands ahead of the rows of a layer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct LayerHead<'a> {
    pub(super) layer: &'a str,
    pub(super) version: u32,
    pub(super) width: usize,
    pub(super) rows: u64,
}

#[derive(Debug, thiserror::Error)]
#[error("what was kept of the document is damaged: run again with --fresh")]
struct Damaged;

impl<'a> Rows<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, BoxError> {
        let mut rows = Self {
            text: "",
            rest: bytes,
        };
        rows.text = rows.string()?;
        Ok(rows)
    }

    /// The document's id, which is its first cell.
    pub(super) fn name(&mut self) -> Result<&'a str, BoxError> {
        match self.cell()? {
            ToSqlOutput::Borrowed(ValueRef::Text(name)) => Ok(std::str::from_utf8(name)?),
            _ => Err(Damaged.into()),
        }
    }

    /// The next layer; none after the last.
    pub(super) fn layer(&mut self) -> Result<Option<LayerHead<'a>>, BoxError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        Ok(Some(LayerHead {
            layer: self.string()?,
            version: self.number()?.try_into()?,
            width: self.number()?.try_into()?,
            rows: self.number()?,
        }))
    }

    /// Binds the next `width` cells to the parameters from `first` on. Text is bound, never made part of a statement.
    pub(super) fn bind(
        &mut self,
        insert: &mut Statement<'_>,
        first: usize,
        width: usize,
    ) -> Result<(), BoxError> {
        for column in 0..width {
            let cell = self.cell()?;
            insert.raw_bind_parameter(first + column, cell)?;
        }
        Ok(())
    }

    fn cell(&mut self) -> Result<ToSqlOutput<'a>, BoxError> {
        let (&tag, rest) = self.rest.split_first().ok_or(Damaged)?;
        self.rest = rest;
        Ok(match tag {
            kind::NULL => ToSqlOutput::Owned(Value::Null),
            kind::INTEGER => {
                let zigzag = self.number()?;
                let value = (zigzag >> 1).cast_signed() ^ -(zigzag & 1).cast_signed();
                ToSqlOutput::Borrowed(ValueRef::Integer(value))
            }
            kind::REAL => {
                let (bytes, rest) = self.rest.split_first_chunk().ok_or(Damaged)?;
                self.rest = rest;
                ToSqlOutput::Borrowed(ValueRef::Real(f64::from_le_bytes(*bytes)))
            }
            kind::TEXT => ToSqlOutput::Borrowed(self.string()?.into()),
            kind::COVERED => {
                let start = usize::try_from(self.number()?)?;
                let end = start.checked_add(usize::try_from(self.number()?)?);
                let words = self.text.get(start..end.ok_or(Damaged)?);
                ToSqlOutput::Borrowed(words.ok_or(Damaged)?.into())
            }
            _ => return Err(Damaged.into()),
        })
    }

    fn number(&mut self) -> Result<u64, Damaged> {
        let mut number = 0;
        for (i, &byte) in self.rest.iter().enumerate().take(10) {
            number |= u64::from(byte & 0x7f) << (7 * i);
            if byte < 0x80 {
                self.rest = &self.rest[i + 1..];
                return Ok(number);
            }
        }
        Err(Damaged)
    }

    fn string(&mut self) -> Result<&'a str, BoxError> {
        let length = usize::try_from(self.number()?)?;
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or(Damaged)?;
        self.rest = rest;
        Ok(std::str::from_utf8(bytes)?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::cells::{Cells, varint};
    use super::*;
    use presswork_model::Span;

    #[test]
    fn cells_come_back() {
        let mut cells = Cells::new("né!");
        for number in [0, -1, i64::MAX, i64::MIN] {
            cells.integer(number);
        }
        cells.real(0.1);
        cells.null();
        cells.word(Some("exact"));
        cells.words(Span::new(1, 3)).unwrap();
        let mut bytes = Vec::new();
        varint(4, &mut bytes);
        bytes.extend_from_slice("né!".as_bytes());
        bytes.extend_from_slice(cells.range(0..cells.len()));
        let mut rows = Rows::new(&bytes).unwrap();
        let mut next = || match rows.cell().unwrap() {
            ToSqlOutput::Borrowed(value) => Value::try_from(value).unwrap(),
            ToSqlOutput::Owned(value) => value,
            _ => unreachable!("only these are made"),
        };
        for number in [0, -1, i64::MAX, i64::MIN] {
            assert_eq!(next(), Value::Integer(number));
        }
        assert_eq!(next(), Value::Real(0.1));
        assert_eq!(next(), Value::Null);
        assert_eq!(next(), Value::Text("exact".into()));
        assert_eq!(next(), Value::Text("é".into()));
        assert_eq!(rows.layer().unwrap(), None);
    }

    #[test]
    fn damage_is_an_error() {
        for bytes in [
            &b""[..],
            b"\x05ab",
            b"\x00\x09",
            b"\x01a\x04\x00\x02",
            b"\x00\x02\x00",
            b"\x00\x03\x01\xff",
            b"\x00\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
        ] {
            let read = Rows::new(bytes).and_then(|mut rows| rows.cell().map(|_| ()));
            assert!(read.is_err(), "{bytes:?}");
        }
    }
}
