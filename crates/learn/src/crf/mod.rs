//! `Crf`: a conditional random field over words, each seen from those near it.

mod chain;
mod file;
mod layout;
mod model;
mod numbered;
mod observed;
mod rows;
#[cfg(test)]
mod tests;
mod training;
mod weights;

pub(crate) use chain::Chain;
pub use model::{Crf, Labelling};
pub use observed::Observed;
pub use training::{CrfEpoch, CrfTraining, Marked};
pub(crate) use weights::Weights as FtrlWeights;

/// From how far away a word is seen, to either side.
const REACH: usize = 2;
/// From how many places.
const SEEN: usize = 2 * REACH + 1;
/// A set of labels has 32 bits.
const MOST_LABELS: usize = 32;
