//! The date against which relative times are resolved.

use jiff::civil::Date;

/// A date, as precise as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Anchor {
    year: Option<i16>,
    month: Option<i8>,
    date: Option<Date>,
}

impl Anchor {
    /// Reads ISO 8601, whole or its beginning: `2024`, `2024-03`, `2024-03-05`, `2024-03-05T10:00:00Z`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let number = |range: std::ops::Range<usize>| {
            let part = text.get(range)?;
            let digits = part.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| part.parse::<i16>().ok()).flatten()
        };
        let dash = |at: usize| text.as_bytes().get(at) == Some(&b'-');
        let year = number(0..4).filter(|year| *year > 0)?;
        let mut anchor = Self {
            year: Some(year),
            ..Self::default()
        };
        if text.len() == 4 {
            return Some(anchor);
        }
        let month = number(5..7).filter(|month| dash(4) && (1..=12).contains(month))? as i8;
        anchor.month = Some(month);
        if text.len() == 7 {
            return Some(anchor);
        }
        let day = number(8..10).filter(|_| dash(7))?;
        anchor.date = Some(Date::new(year, month, i8::try_from(day).ok()?).ok()?);
        let ends = text.len() == 10 || text[10..].starts_with(['T', ' ', 't']);
        ends.then_some(anchor)
    }

    pub(crate) fn date(self) -> Option<Date> {
        self.date
    }

    pub(crate) fn year(self) -> Option<i16> {
        self.year
    }

    pub(crate) fn year_month(self) -> Option<(i16, i8)> {
        Some((self.year?, self.month?))
    }

    /// The day `days` after it.
    pub(crate) fn day(self, days: i64) -> Option<Date> {
        self.date?
            .checked_add(jiff::Span::new().try_days(days).ok()?)
            .ok()
    }

    /// The month `months` after it.
    pub(crate) fn months(self, months: i32) -> Option<(i16, i8)> {
        let (year, month) = self.year_month()?;
        let sum = i32::from(year) * 12 + i32::from(month) - 1;
        let sum = sum.checked_add(months).filter(|sum| *sum >= 12)?;
        Some((
            i16::try_from(sum / 12).ok()?,
            i8::try_from(sum % 12 + 1).ok()?,
        ))
    }
}

/// `1998-02-13`.
pub(super) fn day(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// `1998-W07`.
pub(super) fn week(date: Date) -> String {
    let week = date.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// `1998-02`.
pub(super) fn month((year, month): (i16, i8)) -> String {
    format!("{year:04}-{month:02}")
}

/// `1998-02-13`, if there is such a day.
pub(super) fn full(year: i16, month: i8, of_month: i8) -> Option<String> {
    Date::new(year, month, of_month).ok().map(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_what_is_known() {
        assert_eq!(Anchor::parse("2024").unwrap().year(), Some(2024));
        assert_eq!(
            Anchor::parse("2024-03").unwrap().months(-3),
            Some((2023, 12))
        );
        let day_before = Anchor::parse("2024-03-01T10:00:00Z").unwrap().day(-1);
        assert_eq!(day(day_before.unwrap()), "2024-02-29");
        for bad in [
            "",
            "24",
            "2024-13",
            "2024-02-30",
            "next week",
            "2024-03-05x",
            "2024é",
            "202é-01",
        ] {
            assert_eq!(Anchor::parse(bad), None, "{bad}");
        }
    }
}
