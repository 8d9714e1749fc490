//! Verbs as cues: which use a word has where it stands, whose it is, and what its content is.

use crate::behind::{behind, follows_quotation, inverted, to_mark};
use crate::class::{Class, Forms, Patterns};
use crate::draft::Draft;
use crate::lexicon::Use;
use crate::nouns::{adjective, noun};
use crate::opening::{self, Start};
use crate::subject::{Before, active, shared};
use crate::words::Words;
use crate::{apposition, clause, phrase};
use std::ops::Range;

/// The tokens among which a cue looks for its source and content: a sentence, or the part of it within a quotation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope {
    pub(crate) low: usize,
    pub(crate) high: usize,
}

/// The attribution that token `at` makes, if it does; `earlier` are those before it in the text.
pub(crate) fn attribute(
    words: &Words<'_>,
    at: usize,
    scope: Scope,
    earlier: &[Draft],
) -> Option<Draft> {
    let forms = words.forms(at);
    let cue = &words.lexicon.cues[words.spelled[at].entry.cue as usize];
    if let Some(draft) = verb(words, at, scope, earlier) {
        return Some(draft);
    }
    if forms.any(Forms::NOUN) {
        return noun(words, at, scope, cue.noun.as_ref()?);
    }
    if forms.any(Forms::ADJECTIVE) {
        return adjective(words, at, scope, cue.adjective.as_ref()?);
    }
    None
}

fn verb(words: &Words<'_>, at: usize, scope: Scope, earlier: &[Draft]) -> Option<Draft> {
    let cue = &words.lexicon.cues[words.spelled[at].entry.cue as usize];
    let after = words.word(at + 1);
    let fits = |used: &&Use| {
        used.particle
            .as_ref()
            .is_none_or(|particle| particle.eq_ignore_ascii_case(after))
    };
    let used = cue.verbs.iter().find(fits)?;
    let forms = words.forms(at);
    let end = at + 1 + usize::from(used.particle.is_some());
    if forms.any(Forms::GERUND) {
        return gerund(words, at..end, scope, used, earlier);
    }
    if let Some(before) = active(words, at, scope, earlier) {
        return finite(words, &before, at..end, scope, used);
    }
    inverted(words, at..end, scope, used)
}

/// Source, verb, content; or content, source, verb.
fn finite(
    words: &Words<'_>,
    before: &Before,
    cue: Range<usize>,
    scope: Scope,
    used: &Use,
) -> Option<Draft> {
    if before.passive {
        return passive(words, before, cue, scope, used);
    }
    let mut draft = Draft::new(words, &cue, used.belief);
    draft.source = before.source.as_ref().map(|source| words.span(source));
    // "I think", "we welcome": the speaker's own words, not a report of someone else's.
    let own = |source: &Range<usize>| {
        let word = words.word(source.end - 1);
        let stem = word.split(['\'', '’']).next().unwrap_or(word);
        ["I", "you", "we"]
            .iter()
            .any(|own| stem.eq_ignore_ascii_case(own))
    };
    let reports = !used.belief && used.patterns.any(Patterns::QUOTE);
    if !reports && before.source.as_ref().is_some_and(own) {
        return None;
    }
    let begins =
        if used.patterns.any(Patterns::QUOTE) && follows_quotation(words, before.start, scope) {
            Start::Nothing(to_mark(words, cue.end, scope.high))
        } else {
            opening::start(words, cue.end, scope.high, used.patterns)
        };
    match begins {
        Start::Quote(at, quote) => quoted(words, &mut draft, at, quote, scope, used),
        Start::Clause(at) => {
            let phrase = used.patterns.any(Patterns::NOUN)
                && !used.patterns.any(Patterns::BARE)
                && !words.is(at, Class::THAT | Class::WH)
                || words.is(at, Class::TO);
            let high = own_end(words, before, at, scope);
            let end = clause::end(words, at, high, phrase);
            draft.push(words, &(at..end));
        }
        Start::Nothing(at) => {
            let clause = before
                .source
                .as_ref()
                .is_some_and(|source| words.is(source.start, Class::REL));
            if clause || !used.patterns.any(Patterns::QUOTE) {
                return None;
            }
            draft.end = draft.end.max(at);
            behind(words, &mut draft, before.start, at, scope)?;
        }
        Start::Other => return None,
    }
    (!draft.content.is_empty()).then_some(draft)
}

/// Where the clause of the cue ends at the latest: at a comma, if it depends on another one: "who said X, left",
/// "while she says X, he", "as he said X, she".
fn own_end(words: &Words<'_>, before: &Before, from: usize, scope: Scope) -> usize {
    let depends = before.source.as_ref().is_some_and(|source| {
        words.is(source.start, Class::REL)
            || source.start > scope.low
                && words.is(source.start - 1, Class::SUBORD)
                && source.start <= scope.low + 2
    });
    let limit = scope.high.min(from + 80);
    let comma = (from + 1..limit).find(|&at| {
        words.is(at, Class::COMMA)
            && words.quotes.around(words.start(at)) == words.quotes.around(words.start(from))
    });
    comma.filter(|_| depends).unwrap_or(scope.high)
}

/// The quotation behind a cue, and the words that go on after it.
fn quoted(words: &Words<'_>, draft: &mut Draft, at: usize, quote: usize, scope: Scope, used: &Use) {
    let after = words.at_or_after(words.quotes.all()[quote].span.end());
    let set_off = words.is(at - 1, Class::COMMA | Class::COLON);
    let clause = !used.patterns.any(Patterns::QUOTE)
        || !set_off
            && words.is(after, Class::WORD)
            && after < scope.high
            && !words.is(after, Class::COORD | Class::SUBORD | Class::PREP);
    if clause {
        let end = clause::end(words, at, scope.high, used.patterns.any(Patterns::NOUN));
        draft.push(words, &(at..end));
        draft.quote = None;
    } else {
        draft.push_quote(words, quote);
    }
}

/// "…, adding that": the source is that of the main clause.
fn gerund(
    words: &Words<'_>,
    cue: Range<usize>,
    scope: Scope,
    used: &Use,
    earlier: &[Draft],
) -> Option<Draft> {
    let last = cue.start.checked_sub(1).filter(|&last| last >= scope.low)?;
    let mut first = last;
    while first > scope.low && words.is(first, Class::ADV) && !words.is(first, Class::CAP) {
        first -= 1;
    }
    let class = words.class(first);
    let source = if class.any(Class::BE | Class::AUX) {
        phrase::ending_at(words, first, scope.low)?
    } else if class.any(Class::CLITIC) {
        first..first + 1
    } else if class.any(Class::COMMA | Class::DASH | Class::COORD)
        || class.any(Class::PREP | Class::SUBORD)
            && words.is(cue.end, Class::THAT | Class::WH | Class::QUOTE)
        || class.any(Class::WORD)
            && !class.any(Class::DET | Class::PREP)
            && words.is(cue.end, Class::THAT)
    {
        shared(words, first, scope, earlier)?
    } else {
        return None;
    };
    let before = Before {
        start: source.start,
        source: Some(source),
        passive: false,
    };
    match opening::start(words, cue.end, scope.high, used.patterns) {
        Start::Nothing(_) | Start::Other => None,
        _ => finite(words, &before, cue, scope, used),
    }
}

/// "was criticised by X", "it was announced that".
fn passive(
    words: &Words<'_>,
    before: &Before,
    cue: Range<usize>,
    scope: Scope,
    used: &Use,
) -> Option<Draft> {
    let mut draft = Draft::new(words, &cue, used.belief);
    let subject = before.source.clone()?;
    if words.has(cue.end, "by") && used.patterns.any(Patterns::NOUN) {
        let source = apposition::starting_at(words, cue.end + 1, scope.high)?;
        draft.source = Some(words.span(&source));
        draft.push(words, &subject);
        draft.end = source.end;
        return Some(draft);
    }
    let announced = words.is(cue.end, Class::THAT) && used.patterns.any(Patterns::THAT);
    let expected = words.is(cue.end, Class::TO)
        && used.patterns.any(Patterns::TO | Patterns::BARE)
        && !used.patterns.any(Patterns::ADDRESSEE);
    if !announced && !expected {
        return None;
    }
    if expected {
        draft.push(words, &subject);
    }
    let end = clause::end(words, cue.end, scope.high, false);
    draft.push(words, &(cue.end..end));
    (!draft.content.is_empty()).then_some(draft)
}
