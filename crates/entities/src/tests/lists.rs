//! The user's list of actors, and the settings.

use super::check_with;
use crate::{Entities, Settings};
use presswork_model::{Context, SettingError, Stage};

/// A stage with one list of actors.
fn with_list(name: &str, csv: &str) -> Result<Entities, SettingError> {
    let folder = std::env::temp_dir().join(format!("presswork-entities-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), csv).unwrap();
    let context = Context {
        pipeline: folder,
        ..Context::default()
    };
    let settings = Settings {
        actors: vec![name.into()],
        ..Settings::default()
    };
    Entities::new(settings, &context).map_err(|error| *error.downcast::<SettingError>().unwrap())
}

fn refused(name: &str, csv: &str, expected: &str) {
    let error = with_list(name, csv).err().unwrap();
    assert_eq!(error.setting(), "actors[0]");
    let folder = std::env::temp_dir().join(format!("presswork-entities-{}", std::process::id()));
    let path = format!("`{}`", folder.join(name).display());
    assert_eq!(error.to_string(), expected.replace("FILE", &path));
}

#[test]
fn the_users_names_win() {
    let csv = "id,name,kind,aliases\nfirm:qs,Qord Steel,organisation,the firm|QS\nteam:jordan,Jordan,organisation,\n";
    let stage = with_list("win.csv", csv).unwrap();
    check_with(
        &stage,
        "[QS]{organisation =firm:qs} paid [Jordan]{organisation =team:jordan}, as [the firm]{organisation =firm:qs} said.",
    );
}

#[test]
fn bad_lists_are_refused() {
    refused(
        "kind.csv",
        "id,name,kind,aliases\na:b,B,firm,\n",
        "kind `firm` is none of person, organisation, place, group, other in line 2 of FILE",
    );
    refused(
        "name.csv",
        "id,name,kind,aliases\na:c,C,person,\na:b,,person,\n",
        "the name is empty in line 3 of FILE",
    );
    refused(
        "head.csv",
        "id,name,aliases\n",
        "there is no column `kind` in line 1 of FILE",
    );
}

#[test]
fn a_missing_list_is_refused() {
    let settings = Settings {
        actors: vec!["nowhere.csv".into()],
        ..Settings::default()
    };
    let error = Entities::new(settings, &Context::default()).err().unwrap();
    let error = error.downcast::<SettingError>().unwrap();
    assert!(
        error.to_string().starts_with("cannot read `nowhere.csv`: "),
        "{error}"
    );
    assert!(error.advice().is_some());
}

#[test]
fn nominals_and_pronouns_can_be_left_out() {
    let settings = Settings {
        nominals: false,
        pronouns: false,
        ..Settings::default()
    };
    let stage = Entities::new(settings, &Context::default()).unwrap();
    check_with(
        &stage,
        "The minister left. She met the [Iraqi]{group =country:IQ} government.",
    );
}
