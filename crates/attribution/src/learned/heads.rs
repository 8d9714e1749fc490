//! What is observed of a word that may be the head of a cue.

use super::{Atoms, bit};
use crate::Scope;
use crate::class::Class;
use presswork_learn::Feature;

/// The labels of the classifier.
pub(crate) const LABELS: [&str; 2] = ["none", "head"];

macro_rules! templates {
    ($($name:ident)*) => { $(const $name: Feature = Feature::new(stringify!($name));)* };
}

templates! {
    BIAS WORD BEFORE AFTER SECOND_BEFORE SECOND_AFTER BEFORE_WORD WORD_AFTER TWO_AFTER TWO_BEFORE FINE FINE_BEFORE FINE_AFTER
    FINE_SECOND_BEFORE FINE_SECOND_AFTER THIRD_BEFORE THIRD_AFTER FINE_TWO_BEFORE FINE_TWO_AFTER AROUND COARSE_AFTER COARSE_BEFORE
    OVER_NEXT TAIL TAILS TAIL_AFTER CLASS CLASS_BEFORE CLASS_AFTER CLASSES FORMS FORMS_BEFORE FORMS_AFTER QUOTE MENTION_BEFORE
    MENTION_AFTER MENTIONS RULE RULE_WORD COMMA SUBJECT SUBJECT_WORD THAT
}

/// The features of token `i` of a sentence.
pub(crate) fn observe(atoms: &Atoms<'_>, i: usize, scope: Scope, mut push: impl FnMut(Feature)) {
    let at = |by: isize| atoms.within(i.wrapping_add_signed(by), scope);
    let (b3, b2, b, t, a, a2, a3) = (at(-3), at(-2), at(-1), at(0), at(1), at(2), at(3));
    push(BIAS);
    push(WORD.and(t.word));
    push(BEFORE.and(b.word));
    push(AFTER.and(a.word));
    push(SECOND_BEFORE.and(b2.word));
    push(SECOND_AFTER.and(a2.word));
    push(BEFORE_WORD.and(b.word).and(t.word));
    push(WORD_AFTER.and(t.word).and(a.word));
    push(TWO_AFTER.and(a.word).and(a2.word));
    push(TWO_BEFORE.and(b.word).and(b2.word));
    push(FINE.and(t.fine));
    push(FINE_BEFORE.and(b.fine));
    push(FINE_AFTER.and(a.fine));
    push(FINE_SECOND_BEFORE.and(b2.fine));
    push(FINE_SECOND_AFTER.and(a2.fine));
    push(THIRD_BEFORE.and(b3.coarse));
    push(THIRD_AFTER.and(a3.coarse));
    push(FINE_TWO_BEFORE.and(b.fine).and(t.fine));
    push(FINE_TWO_AFTER.and(t.fine).and(a.fine));
    push(AROUND.and(b.coarse).and(t.coarse).and(a.coarse));
    push(COARSE_AFTER.and(t.coarse).and(a.coarse).and(a2.coarse));
    push(COARSE_BEFORE.and(t.coarse).and(b.coarse).and(b2.coarse));
    push(OVER_NEXT.and(t.fine).and(a2.coarse));
    push(TAIL.and(t.tail));
    push(TAILS.and(t.tail).and(b.tail));
    push(TAIL_AFTER.and(a.tail));
    push(CLASS.and(t.class).and(t.quote));
    push(CLASS_BEFORE.and(b.class).and(t.fine));
    push(CLASS_AFTER.and(a.class).and(t.fine));
    push(CLASSES.and(b.class).and(t.class).and(a.class));
    push(FORMS.and(t.forms).and(a.class));
    push(FORMS_BEFORE.and(t.forms).and(b.class));
    push(FORMS_AFTER.and(b.forms).and(t.class));
    push(QUOTE.and(t.fine).and(t.quote).and(a.quote).and(b.quote));
    push(MENTION_BEFORE.and(b.mention).and(t.fine));
    push(MENTION_AFTER.and(a.mention).and(t.fine));
    push(MENTIONS.and(b.mention).and(a.mention).and(t.coarse));
    let beside = |other: u64| u64::from(other != 0 && other != t.rule);
    let rule = u64::from(t.rule != 0) | beside(b.rule) << 1 | beside(a.rule) << 2;
    push(RULE.and(rule).and(t.coarse));
    push(RULE_WORD.and(rule).and(t.word));
    let comma = (1..6)
        .find(|&by| at(-by).is(bit(Class::COMMA)))
        .unwrap_or(6);
    push(COMMA.and(comma.cast_unsigned() as u64).and(t.coarse));
    let subject = (1..7).find(|&by| at(-by).mention != 0);
    let mention = subject.map_or(0, |by| at(-by).mention);
    push(
        SUBJECT
            .and((subject.unwrap_or(0).cast_unsigned() as u64) << 16 | mention)
            .and(t.coarse),
    );
    push(SUBJECT_WORD.and(mention).and(t.word));
    let opening = (1..8).find(|&by| at(by).is(bit(Class::THAT) | bit(Class::QUOTE)));
    push(
        THAT.and(opening.map_or(0, |by| (by.cast_unsigned() as u64) << 32 | at(by).class))
            .and(t.coarse),
    );
}
