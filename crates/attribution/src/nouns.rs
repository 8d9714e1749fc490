//! Nouns and adjectives as cues: "the minister's claim that", "is confident that".

use crate::class::{Class, Patterns};
use crate::clause;
use crate::cues::Scope;
use crate::draft::Draft;
use crate::lexicon::Use;
use crate::phrase;
use crate::words::Words;

/// "the minister's claim that", "reports that".
pub(crate) fn noun(words: &Words<'_>, at: usize, scope: Scope, used: &Use) -> Option<Draft> {
    let fits = words.is(at + 1, Class::THAT) && used.patterns.any(Patterns::THAT)
        || words.is(at + 1, Class::TO)
            && used.patterns.any(Patterns::TO)
            && at > scope.low
            && words.is(at - 1, Class::POSS);
    if !fits || at + 2 >= scope.high {
        return None;
    }
    let mut draft = Draft::new(words, &(at..at + 1), used.belief);
    let low = scope.low.max(at.saturating_sub(4));
    let possessor = (low..at)
        .rev()
        .take_while(|&before| {
            words.is(before, Class::WORD) && !words.is(before, Class::AUX | Class::VERB)
        })
        .find(|&before| words.is(before, Class::POSS));
    if let Some(possessor) = possessor {
        let source = if words.is(possessor, Class::DET) {
            possessor..possessor + 1
        } else {
            phrase::ending_at(words, possessor + 1, scope.low)?
        };
        draft.source = Some(words.span(&source));
    }
    let end = clause::end(words, at + 1, scope.high, false);
    draft.push(words, &(at + 1..end));
    (!draft.content.is_empty()).then_some(draft)
}

/// "is confident that".
pub(crate) fn adjective(words: &Words<'_>, at: usize, scope: Scope, used: &Use) -> Option<Draft> {
    let fits = words.is(at + 1, Class::THAT) && used.patterns.any(Patterns::THAT)
        || words.is(at + 1, Class::TO) && used.patterns.any(Patterns::TO);
    let mut start = at;
    let mut be = false;
    while fits && start > scope.low && words.is(start - 1, Class::AUX | Class::ADV) {
        be |= words.is(start - 1, Class::BE);
        start -= 1;
    }
    if start > scope.low && words.is(start - 1, Class::CLITIC) {
        be = true;
    }
    let made = makes_clear(words, at, scope.low);
    if !fits && made.is_none() || !be && made.is_none() {
        return None;
    }
    let start = made.unwrap_or(start);
    let source = phrase::ending_at(words, start, scope.low)?;
    let impersonal = words.has(source.start, "it") || words.has(source.start, "there");
    let mut draft = Draft::new(words, &(at..at + 1), used.belief);
    draft.source = (!impersonal).then(|| words.span(&source));
    let end = clause::end(words, at + 1, scope.high, false);
    draft.push(words, &(at + 1..end));
    (!draft.content.is_empty()).then_some(draft)
}

/// Where "made it clear" starts, whose last word is token `at`.
fn makes_clear(words: &Words<'_>, at: usize, low: usize) -> Option<usize> {
    let made = at.checked_sub(2).filter(|&made| made > low)?;
    let fits = words.has(at - 1, "it")
        && words.has(at, "clear")
        && words.is(at + 1, Class::THAT)
        && ["made", "makes", "make"]
            .iter()
            .any(|form| words.has(made, form));
    let first = (low + 1..=made)
        .rev()
        .take_while(|&first| first == made || words.is(first, Class::AUX | Class::ADV));
    fits.then(|| first.last()).flatten()
}
