//! Units that stand with an earlier number of the sentence: "to 1.8 trillion roubles, from 1.1 trillion", "152 of the 275
//! seats, down from 178", "84.75 cents, while the lowest is 74.07".

use super::Finder;
use crate::bounds;
use crate::lexicon::Flags;
use crate::literal::Literal;
use presswork_annotations::{Amount as Value, Quantity, Role, UnitKind};
use rust_decimal::Decimal;

/// How far apart the parts of a list may stand, in atoms.
const REACH: usize = 8;

/// How many times larger one of two numbers that share a unit may be.
const APART: i64 = 20;

impl Finder<'_> {
    /// Gives numbers without a unit that of the quantity before them in the sentence where they are compared with it.
    pub(super) fn share_units(&self, found: &mut [Quantity]) {
        for at in 1..found.len() {
            let (before, rest) = found.split_at_mut(at);
            let (Some(told), Some(bare)) = (before.last(), rest.first_mut()) else {
                continue;
            };
            let percent = told
                .unit
                .as_ref()
                .is_some_and(|unit| unit.kind == UnitKind::Percent);
            // "closed at 1,463.87 points, while the other index rose 0.1 percent to 1,333.18"
            let behind_percent = percent && self.leads(told, bare);
            let index = at.checked_sub(2).and_then(|at| before.get(at));
            let index = index.filter(|index| behind_percent && is_index(index));
            let told = index.unwrap_or(told);
            if let Some(value) = self.shared(told, bare, index.is_some()) {
                bare.value = value;
                bare.unit.clone_from(&told.unit);
                bare.readings = told
                    .readings
                    .iter()
                    .filter(|reading| reading.value == told.value)
                    .map(|reading| presswork_annotations::Reading {
                        value,
                        unit: reading.unit.clone(),
                    })
                    .collect();
                bare.of = bare.of.or(told.of);
            }
        }
    }

    /// The value of `bare` in the unit of `told`, if it shares that unit; `likened` if that much is known.
    fn shared(&self, told: &Quantity, bare: &Quantity, likened: bool) -> Option<Value> {
        let unit = told.unit.as_ref()?;
        let is_age = unit.kind == UnitKind::Measure && unit.code == "a";
        if bare.unit.is_some() || !bare.readings.is_empty() || is_age {
            return None;
        }
        let (first, end) = (self.atom(bare.span.start()), self.atom(bare.span.end()));
        let value = match unit.kind {
            UnitKind::Money if self.is_minor(told) => scaled(bare.value, Decimal::new(1, 2))?,
            _ => bare.value,
        };
        let near = near(told.value, value);
        let places = number(bare.value)?.scale() > 0;
        let likened = || likened || self.is_likened(first, end, told, places);
        let listed = self.is_listed(first, end, told);
        (near && (listed || self.closed(end) && likened())).then_some(value)
    }

    /// Whether a number goes on a list that `told` begins: "12.5 million subscribers in Colombia and 3.2 million in Ecuador", "35
    /// people were killed and 120 wounded", "one gunman died and three others fled".
    fn is_listed(&self, first: usize, end: usize, told: &Quantity) -> bool {
        const HARMED: [&str; 12] = [
            "wounded",
            "injured",
            "hurt",
            "killed",
            "dead",
            "missing",
            "arrested",
            "detained",
            "displaced",
            "homeless",
            "hospitalised",
            "hospitalized",
        ];
        let atoms = self.clause.atoms;
        let ahead = bounds::read(atoms, first, end).first;
        let joined = ahead > 0
            && (atoms.sign(ahead - 1, ',')
                || matches!(atoms.str(ahead - 1), "and" | "but" | "while"));
        if !joined || told.change.is_some() {
            return false;
        }
        let last = told
            .of
            .map_or(told.span.end(), |of| of.end().max(told.span.end()));
        let after = self.atom(last);
        let counted = told
            .unit
            .as_ref()
            .is_some_and(|unit| unit.kind == UnitKind::Count);
        let word = atoms.str(end);
        if counted && (HARMED.contains(&word) || word == "others") {
            return true;
        }
        // "5.6 million people fled, 2.4 million of them to Poland"
        let them = matches!(
            atoms.str(end + 1),
            "them" | "these" | "those" | "which" | "whom"
        );
        let other = crate::nouns::looks_plural(atoms, end + 2);
        if counted && word == "of" && them && !other {
            return true;
        }
        let place = matches!(
            word,
            "in" | "from" | "to" | "on" | "at" | "by" | "for" | "with"
        );
        place && atoms.str(after) == word && after < ahead && ahead < after + REACH
    }

    /// Whether only "to" stands between two quantities: "rose 0.1 percent to 1,333".
    fn leads(&self, told: &Quantity, bare: &Quantity) -> bool {
        let at = self.atom(told.span.end());
        self.clause.atoms.is(at, Literal::To) && at + 1 == self.atom(bare.span.start())
    }

    /// Whether the words ahead of a number compare it with the quantity `told` before.
    fn is_likened(&self, first: usize, end: usize, told: &Quantity, places: bool) -> bool {
        let atoms = self.clause.atoms;
        let Some(link) = bounds::read(atoms, first, end).first.checked_sub(1) else {
            return false;
        };
        let before = |word: &[&str]| link > 0 && word.contains(&atoms.str(link - 1));
        let level = told.change.is_none_or(|change| change.role != Role::By);
        let percent = told
            .unit
            .as_ref()
            .is_some_and(|unit| unit.kind == UnitKind::Percent);
        match atoms.at(link).entry.literal {
            // "down from 178", "to 5.4 percent from 5.1", "1.8 trillion roubles, from 1.1 trillion"
            Literal::From => {
                let word = before(&["up", "down", "rising", "falling", "increase", "decrease"]);
                let behind = link == self.atom(told.span.end());
                let comma = link > 0 && atoms.sign(link - 1, ',');
                level && (word || behind || comma && told.change.is_some())
            }
            // "by 1,911 votes to 604"
            Literal::To => !percent && link == self.atom(told.span.end()) + noun(told),
            _ => match atoms.str(link) {
                "against" | "versus" | "vs" => level,
                "with" | "to" => level && before(&["compared"]),
                _ => places && atoms.flag(link, Flags::COPULA) && self.parallel(told, link),
            },
        }
    }

    /// "The highest forecast is 84.75 cents, while the lowest is": two clauses of one make.
    fn parallel(&self, told: &Quantity, link: usize) -> bool {
        let atoms = self.clause.atoms;
        let end = self.atom(told.span.end());
        let joined = (end..end + 3).any(|at| {
            atoms.is(at, Literal::And) || matches!(atoms.str(at), "while" | "whereas" | "but")
        });
        joined && link < end + 8
    }

    /// Whether nothing stands behind a number that it could count.
    fn closed(&self, end: usize) -> bool {
        let atoms = self.clause.atoms;
        let next = atoms.at(end);
        let stop = Flags::PREPOSITION.or(Flags::LINK).or(Flags::DETERMINER);
        !next.glued && !atoms.word(end) && !atoms.hyphen(end)
            || next.glued && !atoms.word(end) && !atoms.at(end + 1).glued
            || next.entry.flags.any(stop)
            || self.clause.time_at(end).is_some()
    }

    /// Whether a sum was told in hundredths: "84.75 cents".
    fn is_minor(&self, told: &Quantity) -> bool {
        let atoms = self.clause.atoms;
        let last = self.atom(told.span.end()).saturating_sub(1);
        let word = self.amounts.purse.currencies.word(atoms.str(last));
        word.is_some_and(|money| money.minor) || atoms.str(last) == "p"
    }

    /// The first atom at or behind a byte of the text.
    pub(super) fn atom(&self, byte: u32) -> usize {
        let list = self.clause.atoms.list;
        list.partition_point(|atom| atom.start < byte)
    }
}

/// Whether two values are of a size that things of one kind have.
pub(super) fn near(one: Value, other: Value) -> bool {
    let (Some(one), Some(other)) = (number(one), number(other)) else {
        return false;
    };
    let most = one.min(other).checked_mul(APART.into());
    most.is_some_and(|most| one.max(other) <= most)
}

/// The one number of a value above zero.
fn number(value: Value) -> Option<Decimal> {
    match value {
        Value::Exact(value) | Value::AtLeast(value) | Value::AtMost(value) => Some(value),
        Value::Range(..) | Value::OrderOfMagnitude(_) => None,
    }
    .filter(|value| *value > Decimal::ZERO)
}

fn scaled(value: Value, factor: Decimal) -> Option<Value> {
    let times = |value: Decimal| Some(value.checked_mul(factor)?.normalize());
    Some(match value {
        Value::Exact(value) => Value::Exact(times(value)?),
        Value::AtLeast(value) => Value::AtLeast(times(value)?),
        Value::AtMost(value) => Value::AtMost(times(value)?),
        Value::Range(..) | Value::OrderOfMagnitude(_) => return None,
    })
}

/// How many words of its noun stand behind a quantity: one if it is counted by the next word.
fn noun(told: &Quantity) -> usize {
    let counted = told
        .unit
        .as_ref()
        .is_some_and(|unit| unit.kind == UnitKind::Count);
    usize::from(counted)
}

/// Whether a quantity counts the points of an index.
fn is_index(quantity: &Quantity) -> bool {
    let unit = quantity.unit.as_ref();
    unit.is_some_and(|unit| unit.kind == UnitKind::Count && unit.code == "point")
}
