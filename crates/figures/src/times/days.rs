//! Days told in other ways: "05-Aug-2016", "Monday 21", "Tuesday of next week", "the 18th", "on 11/20".

use super::anchor::{self, full};
use super::{Found, Reader};
use crate::atoms::Kind;
use crate::lexicon::{Flags, Period};
use crate::literal::Literal;
use jiff::civil::Date;
use presswork_annotations::TimeKind;

impl Reader<'_> {
    /// A date whose parts are joined and whose month is a word: "05-Aug-2016", "2019/Aug/01", "Sep-23-2020", "Oct/2".
    pub(super) fn joined_date(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let Kind::Sign(sign @ ('-' | '/' | '.' | '–')) = atoms.at(i + 1).kind else {
            return None;
        };
        let part = |at: usize| atoms.at(at).glued && (atoms.digits(at) || atoms.word(at));
        if !atoms.at(i + 1).glued || !part(i + 2) {
            return None;
        }
        let more = atoms.sign(i + 3, sign) && atoms.at(i + 3).glued && part(i + 4);
        let end = if more { i + 5 } else { i + 3 };
        let (mut year, mut month, mut day) = (None, None, None);
        for at in (i..end).step_by(2) {
            if let Some(known) = atoms.at(at).entry.month {
                month = Some(known.cast_signed());
            } else if atoms.width(at) == 4 {
                year = atoms.short_number(at).map(u16::cast_signed);
            } else {
                day = atoms
                    .short_number(at)
                    .filter(|day| (1..=31).contains(day))
                    .map(|day| day as i8);
            }
        }
        let (month, day) = (month?, day?);
        if atoms.at(end).glued && matches!(atoms.at(end).kind, Kind::Word | Kind::Digits) {
            return None;
        }
        let value = match (year, more) {
            (Some(year), true) => full(year, month, day)?,
            (None, false) => self.nearest_day(month, day, i)?,
            _ => return None,
        };
        Some(Found::new(i, end, TimeKind::Date, value))
    }

    /// Month and day in digits, where a day of the week or "on" leads them: "Friday 7/6", "on 11/20"; and 9/11.
    pub(super) fn month_and_day(&self, i: usize) -> Option<Found> {
        let (atoms, found) = (self.atoms, self.slashed(i)?);
        let before = atoms.before(i).entry;
        let led = before.literal == Literal::On || before.weekday.is_some() || self.in_list(i);
        (led || found.value.as_deref() == Some("2001-09-11")).then_some(found)
    }

    /// Month and day in digits, whatever leads them: "7/6".
    pub(super) fn slashed(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let joined = atoms.sign(i + 1, '/')
            && atoms.at(i + 1).glued
            && atoms.at(i + 2).glued
            && atoms.digits(i + 2);
        let next = atoms.at(i + 3);
        let ends =
            !(next.glued && matches!(next.kind, Kind::Word | Kind::Digits | Kind::Sign('/' | '%')));
        if !joined || !ends || self.inside(i) {
            return None;
        }
        let (one, two) = (atoms.short_number(i)?, atoms.short_number(i + 2)?);
        if (one, two) == (9, 11) {
            return Some(Found::date(i, i + 3, "2001-09-11"));
        }
        let day_first = one > 12 || self.day_first && two <= 12;
        let (month, day) = if day_first { (two, one) } else { (one, two) };
        if !(1..=12).contains(&month) || day > 31 {
            return None;
        }
        let value = self.nearest_day(month as i8, day as i8, i)?;
        Some(Found::new(i, i + 3, TimeKind::Date, value))
    }

    /// Whether `i` goes on a list of dates in digits that "on" leads: "on 11/20, 11/22 or 11/25".
    fn in_list(&self, i: usize) -> bool {
        let atoms = self.atoms;
        let mut at = i;
        // A list of more dates would make long texts of them slow.
        for _ in 0..3 {
            let Some(first) = at.checked_sub(4) else {
                return false;
            };
            let joins = atoms.sign(at - 1, ',')
                || matches!(atoms.before(at).entry.literal, Literal::Or | Literal::And);
            if !joins || !atoms.digits(first) || !atoms.sign(first + 1, '/') {
                return false;
            }
            let before = atoms.before(first).entry;
            if before.literal == Literal::On || before.weekday.is_some() {
                return true;
            }
            at = first;
        }
        false
    }

    /// The day of the month behind a day of the week that ends before `end`: "Monday 21", "Mon 13th", "Tuesday the
    /// eleventh". `weekday` counts from Monday, which is 1.
    pub(super) fn weekday_number(&self, weekday: u8, end: usize) -> Option<(Option<Date>, usize)> {
        let atoms = self.atoms;
        let article = usize::from(atoms.is(end, Literal::The));
        let (day, after) = self.day_number(end + article)?;
        let ordinal = atoms.is(after - 1, Literal::Ordinal) || article == 1;
        let closed = !atoms.word(after) && !self.measured(after) && !atoms.at(after).glued
            || matches!(
                atoms.at(after).kind,
                Kind::Sign('.' | ',' | '!' | '?' | ')')
            );
        let closed = closed && !atoms.digits(after + 1);
        if self.month_name(after).is_some() || !ordinal && !closed {
            return None;
        }
        let date = self.anchor.date().and_then(|today| {
            let months = (-12..=12).filter_map(|months| self.anchor.months(months));
            let dates = months.filter_map(|(year, month)| Date::new(year, month, day).ok());
            dates
                .filter(|date| date.weekday().to_monday_one_offset() == weekday.cast_signed())
                .min_by_key(|date| (*date - today).get_days().abs())
        });
        Some((date, after))
    }

    /// "the 18th", "the 4th of next month": a day of the nearest month, or of one that follows.
    pub(super) fn nth(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let (day, after) = self.ordinal(i + 1)?;
        let day = i8::try_from(day)
            .ok()
            .filter(|day| (1..=31).contains(day))?;
        let noun = usize::from(atoms.str(after) == "day");
        let of = atoms.is(after + noun, Literal::Of);
        // "the 21st of this month", "the 21st this month"
        let month = after + noun + usize::from(of);
        if let Some(month) = self.shifted(month, month)
            && let Some(value) = month.value.as_deref().filter(|value| value.len() == 7)
        {
            let value = format!("{value}-{day:02}");
            return Some(Found::new(i, month.end, TimeKind::Date, value));
        }
        let led = atoms.is(i, Literal::On)
            || i > 0
                && matches!(
                    atoms.at(i - 1).entry.literal,
                    Literal::On | Literal::From | Literal::By | Literal::Within | Literal::About
                );
        let next = atoms.at(after);
        let stop = next.entry.flags.any(Flags::PREPOSITION.or(Flags::LINK));
        let joined = atoms.hyphen(after) && next.glued;
        let closed = next.kind != Kind::Word && !joined || stop;
        let digits = atoms.digits(i + 1);
        if !led || !closed || of || noun == 1 || !digits {
            return None;
        }
        let value = self.anchor.date().and_then(|today| {
            let ahead = self.ahead(i);
            let months = (-1..=1).filter_map(|months| self.anchor.months(months));
            let dates = months.filter_map(|(year, month)| Date::new(year, month, day).ok());
            dates
                .filter(|date| {
                    if ahead {
                        *date >= today
                    } else {
                        *date <= today
                    }
                })
                .min_by_key(|date| (*date - today).get_days().abs())
        });
        Some(Found::new(
            i,
            after,
            TimeKind::Date,
            value.map_or_else(|| format!("XXXX-XX-{day:02}"), anchor::day),
        ))
    }

    /// "the night of 13 November 2015", "the morning of the 3rd": the part of the day stands at `i`.
    pub(super) fn part_of_day(&self, i: usize, first: usize) -> Option<Found> {
        let atoms = self.atoms;
        let mark = atoms.at(i).entry.day_part?.mark()?;
        let of = i + 1;
        if !atoms.is(of, Literal::Of) {
            return None;
        }
        let (day, end) = self.told_day(of + 1)?;
        let value = format!("{}{mark}", anchor::day(day));
        Some(Found::new(first, end, TimeKind::Time, value))
    }

    /// "on 29th", where no month follows.
    pub(super) fn bare_nth(&self, i: usize) -> Option<Found> {
        let led = i > 0 && self.atoms.is(i - 1, Literal::On) && self.atoms.digits(i);
        let found = led.then(|| self.nth(i - 1)).flatten()?;
        Some(found.from(i))
    }

    /// A day of a week told beside it: "Tuesday of next week", where the week's words end before `end` and the day is
    /// `weekday`, is `by` weeks away.
    pub(super) fn day_of_week(&self, weekday: u8, by: i64) -> Option<String> {
        let today = self.anchor.date()?;
        let away = i64::from(weekday) - i64::from(today.weekday().to_monday_one_offset());
        self.anchor.day(by * 7 + away).map(anchor::day)
    }

    /// The day told at `i`, however it is told, and its end: "tomorrow", "Friday", "next Friday", "May 13 1999", "Christmas".
    pub(super) fn told_day(&self, i: usize) -> Option<(Date, usize)> {
        let atoms = self.atoms;
        let entry = atoms.at(i).entry;
        let found = match atoms.at(i).kind {
            Kind::Digits => self.numeric_date(i).or_else(|| self.day_month(i)),
            Kind::Word if entry.flags.any(Flags::FEAST) && self.holiday(i, i).is_some() => {
                self.holiday(i, i)
            }
            Kind::Word if entry.month.is_some() => self.month(i),
            Kind::Word if entry.weekday.is_some() => self.weekday(i),
            Kind::Word if entry.time_word.is_some() => self.relative(i),
            Kind::Word
                if matches!(entry.literal, Literal::Last | Literal::Next | Literal::This) =>
            {
                self.shifted(i, i)
            }
            _ => None,
        }?;
        let value = found.value.filter(|value| value.len() == 10)?;
        let day = anchor::Anchor::parse(&value)?.date()?;
        (found.kind == TimeKind::Date).then_some((day, found.end))
    }

    /// How many weeks away the week told at `i` is, and its end: "next week", "the following week".
    pub(super) fn week_at(&self, i: usize) -> Option<(i64, usize)> {
        let atoms = self.atoms;
        let at = i + usize::from(atoms.is(i, Literal::The));
        let by = match atoms.at(at).entry.literal {
            Literal::Last => -1,
            Literal::This => 0,
            Literal::Next | Literal::Following => 1,
            _ => return None,
        };
        let week = atoms.at(at + 1).entry.period == Some(Period::Week)
            && !atoms.flag(at + 1, Flags::PERIODS);
        week.then_some((by, at + 2))
    }

    /// The first day of the list of days of the week that `i` goes on: "next week Mon or Tue".
    pub(super) fn weekdays_from(&self, i: usize) -> Option<usize> {
        // Seven days have names.
        let named = |at| self.weekday_name(at).is_some();
        let first = self.atoms.list_from(i, 7, named);
        (first < i).then_some(first)
    }

    /// How many weeks away the week told right before the day at `i` is: "next week on Monday".
    pub(super) fn week_before(&self, i: usize) -> Option<i64> {
        let on = usize::from(i > 0 && self.atoms.is(i - 1, Literal::On));
        let week = (i - on).checked_sub(2)?;
        self.week_at(week).map(|(by, _)| by)
    }

    /// The day of the week at `i`, however it is written, and its end.
    pub(super) fn weekday_name(&self, i: usize) -> Option<(u8, usize)> {
        let atoms = self.atoms;
        let atom = atoms.at(i);
        let weekday = atom.entry.weekday?;
        let known = atom.capital || atoms.width(i) >= 6;
        let short = atom.entry.flags.any(Flags::SHORT_DAY);
        let stop = usize::from(short && atoms.sign(i + 1, '.') && atoms.at(i + 1).glued);
        (known && !atom.entry.flags.any(Flags::WEEKDAYS)).then_some((weekday, i + 1 + stop))
    }
}
