//! `Words`: the tokens of a document with what the lexicon knows of each.

use crate::class::{Class, Forms};
use crate::lexicon::{Entry, Lexicon};
use crate::quotes::Quotes;
use crate::spelled::{Met, Spelled};
use presswork_annotations::Token;
use presswork_model::Span;
use std::ops::Range;

/// Tokens and what is known of each.
pub(crate) struct Words<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    /// Of each its entry as it stands there: a part of a compound is no cue.
    pub(crate) spelled: Vec<Spelled>,
    pub(crate) quotes: &'a Quotes,
    pub(crate) lexicon: &'a Lexicon,
}

impl<'a> Words<'a> {
    pub(crate) fn new(
        text: &'a str,
        tokens: &'a [Token],
        quotes: &'a Quotes,
        lexicon: &'a Lexicon,
        met: &mut Met,
    ) -> Self {
        let spelled = tokens.iter().enumerate().map(|(i, token)| {
            let mut spelled = met.look_up(lexicon, &text[token.span.range()], token.kind);
            let Entry { class, forms, .. } = spelled.entry;
            if class.any(Class::DASH) && is_hyphen(tokens, i) {
                spelled.entry = Entry::default();
            } else if !forms.is_empty() && is_compound(text, token.span) {
                spelled.entry = Entry {
                    class,
                    ..Entry::default()
                };
            }
            spelled
        });
        let spelled = spelled.collect();
        Self {
            text,
            tokens,
            spelled,
            quotes,
            lexicon,
        }
    }

    /// What token `i` may be; nothing past the end.
    #[inline]
    pub(crate) fn class(&self, i: usize) -> Class {
        self.spelled
            .get(i)
            .map_or(Class::default(), |spelled| spelled.entry.class)
    }

    /// Whether token `i` may be one of these.
    #[inline]
    pub(crate) fn is(&self, i: usize, class: Class) -> bool {
        self.class(i).any(class)
    }

    /// Which forms of a cue token `i` may be.
    #[inline]
    pub(crate) fn forms(&self, i: usize) -> Forms {
        self.spelled
            .get(i)
            .map_or(Forms::default(), |spelled| spelled.entry.forms)
    }

    /// Whether token `i` can be the finite verb of reporting, and hardly anything else.
    pub(crate) fn is_finite_cue(&self, i: usize) -> bool {
        self.forms(i).any(Forms::PASTS | Forms::THIRD) && !self.forms(i).any(Forms::NOUN)
    }

    pub(crate) fn word(&self, i: usize) -> &'a str {
        self.tokens
            .get(i)
            .map_or("", |token| &self.text[token.span.range()])
    }

    pub(crate) fn has(&self, i: usize, word: &str) -> bool {
        self.word(i).eq_ignore_ascii_case(word)
    }

    pub(crate) fn start(&self, i: usize) -> u32 {
        self.tokens[i].span.start()
    }

    pub(crate) fn end(&self, i: usize) -> u32 {
        self.tokens[i].span.end()
    }

    /// From the first byte of the tokens to the last; the range is not empty.
    pub(crate) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.start(range.start), self.end(range.end - 1))
    }

    /// The subject in a token that is one with its verb: "he" of "he's".
    pub(crate) fn subject_in(&self, i: usize) -> Option<Span> {
        let clitic = self.is(i, Class::CLITIC);
        let (stem, _) = apostrophe(self.word(i).as_bytes()).filter(|_| clitic)?;
        let start = self.start(i);
        Some(Span::new(start, start + stem.len() as u32))
    }

    /// The first token that starts at `offset` or behind it.
    pub(crate) fn at_or_after(&self, offset: u32) -> usize {
        self.tokens
            .partition_point(|token| token.span.start() < offset)
    }

    /// The number of the quotation that token `i` opens.
    pub(crate) fn opens(&self, i: usize) -> Option<usize> {
        self.tokens
            .get(i)
            .and_then(|token| self.quotes.starting(token.span.start()))
    }

    /// The number of the quotation that token `i` closes.
    pub(crate) fn closes(&self, i: usize) -> Option<usize> {
        self.tokens
            .get(i)
            .and_then(|token| self.quotes.ending(token.span.end()))
    }
}

/// A dash with no blank on either side is part of a word: "long-term".
fn is_hyphen(tokens: &[Token], i: usize) -> bool {
    let span = tokens[i].span;
    let joined = |a: &Token, b: &Token| a.span.end() == b.span.start();
    span.len() == 1
        && i > 0
        && joined(&tokens[i - 1], &tokens[i])
        && tokens
            .get(i + 1)
            .is_some_and(|next| joined(&tokens[i], next))
}

/// Part of a word with a hyphen is no cue: "so-called".
fn is_compound(text: &str, word: Span) -> bool {
    let bytes = text.as_bytes();
    let (start, end) = (word.start() as usize, word.end() as usize);
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    start >= 2 && bytes[start - 1] == b'-' && letter(start - 2)
        || bytes.get(end) == Some(&b'-') && letter(end + 1)
}

/// The word and what its apostrophe cuts off: "he" and "d".
pub(crate) fn apostrophe(word: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = word
        .iter()
        .rposition(|&byte| byte == b'\'' || byte == 0xE2)?;
    let (stem, after) = word.split_at(at);
    match after {
        [b'\'', after @ ..] | [0xE2, 0x80, 0x99, after @ ..] if after.len() <= 2 => {
            Some((stem, after))
        }
        _ => None,
    }
}
