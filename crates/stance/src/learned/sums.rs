//! What models make of parts of what is observed, summed once and used again.

use super::atoms::{Atom, Atoms};
use super::seen::{Push, REACH, Sink, Tell};
use presswork_learn::{Crf, Feature};
use presswork_lexicon::Recent;
use std::ops::Range;

/// A sum for each label.
pub(crate) type Told = [i16; 3];

#[inline]
pub(crate) fn add(told: &mut Told, more: Told) {
    for (told, more) in told.iter_mut().zip(more) {
        *told = told.saturating_add(more);
    }
}

/// Sums of parts, such as a word at some distance, by what they depend on; 1 MB.
#[derive(Debug)]
pub(crate) struct Parts(pub(crate) Recent<Told>);

impl Default for Parts {
    fn default() -> Self {
        Self(Recent::new(1 << 16))
    }
}

/// What is said of something in each of six kinds of stretches, or fewer: four numbers a kind, of which the last is not
/// used, so that all are added in a few steps.
type Each = [[i16; 4]; 6];

/// What one word says is bounded so far that no sum over a stretch of [`REACH`] words overflows: of each word two things are
/// said.
const MOST: i16 = 270;
const _: () = assert!(
    2 * REACH * MOST as usize <= i16::MAX as usize,
    "a sum would overflow"
);

/// Adds up; what overflows over a long sentence is taken back where two sums are compared.
#[inline]
fn add_each(sums: &mut Each, more: &Each) {
    for (sum, more) in sums.as_flattened_mut().iter_mut().zip(more.as_flattened()) {
        *sum = sum.wrapping_add(*more);
    }
}

/// Sums over stretches of a sentence, told by its words up to each: two of these tell any stretch between them.
#[derive(Debug)]
pub(crate) struct Stretches {
    words: Recent<Each>,
    judgements: Recent<Each>,
    upto: Vec<Each>,
    features: Vec<Feature>,
}

impl Default for Stretches {
    fn default() -> Self {
        Self {
            words: Recent::new(1 << 14),
            judgements: Recent::new(1 << 12),
            upto: Vec::new(),
            features: Vec::new(),
        }
    }
}

impl Stretches {
    /// Forgets the sentence, not the words.
    pub(crate) fn enter(&mut self) {
        self.upto.clear();
    }

    /// Sums up the sentence, if that was not done since it was entered.
    #[inline]
    pub(crate) fn read(&mut self, atoms: &Atoms, model: &Crf, tell: &Tell) {
        if self.upto.is_empty() {
            self.fill(atoms, model, tell);
        }
    }

    fn fill(&mut self, atoms: &Atoms, model: &Crf, tell: &Tell) {
        let Self {
            words,
            judgements,
            upto,
            features,
        } = self;
        let mut each = |atom: &Atom, push: Push| {
            let mut each = Each::default();
            for (kind, sums) in (0..tell.kinds).zip(&mut each) {
                features.clear();
                push(atom, kind, &mut Sink::listing(features));
                let mut told = Told::default();
                model.tell_own(features, &mut told);
                for (sum, told) in sums.iter_mut().zip(told) {
                    *sum = told.clamp(-MOST, MOST);
                }
            }
            each
        };
        let mut sums = Each::default();
        upto.push(sums);
        for atom in atoms.all() {
            add_each(
                &mut sums,
                words.of(atom.use_of_word(), || each(atom, tell.word)),
            );
            let judgement = atom.judgement();
            if judgement != 0 {
                let key = Feature::new("").and(judgement).number();
                add_each(&mut sums, judgements.of(key, || each(atom, tell.judgement)));
            }
            upto.push(sums);
        }
    }

    /// What is said of the words of `range`, at most [`REACH`] of them, in a stretch of this kind.
    #[inline]
    pub(crate) fn sum(&self, range: Range<usize>, kind: u64) -> Told {
        let at = |i: usize| self.upto[i][kind as usize];
        let (start, end) = (at(range.start), at(range.end.max(range.start)));
        [0, 1, 2].map(|label| end[label].wrapping_sub(start[label]))
    }
}
