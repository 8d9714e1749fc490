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
        let month = atoms.at(i).entry.month.filter(|_| atoms.at(i).capital)?;
        let short =
            atoms.width(i) <= 4 && !matches!(month, 5..=7) || matches!(atoms.str(i), "Jun" | "Jul");
        let stop = short && atoms.sign(i + 1, '.') && atoms.at(i + 1).glued;
        Some((month.cast_signed(), i + 1 + usize::from(stop)))
    }

    /// The day of the month at `i`, and the atom after it.
    fn day_number(&self, i: usize) -> Option<(i8, usize)> {
        let atoms = self.atoms;
        let atom = atoms.at(i);
        if atom.kind == Kind::Word {
            // "March eighth"
            let usable = atom.entry.period.is_none() && !atom.capital;
            return atom
                .entry
                .ordinal
                .filter(|_| usable)
                .map(|day| (day.cast_signed(), i + 1));
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
                Kind::Sign('%' | ':' | '/' | '°') | Kind::Word | Kind::Digits => true,
                _ => false,
            };
        (!inside).then(|| (day as i8, i + 1 + usize::from(suffix)))
    }

    /// A year behind a date: "2024", ", 2024", "this year", "last year".
    fn year_behind(&self, i: usize) -> Option<(i16, usize)> {
        let atoms = self.atoms;
        let at = i + usize::from(atoms.sign(i, ','));
        if let Some(year) = self
            .year_digits(at)
            .filter(|year| *year >= 1400 && !self.measured(at + 1))
        {
            return Some((year, at + 1));
        }
        // "January nineteen ninety-seven"
        if let Some(spoken) = self.spoken_year(at) {
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

    /// A date that begins with its month.
    pub(super) fn month(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let (month, after) = self.month_name(i)?;
        if let Some((day, end)) = self
            .day_number(after)
            .filter(|(_, end)| !self.measured(*end))
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

    /// A date that begins with its day: "5 March 2024", "5th of March".
    pub(super) fn day_month(&self, i: usize) -> Option<Found> {
        let (day, after) = self.day_number(i)?;
        let of = usize::from(self.atoms.is(after, Literal::Of));
        let (month, after) = self.month_name(after + of)?;
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
        let ahead = self.ahead(i);
        let year = match month - now {
            _ if ahead => year + i16::from(month < now),
            7.. => year - 1,
            1.. if self.looks_back(i) => year - 1,
            ..=-8 => year + 1,
            _ => year,
        };
        anchor::month((year, month))
    }

    fn looks_back(&self, i: usize) -> bool {
        let back = Flags::PAST.or(Flags::VERB);
        (i.saturating_sub(6)..i).any(|at| self.past_verb(at) || self.atoms.flag(at, back))
    }

    /// The such day of a month that lies nearest to the document's date.
    fn nearest_day(&self, month: i8, day: i8, i: usize) -> Option<String> {
        Date::new(2000, month, day).ok()?;
        let unknown = || format!("XXXX-{month:02}-{day:02}");
        let Some(today) = self.anchor.date() else {
            return Some(unknown());
        };
        let ahead = self.ahead(i);
        let near = (today.year() - 1..=today.year() + 1)
            .filter_map(|year| Date::new(year, month, day).ok());
        let distance = |date: &Date| {
            let days = (*date - today).get_days();
            // Words that look the other way weigh as much as three months.
            let against = if ahead { days < 0 } else { days > 0 };
            days.abs() + if against { 90 } else { 0 }
        };
        Some(near.min_by_key(distance).map_or_else(unknown, anchor::day))
    }
}
