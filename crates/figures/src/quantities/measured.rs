//! What a quantity measures: the phrase behind it, the noun it stands before, or the subject of its verb.

use super::{Draft, Finder};
use crate::amounts::Counted;
use crate::lexicon::Flags;
use crate::literal::Literal;
use crate::number::Shape;

impl Finder<'_> {
    /// What the quantity measures: its atoms.
    pub(super) fn measured(&self, draft: &Draft) -> Option<(usize, usize)> {
        let atoms = self.clause.atoms;
        let amount = &draft.amount;
        let clause = &self.clause;
        let age = atoms.is(amount.end.wrapping_sub(1), Literal::Old)
            || atoms.str(amount.end.wrapping_sub(1)) == "age";
        if age {
            return None;
        }
        let behind = match &amount.counted {
            Counted::Noun(_, noun) => {
                let hyphened = atoms.hyphen(noun.first.wrapping_sub(1)) && noun.first == noun.head;
                if hyphened {
                    return None;
                }
                let of =
                    atoms.is(noun.head + 1, Literal::Of) && clause.time_at(noun.head + 2).is_none();
                let end = if of {
                    clause.noun_phrase(noun.first)
                } else {
                    None
                };
                return Some((noun.first, end.unwrap_or(noun.head + 1)));
            }
            Counted::Money(_) => {
                // "$2 million a year for clinics", but in "€65 a tonne of soot" it is the tonne that is of soot.
                let per = self.amounts.units.sum_per(atoms, amount.end);
                let end = per.map_or(amount.end, |per| per.end);
                let of = end > amount.end && atoms.is(end, Literal::Of);
                clause.purpose(end).filter(|_| !of)
            }
            _ if atoms.is(amount.end, Literal::Of) => clause
                .noun_phrase(amount.end + 1)
                .map(|end| (amount.end + 1, end)),
            _ => None,
        };
        // "a drop of 14 percent": of what, the clause says elsewhere.
        behind
            .or_else(|| self.compared(draft))
            .or_else(|| self.attributive(draft))
            .or_else(|| self.valued(draft))
            .or_else(|| self.subject(draft))
            .and_then(|(first, end)| clause.bare(first, end))
    }

    /// "3.1 percent fewer orders", "81 terawatt-hours less gas": the noun behind the comparison.
    fn compared(&self, draft: &Draft) -> Option<(usize, usize)> {
        let atoms = self.clause.atoms;
        let at = draft.amount.end;
        let compared = matches!(atoms.at(at).entry.literal, Literal::Less | Literal::More);
        // "thousands more stayed home"
        let verb = atoms.str(at + 1).ends_with("ed") && !crate::nouns::looks_plural(atoms, at + 2);
        let noun =
            atoms.word(at + 1) && !verb && !atoms.flag(at + 1, Flags::STOP.or(Flags::DETERMINER));
        if !compared || !noun || matches!(draft.amount.counted, Counted::Noun(..)) {
            return None;
        }
        self.clause.noun_phrase(at + 1).map(|end| (at + 1, end))
    }

    /// "a cost of $140 million", "orders worth $3 billion": the noun whose value the quantity is.
    fn valued(&self, draft: &Draft) -> Option<(usize, usize)> {
        let atoms = self.clause.atoms;
        let link = draft.led_from.checked_sub(1)?;
        let of = atoms.is(link, Literal::Of) || atoms.is(link, Literal::Worth);
        if !of || draft.amount.number.shape == Shape::Fraction {
            return None;
        }
        let (first, end) = self.clause.before(link)?;
        let changes = atoms.flag(end - 1, Flags::CHANGE_NOUN);
        (!changes).then_some((first, end))
    }

    /// "a $48.2 million army contract", "the 10 percent stake": the noun that the quantity stands before.
    pub(super) fn attributive(&self, draft: &Draft) -> Option<(usize, usize)> {
        let atoms = self.clause.atoms;
        let determiner = draft
            .led_from
            .checked_sub(1)
            .is_some_and(|before| atoms.flag(before, Flags::DETERMINER));
        let at = atoms.past_hyphen(draft.amount.end);
        let noun = determiner
            && atoms.word(at)
            && !atoms.flag(at, Flags::STOP)
            && self.clause.time_at(at).is_none();
        let mut end = if noun {
            self.clause.noun_phrase(at)?
        } else {
            return None;
        };
        // Without "of" a phrase this long holds a verb.
        end = end.min(at + 4);
        if let Some(head) = (at..end).find(|at| crate::nouns::looks_plural(atoms, *at)) {
            end = head + 1;
        }
        (!(draft.change.is_some() && end == at + 1)).then_some((at, end))
    }

    /// "Exports fell 12 %", "Unemployment is 9 percent": the subject of a change or of a copula.
    pub(super) fn subject(&self, draft: &Draft) -> Option<(usize, usize)> {
        let atoms = self.clause.atoms;
        if let Some(verb) = draft.verb {
            return self.clause.changed(verb);
        }
        let mut before = draft.led_from.checked_sub(1)?;
        let linked = matches!(atoms.at(before).entry.literal, Literal::At | Literal::To);
        before -= usize::from(linked && before > 0);
        atoms
            .flag(before, Flags::COPULA)
            .then(|| self.clause.subject(before))
            .flatten()
    }
}
