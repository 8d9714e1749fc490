//! Where the content behind a cue starts.

use crate::class::{Class, Patterns};
use crate::words::Words;

/// What stands behind a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// Quotation number .1, which starts at token .0.
    Quote(usize, usize),
    /// A clause or phrase with no quotation mark first.
    Clause(usize),
    /// The end of the clause at token .0: the content stands before the cue, if anywhere.
    Nothing(usize),
    /// Something that is no content of this cue.
    Other,
}

/// Looks for the content behind a cue whose last token is before `at`.
pub(crate) fn start(words: &Words<'_>, at: usize, high: usize, patterns: Patterns) -> Start {
    let spoken = Patterns::THAT | Patterns::BARE | Patterns::QUOTE | Patterns::NOUN;
    if at >= high {
        return Start::Nothing(at);
    }
    if let Some(quote) = words.opens(at).filter(|_| patterns.any(spoken)) {
        return Start::Quote(at, quote);
    }
    let class = words.class(at);
    if class.any(Class::THAT) && patterns.any(Patterns::THAT) {
        return Start::Clause(at);
    }
    // "support that plan", but not "support that arrives"
    if class.any(Class::THAT) {
        let noun = patterns.any(Patterns::NOUN) && !words.is(at - 1, Class::NOUN);
        return if noun {
            Start::Clause(at)
        } else {
            Start::Other
        };
    }
    if class.any(Class::WH) && patterns.any(Patterns::THAT | Patterns::NOUN) {
        return Start::Clause(at);
    }
    if class.any(Class::TO) && patterns.any(Patterns::TO) {
        return Start::Clause(at);
    }
    if class.any(Class::STOP) && !words.is(at + 1, Class::CAP) {
        return Start::Nothing(at);
    }
    if class.any(Class::COLON) && patterns.any(Patterns::QUOTE) {
        return match words.opens(at + 1) {
            Some(quote) => Start::Quote(at + 1, quote),
            None if at + 2 < high => Start::Clause(at + 1),
            None => Start::Nothing(at),
        };
    }
    if class.any(Class::COMMA) {
        if let Some(quote) = words
            .opens(at + 1)
            .filter(|_| patterns.any(Patterns::QUOTE))
        {
            return Start::Quote(at + 1, quote);
        }
        return match inserted(words, at, high) {
            Some(after) if words.is(after, Class::THAT) && patterns.any(Patterns::THAT) => {
                Start::Clause(after)
            }
            _ => Start::Nothing(at),
        };
    }
    if class.any(Class::STOP | Class::SEMI | Class::DASH | Class::CLOSE) {
        return Start::Nothing(at);
    }
    behind_adjunct(words, at, high, patterns)
}

/// Behind an adverb, a date, someone addressed, "in a statement"; or a clause or phrase itself.
fn behind_adjunct(words: &Words<'_>, at: usize, high: usize, patterns: Patterns) -> Start {
    let class = words.class(at);
    let adjunct = class
        .any(Class::PREP | Class::TO | Class::TIME | Class::ADV | Class::SUBORD | Class::COORD)
        && (!class.any(Class::CAP) || class.any(Class::TIME | Class::PREP));
    let addressed =
        patterns.any(Patterns::ADDRESSEE) || class.any(Class::OBJ) && !class.any(Class::DET);
    let object =
        class.any(Class::OBJ) && patterns.any(Patterns::NOUN) && !patterns.any(Patterns::ADDRESSEE);
    if object {
        return Start::Clause(at);
    }
    if class.any(Class::SUBJ) && !class.any(Class::OBJ) && patterns.any(Patterns::THAT) {
        return Start::Clause(at);
    }
    if !adjunct && !addressed {
        let clause = patterns.any(Patterns::BARE | Patterns::NOUN)
            && !class.any(Class::AUX)
            && class.any(Class::WORD | Class::OPEN | Class::DET);
        return if clause {
            Start::Clause(at)
        } else {
            Start::Other
        };
    }
    past_adjunct(words, at, high, patterns, addressed)
}

/// Looks over what stands between the cue and its content, from token `at` on.
fn past_adjunct(
    words: &Words<'_>,
    at: usize,
    high: usize,
    patterns: Patterns,
    addressed: bool,
) -> Start {
    let limit = high.min(at + 24);
    let mut next = at + 1;
    while next < limit {
        let class = words.class(next);
        if let Some(quote) = words.opens(next) {
            // A quotation within an adjunct is a title or a quoted word, unless a comma stands before it.
            let set_off = words.is(next - 1, Class::COMMA | Class::COLON)
                || words.is(next - 1, Class::TIME | Class::NUMBER)
                || addressed;
            if set_off && patterns.any(Patterns::QUOTE) {
                return Start::Quote(next, quote);
            }
            return Start::Other;
        }
        if class.any(Class::THAT) && patterns.any(Patterns::THAT) {
            return Start::Clause(next);
        }
        if class.any(Class::WH)
            && !class.any(Class::REL)
            && patterns.any(Patterns::THAT)
            && addressed
        {
            return Start::Clause(next);
        }
        if class.any(Class::TO) && patterns.any(Patterns::TO) {
            // "urged the farmers to wait": whoever is to act belongs to what is urged.
            return Start::Clause(if addressed { at } else { next });
        }
        if addressed && patterns.any(Patterns::NOUN) && class.any(Class::PREP) {
            return Start::Clause(at);
        }
        if class.any(Class::STOP | Class::SEMI | Class::DASH) {
            return Start::Nothing(next);
        }
        if class.any(Class::COLON) && patterns.any(Patterns::QUOTE) {
            return start(words, next, high, patterns);
        }
        if class.any(Class::COMMA) {
            return match words
                .opens(next + 1)
                .filter(|_| patterns.any(Patterns::QUOTE))
            {
                Some(quote) => Start::Quote(next + 1, quote),
                None => Start::Nothing(next),
            };
        }
        let subject = class.any(Class::SUBJ)
            && !class.any(Class::OBJ)
            && !words.is(next - 1, Class::PREP | Class::COORD);
        let opens = class.any(Class::DET)
            && !class.any(Class::PREP | Class::ADV)
            && !words.is(
                next - 1,
                Class::PREP | Class::DET | Class::COORD | Class::TO,
            );
        if (subject || opens) && patterns.any(Patterns::BARE) {
            return Start::Clause(next);
        }
        if words.is(next - 1, Class::TIME | Class::ADV)
            && class.any(Class::CAP)
            && !class.any(Class::TIME)
            && patterns.any(Patterns::BARE)
        {
            return Start::Clause(next);
        }
        if class.any(Class::AUX) && !class.any(Class::CAP) {
            return if patterns.any(Patterns::BARE) && next > at + 1 {
                Start::Clause(at)
            } else {
                Start::Other
            };
        }
        next += 1;
    }
    if next >= high {
        Start::Nothing(high)
    } else {
        Start::Other
    }
}

/// Behind the second comma of an insertion that starts at the first: "said, however, that".
fn inserted(words: &Words<'_>, comma: usize, high: usize) -> Option<usize> {
    let limit = high.min(comma + 12);
    (comma + 1..limit)
        .find(|&at| words.is(at, Class::COMMA))
        .map(|second| second + 1)
}
