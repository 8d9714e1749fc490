//! Times of day: "9 a.m. Monday", "10:35 GMT", "noon", "half past six in the evening".

use super::story::NO_DAY;
use super::{Found, Reader};
use crate::atoms::Kind;
use crate::lexicon::{DayPart, Flags};
use crate::literal::Literal;
use presswork_annotations::TimeKind;

/// An hour and a minute, and whether the text tells in which half of the day.
#[derive(Clone, Copy, Debug)]
struct Clock {
    hour: u16,
    minute: u16,
    told: bool,
}

impl Clock {
    fn new(hour: u16, minute: u16) -> Option<Self> {
        let told = true;
        (hour < 24 && minute < 60).then_some(Self { hour, minute, told })
    }

    /// The same on the face of a clock, which has twelve hours.
    fn on_face(hour: u16, minute: u16) -> Option<Self> {
        let told = false;
        let face = (1..=12).contains(&hour) && minute < 60;
        face.then_some(Self { hour, minute, told })
    }

    /// The same in a part of the day: 7 in the evening is 19.
    fn within(self, part: DayPart) -> Self {
        let hour = match (part, self.hour) {
            _ if self.told => self.hour,
            (DayPart::Morning | DayPart::Night, 12) => 0,
            (DayPart::Afternoon | DayPart::Evening, 1..12) | (DayPart::Night, 6..12) => {
                self.hour + 12
            }
            (_, hour) => hour,
        };
        let told = true;
        Self { hour, told, ..self }
    }
}

impl Reader<'_> {
    /// The time of day at `i`, with the day behind it.
    pub(super) fn clock(&self, i: usize) -> Option<Found> {
        if let Some(run) = self.run_time(i) {
            return Some(run);
        }
        let (clock, end) = self.time_of_day(i)?;
        Some(self.placed_clock(i, clock, end))
    }

    /// The time of day in words at `i`: "half past six", "a quarter to nine", "seven o'clock", "six in the morning".
    pub(super) fn spoken_clock(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let (clock, end) = self.past_hour(i).or_else(|| {
            let (hour, end) = self.hour_at(i).filter(|_| atoms.word(i))?;
            let clock = Clock::on_face(hour, 0)?;
            if let Some(end) = self.o_clock(end) {
                return Some((clock, end));
            }
            let led =
                i > 0 && matches!(atoms.at(i - 1).entry.literal, Literal::At | Literal::About);
            let part = self.part_behind(end).filter(|_| led);
            part.map(|_| (clock, end))
        })?;
        Some(self.placed_clock(i, clock, end))
    }

    /// A time of day that ends before `end`, with the part of the day and the day behind it.
    fn placed_clock(&self, i: usize, mut clock: Clock, mut end: usize) -> Found {
        if let Some((part, after)) = self.part_behind(end) {
            clock = clock.within(part);
            end = after;
        }
        let on = end + usize::from(self.atoms.is(end, Literal::On) || self.atoms.sign(end, ','));
        let Clock { hour, minute, .. } = clock;
        if let Some((date, part, after)) = self.day_behind(on) {
            let clock = part.map_or(clock, |part| clock.within(part));
            // "Midnight on Friday" is the end of that day.
            let midnight = self.atoms.at(i).entry.day_part == Some(DayPart::Midnight);
            let hour = if midnight { 24 } else { clock.hour };
            let value = clock.told.then(|| format!("{date}T{hour:02}:{minute:02}"));
            return Found::new(i, after, TimeKind::Time, value);
        }
        let value = clock.told.then(|| format!("{NO_DAY}{hour:02}:{minute:02}"));
        Found::new(i, end, TimeKind::Time, value)
    }

    /// "in the morning", "at night" at `i`: the part of the day and the end.
    fn part_behind(&self, i: usize) -> Option<(DayPart, usize)> {
        let atoms = self.atoms;
        let at = match atoms.at(i).entry.literal {
            Literal::In if atoms.is(i + 1, Literal::The) => i + 2,
            Literal::At => i + 1,
            _ => return None,
        };
        let part = atoms.at(at).entry.day_part?;
        let night = part == DayPart::Night;
        let whole = matches!(part, DayPart::Noon | DayPart::Midnight);
        (!whole && night == (at == i + 1)).then_some((part, at + 1))
    }

    /// The day at `i`, the part of it that is told, and the end.
    fn day_behind(&self, i: usize) -> Option<(String, Option<DayPart>, usize)> {
        let atoms = self.atoms;
        let entry = atoms.at(i).entry;
        let day = if entry.weekday.is_some() {
            self.weekday(i)
        } else if entry.month.is_some() {
            self.month(i)
        } else if entry.time_word.is_some() {
            self.relative(i)
        } else if atoms.digits(i) {
            self.numeric_date(i).or_else(|| self.day_month(i))
        } else if matches!(entry.literal, Literal::This | Literal::Last | Literal::Next) {
            self.shifted(i, i)
        } else {
            None
        }?;
        let value = day.value.as_deref()?;
        let date = value.get(..10)?.to_owned();
        let part = match (day.kind, value.get(10..)?) {
            (TimeKind::Date, "") => None,
            (TimeKind::Time, "TNI") => Some(DayPart::Night),
            (TimeKind::Time, part) if part.len() == 3 => atoms.at(day.end - 1).entry.day_part,
            _ => return None,
        };
        (part.is_some() || day.kind == TimeKind::Date).then_some((date, part, day.end))
    }

    fn time_of_day(&self, i: usize) -> Option<(Clock, usize)> {
        let atoms = self.atoms;
        let with = |clock: Option<Clock>, end| clock.map(|clock| (clock, end));
        match atoms.at(i).entry.day_part {
            Some(DayPart::Noon) => return with(Clock::new(12, 0), i + 1),
            Some(DayPart::Midnight) => return with(Clock::new(0, 0), i + 1),
            _ => {}
        }
        if atoms.width(i) == 4 && self.zone(i + 1) > i + 1 {
            let clock = atoms.short_number(i)?;
            return with(Clock::new(clock / 100, clock % 100), self.zone(i + 1));
        }
        if let Some(past) = self.past_hour(i) {
            return Some(past);
        }
        let hour = atoms.short_number(i).filter(|_| atoms.width(i) <= 2)?;
        // "18h30"
        let parted = atoms.str(i + 1) == "h" && atoms.at(i + 1).glued && atoms.at(i + 2).glued;
        if parted && atoms.digits(i + 2) && atoms.width(i + 2) == 2 {
            return with(Clock::new(hour, atoms.short_number(i + 2)?), i + 3);
        }
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
            let halved = matches!(atoms.at(end).entry.literal, Literal::Am | Literal::Pm)
                || self.zone(end) > end;
            if goes_on || dotted && !halved {
                return None;
            }
        }
        let led = atoms.before(i).entry.flags.any(Flags::PREPOSITION);
        match atoms.at(end).entry.literal {
            Literal::Am if (1..=12).contains(&hour) => with(
                Clock::new(hour % 12, minute.unwrap_or(0)),
                self.past_zone(end + 1),
            ),
            Literal::Pm if (1..=12).contains(&hour) => with(
                Clock::new(hour % 12 + 12, minute.unwrap_or(0)),
                self.past_zone(end + 1),
            ),
            Literal::O if minute.is_none() => with(Clock::on_face(hour, 0), self.o_clock(end)?),
            _ if minute.is_some() && self.zone(end) > end => {
                with(Clock::new(hour, minute?), self.zone(end))
            }
            // "at 7 in the evening"
            _ if led && self.part_behind(end).is_some() && Clock::on_face(hour, 0).is_some() => {
                with(Clock::on_face(hour, minute.unwrap_or(0)), end)
            }
            _ => {
                let minute = minute.filter(|_| led && atoms.sign(i + 1, ':'))?;
                with(Clock::new(hour, minute), end)
            }
        }
    }

    /// The time of a run in hours, minutes and seconds at `i`: "in 2:05:30", "a time of 1:59:40".
    fn run_time(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let joined = |at: usize| {
            atoms.sign(at, ':')
                && atoms.at(at).glued
                && atoms.at(at + 1).glued
                && atoms.width(at + 1) == 2
        };
        let led = i > 0 && matches!(atoms.at(i - 1).entry.literal, Literal::In | Literal::Of);
        if !led || !joined(i + 1) || !joined(i + 3) {
            return None;
        }
        let part = |at: usize| atoms.short_number(at).filter(|part| *part < 60);
        let (hours, minutes, seconds) = (part(i)?, part(i + 2)?, part(i + 4)?);
        let value = format!("PT{hours}H{minutes}M{seconds}S");
        Some(Found::new(i, i + 5, TimeKind::Duration, value))
    }

    /// Past "o'clock" at `i`.
    fn o_clock(&self, i: usize) -> Option<usize> {
        let atoms = self.atoms;
        (atoms.is(i, Literal::O) && atoms.is(i + 2, Literal::Clock)).then_some(i + 3)
    }

    /// The hour on the face of a clock at `i`, and its end.
    fn hour_at(&self, i: usize) -> Option<(u16, usize)> {
        let atoms = self.atoms;
        let hour = if atoms.word(i) {
            atoms.at(i).entry.small.map(u16::from)
        } else {
            atoms.short_number(i).filter(|_| atoms.width(i) <= 2)
        };
        hour.filter(|hour| (1..=12).contains(hour))
            .map(|hour| (hour, i + 1))
    }

    /// "half past six", "a quarter to nine", "ten past 5", "20 minutes to midnight" at `i`.
    fn past_hour(&self, i: usize) -> Option<(Clock, usize)> {
        let atoms = self.atoms;
        let at = i + usize::from(atoms.is(i, Literal::A));
        let (minutes, mut link) = match atoms.at(at).entry.literal {
            Literal::Half if at == i => (30, at + 1),
            Literal::Quarter => (15, at + 1),
            _ if at > i => return None,
            _ => {
                let small = atoms.at(i).entry.small.map(u16::from);
                let number = small.or_else(|| atoms.short_number(i));
                let ones = atoms.past_hyphen(i + 1);
                let five =
                    number == Some(20) && ones > i + 1 && atoms.at(ones).entry.small == Some(5);
                let number = number.filter(|number| (1..30).contains(number))?;
                if five {
                    (25, ones + 1)
                } else {
                    (number, i + 1)
                }
            }
        };
        if !atoms.word(link) {
            return None;
        }
        let named = matches!(atoms.str(link), "minutes" | "minute" | "mins");
        link += usize::from(named);
        let told = self.part_behind(link + 2).is_some() || self.o_clock(link + 2).is_some();
        // A fourth that rises to nine percent is no hour, nor is a vote of ten to five.
        let led = named
            || told
            || i > 0
                && matches!(
                    atoms.str(i - 1),
                    "at" | "around"
                        | "about"
                        | "until"
                        | "till"
                        | "before"
                        | "after"
                        | "from"
                        | "since"
                );
        let ahead = match atoms.str(link) {
            "past" | "after" if minutes == 30 && atoms.str(link) == "past" || led => false,
            "past" if minutes % 5 == 0 => false,
            "to" | "before" if minutes != 30 && led && (named || minutes % 5 == 0) => true,
            _ => return None,
        };
        let (clock, end) = match atoms.at(link + 1).entry.day_part {
            Some(DayPart::Noon) => (Clock::new(12, 0)?, link + 2),
            Some(DayPart::Midnight) => (Clock::new(0, 0)?, link + 2),
            _ => {
                let (hour, end) = self.hour_at(link + 1)?;
                (Clock::on_face(hour, 0)?, end)
            }
        };
        let (mut clock, mut end) = (clock, self.o_clock(end).unwrap_or(end));
        match atoms.at(end).entry.literal {
            Literal::Am => (clock, end) = (clock.within(DayPart::Morning), self.past_zone(end + 1)),
            Literal::Pm => {
                let noon = clock.hour == 12 && !clock.told;
                clock = if noon {
                    Clock::new(12, 0)?
                } else {
                    clock.within(DayPart::Evening)
                };
                end = self.past_zone(end + 1);
            }
            _ => {}
        }
        let next = atoms.at(end);
        let closed = !atoms.word(end)
            || next.entry.flags.any(Flags::STOP)
            || next.entry.weekday.is_some()
            || next.entry.time_word.is_some()
            || next.entry.literal == Literal::This;
        let joined = next.glued && atoms.at(end + 1).glued && atoms.digits(end + 1)
            || matches!(next.kind, Kind::Sign('%' | '$' | '€' | '£'));
        if !closed || joined {
            return None;
        }
        let day = if clock.told { 24 } else { 12 };
        let hour = match (ahead, clock.hour) {
            (false, hour) => hour,
            (true, 0) => 23,
            (true, 1) if !clock.told => 12,
            (true, hour) => (hour + day - 1) % day,
        };
        let minute = if ahead { 60 - minutes } else { minutes };
        Some((
            Clock {
                hour,
                minute,
                ..clock
            },
            end,
        ))
    }

    /// Past the stop of "a.m." where the tokeniser cut it off, and past the zone.
    fn past_zone(&self, i: usize) -> usize {
        let abbreviation = self.atoms.str(i - 1);
        let cut = abbreviation.contains('.') && !abbreviation.ends_with('.');
        let stop = cut && self.atoms.sign(i, '.') && self.atoms.at(i).glued;
        self.zone(i + usize::from(stop))
    }

    /// Past the zone at `i`, if one stands there: "GMT", "ET", "local time", "Moscow time".
    fn zone(&self, i: usize) -> usize {
        let atoms = self.atoms;
        if atoms.is(i, Literal::Gmt) || matches!(atoms.str(i), "ET" | "PT" | "CT" | "IST") {
            return i + 1;
        }
        let named = atoms.at(i).capital && !atoms.at(i).entry.tells() || atoms.str(i) == "local";
        i + if named && atoms.str(i + 1) == "time" {
            2
        } else {
            0
        }
    }
}
