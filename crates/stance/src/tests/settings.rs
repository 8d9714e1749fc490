//! Tests of the settings.

use super::{D, O, rows, rules_alone};
use crate::{FindStance, Settings};
use presswork_model::{Context, SettingError, Stage};

#[test]
fn settings() {
    let error = |settings| {
        let error = FindStance::new(settings, &Context::default()).unwrap_err();
        let error = error.downcast::<SettingError>().unwrap();
        format!("{}: {error}", error.setting())
    };
    let least = |least| Settings {
        least,
        ..rules_alone()
    };
    assert_eq!(error(least(1.5)), "least: 1.5 is not from 0 to 1");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.csv");
    let lexicon = || Settings {
        lexicon: vec![file.clone()],
        ..rules_alone()
    };
    assert!(error(lexicon()).starts_with("lexicon[0]: cannot read"));
    let header = "word,pattern,polarity,strength\n";
    std::fs::write(&file, format!("{header}zap,verb,hates,1\n")).unwrap();
    assert!(error(lexicon()).contains("mine.csv`, line 2: `hates` is none of"));

    std::fs::write(
        &file,
        format!("{header}zap,verb,support,0.6\ncondemn,verb,oppose,0\n"),
    )
    .unwrap();
    let stage = FindStance::new(lexicon(), &Context::default()).unwrap();
    assert_eq!(
        rows(&stage, &format!("{D} zapped {O}.")),
        "Diallo -support-> Omarra (verb:zap)\n"
    );
    assert_eq!(rows(&stage, &format!("{D} condemned {O}.")), "");
    let strong = FindStance::new(least(0.5), &Context::default()).unwrap();
    assert_eq!(rows(&strong, &format!("{D} questioned {O}.")), "");

    assert!(
        error(Settings {
            nearby: 31,
            ..rules_alone()
        })
        .starts_with("nearby: 31")
    );
    let nearby = FindStance::new(
        Settings {
            nearby: 9,
            ..rules_alone()
        },
        &Context::default(),
    )
    .unwrap();
    let scandal = format!("A scandal came up when {D} spoke.");
    assert_eq!(
        rows(&nearby, &scandal),
        "author -oppose-> Diallo (nearby:scandal)\n"
    );
    assert_eq!(rows(&super::stage(), &scandal), "");
}
