//! `Tagger`: a label for each item of a sequence, with regard to the label before it.

use crate::learner::Learner;
use crate::table::Table;
use crate::training::Random;
use crate::viterbi::Trellis;
use crate::{Epoch, Feature, ModelError, Sequence, Training, TrainingError, file};

/// A sequence with its labels, to learn from.
///
/// ```
/// use presswork_learn::{Sequence, Tagged};
/// let nothing = Tagged { sequence: Sequence::default(), labels: vec![] };
/// assert!(nothing.sequence.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagged {
    /// What is observed.
    pub sequence: Sequence,
    /// The number of each item's label.
    pub labels: Vec<usize>,
}

/// Gives each item of a sequence a label: those whose weights, and those of each label after the one before it, add up to
/// the most.
///
/// ```
/// use presswork_learn::{Feature, Lattice, Sequence, Tagged, Tagger, Training};
///
/// // After "the", "run" is a noun; after "they", a verb.
/// let sequence = |text: &str| {
///     let mut sequence = Sequence::default();
///     for word in text.split(' ') {
///         sequence.push(Feature::new("word").with(word));
///         sequence.end_item();
///     }
///     sequence
/// };
/// let labels = ["article", "noun", "pronoun", "verb"];
/// let examples = [("the walk", [0, 1]), ("they walk", [2, 3]), ("the run", [0, 1]), ("they run", [2, 3])]
///     .map(|(text, labels)| Tagged { sequence: sequence(text), labels: labels.into() });
/// let model = Tagger::train(&Training::default(), &labels, &examples, &[], |_| {})?;
/// let mut lattice = Lattice::default();
/// assert_eq!(model.tag(&sequence("they run"), &mut lattice), [2, 3]);
/// assert_eq!(model.tag(&sequence("the run"), &mut lattice), [0, 1]);
/// # Ok::<(), presswork_learn::TrainingError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Tagger {
    pub(crate) table: Table,
    /// From each label, and last from the start, to each, in the table's steps.
    pub(crate) transitions: Vec<i32>,
}

/// Memory that a tagger uses again.
///
/// ```
/// let mut lattice = presswork_learn::Lattice::default(); // one a thread
/// ```
#[derive(Clone, Debug, Default)]
pub struct Lattice(Trellis<i32>);

impl Tagger {
    /// Learns from `examples`; after each epoch `report` is told how it goes with `held_out`.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let example = Tagged { sequence: Sequence::default(), labels: vec![0] };
    /// let error = Tagger::train(&Training::default(), &["a"], &[example], &[], |_| {}).unwrap_err();
    /// assert_eq!(error.to_string(), "example 0 has 0 items and 1 labels");
    /// ```
    pub fn train(
        training: &Training,
        labels: &[&str],
        examples: &[Tagged],
        held_out: &[Tagged],
        mut report: impl FnMut(Epoch),
    ) -> Result<Self, TrainingError> {
        training.check(labels)?;
        for (number, example) in examples.iter().chain(held_out).enumerate() {
            check(number, example, labels.len())?;
        }
        let transitions = (labels.len() + 1) * labels.len();
        let items = examples.iter().flat_map(|example| example.sequence.items());
        let features = items.flat_map(|features| features.iter().copied());
        let mut learner = Learner::new(training, labels.len(), transitions, features);
        let mut random = Random::new(training.seed);
        let mut order: Vec<_> = (0..examples.len()).collect();
        let mut model = Self::of(&learner, labels);
        for number in 1..=training.epochs {
            random.shuffle(&mut order);
            let mut mistakes = 0;
            for example in order.iter().map(|&i| &examples[i]) {
                mistakes += learner.tag(&example.sequence, &example.labels);
            }
            model = Self::of(&learner, labels);
            report(Epoch {
                number,
                mistakes,
                held_out: model.accuracy(held_out),
            });
        }
        Ok(model)
    }

    fn of(learner: &Learner<'_>, labels: &[&str]) -> Self {
        let (table, transitions) = learner.quantised(labels);
        Self { table, transitions }
    }

    fn accuracy(&self, examples: &[Tagged]) -> Option<f64> {
        let mut lattice = Lattice::default();
        let (mut right, mut all) = (0, 0);
        for example in examples {
            let tags = self.tag(&example.sequence, &mut lattice);
            right += tags
                .iter()
                .zip(&example.labels)
                .filter(|(a, b)| a == b)
                .count();
            all += example.labels.len();
        }
        (all > 0).then(|| right as f64 / all as f64)
    }

    /// The number of each item's label. Nothing is allocated once `lattice` has seen a sequence of that length.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Tagger::train(&Training::default(), &["a"], &[], &[], |_| {})?;
    /// assert!(model.tag(&Sequence::default(), &mut Lattice::default()).is_empty());
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn tag<'a>(&self, sequence: &Sequence, lattice: &'a mut Lattice) -> &'a [usize] {
        let labels = self.table.labels.len();
        lattice.0.search(
            labels,
            sequence.items(),
            |features, scores| self.table.score(features, scores),
            |from| &self.transitions[from * labels..][..labels],
        );
        lattice.0.path()
    }

    /// Adds to `scores`, one for each label, what features of an item say of it. With [`path`](Self::path) this does what
    /// [`tag`](Self::tag) does, for those who keep the scores of features that many items share.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Tagger::train(&Training::default(), &["a", "b"], &[], &[], |_| {})?;
    /// let (mut scores, mut lattice) = ([0; 2], Lattice::default());
    /// model.score(&[Feature::new("bias")], &mut scores);
    /// assert_eq!(model.path(&scores, &mut lattice), [0]);
    /// # Ok::<(), TrainingError>(())
    /// ```
    #[inline]
    pub fn score(&self, features: &[Feature], scores: &mut [i32]) {
        self.table.add_up(features, scores);
    }

    /// What one step of a score is worth, for those who add what they know from elsewhere: with a model that was learned by
    /// [`Descent`](crate::Descent), so many natural logarithms of odds.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Tagger::train(&Training::default(), &["a", "b"], &[], &[], |_| {})?;
    /// assert!(model.step() > 0.0);
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn step(&self) -> f32 {
        self.table.scale
    }

    /// The number of each item's label, given the scores of its labels, item by item; see [`score`](Self::score).
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Tagger::train(&Training::default(), &["a", "b"], &[], &[], |_| {})?;
    /// assert_eq!(model.path(&[0, 3, 5, 1], &mut Lattice::default()), [1, 0]);
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn path<'a>(&self, scores: &[i32], lattice: &'a mut Lattice) -> &'a [usize] {
        let labels = self.table.labels.len();
        lattice.0.search(
            labels,
            scores.chunks_exact(labels),
            |item, scores| scores.copy_from_slice(item),
            |from| &self.transitions[from * labels..][..labels],
        );
        lattice.0.path()
    }

    /// The labels, by number.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Tagger::train(&Training::default(), &["a", "b"], &[], &[], |_| {})?;
    /// assert_eq!(model.labels().len(), 2);
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn labels(&self) -> &[Box<str>] {
        &self.table.labels
    }

    /// The model file. The crate's README tells its format.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Tagger::train(&Training::default(), &["a"], &[], &[], |_| {})?;
    /// assert_eq!(Tagger::from_bytes(&model.to_bytes()).as_ref(), Ok(&model));
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn to_bytes(&self) -> Vec<u8> {
        file::write(&self.table, Some(&self.transitions))
    }

    /// Reads a model file.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let classifier = Classifier::train(&Training::default(), &["a"], &[], &[], |_| {})?;
    /// let error = Tagger::from_bytes(&classifier.to_bytes()).unwrap_err();
    /// assert_eq!(error.to_string(), "the model file holds a classifier");
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        match file::read(bytes)? {
            (table, Some(transitions)) => Ok(Self { table, transitions }),
            (_, None) => Err(ModelError::Kind("classifier")),
        }
    }
}

fn check(number: usize, example: &Tagged, labels: usize) -> Result<(), TrainingError> {
    if example.sequence.len() != example.labels.len() {
        return Err(TrainingError::Length {
            example: number,
            items: example.sequence.len(),
            labels: example.labels.len(),
        });
    }
    match example.labels.iter().find(|&&label| label >= labels) {
        Some(&label) => Err(TrainingError::Label {
            example: number,
            label,
            labels,
        }),
        None => Ok(()),
    }
}
