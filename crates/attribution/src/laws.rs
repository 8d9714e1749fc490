//! What holds for any text.

use crate::{Attribute, Settings};
use presswork_annotations::{Attribution, Mention};
use presswork_model::{Context, Stage, Text, run_stage};
use presswork_testkit::sample;
use proptest::prelude::*;
use std::sync::LazyLock;

/// Runs the stage on a text, with and without models, and checks what holds for any.
fn laws(text: &str) {
    static STAGES: LazyLock<[Attribute; 2]> = LazyLock::new(|| {
        [true, false].map(|learned| {
            let settings = Settings {
                learned,
                ..Settings::default()
            };
            Attribute::new(settings, &Context::default()).unwrap()
        })
    });
    for stage in &*STAGES {
        holds(stage, text);
    }
}

pub(crate) fn holds(stage: &Attribute, text: &str) {
    let mut document = sample::with_text(Text::new("law", text));
    let mentions: Vec<Mention> = Vec::new();
    document.write(mentions).unwrap();
    run_stage(stage, &mut document).unwrap();
    let attributions = document.layer::<Attribution>().unwrap().unwrap();
    for (id, attribution) in attributions.entries() {
        let extents = attribution.source.iter().chain(&attribution.cue);
        for extent in extents.chain([&attribution.content]) {
            for &span in extent.spans() {
                assert!(document.text().holds(span));
                assert!(attribution.span.covers(span));
                assert!(!span.is_empty());
            }
            assert!(extent.spans().is_sorted());
        }
        if let Some(parent) = attribution.parent {
            assert_ne!(parent, id);
            assert!(attributions[parent].content.covers(attribution.span));
        }
    }
}

#[test]
fn hostile_texts() {
    for text in [
        "",
        "\0\0\0",
        "said",
        "“",
        "'",
        "\"\"",
        "according to",
        "- according to according to",
        "said said said",
        "🦀 said 🦀",
        "قال said الوزير",
    ] {
        laws(text);
    }
    for part in [
        "said ",
        "\"",
        "'a' ",
        "“x” he said, ",
        "a",
        "who said, ",
        "\n\n“a",
        ", adding that",
        "in X's view, ",
    ] {
        laws(&part.repeat(3_000));
    }
}

proptest! {
    #[test]
    fn any_text(text in ".{0,200}") {
        laws(&text);
    }

    #[test]
    fn any_mix_of_what_matters(parts in prop::collection::vec(prop::sample::select(vec![
        "said", "The minister", "he", "“", "”", "\"", "'", "’", "‘", "``", "''", ",", ".", ":", "?", " ", "\n\n", "that", "according to",
        "adding", "who", "and", "to say", "Omar Reyes", "was told", "by", "-", "—", "(", ")", "in his view", "made it clear", "as", "🦀", "é",
    ]), 0..60)) {
        laws(&parts.join(" "));
        laws(&parts.concat());
    }
}
