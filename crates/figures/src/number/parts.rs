//! Fractions and orders of magnitude in words: "two-thirds", "half a million", "hundreds of millions".

use super::power;
use crate::atoms::Atoms;
use crate::digits::ratio;
use crate::lexicon::Flags;
use crate::literal::Literal;
use rust_decimal::Decimal;

/// "hundreds of millions", "tens of thousands", "dozens", "several thousand", "a few hundred".
pub(super) fn magnitude(atoms: Atoms<'_>, i: usize) -> Option<(Decimal, usize)> {
    let scale = |i: usize, plural: bool| {
        let entry = atoms.at(i).entry;
        let fits = atoms.word(i) && entry.flags.any(Flags::PLURAL_SCALE) == plural;
        match entry.scale {
            Some(scale) if fits => Some(power(scale)),
            None if fits && entry.flags.any(Flags::DOZEN) => Some(Decimal::from(12)),
            _ => None,
        }
    };
    let literal = atoms.at(i).entry.literal;
    let (mut value, mut end) = match literal {
        Literal::Tens if atoms.is(i + 1, Literal::Of) => (Decimal::TEN, i + 1),
        Literal::Scores if atoms.is(i + 1, Literal::Of) => (Decimal::from(20), i + 1),
        Literal::Dozens => (Decimal::from(12), i + 1),
        Literal::Several | Literal::Many | Literal::Few => (scale(i + 1, false)?, i + 2),
        Literal::A if atoms.is(i + 1, Literal::Few) => (scale(i + 2, false)?, i + 3),
        Literal::A if atoms.is(i + 1, Literal::Couple) => {
            let of = usize::from(atoms.is(i + 2, Literal::Of));
            (scale(i + 2 + of, false)?, i + 3 + of)
        }
        _ => (scale(i, true)?, i + 1),
    };
    for _ in 0..3 {
        let Some(factor) = scale(end + 1, true).filter(|_| atoms.is(end, Literal::Of)) else {
            break;
        };
        value = value.checked_mul(factor)?;
        end += 2;
    }
    // "several tens of million"
    if atoms.is(end, Literal::Of)
        && let Some(factor) = scale(end + 1, false)
    {
        value = value.checked_mul(factor)?;
        end += 2;
    }
    if literal == Literal::Tens && end == i + 1 {
        return None;
    }
    Some((value, end))
}

/// "half a million", "half a dozen", "half of", "half the", "a quarter of a million".
pub(super) fn half(atoms: Atoms<'_>, i: usize) -> Option<(Decimal, usize)> {
    let after_article = i + usize::from(atoms.is(i, Literal::A));
    let start = after_article;
    let (value, mut at) = match atoms.at(start).entry.literal {
        Literal::Quarter
            if atoms.at(start + 1).entry.scale.is_some()
                && !atoms.flag(start + 1, Flags::PLURAL_SCALE) =>
        {
            (Decimal::new(25, 2), start + 1)
        }
        Literal::Half => (Decimal::new(5, 1), start + 1),
        Literal::Quarter if atoms.is(start + 1, Literal::Of) && start > i => {
            (Decimal::new(25, 2), start + 2)
        }
        _ => return None,
    };
    at = atoms.past_hyphen(at);
    at += usize::from(atoms.is(at, Literal::A));
    at = atoms.past_hyphen(at);
    let entry = atoms.at(at).entry;
    if entry.flags.any(Flags::DOZEN) && !entry.flags.any(Flags::PLURAL_SCALE) {
        return Some((value * Decimal::from(12), at + 1));
    }
    if let Some(scale) = entry.scale.filter(|scale| *scale > 2) {
        return Some((value * power(scale), at + 1));
    }
    let before = atoms.before(i).entry;
    let of_whole = atoms.is(start + 1, Literal::Of)
        || atoms.flag(start + 1, Flags::DETERMINER) && !atoms.is(start + 1, Literal::A);
    let ordinal = before.ordinal.is_some()
        || before.flags.any(Flags::DETERMINER)
        || atoms.hyphen(i.wrapping_sub(1));
    let bounded = matches!(before.literal, Literal::Than | Literal::About);
    let named = atoms.at(start).entry.literal == Literal::Half && (of_whole || bounded) && !ordinal;
    (named && start == i).then_some((value, start + 1))
}

/// "two-thirds", "one third", "a quarter of", "three quarters".
pub(super) fn fraction(atoms: Atoms<'_>, i: usize) -> Option<(Decimal, usize)> {
    let article = atoms.is(i, Literal::A);
    let num = if article {
        1
    } else {
        atoms
            .at(i)
            .entry
            .small
            .filter(|num| (1..20).contains(num))?
    };
    let hyphen = atoms.hyphen(i + 1);
    let at = atoms.past_hyphen(i + 1);
    let entry = atoms.at(at).entry;
    let den = entry.part.filter(|_| atoms.word(at))?;
    let plural = entry.flags.any(Flags::PLURAL_PART);
    // "one second", "a third man", "two quarters of growth" are no fractions.
    let fits = match (article, num) {
        (true, _) => !plural && atoms.is(at + 1, Literal::Of) && den > 2,
        (false, 1) => {
            !plural
                && (hyphen
                    || atoms.is(at + 1, Literal::Of)
                    || atoms.is(at + 1, Literal::The)
                    || den > 4)
        }
        (false, _) => plural && (den != 4 || hyphen || atoms.is(at + 1, Literal::Of)),
    };
    (fits && (u32::from(num) < u32::from(den) || den == 2))
        .then(|| (ratio(num.into(), den.into()), at + 1))
}
