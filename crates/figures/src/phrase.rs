//! What is measured: the noun phrase or the purpose beside a quantity, cut at the end of its clause.

use crate::atoms::{Atoms, Kind};
use crate::lexicon::Flags;
use crate::literal::Literal;
use crate::nouns::looks_plural;
use crate::times::Found;

/// The longest phrase, in atoms.
const LONGEST: usize = 24;

/// Where phrases may lie: a sentence and the times found in it.
#[derive(Clone, Copy)]
pub(crate) struct Clause<'a> {
    pub(crate) atoms: Atoms<'a>,
    pub(crate) times: &'a [Found],
}

impl Clause<'_> {
    /// The time that starts at atom `i`.
    pub(crate) fn time_at(&self, i: usize) -> Option<&Found> {
        let place = self.times.partition_point(|time| time.first < i);
        self.times.get(place).filter(|time| time.first == i)
    }

    /// The noun phrase that starts at `i`, with what "of" adds to it: its end.
    pub(crate) fn noun_phrase(&self, i: usize) -> Option<usize> {
        self.phrase(i, &[])
    }

    /// A noun phrase that may go on with one of `links` as well.
    fn phrase(&self, i: usize, links: &[Literal]) -> Option<usize> {
        let atoms = self.atoms;
        let mut at = i;
        let mut end = i;
        while at < i + LONGEST {
            if at > i && self.time_at(at).is_some() && !atoms.at(at).glued {
                break;
            }
            let entry = atoms.at(at).entry;
            match atoms.at(at).kind {
                Kind::Word if at > i && atoms.is(at, Literal::And) => {
                    if !self.pair_closes(at + 1) {
                        break;
                    }
                }
                Kind::Word if entry.literal == Literal::Of || links.contains(&entry.literal) => {
                    if end != at {
                        break;
                    }
                    // What follows must be a phrase as well.
                    if atoms.flag(at + 1, Flags::STOP)
                        || !(atoms.word(at + 1) || atoms.digits(at + 1))
                    {
                        break;
                    }
                }
                Kind::Word => {
                    let possessive = atoms.at(at).glued
                        && matches!(atoms.before(at).kind, Kind::Sign('\'' | '’'));
                    if entry.flags.any(Flags::STOP) && !possessive || self.verb_after_noun(at, i) {
                        break;
                    }
                    end = at + 1;
                }
                Kind::Digits => end = at + 1,
                Kind::Sign('-' | '–' | '\'' | '’' | '&' | '/' | '%' | '$')
                    if atoms.at(at).glued || atoms.at(at + 1).glued => {}
                Kind::Sign(',' | '.')
                    if atoms.at(at).glued && atoms.at(at + 1).glued && atoms.digits(at + 1) => {}
                _ => break,
            }
            at += 1;
        }
        // A determiner alone is no phrase.
        let bare = end == i + 1 && atoms.flag(i, Flags::DETERMINER);
        (end > i && !bare).then_some(end)
    }

    /// Whether a verb in -ed or -ing follows a noun: "voters supported", "people living".
    fn verb_after_noun(&self, at: usize, first: usize) -> bool {
        let word = self.atoms.str(at);
        let verbal = (word.ends_with("ed") || word.ends_with("ing"))
            && !self.atoms.at(at).capital
            && word.len() > 4;
        verbal && at > first && looks_plural(self.atoms, at - 1)
    }

    /// Whether "X and Y" ends right after Y, so that both are measured.
    fn pair_closes(&self, i: usize) -> bool {
        let atoms = self.atoms;
        let mut at = i;
        // "two-thirds of voters and one in five women"
        let number = |at: usize| atoms.at(at).entry.small.is_some();
        while at < i + 6 && atoms.word(at) && !atoms.flag(at, Flags::STOP) && !number(at) {
            at += 1;
        }
        let closed = match atoms.at(at).kind {
            Kind::Word => atoms.flag(at, Flags::PREPOSITION) || atoms.is(at, Literal::Of),
            Kind::Sign(sign) => ".,;:!?)\"”\n".contains(sign),
            _ => false,
        };
        at > i && closed
    }

    /// What a sum of money that ends at `i` is for: "to help train and equip …", "in economic support from …",
    /// "of general bonds", "for …".
    pub(crate) fn purpose(&self, i: usize) -> Option<(usize, usize)> {
        let atoms = self.atoms;
        let mut at = i;
        if let Some(time) = self.time_at(at) {
            at = time.end;
        }
        at += usize::from(atoms.is(at, Literal::Worth));
        let next = atoms.at(at + 1);
        let lower = next.kind == Kind::Word && !next.capital;
        match atoms.at(at).entry.literal {
            Literal::Of => Some((at + 1, self.noun_phrase(at + 1)?)),
            Literal::In
                if lower
                    && !next.entry.flags.any(Flags::DETERMINER)
                    && self.time_at(at + 1).is_none() =>
            {
                Some((at + 1, self.phrase(at + 1, &[Literal::From, Literal::For])?))
            }
            Literal::For if self.time_at(at + 1).is_none() => {
                let end = self.noun_phrase(at + 1)?;
                // "for the first time"
                let often = matches!(atoms.str(end - 1), "time" | "times");
                (!often).then_some((at + 1, end))
            }
            Literal::To if lower && !next.entry.flags.any(Flags::DETERMINER) => {
                let stop = Flags::PRONOUN;
                if next.entry.flags.any(stop)
                    || next.entry.small.is_some()
                    || next.entry.flags.any(Flags::PREPOSITION)
                {
                    return None;
                }
                // A verb without an object says too little: "cost $4.8bn to build".
                let end = self.verb_phrase(at + 1)?;
                (end > at + 2).then_some((at, end))
            }
            _ => None,
        }
    }

    /// A verb and its object from `i`, up to a preposition of place or time or the end of the clause.
    fn verb_phrase(&self, i: usize) -> Option<usize> {
        let atoms = self.atoms;
        let mut at = i;
        let mut end = i;
        while at < i + LONGEST && self.time_at(at).is_none() {
            let entry = atoms.at(at).entry;
            let kept = matches!(
                entry.literal,
                Literal::Of
                    | Literal::And
                    | Literal::To
                    | Literal::For
                    | Literal::Or
                    | Literal::Up
                    | Literal::Out
            );
            match atoms.at(at).kind {
                Kind::Word if kept => {}
                Kind::Word if at > i && entry.flags.any(Flags::PREPOSITION) => break,
                Kind::Word
                    if at > i
                        && (entry.flags.any(Flags::LINK) || entry.flags.any(Flags::AUXILIARY)) =>
                {
                    break;
                }
                Kind::Word | Kind::Digits => end = at + 1,
                Kind::Sign('-' | '–' | '\'' | '’' | '&' | '$' | '%')
                    if atoms.at(at).glued || atoms.at(at + 1).glued => {}
                _ => break,
            }
            at += 1;
        }
        (end > i).then_some(end)
    }

    /// What changes in a clause whose verb of change stands at `i`: its object ("trim the deficit from"), or else its
    /// subject.
    pub(crate) fn changed(&self, i: usize) -> Option<(usize, usize)> {
        let atoms = self.atoms;
        let adverb = usize::from(atoms.str(i + 1).ends_with("ly"));
        let mut at = i + 1 + adverb;
        // "cut its 2021 growth forecast"
        if atoms.flag(at, Flags::DETERMINER)
            && let Some(time) = self.time_at(at + 1)
        {
            at = time.end;
        }
        let entry = atoms.at(at).entry;
        let noun = atoms.word(at)
            && (!entry.flags.any(Flags::STOP) || entry.flags.any(Flags::DETERMINER))
            && !entry.tells()
            && !matches!(
                entry.literal,
                Literal::Another | Literal::Some | Literal::About
            );
        let object = noun.then(|| self.noun_phrase(at)).flatten();
        let object = object.filter(|end| {
            matches!(
                atoms.at(*end).entry.literal,
                Literal::By | Literal::To | Literal::From
            )
        });
        match object {
            Some(end) => self.bare(at, end),
            None => self.subject(i),
        }
    }

    /// The noun phrase that ends before `i`, where a verb stands. Auxiliaries, adverbs and phrases with a preposition
    /// are passed over: the subject of "exports of wheat from Kenya have never risen" is "exports of wheat".
    pub(crate) fn subject(&self, i: usize) -> Option<(usize, usize)> {
        let atoms = self.atoms;
        let mut end = i;
        let turned = |at: usize| atoms.flag(at, Flags::FUTURE) && atoms.str(at).ends_with("ed");
        while end > 0
            && (atoms.flag(end - 1, Flags::AUXILIARY)
                || atoms.str(end - 1).ends_with("ly")
                || turned(end - 1)
                || matches!(
                    atoms.str(end - 1),
                    "forecast" | "set" | "due" | "likely" | "bound"
                ) && end > 1
                    && atoms.flag(end - 2, Flags::AUXILIARY)
                || atoms.is(end - 1, Literal::To))
        {
            end -= 1;
        }
        let mut found = self.before(end)?;
        for _ in 0..2 {
            let Some(link) = found.0.checked_sub(1) else {
                break;
            };
            let preposition = matches!(
                atoms.str(link),
                "in" | "for"
                    | "from"
                    | "at"
                    | "on"
                    | "among"
                    | "between"
                    | "with"
                    | "to"
                    | "against"
                    | "near"
            );
            let Some(outer) = preposition.then(|| self.before(link)).flatten() else {
                break;
            };
            found = outer;
        }
        self.bare(found.0, found.1)
    }

    /// The noun phrase that ends right before `end`.
    pub(crate) fn before(&self, end: usize) -> Option<(usize, usize)> {
        let atoms = self.atoms;
        let mut first = end;
        while first > 0 && end - first < 12 {
            let at = first - 1;
            let entry = atoms.at(at).entry;
            // "a cost of": behind an article even a verb is a noun.
            // And so it is ahead of an auxiliary: "costs were cut".
            let led = at > 0 && atoms.flag(at - 1, Flags::DETERMINER);
            let noun = first == end && (led || atoms.flag(end, Flags::AUXILIARY));
            let inside = match atoms.at(at).kind {
                Kind::Word => {
                    !entry.flags.any(Flags::STOP)
                        || noun && entry.flags.any(Flags::VERB)
                        || entry.literal == Literal::Of
                        || entry.flags.any(Flags::DETERMINER)
                }
                Kind::Sign('-' | '\'' | '’' | '&') => atoms.at(first).glued,
                _ => false,
            };
            if !inside
                || self
                    .times
                    .iter()
                    .any(|time| time.first <= at && at < time.end)
            {
                break;
            }
            first = at;
            // A phrase begins with its article, unless that stands within it: "output of the mines".
            if entry.flags.any(Flags::DETERMINER) && !atoms.is(at.wrapping_sub(1), Literal::Of) {
                break;
            }
        }
        while first < end && (atoms.is(first, Literal::Of) || !atoms.word(first)) {
            first += 1;
        }
        if end > first && atoms.is(end - 1, Literal::Of) {
            return None;
        }
        let alone = end == first + 1
            && (atoms.flag(first, Flags::DETERMINER) || atoms.flag(first, Flags::PRONOUN));
        (first < end && !alone).then_some((first, end))
    }

    /// A phrase without the article or the number ahead of it: "the 54 countries" are "countries".
    pub(crate) fn bare(&self, first: usize, end: usize) -> Option<(usize, usize)> {
        let atoms = self.atoms;
        let mut at = first;
        while at < end
            && (atoms.flag(at, Flags::DETERMINER)
                || atoms.at(at).entry.small.is_some()
                || atoms.at(at).entry.scale.is_some()
                || !atoms.word(at))
        {
            at += 1;
        }
        (at < end).then_some((at, end))
    }
}
