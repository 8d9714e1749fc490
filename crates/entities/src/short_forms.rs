//! Short forms of organisations: "AU" of "African Union", "Qord" of "Qord Steel, Inc.", "Rovers" of "Kaduna Rovers".

use crate::lexicon::{Flags, Lexicon, chain, hash};
use crate::names::Name;
use crate::nouns::{Nouns, Sorts};
use crate::people::key;
use crate::slug::is_legal_form;
use crate::words::{Shape, Words};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Full names of organisations, by their short forms.
#[derive(Default)]
pub(crate) struct ShortForms {
    /// Keys of full names by those that the text itself gives, as in "African Union (AU)".
    told: FxHashMap<u64, u64>,
    /// By those that can be guessed; none where two have the same.
    guessed: FxHashMap<u64, Option<u64>>,
}

impl ShortForms {
    /// The key of the full name for a name with this key, and whether the text itself says so.
    pub(crate) fn full(&self, key: u64) -> Option<(u64, bool)> {
        let told = self.told.get(&key).map(|&full| (full, true));
        let guessed = || {
            self.guessed
                .get(&key)
                .copied()
                .flatten()
                .map(|full| (full, false))
        };
        told.or_else(guessed).filter(|&(full, _)| full != key)
    }

    /// Adds the short forms of an organisation's name.
    pub(crate) fn add(&mut self, words: &Words<'_>, lexicon: &Lexicon, nouns: &Nouns, name: &Name) {
        let list = &words.list;
        let range = &name.words;
        let full = key(words, range);
        let bare = bare(words, range);
        if bare.end < range.end {
            self.guess(key(words, &bare), full);
        }
        let capitals = bare
            .clone()
            .filter(|&at| list[at].looks(Shape::CAPITAL))
            .count();
        if capitals < 2 {
            return;
        }
        let initials: String = bare
            .clone()
            .filter(|&at| list[at].looks(Shape::CAPITAL))
            .filter_map(|at| words.text(list[at].span).chars().next())
            .flat_map(char::to_lowercase)
            .collect();
        if capitals > 2 {
            self.guess(chain(0, hash(&initials)), full);
        }
        let telling = |at: usize| {
            let word = &list[at];
            let noun = nouns.get(word.hash).sorts.any(Sorts::ORGANISATION);
            !noun
                && !word.is(Flags::COMMON
                    .or(Flags::ORG_WORD)
                    .or(Flags::FUNCTION)
                    .or(Flags::TITLE))
        };
        let named = |at: usize| {
            let entry = lexicon.names.find(words, at, at + 1);
            entry.is_some() || list[at].is(Flags::GIVEN)
        };
        let first = bare.start;
        if name.known.is_none()
            && telling(first)
            && list[first].looks(Shape::CAPITAL)
            && !named(first)
        {
            for end in first + 1..bare.end {
                let closing = &list[end - 1];
                if closing.looks(Shape::LETTER) && !closing.is(Flags::FUNCTION) {
                    self.guess(key(words, &(first..end)), full);
                }
            }
        }
        // "Rovers" of "Kaduna Rovers", but not "Steel" of "Qord Steel".
        let closing = bare.end - 1;
        if name.known.is_none() && capitals == 2 && telling(closing) && !named(closing) {
            self.guess(key(words, &(closing..bare.end)), full);
        }
    }

    /// Adds what the text itself says of these two names, which follow each other: "African Union (AU)", "AU (African
    /// Union)", "the Institute of Genomics, known as IAG,".
    pub(crate) fn tell(&mut self, words: &Words<'_>, one: &Name, other: &Name) {
        let text = |at: usize| words.text(words.list[at].span);
        let between = one.words.end..other.words.start;
        let linked = match between.len() {
            1 => {
                let after = words
                    .list
                    .get(other.words.end)
                    .map(|word| words.text(word.span));
                text(between.start) == "(" && after == Some(")")
            }
            3 | 4 => {
                let known = text(between.start + 1) == "known" || text(between.start + 1) == "or";
                text(between.start) == "," && known
            }
            2 => text(between.start) == "," && text(between.start + 1) == "or",
            _ => false,
        };
        if !linked {
            return;
        }
        let (first, second) = (&one.words, &other.words);
        if abbreviates(words, second, first) {
            self.told.insert(key(words, second), key(words, first));
        } else if abbreviates(words, first, second) {
            self.told.insert(key(words, first), key(words, second));
        }
    }

    fn guess(&mut self, short: u64, full: u64) {
        let known = self.guessed.entry(short).or_insert(Some(full));
        if known.is_some_and(|other| other != full) {
            *known = None;
        }
    }
}

/// The name without "Inc." and the like.
pub(crate) fn bare(words: &Words<'_>, name: &Range<usize>) -> Range<usize> {
    let mut end = name.end;
    while end > name.start + 1 {
        let last = words.text(words.list[end - 1].span);
        if !is_legal_form(last) && last != "," {
            break;
        }
        end -= 1;
    }
    name.start..end
}

/// Whether `short` is a word of capitals that stand in `long` in that order, its first one first.
fn abbreviates(words: &Words<'_>, short: &Range<usize>, long: &Range<usize>) -> bool {
    if short.len() > 1 || long.len() < 2 || !words.list[short.start].looks(Shape::UPPER) {
        return false;
    }
    let text = |range: Range<usize>| words.text(words.span(range));
    let mut letters = text(long.clone()).chars().filter(|c| c.is_alphabetic());
    let mut wanted = text(short.clone()).chars().filter(|c| c.is_alphabetic());
    let same = |one: char, other: char| one.to_lowercase().eq(other.to_lowercase());
    let first = wanted.next();
    let starts =
        first.is_some_and(|first| letters.next().is_some_and(|letter| same(first, letter)));
    starts && wanted.all(|letter| letters.any(|other| same(letter, other)))
}
