//! Words around a number that bound it or blur it: "at least", "up to", "about", "or more".

use crate::atoms::{Atoms, Kind};
use crate::literal::Literal;
use presswork_annotations::Amount;
use rust_decimal::Decimal;

/// Which end of a number is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    None,
    Least,
    Most,
}

/// What the words around a number say of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hedge {
    pub(crate) bound: Bound,
    pub(crate) approximate: bool,
    /// The first atom of the words ahead.
    pub(crate) first: usize,
}

/// Reads the words around the number from the atom at `first` up to `end`.
pub(crate) fn read(atoms: Atoms<'_>, first: usize, end: usize) -> Hedge {
    let mut hedge = Hedge {
        bound: Bound::None,
        approximate: false,
        first,
    };
    for _ in 0..3 {
        if !ahead(atoms, &mut hedge) {
            break;
        }
    }
    behind(atoms, end, &mut hedge);
    hedge
}

/// Reads one word or pair of words before what is known; says whether there was one.
fn ahead(atoms: Atoms<'_>, hedge: &mut Hedge) -> bool {
    let literal = |back: usize| {
        hedge
            .first
            .checked_sub(back)
            .map_or(Literal::None, |i| atoms.at(i).entry.literal)
    };
    let negated = |back: usize| literal(back) == Literal::No;
    let (bound, approximate, words) = match (literal(2), literal(1)) {
        (_, Literal::About | Literal::Some) => (Bound::None, true, 1),
        (Literal::Close, Literal::To) => (Bound::None, true, 2),
        (Literal::More, Literal::Than) if negated(3) => (Bound::Most, false, 3),
        (Literal::Many, Literal::As) => (Bound::Most, false, 3),
        (Literal::At, Literal::Least)
        | (Literal::More, Literal::Than)
        | (Literal::Minimum, Literal::Of) => (Bound::Least, false, 2),
        (Literal::Less, Literal::Than) if negated(3) => (Bound::Least, false, 3),
        (Literal::At, Literal::Most)
        | (Literal::Up, Literal::To)
        | (Literal::Less, Literal::Than)
        | (Literal::Maximum, Literal::Of) => (Bound::Most, false, 2),
        (_, Literal::Of) if in_excess(atoms, hedge.first) => (Bound::Least, false, 3),
        (_, Literal::Of) if beyond(atoms, hedge.first) => (Bound::Least, false, 2),
        (_, Literal::Of) if short_of(atoms, hedge.first) => (Bound::Most, false, 2),
        (Literal::Few, Literal::As) => (Bound::Least, false, 3),
        (Literal::No, _) if is_word(atoms, hedge.first, "even") => (Bound::Most, false, 2),
        (_, Literal::Over) if quarrels(atoms, hedge.first) => return false,
        (_, Literal::Over | Literal::Above) => (Bound::Least, false, 1),
        (_, Literal::Within) if within(atoms, hedge.first) => (Bound::Most, false, 1),
        (_, Literal::Under | Literal::Below) => (Bound::Most, false, 1),
        _ => match hedge.first.checked_sub(1).map(|i| atoms.at(i).kind) {
            Some(Kind::Sign('~' | '≈')) => (Bound::None, true, 1),
            Some(Kind::Sign('.')) if circa(atoms, hedge.first - 1) => (Bound::None, true, 2),
            Some(Kind::Sign('>' | '≥')) => (Bound::Least, false, 1),
            Some(Kind::Sign('<' | '≤')) => (Bound::Most, false, 1),
            _ => return false,
        },
    };
    if bound != Bound::None {
        if hedge.bound != Bound::None {
            return false;
        }
        hedge.bound = bound;
    }
    hedge.approximate |= approximate;
    hedge.first = hedge.first.saturating_sub(words);
    true
}

/// Whether the stop at `i` ends "c." or "ca.".
fn circa(atoms: Atoms<'_>, i: usize) -> bool {
    i > 0 && atoms.at(i).glued && matches!(atoms.str(i - 1), "c" | "ca") && !atoms.at(i - 1).glued
}

/// "within 15 km", but not "until 5" or "during 3".
fn within(atoms: Atoms<'_>, first: usize) -> bool {
    is_word(atoms, first, "within")
}

/// "in excess of $1bn"
fn in_excess(atoms: Atoms<'_>, first: usize) -> bool {
    first > 2 && atoms.str(first - 2) == "excess" && atoms.is(first - 3, Literal::In)
}

/// "upwards of 40", "north of $1bn", but not "40 miles north of 50 towns".
fn beyond(atoms: Atoms<'_>, first: usize) -> bool {
    let word = atoms.str_before(first, 2);
    let sum = matches!(atoms.at(first).kind, Kind::Sign('$' | '€' | '£'));
    matches!(word, "upwards" | "upward") || word == "north" && sum
}

/// "just shy of 50", "short of $1bn"
fn short_of(atoms: Atoms<'_>, first: usize) -> bool {
    let word = atoms.str_before(first, 2);
    matches!(word, "shy" | "short" | "south") && (word != "south" || atoms.sign(first, '$'))
}

/// Whether `word` stands right before `first`.
fn is_word(atoms: Atoms<'_>, first: usize, word: &str) -> bool {
    first > 0 && atoms.str(first - 1) == word
}

/// Whether "over" before `first` tells what a quarrel is about: "a row over £2.3bn", "fall out over $5m".
fn quarrels(atoms: Atoms<'_>, first: usize) -> bool {
    let word = atoms.str_before(first, 2);
    matches!(
        word,
        "out"
            | "row"
            | "rows"
            | "dispute"
            | "fight"
            | "clash"
            | "quarrel"
            | "quarrels"
            | "split"
            | "battle"
            | "spat"
            | "feud"
            | "lawsuit"
    )
}

/// "have passed five million", "topped $3bn": a bound told by a verb right before the number.
pub(crate) fn passed(atoms: Atoms<'_>, first: usize) -> bool {
    let word = atoms.str_before(first, 1);
    matches!(
        word,
        "passed"
            | "surpassed"
            | "exceeded"
            | "topped"
            | "crossed"
            | "surpasses"
            | "exceeds"
            | "tops"
    )
}

fn behind(atoms: Atoms<'_>, end: usize, hedge: &mut Hedge) {
    let unbound = hedge.bound == Bound::None;
    // "20-odd", "100-plus"
    if end > 1 && atoms.hyphen(end - 2) {
        match atoms.str(end - 1) {
            "odd" => hedge.approximate = true,
            "plus" if unbound => hedge.bound = Bound::Least,
            _ => {}
        }
    }
    if atoms.is(end, Literal::Or) {
        match atoms.at(end + 1).entry.literal {
            Literal::So => hedge.approximate = true,
            Literal::More if unbound => hedge.bound = Bound::Least,
            Literal::Less if unbound => hedge.bound = Bound::Most,
            _ => {}
        }
    } else if atoms.sign(end, '+') && atoms.at(end).glued && unbound {
        hedge.bound = Bound::Least;
    }
}

impl Bound {
    /// The amount that `value` is under this bound.
    pub(crate) fn amount(self, value: Decimal) -> Amount {
        match self {
            Self::None => Amount::Exact(value),
            Self::Least => Amount::AtLeast(value),
            Self::Most => Amount::AtMost(value),
        }
    }
}
