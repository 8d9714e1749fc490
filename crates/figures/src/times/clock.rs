//! Times of day: "9 a.m. Monday", "10:35 GMT", "noon".

use super::story::NO_DAY;
use super::{Found, Reader};
use crate::atoms::Kind;
use crate::lexicon::{DayPart, Flags};
use crate::literal::Literal;
use presswork_annotations::TimeKind;

impl Reader<'_> {
    /// The time of day at `i`, with the day behind it.
    pub(super) fn clock(&self, i: usize) -> Option<Found> {
        let (hour, minute, end) = self.time_of_day(i)?;
        let on = end + usize::from(self.atoms.is(end, Literal::On) || self.atoms.sign(end, ','));
        let whole = |value: &&str| value.len() >= 10 && !value.contains('T');
        if let Some(day) = self.day_behind(on)
            && let Some(date) = day.value.as_deref().filter(whole)
        {
            return Some(Found::new(
                i,
                day.end,
                TimeKind::Time,
                format!("{date}T{hour:02}:{minute:02}"),
            ));
        }
        Some(Found::new(
            i,
            end,
            TimeKind::Time,
            format!("{NO_DAY}{hour:02}:{minute:02}"),
        ))
    }

    fn day_behind(&self, i: usize) -> Option<Found> {
        let entry = self.atoms.at(i).entry;
        let day = if entry.weekday.is_some() {
            self.weekday(i)
        } else if entry.month.is_some() {
            self.month(i)
        } else if entry.time_word.is_some() {
            self.relative(i)
        } else {
            None
        };
        day.filter(|day| day.kind == TimeKind::Date)
    }

    fn time_of_day(&self, i: usize) -> Option<(u16, u16, usize)> {
        let atoms = self.atoms;
        match atoms.at(i).entry.day_part {
            Some(DayPart::Noon) => return Some((12, 0, i + 1)),
            Some(DayPart::Midnight) => return Some((0, 0, i + 1)),
            _ => {}
        }
        if atoms.width(i) == 4 && atoms.is(i + 1, Literal::Gmt) {
            let clock = atoms.short_number(i)?;
            return valid(clock / 100, clock % 100, i + 2);
        }
        let hour = atoms.short_number(i).filter(|_| atoms.width(i) <= 2)?;
        let joined =
            |at: usize| atoms.at(at).glued && atoms.at(at + 1).glued && atoms.digits(at + 1);
        let mut end = i + 1;
        let mut minute = None;
        if matches!(atoms.at(end).kind, Kind::Sign(':' | '.'))
            && joined(end)
            && atoms.width(end + 1) == 2
        {
            minute = atoms.short_number(end + 1);
            let dotted = atoms.sign(end, '.');
            end += 2;
            if atoms.sign(end, ':') && joined(end) && atoms.width(end + 1) == 2 && !dotted {
                end += 2;
            }
            // What goes on is the time of a race, or no time at all.
            let goes_on = matches!(atoms.at(end).kind, Kind::Sign(':' | '.')) && joined(end);
            let halved = matches!(
                atoms.at(end).entry.literal,
                Literal::Am | Literal::Pm | Literal::Gmt
            );
            if goes_on || dotted && !halved {
                return None;
            }
        }
        match atoms.at(end).entry.literal {
            Literal::Am if (1..=12).contains(&hour) => {
                valid(hour % 12, minute.unwrap_or(0), self.past_zone(end + 1))
            }
            Literal::Pm if (1..=12).contains(&hour) => {
                valid(hour % 12 + 12, minute.unwrap_or(0), self.past_zone(end + 1))
            }
            Literal::O if atoms.is(end + 2, Literal::Clock) => valid(hour, 0, end + 3),
            Literal::Gmt if minute.is_some() => valid(hour, minute?, end + 1),
            _ => {
                let led = atoms.before(i).entry.flags.any(Flags::PREPOSITION);
                let minute = minute.filter(|_| led && atoms.sign(i + 1, ':'))?;
                valid(hour, minute, end)
            }
        }
    }

    /// Past the stop of "a.m." where the tokeniser cut it off, and past the zone.
    fn past_zone(&self, i: usize) -> usize {
        let abbreviation = self.atoms.str(i - 1);
        let cut = abbreviation.contains('.') && !abbreviation.ends_with('.');
        let stop = cut && self.atoms.sign(i, '.') && self.atoms.at(i).glued;
        let end = i + usize::from(stop);
        end + usize::from(self.atoms.is(end, Literal::Gmt))
    }
}

fn valid(hour: u16, minute: u16, end: usize) -> Option<(u16, u16, usize)> {
    (hour < 24 && minute < 60).then_some((hour, minute, end))
}
