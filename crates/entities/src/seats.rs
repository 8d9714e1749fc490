//! Seats: whether a capital's name means the city or the government that sits there.

use crate::candidates::Candidate;
use crate::lexicon::{Flags, Lexicon};
use crate::words::{Shape, Words};
use presswork_annotations::MentionKind;
use rustc_hash::FxHashSet;

/// The candidates that are a seat acting as its government.
pub(crate) struct Acting {
    acting: FxHashSet<usize>,
}

impl Acting {
    /// Whether the candidate of this number does.
    pub(crate) fn acts(&self, number: usize) -> bool {
        self.acting.contains(&number)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    City,
    Government,
    Open,
}

/// Looks at each seat. An open use, such as "Moscow's", follows the clear ones of the same name.
pub(crate) fn acting(words: &Words<'_>, lexicon: &Lexicon, candidates: &[Candidate]) -> Acting {
    let mut acting = FxHashSet::default();
    let mut open = Vec::new();
    let mut governments = FxHashSet::default();
    for (number, candidate) in candidates.iter().enumerate() {
        let Some((actor, sense)) = candidate.known else {
            continue;
        };
        if !sense.seat || lexicon.names.actors[actor].kind != MentionKind::Place {
            continue;
        }
        match used(words, lexicon, candidate) {
            Use::Government => {
                acting.insert(number);
                governments.insert(candidate.key);
            }
            Use::Open => open.push(number),
            Use::City => {}
        }
    }
    let follow = |number: &usize| governments.contains(&candidates[*number].key);
    acting.extend(open.into_iter().filter(follow));
    Acting { acting }
}

fn used(words: &Words<'_>, lexicon: &Lexicon, candidate: &Candidate) -> Use {
    let list = &words.list;
    let text = |at: usize| words.text(list[at].span);
    let (start, end) = (candidate.words.start, candidate.words.end);
    let before = start.checked_sub(1);
    if let Some(before) = before {
        let word = &list[before];
        if word.is(Flags::LOCATIVE) {
            let governed = before.checked_sub(1).is_some_and(|noun| {
                list[noun].is(Flags::ORG_NOMINAL)
                    && matches!(
                        text(noun),
                        "government" | "authorities" | "administration" | "regime" | "officials"
                    )
            });
            return if governed { Use::Government } else { Use::City };
        }
        if word.is(Flags::AGAINST) || text(before) == "between" {
            return Use::Government;
        }
        if text(before) == "and" {
            // "Iraq and Washington": as the one, so the other; a country can only be the government's.
            let other = before
                .checked_sub(1)
                .filter(|&at| list[at].looks(Shape::CAPITAL));
            let other = other.and_then(|at| lexicon.names.find(words, at, before));
            if other.is_some() {
                let two = before.checked_sub(2).map(|at| &list[at]);
                if two.is_some_and(|w| w.is(Flags::AGAINST) || words.text(w.span) == "between") {
                    return Use::Government;
                }
            }
        }
    }
    let Some(next) = list.get(end) else {
        return Use::Open;
    };
    if next.looks(Shape::POSSESSIVE) || next.looks(Shape::BREAK) {
        return Use::Open;
    }
    if before.is_some_and(|at| list[at].is(Flags::TOWARD)) {
        return Use::Open;
    }
    if next.is(Flags::ACTS) || text(end) == "to" {
        return Use::Government;
    }
    Use::Open
}
