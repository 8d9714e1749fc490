//! Linear models over hashed features: training, prediction and the model file.
//!
//! A [`Classifier`] gives one thing a label, a [`Tagger`] every thing of a sequence, with a weight for each label that
//! follows another. Both are averaged perceptrons (Freund and Schapire 1999; Collins 2002) over features that are hashed
//! into a table of 2<sup>bits</sup> buckets (Weinberger et al. 2009). The same examples and settings give the same model,
//! bit for bit.
//!
//! ```
//! use presswork_learn::{Classifier, Example, Feature, Prediction, Training};
//!
//! let features = |word: &str| {
//!     let last = word.len() - 1;
//!     vec![Feature::new("word").with(word), Feature::new("last letter").with(&word[last..])]
//! };
//! let examples: Vec<_> = [("cats", 1), ("dog", 0), ("dogs", 1), ("cow", 0)]
//!     .map(|(word, label)| Example { features: features(word), label })
//!     .into();
//! let model = Classifier::train(&Training::default(), &["singular", "plural"], &examples, &[], |_| {})?;
//! let mut prediction = Prediction::default();
//! assert_eq!(model.predict(&features("cows"), &mut prediction), 1);
//! let file = model.to_bytes();
//! assert_eq!(Classifier::from_bytes(&file)?, model);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod classifier;
mod crf;
mod descent;
mod feature;
mod file;
mod learner;
mod owned;
mod perceptron;
mod sequence;
mod table;
mod tagger;
#[cfg(test)]
mod tests;
mod training;
mod viterbi;

pub use classifier::{Classifier, Example, Prediction};
pub use crf::{Crf, CrfEpoch, CrfTraining, Labelling, Marked, Observed};
pub use feature::Feature;
pub use file::ModelError;
pub use sequence::Sequence;
pub use table::Width;
pub use tagger::{Lattice, Tagged, Tagger};
pub use training::{Descent, Epoch, Training, TrainingError};
pub use viterbi::{Score, Trellis};
