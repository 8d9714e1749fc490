//! Sets of times and periods without a number: "every Monday", "each year", "twice a week", "for years", "for a year".

use super::duration::{Count, length};
use super::{Found, Reader};
use crate::atoms::Kind;
use crate::lexicon::{Flags, Period};
use crate::literal::Literal;
use crate::nouns::looks_plural;
use presswork_annotations::TimeKind;
use rust_decimal::Decimal;

const ONE: Count = Count::Number(Decimal::ONE);

impl Reader<'_> {
    /// A set or a vague time whose first word stands at `i`.
    pub(super) fn vague(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let entry = atoms.at(i).entry;
        match entry.literal {
            Literal::Every => self.every(i),
            Literal::Per => {
                let period = self.one(i + 1)?;
                Some(Found::new(i, i + 2, TimeKind::Set, length(ONE, period)))
            }
            Literal::A => self.one_period(i),
            Literal::Several
            | Literal::Many
            | Literal::Few
            | Literal::Some
            | Literal::Couple
            | Literal::Another
            | Literal::Half
            | Literal::Tens
            | Literal::Dozens
            | Literal::Scores => self.duration(i),
            _ if entry.flags.any(Flags::PERIODS) => self.periods(i),
            _ if matches!(atoms.str(i), "all" | "All") => {
                let period = self.one(i + 1)?;
                let long = matches!(
                    period,
                    Period::Day | Period::Week | Period::Month | Period::Year
                );
                long.then(|| Found::new(i, i + 2, TimeKind::Duration, length(ONE, period)))
            }
            _ => None,
        }
        .or_else(|| self.while_(i))
    }

    /// "for some time", "for a while", "a long time ago": a span without a length.
    fn while_(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let led = i > 0 && matches!(atoms.at(i - 1).entry.literal, Literal::For | Literal::In);
        let article = atoms.is(i, Literal::A);
        let long = usize::from(matches!(atoms.str(i + 1), "long" | "short" | "little"));
        let fits = match atoms.str(i + 1 + long) {
            "time" => atoms.is(i, Literal::Some) && long == 0 || article && long == 1,
            "while" => article,
            _ => false,
        };
        if !(led && fits) {
            return None;
        }
        let end = i + 2 + long;
        Some(Found::new(i, end, TimeKind::Duration, "PXX".to_owned()))
    }

    /// The period in the singular at `i`.
    fn one(&self, i: usize) -> Option<Period> {
        let entry = self.atoms.at(i).entry;
        entry.period.filter(|_| !entry.flags.any(Flags::PERIODS))
    }

    /// "for years", "years ago".
    fn periods(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        if atoms.is(i + 1, Literal::Ago) {
            return Some(Found::date(i, i + 2, "PAST_REF"));
        }
        let led = matches!(
            atoms.before(i).entry.literal,
            Literal::For | Literal::In | Literal::Over | Literal::Within
        ) || i > 0 && atoms.str(i - 1) == "after";
        let value = length(Count::Vague, atoms.at(i).entry.period?);
        led.then(|| Found::new(i, i + 1, TimeKind::Duration, value))
    }

    /// "every Monday", "each year", "every two weeks", "every June".
    fn every(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let set = |end, value| Some(Found::new(i, end, TimeKind::Set, value));
        // "every second child" is no second.
        let noun = atoms.word(i + 2) && !atoms.flag(i + 2, Flags::STOP);
        if atoms.at(i + 1).entry.period == Some(Period::Second)
            && noun
            && self.every_nth(i + 1).is_none()
        {
            return None;
        }
        if let Some((nth, end)) = self.every_nth(i + 1) {
            let Some(period) = self.one(end) else {
                // "every third Sunday" is one in three, or one in a month.
                let value = (nth == 2).then(|| "P2W".to_owned());
                return Some(Found::new(i, end + 1, TimeKind::Set, value));
            };
            return set(end + 1, length(Count::Number(nth.into()), period));
        }
        let entry = atoms.at(i + 1).entry;
        if let Some(weekday) = entry.weekday.filter(|_| atoms.at(i + 1).capital) {
            return set(i + 2, format!("XXXX-WXX-{weekday}"));
        }
        if let Some((month, end)) = self.month_name(i + 1) {
            return set(end, format!("XXXX-{month:02}"));
        }
        if let Some(period) = entry.period {
            return set(i + 2, length(ONE, period));
        }
        if entry.day_part.is_some() {
            let day =
                self.with_day_part(Found::new(i, i + 1, TimeKind::Set, "XXXX-XX-XX".to_owned()));
            return (day.end > i + 1).then_some(Found {
                kind: TimeKind::Set,
                ..day
            });
        }
        let duration = self
            .duration(i + 1)
            .filter(|found| found.kind == TimeKind::Duration)?;
        Some(Found {
            first: i,
            kind: TimeKind::Set,
            ..duration
        })
    }

    /// "other", "second" or "third" behind "every", and its end, where a period follows.
    fn every_nth(&self, i: usize) -> Option<(u16, usize)> {
        let other = self.atoms.str(i) == "other";
        let (nth, end) = if other { (2, i + 1) } else { self.ordinal(i)? };
        let counted = self.one(end).is_some() || self.weekday_name(end).is_some();
        (nth > 1 && counted).then_some((nth, end))
    }

    /// "a year": a rate behind an amount, a duration behind a preposition, a date with "ago".
    fn one_period(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        if self.count(i).is_some_and(|(_, end)| end > i + 1) {
            return self.duration(i);
        }
        let period = self
            .one(i + 1)
            .filter(|period| !matches!(period, Period::Quarter | Period::Second))?;
        let (count, end) = match self.and_a_part(i + 2) {
            Some((part, end)) => (Count::Number(Decimal::ONE + part), end),
            None => (ONE, i + 2),
        };
        let duration = Found::new(i, end, TimeKind::Duration, length(count, period));
        let placed = self.placed(duration, count, period);
        if placed.kind == TimeKind::Date {
            return Some(placed);
        }
        if self.rated(i) {
            return Some(Found {
                kind: TimeKind::Set,
                ..placed
            });
        }
        let before = atoms.before(i).entry.literal;
        let led = matches!(
            before,
            Literal::For
                | Literal::In
                | Literal::Within
                | Literal::Over
                | Literal::Than
                | Literal::About
                | Literal::Under
                | Literal::Least
                | Literal::Of
                | Literal::By
        ) || i > 0
            && matches!(
                atoms.str(i - 1),
                "after"
                    | "lasted"
                    | "lasting"
                    | "takes"
                    | "took"
                    | "take"
                    | "last"
                    | "barely"
                    | "just"
            )
            || matches!(atoms.str(end), "after" | "before");
        let of = atoms.is(end, Literal::Of) && before != Literal::Within;
        (led && !atoms.hyphen(end) && !of).then_some(placed)
    }

    /// Whether what stands before `i` is an amount, so that "a year" is a rate.
    fn rated(&self, i: usize) -> bool {
        let atoms = self.atoms;
        let Some(last) = i.checked_sub(1) else {
            return false;
        };
        let atom = atoms.at(last);
        let literal = matches!(
            atom.entry.literal,
            Literal::Once | Literal::Percent | Literal::Times | Literal::Cent
        );
        let number = atom.kind == Kind::Digits && !atom.glued || atom.entry.scale.is_some();
        let sum = atom.kind == Kind::Digits
            && matches!(
                atoms.before(last).kind,
                Kind::Sign('$' | '£' | '€' | '.' | ',')
            );
        let suffix = atom.glued && atoms.digits(last.wrapping_sub(1));
        literal
            || number
            || sum
            || suffix
            || matches!(atom.kind, Kind::Sign('%' | '€' | '£'))
            || looks_plural(atoms, last)
    }
}
