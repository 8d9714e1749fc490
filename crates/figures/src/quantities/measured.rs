//! What a quantity measures: the phrase behind it, the noun it stands before, or the subject of its verb.

use super::{Draft, Finder};
use crate::amounts::Counted;
use crate::lexicon::Flags;
use crate::literal::Literal;

impl Finder<'_> {
    /// What the quantity measures: its atoms.
    pub(super) fn measured(&self, draft: &Draft) -> Option<(usize, usize)> {
        let atoms = self.clause.atoms;
        let amount = &draft.amount;
        let clause = &self.clause;
        let behind = match &amount.counted {
            Counted::Noun(_, noun) => {
                let hyphened = atoms.hyphen(noun.first.wrapping_sub(1)) && noun.first == noun.head;
                return (!hyphened).then_some((noun.first, noun.head + 1));
            }
            Counted::Money(_) => clause.purpose(amount.end),
            _ if atoms.is(amount.end, Literal::Of) => clause
                .noun_phrase(amount.end + 1)
                .map(|end| (amount.end + 1, end)),
            _ => None,
        };
        behind
            .or_else(|| self.attributive(draft))
            .or_else(|| self.subject(draft))
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
            return self.clause.subject(verb);
        }
        let mut before = draft.led_from.checked_sub(1)?;
        before -= usize::from(atoms.is(before, Literal::At) && before > 0);
        atoms
            .flag(before, Flags::COPULA)
            .then(|| self.clause.subject(before))
            .flatten()
    }
}
