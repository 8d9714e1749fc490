//! `Models`: what is learned, and one thing judged by it.

use super::seen::{Parts, Sink, Told};
use presswork_learn::{Crf, Feature, Labelling, ModelError};

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

/// Memory for judging one thing after another. What it keeps changes no result.
#[derive(Debug, Default)]
pub(crate) struct Judge {
    features: Vec<Feature>,
    parts: Parts,
    labelling: Labelling,
}

impl Judge {
    /// How probable each of the model's three labels is, by what `see` adds.
    pub(crate) fn probabilities(
        &mut self,
        model: &Crf,
        see: impl FnOnce(&mut Sink<'_>),
    ) -> [f32; 3] {
        let told = self.told(model, see);
        self.label(model, told)
    }

    /// The same, or nothing if the first is more than `times` as probable as the others.
    pub(crate) fn unless_led(
        &mut self,
        model: &Crf,
        times: f32,
        see: impl FnOnce(&mut Sink<'_>),
    ) -> Option<[f32; 3]> {
        let told = self.told(model, see);
        (!model.leads(&told, times)).then(|| self.label(model, told))
    }

    fn told(&mut self, model: &Crf, see: impl FnOnce(&mut Sink<'_>)) -> Told {
        self.features.clear();
        let mut sink = Sink::summing(&mut self.features, model, &mut self.parts);
        see(&mut sink);
        sink.told()
    }

    fn label(&mut self, model: &Crf, told: Told) -> [f32; 3] {
        model.label_one(&told, &mut self.labelling);
        match *self.labelling.probabilities(0) {
            [first, second, third] => [first, second, third],
            _ => [1.0, 0.0, 0.0],
        }
    }
}
