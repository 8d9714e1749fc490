//! `Models`: what is learned, and one thing judged by it.

use presswork_learn::{Crf, Feature, Labelling, ModelError, Observed};

pub(super) static TOWARD: &[u8] = include_bytes!("../../model/toward.bin");
pub(super) static PAIR: &[u8] = include_bytes!("../../model/pair.bin");

/// All that is learned; `MODEL.md` tells from what. A sequence of one word makes a CRF a logistic regression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Models {
    /// How a sentence speaks of someone.
    pub(crate) toward: Crf,
    /// How one of two stands toward the other.
    pub(crate) pair: Crf,
}

impl Models {
    /// The models that the program holds.
    pub(crate) fn built_in() -> Result<Self, ModelError> {
        Ok(Self {
            toward: Crf::from_bytes(TOWARD)?,
            pair: Crf::from_bytes(PAIR)?,
        })
    }
}

/// Memory for judging one thing after another.
#[derive(Debug, Default)]
pub(crate) struct Judge {
    pub(crate) features: Vec<Feature>,
    observed: Observed,
    labelling: Labelling,
}

impl Judge {
    /// How probable each of the model's three labels is, by the features at hand, which are forgotten.
    pub(crate) fn probabilities(&mut self, model: &Crf) -> [f32; 3] {
        self.observed.clear();
        observe(&self.features, &mut self.observed);
        self.features.clear();
        model.label(&self.observed, &mut self.labelling);
        match *self.labelling.probabilities(0) {
            [first, second, third] => [first, second, third],
            _ => [1.0, 0.0, 0.0],
        }
    }
}

/// One word of which `features` hold, as a text of its own.
pub(crate) fn observe(features: &[Feature], observed: &mut Observed) {
    for &feature in features {
        observed.own(feature);
    }
    let kind = observed.end_kind();
    observed.word(kind);
    observed.end_sequence();
}
