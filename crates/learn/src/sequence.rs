//! `Sequence`: the features of one thing after another, in two lists that are used again.

use crate::Feature;

/// The features of the items of a sequence, such as the tokens of a sentence.
///
/// ```
/// use presswork_learn::{Feature, Sequence};
/// let mut sequence = Sequence::default();
/// for word in ["grain", "prices"] {
///     sequence.push(Feature::new("word").with(word));
///     sequence.push(Feature::new("bias"));
///     sequence.end_item();
/// }
/// assert_eq!(sequence.len(), 2);
/// sequence.clear(); // keeps its memory
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sequence {
    features: Vec<Feature>,
    ends: Vec<usize>,
}

impl Sequence {
    /// Adds a feature of the item at hand.
    ///
    /// ```
    /// # use presswork_learn::{Feature, Sequence};
    /// let mut sequence = Sequence::default();
    /// sequence.push(Feature::new("bias"));
    /// assert!(sequence.is_empty(), "the item has no end yet");
    /// ```
    pub fn push(&mut self, feature: Feature) {
        self.features.push(feature);
    }

    /// Ends the item at hand.
    ///
    /// ```
    /// # use presswork_learn::Sequence;
    /// let mut sequence = Sequence::default();
    /// sequence.end_item();
    /// assert_eq!(sequence.len(), 1);
    /// ```
    pub fn end_item(&mut self) {
        self.ends.push(self.features.len());
    }

    /// Empties it, and keeps its memory for the next.
    ///
    /// ```
    /// # use presswork_learn::Sequence;
    /// let mut sequence = Sequence::default();
    /// sequence.end_item();
    /// sequence.clear();
    /// assert!(sequence.is_empty());
    /// ```
    pub fn clear(&mut self) {
        self.features.clear();
        self.ends.clear();
    }

    /// How many items it has.
    ///
    /// ```
    /// # use presswork_learn::Sequence;
    /// assert_eq!(Sequence::default().len(), 0);
    /// ```
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has none.
    ///
    /// ```
    /// # use presswork_learn::Sequence;
    /// assert!(Sequence::default().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The features of each item.
    pub(crate) fn items(&self) -> impl Iterator<Item = &[Feature]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, &end)| &self.features[start..end])
    }
}
