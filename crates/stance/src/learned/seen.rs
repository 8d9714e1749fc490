//! What the models have in common: templates of features, distances, sides.

use presswork_learn::Feature;

/// Takes the features of one thing.
pub(crate) struct Sink<'a> {
    pub(crate) features: &'a mut Vec<Feature>,
}

impl Sink<'_> {
    /// Adds the feature that fills `template` with `parts`.
    #[inline]
    pub(crate) fn push(&mut self, template: Feature, parts: &[u64]) {
        let feature = parts
            .iter()
            .fold(template, |feature, &part| feature.and(part));
        self.features.push(feature);
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
