//! Days that have a name: "Christmas Day", "last Thanksgiving", "New Year's Eve 2019". Civil calendars of the
//! English-speaking countries and the Christian feasts; the day of Easter by the method of Meeus, Jones and Butcher.

use super::anchor;
use super::{Found, Reader};
use crate::atoms::Kind;
use crate::literal::Literal;
use jiff::civil::{Date, Weekday};
use presswork_annotations::TimeKind;

/// When a holiday is.
#[derive(Clone, Copy, Debug)]
enum When {
    /// Month and day.
    On(i8, i8),
    /// The weekday of a month, counted from its beginning, or from its end if negative.
    Nth(i8, i8, Weekday),
    /// Days after Easter Sunday.
    Easter(i64),
    /// The Tuesday after the first Monday of November.
    Election,
    /// Days after Thanksgiving.
    AfterThanksgiving(i64),
    /// Another day in every country.
    Uncertain,
}

/// Names in lower case, word by word, the longer of two that begin alike first.
const HOLIDAYS: [(&[&str], When); 67] = [
    (&["christmas", "eve"], When::On(12, 24)),
    (&["christmas", "day"], When::On(12, 25)),
    (&["christmas"], When::On(12, 25)),
    (&["boxing", "day"], When::On(12, 26)),
    (&["new", "year", "s", "eve"], When::On(12, 31)),
    (&["new", "year", "eve"], When::On(12, 31)),
    (&["new", "years", "eve"], When::On(12, 31)),
    (&["new", "year", "s", "day"], When::On(1, 1)),
    (&["new", "year", "day"], When::On(1, 1)),
    (&["new", "years", "day"], When::On(1, 1)),
    (&["valentine", "s", "day"], When::On(2, 14)),
    (&["st", "patrick", "s", "day"], When::On(3, 17)),
    (&["april", "fool", "s", "day"], When::On(4, 1)),
    (&["earth", "day"], When::On(4, 22)),
    (&["may", "day"], When::On(5, 1)),
    (&["independence", "day"], When::On(7, 4)),
    (&["bastille", "day"], When::On(7, 14)),
    (&["halloween"], When::On(10, 31)),
    (&["veterans", "day"], When::On(11, 11)),
    (&["armistice", "day"], When::On(11, 11)),
    (&["memorial", "day"], When::Nth(5, -1, Weekday::Monday)),
    (&["labor", "day"], When::Nth(9, 1, Weekday::Monday)),
    (&["columbus", "day"], When::Nth(10, 2, Weekday::Monday)),
    (&["presidents", "day"], When::Nth(2, 3, Weekday::Monday)),
    (
        &["thanksgiving", "day"],
        When::Nth(11, 4, Weekday::Thursday),
    ),
    (&["thanksgiving"], When::Nth(11, 4, Weekday::Thursday)),
    (&["election", "day"], When::Election),
    (&["good", "friday"], When::Easter(-2)),
    (&["easter", "sunday"], When::Easter(0)),
    (&["easter", "monday"], When::Easter(1)),
    (&["ash", "wednesday"], When::Easter(-46)),
    (&["palm", "sunday"], When::Easter(-7)),
    (&["easter", "saturday"], When::Easter(-1)),
    (&["easter"], When::Easter(0)),
    (&["black", "friday"], When::AfterThanksgiving(1)),
    (&["juneteenth"], When::On(6, 19)),
    (&["international", "women", "s", "day"], When::On(3, 8)),
    (&["international", "workers", "day"], When::On(5, 1)),
    (&["saint", "patrick", "s", "day"], When::On(3, 17)),
    (&["remembrance", "day"], When::On(11, 11)),
    (&["saint", "patrick"], When::On(3, 17)),
    (&["st", "patrick"], When::On(3, 17)),
    (&["new", "year"], When::On(1, 1)),
    (&["ascension", "day"], When::Easter(39)),
    (&["whit", "monday"], When::Easter(50)),
    (&["pentecost"], When::Easter(49)),
    (&["groundhog", "day"], When::On(2, 2)),
    (&["anzac", "day"], When::On(4, 25)),
    (&["all", "saints", "day"], When::On(11, 1)),
    (&["bonfire", "night"], When::On(11, 5)),
    (&["flag", "day"], When::On(6, 14)),
    (&["maundy", "thursday"], When::Easter(-3)),
    (&["shrove", "tuesday"], When::Easter(-47)),
    (&["mardi", "gras"], When::Easter(-47)),
    (&["canada", "day"], When::On(7, 1)),
    (&["australia", "day"], When::On(1, 26)),
    (
        &["martin", "luther", "king", "jr", "day"],
        When::Nth(1, 3, Weekday::Monday),
    ),
    (
        &["martin", "luther", "king", "day"],
        When::Nth(1, 3, Weekday::Monday),
    ),
    (&["mlk", "day"], When::Nth(1, 3, Weekday::Monday)),
    (&["mothering", "sunday"], When::Easter(-21)),
    (&["mother", "s", "day"], When::Nth(5, 2, Weekday::Sunday)),
    (&["mothers", "day"], When::Nth(5, 2, Weekday::Sunday)),
    (&["father", "s", "day"], When::Nth(6, 3, Weekday::Sunday)),
    (&["fathers", "day"], When::Nth(6, 3, Weekday::Sunday)),
    (
        &["indigenous", "peoples", "day"],
        When::Nth(10, 2, Weekday::Monday),
    ),
    (&["cyber", "monday"], When::AfterThanksgiving(4)),
    (&["labour", "day"], When::Uncertain),
];

impl Reader<'_> {
    /// The holiday whose name begins at `i`, with the year behind it; `first` is where the expression starts.
    pub(super) fn holiday(&self, i: usize, first: usize) -> Option<Found> {
        let atoms = self.atoms;
        let (when, end) = HOLIDAYS.iter().find_map(|(words, when)| {
            let mut at = i;
            for word in *words {
                // An apostrophe stands between "year" and "s".
                at += usize::from(matches!(atoms.at(at).kind, Kind::Sign('\'' | '’')));
                if !atoms.word(at) || !atoms.str(at).eq_ignore_ascii_case(word) {
                    return None;
                }
                at += 1;
            }
            Some((*when, at))
        })?;
        // "Lunar New Year" is another day.
        let other = i > 1
            && atoms.at(i - 1).capital
            && atoms.at(i - 1).kind == Kind::Word
            && atoms.str(i).eq_ignore_ascii_case("new")
            && first == i;
        if other {
            return Some(Found::new(i - 1, end, TimeKind::Date, None));
        }
        // "the new year" is more than its first day.
        let whole_year = end == i + 2 && atoms.str(i + 1).eq_ignore_ascii_case("year");
        if whole_year
            && i > 0
            && !atoms.at(i).capital
            && !matches!(atoms.str(i - 1), "before" | "after")
        {
            return None;
        }
        let alone = end == i + 1;
        if alone && atoms.at(end).capital && atoms.word(end) {
            return None;
        }
        let of = usize::from(atoms.is(end, Literal::Of) || atoms.sign(end, ','));
        if let Some(year) = self.year_digits(end + of) {
            let value = when.in_year(year).map(anchor::day);
            return Some(Found::new(first, end + of + 1, TimeKind::Date, value));
        }
        let shift = (first < i).then(|| atoms.at(first).entry.literal);
        let value = self.anchor.date().and_then(|today| {
            let near = (today.year() - 1..=today.year() + 1).filter_map(|year| when.in_year(year));
            let mut near = near.filter(|date| match shift {
                Some(Literal::Last) => *date < today,
                Some(Literal::Next | Literal::Following) => *date > today,
                Some(Literal::This) => date.year() == today.year(),
                _ => true,
            });
            let distance = |date: &Date| (*date - today).get_days().abs();
            if shift.is_some() {
                near.min_by_key(distance)
            } else {
                let ahead = self.ahead(i);
                near.by_ref().min_by_key(|date| {
                    let against = (*date < today) == ahead && *date != today;
                    distance(date) + if against { 90 } else { 0 }
                })
            }
        });
        Some(Found::new(
            first,
            end,
            TimeKind::Date,
            value.map(anchor::day),
        ))
    }
}

impl When {
    fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Self::On(month, day) => Date::new(year, month, day).ok(),
            Self::Nth(month, nth, weekday) => {
                let first = Date::new(year, month, 1).ok()?;
                first.nth_weekday_of_month(nth, weekday).ok()
            }
            Self::Easter(days) => after(easter(year)?, days),
            Self::Election => {
                let first = Date::new(year, 11, 1).ok()?;
                let monday = first.nth_weekday_of_month(1, Weekday::Monday).ok()?;
                monday.tomorrow().ok()
            }
            Self::AfterThanksgiving(days) => {
                let first = Date::new(year, 11, 1).ok()?;
                let thanksgiving = first.nth_weekday_of_month(4, Weekday::Thursday).ok()?;
                after(thanksgiving, days)
            }
            Self::Uncertain => None,
        }
    }
}

fn after(day: Date, days: i64) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

fn easter(year: i16) -> Option<Date> {
    let years = i32::from(year);
    let (golden, century, of_century) = (years % 19, years / 100, years % 100);
    let drift = (8 * century + 13) / 25;
    let moon = (19 * golden + century - century / 4 - drift + 15) % 30;
    let late = (golden + 11 * moon) / 319;
    let weekday = 2 * (century % 4) + 2 * (of_century / 4) - of_century % 4 - moon + late + 32;
    let after = moon - late + weekday % 7;
    let month = (after + 90) / 25;
    let day = (after + month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_sundays() {
        for (year, month, day) in [(1999, 4, 4), (2000, 4, 23), (2008, 3, 23), (2024, 3, 31)] {
            assert_eq!(easter(year), Date::new(year, month, day).ok());
        }
    }

    #[test]
    fn moving_days() {
        let thanksgiving = When::Nth(11, 4, Weekday::Thursday).in_year(1999);
        assert_eq!(thanksgiving, Date::new(1999, 11, 25).ok());
        assert_eq!(When::Election.in_year(2016), Date::new(2016, 11, 8).ok());
        let memorial = When::Nth(5, -1, Weekday::Monday).in_year(2024);
        assert_eq!(memorial, Date::new(2024, 5, 27).ok());
    }
}
