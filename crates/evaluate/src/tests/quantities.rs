//! Quantities as other collections mark them: counted by hand.

use super::others::f1;

/// What gold and result say of a text: the F1 of a measure of quantities.
#[track_caller]
fn quantities(text: &str, gold: &str, found: &str, measure: &str) -> f64 {
    let gold = format!(r#""quantity":[{gold}]"#);
    let found = format!(r#""quantity":[{found}]"#);
    f1(text, &[(&gold, &found)], "quantity", measure)
}

fn ours(span: [u32; 2], value: &str, unit: &str, more: &str) -> String {
    format!(r#"{{"span":{span:?},"value":{value},"unit":{unit}{more}}}"#)
}

const USD: &str = r#"{"kind":"money","code":"USD"}"#;
const POUND: &str = r#"{"kind":"measure","code":"[lb_av]"}"#;

#[test]
fn a_case_is_right_if_all_in_it_is() {
    let typed = |span: [u32; 2], kind: &str, value: &str| {
        format!(r#"{{"span":{span:?},"type":"{kind}","resolution":{{"value":{value}}}}}"#)
    };
    let text = "$3 and 4 and $5, in dollars";
    let three = ours([0, 2], r#"{"exact":"3"}"#, USD, "");
    let four = r#"{"span":[7,8],"value":{"exact":"4"}}"#;
    let five = ours([13, 15], r#"{"exact":"5"}"#, USD, "");
    let case = |gold: &[String], found: &[&str]| {
        quantities(text, &gold.join(","), &found.join(","), "case")
    };
    let sums = [
        typed([0, 2], "currency", r#""3""#),
        typed([13, 15], "currency", r#""5""#),
        // A unit alone is not asked for.
        typed([20, 27], "currency", "null"),
    ];
    let all = [three.as_str(), four, five.as_str()];
    assert!((case(&sums, &all) - 1.0).abs() < 1e-9);
    // One of two is not enough, and a value is not a span.
    assert!(case(&sums, &[&three]) < 1e-9);
    assert!(case(&[typed([0, 4], "currency", r#""3""#)], &all) < 1e-9);
    assert!(case(&[typed([0, 2], "currency", r#""4""#)], &all) < 1e-9);
    // Numbers are marked inside of sums.
    let numbers = [
        typed([1, 2], "number", r#""3""#),
        typed([7, 8], "number", r#""4""#),
    ];
    assert!((case(&numbers, &all) - 1.0).abs() < 1e-9);
    let two_digits = ours([0, 8], r#"{"exact":"3"}"#, USD, "");
    assert!(case(&numbers[..1], &[&two_digits]) < 1e-9);
}

#[test]
fn the_ends_of_a_change_may_be_a_range_in_gold() {
    let text = "from 208 pounds to 193";
    let role = |role: &str| format!(r#","change":{{"role":"{role}"}}"#);
    let found = |to: &str| {
        [
            ours([5, 15], r#"{"exact":"208"}"#, POUND, &role("from")),
            ours([19, 22], r#"{"exact":"193"}"#, POUND, &role(to)),
        ]
        .join(",")
    };
    let range = r#"{"span":null,"value":"208-193","unit":"pounds","normalized_unit":"pound-mass"}"#;
    assert!((quantities(text, range, &found("to"), "value-unit") - 1.0).abs() < 1e-9);
    assert!(quantities(text, range, &found("by"), "value") < 1e-9);
    let other = range.replace("193", "194");
    assert!(quantities(text, &other, &found("to"), "value") < 1e-9);
    // Where gold has two they stay two.
    let two = r#"{"span":null,"value":"208","unit":"pounds"},{"span":null,"value":"193","unit":"pounds"}"#;
    assert!((quantities(text, two, &found("to"), "value") - 1.0).abs() < 1e-9);
}

#[test]
fn newswire_has_two_ends_of_a_range_and_takes_rates_in() {
    let figure = |spans: &[[u32; 2]]| {
        let rows: Vec<_> = spans
            .iter()
            .map(|span| format!(r#"{{"span":{span:?},"type":"MONEY"}}"#))
            .collect();
        format!(r#""figure":[{}]"#, rows.join(","))
    };
    let text = "$5 to $7, $9 a day";
    let range = ours([0, 8], r#"{"range":["5","7"]}"#, USD, "");
    let rate = ours([10, 12], r#"{"exact":"9"}"#, USD, "");
    let found = format!(r#""quantity":[{range},{rate}]"#);
    let span = |spans: &[[u32; 2]]| f1(text, &[(&figure(spans), &found)], "quantity", "span");
    assert!((span(&[[0, 2], [6, 8], [10, 18]]) - 1.0).abs() < 1e-9);
    // The range whole, and something else behind the sum: one of two is right.
    assert!((span(&[[0, 8], [10, 14]]) - 0.5).abs() < 1e-9);
}
