//! `Words`: the tokens of a document cut finer, each with its shape and what the lexicon tells of it.
//!
//! Tokenisers differ on hyphens, possessive endings and the stops of abbreviations; here `Iraq's`, `Guevara-Rosas` and
//! `U.S` + `.` look the same whichever way they came.

use crate::lexicon::{Flags, Known, Lexicon, chain};
use crate::spelling::Spellings;
use presswork_annotations::{Sentence, Token};
use presswork_model::{Span, Text};
use std::ops::Range;

/// How a word is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shape(u16);

impl Shape {
    /// Starts with a capital, or has one inside, as `eBay` has.
    pub(crate) const CAPITAL: Self = Self(1);
    /// Two letters or more, all of them capitals.
    pub(crate) const UPPER: Self = Self(1 << 1);
    /// Starts with a letter.
    pub(crate) const LETTER: Self = Self(1 << 2);
    /// Starts with a digit.
    pub(crate) const DIGIT: Self = Self(1 << 3);
    /// No blank stands before it.
    pub(crate) const GLUED: Self = Self(1 << 4);
    /// A new line or a long gap stands before it.
    pub(crate) const BREAK: Self = Self(1 << 5);
    /// A possessive ending: `'s`, or `'` after an s.
    pub(crate) const POSSESSIVE: Self = Self(1 << 6);
    /// Starts a sentence or a quotation, where any word has a capital.
    pub(crate) const FIRST: Self = Self(1 << 7);
    /// In a headline, where most words have capitals.
    pub(crate) const HEADLINE: Self = Self(1 << 8);
    /// A single capital with its stop, as in `J. Smith`.
    pub(crate) const INITIAL: Self = Self(1 << 9);

    #[inline]
    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    #[inline]
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The set as bits.
    pub(crate) const fn bits(self) -> u16 {
        self.0
    }

    /// What a word's letters tell, wherever it stands. It is not empty.
    pub(crate) fn of(word: &str) -> Self {
        let mut shape = Self::default();
        let bytes = word.as_bytes();
        if bytes.is_ascii() {
            if bytes[0].is_ascii_alphabetic() {
                shape.add(Self::LETTER);
                let capitals = bytes.iter().filter(|b| b.is_ascii_uppercase()).count();
                if capitals > 0 {
                    shape.add(Self::CAPITAL);
                    let lower = bytes.iter().any(u8::is_ascii_lowercase);
                    if capitals > 1 && !lower {
                        shape.add(Self::UPPER);
                    }
                    if bytes.len() == 2 && bytes[1] == b'.' {
                        shape.add(Self::INITIAL);
                    }
                }
            } else if bytes[0].is_ascii_digit() {
                shape.add(Self::DIGIT);
            }
        } else if word.starts_with(char::is_alphabetic) {
            shape.add(Self::LETTER);
            if word.chars().any(char::is_uppercase) {
                shape.add(Self::CAPITAL);
                if word.chars().count() > 1 && !word.chars().any(char::is_lowercase) {
                    shape.add(Self::UPPER);
                }
            }
        }
        if !writes_names(word) {
            shape = shape.without(Self::CAPITAL);
        }
        if matches!(word, "'s" | "’s" | "'S" | "’S" | "'" | "’") {
            shape.add(Self::POSSESSIVE);
        }
        shape
    }

    const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    #[inline]
    pub(crate) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub(crate) span: Span,
    /// Its number in [`Spellings`].
    pub(crate) spelling: u32,
    pub(crate) shape: Shape,
    pub(crate) known: Known,
    /// Of its folded form.
    pub(crate) hash: u64,
}

impl Word {
    #[inline]
    pub(crate) fn is(&self, flags: Flags) -> bool {
        self.known.flags.any(flags)
    }

    #[inline]
    pub(crate) fn looks(&self, shape: Shape) -> bool {
        self.shape.any(shape)
    }
}

/// A document's words, by sentence.
pub(crate) struct Words<'t> {
    text: &'t str,
    pub(crate) list: Vec<Word>,
    /// The words of each sentence.
    pub(crate) sentences: Vec<Range<usize>>,
}

impl<'t> Words<'t> {
    /// Cuts and looks up the tokens of `text`.
    pub(crate) fn new(
        text: &'t Text,
        tokens: &[Token],
        sentences: &[Sentence],
        lexicon: &Lexicon,
        spellings: &mut Spellings,
    ) -> Self {
        let mut words = Self {
            text: text.body(),
            list: Vec::with_capacity(tokens.len() + tokens.len() / 16),
            sentences: Vec::with_capacity(sentences.len()),
        };
        let mut next = 0;
        for sentence in sentences {
            let end = sentence.span.end();
            let start = words.list.len();
            while let Some(token) = tokens.get(next).filter(|t| t.span.start() < end) {
                words.push(token.span, start, lexicon, spellings);
                next += 1;
            }
            let range = start..words.list.len();
            words.mark(range.clone());
            words.sentences.push(range);
        }
        words
    }

    /// The text at `span`.
    pub(crate) fn text(&self, span: Span) -> &'t str {
        &self.text[span.range()]
    }

    /// Whether the words, two or more, start with the article: "The Hague".
    pub(crate) fn has_article(&self, range: &Range<usize>) -> bool {
        let first = self.text(self.list[range.start].span);
        range.len() > 1 && first.eq_ignore_ascii_case("the")
    }

    /// The span of words `range`, which are some.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        self.list[range.start]
            .span
            .to(self.list[range.end - 1].span)
    }

    fn push(&mut self, token: Span, start: usize, lexicon: &Lexicon, spellings: &mut Spellings) {
        let text = &self.text[token.range()];
        let mut offset = token.start();
        for piece in pieces(text) {
            let span = Span::new(offset, offset + piece.len() as u32);
            offset = span.end();
            let mut word = self.word(span, spellings, lexicon);
            match self.list.last() {
                Some(last) if self.list.len() > start => {
                    let gap = &self.text[last.span.end() as usize..span.start() as usize];
                    if gap.is_empty() {
                        word.shape.add(Shape::GLUED);
                    } else if gap.len() > 1 && gap.bytes().filter(|&b| b == b'\n').count() > 1 {
                        word.shape.add(Shape::BREAK);
                    }
                }
                _ => word.shape.add(Shape::BREAK),
            }
            if !word.looks(Shape::GLUED) {
                word.shape = word.shape.without(Shape::POSSESSIVE);
            }
            if self.joins(piece, &word, start) {
                let last = self.list.len() - 1;
                let before = self.list[last];
                let mut word = self.word(before.span.to(span), spellings, lexicon);
                word.shape.add(before.shape);
                self.list[last] = word;
            } else {
                self.list.push(word);
            }
        }
    }

    fn word(&mut self, span: Span, spellings: &mut Spellings, lexicon: &Lexicon) -> Word {
        let number = spellings.number(&self.text[span.range()], lexicon);
        let spelling = spellings.get(number);
        Word {
            span,
            spelling: number,
            shape: spelling.shape,
            known: spelling.known,
            hash: spelling.hash,
        }
    }

    /// Whether a stop belongs to the abbreviation before it.
    fn joins(&self, piece: &str, word: &Word, start: usize) -> bool {
        if piece != "." || !word.looks(Shape::GLUED) || self.list.len() == start {
            return false;
        }
        let last = &self.list[self.list.len() - 1];
        let text = &self.text[last.span.range()];
        last.looks(Shape::CAPITAL)
            && !text.ends_with('.')
            && (text.len() == 1 || text.contains('.') || last.is(Flags::ABBREVIATION))
    }

    /// Marks where capitals tell nothing.
    fn mark(&mut self, sentence: Range<usize>) {
        let words = &mut self.list[sentence];
        let headline = is_headline(words, self.text);
        let mut first = true;
        for word in words {
            if headline {
                word.shape.add(Shape::HEADLINE);
            }
            if word.looks(Shape::LETTER) {
                if first {
                    word.shape.add(Shape::FIRST);
                }
                first = false;
            } else {
                let mark = &self.text[word.span.range()];
                let opens = matches!(
                    mark,
                    "“" | "\"" | "‘" | "«" | ":" | "…" | "•" | "*" | "(" | "—" | "–"
                );
                first = opens || first;
            }
        }
    }
}

/// Not so in addresses, file names, codes and contractions such as "I'll".
fn writes_names(piece: &str) -> bool {
    let bytes = piece.as_bytes();
    let code = bytes
        .iter()
        .any(|b| matches!(b, b'_' | b'@') || b.is_ascii_digit());
    let dotted = || {
        let inner = piece.trim_end_matches('.');
        inner.contains('.') && inner.split('.').any(|part| part.len() > 2)
    };
    !code && !dotted() && !bytes.ends_with(b"'ll") && !bytes.ends_with("’ll".as_bytes())
}

/// Whether nearly all the longer words have capitals; all words, if it ends in a full stop as few headlines do.
fn is_headline(words: &[Word], text: &str) -> bool {
    let (mut long, mut capital, mut ordinary, mut upper, mut lower) = (0, 0, 0, 0, 0);
    for word in words.iter().filter(|w| w.looks(Shape::LETTER)) {
        if !word.looks(Shape::CAPITAL) && !word.is(Flags::FUNCTION) {
            lower += 1;
        }
        if word.span.len() > 3 {
            long += 1;
            if word.looks(Shape::CAPITAL) {
                capital += 1;
                ordinary += usize::from(word.is(Flags::COMMON));
                upper += usize::from(word.looks(Shape::UPPER));
            }
        }
    }
    let stopped = words
        .last()
        .is_some_and(|word| &text[word.span.range()] == ".");
    let most = if stopped {
        lower == 0
    } else {
        capital >= long - long / 4
    };
    long >= 3 && most && (ordinary > 1 || upper == long && ordinary > 0)
}

/// The key of words as they stand, but for capitals and stops.
pub(crate) fn key(list: &[Word]) -> u64 {
    list.iter().fold(0, |key, word| chain(key, word.hash))
}

/// Cuts a token at hyphens, ampersands and its possessive ending.
fn pieces(token: &str) -> impl Iterator<Item = &str> {
    let mut rest = token;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = piece(rest);
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

fn piece(rest: &str) -> usize {
    let first = rest.chars().next().map_or(0, char::len_utf8);
    if matches!(rest, "'s" | "’s" | "'S" | "’S") {
        return rest.len();
    }
    let bytes = rest.as_bytes();
    if !rest.starts_with(|c: char| c.is_alphanumeric()) {
        return first;
    }
    let mut at = first;
    while at < bytes.len() {
        match bytes[at] {
            b'-' | b'&' | b'+' | b'(' | b')' | b'/' | b',' => return at,
            b'\'' if at + 2 == bytes.len() && matches!(bytes[at + 1], b's' | b'S') => return at,
            b'\'' if at + 1 == bytes.len() => return at,
            0xE2 if matches!(&rest[at..], "’s" | "’S" | "’") => return at,
            0xE2 if rest[at..].starts_with(['‐', '‑', '–', '—']) => return at,
            b'.' | b'\'' | b'_' | b'@' => at += 1,
            byte if byte < 0x80 && !byte.is_ascii_alphanumeric() => return at,
            byte => {
                at += if byte < 0x80 {
                    1
                } else {
                    rest[at..].chars().next().map_or(1, char::len_utf8)
                }
            }
        }
    }
    at
}

/// Cuts a name from a list as the words of a text are cut.
pub(crate) fn name_pieces(name: &str) -> impl Iterator<Item = &str> {
    name.split_whitespace().flat_map(pieces)
}
