//! Stances: who stands where toward whom.

use crate::Row;
use crate::actors::{Cast, Meant};
use crate::evaluation::{Pair, row};
use crate::matching::paired;
use presswork_annotations::{Holder, Polarity, Stance};
use presswork_model::{LayerError, Span};

pub(crate) fn rows(pair: &Pair<'_>) -> Result<Vec<Row>, LayerError> {
    let Some((gold, found)) = pair.layers::<Stance>()? else {
        return Ok(Vec::new());
    };
    let (gold_cast, found_cast) = (Cast::of(pair.gold)?, Cast::of(pair.result)?);
    let gold: Vec<_> = gold
        .iter()
        .map(|stance| Known::of(stance, &gold_cast))
        .collect();
    let found: Vec<_> = found
        .iter()
        .map(|stance| Known::of(stance, &found_cast))
        .collect();
    let target =
        |a: &Known<'_>, b: &Known<'_>| a.evidence.overlaps(b.evidence) && a.target.is(&b.target);
    let polarity = |a: &Known<'_>, b: &Known<'_>| target(a, b) && a.polarity == b.polarity;
    let whole = |a: &Known<'_>, b: &Known<'_>| polarity(a, b) && a.holder.is(&b.holder);
    // Of equal candidates, the one that shares more of the evidence is the likelier partner.
    let near =
        |same: bool, a: &Known<'_>, b: &Known<'_>| same.then(|| f64::from(a.evidence.shared(b)));
    Ok(vec![
        row::<Stance>(
            "target",
            paired(&gold, &found, |a, b| near(target(a, b), a, b)),
        ),
        row::<Stance>(
            "polarity",
            paired(&gold, &found, |a, b| near(polarity(a, b), a, b)),
        ),
        row::<Stance>(
            "whole",
            paired(&gold, &found, |a, b| near(whole(a, b), a, b)),
        ),
        row::<Stance>(
            "edge",
            paired(&edges(gold), &edges(found), |a, b| {
                a.same_edge(b).then_some(1.0)
            }),
        ),
    ])
}

/// A stance as two documents can compare it.
struct Known<'a> {
    evidence: Evidence,
    holder: Who<'a>,
    target: Meant<'a>,
    polarity: Polarity,
}

#[derive(Clone, Copy)]
struct Evidence(Span);

impl Evidence {
    fn overlaps(self, other: Self) -> bool {
        self.0.overlaps(other.0)
    }

    fn shared(self, other: &Known<'_>) -> u32 {
        crate::matching::shared(&[self.0], &[other.evidence.0])
    }
}

enum Who<'a> {
    Author,
    Unknown,
    Someone(Meant<'a>),
}

impl Who<'_> {
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Author, Self::Author) | (Self::Unknown, Self::Unknown) => true,
            (Self::Someone(a), Self::Someone(b)) => a.is(b),
            _ => false,
        }
    }
}

impl<'a> Known<'a> {
    fn of(stance: &Stance, cast: &Cast<'a>) -> Self {
        Self {
            evidence: Evidence(stance.span),
            holder: match stance.holder {
                Holder::Author => Who::Author,
                Holder::Unknown => Who::Unknown,
                Holder::Mention(mention) => Who::Someone(cast.meant(mention.index())),
            },
            target: cast.meant(stance.target.index()),
            polarity: stance.polarity,
        }
    }

    fn same_edge(&self, other: &Self) -> bool {
        self.polarity == other.polarity
            && self.target.is(&other.target)
            && self.holder.is(&other.holder)
    }
}

/// Each edge once.
fn edges(stances: Vec<Known<'_>>) -> Vec<Known<'_>> {
    let mut edges: Vec<Known<'_>> = Vec::new();
    for stance in stances {
        if !edges.iter().any(|edge| edge.same_edge(&stance)) {
            edges.push(stance);
        }
    }
    edges
}
