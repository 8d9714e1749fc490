//! The built-in countries against ISO 3166, and how governments are named.

use super::{check, run};
use crate::lexicon::lines;
use presswork_annotations::Actor;
use std::collections::BTreeMap;

fn rows() -> BTreeMap<&'static str, Vec<&'static str>> {
    let rows = lines(include_str!("../../data/countries.txt"));
    let rows = rows.map(|line| line.split('|').collect::<Vec<_>>());
    let rows: Vec<_> = rows
        .inspect(|row| assert_eq!(row.len(), 4, "{row:?}"))
        .collect();
    let by_code: BTreeMap<_, _> = rows.iter().map(|row| (row[0], row.clone())).collect();
    assert_eq!(by_code.len(), rows.len(), "a code stands there twice");
    by_code
}

#[test]
fn all_of_iso_3166_and_kosovo() {
    let rows = rows();
    let missing: Vec<_> = rust_iso3166::ALL
        .iter()
        .filter(|country| !rows.contains_key(country.alpha2))
        .map(|country| (country.alpha2, country.name))
        .collect();
    assert_eq!(missing, []);
    let unknown: Vec<_> = rows
        .keys()
        .filter(|code| rust_iso3166::from_alpha2(code).is_none())
        .collect();
    assert_eq!(unknown, [&"XK"]);
    assert_eq!(rows.len(), 250);
}

#[test]
fn every_country_is_found_by_its_names() {
    for (code, row) in rows() {
        // The rough cutter of tests ends a sentence at "St.".
        for name in row[1].split(';').filter(|name| !name.starts_with("St. ")) {
            let document = run(
                &super::STAGE,
                &format!("They signed it with {name} on Monday."),
            );
            let actors = document.layer::<Actor>().unwrap().unwrap();
            let id = format!("country:{code}");
            let found = actors.iter().any(|actor| actor.id.as_deref() == Some(&id));
            assert!(found, "{name} is not found as {id}");
        }
    }
}

#[test]
fn governments_by_their_seats() {
    for (name, code) in [
        ("Tehran", "IR"),
        ("Moscow", "RU"),
        ("Ottawa", "CA"),
        ("Canberra", "AU"),
        ("New Delhi", "IN"),
        ("Pretoria", "ZA"),
        ("Santiago", "CL"),
    ] {
        check(&format!(
            "[{name}]{{place =country:{code}}} has rejected the plan."
        ));
    }
    check("[Brussels]{place =organisation:european-union} has rejected it.");
    check("It rained in [Brussels]{place =place:brussels}.");
    check(
        "[Downing Street]{organisation =country:GB} and the [Kremlin]{organisation =country:RU} agreed.",
    );
}

#[test]
fn seats_by_what_is_done_to_them() {
    check("The rebels accused [Khartoum]{place =country:SD} of lying.");
    check("It is time for [Washington]{place =country:US} to act.");
    check("They flew to [Paris]{place =place:paris} and visited [Rome]{place =place:rome}.");
    check("The streets of [Cairo]{place =place:cairo} were quiet.");
}
