//! Cuts a stream of JSON into records without parsing them, so that parsing can be parallel.

use std::io::{self, BufRead};

/// A record as it stands in the file, or why there is none.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// Which record of the file, from 1.
    pub(crate) number: u64,
    /// The line where it starts, from 1.
    pub(crate) line: u64,
    /// The byte of that line where it starts, from 1.
    pub(crate) column: u64,
    pub(crate) body: Body,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Body {
    Bytes(Vec<u8>),
    /// Longer than the limit: its length.
    TooLong(u64),
    /// Something so long was passed over that the rest is not read.
    GivenUp,
    /// The stream broke off.
    Broken(String),
    /// The stream ended within the array around the records.
    Unclosed,
}

/// How records stand in the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// One a line.
    Lines,
    /// One after the other, in an array or not.
    Values,
}

/// Where the next byte stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    line: u64,
    column: u64,
}

impl Place {
    fn pass(&mut self, byte: u8) {
        if byte == b'\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
    }
}

/// The array around all records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Array {
    None,
    Open,
    Closed,
}

/// The records of a stream, in order; at most one of them in memory.
pub(crate) struct Frames<R> {
    reader: R,
    framing: Framing,
    limit: u64,
    /// The most bytes that may be passed over between two records: keeps a decompression bomb from stalling the listing.
    patience: u64,
    number: u64,
    place: Place,
    array: Array,
    done: bool,
}

impl<R: BufRead> Frames<R> {
    pub(crate) fn new(reader: R, framing: Framing, limit: u64, patience: u64) -> Self {
        Self {
            reader,
            framing,
            limit,
            patience,
            number: 0,
            place: Place { line: 1, column: 1 },
            array: Array::None,
            done: false,
        }
    }

    /// Whether the records stood in an array, as far as the stream was read.
    pub(crate) fn in_array(&self) -> bool {
        self.array != Array::None
    }

    fn read(&mut self) -> io::Result<Option<(u64, u64, Body)>> {
        match self.framing {
            Framing::Lines => Ok(self.read_line()?.map(|(line, body)| (line, 1, body))),
            Framing::Values => self.read_value(),
        }
    }

    fn read_line(&mut self) -> io::Result<Option<(u64, Body)>> {
        let mut kept = Vec::new();
        let mut length = 0u64;
        let mut passed = 0u64;
        let mut blank = true;
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                let body = self.finish(kept, length);
                return Ok((!blank).then_some((self.place.line, body)));
            }
            let end = memchr::memchr(b'\n', buffer);
            let part = &buffer[..end.unwrap_or(buffer.len())];
            blank &= part.iter().all(u8::is_ascii_whitespace);
            length += part.len() as u64;
            passed += part.len() as u64 + 1;
            if blank {
                kept.clear();
                length = 0;
            } else if length <= self.limit {
                kept.extend_from_slice(part);
            } else {
                kept = Vec::new();
            }
            let used = part.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() {
                let line = self.place.line;
                self.place.line += 1;
                if !blank {
                    return Ok(Some((line, self.finish(kept, length))));
                }
            }
            if passed > self.patience {
                self.done = true;
                return Ok(Some((self.place.line, Body::GivenUp)));
            }
        }
    }

    fn finish(&self, kept: Vec<u8>, length: u64) -> Body {
        if length > self.limit {
            Body::TooLong(length)
        } else {
            Body::Bytes(kept)
        }
    }

    /// Passes over blanks, commas and the brackets of the array around all; none at the end.
    fn first_byte(&mut self) -> io::Result<Option<u8>> {
        let mut passed = 0u64;
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(None);
            }
            let mut used = 0;
            let mut found = None;
            for &byte in buffer {
                match byte {
                    b'[' if self.number == 0 && self.array == Array::None => {
                        self.array = Array::Open;
                    }
                    b']' if self.array == Array::Open => self.array = Array::Closed,
                    b',' | 0xef | 0xbb | 0xbf => {}
                    _ if byte.is_ascii_whitespace() => {}
                    _ => {
                        found = Some(byte);
                        break;
                    }
                }
                self.place.pass(byte);
                used += 1;
            }
            self.reader.consume(used);
            passed += used as u64;
            if found.is_some() {
                return Ok(found);
            }
            if passed > self.patience {
                self.done = true;
                return Ok(Some(b'0'));
            }
        }
    }

    fn read_value(&mut self) -> io::Result<Option<(u64, u64, Body)>> {
        let first = self.first_byte()?;
        let Place { line, column } = self.place;
        let Some(first) = first else {
            // The records may all be whole, yet some are missing.
            let unclosed = self.array == Array::Open;
            self.done = true;
            return Ok(unclosed.then_some((line, column, Body::Unclosed)));
        };
        if self.done {
            return Ok(Some((line, column, Body::GivenUp)));
        }
        let nested = matches!(first, b'{' | b'[' | b'"');
        let mut kept = Vec::new();
        let (mut length, mut depth) = (0u64, 0u64);
        let (mut in_string, mut escaped) = (false, false);
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                // A record that breaks off says enough; a bare number may be whole.
                self.done = nested;
                return Ok(Some((line, column, self.finish(kept, length))));
            }
            let mut used = 0;
            let mut ended = false;
            for &byte in buffer {
                // A bracket that closes nothing is a bad record; left where it is, it would be met for ever.
                let closes = byte == b']' && self.array == Array::Open;
                if !nested && (byte.is_ascii_whitespace() || byte == b',' || closes) {
                    ended = true;
                    break;
                }
                used += 1;
                self.place.pass(byte);
                if in_string {
                    match byte {
                        _ if escaped => escaped = false,
                        b'\\' => escaped = true,
                        b'"' => in_string = false,
                        _ => {}
                    }
                } else {
                    match byte {
                        b'"' => in_string = true,
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                }
                if nested && depth == 0 && !in_string {
                    ended = true;
                    break;
                }
            }
            length += used as u64;
            if length <= self.limit {
                kept.extend_from_slice(&buffer[..used]);
            } else {
                kept = Vec::new();
            }
            self.reader.consume(used);
            if ended {
                return Ok(Some((line, column, self.finish(kept, length))));
            }
            if length > self.limit.saturating_add(self.patience) {
                self.done = true;
                return Ok(Some((line, column, Body::GivenUp)));
            }
        }
    }
}

impl<R: BufRead> Iterator for Frames<R> {
    type Item = Frame;

    fn next(&mut self) -> Option<Frame> {
        if self.done {
            return None;
        }
        let (line, column, body) = match self.read() {
            Ok(None) => {
                self.done = true;
                return None;
            }
            Ok(Some(read)) => read,
            Err(error) => {
                self.done = true;
                (
                    self.place.line,
                    self.place.column,
                    Body::Broken(error.to_string()),
                )
            }
        };
        self.number += 1;
        Some(Frame {
            number: self.number,
            line,
            column,
            body,
        })
    }
}

#[cfg(test)]
mod tests;
