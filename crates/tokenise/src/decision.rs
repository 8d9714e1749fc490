//! Whether a sentence ends where no stop stands: a linear model decides.

use crate::joint::Joint;
use crate::observe::{GLANCE, glance, look};
use presswork_learn::{Classifier, Feature, Prediction};

/// The model, as `examples/train.rs` writes it; see MODEL.md.
pub(crate) const MODEL: &[u8] = include_bytes!("../model/sentences.bin");

/// By how much an end must lead. Chosen by cross-validation over the training documents.
const LEAST_MARGIN: f32 = 5.0;

/// By how much a sentence must go on at a glance for no longer look to be taken. Chosen so that cross-validation tells no
/// difference.
const SURE: f32 = 3.0;

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
        let shapes = glance(joint, next, &mut self.features);
        if goes_on(self.model, &self.features, &mut self.prediction) {
            return false;
        }
        look(joint, next, shapes, &mut self.features);
        ends(self.model, &self.features, &mut self.prediction)
    }
}

/// Whether a model is sure that a sentence ends where it observes `features`.
pub(crate) fn says_end(
    model: &Classifier,
    features: &[Feature],
    prediction: &mut Prediction,
) -> bool {
    !goes_on(model, &features[..GLANCE], prediction) && ends(model, features, prediction)
}

/// Whether a glance is enough to tell that a sentence goes on, as most do.
fn goes_on(model: &Classifier, glance: &[Feature], prediction: &mut Prediction) -> bool {
    model.predict(glance, prediction) == 0 && prediction.margin() > SURE
}

fn ends(model: &Classifier, features: &[Feature], prediction: &mut Prediction) -> bool {
    model.predict(features, prediction) == 1 && prediction.margin() > LEAST_MARGIN
}
