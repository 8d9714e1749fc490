//! What the one who trains the tagger needs to know of it. No part of the interface.

use crate::Entities;
use crate::labels;
use crate::observe::View;
pub use crate::spelling::Family;
use crate::spelling::{Sees, Spellings};
use crate::words::Words;
use presswork_annotations::{MentionKind, Sentence, Token};
use presswork_learn::Observed;
use presswork_model::{Span, Text};

/// The labels, by number.
pub const LABELS: &[&str] = &labels::LABELS;

/// Whether a label may follow another one, or stand first.
pub fn may(before: Option<usize>, label: usize) -> bool {
    labels::may(before, label)
}

/// The label of the first word of a name, and of its further ones.
pub fn label(kind: MentionKind, first: bool) -> usize {
    if first {
        labels::first(kind)
    } else {
        labels::next(kind)
    }
}

/// Fills in what the tagger sees of a document, but for one family, and gives its words.
pub fn words(
    entities: &Entities,
    text: &Text,
    tokens: &[Token],
    sentences: &[Sentence],
    not: Option<Family>,
    observed: &mut Observed,
) -> Vec<Span> {
    let (lexicon, mut spellings) = (&entities.lexicon, Spellings::default());
    let words = Words::new(text, tokens, sentences, lexicon, &mut spellings);
    let mut view = View::default();
    view.sees = Sees { not };
    view.observe(&words, lexicon, &spellings, observed);
    words.list.iter().map(|word| word.span).collect()
}
