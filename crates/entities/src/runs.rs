//! Runs: stretches of words that have the capitals of names, with what may stand between them.

use crate::candidates::{EVIDENT, Finder, ORDINARY, OTHER_HEAD, person_too};
use crate::gazetteer::Entry;
use crate::lexicon::Flags;
use crate::words::Shape;

impl<'l> Finder<'_, 'l> {
    /// Where a run of names starts at `at`, if one does: not at a word that has its capital for another reason.
    pub(crate) fn start(&self, at: usize, end: usize) -> Option<usize> {
        if self.name(at, end).is_some() {
            return Some(at);
        }
        let word = &self.words.list[at];
        if word.looks(Shape::CAPITAL) {
            return self.namelike(at, end).then_some(at);
        }
        // "al-Assad": a particle that is tied to a name.
        let list = &self.words.list;
        let tied = word.is(Flags::PARTICLE)
            && at + 2 < end
            && self.words.text(list[at + 1].span) == "-"
            && list[at + 1].looks(Shape::GLUED)
            && list[at + 2].looks(Shape::GLUED)
            && list[at + 2].looks(Shape::CAPITAL)
            && word.span.len() == 2;
        tied.then_some(at)
    }

    pub(crate) fn name(&self, at: usize, end: usize) -> Option<&'l Entry> {
        let entry = self.lexicon.names.find(self.words, at, end)?;
        let word = &self.words.list[at];
        // "Time" or "Reading" at the start of a sentence is more often the common word.
        let next = self.words.list.get(at + entry.len());
        // "US $ 600 million" is money.
        if next.is_some_and(|next| self.words.text(next.span) == "$") && word.looks(Shape::UPPER) {
            return None;
        }
        let upper = word.looks(Shape::UPPER) && !word.looks(Shape::HEADLINE);
        let doubtful = entry.len() == 1
            && !entry.sense.users
            && !upper
            && word.looks(Shape::FIRST.or(Shape::HEADLINE))
            && word.is(Flags::COMMON)
            && self.words.is_ordinary(word);
        (!doubtful).then_some(entry)
    }

    /// Whether the word's capital says that it is part of a name.
    pub(crate) fn namelike(&self, at: usize, end: usize) -> bool {
        let word = &self.words.list[at];
        if !word.looks(Shape::CAPITAL) {
            return false;
        }
        if word.is(Flags::NOT_NAME) {
            return false;
        }
        if word.is(Flags::FUNCTION) && !word.looks(Shape::INITIAL) {
            let next = self.words.list.get(at + 1).filter(|_| at + 1 < end);
            let named = next.is_some_and(|next| {
                next.looks(Shape::CAPITAL) && !next.is(Flags::FUNCTION.or(Flags::COMMON))
            });
            return named && word.is(Flags::GIVEN);
        }
        if word.looks(Shape::HEADLINE) {
            return !self.words.is_ordinary(word) || word.is(EVIDENT);
        }
        true
    }

    /// The end of the run that starts at `start`.
    pub(crate) fn end(&self, start: usize, end: usize) -> usize {
        let list = &self.words.list;
        let mut at = start;
        let mut head = false;
        loop {
            if let Some(entry) = self.name(at, end) {
                at += entry.len();
            } else {
                at += 1;
            }
            head |= list[start..at]
                .last()
                .is_some_and(|w| w.is(Flags::ORG_HEAD));
            let Some(next) = self.link(start, at, end, head) else {
                return at;
            };
            at = next;
        }
    }

    /// Where the run goes on after `at`, across particles, hyphens and links; none where it ends.
    pub(crate) fn link(&self, start: usize, at: usize, end: usize, head: bool) -> Option<usize> {
        let list = &self.words.list;
        let word = list.get(at).filter(|_| at < end)?;
        if word.looks(Shape::BREAK) {
            return None;
        }
        if self.namelike(at, end) {
            return Some(at);
        }
        let capital =
            |at: usize| at < end && !list[at].looks(Shape::BREAK) && (self.namelike(at, end));
        let before = &list[at - 1];
        let mark = self.words.text(word.span);
        match mark {
            "-" | "‑" | "‐" if word.looks(Shape::GLUED) && at + 1 < end => {
                let next = &list[at + 1];
                let second = next.looks(Shape::LETTER)
                    && next.looks(Shape::GLUED)
                    && (capital(at + 1)
                        || !next.looks(Shape::CAPITAL)
                            && !before.looks(Shape::UPPER)
                            && self.name(at - 1, at).is_none()
                            && !next.is(ORDINARY));
                second.then_some(at + 1)
            }
            "&" => {
                let given = |at: usize| list[at].is(Flags::GIVEN);
                (capital(at + 1) && !given(at - 1) && !given(at + 1)).then_some(at + 1)
            }
            "," => {
                let suffix = list.get(at + 1).filter(|_| capital(at + 1));
                suffix
                    .is_some_and(|w| w.is(Flags::CORPORATE))
                    .then_some(at + 1)
            }
            _ if word.looks(Shape::POSSESSIVE) => {
                let belongs = before.is(Flags::POSSESSIVE) && before.looks(Shape::CAPITAL);
                (belongs && capital(at + 1)).then_some(at + 1)
            }
            "of" | "for" | "on" | "to" => {
                let headed = before.is(Flags::ORG_HEAD.or(Flags::PLACE_HEAD).or(OTHER_HEAD))
                    && before.looks(Shape::CAPITAL);
                let of = mark == "of";
                let name = self.name(at - 1, at).is_some();
                if !(headed && (of || before.is(Flags::ORG_HEAD) && !name)) {
                    return None;
                }
                let next = at + 1;
                if capital(next) {
                    return Some(next);
                }
                let article = next < end && self.words.text(list[next].span) == "the";
                (article && capital(next + 1)).then_some(next + 1)
            }
            "and" => {
                let plain = |at: usize| {
                    capital(at) && !person_too(&list[at]) && self.name(at, end).is_none()
                };
                // "Ministry of Trade and Industry", but not "Ministry of Trade and Iraq".
                let inside = head && at > start + 1 && before.is(Flags::COMMON) && plain(at + 1);
                let ahead = (at + 1..end.min(at + 4)).take_while(|&next| capital(next));
                let closes = ahead.clone().any(|next| list[next].is(Flags::ORG_WORD));
                let joined = closes && before.is(Flags::COMMON) && at == start + 1 && plain(at + 1);
                (inside && !before.is(Flags::ORG_WORD) || joined).then_some(at + 1)
            }
            _ if word.is(Flags::PARTICLE) && !word.looks(Shape::CAPITAL) => {
                let text = self.words.text(word.span);
                let next = at + 1;
                if matches!(text, "an" | "as" | "at" | "a" | "ad" | "do" | "um" | "st") {
                    let hyphen = next < end && self.words.text(list[next].span) == "-";
                    return (hyphen && capital(next + 1)).then_some(next + 1);
                }
                if capital(next) {
                    return Some(next);
                }
                let more = next < end
                    && (list[next].is(Flags::PARTICLE) || self.words.text(list[next].span) == "-");
                (more && capital(next + 1)).then_some(next + 1)
            }
            _ => None,
        }
    }
}
