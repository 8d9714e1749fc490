//! Evidence: what the words of a name and those around it tell of its kind, and which role a person has.

use crate::lexicon::{Flags, Lexicon, chain, hash};
use crate::words::{Shape, Word, Words};
use presswork_annotations::MentionKind;
use std::ops::Range;

/// What speaks for each kind, in the order of [`MentionKind::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Votes([f32; 5]);

impl Votes {
    pub(crate) fn of(kind: MentionKind, weight: f32) -> Self {
        let mut votes = Self::default();
        votes.0[kind as usize] = weight;
        votes
    }

    pub(crate) fn add(&mut self, other: Self) {
        for (vote, more) in self.0.iter_mut().zip(other.0) {
            *vote += more;
        }
    }

    pub(crate) fn get(self, kind: MentionKind) -> f32 {
        self.0[kind as usize]
    }

    /// The kind for which most speaks, and by how much it leads, from 0 to 1; the first kind if none does.
    pub(crate) fn best(self) -> (MentionKind, f32) {
        let mut best = MentionKind::Person;
        for &kind in MentionKind::ALL {
            if self.get(kind) > self.get(best) {
                best = kind;
            }
        }
        let second = MentionKind::ALL.iter().filter(|&&kind| kind != best);
        let second = second.map(|&kind| self.get(kind)).fold(0.0, f32::max);
        let lead = self.get(best) - second;
        (best, lead / (lead + 1.0))
    }

    fn vote(&mut self, kind: MentionKind, weight: f32) {
        self.0[kind as usize] += weight;
    }
}

/// A person's role: "minister" alone, and with what stands before it, "foreign minister".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Role {
    pub(crate) base: u64,
    pub(crate) full: u64,
}

impl Role {
    /// The role whose word stands at `at`.
    pub(crate) fn at(words: &Words<'_>, at: usize, start: usize) -> Self {
        let base = class(&words.list[at]);
        let before = at.checked_sub(1).filter(|&before| before >= start);
        let modifier = before.map(|before| &words.list[before]);
        let modifier = modifier.filter(|word| word.is(Flags::ROLE_MODIFIER));
        let full = modifier.map_or(base, |word| chain(base, word.hash));
        Self { base, full }
    }

    /// The role of who wrote the text.
    pub(crate) fn writer() -> Self {
        let base = hash("writer");
        Self { base, full: base }
    }
}

fn class(word: &Word) -> u64 {
    if word.known.class == 0 {
        word.hash
    } else {
        word.known.class
    }
}

/// The role that stands beside the name at `range`: "President X", "X, the president of", "X magazine".
pub(crate) fn role_at(
    words: &Words<'_>,
    range: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<Role> {
    let list = &words.list;
    let role = |at: usize| Role::at(words, at, sentence.start);
    if range.start > sentence.start {
        let before = range.start - 1;
        if list[before].is(Flags::ROLE.or(Flags::TITLE)) && list[before].looks(Shape::LETTER) {
            return Some(role(before));
        }
    }
    let after = list[range.end..sentence.end].first()?;
    if after.is(Flags::ORG_NOMINAL) && !after.looks(Shape::CAPITAL) {
        return Some(role(range.end));
    }
    if words.text(after.span) == "," {
        for at in range.end + 1..sentence.end.min(range.end + 7) {
            let word = &list[at];
            if !word.looks(Shape::LETTER)
                || word.is(Flags::LINK.or(Flags::SPEECH))
                || word.looks(Shape::BREAK)
            {
                break;
            }
            let lower = !word.looks(Shape::CAPITAL);
            if lower && word.is(Flags::ROLE.or(Flags::ORG_NOMINAL)) {
                let go_on = list.get(at + 1).is_some_and(|w| w.looks(Shape::CAPITAL));
                return (!go_on).then(|| role(at));
            }
        }
    }
    let closing = &list[range.end - 1];
    let org = range.len() > 1 && closing.is(Flags::ORG_WORD) && closing.looks(Shape::CAPITAL);
    org.then(|| role(range.end - 1))
}

/// What the words at `range` and those beside them tell of its kind.
pub(crate) fn around(
    words: &Words<'_>,
    lexicon: &Lexicon,
    range: &Range<usize>,
    sentence: &Range<usize>,
) -> Votes {
    let mut votes = within(words, range);
    before(words, range, sentence, &mut votes);
    after(words, lexicon, range, sentence, &mut votes);
    votes
}

use MentionKind::{Organisation, Other, Person, Place};

fn within(words: &Words<'_>, range: &Range<usize>) -> Votes {
    let mut votes = Votes::default();
    let list = &words.list[range.clone()];
    let first = &list[0];
    let closing = &list[list.len() - 1];
    let names = list.iter().filter(|w| w.looks(Shape::CAPITAL)).count();
    if list.len() > 1 {
        if first.is(Flags::GIVEN.or(Flags::PLACE_GIVEN)) {
            votes.vote(Person, 2.0);
        }
        if closing.is(Flags::FAMILY) || first.is(Flags::FAMILY) && names < 4 {
            votes.vote(Person, 1.2);
        }
        if list
            .iter()
            .any(|w| w.looks(Shape::INITIAL) || w.is(Flags::SUFFIX))
        {
            votes.vote(Person, 2.0);
        }
        let inner = &list[1..list.len() - 1];
        if inner
            .iter()
            .any(|w| w.is(Flags::PARTICLE) && !w.looks(Shape::CAPITAL))
        {
            votes.vote(Person, 0.8);
        }
        let plain = list
            .iter()
            .filter(|w| w.is(Flags::COMMON) && w.looks(Shape::CAPITAL))
            .count();
        if plain > 0 {
            votes.vote(Organisation, 0.6);
            votes.vote(Other, 0.5 * plain as f32);
        }
        if words.text(list[1].span) == "&" {
            votes.vote(Organisation, 1.5);
        }
    } else if first.is(Flags::GIVEN) {
        votes.vote(Person, 1.2);
    } else if first.is(Flags::FAMILY) {
        votes.vote(Person, 1.0);
    }
    let acronym = list.iter().filter(|w| w.looks(Shape::UPPER)).count();
    if acronym > 0 && !first.looks(Shape::HEADLINE) {
        votes.vote(Organisation, if names == acronym { 1.5 } else { 0.6 });
    }
    let word = words.text(closing.span);
    if list.len() == 1 {
        let tail = |tails: &[&str]| {
            tails
                .iter()
                .any(|tail| word.len() > tail.len() + 2 && word.ends_with(tail))
        };
        if tail(&[
            "stan", "land", "burg", "ville", "pur", "abad", "grad", "shire", "bury", "istan",
            "pore", "haven", "town", "ford",
        ]) {
            votes.vote(Place, 0.9);
        }
        if tail(&[
            "ism", "ity", "tion", "ness", "ence", "ance", "ment", "ship", "hood", "ology",
        ]) {
            votes.vote(Other, 1.2);
        }
        let inside = word.bytes().skip(1).filter(u8::is_ascii_uppercase).count();
        if inside > 0 && !closing.looks(Shape::UPPER) && !word.starts_with("Mc") {
            votes.vote(Organisation, 0.8);
        }
    }
    match names {
        1 => votes.vote(Person, 0.35),
        2 => votes.vote(Person, 0.8),
        3 => votes.vote(Person, 0.6),
        _ => votes.vote(Organisation, 0.4),
    }
    votes
}

fn before(words: &Words<'_>, range: &Range<usize>, sentence: &Range<usize>, votes: &mut Votes) {
    if range.start == sentence.start {
        return;
    }
    let list = &words.list;
    let short = range.len() < 3;
    let word = &list[range.start - 1];
    if word.looks(Shape::LETTER) && word.is(Flags::ROLE.or(Flags::TITLE)) {
        votes.vote(Person, 2.0);
    } else if word.is(Flags::LOCATIVE) {
        votes.vote(Place, if short { 1.6 } else { 0.8 });
    } else if word.is(Flags::TOWARD) {
        votes.vote(Place, 0.6);
    } else if word.is(Flags::ORG_NOMINAL) && !word.looks(Shape::CAPITAL) {
        votes.vote(Organisation, 1.5);
    } else if word.is(Flags::PLACE_END) && !word.looks(Shape::CAPITAL) {
        votes.vote(Place, 1.0);
    }
    match words.text(word.span) {
        // "the Obama administration": the article is the noun's.
        "the" | "The" if is_owner(words, range, sentence) => {}
        "the" | "The" if names_len(words, range) == 1 => votes.vote(Organisation, 0.9),
        "the" | "The" => votes.vote(Organisation, 0.5),
        "of" if range.start - 1 > sentence.start => {
            let head = &list[range.start - 2];
            if head.is(Flags::PLACE_END) {
                votes.vote(Place, 2.0);
            } else if head.is(Flags::ROLE) {
                votes.vote(Place, 0.7);
                votes.vote(Organisation, 0.6);
            } else {
                votes.vote(Place, 0.3);
            }
        }
        "at" => votes.vote(Organisation, 1.0),
        "by" | "said" | "says" | "told" | "named" | "surnamed" => votes.vote(Person, 0.9),
        _ => {}
    }
}

fn is_owner(words: &Words<'_>, range: &Range<usize>, sentence: &Range<usize>) -> bool {
    let next = words.list[range.end..sentence.end].first();
    next.is_some_and(|next| {
        next.is(Flags::ORG_NOMINAL)
            && matches!(
                words.text(next.span),
                "administration" | "presidency" | "campaign" | "government" | "regime"
            )
    })
}

fn names_len(words: &Words<'_>, range: &Range<usize>) -> usize {
    let list = &words.list[range.clone()];
    list.iter().filter(|w| w.looks(Shape::CAPITAL)).count()
}

fn after(
    words: &Words<'_>,
    lexicon: &Lexicon,
    range: &Range<usize>,
    sentence: &Range<usize>,
    votes: &mut Votes,
) {
    let list = &words.list[range.end..sentence.end];
    let Some(next) = list.first() else { return };
    let lower = !next.looks(Shape::CAPITAL);
    let second = list.get(1);
    if next.is(Flags::SPEECH) {
        votes.vote(Person, 1.0);
        votes.vote(Organisation, 0.2);
    } else if lower && next.is(Flags::ROLE.or(Flags::ROLES)) {
        votes.vote(Organisation, 0.7);
        votes.vote(Place, 0.5);
    } else if lower && next.is(Flags::ORG_NOMINAL) {
        if matches!(words.text(next.span), "administration" | "presidency") {
            votes.vote(Person, 1.2);
        }
        let state = [
            "administration",
            "presidency",
            "government",
            "authorities",
            "army",
            "police",
            "military",
            "forces",
            "regime",
        ];
        if state.contains(&words.text(next.span)) {
            votes.vote(Place, 0.8);
        } else {
            votes.vote(Organisation, 1.5);
        }
    } else if lower && next.is(Flags::PLACE_END) {
        votes.vote(Place, 1.5);
    }
    match words.text(next.span) {
        "-" if second.is_some_and(|w| w.hash == hash("based")) => votes.vote(Place, 3.0),
        "," | "(" => {
            let number = second.is_some_and(|w| w.looks(Shape::DIGIT) && w.span.len() < 3);
            let closed = list
                .get(2)
                .is_some_and(|w| matches!(words.text(w.span), "," | ")"));
            if number && closed {
                votes.vote(Person, 1.6);
            }
            if second.is_some_and(|w| w.hash == hash("who") || w.hash == hash("whose")) {
                votes.vote(Person, 1.2);
            }
            let place = second.and_then(|_| lexicon.names.find(words, range.end + 1, sentence.end));
            if words.text(next.span) == "," && place.is_some_and(|entry| entry.kind == Place) {
                votes.vote(Place, 1.0);
            }
        }
        "who" | "whose" => votes.vote(Person, 1.2),
        _ => {}
    }
}
