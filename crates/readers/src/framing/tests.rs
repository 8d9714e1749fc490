//! Tests of the framing: where records start and end, limits, broken files.

use super::*;
use std::io::BufReader;

fn frames(text: &str, framing: Framing) -> Vec<(u64, u64, String)> {
    // A small buffer, so that records cross its edges.
    let reader = BufReader::with_capacity(3, text.as_bytes());
    let frames = Frames::new(reader, framing, 30, 100);
    frames
        .map(|frame| {
            let body = match frame.body {
                Body::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
                other => format!("{other:?}"),
            };
            (frame.number, frame.line, body)
        })
        .collect()
}

#[track_caller]
fn check(text: &str, framing: Framing, expected: &[(u64, u64, &str)]) {
    let found = frames(text, framing);
    let found: Vec<_> = found.iter().map(|(n, l, b)| (*n, *l, b.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn lines() {
    use Framing::Lines;
    check("", Lines, &[]);
    check("\n  \n", Lines, &[]);
    check(
        "{}\n\n{1}\r\n{2}",
        Lines,
        &[(1, 1, "{}"), (2, 3, "{1}\r"), (3, 4, "{2}")],
    );
    let long = format!("{{}}\n{}\n{{3}}\n", "x".repeat(31));
    check(
        &long,
        Lines,
        &[(1, 1, "{}"), (2, 2, "TooLong(31)"), (3, 3, "{3}")],
    );
    check(&"\n".repeat(200), Lines, &[(1, 102, "GivenUp")]);
    check(&"x".repeat(200), Lines, &[(1, 1, "GivenUp")]);
}

#[test]
fn places() {
    let text = "[{},\n  {\"a\":\n1}, {}]";
    let frames = Frames::new(text.as_bytes(), Framing::Values, 30, 100);
    let places: Vec<_> = frames.map(|frame| (frame.line, frame.column)).collect();
    assert_eq!(places, [(1, 2), (2, 3), (3, 5)]);
}

#[test]
fn values() {
    use Framing::Values;
    check("", Values, &[]);
    check("[]", Values, &[]);
    check(" {\"a\": [1, {}]}\n", Values, &[(1, 1, "{\"a\": [1, {}]}")]);
    let two = "[{\"a\": \"}\\\"]\"},\n {\"b\":\n2}]";
    check(
        two,
        Values,
        &[(1, 1, "{\"a\": \"}\\\"]\"}"), (2, 2, "{\"b\":\n2}")],
    );
    check(
        "{}{1}\n{2}",
        Values,
        &[(1, 1, "{}"), (2, 1, "{1}"), (3, 2, "{2}")],
    );
    check(
        "[7, \"a,b\" ,[8], null]",
        Values,
        &[
            (1, 1, "7"),
            (2, 1, "\"a,b\""),
            (3, 1, "[8]"),
            (4, 1, "null"),
        ],
    );
    check("[{\"a\"", Values, &[(1, 1, "{\"a\"")]);
    check("[", Values, &[(1, 1, "Unclosed")]);
    check("[{},\n", Values, &[(1, 1, "{}"), (2, 2, "Unclosed")]);
    check("[{}", Values, &[(1, 1, "{}"), (2, 1, "Unclosed")]);
    check("[7", Values, &[(1, 1, "7"), (2, 1, "Unclosed")]);
    check("{} ]", Values, &[(1, 1, "{}"), (2, 1, "]")]);
    check("[{}] ]", Values, &[(1, 1, "{}"), (2, 1, "]")]);
    check("]]", Values, &[(1, 1, "]]")]);
    let long = format!("[{{{}}}, {{}}]", "x".repeat(40));
    check(&long, Values, &[(1, 1, "TooLong(42)"), (2, 1, "{}")]);
    check(&" ".repeat(200), Values, &[(1, 1, "GivenUp")]);
}
