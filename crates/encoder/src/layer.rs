//! `Layer`: one of the layers of an encoder, in which each piece looks at all others of its passage.

use crate::maths::{Norm, gelu, softmax};
use crate::rows::Rows;
use std::ops::Range;

/// Sums of inputs, each with a weight, and a bias.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Linear {
    /// A row an output.
    pub(crate) weights: Rows,
    pub(crate) bias: Vec<f32>,
}

impl Linear {
    /// The sums for each row of `inputs`, without the bias.
    pub(crate) fn sums(&self, inputs: &Rows) -> Rows {
        inputs.times(&self.weights)
    }

    /// The sums with the bias.
    pub(crate) fn apply(&self, inputs: &Rows) -> Rows {
        let mut sums = self.sums(inputs);
        for row in sums.iter_mut() {
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
        state: &Rows,
        asked: &[usize],
        places: &[Place],
        heads: usize,
    ) -> Rows {
        let own = state.select(asked);
        let asks = self.asks.apply(&own);
        let tells = self.tells.apply(state);
        let told = attend(&asks, &tells, places, heads);
        let mut joined = self.joins.sums(&told);
        finish(&mut joined, &own, &self.joins.bias, &self.joined);
        let mut inner = self.up.sums(&joined);
        for row in inner.iter_mut() {
            gelu(row, &self.up.bias);
        }
        let mut done = self.down.sums(&inner);
        finish(&mut done, &joined, &self.down.bias, &self.done);
        done
    }
}

/// What each asking piece is told, by each head, by the pieces of its passage that answer best.
fn attend(asks: &Rows, tells: &Rows, places: &[Place], heads: usize) -> Rows {
    let width = asks.width();
    let size = width / heads;
    let scale = 1.0 / (size as f32).sqrt();
    let mut told = Rows::zeros(asks.count(), width);
    for Place { pieces, asked } in places {
        let mut scores = Rows::zeros(asked.len(), pieces.len());
        for head in 0..heads {
            let part = head * size..(head + 1) * size;
            let asks = asks.part(asked.clone(), part.clone());
            let answers = tells.part(pieces.clone(), part.clone());
            let (rows, columns) = (0..asked.len(), 0..pieces.len());
            scores.put(
                rows.clone(),
                columns.clone(),
                [asks, answers.transpose()],
                scale,
            );
            scores.iter_mut().for_each(softmax);
            let tells = tells.part(pieces.clone(), width + part.start..width + part.end);
            told.put(
                asked.clone(),
                part,
                [scores.part(rows, columns), tells],
                1.0,
            );
        }
    }
    told
}

/// Adds a bias and what was there before, and normalises each row.
fn finish(rows: &mut Rows, before: &Rows, bias: &[f32], norm: &Norm) {
    for (row, before) in rows.iter_mut().zip(before.iter()) {
        for ((value, before), bias) in row.iter_mut().zip(before).zip(bias) {
            *value += before + bias;
        }
        norm.apply(row);
    }
}
