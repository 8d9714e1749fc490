//! Years and decades, dates in digits, days of the week.

use super::anchor::{self, full};
use super::{Found, Reader};
use crate::atoms::Kind;
use crate::lexicon::{DayPart, Flags};
use crate::literal::Literal;
use crate::nouns::looks_plural;
use presswork_annotations::TimeKind;

impl Reader<'_> {
    /// The year in the four digits at `i`.
    pub(super) fn year_digits(&self, i: usize) -> Option<i16> {
        let atoms = self.atoms;
        let year = atoms
            .short_number(i)
            .filter(|year| atoms.width(i) == 4 && (1000..2200).contains(year))?;
        let next = atoms.at(i + 1);
        let inside = next.glued
            && match next.kind {
                Kind::Sign('.' | ',' | '/' | ':') => atoms.digits(i + 2) && atoms.at(i + 2).glued,
                Kind::Sign('%' | '°') | Kind::Word | Kind::Digits => true,
                _ => false,
            };
        (!inside).then_some(year.cast_signed())
    }

    /// "44 BC", "AD 122", "410 CE": the era stands behind the digits at `i`, or ahead of them.
    pub(super) fn year_of_era(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let era = |at: usize| {
            let word = atoms.str(at);
            let capitals = word
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte == b'.');
            (atoms.is(at, Literal::Ad) && capitals).then_some(word)
        };
        let (at, end, era) = match (atoms.digits(i), era(i)) {
            (true, _) => (i, i + 2, era(i + 1)?),
            (false, Some("AD")) => (i + 1, i + 2, "AD"),
            _ => return None,
        };
        let year = atoms.short_number(at).filter(|year| *year > 0)?;
        let before = if era.starts_with('B') { "BC" } else { "" };
        let open = atoms.at(end).glued && atoms.word(end);
        (!open).then(|| Found::date(i, end, &format!("{before}{year:04}")))
    }

    /// A year or decade by itself: "2003", "1990s", "1997-98".
    pub(super) fn year(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        if let Some(decade) = self.decade(i) {
            return Some(decade);
        }
        // "2014/15" is half of two years.
        if let Some(end) = self.slashed_years(i) {
            return Some(Found::new(i, end, TimeKind::Date, None));
        }
        let year = self.year_digits(i)?;
        let before = atoms.before(i);
        if self.inside(i) {
            // "1914-1918", "mid-1996", "Sept.1996"
            let joined = atoms.hyphen(i - 1)
                && i >= 2
                && (self.year_digits(i - 2).is_some()
                    || matches!(
                        atoms.at(i - 2).entry.literal,
                        Literal::Mid | Literal::Early | Literal::Late
                    ));
            if !joined && !matches!(before.kind, Kind::Sign('’' | '.')) {
                return None;
            }
        }
        let short = atoms.at(i + 2);
        let season = atoms.past_hyphen(i + 1) > i + 1
            && short.kind == Kind::Digits
            && atoms.width(i + 2) == 2;
        let tail = atoms.at(i + 3);
        if season && !(tail.glued && matches!(tail.kind, Kind::Word | Kind::Digits)) {
            let next = atoms.short_number(i + 2).map(u16::cast_signed);
            let rising = next.is_some_and(|next| next > year % 100) && (1900..2100).contains(&year);
            if rising || !self.no_year(i, year) {
                return Some(Found::new(i, i + 3, TimeKind::Date, None));
            }
        }
        if self.no_year(i, year) {
            return None;
        }
        Some(Found::new(i, i + 1, TimeKind::Date, format!("{year:04}")))
    }

    /// The end of the two years at `i`, the second in two digits: "2014/15".
    fn slashed_years(&self, i: usize) -> Option<usize> {
        let atoms = self.atoms;
        let joined = atoms.sign(i + 1, '/') && atoms.at(i + 1).glued && atoms.at(i + 2).glued;
        let year = atoms
            .short_number(i)
            .filter(|year| joined && (1900..2100).contains(year))?;
        let next = atoms.short_number(i + 2) == Some((year + 1) % 100) && atoms.width(i + 2) == 2;
        (next && !self.inside(i) && !atoms.at(i + 3).glued).then_some(i + 3)
    }

    /// Whether four digits at `i` that could be a year are rather an amount or a name.
    fn no_year(&self, i: usize, year: i16) -> bool {
        let atoms = self.atoms;
        let before = atoms.before(i);
        // "between 1404 and 1438"
        let second = before.entry.literal == Literal::And
            && i >= 2
            && self.year_digits(i - 2).is_some()
            && !looks_plural(atoms, i + 1);
        let led = second
            || before.entry.flags.any(Flags::PREPOSITION)
            || matches!(
                before.entry.literal,
                Literal::The | Literal::Of | Literal::This | Literal::Fiscal
            )
            || before.entry.month.is_some()
            || atoms.sign(i.wrapping_sub(1), '(');
        let bounded = match before.entry.literal {
            // "no later than 2035"
            Literal::Than
                if matches!(
                    atoms.at(i.wrapping_sub(2)).entry.literal,
                    Literal::Late | Literal::Early
                ) =>
            {
                false
            }
            Literal::Than
            | Literal::Over
            | Literal::Above
            | Literal::About
            | Literal::Under
            | Literal::Below
            | Literal::Some
            | Literal::Least => true,
            Literal::To => atoms.is(i.wrapping_sub(2), Literal::Up),
            _ => false,
        };
        // "1,500 soldiers" is often written without its comma, but "2018 sales" are sales of a year.
        let yearly = (1900..2031).contains(&year) && is_yearly(atoms.str(i + 1));
        let recent = (1990..2031).contains(&year) && year != 2000 || yearly;
        let counted = !led && !recent && looks_plural(atoms, i + 1) && !atoms.at(i + 1).capital;
        let usual = (1900..2050).contains(&year)
            || led && (1400..2200).contains(&year) && before.entry.literal != Literal::The;
        // "2000 over 3" is a fraction.
        let divided = !led && atoms.is(i + 1, Literal::Over) && atoms.digits(i + 2);
        let named = before.entry.flags.any(Flags::NUMBERED)
            || matches!(before.kind, Kind::Sign('#' | '$' | '£' | '€' | '+'));
        bounded || counted || divided || !usual || named || self.measured(i + 1)
    }

    /// Whether a unit stands at `i`, so that the number before it is no part of a date.
    pub(super) fn measured(&self, i: usize) -> bool {
        let atoms = self.atoms;
        let entry = atoms.at(i).entry;
        matches!(atoms.at(i).kind, Kind::Sign('%' | '°' | '€' | '£' | '$'))
            || entry.scale.is_some()
            || entry.flags.any(Flags::PLURAL)
            || entry.literal == Literal::Percent
            || entry.literal == Literal::Per && atoms.is(i + 1, Literal::Cent)
            || matches!(
                atoms.str(i),
                "km" | "kg"
                    | "m"
                    | "mm"
                    | "cm"
                    | "ft"
                    | "lbs"
                    | "dollars"
                    | "euros"
                    | "pounds"
                    | "metres"
                    | "meters"
                    | "miles"
                    | "feet"
            )
    }

    /// "1990s", "1990's".
    fn decade(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let year = atoms.short_number(i).filter(|_| atoms.width(i) == 4)?;
        let apostrophe =
            matches!(atoms.at(i + 1).kind, Kind::Sign('\'' | '’')) && atoms.at(i + 1).glued;
        let s = i + 1 + usize::from(apostrophe);
        let decade = year % 10 == 0
            && (1000..2100).contains(&year)
            && atoms.at(s).glued
            && atoms.is(s, Literal::S);
        // "1990's budget" is a year in the genitive.
        let genitive = apostrophe && atoms.word(s + 1);
        let value = format!("{}", year / 10);
        (decade && !genitive).then(|| Found::new(i, s + 1, TimeKind::Date, value))
    }

    /// "'90s".
    pub(super) fn short_decade(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let decade = atoms
            .short_number(i + 1)
            .filter(|decade| decade % 10 == 0 && *decade >= 20)?;
        let fits = atoms.width(i + 1) == 2
            && atoms.at(i + 1).glued
            && atoms.at(i + 2).glued
            && atoms.is(i + 2, Literal::S);
        fits.then(|| Found::new(i, i + 3, TimeKind::Date, format!("19{}", decade / 10)))
    }

    /// A date of ISO 8601 without hyphens: "20240305".
    pub(super) fn basic_date(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let digits = atoms.str(i);
        let next = atoms.at(i + 1);
        let joined = next.glued && (next.kind == Kind::Word || atoms.at(i + 2).glued);
        // "archive_20200701-b"
        let part = matches!(atoms.before(i).kind, Kind::Sign('-' | '_'))
            && (i < 2 || !atoms.digits(i - 2));
        let parted =
            next.glued && matches!(next.kind, Kind::Sign('-' | '_')) && !atoms.digits(i + 2);
        if digits.len() != 8 || joined && !parted || self.inside(i) && !part {
            return None;
        }
        let year: i16 = digits.get(..4)?.parse().ok()?;
        let (month, day) = (digits.get(4..6)?, digits.get(6..)?);
        let value = full(year, month.parse().ok()?, day.parse().ok()?)?;
        (1900..2100)
            .contains(&year)
            .then(|| Found::new(i, i + 1, TimeKind::Date, value))
    }

    /// A date in digits: "2024-03-05", "05/03/2024", "5.3.2024".
    pub(super) fn numeric_date(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let Kind::Sign(sign @ ('-' | '/' | '.' | '–')) = atoms.at(i + 1).kind else {
            return None;
        };
        let joined = (1..=4).all(|k| atoms.at(i + k).glued) && atoms.sign(i + 3, sign);
        let tail = atoms.at(i + 5);
        let ends = match tail.kind {
            _ if !tail.glued => true,
            Kind::Sign(c) => c != '/' && (c != sign || !atoms.at(i + 6).glued),
            _ => atoms.str(i + 5) == "T",
        };
        let part = |k: usize| atoms.short_number(i + k).map(u16::cast_signed);
        let (first, second, third) = (part(0)?, part(2)?, part(4)?);
        if !joined || !ends {
            return None;
        }
        let (year, month, day) = if atoms.width(i) == 4 {
            (first, second, third)
        } else {
            let year = match atoms.width(i + 4) {
                4 => third,
                2 if sign == '/' => self.full_year(third),
                _ => return None,
            };
            let day_first = sign == '.' || first > 12 || self.day_first && second <= 12;
            if day_first {
                (year, second, first)
            } else {
                (year, first, second)
            }
        };
        let value = full(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)?;
        Some(Found::new(i, i + 5, TimeKind::Date, value))
    }

    /// A day of the week: "Monday", "Monday night", "Sunday, March 8", "Mondays".
    pub(super) fn weekday(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let atom = atoms.at(i);
        let small = atoms.width(i) >= 6 && !atom.entry.flags.any(Flags::WEEKDAYS);
        let weekday = atom.entry.weekday.filter(|_| atom.capital || small)?;
        let mut end = i + 1;
        if atom.entry.flags.any(Flags::SHORT_DAY)
            && let Some((date, end)) = self.weekday_number(weekday, end)
        {
            return Some(Found::new(i, end, TimeKind::Date, date.map(anchor::day)));
        }
        if atom.entry.flags.any(Flags::SHORT_DAY) {
            let stop = atoms.sign(end, '.') && atoms.at(end).glued;
            end += usize::from(stop);
            let dated = self
                .month_name(end + usize::from(atoms.sign(end, ',')))
                .is_some();
            // "Sun." ends a sentence as often as it stands for Sunday.
            let goes_on = stop
                && (atoms.digits(end)
                    || atoms.sign(end, ',')
                    || atoms.word(end) && !atoms.at(end).capital);
            if !goes_on && !dated && self.weekdays_from(i).is_none() {
                return None;
            }
        }
        if atom.entry.flags.any(Flags::WEEKDAYS) {
            return Some(Found::new(
                i,
                end,
                TimeKind::Set,
                format!("XXXX-WXX-{weekday}"),
            ));
        }
        let date = end + usize::from(atoms.sign(end, ','));
        if let Some(date) = self.dated(date) {
            return Some(date.from(i));
        }
        if let Some(counted) = self.weekday_counted(weekday, i, end) {
            return Some(counted);
        }
        if let Some((date, end)) = self.weekday_number(weekday, end)
            && !atom.entry.flags.any(Flags::SHORT_DAY)
        {
            return Some(Found::new(i, end, TimeKind::Date, date.map(anchor::day)));
        }
        // "Tuesday of next week"
        let of = end + usize::from(atoms.is(end, Literal::Of));
        if of > end
            && let Some((by, end)) = self.week_at(of)
        {
            let value = self.day_of_week(weekday, by);
            return Some(Found::new(i, end, TimeKind::Date, value));
        }
        let week = self
            .weekdays_from(i)
            .and_then(|first| self.week_before(first));
        let value = week
            .and_then(|by| self.day_of_week(weekday, by))
            .unwrap_or_else(|| self.nearest_weekday(weekday, i));
        Some(self.with_day_part(Found::new(i, end, TimeKind::Date, value)))
    }

    /// The whole date at `i` that goes on a day of the week.
    pub(super) fn dated(&self, i: usize) -> Option<Found> {
        let whole = |found: &Found| found.value.as_ref().is_some_and(|value| value.len() == 10);
        self.joined_date(i)
            .or_else(|| self.month(i))
            .or_else(|| self.day_month(i))
            .or_else(|| self.numeric_date(i))
            .or_else(|| self.month_and_day(i))
            .filter(whole)
    }

    /// Adds "morning" or "night" behind a day.
    pub(super) fn with_day_part(&self, day: Found) -> Found {
        let Some(part) = self
            .atoms
            .at(day.end)
            .entry
            .day_part
            .and_then(DayPart::mark)
        else {
            return day;
        };
        let value = day.value.as_deref().map(|value| format!("{value}{part}"));
        Found::new(day.first, day.end + 1, TimeKind::Time, value)
    }

    /// The last such day of the week up to the document's date, or the next where the words look ahead.
    fn nearest_weekday(&self, weekday: u8, i: usize) -> String {
        let unknown = || format!("XXXX-WXX-{weekday}");
        let Some(today) = self.anchor.date() else {
            return unknown();
        };
        let today = i64::from(today.weekday().to_monday_one_offset());
        let back = (today - i64::from(weekday)).rem_euclid(7);
        let days = if self.ahead(i) { (7 - back) % 7 } else { -back };
        self.anchor.day(days).map_or_else(unknown, anchor::day)
    }
}

/// Whether a plural is told of a year: "1988 sales".
fn is_yearly(word: &str) -> bool {
    matches!(
        word,
        "sales"
            | "earnings"
            | "results"
            | "profits"
            | "revenues"
            | "exports"
            | "imports"
            | "elections"
            | "losses"
            | "figures"
            | "levels"
            | "prices"
            | "accords"
            | "borders"
            | "protests"
            | "riots"
            | "attacks"
            | "rules"
            | "taxes"
            | "games"
            | "talks"
    )
}
