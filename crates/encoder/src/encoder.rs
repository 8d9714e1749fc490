//! `Encoder`: the layers one after another, and what is judged by the last.

use crate::file::{self, EncoderError};
use crate::layer::{Layer, Linear, Place};
use crate::maths::{Norm, softmax, tanh};
use crate::passage::Passage;
use crate::pieces::Pieces;
use crate::rows::Rows;

/// A transformer with heads that judge what is marked in a passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoder {
    pub(crate) pieces: Pieces,
    /// A row a piece.
    pub(crate) words: Rows,
    /// A row a place in the passage.
    pub(crate) places: Rows,
    pub(crate) norm: Norm,
    /// How many parts of a layer look elsewhere each.
    pub(crate) heads: usize,
    pub(crate) layers: Vec<Layer>,
    pub(crate) judges: Vec<Judge>,
}

/// Judges by the rows of the start of a passage and of its marks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Judge {
    pub(crate) hidden: Linear,
    pub(crate) labels: Linear,
}

impl Encoder {
    /// Reads the file of an encoder. Takes some 30 ms and four times the memory of a file of 20 MB.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EncoderError> {
        file::read(bytes)
    }

    /// How probable the judge of each of `passages` finds each of its labels: a list a passage, a number a label, each from 0 to 1
    /// and 1 in all. What is judged together takes less time; it does not depend on the others but for the last bits.
    ///
    /// # Panics
    /// If there is no such judge, or a passage was not ended or has not as many marks as its judge was trained on.
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
            let (rows, rest) = asked.split_at(passages.len() * width);
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
        assert!(
            asked.is_empty(),
            "a passage has as many marks as its judge knows"
        );
        probabilities
    }

    /// What the last layer makes of the start and the marks of each passage, a row each.
    fn read(&self, passages: &[Passage]) -> Rows {
        let (mut pieces, mut asked) = (Vec::new(), Vec::new());
        let mut places = Vec::with_capacity(passages.len());
        for passage in passages {
            let (start, first) = (pieces.len(), asked.len());
            pieces.extend(passage.pieces.iter().copied().enumerate());
            asked.extend(passage.asked.iter().map(|place| start + place));
            places.push(Place {
                pieces: start..pieces.len(),
                asked: first..asked.len(),
            });
        }
        let mut state = Rows::zeros(pieces.len(), self.words.width());
        for (row, &(place, piece)) in state.iter_mut().zip(&pieces) {
            let (word, place) = (self.words.row(piece as usize), self.places.row(place));
            for ((value, word), place) in row.iter_mut().zip(word).zip(place) {
                *value = word + place;
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
