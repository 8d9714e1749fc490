//! Numbered parts of larger periods: "the third quarter", "Q3 2023", "the 19th century", "fiscal 1989".

use super::duration::length;
use super::story::Lean;
use super::{Found, Reader, anchor};
use crate::atoms::Kind;
use crate::lexicon::{Flags, Period};
use crate::literal::Literal;
use jiff::civil::{Date, Weekday};
use presswork_annotations::TimeKind;

impl Reader<'_> {
    /// The quarter at `i` of a year that is known: "this year's third quarter", "the 1988 second quarter".
    pub(super) fn quarter_of(&self, i: usize, year: i16) -> Option<Found> {
        let quarter = self.ordinal_period(i, i)?;
        let number = quarter.value.as_deref()?.rsplit_once("-Q")?.1.to_owned();
        Some(Found::new(
            i,
            quarter.end,
            TimeKind::Date,
            format!("{year:04}-Q{number}"),
        ))
    }

    /// "fiscal 1989", "fiscal year 2020", "the fiscal third quarter".
    pub(super) fn fiscal(&self, i: usize, first: usize) -> Option<Found> {
        let year = usize::from(self.atoms.is(i + 1, Literal::Year));
        if let Some(found) = self.year(i + 1 + year) {
            return Some(found.from(first));
        }
        self.ordinal_period(i + 1, first)
    }

    /// The ordinal at `i` and the atom after it: "third", "19th", "twenty-first".
    pub(super) fn ordinal(&self, i: usize) -> Option<(u16, usize)> {
        let atoms = self.atoms;
        if atoms.digits(i) {
            let suffix = atoms.at(i + 1).glued && atoms.is(i + 1, Literal::Ordinal);
            return Some((atoms.short_number(i).filter(|_| suffix)?, i + 2));
        }
        let entry = atoms.at(i).entry;
        if let Some(tens) = entry.small {
            let ones = atoms.past_hyphen(i + 1);
            let ordinal = atoms
                .at(ones)
                .entry
                .ordinal
                .filter(|ordinal| ones > i + 1 && *ordinal < 10)?;
            return Some((u16::from(tens) + u16::from(ordinal), ones + 1));
        }
        Some((u16::from(entry.ordinal?), i + 1))
    }

    /// "the third quarter", "third-quarter", "the first half of 2020", "the 19th century", "the first nine months".
    pub(super) fn ordinal_period(&self, i: usize, first: usize) -> Option<Found> {
        let atoms = self.atoms;
        let (number, after) = self.ordinal(i)?;
        let at = atoms.past_hyphen(after);
        if atoms.is(i, Literal::First)
            && let Some((count, after)) = self.count(at)
            && let Some(period) = atoms.at(after).entry.period
            && atoms.flag(after, Flags::PERIODS)
        {
            return Some(Found::new(
                first,
                after + 1,
                TimeKind::Duration,
                length(count, period),
            ));
        }
        let (mark, most) = match atoms.at(at).entry.literal {
            Literal::Quarter => ('Q', 4),
            Literal::Half if at == after => ('H', 2),
            Literal::Century => return self.century(number, at, first),
            _ => return None,
        };
        if !(1..=most).contains(&number) {
            return None;
        }
        let of = usize::from(atoms.is(at + 1, Literal::Of));
        let (year, end) = match self.year_digits(at + 1 + of) {
            Some(year) => (Some(year), at + 2 + of),
            None => match self
                .year_of(at + 2)
                .or_else(|| self.the_year(at + 2))
                .filter(|_| of == 1)
            {
                Some((year, end)) => (Some(year), end),
                None => (None, at + 1),
            },
        };
        // "The first half" of a match is no time of the year.
        if mark == 'H' && year.is_none() {
            return None;
        }
        let value = match year {
            Some(year) => Some(format!("{year:04}-{mark}{number}")),
            None => self.nearest_quarter(number),
        };
        Some(Found::new(first, end, TimeKind::Date, value))
    }

    /// A year told by a word at `i`: "last year".
    pub(super) fn year_of(&self, i: usize) -> Option<(i16, usize)> {
        let found = self.shifted(i, i)?;
        let year = found.value.filter(|value| value.len() == 4)?.parse().ok()?;
        Some((year, found.end))
    }

    /// "the year" at `i`: the document's own.
    fn the_year(&self, i: usize) -> Option<(i16, usize)> {
        let atoms = self.atoms;
        let named = atoms.is(i, Literal::The) && atoms.is(i + 1, Literal::Year);
        let closed = !atoms.digits(i + 2) && !atoms.hyphen(i + 2);
        Some((self.anchor.year().filter(|_| named && closed)?, i + 2))
    }

    pub(super) fn century(&self, number: u16, at: usize, first: usize) -> Option<Found> {
        let era = self.atoms.is(at + 1, Literal::Ad);
        let before_christ = era && self.atoms.str(at + 1).starts_with(['B', 'b']);
        let known = (1..=30).contains(&number);
        let value = (known && !before_christ).then(|| format!("{:02}", number - 1));
        known.then(|| Found::new(first, at + 1 + usize::from(era), TimeKind::Date, value))
    }

    /// The last such quarter that had begun by the document's date.
    pub(super) fn nearest_quarter(&self, number: u16) -> Option<String> {
        let (year, month) = self.anchor.year_month()?;
        let begun = month.unsigned_abs().div_ceil(3);
        let year = if u16::from(begun) >= number {
            year
        } else {
            year - 1
        };
        Some(format!("{year:04}-Q{number}"))
    }

    /// "Q3 2023", "H1", "3Q23", "FY2019": a quarter, a half or a whole year as reports write them.
    pub(super) fn reported(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        if atoms.width(i) > 2 && !atoms.digits(i) {
            return None;
        }
        if let Some(led) = self.year_led(i) {
            return Some(led);
        }
        if !atoms.at(i + 1).glued && atoms.str(i) != "FY" {
            return None;
        }
        let (mark, number) = match (atoms.str(i), atoms.str(i + 1)) {
            (mark @ ("Q" | "H"), _) => (mark, atoms.short_number(i + 1)?),
            (_, mark @ ("Q" | "H")) => (mark, atoms.short_number(i)?),
            ("FY", _) => {
                let (year, end) = self.reported_year(i + 1)?;
                return Some(Found::date(i, end, &format!("{year:04}")));
            }
            _ => return None,
        };
        let most = if mark == "Q" { 4 } else { 2 };
        if !(1..=most).contains(&number) {
            return None;
        }
        let link = match atoms.at(i + 2).kind {
            Kind::Sign('\'' | '’' | '/' | '-') => true,
            _ => atoms.is(i + 2, Literal::Of),
        };
        let at = i + 2 + usize::from(link);
        let at = at + usize::from(matches!(atoms.str(at), "FY" | "fiscal"));
        if let Some((year, end)) = self.reported_year(at).or_else(|| self.year_of(at)) {
            return Some(Found::date(i, end, &format!("{year:04}-{mark}{number}")));
        }
        let next = atoms.at(i + 2);
        if next.glued && matches!(next.kind, Kind::Word | Kind::Digits) {
            return None;
        }
        // "an H1 visa" is of no half.
        let led = i > 0
            && matches!(
                atoms.at(i - 1).entry.literal,
                Literal::In | Literal::For | Literal::From | Literal::Within | Literal::By
            );
        let value = match mark {
            "Q" => self.nearest_quarter(number),
            _ if !led || next.kind == Kind::Word && !next.entry.flags.any(Flags::STOP) => {
                return None;
            }
            _ => None,
        };
        Some(Found::new(i, i + 2, TimeKind::Date, value))
    }

    /// "2019 H1", "2019Q4", "2020-Q2": the year stands ahead.
    fn year_led(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        if atoms.width(i) != 4 || !atoms.digits(i) {
            return None;
        }
        let at = atoms.past_hyphen(i + 1);
        let (mark @ ("Q" | "H"), true) = (atoms.str(at), atoms.at(at + 1).glued) else {
            return None;
        };
        let (year, number) = (atoms.short_number(i)?, atoms.short_number(at + 1)?);
        let most = if mark == "Q" { 4 } else { 2 };
        let fits = (1900..2100).contains(&year) && (1..=most).contains(&number);
        let open =
            atoms.at(at + 2).glued && matches!(atoms.at(at + 2).kind, Kind::Word | Kind::Digits);
        (fits && !open).then(|| Found::date(i, at + 2, &format!("{year:04}-{mark}{number}")))
    }

    /// The year of a report at `i`, and its end: "2019", "2019/20", "19" behind FY or a quarter.
    fn reported_year(&self, i: usize) -> Option<(i16, usize)> {
        let atoms = self.atoms;
        if let Some(year) = self.year_digits(i) {
            let joined = matches!(atoms.at(i + 1).kind, Kind::Sign('/' | '-' | '–'))
                && atoms.at(i + 1).glued
                && atoms.at(i + 2).glued
                && atoms.width(i + 2) == 2
                && !atoms.at(i + 3).glued;
            // A year over two calendar years has no value of its own.
            return (!joined).then_some((year, i + 1));
        }
        let next = atoms.at(i + 1);
        let open = next.glued && matches!(next.kind, Kind::Word | Kind::Digits);
        let short = atoms.width(i) == 2 && atoms.at(i).glued && !open;
        let year = atoms.short_number(i).filter(|_| short)?;
        Some((self.full_year(year.cast_signed()), i + 1))
    }

    /// "the last quarter of 2018", "the final month of last year": the last part of a year told behind it; the word stands at
    /// `i`.
    pub(super) fn last_part(&self, i: usize, first: usize) -> Option<Found> {
        let atoms = self.atoms;
        let last = matches!(atoms.str(i), "last" | "Last" | "final" | "closing");
        let first_one = atoms.is(i, Literal::First);
        let of = matches!(atoms.at(i + 2).entry.literal, Literal::Of | Literal::In);
        // "the last week of 2019", "the first day of 2020": weeks are those of ISO 8601.
        if (last || first_one)
            && of
            && let Some(period @ (Period::Week | Period::Day | Period::Month)) =
                atoms.at(i + 1).entry.period
            && !atoms.flag(i + 1, Flags::PERIODS)
            && let Some((year, end)) = self.whole_year(i + 3)
        {
            let value = match (period, last) {
                (Period::Week, false) => anchor::week(Date::new(year, 1, 4).ok()?),
                (Period::Week, true) => anchor::week(Date::new(year, 12, 28).ok()?),
                (Period::Day, false) => format!("{year:04}-01-01"),
                (Period::Day, true) => format!("{year:04}-12-31"),
                (_, false) => format!("{year:04}-01"),
                (_, true) => format!("{year:04}-12"),
            };
            return Some(Found::date(first, end, &value));
        }
        let part = match atoms.at(i + 1).entry.period {
            Some(Period::Quarter) => "-Q4",
            _ if atoms.is(i + 1, Literal::Half) => "-H2",
            _ => return None,
        };
        let link = matches!(atoms.at(i + 2).entry.literal, Literal::Of | Literal::In);
        if !last || !link {
            return None;
        }
        let (year, end) = self.whole_year(i + 3)?;
        Some(Found::date(first, end, &format!("{year:04}{part}")))
    }

    /// "the first week of October", "the 2nd week of May on Friday": a week, the first of which has the month's first Thursday,
    /// or a day of it.
    pub(super) fn week_of_month(&self, i: usize, first: usize) -> Option<Found> {
        let atoms = self.atoms;
        let (nth, at) = if matches!(atoms.str(i), "last" | "Last" | "final") {
            (-1, i + 1)
        } else {
            let (number, at) = self.ordinal(i)?;
            (i8::try_from(number).ok().filter(|number| *number < 6)?, at)
        };
        let week =
            atoms.at(at).entry.period == Some(Period::Week) && !atoms.flag(at, Flags::PERIODS);
        let joined = matches!(atoms.at(at + 1).entry.literal, Literal::Of | Literal::In);
        if !week || !joined {
            return None;
        }
        let (year, month, end) = self.month_at(at + 2)?;
        let head = Date::new(year, month, 1).ok()?;
        let thursday = head.nth_weekday_of_month(nth, Weekday::Thursday).ok()?;
        let on = end + usize::from(atoms.is(end, Literal::On));
        if let Some((weekday, end)) = self.weekday_name(on).filter(|_| on > end) {
            let days = jiff::Span::new().try_days(i64::from(weekday) - 4).ok()?;
            let day = thursday.checked_add(days).ok()?;
            return Some(Found::date(first, end, &anchor::day(day)));
        }
        Some(Found::date(first, end, &anchor::week(thursday)))
    }

    /// The year told at `i`, and its end: "2018", "last year", "fiscal 2018".
    fn whole_year(&self, i: usize) -> Option<(i16, usize)> {
        let fiscal = i + usize::from(self.atoms.is(i, Literal::Fiscal));
        let year = self.year_digits(fiscal).map(|year| (year, fiscal + 1));
        year.or_else(|| self.year_of(i))
    }

    /// "year-ago", "year-earlier", with the period they place.
    pub(super) fn year_ago(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let at = atoms.past_hyphen(i + 1);
        let placed = at > i + 1 && matches!(atoms.str(at), "ago" | "earlier");
        let mut end = at + 1;
        end += usize::from(atoms.at(end).entry.ordinal.is_some());
        let period = atoms.is(end, Literal::Quarter) || atoms.str(end) == "period";
        let end = if period { end + 1 } else { at + 1 };
        placed.then(|| Found::new(i, end, TimeKind::Date, None).leaning(Lean::YearAgo))
    }
}
