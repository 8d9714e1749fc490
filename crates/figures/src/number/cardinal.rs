//! Cardinals in words: "twenty-five thousand", "one hundred and two", "two and a half million".

use super::power;
use crate::atoms::Atoms;
use crate::lexicon::Flags;
use crate::literal::Literal;
use rust_decimal::Decimal;

/// A cardinal: `twenty-five thousand`, `one hundred and two`, `two and a half million`, `two point five billion`.
pub(super) fn cardinal(
    atoms: Atoms<'_>,
    i: usize,
    article: bool,
) -> Option<(Decimal, usize, Decimal)> {
    let mut total = Decimal::ZERO;
    let mut current: Option<Decimal> = article.then_some(Decimal::ONE);
    let mut smallest = u8::MAX;
    let mut last_scale = Decimal::ONE;
    let mut room = if article { 0 } else { 100 }; // what may still be added to `current`
    let mut at = i;
    let mut end = i;
    for _ in 0..16 {
        let entry = atoms.at(at).entry;
        if !atoms.word(at) {
            break;
        }
        if let Some(small) = entry.small {
            if current.is_some() && u32::from(small) >= room {
                break;
            }
            room = match small {
                20..=90 => 10,
                _ => 0,
            };
            current = Some(current.unwrap_or_default() + Decimal::from(small));
            last_scale = Decimal::ONE;
            at += 1;
        } else if entry.flags.any(Flags::DOZEN) {
            current = Some(current.unwrap_or(Decimal::ONE) * Decimal::from(12));
            return Some((total.checked_add(current?)?, at + 1, Decimal::ONE));
        } else if let Some(scale) = entry.scale {
            let factor = power(scale);
            if scale == 2 {
                let hundreds = current.unwrap_or(Decimal::ONE);
                if hundreds >= Decimal::ONE_HUNDRED || entry.flags.any(Flags::PLURAL_SCALE) {
                    break;
                }
                current = Some(hundreds * factor);
                room = 100;
            } else {
                if scale >= smallest {
                    break;
                }
                total = total.checked_add(current.unwrap_or(Decimal::ONE).checked_mul(factor)?)?;
                smallest = scale;
                current = None;
                room = 100;
            }
            last_scale = factor;
            at += 1;
        } else {
            break;
        }
        let between = atoms.is(i.wrapping_sub(1), Literal::Between);
        (at, end) = continued(atoms, at, &mut current, room, between)?;
    }
    let value = total.checked_add(current.unwrap_or_default())?;
    (end > i).then_some((value.normalize(), end, last_scale))
}

/// Where a cardinal that was read up to `at` goes on, and where it ends if it does not: past a hyphen, an "and", "and a
/// half" or "point five", which are added to `current`.
fn continued(
    atoms: Atoms<'_>,
    at: usize,
    current: &mut Option<Decimal>,
    room: u32,
    between: bool,
) -> Option<(usize, usize)> {
    if atoms.hyphen(at) {
        return Some((atoms.past_hyphen(at), at));
    }
    if atoms.is(at, Literal::And) {
        let halves = atoms.is(at + 1, Literal::A) && atoms.is(at + 2, Literal::Half);
        if halves && current.is_some() {
            *current = Some((*current)?.checked_add(Decimal::new(5, 1))?);
            return Some((at + 3, at + 3));
        }
        // "one hundred and two", but not "one hundred and two hundred".
        let follows = atoms.at(at + 1).entry.small.is_some() && room == 100;
        let next = if atoms.hyphen(at + 2) {
            atoms.at(at + 3).entry
        } else {
            atoms.at(at + 2).entry
        };
        let another = next.scale == Some(2) || between && next.scale.is_some();
        return Some((if follows && !another { at + 1 } else { at }, at));
    }
    if atoms.is(at, Literal::Point) && atoms.at(at + 1).entry.small.is_some_and(|digit| digit < 10)
    {
        let mut place = 1;
        let mut next = at + 1;
        while let Some(digit) = atoms
            .at(next)
            .entry
            .small
            .filter(|digit| *digit < 10 && place < 10)
        {
            *current = Some(current.unwrap_or_default() + Decimal::new(i64::from(digit), place));
            place += 1;
            next += 1;
        }
        return Some((next, next));
    }
    Some((at, at))
}
