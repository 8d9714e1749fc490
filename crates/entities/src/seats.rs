//! Seats: whether a capital's name means the city or the government that sits there.

use crate::lexicon::{Flags, Lexicon};
use crate::names::Name;
use crate::people::key;
use crate::words::{Shape, Words};
use rustc_hash::FxHashSet;

/// The names that are a seat acting as its government.
pub(crate) struct Acting {
    acting: FxHashSet<usize>,
}

impl Acting {
    /// Whether the name of this number does.
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
pub(crate) fn acting(words: &Words<'_>, lexicon: &Lexicon, names: &[Name]) -> Acting {
    let mut acting = FxHashSet::default();
    let mut open = Vec::new();
    let mut governments = FxHashSet::default();
    for (number, name) in names.iter().enumerate() {
        let Some((_, sense)) = name.known else {
            continue;
        };
        if !sense.seat {
            continue;
        }
        match used(words, lexicon, name) {
            Use::Government => {
                acting.insert(number);
                governments.insert(key(words, &name.words));
            }
            Use::Open => open.push(number),
            Use::City => {}
        }
    }
    let follow = |number: &usize| governments.contains(&key(words, &names[*number].words));
    acting.extend(open.into_iter().filter(follow));
    Acting { acting }
}

fn used(words: &Words<'_>, lexicon: &Lexicon, name: &Name) -> Use {
    let (start, end) = (name.words.start, name.words.end);
    if let Some(before) = start.checked_sub(1) {
        // "It is time for Washington to act."
        let acts = words
            .list
            .get(end)
            .is_some_and(|word| words.text(word.span) == "to");
        let told = told_before(words, lexicon, before);
        let told = if acts && words.text(words.list[before].span) == "for" {
            Use::Government
        } else {
            told
        };
        if told != Use::Open {
            return told;
        }
    }
    let list = &words.list;
    let Some(next) = list.get(end) else {
        return Use::Open;
    };
    let text = words.text(next.span);
    // "LISBON (Reuters) -": a dateline.
    if text == "(" || list[start].looks(Shape::UPPER) && list[start].looks(Shape::BREAK) {
        return Use::City;
    }
    if next.looks(Shape::POSSESSIVE) || next.looks(Shape::BREAK) {
        return Use::Open;
    }
    let toward = start
        .checked_sub(1)
        .is_some_and(|before| list[before].is(Flags::TOWARD));
    if !toward && (next.is(Flags::ACTS.or(Flags::SPEECH)) || text == "to" || is_verb(text)) {
        return Use::Government;
    }
    Use::Open
}

/// What the word before a seat, and the one before that, tell.
fn told_before(words: &Words<'_>, lexicon: &Lexicon, before: usize) -> Use {
    let list = &words.list;
    let text = |at: usize| words.text(list[at].span);
    let earlier = before.checked_sub(1);
    let follows = |known: fn(&str) -> bool| earlier.is_some_and(|at| known(text(at)));
    let word = &list[before];
    if word.is(Flags::LOCATIVE) {
        return if follows(governs) {
            Use::Government
        } else {
            Use::City
        };
    }
    match text(before) {
        "visited" | "visiting" | "visit" | "leave" | "left" | "reached" => return Use::City,
        "of" => {
            return if follows(governs) {
                Use::Government
            } else {
                Use::City
            };
        }
        "to" | "for" | "from" | "toward" | "towards" if follows(moves) => return Use::City,
        "between" => return Use::Government,
        "and" => {
            // "Iraq and Washington": as the one, so the other; a country can only be the government's.
            let other = earlier.filter(|&at| list[at].looks(Shape::CAPITAL));
            let other = other.and_then(|at| lexicon.names.find(words, at, before));
            let two = before.checked_sub(2).map(|at| &list[at]);
            let against =
                two.is_some_and(|w| w.is(Flags::AGAINST) || words.text(w.span) == "between");
            if other.is_some() && against {
                return Use::Government;
            }
        }
        verb if word.is(Flags::AGAINST) || is_aimed(verb) => return Use::Government,
        _ => {}
    }
    Use::Open
}

/// Those who sit in a capital and govern from there: "the ministers in Niamey".
fn governs(noun: &str) -> bool {
    matches!(
        noun,
        "government"
            | "authorities"
            | "administration"
            | "regime"
            | "officials"
            | "ministers"
            | "leaders"
            | "rulers"
            | "policymakers"
            | "generals"
    )
}

/// Verbs of a way that ends or starts at the city itself.
fn moves(verb: &str) -> bool {
    matches!(
        verb,
        "flew"
            | "fly"
            | "flies"
            | "flying"
            | "flight"
            | "flights"
            | "travelled"
            | "traveled"
            | "travel"
            | "travels"
            | "travelling"
            | "traveling"
            | "went"
            | "go"
            | "goes"
            | "going"
            | "gone"
            | "returned"
            | "return"
            | "returns"
            | "returning"
            | "came"
            | "come"
            | "comes"
            | "moved"
            | "move"
            | "moves"
            | "moving"
            | "drove"
            | "drive"
            | "trip"
            | "left"
            | "leave"
            | "leaves"
            | "leaving"
            | "headed"
            | "heading"
            | "bound"
            | "visit"
            | "visits"
            | "journey"
            | "road"
            | "train"
            | "arrived"
            | "sailed"
            | "walked"
            | "kilometres"
            | "kilometers"
            | "km"
            | "miles"
    )
}

/// Verbs whose object is someone who acts.
fn is_aimed(verb: &str) -> bool {
    matches!(
        verb,
        "accused"
            | "accuses"
            | "accusing"
            | "blamed"
            | "blames"
            | "blaming"
            | "urged"
            | "urges"
            | "urging"
            | "warned"
            | "warns"
            | "warning"
            | "criticised"
            | "criticises"
            | "criticized"
            | "criticizes"
            | "condemned"
            | "condemns"
            | "praised"
            | "praises"
            | "thanked"
            | "pressed"
            | "pressured"
            | "angers"
            | "angered"
            | "pleases"
            | "pleased"
            | "defied"
            | "defies"
            | "sanctioned"
            | "told"
            | "asked"
            | "asks"
            | "persuaded"
            | "provoked"
            | "backed"
            | "backs"
    )
}

/// Verbs of acting that are seldom nouns, besides those of the list.
fn is_verb(word: &str) -> bool {
    matches!(
        word,
        "rejects"
            | "rejected"
            | "backs"
            | "imposes"
            | "vows"
            | "urges"
            | "blames"
            | "condemns"
            | "cries"
            | "laughs"
            | "insists"
            | "threatens"
            | "threatened"
            | "retaliates"
            | "retaliated"
            | "annexed"
            | "invaded"
            | "bought"
            | "built"
            | "drilled"
            | "offered"
            | "offers"
            | "signed"
            | "signs"
            | "recognised"
            | "recognized"
            | "recognises"
            | "recognizes"
            | "summoned"
            | "summons"
            | "expelled"
            | "expels"
            | "banned"
            | "bans"
            | "approved"
            | "approves"
            | "lifted"
            | "lifts"
            | "suspended"
            | "suspends"
            | "refused"
            | "denounced"
            | "denounces"
            | "welcomed"
            | "welcomes"
            | "expects"
            | "expected"
            | "thinks"
            | "knows"
            | "still"
            | "also"
            | "regards"
            | "views"
            | "accepts"
            | "accepted"
            | "ordered"
            | "orders"
            | "sends"
            | "sent"
            | "gave"
            | "gives"
            | "took"
            | "takes"
            | "made"
            | "makes"
    )
}
