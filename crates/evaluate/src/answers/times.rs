//! When: times with their TIMEX3 values, and the ways in which one value is written.

use super::fields::Row;
use super::{AnswerError, Time};
use rust_decimal::Decimal;
use serde_json::Value as Json;

pub(super) fn time(row: &Row<'_>) -> Result<Time, AnswerError> {
    let span = row.span("span")?;
    let kind = row.word("kind").or(row.word("type")).unwrap_or("time");
    let kind = kind
        .strip_prefix("datetimeV2.")
        .unwrap_or(kind)
        .to_lowercase();
    let mut values: Vec<_> = row.word("value").map(written).into_iter().collect();
    let resolution = row
        .get("resolution")
        .and_then(|resolution| resolution.get("values"));
    for value in resolution.and_then(Json::as_array).into_iter().flatten() {
        // What the words say ("XXXX-10-02"), and what it is on the day of reference.
        let said = ["timex", "value"].map(|field| value.get(field).and_then(Json::as_str));
        values.extend(said.into_iter().flatten().map(written));
    }
    Ok(Time { span, kind, values })
}

/// A value as we write it: what is not known at its end is left out (`1994-XX` is `1994`, `199X` the decade `199`), a week
/// has two digits (`2000-W8` is `2000-W08`), and parts of a period are whole smaller ones (`PT1.5H` is `PT1H30M`).
fn written(value: &str) -> String {
    let mut short = value;
    if value.starts_with(|first: char| first.is_ascii_digit()) {
        while let Some(rest) = short.strip_suffix("-XX") {
            short = rest;
        }
    }
    if let Some(decade) = short.strip_suffix('X')
        && decade.len() == 3
        && decade.bytes().all(|byte| byte.is_ascii_digit())
    {
        return decade.to_owned();
    }
    if let Some((year, week)) = short.split_once("-W")
        && week.len() == 1
        && week.bytes().all(|byte| byte.is_ascii_digit())
    {
        return format!("{year}-W0{week}");
    }
    whole_parts(short).unwrap_or_else(|| short.to_owned())
}

/// `P3.5Y` as `P3Y6M`.
fn whole_parts(value: &str) -> Option<String> {
    let rest = value.strip_prefix('P')?;
    let (mark, rest) = rest
        .strip_prefix('T')
        .map_or(("P", rest), |rest| ("PT", rest));
    let letter = rest.chars().last()?;
    let number: Decimal = rest.strip_suffix(letter)?.parse().ok()?;
    let (times, smaller) = match (mark, letter) {
        ("P", 'Y') => (12, "M"),
        ("P", 'D') => (24, "H"),
        ("PT", 'H') => (60, "M"),
        ("PT", 'M') => (60, "S"),
        _ => return None,
    };
    let (whole, part) = (number.trunc(), number.fract() * Decimal::from(times));
    if part.is_zero() || !part.is_integer() {
        return None;
    }
    let part = part.normalize();
    let clock = if mark == "P" && letter == 'D' {
        "T"
    } else {
        ""
    };
    Some(match (whole.is_zero(), clock) {
        (true, clock) => format!("{mark}{clock}{part}{smaller}"),
        (false, clock) => format!("{mark}{whole}{letter}{clock}{part}{smaller}"),
    })
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn one_value_is_written_in_one_way() {
        for (value, ours) in [
            ("1994-XX-XX", "1994"),
            ("1998-10-XX", "1998-10"),
            ("XXXX-XX-18", "XXXX-XX-18"),
            ("XXXX-XX", "XXXX-XX"),
            ("196X", "196"),
            ("PXY", "PXY"),
            ("2000-W8", "2000-W08"),
            ("2000-W12", "2000-W12"),
            ("P3.5Y", "P3Y6M"),
            ("PT0.5H", "PT30M"),
            ("P1.5D", "P1DT12H"),
            ("P2.5W", "P2.5W"),
            ("PT90M", "PT90M"),
            ("1998-10-23TNI", "1998-10-23TNI"),
        ] {
            assert_eq!(written(value), ours, "{value}");
        }
    }
}
