//! `Encoder`: the layers one after another, and what is judged by the last.

use crate::file::{self, EncoderError};
use crate::layer::{Layer, Linear, Place};
use crate::maths::{Norm, softmax, tanh};
use crate::passage::Passage;
use crate::rows::Rows;
use crate::vocabulary::Vocabulary;
use std::sync::Arc;

/// A transformer with heads that judge what is asked of in a passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoder {
    pub(crate) vocabulary: Arc<Vocabulary>,
    /// A row a place in the passage.
    pub(crate) places: Rows,
    /// A row a shape of words, if it was trained on those.
    pub(crate) shapes: Rows,
    pub(crate) norm: Norm,
    /// How many parts of a layer look elsewhere each.
    pub(crate) heads: usize,
    pub(crate) layers: Vec<Layer>,
    pub(crate) judges: Vec<Judge>,
}

/// Judges by some rows of a passage.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Judge {
    pub(crate) hidden: Linear,
    pub(crate) labels: Linear,
}

impl Encoder {
    /// Reads the file of an encoder that was trained with `vocabulary`. Takes some 30 ms and four times the memory of a file of
    /// 11 MB.
    pub fn from_bytes(vocabulary: Arc<Vocabulary>, bytes: &[u8]) -> Result<Self, EncoderError> {
        file::encoder(vocabulary, bytes)
    }

    /// What tells an encoder's file from any other: its head, which has a sum of the rest.
    ///
    /// ```
    /// assert_eq!(presswork_encoder::Encoder::head(&[7; 1000]).len(), 64);
    /// ```
    pub fn head(file: &[u8]) -> &[u8] {
        &file[..file.len().min(64)]
    }

    /// How probable the judge of each of `passages` finds each of its labels: a list for each that is asked of, which is one of a
    /// passage with marks and each word of others, in order; a number a label, each from 0 to 1 and 1 in all. What is judged
    /// together takes less time; it does not depend on the others but for the last bits.
    ///
    /// # Panics
    /// If there is no such judge or shape, or a passage was not ended or has not as many marks as its judge was trained on.
    ///
    /// ```no_run
    /// # fn example(encoder: &presswork_encoder::Encoder, passage: presswork_encoder::Passage) {
    /// let probabilities = encoder.judge(&[passage]);
    /// assert_eq!(probabilities.len(), 1);
    /// # }
    /// ```
    pub fn judge(&self, passages: &[Passage]) -> Vec<Vec<f32>> {
        let asked = self.read(passages);
        let mut asked = asked.numbers();
        let mut probabilities = Vec::with_capacity(passages.len());
        for passages in passages.chunk_by(|one, other| one.judge == other.judge) {
            let Judge { hidden, labels } = &self.judges[passages[0].judge];
            let width = hidden.weights.width();
            let mut numbers = 0;
            for passage in passages {
                let own = passage.asked.len() * self.places.width();
                assert!(
                    own.is_multiple_of(width),
                    "a passage has as many marks as its judge knows"
                );
                numbers += own;
            }
            let (rows, rest) = asked.split_at(numbers);
            asked = rest;
            let mut rows = hidden.sums(&Rows::new(width, rows.to_vec()));
            for row in rows.iter_mut() {
                tanh(row, &hidden.bias);
            }
            for row in labels.apply(&rows).iter_mut() {
                softmax(row);
                probabilities.push(row.to_vec());
            }
        }
        probabilities
    }

    /// What the last layer makes of the places in each passage that are asked about, a row each.
    fn read(&self, passages: &[Passage]) -> Rows {
        let (mut pieces, mut asked) = (Vec::new(), Vec::new());
        let mut places = Vec::with_capacity(passages.len());
        for passage in passages {
            let (start, first) = (pieces.len(), asked.len());
            pieces.extend(passage.pieces.iter().enumerate());
            asked.extend(passage.asked.iter().map(|place| start + place));
            places.push(Place {
                pieces: start..pieces.len(),
                asked: first..asked.len(),
            });
        }
        let mut state = Rows::zeros(pieces.len(), self.places.width());
        for (row, &(place, &(piece, shape))) in state.iter_mut().zip(&pieces) {
            row.copy_from_slice(self.vocabulary.rows.row(piece as usize));
            add(row, self.places.row(place));
            if let Some(shape) = shape {
                add(row, self.shapes.row(shape.into()));
            }
            self.norm.apply(row);
        }
        let all: Vec<usize> = (0..pieces.len()).collect();
        let everywhere: Vec<_> = places
            .iter()
            .map(|Place { pieces, .. }| Place {
                pieces: pieces.clone(),
                asked: pieces.clone(),
            })
            .collect();
        let Some((last, layers)) = self.layers.split_last() else {
            return state.select(&asked);
        };
        for layer in layers {
            state = layer.read(&state, &all, &everywhere, self.heads);
        }
        // Of the last layer nothing else is needed.
        last.read(&state, &asked, &places, self.heads)
    }
}

fn add(row: &mut [f32], other: &[f32]) {
    for (value, other) in row.iter_mut().zip(other) {
        *value += other;
    }
}
