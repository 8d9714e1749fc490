//! What the settings change.

use crate::{check, check_with};
use presswork_model::{Context, SettingError, Stage};
use presswork_tokenise::{Settings, Tokenise};

#[test]
fn more_abbreviations() {
    let settings = Settings {
        abbreviations: vec!["Kft.".into(), "hrsg".into()],
        ..Settings::default()
    };
    check_with(settings, "Bolt [Kft.]{word} Rossi and [Hrsg.]{word} Weber");
    check("[Bolt Kft.]{sentence} [Rossi and Hrsg.]{sentence} [Weber]{sentence}");
}

#[test]
fn a_sentence_a_line() {
    let settings = Settings {
        lines: true,
        ..Settings::default()
    };
    check_with(settings, "[rice and beans]{sentence}\n[tea]{sentence}");
    check("rice and beans\ntea");
}

#[test]
fn what_is_no_abbreviation_is_refused() {
    for bad in [
        "",
        ".",
        "two words",
        "naïve",
        "Donaudampfschifffahrtsgesellschaft",
    ] {
        let settings = Settings {
            abbreviations: vec!["Kft".into(), bad.into()],
            ..Settings::default()
        };
        let error =
            Tokenise::new(settings, &Context::default()).expect_err("it is no abbreviation");
        let error: &SettingError = error.downcast_ref().expect("it points at the setting");
        assert_eq!(error.setting(), "abbreviations[1]", "{bad:?}");
    }
}
