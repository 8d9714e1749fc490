//! What the models have in common: templates of features, distances, sides.

use presswork_learn::{Crf, Feature};

/// Takes the features of one thing: lists them, or sums what a model makes of them.
pub(crate) struct Sink<'a> {
    features: &'a mut Vec<Feature>,
    summed: Option<Summed<'a>>,
}

struct Summed<'a> {
    model: &'a Crf,
    parts: &'a mut Parts,
    told: Told,
}

/// A sum for each label.
pub(crate) type Told = [i16; 3];

impl<'a> Sink<'a> {
    /// Lists the features behind those that `features` has.
    pub(crate) fn listing(features: &'a mut Vec<Feature>) -> Self {
        let summed = None;
        Self { features, summed }
    }

    /// Sums what `model` makes of the features; `features` is at hand for them.
    pub(crate) fn summing(
        features: &'a mut Vec<Feature>,
        model: &'a Crf,
        parts: &'a mut Parts,
    ) -> Self {
        let told = Told::default();
        let summed = Some(Summed { model, parts, told });
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

    /// Adds the features that `push` adds, none of them in a part. `key` must tell all on which they depend, and the model:
    /// what was summed of the same part before is taken as it is.
    #[inline]
    pub(crate) fn part(&mut self, key: Feature, push: impl FnOnce(&mut Self)) {
        let Some(Summed { parts, told, .. }) = &mut self.summed else {
            push(self);
            return;
        };
        if let Some(known) = parts.get(key) {
            add(told, known);
            return;
        }
        let start = self.features.len();
        push(self);
        if let Some(Summed { model, parts, told }) = &mut self.summed {
            let mut sums = Told::default();
            model.tell_own(&self.features[start..], &mut sums);
            parts.set(key, sums);
            add(told, sums);
        }
        self.features.truncate(start);
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

#[inline]
fn add(told: &mut Told, more: Told) {
    for (told, more) in told.iter_mut().zip(more) {
        *told = told.saturating_add(more);
    }
}

/// What models made of parts of what is observed, such as a word at some distance: most of those that a document needs were
/// met in the ones before. Each has one slot, and loses it to whatever comes to the same, so that memory is bounded.
#[derive(Debug)]
pub(crate) struct Parts(Box<[(u64, Told)]>);

/// How many there are room for; 2 MB. Four times as many were no faster.
const SLOTS: usize = 1 << 17;

impl Default for Parts {
    fn default() -> Self {
        Self(vec![(0, Told::default()); SLOTS].into())
    }
}

impl Parts {
    #[inline]
    fn slot(key: Feature) -> usize {
        key.number() as usize % SLOTS
    }

    #[inline]
    fn get(&self, key: Feature) -> Option<Told> {
        let (known, told) = self.0[Self::slot(key)];
        (known == key.number()).then_some(told)
    }

    #[inline]
    fn set(&mut self, key: Feature, told: Told) {
        self.0[Self::slot(key)] = (key.number(), told);
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

/// On which side of `first..end` token `i` lies, and how many tokens away.
pub(crate) fn side(i: usize, first: usize, end: usize) -> (u64, usize) {
    if i < first {
        (0, first - i)
    } else {
        (1, i + 1 - end)
    }
}

/// How many tokens to either side of a name are looked at: longer sentences are lists, and must not cost more than others.
const REACH: usize = 60;

/// The tokens looked at around `first..end` in a sentence of `length`.
pub(crate) fn around(first: usize, end: usize, length: usize) -> std::ops::Range<usize> {
    first.saturating_sub(REACH)..(end + REACH).min(length)
}
