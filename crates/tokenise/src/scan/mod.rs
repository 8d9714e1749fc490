//! One pass over the bytes of a text: its tokens, and the places where sentences may end.

mod address;
mod dots;
mod foreign;
mod marks;
mod number;
mod word;

use crate::class::{Class, class, in_word, is_letter, is_nothing, leading_in_word};
use crate::lexicon::Lexicon;
use icu_segmenter::WordSegmenterBorrowed;
use presswork_annotations::{Token, TokenKind};
use presswork_model::Span;

/// What the pass found.
pub(crate) struct Scanned {
    /// The tokens, in order.
    pub(crate) tokens: Vec<Token>,
    /// The tokens at which a sentence may end, by number.
    pub(crate) stops: Vec<u32>,
    /// The tokens ahead of which there is a blank line, by number.
    pub(crate) gaps: Vec<u32>,
}

/// Scans `text`; with `lines` the end of every line counts as a blank line does.
pub(crate) fn scan(
    text: &str,
    lexicon: &Lexicon,
    segmenter: WordSegmenterBorrowed<'static>,
    lines: bool,
) -> Scanned {
    let found = Scanned {
        // English has a token in 5 to 6 bytes.
        tokens: Vec::with_capacity(text.len() / 5 + 8),
        stops: Vec::with_capacity(text.len() / 80 + 2),
        gaps: Vec::new(),
    };
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        lexicon,
        segmenter,
        found,
        quoted: None,
    };
    scanner.all(if lines { 1 } else { 2 });
    scanner.found
}

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    lexicon: &'t Lexicon,
    segmenter: WordSegmenterBorrowed<'static>,
    found: Scanned,
    /// Where a single quotation mark was opened last, if it is not closed.
    quoted: Option<usize>,
}

impl Scanner<'_> {
    /// Scans the whole text; `cut` ends of lines in a row make a gap.
    fn all(&mut self, cut: u32) {
        let mut at = 0;
        let mut lines = 0;
        while let Some(&byte) = self.bytes.get(at) {
            match class(byte) {
                Class::Blank => {
                    // A page's end is as good as a blank line.
                    lines += if byte == b'\x0c' { cut } else { 0 };
                    at += 1;
                    continue;
                }
                Class::Line => {
                    lines += 1;
                    at += 1;
                    continue;
                }
                Class::High => {
                    let c = self.char(at);
                    if is_nothing(c) {
                        lines += match c {
                            '\u{2029}' => cut,
                            '\u{85}' | '\u{2028}' => 1,
                            _ => 0,
                        };
                        at += c.len_utf8();
                        continue;
                    }
                }
                _ => {}
            }
            if lines >= cut {
                self.gap();
            }
            lines = 0;
            at = match class(byte) {
                Class::Letter => self.word(at),
                Class::Digit => self.number(at),
                Class::Stop => self.stop(at),
                Class::High => self.high(at),
                _ => self.mark(at),
            };
            at += usize::from(self.byte(at) == b' ');
        }
    }

    /// A token that starts beyond ASCII.
    fn high(&mut self, at: usize) -> usize {
        let c = self.char(at);
        if is_letter(c) {
            return self.word(at);
        }
        match c {
            '…' | '‼' | '⁇'..='⁉' => self.stop(at),
            '‘' | '’' => self.apostrophe(at, c.len_utf8()),
            '−' if self.byte(at + 3).is_ascii_digit() && self.opens(at) => self.signed(at, 3),
            '\u{2010}'..='\u{205e}' | '\u{80}'..='\u{2ff}' | '\u{20a0}'..='\u{20cf}' => {
                self.repeated(at, c)
            }
            _ => self.foreign(at),
        }
    }

    #[inline]
    fn push(&mut self, start: usize, end: usize, kind: TokenKind) {
        self.found.tokens.push(Token {
            span: Span::new(start as u32, end as u32),
            kind,
        });
    }

    /// Notes that no sentence goes on from here.
    fn gap(&mut self) {
        self.found.gaps.push(self.found.tokens.len() as u32);
        self.quoted = None;
    }

    /// Notes that a sentence may end at the last token.
    fn note_stop(&mut self) {
        self.found.stops.push(self.found.tokens.len() as u32 - 1);
    }

    /// The byte at `at`; 0 beyond the end, as no token holds it.
    #[inline]
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The character at `at`; NUL beyond the end.
    #[inline]
    fn char(&self, at: usize) -> char {
        self.text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .unwrap_or('\0')
    }

    /// The end of the letters, digits, `_` and marks from `at`.
    #[inline]
    fn run(&self, mut at: usize) -> usize {
        while let Some(&next) = self.bytes.get(at..).and_then(<[u8]>::first_chunk) {
            let length = leading_in_word(next);
            at += length;
            if length < 8 {
                break;
            }
        }
        loop {
            let byte = self.byte(at);
            if in_word(byte) {
                at += 1;
            } else if byte >= 0x80 {
                let c = self.char(at);
                if !is_letter(c) {
                    return at;
                }
                at += c.len_utf8();
            } else {
                return at;
            }
        }
    }

    /// Whether a letter, digit or `_` stands at `at`.
    fn word_at(&self, at: usize) -> bool {
        let byte = self.byte(at);
        in_word(byte) || byte >= 0x80 && is_letter(self.char(at))
    }

    /// Whether a letter stands at `at`.
    fn letter_at(&self, at: usize) -> bool {
        self.word_at(at) && !self.byte(at).is_ascii_digit() && self.byte(at) != b'_'
    }

    /// Whether what starts at `at` follows a blank or an opening mark.
    fn opens(&self, at: usize) -> bool {
        let before = self.text[..at].chars().next_back();
        before.is_none_or(|c| {
            is_nothing(c)
                || matches!(
                    c,
                    '(' | '[' | '{' | '<' | '"' | '“' | '‘' | '\'' | '—' | '–' | '$' | '£' | '€'
                )
        })
    }
}
