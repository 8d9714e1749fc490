//! Cuts a stream of JSON into records without parsing them, so that parsing can be parallel.

use std::io::{self, BufRead};

/// A record as it stands in the file, or why there is none.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// Which record of the file, from 1.
    pub(crate) number: u64,
    /// The line where it starts, from 1.
    pub(crate) line: u64,
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
}

/// How records stand in the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// One a line.
    Lines,
    /// One after the other, in an array or not.
    Values,
}

/// The records of a stream, in order; at most one of them in memory.
pub(crate) struct Frames<R> {
    reader: R,
    framing: Framing,
    limit: u64,
    /// The most bytes that may be passed over between two records: keeps a decompression bomb from stalling the listing.
    patience: u64,
    number: u64,
    line: u64,
    in_array: bool,
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
            line: 1,
            in_array: false,
            done: false,
        }
    }

    /// Whether the records stood in an array, as far as the stream was read.
    pub(crate) fn in_array(&self) -> bool {
        self.in_array
    }

    fn read(&mut self) -> io::Result<Option<(u64, Body)>> {
        match self.framing {
            Framing::Lines => self.read_line(),
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
                return Ok((!blank).then_some((self.line, body)));
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
                let line = self.line;
                self.line += 1;
                if !blank {
                    return Ok(Some((line, self.finish(kept, length))));
                }
            }
            if passed > self.patience {
                self.done = true;
                return Ok(Some((self.line, Body::GivenUp)));
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
                let array = byte == b'[' && self.number == 0 && !self.in_array;
                let around =
                    array || byte == b']' && self.in_array || matches!(byte, 0xef | 0xbb | 0xbf);
                if !around && !byte.is_ascii_whitespace() && byte != b',' {
                    found = Some(byte);
                    break;
                }
                self.in_array |= array;
                self.line += u64::from(byte == b'\n');
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

    fn read_value(&mut self) -> io::Result<Option<(u64, Body)>> {
        let Some(first) = self.first_byte()? else {
            return Ok(None);
        };
        let line = self.line;
        if self.done {
            return Ok(Some((line, Body::GivenUp)));
        }
        let nested = matches!(first, b'{' | b'[' | b'"');
        let mut kept = Vec::new();
        let (mut length, mut depth) = (0u64, 0u64);
        let (mut in_string, mut escaped) = (false, false);
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(Some((line, self.finish(kept, length))));
            }
            let mut used = 0;
            let mut ended = false;
            for &byte in buffer {
                if !nested && (byte.is_ascii_whitespace() || matches!(byte, b',' | b']')) {
                    ended = true;
                    break;
                }
                used += 1;
                self.line += u64::from(byte == b'\n');
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
                return Ok(Some((line, self.finish(kept, length))));
            }
            if length > self.limit.saturating_add(self.patience) {
                self.done = true;
                return Ok(Some((line, Body::GivenUp)));
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
        let (line, body) = match self.read() {
            Ok(None) => {
                self.done = true;
                return None;
            }
            Ok(Some(read)) => read,
            Err(error) => {
                self.done = true;
                (self.line, Body::Broken(error.to_string()))
            }
        };
        self.number += 1;
        Some(Frame {
            number: self.number,
            line,
            body,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn frames(text: &str, framing: Framing) -> Vec<(u64, u64, String)> {
        // A small buffer, so that records cross its edges.
        let reader = BufReader::with_capacity(3, text.as_bytes());
        let frames = Frames::new(reader, framing, 30, 100);
        frames
            .map(|frame| {
                let body = match frame.body {
                    Body::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
                    other => format!("{other:?}"),
                };
                (frame.number, frame.line, body)
            })
            .collect()
    }

    #[track_caller]
    fn check(text: &str, framing: Framing, expected: &[(u64, u64, &str)]) {
        let found = frames(text, framing);
        let found: Vec<_> = found.iter().map(|(n, l, b)| (*n, *l, b.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn lines() {
        use Framing::Lines;
        check("", Lines, &[]);
        check("\n  \n", Lines, &[]);
        check(
            "{}\n\n{1}\r\n{2}",
            Lines,
            &[(1, 1, "{}"), (2, 3, "{1}\r"), (3, 4, "{2}")],
        );
        let long = format!("{{}}\n{}\n{{3}}\n", "x".repeat(31));
        check(
            &long,
            Lines,
            &[(1, 1, "{}"), (2, 2, "TooLong(31)"), (3, 3, "{3}")],
        );
        check(&"\n".repeat(200), Lines, &[(1, 102, "GivenUp")]);
        check(&"x".repeat(200), Lines, &[(1, 1, "GivenUp")]);
    }

    #[test]
    fn values() {
        use Framing::Values;
        check("", Values, &[]);
        check("[]", Values, &[]);
        check(" {\"a\": [1, {}]}\n", Values, &[(1, 1, "{\"a\": [1, {}]}")]);
        let two = "[{\"a\": \"}\\\"]\"},\n {\"b\":\n2}]";
        check(
            two,
            Values,
            &[(1, 1, "{\"a\": \"}\\\"]\"}"), (2, 2, "{\"b\":\n2}")],
        );
        check(
            "{}{1}\n{2}",
            Values,
            &[(1, 1, "{}"), (2, 1, "{1}"), (3, 2, "{2}")],
        );
        check(
            "[7, \"a,b\" ,[8], null]",
            Values,
            &[
                (1, 1, "7"),
                (2, 1, "\"a,b\""),
                (3, 1, "[8]"),
                (4, 1, "null"),
            ],
        );
        check("[{\"a\"", Values, &[(1, 1, "{\"a\"")]);
        let long = format!("[{{{}}}, {{}}]", "x".repeat(40));
        check(&long, Values, &[(1, 1, "TooLong(42)"), (2, 1, "{}")]);
        check(&" ".repeat(200), Values, &[(1, 1, "GivenUp")]);
    }
}
