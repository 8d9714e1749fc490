//! The polarity toward given targets, summed over all who hold one.

use super::Side;
use crate::finding::{Average, Entry, Finding};
use crate::matching::Matching;

pub(crate) fn findings((gold, gold_cast): Side<'_>, (found, cast): Side<'_>) -> Vec<Finding> {
    let (mut golds, mut founds) = (Vec::new(), Vec::new());
    for stance in gold {
        let Some(target) = gold_cast.span(stance.target) else {
            continue;
        };
        golds.push(Entry::at(target, &stance.polarity));
        let toward = found.iter().filter(|row| {
            cast.span(row.target)
                .is_some_and(|span| span.overlaps(target))
        });
        let sum: f64 = toward
            .map(|row| match row.polarity.as_str() {
                "support" => row.weight,
                "oppose" => -row.weight,
                _ => 0.0,
            })
            .sum();
        let polarity = match sum {
            sum if sum > 0.0 => "support",
            sum if sum < 0.0 => "oppose",
            _ => "neutral",
        };
        founds.push(Entry::at(target, polarity));
    }
    let right: Vec<_> = golds
        .iter()
        .zip(&founds)
        .map(|(gold, found)| gold.class == found.class)
        .collect();
    let matching = Matching {
        gold: right.clone(),
        found: right,
    };
    let sides = (golds.as_slice(), founds.as_slice());
    vec![
        Finding::new("stance", "toward", sides, &matching)
            .averaged(Average::Macro)
            .listed(sides, &matching),
    ]
}
