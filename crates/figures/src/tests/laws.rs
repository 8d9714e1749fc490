//! Laws that hold for any text, and for layers cut in any way.

use super::layer;
use crate::{Figures, Settings};
use presswork_annotations::{Amount, Image, Quantity, Sentence, Time, Token, TokenKind};
use presswork_model::{Annotation, Context, Document, Span, Stage, Text, run_stage};
use presswork_testkit::sample;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn stage() -> Figures {
    Figures::new(Settings::default(), &Context::default()).unwrap()
}

/// Runs the stage; writing its layers checks that spans lie on characters and in order.
fn holds(mut document: Document) {
    run_stage(&stage(), &mut document).unwrap();
    apart(&document, layer::<Quantity>(&document));
    apart(&document, layer::<Time>(&document));
    assert!(layer::<Image>(&document).is_empty());
    let times = layer::<Time>(&document);
    for quantity in layer::<Quantity>(&document) {
        assert!(
            quantity
                .of
                .is_none_or(|of| document.text().holds(of) && !of.is_empty())
        );
        assert!(
            quantity
                .time
                .is_none_or(|time| times.get_id(time).is_some())
        );
    }
}

/// Annotations of one layer never overlap and are never empty.
fn apart<A: Annotation>(document: &Document, items: &[A]) {
    for pair in items.windows(2) {
        assert!(pair[0].span().end() <= pair[1].span().start());
    }
    for item in items {
        assert!(!document.text()[item.span()].trim().is_empty());
    }
}

/// Words of the rules in any order: the likeliest place for a rule to read too far.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "$",
        "€",
        "£5",
        "%",
        "percent",
        "million",
        "thousand",
        "hundreds",
        "of",
        "the",
        "a",
        "two",
        "twenty-five",
        "half",
        "and",
        "to",
        "from",
        "between",
        "-",
        "–",
        ",",
        ".",
        "/",
        ":",
        "(",
        ")",
        "3",
        "1,325",
        "2003",
        "600m",
        "½",
        "1/2",
        "may",
        "May",
        "March",
        "Monday",
        "last",
        "next",
        "this",
        "past",
        "early",
        "year",
        "years",
        "ago",
        "every",
        "third",
        "quarter",
        "dollars",
        "pounds",
        "Rs",
        "USD",
        "km",
        "square",
        "per",
        "cent",
        "rose",
        "fell",
        "by",
        "people",
        "one",
        "in",
        "point",
        "minus",
        "9",
        "a.m.",
        "'",
        "s",
        "90",
        "couple",
        "few",
        "several",
        "\n\n",
        "é",
        "🦀",
        "قرن",
    ]);
    prop::collection::vec((word, prop::bool::ANY), 0..30).prop_map(|words| {
        words
            .into_iter()
            .flat_map(|(word, glued)| [word, if glued { "" } else { " " }])
            .collect()
    })
}

proptest! {
    #[test]
    fn any_text(text in "\\PC{0,80}") {
        holds(sample::document(&text));
    }

    #[test]
    fn any_words(text in words()) {
        holds(sample::document(&text));
    }

    /// Tokens of any width, cut anywhere, overlapping and all: layers may come from a file.
    #[test]
    fn any_tokens(text in words(), cuts in prop::collection::vec((0..90_usize, 0..9_usize), 0..40)) {
        let mut document = Document::new(Text::new("test", text.as_str()));
        let edge = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let mut spans: Vec<Span> = cuts.iter().map(|(at, len)| Span::from_range(edge(*at)..edge(at + len))).collect();
        spans.sort();
        let sentences = spans.iter().step_by(3).map(|span| Sentence { span: *span }).collect();
        document.write(spans.into_iter().map(|span| Token { span, kind: TokenKind::Word }).collect()).unwrap();
        document.write::<Sentence>(sentences).unwrap();
        run_stage(&stage(), &mut document).unwrap();
    }
}

#[test]
fn a_noun_that_turns_out_a_number() {
    holds(sample::document("one-one $ "));
}

/// A value as it is printed: with commas between its thousands.
fn grouped(whole: u32) -> String {
    let digits = whole.to_string();
    let first = digits.len() % 3;
    let mut out = digits[..first].to_owned();
    for group in digits.as_bytes()[first..].chunks(3) {
        if !out.is_empty() {
            out.push(',');
        }
        out.push_str(std::str::from_utf8(group).unwrap());
    }
    out
}

proptest! {
    /// What is printed is read as itself, whatever stands around it.
    #[test]
    fn printed_values_are_read_as_themselves(whole in 1..2_000_000_000_u32, cents in 0..100_u32, form in 0..7_usize) {
        let sum = Decimal::new(i64::from(whole) * 100 + i64::from(cents), 2);
        let small = Decimal::new(i64::from(whole % 1000) * 100 + i64::from(cents), 2);
        let count = Decimal::from(whole);
        let (printed, value) = match form {
            0 => (format!("${}.{cents:02}", grouped(whole)), sum),
            1 => (format!("€ {}.{cents:02}", grouped(whole)), sum),
            2 => (format!("{small} percent"), small),
            3 => (format!("{small} million tonnes"), small * Decimal::from(1_000_000)),
            4 => (format!("{} barrels a day", grouped(whole)), count),
            5 => (format!("{whole} refugees"), count),
            _ => (format!("USD {sum}bn"), sum * Decimal::from(1_000_000_000)),
        };
        // Four digits may be a year.
        prop_assume!(form != 5 || !(1000..10_000).contains(&whole));
        let mut document = sample::document(&format!("It came to {printed}, he said."));
        run_stage(&stage(), &mut document).unwrap();
        let found = layer::<Quantity>(&document);
        prop_assert_eq!(found.len(), 1, "{}", printed);
        prop_assert_eq!(found[0].value, Amount::Exact(value), "{}", printed);
    }
}

#[test]
fn long_runs_take_linear_time() {
    for unit in [
        "1",
        "$",
        "1 ",
        "1,",
        "a ",
        "the ",
        "early ",
        "one ",
        "million ",
        "-",
        "1-",
        "hundreds of ",
        "and ",
        "5% of ",
        "1/1, ",
        "10^",
        "one and ",
        "twenty fifths ",
        "5 feet 2 ",
        "1 hour and ",
        "$5 and ",
        "Monday 5 ",
        "the 5th ",
        "2 of ",
        "in a of ",
        "last ",
        "U.",
        "(",
        "½",
    ] {
        let text = Text::new("test", unit.repeat(100_000 / unit.len()));
        let mut document = Document::new(text.clone());
        let mut tokens: Vec<Token> = Vec::new();
        let pieces = text
            .body()
            .split_inclusive(' ')
            .flat_map(|word| word.split_inclusive(['1', '$', '-', ',', '(', '½']));
        for word in pieces.map(str::trim_end).filter(|word| !word.is_empty()) {
            let span = text.span_of(word);
            tokens.push(Token {
                span,
                kind: TokenKind::Word,
            });
        }
        let sentence = Sentence { span: text.span() };
        document.write(tokens).unwrap();
        document.write(vec![sentence]).unwrap();
        let start = std::time::Instant::now();
        run_stage(&stage(), &mut document).unwrap();
        assert!(
            start.elapsed().as_secs() < 2,
            "`{unit}` took {:?}",
            start.elapsed()
        );
    }
}
