//! Mentions.

use super::or_none;
use crate::answers::Mention;
use crate::finding::{Entry, Finding};
use crate::matching::{Matching, shared};
use crate::{Answers, Names};
use presswork_annotations::Form;
use presswork_model::Span;

pub(crate) fn findings(gold: &Answers, found: &Answers, names: &Names) -> Vec<Finding> {
    let Some(gold) = &gold.mentions else {
        return Vec::new();
    };
    let found = or_none(found.mentions.as_ref());
    let entries = |mentions: &[Mention], forms: &[Form]| -> Vec<Entry> {
        let of_form = mentions
            .iter()
            .filter(|mention| forms.contains(&mention.form));
        let kept = of_form.filter_map(|mention| {
            let kind = mention.kind.map(|kind| names.mapped(kind));
            let wanted =
                names.only.is_empty() || kind.is_some_and(|kind| names.only.contains(&kind));
            wanted.then(|| Entry::at(mention.span, kind.map_or("", |kind| kind.as_str())))
        });
        kept.collect()
    };
    let spans = |entries: &[Entry]| {
        entries
            .iter()
            .filter_map(|entry| entry.span)
            .collect::<Vec<Span>>()
    };
    let keys = |entries: &[Entry]| {
        entries
            .iter()
            .map(|entry| (entry.span, entry.class.clone()))
            .collect::<Vec<_>>()
    };
    let exact = |measure, forms: &[Form]| {
        let (gold, found) = (entries(gold, forms), entries(found, forms));
        let matching = Matching::exact(&keys(&gold), &keys(&found));
        let sides = (gold.as_slice(), found.as_slice());
        Finding::new("mention", measure, sides, &matching).listed(sides, &matching)
    };

    let mut findings = vec![exact("exact", &[Form::Name])];
    let (golds, founds) = (entries(gold, &[Form::Name]), entries(found, &[Form::Name]));
    let sides = (golds.as_slice(), founds.as_slice());
    let of = |measure, matching: &Matching| Finding::new("mention", measure, sides, matching);
    findings.push(of(
        "span",
        &Matching::exact(&spans(&golds), &spans(&founds)),
    ));
    findings.push(of(
        "overlap",
        &Matching::overlapping(&spans(&golds), &spans(&founds)),
    ));
    let alike = |gold: &Entry, found: &Entry| {
        let both = shared(gold.span.as_slice(), found.span.as_slice());
        (both > 0 && gold.class == found.class).then(|| f64::from(both))
    };
    findings.push(of("kind", &Matching::likest(&golds, &founds, alike)));
    if gold.iter().any(|mention| mention.form != Form::Name) {
        let mut finding = exact("noun", &[Form::Nominal, Form::Pronoun]);
        finding.flaws.retain(|flaw| flaw.missed);
        findings.push(finding);
    }
    findings
}
