//! `Table`: quantised weights, a row of one cell a label for each bucket.

use crate::Feature;
use crate::owned::Owned;
use std::hint::black_box;

/// How many bytes a weight takes, in memory and in the file.
///
/// ```
/// assert_eq!(presswork_learn::Width::default(), presswork_learn::Width::One);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// One: 255 steps. Enough nearly always.
    #[default]
    One,
    /// Two: 65,535 steps.
    Two,
}

/// Of one item; more do not count. So no sum leaves 32 bits.
const MOST_FEATURES: usize = 1 << 14;
/// No weight of a transition is larger, for the same reason.
pub(crate) const MOST_TRANSITION: i32 = 1 << 24;

/// What labels there are, how features are hashed, and the weights.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table {
    pub(crate) labels: Vec<Box<str>>,
    pub(crate) bits: u8,
    pub(crate) seed: u64,
    /// What a step of a cell is worth.
    pub(crate) scale: f32,
    pub(crate) cells: Cells,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cells {
    One(Vec<i8>),
    Two(Vec<i16>),
    /// Of one byte each, in rows that belong to one feature, whatever the seed.
    Owned(Owned),
}

impl Cells {
    pub(crate) fn zeros(width: Width, cells: usize) -> Self {
        match width {
            Width::One => Self::One(vec![0; cells]),
            Width::Two => Self::Two(vec![0; cells]),
        }
    }
}

impl Table {
    /// Adds up the weights of `features`, a sum a label.
    pub(crate) fn score(&self, features: &[Feature], scores: &mut [i32]) {
        scores.fill(0);
        self.add_up(features, scores);
    }

    /// Adds the weights of `features` to what `scores` holds already.
    pub(crate) fn add_up(&self, features: &[Feature], scores: &mut [i32]) {
        match &self.cells {
            Cells::One(cells) => self.add(cells, features, scores),
            Cells::Two(cells) => self.add(cells, features, scores),
            Cells::Owned(owned) => {
                let features = &features[..features.len().min(MOST_FEATURES)];
                owned.add(features, self.bits, scores);
            }
        }
    }

    fn add<C: Copy + Into<i32>>(&self, cells: &[C], features: &[Feature], scores: &mut [i32]) {
        let labels = self.labels.len();
        for feature in features.iter().take(MOST_FEATURES) {
            let start = feature.bucket(self.seed, self.bits) * labels;
            for (score, &cell) in scores.iter_mut().zip(&cells[start..start + labels]) {
                *score += cell.into();
            }
        }
    }
}

/// The steps of a weight, and what one is worth, if `largest` is to be the last.
pub(crate) fn step(width: Width, largest: f32) -> f32 {
    let steps = match width {
        Width::One => f32::from(i8::MAX),
        Width::Two => f32::from(i16::MAX),
    };
    if largest > 0.0 { largest / steps } else { 1.0 }
}

/// Begins to read memory that is needed soon: each look takes its time to arrive, and all are under way before the first is used.
#[inline]
pub(crate) fn begin(bytes: impl Iterator<Item = u8>) {
    black_box(bytes.fold(0, |all, byte| all ^ byte));
}

/// The index of the highest score, the first of equal ones.
pub(crate) fn best<S: PartialOrd + Copy>(scores: &[S]) -> usize {
    let mut best = 0;
    for (i, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = i;
        }
    }
    best
}
