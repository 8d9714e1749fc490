//! `Sink`: takes what is observed of one thing; and what the models have in common, distances and sides.

use super::atoms::{Atom, Atoms};
use super::sums::{Parts, Stretches, Told, add};
use presswork_learn::{Crf, Feature};
use std::ops::Range;

/// Takes the features of one thing: lists them, or sums what a model makes of them.
pub(crate) struct Sink<'a> {
    features: &'a mut Vec<Feature>,
    summed: Option<Summed<'a>>,
}

struct Summed<'a> {
    model: &'a Crf,
    parts: &'a mut Parts,
    stretches: &'a mut Stretches,
    told: Told,
    enough: f32,
}

/// Adds what is observed of a word in a stretch of this kind.
pub(crate) type Push = fn(&Atom, u64, &mut Sink<'_>);

/// What is observed of each word of a stretch.
pub(crate) struct Tell {
    /// How many kinds of stretches there are.
    pub(crate) kinds: u64,
    /// By [`Atom::use_of_word`] alone.
    pub(crate) word: Push,
    /// By [`Atom::judgement`] alone, where there is one.
    pub(crate) judgement: Push,
}

impl<'a> Sink<'a> {
    /// Lists the features behind those that `features` has.
    pub(crate) fn listing(features: &'a mut Vec<Feature>) -> Self {
        let summed = None;
        Self { features, summed }
    }

    /// Sums what `model` makes of the features; `features` is at hand for them. It is told where the first label is `enough` times
    /// as probable as the others.
    pub(crate) fn summing(
        features: &'a mut Vec<Feature>,
        (model, enough): (&'a Crf, f32),
        (parts, stretches): (&'a mut Parts, &'a mut Stretches),
    ) -> Self {
        let told = Told::default();
        let summed = Some(Summed {
            model,
            parts,
            stretches,
            told,
            enough,
        });
        Self { features, summed }
    }

    /// Adds the feature that fills `template` with `parts`.
    #[inline]
    pub(crate) fn push(&mut self, template: Feature, parts: &[u64]) {
        let feature = parts
            .iter()
            .fold(template, |feature, &part| feature.and(part));
        self.features.push(feature);
    }

    /// Adds it `count` times.
    #[inline]
    pub(crate) fn repeat(&mut self, count: u16, template: Feature, parts: &[u64]) {
        for _ in 0..count {
            self.push(template, parts);
        }
    }

    /// Adds the features that `push` adds, none of them in a part. `key` must tell all on which they depend: what was summed
    /// of the same part before is taken as it is.
    #[inline]
    pub(crate) fn part(&mut self, key: Feature, push: impl FnOnce(&mut Self)) {
        let Some(Summed { parts, told, .. }) = &mut self.summed else {
            push(self);
            return;
        };
        if let Some(known) = parts.0.get(key.number()) {
            add(told, known);
            return;
        }
        let start = self.features.len();
        push(self);
        if let Some(Summed {
            model, parts, told, ..
        }) = &mut self.summed
        {
            let mut sums = Told::default();
            model.tell_own(&self.features[start..], &mut sums);
            parts.0.set(key.number(), sums);
            add(told, sums);
        }
        self.features.truncate(start);
    }

    /// Adds what `tell` adds of each word of `range`, for a stretch of this kind. Of one sentence and model, `tell` must be
    /// the same each time: what it says is summed once.
    #[inline]
    pub(crate) fn stretch(&mut self, atoms: &Atoms, range: Range<usize>, kind: u64, tell: &Tell) {
        match &mut self.summed {
            Some(summed) => {
                summed.stretches.read(atoms, summed.model, tell);
                add(&mut summed.told, summed.stretches.sum(range, kind));
            }
            None => {
                for i in range {
                    let atom = atoms.at(i);
                    (tell.word)(atom, kind, self);
                    if atom.judgement() != 0 {
                        (tell.judgement)(atom, kind, self);
                    }
                }
            }
        }
    }

    /// Whether the first label leads by so much already that hardly anything to come can matter; never where features are listed.
    pub(crate) fn is_settled(&mut self) -> bool {
        let Some(Summed {
            model,
            told,
            enough,
            ..
        }) = &mut self.summed
        else {
            return false;
        };
        model.tell_own(self.features, told);
        self.features.clear();
        model.leads(told, *enough)
    }

    /// What the model makes of all that was added; nothing where features are only listed.
    pub(crate) fn told(self) -> Told {
        let Some(Summed {
            model, mut told, ..
        }) = self.summed
        else {
            return Told::default();
        };
        model.tell_own(self.features, &mut told);
        told
    }
}

/// A distance in steps that grow.
pub(crate) fn far(distance: usize) -> u64 {
    match distance {
        0..=3 => distance as u64,
        4..=5 => 4,
        6..=8 => 5,
        9..=14 => 6,
        15..=24 => 7,
        25.. => 8,
    }
}

/// How many tokens to either side of a name are looked at: longer sentences are lists, and must not cost more than others.
pub(crate) const REACH: usize = 60;

/// The tokens on the two sides of `name`, at most `most` away and within `around`.
pub(crate) fn sides(name: &Range<usize>, most: usize, around: &Range<usize>) -> [Range<usize>; 2] {
    let before = name.start.saturating_sub(most).max(around.start)..name.start;
    let after = name.end..(name.end + most).min(around.end);
    [before, after]
}

/// How many tokens away from `first..end` token `i` is.
pub(crate) fn distance(i: usize, first: usize, end: usize) -> usize {
    if i < first { first - i } else { i + 1 - end }
}
