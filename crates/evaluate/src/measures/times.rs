//! Times, as in TempEval-3.

use super::or_none;
use crate::Answers;
use crate::answers::Time;
use crate::finding::{Entry, Finding};
use crate::matching::{Matching, shared};
use presswork_model::Span;

pub(crate) fn findings(gold: &Answers, found: &Answers) -> Vec<Finding> {
    let Some(gold) = &gold.times else {
        return Vec::new();
    };
    let found = or_none(found.times.as_ref());
    let entries = |times: &[Time]| {
        let entry = |time: &Time| Entry {
            span: Some(time.span),
            class: time.kind.clone(),
            what: format!("{} {}", time.kind, time.values.join(" or ")),
        };
        times.iter().map(entry).collect::<Vec<_>>()
    };
    let (golds, founds) = (entries(gold), entries(found));
    let sides = (golds.as_slice(), founds.as_slice());
    let of = |measure, matching: &Matching| Finding::new("time", measure, sides, matching);
    let spans = |times: &[Time]| times.iter().map(|time| time.span).collect::<Vec<Span>>();
    let near = |gold: &Time, found: &Time| {
        let both = shared(&[gold.span], &[found.span]);
        // Of two that overlap as much, the one with the right value is the partner.
        (both > 0).then(|| f64::from(both) + if same_value(gold, found) { 0.5 } else { 0.0 })
    };
    let mut findings = vec![
        of("strict", &Matching::exact(&spans(gold), &spans(found))),
        of("relaxed", &Matching::likest(gold, found, near)),
    ];
    let kind = |gold: &Time, found: &Time| near(gold, found).filter(|_| gold.kind == found.kind);
    findings.push(of("kind", &Matching::likest(gold, found, kind)));
    if gold.is_empty() || gold.iter().any(|time| !time.values.is_empty()) {
        let value =
            |gold: &Time, found: &Time| near(gold, found).filter(|_| same_value(gold, found));
        let matching = Matching::likest(gold, found, value);
        findings.push(of("value", &matching).listed(sides, &matching));
    }
    findings
}

/// Whether the result's value is one of gold's; both may have none.
fn same_value(gold: &Time, found: &Time) -> bool {
    gold.values.is_empty() && found.values.is_empty()
        || found.values.iter().any(|value| gold.values.contains(value))
}
