//! Actors: which mentions mean the same one, and who it is in the world.

use crate::answers::Mention;
use crate::cast::Cast;
use crate::finding::{Entry, Finding};
use crate::matching::Matching;
use crate::{Answers, Score};
use presswork_annotations::Form;
use presswork_model::Span;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn findings(gold: &Answers, found: &Answers) -> Vec<Finding> {
    if gold.actors.is_none() || gold.mentions.is_none() {
        return Vec::new();
    }
    let (gold_cast, mut cast) = (Cast::of(gold), Cast::of(found));
    // Gold holds only some nominals and pronouns, so that one more is no fault.
    let marked: BTreeSet<_> = gold_cast
        .mentions
        .iter()
        .map(|mention| mention.span)
        .collect();
    let counts = |mention: &Mention| mention.form == Form::Name || marked.contains(&mention.span);
    let kept: BTreeSet<_> = cast
        .mentions
        .iter()
        .filter(|mention| counts(mention))
        .map(|mention| mention.span)
        .collect();
    cast.clusters.retain(|span, _| kept.contains(span));

    let entries = |ids: &[(Span, &str)]| {
        ids.iter()
            .map(|(span, id)| Entry {
                class: String::new(),
                ..Entry::at(*span, id)
            })
            .collect::<Vec<_>>()
    };
    let (golds, founds) = (gold_cast.ids(), cast.ids());
    let matching = Matching::exact(&golds, &founds);
    let (gold_entries, found_entries) = (entries(&golds), entries(&founds));
    let sides = (gold_entries.as_slice(), found_entries.as_slice());
    vec![
        Finding::of_score("actor", "lea", lea(&gold_cast.clusters, &cast.clusters)),
        Finding::of_score(
            "actor",
            "b-cubed",
            b_cubed(&gold_cast.clusters, &cast.clusters),
        ),
        Finding::new("actor", "id", sides, &matching).listed(sides, &matching),
    ]
}

/// For each span of a mention, its cluster.
type Clusters = BTreeMap<Span, usize>;

/// How many mentions each pair of a gold and a found cluster has in common.
fn common(gold: &Clusters, found: &Clusters) -> BTreeMap<(usize, usize), usize> {
    let mut common = BTreeMap::new();
    for (span, &cluster) in gold {
        if let Some(&other) = found.get(span) {
            *common.entry((cluster, other)).or_default() += 1;
        }
    }
    common
}

/// B³ (Bagga and Baldwin 1998): for each mention, the share of its cluster that is in the other side's cluster of the same
/// mention.
fn b_cubed(gold: &Clusters, found: &Clusters) -> Score {
    let mut score = Score {
        found: found.len(),
        gold: gold.len(),
        ..Score::default()
    };
    let (gold_sizes, found_sizes) = (sizes(gold), sizes(found));
    for ((cluster, other), common) in common(gold, found) {
        let squared = (common * common) as f64;
        score.gold_right += squared / gold_sizes[&cluster] as f64;
        score.found_right += squared / found_sizes[&other] as f64;
    }
    score
}

/// LEA (Moosavi and Strube 2016): for each cluster, weighed by its size, the share of its links that the other side has
/// too. A cluster of one is found if the other side has it alone.
fn lea(gold: &Clusters, found: &Clusters) -> Score {
    let common = common(gold, found);
    let turned = common
        .iter()
        .map(|(&(gold, found), &n)| ((found, gold), n))
        .collect();
    Score {
        found: found.len(),
        found_right: resolved(&sizes(found), &sizes(gold), &turned),
        gold: gold.len(),
        gold_right: resolved(&sizes(gold), &sizes(found), &common),
    }
}

/// How many mentions of these clusters are resolved, by the share of their cluster's links that another cluster has.
fn resolved(sizes: &Sizes, others: &Sizes, common: &BTreeMap<(usize, usize), usize>) -> f64 {
    let links = |n: usize| (n * n.saturating_sub(1) / 2) as f64;
    let of_cluster = |(&cluster, &size): (&usize, &usize)| {
        let mut parts = common.range((cluster, 0)..=(cluster, usize::MAX));
        if size == 1 {
            let alone = parts.any(|((_, other), _)| others[other] == 1);
            return f64::from(u8::from(alone));
        }
        let linked: f64 = parts.map(|(_, &n)| links(n)).sum();
        size as f64 * linked / links(size)
    };
    sizes.iter().map(of_cluster).sum()
}

/// How many mentions each cluster has.
type Sizes = BTreeMap<usize, usize>;

fn sizes(clusters: &Clusters) -> Sizes {
    let mut sizes = BTreeMap::new();
    for &cluster in clusters.values() {
        *sizes.entry(cluster).or_default() += 1;
    }
    sizes
}
