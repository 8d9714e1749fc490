//! Quantities.

mod conventions;

use super::or_none;
use crate::Answers;
use crate::Score;
use crate::answers::{Quantity, Unit, Value};
use crate::finding::{Entry, Finding};
use crate::matching::{Matching, half, shared};
use presswork_model::{Span, Text};

pub(crate) fn findings(gold: &Answers, found: &Answers) -> Vec<Finding> {
    let Some(rows) = &gold.quantities else {
        return Vec::new();
    };
    let mut founds = or_none(found.quantities.as_ref()).to_vec();
    let of_others = rows
        .iter()
        .any(|row| matches!(row.value, Some(Value::Number(_) | Value::Range(..))));
    if of_others {
        founds = conventions::changes_as_ranges(rows, founds);
        // Other collections count "five years" among the quantities.
        let times = or_none(found.times.as_ref());
        founds.extend(times.iter().filter_map(conventions::duration));
    } else if rows.iter().all(|row| row.value.is_none()) {
        founds = conventions::spans_of_newswire(&gold.text, rows, founds);
    }
    let entries = |rows: &[Quantity]| {
        rows.iter()
            .map(|row| entry(&gold.text, row))
            .collect::<Vec<_>>()
    };
    let (gold_entries, found_entries) = (entries(rows), entries(&founds));
    let sides = (gold_entries.as_slice(), found_entries.as_slice());
    let of = |measure, matching: &Matching| Finding::new("quantity", measure, sides, matching);

    let mut findings = Vec::new();
    if rows.iter().all(|row| row.span.is_some()) {
        let keys = |rows: &[Quantity]| {
            rows.iter()
                .map(|row| row.span)
                .collect::<Vec<Option<Span>>>()
        };
        let matching = Matching::exact(&keys(rows), &keys(&founds));
        let finding = of("span", &matching);
        let valued = rows.iter().any(|row| row.value.is_some());
        findings.push(if valued {
            finding
        } else {
            finding.listed(sides, &matching)
        });
    }
    if !rows.is_empty() && rows.iter().all(|row| row.value.is_none()) {
        return findings;
    }
    if of_others {
        findings.extend(case(&gold.text, rows, &founds));
    }
    let matching = Matching::likest(rows, &founds, value);
    findings.push(of("value", &matching));
    let matching = Matching::likest(rows, &founds, whole);
    findings.push(of("value-unit", &matching).listed(sides, &matching));
    if rows
        .iter()
        .any(|row| matches!(row.value, Some(Value::Amount(_))))
    {
        findings.push(Finding::of_score("quantity", "sure", sure(rows, &founds)));
        findings.push(measured(rows, &founds));
    }
    findings
}

/// Where both have spans they must overlap; how much they do tells partners apart.
fn near(gold: &Quantity, found: &Quantity) -> Option<f64> {
    match (gold.span, found.span) {
        (Some(gold), Some(found)) => Some(shared(&[gold], &[found]))
            .filter(|&both| both > 0)
            .map(f64::from),
        _ => Some(1.0),
    }
}

fn same_value(gold: &Quantity, found: &Quantity) -> bool {
    let (Some(value), Some(other)) = (&gold.value, &found.value) else {
        return gold.value.is_none() && found.value.is_none();
    };
    // Money is always in the currency's own unit: five cents are 0.05, and never 5.
    match value.hundredth() {
        Some(value) if gold.unit.is_minor() && found.unit.kind() == "money" => value.same(other),
        _ => value.same(other),
    }
}

fn value(gold: &Quantity, found: &Quantity) -> Option<f64> {
    // Of two with the same value, the one with the right unit is the partner.
    let unit = if gold.unit.same(&found.unit) {
        0.5
    } else {
        0.0
    };
    near(gold, found)
        .filter(|_| same_value(gold, found))
        .map(|near| near + unit)
}

fn whole(gold: &Quantity, found: &Quantity) -> Option<f64> {
    value(gold, found).filter(|_| gold.unit.same(&found.unit))
}

/// Of what was found without another reading and overlaps gold, how much is not wrong: the value is right, and so is the
/// unit if one is given.
fn sure(gold: &[Quantity], found: &[Quantity]) -> Score {
    let meets = |found: &&Quantity| gold.iter().any(|gold| near(gold, found).is_some());
    let sure = found
        .iter()
        .filter(|found| found.others.is_empty())
        .filter(meets);
    let right = |found: &&Quantity| {
        let unsaid = found.unit == Unit::None;
        gold.iter()
            .any(|gold| value(gold, found).is_some() && (unsaid || gold.unit.same(&found.unit)))
    };
    let (right, wrong): (Vec<_>, Vec<_>) = sure.partition(right);
    // A share and no find: precision and recall are one.
    Score::of_counts(right.len(), wrong.len(), wrong.len())
}

/// What is measured: by half or more the same, of quantities that overlap.
fn measured(gold: &[Quantity], found: &[Quantity]) -> Finding {
    let with = |rows: &[Quantity]| {
        rows.iter()
            .filter(|row| row.of.is_some())
            .cloned()
            .collect::<Vec<_>>()
    };
    let (gold, found) = (with(gold), with(found));
    let alike = |gold: &Quantity, found: &Quantity| {
        Some(near(gold, found)? + half(gold.of.as_slice(), found.of.as_slice())?)
    };
    let matching = Matching::likest(&gold, &found, alike);
    let plain = |rows: &[Quantity]| vec![Entry::default(); rows.len()];
    Finding::new("quantity", "of", (&plain(&gold), &plain(&found)), &matching)
}

/// Whether all quantities of a text that have a value are right in span and value, under the kind of the first. What else
/// was found does not count, since such collections mark one kind a text. A bare number of theirs is the numeral alone,
/// which may stand in a longer quantity of ours: the "3" of "$3".
fn case(text: &Text, gold: &[Quantity], found: &[Quantity]) -> Option<Finding> {
    let asked: Vec<_> = gold.iter().filter(|row| row.value.is_some()).collect();
    let kind = asked.first()?.kind.clone()?;
    asked.iter().all(|row| row.span.is_some()).then_some(())?;
    let alike = |gold: &&Quantity, found: &Quantity| {
        let same = gold.span == found.span || gold.class == "number" && numeral(text, gold, found);
        (same && same_value(gold, found)).then_some(1.0)
    };
    let right = Matching::likest(&asked, found, alike).gold;
    let right = usize::from(right.into_iter().all(|right| right));
    let score = Score::of_counts(right, 1 - right, 1 - right);
    Some(Finding::of_class("quantity", "case", kind, score))
}

/// Whether gold is the only numeral in what was found.
fn numeral(text: &Text, gold: &Quantity, found: &Quantity) -> bool {
    let (Some(gold), Some(found)) = (gold.span, found.span) else {
        return false;
    };
    let before = || &text[Span::new(found.start(), gold.start())];
    let after = || &text[Span::new(gold.end(), found.end())];
    let digits = |rest: &str| rest.bytes().any(|byte| byte.is_ascii_digit());
    found.start() <= gold.start()
        && gold.end() <= found.end()
        && !digits(before())
        && !digits(after())
}

fn entry(text: &Text, row: &Quantity) -> Entry {
    let words = row.span.map(|span| &text[span]).unwrap_or_default();
    let value = row
        .value
        .as_ref()
        .map(|value| format!("{value:?}"))
        .unwrap_or_default();
    Entry {
        span: row.span,
        class: row.class.clone(),
        what: format!("{words} = {value} {}", row.unit),
    }
}
