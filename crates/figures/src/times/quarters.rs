//! Numbered parts of larger periods: "the third quarter", "Q3 2023", "the 19th century", "fiscal 1989".

use super::duration::length;
use super::story::Lean;
use super::{Found, Reader};
use crate::atoms::Kind;
use crate::lexicon::Flags;
use crate::literal::Literal;
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
            None => match self.year_of(at + 2).filter(|_| of == 1) {
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

    /// "Q3 2023", "Q3".
    pub(super) fn named_quarter(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let named = atoms.str(i) == "Q" && atoms.at(i + 1).glued;
        let number = atoms
            .short_number(i + 1)
            .filter(|number| named && (1..=4).contains(number))?;
        if atoms.at(i + 2).glued && matches!(atoms.at(i + 2).kind, Kind::Word | Kind::Digits) {
            return None;
        }
        let of = usize::from(atoms.is(i + 2, Literal::Of));
        match self.year_digits(i + 2 + of) {
            Some(year) => Some(Found::new(
                i,
                i + 3 + of,
                TimeKind::Date,
                format!("{year:04}-Q{number}"),
            )),
            None => Some(Found::new(
                i,
                i + 2,
                TimeKind::Date,
                self.nearest_quarter(number),
            )),
        }
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
