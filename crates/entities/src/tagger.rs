//! The tagger: finds names by what was learned of them.

use crate::deep::Deep;
use crate::echoes;
use crate::edges;
use crate::labels::{first, next, starts};
use crate::lexicon::Lexicon;
use crate::listed;
use crate::names::Name;
use crate::observe::View;
use crate::spelling::Spellings;
use crate::words::{Words, key};
use presswork_annotations::MentionKind;
use presswork_learn::{Crf, Labelling, Observed};
use presswork_model::{BoxError, Text, TimeUp};
use rustc_hash::FxHashMap;
use std::ops::Range;

pub(crate) static MODEL: &[u8] = include_bytes!("../model/names.bin");

/// Finds names.
pub(crate) struct Tagger {
    model: Crf,
    deep: Option<Deep>,
}

/// Memory that is used again from document to document. What it keeps changes no result.
#[derive(Default)]
pub(crate) struct Memory {
    pub(crate) spellings: Spellings,
    view: View,
    observed: Observed,
    labelling: Labelling,
}

/// How much speaks for each kind, in the order of [`MentionKind::ALL`]: a sum of logarithms.
type Votes = [f32; MentionKind::ALL.len()];

impl Tagger {
    /// With a transformer beside the model, if `deep`.
    pub(crate) fn new(deep: bool) -> Result<Self, BoxError> {
        Ok(Self {
            model: Crf::from_bytes(MODEL)?,
            deep: deep.then(Deep::built_in).transpose()?,
        })
    }

    /// The names of a document, in text order; none overlaps another.
    pub(crate) fn names(
        &self,
        text: &Text,
        words: &Words<'_>,
        lexicon: &Lexicon,
        memory: &mut Memory,
    ) -> Result<Vec<Name>, TimeUp> {
        let Memory {
            spellings,
            view,
            observed,
            labelling,
        } = memory;
        spellings.ask(&self.model);
        view.observe(words, lexicon, spellings, observed);
        self.model.label(observed, labelling);
        let mut names = if let Some(deep) = &self.deep {
            let read = deep.read(text, words, labelling)?;
            agree(words, &found(&read.labels), |word| &read.beliefs[word])
        } else {
            agree(words, &found(labelling.labels()), |word| {
                labelling.probabilities(word)
            })
        };
        edges::mend(words, &mut names);
        echoes::add(words, &mut names);
        listed::add(words, lexicon, &mut names);
        Ok(names)
    }
}

/// The stretches of words that are labelled as names.
fn found(labels: &[u8]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, &label) in labels.iter().enumerate() {
        match found.last_mut() {
            _ if label == 0 => {}
            Some(last) if !starts(label.into()) && last.end == at => last.end = at + 1,
            _ => found.push(at..at + 1),
        }
    }
    found
}

/// Gives names their kinds: equal names of a document are of one kind, that for which most speaks in all.
fn agree<'b>(
    words: &Words<'_>,
    found: &[Range<usize>],
    probabilities: impl Fn(usize) -> &'b [f32],
) -> Vec<Name> {
    let key = |range: &Range<usize>| key(&words.list[range.clone()]);
    let mut sums: FxHashMap<u64, (Votes, f32)> = FxHashMap::default();
    for range in found {
        let (votes, count) = sums.entry(key(range)).or_default();
        for (sum, vote) in votes.iter_mut().zip(votes_of(range, &probabilities)) {
            *sum += vote;
        }
        *count += 1.0;
    }
    let name = |range: &Range<usize>| {
        let (votes, count) = sums[&key(range)];
        let (kind, score) = best(&votes.map(|vote| vote / count));
        Name {
            words: range.clone(),
            span: words.span(range.clone()),
            kind,
            score,
            known: None,
        }
    };
    found.iter().map(name).collect()
}

/// What the words of a name say of its kind, on average.
fn votes_of<'b>(range: &Range<usize>, probabilities: impl Fn(usize) -> &'b [f32]) -> Votes {
    let mut votes = Votes::default();
    for word in range.clone() {
        let probabilities = probabilities(word);
        for (vote, &kind) in votes.iter_mut().zip(MentionKind::ALL) {
            let probability = probabilities[first(kind)] + probabilities[next(kind)];
            *vote += (probability + DOUBT).ln() / range.len() as f32;
        }
    }
    votes
}

/// So that one place where the model is sure does not decide alone.
const DOUBT: f32 = 0.01;

/// The kind for which most speaks, and how sure that is, from 0 to 1.
fn best(votes: &Votes) -> (MentionKind, f32) {
    let mut best = MentionKind::Person;
    for &kind in MentionKind::ALL {
        if votes[kind as usize] > votes[best as usize] {
            best = kind;
        }
    }
    let all: f32 = votes.iter().map(|vote| vote.exp()).sum();
    (best, votes[best as usize].exp() / all)
}
