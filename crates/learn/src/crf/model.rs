//! `Crf`: the model in use, and how a text is labelled by it.

use super::chain::Chain;
use super::observed::part;
use super::rows::{Rows, lanes};
use super::{MOST_LABELS, Observed, REACH, SEEN};
use crate::Feature;
use crate::viterbi::Trellis;
use std::ops::Range;

/// Gives each word of a text a label, and says how sure it is: a conditional random field (Lafferty et al. 2001).
///
/// The first label is the usual one, that of words of which there is nothing to say. It is taken at once where it leads by
/// far; only the stretches between are searched, by Viterbi's method, so that a text of mostly usual words costs little.
///
/// ```
/// use presswork_learn::{Crf, CrfTraining, Feature, Labelling, Marked, Observed};
/// // Words in capitals are names, the second of two goes on with the first.
/// let text = |text: &str| {
///     let mut observed = Observed::default();
///     for word in text.split(' ') {
///         observed.feature(Feature::new("capital").and(word.starts_with(char::is_uppercase).into()));
///         let kind = observed.end_kind();
///         observed.word(kind);
///     }
///     observed.end_sequence();
///     observed
/// };
/// let examples = [("we saw Ann Lee there", [1, 1, 2, 4, 1]), ("Bo Ek spoke to us", [2, 4, 1, 1, 1])]
///     .map(|(words, allowed)| Marked { observed: text(words), allowed: allowed.into() });
/// let training = CrfTraining { epochs: 50, l1: 0.0, l2: 0.0, least: 1, ..CrfTraining::default() };
/// let may = |before: Option<usize>, label| label != 2 || before.is_some_and(|before| before > 0);
/// let model = Crf::train(&training, &["other", "first", "next"], may, &examples, |_| {})?;
/// let mut labelling = Labelling::default();
/// model.label(&text("then Jo Day left"), &mut labelling);
/// assert_eq!(labelling.labels(), [0, 1, 2, 0]);
/// assert!(labelling.probabilities(1)[1] > 0.5);
/// # Ok::<(), presswork_learn::TrainingError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Crf {
    pub(super) labels: Vec<Box<str>>,
    /// What a step of a weight is worth.
    pub(super) scale: f32,
    /// From each label, and last from the start, to each, in steps.
    pub(super) follow: Vec<i32>,
    /// The same as factors.
    pub(super) factors: Vec<f32>,
    /// What a feature of a kind of word tells, at each place from which it is seen.
    pub(super) kinds: Rows,
    /// What a feature of one word tells.
    pub(super) own: Rows,
}

/// The score of a label that may not follow, in steps.
pub(super) const FORBIDDEN: i32 = -1_000_000;

/// By how much, as a logarithm, the usual label must lead to be taken at once.
const LEAD: f32 = 9.0;

/// The labels of a text's words, in memory that is used again.
///
/// ```
/// let labelling = presswork_learn::Labelling::default(); // one a thread
/// assert!(labelling.labels().is_empty());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Labelling {
    labels: Vec<u8>,
    /// How probable each label of each word is.
    probabilities: Vec<f32>,
    /// What each kind of word tells, at each place from which it is seen.
    sums: Vec<i16>,
    /// What the own features of each word tell.
    own: Vec<i16>,
    scores: Vec<i32>,
    potentials: Vec<f32>,
    trellis: Trellis<i32>,
    chain: Chain,
}

impl Labelling {
    /// The number of each word's label.
    pub fn labels(&self) -> &[u8] {
        &self.labels
    }

    /// How probable each label is for word number `word`, from 0 to 1. Among words that all have the usual label it counts as
    /// sure: that saves time, and who asks for a text's labels asks for the others.
    pub fn probabilities(&self, word: usize) -> &[f32] {
        let labels = self.probabilities.len() / self.labels.len();
        &self.probabilities[word * labels..][..labels]
    }
}

impl Crf {
    /// Labels the words of a text. Nothing is allocated once `labelling` has seen a text of that size.
    ///
    /// # Panics
    /// If a kind of word was [told](Observed::told) more than once, or by a model with another number of labels.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Crf::train(&CrfTraining::default(), &["a"], |_, _| true, &[], |_| {})?;
    /// let mut labelling = Labelling::default();
    /// model.label(&Observed::default(), &mut labelling);
    /// assert!(labelling.labels().is_empty());
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn label(&self, observed: &Observed, labelling: &mut Labelling) {
        let stride = self.stride();
        let Labelling { sums, own, .. } = labelling;
        sums.clear();
        for kind in 0..observed.kinds() {
            match part(&observed.told, &observed.told_ends, kind) {
                [] => sums.resize(sums.len() + stride, 0),
                told => {
                    assert_eq!(told.len(), stride, "a kind is told once, by its model");
                    sums.extend_from_slice(told);
                }
            }
        }
        self.kinds
            .add(&observed.features, &observed.kind_ends, sums);
        own.clear();
        own.resize(observed.len() * lanes(self.labels.len()), 0);
        self.own.add(&observed.own, &observed.own_ends, own);
        labelling.labels.clear();
        labelling.labels.resize(observed.len(), 0);
        labelling.probabilities.clear();
        labelling
            .probabilities
            .resize(observed.len() * self.labels.len(), 0.0);
        let mut start = 0;
        for &end in &observed.sequence_ends {
            self.sequence(observed, start, end as usize, labelling);
            start = end as usize;
        }
    }

    /// Sums what features of a kind of word tell, and appends it to `told`: for [`Observed::told`], where the same features
    /// are met again and again. It is of the same length whatever the features.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Crf::train(&CrfTraining::default(), &["a"], |_, _| true, &[], |_| {})?;
    /// let mut told = Vec::new();
    /// model.tell(&[], &mut told);
    /// assert!(told.iter().all(|&sum| sum == 0));
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn tell(&self, features: &[Feature], told: &mut Vec<i16>) {
        let start = told.len();
        told.resize(start + self.stride(), 0);
        let ends = [features.len() as u32];
        self.kinds.add(features, &ends, &mut told[start..]);
    }

    /// Sums what features of one word tell, in groups: those up to the first of `ends`, and so on. `told` then has a sum a label for
    /// each group: for [`label_one`](Self::label_one), where groups of features are met again and again.
    ///
    /// # Panics
    /// If the last of `ends` is not the number of the features.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Crf::train(&CrfTraining::default(), &["a", "b"], |_, _| true, &[], |_| {})?;
    /// let mut told = Vec::new();
    /// model.tell_each(&[Feature::new("unknown"), Feature::new("too")], &[1, 2], &mut told);
    /// assert_eq!(told, [0; 4]);
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn tell_each(&self, features: &[Feature], ends: &[u32], told: &mut Vec<i16>) {
        assert_eq!(ends.last().map_or(0, |&end| end as usize), features.len());
        let (labels, stride) = (self.labels.len(), lanes(self.labels.len()));
        told.clear();
        told.resize(ends.len() * stride, 0);
        self.own.add(features, ends, told);
        for group in 1..ends.len() {
            told.copy_within(group * stride..group * stride + labels, group * labels);
        }
        told.truncate(ends.len() * labels);
    }

    /// Labels the only word of a text, by what its features [told](Self::tell_each).
    ///
    /// # Panics
    /// If `told` has not a sum for each label.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Crf::train(&CrfTraining::default(), &["a", "b"], |_, _| true, &[], |_| {})?;
    /// let mut labelling = Labelling::default();
    /// model.label_one(&[0, 0], &mut labelling);
    /// assert_eq!(labelling.labels(), [0]);
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn label_one(&self, told: &[i16], labelling: &mut Labelling) {
        let labels = self.labels.len();
        assert_eq!(told.len(), labels, "there is a sum a label");
        labelling.labels.clear();
        labelling.labels.push(0);
        labelling.probabilities.clear();
        labelling.probabilities.resize(labels, 0.0);
        labelling.scores.clear();
        labelling
            .scores
            .extend(told.iter().map(|&sum| i32::from(sum)));
        self.decode(0, 1, true, labelling);
    }

    /// Whether the first label of such a word is more than `times` as probable as any other: told sooner than by labelling it.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Crf::train(&CrfTraining::default(), &["a", "b"], |_, _| true, &[], |_| {})?;
    /// assert!(!model.leads(&[0, 0], 2.0));
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn leads(&self, told: &[i16], times: f32) -> bool {
        let labels = self.labels.len();
        let first = &self.follow[labels * labels..][..labels];
        // A step more than is needed, lest rounding matter.
        let lead = ((times.ln() / self.scale).ceil() as i32).saturating_add(1);
        let mut scores = told
            .iter()
            .zip(first)
            .map(|(&sum, &follow)| i32::from(sum) + follow);
        let usual = scores.next().unwrap_or_default();
        scores.all(|score| score.saturating_add(lead) < usual)
    }

    /// How many sums are kept of a kind of word: a label's at each place, and as many behind them as are read at once.
    fn stride(&self) -> usize {
        let labels = self.labels.len();
        lanes((SEEN - 1) * labels + lanes(labels))
    }

    /// The labels, by number.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Crf::train(&CrfTraining::default(), &["a", "b"], |_, _| true, &[], |_| {})?;
    /// assert_eq!(model.labels().len(), 2);
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn labels(&self) -> &[Box<str>] {
        &self.labels
    }

    /// How many features it knows: of kinds of word, and of single words.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Crf::train(&CrfTraining::default(), &["a"], |_, _| true, &[], |_| {})?;
    /// assert_eq!(model.features(), (0, 0));
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn features(&self) -> (usize, usize) {
        (self.kinds.len(), self.own.len())
    }

    fn sequence(&self, observed: &Observed, start: usize, end: usize, labelling: &mut Labelling) {
        self.score(observed, start, end, labelling);
        self.decode(start, end - start, false, labelling);
    }

    /// Chooses the labels of the sequence of `words` words that starts at `start`, whose scores are known. Where the usual label
    /// is the best, how probable the others are is told if `all`.
    fn decode(&self, start: usize, words: usize, all: bool, labelling: &mut Labelling) {
        let labels = self.labels.len();
        let lead = (LEAD / self.scale) as i32;
        let usual = |scores: &[i32]| scores[1..].iter().all(|&score| score + lead < scores[0]);
        let mut at = 0;
        while at < words {
            let open = labelling.scores[at * labels..].chunks_exact(labels);
            let length = open.take_while(|scores| !usual(scores)).count();
            if length > 0 {
                self.search(at, at + length, at + length < words, labelling);
                let places = start + at..start + at + length;
                if all || labelling.trellis.path().iter().any(|&label| label > 0) {
                    self.weigh(at, places, labelling);
                } else {
                    let words = &mut labelling.probabilities[places.start * labels..];
                    let words = words.chunks_exact_mut(labels).take(length);
                    words.for_each(|word| word[0] = 1.0);
                }
            }
            if at + length < words {
                labelling.probabilities[(start + at + length) * labels] = 1.0;
            }
            at += length + 1;
        }
    }

    /// What speaks for each label of each word.
    fn score(&self, observed: &Observed, start: usize, end: usize, labelling: &mut Labelling) {
        let (labels, stride) = (self.labels.len(), self.stride());
        let words = &observed.words[start..end];
        labelling.scores.clear();
        labelling.scores.resize(words.len() * labels, 0);
        let mut sums = [0_i16; lanes(MOST_LABELS)];
        let sums = &mut sums[..lanes(labels)];
        for (at, scores) in labelling.scores.chunks_exact_mut(labels).enumerate() {
            let own = &labelling.own[(start + at) * sums.len()..];
            sums.copy_from_slice(&own[..sums.len()]);
            let first = at.saturating_sub(REACH);
            let near = &words[first..(at + REACH + 1).min(words.len())];
            for (place, &kind) in (first + REACH - at..).zip(near) {
                let seen = kind as usize * stride + place * labels;
                let told = &labelling.sums[seen..seen + sums.len()];
                for (sum, &told) in sums.iter_mut().zip(told) {
                    *sum = sum.saturating_add(told);
                }
            }
            for (score, &sum) in scores.iter_mut().zip(&*sums) {
                *score = i32::from(sum);
            }
        }
    }

    /// Searches the stretch from `from` to `to` of a sequence for its best path; usual words stand about it, but for the
    /// sequence's edges.
    fn search(&self, from: usize, to: usize, goes_on: bool, labelling: &mut Labelling) {
        let labels = self.labels.len();
        let scores = &mut labelling.scores[from * labels..to * labels];
        if goes_on {
            // The word behind it has the usual label; what may not stand before that may not stand last.
            let last = scores.len() - labels;
            for (label, score) in scores[last..].iter_mut().enumerate() {
                *score += self.follow[label * labels];
            }
        }
        let first = self.first(from);
        labelling.trellis.search(
            labels,
            scores.chunks_exact(labels),
            |item, scores: &mut [i32]| scores.copy_from_slice(item),
            |before| {
                let before = if before == labels { first } else { before };
                &self.follow[before * labels..][..labels]
            },
        );
    }

    /// The row of labels that follow what stands before word `from` of a sequence: nothing, or a usual word.
    fn first(&self, from: usize) -> usize {
        if from == 0 { self.labels.len() } else { 0 }
    }

    /// Labels the stretch that was searched, which starts with word `from` of its sequence and is at `places` of the text, and
    /// tells how probable each label is.
    fn weigh(&self, from: usize, places: Range<usize>, labelling: &mut Labelling) {
        let labels = self.labels.len();
        labelling.potentials.clear();
        let scores = labelling.scores[from * labels..].chunks_exact(labels);
        for scores in scores.take(places.len()) {
            let highest = scores.iter().copied().max().unwrap_or_default();
            let potential = |&score: &i32| ((score - highest) as f32 * self.scale).exp();
            labelling.potentials.extend(scores.iter().map(potential));
        }
        let first = &self.factors[self.first(from) * labels..][..labels];
        let marginals = &mut labelling.probabilities[places.start * labels..places.end * labels];
        labelling
            .chain
            .marginals(&labelling.potentials, first, &self.factors, marginals);
        for (at, &label) in places.zip(labelling.trellis.path()) {
            labelling.labels[at] = label as u8;
        }
    }
}
