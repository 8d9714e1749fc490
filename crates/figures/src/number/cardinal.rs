//! Cardinals in words: "twenty-five thousand", "one hundred and two", "two and a half million".

use super::{parts, power};
use crate::atoms::Atoms;
use crate::lexicon::Flags;
use crate::literal::Literal;
use rust_decimal::Decimal;

/// The most words of a cardinal.
const LONGEST: usize = 16;

/// What has been read of a cardinal.
#[derive(Clone, Copy, Debug)]
struct Sum {
    total: Decimal,
    /// What the next scale multiplies.
    current: Option<Decimal>,
    /// What may still be added to `current` is below this.
    room: u32,
    /// The last scale's power of ten, and the scale itself if it was the last word.
    smallest: u8,
    last_scale: Decimal,
}

/// A cardinal: `twenty-five thousand`, `one hundred and two`, `two and a half million`, `two point five billion`. Its value,
/// its end and its scale.
pub(super) fn cardinal(
    atoms: Atoms<'_>,
    i: usize,
    article: bool,
) -> Option<(Decimal, usize, Decimal)> {
    let mut sum = Sum {
        total: Decimal::ZERO,
        current: article.then_some(Decimal::ONE),
        room: if article { 0 } else { 100 },
        smallest: u8::MAX,
        last_scale: Decimal::ONE,
    };
    let between = atoms.is(i.wrapping_sub(1), Literal::Between);
    let mut at = i;
    let mut end = i;
    for _ in 0..LONGEST {
        let entry = atoms.at(at).entry;
        if !atoms.word(at) {
            break;
        }
        if let Some(small) = entry.small {
            if !sum.add(small) {
                break;
            }
        } else if entry.flags.any(Flags::DOZEN) {
            return Some((sum.dozens(atoms, i, at)?, at + 1, Decimal::ONE));
        } else if let Some(scale) = entry.scale {
            if !sum.multiply(scale, entry.flags.any(Flags::PLURAL_SCALE))? {
                break;
            }
        } else {
            break;
        }
        (at, end) = sum.goes_on(atoms, at + 1, between)?;
    }
    let value = sum.total.checked_add(sum.current.unwrap_or_default())?;
    (end > i).then_some((value.normalize(), end, sum.last_scale))
}

impl Sum {
    /// Adds a word below a hundred; says whether it fits.
    fn add(&mut self, small: u8) -> bool {
        if self.current.is_some() && u32::from(small) >= self.room {
            return false;
        }
        self.room = match small {
            20..=90 => 10,
            _ => 0,
        };
        self.current = Some(self.current.unwrap_or_default() + Decimal::from(small));
        self.last_scale = Decimal::ONE;
        true
    }

    /// Multiplies with ten to the power of `scale`; says whether it fits.
    fn multiply(&mut self, scale: u8, plural: bool) -> Option<bool> {
        let factor = power(scale);
        if scale == 2 {
            let hundreds = self.current.unwrap_or(Decimal::ONE);
            if hundreds >= Decimal::ONE_HUNDRED || plural {
                return Some(false);
            }
            self.current = Some(hundreds * factor);
            self.room = 100;
        } else if self.current.is_none() && self.total > Decimal::ZERO && scale > self.smallest {
            // "three lakh crore", "two thousand billion"
            self.total = self.total.checked_mul(factor)?;
            self.last_scale = self.last_scale.checked_mul(factor)?;
            return Some(true);
        } else {
            if scale >= self.smallest {
                return Some(false);
            }
            let part = self.current.unwrap_or(Decimal::ONE).checked_mul(factor)?;
            self.total = self.total.checked_add(part)?;
            self.smallest = scale;
            self.current = None;
            self.room = 100;
        }
        self.last_scale = factor;
        Some(true)
    }

    /// The number with the "dozen" at `at` behind it: in "three hundred and two dozen" only two are meant, and a baker's dozen
    /// is thirteen.
    fn dozens(&self, atoms: Atoms<'_>, first: usize, at: usize) -> Option<Decimal> {
        let bakers = at >= 3 && atoms.is(at - 1, Literal::S) && atoms.str(at - 3) == "baker";
        let dozen = Decimal::from(if bakers { 13 } else { 12 });
        let current = self.current.unwrap_or(Decimal::ONE);
        let rest = current.checked_rem(Decimal::ONE_HUNDRED)?;
        let and = (first..at).any(|at| atoms.is(at, Literal::And));
        let alone = and && rest > Decimal::ZERO && rest < current;
        let dozens = if alone {
            current - rest + rest * dozen
        } else {
            current.checked_mul(dozen)?
        };
        self.total.checked_add(dozens)
    }

    /// Where a cardinal that was read up to `at` goes on, and where it ends if it does not: past a hyphen, an "and", "and
    /// two thirds" or "point five", which are added.
    fn goes_on(&mut self, atoms: Atoms<'_>, at: usize, between: bool) -> Option<(usize, usize)> {
        if atoms.hyphen(at) {
            // "fifty - two", as in texts whose tokens stand apart
            let apart = !atoms.at(at).glued && !atoms.at(at + 1).glued;
            let ones = atoms.at(at + 1).entry.small;
            let compound = apart && self.room == 10 && ones.is_some_and(|ones| ones < 10);
            let next = if compound {
                at + 1
            } else {
                atoms.past_hyphen(at)
            };
            // "two-and-a-half"
            if next > at && atoms.is(next, Literal::And) {
                let whole = self.goes_on(atoms, next, between)?;
                return Some(if whole.1 > next { whole } else { (next, at) });
            }
            return Some((next, at));
        }
        if atoms.is(at, Literal::And) {
            if let Some((part, end)) = parts::added(atoms, at + 1).filter(|_| !between) {
                if self.current.is_some() || atoms.at(end).entry.scale.is_some() {
                    self.current = Some(self.current.unwrap_or_default().checked_add(part)?);
                } else {
                    let part = part.checked_mul(self.last_scale)?;
                    self.total = self.total.checked_add(part)?;
                }
                self.room = 0;
                return Some((end, end));
            }
            return Some((self.and(atoms, at, between), at));
        }
        if atoms.is(at, Literal::Point)
            && let Some((places, end)) = places(atoms, at + 1)
        {
            self.current = Some(self.current.unwrap_or_default() + places);
            return Some((end, end));
        }
        Some((at, at))
    }

    /// Past the "and" at `at`, if what follows is a smaller part of the same number: "one hundred and two", "two thousand
    /// and two hundred", but not "one hundred and two hundred".
    fn and(&self, atoms: Atoms<'_>, at: usize, between: bool) -> usize {
        let follows = atoms.at(at + 1).entry.small.is_some() && self.room == 100;
        let after = if atoms.hyphen(at + 2) { at + 3 } else { at + 2 };
        let next = atoms.at(after).entry.scale;
        let another = match next {
            Some(_) if between => true,
            Some(2) => self.current.is_some() || self.smallest < 3,
            _ => false,
        };
        if follows && !another { at + 1 } else { at }
    }
}

/// The decimal places in words at `i`: "five", "zero three", "seventy-one".
fn places(atoms: Atoms<'_>, i: usize) -> Option<(Decimal, usize)> {
    let small = |at: usize| atoms.at(at).entry.small.filter(|_| atoms.word(at));
    let first = small(i)?;
    if first >= 10 {
        let ones = atoms.past_hyphen(i + 1);
        let more = small(ones).filter(|more| first >= 20 && (1..10).contains(more));
        let end = if more.is_some() { ones + 1 } else { i + 1 };
        let value = i64::from(first) + i64::from(more.unwrap_or(0));
        return Some((Decimal::new(value, 2), end));
    }
    let mut value = Decimal::ZERO;
    let mut at = i;
    let mut place = 1;
    while let Some(digit) = small(at).filter(|digit| *digit < 10 && place < 10) {
        value += Decimal::new(i64::from(digit), place);
        place += 1;
        at += 1;
    }
    Some((value, at))
}
