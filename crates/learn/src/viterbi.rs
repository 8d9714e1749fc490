//! The best sequence of labels, where each label also depends on the one before (Viterbi 1967).

use crate::table::best;

/// What scores are: floats in training, whole numbers in use.
pub trait Score:
    Copy + PartialOrd + std::ops::Add<Output = Self> + std::ops::Sub<Output = Self>
{
    /// The score of nothing.
    const ZERO: Self;
}

impl Score for f32 {
    const ZERO: Self = 0.0;
}

impl Score for i32 {
    const ZERO: Self = 0;
}

/// Finds the best sequence of labels, in memory that is used again from sequence to sequence.
#[derive(Clone, Debug)]
pub struct Trellis<S> {
    /// The best score of a path to each label, now and one item ago; and the scores of the item itself.
    now: Vec<S>,
    before: Vec<S>,
    item: Vec<S>,
    /// For each item and label, the label before it on the best path.
    back: Vec<u32>,
    path: Vec<usize>,
}

impl<S> Default for Trellis<S> {
    fn default() -> Self {
        Self {
            now: Vec::new(),
            before: Vec::new(),
            item: Vec::new(),
            back: Vec::new(),
            path: Vec::new(),
        }
    }
}

impl<S: Score> Trellis<S> {
    /// Finds the best path; of equal ones, that with the lower labels at the end.
    ///
    /// `emit` fills in the scores of one item; `follow(a)` are the scores of each label after `a`, where `a` is the number
    /// of labels at the start.
    ///
    /// ```
    /// let mut trellis = presswork_learn::Trellis::default();
    /// // Label 1 stands at no start and only behind itself or label 2.
    /// let never = f32::NEG_INFINITY;
    /// let follow = [[0.0, never, 0.0], [0.0; 3], [0.0; 3], [0.0, never, 0.0]];
    /// let items = [[0.5, 0.9, 0.1], [0.1, 0.2, 0.7], [0.2, 0.6, 0.1]];
    /// trellis.search(3, items.iter(), |item, scores| scores.copy_from_slice(item), |a| &follow[a]);
    /// assert_eq!(trellis.path(), [0, 2, 1]);
    /// ```
    pub fn search<'a, I>(
        &mut self,
        labels: usize,
        items: impl Iterator<Item = I>,
        emit: impl Fn(I, &mut [S]),
        follow: impl Fn(usize) -> &'a [S],
    ) where
        S: 'a,
    {
        // Where the compiler knows how many labels there are, a row of scores is a few registers.
        match labels {
            5 => self.search_among::<5, _>(labels, items, emit, follow),
            11 => self.search_among::<11, _>(labels, items, emit, follow),
            _ => self.search_among::<0, _>(labels, items, emit, follow),
        }
    }

    /// The path that was found, a label an item.
    ///
    /// ```
    /// assert!(presswork_learn::Trellis::<f32>::default().path().is_empty());
    /// ```
    pub fn path(&self) -> &[usize] {
        &self.path
    }

    /// `LABELS` is how many there are, or 0 if that is not known.
    fn search_among<'a, const LABELS: usize, I>(
        &mut self,
        labels: usize,
        items: impl Iterator<Item = I>,
        emit: impl Fn(I, &mut [S]),
        follow: impl Fn(usize) -> &'a [S],
    ) where
        S: 'a,
    {
        let labels = if LABELS == 0 { labels } else { LABELS };
        for row in [&mut self.now, &mut self.before, &mut self.item] {
            row.clear();
            row.resize(labels, S::ZERO);
        }
        let mut now = &mut self.now[..labels];
        let mut before = &mut self.before[..labels];
        let item = &mut self.item[..labels];
        self.back.clear();
        let mut length = 0;
        for one in items {
            emit(one, item);
            std::mem::swap(&mut now, &mut before);
            let at = self.back.len();
            self.back.resize(at + labels, 0);
            if length == 0 {
                now.copy_from_slice(&follow(labels)[..labels]);
            } else {
                let back = &mut self.back[at..at + labels];
                // Only the differences matter; relative to the best, they never grow with the length.
                let highest = before[best(before)];
                for (other, &before) in before.iter().enumerate() {
                    let before = before - highest;
                    let follow = &follow(other)[..labels];
                    if other == 0 {
                        let steps = follow.iter().zip(&mut *now);
                        steps.for_each(|(&step, now)| *now = before + step);
                        continue;
                    }
                    let steps = follow.iter().zip(now.iter_mut().zip(&mut *back));
                    for (&step, (now, from)) in steps {
                        let score = before + step;
                        let better = score > *now;
                        *now = if better { score } else { *now };
                        *from = if better { other as u32 } else { *from };
                    }
                }
            }
            for (now, &item) in now.iter_mut().zip(&*item) {
                *now = *now + item;
            }
            length += 1;
        }
        self.path.clear();
        self.path.resize(length, 0);
        let mut label = best(now);
        for item in (0..length).rev() {
            self.path[item] = label;
            label = self.back[item * labels + label] as usize;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Trellis;
    use proptest::prelude::*;

    /// All paths, tried one by one.
    fn best_score(items: &[[i32; 3]], follow: &[[i32; 3]; 4]) -> i32 {
        let paths = 3_usize.pow(items.len() as u32);
        let score = |path: usize| {
            let (mut rest, mut before, mut sum) = (path, 3, 0);
            for item in items {
                let label = rest % 3;
                sum += item[label] + follow[before][label];
                (rest, before) = (rest / 3, label);
            }
            sum
        };
        (0..paths).map(score).max().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn no_path_is_better(
            items in prop::collection::vec(prop::array::uniform3(-9..9_i32), 0..6),
            follow in prop::array::uniform4(prop::array::uniform3(-9..9_i32)),
        ) {
            let mut trellis = Trellis::default();
            trellis.search(3, items.iter(), |item, scores| scores.copy_from_slice(item), |a| &follow[a]);
            prop_assert_eq!(trellis.path.len(), items.len());
            let before = std::iter::once(3).chain(trellis.path.iter().copied());
            let steps = before.zip(&trellis.path).zip(&items);
            let sum: i32 = steps.map(|((before, &label), item)| item[label] + follow[before][label]).sum();
            prop_assert_eq!(sum, best_score(&items, &follow));
        }
    }
}
