//! `Quotes`: the quotations of a text, by their marks, told from apostrophes.

use presswork_model::Span;

/// A stretch between quotation marks, marks included. Those within another are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    pub(crate) span: Span,
    /// Bytes of its opening mark.
    pub(crate) open: u32,
    /// Bytes of its closing mark; none at the end of a paragraph when the next one goes on with it.
    pub(crate) close: u32,
    /// Whether the next quotation goes on with this one.
    pub(crate) goes_on: bool,
}

/// The quotations of a text, in text order.
#[derive(Debug, Default)]
pub(crate) struct Quotes(Vec<Quote>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Close,
    /// A mark that is the same on both sides.
    Either,
    /// Single: also an apostrophe.
    SingleOpen,
    SingleEither,
}

/// A quotation that was opened.
struct Opened {
    at: usize,
    mark: usize,
}

impl Quotes {
    /// Finds them. A paragraph ends at a blank line and where one of `edges` stands, in text order.
    pub(crate) fn find(text: &str, edges: impl Iterator<Item = u32>) -> Self {
        let mut quotes = Self::default();
        let bytes = text.as_bytes();
        let mut edges = edges.map(|edge| edge as usize).peekable();
        let mut from = 0;
        while from < bytes.len() {
            while edges.next_if(|&edge| edge <= from).is_some() {}
            let rest = edges.peek().map_or(bytes.len(), |&edge| edge);
            let blank = blank_line(&bytes[from..rest]).map_or(rest, |at| from + at);
            quotes.paragraph(text, from, blank);
            from = blank;
            while from < bytes.len() && bytes[from].is_ascii_whitespace() {
                from += 1;
            }
        }
        quotes.tie(text);
        quotes
    }

    fn paragraph(&mut self, text: &str, from: usize, to: usize) {
        let bytes = text.as_bytes();
        let mut opened: Option<Opened> = None;
        let mut at = from;
        let mut singles = true;
        while at < to {
            let Some((mark, length)) = mark_at(&bytes[at..to]) else {
                at += 1;
                continue;
            };
            let after = at + length;
            let before_blank = at == from || opens_after(bytes[at - 1]);
            let after_blank = after >= to || bytes[after].is_ascii_whitespace();
            match mark {
                Mark::Open => opened = Some(Opened { at, mark: length }),
                Mark::Close => self.close(&mut opened, after, length),
                Mark::Either => match opened {
                    Some(_) if !before_blank || after_blank => {
                        self.close(&mut opened, after, length);
                    }
                    _ if !after_blank => opened = Some(Opened { at, mark: length }),
                    _ => {}
                },
                Mark::SingleOpen | Mark::SingleEither => {
                    let outside = opened.is_none() && singles && before_blank && !after_blank;
                    if outside && !bytes[after].is_ascii_digit() {
                        match closing_single(&bytes[after..to]) {
                            Some((end, length_of_close)) => {
                                let mut single = Some(Opened { at, mark: length });
                                self.close(&mut single, after + end, length_of_close);
                                at = after + end;
                                continue;
                            }
                            None => singles = false,
                        }
                    }
                }
            }
            at = after;
        }
        // What is never closed ends with its paragraph, if the next one takes it up: `tie` looks at that.
        if let Some(opened) = opened {
            let end = from + text[from..to].trim_end().len();
            if end > opened.at + opened.mark {
                self.0.push(Quote {
                    span: Span::from_range(opened.at..end),
                    open: opened.mark as u32,
                    close: 0,
                    goes_on: false,
                });
            }
        }
    }

    fn close(&mut self, opened: &mut Option<Opened>, end: usize, length: usize) {
        if let Some(opened) = opened.take() {
            self.0.push(Quote {
                span: Span::from_range(opened.at..end),
                open: opened.mark as u32,
                close: length as u32,
                goes_on: false,
            });
        }
    }

    /// Ties the paragraphs of one quotation together and drops marks that nothing closes.
    fn tie(&mut self, text: &str) {
        for i in 0..self.0.len() {
            let next = self.0.get(i + 1).map(|next| next.span.start() as usize);
            let quote = &mut self.0[i];
            if quote.close == 0 {
                let end = quote.span.end() as usize;
                quote.goes_on = next.is_some_and(|next| text[end..next].trim().is_empty());
            }
        }
        self.0.retain(|quote| quote.close > 0 || quote.goes_on);
    }

    pub(crate) fn all(&self) -> &[Quote] {
        &self.0
    }

    /// The number of the quotation that starts at `offset`.
    pub(crate) fn starting(&self, offset: u32) -> Option<usize> {
        self.0
            .binary_search_by_key(&offset, |quote| quote.span.start())
            .ok()
    }

    /// The number of the quotation that ends at `offset`.
    pub(crate) fn ending(&self, offset: u32) -> Option<usize> {
        self.0
            .binary_search_by_key(&offset, |quote| quote.span.end())
            .ok()
    }

    /// The number of the quotation in which `offset` lies.
    pub(crate) fn around(&self, offset: u32) -> Option<usize> {
        let i = self
            .0
            .partition_point(|quote| quote.span.start() <= offset)
            .checked_sub(1)?;
        (offset < self.0[i].span.end()).then_some(i)
    }

    /// The number of the first quotation that starts at `offset` or behind it.
    pub(crate) fn from(&self, offset: u32) -> usize {
        self.0.partition_point(|quote| quote.span.start() < offset)
    }

    /// The paragraphs of the quotation that number `i` belongs to.
    pub(crate) fn whole(&self, i: usize) -> std::ops::Range<usize> {
        let first = self.0[..i]
            .iter()
            .rposition(|quote| !quote.goes_on)
            .map_or(0, |before| before + 1);
        let last = self.0[i..].iter().position(|quote| !quote.goes_on);
        first..last.map_or(self.0.len(), |more| i + more + 1)
    }
}

/// Where a blank line starts.
fn blank_line(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = memchr::memchr(b'\n', &bytes[from..]) {
        let mut next = from + found + 1;
        while next < bytes.len() && matches!(bytes[next], b' ' | b'\t' | b'\r') {
            next += 1;
        }
        if bytes.get(next) == Some(&b'\n') {
            return Some(from + found);
        }
        from = next;
    }
    None
}

#[inline]
fn mark_at(bytes: &[u8]) -> Option<(Mark, usize)> {
    Some(match *bytes {
        [b'"', ..] => (Mark::Either, 1),
        [b'\'', b'\'', ..] => (Mark::Either, 2),
        [0xE2, 0x80, 0x9C | 0x9E, ..] => (Mark::Open, 3),
        [0xE2, 0x80, 0x9D, ..] => (Mark::Close, 3),
        [0xE2, 0x80, 0x98, ..] => (Mark::SingleOpen, 3),
        [b'`', b'`', ..] | [0xC2, 0xAB, ..] => (Mark::Open, 2),
        [b'\'' | b'`', ..] => (Mark::SingleEither, 1),
        [0xC2, 0xBB, ..] => (Mark::Close, 2),
        _ => return None,
    })
}

/// Whether a mark behind this byte may open: blanks, brackets, dashes, other marks, and the last byte of such characters.
fn opens_after(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'(' | b'[' | b'-' | b'"' | b'/' | 0x80..=0x9C)
}

/// Where the single mark that closes a quotation ends, and its length: one behind a stop if there is one.
fn closing_single(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut first = None;
    let mut at = 0;
    let mut limit = bytes.len();
    while at < limit {
        let length = match bytes[at..] {
            [b'\'', ..] => 1,
            [0xE2, 0x80, 0x99, ..] => 3,
            _ => {
                at += 1;
                continue;
            }
        };
        let before = if at == 0 { b' ' } else { bytes[at - 1] };
        let after = bytes.get(at + length).copied().unwrap_or(b' ');
        if !before.is_ascii_whitespace() && !after.is_ascii_alphanumeric() && after < 0x80 {
            if matches!(before, b'.' | b',' | b'!' | b'?') {
                return Some((at + length, length));
            }
            // A plural's apostrophe looks the same, so that one behind any other letter is better.
            if first.is_none() {
                first = Some((at + length, length));
                limit = limit.min(at + 400);
                if before != b's' {
                    return first;
                }
            }
        }
        at += length;
    }
    first
}
