//! Quantities: walks over a sentence, joins amounts to ranges and pairs, and adds what the words around them say.

mod asides;
mod ellipsis;
mod measured;
mod ranges;
mod rates;
mod readings;
mod tallies;

use crate::amounts::{Amount, Amounts, Counted, is_name, is_numbered};
use crate::atoms::Kind;
use crate::bounds::{self, Bound};
use crate::change;
use crate::lexicon::Flags;
use crate::literal::Literal;
use crate::number::{self, Shape};
use crate::phrase::Clause;
use presswork_annotations::{Amount as Value, Change, Quantity, TimeKind};
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
        let own = found.len();
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
        self.share_units(&mut found[own..]);
        self.add_rates(&mut found[own..]);
    }

    /// Reads what starts at `i` and says where to go on.
    fn at(&self, i: usize, found: &mut Vec<Quantity>) -> usize {
        // "54 per 1,000 births": what a number is per is none of its own.
        let per = i > 0 && self.clause.atoms.is(i - 1, Literal::Per);
        let low = match self.amounts.read(i) {
            Some(Ok(whole)) if per && is_round(&whole, self.behind_sum(i, found)) => {
                return whole.end.max(whole.number.end);
            }
            None => return i + 1,
            Some(Err(end)) => return end,
            Some(Ok(amount)) => amount,
        };
        if let Some(end) = self.odds(&low, found) {
            return end;
        }
        if let Some(end) = self.set_against(&low, found) {
            return end;
        }
        if let Some((low, (from, to))) = self.range_behind(&low) {
            self.push(&self.single(low), found);
            return self.two(from, to, found);
        }
        if let Some((low, high)) = self.pair(&low) {
            return self.two(low, high, found);
        }
        if let Some(end) = self.no_amount(&low) {
            return end;
        }
        let end = low.end.max(low.number.end);
        match self.age(&low, &low) {
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
            // "courtroom 3B", "Article 49.3"
            let bare = matches!(amount.counted, Counted::Bare);
            let labelled = amount.number.scale > Decimal::ONE
                || atoms.flag(amount.first.wrapping_sub(1), Flags::NUMBERED)
                    && atoms.str(amount.first - 1) != "magnitude";
            return bare && labelled && is_numbered(atoms, amount.first);
        };
        if self.capital(amount)
            || self.dated(amount)
            || self.hour(amount)
            || self.of_a_product(amount)
        {
            return true;
        }
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
            // So is "that day in the hall 200 guests".
            Counted::Noun(..) => {
                let mut before = amount.first.wrapping_sub(1);
                // "the No. 1 seed"
                let stop = atoms.sign(before, '.') && atoms.at(before).glued && before > 0;
                if stop && atoms.str(before - 1).eq_ignore_ascii_case("no") {
                    return true;
                }
                before -= usize::from(stop);
                atoms.flag(before, Flags::NUMBERED)
                    && !atoms.flag(before.wrapping_sub(1), Flags::DETERMINER)
            }
            _ => false,
        }
    }

    /// "the Big Four", "Five Eyes": a number in words that is part of a name.
    fn capital(&self, amount: &Amount) -> bool {
        let atoms = self.clause.atoms;
        let first = amount.first;
        let beside = |at: usize| atoms.at(at).capital && atoms.word(at);
        let named = amount.number.shape == Shape::Words
            && first > 0
            && atoms.at(first).capital
            && (beside(first - 1) && first > 1 || beside(amount.number.end));
        // In a headline every word has a capital.
        let lower = |at: &usize| atoms.word(*at) && !atoms.at(*at).capital && atoms.width(*at) > 4;
        named && (0..atoms.len()).any(|at| lower(&at))
    }

    /// "26 and 27 February", "11/12 August": a day before another one.
    fn dated(&self, amount: &Amount) -> bool {
        let atoms = self.clause.atoms;
        let end = amount.number.end;
        let joins = matches!(
            atoms.at(end).entry.literal,
            Literal::And | Literal::Or | Literal::To
        ) || atoms.sign(end, ',')
            || atoms.hyphen(end);
        let day = Decimal::ONE <= amount.number.value && amount.number.value <= Decimal::from(31);
        let date = self.clause.time_at(end + 1).is_some_and(|time| {
            time.kind == TimeKind::Date && atoms.digits(time.first) && atoms.width(time.first) <= 2
        });
        joins && day && date
    }

    /// "the 737 MAX": a number between an article and a name.
    fn of_a_product(&self, amount: &Amount) -> bool {
        let atoms = self.clause.atoms;
        let Some(before) = amount.first.checked_sub(1) else {
            return false;
        };
        let capitals =
            |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        let named = capitals(atoms.str(amount.end)) && atoms.word(amount.end);
        let long = matches!(amount.number.shape, Shape::Bare(3..));
        named && long && matches!(amount.counted, Counted::Bare) && atoms.is(before, Literal::The)
    }

    /// "tonight at 8": an hour behind a day.
    fn hour(&self, amount: &Amount) -> bool {
        let Some(at) = amount.first.checked_sub(1) else {
            return false;
        };
        let place = self.clause.times.partition_point(|time| time.end < at);
        let behind = self
            .clause
            .times
            .get(place)
            .is_some_and(|time| time.end == at);
        let small = amount.number.value <= Decimal::from(12);
        let bare = matches!(amount.counted, Counted::Bare);
        behind && small && bare && self.clause.atoms.is(at, Literal::At)
    }

    fn single(&self, mut amount: Amount) -> Draft {
        let atoms = self.clause.atoms;
        // "a quake of magnitude 5.8 shakes": what is numbered counts nothing.
        let before = amount.first.wrapping_sub(1);
        if matches!(amount.counted, Counted::Noun(..)) && atoms.flag(before, Flags::NUMBERED) {
            amount.counted = Counted::Bare;
        }
        let mut hedge = bounds::read(atoms, amount.first, amount.end);
        let value = amount.value();
        let change = change::read(atoms, hedge.first, amount.end);
        // A firm that raised $40m has it.
        let change = change.filter(|change| {
            let verb = change.verb.filter(|verb| verb + 1 == hedge.first);
            let raised = verb.is_some_and(|verb| atoms.str(verb).starts_with("rais"));
            !(raised && matches!(amount.counted, Counted::Money(_)))
        });
        // "have passed five million", but "passed two laws"
        if hedge.bound == Bound::None
            && bounds::passed(atoms, hedge.first)
            && value >= Decimal::ONE_THOUSAND
        {
            hedge.bound = Bound::Least;
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

/// Whether an amount is a power of ten, without a unit of measure unless it is `measured`: "1,000 births", "100,000".
fn is_round(amount: &Amount, measured: bool) -> bool {
    let round = number::zeros(amount.number.value).is_some_and(|zeros| zeros <= 6);
    let plain = matches!(amount.counted, Counted::Bare | Counted::Noun(..));
    round && (plain || measured && matches!(amount.counted, Counted::Measure(_)))
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
