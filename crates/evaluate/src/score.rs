//! `Score`: how much of what was found is right, and how much of what is right was found.

use std::ops::AddAssign;

/// Counts of one measure, over one document or many.
///
/// What is right is counted on both sides. Where found and gold are matched one to one both counts are the true positives;
/// where they are not, as in B³ or where one long span overlaps two, they differ.
///
/// ```
/// use presswork_evaluate::Score;
/// let score = Score::of_counts(3, 1, 3); // 3 right, 1 wrong, 3 missed
/// assert_eq!((score.precision(), score.recall(), score.f1()), (0.75, 0.5, 0.6));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// What was found.
    pub found: usize,
    /// What of it is right; B³ counts fractions.
    pub found_right: f64,
    /// What there is to find.
    pub gold: usize,
    /// What of it was found.
    pub gold_right: f64,
}

impl Score {
    /// The score of a one-to-one matching.
    ///
    /// ```
    /// # use presswork_evaluate::Score;
    /// assert_eq!(Score::of_counts(1, 0, 1).found, 1);
    /// ```
    pub fn of_counts(
        true_positives: usize,
        false_positives: usize,
        false_negatives: usize,
    ) -> Self {
        Self {
            found: true_positives + false_positives,
            found_right: true_positives as f64,
            gold: true_positives + false_negatives,
            gold_right: true_positives as f64,
        }
    }

    /// The same counts over a document that is there `times` times.
    pub(crate) fn times(self, times: u32) -> Self {
        let n = times as usize;
        Self {
            found: n * self.found,
            found_right: f64::from(times) * self.found_right,
            gold: n * self.gold,
            gold_right: f64::from(times) * self.gold_right,
        }
    }

    /// The share of what was found that is right; 1 where nothing was found.
    ///
    /// ```
    /// # use presswork_evaluate::Score;
    /// assert_eq!(Score::default().precision(), 1.0);
    /// ```
    pub fn precision(&self) -> f64 {
        share(self.found_right, self.found)
    }

    /// The share of what there is to find that was found; 1 where there is nothing.
    ///
    /// ```
    /// # use presswork_evaluate::Score;
    /// assert_eq!(Score::of_counts(0, 5, 0).recall(), 1.0);
    /// ```
    pub fn recall(&self) -> f64 {
        share(self.gold_right, self.gold)
    }

    /// The harmonic mean of precision and recall; 0 where both are.
    ///
    /// ```
    /// # use presswork_evaluate::Score;
    /// assert_eq!(Score::of_counts(0, 5, 5).f1(), 0.0);
    /// ```
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 {
            0.0
        } else {
            2.0 * precision * recall / (precision + recall)
        }
    }
}

fn share(right: f64, all: usize) -> f64 {
    if all == 0 { 1.0 } else { right / all as f64 }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.found += other.found;
        self.found_right += other.found_right;
        self.gold += other.gold;
        self.gold_right += other.gold_right;
    }
}
