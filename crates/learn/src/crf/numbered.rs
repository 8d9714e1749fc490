//! Features by number while they are learned, so that their weights lie in a list.

use super::Observed;
use super::observed::part;
use crate::Feature;
use rustc_hash::FxHashMap;

/// A text with its features by number; those that are too rare are gone.
pub(super) struct Numbered {
    pub(super) kinds: Vec<u32>,
    pub(super) kind_ends: Vec<u32>,
    pub(super) own: Vec<u32>,
    pub(super) own_ends: Vec<u32>,
}

pub(super) type Numbers = FxHashMap<Feature, u32>;

/// Numbers the features that are there `least` times or more.
pub(super) fn numbers<'a>(lists: impl Iterator<Item = &'a [Feature]>, least: u32) -> Numbers {
    let mut counts = Numbers::default();
    for &feature in lists.flatten() {
        *counts.entry(feature).or_default() += 1;
    }
    counts.retain(|_, count| *count >= least);
    let mut kept: Vec<_> = counts.into_keys().collect();
    kept.sort_unstable();
    kept.into_iter().zip(0..).collect()
}

impl Numbered {
    pub(super) fn new(observed: &Observed, kinds: &Numbers, own: &Numbers) -> Self {
        let (kinds, kind_ends) = number(&observed.features, &observed.kind_ends, kinds);
        let (own, own_ends) = number(&observed.own, &observed.own_ends, own);
        Self {
            kinds,
            kind_ends,
            own,
            own_ends,
        }
    }
}

fn number(features: &[Feature], ends: &[u32], numbers: &Numbers) -> (Vec<u32>, Vec<u32>) {
    let (mut list, mut list_ends) = (Vec::new(), Vec::new());
    for at in 0..ends.len() {
        let features = part(features, ends, at).iter();
        list.extend(features.filter_map(|feature| numbers.get(feature)));
        list_ends.push(list.len() as u32);
    }
    (list, list_ends)
}
