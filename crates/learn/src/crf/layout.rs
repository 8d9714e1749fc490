//! From learned weights to the model in bytes.

use super::model::FORBIDDEN;
use super::numbered::Numbers;
use super::rows::{MOST_ROWS, Rows};
use super::training::stride;
use super::{Crf, CrfTraining, SEEN};
use std::cmp::Reverse;

/// What a step of a quantised weight is worth: weights go up to 4.
const STEP: f32 = 1.0 / 32.0;

/// The model of sums of `count` weights each, in the order of features and of `may`. Rows whose weights are all zero are left
/// out, and the smallest where there are too many.
pub(super) fn model(
    training: &CrfTraining,
    labels: &[&str],
    may: &[bool],
    [kinds, own]: [&Numbers; 2],
    [of_kinds, of_own, follow]: &[Vec<f32>; 3],
    count: usize,
) -> Crf {
    let steps = |sum: f32| (sum / count as f32 / STEP).round();
    let rows = |sums: &[f32], numbers: &Numbers, stride: usize, width: usize, most: usize| {
        let row = |number: u32| {
            let sums = &sums[number as usize * stride..][..width];
            let cells = sums.iter().map(|&sum| steps(sum).clamp(-127.0, 127.0));
            cells.map(|cell| cell as i8).collect::<Vec<_>>()
        };
        let rows = numbers
            .iter()
            .map(|(&feature, &number)| (feature, row(number)));
        let mut rows: Vec<_> = rows
            .filter(|(_, row)| row.iter().any(|&cell| cell != 0))
            .collect();
        let norm = |row: &[i8]| row.iter().map(|&cell| i32::from(cell).pow(2)).sum::<i32>();
        rows.sort_unstable_by_key(|(feature, row)| (Reverse(norm(row)), *feature));
        rows.truncate(most.min(MOST_ROWS));
        Rows::new(width, &rows)
    };
    let follow = follow.iter().zip(may);
    let follow = follow.map(|(&sum, &may)| if may { steps(sum) as i32 } else { FORBIDDEN });
    let width = SEEN * labels.len();
    Crf::new(
        labels.iter().map(|&label| label.into()).collect(),
        STEP,
        follow.collect(),
        rows(of_kinds, kinds, stride(labels.len()), width, training.kinds),
        rows(of_own, own, labels.len(), labels.len(), training.own),
    )
}
