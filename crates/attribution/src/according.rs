//! "according to X", "in X's view": a phrase that lays its clause to someone.

use crate::apposition;
use crate::class::Class;
use crate::clause;
use crate::cues::Scope;
use crate::draft::Draft;
use crate::phrase;
use crate::words::Words;
use std::ops::Range;

/// The attribution of "according to", whose first word is token `at`.
pub(crate) fn according(words: &Words<'_>, at: usize, scope: Scope) -> Option<Draft> {
    if !words.has(at + 1, "to") || at + 2 >= scope.high {
        return None;
    }
    let cue = at..at + 2;
    let low = leading(words, scope.low, at);
    // "According to X, the minister, prices fell", but "According to X, the minister resigned"
    let source = apposition::starting_at(words, cue.end, scope.high)
        .filter(|source| at > low || words.is(source.end, Class::COMMA))
        .or_else(|| phrase::starting_at(words, cue.end, scope.high))?;
    let mut draft = Draft::new(words, &cue, false);
    draft.source = Some(words.span(&source));
    draft.end = source.end;
    if at == low {
        let comma =
            (source.end..scope.high.min(source.end + 30)).find(|&at| words.is(at, Class::COMMA));
        let from = comma.map_or(source.end, |comma| comma + 1);
        content(words, &mut draft, from, scope);
    } else {
        let end = if words.is(at - 1, Class::COMMA | Class::DASH) {
            at - 1
        } else {
            at
        };
        let last = end.checked_sub(1);
        let first = match last.and_then(|last| words.closes(last)) {
            Some(quote)
                if words.quotes.whole(quote).start != quote
                    || words.quotes.all()[quote].span.start() < words.start(scope.low) =>
            {
                draft.push_quote(words, quote);
                end
            }
            _ => low,
        };
        if first < end {
            draft.push(words, &clause::before(words, first, end)?);
        }
        if words.is(source.end, Class::COMMA)
            && source.end + 2 < scope.high
            && words.is(at - 1, Class::COMMA)
            && !words.is(
                source.end + 1,
                Class::REL | Class::COORD | Class::ING | Class::SUBORD,
            )
        {
            let from = source.end + 1;
            draft.push(words, &(from..clause::end(words, from, scope.high, false)));
        }
    }
    (!draft.content.is_empty()).then_some(draft)
}

fn content(words: &Words<'_>, draft: &mut Draft, from: usize, scope: Scope) {
    let end = clause::end(words, from, scope.high, false);
    draft.push(words, &(from..end));
}

/// Past "But" and "And" at the start of a sentence.
fn leading(words: &Words<'_>, low: usize, high: usize) -> usize {
    let mut at = low;
    while at < high && words.is(at, Class::COORD | Class::ADV | Class::COMMA) {
        at += 1;
    }
    at
}

/// The attribution of "in X's view", "from X's perspective", whose noun is token `at`.
pub(crate) fn view(words: &Words<'_>, at: usize, scope: Scope) -> Option<Draft> {
    let low = scope.low.max(at.saturating_sub(12));
    let opens = |before: &usize| {
        ["in", "from", "to"]
            .iter()
            .any(|word| words.has(*before, word))
    };
    let preposition = (low..at).rev().find(opens)?;
    let possessor: Range<usize> = preposition + 1..at;
    let possessed = !possessor.is_empty() && words.is(at - 1, Class::POSS) && possessor.len() <= 8;
    if !possessed || !words.is(at + 1, Class::COMMA | Class::STOP) {
        return None;
    }
    let mut draft = Draft::new(words, &(at..at + 1), true);
    draft.source = Some(words.span(&possessor));
    if preposition == leading(words, scope.low, preposition) && words.is(at + 1, Class::COMMA) {
        content(words, &mut draft, at + 2, scope);
    } else if preposition > scope.low && words.is(preposition - 1, Class::COMMA) {
        draft.push(words, &clause::before(words, scope.low, preposition - 1)?);
        if words.is(at + 1, Class::COMMA) {
            content(words, &mut draft, at + 2, scope);
        }
    }
    (!draft.content.is_empty()).then_some(draft)
}
