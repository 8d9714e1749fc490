//! `Layer`: one of the layers of an encoder, in which each piece looks at all others of its passage.

use crate::maths::{Norm, gelu, softmax};
use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2, Axis, Slice};
use std::ops::Range;

/// Sums of inputs, each with a weight, and a bias.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Linear {
    /// A row an output.
    pub(crate) weights: Array2<f32>,
    pub(crate) bias: Vec<f32>,
}

impl Linear {
    /// The sums for each row of `inputs`, without the bias.
    pub(crate) fn sums(&self, inputs: &ArrayView2<'_, f32>) -> Array2<f32> {
        inputs.dot(&self.weights.t())
    }

    /// The sums with the bias.
    fn apply(&self, inputs: &ArrayView2<'_, f32>) -> Array2<f32> {
        let mut sums = self.sums(inputs);
        for mut row in sums.rows_mut() {
            for (value, bias) in row.iter_mut().zip(&self.bias) {
                *value += bias;
            }
        }
        sums
    }
}

/// Where a passage stands among the rows of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its pieces.
    pub(crate) pieces: Range<usize>,
    /// What is asked of it, among what is asked of all.
    pub(crate) asked: Range<usize>,
}

/// Weighs what the pieces of a passage tell, and mixes it anew for each.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Layer {
    /// What each piece asks for, with a part for each head.
    pub(crate) asks: Linear,
    /// To what it answers, and behind that what it tells.
    pub(crate) tells: Linear,
    /// Joins what the heads were told.
    pub(crate) joins: Linear,
    pub(crate) joined: Norm,
    pub(crate) up: Linear,
    pub(crate) down: Linear,
    pub(crate) done: Norm,
}

impl Layer {
    /// Reads a batch of passages, a row a piece; gives what the pieces in `asked` make of theirs, a row each.
    pub(crate) fn read(
        &self,
        state: &Array2<f32>,
        asked: &[usize],
        places: &[Place],
        heads: usize,
    ) -> Array2<f32> {
        let own = state.select(Axis(0), asked);
        let asks = self.asks.apply(&own.view());
        let tells = self.tells.apply(&state.view());
        let told = attend(&asks, &tells, places, heads);
        let mut joined = self.joins.sums(&told.view());
        finish(&mut joined, &own, &self.joins.bias, &self.joined);
        let mut inner = self.up.sums(&joined.view());
        for mut row in inner.rows_mut() {
            gelu(whole(row.as_slice_mut()), &self.up.bias);
        }
        let mut done = self.down.sums(&inner.view());
        finish(&mut done, &joined, &self.down.bias, &self.done);
        done
    }
}

/// What each asking piece is told, by each head, by the pieces of its passage that answer best.
fn attend(asks: &Array2<f32>, tells: &Array2<f32>, places: &[Place], heads: usize) -> Array2<f32> {
    let width = asks.ncols();
    let size = width / heads;
    let scale = 1.0 / (size as f32).sqrt();
    let mut told = Array2::zeros(asks.raw_dim());
    for place in places {
        let mut scores = Array2::zeros((place.asked.len(), place.pieces.len()));
        for head in 0..heads {
            let part = Slice::from(head * size..(head + 1) * size);
            let value = Slice::from(width + head * size..width + (head + 1) * size);
            let (asked, pieces) = (place.asked.clone().into(), place.pieces.clone().into());
            let keys = cut(tells, pieces, part);
            general_mat_mul(scale, &cut(asks, asked, part), &keys.t(), 0.0, &mut scores);
            for mut row in scores.rows_mut() {
                softmax(whole(row.as_slice_mut()));
            }
            let mut told = told.slice_axis_mut(Axis(0), asked);
            let mut told = told.slice_axis_mut(Axis(1), part);
            general_mat_mul(1.0, &scores, &cut(tells, pieces, value), 0.0, &mut told);
        }
    }
    told
}

fn cut(matrix: &Array2<f32>, rows: Slice, columns: Slice) -> ArrayView2<'_, f32> {
    let rows = matrix.slice_axis(Axis(0), rows);
    rows.slice_axis_move(Axis(1), columns)
}

/// Adds a bias and what was there before, and normalises each row.
fn finish(rows: &mut Array2<f32>, before: &Array2<f32>, bias: &[f32], norm: &Norm) {
    for (mut row, before) in rows.rows_mut().into_iter().zip(before.rows()) {
        for ((value, before), bias) in row.iter_mut().zip(before).zip(bias) {
            *value += before + bias;
        }
        norm.apply(whole(row.as_slice_mut()));
    }
}

/// A row of a matrix that was laid out row by row.
pub(crate) fn whole<T>(row: Option<T>) -> T {
    row.expect("rows lie in one piece")
}
