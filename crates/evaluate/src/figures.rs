//! Quantities and times.

use crate::Row;
use crate::evaluation::{Pair, row};
use crate::matching::{exact, paired};
use crate::page::spans;
use presswork_annotations::{Quantity, Time};
use presswork_model::LayerError;

pub(crate) fn rows(pair: &Pair<'_>) -> Result<Vec<Row>, LayerError> {
    let mut rows = Vec::new();
    rows.extend(spans::<Quantity>(pair)?);
    if let Some((gold, found)) = pair.layers::<Quantity>()? {
        let value = |a: &Quantity, b: &Quantity| a.span == b.span && a.value == b.value;
        let unit = |a: &Quantity, b: &Quantity| value(a, b) && a.unit == b.unit;
        let sure = |same: bool| same.then_some(1.0);
        rows.push(row::<Quantity>(
            "value",
            paired(gold, found, |a, b| sure(value(a, b))),
        ));
        rows.push(row::<Quantity>(
            "value-unit",
            paired(gold, found, |a, b| sure(unit(a, b))),
        ));
    }
    rows.extend(spans::<Time>(pair)?);
    if let Some((gold, found)) = pair.layers::<Time>()? {
        let key = |time: &Time| (time.span, time.kind, time.value.clone());
        let score = exact(gold.iter().map(key), found.iter().map(key));
        rows.push(row::<Time>("value", score));
    }
    Ok(rows)
}
