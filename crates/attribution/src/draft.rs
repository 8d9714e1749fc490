//! `Draft`: an attribution before its holder and parent are known.

use crate::words::Words;
use presswork_annotations::{AttributionKind, Extent};
use presswork_model::Span;
use std::ops::Range;

/// An attribution before its holder and parent are known.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) belief: bool,
    pub(crate) source: Option<Span>,
    pub(crate) cue: Option<Span>,
    pub(crate) content: Vec<Span>,
    /// The first token behind source, cue and content.
    pub(crate) end: usize,
    /// The last quotation in the content.
    pub(crate) quote: Option<usize>,
}

impl Draft {
    pub(crate) fn new(words: &Words<'_>, cue: &Range<usize>, belief: bool) -> Self {
        Self {
            belief,
            source: None,
            cue: Some(words.span(cue)),
            content: Vec::new(),
            end: cue.end,
            quote: None,
        }
    }

    /// "He's claiming": "he" is the source, and what follows it begins the cue.
    pub(crate) fn part_clitics(&mut self, words: &Words<'_>) {
        let Some(cue) = self.cue else { return };
        let first = words.at_or_after(cue.start());
        let (clitic, source) = match self.source {
            None => (Some(first), None),
            Some(source) => {
                let last = words.at_or_after(source.end()).checked_sub(1);
                (last.filter(|last| last + 1 == first), Some(source))
            }
        };
        let subject = clitic.and_then(|at| words.subject_in(at));
        if let Some(subject) = subject {
            let start = source.map_or(subject.start(), Span::start);
            self.source = Some(Span::new(start, subject.end()));
            self.cue = Some(Span::new(subject.end(), cue.end()));
        }
    }

    /// Puts tokens into the content.
    pub(crate) fn push(&mut self, words: &Words<'_>, range: &Range<usize>) {
        if !range.is_empty() {
            self.content.push(words.span(range));
            self.end = self.end.max(range.end);
        }
    }

    /// Puts a quotation with all its paragraphs into the content.
    pub(crate) fn push_quote(&mut self, words: &Words<'_>, number: usize) {
        let whole = words.quotes.whole(number);
        let parts = words.quotes.all()[whole.clone()].iter();
        self.content.extend(parts.map(|quote| quote.span));
        self.quote = Some(whole.end - 1);
        let end = words.quotes.all()[whole.end - 1].span.end();
        self.end = self.end.max(words.at_or_after(end));
    }

    /// How the words are given: by what share of the content stands in quotation marks.
    pub(crate) fn kind(&self, words: &Words<'_>) -> AttributionKind {
        if self.belief {
            return AttributionKind::Belief;
        }
        let quotes = words.quotes;
        let inside = |span: &Span| {
            quotes.around(span.start()).is_some_and(|i| {
                let quote = quotes.all()[i].span;
                quote.start() >= span.start() && quote.end() + 1 >= span.end()
            })
        };
        if self.content.iter().all(inside) {
            AttributionKind::Direct
        } else if self.content.iter().any(|span| {
            let first = quotes.from(span.start());
            quotes
                .all()
                .get(first)
                .is_some_and(|quote| quote.span.end() <= span.end())
        }) {
            AttributionKind::Mixed
        } else {
            AttributionKind::Indirect
        }
    }

    /// From the first byte to the last.
    pub(crate) fn span(&self) -> Span {
        let parts = self.source.iter().chain(&self.cue).chain(&self.content);
        parts
            .copied()
            .reduce(Span::to)
            .expect("an attribution has content")
    }

    pub(crate) fn content(&self) -> Extent {
        let mut spans = self.content.clone();
        spans.sort_unstable();
        spans.dedup();
        Extent::new(spans).expect("an attribution has content")
    }
}
