//! The house: who imports whom, what each file is for, and how long it is.

use crate::support::root;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What each crate may import of ours. `crates/README.md` has the same table in words.
const IMPORTS: [(&str, &[&str]); 16] = {
    const STAGE: &[&str] = &["model", "annotations", "learn", "lexicon"];
    const DEEP: &[&str] = &["model", "annotations", "learn", "encoder", "lexicon"];
    const EDGE: &[&str] = &["model", "annotations"];
    [
        ("model", &[]),
        ("annotations", &["model"]),
        ("learn", &[]),
        ("encoder", &[]),
        ("lexicon", &[]),
        ("tokenise", STAGE),
        ("entities", DEEP),
        ("attribution", DEEP),
        ("stance", DEEP),
        ("figures", STAGE),
        ("readers", EDGE),
        ("writers", EDGE),
        ("pipeline", &["model"]),
        ("evaluate", EDGE),
        (
            "runner",
            &[
                "model",
                "annotations",
                "learn",
                "lexicon",
                "tokenise",
                "entities",
                "attribution",
                "stance",
                "figures",
                "readers",
                "writers",
                "pipeline",
                "evaluate",
            ],
        ),
        ("testkit", EDGE),
    ]
};

/// No file of Rust may be longer, tests and tables included.
const LONGEST: usize = 500;

#[test]
fn crates_import_only_what_the_table_allows() {
    let manifests: serde_json::Value = serde_json::from_slice(
        &Command::new(env!("CARGO"))
            .args([
                "metadata",
                "--no-deps",
                "--format-version",
                "1",
                "--offline",
            ])
            .current_dir(root())
            .output()
            .unwrap()
            .stdout,
    )
    .unwrap();
    let folder = |path: &serde_json::Value| -> Option<String> {
        let path = Path::new(path.as_str()?);
        let path = if path.ends_with("Cargo.toml") {
            path.parent()?
        } else {
            path
        };
        path.starts_with(root().join("crates"))
            .then(|| path.file_name().unwrap().to_string_lossy().into_owned())
    };
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for package in manifests["packages"].as_array().unwrap() {
        let Some(name) = folder(&package["manifest_path"]) else {
            continue;
        };
        let expected = if name == "runner" {
            "presswork".to_owned()
        } else {
            format!("presswork-{name}")
        };
        assert_eq!(
            package["name"], expected,
            "a package is called after its folder"
        );
        let (_, allowed) = IMPORTS
            .iter()
            .find(|(known, _)| *known == name)
            .expect("the table names every crate");
        for dependency in package["dependencies"].as_array().unwrap() {
            let Some(imported) = folder(&dependency["path"]) else {
                continue;
            };
            let for_tests = dependency["kind"] == "dev";
            let well = allowed.contains(&imported.as_str()) || for_tests && imported == "testkit";
            if !well {
                wrong.push(format!("{name} imports {imported}"));
            }
        }
        seen.insert(name);
    }
    assert!(wrong.is_empty(), "not in the table of imports: {wrong:?}");
    assert_eq!(
        seen.len(),
        IMPORTS.len(),
        "the table names crates that are not there"
    );
}

#[test]
fn every_file_says_what_it_is_for_and_is_short() {
    let mut wrong = Vec::new();
    let mut files = 0;
    for folder in ["crates", "tests"] {
        for path in rust_files(&root().join(folder)) {
            let text = std::fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            files += 1;
            if !text.starts_with("//! ") {
                wrong.push(format!(
                    "{name}: the first line does not say what it is for"
                ));
            }
            let lines = text.lines().count();
            if lines > LONGEST {
                wrong.push(format!("{name}: {lines} lines: split it"));
            }
        }
    }
    assert!(files > 50, "only {files} files were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        if entry.is_dir() {
            found.extend(rust_files(&entry));
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            found.push(entry);
        }
    }
    found.sort();
    found
}

#[test]
fn no_unfinished_work_is_called_done() {
    let marks = ["todo!(", "unimplemented!("];
    let files = rust_files(&root().join("crates"));
    let unfinished: Vec<_> = files
        .iter()
        .filter(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            marks.iter().any(|mark| text.contains(mark))
        })
        .collect();
    assert!(unfinished.is_empty(), "{unfinished:?}");
}

#[test]
fn the_map_names_every_crate() {
    let map = std::fs::read_to_string(root().join("crates/README.md")).unwrap();
    for (name, _) in IMPORTS {
        assert!(
            map.contains(&format!("`{name}`")),
            "crates/README.md does not name `{name}`"
        );
    }
}
