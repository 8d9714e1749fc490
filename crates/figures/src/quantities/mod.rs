//! Quantities: walks over a sentence, joins amounts to ranges and pairs, and adds what the words around them say.

mod asides;
mod measured;
mod ranges;
mod readings;

use crate::amounts::{Amount, Amounts, Counted, is_name, is_numbered};
use crate::atoms::Kind;
use crate::bounds::{self, Bound};
use crate::change;
use crate::lexicon::Flags;
use crate::literal::Literal;
use crate::number::Shape;
use crate::phrase::Clause;
use presswork_annotations::{Amount as Value, Change, Quantity, Role};
use presswork_model::Span;
use rust_decimal::Decimal;

/// Finds the quantities of one sentence.
#[derive(Clone, Copy)]
pub(crate) struct Finder<'a> {
    pub(crate) amounts: Amounts<'a>,
    pub(crate) clause: Clause<'a>,
}

/// What was found at one place: a quantity and its atoms.
struct Draft {
    amount: Amount,
    value: Value,
    approximate: bool,
    /// The first atom of the words ahead that bound or blur it.
    led_from: usize,
    change: Option<Change>,
    verb: Option<usize>,
}

impl Finder<'_> {
    /// Appends the quantities of the sentence to `found`, in order.
    pub(crate) fn find(&self, found: &mut Vec<Quantity>) {
        let atoms = self.clause.atoms;
        let mut times = self.clause.times.iter().peekable();
        let mut i = 0;
        while i < atoms.len() {
            while times.next_if(|time| time.end <= i).is_some() {}
            if let Some(time) = times.peek().filter(|time| time.first <= i) {
                i = time.end;
                continue;
            }
            i = self.at(i, found).max(i + 1);
        }
    }

    /// Reads what starts at `i` and says where to go on.
    fn at(&self, i: usize, found: &mut Vec<Quantity>) -> usize {
        let low = match self.amounts.read(i) {
            None => return i + 1,
            Some(Err(end)) => return end,
            Some(Ok(amount)) => amount,
        };
        if let Some(end) = self.odds(&low, found) {
            return end;
        }
        if let Some((low, high)) = self.pair(&low) {
            return self.two(low, high, found);
        }
        if let Some(end) = self.no_amount(&low) {
            return end;
        }
        let end = low.end.max(low.number.end);
        match self.age(&low) {
            Some(age) => found.push(age),
            None if self.left_out(&low) => {}
            None => self.push(&self.single(low), found),
        }
        end
    }

    /// Where to go on if a number is part of something else: "747-400", "9:30", "555-1234", "358 Rose Way".
    fn no_amount(&self, amount: &Amount) -> Option<usize> {
        let atoms = self.clause.atoms;
        let hyphened = amount.end > amount.number.end;
        let joined = match amount.counted {
            Counted::Bare if self.address(amount) => return Some(amount.number.end),
            Counted::Noun(..) if hyphened => is_name(atoms, amount.first, amount.first),
            Counted::Bare | Counted::Noun(..) => is_name(atoms, amount.first, amount.number.end),
            _ => false,
        };
        let inside = |end: &usize| {
            let stop = matches!(atoms.at(*end).kind, Kind::Sign(',' | ')' | '"' | '”'));
            atoms.at(*end).glued && !stop
        };
        // Past all that is joined.
        joined.then(|| {
            let rest = (amount.number.end..atoms.len()).take_while(inside);
            amount.number.end + rest.count()
        })
    }

    /// Whether a number without a unit says nothing: "Article 5", "one", the first in "two- or three-hour shifts".
    fn left_out(&self, amount: &Amount) -> bool {
        let atoms = self.clause.atoms;
        let (Shape::Bare(_) | Shape::Words) = amount.number.shape else {
            return false;
        };
        let end = amount.number.end;
        match amount.counted {
            Counted::Bare => {
                let hanging = atoms.hyphen(end) && atoms.at(end).glued && !atoms.at(end + 1).glued;
                let timed = hanging && self.clause.time_at(end + 2).is_some();
                let one =
                    amount.number.shape == Shape::Words && amount.number.value == Decimal::ONE;
                timed || one || is_numbered(atoms, amount.first)
            }
            // What is numbered is no amount: "page 12 lines", but "Democrats 12 seats" is.
            Counted::Noun(..) => amount.first > 0 && atoms.flag(amount.first - 1, Flags::NUMBERED),
            _ => false,
        }
    }

    fn single(&self, amount: Amount) -> Draft {
        let atoms = self.clause.atoms;
        let mut hedge = bounds::read(atoms, amount.first, amount.end);
        let value = amount.value();
        let change = change::read(atoms, hedge.first, amount.end);
        if change.is_some_and(|found| found.change.role == Role::By)
            && hedge.bound == Bound::Most
            && atoms.is(hedge.first, Literal::Below)
        {
            hedge.bound = Bound::None;
        }
        let value = if amount.number.shape == Shape::Magnitude {
            Value::OrderOfMagnitude(value)
        } else {
            hedge.bound.amount(value)
        };
        Draft {
            value,
            approximate: hedge.approximate,
            led_from: hedge.first,
            change: change.map(|change| change.change),
            verb: change.and_then(|change| change.verb),
            amount,
        }
    }
}

fn plain(span: Span, value: Value) -> Quantity {
    Quantity {
        span,
        value,
        approximate: false,
        unit: None,
        of: None,
        change: None,
        time: None,
        attribution: None,
        readings: Vec::new(),
    }
}
