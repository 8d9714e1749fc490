//! Atoms: a sentence as runs of digits, words and single signs, the same whatever the tokeniser joined or split.

use crate::lexicon::{Entry, Flags, Lexicon};
use crate::literal::Literal;
use presswork_annotations::Token;
use presswork_model::{Span, Text};

/// What an atom is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// ASCII digits.
    Digits,
    /// Letters; single letters with stops between them are one word: `U.S.`, `a.m.`
    Word,
    /// Any other character.
    Sign(char),
    /// An address on the web or of mail.
    Address,
}

/// A run of digits, a word or a sign.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Atom {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) kind: Kind,
    /// Whether nothing stands between it and the atom before.
    pub(crate) glued: bool,
    /// Whether its first letter is a capital.
    pub(crate) capital: bool,
    pub(crate) entry: Entry,
}

/// What stands beyond either end.
const NOTHING: Atom = Atom {
    start: 0,
    end: 0,
    kind: Kind::Sign('\n'),
    glued: false,
    capital: false,
    entry: Entry {
        literal: Literal::None,
        flags: Flags::NONE,
        small: None,
        scale: None,
        ordinal: None,
        part: None,
        month: None,
        weekday: None,
        season: None,
        period: None,
        day_part: None,
        time_word: None,
        nation: None,
    },
};

/// The atoms of a sentence.
#[derive(Clone, Copy)]
pub(crate) struct Atoms<'a> {
    pub(crate) text: &'a Text,
    pub(crate) list: &'a [Atom],
}

impl<'a> Atoms<'a> {
    /// The atom at `i`, or one that matches nothing.
    #[inline]
    pub(crate) fn at(&self, i: usize) -> &'a Atom {
        self.list.get(i).unwrap_or(&NOTHING)
    }

    /// The atom before `i`, or one that matches nothing.
    #[inline]
    pub(crate) fn before(&self, i: usize) -> &'a Atom {
        i.checked_sub(1).map_or(&NOTHING, |i| self.at(i))
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// The text of the atom at `i`; empty beyond the end.
    pub(crate) fn str(&self, i: usize) -> &'a str {
        let atom = self.at(i);
        &self.text[Span::new(atom.start, atom.end)]
    }

    /// The text of the atom `back` places before `i`; empty before the first.
    pub(crate) fn str_before(&self, i: usize, back: usize) -> &'a str {
        i.checked_sub(back).map_or("", |at| self.str(at))
    }

    /// Where the list begins that the atom at `i` goes on, if each `is_item`: "4, 7 and 12". At most `most` items are looked at
    /// ahead of it.
    pub(crate) fn list_from(
        &self,
        i: usize,
        most: usize,
        is_item: impl Fn(usize) -> bool,
    ) -> usize {
        let joins = |at: usize| {
            self.sign(at, ',') || matches!(self.at(at).entry.literal, Literal::And | Literal::Or)
        };
        let mut at = i;
        for _ in 0..most {
            match at.checked_sub(2) {
                Some(before) if joins(at - 1) && is_item(before) => at = before,
                _ => break,
            }
        }
        at
    }

    pub(crate) fn is(&self, i: usize, literal: Literal) -> bool {
        self.at(i).entry.literal == literal
    }

    pub(crate) fn flag(&self, i: usize, flags: Flags) -> bool {
        self.at(i).entry.flags.any(flags)
    }

    pub(crate) fn sign(&self, i: usize, sign: char) -> bool {
        self.at(i).kind == Kind::Sign(sign)
    }

    pub(crate) fn digits(&self, i: usize) -> bool {
        self.at(i).kind == Kind::Digits
    }

    pub(crate) fn word(&self, i: usize) -> bool {
        self.at(i).kind == Kind::Word
    }

    /// Whether the atom at `i` is a hyphen or a dash that joins.
    pub(crate) fn hyphen(&self, i: usize) -> bool {
        matches!(self.at(i).kind, Kind::Sign('-' | '–' | '‑' | '‐' | '−'))
    }

    /// Past the hyphen at `i` when it is glued on both sides.
    pub(crate) fn past_hyphen(&self, i: usize) -> usize {
        if self.hyphen(i) && self.at(i).glued && self.at(i + 1).glued {
            i + 1
        } else {
            i
        }
    }

    /// The bytes of the atom at `i`.
    pub(crate) fn width(&self, i: usize) -> u32 {
        let atom = self.at(i);
        atom.end - atom.start
    }

    /// The number that the digits at `i` write, if it is below ten thousand.
    pub(crate) fn short_number(&self, i: usize) -> Option<u16> {
        let atom = self.at(i);
        let short = atom.kind == Kind::Digits && atom.end - atom.start <= 4;
        short.then(|| {
            self.str(i)
                .bytes()
                .fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'))
        })
    }

    /// The span from the atom at `first` to the one before `end`.
    pub(crate) fn span(&self, first: usize, end: usize) -> Span {
        let (first, last) = (self.at(first), self.before(end));
        Span::new(first.start, last.end.max(first.start))
    }
}

/// Cuts `tokens` into atoms, which take the place of what is in `atoms`. Says whether any of them tells of an amount
/// or a time.
pub(crate) fn lex(text: &Text, tokens: &[Token], lexicon: &Lexicon, atoms: &mut Vec<Atom>) -> bool {
    atoms.clear();
    let mut tells = false;
    let mut last_end = u32::MAX;
    for token in tokens {
        let span = token.span;
        // Tokens from a file may overlap; what was read is not read again.
        if atoms.last().is_some_and(|last| span.start() < last.end) || span.is_empty() {
            continue;
        }
        let word = &text[span];
        if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            let entry = lexicon.entry(word);
            tells |= entry.tells();
            push(atoms, span.start(), word, Kind::Word, entry, &mut last_end);
        } else if word.len() > 4 && is_address(word) {
            push(
                atoms,
                span.start(),
                word,
                Kind::Address,
                Entry::default(),
                &mut last_end,
            );
        } else {
            tells |= pieces(span.start(), word, lexicon, atoms, &mut last_end);
        }
    }
    tells
}

fn push(
    atoms: &mut Vec<Atom>,
    start: u32,
    word: &str,
    kind: Kind,
    entry: Entry,
    last_end: &mut u32,
) {
    let end = start + word.len() as u32;
    let capital = kind == Kind::Word && word.starts_with(char::is_uppercase);
    atoms.push(Atom {
        start,
        end,
        kind,
        glued: start == *last_end,
        capital,
        entry,
    });
    *last_end = end;
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.starts_with("www.") || word.contains('@')
}

/// Cuts a token that is not all letters.
fn pieces(
    start: u32,
    word: &str,
    lexicon: &Lexicon,
    atoms: &mut Vec<Atom>,
    last_end: &mut u32,
) -> bool {
    let mut tells = false;
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let at = start + (word.len() - rest.len()) as u32;
        let (len, kind) = if first.is_ascii_digit() {
            (run(rest, |c| c.is_ascii_digit()), Kind::Digits)
        } else if first.is_alphabetic() {
            (
                dotted(rest).unwrap_or_else(|| run(rest, char::is_alphabetic)),
                Kind::Word,
            )
        } else {
            (first.len_utf8(), Kind::Sign(first))
        };
        let (piece, after) = rest.split_at(len);
        let entry = if kind == Kind::Word {
            lexicon.entry(piece)
        } else {
            Entry::default()
        };
        tells |= entry.tells() || kind == Kind::Digits || vulgar(first);
        if !first.is_whitespace() {
            push(atoms, at, piece, kind, entry, last_end);
        }
        rest = after;
    }
    tells
}

fn vulgar(c: char) -> bool {
    matches!(c, '¼' | '½' | '¾' | '⅐'..='⅞')
}

fn run(text: &str, inside: impl Fn(char) -> bool) -> usize {
    text.find(|c| !inside(c)).unwrap_or(text.len())
}

/// The length of single letters with stops between them at the start of `text`: `U.S.`, `a.m`.
fn dotted(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut end = 0;
    let mut letters = 0;
    while letters < 8 && bytes.get(end).is_some_and(u8::is_ascii_alphabetic) {
        letters += 1;
        end += 1;
        if bytes.get(end) != Some(&b'.') {
            break;
        }
        end += 1;
    }
    // What follows must not be the rest of a word: `e.g` is fine, `x.com` is not.
    let whole = !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric);
    (letters >= 2 && whole && bytes.get(1) == Some(&b'.')).then_some(end)
}
