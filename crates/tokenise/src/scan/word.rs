//! Words: letters and what is written into them.

use super::Scanner;
use crate::class::{in_word, is_letter, is_nothing, is_zero_width, joins};
use presswork_annotations::TokenKind;

/// Words of which a slash is a part, in lower case.
const SLASHED: [&[u8]; 14] = [
    b"w/o", b"w/out", b"n/a", b"c/o", b"s/he", b"b/c", b"b/t", b"l/c", b"i/c", b"a/c", b"i/o",
    b"i/s", b"d/b", b"a/k",
];

impl Scanner<'_> {
    /// The token that starts with the letter at `start`; returns its end.
    #[inline]
    pub(super) fn word(&mut self, start: usize) -> usize {
        let end = self.run(start);
        if self.bytes[end - 1].is_ascii_digit()
            && let Some(letters) = self.currency(start, end)
        {
            self.push(start, letters, TokenKind::Word);
            return letters;
        }
        if joins(self.byte(end)) {
            return self.join(start, end);
        }
        self.push(start, end, TokenKind::Word);
        end
    }

    /// Goes on with a word of which `start..end` is known.
    pub(super) fn join(&mut self, start: usize, mut end: usize) -> usize {
        let mut piece = start;
        loop {
            let next = end + 1;
            let byte = self.byte(end);
            if !joins(byte) {
                break;
            }
            if matches!(byte, b'.' | b'@' | b'+' | b'-' | b'%' | b'&' | b':')
                && let Some(end) = self.address(start, piece, end)
            {
                self.push(start, end, TokenKind::Word);
                if byte == b':' {
                    self.note_stop();
                }
                return end;
            }
            let goes_on = match byte {
                b'\'' | b'`' | b'&' if self.letter_at(next) => next,
                b'\'' => {
                    end += usize::from(self.is_possessive(start, end, 1));
                    break;
                }
                b'.' => return self.dots(start, end),
                b'-' if self.word_at(next) && self.lexicon.is_prefix(&self.bytes[piece..end]) => {
                    next
                }
                b'*' if self.letter_at(next) && !self.text[start..end].contains('*') => next,
                b'@' if piece == start && self.letter_at(next) => next,
                b'/' if self.is_slashed(start, end) => next,
                b'$' if self.is_currency(start, end) => {
                    end = next;
                    break;
                }
                0x80.. => match self.join_high(start, end) {
                    Ok(next) => next,
                    Err(last) => {
                        end = last;
                        break;
                    }
                },
                _ => break,
            };
            piece = goes_on;
            end = self.run(goes_on);
        }
        self.push(start, end, TokenKind::Word);
        end
    }

    /// Where a word goes on after a character beyond ASCII at `end`, or else where it ends.
    fn join_high(&self, start: usize, end: usize) -> Result<usize, usize> {
        let c = self.char(end);
        let next = end + c.len_utf8();
        match c {
            '’' | 'ʼ' | '´' | '＇' if self.letter_at(next) => Ok(next),
            '’' if self.is_possessive(start, end, 3) => Err(next),
            '\u{2010}' | '\u{2011}'
                if self.letter_at(next) && self.lexicon.is_prefix(&self.bytes[start..end]) =>
            {
                Ok(next)
            }
            c if is_zero_width(c) && self.word_at(next) => Ok(next),
            _ => Err(end),
        }
    }

    /// Whether the apostrophe at `end`, `width` bytes wide, is that of `workers'` and not a quotation mark.
    fn is_possessive(&self, start: usize, end: usize, width: usize) -> bool {
        let after = self.char(end + width);
        // A quotation mark that was opened far back was none.
        let quoted = self.quoted.is_some_and(|at| end - at < 300);
        !quoted
            && (is_nothing(after) || matches!(after, '.' | ',' | ')' | ';' | ':'))
            && end - start > 1
            && (matches!(self.bytes[end - 1], b's' | b'S' | b'z' | b'x')
                || self.bytes[start..end].ends_with(b"in"))
    }

    fn is_slashed(&self, start: usize, end: usize) -> bool {
        if end - start > 3 {
            return false;
        }
        let last = self.run(end + 1);
        if last == end + 1 {
            return matches!(&self.bytes[start..end], b"w" | b"W");
        }
        SLASHED
            .iter()
            .any(|word| word.eq_ignore_ascii_case(&self.bytes[start..last]))
    }

    /// Where the currency ends that is written onto a number in `start..end`: `Rs500`, `IRR200,000`.
    fn currency(&self, start: usize, end: usize) -> Option<usize> {
        let word = &self.bytes[start..end];
        let letters = word
            .iter()
            .position(|byte| !byte.is_ascii_alphabetic())
            .filter(|&letters| letters <= 4)?;
        let (letters, digits) = word.split_at(letters);
        if !letters.first()?.is_ascii_uppercase() || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let thousands =
            self.byte(end) == b',' && (1..4).all(|i| self.byte(end + i).is_ascii_digit());
        let decimals =
            self.byte(end) == b'.' && self.byte(end + 1).is_ascii_digit() && letters.len() > 1;
        let capitals = letters.iter().all(u8::is_ascii_uppercase);
        let written = capitals && (thousands || decimals);
        (written || self.lexicon.is_money(letters)).then(|| start + letters.len())
    }

    /// Whether `start..end` and a dollar sign make one word: `US$`, `HK$`.
    fn is_currency(&self, start: usize, end: usize) -> bool {
        let word = &self.bytes[start..end];
        let after = self.char(end + 1);
        word.len() <= 3 && word.iter().all(u8::is_ascii_uppercase) && !in_word_letter(after)
    }
}

fn in_word_letter(c: char) -> bool {
    c.is_ascii() && in_word(c as u8) && !c.is_ascii_digit() || !c.is_ascii() && is_letter(c)
}
