//! The class of a given pair of mentions: who stands how toward whom, or nobody toward anybody.

use super::Side;
use crate::finding::{Average, Entry, Finding};
use crate::matching::Matching;
use presswork_model::Span;

const NONE: &str = "none";

pub(crate) fn findings(gold: Side<'_>, found: Side<'_>, pair: [Span; 2]) -> Vec<Finding> {
    let [first, second] = pair;
    let entry = |side: Side<'_>| {
        let class = class(side, pair);
        [Entry {
            what: class.to_owned(),
            ..Entry::at(first.to(second), class)
        }]
    };
    let (gold, found) = (entry(gold), entry(found));
    let right = gold[0].class == found[0].class;
    let matching = Matching {
        gold: vec![right],
        found: vec![right],
    };
    let sides = (gold.as_slice(), found.as_slice());
    vec![
        Finding::new("stance", "pair", sides, &matching)
            .averaged(Average::Macro)
            .listed(sides, &matching),
    ]
}

/// The strongest row between the two decides.
fn class((stances, cast): Side<'_>, [first, second]: [Span; 2]) -> &'static str {
    let mut best = (0.0, NONE);
    for stance in stances {
        let (Some(holder), Some(target)) = (cast.span(stance.holder), cast.span(stance.target))
        else {
            continue;
        };
        let forward = holder.overlaps(first) && target.overlaps(second);
        let backward = holder.overlaps(second) && target.overlaps(first);
        let class = match (stance.polarity.as_str(), forward, backward) {
            ("support", true, _) => "support forward",
            ("oppose", true, _) => "oppose forward",
            ("support", _, true) => "support backward",
            ("oppose", _, true) => "oppose backward",
            _ => continue,
        };
        if stance.weight > best.0 {
            best = (stance.weight, class);
        }
    }
    best.1
}
