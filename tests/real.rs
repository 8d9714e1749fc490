//! Real input, where it is at hand: the article this project began from, and two thousand others.

use crate::support::{documents, everything, presswork, shared};
use presswork_annotations::{
    Actor, Amount, Attribution, Block, BlockKind, Form, Holder, Image, Mention, Polarity, Quantity,
    Sentence, Stance, Time,
};
use presswork_model::{Annotation, Document, Layer};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn run(input: &Path) -> (tempfile::TempDir, Vec<Document>) {
    let out = tempfile::tempdir().unwrap();
    let pipeline = everything(out.path());
    let place = out.path().to_str().unwrap();
    let ran = presswork([
        "run",
        pipeline.to_str().unwrap(),
        input.to_str().unwrap(),
        "--out",
        place,
    ]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let documents = documents(&out.path().join("press.jsonl"));
    (out, documents)
}

fn layer<A: Annotation>(document: &Document) -> &Layer<A> {
    document
        .layer()
        .unwrap()
        .unwrap_or_else(|| panic!("there is no layer `{}`", A::NAME))
}

/// Whether a mention means the actor whose id or name is `key`.
fn means(document: &Document, mention: &Mention, key: &str) -> bool {
    let actors = layer::<Actor>(document);
    let actor = mention.actor.map(|actor| &actors[actor]);
    actor.is_some_and(|actor| actor.id.as_deref() == Some(key) || &*actor.name == key)
}

/// The texts of all mentions of the actor whose id or name is `key`.
fn mentions_of(document: &Document, key: &str) -> BTreeSet<String> {
    let mentions = layer::<Mention>(document).iter();
    let found = mentions.filter(|mention| means(document, mention, key));
    let text = |mention: &Mention| document.text()[mention.span].to_lowercase();
    found.map(text).collect()
}

fn assert_mentions(document: &Document, key: &str, expected: &[&str]) {
    let found = mentions_of(document, key);
    for name in expected {
        let said = found
            .iter()
            .any(|text| text == name || text.strip_prefix("the ") == Some(name));
        assert!(said, "`{name}` is no mention of {key}: {found:?}");
    }
}

/// The article this project began from, with all its layers.
fn seed() -> Option<Document> {
    let (_out, mut documents) = run(&shared("seed")?);
    Some(documents.remove(0))
}

#[test]
fn the_first_article_names_its_actors() {
    let Some(document) = &seed() else { return };
    assert_mentions(
        document,
        "country:US",
        &["united states", "us", "washington", "american"],
    );
    assert_mentions(document, "country:IQ", &["iraq", "baghdad", "iraqi"]);
    assert_mentions(document, "country:IR", &["iran", "iranian"]);
    assert_mentions(document, "person:donald-trump", &["donald trump"]);
    assert_mentions(
        document,
        "person:john-hana",
        &["john hana", "writer", "author"],
    );
    for name in [
        "Foreign Policy",
        "Reuters",
        "Islamic State",
        "International Monetary Fund",
        "World Bank",
    ] {
        assert!(
            !mentions_of(document, name).is_empty(),
            "{name} is no actor: {:?}",
            layer::<Actor>(document)
        );
    }
}

#[test]
fn the_first_article_gives_its_figures() {
    let Some(document) = &seed() else { return };
    let text = document.text();
    let quantities = layer::<Quantity>(document);
    let times = layer::<Time>(document);
    let quantity = |wanted: &str| {
        let found = quantities
            .iter()
            .find(|quantity| text[quantity.span] == *wanted);
        found.unwrap_or_else(|| {
            panic!(
                "{wanted} was not found: {:?}",
                quantities.iter().map(|q| &text[q.span]).collect::<Vec<_>>()
            )
        })
    };
    let amount = |quantity: &Quantity| {
        (
            quantity.value,
            quantity.unit.as_ref().map(|unit| unit.code.to_string()),
        )
    };
    let dollars = |value: Amount| (value, Some("USD".to_owned()));
    let of = |quantity: &Quantity| quantity.of.map_or("", |of| &text[of]);

    let aid = quantity("$ 600 million");
    assert_eq!(amount(aid), dollars(Amount::Exact(600_000_000.into())));
    assert_eq!(
        aid.time.map(|time| &text[times[time].span]),
        Some("this year")
    );
    assert!(of(aid).contains("security forces"), "{}", of(aid));
    assert_eq!(
        amount(quantity("$ 120 million")),
        dollars(Amount::Exact(120_000_000.into()))
    );
    let share = quantity("90%");
    assert_eq!(
        amount(share),
        (Amount::Exact(90.into()), Some("%".to_owned()))
    );
    assert_eq!(of(share), "income of the Iraqi budget");
    let hundreds_of_millions = quantity("hundreds of millions of dollars");
    assert_eq!(
        amount(hundreds_of_millions),
        dollars(Amount::OrderOfMagnitude(100_000_000.into()))
    );
    assert_eq!(
        amount(quantity("billions of dollars")),
        dollars(Amount::OrderOfMagnitude(1_000_000_000.into()))
    );
    let killed = quantities.iter().find(|quantity| {
        text[quantity.span].starts_with("hundreds") && of(quantity).contains("civilians")
    });
    assert_eq!(
        killed.map(|quantity| quantity.value),
        Some(Amount::OrderOfMagnitude(100.into()))
    );
    for time in ["17 years", "2003", "next June"] {
        assert!(
            times.iter().any(|found| text[found.span].contains(time)),
            "{time} was not found"
        );
    }
}

#[test]
fn the_first_article_keeps_captions_and_headings_apart() {
    let Some(document) = &seed() else { return };
    let text = document.text();
    let images = layer::<Image>(document);
    assert_eq!(images.len(), 2);
    assert!(images.iter().all(|image| {
        image
            .credit
            .is_some_and(|credit| &text[credit] == "Reuters")
    }));
    let sentences = layer::<Sentence>(document);
    for image in images {
        let crossing = sentences
            .iter()
            .filter(|sentence| sentence.span.overlaps(image.span));
        assert!(
            crossing
                .into_iter()
                .all(|sentence| image.span.covers(sentence.span)),
            "a caption runs into the text"
        );
    }
    let headings = layer::<Block>(document)
        .iter()
        .filter(|block| block.kind == BlockKind::Heading);
    assert!(
        headings
            .clone()
            .any(|heading| &text[heading.span] == "The opposite trend")
    );
    assert!(
        sentences
            .iter()
            .any(|sentence| &text[sentence.span] == "The opposite trend")
    );
}

#[test]
fn the_first_article_says_who_says_what() {
    let Some(document) = &seed() else { return };
    let text = document.text();
    let mentions = layer::<Mention>(document);
    let attributions = layer::<Attribution>(document);
    for (source, cue) in [
        ("The writer", "believes"),
        ("The author", "states"),
        ("the author", "According to"),
    ] {
        let found = attributions.iter().find(|attribution| {
            let said = |extent: &Option<presswork_annotations::Extent>, words: &str| {
                extent
                    .as_ref()
                    .is_some_and(|extent| &text[extent.span()] == words)
            };
            said(&attribution.source, source) && said(&attribution.cue, cue)
        });
        let found = found.unwrap_or_else(|| panic!("{source} {cue}: not found"));
        let holder = &mentions[found
            .holder
            .unwrap_or_else(|| panic!("{source} {cue}: no holder"))];
        assert!(
            means(document, holder, "person:john-hana"),
            "{source} {cue}: the holder is {}",
            &text[holder.span]
        );
        assert_eq!(holder.form, Form::Nominal);
    }
}

#[test]
fn the_first_article_says_who_stands_where() {
    let Some(document) = &seed() else { return };
    let text = document.text();
    let mentions = layer::<Mention>(document);
    let stances = layer::<Stance>(document);
    let against = |is_target: &dyn Fn(&Mention) -> bool| {
        stances.iter().find(|stance| {
            let held = matches!(stance.holder, Holder::Mention(holder) if means(document, &mentions[holder], "person:john-hana"));
            held && stance.polarity == Polarity::Oppose && is_target(&mentions[stance.target])
        })
    };
    let authorities = against(&|target| {
        let name = &text[target.span];
        name.contains("authorities")
            || name.contains("security forces")
            || means(document, target, "country:IQ")
    });
    let iran = against(&|target| means(document, target, "country:IR"));
    for (name, stance) in [("the Iraqi authorities", authorities), ("Iran", iran)] {
        let stance = stance.unwrap_or_else(|| panic!("John Hana is not against {name}"));
        assert!(
            stance.span.len() > 20,
            "the evidence is {:?}",
            &text[stance.span]
        );
    }
}

#[test]
fn two_thousand_articles_run_clean_and_alike_on_any_number_of_threads() {
    let Some(news) = shared("news") else { return };
    let run = |threads: &str| {
        let out = tempfile::tempdir().unwrap();
        let place = out.path().to_str().unwrap();
        let ran = presswork([
            "run",
            "pipelines/press.yaml",
            news.to_str().unwrap(),
            "--threads",
            threads,
            "--out",
            place,
        ]);
        assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
        ["press.jsonl", "press.db"].map(|name| fs::read(out.path().join(name)).unwrap())
    };
    assert!(run("1") == run("2"), "1 and 2 threads differ");
}
