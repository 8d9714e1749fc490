//! What holds for any text.

use super::{STAGE, run};
use presswork_annotations::{Actor, Mention};
use presswork_model::Document;
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn obeys(document: &Document) {
    let mentions = document.layer::<Mention>().unwrap().unwrap();
    let actors = document.layer::<Actor>().unwrap().unwrap();
    let mut open: Vec<u32> = Vec::new();
    for mention in mentions {
        assert!(!mention.span.is_empty());
        assert!(mention.score > 0.0 && mention.score <= 1.0);
        assert!(
            mention
                .actor
                .is_none_or(|actor| actors.get_id(actor).is_some())
        );
        while open.last().is_some_and(|&end| end <= mention.span.start()) {
            open.pop();
        }
        assert!(
            open.last().is_none_or(|&end| mention.span.end() <= end),
            "mentions nest"
        );
        open.push(mention.span.end());
    }
    for (id, actor) in actors.entries() {
        let first = mentions
            .iter()
            .find(|mention| mention.actor == Some(id))
            .unwrap();
        assert_eq!(first.span, actor.span);
        let same = actors
            .iter()
            .filter(|other| other.id.is_some() && other.id == actor.id);
        assert!(same.count() <= 1, "one row an actor");
    }
}

proptest! {
    #[test]
    fn any_text(text in ".{0,200}") {
        obeys(&run(&STAGE, &text));
    }

    #[test]
    fn any_words(words in proptest::collection::vec(word(), 0..60)) {
        let text = words.concat();
        let document = run(&STAGE, &text);
        obeys(&document);
        let again = run(&STAGE, &text);
        prop_assert_eq!(super::print(&document), super::print(&again));
    }
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        " ",
        " ",
        " ",
        " ",
        "-",
        "'s ",
        ". ",
        ", ",
        "\n\n",
        "\n",
        "of ",
        "the ",
        "and ",
        "The ",
        "al-",
        "President ",
        "minister ",
        "government ",
        "Iraqi ",
        "US",
        "U.S. ",
        "Washington ",
        "New ",
        "York ",
        "Times ",
        "Ministry ",
        "Diallo ",
        "Amina ",
        "J. ",
        "he ",
        "She ",
        "\"",
        "“",
        "(IMF) ",
        "& ",
        "Inc. ",
        "June ",
        "2024 ",
        "é",
        "İ ",
        "東京",
        "محمد ",
        "😀 ",
        "$",
        "writer ",
        "forces ",
        "in ",
        "said ",
        "police ",
        "River ",
        "\u{300}",
        "’s ",
        "’",
        "ẞ",
        "security ",
        "administration ",
        "'",
    ])
}

#[test]
fn odd_texts_end_soon() {
    let start = Instant::now();
    for odd in [
        "A",
        "a",
        ".",
        "-",
        "A ",
        "Iraqi ",
        "The government ",
        "He ",
        "Amina ",
        "Amina Diallo ",
        "al-",
        "U.",
        "'s ",
        "\0",
        "of ",
        "Ministry of ",
        "and A ",
        "& B",
        "President ",
        "😀",
        "م",
        "é",
    ] {
        obeys(&run(&STAGE, &odd.repeat(100_000 / odd.len())));
    }
    assert!(
        start.elapsed() < Duration::from_mins(1),
        "it must be about linear"
    );
}
