//! `Deep`: a transformer that reads each word in its sentence, and what it and the tagger's model say together.

use crate::labels::{LABELS, may};
use crate::words::Words;
use presswork_encoder::{Encoder, EncoderError, Vocabulary, Words as Asked};
use presswork_learn::Labelling;
use presswork_model::{Text, TimeUp};

pub(crate) static MODEL: &[u8] = include_bytes!("../model/deep.bin");

/// How probable each label is.
pub(crate) type Belief = [f32; LABELS.len()];

/// The least probability of the model's: where it is sure, it is not sure beyond this.
const LEAST: f32 = 1e-4;
/// How many passages are read at once.
const BATCH: usize = 8;

/// Reads the words of a text.
#[derive(Debug)]
pub(crate) struct Deep {
    encoder: Encoder,
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
        Ok(Self { encoder })
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
        for sentence in &words.sentences {
            likeliest(&read.beliefs[sentence.clone()], &mut read.labels);
        }
        Ok(read)
    }
}

/// How a word is written, by its letters: they are read as small letters.
fn shape(word: &str) -> u8 {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else {
        return 1;
    };
    let (mut more, mut lower, mut upper) = (false, true, true);
    for letter in letters {
        more = true;
        lower &= letter.is_lowercase();
        upper &= letter.is_uppercase();
    }
    match (first.is_lowercase(), first.is_uppercase(), more) {
        (true, ..) if lower => 2,
        (_, true, true) if lower => 3,
        (_, true, false) => 4,
        (_, true, _) if upper => 5,
        _ => 6,
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

/// Adds the labels of a sentence that are likeliest together (Viterbi 1967): a name does not go on where none has begun.
fn likeliest(beliefs: &[Belief], labels: &mut Vec<u8>) {
    let mut sums = Belief::default();
    let mut before: Vec<[u8; LABELS.len()]> = Vec::with_capacity(beliefs.len());
    for (at, belief) in beliefs.iter().enumerate() {
        let last = sums;
        let mut from = [0; LABELS.len()];
        for (label, sum) in sums.iter_mut().enumerate() {
            let mut best = (f32::NEG_INFINITY, 0);
            if at == 0 {
                best.0 = if may(None, label) { 0.0 } else { best.0 };
            } else {
                for (earlier, &sum) in last.iter().enumerate() {
                    if sum > best.0 && may(Some(earlier), label) {
                        best = (sum, earlier);
                    }
                }
            }
            from[label] = best.1 as u8;
            *sum = best.0 + belief[label].ln();
        }
        before.push(from);
    }
    let mut label = 0;
    for (at, sum) in sums.iter().enumerate() {
        if *sum > sums[label] {
            label = at;
        }
    }
    let start = labels.len();
    for from in before.iter().rev() {
        labels.push(label as u8);
        label = from[label].into();
    }
    labels[start..].reverse();
}

#[cfg(test)]
mod tests {
    use super::{Belief, likeliest, shape};
    use crate::labels::{first, next};
    use presswork_annotations::MentionKind::{Person, Place};

    #[test]
    fn shapes_are_told_apart() {
        let words = [
            "12", "the", "Omarra", "A", "US", "McKay", "ñandú", "Ñandú", "1990s", "东",
        ];
        assert_eq!(words.map(shape), [1, 2, 3, 4, 5, 6, 2, 3, 2, 6]);
    }

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
        let mut labels = Vec::new();
        likeliest(&beliefs, &mut labels);
        assert_eq!(
            labels,
            [first(Person), next(Person), 0].map(|label| label as u8)
        );
        likeliest(&beliefs[1..], &mut labels);
        assert_eq!(labels[3..], [first(Place), 0].map(|label| label as u8));
    }
}
