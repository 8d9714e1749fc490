//! `Surroundings`: what is observed of a unit of a frame, by which its part is told.

use super::parts::Side;
use super::seen::{Seen, far};
use super::{Atom, Frame, NOTHING};
use crate::words::Words;
use presswork_learn::Feature;

macro_rules! templates {
    ($($name:ident)*) => { $(const $name: Feature = Feature::new(stringify!($name));)* };
}

templates! {
    WORD FINE BEFORE AFTER FINE_BEFORE FINE_AFTER SECOND_BEFORE SECOND_AFTER CLASSES CLASSES_BEFORE CLASSES_AFTER NEXT MENTIONS
    TAKEN END INNER COARSE COARSE_FAR CLASS HEAD_FINES HEAD_CLASS HEAD_FAR HEAD_BETWEEN BETWEEN BETWEEN_HEAD BETWEEN_NEXT MENTION
    RIGHT LEFT QUOTED QUOTE BEHIND PARAGRAPH RULE_NEAR RULES_CLASS RULE_BETWEEN RULES_HEAD
}

/// From so many units away on, how a unit stands to the head is told by the way between them rather than by both of them.
const FAR_OFF: usize = 8;

/// Two numbers in one, since each further part of a feature costs time; the second is small.
const fn pack(number: u64, small: u64) -> u64 {
    number << 12 | small
}

/// A frame and what holds for all its units.
pub(crate) struct Surroundings<'a> {
    words: &'a Words<'a>,
    seen: &'a [Seen],
    frame: &'a Frame,
    head: &'a Atom,
    /// Templates filled with the word of the head, and of those beside it.
    head_class: Feature,
    head_far: Feature,
    left: Feature,
    right: Feature,
    /// Whether quotations stand before and after the head, and how it lies in one.
    quoted: Feature,
}

impl<'a> Surroundings<'a> {
    pub(crate) fn new(words: &'a Words<'a>, seen: &'a [Seen], frame: &'a Frame) -> Self {
        let at = |by: isize| atom(seen, frame.head, by);
        let (before, after) = frame.units.split_at(frame.head);
        let before = before.iter().any(|unit| unit.quote.is_some());
        let after = after
            .iter()
            .any(|unit| unit.quote.is_some() && unit.behind == 0);
        let head = at(0);
        let quoted = u64::from(before) | u64::from(after) << 1 | head.quote << 2;
        Self {
            words,
            seen,
            frame,
            head,
            head_class: HEAD_CLASS.and(head.word),
            head_far: HEAD_FAR.and(head.word),
            left: LEFT.and(at(-1).word),
            right: RIGHT.and(at(1).word),
            quoted: QUOTED.and(quoted),
        }
    }

    /// What a unit and those beside it are; the same for all heads on one side of it.
    pub(crate) fn near(&self, j: usize, side: Side, push: &mut impl FnMut(Feature)) {
        let on = |number: u64| pack(number, side as u64);
        let at = |by: isize| atom(self.seen, j, by);
        let (b2, b, t, a, a2) = (at(-2), at(-1), at(0), at(1), at(2));
        let word = on(t.word);
        push(WORD.and(word));
        push(FINE.and(on(t.fine)));
        push(BEFORE.and(on(b.word)));
        push(AFTER.and(on(a.word)));
        push(FINE_BEFORE.and(on(pack(b.fine, t.coarse))));
        push(FINE_AFTER.and(on(pack(a.fine, t.coarse))));
        push(SECOND_BEFORE.and(on(b2.fine)));
        push(SECOND_AFTER.and(on(a2.fine)));
        push(CLASSES.and(b.class << 32 | t.class).and(on(a.class)));
        push(
            CLASSES_BEFORE
                .and(b2.class << 32 | b.class)
                .and(on(t.class)),
        );
        push(CLASSES_AFTER.and(a2.class << 32 | a.class).and(on(t.class)));
        let Seen { next, taken, .. } = self.seen[j];
        push(NEXT.and(next).and(on(t.class)));
        push(MENTIONS.and(on(pack(pack(b.mention, t.mention), a.mention))));
        push(TAKEN.and(on(t.class << 1 | u64::from(taken))));
        let edge = u64::from(j == 0) | u64::from(j + 1 == self.seen.len()) << 1;
        let behind = u64::from(self.frame.units[j].behind);
        push(END.and(on(behind << 2 | edge)));
        push(INNER.and(on(pack(t.class, t.quote))));
    }

    /// How a unit stands to the head.
    pub(crate) fn toward_head(&self, j: usize, side: Side, push: &mut impl FnMut(Feature)) {
        let Self { seen, head, .. } = *self;
        let side = side as u64;
        let distance = j.abs_diff(self.frame.head);
        let t = atom(seen, j, 0);
        let Seen {
            between,
            next,
            rule,
            ..
        } = seen[j];
        let far = side << 8 | far(distance);
        let near = side << 8 | distance.min(3) as u64;
        let class = pack(t.class, side);
        push(COARSE_FAR.and(pack(t.coarse, far)));
        push(CLASS.and(pack(t.class, far)));
        push(self.head_far.and(far));
        push(HEAD_BETWEEN.and(pack(head.fine, between & 7)).and(far));
        push(BETWEEN.and(between).and(class));
        push(BETWEEN_HEAD.and(between).and(pack(head.fine, side)));
        push(BETWEEN_NEXT.and(next).and(pack(between, side)));
        push(MENTION.and(pack(t.mention, near)));
        push(self.right.and(class));
        push(self.quoted.and(between & 3).and(class));
        if distance < FAR_OFF {
            push(COARSE.and(pack(t.coarse, near)));
            push(HEAD_FINES.and(pack(pack(head.fine, t.fine), near)));
            push(self.head_class.and(class));
            push(self.left.and(class));
        }
        self.quotation(j, (side, near), push);
        if rule != 0 {
            let by_rules =
                |j: Option<usize>| j.and_then(|j| seen.get(j)).map_or(0, |seen| seen.rule);
            let rules = by_rules(j.checked_sub(1)) << 8 | rule << 4 | by_rules(Some(j + 1));
            push(RULE_NEAR.and(rule).and(near));
            push(RULES_CLASS.and(rules).and(t.class));
            push(RULE_BETWEEN.and(rule).and(between).and(side));
            push(RULES_HEAD.and(rules).and(head.fine));
        }
    }

    fn quotation(&self, j: usize, (side, near): (u64, u64), push: &mut impl FnMut(Feature)) {
        let (seen, unit) = (&self.seen[j], &self.frame.units[j]);
        if unit.quote.is_none() {
            return;
        }
        let behind = u64::from(unit.behind);
        let before = atom(self.seen, j, -1);
        push(
            QUOTE
                .and(seen.atom.tail)
                .and(seen.atom.quote)
                .and(seen.atom.mention)
                .and(near),
        );
        push(
            BEHIND
                .and(behind)
                .and(before.class)
                .and(seen.between & 7)
                .and(side),
        );
        let start = self.words.start(unit.tokens.start) as usize;
        let before = unit.tokens.start.checked_sub(1);
        let end = before.map_or(0, |last| self.words.end(last) as usize);
        let opens_paragraph = self.words.text[end..start].contains('\n');
        push(
            PARAGRAPH
                .and(u64::from(opens_paragraph))
                .and(side)
                .and(behind),
        );
    }
}

fn atom(seen: &[Seen], j: usize, by: isize) -> &Atom {
    seen.get(j.wrapping_add_signed(by))
        .map_or(&NOTHING, |seen| &seen.atom)
}
