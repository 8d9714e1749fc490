//! Speakers: "I" and "me" are who says the quotation, and outside of quotations who wrote the text.

use crate::cast::Draft;
use crate::lexicon::Flags;
use crate::words::{Shape, Words};
use presswork_annotations::{Form, MentionKind};
use presswork_model::Span;
use std::ops::Range;

/// Adds the pronouns of the first person whose speaker is clear to `drafts`, which are in text order.
pub(crate) fn add(words: &Words<'_>, drafts: &mut Vec<Draft>, author: Option<usize>) {
    let mut found = Vec::new();
    let mut quotes = Quotes::default();
    let mut last = 0;
    for sentence in &words.sentences {
        if is_paragraph(words, last, sentence.start) {
            quotes = Quotes::default();
        }
        last = sentence.end;
        for at in sentence.clone() {
            let word = &words.list[at];
            let text = words.text(word.span);
            if !word.looks(Shape::LETTER) {
                quotes.mark(text, at);
                continue;
            }
            let first = word.is(Flags::FUNCTION);
            if !first || !matches!(text, "I" | "me" | "my" | "My" | "myself") {
                continue;
            }
            let actor = match quotes.open {
                None => author,
                Some(open) => {
                    if quotes.said != Some(open) {
                        quotes.said = Some(open);
                        let speaker = speaker(words, drafts, open);
                        quotes.speaker = speaker.or(quotes.speaker);
                    }
                    quotes.speaker
                }
            };
            if actor.is_some() {
                found.push(Draft {
                    span: word.span,
                    words: at..at + 1,
                    kind: MentionKind::Person,
                    form: Form::Pronoun,
                    plural: false,
                    actor,
                    score: 0.7,
                });
            }
        }
    }
    drafts.append(&mut found);
}

/// The quotations of a paragraph.
#[derive(Default)]
struct Quotes {
    /// Where the one that is not closed yet opens.
    open: Option<usize>,
    /// The one whose speaker is known, and the speaker.
    said: Option<usize>,
    speaker: Option<usize>,
}

impl Quotes {
    fn mark(&mut self, mark: &str, at: usize) {
        match mark {
            "“" | "«" => self.open = Some(at),
            "”" | "»" => self.open = None,
            "\"" => self.open = if self.open.is_some() { None } else { Some(at) },
            _ => {}
        }
    }
}

/// Whether a blank line stands between two words.
fn is_paragraph(words: &Words<'_>, before: usize, start: usize) -> bool {
    let (Some(last), Some(next)) = (before.checked_sub(1), words.list.get(start)) else {
        return true;
    };
    let gap = Span::new(words.list[last].span.end(), next.span.start());
    words
        .text(gap)
        .bytes()
        .filter(|&byte| byte == b'\n')
        .count()
        > 1
}

/// Who says the quotation that opens at `open`: "…," X said; "…," said X; X said: "…".
fn speaker(words: &Words<'_>, drafts: &[Draft], open: usize) -> Option<usize> {
    let list = &words.list;
    let closes = |at: &usize| matches!(words.text(list[*at].span), "”" | "»" | "\"");
    let close = (open + 1..list.len().min(open + LONGEST)).find(closes);
    if let Some(close) = close {
        let mut at = close + 1;
        // "…", said X.
        at += usize::from(
            list.get(at)
                .is_some_and(|word| words.text(word.span) == ","),
        );
        let speech = |at: usize| list.get(at).is_some_and(|word| word.is(Flags::SPEECH));
        if speech(at) {
            return person(drafts, at + 1..at + 6);
        }
        let number = drafts.partition_point(|draft| draft.words.start < at);
        let subject = drafts[number..].iter().find(|draft| is_person(draft));
        let subject = subject.filter(|draft| draft.words.start < at + 4 && speech(draft.words.end));
        if let Some(draft) = subject {
            return draft.actor;
        }
    }
    let mut verb = open.checked_sub(1)?;
    if matches!(words.text(list[verb].span), "," | ":" | "that") {
        verb = verb.checked_sub(1)?;
    }
    let from = verb.saturating_sub(20);
    let verb = (verb.saturating_sub(4)..=verb)
        .rev()
        .find(|&at| list[at].is(Flags::SPEECH))?;
    let number = drafts.partition_point(|draft| draft.words.start < verb);
    let before = drafts[..number]
        .iter()
        .rev()
        .take_while(|draft| draft.words.start >= from);
    before
        .filter(|draft| is_person(draft))
        .find(|draft| draft.words.end == verb)?
        .actor
}

/// The first person who is mentioned among these words.
fn person(drafts: &[Draft], range: Range<usize>) -> Option<usize> {
    let start = drafts.partition_point(|draft| draft.words.start < range.start);
    let inside = drafts[start..]
        .iter()
        .take_while(|draft| draft.words.start < range.end);
    inside
        .filter(|draft| is_person(draft))
        .find_map(|draft| draft.actor)
}

fn is_person(draft: &Draft) -> bool {
    draft.kind == MentionKind::Person
}

/// The most words of a quotation whose end is looked for.
const LONGEST: usize = 200;
