//! How a model is trained: settings, the report of an epoch, shuffling.

use crate::Width;

/// The settings of a training.
///
/// ```
/// let training = presswork_learn::Training { epochs: 5, ..Default::default() };
/// assert_eq!(training.bits, 18);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Training {
    /// Features are hashed into 2^`bits` buckets, from 1 to 24; 18 if nothing is said. Two features that share a bucket
    /// share their weights.
    pub bits: u8,
    /// How often all examples are gone through; 10 if nothing is said.
    pub epochs: usize,
    /// Chooses the order of the examples, and which features share a bucket.
    pub seed: u64,
    /// How finely weights are kept.
    pub width: Width,
    /// How weights move: as an averaged perceptron's if nothing is said.
    pub descent: Option<Descent>,
    /// Weights below this share of the largest are dropped, which makes the file smaller; 0 if nothing is said.
    pub prune: f32,
}

impl Default for Training {
    fn default() -> Self {
        Self {
            bits: 18,
            epochs: 10,
            seed: 1,
            width: Width::default(),
            prune: 0.0,
            descent: None,
        }
    }
}

/// Training by gradient descent: the likelihood of what is right is raised, so that margins are logarithms of how much likelier
/// one label is than the other.
///
/// ```
/// use presswork_learn::{Classifier, Descent, Example, Feature, Prediction, Training};
/// let training = Training { descent: Some(Descent::default()), ..Training::default() };
/// let example = |n: usize| Example { features: vec![Feature::new("odd").and(n as u64 % 2)], label: n % 2 };
/// let examples: Vec<_> = (0..100).map(example).collect();
/// let model = Classifier::train(&training, &["even", "odd"], &examples, &[], |_| {})?;
/// assert_eq!(model.predict(&example(7).features, &mut Prediction::default()), 1);
/// # Ok::<(), presswork_learn::TrainingError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Descent {
    /// How large the steps are.
    pub rate: f32,
    /// What pulls weights to zero: those that little speaks for stay there.
    pub l1: f32,
    /// What keeps weights small.
    pub l2: f32,
    /// The share of features that are left out at random each time something is learned from, so that no feature is relied
    /// on alone.
    pub drop: f32,
    /// Features that are seen less often than this are left out; those that stay have rows of their own.
    pub least: u32,
}

impl Default for Descent {
    fn default() -> Self {
        Self {
            rate: 0.05,
            l1: 0.3,
            l2: 10.0,
            drop: 0.2,
            least: 3,
        }
    }
}

impl Training {
    pub(crate) fn check(&self, labels: &[&str]) -> Result<(), TrainingError> {
        if !(1..=MOST_BITS).contains(&self.bits) {
            return Err(TrainingError::Bits(self.bits));
        }
        if labels.is_empty() || labels.len() > MOST_LABELS {
            return Err(TrainingError::Labels(labels.len()));
        }
        if labels.len() << self.bits > MOST_CELLS {
            return Err(TrainingError::Size {
                bits: self.bits,
                labels: labels.len(),
            });
        }
        Ok(())
    }
}

pub(crate) const MOST_BITS: u8 = 24;
pub(crate) const MOST_LABELS: usize = 1 << 12;
/// Of a table: 256 MiB of one byte each.
pub(crate) const MOST_CELLS: usize = 1 << 28;

/// How well an epoch of training went.
///
/// ```
/// let epoch = presswork_learn::Epoch { number: 1, mistakes: 12, held_out: Some(0.9) };
/// assert!(epoch.held_out > Some(0.5));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Epoch {
    /// From 1 on.
    pub number: usize,
    /// How many labels of the training examples were wrong before they were corrected.
    pub mistakes: usize,
    /// The share of held-out labels that the model, as it would be written now, gets right; none without held-out
    /// examples.
    pub held_out: Option<f64>,
}

/// Why a model cannot be trained.
///
/// ```
/// use presswork_learn::TrainingError;
/// assert_eq!(TrainingError::Bits(40).to_string(), "a model has from 1 to 24 bits, not 40");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrainingError {
    /// The table would be too small or too large.
    #[error("a model has from 1 to {MOST_BITS} bits, not {0}")]
    Bits(u8),
    /// There are no labels, or too many.
    #[error("a model has from 1 to {MOST_LABELS} labels, not {0}")]
    Labels(usize),
    /// The table would not fit.
    #[error("a table of {bits} bits and {labels} labels is too large; take fewer bits")]
    Size {
        /// [`Training::bits`].
        bits: u8,
        /// How many labels.
        labels: usize,
    },
    /// An example has a label that is not in the list.
    #[error("example {example} has label number {label}, and there are {labels}")]
    Label {
        /// Its number.
        example: usize,
        /// Its label.
        label: usize,
        /// How many labels there are.
        labels: usize,
    },
    /// A sequence has more or fewer labels than items.
    #[error("example {example} has {items} items and {labels} labels")]
    Length {
        /// Its number.
        example: usize,
        /// How many items.
        items: usize,
        /// How many labels.
        labels: usize,
    },
}

/// `SplitMix64` (Steele et al. 2014): small, and the same everywhere.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to 1.
    pub(crate) fn share(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// Fisher and Yates.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            // The high half of the product: no bias that matters below 2^32 items.
            let j = (u128::from(self.next()) * (i as u128 + 1)) >> 64;
            items.swap(i, j as usize);
        }
    }
}
