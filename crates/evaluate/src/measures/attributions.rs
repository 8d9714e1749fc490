//! Attributions: their parts, and each as a whole.

use super::or_none;
use crate::answers::Attribution;
use crate::finding::{Entry, Finding};
use crate::matching::{Matching, covered, half, shared, words};
use crate::{Answers, Score, quoted};
use presswork_model::Span;

/// Takes one part out of an attribution.
type Part = fn(&Attribution) -> &Vec<Span>;

const PARTS: [([&str; 3], Part); 3] = [
    (["source", "source-overlap", "source-words"], |row| {
        &row.source
    }),
    (["cue", "cue-overlap", "cue-words"], |row| &row.cue),
    (["content", "content-overlap", "content-words"], |row| {
        &row.content
    }),
];

pub(crate) fn findings(gold: &Answers, found: &Answers) -> Vec<Finding> {
    let Some(rows) = &gold.attributions else {
        return Vec::new();
    };
    let text = &gold.text;
    let found = or_none(found.attributions.as_ref());
    let all_words = words(text.body());
    let mut findings = Vec::new();
    for ([measure, by_overlap, by_word], part) in PARTS {
        let extents = |rows: &[Attribution]| -> Vec<Vec<Span>> {
            rows.iter()
                .map(part)
                .filter(|extent| !extent.is_empty())
                .cloned()
                .collect()
        };
        let entries = |extents: &[Vec<Span>]| {
            let entry = |extent: &Vec<Span>| Entry {
                span: whole(extent),
                what: measure.to_owned(),
                ..Entry::default()
            };
            extents.iter().map(entry).collect::<Vec<_>>()
        };
        let (golds, founds) = (extents(rows), extents(found));
        let matching = Matching::exact(&golds, &founds);
        let (gold_entries, found_entries) = (entries(&golds), entries(&founds));
        let sides = (gold_entries.as_slice(), found_entries.as_slice());
        findings
            .push(Finding::new("attribution", measure, sides, &matching).listed(sides, &matching));
        let alike =
            |a: &Vec<Span>, b: &Vec<Span>| Some(f64::from(shared(a, b))).filter(|&both| both > 0.0);
        let matching = Matching::likest(&golds, &founds, alike);
        findings.push(Finding::new("attribution", by_overlap, sides, &matching));
        let (golds, founds) = (covered(&all_words, &golds), covered(&all_words, &founds));
        let entries = |words: &[Span]| vec![Entry::default(); words.len()];
        let matching = Matching::exact(&golds, &founds);
        findings.push(Finding::new(
            "attribution",
            by_word,
            (&entries(&golds), &entries(&founds)),
            &matching,
        ));
    }
    findings.extend(quoted(text.body(), &all_words, found));
    let entries = |rows: &[Attribution]| {
        let entry = |row: &Attribution| Entry {
            span: whole(&[row.source.as_slice(), &row.cue, &row.content].concat()),
            class: row.kind.clone().unwrap_or_default(),
            what: said(text, row),
        };
        rows.iter().map(entry).collect::<Vec<_>>()
    };
    let alike = |a: &Attribution, b: &Attribution| {
        Some(half(&a.source, &b.source)? + half(&a.content, &b.content)?)
    };
    let matching = Matching::likest(rows, found, alike);
    let (gold_entries, found_entries) = (entries(rows), entries(found));
    let sides = (gold_entries.as_slice(), found_entries.as_slice());
    if rows.iter().all(|row| row.kind.is_none()) {
        let plain = |entries: &[Entry]| vec![Entry::default(); entries.len()];
        let plain = (&*plain(sides.0), &*plain(sides.1));
        findings
            .push(Finding::new("attribution", "whole", plain, &matching).listed(sides, &matching));
    } else {
        findings
            .push(Finding::new("attribution", "whole", sides, &matching).listed(sides, &matching));
        let same = |a: &Attribution, b: &Attribution| alike(a, b).filter(|_| a.kind == b.kind);
        let matching = Matching::likest(rows, found, same);
        findings.push(Finding::new("attribution", "whole-kind", sides, &matching));
    }
    findings
}

/// What share of the words in long quotations is attributed to someone; gold has no part in it.
fn quoted(text: &str, words: &[Span], found: &[Attribution]) -> Option<Finding> {
    let quoted = quoted::words(text, words);
    let someones = found.iter().filter(|row| !row.source.is_empty());
    let contents: Vec<_> = someones.map(|row| row.content.clone()).collect();
    let attributed = covered(&quoted, &contents).len();
    let score = Score::of_counts(attributed, 0, quoted.len() - attributed);
    (!quoted.is_empty()).then(|| Finding::of_score("attribution", "quoted-words", score))
}

/// From the first byte to the last.
fn whole(extent: &[Span]) -> Option<Span> {
    extent.iter().copied().reduce(Span::to)
}

fn said(text: &presswork_model::Text, row: &Attribution) -> String {
    let part = |extent: &[Span]| {
        let parts: Vec<_> = extent.iter().map(|&span| &text[span]).collect();
        parts.join(" … ")
    };
    format!(
        "{} | {} | {}",
        part(&row.source),
        part(&row.cue),
        part(&row.content)
    )
}
