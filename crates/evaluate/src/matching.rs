//! Ways to match what was found with what is gold.

use crate::Score;
use presswork_model::Span;

/// One to one by equal keys; a key that stands there twice must be found twice.
pub(crate) fn exact<K: Ord>(
    gold: impl IntoIterator<Item = K>,
    found: impl IntoIterator<Item = K>,
) -> Score {
    let (mut gold, mut found): (Vec<_>, Vec<_>) =
        (gold.into_iter().collect(), found.into_iter().collect());
    gold.sort_unstable();
    found.sort_unstable();
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < gold.len() && j < found.len() {
        match gold[i].cmp(&found[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, both) = (i + 1, j + 1, both + 1),
        }
    }
    Score::of_counts(both, found.len() - both, gold.len() - both)
}

/// What overlaps anything of the other side is right.
pub(crate) fn overlapping(gold: &[Span], found: &[Span]) -> Score {
    Score {
        found: found.len(),
        found_right: touching(found, gold) as f64,
        gold: gold.len(),
        gold_right: touching(gold, found) as f64,
    }
}

/// How many of `spans` overlap one of `others`.
fn touching(spans: &[Span], others: &[Span]) -> usize {
    let mut others = others.to_vec();
    others.sort_unstable();
    // The furthest end of all that start no later, so that one look-up is enough.
    let ends = others.iter().scan(0, |furthest: &mut u32, span| {
        *furthest = span.end().max(*furthest);
        Some(*furthest)
    });
    let ends: Vec<_> = ends.collect();
    let touches = |span: &&Span| {
        let before = others.partition_point(|other| other.start() < span.end());
        before > 0 && ends[before - 1] > span.start()
    };
    spans.iter().filter(touches).count()
}

/// One to one by likeness, the likest pair first; a pair with none is no pair. The pairs are (gold, found).
pub(crate) fn one_to_one<G, F>(
    gold: &[G],
    found: &[F],
    likeness: impl Fn(&G, &F) -> Option<f64>,
) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, gold) in gold.iter().enumerate() {
        for (j, found) in found.iter().enumerate() {
            if let Some(likeness) = likeness(gold, found) {
                candidates.push((likeness, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then_with(|| (a.1, a.2).cmp(&(b.1, b.2)))
    });
    let (mut taken_gold, mut taken_found) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut pairs = Vec::new();
    for (_, i, j) in candidates {
        if !taken_gold[i] && !taken_found[j] {
            (taken_gold[i], taken_found[j]) = (true, true);
            pairs.push((i, j));
        }
    }
    pairs
}

/// The score of such a matching.
pub(crate) fn paired<G, F>(
    gold: &[G],
    found: &[F],
    likeness: impl Fn(&G, &F) -> Option<f64>,
) -> Score {
    let both = one_to_one(gold, found, likeness).len();
    Score::of_counts(both, found.len() - both, gold.len() - both)
}

/// The bytes that both cover; each side's spans do not overlap one another.
pub(crate) fn shared(a: &[Span], b: &[Span]) -> u32 {
    let both = |a: Span, b: Span| {
        a.end()
            .min(b.end())
            .saturating_sub(a.start().max(b.start()))
    };
    a.iter()
        .map(|&a| b.iter().map(|&b| both(a, b)).sum::<u32>())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::{exact, one_to_one, overlapping, shared};
    use crate::Score;
    use presswork_model::Span;
    use proptest::prelude::*;

    fn spans(pairs: &[(u32, u32)]) -> Vec<Span> {
        pairs
            .iter()
            .map(|&(start, end)| Span::new(start, end))
            .collect()
    }

    #[test]
    fn what_stands_there_twice_is_found_twice() {
        assert_eq!(exact([1, 2, 2, 3], [2, 4, 2, 2]), Score::of_counts(2, 2, 2));
    }

    #[test]
    fn one_long_span_may_overlap_two() {
        let score = overlapping(
            &spans(&[(0, 5), (6, 9), (20, 22)]),
            &spans(&[(4, 7), (9, 12)]),
        );
        assert_eq!((score.found, score.found_right), (2, 1.0));
        assert_eq!((score.gold, score.gold_right), (3, 2.0));
    }

    #[test]
    fn the_likest_pair_comes_first() {
        let near = |a: &i32, b: &i32| ((a - b).abs() < 5).then(|| -f64::from((a - b).abs()));
        assert_eq!(one_to_one(&[10, 13], &[12, 40], near), [(1, 0)]);
        assert_eq!(one_to_one(&[10, 13], &[12, 9], near), [(0, 1), (1, 0)]);
    }

    #[test]
    fn shared_bytes() {
        assert_eq!(shared(&spans(&[(0, 4), (8, 12)]), &spans(&[(2, 10)])), 4);
        assert_eq!(shared(&spans(&[(0, 4)]), &spans(&[(4, 8)])), 0);
    }

    proptest! {
        #[test]
        fn overlap_is_what_comparing_all_pairs_says(
            gold in prop::collection::vec((0..40_u32, 1..9_u32), 0..12),
            found in prop::collection::vec((0..40_u32, 1..9_u32), 0..12),
        ) {
            let all = |pairs: &[(u32, u32)]| pairs.iter().map(|&(at, length)| Span::new(at, at + length)).collect::<Vec<_>>();
            let (gold, found) = (all(&gold), all(&found));
            let score = overlapping(&gold, &found);
            let count = |spans: &[Span], others: &[Span]| spans.iter().filter(|a| others.iter().any(|b| a.overlaps(*b))).count();
            let expected = (count(&found, &gold) as f64, count(&gold, &found) as f64);
            prop_assert_eq!((score.found_right, score.gold_right), expected);
        }
    }
}
