//! `Deep`: a transformer that reads each word in its sentence, and what it and the tagger's model say together.

use crate::labels::{LABELS, may};
use crate::words::Words;
use presswork_encoder::{Encoder, EncoderError, Vocabulary, Words as Asked, shape};
use presswork_learn::{Labelling, Trellis};
use presswork_model::{Text, TimeUp};

pub(crate) static MODEL: &[u8] = include_bytes!("../model/deep.bin");

/// How probable each label is.
pub(crate) type Belief = [f32; LABELS.len()];

/// The least probability of the model's: where it is sure, it is not sure beyond this.
const LEAST: f32 = 1e-4;
/// How many passages are read at once.
const BATCH: usize = 8;

/// What each label scores behind each other one, and last at the start.
type Follow = [Belief; LABELS.len() + 1];

/// Reads the words of a text.
#[derive(Debug)]
pub(crate) struct Deep {
    encoder: Encoder,
    follow: Follow,
}

/// What is read: the label of each word, and how probable each is.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) labels: Vec<u8>,
    pub(crate) beliefs: Vec<Belief>,
}

impl Deep {
    /// The one that the program holds.
    pub(crate) fn built_in() -> Result<Self, EncoderError> {
        let encoder = Encoder::from_bytes(Vocabulary::minilm()?, MODEL)?;
        let follow = follow();
        Ok(Self { encoder, follow })
    }

    /// Reads `words`, of which `labelling` tells what the tagger's model makes.
    pub(crate) fn read(
        &self,
        text: &Text,
        words: &Words<'_>,
        labelling: &Labelling,
    ) -> Result<Read, TimeUp> {
        let mut asked = Asked::new(&self.encoder, 0);
        for sentence in &words.sentences {
            for word in &words.list[sentence.clone()] {
                let word = words.text(word.span);
                asked.word(word, shape(word));
            }
            asked.end_sentence();
        }
        let mut read = Read::default();
        for passages in asked.passages().chunks(BATCH) {
            text.in_time()?;
            for found in self.encoder.judge(passages) {
                let linear = labelling.probabilities(read.beliefs.len());
                read.beliefs.push(both(&found, linear));
            }
        }
        let mut trellis = Trellis::default();
        for sentence in &words.sentences {
            let beliefs = &read.beliefs[sentence.clone()];
            likeliest(beliefs, &self.follow, &mut trellis, &mut read.labels);
        }
        Ok(read)
    }
}

/// What both say of a word: the geometric mean of their probabilities. On held-out documents no other weights were better.
fn both(deep: &[f32], linear: &[f32]) -> Belief {
    let mut belief = Belief::default();
    for ((both, deep), linear) in belief.iter_mut().zip(deep).zip(linear) {
        *both = (deep * linear.max(LEAST)).sqrt();
    }
    let sum: f32 = belief.iter().sum();
    belief.map(|both| both / sum)
}

/// The labels of a sentence that are likeliest together, added to `labels`.
fn likeliest(
    beliefs: &[Belief],
    follow: &Follow,
    trellis: &mut Trellis<f32>,
    labels: &mut Vec<u8>,
) {
    let logarithms = |belief: &Belief, scores: &mut [f32]| {
        for (score, probability) in scores.iter_mut().zip(belief) {
            *score = probability.ln();
        }
    };
    trellis.search(LABELS.len(), beliefs.iter(), logarithms, |label| {
        &follow[label]
    });
    labels.extend(trellis.path().iter().map(|&label| label as u8));
}

/// A name does not go on where none has begun.
fn follow() -> Follow {
    let step = |before, label| {
        if may(before, label) {
            0.0
        } else {
            f32::NEG_INFINITY
        }
    };
    std::array::from_fn(|before| {
        let before = (before < LABELS.len()).then_some(before);
        std::array::from_fn(|label| step(before, label))
    })
}

#[cfg(test)]
mod tests {
    use super::{Belief, follow, likeliest};
    use crate::labels::{first, next};
    use presswork_annotations::MentionKind::{Person, Place};
    use presswork_learn::Trellis;

    #[test]
    fn names_go_on_only_where_they_began() {
        let belief = |likely: &[(usize, f32)]| {
            let mut belief = [0.001; super::LABELS.len()];
            for &(label, probability) in likely {
                belief[label] = probability;
            }
            belief
        };
        let beliefs: [Belief; 3] = [
            belief(&[(0, 0.5), (first(Person), 0.4)]),
            belief(&[(next(Person), 0.8), (first(Place), 0.1)]),
            belief(&[(0, 0.9)]),
        ];
        let (follow, mut trellis, mut labels) = (follow(), Trellis::default(), Vec::new());
        likeliest(&beliefs, &follow, &mut trellis, &mut labels);
        assert_eq!(
            labels,
            [first(Person), next(Person), 0].map(|label| label as u8)
        );
        likeliest(&beliefs[1..], &follow, &mut trellis, &mut labels);
        assert_eq!(labels[3..], [first(Place), 0].map(|label| label as u8));
    }
}
