//! `Parts`: what of the words around the head of a cue is its cue, its source and its content.

use super::seen::{Seen, far, observe};
use super::{Atom, Atoms, Frame, NOTHING};
use crate::words::Words;
use presswork_learn::{Feature, Lattice, Sequence, Tagger};

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Neither,
    Source,
    /// The first unit of a part of the content; a content may have several.
    Opening,
    Content,
    Cue,
}

/// The labels of the tagger, in the order of [`Part`].
pub(crate) const LABELS: [&str; 5] = ["neither", "source", "opening", "content", "cue"];

impl Part {
    const ALL: [Self; 5] = [
        Self::Neither,
        Self::Source,
        Self::Opening,
        Self::Content,
        Self::Cue,
    ];
}

/// Finds the parts of frames, with memory that is used again.
#[derive(Debug)]
pub(crate) struct Parts<'a> {
    model: &'a Tagger,
    observer: Observer,
    lattice: Lattice,
}

impl<'a> Parts<'a> {
    pub(crate) fn new(model: &'a Tagger) -> Self {
        Self {
            model,
            observer: Observer::default(),
            lattice: Lattice::default(),
        }
    }

    /// What each unit of the frame is.
    pub(crate) fn find(
        &mut self,
        words: &Words<'_>,
        atoms: &Atoms<'_>,
        frame: &Frame,
        taken: &[bool],
    ) -> impl Iterator<Item = Part> + '_ {
        let sequence = self.observer.observe(words, atoms, frame, taken, || true);
        let labels = self.model.tag(sequence, &mut self.lattice).iter();
        labels.map(|&label| Part::ALL.get(label).copied().unwrap_or(Part::Neither))
    }
}

macro_rules! templates {
    ($($name:ident)*) => { $(const $name: Feature = Feature::new(stringify!($name));)* };
}

templates! {
    DISTANCE WORD FINE COARSE BEFORE AFTER FINE_AFTER CLASS CLASSES HEAD_COARSE HEAD_CLASS HEAD_FAR HEAD_BETWEEN
    BETWEEN BETWEEN_HEAD NEXT MENTION MENTION_BEFORE MENTION_AFTER RIGHT LEFT QUOTED QUOTE BEHIND PARAGRAPH INNER
    TAKEN END RULE_NEAR RULES RULES_CLASS RULE_BETWEEN RULES_HEAD
}

/// Makes the features of frames.
#[derive(Debug, Default)]
pub(crate) struct Observer {
    seen: Vec<Seen>,
    sequence: Sequence,
}

impl Observer {
    /// The features of each unit of the frame, those that `keep` says.
    pub(crate) fn observe(
        &mut self,
        words: &Words<'_>,
        atoms: &Atoms<'_>,
        frame: &Frame,
        taken: &[bool],
        mut keep: impl FnMut() -> bool,
    ) -> &Sequence {
        observe(words, atoms, frame, taken, &mut self.seen);
        self.sequence.clear();
        let around = Around::of(&self.seen, frame);
        for j in 0..frame.units.len() {
            let mut push = |feature: Feature| {
                if keep() {
                    self.sequence.push(feature);
                }
            };
            around.unit(words, j, &mut push);
            self.sequence.end_item();
        }
        &self.sequence
    }
}

/// A frame and what holds for all its units.
struct Around<'a> {
    seen: &'a [Seen],
    frame: &'a Frame,
    head: &'a Atom,
    left: &'a Atom,
    right: &'a Atom,
    /// Whether quotations stand before and after the head, and how it lies in one.
    quoted: u64,
}

fn at(seen: &[Seen], j: usize, by: isize) -> &Atom {
    seen.get(j.wrapping_add_signed(by))
        .map_or(&NOTHING, |seen| &seen.atom)
}

impl<'a> Around<'a> {
    fn of(seen: &'a [Seen], frame: &'a Frame) -> Self {
        let head = at(seen, frame.head, 0);
        let (before, after) = frame.units.split_at(frame.head);
        let before = before.iter().any(|unit| unit.quote.is_some());
        let after = after
            .iter()
            .any(|unit| unit.quote.is_some() && unit.behind == 0);
        Self {
            seen,
            frame,
            head,
            left: at(seen, frame.head, -1),
            right: at(seen, frame.head, 1),
            quoted: u64::from(before) | u64::from(after) << 1 | head.quote << 2,
        }
    }

    /// The features of unit `j`.
    fn unit(&self, words: &Words<'_>, j: usize, push: &mut impl FnMut(Feature)) {
        let Self {
            seen,
            head,
            left,
            right,
            quoted,
            ..
        } = *self;
        let (side, distance) = match j.cmp(&self.frame.head) {
            std::cmp::Ordering::Less => (0, self.frame.head - j),
            std::cmp::Ordering::Equal => (1, 0),
            std::cmp::Ordering::Greater => (2, j - self.frame.head),
        };
        let (b, t, a) = (at(seen, j, -1), at(seen, j, 0), at(seen, j, 1));
        let Seen {
            between,
            next,
            rule,
            taken,
            ..
        } = seen[j];
        let far = side << 8 | far(distance);
        let near = side << 8 | distance.min(3) as u64;
        push(DISTANCE.and(far));
        push(WORD.and(t.word).and(side));
        push(FINE.and(t.fine).and(side));
        push(COARSE.and(t.coarse).and(near));
        push(BEFORE.and(b.word).and(side));
        push(AFTER.and(a.word).and(side));
        push(FINE_AFTER.and(a.fine).and(side));
        push(CLASS.and(t.class).and(far));
        push(CLASSES.and(b.class).and(t.class).and(a.class).and(side));
        push(HEAD_COARSE.and(head.word).and(near).and(t.coarse));
        push(HEAD_CLASS.and(head.word).and(side).and(t.class));
        push(HEAD_FAR.and(head.word).and(far));
        push(HEAD_BETWEEN.and(head.fine).and(far).and(between & 7));
        push(BETWEEN.and(between).and(side).and(t.class));
        push(BETWEEN_HEAD.and(between).and(side).and(head.fine));
        push(NEXT.and(next).and(side).and(t.class));
        push(MENTION.and(t.mention).and(near));
        push(MENTION_BEFORE.and(b.mention).and(t.mention).and(side));
        push(MENTION_AFTER.and(a.mention).and(t.mention).and(side));
        push(RIGHT.and(right.word).and(side).and(t.class));
        push(LEFT.and(left.word).and(side).and(t.class));
        push(QUOTED.and(quoted).and(side).and(t.class).and(between & 3));
        self.quotation(words, j, (side, near), push);
        push(TAKEN.and(u64::from(taken)).and(side).and(t.class));
        let edge = u64::from(j == 0) | u64::from(j + 1 == seen.len()) << 1;
        push(
            END.and(edge)
                .and(side)
                .and(u64::from(self.frame.units[j].behind)),
        );
        if rule != 0 {
            let by_rules =
                |j: Option<usize>| j.and_then(|j| seen.get(j)).map_or(0, |seen| seen.rule);
            let rules = by_rules(j.checked_sub(1)) << 8 | rule << 4 | by_rules(Some(j + 1));
            push(RULE_NEAR.and(rule).and(near));
            push(RULES.and(rules).and(side));
            push(RULES_CLASS.and(rules).and(t.class));
            push(RULE_BETWEEN.and(rule).and(between).and(side));
            push(RULES_HEAD.and(rules).and(head.fine));
        }
    }

    fn quotation(
        &self,
        words: &Words<'_>,
        j: usize,
        (side, near): (u64, u64),
        push: &mut impl FnMut(Feature),
    ) {
        let (seen, unit) = (&self.seen[j], &self.frame.units[j]);
        if unit.quote.is_none() {
            push(INNER.and(seen.atom.quote).and(seen.atom.class).and(side));
            return;
        }
        let behind = u64::from(unit.behind);
        let before = at(self.seen, j, -1);
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
        let start = words.start(unit.tokens.start) as usize;
        let end = unit
            .tokens
            .start
            .checked_sub(1)
            .map_or(0, |last| words.end(last) as usize);
        let opens_paragraph = words.text[end..start].contains('\n');
        push(
            PARAGRAPH
                .and(u64::from(opens_paragraph))
                .and(side)
                .and(behind),
        );
    }
}
