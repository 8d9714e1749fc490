//! Names: what the search for names hands over, all that the actors are made from.

use crate::gazetteer::Sense;
use presswork_annotations::MentionKind;
use presswork_model::Span;
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
