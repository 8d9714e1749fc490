//! `Folded`: models that have not seen a part of the lessons, for the models that learn from what they say of it.

use super::Lesson;
use presswork_learn::TrainingError;

/// Each model sees what the ones before it say of documents that they have not learned from: of this many parts of the
/// lessons, those but one train the models for that one.
pub(crate) const FOLDS: usize = 3;

/// Learns a model for each part of the lessons from all but that part, and last one from all of them.
pub(crate) struct Folded<'a, R> {
    pub(crate) lessons: &'a [Lesson],
    /// Is told what is done.
    pub(crate) report: R,
}

impl<R: FnMut(String)> Folded<'_, R> {
    /// `gather` is told the number of the part that a lesson belongs to.
    pub(crate) fn learn<E, M>(
        &mut self,
        what: &str,
        gather: impl Fn(usize, &Lesson, &mut Vec<E>),
        learn: impl Fn(&[E]) -> Result<M, TrainingError>,
    ) -> Result<Vec<M>, TrainingError> {
        let model = |left_out| {
            let mut examples = Vec::new();
            for (i, lesson) in self.lessons.iter().enumerate() {
                if i % FOLDS != left_out {
                    gather(i % FOLDS, lesson, &mut examples);
                }
            }
            (self.report)(format!(
                "{what} {left_out} of {FOLDS}: {} examples",
                examples.len()
            ));
            learn(&examples)
        };
        (0..=FOLDS).map(model).collect()
    }
}
