//! Finding the object of a verb or noun to its right, and what else in the phrase turns it round.

use crate::classes::{
    ADVERB, AUXILIARY, BE, BREAK, COMMA, COORDINATOR, DETERMINER, DOWNFALL, FIRST_PERSON, MODAL,
    OBJECT_PRONOUN, POSSESSIVE, RELATIVE, SUBJECT_PRONOUN, SUBORDINATOR, TO, preposition,
};
use crate::lexicon::{Lexicon, Pattern};
use crate::parties::Object;
use crate::search::REACH;
use crate::sentence::Sentence;
use presswork_annotations::Polarity;

/// A noun on the way to the object that takes a target of its own: "attack on".
#[derive(Clone, Copy, Default)]
struct Inner {
    prepositions: u32,
    turns: bool,
}

/// Behind a preposition within a prepositional phrase.
const FURTHER: u32 = 1 << 31;

impl Sentence<'_> {
    /// The object of the word that ends before token `from`.
    pub(crate) fn object(&self, lexicon: &Lexicon, from: usize) -> Option<Object> {
        let high = (from + REACH / 2).min(self.toks.len());
        let mut inner = Inner::default();
        let mut by = 0;
        for i in from..high {
            match self.name_at(i) {
                Some(name) if self.name(name).attached => continue,
                Some(name) => return self.taken(name, by, inner),
                None => {}
            }
            if self.is(i, COMMA) {
                let apposed = if i > from { self.apposed(i + 1) } else { None };
                return self.taken(apposed?, by, inner);
            }
            if self.is(i, SUBORDINATOR | BREAK | RELATIVE | BE | MODAL | AUXILIARY)
                || self.is(i, SUBJECT_PRONOUN | FIRST_PERSON | OBJECT_PRONOUN)
                    && !self.is(i, DETERMINER)
            {
                return None;
            }
            if self.is(i, COORDINATOR) {
                if i == from {
                    return None;
                }
                let next = if self.is(i + 1, DETERMINER) {
                    i + 2
                } else {
                    i + 1
                };
                self.name_at(next)?;
            }
            match self.preposition(i) {
                0 => {}
                next if next == preposition("by") => {
                    // "by lying".
                    if self
                        .toks
                        .get(i + 1)
                        .is_some_and(|tok| tok.gerund && tok.name.is_none())
                    {
                        return None;
                    }
                    by = next;
                }
                next if by == 0 => by = next,
                next if next == by || next == preposition("of") => {}
                // "the Gulf" in "rejects a rescue with money from the Gulf" is no object.
                _ => by = FURTHER,
            }
            if let Some(noun) = self
                .noun(lexicon, i)
                .filter(|_| by == 0 || by == preposition("of"))
            {
                inner = noun;
                by = 0;
            }
        }
        None
    }

    /// The name at `i` behind a comma, if it only names the noun before it: "the two neighbours, Diallo and Omarra, for".
    fn apposed(&self, i: usize) -> Option<u16> {
        let name = self.name_at(i)?;
        let (_, mut end) = self.with_right(name);
        if self.is(end, COMMA) {
            end += 1;
            return (self.preposition(end) != 0 || self.is(end, COORDINATOR)).then_some(name);
        }
        (self
            .toks
            .get(end)
            .is_none_or(|tok| tok.word.is_none() && tok.classes == 0)
            || self.preposition(end) != 0)
            .then_some(name)
    }

    fn noun(&self, lexicon: &Lexicon, i: usize) -> Option<Inner> {
        let tok = self.toks[i];
        if tok.classes & DOWNFALL != 0 {
            return Some(Inner {
                prepositions: preposition("of"),
                turns: true,
            });
        }
        let uses = &tok.word?.uses;
        let entries = uses
            .iter()
            .filter(|one| one.rest.is_empty())
            .map(|one| lexicon.entry(one));
        let mut nouns = entries.filter(|entry| {
            matches!(
                entry.pattern,
                Pattern::Noun | Pattern::Crime | Pattern::Agent
            )
        });
        let noun = nouns.next()?;
        Some(Inner {
            prepositions: noun.prepositions,
            turns: noun.polarity == Polarity::Oppose,
        })
    }

    /// `name` as the object, which stands behind the preposition `by` of the noun `inner`.
    fn taken(&self, name: u16, by: u32, inner: Inner) -> Option<Object> {
        let name = if by == 0 { self.head(name) } else { name };
        let found = self.name(name);
        if self.others(name) {
            return None;
        }
        let agent = preposition("by") | preposition("from");
        let mut befalls = false;
        let (turned, sure) = match by {
            0 if found.possessive => (false, 0.9),
            0 => (false, 1.0),
            by if by & inner.prepositions != 0 => {
                befalls = true;
                (inner.turns, 0.65)
            }
            by if by & (agent | preposition("of")) != 0 => (false, 0.8),
            by if by == preposition("against") => {
                befalls = true;
                (true, 0.6)
            }
            _ => return None,
        };
        // "welcomed Omarra's defeat", "urged Omarra to resign".
        let downfall = (found.end..found.end + 4)
            .take_while(|&i| self.plain(i) || self.is(i, POSSESSIVE | ADVERB | TO))
            .any(|i| self.is(i, DOWNFALL));
        let (names, end) = self.with_right(name);
        Some(Object {
            names,
            sure,
            turned: turned != downfall,
            befalls: befalls || downfall,
            end,
        })
    }
}
