//! The tokens of a passage, and what rules say of a place between two of them.

use presswork_annotations::{Token, TokenKind};

/// The tokens around a place where a sentence may end.
pub(crate) struct Joint<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: &'t [Token],
    /// The first token of the passage.
    pub(crate) start: usize,
    /// The token behind the passage.
    pub(crate) end: usize,
    /// Whether the passage ends with a stop, or with what may follow one.
    settled: bool,
}

impl<'t> Joint<'t> {
    pub(crate) fn new(text: &'t str, tokens: &'t [Token]) -> Self {
        Self {
            text,
            tokens,
            start: 0,
            end: 0,
            settled: false,
        }
    }

    /// Goes on to the passage that ends before token `end`.
    pub(crate) fn enter(&mut self, end: usize) {
        self.start = self.end;
        self.end = end;
        let last = self.first(end.wrapping_sub(1));
        self.settled = matches!(last, '.' | '!' | '?' | '…') || is_closing(last);
    }

    #[inline]
    pub(crate) fn str(&self, i: usize) -> &'t str {
        self.tokens
            .get(i)
            .map_or("", |token| &self.text[token.span.range()])
    }

    #[inline]
    pub(crate) fn first(&self, i: usize) -> char {
        self.str(i).chars().next().unwrap_or('\0')
    }

    /// The token before token `i` in its passage.
    fn before(&self, i: usize) -> Option<usize> {
        (i > self.start).then(|| i - 1)
    }

    /// Whether token `i` directly follows the one before it.
    pub(crate) fn touches(&self, i: usize) -> bool {
        self.tokens[i].span.start() == self.tokens[i - 1].span.end()
    }

    /// Whether a sentence may end before token `next` though no stop stands there: before a capital, before a small letter
    /// behind marks such as `;` and, in a passage that ends without a stop, before figures and marks such as those of lists.
    #[inline]
    pub(crate) fn is_open(&self, next: usize) -> bool {
        let bytes = self.text.as_bytes();
        let before = &bytes[self.tokens[next - 1].span.range()];
        let begins = match bytes[self.tokens[next].span.range().start] {
            b'A'..=b'Z' => true,
            b'0'..=b'9' => !self.settled || before[0].is_ascii_uppercase(),
            b'-' | b'*' | b'<' | b'>' | b'=' | b'(' | b'[' | b'"' | b'_' | b'#' | b'@' | b'$' => {
                !self.settled
            }
            // What follows goes on or begins anew.
            b'a'..=b'z' => matches!(
                before,
                b";" | b":" | b"--" | b">" | [0xe2, 0x80, 0x93 | 0x94]
            ),
            0x80.. => {
                let first = self.first(next);
                first.is_uppercase() || !self.settled && opens(first)
            }
            _ => false,
        };
        begins && !goes_on(before)
    }

    /// Whether the stop at `stop` is an ellipsis with which a sentence begins: `He left. ...and came back.`
    pub(crate) fn leads_in(&self, stop: usize) -> bool {
        let after_stop = |before: usize| matches!(self.str(before), "." | "!" | "?");
        is_ellipsis(self.str(stop))
            && self.before(stop).is_some_and(after_stop)
            && !self.touches(stop)
    }

    /// The token before `end` after a stop and what goes with it: closing marks, smileys, notes such as `[2]`.
    pub(crate) fn after_stop(&self, stop: usize) -> usize {
        let mut next = stop + 1;
        while next < self.end {
            let first = self.first(next);
            if self.touches(next) && is_closing(first) || self.is_emoticon(next) {
                next += 1;
            } else if first == '['
                && let Some(after) = self.after_note(next)
            {
                next = after;
            } else {
                break;
            }
        }
        next
    }

    /// The token after the note that opens at `open`, if it is one: a number or a few small words in square brackets.
    fn after_note(&self, open: usize) -> Option<usize> {
        let inside =
            |i: usize| self.tokens[i].kind == TokenKind::Number || self.first(i).is_lowercase();
        let close = (open + 2..self.end.min(open + 6)).find(|&i| self.first(i) == ']')?;
        (open + 1..close).all(inside).then_some(close + 1)
    }

    fn is_emoticon(&self, i: usize) -> bool {
        let token = self.tokens[i];
        token.kind == TokenKind::Symbol
            && token.span.len() > 1
            && self.str(i).is_ascii()
            && self
                .str(i)
                .bytes()
                .any(|byte| matches!(byte, b':' | b';' | b'(' | b')' | b'_'))
    }

    /// Whether a sentence ends between `stop`, with what goes with it, and the token `next`.
    pub(crate) fn cuts(&self, stop: usize, next: usize) -> bool {
        let first = self.first(next);
        if self.tokens[next].kind == TokenKind::Punctuation && !opens(first) {
            return false;
        }
        // A quotation mark that stands alone at the end of its paragraph closes it.
        if next + 1 == self.end && is_closing(first) {
            return false;
        }
        let mark = self.str(stop);
        if mark == "." && self.heads_item(stop) {
            return false;
        }
        if self.dates_work(next) && matches!(mark, "!" | "?") || self.signs(next) {
            return false;
        }
        let capital = first.is_uppercase();
        let touching = self.touches(next);
        if self.tokens[stop].kind == TokenKind::Symbol || self.is_address(stop) {
            return capital && !touching;
        }
        let spaced = |before: usize| self.str(before) == "." && !self.touches(stop);
        let ellipsis = is_ellipsis(mark) || mark == "." && self.before(stop).is_some_and(spaced);
        if touching && mark.is_ascii() && (ellipsis || !capital) {
            return false;
        }
        if ellipsis && matches!(first, '-' | '–' | '—') {
            return false;
        }
        if !first.is_lowercase() {
            return true;
        }
        // Before a small letter a sentence ends only at a clear mark: web text does not write capitals.
        let quoted = (stop + 1..next).any(|i| !matches!(self.first(i), ')' | ']' | '}'));
        match mark {
            "." => !quoted && !ellipsis && self.is_whole_word(stop),
            _ => next == stop + 1 && !mark.ends_with(['.', '…']),
        }
    }

    /// Whether the bracket that token `next` opens ends with a year, as behind a title: `Viva Maria! (1965)`.
    fn dates_work(&self, next: usize) -> bool {
        let year =
            |i: usize| self.tokens[i].kind == TokenKind::Number && self.tokens[i].span.len() == 4;
        let close = (next + 2..self.end.min(next + 8)).find(|&i| self.first(i) == ')');
        self.first(next) == '(' && close.is_some_and(|close| year(close - 1))
    }

    /// Whether nothing but a dash and the name of who said what stands before it follows: `It was worth it. — Ama Boateng`.
    fn signs(&self, next: usize) -> bool {
        let named =
            |i: usize| self.tokens[i].kind == TokenKind::Word && self.first(i).is_uppercase();
        matches!(self.str(next), "-" | "--" | "–" | "—")
            && (next + 2..=next + 5).contains(&self.end)
            && !self.touches(next + 1)
            && (next + 1..self.end).all(named)
    }

    /// Whether the stop at `stop` ends a sentence without a second look, as most do: it follows a word in small letters, and
    /// a capital follows.
    pub(crate) fn is_plain(&self, stop: usize, next: usize) -> bool {
        let bytes = self.text.as_bytes();
        let end = self.tokens[stop].span.range().start;
        self.str(stop) == "."
            && next == stop + 1
            && end > 1
            && bytes[end - 1].is_ascii_lowercase()
            && bytes[end - 2].is_ascii_lowercase()
            && bytes[self.tokens[next].span.range().start].is_ascii_uppercase()
    }

    /// Whether token `i` is an address on the web, which may end a sentence without a stop.
    fn is_address(&self, i: usize) -> bool {
        self.tokens[i].kind == TokenKind::Word && self.str(i).contains("//")
    }

    /// Whether the token before the stop at `stop` is no abbreviation that the lists lack.
    fn is_whole_word(&self, stop: usize) -> bool {
        let Some(before) = self.before(stop) else {
            return false;
        };
        let word = self.str(before);
        let vowel = word
            .bytes()
            .any(|byte| matches!(byte | 0x20, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'));
        let name = word.len() <= 4 && matches!(word.as_bytes(), [b'A'..=b'Z', b'a'..=b'z', ..]);
        self.tokens[before].kind != TokenKind::Word
            || !word.is_ascii()
            || word.len() > 1 && vowel && !name
    }

    /// Whether the tokens before `stop` are the number of an item alone: `1. Rice`.
    fn heads_item(&self, stop: usize) -> bool {
        let Some(number) = self.before(stop) else {
            return false;
        };
        let token = self.tokens[number];
        if token.kind != TokenKind::Number || token.span.len() > 2 || !self.touches(stop) {
            return false;
        }
        let Some(before) = self.before(number) else {
            return true;
        };
        let gap = &self.text[self.tokens[before].span.range().end..token.span.range().start];
        let mark = self.tokens[before].kind == TokenKind::Punctuation
            && !matches!(self.first(before), ',' | '-' | '–' | '/' | '#');
        gap.contains('\n') || mark
    }
}

/// Whether no sentence ends after a token: opening brackets, signs of money, initials, titles, and words that want another
/// one.
fn goes_on(token: &[u8]) -> bool {
    if token.len() > 5 {
        return false;
    }
    if let [b'A'..=b'Z', b'.'] = token {
        return true;
    }
    matches!(
        token,
        b"(" | b"["
            | b"{"
            | b"$"
            | b"&"
            | b"Mr."
            | b"Mrs."
            | b"Ms."
            | b"Dr."
            | b"Prof."
            | b"Sen."
            | b"Rep."
            | b"Gov."
            | b"Gen."
            | b"Lt."
            | b"Col."
            | b"Sgt."
            | b"Capt."
            | b"Rev."
            | b"St."
            | b"vs."
            | b"a"
            | b"an"
            | b"and"
            | b"are"
            | b"as"
            | b"at"
            | b"but"
            | b"by"
            | b"for"
            | b"from"
            | b"had"
            | b"has"
            | b"her"
            | b"his"
            | b"in"
            | b"into"
            | b"is"
            | b"its"
            | b"of"
            | b"on"
            | b"or"
            | b"our"
            | b"than"
            | b"that"
            | b"the"
            | b"this"
            | b"to"
            | b"was"
            | b"were"
            | b"who"
            | b"with"
    )
}

/// Whether a mark is a run of two and more dots.
fn is_ellipsis(mark: &str) -> bool {
    mark == "…" || mark.len() > 1 && mark.bytes().all(|byte| byte == b'.')
}

/// Whether a mark closes what a sentence stands in.
fn is_closing(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '}' | '"' | '\'' | '”' | '’' | '»' | '」' | '』' | '）' | '】' | '›'
    )
}

/// Whether a mark may be the first of a sentence.
fn opens(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '"'
            | '\''
            | '“'
            | '‘'
            | '«'
            | '‹'
            | '„'
            | '‚'
            | '`'
            | '¿'
            | '¡'
            | '「'
            | '『'
            | '（'
            | '【'
            | '-'
            | '–'
            | '—'
            | '―'
            | '*'
            | '•'
            | '·'
            | '#'
            | '@'
            | '_'
    )
}
