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
fn each_actor_and_name_stands_there_once() {
    refused(
        "ids.csv",
        "id,name,kind,aliases\na:b,B,person,\na:b,C,person,\n",
        "the id `a:b` is taken by line 2 of FILE in line 3 of FILE",
    );
    refused(
        "names.csv",
        "id,name,kind,aliases\na:b,Bo,person,Bob|Bobby\na:c,Cy,person,bobby\n",
        "the name `bobby` is taken by line 2 of FILE in line 3 of FILE",
    );
    refused(
        "empty.csv",
        "id,name,kind,aliases\na:b,--,person,\n",
        "the name `--` has no letter in line 2 of FILE",
    );
    let own = "id,name,kind,aliases\na:b,Bo,person,bo|Bo\nx:who,WHO,organisation,\nx:band,Who,organisation,The Who\n";
    assert!(with_list("own.csv", own).is_ok());
}

#[test]
fn files_as_spreadsheets_write_them() {
    let csv = "\u{feff}id;name\r\n";
    refused(
        "semicolons.csv",
        csv,
        "there is no column `id` in line 1 of FILE",
    );
    let csv = "\u{feff}name,kind,id\r\n\"Qord, Tolle & Co\",organisation,firm:q\r\n";
    let stage = with_list("order.csv", csv).unwrap();
    check_with(
        &stage,
        "We paid [Qord, Tolle & Co]{organisation =firm:q} today.",
    );
    refused(
        "comma.csv",
        "id,name,kind\nfirm:q,Qord, Tolle,organisation\n",
        "there are 4 fields for 3 columns in line 2 of FILE",
    );
    let folder = std::env::temp_dir().join(format!("presswork-entities-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(
        folder.join("latin.csv"),
        b"id,name,kind\na:b,Jos\xe9,person\n",
    )
    .unwrap();
    let context = Context {
        pipeline: folder.clone(),
        ..Context::default()
    };
    let settings = Settings {
        actors: vec!["latin.csv".into()],
        ..Settings::default()
    };
    let error = Entities::new(settings, &context).err().unwrap();
    let path = folder.join("latin.csv");
    assert_eq!(
        error.to_string(),
        format!(
            "there is text that is not UTF-8 in line 2 of `{}`",
            path.display()
        )
    );
}

#[test]
fn the_nearest_kind_is_named() {
    for (kind, expected) in [
        ("persn", "did you mean `person`?"),
        ("ORG", "did you mean `organisation`?"),
        ("country", "did you mean `place`?"),
    ] {
        let csv = format!("id,name,kind\na:b,B,{kind}\n");
        let error = with_list(&format!("{kind}.csv"), &csv).err().unwrap();
        assert_eq!(error.advice(), Some(expected));
    }
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
