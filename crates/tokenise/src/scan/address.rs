//! Addresses: on the web, of mail, names with `@`, topics with `#`.

use super::Scanner;
use crate::class::{in_word, is_nothing};
use presswork_annotations::TokenKind;

/// How far a dotted name is followed: longer ones are no names, and the scan stays linear.
const REACH: usize = 128;

impl Scanner<'_> {
    /// The end of the address that starts at `start`, of which `start..end` is read and `piece..end` its last part.
    pub(super) fn address(&self, start: usize, piece: usize, end: usize) -> Option<usize> {
        match self.bytes[end] {
            b':' => return self.url(start, end),
            b'@' => return self.mail(start, end),
            _ => {}
        }
        let next = self.byte(end + 1);
        let dots = next == b'.' && self.bytes[end] == b'.';
        if !in_word(next) && !dots {
            return None;
        }
        if piece == start
            && end - start <= 64
            && let Some(end) = self.mail(start, end)
        {
            return Some(end);
        }
        match self.bytes[end] {
            b'.' => self.domain(start, end),
            b'-' if piece == start => self.hyphened(start, end),
            _ => None,
        }
    }

    /// An address with a scheme: `https://…`, `mailto:…`.
    fn url(&self, start: usize, colon: usize) -> Option<usize> {
        let scheme = &self.bytes[start..colon];
        let slashes =
            self.bytes[colon..].starts_with(b"://") && scheme.iter().all(u8::is_ascii_alphabetic);
        let mail = scheme.eq_ignore_ascii_case(b"mailto");
        let first = colon + if slashes { 3 } else { 1 };
        ((slashes || mail) && (in_word(self.byte(first)) || self.byte(first) >= 0x80))
            .then(|| self.path(first))
    }

    /// An address of mail, or a name `someone@PLACE`, from within its first part.
    fn mail(&self, start: usize, mut at: usize) -> Option<usize> {
        let limit = start + REACH;
        while in_word(self.byte(at)) || matches!(self.byte(at), b'.' | b'-' | b'+' | b'%' | b'&') {
            at += 1;
            if at > limit {
                return None;
            }
        }
        if self.byte(at) != b'@' || !self.byte(at + 1).is_ascii_alphanumeric() {
            return None;
        }
        let mut end = at + 1;
        while in_word(self.byte(end))
            || matches!(self.byte(end), b'.' | b'-') && in_word(self.byte(end + 1))
        {
            end += 1;
        }
        Some(end)
    }

    /// A name with hyphens of a place on the web: `al-example.com`.
    fn hyphened(&self, start: usize, hyphen: usize) -> Option<usize> {
        let mut dot = hyphen;
        while in_word(self.byte(dot)) || self.byte(dot) == b'-' && in_word(self.byte(dot + 1)) {
            dot += 1;
            if dot > start + REACH {
                return None;
            }
        }
        let named = self.byte(dot) == b'.' && in_word(self.byte(dot + 1));
        if named { self.domain(start, dot) } else { None }
    }

    /// A name of a place on the web or of a file: `www.…`, `example.org/page`, `notes.doc`, `comp.sources.unix`.
    fn domain(&self, start: usize, dot: usize) -> Option<usize> {
        if self.bytes[start..dot].eq_ignore_ascii_case(b"www") && in_word(self.byte(dot + 1)) {
            return Some(self.path(dot + 1));
        }
        let mut parts = 1;
        let mut last = start;
        let mut end = dot;
        let mut lower = true;
        while self.byte(end) == b'.' && in_word(self.byte(end + 1)) {
            last = end + 1;
            end = last;
            while in_word(self.byte(end)) || self.byte(end) == b'-' && in_word(self.byte(end + 1)) {
                lower &= !self.byte(end).is_ascii_uppercase();
                end += 1;
            }
            parts += 1;
            if end > start + REACH {
                return None;
            }
        }
        if self.byte(end) >= 0x80 && self.word_at(end) {
            return None;
        }
        let known = self.lexicon.is_domain(&self.bytes[last..end]);
        let cased = lower
            || self.bytes[last..end].iter().all(u8::is_ascii_uppercase)
            || self.byte(end) == b'/';
        let names = parts >= 3 && lower && end - start > 2 * parts;
        if !(known && cased || names) {
            return None;
        }
        Some(
            if known && self.byte(end) == b'/' && self.word_at(end + 1) {
                self.path(end)
            } else {
                end
            },
        )
    }

    /// The end of an address from within it: at a blank, a bracket or a quotation mark, less the marks of the sentence.
    fn path(&self, from: usize) -> usize {
        let mut end = from;
        let mut open = 0_usize;
        let mut last_open = from;
        for (i, c) in self.text[from..].char_indices() {
            match c {
                '(' => {
                    open += 1;
                    last_open = from + i;
                }
                ')' if open > 0 => open -= 1,
                ')' | '[' | ']' | '{' | '}' | '<' | '>' | '"' | '“' | '”' | '‘' | '’' | '«'
                | '»' | '`' | '|' | '\\' | '^' => break,
                c if is_nothing(c) => break,
                _ => {}
            }
            end = from + i + c.len_utf8();
        }
        if open > 0 {
            end = last_open;
        }
        let trimmed = self.text[from..end]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '…', '(']);
        from + trimmed.len()
    }

    /// `@name` or `#topic` at `at`, if there is one.
    pub(super) fn tag(&mut self, at: usize) -> Option<usize> {
        if !self.letter_at(at + 1) {
            return None;
        }
        let mut end = self.run(at + 1);
        let apostrophe = match self.char(end) {
            c @ ('\'' | '’') => c.len_utf8(),
            _ => 0,
        };
        if apostrophe > 0 && self.letter_at(end + apostrophe) {
            end = self.run(end + apostrophe);
        }
        self.push(at, end, TokenKind::Word);
        Some(end)
    }
}
