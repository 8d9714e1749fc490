//! Marks: stops, quotation marks, dashes, brackets, signs and emoticons.

use super::Scanner;
use crate::class::{is_nothing, kind_of};
use presswork_annotations::TokenKind;

/// Words that begin with an apostrophe, without it and in lower case.
const CLIPPED: [&[u8]; 14] = [
    b"em", b"n", b"til", b"cause", b"cuz", b"cos", b"tis", b"twas", b"bout", b"round", b"s", b"re",
    b"ll", b"d",
];

impl Scanner<'_> {
    /// A run of stops at `at`, or a number that begins with one.
    pub(super) fn stop(&mut self, at: usize) -> usize {
        let next = self.byte(at + 1);
        if next.is_ascii_alphanumeric() && self.byte(at) == b'.' && self.opens(at) {
            if next.is_ascii_digit() {
                return self.signed(at, 1);
            }
            if next.is_ascii_lowercase() {
                let end = self.run(at + 1);
                if self.lexicon.is_domain(&self.bytes[at + 1..end]) {
                    self.push(at, end, TokenKind::Word);
                    return end;
                }
            }
        }
        let mut end = at;
        while self.is_stop_at(end)
            && matches!(self.char(end), '.' | '!' | '?' | '…' | '‼' | '⁇'..='⁉')
        {
            end += self.char(end).len_utf8();
        }
        self.push(at, end, TokenKind::Punctuation);
        self.note_stop();
        end
    }

    /// Whether a stop, or a character beyond ASCII that may be one, stands at `at`.
    #[inline]
    fn is_stop_at(&self, at: usize) -> bool {
        matches!(self.byte(at), b'.' | b'!' | b'?' | 0x80..)
    }

    /// A token that starts with an ASCII mark.
    pub(super) fn mark(&mut self, at: usize) -> usize {
        let byte = self.byte(at);
        let next = self.byte(at + 1);
        let alone = matches!(
            byte,
            b',' | b'"' | b')' | b'[' | b']' | b'{' | b'}' | b'$' | b'%' | b'/' | b'*' | b'&'
        );
        if alone && next != byte {
            self.push(at, at + 1, kind_of(byte as char));
            return at + 1;
        }
        match byte {
            b'\'' => return self.apostrophe(at, 1),
            b'@' | b'#' => {
                if let Some(end) = self.tag(at) {
                    return end;
                }
            }
            b'+' if next.is_ascii_digit() && self.opens(at) => {
                return self.signed(at, 1);
            }
            b':' | b';' | b'=' | b'<' | b'>' | b'(' | b'^' | b'-' => {
                if let Some(end) = self.emoticon(at) {
                    self.push(at, end, TokenKind::Symbol);
                    self.note_stop();
                    return end;
                }
            }
            _ => {}
        }
        if matches!((byte, next), (b'<' | b'>', b'=') | (b'<', b'-')) {
            self.push(at, at + 2, TokenKind::Symbol);
            return at + 2;
        }
        if matches!(byte, b'-' | b'=') {
            let end = self.same(at, byte as char);
            if self.byte(end) == b'>' {
                let end = self.same(end, '>');
                self.push(at, end, TokenKind::Symbol);
                return end;
            }
        }
        self.repeated(at, byte as char)
    }

    /// A run of the mark `c` at `at`, or one of it where runs have no meaning: brackets.
    pub(super) fn repeated(&mut self, at: usize, c: char) -> usize {
        let runs = !matches!(
            c,
            '(' | ')' | '[' | ']' | '{' | '}' | '"' | ';' | ':' | '“' | '”' | '$' | '%' | '@' | '|'
        );
        let end = if runs {
            self.same(at, c)
        } else {
            at + c.len_utf8()
        };
        // A rule between parts of a page.
        let rule = end - at >= 8 && matches!(c, '-' | '=' | '_' | '*' | '~' | '#' | '+' | '—');
        if rule {
            self.gap();
        }
        self.push(at, end, kind_of(c));
        if rule {
            self.gap();
        }
        end
    }

    /// The end of the run of `c` at `at`.
    fn same(&self, mut at: usize, c: char) -> usize {
        while self.char(at) == c {
            at += c.len_utf8();
        }
        at
    }

    /// A single quotation mark or apostrophe at `at` that is not inside a word.
    pub(super) fn apostrophe(&mut self, at: usize, width: usize) -> usize {
        let opening = self.opens(at);
        let next = at + width;
        let after = self.char(next);
        if matches!(after, '\'' | '‘' | '’') {
            let end = next + after.len_utf8();
            self.push(at, end, TokenKind::Punctuation);
            return end;
        }
        if after.is_ascii_digit() && opening {
            let digits = self.bytes[next..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            let end = next + digits;
            let tail = end + usize::from(self.byte(end) == b's');
            if digits == 2 && !self.word_at(tail) {
                self.push(at, tail, TokenKind::Number);
                return tail;
            }
        }
        if self.letter_at(next) && (opening || self.byte(next) == b's') {
            let end = self.run(next);
            let word = &self.bytes[next..end];
            if CLIPPED
                .iter()
                .any(|clipped| clipped.eq_ignore_ascii_case(word))
                && self.char(end) != '\''
            {
                self.push(at, end, TokenKind::Word);
                return end;
            }
        }
        self.quoted = (opening && !is_nothing(after)).then_some(at);
        self.push(at, next, TokenKind::Punctuation);
        next
    }

    /// The end of the emoticon at `at`, if there is one: `:)`, `;-)`, `=D`, `<3`, `>:(`.
    fn emoticon(&self, at: usize) -> Option<usize> {
        let mut i = at;
        if self.byte(i) == b'<' && self.byte(i + 1) == b'3' {
            return (!self.word_at(i + 2) && self.opens(at)).then_some(i + 2);
        }
        if self.bytes[at..].starts_with(b"^_^") || self.bytes[at..].starts_with(b"-_-") {
            return Some(at + 3);
        }
        if self.byte(i) == b'(' {
            return (matches!(self.byte(i + 1), b':' | b';' | b'=')
                && self.opens(at)
                && is_nothing(self.char(i + 2)))
            .then_some(i + 2);
        }
        i += usize::from(self.byte(i) == b'>');
        if !matches!(self.byte(i), b':' | b';' | b'=') {
            return None;
        }
        let nose = matches!(self.byte(i + 1), b'-' | b'\'' | b'o' | b'^');
        i += 1 + usize::from(nose);
        let mouth = self.byte(i);
        let free = !self.word_at(i + 1) && self.byte(i + 1) != b'/';
        let fits = match mouth {
            b')' | b'(' => self.opens(at) || matches!(self.bytes[at - 1], b'.' | b'!' | b'?'),
            b'D' | b'P' | b'p' | b'O' | b'o' | b'/' | b'\\' | b'|' | b'*' | b'S' => self.opens(at),
            b']' | b'[' => nose,
            _ => false,
        };
        (fits && free).then_some(i + 1)
    }
}
