//! `Classifier`: one label for one thing.

use crate::learner::Learner;
use crate::table::{Table, best};
use crate::training::Random;
use crate::{Epoch, Feature, ModelError, Training, TrainingError, file};

/// Something with its label, to learn from.
///
/// ```
/// use presswork_learn::{Example, Feature};
/// let example = Example { features: vec![Feature::new("word").with("cats")], label: 1 };
/// assert_eq!(example.label, 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What is observed.
    pub features: Vec<Feature>,
    /// The label's number in the list of labels.
    pub label: usize,
}

/// Gives each thing one label. The crate's first page trains one.
#[derive(Clone, Debug, PartialEq)]
pub struct Classifier {
    pub(crate) table: Table,
}

/// What a classifier said last, and memory that it uses again.
///
/// ```
/// let prediction = presswork_learn::Prediction::default();
/// assert_eq!(prediction.margin(), 0.0);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Prediction {
    scores: Vec<i32>,
    label: usize,
    scale: f32,
}

impl Prediction {
    /// By how much the best label leads over the next, in units of the model's own: 0 for a tie, no upper bound, and no
    /// probability.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// # let feature = |n| vec![Feature::new("x").and(n)];
    /// # let examples = [(0, 0), (1, 1)].map(|(n, label)| Example { features: feature(n), label });
    /// let model = Classifier::train(&Training::default(), &["a", "b"], &examples, &[], |_| {})?;
    /// let mut prediction = Prediction::default();
    /// model.predict(&feature(1), &mut prediction);
    /// assert!(prediction.margin() > 0.0);
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn margin(&self) -> f32 {
        let others = self
            .scores
            .iter()
            .enumerate()
            .filter(|&(label, _)| label != self.label);
        match (
            self.scores.get(self.label),
            others.map(|(_, score)| score).max(),
        ) {
            (Some(best), Some(next)) => (best - next) as f32 * self.scale,
            _ => 0.0,
        }
    }
}

impl Classifier {
    /// Learns from `examples`; after each epoch `report` is told how it goes with `held_out`.
    ///
    /// ```
    /// use presswork_learn::{Classifier, Example, Feature, Training};
    /// let example = |n: usize| Example { features: vec![Feature::new("odd").and(n as u64 % 2)], label: n % 2 };
    /// let (train, held_out): (Vec<_>, Vec<_>) = ((0..8).map(example).collect(), (8..12).map(example).collect());
    /// let mut accuracy = Vec::new();
    /// let report = |epoch: presswork_learn::Epoch| accuracy.push(epoch.held_out);
    /// Classifier::train(&Training { epochs: 3, ..Training::default() }, &["even", "odd"], &train, &held_out, report)?;
    /// assert_eq!(accuracy, [Some(1.0); 3]);
    /// # Ok::<(), presswork_learn::TrainingError>(())
    /// ```
    pub fn train(
        training: &Training,
        labels: &[&str],
        examples: &[Example],
        held_out: &[Example],
        mut report: impl FnMut(Epoch),
    ) -> Result<Self, TrainingError> {
        training.check(labels)?;
        let outside = |example: &Example| example.label >= labels.len();
        let all = || examples.iter().chain(held_out);
        if let Some(example) = all().position(outside) {
            let label = all().nth(example).map_or(0, |example| example.label);
            return Err(TrainingError::Label {
                example,
                label,
                labels: labels.len(),
            });
        }
        let features = examples
            .iter()
            .flat_map(|example| example.features.iter().copied());
        let mut learner = Learner::new(training, labels.len(), 0, features);
        let mut random = Random::new(training.seed);
        let mut order: Vec<_> = (0..examples.len()).collect();
        let mut model = Self {
            table: learner.quantised(labels).0,
        };
        for number in 1..=training.epochs {
            random.shuffle(&mut order);
            let mut mistakes = 0;
            for example in order.iter().map(|&i| &examples[i]) {
                mistakes += usize::from(learner.classify(&example.features, example.label));
            }
            model.table = learner.quantised(labels).0;
            report(Epoch {
                number,
                mistakes,
                held_out: model.accuracy(held_out),
            });
        }
        Ok(model)
    }

    fn accuracy(&self, examples: &[Example]) -> Option<f64> {
        let mut prediction = Prediction::default();
        let right = examples
            .iter()
            .filter(|example| self.predict(&example.features, &mut prediction) == example.label);
        (!examples.is_empty()).then(|| right.count() as f64 / examples.len() as f64)
    }

    /// The number of the likeliest label, the first of equal ones. Nothing is allocated once `prediction` was used.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Classifier::train(&Training::default(), &["a", "b"], &[], &[], |_| {})?;
    /// assert_eq!(model.predict(&[Feature::new("bias")], &mut Prediction::default()), 0);
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn predict(&self, features: &[Feature], prediction: &mut Prediction) -> usize {
        prediction.scores.resize(self.table.labels.len(), 0);
        self.table.score(features, &mut prediction.scores);
        prediction.scale = self.table.scale;
        prediction.label = best(&prediction.scores);
        prediction.label
    }

    /// Adds to `scores`, one for each label, what features say: for those who look at more only where that leaves a doubt.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Classifier::train(&Training::default(), &["a", "b"], &[], &[], |_| {})?;
    /// let mut scores = [1, 2];
    /// model.score(&[Feature::new("bias")], &mut scores);
    /// assert_eq!(scores, [1, 2], "it learned nothing");
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn score(&self, features: &[Feature], scores: &mut [i32]) {
        self.table.add_up(features, scores);
    }

    /// What one step of a score is worth: with a model that was learned by [`Descent`](crate::Descent), so many natural logarithms of
    /// odds.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Classifier::train(&Training::default(), &["a", "b"], &[], &[], |_| {})?;
    /// assert!(model.step() > 0.0);
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn step(&self) -> f32 {
        self.table.scale
    }

    /// The labels, by number.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Classifier::train(&Training::default(), &["a", "b"], &[], &[], |_| {})?;
    /// assert_eq!(&*model.labels()[1], "b");
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn labels(&self) -> &[Box<str>] {
        &self.table.labels
    }

    /// The model file. The crate's README tells its format.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Classifier::train(&Training::default(), &["a", "b"], &[], &[], |_| {})?;
    /// assert!(model.to_bytes().starts_with(b"presswork model\n"));
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn to_bytes(&self) -> Vec<u8> {
        file::write(&self.table, None)
    }

    /// Reads a model file.
    ///
    /// ```
    /// use presswork_learn::Classifier;
    /// let error = Classifier::from_bytes(b"GIF89a").unwrap_err();
    /// assert_eq!(error.to_string(), "this is no model file of presswork");
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        match file::read(bytes)? {
            (table, None) => Ok(Self { table }),
            (_, Some(_)) => Err(ModelError::Kind("tagger")),
        }
    }
}
