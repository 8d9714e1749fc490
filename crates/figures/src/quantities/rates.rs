//! Sums of money that are rates: "$15 an hour" is `USD/h`, and so are both sums in "76 kroner (about $10) an hour".

use super::Finder;
use super::ellipsis::near;
use crate::bounds;
use crate::literal::Literal;
use crate::rates::Per;
use presswork_annotations::{Quantity, UnitKind};

impl Finder<'_> {
    /// Adds what sums are per to their units. The words stand outside the quantity.
    pub(super) fn add_rates(&self, found: &mut [Quantity]) {
        for last in 0..found.len() {
            let Some(per) = self.rate(&found[last]) else {
                continue;
            };
            let first = (1..=last)
                .rev()
                .take_while(|&at| self.joined(&found[at - 1], &found[at]))
                .last()
                .map_or(last, |at| at - 1);
            for quantity in &mut found[first..=last] {
                add(quantity, &per.code);
            }
        }
    }

    /// Whether the number at `i` stands behind a sum of money and "per".
    pub(super) fn behind_sum(&self, i: usize, found: &[Quantity]) -> bool {
        found
            .last()
            .is_some_and(|sum| is_money(sum) && self.atom(sum.span.end()) + 1 == i)
    }

    /// What a sum of money is per, behind it or behind the brackets in which it stands.
    fn rate(&self, quantity: &Quantity) -> Option<Per> {
        if !is_money(quantity) {
            return None;
        }
        let end = self.atom(quantity.span.end());
        let per = |i| {
            let sum_per = || self.amounts.units.sum_per(self.clause.atoms, i);
            self.exchanged(i).or_else(sum_per)
        };
        per(end).or_else(|| per(self.behind_brackets(quantity)?))
    }

    /// "156.20 yen per dollar", "60 rupees to the dollar", "$1.10 against the euro": a rate of exchange.
    fn exchanged(&self, i: usize) -> Option<Per> {
        let atoms = self.clause.atoms;
        let one = matches!(atoms.at(i + 1).entry.literal, Literal::The | Literal::A)
            || atoms.str(i + 1) == "one";
        let at = match atoms.at(i).entry.literal {
            Literal::Per | Literal::A => i + 1,
            Literal::To if one => i + 2,
            _ if one && atoms.str(i) == "against" => i + 2,
            _ => return None,
        };
        let (currency, end) = self.amounts.purse.behind(atoms, at)?;
        // "72 cents a pound" is one of weight.
        let weight = matches!(atoms.str(end - 1), "pound" | "pounds");
        (!weight && !currency.minor).then(|| Per {
            code: currency.code.to_owned(),
            end,
        })
    }

    /// The atom behind the brackets that hold only this quantity.
    fn behind_brackets(&self, quantity: &Quantity) -> Option<usize> {
        let atoms = self.clause.atoms;
        let (first, end) = self.with_hedge(quantity);
        (first > 0 && atoms.sign(first - 1, '(') && atoms.sign(end, ')')).then_some(end + 1)
    }

    /// The atoms of a quantity and of the words ahead that bound or blur it.
    fn with_hedge(&self, quantity: &Quantity) -> (usize, usize) {
        let first = self.atom(quantity.span.start());
        let end = self.atom(quantity.span.end());
        (bounds::read(self.clause.atoms, first, end).first, end)
    }

    /// Whether two sums have one rate: "$5 or $6 a day", "from $10 to $15 an hour", "76 kroner ($10) an hour".
    fn joined(&self, one: &Quantity, other: &Quantity) -> bool {
        let atoms = self.clause.atoms;
        let at = self.atom(one.span.end());
        let (first, _) = self.with_hedge(other);
        let link = atoms.at(at).entry.literal;
        let linked = matches!(link, Literal::And | Literal::Or | Literal::To)
            && near(one.value, other.value);
        let bracket = atoms.sign(at, '(') && self.behind_brackets(other).is_some();
        is_money(one) && is_money(other) && at + 1 == first && (linked || bracket)
    }
}

fn is_money(quantity: &Quantity) -> bool {
    let unit = quantity.unit.as_ref();
    unit.is_some_and(|unit| unit.kind == UnitKind::Money && !unit.code.contains('/'))
}

fn add(quantity: &mut Quantity, per: &str) {
    let units = quantity
        .readings
        .iter_mut()
        .map(|reading| &mut reading.unit);
    for unit in units.chain([&mut quantity.unit]).flatten() {
        if unit.kind == UnitKind::Money {
            unit.code = format!("{}/{per}", unit.code).into();
        }
    }
}
