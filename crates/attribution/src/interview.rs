//! Interviews and transcripts: paragraphs of the form `NAME: words`.

use crate::class::Class;
use crate::draft::Draft;
use crate::words::Words;
use presswork_annotations::{Mention, MentionKind};
use presswork_model::Layer;
use std::ops::Range;

/// The longest name of a speaker, in tokens.
const LONGEST: usize = 6;

/// A paragraph with its speaker.
struct Turn {
    speaker: Range<usize>,
    words: Range<usize>,
}

/// Gives each turn of a text that has two or more to its speaker, in the place of what was found for its colon.
pub(crate) fn give(
    words: &Words<'_>,
    mentions: &Layer<Mention>,
    drafts: &mut Vec<Draft>,
    edges: &[u32],
) {
    let mut low = 0;
    let mut turns: Vec<Turn> = Vec::new();
    for &edge in edges.iter().chain([&u32::MAX]) {
        let high = low + words.tokens[low..].partition_point(|token| token.span.start() < edge);
        turns.extend(turn(words, mentions, low..high));
        low = high;
    }
    if turns.len() < 2 {
        return;
    }
    let colon = |draft: &Draft| {
        let cue = words.at_or_after(draft.cue?.start());
        turns
            .binary_search_by_key(&cue, |turn| turn.speaker.end)
            .ok()
    };
    drafts.retain(|draft| colon(draft).is_none());
    for Turn {
        speaker,
        words: said,
    } in &turns
    {
        let mut draft = Draft::new(words, &(speaker.end..speaker.end + 1), false);
        draft.source = Some(words.span(speaker));
        draft.push(words, said);
        drafts.push(draft);
    }
}

/// "Omar Reyes: We will wait." as a whole paragraph; one in quotation marks is announced like any other.
fn turn(words: &Words<'_>, mentions: &Layer<Mention>, paragraph: Range<usize>) -> Option<Turn> {
    let Range { start, end } = paragraph;
    let colon = (start..end.min(start + LONGEST + 1)).find(|&at| words.is(at, Class::COLON))?;
    let name = start..colon;
    let capital = |at: usize| words.is(at, Class::CAP) || words.is(at, Class::STOP) && at > start;
    let said = colon + 1..end;
    if name.is_empty()
        || said.len() < 3
        || !name.clone().all(capital)
        || words.is(said.start, Class::QUOTE)
    {
        return None;
    }
    let span = words.span(&name);
    let named = mentions.within(span).any(|(_, mention)| {
        matches!(
            mention.kind,
            MentionKind::Person | MentionKind::Organisation
        ) && mention.span.end() == span.end()
    });
    let question = name.len() == 1 && matches!(words.word(start), "Q" | "A");
    (named || question).then_some(Turn {
        speaker: name,
        words: said,
    })
}
