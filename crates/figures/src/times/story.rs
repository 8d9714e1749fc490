//! Times that lean on another time of the text: "a year earlier", "the quarter", "three days later", "that year".

use super::Found;
use super::anchor::{self, Anchor};
use crate::lexicon::Period;
use presswork_annotations::TimeKind;

/// For how many sentences a quarter stays what a report is about.
const MEMORY: usize = 8;

/// What a time leans on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lean {
    /// The period that the text is about: "the quarter", "that year", "the same day".
    Same(Period),
    /// So many periods after the last time, or before it: "three days later", "the following month".
    Shifted(i16, Period),
    /// The same part of the year before: "a year ago", "the year-earlier quarter".
    YearAgo,
}

/// The times that a document has told so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Story {
    quarter: Option<(i16, i8)>,
    last: Option<Anchor>,
    age: usize,
}

impl Story {
    /// Gives the times of the next sentence their values, in order.
    pub(crate) fn tell(&mut self, times: &mut [Found], anchor: Anchor) {
        self.age += 1;
        if self.age > MEMORY {
            self.quarter = None;
        }
        for time in times {
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
            // After its own date nothing has happened yet: a report without another time has none to lean on.
            Lean::Shifted(by, period) if by > 0 => shifted(self.last?, by, period),
            Lean::Shifted(by, period) => shifted(self.last.unwrap_or(anchor), by, period),
        }
    }
}

/// The period `by` periods after the one of `date`.
fn shifted(date: Anchor, by: i16, period: Period) -> Option<String> {
    match period {
        Period::Day => date.day(by.into()).map(anchor::day),
        Period::Week => date.day(i64::from(by) * 7).map(anchor::week),
        Period::Month => date.months(by.into()).map(anchor::month),
        Period::Year => {
            let year = date.year()?.checked_add(by).filter(|year| *year > 0)?;
            Some(format!("{year:04}"))
        }
        _ => None,
    }
}
