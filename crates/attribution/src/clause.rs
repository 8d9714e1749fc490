//! Where a content ends, and the clause before a cue.

use crate::class::{Class, Forms, Patterns};
use crate::phrase;
use crate::words::Words;
use std::ops::Range;

/// The longest clause, in tokens: keeps the time linear in a text without stops.
const LONGEST: usize = 250;

/// Where a clause ends that starts with token `at`: before the stop of its sentence, before another cue with the same
/// source ("…, adding that"), and before a clause with a cue of its own ("…, but critics said").
pub(crate) fn end(words: &Words<'_>, from: usize, high: usize, phrase: bool) -> usize {
    let limit = high.min(from + LONGEST);
    let mut at = from;
    while at < limit {
        if let Some(quote) = words.opens(at) {
            at = words
                .at_or_after(words.quotes.all()[quote].span.end())
                .max(at + 1);
            // The quotation goes on over the end of the sentence.
            if at > high {
                return at;
            }
            continue;
        }
        let class = words.class(at);
        if class.any(Class::SEMI) && at > from {
            return at;
        }
        if at > from
            && (class.any(Class::COMMA | Class::COORD | Class::SUBORD | Class::DASH))
            && leaves(words, at, high, phrase)
        {
            return at;
        }
        at += 1;
    }
    without_stop(words, from, at.min(limit).max(from))
}

/// Whether the clause ends before this comma or conjunction.
fn leaves(words: &Words<'_>, at: usize, high: usize, phrase: bool) -> bool {
    let comma = words.is(at, Class::COMMA | Class::DASH);
    let mut next = if comma { at + 1 } else { at };
    if comma && next < high {
        if words.forms(next).any(Forms::GERUND) && is_adjunct_gerund(words, next) {
            return true;
        }
        if words.has(next, "according") || words.has(next, "as") && words.is_finite_cue(next + 2) {
            return true;
        }
        if parenthesis(words, next, high) {
            return true;
        }
        if phrase {
            if words.is(next, Class::COORD)
                && words.is(next + 1, Class::AUX | Class::VERB | Class::ED | Class::SUBJ)
            {
                return true;
            }
            let list = words.is(next, Class::COORD)
                || !words.is(
                    next,
                    Class::REL | Class::ING | Class::SUBORD | Class::PREP | Class::SUBJ | Class::ED,
                );
            if !list {
                return true;
            }
        }
    }
    let joins = words.is(next, Class::COORD) || words.is(next, Class::SUBORD);
    if !joins {
        return false;
    }
    if phrase
        && words.is(next, Class::SUBORD)
        && !words.is(next, Class::PREP)
        && !words.has(next, "as")
    {
        return true;
    }
    if phrase && words.is(next, Class::COORD) && words.is(next + 1, Class::AUX | Class::VERB) {
        return true;
    }
    let conjunction = next;
    next += 1;
    while next < high && words.is(next, Class::AUX | Class::ADV) {
        next += 1;
    }
    // "and said", "and later told"
    if words.is(conjunction, Class::COORD)
        && words.is_finite_cue(next)
        && (comma || !words.is(next, Class::ED))
    {
        return true;
    }
    // ", but critics said"
    if !comma {
        return false;
    }
    (next + 1..high.min(next + 9))
        .take_while(|&at| !words.is(at, Class::COMMA | Class::QUOTE | Class::THAT))
        .find(|&at| words.is_finite_cue(at))
        .is_some_and(|cue| {
            speaks(words, cue)
                && phrase::ending_at(words, cue, conjunction + 1)
                    .is_some_and(|phrase| phrase.start <= next)
        })
}

/// Whether ", he said" stands here, with nothing behind it.
fn parenthesis(words: &Words<'_>, next: usize, high: usize) -> bool {
    let cue = (next + 1..high.min(next + 8)).find(|&at| words.is_finite_cue(at));
    cue.is_some_and(|cue| {
        speaks(words, cue)
            && (cue + 1 >= high || words.is(cue + 1, Class::COMMA | Class::STOP | Class::TIME))
            && phrase::ending_at(words, cue, next).is_some_and(|phrase| phrase.start == next)
    })
}

/// Whether token `at` is a verb whose usual content is a clause.
pub(crate) fn speaks(words: &Words<'_>, at: usize) -> bool {
    let cue = &words.lexicon.cues[words.spelled[at].entry.cue as usize];
    cue.verbs
        .iter()
        .any(|used| used.patterns.any(Patterns::QUOTE | Patterns::BARE))
}

fn is_adjunct_gerund(words: &Words<'_>, at: usize) -> bool {
    let cue = &words.lexicon.cues[words.spelled[at].entry.cue as usize];
    cue.verbs.iter().any(|used| {
        used.patterns
            .any(Patterns::THAT | Patterns::QUOTE | Patterns::NOUN)
    })
}

/// Leaves out the stop at the end, but not one within a quotation that ends there.
pub(crate) fn without_stop(words: &Words<'_>, from: usize, mut end: usize) -> usize {
    while end > from + 1
        && words.is(
            end - 1,
            Class::STOP | Class::COMMA | Class::SEMI | Class::COLON,
        )
        && !words.has(end - 1, "?")
    {
        end -= 1;
    }
    without_credit(words, from, end)
}

/// Leaves out what stands in brackets at the very end, such as the credit of a picture.
fn without_credit(words: &Words<'_>, from: usize, end: usize) -> usize {
    if !words.is(end - 1, Class::CLOSE) || end < from + 4 {
        return end;
    }
    let low = (from + 1).max(end.saturating_sub(5));
    let open = (low..end).rev().find(|&at| words.is(at, Class::OPEN));
    open.filter(|&open| words.is(open + 1, Class::CAP))
        .unwrap_or(end)
}

/// The clause before a cue that stands behind its content: from the start of the sentence, or from the quotation's start.
pub(crate) fn before(words: &Words<'_>, low: usize, end: usize) -> Option<Range<usize>> {
    let mut first = low;
    while first < end && words.is(first, Class::COMMA | Class::STOP | Class::SEMI) {
        first += 1;
    }
    (first < end).then_some(first..end)
}
