//! Numbers that are something else than they look: ages, shares ("one in five"), numbers of houses.

use super::{Finder, plain};
use crate::amounts::{Amount, Counted};
use crate::atoms::Kind;
use crate::digits::ratio;
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
        ];
        let capital = |at: &usize| atoms.at(*at).capital || atoms.digits(*at);
        let name = (amount.end..amount.end + 5).take_while(capital);
        matches!(amount.number.shape, Shape::Bare(_))
            && name.into_iter().any(|at| roads.contains(&atoms.str(at)))
    }

    /// "Hague, 44, has …", "aged 44": an age in years.
    pub(super) fn age(&self, amount: &Amount) -> Option<Quantity> {
        let atoms = self.clause.atoms;
        let (Shape::Bare(1..=3), Counted::Bare) = (amount.number.shape, &amount.counted) else {
            return None;
        };
        let before = amount.first.checked_sub(1)?;
        let closed = matches!(atoms.at(amount.end).kind, Kind::Sign(',' | ')' | ';'));
        let name = before > 0 && atoms.sign(before, ',') && atoms.at(before - 1).capital;
        let beside_name = name && closed && !atoms.at(amount.first).glued;
        let aged = atoms.is(before, Literal::Aged) && !atoms.at(before).capital;
        let years = amount.number.value;
        let likely = Decimal::ONE <= years && years <= Decimal::from(120);
        if !(beside_name || aged) || !likely {
            return None;
        }
        let mut quantity = plain(atoms.span(amount.first, amount.end), Value::Exact(years));
        quantity.unit = Some(Unit {
            kind: UnitKind::Measure,
            code: "a".into(),
        });
        Some(quantity)
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
        let (part, base) = (small(low.number.value)?, small(whole.value)?);
        let counts = crate::nouns::plural(atoms, whole.end);
        let closed = !atoms.word(whole.end) && !atoms.at(whole.end + 1).glued;
        // "1 in 4 children", "one in ten", "two out of three"; "1 over 20" where nothing is counted.
        let one = part == 1 || low.number.shape == Shape::Words;
        let spoken = match (out, over) {
            (1, _) => true,
            (_, true) => closed && matches!(low.counted, Counted::Bare),
            _ => one && counts.is_some() || part == 1 && closed,
        };
        if part >= base || !spoken || self.clause.time_at(of).is_some() {
            return None;
        }
        let mut quantity = plain(
            atoms.span(low.first, whole.end),
            Value::Exact(ratio(part, base)),
        );
        quantity.of = counts.map(|noun| atoms.span(noun.first, noun.head + 1));
        found.push(quantity);
        Some(whole.end)
    }
}
