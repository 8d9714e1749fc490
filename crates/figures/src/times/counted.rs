//! Dates counted from others with a duration: "two weeks ago", "in three days", "a month from tomorrow", "two days before
//! Christmas".

use super::duration::Count;
use super::story::Lean;
use super::{Found, Reader, anchor};
use crate::atoms::Kind;
use crate::lexicon::{Flags, Period};
use crate::literal::Literal;
use jiff::civil::Date;
use presswork_annotations::TimeKind;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

impl Reader<'_> {
    /// Turns a duration into a date where "ago", "later" or "earlier" stands behind it.
    pub(super) fn placed(&self, duration: Found, count: Count, period: Period) -> Found {
        let word = self.atoms.str(duration.end);
        // "30 minutes later this week" are no time after another one.
        let then = self.atoms.at(duration.end + 1).entry.literal;
        if word == "later" && matches!(then, Literal::This | Literal::Next) {
            return duration;
        }
        let one = matches!(count, Count::Number(number) if number == Decimal::ONE);
        let year = one && period == Period::Year;
        let value = match word {
            "ago" => match count {
                Count::Number(number) => self
                    .business_days(&duration, number, false)
                    .map(anchor::day)
                    .or_else(|| self.ago(number, period)),
                Count::Vague => Some("PAST_REF".to_owned()),
            },
            // Earlier or later than what, another sentence says.
            "later" | "earlier" => None,
            "from" | "after" | "before" => return self.counted_from(duration, count, period),
            _ if self.led_in(duration.first, duration.end) => {
                return self.due(duration, count, period);
            }
            _ => return duration,
        };
        let whole = match count {
            Count::Number(number) if number.is_integer() => number.to_i16(),
            _ => None,
        };
        let lean = match (word, whole) {
            ("ago" | "earlier", _) if year => Some(Lean::YearAgo),
            ("earlier", Some(whole)) => Some(Lean::Shifted(-whole, period)),
            ("later", Some(whole)) => Some(Lean::Shifted(whole, period)),
            _ => None,
        };
        let kind = match period {
            Period::Hour | Period::Minute | Period::Second => TimeKind::Time,
            _ => TimeKind::Date,
        };
        let found = Found::new(duration.first, duration.end + 1, kind, value);
        match lean {
            Some(lean) => found.leaning(lean),
            None => found,
        }
    }

    /// "two weeks and two days ago", "1 year 3 months from now": a date counted in several periods, which end before `end`.
    pub(super) fn placed_parts(
        &self,
        first: usize,
        end: usize,
        parts: &[(Decimal, Period)],
    ) -> Option<Found> {
        let atoms = self.atoms;
        let (back, after) = match atoms.str(end) {
            "ago" => (true, end + 1),
            "from" if atoms.str(end + 1) == "now" => (false, end + 2),
            // Earlier or later than what, another sentence says.
            "later" | "earlier" => return Some(Found::new(first, end + 1, TimeKind::Date, None)),
            _ => return None,
        };
        let day = || {
            let mut day = self.anchor.date()?;
            for (number, period) in parts {
                let whole = number.to_i64()?;
                day = counted(day, if back { -whole } else { whole }, *period)?;
            }
            Some(day)
        };
        let fine = parts.last().map(|(_, period)| *period);
        let value = day().and_then(|day| match fine? {
            Period::Day => Some(anchor::day(day)),
            Period::Week => Some(anchor::week(day)),
            Period::Month => Some(anchor::month((day.year(), day.month()))),
            _ => None,
        });
        Some(Found::new(first, after, TimeKind::Date, value))
    }

    /// "two Sundays ago", "three Fridays from now": a day of the week that is counted, at `i`.
    pub(super) fn weekdays_ago(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        // Most numbers count no days of the week.
        if !(i + 1..i + 5).any(|at| atoms.flag(at, Flags::WEEKDAYS)) {
            return None;
        }
        let (Count::Number(number), at) = self.count(i)? else {
            return None;
        };
        let weekday = atoms
            .at(at)
            .entry
            .weekday
            .filter(|_| atoms.flag(at, Flags::WEEKDAYS))?;
        let (ahead, end) = match atoms.str(at + 1) {
            "ago" => (false, at + 2),
            "from" if atoms.str(at + 2) == "now" => (true, at + 3),
            _ => return None,
        };
        let value = number
            .to_i64()
            .filter(|_| number.is_integer())
            .and_then(|whole| {
                let today = self.anchor.date()?.weekday().to_monday_one_offset();
                let away = (i64::from(weekday) - i64::from(today)).rem_euclid(7);
                let days = if ahead {
                    (if away == 0 { 7 } else { away }) + 7 * (whole - 1)
                } else {
                    away - 7 * whole
                };
                self.anchor.day(days)
            });
        Some(Found::new(i, end, TimeKind::Date, value.map(anchor::day)))
    }

    /// "three business days from now": the day, without the weekends; `duration` ends before the word for the day.
    fn business_days(&self, duration: &Found, number: Decimal, ahead: bool) -> Option<Date> {
        let word = self.atoms.str_before(duration.end, 2);
        if !matches!(word, "business" | "working" | "trading") {
            return None;
        }
        let mut left = number.to_u8().filter(|_| number.is_integer())?;
        let mut day = self.anchor.date()?;
        while left > 0 {
            day = if ahead {
                day.tomorrow()
            } else {
                day.yesterday()
            }
            .ok()?;
            left -= u8::from(day.weekday().to_monday_one_offset() < 6);
        }
        Some(day)
    }

    /// Whether "in" ahead of `i` points to the time when a duration will have passed: "will open in two weeks".
    fn led_in(&self, i: usize, end: usize) -> bool {
        let atoms = self.atoms;
        // "in two weeks' time", "in a fortnight's time"
        let genitive = matches!(atoms.at(end).kind, Kind::Sign('\'' | '’'));
        let at = end + 1 + usize::from(atoms.is(end + 1, Literal::S));
        let time = genitive && atoms.str(at) == "time";
        i > 0 && atoms.is(i - 1, Literal::In) && (time || self.ahead(i - 1))
    }

    /// "will open in two weeks": the date; a past verb makes "in two weeks" a span.
    fn due(&self, duration: Found, count: Count, period: Period) -> Found {
        let value = match count {
            Count::Number(number) => self.away(number, period),
            Count::Vague => None,
        };
        match value {
            Some(value) => Found::new(duration.first, duration.end, TimeKind::Date, value),
            None => duration,
        }
    }

    /// "three weeks from now", "two days before Christmas", "a month after next Friday": the day that is counted to.
    fn counted_from(&self, duration: Found, count: Count, period: Period) -> Found {
        let atoms = self.atoms;
        let at = duration.end + 1;
        if atoms.str(at) == "now" && atoms.is(duration.end, Literal::From) {
            let value = match count {
                Count::Number(number) => self
                    .business_days(&duration, number, true)
                    .map(anchor::day)
                    .or_else(|| self.away(number, period)),
                Count::Vague => Some("FUTURE_REF".to_owned()),
            };
            return Found::new(duration.first, at + 1, TimeKind::Date, value);
        }
        match self.counted_day(count, period, duration.end) {
            Some((day, end)) => {
                let (day, end) = self.on_weekday(day, period, end).unwrap_or((day, end));
                Found::new(duration.first, end, TimeKind::Date, anchor::day(day))
            }
            None => duration,
        }
    }

    /// The day counted from the one told behind "from", "after" or "before" at `link`, and the end of its words.
    pub(super) fn counted_day(
        &self,
        count: Count,
        period: Period,
        link: usize,
    ) -> Option<(Date, usize)> {
        let back = match self.atoms.str(link) {
            "before" => true,
            "from" | "after" => false,
            _ => return None,
        };
        let (day, end) = if self.atoms.str(link + 1) == "now" {
            (self.anchor.date()?, link + 2)
        } else {
            self.told_day(link + 1)?
        };
        let Count::Number(number) = count else {
            return None;
        };
        let whole = number.is_integer().then(|| number.to_i64()).flatten()?;
        let by = if back { -whole } else { whole };
        Some((counted(day, by, period)?, end))
    }

    /// The date so many periods after the document's; weeks end on a day.
    fn away(&self, number: Decimal, period: Period) -> Option<String> {
        let whole = number.is_integer().then(|| number.to_i16()).flatten()?;
        match period {
            Period::Day => self.anchor.day(whole.into()).map(anchor::day),
            Period::Week => self.anchor.day(i64::from(whole) * 7).map(anchor::day),
            Period::Fortnight => self.anchor.day(i64::from(whole) * 14).map(anchor::day),
            Period::Month => self.anchor.months(whole.into()).map(anchor::month),
            Period::Year => {
                let year = self.anchor.year()?.checked_add(whole)?;
                Some(format!("{year:04}"))
            }
            _ => None,
        }
    }

    /// The date so many periods before the document's.
    fn ago(&self, number: Decimal, period: Period) -> Option<String> {
        let whole = number
            .is_integer()
            .then(|| number.to_i16())
            .flatten()
            .filter(|whole| *whole >= 0)?;
        let year = |back: i16| {
            self.anchor
                .year()?
                .checked_sub(back)
                .filter(|year| *year > 0)
        };
        match period {
            Period::Day => self.anchor.day(-i64::from(whole)).map(anchor::day),
            Period::Week => self.anchor.day(-7 * i64::from(whole)).map(anchor::week),
            Period::Month => self.anchor.months(-i32::from(whole)).map(anchor::month),
            Period::Year => year(whole).map(|year| format!("{year:04}")),
            Period::Decade => year(whole.checked_mul(10)?).map(|year| format!("{:03}", year / 10)),
            _ => None,
        }
    }
}

/// The day `by` periods after `day`.
fn counted(day: Date, by: i64, period: Period) -> Option<Date> {
    let empty = jiff::Span::new();
    let span = match period {
        Period::Day => empty.try_days(by),
        Period::Week => empty.try_weeks(by),
        Period::Fortnight => empty.try_weeks(by.checked_mul(2)?),
        Period::Month => empty.try_months(by),
        Period::Year => empty.try_years(by),
        _ => return None,
    };
    day.checked_add(span.ok()?).ok()
}
