//! What other collections write in another way: the same values, cut or joined as theirs are.

use crate::answers::{Quantity, Time, Unit, Value};
use presswork_annotations::Role;
use presswork_model::{Span, Text};

/// The two ends of a change ("from 208 pounds to 193") are one range where gold has that range.
pub(super) fn changes_as_ranges(gold: &[Quantity], found: Vec<Quantity>) -> Vec<Quantity> {
    let mut joined: Vec<Quantity> = Vec::with_capacity(found.len());
    for quantity in found {
        let range = joined
            .last()
            .and_then(|first| change(first, &quantity))
            .filter(|range| {
                gold.iter()
                    .any(|row| row.value.as_ref() == range.value.as_ref())
            });
        match range {
            Some(range) => {
                joined.pop();
                joined.push(range);
            }
            None => joined.push(quantity),
        }
    }
    joined
}

/// The range from one quantity to the other, if they are the two ends of one change.
fn change(from: &Quantity, to: &Quantity) -> Option<Quantity> {
    let ends = (from.role, to.role) == (Some(Role::From), Some(Role::To));
    let numbers = |quantity: &Quantity| match quantity.value.as_ref()?.numbers().as_slice() {
        [number] => Some(*number),
        _ => None,
    };
    let value = Value::Range(numbers(from)?, numbers(to)?);
    let unit = if from.unit == Unit::None {
        &to.unit
    } else {
        &from.unit
    };
    let alike = [from, to]
        .iter()
        .all(|end| end.unit == Unit::None || end.unit == *unit);
    (ends && alike).then(|| Quantity {
        span: from.span.zip(to.span).map(|(from, to)| from.to(to)),
        value: Some(value),
        unit: unit.clone(),
        ..from.clone()
    })
}

/// Newswire marked in the manner of MUC has the two ends of a range as two, takes what a sum is per into it, "RM1,000 a day",
/// and calls that a measure. What was found is cut, drawn out and called so.
pub(super) fn spans_of_newswire(
    text: &Text,
    gold: &[Quantity],
    found: Vec<Quantity>,
) -> Vec<Quantity> {
    let spans: Vec<Span> = gold.iter().filter_map(|row| row.span).collect();
    let cut = |mut quantity: Quantity| {
        if quantity.unit.is_rate_of_money() {
            "measure".clone_into(&mut quantity.class);
        }
        let own = quantity.span;
        let (first, last) = (
            spans
                .iter()
                .find(|span| own.is_some_and(|own| own.start() == span.start())),
            spans
                .iter()
                .find(|span| own.is_some_and(|own| own.end() == span.end())),
        );
        let is_range = quantity
            .value
            .as_ref()
            .is_some_and(|value| value.numbers().len() == 2);
        let ends = match (first, last) {
            (Some(first), Some(last)) if is_range && first.end() <= last.start() => {
                vec![*first, *last]
            }
            (Some(first), _) if own.is_some_and(|own| is_per(text, *first, own)) => vec![*first],
            _ => return vec![quantity],
        };
        let with = |span| Quantity {
            span: Some(span),
            ..quantity.clone()
        };
        ends.into_iter().map(with).collect()
    };
    found.into_iter().flat_map(cut).collect()
}

/// Whether gold says no more behind what was found than what it is per.
fn is_per(text: &Text, gold: Span, found: Span) -> bool {
    found.end() < gold.end() && {
        let rest = text[Span::new(found.end(), gold.end())].trim_start();
        ["a ", "an ", "per "]
            .iter()
            .any(|per| rest.starts_with(per))
    }
}

/// A duration as a quantity: `P5Y` is five years.
pub(super) fn duration(time: &Time) -> Option<Quantity> {
    let value = time.values.first().filter(|_| time.kind == "duration")?;
    let amount = value.strip_prefix('P')?;
    let (amount, clock) = amount
        .strip_prefix('T')
        .map_or((amount, false), |amount| (amount, true));
    let unit = match (amount.chars().last()?, clock) {
        ('Y', _) => "year",
        ('M', false) => "month",
        ('W', _) => "week",
        ('D', _) => "day",
        ('H', _) => "hour",
        ('M', true) => "minute",
        ('S', _) => "second",
        _ => return None,
    };
    let number = amount[..amount.len() - 1].parse().ok()?;
    Some(Quantity {
        span: Some(time.span),
        value: Some(Value::Number(number)),
        unit: Unit::Code {
            kind: "count".to_owned(),
            code: unit.to_owned(),
        },
        others: Vec::new(),
        of: None,
        role: None,
        class: "duration".to_owned(),
        kind: None,
    })
}
