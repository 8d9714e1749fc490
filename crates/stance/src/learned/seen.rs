//! `Sink`: takes what is observed of one thing; and what the models have in common, distances and sides.

use super::atoms::{Atom, Atoms};
use super::sums::{Known, Part, Told, add, by_label};
use presswork_learn::{Crf, Feature};
use std::ops::Range;

/// Takes the features of one thing: lists them, or sums what a model makes of them.
pub(crate) struct Sink<'a> {
    features: &'a mut Vec<Feature>,
    summed: Option<Summed<'a>>,
}

struct Summed<'a> {
    model: &'a Crf,
    known: &'a mut Known,
    told: Told,
    enough: f32,
}

/// Adds what is observed of a word in a stretch of this kind.
pub(crate) type Push = fn(&Atom, u64, &mut Sink<'_>);

/// What is observed of each word of a stretch.
pub(crate) struct Tell {
    /// How many kinds of stretches there are.
    pub(crate) kinds: u64,
    /// By its letters and whether it is denied.
    pub(crate) word: Push,
    /// By its clusters and whether it is denied.
    pub(crate) clusters: Push,
    /// By [`Atom::judgement`] alone, where there is one.
    pub(crate) judgement: Push,
}

impl<'a> Sink<'a> {
    /// Lists the features behind those that `features` has.
    pub(crate) fn listing(features: &'a mut Vec<Feature>) -> Self {
        let summed = None;
        Self { features, summed }
    }

    /// Sums what `model` makes of the features; `features`, which is empty, is at hand for them. It is told where the first label is
    /// `enough` times as probable as the others.
    pub(crate) fn summing(
        features: &'a mut Vec<Feature>,
        known: &'a mut Known,
        (model, enough): (&'a Crf, f32),
    ) -> Self {
        let summed = Some(Summed {
            model,
            known,
            told: Told::default(),
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

    /// Adds it `count` times; the parts are small.
    #[inline]
    pub(crate) fn repeat(&mut self, count: u16, template: Feature, parts: [u64; 3]) {
        if count > 0 {
            let key = parts
                .iter()
                .fold(count.into(), |key, part| key << 16 | part);
            self.part(Part::Few(template.and(key)), |sink| {
                (0..count).for_each(|_| sink.push(template, &parts));
            });
        }
    }

    /// Adds the features that `push` adds, none of them in a part. `part` must tell all on which they depend: what was summed
    /// of the same part before is taken as it is.
    #[inline]
    pub(crate) fn part(&mut self, part: Part, push: impl FnOnce(&mut Self)) {
        if let Some(Summed { known, told, .. }) = &mut self.summed {
            if let Some(sums) = known.part(part) {
                add(told, sums);
                return;
            }
            known.groups.end(self.features, None);
        }
        push(self);
        if let Some(Summed { known, .. }) = &mut self.summed {
            known.groups.end(self.features, Some(part));
        }
    }

    /// Adds what `tell` adds of each word of `range`, for a stretch of this kind. Of one sentence and model, `tell` must be
    /// the same each time: what it says is summed once.
    #[inline]
    pub(crate) fn stretch(&mut self, atoms: &Atoms, range: Range<usize>, kind: u64, tell: &Tell) {
        match &mut self.summed {
            Some(summed) => {
                let stretches = &mut summed.known.stretches;
                stretches.read(atoms, summed.model, tell);
                add(&mut summed.told, stretches.sum(range, kind));
            }
            None => {
                for i in range {
                    let atom = atoms.at(i);
                    (tell.word)(atom, kind, self);
                    (tell.clusters)(atom, kind, self);
                    if atom.judgement() != 0 {
                        (tell.judgement)(atom, kind, self);
                    }
                }
            }
        }
    }

    /// Sums what was added since this was done last.
    fn settle(&mut self) -> Option<&Summed<'a>> {
        let summed = self.summed.as_mut()?;
        let Summed {
            model, known, told, ..
        } = summed;
        known.sum(model, self.features, |sums| add(told, sums));
        Some(summed)
    }

    /// Whether no details are asked for, or the first label leads by so much already that hardly any can matter; never where features
    /// are listed.
    pub(crate) fn is_settled(&mut self, details: bool) -> bool {
        let summed = self.settle();
        summed.is_some_and(
            |Summed {
                 model,
                 told,
                 enough,
                 ..
             }| { !details || model.leads(&by_label(*told), *enough) },
        )
    }

    /// What the model makes of all that was added; nothing where features are only listed.
    pub(crate) fn told(mut self) -> Told {
        self.settle().map_or(Told::default(), |summed| summed.told)
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
