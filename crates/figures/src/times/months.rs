//! Months and days of the month: "June 2020", "March 5, 2024", "5 March", "October".

use super::anchor::{self, full};
use super::{Found, Reader};
use crate::atoms::Kind;
use crate::lexicon::Flags;
use crate::literal::Literal;
use jiff::civil::Date;
use presswork_annotations::TimeKind;

impl Reader<'_> {
    /// The month whose name stands at `i`, and the atom after it and its stop.
    pub(super) fn month_name(&self, i: usize) -> Option<(i8, usize)> {
        let atoms = self.atoms;
        let month = atoms.at(i).entry.month?;
        let short =
            atoms.width(i) <= 4 && !matches!(month, 5..=7) || matches!(atoms.str(i), "Jun" | "Jul");
        let stop = short && atoms.sign(i + 1, '.') && atoms.at(i + 1).glued;
        if !atoms.at(i).capital && !self.small_month(i, i + 1 + usize::from(stop)) {
            return None;
        }
        Some((month.cast_signed(), i + 1 + usize::from(stop)))
    }

    /// Whether a month in small letters is one: "june", "14 nov", "feb 3", "may 5th", but not "may 5 ships sail?".
    fn small_month(&self, i: usize, after: usize) -> bool {
        let atoms = self.atoms;
        let month = atoms.at(i).entry.month;
        let word = matches!(atoms.str(i), "may" | "march" | "august" | "mar");
        let suffix = |at: usize| atoms.at(at).glued && atoms.is(at, Literal::Ordinal);
        let year = atoms.width(after) == 4 && atoms.digits(after);
        // "mar3"
        let joined = atoms.digits(after) && atoms.at(after).glued;
        let dated = suffix(after + 1) || year || joined;
        let led = i > 0 && (atoms.digits(i - 1) && atoms.width(i - 1) <= 2 || suffix(i - 1));
        let led = led
            || i > 1
                && atoms.is(i - 1, Literal::Of)
                && (suffix(i - 2) || atoms.at(i - 2).entry.ordinal.is_some());
        if word {
            return dated || led && !atoms.digits(after);
        }
        let whole = atoms.width(i) > 4 || matches!(month, Some(6 | 7)) && atoms.width(i) == 4;
        whole || dated || led || atoms.digits(after) && atoms.width(after) <= 2
    }

    /// The day of the month at `i`, and the atom after it.
    pub(super) fn day_number(&self, i: usize) -> Option<(i8, usize)> {
        let atoms = self.atoms;
        let atom = atoms.at(i);
        if atom.kind == Kind::Word {
            return self.day_word(i);
        }
        let day = atoms
            .short_number(i)
            .filter(|day| atoms.width(i) <= 2 && (1..=31).contains(day))?;
        let next = atoms.at(i + 1);
        let suffix = next.glued && atoms.is(i + 1, Literal::Ordinal);
        let inside = next.glued
            && !suffix
            && match next.kind {
                Kind::Sign(',' | '.') => {
                    atoms.digits(i + 2) && atoms.at(i + 2).glued && atoms.width(i + 2) != 4
                }
                Kind::Sign(':') => atoms.digits(i + 2) && atoms.at(i + 2).glued,
                Kind::Sign('%' | '/' | '°') | Kind::Word | Kind::Digits => true,
                _ => false,
            };
        (!inside).then(|| (day as i8, i + 1 + usize::from(suffix)))
    }

    /// The day of the month in words at `i`: "eighth", "twenty-third", "twenty nine".
    fn day_word(&self, i: usize) -> Option<(i8, usize)> {
        let atoms = self.atoms;
        let entry = atoms.at(i).entry;
        if let Some(day) = entry.ordinal {
            // "May second" is one, "a second of March" none.
            let usable = !atoms.at(i).capital || i == 0;
            return usable.then_some((day.cast_signed(), i + 1));
        }
        let small = entry.small.filter(|small| *small > 0)?;
        let ones = atoms.past_hyphen(i + 1);
        let more = atoms.at(ones).entry;
        let ones_fit = matches!(small, 20 | 30) && atoms.word(ones);
        let unit = more
            .ordinal
            .or(more.small)
            .filter(|unit| ones_fit && *unit > 0 && *unit < 10);
        let day = small + unit.unwrap_or(0);
        let end = if unit.is_some() { ones + 1 } else { i + 1 };
        (day <= 31).then_some((day.cast_signed(), end))
    }

    /// A year behind a date: "2024", ", 2024", "this year", "last year".
    pub(super) fn year_behind(&self, i: usize) -> Option<(i16, usize)> {
        let atoms = self.atoms;
        // "4 July 1995", "4 July, 1995", "the fourth of July of 1995"
        let linked = atoms.sign(i, ',') || atoms.is(i, Literal::Of) || atoms.is(i, Literal::In);
        let at = i + usize::from(linked);
        if let Some(year) = self
            .year_digits(at)
            .filter(|year| *year >= 1400 && !self.counts(*year, at + 1))
        {
            return Some((year, at + 1));
        }
        // "15 April of 87"
        if atoms.is(i, Literal::Of)
            && let Some(year) = self.two_digits(at)
        {
            return Some((year, at + 1));
        }
        // "15 April '87"
        if matches!(atoms.at(at).kind, Kind::Sign('\'' | '’' | '‘'))
            && let Some(year) = self.short_year(at + 1)
        {
            return Some((year, at + 2));
        }
        // "January nineteen ninety-seven", "January first two thousand and thirty-two"
        if let Some(spoken) = self.spoken_year(at).or_else(|| self.millennial(at)) {
            let year = spoken.value.as_deref().and_then(|value| value.parse().ok());
            return year.map(|year| (year, spoken.end));
        }
        if at > i || !atoms.is(i + 1, Literal::Year) {
            return None;
        }
        let shift = match atoms.at(i).entry.literal {
            Literal::This => 0,
            Literal::Last => -1,
            Literal::Next => 1,
            _ => return None,
        };
        Some((self.anchor.year()? + shift, i + 2))
    }

    /// Whether four digits before `i` that could be a year have a unit: "2015 gunmen" behind a month are gunmen of a year.
    fn counts(&self, year: i16, i: usize) -> bool {
        let likely = (1900..2100).contains(&year) && self.atoms.flag(i, Flags::PLURAL);
        self.measured(i) && !likely
    }

    /// "the class of '68", "since '89": a year of which two digits are told, behind the apostrophe at `i`.
    pub(super) fn short_year_led(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let before = i.checked_sub(1)?;
        let led = atoms.flag(before, Flags::PREPOSITION)
            || matches!(
                atoms.at(before).entry.literal,
                Literal::Of | Literal::Early | Literal::Late
            )
            || atoms.at(before).entry.season.is_some();
        let year = (led && !atoms.at(i).glued)
            .then(|| self.short_year(i + 1))
            .flatten()?;
        Some(Found::new(i, i + 2, TimeKind::Date, format!("{year:04}")))
    }

    /// The year in the two digits at `i`, which an apostrophe leads.
    fn short_year(&self, i: usize) -> Option<i16> {
        let atoms = self.atoms;
        self.two_digits(i).filter(|_| atoms.at(i).glued)
    }

    fn two_digits(&self, i: usize) -> Option<i16> {
        let atoms = self.atoms;
        let next = atoms.at(i + 1);
        let open = next.glued && matches!(next.kind, Kind::Word | Kind::Digits)
            || atoms.word(i + 1) && !atoms.flag(i + 1, Flags::STOP)
            || self.measured(i + 1);
        let two = atoms.width(i) == 2 && !open;
        let year = atoms.short_number(i).filter(|_| two)?.cast_signed();
        Some(self.full_year(year))
    }

    /// The year of which two digits are told: no more than twenty years ahead.
    pub(super) fn full_year(&self, short: i16) -> i16 {
        let latest = self.anchor.year().map_or(2049, |year| year + 20);
        if 2000 + short <= latest {
            2000 + short
        } else {
            1900 + short
        }
    }

    /// A date that begins with its month.
    pub(super) fn month(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let (month, after) = self.month_name(i)?;
        if let Some((day, end)) = self
            .day_number(after + usize::from(self.comma_day(after)))
            .filter(|(_, end)| !self.measured(*end) && self.is_day(after, *end))
        {
            let to = atoms.past_hyphen(end);
            if let Some((_, last)) = self.day_number(to).filter(|_| to > end) {
                // "March 5-7" has two values; it keeps neither.
                let last = self.year_behind(last).map_or(last, |(_, end)| end);
                return Some(Found::new(i, last, TimeKind::Date, None));
            }
            if let Some((year, end)) = self.year_behind(end) {
                return Some(Found::new(i, end, TimeKind::Date, full(year, month, day)?));
            }
            return Some(Found::new(
                i,
                end,
                TimeKind::Date,
                self.nearest_day(month, day, i)?,
            ));
        }
        if let Some((year, end)) = self.year_behind(after) {
            return Some(Found::new(
                i,
                end,
                TimeKind::Date,
                anchor::month((year, month)),
            ));
        }
        // "May", "March", "Jan" and "Mar" are words and names too.
        let before = atoms.before(i).entry;
        let doubtful = matches!(month, 3 | 5) || after == i + 1 && atoms.width(i) <= 3;
        let led = before.flags.any(Flags::PREPOSITION)
            || matches!(
                before.literal,
                Literal::Of
                    | Literal::Last
                    | Literal::Next
                    | Literal::This
                    | Literal::Early
                    | Literal::Late
                    | Literal::Mid
                    | Literal::Past
                    | Literal::Every
            );
        // "mid-March"
        let led = led || i > 1 && atoms.hyphen(i - 1) && atoms.is(i - 2, Literal::Mid);
        // "April Stone" is a person.
        let name = atoms.at(after).capital && atoms.word(after);
        let first_name = matches!(month, 4 | 6 | 8) && name && !led;
        if first_name || doubtful && (!led || name) {
            return None;
        }
        Some(Found::new(
            i,
            after,
            TimeKind::Date,
            self.nearest_month(month, i),
        ))
    }

    /// "October, 1st"
    fn comma_day(&self, i: usize) -> bool {
        self.atoms.sign(i, ',')
            && self.atoms.digits(i + 1)
            && self.atoms.at(i + 2).glued
            && self.atoms.is(i + 2, Literal::Ordinal)
    }

    /// Whether words from `i` to `end` behind a month are a day: in "in May twenty people" they are not.
    fn is_day(&self, i: usize, end: usize) -> bool {
        let atoms = self.atoms;
        if !atoms.word(i) || atoms.at(end - 1).entry.ordinal.is_some() {
            return true;
        }
        !atoms.word(end)
            || self
                .spoken_year(end)
                .or_else(|| self.millennial(end))
                .is_some()
    }

    /// A date that begins with its day: "5 March 2024", "5th of March".
    pub(super) fn day_month(&self, i: usize) -> Option<Found> {
        // "$12 December 27" is a sum and a day.
        if matches!(self.atoms.before(i).kind, Kind::Sign('$' | '€' | '£' | '#')) {
            return None;
        }
        let (day, after) = self.day_number(i)?;
        let noun = usize::from(self.atoms.str(after) == "day");
        let of = usize::from(self.atoms.is(after + noun, Literal::Of));
        // "a second of March" is rare, "a third March" no date.
        let word = self.atoms.at(after - 1).entry.ordinal.is_some() && self.atoms.word(i);
        if noun > of || word && of == 0 {
            return None;
        }
        let (month, after) = self.month_name(after + noun + of)?;
        if let Some((year, end)) = self.year_behind(after) {
            return Some(Found::new(i, end, TimeKind::Date, full(year, month, day)?));
        }
        Some(Found::new(
            i,
            after,
            TimeKind::Date,
            self.nearest_day(month, day, i)?,
        ))
    }

    /// The nearest such month, or the next where the words look ahead.
    fn nearest_month(&self, month: i8, i: usize) -> String {
        let Some((year, now)) = self.anchor.year_month() else {
            return format!("XXXX-{month:02}");
        };
        let told = self.looks_ahead(i);
        let back = told == Some(false) || self.looks_back(i);
        let year = match month - now {
            _ if told == Some(true) => year + i16::from(month < now),
            7.. => year - 1,
            1.. if back => year - 1,
            ..=-8 if !back => year + 1,
            _ => year,
        };
        anchor::month((year, month))
    }

    fn looks_back(&self, i: usize) -> bool {
        let back = Flags::PAST.or(Flags::VERB);
        // "down from 7.9 percent in June"
        let from = |at: usize| {
            let way = matches!(self.atoms.at(at).entry.literal, Literal::Up | Literal::Down);
            way && self.atoms.is(at + 1, Literal::From)
        };
        (i.saturating_sub(9)..i)
            .any(|at| self.past_verb(at) || self.atoms.flag(at, back) || from(at))
    }

    /// The such day of a month that lies nearest to the document's date.
    pub(super) fn nearest_day(&self, month: i8, day: i8, i: usize) -> Option<String> {
        Date::new(2000, month, day).ok()?;
        let unknown = || format!("XXXX-{month:02}-{day:02}");
        let Some(today) = self.anchor.date() else {
            return Some(unknown());
        };
        let told = self.looks_ahead(i);
        let near = (today.year() - 1..=today.year() + 1)
            .filter_map(|year| Date::new(year, month, day).ok());
        let distance = |date: &Date| {
            let days = (*date - today).get_days();
            // What lies the other way weighs as much as three months, or half a year where words say which way to look.
            let against = if told == Some(true) {
                days < 0
            } else {
                days > 0
            };
            let weight = if told.is_some() { 180 } else { 90 };
            days.abs() + if against { weight } else { 0 }
        };
        Some(near.min_by_key(distance).map_or_else(unknown, anchor::day))
    }
}
