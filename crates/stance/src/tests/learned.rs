//! What the models add to the rules.

use super::{D, O, learned, rows};
use crate::{FindStance, Settings};
use presswork_annotations::{Polarity, Stance};
use presswork_model::{Context, Stage};
use presswork_testkit::sample;

/// The rows of `marked`, with their scores.
fn found(marked: &str) -> Vec<Stance> {
    let document = sample::with_layers(&format!("[{marked}]{{paragraph}}")).unwrap();
    let given = (
        document.layer().unwrap().unwrap(),
        document.layer().unwrap().unwrap(),
        document.layer().unwrap().unwrap(),
        document.layer().unwrap(),
        document.layer().unwrap(),
    );
    learned().run(document.text(), given).unwrap()
}

#[test]
fn how_a_sentence_speaks_of_someone() {
    for (marked, polarity) in [
        (
            "D went to prison for fraud after a long and shameful trial.",
            Polarity::Oppose,
        ),
        (
            "At the games D won the gold medal and set a world record.",
            Polarity::Support,
        ),
    ] {
        let rows = found(&marked.replace('D', D));
        assert_eq!(rows.len(), 1, "{marked}: {rows:?}");
        assert_eq!(
            (rows[0].polarity, &*rows[0].rule),
            (polarity, "model:toward")
        );
        assert!(rows[0].score < 1.0 && rows[0].strength <= 0.5);
    }
    let plain = format!("{D} arrived on Tuesday.");
    assert_eq!(rows(&learned(), &plain), "");
}

#[test]
fn a_rule_is_never_said_again() {
    let marked = format!("{D} fiercely condemned {O}.");
    let all = rows(&learned(), &marked);
    assert_eq!(all.matches("Diallo -").count(), 1, "{all}");
    assert!(
        all.contains("Diallo -oppose-> Omarra (verb:condemn)"),
        "{all}"
    );
}

#[test]
fn nouns_are_left_to_the_rules() {
    let marked =
        "[the lawyer]{person nominal =?lawyer} went to prison for fraud after a shameful trial.";
    assert_eq!(rows(&learned(), marked), "");
}

#[test]
fn training_is_the_same_each_time() {
    let stage = || FindStance::new(Settings::default(), &Context::default()).unwrap();
    let files = || stage().train(&[]).unwrap().files();
    assert_eq!(files(), files());
}
