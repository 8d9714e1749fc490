//! Tokens, sentences and blocks.

use super::or_none;
use crate::Answers;
use crate::finding::{Entry, Finding};
use crate::matching::Matching;
use presswork_model::Span;

pub(crate) fn findings(gold: &Answers, found: &Answers) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(blocks) = &gold.blocks {
        let found = or_none(found.blocks.as_ref());
        let spans = |blocks: &[crate::answers::Block]| {
            blocks.iter().map(|block| block.span).collect::<Vec<_>>()
        };
        findings.push(exact("block", &spans(blocks), &spans(found)));
        let entries = |blocks: &[crate::answers::Block]| {
            blocks
                .iter()
                .map(|block| Entry::at(block.span, &block.kind))
                .collect::<Vec<_>>()
        };
        let key = |entries: &[Entry]| {
            entries
                .iter()
                .map(|entry| (entry.span, entry.class.clone()))
                .collect::<Vec<_>>()
        };
        let (gold, found) = (entries(blocks), entries(found));
        let matching = Matching::exact(&key(&gold), &key(&found));
        let sides = (gold.as_slice(), found.as_slice());
        findings.push(Finding::new("block", "kind", sides, &matching).listed(sides, &matching));
    }
    if let Some(tokens) = &gold.tokens {
        findings.push(exact("token", tokens, or_none(found.tokens.as_ref())));
    }
    if let Some(sentences) = &gold.sentences {
        findings.push(exact(
            "sentence",
            sentences,
            or_none(found.sentences.as_ref()),
        ));
    }
    findings
}

/// The same span, as in CoNLL-2018.
fn exact(layer: &'static str, gold: &[Span], found: &[Span]) -> Finding {
    let matching = Matching::exact(gold, found);
    let entries = |spans: &[Span]| {
        spans
            .iter()
            .map(|&span| Entry::at(span, ""))
            .collect::<Vec<_>>()
    };
    let (gold, found) = (entries(gold), entries(found));
    let sides = (gold.as_slice(), found.as_slice());
    let finding = Finding::new(layer, "exact", sides, &matching);
    if layer == "block" {
        finding
    } else {
        finding.listed(sides, &matching)
    }
}
