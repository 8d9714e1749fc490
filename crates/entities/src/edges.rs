//! Edges: names of organisations that the tagger ends too soon or too late.

use crate::lexicon::Flags;
use crate::names::Name;
use crate::words::{Shape, Words};
use presswork_annotations::MentionKind;
use std::ops::Range;

/// Nouns that stand in small letters behind the name of what people read, and are no part of it.
const PUBLICATIONS: [&str; 4] = ["magazine", "newspaper", "weekly", "daily"];

/// Mends the ends of `names`, which are in text order.
pub(crate) fn mend(words: &Words<'_>, names: &mut [Name]) {
    let mut left = names;
    while let [name, rest @ ..] = left {
        if name.kind == MentionKind::Organisation && name.words.len() > 1 {
            let last = name.words.end - 1;
            if PUBLICATIONS.contains(&words.text(words.list[last].span)) {
                name.words.end = last;
            } else {
                let next = rest
                    .first()
                    .map_or(words.list.len(), |next| next.words.start);
                name.words.end = and_more(words, &name.words, next);
            }
            name.span = words.span(name.words.clone());
        }
        left = rest;
    }
}

/// Where the name of an office ends, if not where it seems to: "Ministry of Trade" goes on with "and Industry", as both are ordinary
/// words; "Bank of England" does not with "and Treasury". `next` is where the next name stands.
fn and_more(words: &Words<'_>, name: &Range<usize>, next: usize) -> usize {
    let text = |at: usize| words.text(words.list[at].span);
    let is_ordinary = |at: &usize| {
        let word = &words.list[*at];
        word.looks(Shape::CAPITAL) && !word.looks(Shape::HEADLINE) && word.is(Flags::COMMON)
    };
    let is_office = words.list[name.start].is(Flags::ORG_WORD)
        && matches!(text(name.start + 1), "of" | "for" | "on")
        && is_ordinary(&(name.end - 1));
    if !is_office || name.end == next || text(name.end) != "and" {
        return name.end;
    }
    let sentence = words.sentences.iter().find(|one| one.contains(&name.start));
    let end = sentence.map_or(name.end, |sentence| sentence.end.min(next));
    match (name.end + 1..end).take_while(is_ordinary).count() {
        0 => name.end,
        more => name.end + 1 + more,
    }
}
