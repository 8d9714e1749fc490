//! Numbers that are something else than they look: ages, shares ("one in five"), numbers of houses.

use super::{Finder, plain};
use crate::amounts::{Amount, Counted};
use crate::atoms::Kind;
use crate::bounds::{self, Hedge};
use crate::digits::ratio;
use crate::lexicon::Flags;
use crate::literal::Literal;
use crate::number::Shape;
use presswork_annotations::{Amount as Value, Quantity, Unit, UnitKind};
use rust_decimal::Decimal;

impl Finder<'_> {
    /// "358 Rose Way": the number of a house.
    pub(super) fn address(&self, amount: &Amount) -> bool {
        let atoms = self.clause.atoms;
        let roads = [
            "Road",
            "Rd",
            "Street",
            "St",
            "Avenue",
            "Ave",
            "Way",
            "Lane",
            "Drive",
            "Boulevard",
            "Blvd",
            "Place",
            "Court",
            "Square",
            "Terrace",
            "Highway",
            "rue",
            "via",
            "calle",
            "Calle",
            "Avenida",
            "Rue",
            "Via",
        ];
        let capital = |at: &usize| {
            let atom = atoms.at(*at);
            atom.capital || atoms.digits(*at) || atom.glued && atoms.is(*at, Literal::Ordinal)
        };
        let name = (amount.end..amount.end + 5)
            .take_while(|at| capital(at) || roads.contains(&atoms.str(*at)));
        matches!(amount.number.shape, Shape::Bare(_))
            && name.into_iter().any(|at| roads.contains(&atoms.str(at)))
    }

    /// "Hague, 44, has …", "the striker, 19, has", "aged 44", "aged 18 to 24", "children under 14": ages in years.
    pub(super) fn age(&self, low: &Amount, high: &Amount) -> Option<Quantity> {
        let atoms = self.clause.atoms;
        let bare = |amount: &Amount| {
            matches!(amount.number.shape, Shape::Bare(1..=3))
                && matches!(amount.counted, Counted::Bare)
        };
        if !bare(low) || !bare(high) {
            return None;
        }
        let before = low.first.checked_sub(1)?;
        let hedge = bounds::read(atoms, low.first, high.end);
        let led = hedge.first.checked_sub(1)?;
        // "aged 44", "over the age of 21", "aged between 15 and 24"
        let of = atoms.is(led, Literal::Of) || atoms.is(led, Literal::Between);
        let word = if of { led.checked_sub(1)? } else { led };
        let aged =
            (atoms.is(word, Literal::Aged) || atoms.str(word) == "ages") && !atoms.at(word).capital;
        // "the median age is 19"
        let copula = atoms.flag(led, Flags::COPULA) && led > 0 && atoms.is(led - 1, Literal::Aged);
        let aged = aged
            || copula
            || self.in_ages(low.first)
            || self.young(&hedge, low, high)
            || self.beside_name(before, low, high);
        let (from, to) = (low.number.value, high.number.value);
        let likely = Decimal::ONE <= from && to <= Decimal::from(120) && from <= to;
        if !aged || !likely {
            return None;
        }
        let value = if from < to {
            Value::Range(from, to)
        } else {
            hedge.bound.amount(from)
        };
        let mut quantity = plain(atoms.span(low.first, high.end), value);
        quantity.approximate = hedge.approximate;
        quantity.unit = Some(Unit {
            kind: UnitKind::Measure,
            code: "a".into(),
        });
        Some(quantity)
    }

    /// Whether the number at `i` goes on a list of ages: "aged 4, 7 and 12".
    fn in_ages(&self, i: usize) -> bool {
        let atoms = self.clause.atoms;
        let first = atoms.list_from(i, 5, |at| atoms.digits(at));
        first < i && matches!(atoms.str_before(first, 1), "aged" | "ages")
    }

    /// Whether a number between commas stands beside a person: "Hague, 44, has", "the striker, 19, has".
    fn beside_name(&self, before: usize, low: &Amount, high: &Amount) -> bool {
        let atoms = self.clause.atoms;
        let end = high.end;
        let closed = matches!(atoms.at(end).kind, Kind::Sign(',' | ')' | ';'));
        let one = low.first == high.first && !atoms.at(low.first).glued;
        if before == 0 || !atoms.sign(before, ',') || !closed || !one {
            return false;
        }
        let name = atoms.at(before - 1);
        // In a list of numbers stands another one.
        let list = atoms.digits(end + 1) || atoms.is(end + 1, Literal::And);
        let years = low.number.value;
        let grown = Decimal::TEN <= years && years <= Decimal::from(110);
        let noun = (before.saturating_sub(5)..before - 1)
            .any(|at| atoms.flag(at, Flags::DETERMINER))
            && name.kind == Kind::Word
            && !name.entry.flags.any(Flags::STOP)
            && !crate::nouns::looks_plural(atoms, before - 1)
            && name.entry.month.is_none()
            && name.entry.period.is_none();
        name.capital && name.entry.month.is_none() || noun && grown && !list
    }

    /// "children under 14", "men over 50"
    fn young(&self, hedge: &Hedge, low: &Amount, high: &Amount) -> bool {
        let atoms = self.clause.atoms;
        let before = |back: usize| atoms.str_before(hedge.first, back);
        // "42 % of the people are under 15"
        let copula = matches!(before(1), "are" | "is" | "were" | "was" | "aged");
        let whose = before(1 + usize::from(copula));
        let limit = hedge.first < low.first
            && matches!(
                atoms.str(low.first - 1),
                "under" | "over" | "above" | "below"
            );
        limit
            && !atoms.hyphen(high.end)
            && is_people(whose)
            && low.number.value < Decimal::ONE_HUNDRED
    }

    /// "one in five people", "two out of three": a share.
    pub(super) fn odds(&self, low: &Amount, found: &mut Vec<Quantity>) -> Option<usize> {
        let atoms = self.clause.atoms;
        if low.prefixed
            || low.number.shape == Shape::Magnitude
            || !matches!(low.counted, Counted::Bare | Counted::Noun(..))
        {
            return None;
        }
        let at = low.number.end;
        let out = usize::from(atoms.is(at, Literal::Out));
        let over = atoms.str(at) == "over";
        let link = atoms.is(at + out, if out == 1 { Literal::Of } else { Literal::In })
            && !(out == 0 && atoms.is(at, Literal::Of));
        if !link && !over {
            return None;
        }
        let of = at + out + 1;
        let Ok(whole) = crate::number::read(atoms, of)? else {
            return None;
        };
        let small = |value: Decimal| u32::try_from(value).ok().filter(|value| *value > 0);
        let negative = low.number.value.is_sign_negative() && over;
        let (part, base) = (small(low.number.value.abs())?, small(whole.value)?);
        let counts = crate::nouns::plural(atoms, whole.end);
        let closed = !atoms.word(whole.end) && !atoms.at(whole.end + 1).glued;
        // "1 in 4 children", "one in ten", "two out of three"; "1 over 20" where nothing is counted.
        // "2 in 5 adults", but "2 in 5 attacks"
        let of_people = base <= 20 && counts.is_some_and(|noun| is_people(atoms.str(noun.head)));
        // "7 in 10 are women"
        let verb = Flags::AUXILIARY.or(Flags::VERB).or(Flags::COPULA);
        let round = matches!(base, 3..=5 | 10 | 20) && atoms.flag(whole.end, verb);
        let one = part == 1 || low.number.shape == Shape::Words || of_people;
        let spoken = match (out, over) {
            (1, _) => true,
            (_, true) => closed && matches!(low.counted, Counted::Bare),
            // "one in ten had stopped", but "two in three days"
            _ => {
                let words = whole.shape == Shape::Words && low.number.shape == Shape::Words;
                one && counts.is_some() || round || part == 1 && (closed || words)
            }
        };
        // "2000 over 3" by itself is a number, "120 over 80" in a sentence two.
        let whole_sentence = over && low.first == 0 && whole.end + 1 >= atoms.len();
        if part >= base && !whole_sentence || !spoken || self.clause.time_at(of).is_some() {
            return None;
        }
        let hedge = bounds::read(atoms, low.first, whole.end);
        let mut quantity = plain(
            atoms.span(low.first, whole.end),
            hedge.bound.amount(if negative {
                -ratio(part, base)
            } else {
                ratio(part, base)
            }),
        );
        quantity.approximate = hedge.approximate;
        quantity.of = counts.map(|noun| atoms.span(noun.first, noun.head + 1));
        found.push(quantity);
        Some(whole.end)
    }
}

/// Whether a word is a plural for people.
fn is_people(word: &str) -> bool {
    const PEOPLE: [&str; 24] = [
        "children",
        "people",
        "women",
        "men",
        "girls",
        "boys",
        "youths",
        "adults",
        "anyone",
        "those",
        "minors",
        "everyone",
        "residents",
        "citizens",
        "teenagers",
        "players",
        "voters",
        "households",
        "workers",
        "students",
        "patients",
        "families",
        "pupils",
        "pensioners",
    ];
    PEOPLE
        .iter()
        .any(|people| people.eq_ignore_ascii_case(word))
}
