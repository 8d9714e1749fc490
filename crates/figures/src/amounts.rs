//! Amounts: a number with its sign, scale and unit, read at one place of a sentence.

use crate::atoms::{Atoms, Kind};
use crate::lexicon::Flags;
use crate::literal::Literal;
use crate::money::{Currency, Purse};
use crate::nouns::{self, Noun};
use crate::number::{self, Number, Shape};
use crate::units::{self, Measure, Units};
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

    /// "75 USD million": the scale stands behind the currency.
    fn scaled_behind(&self, mut amount: Amount) -> Amount {
        let atoms = self.atoms;
        let money = matches!(&amount.counted, Counted::Money(currency) if !currency.minor);
        let scale = atoms.at(amount.end).entry.scale.filter(|scale| *scale > 2);
        let plural = atoms.flag(amount.end, Flags::PLURAL_SCALE);
        if let Some(scale) = scale
            && money
            && !plural
            && amount.number.scale == Decimal::ONE
            && amount.end > amount.number.end
        {
            number::multiply(&mut amount.number, number::power(scale), amount.end + 1);
            amount.end += 1;
        }
        amount
    }

    /// "thirteen dollars and forty-five cents", "15 dollars 50": a sum in two parts.
    fn with_cents(&self, mut amount: Amount) -> Amount {
        let atoms = self.atoms;
        let Counted::Money(currency) = &amount.counted else {
            return amount;
        };
        let whole = amount.number.value.is_integer() && amount.number.scale == Decimal::ONE;
        if currency.minor || !whole || amount.end == amount.first {
            return amount;
        }
        let and = usize::from(atoms.is(amount.end, Literal::And));
        let between = atoms.is(amount.first.wrapping_sub(1), Literal::Between);
        let at = amount.end + and;
        let Some(Ok(cents)) = number::read(atoms, at).filter(|_| !between) else {
            return amount;
        };
        let small = cents.value < Decimal::ONE_HUNDRED
            && cents.value.is_integer()
            && matches!(cents.shape, Shape::Bare(_) | Shape::Words);
        let behind = self.purse.behind(atoms, cents.end);
        let minor = behind.filter(|(behind, _)| {
            let same =
                |code: &'static str| code == currency.code || currency.others.contains(&code);
            behind.minor && (same(behind.code) || behind.others.iter().any(|code| same(code)))
        });
        let closed = matches!(
            atoms.at(cents.end).kind,
            Kind::Sign('.' | ',' | ';' | ')' | '!' | '?' | '\n')
        ) && !atoms.at(cents.end + 1).glued
            || atoms.is(cents.end, Literal::More);
        let named = amount.end > amount.number.end && !amount.prefixed;
        let spoken = and == 1 && cents.shape == Shape::Words;
        let bare = (named || spoken) && closed && cents.value >= Decimal::TEN;
        let end = match minor {
            Some((_, end)) => end,
            None if bare => cents.end,
            None => return amount,
        };
        if small {
            amount.number.value += cents.value * Decimal::new(1, 2);
            amount.number.end = end;
            amount.end = end;
        }
        amount
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

    /// "5 feet 2 inches", "7 pounds and 3 ounces", "1 m 85 cm": a measure in two units, as so many of the larger.
    fn in_two(&self, mut amount: Amount) -> Amount {
        let atoms = self.atoms;
        let Counted::Measure(large) = &amount.counted else {
            return amount;
        };
        let (small, parts) = match large.code.as_ref() {
            "[ft_i]" => ("[in_i]", 12),
            "[lb_av]" => ("[oz_av]", 16),
            "[stone_av]" => ("[lb_av]", 14),
            "m" => ("cm", 100),
            _ => return amount,
        };
        let at = amount.end + usize::from(atoms.is(amount.end, Literal::And));
        let whole = amount.number.value.is_integer() && atoms.at(at).kind != Kind::Sign('.');
        let Some(Ok(rest)) = number::read(atoms, at).filter(|_| whole) else {
            return amount;
        };
        let fits = rest.value < Decimal::from(parts) && rest.value > Decimal::ZERO;
        if let Some(end) = self.units.small(atoms, rest.end, small).filter(|_| fits) {
            let part = rest.value / Decimal::from(parts);
            amount.number.value += part.round_dp(6);
            amount.number.end = end;
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

/// The end of the words for hundredths of a percentage point at `i`: "basis points", "bp", "bps".
fn basis_points(atoms: Atoms<'_>, i: usize) -> Option<usize> {
    let points = atoms.past_hyphen(i + 1);
    match atoms.str(i) {
        "basis" => matches!(
            atoms.at(points).entry.literal,
            Literal::Point | Literal::Points
        )
        .then_some(points + 1),
        "bp" | "bps" => Some(i + 1),
        _ => None,
    }
}

/// The percent sign or word at `i`: its code and the atom after it.
fn percent(atoms: Atoms<'_>, i: usize) -> Option<(&'static str, usize)> {
    let point = |i: usize| {
        let i = atoms.past_hyphen(i);
        matches!(atoms.at(i).entry.literal, Literal::Point | Literal::Points).then_some(i + 1)
    };
    match atoms.at(i).entry.literal {
        Literal::Percent => Some(point(i + 1).map_or(("%", i + 1), |end| ("pp", end))),
        // "10 percentage points", and "10 percentage" for percent
        Literal::Percentage => point(i + 1).map(|end| ("pp", end)).or_else(|| {
            let closed = !atoms.word(i + 1) || atoms.flag(i + 1, Flags::STOP);
            (closed || atoms.is(i + 1, Literal::Of)).then_some(("%", i + 1))
        }),
        Literal::Per if atoms.is(i + 1, Literal::Cent) => {
            Some(point(i + 2).map_or(("%", i + 2), |end| ("pp", end)))
        }
        _ if matches!(atoms.at(i).kind, Kind::Sign('%' | '％')) => {
            Some(point(i + 1).map_or(("%", i + 1), |end| ("pp", end)))
        }
        _ if atoms.str(i) == "pp" && atoms.at(i).glued => Some(("pp", i + 1)),
        _ => None,
    }
}

/// Whether a number without a unit between `first` and `end` is part of a name, a score, a telephone number or the
/// like: "Resolution 1325", "Boeing 737", "3-2", "MH17", "9:30".
pub(crate) fn is_name(atoms: Atoms<'_>, first: usize, end: usize) -> bool {
    let before = atoms.before(first);
    let next = atoms.at(end);
    let letters_behind = next.glued && matches!(next.kind, Kind::Word | Kind::Digits);
    let joined_behind = next.glued
        && match next.kind {
            Kind::Sign('/' | '_') => true,
            // "[6]" is a note.
            Kind::Sign(']') => atoms.at(first).glued && atoms.sign(first.wrapping_sub(1), '['),
            Kind::Sign('-' | '–' | ':' | '.') => {
                let after = atoms.at(end + 1);
                after.glued && matches!(after.kind, Kind::Digits | Kind::Word)
            }
            _ => false,
        };
    let joined_ahead = atoms.at(first).glued
        && match before.kind {
            Kind::Sign('\'' | '’') => first >= 2 && atoms.before(first - 1).end == before.start,
            Kind::Sign(sign) => "-–/:_#@.+&=".contains(sign),
            _ => true,
        };
    letters_behind || joined_behind || joined_ahead
}

/// Whether a number follows a name or a word for numbered things: "Article 5", "Apollo 11", "page 12".
pub(crate) fn is_numbered(atoms: Atoms<'_>, first: usize) -> bool {
    let Some(mut at) = first.checked_sub(1) else {
        return false;
    };
    // "No. 10", "Vol. 3"
    if atoms.sign(at, '.') && at > 0 && atoms.at(at).glued && atoms.width(at - 1) <= 5 {
        at -= 1;
    }
    if atoms.sign(at, '#') || atoms.flag(at, Flags::NUMBERED) {
        return true;
    }
    // "the Group of 77", "the round of 16"
    if atoms.is(at, Literal::Of) && at > 0 {
        return matches!(
            atoms.str(at - 1),
            "Group" | "round" | "Round" | "Class" | "class"
        );
    }
    let atom = atoms.at(at);
    let entry = atom.entry;
    // "ISO 9001": a word at the head of a sentence of which nothing is known.
    if at == 0 && atom.capital && entry.is_unknown() && atoms.digits(first) {
        return true;
    }
    let words = Flags::STOP.or(Flags::DETERMINER).or(Flags::CHANGE);
    let plain = entry.flags.any(words) || entry.month.is_some() || entry.weekday.is_some();
    atom.kind == Kind::Word && atom.capital && at > 0 && !plain && !atoms.sign(at - 1, '.')
}
