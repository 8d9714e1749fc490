//! Attributions: their parts, and each as a whole.

use crate::Row;
use crate::evaluation::{Pair, row};
use crate::matching::{exact, overlapping, paired, shared};
use presswork_annotations::{Attribution, Extent};
use presswork_model::{LayerError, Span};

/// Takes one part out of an attribution.
type Part = fn(&Attribution) -> Option<&Extent>;

pub(crate) fn rows(pair: &Pair<'_>) -> Result<Vec<Row>, LayerError> {
    let Some((gold, found)) = pair.layers::<Attribution>()? else {
        return Ok(Vec::new());
    };
    let parts: [(&str, &str, Part); 3] = [
        ("source", "source-overlap", |row| row.source.as_ref()),
        ("cue", "cue-overlap", |row| row.cue.as_ref()),
        ("content", "content-overlap", |row| Some(&row.content)),
    ];
    let mut rows = Vec::new();
    for (name, overlap, part) in parts {
        let spans = |rows: &[Attribution]| -> Vec<Vec<Span>> {
            let extents = rows.iter().filter_map(part);
            extents.map(|extent| extent.spans().to_vec()).collect()
        };
        let (gold, found) = (spans(gold), spans(found));
        rows.push(row::<Attribution>(name, exact(&gold, &found)));
        let score = overlapping(&gold.concat(), &found.concat());
        rows.push(row::<Attribution>(overlap, score));
    }
    let whole = paired(gold, found, alike);
    rows.push(row::<Attribution>("whole", whole));
    let same_kind = |gold: &Attribution, found: &Attribution| {
        alike(gold, found).filter(|_| gold.kind == found.kind)
    };
    rows.push(row::<Attribution>(
        "whole-kind",
        paired(gold, found, same_kind),
    ));
    Ok(rows)
}

/// How much of source and content two attributions share, if of each it is half or more.
fn alike(gold: &Attribution, found: &Attribution) -> Option<f64> {
    let source = match (&gold.source, &found.source) {
        (None, None) => 1.0,
        (Some(gold), Some(found)) => half(gold, found)?,
        _ => return None,
    };
    Some(source + half(&gold.content, &found.content)?)
}

/// The share of the longer extent that both cover, if it is half or more.
fn half(a: &Extent, b: &Extent) -> Option<f64> {
    let length = |extent: &Extent| extent.spans().iter().map(|span| span.len()).sum::<u32>();
    let share =
        f64::from(shared(a.spans(), b.spans())) / f64::from(length(a).max(length(b)).max(1));
    (share >= 0.5).then_some(share)
}
