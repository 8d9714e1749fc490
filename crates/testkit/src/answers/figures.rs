//! Quantities and times.

use super::Answer;
use super::attributions::Attributions;
use crate::Mark;
use presswork_annotations::{Amount, Change, Direction, Quantity, Role, Time, Unit, UnitKind};
use presswork_model::Span;
use std::collections::BTreeMap;

pub(super) const LABELS: &[&str] = &["quantity", "of", "time"];

/// What stands before a counted thing once the mark-up is parsed, for a parsed label no longer tells `"t"` from `t`.
const COUNTED: &str = "counted:";

/// The mark-up with each unit in double quotes told apart.
pub(super) fn with_counts_told(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    for (i, part) in source.split("{quantity ").enumerate() {
        if i > 0 {
            out.push_str("{quantity ");
        }
        match part.split_once('}') {
            Some((label, rest)) if i > 0 => {
                out.push_str(&label.replacen('"', &format!("\"{COUNTED}"), 1));
                out.push('}');
                out.push_str(rest);
            }
            _ => out.push_str(part),
        }
    }
    out
}

impl Answer<'_> {
    pub(super) fn quantities(&self, attributions: &Attributions) -> Result<Vec<Quantity>, String> {
        let mut measured: BTreeMap<&str, (&Mark, Span)> = BTreeMap::new();
        for mark in self.marked.labelled(&["of"]) {
            let [number] = mark.args.as_slice() else {
                return Err(self.wrong(mark, "`of` is followed by the number of a quantity"));
            };
            if measured.insert(number, (mark, mark.span)).is_some() {
                return Err(self.wrong(mark, "a quantity has one of these"));
            }
        }
        let mut quantities = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for mark in self.marked.labelled(&["quantity"]) {
            let [number, value, rest @ ..] = mark.args.as_slice() else {
                return Err(self.wrong(mark, "a quantity has a number and a value"));
            };
            if seen.contains(&number.as_str()) {
                return Err(self.wrong(mark, "the number is taken"));
            }
            seen.push(number);
            let mut quantity = Quantity {
                span: mark.span,
                value: amount(value)
                    .ok_or_else(|| self.wrong(mark, format!("`{value}` is no value")))?,
                approximate: false,
                unit: None,
                of: measured.remove(number.as_str()).map(|(_, span)| span),
                change: None,
                time: None,
                attribution: attributions.around(mark.span),
                readings: vec![],
            };
            for word in rest {
                if word == "about" {
                    quantity.approximate = true;
                } else if let Some(word) = word.strip_prefix("change=") {
                    let change = change(word);
                    let what = || self.wrong(mark, format!("`{word}` is no change: write `up-by`"));
                    quantity.change = Some(change.ok_or_else(what)?);
                } else if quantity.unit.is_none() {
                    quantity.unit = Some(unit(word));
                } else {
                    return Err(self.wrong(mark, format!("`{word}` is one word too many")));
                }
            }
            quantities.push(quantity);
        }
        match measured.into_values().next() {
            Some((mark, _)) => Err(self.wrong(mark, "there is no such quantity")),
            None => Ok(quantities),
        }
    }

    pub(super) fn times(&self) -> Result<Vec<Time>, String> {
        let time = |mark: &Mark| {
            let [kind, value] = mark.args.as_slice() else {
                return Err(self.wrong(mark, "a time has a kind and a value"));
            };
            Ok(Time {
                span: mark.span,
                kind: kind.parse().map_err(|error| self.wrong(mark, error))?,
                value: Some(value.as_str().into()),
            })
        };
        self.marked.labelled(&["time"]).map(time).collect()
    }
}

fn amount(value: &str) -> Option<Amount> {
    let number = |text: &str| text.parse().ok();
    if let Some(value) = value.strip_prefix(">=") {
        number(value).map(Amount::AtLeast)
    } else if let Some(value) = value.strip_prefix("<=") {
        number(value).map(Amount::AtMost)
    } else if let Some(value) = value.strip_prefix('~') {
        number(value).map(Amount::OrderOfMagnitude)
    } else if let Some((from, to)) = value.split_once("..") {
        Some(Amount::Range(number(from)?, number(to)?))
    } else {
        number(value).map(Amount::Exact)
    }
}

fn unit(word: &str) -> Unit {
    let (kind, code) = match word.strip_prefix(COUNTED) {
        Some(noun) => (UnitKind::Count, noun),
        None => (UnitKind::of_code(word), word),
    };
    Unit {
        kind,
        code: code.to_owned().into(),
    }
}

fn change(word: &str) -> Option<Change> {
    let (direction, role) = word.split_once('-')?;
    Some(Change {
        direction: Some(direction.parse::<Direction>().ok()?),
        role: role.parse::<Role>().ok()?,
    })
}
