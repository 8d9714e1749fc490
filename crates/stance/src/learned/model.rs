//! `Models`: what is learned, and one thing judged by it.

use super::seen::Sink;
use super::sums::{Known, Told, by_label};
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

/// How many times as probable as is asked the first label must be by the outlines for the details not to be looked at; chosen on
/// held-out documents.
const ENOUGH: f32 = 2.0;

/// Memory for judging one thing after another by the same model. What it keeps changes no result.
#[derive(Debug, Default)]
pub(crate) struct Judge {
    features: Vec<Feature>,
    known: Known,
    labelling: Labelling,
}

impl Judge {
    /// Goes on to another sentence.
    pub(crate) fn enter(&mut self) {
        self.known.stretches.enter();
    }

    /// How probable each of the model's three labels is, by what `see` adds.
    pub(crate) fn probabilities(
        &mut self,
        model: &Crf,
        see: impl FnOnce(&mut Sink<'_>),
    ) -> [f32; 3] {
        let told = self.told((model, ENOUGH), see);
        self.label(model, told)
    }

    /// The same, or nothing if the first is more than `times` as probable as the others.
    pub(crate) fn unless_led(
        &mut self,
        model: &Crf,
        times: f32,
        see: impl FnOnce(&mut Sink<'_>),
    ) -> Option<[f32; 3]> {
        let told = self.told((model, times * ENOUGH), see);
        (!model.leads(&by_label(told), times)).then(|| self.label(model, told))
    }

    /// What the model makes of what is seen, or of the outlines if the first label is more than `enough` times as probable by those.
    fn told(&mut self, (model, enough): (&Crf, f32), see: impl FnOnce(&mut Sink<'_>)) -> Told {
        self.features.clear();
        let mut sink = Sink::summing(&mut self.features, &mut self.known, (model, enough));
        see(&mut sink);
        sink.told()
    }

    fn label(&mut self, model: &Crf, told: Told) -> [f32; 3] {
        model.label_one(&by_label(told), &mut self.labelling);
        match *self.labelling.probabilities(0) {
            [first, second, third] => [first, second, third],
            _ => [1.0, 0.0, 0.0],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Judge, Models, Sink, Told};
    use crate::learned::lessons::study;
    use crate::learned::sums::relative;
    use crate::learned::{Lesson, Tells};
    use crate::{FindStance, Settings};
    use presswork_learn::Crf;
    use presswork_model::{Context, Stage};
    use presswork_testkit::sample;

    /// What the model makes of the features as they are listed.
    fn listed(model: &Crf, see: impl FnOnce(&mut Sink<'_>)) -> Told {
        let (mut features, mut told) = (Vec::new(), Vec::new());
        see(&mut Sink::listing(&mut features));
        model.tell_each(&features, &[features.len() as u32], &mut told);
        relative(told.try_into().unwrap())
    }

    #[test]
    fn sums_are_those_of_what_is_listed() {
        let models = Models::built_in().unwrap();
        let (mut toward, mut pair) = (Judge::default(), Judge::default());
        let stage = FindStance::new(Settings::default(), &Context::default()).unwrap();
        let mut seen = 0;
        for marked in [
            "[Diallo]{person =?diallo} never \"praised\" the corrupt [Omarra]{person =?omarra}, and did not visit her.",
            "After the shameful attack, which nobody stopped, [Omarra]{person =?omarra} sued [Diallo]{person =?diallo} \
             and, unlike [Batu]{person =?batu}, won; the court called the Great War a fraud.",
        ] {
            let document = sample::with_layers(&format!("[{marked}]{{paragraph}}")).unwrap();
            let lesson = Lesson {
                document,
                gold: Vec::new(),
                tells: Tells::Pairs,
            };
            study(&stage, &lesson, |scene| {
                toward.enter();
                pair.enter();
                // Twice: what was met before is remembered.
                for _ in 0..2 {
                    for name in &scene.sentence.names {
                        let see = |sink: &mut Sink<'_>| scene.toward(name, sink);
                        assert_eq!(
                            toward.told((&models.toward, f32::INFINITY), see),
                            listed(&models.toward, see)
                        );
                        for other in &scene.sentence.names {
                            if other.first == name.first {
                                continue;
                            }
                            let (one, other) =
                                ((*name, [0.1, 0.8, 0.1]), (*other, [0.3, 0.3, 0.4]));
                            let see = |sink: &mut Sink<'_>| scene.pair(one, other, sink);
                            assert_eq!(
                                pair.told((&models.pair, f32::INFINITY), see),
                                listed(&models.pair, see)
                            );
                            seen += 1;
                        }
                    }
                }
            })
            .unwrap();
        }
        assert_eq!(seen, 2 * (2 + 6));
    }
}
