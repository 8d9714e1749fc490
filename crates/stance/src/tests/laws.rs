//! The laws of the layer, over arbitrary texts.

use super::stage;
use crate::FindStance;
use presswork_annotations::{Form, Holder, Mention, MentionKind, Sentence, Stance, Token};
use presswork_model::{Document, Layer, run_stage};
use presswork_testkit::sample;
use proptest::prelude::*;

#[test]
fn conforms() {
    presswork_testkit::conformance::assert_conforms::<FindStance>(serde_json::json!({}));
}

/// Words that the rules look at, names and whatever else a text may hold.
fn texts() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => prop::sample::select(vec![
            "condemned", "praised", "by", "of", "the", "attacks", "on", "support", "for", "not", "may", "if", ",", ".",
            "“", "”", "(", ")", "who", "and", "-backed", "corrupt", "is", "called", "to", "he", "I", "'s", "criticism",
            "violence", "against", "US-backed", "killed", "brutally", "a", "critic", "his", "under", "attack", "no",
        ]).prop_map(str::to_owned),
        4 => prop::sample::select(vec!["Diallo", "Omarra", "Ussa", "Élan", "日本", "العراق"]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn laws(text in texts(), every in 1_usize..4) {
        let mut document: Document = sample::document(&text);
        let tokens: &Layer<Token> = document.layer().unwrap().unwrap();
        let named = tokens.iter().enumerate().filter(|(i, token)| {
            i % every == 0 && text[token.span.range()].starts_with(char::is_alphabetic)
        });
        let mentions: Vec<_> = named.map(|(i, token)| Mention {
            span: tokens.get(i + i % 3).map_or(token.span, |last| token.span.to(last.span)),
            kind: MentionKind::Person,
            form: Form::Name,
            actor: None,
            score: 1.0,
        }).collect();
        document.write(mentions).unwrap();
        run_stage(&stage(), &mut document).unwrap();
        let mentions: &Layer<Mention> = document.layer().unwrap().unwrap();
        let sentences: &Layer<Sentence> = document.layer().unwrap().unwrap();
        for row in document.layer::<Stance>().unwrap().unwrap() {
            prop_assert!(sentences.iter().any(|sentence| sentence.span == row.span));
            prop_assert!(mentions.get_id(row.target).is_some() && row.holder != Holder::Mention(row.target));
            prop_assert!((0.0..=1.0).contains(&row.strength) && (0.0..=1.0).contains(&row.score));
        }
    }
}
