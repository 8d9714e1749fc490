//! Expressions of time: finds them in a sentence and gives each its TIMEX3 value.

mod anchor;
mod calendar;
mod clock;
mod counted;
mod days;
mod duration;
mod holidays;
mod months;
mod nth;
mod quarters;
mod relative;
mod sets;
mod shifted;
mod spoken;
mod story;

pub(crate) use anchor::Anchor;
pub(crate) use story::Story;

use crate::atoms::{Atoms, Kind};
use crate::lexicon::Flags;
use crate::literal::Literal;
use presswork_annotations::TimeKind;
use story::Lean;

/// An expression of time, in atoms.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) first: usize,
    /// The atom after its last.
    pub(crate) end: usize,
    pub(crate) kind: TimeKind,
    pub(crate) value: Option<Box<str>>,
    /// What it leans on where the sentence alone does not tell its value.
    lean: Option<Lean>,
}

impl Found {
    fn new(first: usize, end: usize, kind: TimeKind, value: impl Into<Option<String>>) -> Self {
        let value = value.into().map(String::into_boxed_str);
        Self {
            first,
            end,
            kind,
            value,
            lean: None,
        }
    }

    /// The same, leaning on another time.
    fn leaning(self, lean: Lean) -> Self {
        Self {
            lean: Some(lean),
            ..self
        }
    }

    /// The same, beginning earlier.
    fn from(self, first: usize) -> Self {
        Self { first, ..self }
    }

    fn date(first: usize, end: usize, value: &str) -> Self {
        Self::new(first, end, TimeKind::Date, value.to_owned())
    }
}

/// Reads the times of one sentence.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) atoms: Atoms<'a>,
    pub(crate) anchor: Anchor,
    /// Whether 03/04/2024 is in April.
    pub(crate) day_first: bool,
}

impl Reader<'_> {
    /// Appends the times of the sentence to `found`, in order and without overlaps.
    pub(crate) fn find(&self, found: &mut Vec<Found>) {
        let mut i = 0;
        while i < self.atoms.len() {
            let month = self.atoms.at(i).entry.month.is_some();
            let shared = self.shared_month(i, found);
            let listed = shared.or_else(|| month.then(|| self.days_of_month(i, found)).flatten());
            if let Some(end) = listed {
                i = end;
                continue;
            }
            match self.at(i) {
                Some(time) => {
                    i = time.end.max(i + 1);
                    found.push(time);
                }
                None => i += 1,
            }
        }
        self.share_years(found);
    }

    /// Gives a date without its year that of the one which it is joined to: "between May 30 and Sept. 4, 2022".
    fn share_years(&self, found: &mut [Found]) {
        let atoms = self.atoms;
        let told = |time: &Found| {
            (time.first..time.end).any(|at| atoms.digits(at) && atoms.width(at) == 4)
        };
        for at in 1..found.len() {
            let (before, rest) = found.split_at_mut(at);
            let (Some(one), Some(other)) = (before.last_mut(), rest.first()) else {
                continue;
            };
            let joined = one.end + 1 == other.first
                && (matches!(
                    atoms.at(one.end).entry.literal,
                    Literal::And | Literal::To | Literal::Or
                ) || atoms.hyphen(one.end)
                    || atoms.str(one.end) == "through"
                    || atoms.is(one.end, Literal::Within));
            let months = [one.first, other.first, other.first + 1]
                .iter()
                .any(|at| atoms.at(*at).entry.month.is_some());
            if !joined || !months || told(one) || !told(other) || one.lean.is_some() {
                continue;
            }
            let (Some(early), Some(late)) = (&one.value, &other.value) else {
                continue;
            };
            let dates = one.kind == TimeKind::Date && early.len() == late.len() && early.len() >= 7;
            let (Some(rest), Some(year)) = (early.get(4..), late.get(..4)) else {
                continue;
            };
            let Some(year) = year.parse::<i16>().ok().filter(|_| dates) else {
                continue;
            };
            // "from December to March 2020" begins in the year before.
            let year = year - i16::from(Some(rest) > late.get(4..));
            one.value = Some(format!("{year:04}{rest}").into());
        }
    }

    /// The time that starts at `i`.
    fn at(&self, i: usize) -> Option<Found> {
        match self.atoms.at(i).kind {
            Kind::Digits if self.inside(i) => self.iso_inside(i).or_else(|| self.year(i)),
            Kind::Digits => self
                .clock(i)
                .or_else(|| self.numeric_date(i))
                .or_else(|| self.basic_date(i))
                .or_else(|| self.reported(i))
                .or_else(|| self.year_of_era(i))
                .or_else(|| self.joined_date(i))
                .or_else(|| self.month_and_day(i))
                .or_else(|| self.day_month(i))
                .or_else(|| self.nth_day(i, i))
                .or_else(|| self.week_of_month(i, i))
                .or_else(|| self.bare_nth(i))
                .or_else(|| self.duration(i))
                .or_else(|| self.weekdays_ago(i))
                .or_else(|| self.year(i))
                .or_else(|| self.ordinal_period(i, i)),
            Kind::Sign('\'' | '’' | '‘') => {
                self.short_decade(i).or_else(|| self.short_year_led(i))
            }
            Kind::Sign('½' | '¼' | '¾') => self.duration(i),
            Kind::Word => self.word(i),
            _ => None,
        }
    }

    /// Whether the atom at `i` is joined to what stands before it.
    fn inside(&self, i: usize) -> bool {
        let opening = Kind::Sign('(');
        // "Tim says:30 December", but "12:30"
        let said = self.atoms.before(i).kind == Kind::Sign(':') && i > 1 && self.atoms.word(i - 2);
        self.atoms.at(i).glued
            && self.atoms.before(i).kind != opening
            && !said
            && !matches!(
                self.atoms.before(i).kind,
                Kind::Sign('[' | '"' | '“' | '‘' | '\'' | '`' | '—' | '…' | '_')
            )
    }

    /// A whole date that is part of a name: "sales-2002-10-09.csv", "-20200701-".
    fn iso_inside(&self, i: usize) -> Option<Found> {
        let joined = self.atoms.hyphen(i - 1) && (i < 2 || !self.atoms.digits(i - 2));
        let long = self.atoms.width(i) == 4;
        let dated = (joined && long).then(|| self.numeric_date(i)).flatten();
        dated.or_else(|| self.basic_date(i))
    }

    fn word(&self, i: usize) -> Option<Found> {
        if self.inside(i) {
            return None;
        }
        let entry = self.atoms.at(i).entry;
        let by_name = if entry.month.is_some() {
            self.joined_date(i).or_else(|| self.holiday_or_month(i))
        } else if entry.weekday.is_some() {
            self.weekday(i)
        } else if entry.day_part.is_some() {
            self.clock(i)
        } else if entry.small.is_some() || entry.scale.is_some() || entry.flags.any(Flags::DOZEN) {
            self.spoken_clock(i)
                .or_else(|| self.spoken_year(i))
                .or_else(|| self.led_millennial(i))
                .or_else(|| self.day_month(i))
                .or_else(|| self.duration(i))
                .or_else(|| self.weekdays_ago(i))
        } else if entry.ordinal.is_some() {
            self.day_month(i)
        } else if entry.literal == Literal::Ad {
            self.year_of_era(i)
        } else if matches!(entry.literal, Literal::Half | Literal::Quarter | Literal::A) {
            self.spoken_clock(i)
        } else {
            None
        };
        by_name
            .or_else(|| {
                let feast = entry.flags.any(Flags::FEAST);
                feast.then(|| self.holiday(i, i)).flatten()
            })
            .or_else(|| self.relative(i))
            .or_else(|| self.vague(i))
            .or_else(|| self.hedged(i))
    }

    /// "May Day", "April Fool's Day" are no months.
    fn holiday_or_month(&self, i: usize) -> Option<Found> {
        let feast = self.atoms.flag(i, Flags::FEAST).then(|| self.holiday(i, i));
        feast.flatten().or_else(|| self.month(i))
    }

    /// Whether words near atom `i` say that it lies ahead.
    fn ahead(&self, i: usize) -> bool {
        self.looks_ahead(i) == Some(true)
    }

    /// Whether the words before atom `i` look ahead or back, if they do either; at the head of a sentence the verb behind it
    /// tells: "On Tuesday the league plans to …", "In March they sold …".
    fn looks_ahead(&self, i: usize) -> Option<bool> {
        const REACH: usize = 12;
        const HEAD: usize = 2;
        let atoms = self.atoms;
        let stops = |i: usize| {
            matches!(
                atoms.at(i).kind,
                Kind::Sign(';' | ':' | '"' | '“' | '”' | '\n')
            )
        };
        for back in 1..=REACH {
            let Some(at) = i.checked_sub(back).filter(|at| !stops(*at)) else {
                break;
            };
            if let Some(ahead) = self.tense(at) {
                return Some(ahead);
            }
            // "is to resume on Monday", "set to open", "as early as Tuesday"
            let before = at.checked_sub(1);
            let to = (atoms.is(at, Literal::To) || atoms.is(at, Literal::For) && back == 1)
                && before.is_some_and(|before| {
                    matches!(atoms.str(before), "is" | "are" | "was" | "were" | "set")
                });
            let soon = back == 1
                && atoms.is(at, Literal::As)
                && before.is_some_and(|before| matches!(atoms.str(before), "soon" | "early"));
            if to || soon {
                return Some(true);
            }
        }
        let follows = atoms.flag(i + 1, Flags::FUTURE) && !atoms.is(i + 1, Literal::Next);
        if follows {
            return Some(true);
        }
        let behind = (i + 1..i + 1 + REACH).take_while(|at| !stops(*at));
        (i <= HEAD)
            .then(|| behind.into_iter().find_map(|at| self.tense(at)))
            .flatten()
    }

    /// Whether the word at `i` tells of what lies ahead or has been.
    fn tense(&self, i: usize) -> Option<bool> {
        let atoms = self.atoms;
        if atoms.flag(i, Flags::PAST) || self.past_verb(i) {
            return Some(false);
        }
        // "a bridge to be opened"
        let planned = atoms.str(i) == "be"
            && i > 0
            && atoms.is(i - 1, Literal::To)
            && atoms.str(i + 1).ends_with("ed");
        // "next to the bank" is a place.
        let beside = atoms.is(i, Literal::Next) && atoms.is(i + 1, Literal::To);
        (planned || atoms.flag(i, Flags::FUTURE) && !beside).then_some(true)
    }

    fn past_verb(&self, i: usize) -> bool {
        let word = self.atoms.str(i);
        let expects = self.atoms.flag(i, Flags::FUTURE);
        // "will be named", "to be published"
        let passive = i > 0 && self.atoms.str(i - 1) == "be";
        !passive && !self.atoms.at(i).capital && word.len() > 4 && word.ends_with("ed") && !expects
    }
}
