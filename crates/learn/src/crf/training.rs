//! Training a CRF: stochastic gradient descent with a step size for each weight, which leaves most weights at zero.

use super::chain::Chain;
use super::layout;
use super::numbered::{Numbered, Numbers, numbers};
use super::observed::part;
use super::weights::Weights;
use super::{Crf, MOST_LABELS, Observed, REACH, SEEN};
use crate::TrainingError;
use crate::training::Random;
use std::ops::Range;

/// The settings of a training of a [`Crf`].
///
/// ```
/// let training = presswork_learn::CrfTraining { epochs: 5, ..Default::default() };
/// assert_eq!(training.least, 2);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct CrfTraining {
    /// How often all examples are gone through, by each member.
    pub epochs: usize,
    /// How many times it is learned anew, each time in another order. The model is the mean of them all: steadier than any.
    pub members: usize,
    /// Chooses the order of the sequences.
    pub seed: u64,
    /// How large the steps are.
    pub rate: f32,
    /// What pulls weights to zero: those that little speaks for stay there.
    pub l1: f32,
    /// What keeps weights small.
    pub l2: f32,
    /// The share of features that are left out at random each time a word is learned from, so that no feature is relied on
    /// alone.
    pub drop: f32,
    /// Features of fewer kinds of word than this are left out.
    pub least: u32,
    /// How many features of kinds of word are kept at most, those with the largest weights; no more than 262,143.
    pub kinds: usize,
    /// The same for features of single words.
    pub own: usize,
}

impl Default for CrfTraining {
    fn default() -> Self {
        Self {
            epochs: 10,
            members: 1,
            seed: 1,
            rate: 0.03,
            l1: 0.3,
            l2: 10.0,
            drop: 0.2,
            least: 2,
            kinds: 130_000,
            own: 130_000,
        }
    }
}

/// A text to learn from.
///
/// ```
/// use presswork_learn::{Marked, Observed};
/// let mut observed = Observed::default();
/// let kind = observed.end_kind();
/// observed.word(kind);
/// observed.end_sequence();
/// let either = Marked { observed, allowed: vec![0b110] }; // the label is number 1 or number 2
/// assert_eq!(either.allowed.len(), either.observed.len());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// What is observed.
    pub observed: Observed,
    /// For each word the labels that it may have, as bits: one bit where the label is known, several where the one who
    /// marked the text did not tell them apart.
    pub allowed: Vec<u32>,
}

struct Trainer<'a> {
    training: &'a CrfTraining,
    labels: usize,
    stride: usize,
    kinds: Weights,
    own: Weights,
    follow: Weights,
    /// Which label may follow which, and last the start.
    may: &'a [bool],
    random: Random,
    chain: Chain,
    /// The weights of labels after each other, as factors.
    factors: Vec<f32>,
    // Of the sequence at hand: the features of its words that are not dropped, and where those of each word end;
    kept: Vec<u32>,
    kept_ends: Vec<u32>,
    // what each word gives to those about it;
    sums: Vec<f32>,
    // the factors of its labels, all and those that are allowed;
    potentials: Vec<f32>,
    allowed: Vec<f32>,
    // and what follows from them.
    expected: Vec<f32>,
    gradient: Vec<f32>,
    pairs: Vec<f32>,
    given: Vec<f32>,
}

/// How well an epoch of training a [`Crf`] went.
///
/// ```
/// use presswork_learn::{Crf, CrfTraining};
/// let mut epochs = 0;
/// Crf::train(&CrfTraining::default(), &["a"], |_, _| true, &[], |epoch| epochs = epoch.number)?;
/// assert_eq!(epochs, 10);
/// # Ok::<(), presswork_learn::TrainingError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CrfEpoch<'a> {
    /// From 1 on.
    pub number: usize,
    /// The mean negative logarithm of the probability of what is right, a word.
    pub loss: f64,
    /// The model as it would be written now.
    pub model: &'a Crf,
}

impl Crf {
    /// Learns from `examples`; `may` says which label may follow which, and, given none, which may come first. After each
    /// epoch `report` is told how it goes.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let error = Crf::train(&CrfTraining::default(), &[], |_, _| true, &[], |_| {}).unwrap_err();
    /// assert_eq!(error, TrainingError::Labels(0));
    /// ```
    pub fn train(
        training: &CrfTraining,
        labels: &[&str],
        may: impl Fn(Option<usize>, usize) -> bool,
        examples: &[Marked],
        mut report: impl FnMut(CrfEpoch<'_>),
    ) -> Result<Self, TrainingError> {
        if labels.is_empty() || labels.len() > MOST_LABELS {
            return Err(TrainingError::Labels(labels.len()));
        }
        for (number, example) in examples.iter().enumerate() {
            example.check(number, labels.len())?;
        }
        let observed = || examples.iter().map(|example| &example.observed);
        let kinds = numbers(observed().map(|o| &o.features[..]), training.least);
        let own = numbers(observed().map(|o| &o.own[..]), training.least);
        let numbered: Vec<_> = observed().map(|o| Numbered::new(o, &kinds, &own)).collect();
        let sequences = |(text, observed): (usize, &Observed)| {
            (0..observed.sequence_ends.len()).map(move |sequence| (text, sequence))
        };
        let mut order: Vec<_> = observed().enumerate().flat_map(sequences).collect();
        let befores = (0..labels.len()).map(Some).chain([None]);
        let may: Vec<_> = befores
            .flat_map(|before| (0..labels.len()).map(move |label| (before, label)))
            .map(|(before, label)| may(before, label))
            .collect();
        let lay = |weights: &[Vec<f32>; 3], count: usize| {
            layout::model(training, labels, &may, [&kinds, &own], weights, count)
        };
        let mut sums = Trainer::new(training, 0, labels.len(), &may, &kinds, &own).weights();
        let mut model = lay(&sums, 1);
        for (before, seed) in (0..training.members).zip(training.seed..) {
            let mut trainer = Trainer::new(training, seed, labels.len(), &may, &kinds, &own);
            let mut random = Random::new(seed);
            for epoch in 1..=training.epochs {
                random.shuffle(&mut order);
                let (mut loss, mut words) = (0.0, 0);
                for &(text, sequence) in &order {
                    let (more, length) =
                        trainer.sequence(&examples[text], &numbered[text], sequence);
                    loss += f64::from(more);
                    words += length;
                }
                model = if epoch < training.epochs {
                    lay(&trainer.weights(), 1)
                } else {
                    for (sum, weights) in sums.iter_mut().zip(trainer.weights()) {
                        add(sum, &weights);
                    }
                    lay(&sums, before + 1)
                };
                report(CrfEpoch {
                    number: before * training.epochs + epoch,
                    loss: loss / words.max(1) as f64,
                    model: &model,
                });
            }
        }
        Ok(model)
    }
}

impl Marked {
    fn check(&self, number: usize, labels: usize) -> Result<(), TrainingError> {
        if self.observed.len() != self.allowed.len() {
            return Err(TrainingError::Length {
                example: number,
                items: self.observed.len(),
                labels: self.allowed.len(),
            });
        }
        let known = if labels == 32 {
            u32::MAX
        } else {
            (1 << labels) - 1
        };
        match self
            .allowed
            .iter()
            .find(|&&allowed| allowed == 0 || allowed & !known != 0)
        {
            Some(&allowed) => Err(TrainingError::Label {
                example: number,
                label: 31_u32.saturating_sub(allowed.leading_zeros()) as usize,
                labels,
            }),
            None => Ok(()),
        }
    }
}

impl<'a> Trainer<'a> {
    fn new(
        training: &'a CrfTraining,
        seed: u64,
        labels: usize,
        may: &'a [bool],
        kinds: &Numbers,
        own: &Numbers,
    ) -> Self {
        Self {
            training,
            labels,
            stride: stride(labels),
            kinds: Weights::new(kinds.len() * stride(labels)),
            own: Weights::new(own.len() * labels),
            follow: Weights::new(may.len()),
            may,
            random: Random::new(seed ^ DROPS),
            chain: Chain::default(),
            factors: Vec::new(),
            kept: Vec::new(),
            kept_ends: Vec::new(),
            sums: Vec::new(),
            potentials: Vec::new(),
            allowed: Vec::new(),
            expected: Vec::new(),
            gradient: Vec::new(),
            pairs: Vec::new(),
            given: Vec::new(),
        }
    }

    /// Learns from sequence `number` of a text; gives the negative logarithm of the probability of what is right, and how
    /// many words it has.
    fn sequence(&mut self, example: &Marked, numbered: &Numbered, number: usize) -> (f32, usize) {
        let ends = &example.observed.sequence_ends;
        let start = if number == 0 {
            0
        } else {
            ends[number - 1] as usize
        };
        let words = start..ends[number] as usize;
        if words.is_empty() {
            return (0.0, 0);
        }
        self.look(&example.observed, numbered, words.clone());
        let shift = self.exponentiate(&example.allowed[words.clone()]);
        let Some(loss) = self.compare() else {
            return (0.0, 0);
        };
        self.learn(numbered, words.clone());
        (loss + shift, words.len())
    }

    /// Sums up what each word gives to those about it, and what speaks for each label of each word.
    fn look(&mut self, observed: &Observed, numbered: &Numbered, words: Range<usize>) {
        let (labels, stride) = (self.labels, self.stride);
        self.sums.clear();
        self.sums.resize(words.len() * stride, 0.0);
        self.kept.clear();
        self.kept_ends.clear();
        let kinds = &observed.words[words.clone()];
        for (&kind, sum) in kinds.iter().zip(self.sums.chunks_exact_mut(stride)) {
            for &feature in part(&numbered.kinds, &numbered.kind_ends, kind as usize) {
                if self.training.drop > 0.0 && self.random.share() < self.training.drop {
                    continue;
                }
                self.kept.push(feature);
                add(sum, &self.kinds.now[feature as usize * stride..]);
            }
            self.kept_ends.push(self.kept.len() as u32);
        }
        self.potentials.clear();
        self.potentials.resize(words.len() * labels, 0.0);
        for (at, scores) in self.potentials.chunks_exact_mut(labels).enumerate() {
            for &feature in part(&numbered.own, &numbered.own_ends, words.start + at) {
                add(scores, &self.own.now[feature as usize * labels..]);
            }
            for other in at.saturating_sub(REACH)..(at + REACH + 1).min(words.len()) {
                let place = other + REACH - at;
                add(scores, &self.sums[other * stride + place * labels..]);
            }
        }
    }

    /// Makes scores into factors: of all labels, and of those that are allowed. Gives by how much the two were scaled apart.
    fn exponentiate(&mut self, allowed: &[u32]) -> f32 {
        self.allowed.clear();
        let mut shift = 0.0;
        for (scores, &allowed) in self.potentials.chunks_exact_mut(self.labels).zip(allowed) {
            let may = |label: usize| allowed >> label & 1 == 1;
            let highest = scores.iter().copied().fold(f32::MIN, f32::max);
            let right = scores.iter().enumerate().filter(|&(label, _)| may(label));
            let right = right.map(|(_, &score)| score).fold(f32::MIN, f32::max);
            shift += highest - right;
            for (label, score) in scores.iter_mut().enumerate() {
                self.allowed.push(if may(label) {
                    (*score - right).exp()
                } else {
                    0.0
                });
                *score = (*score - highest).max(LOWEST).exp();
            }
        }
        self.factors.clear();
        let follow = self.follow.now.iter().zip(self.may);
        self.factors
            .extend(follow.map(|(&weight, &may)| if may { weight.exp() } else { 0.0 }));
        shift
    }

    /// The gradient: how probable each label is, less how probable it is among those that are allowed.
    fn compare(&mut self) -> Option<f32> {
        let (follow, first) = self.factors.split_at(self.labels * self.labels);
        self.pairs.clear();
        self.pairs.resize(self.factors.len(), 0.0);
        for list in [&mut self.expected, &mut self.gradient] {
            list.clear();
            list.resize(self.potentials.len(), 0.0);
        }
        let right = self
            .chain
            .marginals(&self.allowed, first, follow, &mut self.expected)?;
        self.chain
            .pairs(&self.allowed, follow, -1.0, &mut self.pairs);
        let all = self
            .chain
            .marginals(&self.potentials, first, follow, &mut self.gradient)?;
        self.chain
            .pairs(&self.potentials, follow, 1.0, &mut self.pairs);
        for (gradient, &expected) in self.gradient.iter_mut().zip(&self.expected) {
            *gradient -= expected;
        }
        Some(all - right)
    }

    fn learn(&mut self, numbered: &Numbered, words: Range<usize>) {
        let (labels, stride, training) = (self.labels, self.stride, self.training);
        self.follow.change(0, &self.pairs, training, 0.0);
        self.given.resize(stride, 0.0);
        let large = |gradient: &[f32]| gradient.iter().any(|g| g.abs() > LEAST_GRADIENT);
        for at in 0..words.len() {
            self.given.fill(0.0);
            for place in 0..SEEN {
                let seen = (at + REACH)
                    .checked_sub(place)
                    .filter(|&seen| seen < words.len());
                if let Some(seen) = seen {
                    let gradient = &self.gradient[seen * labels..][..labels];
                    self.given[place * labels..][..labels].copy_from_slice(gradient);
                }
            }
            if large(&self.given) {
                for &feature in part(&self.kept, &self.kept_ends, at) {
                    self.kinds.change(
                        feature as usize * stride,
                        &self.given,
                        training,
                        training.l1,
                    );
                }
            }
            let gradient = &self.gradient[at * labels..][..labels];
            if large(gradient) {
                for &feature in part(&numbered.own, &numbered.own_ends, words.start + at) {
                    self.own
                        .change(feature as usize * labels, gradient, training, training.l1);
                }
            }
        }
    }

    /// What was learned: of kinds of words, of single words, and of labels after each other.
    fn weights(&self) -> [Vec<f32>; 3] {
        [&self.kinds, &self.own, &self.follow].map(|weights| weights.now.clone())
    }
}

fn add(sums: &mut [f32], weights: &[f32]) {
    for (sum, weight) in sums.iter_mut().zip(weights) {
        *sum += weight;
    }
}

/// Scores below the best are cut off here, far under what matters and far above what a float cannot hold.
const LOWEST: f32 = -60.0;
/// So that what is dropped does not go with the order of the sequences.
const DROPS: u64 = 0xD0;

/// Smaller ones change nothing worth the time.
const LEAST_GRADIENT: f32 = 1e-3;

/// How many numbers a row has while it learns, so that rows start at whole vectors.
pub(super) const fn stride(labels: usize) -> usize {
    (SEEN * labels).next_multiple_of(8)
}
