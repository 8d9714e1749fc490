//! `quantity`: numbers with their unit and what they measure.

use crate::defaults::is_false;
use crate::words::words;
use crate::{Attribution, Time};
use presswork_model::{Annotation, Id, Span};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// How much, exactly as the text says it. In JSON `{"exact":"600000000"}`, `{"range":["10","15"]}`.
///
/// ```
/// use presswork_annotations::Amount;
/// assert_eq!(serde_json::to_string(&Amount::Exact(90.into()))?, r#"{"exact":"90"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// This much.
    Exact(Decimal),
    /// From the first to the second.
    Range(Decimal, Decimal),
    /// This much or more: "at least", "more than".
    AtLeast(Decimal),
    /// This much or less: "up to", "less than".
    AtMost(Decimal),
    /// A few times this much: "hundreds of" is 100, "tens of millions" 10000000.
    OrderOfMagnitude(Decimal),
}

words! {
    /// What kind of unit it is.
    ///
    /// ```
    /// assert_eq!(presswork_annotations::UnitKind::Money.as_str(), "money");
    /// ```
    pub enum UnitKind {
        /// A currency; the code is ISO 4217. Behind a stroke stands what a sum is per, in UCUM or as the noun in braces:
        /// `USD/h`, `USD/[bbl_us]`, `USD/{share}`.
        Money = "money",
        /// Percent, `%`, or percentage points, `pp`.
        Percent = "percent",
        /// A measure; the code is UCUM: `km`, `t`, `har`, `[bbl_us]`.
        Measure = "measure",
        /// Things that are counted; the code is their noun in the singular: `refugee`.
        Count = "count",
    }
}

impl UnitKind {
    /// The kind of which a code is: three capitals are a currency, and what is no percentage is a measure. A noun says nothing
    /// of its kind.
    ///
    /// ```
    /// use presswork_annotations::UnitKind;
    /// let kinds = ["USD/h", "pp", "km/h"].map(UnitKind::of_code);
    /// assert_eq!(kinds, [UnitKind::Money, UnitKind::Percent, UnitKind::Measure]);
    /// ```
    pub fn of_code(code: &str) -> Self {
        let first = code.split('/').next().unwrap_or(code);
        if matches!(code, "%" | "pp") {
            Self::Percent
        } else if first.len() == 3 && first.bytes().all(|byte| byte.is_ascii_uppercase()) {
            Self::Money
        } else {
            Self::Measure
        }
    }
}

/// The unit of a quantity.
///
/// ```
/// use presswork_annotations::{Unit, UnitKind};
/// let dollars = Unit { kind: UnitKind::Money, code: "USD".into() };
/// assert_eq!(serde_json::to_string(&dollars)?, r#"{"kind":"money","code":"USD"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// What kind of unit it is, which says what the code is.
    pub kind: UnitKind,
    /// Its code.
    pub code: Cow<'static, str>,
}

words! {
    /// Which way a quantity changed.
    ///
    /// ```
    /// assert_eq!(presswork_annotations::Direction::Down.as_str(), "down");
    /// ```
    pub enum Direction {
        /// It grew.
        Up = "up",
        /// It shrank.
        Down = "down",
    }
}

words! {
    /// What a quantity is in a change.
    ///
    /// ```
    /// assert_eq!(presswork_annotations::Role::By.as_str(), "by");
    /// ```
    pub enum Role {
        /// The change itself.
        By = "by",
        /// The value before.
        From = "from",
        /// The value after.
        To = "to",
    }
}

/// That a quantity tells of a change: "fell **by 12 %**, **from** 4.6m **to** 4.1m".
///
/// ```
/// use presswork_annotations::{Change, Direction, Role};
/// let fell_by = Change { direction: Some(Direction::Down), role: Role::By };
/// assert_eq!(serde_json::to_string(&fell_by)?, r#"{"direction":"down","role":"by"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which way, if the text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// What this quantity is in the change.
    pub role: Role,
}

/// One way to read a quantity.
///
/// ```
/// use presswork_annotations::{Amount, Reading};
/// assert!(Reading { value: Amount::Exact(4.into()), unit: None }.unit.is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// How much.
    pub value: Amount,
    /// Of what unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
}

/// A number in the text, with its unit and what it measures.
///
/// ```
/// use presswork_annotations::{Amount, Quantity, Unit, UnitKind};
/// use presswork_model::Span;
/// // "90% of the budget"
/// let quantity = Quantity {
///     span: Span::new(0, 3), value: Amount::Exact(90.into()), approximate: false,
///     unit: Some(Unit { kind: UnitKind::Percent, code: "%".into() }),
///     of: Some(Span::new(7, 17)), change: None, time: None, attribution: None, readings: vec![],
/// };
/// assert!(quantity.readings.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// The number with its sign, scale and unit; words like "about" and "at least" stand outside.
    pub span: Span,
    /// How much.
    pub value: Amount,
    /// Whether the text says that it is not exact: "about", "nearly".
    #[serde(default, skip_serializing_if = "is_false")]
    pub approximate: bool,
    /// Of what unit; none for a bare number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// What is measured or counted, or what the money is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Span>,
    /// That it tells of a change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// When it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Id<Time>>,
    /// Whose claim it is: the innermost attribution whose content it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Id<Attribution>>,
    /// Other ways to read it, where the text is ambiguous; the likeliest is in `value` and `unit`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<Reading>,
}

impl Annotation for Quantity {
    const NAME: &'static str = "quantity";

    fn span(&self) -> Span {
        self.span
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{pins, span};

    #[test]
    fn json() {
        let unit = |kind, code: &'static str| {
            Some(Unit {
                kind,
                code: code.into(),
            })
        };
        let mut quantity = Quantity {
            span: span(0, 3),
            value: Amount::Exact(Decimal::new(905, 1)),
            approximate: false,
            unit: unit(UnitKind::Percent, "%"),
            of: None,
            change: None,
            time: None,
            attribution: None,
            readings: vec![],
        };
        pins(
            quantity.clone(),
            r#"{"span":[0,3],"value":{"exact":"90.5"},"unit":{"kind":"percent","code":"%"}}"#,
        );
        quantity.value = Amount::Range(10.into(), 15.into());
        quantity.approximate = true;
        quantity.unit = unit(UnitKind::Money, "USD");
        quantity.of = Some(span(7, 17));
        quantity.change = Some(Change {
            direction: Some(Direction::Down),
            role: Role::By,
        });
        quantity.time = Some(Id::new(1));
        quantity.attribution = Some(Id::new(2));
        quantity.readings = vec![Reading {
            value: Amount::OrderOfMagnitude(100.into()),
            unit: unit(UnitKind::Money, "CAD"),
        }];
        pins(
            quantity,
            r#"{"span":[0,3],"value":{"range":["10","15"]},"approximate":true,"unit":{"kind":"money","code":"USD"},"of":[7,17],"change":{"direction":"down","role":"by"},"time":1,"attribution":2,"readings":[{"value":{"order_of_magnitude":"100"},"unit":{"kind":"money","code":"CAD"}}]}"#,
        );
    }
}
