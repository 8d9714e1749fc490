//! Which names, nouns and pronouns of the corpus mean the same, with the names as they are marked by hand: how good
//! the actors are whatever finds the names.

use super::STAGE;
use crate::names::Name;
use crate::spelling::Spellings;
use crate::words::Words;
use presswork_annotations::{Block, Form, Mention, Sentence, Token};
use presswork_model::{Document, Span};
use presswork_testkit::{answers, sample};
use std::collections::BTreeMap;
use std::path::Path;

/// The names of `gold`, on these words.
fn names(gold: &Document, words: &Words<'_>) -> Vec<Name> {
    let marked = gold.layer::<Mention>().unwrap().unwrap();
    let marked = marked.iter().filter(|mention| mention.form == Form::Name);
    let name = |mention: &Mention| {
        let start = words
            .list
            .partition_point(|word| word.span.end() <= mention.span.start());
        let end = words
            .list
            .partition_point(|word| word.span.start() < mention.span.end());
        let range = start..end;
        let entry = STAGE.lexicon.names.find(words, start, words.list.len());
        let entry = entry.filter(|entry| entry.len() == range.len());
        (start < end).then(|| Name {
            span: words.span(range.clone()),
            words: range,
            kind: mention.kind,
            score: 0.95,
            known: entry.map(|entry| (entry.actor, entry.sense)),
        })
    };
    marked.filter_map(name).collect()
}

/// For each span of a mention, its actor.
fn clusters(mentions: &[Mention]) -> BTreeMap<Span, usize> {
    let actor = |mention: &Mention| Some((mention.span, mention.actor?.index()));
    mentions.iter().filter_map(actor).collect()
}

/// The part of B³ (Bagga and Baldwin 1998) for one side: the sum, over the mentions of `one`, of the share of its cluster
/// that is in the same cluster of `other`.
fn shared(one: &BTreeMap<Span, usize>, other: &BTreeMap<Span, usize>) -> f64 {
    let of = |span: &Span| {
        let (mine, theirs) = (one[span], other.get(span));
        let cluster: Vec<_> = one.iter().filter(|(_, actor)| **actor == mine).collect();
        let same = cluster
            .iter()
            .filter(|(span, _)| theirs.is_some() && other.get(span) == theirs);
        same.count() as f64 / cluster.len() as f64
    };
    one.keys().map(of).sum()
}

#[test]
fn actors_of_names_that_are_given() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let (mut right, mut found, mut recalled, mut marked) = (0.0, 0, 0.0, 0);
    for gold in answers::read(&corpus).unwrap() {
        let document = sample::with_text(gold.text().clone());
        let tokens = document.layer::<Token>().unwrap().unwrap();
        let sentences = document.layer::<Sentence>().unwrap().unwrap();
        let words = Words::new(
            document.text(),
            tokens,
            sentences,
            &STAGE.lexicon,
            &mut Spellings::default(),
        );
        let blocks = gold.layer::<Block>().unwrap();
        let (mentions, actors) = STAGE.actors(&words, &names(&gold, &words), blocks);
        assert!(
            mentions
                .iter()
                .all(|m| m.actor.is_none_or(|id| actors.get(id.index()).is_some()))
        );
        let gold = gold.layer::<Mention>().unwrap().unwrap();
        let of = |span: &Span| gold.iter().any(|mention| mention.span == *span);
        let mut mine = clusters(&mentions);
        mine.retain(|span, _| of(span));
        let gold = clusters(gold);
        right += shared(&mine, &gold);
        recalled += shared(&gold, &mine);
        found += mine.len();
        marked += gold.len();
    }
    let (precision, recall) = (right / found as f64, recalled / marked as f64);
    let f1 = 2.0 * precision * recall / (precision + recall);
    eprintln!("B³ of given names: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}");
    assert!(precision > 0.95, "precision is {precision:.3}");
    assert!(f1 > 0.86, "F1 is {f1:.3}");
}
