//! Noun phrases with what explains them: "X, the minister,"; and the subject of a clause.

use crate::class::{Class, Forms};
use crate::phrase::{self, is_abbreviation, trim, walls};
use crate::words::Words;
use std::ops::Range;

/// The longest apposition, in tokens.
const LONGEST: usize = 40;

/// The noun phrase before token `end` with the apposition that its commas enclose: "X, the minister,".
pub(crate) fn ending_at(words: &Words<'_>, end: usize, low: usize) -> Option<Range<usize>> {
    let close = end.checked_sub(1).filter(|&close| close > low)?;
    let low_comma = low.max(close.saturating_sub(LONGEST));
    let mut commas = 0;
    let mut at = close;
    while at > low_comma {
        at -= 1;
        if let Some(quote) = words.closes(at) {
            at = words
                .at_or_after(words.quotes.all()[quote].span.start())
                .max(low_comma);
            continue;
        }
        if words.is(at, Class::STOP | Class::SEMI) && !is_abbreviation(words, at, low) {
            return None;
        }
        if !words.is(at, Class::COMMA | Class::DASH) || at == low {
            continue;
        }
        commas += 1;
        if commas > 3 {
            return None;
        }
        let inner = at + 1;
        let class = words.class(inner);
        let noun_before = words.is(at - 1, Class::WORD | Class::CLOSE);
        let explains = inner < close
            && (class.any(Class::DET | Class::REL | Class::NUMBER | Class::CAP)
                || matches!(
                    words.word(inner),
                    "of" | "from"
                        | "now"
                        | "formerly"
                        | "head"
                        | "chief"
                        | "president"
                        | "director"
                        | "chairman"
                        | "professor"
                        | "author"
                        | "co"
                        | "former"
                        | "leader"
                        | "founder"
                        | "whose"
                        | "executive"
                        | "senior"
                        | "editor"
                ));
        let adjunct = class.any(Class::ING | Class::ED | Class::PREP)
            || words.forms(inner).any(Forms::GERUND | Forms::PARTICIPLE);
        if noun_before && (explains || adjunct) {
            let Some(phrase) = phrase::ending_at(words, at, low) else {
                continue;
            };
            // "In Paris, the minister," is no apposition of "Paris".
            let head = phrase.end - 1;
            let named = words.is(head, Class::CAP | Class::CLOSE)
                || phrase.start == low
                || words.is(phrase.start, Class::DET)
                || class.any(Class::REL);
            let dates = words.is(head, Class::TIME);
            let after_preposition = phrase.start > low
                && words.is(phrase.start - 1, Class::PREP)
                && phrase.start == low + 1;
            if named && !dates && !after_preposition {
                return Some(phrase.start..if explains { end } else { phrase.end });
            }
        }
    }
    None
}

/// The same with appositions behind it: "X, the minister of trade".
pub(crate) fn starting_at(words: &Words<'_>, first: usize, high: usize) -> Option<Range<usize>> {
    let mut phrase = phrase::starting_at(words, first, high)?;
    for _ in 0..2 {
        let comma = phrase.end;
        let next = comma + 1;
        if !words.is(comma, Class::COMMA) || next >= high {
            break;
        }
        let opens = words.is(next, Class::DET | Class::NUMBER)
            || words.is(next, Class::CAP) && words.is(comma - 1, Class::CAP | Class::CLOSE);
        let Some(more) = phrase::starting_at(words, next, high) else {
            break;
        };
        let goes_on = words.is(
            more.end,
            Class::AUX | Class::VERB | Class::ED | Class::QUOTE | Class::SUBJ,
        ) || words.is_finite_cue(more.end);
        // "said X, deputy head of the bank." has no article, but ends like an apposition.
        let ends = more.end >= high || words.is(more.end, Class::STOP | Class::COMMA | Class::REL);
        let role = ends
            && words.is(comma - 1, Class::CAP)
            && !words.is(
                next,
                Class::ING | Class::ED | Class::TIME | Class::SUBJ | Class::COORD,
            )
            && words.forms(next).is_empty();
        if goes_on || !opens && !role {
            break;
        }
        phrase.end = more.end;
    }
    // "said X, who led the talks": the clause belongs to the source as far as the sentence goes.
    let who = phrase.end + usize::from(words.is(phrase.end, Class::COMMA));
    if who + 2 < high && words.is(who, Class::REL) {
        let limit = high.min(who + LONGEST);
        let ends = |at: &usize| {
            words.is(*at, Class::SEMI | Class::DASH)
                || words.opens(*at).is_some()
                || words.is(*at, Class::COMMA)
                    && (words.opens(*at + 1).is_some() || words.is(*at + 1, Class::ING))
                || words.is(*at, Class::STOP) && !is_abbreviation(words, *at, who)
        };
        phrase.end = (who..limit).find(ends).unwrap_or(limit);
    }
    Some(phrase)
}

/// The subject of the clause that starts with token `low`, as far as token `high`.
pub(crate) fn subject(words: &Words<'_>, low: usize, high: usize) -> Option<Range<usize>> {
    let mut first = low;
    while first < high
        && words.is(
            first,
            Class::COORD | Class::ADV | Class::QUOTE | Class::TIME,
        )
    {
        first += 1;
    }
    if words.is(
        first,
        Class::PREP | Class::SUBORD | Class::ING | Class::COMMA,
    ) {
        let limit = high.min(first + LONGEST);
        // That of a quotation stands in it: "After saying “it was late,” she left".
        let comma = (first..limit).find(|&at| {
            let quoted = words.quotes.around(words.start(at)).is_some();
            words.is(at, Class::COMMA) && !quoted
                || at > first && words.closes(at).is_some() && words.is(at - 1, Class::COMMA)
        })?;
        first = comma + 1;
    }
    if words.is(first, Class::SUBJ) {
        return Some(first..first + 1);
    }
    let limit = high.min(first + 14);
    if !words.is(first, Class::WORD) || walls(words, first) {
        return None;
    }
    let opened = words.is(first, Class::DET);
    let ends = |at: usize| {
        let class = words.class(at);
        at > first
            && (walls(words, at)
                || class.any(Class::STOP | Class::TIME | Class::ADV)
                || class.any(Class::ED) && !words.is(at - 1, Class::DET)
                || !opened
                    && !class.any(Class::CAP)
                    && words.is(at - 1, Class::CAP)
                    && class.any(Class::PREP)
                || words.is_finite_cue(at) && !words.is(at - 1, Class::DET))
    };
    let end = (first..limit).find(|&at| ends(at));
    // No verb is known: the phrase ends before its first preposition at the latest.
    let end = end.or_else(|| {
        (first..limit).find(|&at| words.is(at, Class::PREP | Class::COMMA) && at > first)
    })?;
    let end = if words.is(end - 1, Class::COORD) {
        end - 1
    } else {
        end
    };
    trim(words, first..end)
}
