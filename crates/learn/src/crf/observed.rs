//! `Observed`: a text as a CRF sees it, in lists that are used again.

use crate::Feature;

/// What is observed of a text: the kinds of word that occur in it, and its words, in sequences.
///
/// What is known of a kind of word is said once, and seen from each word within two of one of its kind. What holds at one
/// place alone, such as the word together with the word before it, belongs to the word itself.
///
/// ```
/// use presswork_learn::{Feature, Observed};
/// let mut observed = Observed::default();
/// observed.feature(Feature::new("word").with("grain"));
/// let grain = observed.end_kind();
/// observed.own(Feature::new("first"));
/// observed.word(grain);
/// observed.word(grain);
/// observed.end_sequence();
/// assert_eq!((observed.len(), observed.kinds()), (2, 1));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observed {
    pub(crate) features: Vec<Feature>,
    /// Where the features of each kind end.
    pub(crate) kind_ends: Vec<u32>,
    /// What was summed before of each kind.
    pub(crate) told: Vec<i16>,
    /// Where that ends for each kind.
    pub(crate) told_ends: Vec<u32>,
    /// The kind of each word.
    pub(crate) words: Vec<u32>,
    pub(crate) own: Vec<Feature>,
    /// Where the own features of each word end.
    pub(crate) own_ends: Vec<u32>,
    /// Where each sequence ends.
    pub(crate) sequence_ends: Vec<u32>,
}

impl Observed {
    /// Adds a feature of the kind of word at hand.
    ///
    /// ```
    /// let mut observed = presswork_learn::Observed::default();
    /// observed.feature(presswork_learn::Feature::new("capital"));
    /// ```
    pub fn feature(&mut self, feature: Feature) {
        self.features.push(feature);
    }

    /// Adds what [`Crf::tell`](crate::Crf::tell) summed of features of the kind of word at hand, in their place: once, and
    /// for the model that summed it.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Crf::train(&CrfTraining::default(), &["a"], |_, _| true, &[], |_| {})?;
    /// let mut told = Vec::new();
    /// model.tell(&[Feature::new("capital")], &mut told);
    /// let mut observed = Observed::default();
    /// observed.told(&told);
    /// observed.end_kind();
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn told(&mut self, sums: &[i16]) {
        self.told.extend_from_slice(sums);
    }

    /// Ends the kind of word at hand, and gives its number.
    ///
    /// ```
    /// let mut observed = presswork_learn::Observed::default();
    /// assert_eq!((observed.end_kind(), observed.end_kind()), (0, 1));
    /// ```
    pub fn end_kind(&mut self) -> u32 {
        self.kind_ends.push(self.features.len() as u32);
        self.told_ends.push(self.told.len() as u32);
        self.kind_ends.len() as u32 - 1
    }

    /// Adds a feature of the word that comes next.
    ///
    /// ```
    /// let mut observed = presswork_learn::Observed::default();
    /// observed.own(presswork_learn::Feature::new("first"));
    /// ```
    pub fn own(&mut self, feature: Feature) {
        self.own.push(feature);
    }

    /// Adds a word of a kind, whose number [`end_kind`](Self::end_kind) gave, with the own features that were said before.
    ///
    /// ```
    /// let mut observed = presswork_learn::Observed::default();
    /// let kind = observed.end_kind();
    /// observed.word(kind);
    /// assert_eq!(observed.len(), 1);
    /// ```
    pub fn word(&mut self, kind: u32) {
        self.words.push(kind);
        self.own_ends.push(self.own.len() as u32);
    }

    /// Ends the sequence at hand: words see nothing beyond it.
    ///
    /// ```
    /// let mut observed = presswork_learn::Observed::default();
    /// let kind = observed.end_kind();
    /// observed.word(kind);
    /// observed.end_sequence();
    /// ```
    pub fn end_sequence(&mut self) {
        self.sequence_ends.push(self.words.len() as u32);
    }

    /// Empties it, and keeps its memory for the next.
    ///
    /// ```
    /// let mut observed = presswork_learn::Observed::default();
    /// observed.end_kind();
    /// observed.clear();
    /// assert_eq!(observed.kinds(), 0);
    /// ```
    pub fn clear(&mut self) {
        self.features.clear();
        self.kind_ends.clear();
        self.told.clear();
        self.told_ends.clear();
        self.words.clear();
        self.own.clear();
        self.own_ends.clear();
        self.sequence_ends.clear();
    }

    /// How many words it has.
    ///
    /// ```
    /// assert_eq!(presswork_learn::Observed::default().len(), 0);
    /// ```
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it has no word.
    ///
    /// ```
    /// assert!(presswork_learn::Observed::default().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How many kinds of word it has.
    ///
    /// ```
    /// assert_eq!(presswork_learn::Observed::default().kinds(), 0);
    /// ```
    pub fn kinds(&self) -> usize {
        self.kind_ends.len()
    }
}

/// The part of `list` that belongs to number `at`, where `ends` says where each part ends.
pub(crate) fn part<'a, T>(list: &'a [T], ends: &[u32], at: usize) -> &'a [T] {
    let start = if at == 0 { 0 } else { ends[at - 1] as usize };
    &list[start..ends[at] as usize]
}
