//! `Encoder`: the layers one after another, and what is judged by the last.

use crate::file::{self, EncoderError};
use crate::layer::{Layer, Linear, Place, whole};
use crate::maths::{Norm, softmax, tanh};
use crate::passage::Passage;
use crate::pieces::Pieces;
use ndarray::{Array2, ArrayView2};

/// A transformer with heads that judge what is marked in a passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoder {
    pub(crate) pieces: Pieces,
    /// A row a piece.
    pub(crate) words: Array2<f32>,
    /// A row a place in the passage.
    pub(crate) places: Array2<f32>,
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
        let mut asked = whole(asked.as_slice());
        let mut probabilities = Vec::with_capacity(passages.len());
        for passages in passages.chunk_by(|one, other| one.judge == other.judge) {
            let Judge { hidden, labels } = &self.judges[passages[0].judge];
            let shape = (passages.len(), hidden.weights.ncols());
            let (rows, rest) = asked.split_at(shape.0 * shape.1);
            asked = rest;
            let rows = ArrayView2::from_shape(shape, rows).expect("they were split off so");
            let mut rows = hidden.sums(&rows);
            for mut row in rows.rows_mut() {
                tanh(whole(row.as_slice_mut()), &hidden.bias);
            }
            let mut scores = labels.sums(&rows.view());
            for mut row in scores.rows_mut() {
                for (score, bias) in row.iter_mut().zip(&labels.bias) {
                    *score += bias;
                }
                softmax(whole(row.as_slice_mut()));
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
    fn read(&self, passages: &[Passage]) -> Array2<f32> {
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
        let mut state = Array2::zeros((pieces.len(), self.words.ncols()));
        for (mut row, &(place, piece)) in state.rows_mut().into_iter().zip(&pieces) {
            row += &self.words.row(piece as usize);
            row += &self.places.row(place);
            self.norm.apply(whole(row.as_slice_mut()));
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
            return state;
        };
        for layer in layers {
            state = layer.read(&state, &all, &everywhere, self.heads);
        }
        // Of the last layer nothing else is needed.
        last.read(&state, &asked, &places, self.heads)
    }
}
