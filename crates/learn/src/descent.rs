//! Weights that learn by stochastic gradient descent: how far what was expected lies from what is right moves them.

use crate::crf::{Chain, FtrlWeights};
use crate::owned::Owned;
use crate::table::{Cells, MOST_TRANSITION, Table};
use crate::training::Random;
use crate::{CrfTraining, Descent, Feature, Sequence, Training};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// The weights of a classifier or a tagger while they are learned.
pub(crate) struct Descender<'a> {
    training: &'a Training,
    descent: &'a Descent,
    steps: CrfTraining,
    labels: usize,
    /// Which row the weights of a feature are.
    numbers: FxHashMap<Feature, u32>,
    emissions: FtrlWeights,
    /// From each label, and last from the start, to each; empty for a classifier.
    transitions: FtrlWeights,
    random: Random,
    chain: Chain,
    /// Where the weights of the features that are not dropped start, and where those of each item end.
    rows: Vec<u32>,
    ends: Vec<usize>,
    potentials: Vec<f32>,
    factors: Vec<f32>,
    gradient: Vec<f32>,
    pairs: Vec<f32>,
}

/// So that what is dropped does not go with the order of the examples.
const DROPS: u64 = 0xD0;
/// Scores below the best are cut off here, far under what matters and far above what a float cannot hold.
const LOWEST: f32 = -60.0;
/// Smaller gradients change nothing worth the time.
const LEAST_GRADIENT: f32 = 1e-3;

impl<'a> Descender<'a> {
    pub(crate) fn new(
        training: &'a Training,
        descent: &'a Descent,
        labels: usize,
        transitions: usize,
        features: impl Iterator<Item = Feature>,
    ) -> Self {
        let numbers = numbers(features, descent.least);
        Self {
            training,
            descent,
            steps: CrfTraining {
                rate: descent.rate,
                l1: descent.l1,
                l2: descent.l2,
                ..CrfTraining::default()
            },
            labels,
            emissions: FtrlWeights::new(labels * numbers.len()),
            numbers,
            transitions: FtrlWeights::new(transitions),
            random: Random::new(training.seed ^ DROPS),
            chain: Chain::default(),
            rows: Vec::new(),
            ends: Vec::new(),
            potentials: Vec::new(),
            factors: Vec::new(),
            gradient: Vec::new(),
            pairs: Vec::new(),
        }
    }

    /// Learns one thing with its label; says whether it would have been labelled otherwise.
    pub(crate) fn classify(&mut self, features: &[Feature], label: usize) -> bool {
        self.clear();
        self.look(features);
        let best = crate::table::best(&self.potentials);
        let sum: f32 = self.potentials.iter().sum();
        let shares = self.potentials.iter().map(|potential| potential / sum);
        self.gradient.extend(shares);
        self.gradient[label] -= 1.0;
        self.learn();
        best != label
    }

    /// Learns a sequence with its labels; gives how many items are likelier to have another one.
    pub(crate) fn tag(&mut self, sequence: &Sequence, right: &[usize]) -> usize {
        self.clear();
        for features in sequence.items() {
            self.look(features);
        }
        if right.is_empty() {
            return 0;
        }
        let labels = self.labels;
        self.factors.clear();
        let weights = self.transitions.now.iter();
        self.factors.extend(weights.map(|weight| weight.exp()));
        let (follow, first) = self.factors.split_at(labels * labels);
        self.gradient.resize(self.potentials.len(), 0.0);
        let gradient = &mut self.gradient;
        if self
            .chain
            .marginals(&self.potentials, first, follow, gradient)
            .is_none()
        {
            return 0;
        }
        self.pairs.clear();
        self.pairs.resize(self.factors.len(), 0.0);
        self.chain
            .pairs(&self.potentials, follow, 1.0, &mut self.pairs);
        let mut mistakes = 0;
        let mut before = labels;
        for (marginals, &label) in self.gradient.chunks_exact_mut(labels).zip(right) {
            mistakes += usize::from(crate::table::best(marginals) != label);
            marginals[label] -= 1.0;
            self.pairs[before * labels + label] -= 1.0;
            before = label;
        }
        self.transitions.change(0, &self.pairs, &self.steps, 0.0);
        self.learn();
        mistakes
    }

    fn clear(&mut self) {
        self.rows.clear();
        self.ends.clear();
        self.potentials.clear();
        self.gradient.clear();
    }

    /// Chooses the features of an item that are not dropped, and makes what speaks for each label into factors.
    fn look(&mut self, features: &[Feature]) {
        let at = self.potentials.len();
        self.potentials.resize(at + self.labels, 0.0);
        let scores = &mut self.potentials[at..];
        for feature in features {
            if self.random.share() < self.descent.drop {
                continue;
            }
            let Some(&number) = self.numbers.get(feature) else {
                continue;
            };
            let row = number as usize * self.labels;
            self.rows.push(row as u32);
            for (score, weight) in scores.iter_mut().zip(&self.emissions.now[row..]) {
                *score += weight;
            }
        }
        self.ends.push(self.rows.len());
        let highest = scores.iter().copied().fold(f32::MIN, f32::max);
        for score in scores {
            *score = (*score - highest).max(LOWEST).exp();
        }
    }

    /// Moves the weights of each item by its gradient.
    fn learn(&mut self) {
        let mut start = 0;
        for (&end, gradient) in self
            .ends
            .iter()
            .zip(self.gradient.chunks_exact(self.labels))
        {
            if gradient.iter().any(|g| g.abs() > LEAST_GRADIENT) {
                for &row in &self.rows[start..end] {
                    self.emissions
                        .change(row as usize, gradient, &self.steps, self.descent.l1);
                }
            }
            start = end;
        }
    }

    /// The weights, quantised; and those of the transitions, in the same steps.
    pub(crate) fn quantised(&self, labels: &[&str]) -> (Table, Vec<i32>) {
        let steps = |weight: f32| (weight / STEP).round();
        let row = |number: u32| {
            let weights = &self.emissions.now[number as usize * self.labels..][..self.labels];
            let cells = weights
                .iter()
                .map(|&weight| steps(weight).clamp(-127.0, 127.0) as i8);
            cells.collect::<Vec<_>>()
        };
        let mut rows: Vec<_> = self
            .numbers
            .iter()
            .map(|(&feature, &number)| (feature, row(number)))
            .filter(|(_, row)| row.iter().any(|&cell| cell != 0))
            .collect();
        // The weightiest find a slot first.
        let norm = |row: &[i8]| row.iter().map(|&cell| i32::from(cell).pow(2)).sum::<i32>();
        rows.sort_unstable_by_key(|(feature, row)| (Reverse(norm(row)), *feature));
        let Training { bits, seed, .. } = *self.training;
        let mut owned = Owned::empty(labels.len(), bits);
        for (feature, row) in rows {
            owned.insert(feature.number(), bits, &row);
        }
        let most = MOST_TRANSITION as f32;
        let transitions = self.transitions.now.iter();
        let transitions = transitions.map(|&weight| steps(weight).clamp(-most, most) as i32);
        let table = Table {
            labels: labels.iter().map(|&label| label.into()).collect(),
            bits,
            seed,
            scale: STEP,
            cells: Cells::Owned(owned),
        };
        (table, transitions.collect())
    }
}

/// What a step of a quantised weight is worth: weights go up to 4.
const STEP: f32 = 1.0 / 32.0;

/// Numbers the features that are there `least` times or more.
fn numbers(features: impl Iterator<Item = Feature>, least: u32) -> FxHashMap<Feature, u32> {
    let mut counts: FxHashMap<Feature, u32> = FxHashMap::default();
    for feature in features {
        *counts.entry(feature).or_default() += 1;
    }
    counts.retain(|_, count| *count >= least);
    let mut kept: Vec<_> = counts.into_keys().collect();
    kept.sort_unstable();
    kept.into_iter().zip(0..).collect()
}
