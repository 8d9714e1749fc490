//! The averaged perceptron while it learns.

use crate::table::{Cells, MOST_TRANSITION, Table, step};
use crate::{Feature, Training};

/// Weights, and what is to be taken off each for its average: every change times the examples before it (Daumé 2006).
struct Weights {
    now: Vec<f32>,
    late: Vec<f64>,
}

impl Weights {
    fn new(count: usize) -> Self {
        Self {
            now: vec![0.0; count],
            late: vec![0.0; count],
        }
    }

    fn change(&mut self, at: usize, by: f32, seen: f64) {
        self.now[at] += by;
        self.late[at] += f64::from(by) * seen;
    }

    fn averages(&self, seen: f64) -> impl Iterator<Item = f32> {
        let weights = self.now.iter().zip(&self.late);
        weights.map(move |(&now, &late)| (f64::from(now) - late / (seen + 1.0)) as f32)
    }
}

/// Weights that change.
pub(crate) struct Perceptron<'a> {
    training: &'a Training,
    labels: usize,
    emissions: Weights,
    /// From each label, and last from the start, to each; empty for a classifier.
    transitions: Weights,
    /// Examples seen so far.
    seen: f64,
}

impl<'a> Perceptron<'a> {
    pub(crate) fn new(training: &'a Training, labels: usize, transitions: usize) -> Self {
        Self {
            training,
            labels,
            emissions: Weights::new(labels << training.bits),
            transitions: Weights::new(transitions),
            seen: 0.0,
        }
    }

    pub(crate) fn next_example(&mut self) {
        self.seen += 1.0;
    }

    fn row(&self, feature: Feature) -> usize {
        feature.bucket(self.training.seed, self.training.bits) * self.labels
    }

    pub(crate) fn score(&self, features: &[Feature], scores: &mut [f32]) {
        scores.fill(0.0);
        for &feature in features {
            let row = &self.emissions.now[self.row(feature)..][..self.labels];
            for (score, weight) in scores.iter_mut().zip(row) {
                *score += weight;
            }
        }
    }

    pub(crate) fn transitions_from(&self, label: usize) -> &[f32] {
        &self.transitions.now[label * self.labels..][..self.labels]
    }

    /// Moves the weights of `features` from a wrong label to the right one.
    pub(crate) fn correct(&mut self, features: &[Feature], right: usize, wrong: usize) {
        for &feature in features {
            let row = self.row(feature);
            self.emissions.change(row + right, 1.0, self.seen);
            self.emissions.change(row + wrong, -1.0, self.seen);
        }
    }

    pub(crate) fn change_transition(&mut self, from: usize, to: usize, by: f32) {
        self.transitions
            .change(from * self.labels + to, by, self.seen);
    }

    /// The averaged weights, quantised; and those of the transitions, in the same steps.
    pub(crate) fn quantised(&self, labels: &[&str]) -> (Table, Vec<i32>) {
        let largest = self
            .emissions
            .averages(self.seen)
            .map(f32::abs)
            .fold(0.0, f32::max);
        let scale = step(self.training.width, largest);
        let least = largest * self.training.prune;
        let steps = |average: f32| (average / scale).round();
        let mut cells = Cells::zeros(self.training.width, labels.len() << self.training.bits);
        for (i, average) in self.emissions.averages(self.seen).enumerate() {
            if average.abs() >= least {
                match &mut cells {
                    Cells::One(cells) => cells[i] = steps(average) as i8,
                    Cells::Two(cells) => cells[i] = steps(average) as i16,
                }
            }
        }
        let transitions = self.transitions.averages(self.seen);
        let transitions = transitions
            .map(|average| (steps(average) as i32).clamp(-MOST_TRANSITION, MOST_TRANSITION));
        let transitions = transitions.collect();
        let table = Table {
            labels: labels.iter().map(|&label| label.into()).collect(),
            bits: self.training.bits,
            seed: self.training.seed,
            scale,
            cells,
        };
        (table, transitions)
    }
}
