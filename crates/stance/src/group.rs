//! Verbs with their auxiliaries: passive or active, denied, only possible; and whether a word is a verb at all.

use crate::classes::{
    ADVERB, AUXILIARY, BE, BREAK, CAPITAL, COMMA, COORDINATOR, DETERMINER, FIRST_PERSON, HYPHEN,
    MODAL, NEGATION, NUMBER, ONLY, POSSESSIVE, POSSIBLE, RELATIVE, REVERSE, SUBJECT_PRONOUN,
    SUBORDINATOR, TO, WISH, preposition,
};
use crate::inflect::form;
use crate::sentence::Sentence;

/// A verb with its auxiliaries.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct Group {
    /// Its first token.
    pub(crate) start: usize,
    pub(crate) passive: bool,
    pub(crate) negated: bool,
    pub(crate) hypothetical: bool,
    pub(crate) gerund: bool,
    pub(crate) infinitive: bool,
    /// "uses Iraq's ports to avoid": whoever uses them avoids.
    pub(crate) purpose: bool,
    /// "it is hard to".
    pub(crate) copular: bool,
}

impl Sentence<'_> {
    /// Reads the verb at token `at` with what stands before it.
    pub(crate) fn group(&self, at: usize, end: usize, forms: u8) -> Group {
        let gerund = forms & form::GERUND != 0;
        let mut group = Group {
            start: at,
            passive: false,
            negated: false,
            hypothetical: false,
            gerund,
            infinitive: false,
            purpose: false,
            copular: false,
        };
        let (mut be, mut auxiliary) = (false, false);
        while group.start > 0 && at - group.start < 10 {
            let before = group.start - 1;
            if self.name_at(before).is_some() || self.is(before, SUBORDINATOR | COMMA | BREAK) {
                break;
            }
            if self.is(before, NEGATION) {
                group.negated ^= !self.is(before + 1, ONLY);
            } else if self.is(before, DETERMINER) && self.is(before + 1, NEGATION) {
                // "no longer".
            } else if self.is(before, MODAL) {
                group.hypothetical |= self.is(before, POSSIBLE);
                auxiliary = true;
            } else if self.is(before, BE) && !group.infinitive {
                be = true;
            } else if self.is(before, AUXILIARY | BE) {
                auxiliary = true;
                group.copular |= self.is(before, BE);
            } else if self.is(before, TO) {
                group.infinitive = true;
                if !self.governor(&mut group) {
                    break;
                }
                continue;
            } else if gerund && self.is(before, REVERSE) {
                group.negated = !group.negated;
            } else if !self.is(before, ADVERB | ONLY) {
                break;
            }
            group.start = before;
        }
        let by = self.preposition(end) == preposition("by");
        let participle = forms & form::PARTICIPLE != 0;
        group.passive = participle && (be || by && !auxiliary);
        group
    }

    /// Takes the word that governs an infinitive into its group: "refused to", "wants to". False where a name stands there.
    fn governor(&self, group: &mut Group) -> bool {
        group.start -= 1;
        let Some(before) = group.start.checked_sub(1) else {
            return false;
        };
        if let Some(name) = self.name_at(before) {
            // "urged Diallo to support": the wish stands before the name.
            let first = self.name(name).first;
            let wish = (first.saturating_sub(2)..first).any(|i| self.is(i, WISH));
            group.hypothetical |= wish;
            return false;
        }
        if self.is(before, REVERSE) {
            group.negated = !group.negated;
        } else if self.is(before, WISH) {
            group.hypothetical = true;
        } else if !self.plain(before) {
            return self.is(before, BE | ADVERB | AUXILIARY);
        } else if before
            .checked_sub(1)
            .is_some_and(|i| self.name_at(i).is_some() || self.is(i, DETERMINER))
            && !self.toks[before].verbal
        {
            group.purpose = true;
            // "is not in a position to", "has not used its ports to".
            let clause = (before.saturating_sub(5)..before)
                .rev()
                .take_while(|&i| !self.is(i, COMMA | BREAK));
            group.negated ^= clause.filter(|&i| self.is(i, NEGATION)).count() % 2 == 1;
            return false;
        }
        group.start = before;
        true
    }

    /// Whether the word at `at..end` is used as a verb, which many nouns could be: "attacks", "support".
    pub(crate) fn is_verb(&self, at: usize, end: usize, forms: u8) -> bool {
        let follows = self.preposition(end);
        let mut before = at;
        while before > 0 && self.is(before - 1, ADVERB) && self.name_at(before - 1).is_none() {
            before -= 1;
        }
        let Some(before) = before.checked_sub(1) else {
            // A heading or an order.
            return forms & (form::BASE | form::THIRD) == 0
                || follows == 0 && self.name_at(end).is_some();
        };
        let noun_before = self.is(before, DETERMINER | HYPHEN | NUMBER)
            || self.is(before, POSSESSIVE)
            || self
                .name_at(before)
                .is_some_and(|name| self.name(name).possessive);
        let nominal =
            preposition("of") | preposition("from") | preposition("for") | preposition("by");
        if forms & form::GERUND != 0
            && (self.preposition(at) != 0 || end == at + 1 && follows & nominal != 0)
        {
            return false;
        }
        if forms & (form::BASE | form::THIRD) == 0 {
            // "the accused", "the bombing of".
            return !noun_before;
        }
        if noun_before {
            return false;
        }
        if forms & form::BASE != 0 && self.is(at, CAPITAL) {
            return false;
        }
        if self.is(
            before,
            TO | MODAL | AUXILIARY | NEGATION | SUBJECT_PRONOUN | FIRST_PERSON | RELATIVE,
        ) {
            return true;
        }
        if self.preposition(at) != 0 {
            return false;
        }
        let noun_after = follows != 0 && end == at + 1;
        if noun_after || self.is(before, BE) || self.preposition(before) != 0 {
            return false;
        }
        if self.name_at(before).is_some()
            || self.is(before, COORDINATOR | COMMA | SUBORDINATOR | BREAK)
        {
            return true;
        }
        forms & form::THIRD != 0 || self.plural(before)
    }

    fn plural(&self, i: usize) -> bool {
        self.plain(i) && self.toks[i].plural
    }
}
