//! Periods counted from the document's own: "last week", "this year", "next June", "the past three months".

use super::duration::{Count, length};
use super::relative::SEASONS;
use super::story::Lean;
use super::{Found, Reader, anchor};
use crate::atoms::Kind;
use crate::lexicon::{DayPart, Flags, Period};
use crate::literal::Literal;
use presswork_annotations::TimeKind;
use rust_decimal::Decimal;

/// How far from the document's own period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shift {
    Last,
    This,
    Next,
    /// After another time that the sentence does not tell.
    Following,
}

impl Shift {
    fn by(self) -> i16 {
        match self {
            Self::Last => -1,
            Self::This | Self::Following => 0,
            Self::Next => 1,
        }
    }
}

impl Reader<'_> {
    /// "last week", "this year", "next June", "the past three months", "this coming Sunday": the word that shifts
    /// stands at `i`, the expression starts at `first`.
    pub(super) fn shifted(&self, i: usize, first: usize) -> Option<Found> {
        let atoms = self.atoms;
        let shift = match atoms.at(i).entry.literal {
            Literal::Last | Literal::Past => Shift::Last,
            Literal::This | Literal::Current => Shift::This,
            Literal::Next => Shift::Next,
            Literal::Following => Shift::Following,
            _ => return None,
        };
        if first == i && self.lasts(i) {
            return None;
        }
        if let Some(day) = self.day_of_shifted_week(i, first) {
            return Some(day);
        }
        let mut at = i + 1;
        if shift != Shift::Following
            && let Some(date) = self.shifted_date(at, first, shift.by())
        {
            return Some(date);
        }
        if shift != Shift::This && shift != Shift::Following {
            let few = (atoms.str(at) == "few").then_some((Count::Vague, at + 1));
            if let Some((count, after)) = few.or_else(|| self.count(at)) {
                let period = atoms.at(after).entry.period?;
                return Some(Found::new(
                    first,
                    after + 1,
                    TimeKind::Duration,
                    length(count, period),
                ));
            }
        }
        at += usize::from(matches!(
            atoms.str(at),
            "fiscal" | "calendar" | "full" | "financial"
        ));
        let entry = atoms.at(at).entry;
        let date = |end, value: Option<String>| Some(Found::new(first, end, TimeKind::Date, value));
        if let Some(weekday) = entry
            .weekday
            .filter(|_| atoms.at(at).capital || atoms.width(at) >= 6)
        {
            let value = self.shifted_weekday(weekday, shift);
            let mut day = Found::new(first, at + 1, TimeKind::Date, value);
            if shift == Shift::Following {
                day = day.leaning(Lean::NextWeekday(weekday));
            }
            let dated = self.dated_behind(at + 1).map(|dated| dated.from(first));
            return Some(dated.unwrap_or_else(|| self.with_day_part(day)));
        }
        if let Some((month, end)) = self.month_name(at) {
            let dated = self.month(at).filter(|found| found.end > end);
            if let Some(dated) = dated {
                return Some(dated.from(first));
            }
            let found = date(end, Some(self.shifted_month(month, shift)))?;
            let follows = shift == Shift::Following;
            let leaning = follows.then(|| found.clone().leaning(Lean::NextMonth(month)));
            return Some(leaning.unwrap_or(found));
        }
        if entry.flags.any(Flags::FEAST)
            && let Some(feast) = self.holiday(at, i)
        {
            return Some(feast.from(first));
        }
        if let Some(season) = entry.season {
            return date(at + 1, self.shifted_season(season, shift));
        }
        if first < i
            && matches!(shift, Shift::Next | Shift::Following)
            && let Some(day) = self.day_that_follows(at, first)
        {
            return Some(day);
        }
        if let Some(part) = entry.day_part {
            return self.shifted_part(part, shift, at, first);
        }
        self.shifted_word(i, at, first, shift)
    }

    /// A period behind the word that shifts it at `i`: "last week", "the following month", "the past year", "this year's third
    /// quarter"; the period stands at `at`.
    fn shifted_word(&self, i: usize, at: usize, first: usize, shift: Shift) -> Option<Found> {
        let atoms = self.atoms;
        let entry = atoms.at(at).entry;
        let date = |end, value: Option<String>| Some(Found::new(first, end, TimeKind::Date, value));
        let period = entry.period?;
        match (shift, period) {
            (Shift::Last, _) if entry.flags.any(Flags::PERIODS) => {
                Some(Found::date(first, at + 1, "PAST_REF"))
            }
            (Shift::Next, _) if entry.flags.any(Flags::PERIODS) => {
                Some(Found::date(first, at + 1, "FUTURE_REF"))
            }
            _ if entry.flags.any(Flags::PERIODS) => None,
            _ if atoms.is(i, Literal::Past) => Some(Found::new(
                first,
                at + 1,
                TimeKind::Duration,
                length(Count::Number(Decimal::ONE), period),
            )),
            (_, Period::Second | Period::Minute | Period::Hour | Period::Millennium) => None,
            (Shift::Following, _) => {
                date(at + 1, None).map(|found| found.leaning(Lean::Shifted(1, period)))
            }
            // "over the next decade", "within the last year"
            _ if shift != Shift::This && self.spans(first, i) => Some(Found::new(
                first,
                at + 1,
                TimeKind::Duration,
                length(Count::Number(Decimal::ONE), period),
            )),
            // "the last week of the campaign" is that of another time.
            _ if shift != Shift::This && first < i && atoms.is(at + 1, Literal::Of) => {
                date(at + 1, None)
            }
            _ => {
                let value = self.shifted_period(period, shift.by());
                let year = value
                    .as_deref()
                    .filter(|value| value.len() == 4)
                    .and_then(|value| value.parse().ok());
                let genitive = matches!(atoms.at(at + 1).kind, Kind::Sign('\'' | '’'))
                    && atoms.is(at + 2, Literal::S);
                if let Some(quarter) = year
                    .filter(|_| genitive)
                    .and_then(|year| self.quarter_of(at + 3, year))
                {
                    return Some(quarter.from(first));
                }
                date(at + 1, value)
            }
        }
    }

    /// Whether words ahead of an article at `first` tell of a span: "over the next decade".
    fn spans(&self, first: usize, i: usize) -> bool {
        let word = self.atoms.str_before(first, 1);
        first < i
            && matches!(
                word,
                "over" | "Over" | "within" | "Within" | "during" | "During" | "throughout"
            )
    }

    /// "the next day", "the following morning": a day that follows one told before; its word stands at `at`.
    fn day_that_follows(&self, at: usize, first: usize) -> Option<Found> {
        let entry = self.atoms.at(at).entry;
        if entry.period == Some(Period::Day) && !entry.flags.any(Flags::PERIODS) {
            let found = Found::new(first, at + 1, TimeKind::Date, None);
            return Some(found.leaning(Lean::Shifted(1, Period::Day)));
        }
        let mark = entry.day_part?.mark()?;
        let found = Found::new(first, at + 1, TimeKind::Time, None);
        Some(found.leaning(Lean::NextPart(mark)))
    }

    /// "this Friday-Jun-15", "next Monday, June 4": the whole date behind the day that ends before `end`.
    fn dated_behind(&self, end: usize) -> Option<Found> {
        let joined = end + usize::from(self.atoms.sign(end, ','));
        self.dated(self.atoms.past_hyphen(joined))
    }

    /// "this morning", "last night": the part of the day stands at `at`.
    fn shifted_part(&self, part: DayPart, shift: Shift, at: usize, first: usize) -> Option<Found> {
        let days = match shift {
            Shift::Last => -1,
            Shift::This => 0,
            Shift::Next | Shift::Following => return None,
        };
        let whole = matches!(part, DayPart::Noon | DayPart::Midnight);
        let value = self.anchor.day(days).map(anchor::day);
        (!whole).then(|| self.with_day_part(Found::new(first, at, TimeKind::Date, value)))
    }

    /// Whether "last" at `i` is a verb: "will last two hours".
    fn lasts(&self, i: usize) -> bool {
        let atoms = self.atoms;
        let before = i.wrapping_sub(1);
        atoms.str(i) == "last"
            && (atoms.flag(before, Flags::AUXILIARY)
                || atoms.is(before, Literal::To)
                || atoms.is(before, Literal::T))
    }

    /// "next week on Tuesday", "this week Monday"
    fn day_of_shifted_week(&self, i: usize, first: usize) -> Option<Found> {
        let atoms = self.atoms;
        let (by, end) = self.week_at(i)?;
        let on = usize::from(atoms.is(end, Literal::On) || atoms.hyphen(end));
        let (weekday, end) = self.weekday_name(end + on)?;
        let value = self.day_of_week(weekday, by);
        Some(Found::new(first, end, TimeKind::Date, value))
    }

    pub(super) fn shifted_period(&self, period: Period, by: i16) -> Option<String> {
        match period {
            Period::Day => self.anchor.day(by.into()).map(anchor::day),
            Period::Week => self.anchor.day(i64::from(by) * 7).map(anchor::week),
            Period::Weekend => self
                .anchor
                .day(i64::from(by) * 7)
                .map(|date| anchor::week(date) + "-WE"),
            Period::Month => self.anchor.months(by.into()).map(anchor::month),
            Period::Quarter => {
                let (year, month) = self.anchor.months(i32::from(by) * 3)?;
                Some(format!("{year:04}-Q{}", (month + 2) / 3))
            }
            Period::Year => Some(format!("{:04}", self.anchor.year()? + by)),
            Period::Decade => Some(format!("{:03}", self.anchor.year()? / 10 + by)),
            Period::Century => Some(format!("{:02}", self.anchor.year()? / 100 + by)),
            _ => None,
        }
    }

    fn shifted_weekday(&self, weekday: u8, shift: Shift) -> String {
        let unknown = || format!("XXXX-WXX-{weekday}");
        let Some(today) = self.anchor.date().filter(|_| shift != Shift::Following) else {
            return unknown();
        };
        let away = i64::from(weekday) - i64::from(today.weekday().to_monday_one_offset());
        let days = match shift {
            Shift::Last if away >= 0 => away - 7,
            Shift::Next if away <= 0 => away + 7,
            _ => away,
        };
        self.anchor.day(days).map_or_else(unknown, anchor::day)
    }

    fn shifted_month(&self, month: i8, shift: Shift) -> String {
        let Some((year, now)) = self
            .anchor
            .year_month()
            .filter(|_| shift != Shift::Following)
        else {
            return format!("XXXX-{month:02}");
        };
        let year = match shift {
            Shift::Last if month >= now => year - 1,
            Shift::Next if month <= now => year + 1,
            _ => year,
        };
        anchor::month((year, month))
    }

    fn shifted_season(&self, season: u8, shift: Shift) -> Option<String> {
        let (year, month) = self
            .anchor
            .year_month()
            .filter(|_| shift != Shift::Following)?;
        let now = match month {
            3..=5 => 1,
            6..=8 => 2,
            9..=11 => 3,
            _ => 4,
        };
        let year = match shift {
            Shift::Last if season >= now => year - 1,
            Shift::Next if season <= now => year + 1,
            _ => year,
        };
        Some(format!("{year:04}-{}", SEASONS[usize::from(season - 1)]))
    }
}
