//! Finds the attributions that have a cue.

use super::atoms::Atom;
use super::deep::{self, Belief, Deep};
use super::{Atoms, Decoded, Frame, Gate, Models, Part, Parts, decode, heads, judge};
use crate::draft::Draft;
use crate::speech;
use crate::spelled::Spelled;
use crate::words::Words;
use crate::{Scope, Sentences};
use presswork_annotations::{Mention, Sentence};
use presswork_learn::{Classifier, Feature};
use presswork_model::{Layer, Span, Text, TimeUp};
use std::ops::Range;

/// The least margin of a head that is looked at, of one that the judge learns from or a transformer is asked about, and of what is
/// an attribution in the end; chosen on held-out documents.
const LEAST_HEAD: f32 = -0.5;
pub(crate) const LEAST_LEARNED: f32 = -2.5;
const LEAST: f32 = -0.3;

/// By how much more a margin must fail by what a word is and what stands beside it, so that what stands farther off is not looked at.
const DOUBT: f32 = 2.0;

/// So many attributions on either side are looked at for one that holds a quotation: keeps the time linear.
const NEAR: usize = 16;

/// A word that may be the head of a cue.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head {
    pub(crate) at: usize,
    /// The number of its sentence.
    pub(crate) sentence: usize,
    /// The tokens of its sentence.
    pub(crate) scope: Scope,
    /// By how much it is likelier a head than none.
    pub(crate) margin: f32,
}

/// By how much the second label is likelier than the first, by what features add to the scores of both.
fn margin(model: &Classifier, features: &[Feature], scores: &mut [i32; 2]) -> f32 {
    model.score(features, scores);
    (scores[1] - scores[0]) as f32 * model.step()
}

/// The heads of a document that have at least the margin `least`.
pub(crate) fn heads(
    (gate, model): (&Gate, &Classifier),
    words: &Words<'_>,
    sentences: &Layer<Sentence>,
    atoms: &Atoms<'_>,
    least: f32,
) -> Vec<Head> {
    let mut heads = Vec::new();
    let mut features = Vec::new();
    for (sentence, scope) in Sentences::new(words, sentences) {
        for at in scope.low..scope.high {
            if !gate.opens(atoms.at(at).word, atoms.at(at).fine) {
                continue;
            }
            let mut scores = [0; 2];
            features.clear();
            heads::beside(atoms, at, scope, |feature| features.push(feature));
            if margin(model, &features, &mut scores) < least - DOUBT {
                continue;
            }
            features.clear();
            heads::farther(atoms, at, scope, |feature| features.push(feature));
            let margin = margin(model, &features, &mut scores);
            if margin >= least {
                heads.push(Head {
                    at,
                    sentence,
                    scope,
                    margin,
                });
            }
        }
    }
    heads
}

/// For each token whether it is a head, likelier than not.
pub(crate) fn taken(words: &Words<'_>, heads: &[Head]) -> Vec<bool> {
    let mut taken = vec![false; words.tokens.len()];
    for head in heads.iter().filter(|head| head.margin > 0.0) {
        taken[head.at] = true;
    }
    taken
}

/// The words around heads.
pub(crate) struct Around<'a> {
    pub(crate) words: &'a Words<'a>,
    pub(crate) sentences: &'a Layer<Sentence>,
    pub(crate) atoms: &'a Atoms<'a>,
    pub(crate) heads: &'a [Head],
    /// For each token whether it is a head, as [`taken`] has it.
    pub(crate) taken: &'a [bool],
}

impl Around<'_> {
    /// Tells `each` the frame of one head after another.
    fn frames(&self, mut each: impl FnMut(&Head, &Frame)) {
        let mut frame = Frame::default();
        for head in self.heads {
            let place = (head.sentence, head.scope);
            frame.fill(self.words, self.sentences, place, head.at, self.taken);
            each(head, &frame);
        }
    }

    /// Looks for source, cue and content in one frame after another; `each` is told of those that have content. `beliefs` are what a
    /// transformer says of the units of each; empty if there is none.
    pub(crate) fn look(
        &self,
        models: &Models,
        parts: &mut Parts,
        beliefs: &[Vec<Belief>],
        mut each: impl FnMut(&Head, &Frame, &Decoded, Option<&[Belief]>),
    ) {
        parts.enter();
        let mut labels: Vec<Part> = Vec::new();
        let mut decoded = Decoded::default();
        let mut beliefs = beliefs.iter().map(Vec::as_slice);
        self.frames(|head, frame| {
            let beliefs = beliefs.next();
            labels.clear();
            let (words, atoms) = (self.words, self.atoms);
            labels.extend(parts.find(&models.parts, words, atoms, frame, self.taken, beliefs));
            decode(frame, &labels, &mut decoded);
            if !decoded.content.is_empty() {
                each(head, frame, &decoded, beliefs);
            }
        });
    }
}

/// An attribution, and how likely it is one.
struct Found {
    draft: Draft,
    margin: f32,
    cue: Range<usize>,
}

/// What is used again from document to document.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    atoms: Vec<Atom>,
    parts: Parts,
}

/// Finds attributions: by models, and with a transformer if there is one.
#[derive(Clone, Copy)]
pub(crate) struct Finder<'a> {
    pub(crate) models: &'a Models,
    pub(crate) deep: Option<&'a Deep>,
}

impl Finder<'_> {
    /// The attributions that have a cue; `drafts` are those that the rules found.
    pub(crate) fn find(
        &self,
        text: &Text,
        words: &Words<'_>,
        (sentences, mentions): (&Layer<Sentence>, &Layer<Mention>),
        drafts: &[Draft],
        memory: &mut Memory,
    ) -> Result<Vec<Draft>, TimeUp> {
        let Self { models, deep } = *self;
        let atoms = Atoms::new(words, mentions, drafts, &mut memory.atoms);
        let least = deep.map_or(LEAST_HEAD, |_| LEAST_LEARNED);
        let gate = (&models.gate, &models.heads);
        let heads = heads(gate, words, sentences, &atoms, least);
        let around = Around {
            words,
            sentences,
            atoms: &atoms,
            heads: &heads,
            taken: &taken(words, &heads),
        };
        let beliefs = match deep {
            Some(deep) => deep.read(text, words, |read| around.frames(|_, frame| read(frame)))?,
            None => Vec::new(),
        };
        let mut found: Vec<Found> = Vec::new();
        let mut features = Vec::new();
        around.look(
            models,
            &mut memory.parts,
            &beliefs,
            |head, frame, decoded, beliefs| {
                features.clear();
                judge::observe(&atoms, head, frame, decoded, |feature| {
                    features.push(feature);
                });
                let mut margin = margin(&models.judge, &features, &mut [0; 2]);
                let mut least = LEAST;
                if let Some(beliefs) = beliefs {
                    margin = deep::both(margin, &beliefs[frame.head]);
                    least = deep::LEAST;
                }
                let cue = frame.tokens(&decoded.cue);
                // Of two heads in one cue the likelier stays.
                let same =
                    found.pop_if(|last| last.cue.end > cue.start && last.cue.start < cue.end);
                let better = same.as_ref().is_none_or(|same| same.margin < margin);
                let draft = (margin >= least && better).then(|| {
                    decoded.draft(words, frame, words.lexicon.is_belief(words.word(head.at)))
                });
                match draft.flatten() {
                    Some(draft) => found.push(Found { draft, margin, cue }),
                    None => found.extend(same),
                }
            },
        );
        let mut all: Vec<Draft> = kept(words, drafts, &found).cloned().collect();
        all.extend(found.into_iter().map(|found| found.draft));
        Ok(all)
    }
}

/// What the rules alone know: of `drafts` those whose cues are in nothing that was found.
fn kept<'d>(
    words: &Words<'_>,
    drafts: &'d [Draft],
    found: &[Found],
) -> impl Iterator<Item = &'d Draft> {
    drafts.iter().filter(|draft| {
        let free = |cue: Span| {
            let other = |found: &Found| found.draft.cue.is_some_and(|other| other.overlaps(cue));
            !found.iter().any(other)
        };
        let quoted = || {
            let quote = draft.quote;
            quote.is_some_and(|quote| !is_found(words, found, quote))
        };
        draft.cue.is_some_and(|cue| {
            (is_asked(words, cue) || is_plain(words, draft, cue) || quoted()) && free(cue)
        })
    })
}

/// Whether a quotation belongs to something that was found, or is too short to be of words that someone said.
fn is_found(words: &Words<'_>, found: &[Found], quote: usize) -> bool {
    let span = words.quotes.all()[quote].span;
    let tokens = words.at_or_after(span.end()) - words.at_or_after(span.start());
    // What was found goes up in the text by its cues, and a content lies near its cue.
    let near = found.partition_point(|found| words.start(found.cue.start) < span.start());
    let near = near.saturating_sub(NEAR)..(near + NEAR).min(found.len());
    tokens < speech::LEAST
        || found[near]
            .iter()
            .any(|found| found.draft.content.iter().any(|part| part.overlaps(span)))
}

/// "The author states that …": a source, one word and what it opens stand side by side, and no model can be righter than the rule.
fn is_plain(words: &Words<'_>, draft: &Draft, cue: Span) -> bool {
    let at = words.at_or_after(cue.start());
    let beside = |source: Span| words.at_or_after(source.end()) == at;
    let opened = |content: &Span| words.at_or_after(content.start()) == at + 1;
    draft.source.is_some_and(beside)
        && draft.content.first().is_some_and(opened)
        && words.has(at + 1, "that")
}

/// Whether the settings name a cue, which no model can know.
fn is_asked(words: &Words<'_>, cue: Span) -> bool {
    let at = words.at_or_after(cue.start());
    words.spelled.get(at).is_some_and(|Spelled { entry, .. }| {
        !entry.forms.is_empty() && words.lexicon.cues[usize::from(entry.cue)].asked
    })
}
