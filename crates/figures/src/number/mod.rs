//! Numbers in digits or words with their scale: `600 million`, `twenty-five thousand`, `a dozen`, `two-thirds`,
//! `hundreds of millions`.

mod cardinal;
mod parts;

use crate::atoms::{Atoms, Kind};
use crate::digits;
use crate::lexicon::Flags;
use crate::literal::Literal;
use rust_decimal::Decimal;

/// What a number looks like: some looks are ambiguous.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Digits with nothing else, this many.
    Bare(u32),
    /// Digits with a separator, a point or a scale.
    Digits,
    /// Words.
    Words,
    /// A part of one: "two-thirds", "half", "1/4".
    Fraction,
    /// "hundreds of", "several thousand".
    Magnitude,
    /// `4.1m`: millions or metres.
    M,
    /// `10k`: thousands or kilometres.
    K,
}

/// A number in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number {
    pub(crate) value: Decimal,
    /// The atom after its last.
    pub(crate) end: usize,
    pub(crate) shape: Shape,
    /// What it was multiplied with: a million in "600 million", else 1.
    pub(crate) scale: Decimal,
}

impl Number {
    pub(crate) fn unscaled(&self) -> Decimal {
        self.value
            .checked_div(self.scale)
            .unwrap_or(self.value)
            .normalize()
    }
}

/// Ten to the power of `exponent`.
pub(crate) fn power(exponent: u8) -> Decimal {
    Decimal::from(10_u64.pow(u32::from(exponent.min(15))))
}

/// Which power of ten a value is, from a hundred to a billion.
pub(crate) fn zeros(value: Decimal) -> Option<u8> {
    (2..=9).find(|&zeros| value == power(zeros))
}

/// Reads the number at `i`. `Err` holds the end of what looks like a number but is none.
pub(crate) fn read(atoms: Atoms<'_>, i: usize) -> Option<Result<Number, usize>> {
    match atoms.at(i).kind {
        Kind::Digits | Kind::Sign('.' | '¼'..='¾' | '⅐'..='⅞') => {
            Some(digits::read(atoms, i)?.map(|written| scaled(atoms, written)))
        }
        Kind::Word => words(atoms, i),
        _ => None,
    }
}

/// Multiplies digits with the scale behind them, and adds what goes on from there: "3 million and a half".
fn scaled(atoms: Atoms<'_>, written: digits::Written) -> Number {
    let shape = match written {
        digits::Written { fraction: true, .. } => Shape::Fraction,
        digits::Written { bare_digits: 0, .. } => Shape::Digits,
        digits::Written { bare_digits, .. } => Shape::Bare(bare_digits),
    };
    let mut number = Number {
        value: written.value,
        end: written.end,
        shape,
        scale: Decimal::ONE,
    };
    let after = number.end;
    if !atoms.word(after) && !atoms.hyphen(after) {
        return number;
    }
    if let Some((exponent, shape)) = letter(atoms, after) {
        multiply(&mut number, power(exponent), after + 1);
        number.shape = shape;
        return number;
    }
    let mut at = atoms.past_hyphen(after);
    // "2 hundred thousand", "1.5 lakh crore": a second scale may follow.
    for _ in 0..2 {
        let entry = atoms.at(at).entry;
        let Some(exponent) = entry.scale.filter(|_| atoms.word(at)) else {
            break;
        };
        if entry.flags.any(Flags::PLURAL_SCALE) && exponent < 5 {
            break;
        }
        multiply(&mut number, power(exponent), at + 1);
        at += 1;
    }
    if atoms.flag(at, Flags::DOZEN) && number.scale == Decimal::ONE {
        multiply(&mut number, Decimal::from(12), at + 1);
    }
    if number.scale != Decimal::ONE {
        number.shape = Shape::Digits;
        chained(atoms, &mut number);
    }
    number
}

/// The letter at `i`, right behind digits, that stands for a power of ten: `4.1m`, `10k`, `5bn`, `1MM`.
fn letter(atoms: Atoms<'_>, i: usize) -> Option<(u8, Shape)> {
    let (next, beyond) = (atoms.at(i), atoms.at(i + 1));
    // "24m2", "5m/s" are measures.
    let measure = beyond.glued
        && matches!(
            beyond.kind,
            Kind::Digits | Kind::Sign('²' | '³' | '^' | '/')
        );
    if next.kind != Kind::Word || measure {
        return None;
    }
    match atoms.str(i) {
        // "2.33 k": a letter apart is no unit but the kilo.
        "k" if !beyond.glued || beyond.kind != Kind::Sign('.') => Some((3, Shape::K)),
        "MM" if next.glued || atoms.digits(i - 1) => Some((6, Shape::Digits)),
        // "1,674.5 M", but "7.5 M people"
        "M" if !next.glued && !beyond.glued && beyond.kind != Kind::Word => {
            (i >= 2 && atoms.sign(i - 2, '.')).then_some((6, Shape::Digits))
        }
        _ if !next.glued => None,
        "m" | "M" => Some((6, Shape::M)),
        "mil" | "mill" => Some((6, Shape::Digits)),
        "b" | "B" => Some((9, Shape::Digits)),
        "K" => Some((3, Shape::K)),
        "T" => Some((12, Shape::Digits)),
        _ => None,
    }
}

/// Adds smaller parts of the same number in digits: "4 thousand 3 hundred and 21", "3 million and a half".
fn chained(atoms: Atoms<'_>, number: &mut Number) {
    let end = number.end;
    if atoms.is(end, Literal::And)
        && number.scale > Decimal::ONE_THOUSAND
        && let Some((part, end)) = parts::added(atoms, end + 1)
        && atoms.at(end).entry.scale.is_none()
    {
        let part = part.checked_mul(number.scale).unwrap_or_default();
        number.value += part;
        number.end = end;
        return;
    }
    let smaller = |at: usize| {
        let digits = atoms.short_number(at).map(Decimal::from)?;
        let scale = atoms.at(at + 1).entry.scale.map(power);
        let value = digits * scale.unwrap_or(Decimal::ONE);
        let hundred = number.scale == Decimal::ONE_HUNDRED;
        let fits = value < number.scale && value > Decimal::ZERO && (scale.is_some() || hundred);
        let whole = atoms.at(at).kind == Kind::Digits && !atoms.at(at + 1).glued;
        (fits && whole && !atoms.at(at).glued).then_some((
            value,
            at + 1 + usize::from(scale.is_some()),
            scale,
        ))
    };
    let and = usize::from(atoms.is(end, Literal::And));
    // "3 hundred and one", "6 crore and two hundred"
    if and == 1
        && atoms.word(end + 1)
        && let Some((value, end, _)) = cardinal::cardinal(atoms, end + 1, false)
        && value < number.scale
        && (number.scale == Decimal::ONE_HUNDRED
            || number.scale > Decimal::ONE_THOUSAND && value >= Decimal::ONE_HUNDRED)
    {
        number.value += value;
        number.end = end;
        return;
    }
    // "Rs 2 crore and 50 lakh", but "2 billion and 5 million" are two sums, and so is what follows a fraction.
    if let Some((value, end, scale)) = smaller(end + and)
        && number.unscaled().is_integer()
        && (and == 0 || scale.is_none() || [5, 7].map(power).contains(&number.scale))
    {
        number.value += value;
        number.end = end;
        number.scale = scale.unwrap_or(number.scale);
        if scale.is_some() {
            chained(atoms, number);
        }
    }
}

/// Multiplies a number that now ends before `end`.
pub(crate) fn multiply(number: &mut Number, factor: Decimal, end: usize) {
    if let (Some(value), Some(scale)) = (
        number.value.checked_mul(factor),
        number.scale.checked_mul(factor),
    ) {
        number.value = value.normalize();
        number.scale = scale;
        number.end = end;
    }
}

/// Reads a number in words at `i`. `Err` holds the end of an ordinal: "twenty-first".
fn words(atoms: Atoms<'_>, i: usize) -> Option<Result<Number, usize>> {
    let entry = atoms.at(i).entry;
    let number = |value, end, shape| {
        Some(Ok(Number {
            value,
            end,
            shape,
            scale: Decimal::ONE,
        }))
    };
    if let Some((value, end)) = parts::magnitude(atoms, i) {
        return number(value, end, Shape::Magnitude);
    }
    if let Some((value, end)) = parts::half(atoms, i) {
        let shape = if value < Decimal::ONE {
            Shape::Fraction
        } else {
            Shape::Words
        };
        return number(value, end, shape);
    }
    if let Some((value, end)) = parts::fraction(atoms, i) {
        // "two thirds of a million", "three quarters billion"
        let article = atoms.is(end, Literal::Of) && atoms.is(end + 1, Literal::A);
        let at = if article { end + 2 } else { end };
        let scale = atoms.at(at).entry.scale;
        return match scale.and_then(|scale| value.checked_mul(power(scale))) {
            Some(value) => number(value.normalize(), at + 1, Shape::Words),
            None => number(value, end, Shape::Fraction),
        };
    }
    let article = entry.literal == Literal::A;
    let first = atoms.at(i + usize::from(article)).entry;
    let dozen = first.flags.any(Flags::DOZEN);
    // "a million", "hundred" and "dozen" are numbers; "million" alone and "a five" are none.
    let starts = if article {
        (first.scale.is_some() || dozen) && !first.flags.any(Flags::PLURAL_SCALE)
    } else {
        let round = first.scale.is_some_and(|scale| scale < 5) || dozen;
        first.small.is_some() || round && !atoms.at(i).glued
    };
    if !starts {
        return None;
    }
    let (value, end, scale) = cardinal::cardinal(atoms, i + usize::from(article), article)?;
    let ordinal = atoms.past_hyphen(end);
    if ordinal > end && atoms.at(ordinal).entry.ordinal.is_some() {
        return Some(Err(ordinal + 1));
    }
    Some(Ok(Number {
        value,
        end,
        shape: Shape::Words,
        scale,
    }))
}
