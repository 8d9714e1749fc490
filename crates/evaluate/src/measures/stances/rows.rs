//! Whole rows: holder, target, polarity and evidence.

use super::Side;
use crate::answers::{Party, Stance};
use crate::cast::{Cast, Meant};
use crate::finding::{Entry, Finding};
use crate::matching::{Matching, shared};
use presswork_model::Span;

pub(crate) fn findings((gold, gold_cast): Side<'_>, (found, cast): Side<'_>) -> Vec<Finding> {
    let (gold, found) = (Known::all(gold, gold_cast), Known::all(found, cast));
    // Of equal candidates, the one that shares more of the evidence is the likelier partner.
    let near = |a: &Known<'_>, b: &Known<'_>| {
        let both = shared(&[a.evidence], &[b.evidence]);
        (both > 0 && a.target.is(&b.target)).then(|| f64::from(both))
    };
    let polarity = |a: &Known<'_>, b: &Known<'_>| near(a, b).filter(|_| a.polarity == b.polarity);
    let whole = |a: &Known<'_>, b: &Known<'_>| polarity(a, b).filter(|_| a.holder.is(&b.holder));
    let (gold_edges, found_edges) = (edges(&gold), edges(&found));
    let same = |a: &&Known<'_>, b: &&Known<'_>| a.same_edge(b).then_some(1.0);
    let of = |measure, gold: &[Entry], found: &[Entry], matching: &Matching| {
        Finding::new("stance", measure, (gold, found), matching).listed((gold, found), matching)
    };
    let (golds, founds) = (entries(&gold), entries(&found));
    let mut findings = vec![
        of(
            "target",
            &golds,
            &founds,
            &Matching::likest(&gold, &found, near),
        ),
        of(
            "polarity",
            &golds,
            &founds,
            &Matching::likest(&gold, &found, polarity),
        ),
        of(
            "whole",
            &golds,
            &founds,
            &Matching::likest(&gold, &found, whole),
        ),
    ];
    let edge_entries =
        |edges: &[&Known<'_>]| edges.iter().map(|edge| edge.entry()).collect::<Vec<_>>();
    let (golds, founds) = (edge_entries(&gold_edges), edge_entries(&found_edges));
    findings.push(of(
        "edge",
        &golds,
        &founds,
        &Matching::likest(&gold_edges, &found_edges, same),
    ));
    // One list of faults is enough.
    for finding in &mut findings[..3] {
        finding.flaws.clear();
    }
    findings
}

/// A stance as two documents can compare it.
struct Known<'a> {
    evidence: Span,
    holder: Who<'a>,
    target: Meant<'a>,
    polarity: &'a str,
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
    fn all(stances: &'a [Stance], cast: &Cast<'a>) -> Vec<Self> {
        stances
            .iter()
            .map(|stance| Self::of(stance, cast))
            .collect()
    }

    fn of(stance: &'a Stance, cast: &Cast<'a>) -> Self {
        Self {
            evidence: stance.span,
            holder: match stance.holder {
                Party::Author => Who::Author,
                Party::Unknown | Party::Anyone => Who::Unknown,
                someone => Who::Someone(cast.meant(someone)),
            },
            target: cast.meant(stance.target),
            polarity: &stance.polarity,
        }
    }

    fn same_edge(&self, other: &Self) -> bool {
        self.polarity == other.polarity
            && self.target.is(&other.target)
            && self.holder.is(&other.holder)
    }

    fn entry(&self) -> Entry {
        Entry::at(self.evidence, self.polarity)
    }
}

fn entries(stances: &[Known<'_>]) -> Vec<Entry> {
    stances.iter().map(Known::entry).collect()
}

/// Each edge once.
fn edges<'a, 'b>(stances: &'b [Known<'a>]) -> Vec<&'b Known<'a>> {
    let mut edges: Vec<&Known<'a>> = Vec::new();
    for stance in stances {
        if !edges.iter().any(|edge| edge.same_edge(stance)) {
            edges.push(stance);
        }
    }
    edges
}
