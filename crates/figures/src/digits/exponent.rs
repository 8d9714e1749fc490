//! Exponents behind digits: `1.3e6`, `12.32e+14`, `6.23x10^-4`, `6.23 × 10⁻⁴`, `1.1^23`.

use crate::atoms::{Atoms, Kind};
use rust_decimal::Decimal;

/// The largest exponent that is read.
const LARGEST: u16 = 100;

/// What the digits that end before `end` and are worth `value` come to with the exponent behind them, and its end.
pub(super) fn raised(atoms: Atoms<'_>, value: Decimal, end: usize) -> Option<(Decimal, usize)> {
    let glued = atoms.at(end).glued;
    // `1.1^23` raises the number itself, all others ten.
    let (start, base, (negative, exponent, end)) = match atoms.at(end).kind {
        Kind::Word if glued && matches!(atoms.str(end), "e" | "E") => {
            (value, Decimal::TEN, signed(atoms, end + 1)?)
        }
        Kind::Word if atoms.str(end) == "x" => (value, Decimal::TEN, ten(atoms, end + 1)?),
        Kind::Sign('×' | '·' | '*') => (value, Decimal::TEN, ten(atoms, end + 1)?),
        Kind::Sign('^') if glued => (Decimal::ONE, value, signed(atoms, end + 1)?),
        _ => return None,
    };
    let next = atoms.at(end);
    let whole = !(next.glued && matches!(next.kind, Kind::Word | Kind::Digits));
    let mut factor = Decimal::ONE;
    for _ in 0..exponent {
        factor = factor.checked_mul(base)?;
    }
    let raised = if negative {
        start.checked_div(factor)?
    } else {
        start.checked_mul(factor)?
    };
    whole.then(|| (raised.normalize(), end))
}

/// `10^6`, `10⁻⁴` at `i`.
fn ten(atoms: Atoms<'_>, i: usize) -> Option<(bool, u16, usize)> {
    if atoms.short_number(i) != Some(10) {
        return None;
    }
    if atoms.sign(i + 1, '^') && atoms.at(i + 1).glued {
        return signed(atoms, i + 2);
    }
    // "10−5", whose exponent has lost its place
    if atoms.sign(i + 1, '−') && atoms.at(i + 1).glued {
        return signed(atoms, i + 1);
    }
    let (mut at, mut exponent) = (i + 1, 0);
    let negative = atoms.sign(at, '⁻');
    at += usize::from(negative);
    let first = at;
    while let Kind::Sign(sign) = atoms.at(at).kind
        && let Some(digit) = raised_digit(sign)
        && exponent < LARGEST
    {
        exponent = exponent * 10 + digit;
        at += 1;
    }
    (at > first && exponent <= LARGEST).then_some((negative, exponent, at))
}

/// Digits with or without a sign at `i`, all of them joined.
fn signed(atoms: Atoms<'_>, i: usize) -> Option<(bool, u16, usize)> {
    let negative = atoms.hyphen(i);
    let at = i + usize::from(negative || atoms.sign(i, '+'));
    let joined = atoms.at(i).glued && atoms.at(at).glued;
    let exponent = atoms.short_number(at).filter(|value| *value <= LARGEST)?;
    joined.then_some((negative, exponent, at + 1))
}

fn raised_digit(sign: char) -> Option<u16> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹"
        .chars()
        .zip(0..)
        .find(|(digit, _)| *digit == sign)
        .map(|(_, value)| value)
}
