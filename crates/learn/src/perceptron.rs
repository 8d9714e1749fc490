//! The averaged perceptron while it learns.

use crate::table::{Cells, MOST_TRANSITION, Table, best, step};
use crate::viterbi::Trellis;
use crate::{Feature, Sequence, Training};

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
    scores: Vec<f32>,
    trellis: Trellis<f32>,
}

impl<'a> Perceptron<'a> {
    pub(crate) fn new(training: &'a Training, labels: usize, transitions: usize) -> Self {
        Self {
            training,
            labels,
            emissions: Weights::new(labels << training.bits),
            transitions: Weights::new(transitions),
            seen: 0.0,
            scores: vec![0.0; labels],
            trellis: Trellis::default(),
        }
    }

    /// Learns one thing with its label; says whether it was labelled otherwise.
    pub(crate) fn classify(&mut self, features: &[Feature], right: usize) -> bool {
        let mut scores = std::mem::take(&mut self.scores);
        self.score(features, &mut scores);
        let label = best(&scores);
        self.scores = scores;
        if label != right {
            self.correct(features, right, label);
        }
        self.seen += 1.0;
        label != right
    }

    /// Learns a sequence with its labels; gives how many items were labelled otherwise.
    pub(crate) fn tag(&mut self, sequence: &Sequence, right: &[usize]) -> usize {
        let mut trellis = std::mem::take(&mut self.trellis);
        trellis.search(
            self.labels,
            sequence.items(),
            |features, scores| self.score(features, scores),
            |from| self.transitions_from(from),
        );
        let mut mistakes = 0;
        let (mut right_before, mut wrong_before) = (self.labels, self.labels);
        let labels = right.iter().copied().zip(trellis.path().iter().copied());
        for (features, (right, wrong)) in sequence.items().zip(labels) {
            if right != wrong {
                self.correct(features, right, wrong);
                mistakes += 1;
            }
            if (right_before, right) != (wrong_before, wrong) {
                self.change_transition(right_before, right, 1.0);
                self.change_transition(wrong_before, wrong, -1.0);
            }
            (right_before, wrong_before) = (right, wrong);
        }
        self.trellis = trellis;
        self.seen += 1.0;
        mistakes
    }

    fn row(&self, feature: Feature) -> usize {
        feature.bucket(self.training.seed, self.training.bits) * self.labels
    }

    fn score(&self, features: &[Feature], scores: &mut [f32]) {
        scores.fill(0.0);
        for &feature in features {
            let row = &self.emissions.now[self.row(feature)..][..self.labels];
            for (score, weight) in scores.iter_mut().zip(row) {
                *score += weight;
            }
        }
    }

    fn transitions_from(&self, label: usize) -> &[f32] {
        &self.transitions.now[label * self.labels..][..self.labels]
    }

    /// Moves the weights of `features` from a wrong label to the right one.
    fn correct(&mut self, features: &[Feature], right: usize, wrong: usize) {
        for &feature in features {
            let row = self.row(feature);
            self.emissions.change(row + right, 1.0, self.seen);
            self.emissions.change(row + wrong, -1.0, self.seen);
        }
    }

    fn change_transition(&mut self, from: usize, to: usize, by: f32) {
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
                    Cells::Owned(_) => {}
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
