//! Content that stands before its cue or on both sides of it: "X," he said, "Y".

use crate::class::{Class, Forms, Patterns};
use crate::cues::Scope;
use crate::draft::Draft;
use crate::lexicon::Use;
use crate::words::Words;
use crate::{apposition, clause};
use std::ops::Range;

/// Whether a quotation that is not at its end, or asks or exclaims, closes right before token `start`.
pub(crate) fn follows_quotation(words: &Words<'_>, start: usize, scope: Scope) -> bool {
    let Some(last) = start.checked_sub(1) else {
        return false;
    };
    let comma = words.is(last, Class::COMMA) && last > scope.low;
    let Some(quote) = words.closes(last - usize::from(comma)) else {
        return false;
    };
    let quote = words.quotes.all()[quote];
    let inside =
        &words.text[quote.span.start() as usize..(quote.span.end() - quote.close) as usize];
    comma || inside.ends_with([',', '?', '!', '-', '—', '–'])
}

/// The next comma, stop or quotation.
pub(crate) fn to_mark(words: &Words<'_>, from: usize, high: usize) -> usize {
    let limit = high.min(from + 40);
    (from..limit)
        .find(|&at| words.is(at, Class::COMMA | Class::STOP) || words.opens(at).is_some())
        .unwrap_or(limit)
}

/// The content before a cue, and its second part behind it: "X," he said, "Y".
pub(crate) fn behind(
    words: &Words<'_>,
    draft: &mut Draft,
    start: usize,
    after: usize,
    scope: Scope,
) -> Option<()> {
    // "As X said, C"
    let mut start = start;
    let as_before = start > scope.low && words.has(start - 1, "as");
    if as_before {
        start -= 1;
        if start == scope.low && words.is(after, Class::COMMA) {
            match words.opens(after + 1) {
                Some(quote) => draft.push_quote(words, quote),
                None => draft.push(
                    words,
                    &(after + 1..clause::end(words, after + 1, scope.high, false)),
                ),
            }
            return Some(());
        }
    }
    let last = start.checked_sub(1)?;
    let comma = words.is(last, Class::COMMA | Class::DASH) && last >= scope.low;
    let edge = if comma { last.checked_sub(1)? } else { last };
    let closed = words.closes(edge);
    if let Some(quote) = closed {
        let whole = words.quotes.whole(quote);
        let first = words.at_or_after(words.quotes.all()[whole.start].span.start());
        if first <= scope.low
            || words.is(first - 1, Class::STOP | Class::COLON)
            || words
                .quotes
                .around(words.start(scope.low))
                .is_some_and(|i| whole.contains(&i))
        {
            draft.push_quote(words, quote);
        } else if edge >= scope.low {
            draft.push(words, &clause::before(words, scope.low, edge + 1)?);
            draft.quote = Some(quote);
        } else {
            return None;
        }
    } else if comma {
        draft.push(words, &clause::before(words, scope.low, edge + 1)?);
    } else {
        return None;
    }
    second_part(words, draft, after, scope, closed.is_some());
    Some(())
}

/// Behind "he said,": the rest of the quotation or of the clause.
fn second_part(words: &Words<'_>, draft: &mut Draft, after: usize, scope: Scope, closed: bool) {
    if let Some(quote) = words.opens(after).filter(|_| closed) {
        draft.push_quote(words, quote);
        return;
    }
    if !words.is(after, Class::COMMA | Class::DASH | Class::COLON) || after + 1 >= scope.high {
        return;
    }
    let next = after + 1;
    if let Some(quote) = words.opens(next) {
        draft.push_quote(words, quote);
        return;
    }
    let own = words.is(
        next,
        Class::COORD | Class::REL | Class::ING | Class::ED | Class::SUBORD | Class::WH,
    ) || words.forms(next).any(Forms::GERUND | Forms::PARTICIPLE)
        || words.is(next, Class::DET) && closed;
    if !closed && !own {
        let end = clause::end(words, next, scope.high, false);
        draft.push(words, &(next..end));
    }
}

/// "“X,” said the minister": the source behind its verb.
pub(crate) fn inverted(
    words: &Words<'_>,
    cue: Range<usize>,
    scope: Scope,
    used: &Use,
) -> Option<Draft> {
    let forms = words.forms(cue.start);
    let last = cue.start.checked_sub(1)?;
    let content = words.is(last, Class::COMMA) && last > scope.low || words.closes(last).is_some();
    if !content
        || !used.patterns.any(Patterns::QUOTE)
        || !forms.any(Forms::FINITE)
        || used.particle.is_some()
    {
        return None;
    }
    let source = apposition::starting_at(words, cue.end, scope.high)?;
    if words.is(source.start, Class::NUMBER) {
        return None;
    }
    let mut draft = Draft::new(words, &cue, used.belief);
    draft.source = Some(words.span(&source));
    draft.end = source.end;
    let mut after = source.end;
    // "said X on Monday, “Y”"
    let limit = scope.high.min(after + 12);
    while after < limit
        && !words.is(after, Class::COMMA | Class::STOP)
        && words.opens(after).is_none()
    {
        after += 1;
    }
    behind(words, &mut draft, cue.start, after, scope)?;
    (!draft.content.is_empty()).then_some(draft)
}
