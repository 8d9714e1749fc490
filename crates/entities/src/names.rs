//! Names: what the search for names hands over, all that the actors are made from.

use crate::candidates::Candidate;
use crate::evidence::Votes;
use crate::gazetteer::Sense;
use crate::words::Words;
use presswork_annotations::MentionKind;
use presswork_model::Span;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A stretch of words that names someone or something.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub(crate) words: Range<usize>,
    pub(crate) span: Span,
    pub(crate) kind: MentionKind,
    /// How sure the kind is, from 0 to 1.
    pub(crate) score: f32,
    /// Its number in the gazetteer, and in which sense.
    pub(crate) known: Option<(usize, Sense)>,
}

impl Name {
    /// Whether it may be of another kind.
    pub(crate) fn is_weak(&self) -> bool {
        self.known.is_none() && self.score < 0.62
    }
}

/// The names among the candidates: the same words are of one kind in the whole document.
pub(crate) fn of_candidates(words: &Words<'_>, candidates: &[Candidate]) -> Vec<Name> {
    let mut votes: FxHashMap<u64, Votes> = FxHashMap::default();
    for candidate in candidates {
        let sum = votes.entry(candidate.key).or_default();
        sum.add(candidate.votes);
    }
    let name = |candidate: &Candidate| {
        let (kind, lead) = match candidate.known {
            Some(_) => (candidate.votes.best().0, 1.0),
            None => votes[&candidate.key].best(),
        };
        Name {
            words: candidate.words.clone(),
            span: words.span(candidate.words.clone()),
            kind,
            score: 0.3 + 0.65 * lead,
            known: candidate.known,
        }
    };
    candidates.iter().map(name).collect()
}
