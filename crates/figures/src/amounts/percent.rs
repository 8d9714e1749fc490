//! Percent and percentage points: "5 %", "per cent", "percentage points", "basis points".

use crate::atoms::{Atoms, Kind};
use crate::lexicon::Flags;
use crate::literal::Literal;
use rust_decimal::Decimal;

/// The end of the words for hundredths of a percentage point at `i`: "basis points", "bp", "bps".
pub(super) fn basis_points(atoms: Atoms<'_>, i: usize) -> Option<usize> {
    let points = atoms.past_hyphen(i + 1);
    match atoms.str(i) {
        "basis" => matches!(
            atoms.at(points).entry.literal,
            Literal::Point | Literal::Points
        )
        .then_some(points + 1),
        "bp" | "bps" => Some(i + 1),
        _ => None,
    }
}

/// A part of a percentage point in words at `i`, and its end: "quarter-point", "quarter point", "half-percentage-point",
/// "half a percentage point", "a quarter of a percentage point".
pub(super) fn part_of_point(atoms: Atoms<'_>, i: usize) -> Option<(Decimal, usize)> {
    let part = match atoms.at(i).entry.literal {
        Literal::Half => Decimal::new(5, 1),
        Literal::Quarter => Decimal::new(25, 2),
        _ => return None,
    };
    let of = usize::from(atoms.is(i + 1, Literal::Of));
    let article = usize::from(atoms.is(i + 1 + of, Literal::A));
    let next = atoms.past_hyphen(i + 1 + of + article);
    // What is apart may be another point ("half a point ahead"), but a "quarter point" is one of a rate.
    let joined = of + article == 0 && (next > i + 1 || atoms.is(i, Literal::Quarter));
    let percentage = atoms.is(next, Literal::Percentage);
    let point = if percentage {
        atoms.past_hyphen(next + 1)
    } else {
        next
    };
    let told = atoms.is(point, Literal::Point) && (percentage || joined);
    told.then_some((part, point + 1))
}

/// The percent sign or word at `i`: its code and the atom after it.
pub(super) fn percent(atoms: Atoms<'_>, i: usize) -> Option<(&'static str, usize)> {
    let point = |i: usize| {
        let i = atoms.past_hyphen(i);
        matches!(atoms.at(i).entry.literal, Literal::Point | Literal::Points).then_some(i + 1)
    };
    match atoms.at(i).entry.literal {
        Literal::Percent => Some(point(i + 1).map_or(("%", i + 1), |end| ("pp", end))),
        // "10 percentage points", and "10 percentage" for percent
        Literal::Percentage => point(i + 1).map(|end| ("pp", end)).or_else(|| {
            let closed = !atoms.word(i + 1) || atoms.flag(i + 1, Flags::STOP);
            (closed || atoms.is(i + 1, Literal::Of)).then_some(("%", i + 1))
        }),
        Literal::Per if atoms.is(i + 1, Literal::Cent) => {
            Some(point(i + 2).map_or(("%", i + 2), |end| ("pp", end)))
        }
        _ if matches!(atoms.at(i).kind, Kind::Sign('%' | '％')) => {
            Some(point(i + 1).map_or(("%", i + 1), |end| ("pp", end)))
        }
        Literal::Points if of_percent(atoms, i) => Some(("pp", i + 1)),
        _ if atoms.str(i) == "pp" && atoms.at(i).glued => Some(("pp", i + 1)),
        _ => None,
    }
}

/// Whether the points at `i` are those of a percentage: "fell 10 points to 48.6 %", "37 %, plus or minus three points".
fn of_percent(atoms: Atoms<'_>, i: usize) -> bool {
    let sign =
        |at: usize| matches!(atoms.at(at).kind, Kind::Sign('%')) || atoms.is(at, Literal::Percent);
    let level = atoms.is(i + 1, Literal::To) && (i + 3..i + 6).any(sign);
    let margin = i >= 3 && atoms.is(i - 2, Literal::Minus) && atoms.is(i - 3, Literal::Or);
    level || margin && (i.saturating_sub(12)..i).any(sign)
}

/// Past a word for percent at `i` whose number stands behind it: "a shooting percentage of 45", "per cent of ten".
pub(super) fn percent_of(atoms: Atoms<'_>, i: usize) -> Option<usize> {
    let of = match atoms.at(i).entry.literal {
        Literal::Percent | Literal::Percentage => i + 1,
        Literal::Per if atoms.is(i + 1, Literal::Cent) => i + 2,
        _ => return None,
    };
    atoms.is(of, Literal::Of).then_some(of + 1)
}
