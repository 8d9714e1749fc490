//! Times relative to the document's date or to a larger period: "last week", "this year", "the third quarter",
//! "early next June", "the 19th century".

use super::story::Lean;
use super::{Found, Reader, anchor};
use crate::atoms::Kind;
use crate::lexicon::{Flags, Period, TimeWord};
use crate::literal::Literal;
use presswork_annotations::TimeKind;

pub(super) const SEASONS: [&str; 4] = ["SP", "SU", "FA", "WI"];

impl Reader<'_> {
    /// A relative time whose first word stands at `i`.
    pub(super) fn relative(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let entry = atoms.at(i).entry;
        if let Some(word) = entry.time_word {
            return self.time_word(i, word);
        }
        if entry.season.is_some() {
            return self.season(i);
        }
        let at = i + usize::from(matches!(entry.literal, Literal::The | Literal::This));
        let word = atoms.at(at).entry;
        let placed = self
            .nth_day(at, i)
            .or_else(|| self.day_beside(at, i))
            .or_else(|| self.last_part(at, i))
            .or_else(|| self.week_of_month(at, i))
            .or_else(|| self.part_of_day(at, i));
        if placed.is_some() {
            return placed;
        }
        let led = match word.literal {
            Literal::Early | Literal::Late | Literal::Mid => self.part_of(at, i),
            Literal::End if atoms.is(at + 1, Literal::Of) => self.part_of(at + 1, i),
            Literal::Last | Literal::Next | Literal::Current | Literal::Following => {
                self.shifted(at, i)
            }
            Literal::Past => self.shifted(at, i).or_else(|| self.plain_past(i)),
            Literal::Recent => atoms
                .flag(at + 1, Flags::PERIODS)
                .then(|| Found::date(i, at + 2, "PAST_REF")),
            Literal::Quarter
                if entry.literal == Literal::The
                    && !atoms.is(at + 1, Literal::Of)
                    && !atoms.hyphen(at + 1) =>
            {
                let quarter = Found::new(i, i + 2, TimeKind::Date, None);
                Some(quarter.leaning(Lean::Same(Period::Quarter)))
            }
            Literal::Close
                if entry.literal == Literal::The
                    && matches!(atoms.str(at + 1), "future" | "term") =>
            {
                Some(Found::date(i, at + 2, "FUTURE_REF"))
            }
            Literal::Future if entry.literal == Literal::The => {
                Some(Found::date(i, i + 2, "FUTURE_REF"))
            }
            Literal::Fiscal => self.fiscal(at, i),
            Literal::Weekend if entry.literal == Literal::The => Some(self.weekend(at, i)),
            _ => None,
        };
        if led.is_some() {
            return led;
        }
        match entry.literal {
            Literal::This => self.shifted(i, i),
            Literal::The => self
                .nth(i)
                .or_else(|| self.with_article(i))
                .or_else(|| self.in_story(i)),
            _ if matches!(atoms.str(i), "that" | "That") => self.in_story(i),
            Literal::Year => self.year_ago(i).or_else(|| self.year_end(i)),
            _ if word.ordinal.is_some() || word.small.is_some() => self.ordinal_period(at, i),
            _ => self.reported(i),
        }
    }

    /// "that year", "the same day", "the previous month" where another time is told, "by the nineties", "at the time".
    fn in_story(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let same = usize::from(atoms.str(i + 1) == "same");
        let at = i + 1 + same;
        let entry = atoms.at(at).entry;
        let the = atoms.is(i, Literal::The);
        let date = |end, value: Option<String>| Found::new(i, end, TimeKind::Date, value);
        if the && atoms.str(at) == "time" && i > 0 {
            let led = atoms.is(i - 1, Literal::At);
            let closed = !atoms.word(at + 1) || atoms.flag(at + 1, Flags::STOP);
            let of = atoms.is(at + 1, Literal::Of) || atoms.hyphen(at + 1);
            return (led && closed && !of && same == 0).then(|| Found::date(i, at + 1, "PAST_REF"));
        }
        if the && atoms.str(at) == "moment" && i > 0 && atoms.is(i - 1, Literal::At) {
            return Some(Found::date(i, at + 1, "PRESENT_REF"));
        }
        if the && let Some(decade) = self.decade_in_words(at) {
            return Some(decade.from(i));
        }
        let period = entry
            .period
            .filter(|_| !entry.flags.any(Flags::PERIODS) && !atoms.at(at).capital)?;
        if the
            && period == Period::Week
            && atoms.is(at + 1, Literal::Of)
            && let Some((day, end)) = self.told_day(at + 2)
        {
            return Some(date(end, Some(anchor::week(day))));
        }
        let next = atoms.at(at + 1);
        let closed = next.kind != Kind::Word || next.entry.flags.any(Flags::STOP);
        let joined = atoms.hyphen(at + 1) || next.entry.literal == Literal::Of;
        if !closed || joined {
            return None;
        }
        if !the || same == 1 {
            let known = matches!(
                period,
                Period::Day | Period::Week | Period::Month | Period::Quarter | Period::Year
            );
            return known.then(|| date(at + 1, None).leaning(Lean::Same(period)));
        }
        // "in the year to March"
        let to = atoms.is(at + 1, Literal::To) && atoms.at(at + 2).entry.month.is_some();
        if period == Period::Year && to {
            return Some(Found::new(i, at + 1, TimeKind::Duration, "P1Y".to_owned()));
        }
        // "in the year", "later in the week"
        let led = i > 0
            && matches!(
                atoms.at(i - 1).entry.literal,
                Literal::In | Literal::For | Literal::Of | Literal::Within
            );
        let whole = matches!(period, Period::Year | Period::Month | Period::Week);
        (led && whole).then(|| date(at + 1, self.shifted_period(period, 0)))
    }

    /// "nineties" at `i`, of the last century: "the twenties" of this one are as near as those of the last.
    fn decade_in_words(&self, i: usize) -> Option<Found> {
        let decade = decade_word(self.atoms.str(i))?;
        let value = (decade >= 3).then(|| format!("19{decade}"));
        Some(Found::new(i, i + 1, TimeKind::Date, value))
    }

    /// "by year-end"
    fn year_end(&self, i: usize) -> Option<Found> {
        let end = self.atoms.past_hyphen(i + 1);
        let year = self.anchor.year().map(|year| format!("{year:04}"));
        let fits = end > i + 1 && self.atoms.str(end) == "end";
        fits.then(|| Found::new(i, end + 1, TimeKind::Date, year))
    }

    /// "in the past", where no period follows.
    fn plain_past(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let after = atoms.at(i + 2);
        let closed =
            after.kind != Kind::Word || after.entry.flags.any(Flags::STOP.or(Flags::DETERMINER));
        let open = after.kind == Kind::Digits || after.entry.literal == Literal::Few;
        let led = i > 0 && atoms.is(i - 1, Literal::In) && atoms.is(i, Literal::The);
        (led && closed && !open).then(|| Found::date(i, i + 2, "PAST_REF"))
    }

    /// "the 1990s", "the '90s", "the year 2000", "the third quarter".
    fn with_article(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let at = i + 1;
        let found = match atoms.at(at).kind {
            Kind::Digits => {
                let decade =
                    |found: &Found| found.value.as_ref().is_some_and(|value| value.len() == 3);
                let year = self.year_digits(at).filter(|_| atoms.word(at + 1));
                let quarter = || year.and_then(|year| self.quarter_of(at + 1, year));
                let counted = || {
                    self.duration(at)
                        .filter(|found| found.kind == TimeKind::Duration)
                };
                self.year(at)
                    .filter(decade)
                    .or_else(quarter)
                    .or_else(|| self.ordinal_period(at, i))
                    .or_else(counted)
            }
            Kind::Sign('\'' | '’' | '‘') => self.short_decade(at),
            Kind::Word if atoms.is(at, Literal::Year) => self
                .year_digits(at + 1)
                .and_then(|_| self.year(at + 1))
                .or_else(|| self.spoken_year(at + 1))
                .or_else(|| self.year_ago(at)),
            Kind::Word if atoms.at(at).entry.small.is_some() => {
                self.ordinal_period(at, i).or_else(|| {
                    self.duration(at)
                        .filter(|found| found.kind == TimeKind::Duration)
                })
            }
            Kind::Word => self
                .ordinal_period(at, i)
                .or_else(|| self.year_ago(at))
                .or_else(|| {
                    let ordinal = atoms.at(at).entry.ordinal.is_some();
                    ordinal.then(|| self.day_month(at)).flatten()
                }),
            _ => None,
        };
        // "the third-quarter results" are of the third quarter, but "the" is theirs.
        let adjective = |found: &Found| found.end > at + 2 && atoms.hyphen(found.end - 2);
        found.map(|found| {
            if adjective(&found) {
                found.from(at)
            } else {
                found.from(i)
            }
        })
    }

    fn time_word(&self, i: usize, word: TimeWord) -> Option<Found> {
        // "USA Today", "Daily News" are names.
        let atoms = self.atoms;
        let name = |i: usize| atoms.at(i).capital && atoms.at(i).kind == Kind::Word;
        let set_word = !matches!(
            word,
            TimeWord::Now
                | TimeWord::Past
                | TimeWord::Future
                | TimeWord::Today
                | TimeWord::Yesterday
                | TimeWord::Tomorrow
                | TimeWord::Tonight
        );
        if name(i) && (i > 0 && (name(i - 1) || set_word) || set_word && name(i + 1)) {
            return None;
        }
        // "as soon as", "soon after"
        if word == TimeWord::Future
            && (i > 0
                && (matches!(atoms.str(i - 1), "as" | "As" | "so" | "too" | "how")
                    || atoms.flag(i - 1, Flags::PAST))
                || matches!(
                    atoms.str(i + 1),
                    "after" | "afterwards" | "became" | "began" | "found" | "was" | "were"
                )
                || atoms.str(i + 1).ends_with("ed"))
        {
            return None;
        }
        // "a quarterly dividend" is paid four times a year; no time of it is told.
        if word == TimeWord::Quarterly && atoms.word(i + 1) && !atoms.flag(i + 1, Flags::STOP) {
            return None;
        }
        let date = |days: i64| self.anchor.day(days).map(anchor::day);
        let set = |value: &str| Some(Found::new(i, i + 1, TimeKind::Set, value.to_owned()));
        let day = |days| Some(self.with_day_part(Found::new(i, i + 1, TimeKind::Date, date(days))));
        match word {
            TimeWord::Now => Some(Found::date(i, i + 1, "PRESENT_REF")),
            TimeWord::Past => Some(Found::date(i, i + 1, "PAST_REF")),
            TimeWord::Future => Some(Found::date(i, i + 1, "FUTURE_REF")),
            TimeWord::Today => day(0),
            TimeWord::Yesterday => day(-1),
            TimeWord::Tomorrow => day(1),
            TimeWord::Tonight => Some(Found::new(
                i,
                i + 1,
                TimeKind::Time,
                date(0).map(|date| date + "TNI"),
            )),
            TimeWord::Hourly => set("PT1H"),
            TimeWord::Daily => set("P1D"),
            TimeWord::Weekly => set("P1W"),
            TimeWord::Monthly => set("P1M"),
            TimeWord::Quarterly => set("P1Q"),
            TimeWord::Yearly => set("P1Y"),
        }
    }

    /// "early next year", "late March", "mid-1996", "the end of the month": the word stands at `i`, the expression
    /// starts at `first`.
    fn part_of(&self, i: usize, first: usize) -> Option<Found> {
        let atoms = self.atoms;
        let at = atoms.past_hyphen(i + 1);
        let entry = atoms.at(at).entry;
        let inner = match atoms.at(at).kind {
            Kind::Digits => self.year(at),
            Kind::Word if entry.month.is_some() => self.month(at),
            Kind::Word if entry.weekday.is_some() => self.weekday(at),
            // One such word is enough: a chain of them must not be followed to its end.
            Kind::Word
                if matches!(
                    entry.literal,
                    Literal::Early | Literal::Late | Literal::Mid | Literal::End
                ) =>
            {
                None
            }
            Kind::Word
                if matches!(entry.literal, Literal::The | Literal::This)
                    && matches!(
                        atoms.at(at + 1).entry.literal,
                        Literal::Early | Literal::Late | Literal::Mid | Literal::End
                    ) =>
            {
                None
            }
            Kind::Word => self.decade_in_words(at).or_else(|| self.relative(at)),
            Kind::Sign('\'' | '’' | '‘') => self.short_decade(at),
            _ => None,
        };
        // "the end of the month"
        let whole = || {
            let article = atoms.is(at, Literal::The);
            let period = atoms
                .at(at + 1)
                .entry
                .period
                .filter(|_| !atoms.flag(at + 1, Flags::PERIODS))?;
            let large = matches!(
                period,
                Period::Week | Period::Month | Period::Year | Period::Decade | Period::Century
            );
            let value = self.shifted_period(period, 0);
            (article && large && !atoms.hyphen(at + 2))
                .then(|| Found::new(at, at + 2, TimeKind::Date, value))
        };
        let inner = inner.or_else(whole);
        let dated = inner.filter(|inner| matches!(inner.kind, TimeKind::Date | TimeKind::Time))?;
        Some(dated.from(first))
    }

    /// "summer 2019", "the summer of 1996".
    fn season(&self, i: usize) -> Option<Found> {
        let season = self.atoms.at(i).entry.season?;
        let of = usize::from(self.atoms.is(i + 1, Literal::Of));
        let year = self
            .year_digits(i + 1 + of)
            .filter(|year| (1500..2100).contains(year))?;
        Some(Found::new(
            i,
            i + 2 + of,
            TimeKind::Date,
            format!("{year:04}-{}", SEASONS[usize::from(season - 1)]),
        ))
    }

    fn weekend(&self, i: usize, first: usize) -> Found {
        let value = self.anchor.date().and_then(|today| {
            let begun = today.weekday().to_monday_one_offset() >= 6;
            self.anchor.day(if begun || self.ahead(i) { 0 } else { -7 })
        });
        Found::new(
            first,
            i + 1,
            TimeKind::Date,
            value.map(|date| anchor::week(date) + "-WE"),
        )
    }
}

/// The decade that a word names: "nineties" is 9.
fn decade_word(word: &str) -> Option<u8> {
    let decade = match word.to_ascii_lowercase().as_str() {
        "twenties" => 2,
        "thirties" => 3,
        "forties" => 4,
        "fifties" => 5,
        "sixties" => 6,
        "seventies" => 7,
        "eighties" => 8,
        "nineties" => 9,
        _ => return None,
    };
    Some(decade)
}
