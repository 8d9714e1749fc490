//! From the parts of a frame to spans of tokens.

use super::{Frame, Part};
use crate::class::Class;
use crate::draft::Draft;
use crate::words::Words;
use std::ops::Range;

/// What a frame holds, in units.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decoded {
    pub(crate) source: Option<Range<usize>>,
    pub(crate) cue: Range<usize>,
    pub(crate) content: Vec<Range<usize>>,
}

/// The source, cue and content that the labels tell: of several sources the one nearest to the head.
pub(crate) fn decode(frame: &Frame, parts: &[Part], decoded: &mut Decoded) {
    let head = frame.head;
    decoded.source = None;
    decoded.cue = head..head + 1;
    decoded.content.clear();
    let distance = |range: &Range<usize>| {
        head.abs_diff(if range.end <= head {
            range.end
        } else {
            range.start
        })
    };
    let mut from = 0;
    while from < parts.len() {
        let first = parts[from];
        let goes_on = |part: &&Part| match first {
            Part::Opening | Part::Content => **part == Part::Content,
            other => **part == other,
        };
        let to = from + 1 + parts[from + 1..].iter().take_while(goes_on).count();
        let range = from..to;
        let holds_head = range.contains(&head);
        match first {
            Part::Source if !holds_head => {
                let nearer = |other: &Range<usize>| distance(&range) < distance(other);
                decoded.source = match decoded.source.take() {
                    Some(other) if !nearer(&other) => Some(other),
                    _ => Some(range),
                };
            }
            Part::Opening | Part::Content if !holds_head => decoded.content.push(range),
            Part::Cue if holds_head => decoded.cue = range,
            _ => {}
        }
        from = to;
    }
}

impl Decoded {
    /// The attribution in the text, if there is content.
    pub(crate) fn draft(&self, words: &Words<'_>, frame: &Frame, belief: bool) -> Option<Draft> {
        let mut draft = Draft::new(words, &frame.tokens(&self.cue), belief);
        draft.source = self.source.as_ref().map(|source| {
            let Range { start, end } = frame.tokens(source);
            // "Yesterday the minister said": the day is no part of who says it.
            let day = |&at: &usize| words.is(at, Class::TIME) && !words.is(at, Class::POSS);
            let first = start + (start..end - 1).take_while(day).count();
            words.span(&(first..end))
        });
        for content in &self.content {
            if content.len() == 1
                && let Some(quote) = frame.units[content.start].quote
            {
                draft.push_quote(words, quote);
            } else {
                draft.push(words, &frame.tokens(content));
                draft.quote = frame.units[content.end - 1].quote.or(draft.quote);
            }
        }
        (!draft.content.is_empty()).then_some(draft)
    }
}
