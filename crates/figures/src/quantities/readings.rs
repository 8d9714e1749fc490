//! Units of a quantity, and the other readings of an ambiguous one.

use super::{Draft, Finder, plain};
use crate::amounts::{Amount, Counted};
use crate::literal::Literal;
use crate::money::money;
use crate::number::Shape;
use presswork_annotations::{Amount as Value, Quantity, Reading, Unit, UnitKind};
use rust_decimal::Decimal;

impl Finder<'_> {
    pub(super) fn push(&self, draft: &Draft, found: &mut Vec<Quantity>) {
        let atoms = self.clause.atoms;
        let amount = &draft.amount;
        let mut quantity = plain(atoms.span(amount.first, amount.end), draft.value);
        quantity.approximate = draft.approximate;
        quantity.change = draft.change;
        quantity.of = self
            .measured(draft)
            .map(|(first, end)| atoms.span(first, end))
            .filter(|of| !of.is_empty());
        let reading = |unit: Unit| Reading {
            value: draft.value,
            unit: Some(unit),
        };
        match &amount.counted {
            Counted::Bare if amount.number.shape == Shape::M => {
                self.millions(amount, &mut quantity);
            }
            Counted::Bare => {}
            Counted::Money(currency) => {
                quantity.unit = Some(currency.unit());
                quantity.readings = currency
                    .others
                    .iter()
                    .map(|code| reading(money(code)))
                    .collect();
                self.pounds(amount, &mut quantity);
            }
            Counted::Percent(code) => {
                quantity.unit = Some(Unit {
                    kind: UnitKind::Percent,
                    code: (*code).into(),
                });
                // "A percentage of 45" may also be a part of 45 of something.
                if amount.prefixed {
                    quantity.readings.push(Reading {
                        value: draft.value,
                        unit: None,
                    });
                }
            }
            Counted::Measure(measure) => {
                let unit = |code| Unit {
                    kind: UnitKind::Measure,
                    code,
                };
                quantity.unit = Some(unit(measure.code.clone()));
                quantity.readings = measure
                    .others
                    .iter()
                    .map(|code| reading(unit((*code).into())))
                    .collect();
            }
            Counted::Noun(unit, _) => {
                quantity.unit = Some(unit.clone());
                // Points beside a percentage may be those of one: "76 percent, up 14 points".
                let few = amount.number.value < Decimal::from(50);
                if unit.code == "point" && few && self.amid_percent() {
                    quantity.readings.push(reading(Unit {
                        kind: UnitKind::Percent,
                        code: "pp".into(),
                    }));
                }
            }
        }
        found.push(quantity);
    }

    /// `4.1m` without a unit is 4.1 million or 4.1 metres; the words behind it may tell.
    fn millions(&self, amount: &Amount, quantity: &mut Quantity) {
        let metre = Unit {
            kind: UnitKind::Measure,
            code: "m".into(),
        };
        let value = replaced(quantity.value, amount.number.unscaled());
        let metres = Reading {
            value,
            unit: Some(metre),
        };
        if self.tells_size(amount.end) || self.sized(amount.first) || self.amid_lengths() {
            let millions = Reading {
                value: quantity.value,
                unit: None,
            };
            (quantity.value, quantity.unit) = (metres.value, metres.unit);
            quantity.readings.push(millions);
        } else {
            quantity.readings.push(metres);
        }
    }

    /// Whether the words before `i` tell a length: "a height of 48m", "the 100m".
    fn sized(&self, i: usize) -> bool {
        let atoms = self.clause.atoms;
        let sizes = [
            "height",
            "length",
            "depth",
            "width",
            "distance",
            "radius",
            "diameter",
            "altitude",
            "reach",
            "outreach",
            "elevation",
        ];
        (i.saturating_sub(4)..i).any(|at| sizes.contains(&atoms.str(at)))
    }

    /// Whether a percentage stands in the sentence, or a word for what is told in percent.
    fn amid_percent(&self) -> bool {
        let atoms = self.clause.atoms;
        (0..atoms.len()).any(|at| {
            atoms.sign(at, '%')
                || matches!(atoms.at(at).entry.literal, Literal::Percent | Literal::Cent)
                || matches!(
                    atoms.str(at),
                    "poll" | "polls" | "turnout" | "rating" | "vote" | "support" | "survey"
                )
        })
    }

    /// Whether another length of the sentence is told in metric units: "1m is 10 dm".
    fn amid_lengths(&self) -> bool {
        let atoms = self.clause.atoms;
        let metric = [
            "cm",
            "mm",
            "dm",
            "km",
            "metre",
            "metres",
            "meter",
            "meters",
            "centimetres",
            "centimeters",
            "millimetres",
            "millimeters",
        ];
        (1..atoms.len()).any(|at| atoms.digits(at - 1) && metric.contains(&atoms.str(at)))
    }

    /// Whether the words at `i` tell a length: "4.1m high".
    fn tells_size(&self, i: usize) -> bool {
        let sizes = [
            "champion",
            "final",
            "record",
            "title",
            "sprinter",
            "runner",
            "heat",
            "medley",
            "breaststroke",
            "high",
            "tall",
            "wide",
            "long",
            "deep",
            "above",
            "below",
            "away",
            "freestyle",
            "hurdles",
            "sprint",
            "relay",
            "race",
            "butterfly",
            "backstroke",
            "from",
        ];
        sizes.contains(&self.clause.atoms.str(i))
    }

    /// "Pounds" in words are weight as well as money; large sums are money.
    fn pounds(&self, amount: &Amount, quantity: &mut Quantity) {
        let atoms = self.clause.atoms;
        let last = amount.end.wrapping_sub(1);
        // In "from 208 pounds to 193" the word stands with the first.
        let shared = atoms.digits(last) && atoms.is(amount.first.wrapping_sub(1), Literal::To);
        let at = if shared {
            amount.first.wrapping_sub(2)
        } else {
            last
        };
        if amount.prefixed || !matches!(atoms.str(at), "pounds" | "pound") {
            return;
        }
        let weight = Reading {
            value: quantity.value,
            unit: Some(Unit {
                kind: UnitKind::Measure,
                code: "[lb_av]".into(),
            }),
        };
        let whose = amount.end >= 2 && atoms.at(amount.end - 2).entry.nation.is_some();
        if whose {
            return;
        }
        let heavy = amount.number.scale < Decimal::ONE_THOUSAND
            && (atoms.is(amount.end, Literal::Of) || !self.amounts.purse.sterling_near())
            && amount.number.value.abs() < Decimal::from(2000);
        if heavy {
            let sum = Reading {
                value: quantity.value,
                unit: quantity.unit.take(),
            };
            quantity.unit = weight.unit;
            quantity.readings.insert(0, sum);
        } else {
            quantity.readings.push(weight);
        }
    }
}

/// The same kind of amount with another number.
fn replaced(value: Value, number: Decimal) -> Value {
    match value {
        Value::AtLeast(_) => Value::AtLeast(number),
        Value::AtMost(_) => Value::AtMost(number),
        _ => Value::Exact(number),
    }
}
