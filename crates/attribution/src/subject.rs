//! What stands before the verb of a cue: its source, or that of the verb it is joined to.

use crate::class::{Class, Forms, Patterns};
use crate::cues::Scope;
use crate::draft::Draft;
use crate::spelled::Spelled;
use crate::words::Words;
use crate::{apposition, phrase};
use std::ops::Range;

/// What stands before the verb.
pub(crate) struct Before {
    pub(crate) source: Option<Range<usize>>,
    /// The first token of source and verb.
    pub(crate) start: usize,
    pub(crate) passive: bool,
}

/// What stands before a finite verb.
pub(crate) fn active(
    words: &Words<'_>,
    at: usize,
    scope: Scope,
    earlier: &[Draft],
) -> Option<Before> {
    let forms = words.forms(at);
    let mut start = at;
    let mut auxiliary = false;
    let mut be = false;
    let mut to = false;
    while start > scope.low {
        let class = words.class(start - 1);
        if class.any(Class::CLITIC) {
            auxiliary = true;
            break;
        }
        if class.any(Class::AUX) {
            be |= class.any(Class::BE) && !words.has(start - 1, "been")
                || words.has(start - 1, "been");
            auxiliary = true;
        } else if class.any(Class::TO) && forms.any(Forms::BASE) && start == at {
            to = true;
        } else if !class.any(Class::ADV) || class.any(Class::CAP) {
            break;
        }
        start -= 1;
        if to {
            break;
        }
    }
    let passive = be && forms.any(Forms::PARTICIPLE);
    if !auxiliary && !to && !forms.any(Forms::FINITE) {
        return None;
    }
    let last = start.checked_sub(1).filter(|&last| last >= scope.low)?;
    let class = words.class(last);
    if to {
        return infinitive(words, last, at, scope, earlier);
    }
    if class.any(Class::COORD) && !words.has(last, "&") {
        let source = shared(words, last, scope, earlier)?;
        return Some(Before {
            source: Some(source),
            start: last,
            passive,
        });
    }
    // Right behind an article, a possessive or a preposition the word is no verb.
    let no_verb = class.any(Class::DET | Class::PREP | Class::POSS) && !class.any(Class::SUBJ);
    if no_verb && !auxiliary && !class.any(Class::CAP) {
        return None;
    }
    if class.any(Class::POSS) && !class.any(Class::SUBJ) {
        return None;
    }
    let source = if class.any(Class::COMMA | Class::DASH) {
        apposition::ending_at(words, start, scope.low)
    } else {
        // "Trump on Monday said"
        let end = before_date(words, start, scope.low);
        phrase::ending_at(words, end, scope.low)
    }?;
    // A base form needs a subject in the plural; most words that look like one are nouns.
    let singular = words.is(source.end - 1, Class::SUBJ)
        && matches!(
            words.word(source.end - 1).to_ascii_lowercase().as_str(),
            "he" | "she" | "it"
        );
    let bare = forms.any(Forms::BASE) && !forms.any(Forms::PAST) && !auxiliary;
    if bare && (singular || !plural(words, &source)) {
        return None;
    }
    if words.is(at, Class::NOUN) && !auxiliary && !is_verb(words, at, &source) {
        return None;
    }
    Some(Before {
        start: source.start,
        source: Some(source),
        passive,
    })
}

/// Before "on Monday" or "last week", if they stand before token `end`.
fn before_date(words: &Words<'_>, end: usize, low: usize) -> usize {
    let mut first = end;
    while first > low + 1 && words.is(first - 1, Class::TIME) && !words.is(first - 1, Class::POSS) {
        first -= 1;
    }
    let date = words.is(first, Class::TIME);
    if date && first < end && first > low + 1 && words.is(first - 1, Class::PREP | Class::DET) {
        first -= 1;
    }
    if words.is(first - 1, Class::WORD | Class::CLOSE) {
        first
    } else {
        end
    }
}

/// Whether a word such as "claims" is a verb here: its subject and what follows it must both look so.
fn is_verb(words: &Words<'_>, at: usize, source: &Range<usize>) -> bool {
    if words.is(source.end - 1, Class::SUBJ | Class::REL) {
        return true;
    }
    let named = words.is(source.end - 1, Class::CAP | Class::COMMA)
        || words.is(source.start, Class::DET)
        || words.forms(at).any(Forms::BASE) && !words.is(at, Class::CAP);
    let follows =
        Class::DET | Class::THAT | Class::TO | Class::SUBJ | Class::OBJ | Class::WH | Class::QUOTE;
    named && words.is(at + 1, follows) && !words.is(at, Class::CAP)
}

/// Whether a noun phrase may be the subject of "say".
fn plural(words: &Words<'_>, phrase: &Range<usize>) -> bool {
    let heads = phrase
        .clone()
        .take_while(|&at| at == phrase.start || !words.is(at, Class::PREP | Class::COMMA));
    let head = heads.last().unwrap_or(phrase.start);
    let word = words.word(head).to_ascii_lowercase();
    words.is(head, Class::SUBJ | Class::REL)
        || word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("'s")
            && !word.ends_with("’s")
        || matches!(
            word.as_str(),
            "people"
                | "men"
                | "women"
                | "police"
                | "some"
                | "many"
                | "most"
                | "others"
                | "both"
                | "few"
                | "all"
                | "several"
        )
        || phrase.clone().any(|at| words.has(at, "and"))
        || words.is(phrase.start, Class::DET)
            && matches!(
                words.word(phrase.start).to_ascii_lowercase().as_str(),
                "these" | "those" | "many" | "some" | "most" | "few" | "all"
            )
}

/// "wants to say", "went on to say": the subject of the clause, unless the verb before makes an attribution itself.
fn infinitive(
    words: &Words<'_>,
    last: usize,
    at: usize,
    scope: Scope,
    earlier: &[Draft],
) -> Option<Before> {
    let governed = words
        .spelled
        .get(last)
        .is_some_and(|Spelled { entry, .. }| {
            !entry.forms.is_empty()
                && words.lexicon.cues[entry.cue as usize]
                    .verbs
                    .iter()
                    .any(|used| used.patterns.any(Patterns::TO))
        });
    if governed || !words.is(at + 1, Class::THAT) && words.opens(at + 1).is_none() {
        return None;
    }
    let source = shared(words, last, scope, earlier)?;
    Some(Before {
        start: at - 1,
        source: Some(source),
        passive: false,
    })
}

/// The source that a second verb shares with what went before it in the clause.
pub(crate) fn shared(
    words: &Words<'_>,
    before: usize,
    scope: Scope,
    earlier: &[Draft],
) -> Option<Range<usize>> {
    let low = words.start(scope.low);
    let limit = words.start(before);
    let near = earlier.iter().rev().take(6).find(|draft| {
        draft
            .source
            .is_some_and(|source| source.start() >= low && source.start() < limit)
            && draft
                .cue
                .is_some_and(|cue| cue.start() >= low && cue.start() < limit)
    });
    match near.and_then(|draft| draft.source) {
        Some(source) => {
            let first = words.at_or_after(source.start());
            let end = words.at_or_after(source.end());
            (first < end).then_some(first..end)
        }
        None => apposition::subject(words, scope.low, before),
    }
}
