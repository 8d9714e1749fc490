//! Years in words: "nineteen ninety-six", "two thousand and eight".

use super::{Found, Reader};
use crate::lexicon::Flags;
use crate::literal::Literal;
use presswork_annotations::TimeKind;

impl Reader<'_> {
    /// "nineteen ninety-six".
    pub(super) fn spoken_year(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let century = atoms
            .at(i)
            .entry
            .small
            .filter(|small| (16..=20).contains(small))?;
        if let Some((year, end)) = self.hundreds(century, i + 1) {
            return Some(Found::new(i, end, TimeKind::Date, format!("{year:04}")));
        }
        let (rest, end) = self.below_hundred(i + 1).filter(|(rest, _)| *rest >= 10)?;
        let year = u16::from(century) * 100 + rest;
        // "twenty twenty-fifths" are parts.
        if atoms.flag(atoms.past_hyphen(end), Flags::PLURAL_PART) {
            return None;
        }
        Some(Found::new(i, end, TimeKind::Date, format!("{year:04}")))
    }

    /// "two thousand and thirty-two", "two thousand eight", where no noun follows that it counts.
    pub(super) fn millennial(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        if atoms.at(i).entry.small != Some(2) || atoms.str(i + 1) != "thousand" {
            return None;
        }
        let at = i + 2 + usize::from(atoms.is(i + 2, Literal::And));
        let rest = self.below_hundred(at).filter(|_| atoms.word(at));
        let (rest, end) = rest.unwrap_or((0, i + 2));
        let closed = !atoms.word(end) || atoms.flag(end, Flags::STOP) && !self.measured(end);
        let value = format!("{:04}", 2000 + rest);
        closed.then(|| Found::new(i, end, TimeKind::Date, value))
    }

    /// "in two thousand and eight": such a year where a word leads it.
    pub(super) fn led_millennial(&self, i: usize) -> Option<Found> {
        let led = i > 0
            && matches!(
                self.atoms.str(i - 1),
                "in" | "In" | "since" | "Since" | "until" | "by" | "of" | "year"
            );
        let year = led.then(|| self.millennial(i)).flatten();
        year.filter(|year| year.end > i + 2)
    }

    /// "nineteen hundred ninety-three", where "hundred" stands at `i`: the year and its end.
    fn hundreds(&self, century: u8, i: usize) -> Option<(u16, usize)> {
        let atoms = self.atoms;
        if atoms.str(i) != "hundred" || century == 20 {
            return None;
        }
        let at = i + 1 + usize::from(atoms.is(i + 1, Literal::And));
        let (rest, end) = self.below_hundred(at).filter(|_| atoms.word(at))?;
        // "sixteen hundred fifty ships" are ships.
        let closed = !atoms.word(end) || atoms.flag(end, Flags::STOP);
        closed.then_some((u16::from(century) * 100 + rest, end))
    }

    /// "ninety-three", "eight": the number in words at `i`, and its end.
    fn below_hundred(&self, i: usize) -> Option<(u16, usize)> {
        let atoms = self.atoms;
        let tens = atoms.at(i).entry.small?;
        let ones = atoms.past_hyphen(i + 1);
        let unit = atoms.at(ones).entry.small;
        let unit = unit.filter(|unit| tens >= 20 && (1..10).contains(unit));
        let end = if unit.is_some() { ones + 1 } else { i + 1 };
        Some((u16::from(tens) + u16::from(unit.unwrap_or(0)), end))
    }
}
