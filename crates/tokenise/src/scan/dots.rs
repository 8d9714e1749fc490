//! The stop after a word: inside an abbreviation, at its end, or of the sentence.

use super::Scanner;
use crate::class::is_nothing;
use crate::lexicon::Abbreviation;
use presswork_annotations::TokenKind;

/// To what a stop behind a word belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dot {
    /// It is a token of its own.
    Own,
    /// It is part of the word.
    Word,
    /// It is part of the word and ends a sentence too.
    WordAndEnd,
}

/// What follows an abbreviation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// The end of the paragraph or of the text.
    Nothing,
    /// A word in lower case, or a mark inside the sentence.
    Inside,
    Digit,
    /// A word with a capital that may be part of a name.
    Name,
    /// A word with a capital that seldom is.
    Starter,
    /// A day, month or time zone.
    Calendar,
    /// An opening quotation mark, or a letter of a script without capitals.
    Other,
}

impl Scanner<'_> {
    /// Ends the word `start..end`, behind which there is a stop; returns the end of the token.
    pub(super) fn dots(&mut self, start: usize, mut end: usize) -> usize {
        let mut letters = self.is_single_letter(start, end);
        let mut inner = false;
        // `U.S.`, `Ph.D.`, `M.Sc.`: parts of one letter, or one before the last stop.
        while self.byte(end) == b'.' && self.letter_at(end + 1) {
            let next = self.run(end + 1);
            let single = self.is_single_letter(end + 1, next);
            let stopped = self.byte(next) == b'.';
            if !(letters && single
                || (letters || single && end - start <= 3) && stopped && next - end <= 4)
            {
                break;
            }
            letters &= single;
            inner = true;
            end = next;
        }
        // A number of a version or section: `v2.0`.
        if self.byte(end) == b'.'
            && self.byte(end - 1).is_ascii_digit()
            && self.byte(end + 1).is_ascii_digit()
        {
            let end = self.run(end + 1);
            return self.join(start, end);
        }
        let dot = if self.byte(end) == b'.' {
            self.last_dot(start, end, inner)
        } else {
            Dot::Own
        };
        let mut last = end + usize::from(dot != Dot::Own);
        // `U.S.'s`, `F.B.I's`.
        if inner && matches!(self.char(last), '\'' | '’') {
            let next = last + self.char(last).len_utf8();
            if self.byte(next) == b's' && !self.word_at(next + 1) {
                last = next + 1;
            }
        }
        self.push(start, last, TokenKind::Word);
        if dot == Dot::WordAndEnd {
            self.note_stop();
        }
        last
    }

    /// To what the stop at `end`, behind the word `start..end`, belongs.
    fn last_dot(&self, start: usize, end: usize, inner: bool) -> Dot {
        let word = &self.bytes[start..end];
        let single = self.is_single_letter(start, end);
        let known = self.lexicon.abbreviation(word);
        if known.is_none() && !inner && !single {
            return Dot::Own;
        }
        // Another stop follows: that of the sentence if it is one, an ellipsis if it is two.
        match &self.bytes[end + 1..] {
            [b'!' | b'?', ..] if !single => return Dot::Word,
            [b'.', b'.', ..] | [b'!' | b'?', ..] => return Dot::Own,
            [b'.', ..] if !single => return Dot::Word,
            _ => {}
        }
        let next = self.after_stop(end + 1);
        let starts = matches!(next, Next::Nothing | Next::Starter);
        let word_if = |holds: bool| if holds { Dot::Word } else { Dot::Own };
        match known {
            Some(Abbreviation::Never) => word_if(next != Next::Nothing),
            // `(b. March 1970)` holds no end of a sentence.
            Some(Abbreviation::Number) => {
                let bracket = start > 0 && self.bytes[start - 1] == b'(';
                word_if(next == Next::Digit || bracket && next != Next::Nothing)
            }
            Some(Abbreviation::Maybe) => word_if(!starts),
            Some(Abbreviation::Ends) => {
                word_if(matches!(next, Next::Inside | Next::Digit | Next::Calendar))
            }
            None if inner && self.char(start).is_uppercase() => {
                if starts {
                    Dot::WordAndEnd
                } else {
                    Dot::Word
                }
            }
            None if inner => word_if(!starts),
            None => {
                let initials = self.found.tokens.last().is_some_and(|token| {
                    token.kind == TokenKind::Word
                        && token.span.len() == 2
                        && self.bytes[token.span.range().end - 1] == b'.'
                });
                let goes_on = matches!(next, Next::Name | Next::Calendar | Next::Inside)
                    || initials && next == Next::Digit;
                word_if(goes_on && word != b"I" && self.char(start).is_uppercase())
            }
        }
    }

    /// Looks at what stands behind a stop that ends at `at`.
    fn after_stop(&self, mut at: usize) -> Next {
        let mut lines = 0;
        loop {
            let c = self.char(at);
            if at >= self.bytes.len() || lines == 2 {
                return Next::Nothing;
            }
            if !is_nothing(c) {
                break;
            }
            lines += u32::from(c == '\n');
            at += c.len_utf8();
        }
        let c = self.char(at);
        if c.is_uppercase() {
            let mut end = self.run(at);
            if matches!(self.char(end), '\'' | '’') {
                end = self.run(end + self.char(end).len_utf8());
            }
            let word = &self.bytes[at..end];
            return if is_calendar(word) {
                Next::Calendar
            } else if self.byte(end) != b'.' && self.lexicon.is_starter(word) {
                Next::Starter
            } else {
                Next::Name
            };
        }
        match c {
            '0'..='9' => Next::Digit,
            '"' | '“' | '‘' => Next::Other,
            _ if c.is_lowercase() || !c.is_alphanumeric() => Next::Inside,
            _ => Next::Other,
        }
    }

    fn is_single_letter(&self, start: usize, end: usize) -> bool {
        let c = self.char(start);
        c.is_alphabetic() && end - start == c.len_utf8()
    }
}

/// Whether a word with a capital goes on with a time: a day, a month, a time zone.
fn is_calendar(word: &[u8]) -> bool {
    const MONTHS: [&[u8]; 12] = [
        b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov",
        b"Dec",
    ];
    let zone = (2..=4).contains(&word.len())
        && word.iter().all(u8::is_ascii_uppercase)
        && word.ends_with(b"T");
    zone || word.ends_with(b"day") && word.len() > 5
        || word.len() > 2 && MONTHS.contains(&&word[..3])
}
