//! Days told by their place: "the first Friday of July", "the last day of 2019", "the day after tomorrow", "next 6th of April",
//! "18 and 19 June".

use super::anchor::{self, Anchor};
use super::duration::{Count, length};
use super::story::Lean;
use super::{Found, Reader};
use crate::atoms::Kind;
use crate::lexicon::{Flags, Period};
use crate::literal::Literal;
use jiff::civil::{Date, Weekday};
use presswork_annotations::TimeKind;
use rust_decimal::Decimal;

impl Reader<'_> {
    /// "the first Friday of July", "the last Friday of the month", "the last day of May 2019", where `first` is the start.
    pub(super) fn nth_day(&self, i: usize, first: usize) -> Option<Found> {
        let atoms = self.atoms;
        let (nth, at) = if atoms.str(i).eq_ignore_ascii_case("last") {
            (-1, i + 1)
        } else {
            let (number, at) = self.ordinal(i)?;
            (i8::try_from(number).ok().filter(|number| *number < 6)?, at)
        };
        let day = !atoms.flag(at, Flags::PERIODS) && atoms.at(at).entry.period == Some(Period::Day);
        let (weekday, end) = if day {
            (None, at + 1)
        } else {
            let (weekday, end) = self.weekday_name(at)?;
            (Some(weekday), end)
        };
        let joined = atoms.is(end, Literal::Of) || atoms.is(end, Literal::In) && first < i;
        // "the first Monday of each month"
        if joined && atoms.is(end + 1, Literal::Every) {
            let period = atoms.at(end + 2).entry.period;
            let value = length(Count::Number(Decimal::ONE), period?);
            return Some(Found::new(first, end + 3, TimeKind::Set, value));
        }
        let (year, month, end) = self.month_at(end + 1).filter(|_| joined)?;
        let date = Date::new(year, month, 1).ok()?;
        let date = match weekday {
            Some(weekday) => {
                let weekday = Weekday::from_monday_one_offset(weekday.cast_signed()).ok()?;
                date.nth_weekday_of_month(nth, weekday).ok()?
            }
            None if nth < 0 => date.last_of_month(),
            None => Date::new(year, month, nth).ok()?,
        };
        Some(Found::date(first, end, &anchor::day(date)))
    }

    /// The month told at `i`, and its end: "July", "May 2019", "next month", "the month".
    pub(super) fn month_at(&self, i: usize) -> Option<(i16, i8, usize)> {
        let atoms = self.atoms;
        if atoms.is(i, Literal::The)
            && atoms.at(i + 1).entry.period == Some(Period::Month)
            && !atoms.flag(i + 1, Flags::PERIODS)
        {
            let (year, month) = self.anchor.year_month()?;
            return Some((year, month, i + 2));
        }
        let found = if atoms.at(i).entry.month.is_some() {
            self.month(i)
        } else {
            self.shifted(i, i)
        }?;
        let value = found.value.filter(|value| value.len() == 7)?;
        let (year, month) = Anchor::parse(&value)?.year_month()?;
        Some((year, month, found.end))
    }

    /// "the day after tomorrow", "the day before Christmas": "day" stands at `i`.
    pub(super) fn day_beside(&self, i: usize, first: usize) -> Option<Found> {
        let atoms = self.atoms;
        if !atoms.str(i).eq_ignore_ascii_case("day") {
            return None;
        }
        let after = match atoms.str(i + 1) {
            "after" => true,
            "before" => false,
            _ => return None,
        };
        let next = atoms.at(i + 2);
        if first < i
            && next.kind != Kind::Word
            && next.kind != Kind::Digits
            && next.kind != Kind::Sign('-')
        {
            let by = if after { 1 } else { -1 };
            let found = Found::new(first, i + 2, TimeKind::Date, None);
            return Some(found.leaning(Lean::Shifted(by, Period::Day)));
        }
        let (day, end) = self.told_day(i + 2)?;
        let day = if after {
            day.tomorrow()
        } else {
            day.yesterday()
        };
        Some(Found::date(first, end, &anchor::day(day.ok()?)))
    }

    /// A date without its year behind "this", "next" or "last": "next 6th of April", "this 5/12"; `by` is which one.
    pub(super) fn shifted_date(&self, i: usize, first: usize, by: i16) -> Option<Found> {
        let found = self
            .slashed(i)
            .or_else(|| self.day_month(i).filter(|found| found.end > i + 1))?;
        let date = Anchor::parse(found.value.as_deref()?)?.date()?;
        let today = self.anchor.date()?;
        let in_year = |year| Date::new(year, date.month(), date.day()).ok();
        let this = in_year(today.year())?;
        let date = match by {
            1 if this <= today => in_year(today.year() + 1)?,
            -1 if this >= today => in_year(today.year() - 1)?,
            _ => this,
        };
        Some(Found::date(first, found.end, &anchor::day(date)))
    }

    /// The weekday told behind a day that was counted: "two months from today on Tuesday". In weeks it is the one of that
    /// week, else the first from that day on.
    pub(super) fn on_weekday(
        &self,
        day: Date,
        period: Period,
        end: usize,
    ) -> Option<(Date, usize)> {
        let on = end + usize::from(self.atoms.is(end, Literal::On));
        let (weekday, after) = self.weekday_name(on).filter(|_| on > end)?;
        Some((beside(day, period, weekday)?, after))
    }

    /// A weekday ahead of a count: "Monday two weeks from now", "Thursday, two years from now".
    pub(super) fn weekday_counted(&self, weekday: u8, i: usize, end: usize) -> Option<Found> {
        let atoms = self.atoms;
        let at = end + usize::from(atoms.sign(end, ','));
        if !matches!(atoms.at(at).kind, Kind::Word | Kind::Digits) {
            return None;
        }
        let (count, after) = self.count(at)?;
        let period = atoms.at(after).entry.period?;
        let (day, end) = self.counted_day(count, period, after + 1)?;
        let day = beside(day, period, weekday)?;
        Some(Found::date(i, end, &anchor::day(day)))
    }

    /// Days that share the month behind them: "18 and 19 June", "3, 4 or 5 May 2019", "5-6 December". Appends them; gives
    /// the end.
    pub(super) fn shared_month(&self, i: usize, found: &mut Vec<Found>) -> Option<usize> {
        const MOST: usize = 4;
        let atoms = self.atoms;
        let led = i == 0
            || atoms.flag(i - 1, Flags::PREPOSITION.or(Flags::DETERMINER))
            || atoms.at(i - 1).entry.weekday.is_some();
        if !atoms.digits(i) || self.inside(i) || !led {
            return None;
        }
        let mut days = Vec::new();
        let mut at = i;
        while days.len() < MOST {
            if let Some(date) = self.day_month(at) {
                let whole = date.value.as_deref().filter(|_| !days.is_empty())?;
                let month = whole.get(..8)?.to_owned();
                found.extend(days.into_iter().map(|(first, end, day)| {
                    let value = format!("{month}{day:02}");
                    Found::new(first, end, TimeKind::Date, value)
                }));
                let end = date.end;
                found.push(date);
                return Some(end);
            }
            let (day, end) = self.day_number(at).filter(|_| atoms.digits(at))?;
            let comma = atoms.sign(end, ',') && days.len() + 1 < MOST;
            let word = matches!(
                atoms.at(end).entry.literal,
                Literal::And | Literal::Or | Literal::To
            );
            let hyphen = atoms.past_hyphen(end) > end;
            // "page 3, 5 May" is no list: one ends with a word.
            let ends = comma && self.day_month(end + 1).is_some();
            if ends || !comma && !word && !hyphen {
                return None;
            }
            days.push((at, end, day));
            at = end + 1;
        }
        None
    }

    /// Days that share the month ahead of them: "May 3, 4 and 5, 2019", "March 5-7", "from June 3 to 9". Appends them; gives
    /// the end.
    pub(super) fn days_of_month(&self, i: usize, found: &mut Vec<Found>) -> Option<usize> {
        const MOST: usize = 5;
        let atoms = self.atoms;
        let (month, first) = self.month_name(i)?;
        if self.inside(i) || !atoms.digits(first) {
            return None;
        }
        let mut days = Vec::new();
        let (mut at, mut last) = (first, Joint::Comma);
        while days.len() < MOST {
            let Some((day, end)) = self.day_number(at).filter(|_| atoms.digits(at)) else {
                break;
            };
            days.push((at, end, day));
            let word = matches!(
                atoms.at(end).entry.literal,
                Literal::And | Literal::Or | Literal::To
            );
            let joint = if atoms.past_hyphen(end) > end {
                Joint::Hyphen
            } else if word {
                Joint::Word
            } else if atoms.sign(end, ',') && last == Joint::Comma {
                Joint::Comma
            } else {
                break;
            };
            let comma = atoms.sign(end, ',') && atoms.is(end + 1, Literal::And);
            // A range has two ends: "May 3 to 5", not "May 3 to 5 to 7".
            if last != Joint::Comma && days.len() > 1 {
                break;
            }
            last = if comma { Joint::Word } else { joint };
            at = end + 1 + usize::from(comma);
        }
        let &(_, end, _) = days
            .last()
            .filter(|_| days.len() > 1 && last != Joint::Comma)?;
        let rising = days.windows(2).all(|pair| pair[0].2 < pair[1].2);
        let (year, after) = match self.year_behind(end) {
            Some((year, after)) => (Some(year), after),
            None => (None, end),
        };
        // "May 3 and 5 people", "March 5 to 7 percent", "May 3-2" are no days.
        let closed = !atoms.word(after)
            || last == Joint::Hyphen
            || year.is_some()
            || atoms.flag(after, Flags::STOP.or(Flags::DETERMINER));
        let clock = matches!(atoms.at(after).entry.literal, Literal::Am | Literal::Pm);
        if !rising || !closed || clock || self.measured(after) {
            return None;
        }
        let (_, _, head) = *days.first()?;
        let month = match year {
            Some(year) => anchor::month((year, month)),
            None => self.nearest_day(month, head, i)?.get(..7)?.to_owned(),
        };
        let count = days.len();
        for (number, (at, end, day)) in days.into_iter().enumerate() {
            let first = if number == 0 { i } else { at };
            let end = if number + 1 == count { after } else { end };
            let value = format!("{month}-{day:02}");
            found.push(Found::new(first, end, TimeKind::Date, value));
        }
        Some(after)
    }
}

/// What joins the days of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    Comma,
    Word,
    Hyphen,
}

/// The weekday that goes with a day which was counted in `period`.
fn beside(day: Date, period: Period, weekday: u8) -> Option<Date> {
    let away = i64::from(weekday) - i64::from(day.weekday().to_monday_one_offset());
    let away = match period {
        Period::Week | Period::Fortnight => away,
        _ => away.rem_euclid(7),
    };
    let span = jiff::Span::new().try_days(away).ok()?;
    day.checked_add(span).ok()
}
