//! The view for people, against golden files: `UPDATE=1` writes them anew.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;

use presswork_annotations::{Form, Holder, Mention, MentionKind, Polarity, Stance};
use presswork_model::{Document, Id, Span, Text};
use presswork_writers::view::{Options, render};
use proptest::prelude::*;
use std::path::Path;
use unicode_width::UnicodeWidthStr;

/// Compares the view of `document` with the file `golden/<name>.txt`.
fn check(name: &str, document: &Document, options: &Options) {
    let shown = render(document, options);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.txt"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &shown).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(shown, golden, "{name}: UPDATE=1 writes the file anew");
}

fn options(width: usize, layers: &[&str]) -> Options {
    let layers = layers.iter().map(ToString::to_string).collect();
    Options {
        width,
        layers,
        ..Options::default()
    }
}

fn mention(span: Span) -> Mention {
    Mention {
        span,
        kind: MentionKind::Place,
        form: Form::Name,
        actor: None,
        score: 1.0,
    }
}

#[test]
fn every_layer() {
    check("grain", &common::grain(), &Options::default());
}

#[test]
fn chosen_layers_in_a_narrow_window() {
    let layers = ["block", "sentence", "token", "attribution"];
    check("narrow", &common::grain(), &options(48, &layers));
}

#[test]
fn colour() {
    let options = Options {
        colour: true,
        ..options(60, &[])
    };
    check("colour", &common::news("news/1.txt", 2), &options);
}

#[test]
fn wide_letters_and_strange_layers() {
    let line = "{\"id\":\"x\",\"meta\":{\"title\":\"\\u001b[2J\"},\"text\":\"小麦の価格が\\u0007上がった。\\n\\nThe\\tend.\",\
        \"layers\":{\"word\":[{\"span\":[0,2],\"kind\":\"noun\"},{\"span\":[3,5]},{\"span\":[90,95]},7]}}";
    check(
        "strange",
        &Document::from_json(line.as_bytes()).unwrap(),
        &Options::default(),
    );
}

#[test]
fn a_layer_of_our_name_but_not_of_our_shape() {
    let line = r#"{"id":"x","text":"Omarra sank.","layers":{"sentence":[7],"mention":[{"span":[0,6],"role":"loser"}]}}"#;
    let document = Document::from_json(line.as_bytes()).unwrap();
    check("shape", &document, &Options::default());
}

#[test]
fn ids_that_point_nowhere() {
    let mut document = Document::new(Text::new("a", "Omarra sank."));
    let stance = Stance {
        span: Span::new(0, 12),
        holder: Holder::Mention(Id::new(8)),
        target: Id::new(9),
        polarity: Polarity::Oppose,
        strength: 1.0,
        attribution: Some(Id::new(7)),
        negated: false,
        hypothetical: true,
        score: 1.0,
        rule: "verb:sink".into(),
    };
    document
        .write(vec![Mention {
            actor: Some(Id::new(5)),
            ..mention(Span::new(0, 6))
        }])
        .unwrap();
    document.write(vec![stance]).unwrap();
    check("nowhere", &document, &Options::default());
}

#[test]
fn nobody_named_and_no_date() {
    let line = r#"{"id":"x","text":"Omarra was blamed for 5 deaths this year.","layers":{
        "mention":[{"span":[0,6],"kind":"place"}],"time":[{"span":[31,40],"kind":"date"}],
        "quantity":[{"span":[22,30],"value":{"exact":"5"},"time":0}],
        "stance":[{"span":[0,17],"holder":"unknown","target":0,"polarity":"oppose","strength":0.5,"rule":"passive:blame"},
                  {"span":[0,17],"holder":"author","target":0,"polarity":"neutral","strength":0.5,"rule":"r"}]}}"#;
    let document = Document::from_json(line.as_bytes()).unwrap();
    check("nobody", &document, &Options::default());
}

#[test]
fn more_than_anyone_reads() {
    let mut document = Document::new(Text::new("a", "Omarra"));
    document.write(vec![mention(Span::new(0, 6)); 50]).unwrap();
    let shown = render(&document, &Options::default());
    assert!(shown.ends_with("\n            and 38 more\n"), "{shown}");
}

#[test]
fn a_word_of_a_hundred_thousand_letters() {
    let mut document = Document::new(Text::new("a", "é".repeat(100_000)));
    document
        .write(vec![mention(document.text().span())])
        .unwrap();
    let shown = render(&document, &options(100, &[]));
    assert_eq!(shown.matches('é').count(), 100_000);
}

proptest! {
    #[test]
    fn laws(text in "(?s)[\\x00-\\x7f\u{80}-\u{9f}é世\u{202e}\u{301} ]{0,200}", cuts in prop::collection::vec(0..200_usize, 0..20), width in 0..120_usize) {
        let mut edges: Vec<_> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        edges.dedup();
        let edge = |n: &usize| edges[n % edges.len()];
        let mut mentions: Vec<_> = cuts.chunks_exact(2).map(|pair| {
            let (a, b) = (edge(&pair[0]), edge(&pair[1]));
            mention(Span::from_range(a.min(b)..a.max(b)))
        }).collect();
        mentions.sort_by_key(|mention| mention.span);
        let mut document = Document::new(Text::new("a", text.as_str()));
        document.write(mentions).unwrap();
        let shown = render(&document, &options(width, &[]));

        // Nothing but line breaks reaches the terminal, no line is too wide, and every letter is there.
        prop_assert!(!shown.replace('\n', "").contains(char::is_control));
        let widest = shown.lines().map(|line| line.chars().map(|c| c.to_string().width()).sum()).max();
        prop_assert!(widest.unwrap_or(0) <= width.max(32), "{shown}");
        let letters = |text: &str| text.matches(['é', '世']).count();
        prop_assert_eq!(letters(&shown), letters(&text));
    }
}
