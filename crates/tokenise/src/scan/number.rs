//! Numbers: digits with the signs written into them, ordinals, decades, clock times, dates and telephone numbers.

use super::Scanner;
use presswork_annotations::TokenKind;

impl Scanner<'_> {
    /// The token that starts with the digit at `start`; returns its end.
    pub(super) fn number(&mut self, start: usize) -> usize {
        self.number_from(start, start)
    }

    /// A number whose sign, `width` bytes wide, stands at `start`.
    pub(super) fn signed(&mut self, start: usize, width: usize) -> usize {
        self.number_from(start, start + width)
    }

    fn number_from(&mut self, start: usize, first: usize) -> usize {
        let mut end = self.digits(first);
        loop {
            let goes_on = self.byte(end + 1).is_ascii_digit()
                && match self.byte(end) {
                    b',' | b'.' | b':' => true,
                    b'/' => self.is_date(first, end),
                    b'-' => self.is_joined(first, end),
                    _ => false,
                };
            if !goes_on {
                break;
            }
            end = self.digits(end + 1);
        }
        if matches!(self.char(end), '½' | '¼' | '¾') {
            end += 2;
        }
        let last = self.run(end);
        if last > end {
            return self.suffixed(start, end, last);
        }
        if self.byte(end) == b'@' && self.byte(end + 1).is_ascii_alphabetic()
            || start == first && self.byte(end) == b'&'
        {
            return self.join(start, end);
        }
        if self.byte(end) == b'.' && self.byte(end + 1).is_ascii_alphabetic() {
            // The name of a file.
            if let Some(end) = self.address(start, start, end) {
                self.push(start, end, TokenKind::Word);
                return end;
            }
        }
        if self.bytes[end..].starts_with(b"'s") && !self.word_at(end + 2) {
            end += 2;
        } else if self.text[end..].starts_with("’s") && !self.word_at(end + 4) {
            end += 4;
        }
        self.push(start, end, TokenKind::Number);
        end
    }

    /// A number with letters behind it from `end` to `last`: an ordinal or decade, a code, or a unit, which is cut off.
    fn suffixed(&mut self, start: usize, end: usize, last: usize) -> usize {
        let suffix = &self.bytes[end..last];
        let is = |words: &[&str]| {
            words
                .iter()
                .any(|word| word.as_bytes().eq_ignore_ascii_case(suffix))
        };
        if is(&["th", "st", "nd", "rd", "s"]) {
            self.push(start, last, TokenKind::Number);
            return last;
        }
        let letters = suffix
            .iter()
            .all(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
        let unit = match suffix {
            [one] => b"mkbfpthxgcMKBC".contains(one),
            _ => true,
        };
        if letters && unit {
            self.push(start, end, TokenKind::Number);
            return end;
        }
        self.join(start, last)
    }

    fn digits(&self, mut at: usize) -> usize {
        while self.byte(at).is_ascii_digit() {
            at += 1;
        }
        at
    }

    /// Whether the slash at `slash` stands in a date such as `9/11` or `12/27/2024`, not between two numbers.
    fn is_date(&self, first: usize, slash: usize) -> bool {
        let end = self.digits(slash + 1);
        if self.byte(end) == b'/' && self.byte(end + 1).is_ascii_digit()
            || self.bytes[first..slash].contains(&b'/')
        {
            return true;
        }
        let value = |from: usize, to: usize| self.text[from..to].parse::<u32>().unwrap_or(u32::MAX);
        let (month, day) = (value(first, slash), value(slash + 1, end));
        (1..=12).contains(&month) && (1..=31).contains(&day) || (month, day) == (24, 7)
    }

    /// Whether the hyphen at `hyphen` stands inside one number: telephone numbers and ISO dates, not ranges.
    fn is_joined(&self, first: usize, hyphen: usize) -> bool {
        let end = self.digits(hyphen + 1);
        if self.byte(end) == b'-' && self.byte(end + 1).is_ascii_digit()
            || self.bytes[first..hyphen].contains(&b'-')
        {
            return true;
        }
        matches!(hyphen - first, 3 | 5) && end - hyphen == 5
    }
}
