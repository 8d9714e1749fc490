//! Noun phrases: the one that ends before a token, and the one that starts with it.

use crate::class::{Class, Forms};
use crate::words::Words;
use std::ops::Range;

/// The longest noun phrase, in tokens, without appositions.
const LONGEST: usize = 30;

/// The noun phrase that ends before token `end`; none if no noun stands there.
pub(crate) fn ending_at(words: &Words<'_>, end: usize, low: usize) -> Option<Range<usize>> {
    let last = end.checked_sub(1).filter(|&last| last >= low)?;
    if words.is(last, Class::SUBJ | Class::REL) && !words.is(last, Class::POSS) {
        return Some(last..end);
    }
    let low = low.max(end.saturating_sub(LONGEST));
    let mut first = end;
    let mut joined = None;
    while first > low {
        let at = first - 1;
        let class = words.class(at);
        if class.any(Class::CLOSE) {
            match bracket(words, at, low) {
                Some(open) => first = open,
                None => break,
            }
            continue;
        }
        if walls(words, at) {
            // "the man who shot him": the phrase goes on before its clause.
            let verb = class.any(Class::AUX | Class::VERB);
            if let Some(relative) = relative(words, at, low).filter(|_| verb) {
                first = relative;
                continue;
            }
            first = joined.filter(|_| verb).unwrap_or(first);
            break;
        }
        if class.any(Class::STOP) && !is_abbreviation(words, at, low) {
            break;
        }
        if class.any(Class::SUBJ) && !class.any(Class::POSS) && first < end {
            break;
        }
        if class.any(Class::COORD) {
            if first == end || at == low || !joins(words, at) {
                break;
            }
            if !words.is(first, Class::CAP) {
                joined = joined.or(Some(first));
            }
        } else if class.any(Class::PREP) {
            let before = words.class(at.wrapping_sub(1));
            let than = at > low
                && words.has(at, "than")
                && words.is(at - 1, Class::DET | Class::ADV | Class::WORD);
            let noun = than
                || at > low
                    && before.any(Class::WORD)
                    && !before.any(Class::ADV | Class::TIME | Class::COORD | Class::DET)
                    && !walls(words, at - 1);
            if !noun || first == end {
                break;
            }
        } else if opens_phrase(words, first) && first < end {
            // Only "of" and its like carry a phrase on to the left of an article.
            if !words.is(first - 1, Class::DET) {
                break;
            }
        }
        first = at;
    }
    trim(words, first..end)
}

/// Where a clause starts that belongs to the noun before it, if `at` lies in one.
fn relative(words: &Words<'_>, at: usize, low: usize) -> Option<usize> {
    let low = low.max(at.saturating_sub(8));
    let stretch = (low..at).rev();
    let mut open = stretch
        .take_while(|&before| words.is(before, Class::WORD) && !words.is(before, Class::COMMA));
    open.find(|&before| words.is(before, Class::REL))
        .filter(|&who| who > low && words.is(who - 1, Class::WORD))
}

/// Where the bracket opens that token `close` closes.
fn bracket(words: &Words<'_>, close: usize, low: usize) -> Option<usize> {
    let low = low.max(close.saturating_sub(10));
    (low..close)
        .rev()
        .find(|&at| words.is(at, Class::OPEN))
        .filter(|&open| open > low)
}

fn joins(words: &Words<'_>, and: usize) -> bool {
    let (before, after) = (and - 1, and + 1);
    words.is(before, Class::WORD)
        && !words.is(before, Class::SUBJ | Class::ED)
        && !walls(words, before)
        && words.is(before, Class::CAP) == words.is(after, Class::CAP)
        && !words.has(and, "but")
}

/// Whether a phrase starts with this token rather than goes through it.
fn opens_phrase(words: &Words<'_>, at: usize) -> bool {
    words.is(at, Class::DET) && !words.is(at, Class::PREP)
}

/// The noun phrase that starts with token `first`: the source of an inverted clause, or a possessor.
pub(crate) fn starting_at(words: &Words<'_>, first: usize, high: usize) -> Option<Range<usize>> {
    if first >= high {
        return None;
    }
    if words.is(first, Class::SUBJ | Class::REL) && !words.is(first, Class::DET) {
        return Some(first..first + 1);
    }
    let starts = words.is(first, Class::WORD)
        && !words.is(
            first,
            Class::OBJ
                | Class::AUX
                | Class::THAT
                | Class::TO
                | Class::PREP
                | Class::ADV
                | Class::SUBORD
                | Class::VERB,
        );
    if !starts {
        return None;
    }
    let high = high.min(first + LONGEST);
    let mut at = first;
    while at < high {
        let class = words.class(at);
        if class.any(Class::OPEN) {
            let close = (at..high.min(at + 8)).find(|&at| words.is(at, Class::CLOSE));
            match close {
                Some(close) if at > first && close + 1 < high => at = close + 1,
                _ => break,
            }
            continue;
        }
        if class.any(Class::STOP) && !is_abbreviation(words, at, first) || walls(words, at) {
            break;
        }
        let leaves = at > first
            && (class.any(Class::TIME | Class::ADV) && !class.any(Class::CAP)
                || class.any(Class::SUBJ)
                || class.any(Class::TIME) && !words.is(at + 1, Class::CAP)
                || class.any(Class::PREP) && dates(words, at)
                || class.any(Class::COORD) && !joins(words, at));
        if leaves {
            break;
        }
        at += 1;
    }
    while at > first && words.is(at - 1, Class::PREP | Class::COORD | Class::DET) {
        at -= 1;
    }
    (at > first).then_some(first..at)
}

/// A preposition that dates or places a statement rather than belonging to a name: "on Monday", "in a statement".
fn dates(words: &Words<'_>, preposition: usize) -> bool {
    let next = preposition + 1;
    let word = words.word(preposition);
    let lower = word.to_ascii_lowercase();
    words.is(next, Class::TIME | Class::NUMBER)
        || matches!(
            lower.as_str(),
            "during"
                | "after"
                | "before"
                | "by"
                | "via"
                | "through"
                | "since"
                | "until"
                | "as"
                | "about"
                | "to"
        )
        || matches!(lower.as_str(), "in" | "at" | "on")
            && (words.is(next, Class::DET) && !words.has(next, "the") || words.is(next, Class::ING))
}

pub(crate) fn walls(words: &Words<'_>, at: usize) -> bool {
    let class = words.class(at);
    if class.any(Class::COMMA) {
        return !in_list(words, at);
    }
    if class.any(Class::WALL) && !(class.any(Class::SUBORD) && class.any(Class::PREP)) {
        return true;
    }
    // A cue in the past is a verb, unless an article or a preposition makes it an adjective: "the proposed plan".
    let verb = words.forms(at).any(Forms::PAST) && !words.is(at, Class::CAP);
    verb && at > 0 && !words.is(at - 1, Class::DET | Class::PREP | Class::ADV)
}

/// A comma between names that "and" joins: "France, Spain and Italy".
fn in_list(words: &Words<'_>, comma: usize) -> bool {
    let name = |at: usize| words.is(at, Class::CAP);
    comma > 0
        && name(comma - 1)
        && name(comma + 1)
        && (comma + 2..comma + 7)
            .take_while(|&at| words.is(at, Class::CAP | Class::COMMA | Class::COORD))
            .any(|at| words.is(at, Class::COORD))
}

/// "Mr" and its stop, where the tokens cut them apart.
pub(crate) fn is_abbreviation(words: &Words<'_>, stop: usize, low: usize) -> bool {
    stop > low
        && words.word(stop) == "."
        && words.is(stop - 1, Class::CAP)
        && words.word(stop - 1).len() <= 4
        && words.is(stop + 1, Class::CAP)
}

/// Takes away what precedes a subject in its clause: "Yesterday", "But", "On Monday".
pub(crate) fn trim(words: &Words<'_>, mut phrase: Range<usize>) -> Option<Range<usize>> {
    while phrase.len() > 1
        && words.is(phrase.end - 1, Class::ADV | Class::COORD)
        && !words.is(phrase.end - 1, Class::CAP)
    {
        phrase.end -= 1;
    }
    while phrase.len() > 1 {
        let first = phrase.start;
        let dates =
            words.is(first, Class::DET) && words.is(first + 1, Class::TIME) && phrase.len() > 2;
        let leads = words.is(first, Class::ADV | Class::COORD | Class::STOP)
            || words.is(first, Class::TIME) && !words.is(first, Class::POSS)
            || dates
            || words.is(first, Class::PREP) && !words.is(first, Class::CAP);
        if !leads {
            break;
        }
        phrase.start += 1;
    }
    let first = phrase.start;
    let lone = phrase.len() == 1
        && (words.is(
            first,
            Class::ADV | Class::TIME | Class::COORD | Class::ED | Class::ING | Class::PREP,
        ) && !words.is(first, Class::CAP | Class::SUBJ)
            || words.is(first, Class::TIME | Class::ADV | Class::PREP | Class::COORD));
    let article = ["the", "a", "an", "no", "every"];
    let article = phrase.len() == 1 && article.iter().any(|word| words.has(first, word));
    let noun = phrase.clone().any(|at| words.is(at, Class::WORD)) && !article;
    (noun && !lone).then_some(phrase)
}
