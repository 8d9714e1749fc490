//! Times that lean on another time of the text: "a year earlier", "the quarter", "three days later", "that year".

use super::Found;
use super::anchor::{self, Anchor};
use crate::lexicon::Period;
use presswork_annotations::TimeKind;

/// For how many sentences a day stays the one whose hours are told.
const DAY: usize = 2;
/// For how many sentences a quarter stays what a report is about.
const MEMORY: usize = 8;

/// What a time leans on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lean {
    /// The period that the text is about: "the quarter", "that year", "the same day".
    Same(Period),
    /// So many periods after the last time, or before it: "three days later", "the following month".
    Shifted(i16, Period),
    /// The part of the day after the last time, as in `TMO`: "the next morning".
    NextPart(&'static str),
    /// The first such month after the last time: "the following January".
    NextMonth(i8),
    /// The first such day of the week after the last time: "the following Tuesday".
    NextWeekday(u8),
    /// The same part of the year before: "a year ago", "the year-earlier quarter".
    YearAgo,
}

/// The times that a document has told so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Story {
    quarter: Option<(i16, i8)>,
    last: Option<Anchor>,
    age: usize,
    /// How many sentences ago `last` was told.
    since: usize,
}

/// What a time of day begins with whose day is not told.
pub(super) const NO_DAY: &str = "XXXX-XX-XXT";

impl Story {
    /// Gives the times of the next sentence their values, in order.
    pub(crate) fn tell(&mut self, times: &mut [Found], anchor: Anchor) {
        self.age += 1;
        self.since += 1;
        let before = self.last.filter(|_| self.since <= DAY);
        if self.age > MEMORY {
            self.quarter = None;
        }
        for time in &mut *times {
            if let Some(lean) = time.lean
                && let Some(value) = self.value(lean, anchor)
            {
                time.value = Some(value.into());
            }
            // What a report compares with is not what it is about.
            let compared = time.lean == Some(Lean::YearAgo);
            if time.kind == TimeKind::Date
                && !compared
                && let Some(value) = &time.value
            {
                self.remember(value);
            }
        }
        let told = before.and_then(Anchor::date).map(anchor::day);
        give_days(times, told.as_deref());
    }

    fn remember(&mut self, value: &str) {
        let quarter = value
            .split_once("-Q")
            .and_then(|(year, quarter)| Some((year.parse().ok()?, quarter.parse().ok()?)));
        if quarter.is_some() {
            self.quarter = quarter;
            self.age = 0;
        } else if let Some(date) = Anchor::parse(value) {
            self.last = Some(date);
            self.since = 0;
        }
    }

    fn value(&self, lean: Lean, anchor: Anchor) -> Option<String> {
        match lean {
            Lean::YearAgo => match self.quarter {
                Some((year, quarter)) => Some(format!("{:04}-Q{quarter}", year - 1)),
                None => shifted(anchor, -1, Period::Year),
            },
            Lean::Same(Period::Quarter) => {
                let (year, quarter) = self.quarter?;
                Some(format!("{year:04}-Q{quarter}"))
            }
            Lean::Same(period) => shifted(self.last?, 0, period),
            Lean::NextPart(part) => shifted(self.last?, 1, Period::Day).map(|day| day + part),
            Lean::NextMonth(month) => {
                let (year, now) = self.last?.year_month()?;
                Some(anchor::month((year + i16::from(month <= now), month)))
            }
            Lean::NextWeekday(weekday) => {
                let last = self.last?;
                let today = last.date()?.weekday().to_monday_one_offset();
                let away = (i64::from(weekday) - i64::from(today) + 6).rem_euclid(7) + 1;
                last.day(away).map(anchor::day)
            }
            // After its own date nothing has happened yet: a report without another time has none to lean on.
            Lean::Shifted(by, period) if by > 0 => shifted(self.last?, by, period),
            Lean::Shifted(by, period) => shifted(self.last.unwrap_or(anchor), by, period),
        }
    }
}

/// Gives times of day the nearest day of their sentence ("at 10 p.m. … on Friday"), or else the day `told` before.
fn give_days(times: &mut [Found], told: Option<&str>) {
    let hours = |time: &Found| {
        let value = time.value.as_deref()?;
        value.strip_prefix(NO_DAY).map(str::to_owned)
    };
    for at in 0..times.len() {
        let Some(hours) = hours(&times[at]) else {
            continue;
        };
        // Sentences that list many times would make it slow to look at all of them.
        let near = at.saturating_sub(2)..(at + 3).min(times.len());
        let away = |other: &usize| times[*other].first.abs_diff(times[at].first);
        let day = near
            .filter(|other| is_day(times[*other].value.as_deref()))
            .min_by_key(away)
            .and_then(|other| Some(times[other].value.as_deref()?[..10].to_owned()));
        if let Some(day) = day.or_else(|| told.map(str::to_owned)) {
            times[at].value = Some(format!("{day}T{hours}").into());
        }
    }
}

/// Whether a value is a whole day or an hour of one.
fn is_day(value: Option<&str>) -> bool {
    value.is_some_and(|value| {
        let day = value.get(..10).and_then(Anchor::parse);
        day.is_some_and(|day| day.date().is_some())
    })
}

/// The period `by` periods after the one of `date`.
fn shifted(date: Anchor, by: i16, period: Period) -> Option<String> {
    match period {
        Period::Day => date.day(by.into()).map(anchor::day),
        Period::Week => date.day(i64::from(by) * 7).map(anchor::week),
        Period::Fortnight => date.day(i64::from(by) * 14).map(anchor::day),
        Period::Month => date.months(by.into()).map(anchor::month),
        Period::Year => {
            let year = date.year()?.checked_add(by).filter(|year| *year > 0)?;
            Some(format!("{year:04}"))
        }
        _ => None,
    }
}
