//! Whether a sentence ends where no stop stands: a linear model decides.

use crate::joint::Joint;
use crate::observe::observe;
use presswork_learn::{Classifier, Feature, Prediction};

/// The model, as `examples/train.rs` writes it; see MODEL.md.
pub(crate) const MODEL: &[u8] = include_bytes!("../model/sentences.bin");

/// By how much an end must lead. Chosen by cross-validation over the training documents.
const LEAST_MARGIN: f32 = 5.0;

/// What the model learned.
#[derive(Debug)]
pub(crate) struct Decision {
    model: Classifier,
}

impl Decision {
    pub(crate) fn new() -> Self {
        Self {
            model: Classifier::from_bytes(MODEL)
                .expect("the file comes with the stage, and tests read it"),
        }
    }

    /// For one document.
    pub(crate) fn decider(&self) -> Decider<'_> {
        Decider {
            model: &self.model,
            features: Vec::new(),
            prediction: Prediction::default(),
        }
    }
}

/// The model with memory that it uses again.
pub(crate) struct Decider<'m> {
    model: &'m Classifier,
    features: Vec<Feature>,
    prediction: Prediction,
}

impl Decider<'_> {
    /// Whether a sentence ends before token `next`.
    pub(crate) fn ends(&mut self, joint: &Joint<'_>, next: usize) -> bool {
        observe(joint, next, &mut self.features);
        says_end(self.model, &self.features, &mut self.prediction)
    }
}

/// Whether a model is sure that a sentence ends where it observes `features`.
pub(crate) fn says_end(
    model: &Classifier,
    features: &[Feature],
    prediction: &mut Prediction,
) -> bool {
    model.predict(features, prediction) == 1 && prediction.margin() > LEAST_MARGIN
}
