//! Fractions and orders of magnitude in words: "two-thirds", "half a million", "hundreds of millions".

use super::{cardinal, power};
use crate::atoms::{Atoms, Kind};
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
    // "several hundred million"
    if matches!(
        literal,
        Literal::Several | Literal::Many | Literal::Few | Literal::A
    ) && let Some(factor) = scale(end, false)
    {
        value = value.checked_mul(factor)?;
        end += 1;
    }
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
    // "by half", "of which half is", "have covered half."
    let next = atoms.at(start + 1);
    let closed = next.kind != Kind::Word && !atoms.hyphen(start + 1);
    let verb = before.flags.any(Flags::VERB) || atoms.str(i.wrapping_sub(1)).ends_with("ed");
    let bounded = matches!(before.literal, Literal::Than | Literal::About | Literal::By)
        || before.literal == Literal::Who && next.entry.flags.any(Flags::COPULA)
        || verb && closed;
    let named = atoms.at(start).entry.literal == Literal::Half && (of_whole || bounded) && !ordinal;
    (named && start == i).then_some((value, start + 1))
}

/// A fraction: "two-thirds", "one third", "a quarter of", "three quarters", "twenty-three fifths", "one twenty-fifth".
pub(super) fn fraction(atoms: Atoms<'_>, i: usize) -> Option<(Decimal, usize)> {
    let article = atoms.is(i, Literal::A);
    let (mut num, end) = if article && atoms.at(i + 1).entry.scale.is_none() {
        (Decimal::ONE, i + 1)
    } else {
        let start = i + usize::from(article);
        let (num, end, _) = cardinal::cardinal(atoms, start, article)?;
        (num, end)
    };
    let at = joined(atoms, end);
    let part = denominator(atoms, at)?;
    let mut den = part.value;
    // "one hundred thirty-fifths": the tens belong to the part, unless "and" ties them to what stands before.
    let tens = atoms.at(end - 1).entry.small.filter(|tens| *tens >= 20);
    if let Some(tens) = tens
        && den < Decimal::TEN
        && end > i + 1
        && !atoms.is(end - 2, Literal::And)
    {
        num -= Decimal::from(tens);
        den += Decimal::from(tens);
    }
    let usual = den == Decimal::TWO || den > Decimal::TWO && part.of_its_own || den >= Decimal::TEN;
    (usual && fits(atoms, i, num, den, at > end, &part))
        .then(|| Some((share(num, den)?, part.end)))
        .flatten()
}

/// Whether `num` parts from `i` are a fraction where they stand: "one second", "a third man", "two quarters of growth" are
/// none.
fn fits(atoms: Atoms<'_>, i: usize, num: Decimal, den: Decimal, hyphen: bool, part: &Part) -> bool {
    let of = atoms.is(part.end, Literal::Of);
    let next = atoms.at(part.end);
    let closed = next.kind != Kind::Word && !(atoms.hyphen(part.end) && next.glued);
    let before = atoms.before(i).entry;
    if atoms.is(i, Literal::A) && num == Decimal::ONE {
        let compared = matches!(next.entry.literal, Literal::Less | Literal::More);
        let ends = closed || next.entry.flags.any(Flags::STOP.or(Flags::CHANGE));
        let hedge = matches!(
            before.literal,
            Literal::By | Literal::Than | Literal::About | Literal::To | Literal::Over
        );
        let words = Flags::CHANGE.or(Flags::COPULA).or(Flags::PREPOSITION);
        let led = hedge || i == 0 || before.flags.any(words);
        return !part.plural && (of && den > Decimal::TWO || ends && led || compared);
    }
    if num == Decimal::ONE {
        let known = hyphen || of || closed || atoms.is(part.end, Literal::The);
        return !part.plural && (known || den > Decimal::from(4));
    }
    // Three quarters are a span of time as well.
    let time = matches!(
        before.literal,
        Literal::For | Literal::In | Literal::Last | Literal::Past | Literal::Next | Literal::First
    );
    let quarter = den == Decimal::from(4) && !hyphen && !of;
    let percent = matches!(next.entry.literal, Literal::Percent | Literal::Percentage);
    let fraction = closed || percent || next.entry.scale.is_some();
    let rest = num < den && !time && fraction && !before.flags.any(Flags::DETERMINER);
    part.plural && (!quarter || rest)
}

/// Past a hyphen at `i`, with or without blanks around it.
fn joined(atoms: Atoms<'_>, i: usize) -> usize {
    let apart = atoms.hyphen(i) && !atoms.at(i).glued && !atoms.at(i + 1).glued;
    if apart { i + 1 } else { atoms.past_hyphen(i) }
}

/// What a fraction is counted in.
struct Part {
    value: Decimal,
    end: usize,
    plural: bool,
    /// Whether it is a word for a part and not only an ordinal.
    of_its_own: bool,
}

/// The denominator at `i`: "third", "hundredths", "twenty-fifth", "one hundred and fifth".
fn denominator(atoms: Atoms<'_>, i: usize) -> Option<Part> {
    let word = |at: usize| {
        let entry = atoms.at(at).entry;
        let ordinal = || entry.ordinal.filter(|ordinal| *ordinal < 3);
        let value = entry.part.map_or_else(
            || ordinal().map(Decimal::from),
            |part| {
                Some(match part {
                    100.. => power(part - 100),
                    _ => Decimal::from(part),
                })
            },
        )?;
        atoms.word(at).then_some(Part {
            value,
            end: at + 1,
            plural: entry.flags.any(Flags::PLURAL_PART),
            of_its_own: entry.part.is_some(),
        })
    };
    let entry = atoms.at(i).entry;
    if let Some(tens) = entry.small.filter(|tens| *tens >= 20) {
        let ones = word(atoms.past_hyphen(i + 1)).filter(|ones| ones.value < Decimal::TEN)?;
        return Some(Part {
            value: ones.value + Decimal::from(tens),
            ..ones
        });
    }
    if entry.small == Some(1) && atoms.at(i + 1).entry.scale == Some(2) {
        let and = usize::from(atoms.is(i + 2, Literal::And));
        let ones = word(i + 2 + and).filter(|ones| ones.value < Decimal::TEN)?;
        return Some(Part {
            value: ones.value + Decimal::ONE_HUNDRED,
            ..ones
        });
    }
    word(i)
}

/// What "and" adds to a number: the fraction below one at `i`, as in "two and a half", "six million and two thirds",
/// "two-and-a-half", "one and half hours".
pub(super) fn added(atoms: Atoms<'_>, i: usize) -> Option<(Decimal, usize)> {
    let i = atoms.past_hyphen(i);
    let whose = atoms.at(i + 1).entry;
    let part = if atoms.is(i, Literal::Half) && (whose.period.is_some() || whose.scale.is_some()) {
        (Some(Decimal::new(5, 1)), i + 1)
    } else if atoms.is(i, Literal::A) {
        let named = atoms.past_hyphen(i + 1);
        let part = denominator(atoms, named).filter(|part| !part.plural && part.of_its_own)?;
        let next = atoms.at(part.end);
        // "the first and a third party"
        let noun = next.kind == Kind::Word
            && !next.entry.flags.any(Flags::STOP)
            && next.entry.scale.is_none()
            && next.entry.period.is_none();
        let usual = matches!(
            atoms.at(named).entry.literal,
            Literal::Half | Literal::Quarter
        );
        (usual || !noun).then(|| (share(Decimal::ONE, part.value), part.end))?
    } else {
        let small = atoms.at(i).entry.small.filter(|_| atoms.word(i))?;
        let ones = atoms.past_hyphen(i + 1);
        let more = atoms.at(ones).entry.small;
        let more = more.filter(|more| small >= 20 && (1..10).contains(more));
        let num = Decimal::from(small) + Decimal::from(more.unwrap_or(0));
        let end = if more.is_some() { ones + 1 } else { i + 1 };
        let part = denominator(atoms, joined(atoms, end)).filter(|part| part.of_its_own)?;
        let plural = part.plural == (num > Decimal::ONE);
        let closed = atoms.at(part.end).kind != Kind::Word || num > Decimal::ONE;
        (plural && closed && num < part.value).then(|| (share(num, part.value), part.end))?
    };
    Some((part.0?, part.1))
}

/// `num` by `den`, to six places where it does not come out even.
fn share(num: Decimal, den: Decimal) -> Option<Decimal> {
    let share = num.checked_div(den)?;
    let small = share < Decimal::new(1, 3);
    Some(if small { share } else { share.round_dp(6) }.normalize())
}
