//! Amounts: a number with its sign, scale and unit, read at one place of a sentence.

mod compound;
mod names;
mod percent;

pub(crate) use names::{is_name, is_numbered};

use crate::atoms::{Atoms, Kind};
use crate::lexicon::Flags;
use crate::literal::Literal;
use crate::money::{Currency, Purse};
use crate::nouns::{self, Noun};
use crate::number::{self, Number, Shape};
use crate::units::{self, Measure, Units};
use percent::{basis_points, percent, percent_of};
use presswork_annotations::{Unit, UnitKind};
use rust_decimal::Decimal;

/// What a number counts.
#[derive(Clone, Debug)]
pub(crate) enum Counted {
    /// Nothing is said.
    Bare,
    Money(Currency),
    Percent(&'static str),
    Measure(Measure),
    /// A noun, and the words that describe it.
    Noun(Unit, Noun),
}

/// A number with its unit.
#[derive(Clone, Debug)]
pub(crate) struct Amount {
    pub(crate) first: usize,
    /// The atom after its last.
    pub(crate) end: usize,
    pub(crate) number: Number,
    pub(crate) counted: Counted,
    /// Whether its currency stands ahead.
    pub(crate) prefixed: bool,
}

impl Amount {
    /// The number in the main unit of its currency.
    pub(crate) fn value(&self) -> Decimal {
        let factor = match &self.counted {
            Counted::Money(currency) => currency.factor(),
            _ => Decimal::ONE,
        };
        let value = self.number.value;
        value.checked_mul(factor).unwrap_or(value).normalize()
    }
}

/// Reads amounts.
#[derive(Clone, Copy)]
pub(crate) struct Amounts<'a> {
    pub(crate) atoms: Atoms<'a>,
    pub(crate) purse: Purse<'a>,
    pub(crate) units: &'a Units,
}

impl Amounts<'_> {
    /// The amount at `i`. `Err` holds the end of what looks like one but is none.
    pub(crate) fn read(&self, i: usize) -> Option<Result<Amount, usize>> {
        let atoms = self.atoms;
        if let Some(amount) = self.percentage_of(i).or_else(|| self.part_of_point(i)) {
            return Some(Ok(amount));
        }
        let (minus, at) = self.sign(i);
        let (prefix, at) = match self.purse.ahead(atoms, at) {
            Some((currency, end)) => {
                let (inner, end) = if end > at {
                    self.sign(end)
                } else {
                    (false, end)
                };
                (Some((currency, inner)), end)
            }
            None => (None, at),
        };
        let number = match number::read(atoms, at)? {
            Ok(number) => number,
            Err(end) => return Some(Err(end)),
        };
        let negative = minus || prefix.as_ref().is_some_and(|(_, inner)| *inner);
        let number = Number {
            value: if negative {
                -number.value
            } else {
                number.value
            },
            ..number
        };
        let amount = match prefix {
            Some((currency, _)) => self.prefixed(i, number, currency),
            None => self.with_unit(i, number),
        };
        Some(Ok(self.with_cents(self.scaled_behind(amount))))
    }

    /// "a shooting percentage of 45": percent where the number counts nothing.
    fn percentage_of(&self, i: usize) -> Option<Amount> {
        let atoms = self.atoms;
        let number = number::read(atoms, percent_of(atoms, i)?)?.ok()?;
        let plain = matches!(number.shape, Shape::Bare(_) | Shape::Digits | Shape::Words)
            && number.scale == Decimal::ONE
            && number.value >= Decimal::ONE;
        let next = atoms.at(number.end);
        let closed = match next.kind {
            // "the percentage of 18 to 24 year-olds"
            _ if matches!(next.entry.literal, Literal::To | Literal::And | Literal::Or) => false,
            Kind::Word => next.entry.flags.any(Flags::PREPOSITION.or(Flags::LINK)),
            Kind::Sign('%' | '$' | '£' | '€' | '°') => false,
            _ => !(next.glued && atoms.at(number.end + 1).glued),
        };
        (plain && closed).then_some(Amount {
            first: i,
            end: number.end,
            number,
            counted: Counted::Percent("%"),
            prefixed: true,
        })
    }

    /// "a quarter-point cut", "half a percentage point".
    fn part_of_point(&self, i: usize) -> Option<Amount> {
        let (value, end) = percent::part_of_point(self.atoms, i)?;
        let number = Number {
            value,
            end,
            shape: Shape::Words,
            scale: Decimal::ONE,
        };
        Some(Amount {
            first: i,
            end,
            number,
            counted: Counted::Percent("pp"),
            prefixed: false,
        })
    }

    /// Whether a minus stands at `i`, and the atom after it.
    fn sign(&self, i: usize) -> (bool, usize) {
        let atoms = self.atoms;
        // "plus or minus 3" is a margin.
        let margin = i > 0 && atoms.is(i - 1, Literal::Or);
        if atoms.is(i, Literal::Minus)
            && !margin
            && (atoms.digits(i + 1) || atoms.at(i + 1).entry.small.is_some())
        {
            return (true, i + 1);
        }
        let dash = matches!(atoms.at(i).kind, Kind::Sign('-' | '−' | '+'));
        let next = atoms.at(i + 1);
        let number = next.kind == Kind::Digits || matches!(next.kind, Kind::Sign('$' | '£' | '€'));
        // In "75 -300" the dash joins.
        let ranged = atoms.before(i).kind == Kind::Digits && !is_numbered(atoms, i - 1);
        let free = !ranged && !atoms.at(i).glued
            || matches!(atoms.before(i).kind, Kind::Sign('(' | '$' | '£' | '€'));
        if dash && number && next.glued && free {
            (!atoms.sign(i, '+'), i + 1)
        } else {
            (false, i)
        }
    }

    /// A sum whose currency stands ahead: "$600 million", "US$5m-a-year".
    fn prefixed(&self, first: usize, number: Number, mut currency: Currency) -> Amount {
        let mut end = number.end;
        // "$5 million US", "$20 Canadian", "C$5 dollars": a currency behind says more.
        if let Some((behind, after)) = self.purse.behind(self.atoms, end) {
            let same = behind.code == currency.code || currency.others.contains(&behind.code);
            if same && !behind.minor {
                currency = behind;
                end = after;
            }
        }
        // "$1bn-plus"
        let plus = self.atoms.past_hyphen(end);
        if plus > end && self.atoms.str(plus) == "plus" {
            end = plus + 1;
        }
        Amount {
            first,
            end,
            number,
            counted: Counted::Money(currency),
            prefixed: true,
        }
    }

    /// The number from `first` with the unit behind it.
    fn with_unit(&self, first: usize, number: Number) -> Amount {
        let atoms = self.atoms;
        let mut amount = Amount {
            first,
            end: number.end,
            number,
            counted: Counted::Bare,
            prefixed: false,
        };
        let magnitude = number.shape == Shape::Magnitude;
        let of = usize::from(
            (magnitude || number.shape == Shape::Fraction) && atoms.is(number.end, Literal::Of),
        );
        let hyphen = atoms.past_hyphen(number.end);
        let hyphened = hyphen > number.end;
        // "8- to 16-meter" ends in a hyphen that joins nothing.
        let at = if of == 1 { number.end + 1 } else { hyphen };
        // "25 basis points", "25bp"
        if of == 0
            && let Some(end) = basis_points(atoms, at)
        {
            amount.number.value = number.value / Decimal::ONE_HUNDRED;
            amount.counted = Counted::Percent("pp");
            amount.end = end;
            amount.number.end = end;
            return amount;
        }
        if of == 0
            && let Some((code, end)) = percent(atoms, at)
        {
            amount.counted = Counted::Percent(code);
            amount.end = end;
            return amount;
        }
        let article = usize::from(number.shape == Shape::Fraction && atoms.is(at, Literal::A));
        if number.shape == Shape::Fraction && of == 1 {
            // "a quarter of a US pint", "two-thirds of the voters"
            let at = at + article;
            let at = at + usize::from(atoms.at(at).entry.nation.is_some());
            if let Some(measure) = self.units.read(atoms, at).filter(|_| article == 1) {
                amount.end = measure.end;
                amount.counted = Counted::Measure(measure);
            }
            return amount;
        }
        if let Some((currency, end)) = self.purse.behind(atoms, at + article) {
            amount.counted = Counted::Money(currency);
            amount.end = end;
            return amount;
        }
        if let Some(measure) = units::age(atoms, at) {
            amount.end = measure.end;
            amount.counted = Counted::Measure(measure);
            return amount;
        }
        if let Some(measure) = self.units.read(atoms, at + article) {
            amount.end = measure.end;
            amount.counted = Counted::Measure(measure);
            return self.in_two(amount);
        }
        if number.shape == Shape::Fraction {
            return amount;
        }
        // "billions of federal dollars"
        let described = atoms.word(at)
            && !atoms
                .at(at)
                .entry
                .flags
                .any(Flags::STOP.or(Flags::DETERMINER))
            && !hyphened;
        if (magnitude || number.scale > Decimal::ONE_THOUSAND)
            && described
            && let Some((currency, end)) = self.purse.behind(atoms, at + 1)
            && atoms.word(at + 1)
        {
            amount.counted = Counted::Money(currency);
            amount.end = end;
            return amount;
        }
        if hyphened && let Some(suffixed) = self.suffixed(&amount, at) {
            return suffixed;
        }
        let noun = if hyphened {
            self.hyphened(at)
        } else {
            self.noun(at, &number)
                .or_else(|| self.before_noun(first, at))
        };
        if let Some((noun, end)) = noun {
            let code = nouns::singular_of(atoms.str(noun.head), noun.head > 0);
            amount.counted = Counted::Noun(
                Unit {
                    kind: UnitKind::Count,
                    code,
                },
                noun,
            );
            amount.end = end;
        }
        amount
    }

    /// The noun that a number ending before `i` counts. The quantity ends with the number: the noun is what is counted.
    fn noun(&self, i: usize, number: &Number) -> Option<(Noun, usize)> {
        let atoms = self.atoms;
        // "two of the men", "hundreds of its workers"
        let of = usize::from(atoms.is(i, Literal::Of));
        let owned = of == 1 || number.shape == Shape::Magnitude;
        let at = i + of;
        let at = at
            + usize::from(owned && atoms.flag(at, Flags::DETERMINER) && !atoms.is(at, Literal::A));
        // "five of them children"
        let at = at + usize::from(of == 1 && atoms.str(at) == "them");
        // "46 of its 1,130 shops", "seven of nine schools"
        if of == 1 && number.shape != Shape::Magnitude {
            let det = usize::from(atoms.flag(i + 1, Flags::DETERMINER));
            if let Some(Ok(whole)) = number::read(atoms, i + 1 + det)
                && whole.value >= number.value
                && let Some(noun) = nouns::plural(atoms, whole.end)
            {
                return Some((noun, number.end));
            }
        }
        let one = number.value == Decimal::ONE && of == 0;
        let pronoun = one
            && i.checked_sub(2).is_some_and(|before| {
                atoms.flag(before, Flags::DETERMINER) || atoms.is(before, Literal::No)
            });
        if pronoun || one && atoms.at(i - 1).capital && i > 1 {
            return None;
        }
        let noun = if one {
            nouns::singular(atoms, at)
        } else {
            nouns::plural(atoms, at)
        };
        noun.map(|noun| (noun, number.end))
    }

    /// "the 12 page document": a noun in the singular before another one.
    fn before_noun(&self, first: usize, i: usize) -> Option<(Noun, usize)> {
        let atoms = self.atoms;
        let article = first
            .checked_sub(1)
            .is_some_and(|before| atoms.flag(before, Flags::DETERMINER));
        let noun = |i: usize| {
            let entry = atoms.at(i).entry;
            let other = Flags::STOP.or(Flags::DETERMINER).or(Flags::CHANGE);
            atoms.word(i)
                && !atoms.at(i).capital
                && !entry.flags.any(other)
                && !entry.tells()
                && !atoms.str(i).ends_with("ed")
        };
        let plain = atoms.digits(i.wrapping_sub(1))
            || atoms
                .at(i.wrapping_sub(1))
                .entry
                .small
                .is_some_and(|small| small > 1);
        (article && plain && noun(i) && noun(i + 1) && atoms.width(i) > 2)
            .then_some((Noun { first: i, head: i }, i))
    }

    /// "20-odd ships", "100-plus trucks", "a 5,000-strong force": a number with the suffix at `at`.
    fn suffixed(&self, amount: &Amount, at: usize) -> Option<Amount> {
        let suffix = self.atoms.str(at);
        if !matches!(suffix, "odd" | "plus" | "strong") {
            return None;
        }
        let mut amount = amount.clone();
        (amount.end, amount.number.end) = (at + 1, at + 1);
        let noun = nouns::plural(self.atoms, at + 1).filter(|_| suffix != "strong");
        if let Some(noun) = noun {
            let code = nouns::singular_of(self.atoms.str(noun.head), true);
            let kind = UnitKind::Count;
            amount.counted = Counted::Noun(Unit { kind, code }, noun);
        }
        Some(amount)
    }

    /// "12-member council", "10-story building".
    fn hyphened(&self, i: usize) -> Option<(Noun, usize)> {
        let atoms = self.atoms;
        let other = [
            "plus",
            "odd",
            "strong",
            "way",
            "fold",
            "something",
            "old",
            "on",
            "off",
            "time",
        ];
        let fits = atoms.word(i)
            && !atoms.flag(i, Flags::STOP)
            && !other.contains(&atoms.str(i))
            && atoms.at(i).entry.period.is_none();
        (fits && !atoms.at(i).capital).then_some((Noun { first: i, head: i }, i + 1))
    }
}
