//! Durations: "17 years", "five-year", "a few days", "an hour and a half".

use super::{Found, Reader};
use crate::atoms::Kind;
use crate::lexicon::{Flags, Period};
use crate::literal::Literal;
use crate::number::{self, Shape};
use presswork_annotations::TimeKind;
use rust_decimal::Decimal;

/// How many of a period.
#[derive(Clone, Copy, Debug)]
pub(super) enum Count {
    Number(Decimal),
    Vague,
}

/// Words that may stand between a number and its period.
const BETWEEN: [&str; 18] = [
    "more",
    "previous",
    "past",
    "solid",
    "successive",
    "extra",
    "full",
    "consecutive",
    "straight",
    "additional",
    "long",
    "whole",
    "further",
    "calendar",
    "business",
    "working",
    "fiscal",
    "other",
];

impl Reader<'_> {
    /// A bound ahead of a duration, which TIMEX3 takes in: "nearly two years", "up to 180 days", "more than a week ago".
    pub(super) fn hedged(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let second = atoms.at(i + 1).entry.literal;
        let negated = usize::from(atoms.is(i, Literal::No));
        let words = match (atoms.at(i + negated).entry.literal, second) {
            _ if matches!(atoms.str(i), "nearly" | "almost" | "Nearly" | "Almost") => 1,
            (Literal::At, Literal::Least | Literal::Most) | (Literal::Up, Literal::To) => 2,
            (Literal::More | Literal::Less, _) if atoms.is(i + negated + 1, Literal::Than) => {
                2 + negated
            }
            _ => return None,
        };
        let inner = match atoms.at(i + words).kind {
            Kind::Digits => self.duration(i + words),
            Kind::Word => self.duration(i + words).or_else(|| self.vague(i + words)),
            _ => None,
        };
        inner
            .filter(|found| found.kind != TimeKind::Set)
            .map(|found| found.from(i))
    }

    /// A number of periods at `i`: "17 years", "five-year", "two and a half hours", "8-month-old".
    pub(super) fn duration(&self, i: usize) -> Option<Found> {
        let atoms = self.atoms;
        let (mut count, mut after) = self.count(i)?;
        let mut range = false;
        // "two to three weeks", "40-50 hours" have two values; such a time keeps neither.
        let joined = atoms.is(after, Literal::To)
            || atoms.is(after, Literal::Or)
            || atoms.past_hyphen(after) > after;
        if joined
            && let Some((_, end)) = self
                .count(after + 1)
                .filter(|(count, _)| matches!(count, Count::Number(_)))
            && atoms.at(atoms.past_hyphen(end)).entry.period.is_some()
        {
            after = end;
            range = true;
        }
        let mut at = atoms.past_hyphen(after);
        let hyphened = at > after;
        at += usize::from(!hyphened && BETWEEN.contains(&atoms.str(at)));
        let nights = match atoms.str(at) {
            "nights" => true,
            "night" => atoms.digits(i) && after == i + 1,
            _ => false,
        };
        let nights = nights.then_some(Period::Day);
        // "3h"
        let hours = atoms.str(at) == "h" && atoms.at(at).glued && atoms.digits(at - 1);
        let hours = hours
            .then_some(Period::Hour)
            .or_else(|| self.short_period(i, at));
        let period = atoms.at(at).entry.period.or(nights).or(hours)?;
        if !self.fits(count, at, period, hyphened) {
            return None;
        }
        let mut end = at + 1;
        if let Count::Number(number) = count
            && let Some((part, after)) = self.and_a_part(end)
        {
            count = Count::Number(number.checked_add(part)?);
            end = after;
        }
        // "a six-year-old", "ninety-five years of age" are quantities.
        let age = atoms.past_hyphen(end);
        if atoms.is(age, Literal::Old) || atoms.is(end, Literal::Of) && atoms.str(end + 1) == "age"
        {
            return None;
        }
        if range {
            return Some(Found::new(i, end, TimeKind::Duration, None));
        }
        if let Some(whole) = self.compound(i, count, period, end) {
            return Some(whole);
        }
        Some(self.placed(
            Found::new(i, end, TimeKind::Duration, length(count, period)),
            count,
            period,
        ))
    }

    /// The period of a capital letter behind digits: "lasted 2W", "grown for 10D", but not "for 3D printers" or "in 3D".
    fn short_period(&self, i: usize, at: usize) -> Option<Period> {
        let atoms = self.atoms;
        let period = match atoms.str(at) {
            "D" => Period::Day,
            "W" => Period::Week,
            "Y" => Period::Year,
            _ => return None,
        };
        let lasting = i > 0
            && (atoms.is(i - 1, Literal::For)
                || matches!(atoms.str(i - 1), "lasted" | "lasts" | "took" | "takes"));
        let closed = !atoms.word(at + 1) || atoms.flag(at + 1, Flags::STOP);
        let joined = atoms.at(at).glued && atoms.digits(at - 1) && !atoms.hyphen(at + 1);
        (lasting && closed && joined).then_some(period)
    }

    /// A duration in several periods, of which the first ends before `end`: "1 hour and 30 minutes", "2 years 1 month".
    fn compound(&self, i: usize, count: Count, period: Period, end: usize) -> Option<Found> {
        let atoms = self.atoms;
        let Count::Number(first) = count else {
            return None;
        };
        let mut value = length(count, period);
        let (mut last, mut end) = (period, end);
        let mut parts = [(first, period); 4];
        let mut told = 1;
        while told < parts.len() {
            // "3h 20m"
            if last == Period::Hour
                && let Some(minutes) = atoms.short_number(end)
                && atoms.str(end + 1) == "m"
                && atoms.at(end + 1).glued
            {
                value.push_str(atoms.str(end));
                value.push('M');
                parts[told] = (minutes.into(), Period::Minute);
                (last, end, told) = (Period::Minute, end + 2, told + 1);
                continue;
            }
            let and = usize::from(atoms.is(end, Literal::And));
            let Some((count @ Count::Number(number), after)) = self.count(end + and) else {
                break;
            };
            let Some(smaller) = atoms.at(after).entry.period.filter(|smaller| {
                *smaller < last && !matches!(smaller, Period::Quarter | Period::Weekend)
            }) else {
                break;
            };
            let rest = length(count, smaller);
            let rest = rest.trim_start_matches('P');
            let rest = if value.contains('T') {
                rest.trim_start_matches('T')
            } else {
                rest
            };
            value.push_str(rest);
            (last, end) = (smaller, after + 1);
            parts[told] = (number, smaller);
            told += 1;
        }
        let parts = &parts[..told];
        let known = parts.iter().all(|(number, _)| number.is_integer());
        let old = atoms.is(atoms.past_hyphen(end), Literal::Old);
        if parts.len() < 2 || !known || old {
            return None;
        }
        let placed = self.placed_parts(i, end, parts);
        placed.or_else(|| Some(Found::new(i, end, TimeKind::Duration, value)))
    }

    /// Whether the period at `at` goes with its number: "two second chances" and "three quarter" do not.
    fn fits(&self, count: Count, at: usize, period: Period, hyphened: bool) -> bool {
        let atoms = self.atoms;
        let plural = atoms.flag(at, Flags::PERIODS)
            || matches!(
                atoms.str(at),
                "D" | "W" | "Y" | "hr" | "min" | "sec" | "yr" | "nights" | "night"
            );
        // "a 15 minute call"
        let minute = period == Period::Minute && atoms.digits(at.wrapping_sub(1));
        let single = matches!(count, Count::Number(number) if number <= Decimal::ONE || !number.is_integer());
        let usual = matches!(
            period,
            Period::Year | Period::Day | Period::Month | Period::Hour | Period::Week
        );
        let name = atoms.at(at).capital && period == Period::Day && atoms.str(at) != "D";
        (plural || single || hyphened || usual || minute)
            && !name
            && (period != Period::Quarter || plural)
    }

    /// The part of a period that "and" adds to it at `i`, and its end: "an hour and a half", "one year and a quarter", "one hour
    /// and half".
    pub(super) fn and_a_part(&self, i: usize) -> Option<(Decimal, usize)> {
        let atoms = self.atoms;
        let article = usize::from(atoms.is(i + 1, Literal::A));
        let at = i + 1 + article;
        let next = atoms.at(at + 1);
        let stop = next.entry.flags.any(Flags::STOP) && !next.entry.flags.any(Flags::DETERMINER);
        let part = match (article, atoms.at(at).entry.literal) {
            (1, Literal::Half) => Decimal::new(5, 1),
            // "a year and a quarter million people"
            (1, Literal::Quarter) if next.entry.scale.is_none() => Decimal::new(25, 2),
            // "one year and half the next"
            (0, Literal::Half) if next.kind != Kind::Word || stop => Decimal::new(5, 1),
            _ => return None,
        };
        atoms.is(i, Literal::And).then_some((part, at + 1))
    }

    /// A number or a vague count at `i`: "17", "several", "a few", "a couple of", "half a".
    pub(super) fn count(&self, i: usize) -> Option<(Count, usize)> {
        let atoms = self.atoms;
        // "half an hour", "a quarter of a century"
        let part = |at: usize| {
            let at = atoms.past_hyphen(at);
            let article = atoms.is(at, Literal::A) || atoms.is(at, Literal::The);
            (article && atoms.at(at + 1).entry.period.is_some()).then_some(at + 1)
        };
        let literal = atoms.at(i).entry.literal;
        if literal == Literal::Half
            && let Some(end) = part(i + 1)
        {
            return Some((Count::Number(Decimal::new(5, 1)), end));
        }
        if literal == Literal::A
            && atoms.is(i + 1, Literal::Quarter)
            && let Some(end) = part(i + 3).filter(|_| atoms.is(i + 2, Literal::Of))
        {
            return Some((Count::Number(Decimal::new(25, 2)), end));
        }
        match number::read(atoms, i) {
            Some(Ok(number)) => {
                let of = usize::from(
                    number.shape == Shape::Magnitude && atoms.is(number.end, Literal::Of),
                );
                let count = match number.shape {
                    Shape::Magnitude => Count::Vague,
                    Shape::M | Shape::K => return None,
                    _ => Count::Number(number.value),
                };
                return Some((count, number.end + of));
            }
            Some(Err(_)) => return None,
            None => {}
        }
        let article = usize::from(literal == Literal::A);
        match atoms.at(i + article).entry.literal {
            Literal::Few => Some((Count::Vague, i + article + 1)),
            // "the third attack in as many weeks"
            Literal::Many if i > 0 && atoms.is(i - 1, Literal::As) => None,
            Literal::Several | Literal::Many if article == 0 => Some((Count::Vague, i + 1)),
            Literal::Some if article == 0 && atoms.flag(i + 1, Flags::PERIODS) => {
                Some((Count::Vague, i + 1))
            }
            Literal::Another if article == 0 && atoms.at(i + 1).entry.period.is_some() => {
                let one = atoms.str(i).eq_ignore_ascii_case("another")
                    && !atoms.flag(i + 1, Flags::PERIODS);
                one.then_some((Count::Number(Decimal::ONE), i + 1))
            }
            Literal::Couple => {
                let of = usize::from(atoms.is(i + article + 1, Literal::Of));
                Some((Count::Number(Decimal::TWO), i + article + 1 + of))
            }
            _ => None,
        }
    }
}

/// The TIMEX3 value of so many periods.
pub(super) fn length(count: Count, period: Period) -> String {
    let (factor, letter, clock) = match period {
        Period::Second => (1, "S", true),
        Period::Minute => (1, "M", true),
        Period::Hour => (1, "H", true),
        Period::Day => (1, "D", false),
        Period::Weekend => (1, "WE", false),
        Period::Week => (1, "W", false),
        Period::Fortnight => (2, "W", false),
        Period::Month => (1, "M", false),
        Period::Quarter => (1, "Q", false),
        Period::Year => (1, "Y", false),
        Period::Decade => (10, "Y", false),
        Period::Century => (100, "Y", false),
        Period::Millennium => (1000, "Y", false),
    };
    let mark = if clock { "PT" } else { "P" };
    match count {
        Count::Number(number) if !number.is_integer() => {
            let (smaller, times) = match period {
                Period::Decade => (Period::Year, 10),
                Period::Century => (Period::Year, 100),
                Period::Year => (Period::Month, 12),
                Period::Day => (Period::Hour, 24),
                Period::Hour => (Period::Minute, 60),
                Period::Minute => (Period::Second, 60),
                _ => return format!("{mark}{}{letter}", number.normalize()),
            };
            let (whole, part) = (number.trunc(), number.fract() * Decimal::from(times));
            if !part.is_integer() {
                return format!("{mark}{}{letter}", number.normalize());
            }
            // "2 1/2 years" are P2Y6M, half an hour is PT30M.
            let rest = length(Count::Number(part), smaller);
            if whole.is_zero() {
                return rest;
            }
            let rest = rest.trim_start_matches('P');
            let rest = if clock {
                rest.trim_start_matches('T')
            } else {
                rest
            };
            format!("{}{rest}", length(Count::Number(whole), period))
        }
        Count::Number(number) => {
            let number = number
                .checked_mul(factor.into())
                .unwrap_or(number)
                .normalize();
            format!("{mark}{number}{letter}")
        }
        Count::Vague => {
            let letter = match period {
                Period::Decade => "DE",
                Period::Century => "CE",
                _ => letter,
            };
            format!("{mark}X{letter}")
        }
    }
}
