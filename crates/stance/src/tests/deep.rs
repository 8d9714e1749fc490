//! What the transformer judges.

use super::{D, O, learned, rows, rules_alone};
use crate::{FindStance, Settings};
use presswork_model::{Context, SettingError, Stage};
use std::sync::OnceLock;

/// The whole stage with the transformer, which takes a while to unfold.
fn deep() -> &'static FindStance {
    static STAGE: OnceLock<FindStance> = OnceLock::new();
    STAGE.get_or_init(|| {
        let settings = Settings {
            deep: true,
            ..Settings::default()
        };
        FindStance::new(settings, &Context::default()).unwrap()
    })
}

#[test]
fn it_tells_who_of_two_stands_against_the_other() {
    for (marked, row) in [
        (
            "{D} called {O} a threat to the country and urged voters to turn away.",
            "Diallo -oppose-> Omarra (",
        ),
        (
            "{D} was fiercely attacked by {O} over the budget.",
            "Omarra -oppose-> Diallo (",
        ),
        (
            "{D} endorsed {O} for president.",
            "Diallo -support-> Omarra (",
        ),
    ] {
        let found = rows(deep(), &marked.replace("{D}", D).replace("{O}", O));
        assert!(found.contains(row), "{marked}: {found}");
    }
}

#[test]
fn it_tells_how_a_sentence_speaks_of_someone() {
    for (marked, found) in [
        (
            "{D} fought the corrupt bosses of the port and beat them.",
            "unknown -support-> Diallo (deep:toward)\n",
        ),
        (
            "{D}, that great friend of the press, locked the door.",
            "unknown -oppose-> Diallo (deep:toward)\n",
        ),
        ("{D} arrived on Tuesday.", ""),
    ] {
        assert_eq!(rows(deep(), &marked.replace("{D}", D)), found, "{marked}");
    }
}

#[test]
fn it_drops_rows_of_rules_that_are_unlikely() {
    let marked = "Private investors, among them the Windhoek start-up [Dune Current]{organisation =organisation:dune} and \
                  the [Danish]{group =country:DK} fund [Nordvind Kapital]{organisation =organisation:nordvind}, brought \
                  between US$400 million and US$450 million.";
    let said = "Danish -support-> Nordvind";
    assert!(rows(&learned(), marked).contains(said));
    assert!(!rows(deep(), marked).contains(said));
}

#[test]
fn it_needs_the_models() {
    let settings = Settings {
        deep: true,
        ..rules_alone()
    };
    let error = FindStance::new(settings, &Context::default()).unwrap_err();
    let error = error.downcast::<SettingError>().unwrap();
    assert_eq!(error.setting(), "deep");
}
