//! Ways to match what was found with what is gold.

use presswork_model::Span;
use std::cmp::Ordering;

/// Which of gold were found, and which of the found are right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Matching {
    pub(crate) gold: Vec<bool>,
    pub(crate) found: Vec<bool>,
}

impl Matching {
    fn none(gold: usize, found: usize) -> Self {
        Self {
            gold: vec![false; gold],
            found: vec![false; found],
        }
    }

    /// One to one by equal keys; a key that stands there twice must be found twice.
    pub(crate) fn exact<K: Ord>(gold: &[K], found: &[K]) -> Self {
        let mut matching = Self::none(gold.len(), found.len());
        let sorted = |keys: &[K]| {
            let mut order: Vec<_> = (0..keys.len()).collect();
            order.sort_by(|&a, &b| keys[a].cmp(&keys[b]));
            order
        };
        let (golds, founds) = (sorted(gold), sorted(found));
        let (mut i, mut j) = (0, 0);
        while i < golds.len() && j < founds.len() {
            match gold[golds[i]].cmp(&found[founds[j]]) {
                Ordering::Less => i += 1,
                Ordering::Greater => j += 1,
                Ordering::Equal => {
                    matching.gold[golds[i]] = true;
                    matching.found[founds[j]] = true;
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        matching
    }

    /// What overlaps anything of the other side is right.
    pub(crate) fn overlapping(gold: &[Span], found: &[Span]) -> Self {
        Self {
            gold: touching(gold, found),
            found: touching(found, gold),
        }
    }

    /// One to one by likeness; see [`one_to_one`].
    pub(crate) fn likest<G, F>(
        gold: &[G],
        found: &[F],
        likeness: impl Fn(&G, &F) -> Option<f64>,
    ) -> Self {
        let mut matching = Self::none(gold.len(), found.len());
        for (i, j) in one_to_one(gold, found, likeness) {
            matching.gold[i] = true;
            matching.found[j] = true;
        }
        matching
    }
}

/// Which of `spans` overlap one of `others`.
fn touching(spans: &[Span], others: &[Span]) -> Vec<bool> {
    let mut others = others.to_vec();
    others.sort_unstable();
    // The furthest end of all that start no later, so that one look-up is enough.
    let ends = others.iter().scan(0, |furthest: &mut u32, span| {
        *furthest = span.end().max(*furthest);
        Some(*furthest)
    });
    let ends: Vec<_> = ends.collect();
    let touches = |span: &Span| {
        let before = others.partition_point(|other| other.start() < span.end());
        before > 0 && ends[before - 1] > span.start()
    };
    spans.iter().map(touches).collect()
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

/// How alike two extents are that share half of the longer or more; two that are both empty are the same.
pub(crate) fn half(a: &[Span], b: &[Span]) -> Option<f64> {
    let length = |spans: &[Span]| spans.iter().map(|span| span.len()).sum::<u32>();
    let longer = length(a).max(length(b));
    if longer == 0 {
        return Some(1.0);
    }
    let shared = shared(a, b);
    (2 * shared >= longer).then(|| f64::from(shared) / f64::from(longer))
}

/// The spans of the words of a text: runs of letters and digits.
pub(crate) fn words(text: &str) -> Vec<Span> {
    let mut words: Vec<Span> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        let span = Span::new(at as u32, (at + c.len_utf8()) as u32);
        match words.last_mut() {
            Some(word) if word.end() == span.start() => *word = word.to(span),
            _ => words.push(span),
        }
    }
    words
}

/// The words that lie in any of `extents`.
pub(crate) fn covered(words: &[Span], extents: &[Vec<Span>]) -> Vec<Span> {
    let mut spans = extents.concat();
    spans.sort_unstable();
    let inside = touching(words, &spans);
    let kept = words.iter().zip(inside).filter(|(_, inside)| *inside);
    kept.map(|(&word, _)| word).collect()
}

#[cfg(test)]
mod tests {
    use super::{Matching, covered, half, one_to_one, shared, words};
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
        let matching = Matching::exact(&[1, 2, 2, 3], &[2, 4, 2, 2]);
        assert_eq!(matching.gold, [false, true, true, false]);
        assert_eq!(matching.found, [true, false, true, false]);
    }

    #[test]
    fn one_long_span_may_overlap_two() {
        let matching = Matching::overlapping(
            &spans(&[(0, 5), (6, 9), (20, 22)]),
            &spans(&[(4, 7), (9, 12)]),
        );
        assert_eq!(matching.found, [true, false]);
        assert_eq!(matching.gold, [true, true, false]);
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
        assert_eq!(half(&spans(&[(0, 4)]), &spans(&[(2, 4)])), Some(0.5));
        assert_eq!(half(&spans(&[(0, 4)]), &spans(&[(3, 4)])), None);
        assert_eq!(half(&[], &[]), Some(1.0));
    }

    #[test]
    fn the_words_of_a_text() {
        let text = "It's né, 5%";
        let all = words(text);
        let said: Vec<_> = all.iter().map(|word| &text[word.range()]).collect();
        assert_eq!(said, ["It", "s", "né", "5"]);
        assert_eq!(covered(&all, &[spans(&[(5, 8)]), vec![]]), spans(&[(5, 8)]));
    }

    proptest! {
        #[test]
        fn overlap_is_what_comparing_all_pairs_says(
            gold in prop::collection::vec((0..40_u32, 1..9_u32), 0..12),
            found in prop::collection::vec((0..40_u32, 1..9_u32), 0..12),
        ) {
            let all = |pairs: &[(u32, u32)]| pairs.iter().map(|&(at, length)| Span::new(at, at + length)).collect::<Vec<_>>();
            let (gold, found) = (all(&gold), all(&found));
            let each = |spans: &[Span], others: &[Span]| -> Vec<bool> {
                spans.iter().map(|a| others.iter().any(|b| a.overlaps(*b))).collect()
            };
            let expected = Matching { gold: each(&gold, &found), found: each(&found, &gold) };
            prop_assert_eq!(Matching::overlapping(&gold, &found), expected);
        }
    }
}
