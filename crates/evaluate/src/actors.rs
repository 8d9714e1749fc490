//! Actors: which mentions mean the same one, and who it is in the world.

use crate::evaluation::{Pair, row, rows_of};
use crate::matching::exact;
use crate::{Row, Score};
use presswork_annotations::{Actor, Form, Mention};
use presswork_model::{Annotation, Document, LayerError, Span};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn rows(pair: &Pair<'_>) -> Result<Vec<Row>, LayerError> {
    if pair.layers::<Actor>()?.is_none() || pair.layers::<Mention>()?.is_none() {
        return Ok(Vec::new());
    }
    let gold = Cast::of(pair.gold)?;
    let mut found = Cast::of(pair.result)?;
    // Gold holds only some of these, so that one more is no fault.
    let marked: BTreeSet<_> = gold.mentions.iter().map(Annotation::span).collect();
    let counts = |mention: &Mention| mention.form == Form::Name || marked.contains(&mention.span);
    found.clusters.retain(|&span, _| {
        let mut twins = found.mentions.iter().filter(|mention| mention.span == span);
        twins.any(counts)
    });
    Ok(vec![
        row::<Actor>("b-cubed", b_cubed(&gold.clusters, &found.clusters)),
        row::<Actor>("id", exact(gold.ids(), found.ids())),
    ])
}

/// The mentions of a document and whom they mean.
pub(crate) struct Cast<'a> {
    pub(crate) mentions: &'a [Mention],
    actors: &'a [Actor],
    /// For each span of a mention with an actor, that actor's index.
    clusters: BTreeMap<Span, usize>,
}

impl<'a> Cast<'a> {
    pub(crate) fn of(document: &'a Document) -> Result<Self, LayerError> {
        let (mentions, actors) = (rows_of::<Mention>(document)?, rows_of::<Actor>(document)?);
        let mut clusters = BTreeMap::new();
        for mention in mentions {
            if let Some(actor) = mention.actor.filter(|actor| actor.index() < actors.len()) {
                clusters.entry(mention.span).or_insert(actor.index());
            }
        }
        Ok(Self {
            mentions,
            actors,
            clusters,
        })
    }

    /// For each span of a mention, the id of its actor.
    fn ids(&self) -> Vec<(Span, &str)> {
        let actors = self.clusters.iter();
        let ids =
            actors.filter_map(|(&span, &actor)| Some((span, self.actors[actor].id.as_deref()?)));
        ids.collect()
    }

    /// Whom a mention means: the spans of all mentions of its actor, and the actor's id.
    pub(crate) fn meant(&self, mention: usize) -> Meant<'a> {
        let Some(mention) = self.mentions.get(mention) else {
            return Meant::default();
        };
        let actor = mention.actor.map(presswork_model::Id::index);
        let all = self
            .clusters
            .iter()
            .filter(|&(_, &other)| Some(other) == actor);
        let mut spans: Vec<_> = all.map(|(&span, _)| span).collect();
        if spans.is_empty() {
            spans.push(mention.span);
        }
        let id = actor.and_then(|actor| self.actors.get(actor)?.id.as_deref());
        Meant { spans, id }
    }
}

/// An actor as two documents can compare it.
#[derive(Clone, Default)]
pub(crate) struct Meant<'a> {
    spans: Vec<Span>,
    id: Option<&'a str>,
}

impl Meant<'_> {
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.id.is_some() && self.id == other.id
            || self.spans.iter().any(|span| other.spans.contains(span))
    }
}

/// B³: for each mention, the share of its cluster that is in the other side's cluster of the same mention.
fn b_cubed(gold: &BTreeMap<Span, usize>, found: &BTreeMap<Span, usize>) -> Score {
    let mut score = Score {
        found: found.len(),
        gold: gold.len(),
        ..Score::default()
    };
    let (gold_sizes, found_sizes) = (sizes(gold), sizes(found));
    let mut both: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (span, &cluster) in gold {
        if let Some(&other) = found.get(span) {
            *both.entry((cluster, other)).or_default() += 1;
        }
    }
    for ((cluster, other), &common) in &both {
        let squared = (common * common) as f64;
        score.gold_right += squared / gold_sizes[cluster] as f64;
        score.found_right += squared / found_sizes[other] as f64;
    }
    score
}

fn sizes(clusters: &BTreeMap<Span, usize>) -> BTreeMap<usize, usize> {
    let mut sizes = BTreeMap::new();
    for &cluster in clusters.values() {
        *sizes.entry(cluster).or_default() += 1;
    }
    sizes
}
