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

/// Reads the number at `i`. `Err` holds the end of what looks like a number but is none.
pub(crate) fn read(atoms: Atoms<'_>, i: usize) -> Option<Result<Number, usize>> {
    match atoms.at(i).kind {
        Kind::Digits | Kind::Sign('.' | '¼'..='¾' | '⅐'..='⅞') => {
            Some(digits::read(atoms, i)?.map(|written| scaled(atoms, written)))
        }
        Kind::Word => words(atoms, i).map(Ok),
        _ => None,
    }
}

/// Multiplies digits with the scale behind them.
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
    let next = atoms.at(after);
    if next.kind != Kind::Word && !atoms.hyphen(after) {
        return number;
    }
    let beyond = atoms.at(after + 1);
    // "24m2", "5m/s" are measures.
    let measure = beyond.glued
        && matches!(
            beyond.kind,
            Kind::Digits | Kind::Sign('²' | '³' | '^' | '/')
        );
    if next.glued && next.kind == Kind::Word && !measure {
        let (exponent, shape) = match atoms.str(after) {
            "m" | "M" => (6, Shape::M),
            "b" | "B" => (9, Shape::Digits),
            "k" | "K" => (3, Shape::K),
            "T" => (12, Shape::Digits),
            _ => (0, shape),
        };
        if exponent > 0 {
            multiply(&mut number, power(exponent), after + 1);
            number.shape = shape;
            return number;
        }
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
    }
    number
}

fn multiply(number: &mut Number, factor: Decimal, end: usize) {
    if let (Some(value), Some(scale)) = (
        number.value.checked_mul(factor),
        number.scale.checked_mul(factor),
    ) {
        number.value = value.normalize();
        number.scale = scale;
        number.end = end;
    }
}

/// Reads a number in words at `i`.
fn words(atoms: Atoms<'_>, i: usize) -> Option<Number> {
    let entry = atoms.at(i).entry;
    let number = |value, end, shape| {
        Some(Number {
            value,
            end,
            shape,
            scale: Decimal::ONE,
        })
    };
    if let Some((value, end)) = parts::magnitude(atoms, i) {
        return number(value, end, Shape::Magnitude);
    }
    if let Some((value, end)) = parts::half(atoms, i) {
        return number(
            value,
            end,
            if value < Decimal::ONE {
                Shape::Fraction
            } else {
                Shape::Words
            },
        );
    }
    if let Some((value, end)) = parts::fraction(atoms, i) {
        return number(value, end, Shape::Fraction);
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
    Some(Number {
        value,
        end,
        shape: Shape::Words,
        scale,
    })
}
