//! `Deep`: a transformer that reads the units around each head; it knows better than the models, and is slower by far.

use super::Frame;
use super::parts::{LABELS, Part};
use crate::words::Words;
use presswork_encoder::{Encoder, EncoderError, Passage, Vocabulary, Words as Asked, shape};
use presswork_model::{Text, TimeUp};
use serde::Serialize;

pub(crate) static MODEL: &[u8] = include_bytes!("../../model/deep.bin");

/// The shapes of units that are no words: what may be the head, and whole quotations.
const HEAD: u8 = 7;
const QUOTATION: u8 = 8;

/// The least margin of an attribution, where a transformer was asked; chosen on held-out documents.
pub(crate) const LEAST: f32 = 0.0;

/// It is not sure beyond this.
const SURE: f32 = 1e-4;

/// So many frames are read at once.
const BATCH: usize = 16;

/// How probable each part is for a unit.
pub(crate) type Belief = [f32; LABELS.len()];

/// What a transformer is asked, or learns from: the units around a word that may be the head of a cue.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// The number of the head among the units.
    pub head: usize,
    /// By how much the models find it likelier a head than none; nothing if they cannot take it for one.
    pub margin: Option<f32>,
    /// Of each unit its text, its shape, and where it starts and ends in the document, in bytes.
    pub units: Vec<(String, u8, u32, u32)>,
    /// The number of the part that each is by gold, if there is gold: neither for all if the head is none.
    pub parts: Option<Vec<usize>>,
}

impl Question {
    pub(crate) fn new(
        words: &Words<'_>,
        frame: &Frame,
        margin: Option<f32>,
        parts: Option<Vec<usize>>,
    ) -> Self {
        let spans = frame.units.iter().map(|unit| words.span(&unit.tokens));
        let units = units(words, frame).zip(spans);
        Self {
            head: frame.head,
            margin,
            units: units
                .map(|((text, shape), span)| (text.to_owned(), shape, span.start(), span.end()))
                .collect(),
            parts,
        }
    }
}

/// Reads frames.
#[derive(Debug)]
pub(crate) struct Deep {
    encoder: Encoder,
}

impl Deep {
    /// The one that the program holds.
    pub(crate) fn built_in() -> Result<Self, EncoderError> {
        let encoder = Encoder::from_bytes(Vocabulary::minilm()?, MODEL)?;
        Ok(Self { encoder })
    }

    /// What the units of each frame are; `frames` calls its argument with one after another.
    pub(crate) fn read(
        &self,
        text: &Text,
        words: &Words<'_>,
        frames: impl FnOnce(&mut dyn FnMut(&Frame)),
    ) -> Result<Vec<Vec<Belief>>, TimeUp> {
        let (mut passages, mut sizes): (Vec<Passage>, Vec<usize>) = Default::default();
        frames(&mut |frame| {
            let mut asked = Asked::new(&self.encoder, 0);
            for (unit, shape) in units(words, frame) {
                asked.word(unit, shape);
            }
            passages.extend(asked.passages());
            sizes.push(frame.units.len());
        });
        let mut beliefs = Vec::new();
        for passages in passages.chunks(BATCH) {
            text.in_time()?;
            beliefs.extend(self.encoder.judge(passages).into_iter().map(|labels| {
                let belief: Result<Belief, _> = labels.try_into();
                belief.expect("its judge knows the parts")
            }));
        }
        let mut beliefs = beliefs.into_iter();
        let frames = sizes.into_iter();
        Ok(frames
            .map(|size| beliefs.by_ref().take(size).collect())
            .collect())
    }
}

/// By how much what stands around a head is likelier an attribution than none: halfway between what the judge's model and the
/// transformer say, of which `head` is about the head.
pub(crate) fn both(margin: f32, head: &Belief) -> f32 {
    let cue = head[Part::Cue as usize].clamp(SURE, 1.0 - SURE);
    f32::midpoint(margin, (cue / (1.0 - cue)).ln())
}

/// Adds what the transformer says of a unit to what the model says of it, in steps of the model: as much as that.
pub(crate) fn add(belief: &Belief, step: f32, scores: &mut [i32]) {
    for (score, belief) in scores.iter_mut().zip(belief) {
        *score += (belief.max(SURE).ln() / step) as i32;
    }
}

/// The text of each unit, and its shape.
pub(crate) fn units<'a>(
    words: &'a Words<'_>,
    frame: &'a Frame,
) -> impl Iterator<Item = (&'a str, u8)> {
    frame.units.iter().enumerate().map(|(number, unit)| {
        let text = &words.text[words.span(&unit.tokens).range()];
        let shape = match unit.quote {
            _ if number == frame.head => HEAD,
            Some(_) => QUOTATION,
            None => shape(text),
        };
        (text, shape)
    })
}
