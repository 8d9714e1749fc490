//! `Learner`: the weights of a model while they are learned, in the way that its training asks for.

use crate::descent::Descender;
use crate::perceptron::Perceptron;
use crate::table::Table;
use crate::{Feature, Sequence, Training};

/// Learns one example after another.
pub(crate) enum Learner<'a> {
    Perceptron(Box<Perceptron<'a>>),
    Descent(Box<Descender<'a>>),
}

impl<'a> Learner<'a> {
    /// `features` are those of all examples; `transitions` is how many weights labels after each other have: none for a classifier.
    pub(crate) fn new(
        training: &'a Training,
        labels: usize,
        transitions: usize,
        features: impl Iterator<Item = Feature>,
    ) -> Self {
        match &training.descent {
            None => {
                let perceptron = Perceptron::new(training, labels, transitions);
                Self::Perceptron(Box::new(perceptron))
            }
            Some(descent) => {
                let descender = Descender::new(training, descent, labels, transitions, features);
                Self::Descent(Box::new(descender))
            }
        }
    }

    /// Learns one thing with its label; says whether it was labelled otherwise.
    pub(crate) fn classify(&mut self, features: &[Feature], label: usize) -> bool {
        match self {
            Self::Perceptron(perceptron) => perceptron.classify(features, label),
            Self::Descent(descender) => descender.classify(features, label),
        }
    }

    /// Learns a sequence with its labels; gives how many items were labelled otherwise.
    pub(crate) fn tag(&mut self, sequence: &Sequence, labels: &[usize]) -> usize {
        match self {
            Self::Perceptron(perceptron) => perceptron.tag(sequence, labels),
            Self::Descent(descender) => descender.tag(sequence, labels),
        }
    }

    /// The weights as they are written, and those of labels after each other, in the same steps.
    pub(crate) fn quantised(&self, labels: &[&str]) -> (Table, Vec<i32>) {
        match self {
            Self::Perceptron(perceptron) => perceptron.quantised(labels),
            Self::Descent(descender) => descender.quantised(labels),
        }
    }
}
