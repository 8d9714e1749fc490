//! How much: our own values, and the ways in which collections write them.

use super::fields::Row;
use super::units::Unit;
use super::{AnswerError, Quantity};
use presswork_annotations::Amount;
use rust_decimal::Decimal;
use serde_json::Value as Json;

/// How much a quantity is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// As our own format says it.
    Amount(Amount),
    /// One number; whether it is a bound is not said.
    Number(f64),
    /// From one number to another.
    Range(f64, f64),
    /// An open range.
    Open(f64),
}

impl Value {
    /// The numbers in it, the lower first.
    pub(crate) fn numbers(&self) -> Vec<f64> {
        use rust_decimal::prelude::ToPrimitive;
        let float = |value: &rust_decimal::Decimal| value.to_f64().unwrap_or(f64::NAN);
        let mut numbers = match self {
            Self::Amount(Amount::Range(low, high)) => vec![float(low), float(high)],
            Self::Amount(
                Amount::Exact(value)
                | Amount::AtLeast(value)
                | Amount::AtMost(value)
                | Amount::OrderOfMagnitude(value),
            ) => vec![float(value)],
            Self::Number(value) | Self::Open(value) => vec![*value],
            Self::Range(low, high) => vec![*low, *high],
        };
        numbers.sort_by(f64::total_cmp);
        numbers
    }

    /// Whether gold and result say the same: equal numbers, fractions of other collections to one part in a thousand, since
    /// they are rounded, and where gold is in our own format the same kind of amount, which gold may round to four places.
    pub(crate) fn same(&self, found: &Self) -> bool {
        if let (Self::Amount(gold), Self::Amount(found)) = (self, found) {
            return *gold == rounded(*found, gold);
        }
        let (gold, mut found) = (
            self.numbers(),
            match found {
                // "Dozens" are 12 to 120 to collections that know no orders of magnitude.
                Self::Amount(Amount::OrderOfMagnitude(_)) if matches!(self, Self::Range(..)) => {
                    let low = found.numbers()[0];
                    vec![low, 10.0 * low]
                }
                _ => found.numbers(),
            },
        );
        // Collections without ranges write the middle of one.
        if let (Self::Number(_), [low, high]) = (self, found.as_slice()) {
            found = vec![f64::midpoint(*low, *high)];
        }
        let is_rounded = |a: f64, b: f64| a.fract() != 0.0 || b.fract() != 0.0;
        let same = |(&a, &b): (&f64, &f64)| {
            let apart = (a - b).abs();
            apart <= f64::EPSILON * a.abs() || is_rounded(a, b) && apart <= 1e-3 * a.abs()
        };
        gold.len() == found.len() && gold.iter().zip(&found).all(same)
    }

    /// The same in the currency of which its unit is the hundredth.
    pub(crate) fn hundredth(&self) -> Option<Self> {
        match self {
            Self::Number(value) => Some(Self::Number(value / 100.0)),
            _ => None,
        }
    }

    fn of(row: &Row<'_>, json: &Json) -> Result<Self, AnswerError> {
        if json.is_object() {
            let amount = serde_json::from_value(json.clone());
            return Ok(Self::Amount(
                amount.map_err(|error| row.error("value", error))?,
            ));
        }
        let said = match json {
            Json::String(said) => said.clone(),
            other => other.to_string(),
        };
        Self::parse(&said)
            .ok_or_else(|| row.error("value", format!("{json} is no number, range or interval")))
    }

    /// `12`, `-1.3`, `12-15`, `20%`, `[20,100)`, `(30,)`.
    fn parse(said: &str) -> Option<Self> {
        let said = said.trim().trim_end_matches('%');
        if let Ok(number) = said.parse() {
            return Some(Self::Number(number));
        }
        let inside = said
            .strip_prefix(['[', '('])
            .and_then(|said| said.strip_suffix([']', ')']));
        if let Some((low, high)) = inside.and_then(|inside| inside.split_once(',')) {
            return match (low.parse(), high.parse()) {
                (Ok(low), Ok(high)) => Some(Self::Range(low, high)),
                (Ok(bound), Err(_)) | (Err(_), Ok(bound)) => Some(Self::Open(bound)),
                _ => None,
            };
        }
        // The first sign may be a minus.
        let (at, _) = said.match_indices('-').find(|(at, _)| *at > 0)?;
        Some(Self::Range(
            said[..at].parse().ok()?,
            said[at + 1..].parse().ok()?,
        ))
    }
}

/// What was found with the places of gold, if gold has four or more and so rounds a fraction that has no end.
fn rounded(found: Amount, gold: &Amount) -> Amount {
    let (Some(of), Some(to)) = (alone(found), alone(*gold)) else {
        return found;
    };
    if to.scale() < 4 || of.scale() <= to.scale() {
        return found;
    }
    let value = of.round_dp(to.scale());
    match found {
        Amount::Exact(_) => Amount::Exact(value),
        Amount::AtLeast(_) => Amount::AtLeast(value),
        Amount::AtMost(_) => Amount::AtMost(value),
        Amount::OrderOfMagnitude(_) | Amount::Range(..) => found,
    }
}

/// The number of an amount that has but one.
fn alone(amount: Amount) -> Option<Decimal> {
    match amount {
        Amount::Exact(value) | Amount::AtLeast(value) | Amount::AtMost(value) => Some(value),
        Amount::OrderOfMagnitude(_) | Amount::Range(..) => None,
    }
}

pub(crate) fn quantity(row: &Row<'_>) -> Result<Quantity, AnswerError> {
    let kind = row.word("type").map(str::to_lowercase);
    let resolution = row.get("resolution");
    let value = match (row.get("value"), resolution) {
        (Some(value), _) => Some(Value::of(row, value)?),
        (None, Some(resolution)) => match resolution.get("value") {
            None | Some(Json::Null) => None,
            Some(Json::String(nothing)) if nothing == "null" => None,
            Some(value) => Some(Value::of(row, value)?),
        },
        (None, None) => None,
    };
    let named = |field: &str| {
        resolution
            .and_then(|resolution| resolution.get(field))
            .and_then(Json::as_str)
    };
    let unit = match (row.get("unit"), kind.as_deref()) {
        (_, Some("percentage" | "percent")) => Unit::of_code("%"),
        (Some(unit @ Json::Object(_)), _) => Unit::ours(unit),
        (_, Some(_)) => named("isoCurrency").map_or_else(
            || Unit::named(named("unit").unwrap_or_default()),
            Unit::of_code,
        ),
        _ => Unit::named(match (row.word("normalized_unit"), row.word("unit")) {
            // A collection whose normaliser takes the penny for a point.
            (Some("point"), Some("p")) => "penny",
            (Some(name), _) | (None, Some(name)) => name,
            (None, None) => "",
        }),
    };
    let change = row.get("change").and_then(|change| change.get("role"));
    let role = change
        .and_then(Json::as_str)
        .and_then(|role| role.parse().ok());
    let readings = row
        .get("readings")
        .and_then(Json::as_array)
        .into_iter()
        .flatten();
    let others = readings
        .map(|reading| reading.get("unit").map_or(Unit::None, Unit::ours))
        .collect();
    let class = match kind.as_deref() {
        None => unit.kind(),
        Some("currency") => "money",
        Some("percentage") => "percent",
        Some("dimension" | "temperature" | "measure") => "measure",
        Some("cardinal") => "number",
        Some(kind) => kind,
    };
    let class = class.to_owned();
    Ok(Quantity {
        span: row.optional_span("span")?,
        value,
        unit,
        others,
        of: row.optional_span("of")?,
        role,
        class,
        kind: kind.filter(|_| resolution.is_some()),
    })
}

#[cfg(test)]
mod tests {
    use super::Value;

    #[test]
    fn the_ways_to_write_a_value() {
        for (said, value) in [
            ("12", Some(Value::Number(12.0))),
            ("-1.3", Some(Value::Number(-1.3))),
            ("1.232E+15", Some(Value::Number(1.232e15))),
            ("-12-15.5", Some(Value::Range(-12.0, 15.5))),
            ("20%", Some(Value::Number(20.0))),
            ("[20,100)", Some(Value::Range(20.0, 100.0))),
            ("(,5]", Some(Value::Open(5.0))),
            ("many", None),
        ] {
            assert_eq!(Value::parse(said), value, "{said}");
        }
    }

    #[test]
    fn gold_of_others_is_compared_by_its_numbers() {
        use presswork_annotations::Amount::{AtLeast, Exact, OrderOfMagnitude, Range};
        let ours = |amount| Value::Amount(amount);
        assert!(Value::Number(20.0).same(&ours(AtLeast(20.into()))));
        assert!(Value::Number(25.0).same(&ours(Range(20.into(), 30.into()))));
        assert!(Value::Range(15.0, 10.0).same(&ours(Range(10.into(), 15.into()))));
        assert!(!Value::Number(20.0).same(&ours(Range(20.into(), 30.into()))));
        assert!(!ours(Exact(20.into())).same(&ours(AtLeast(20.into()))));
        let dozens = ours(OrderOfMagnitude(12.into()));
        assert!(Value::Range(12.0, 120.0).same(&dozens));
        assert!(!Value::Range(12.0, 24.0).same(&dozens));
        assert!(!Value::Number(20.0).same(&ours(Exact(21.into()))));
        // Two thirds may be rounded, a year may not.
        let two_thirds = rust_decimal::Decimal::TWO / rust_decimal::Decimal::from(3);
        assert!(Value::Number(0.667).same(&ours(Exact(two_thirds))));
        let places = |places| ours(Exact(two_thirds.round_dp(places)));
        assert!(places(4).same(&places(6)));
        assert!(!places(2).same(&places(6)));
        assert!(!places(6).same(&places(4)));
        assert!(!Value::Number(2023.0).same(&ours(Exact(2024.into()))));
        assert!(!ours(Exact(2023.into())).same(&ours(Exact(2024.into()))));
    }
}
