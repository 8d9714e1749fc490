//! Bad pipelines beside what is said of them: `bad/NAME.yaml` and `bad/NAME.txt`. `UPDATE=1` renews the messages.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod parts;

use presswork_pipeline::{Overrides, PipelineFile, Plan, Problems};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn plan(path: &str, text: &str) -> Result<Plan, Problems> {
    let file = PipelineFile {
        path: path.into(),
        text: text.to_owned(),
    };
    parts::registry().plan(&file, &Overrides::default())
}

fn names(folder: &Path, ending: &str) -> BTreeSet<PathBuf> {
    let paths = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect()
}

#[test]
fn every_bad_pipeline_is_told_what_is_wrong() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad");
    let update = std::env::var_os("UPDATE").is_some();
    let files = names(&folder, "yaml");
    assert!(files.len() >= 40, "only {} bad pipelines", files.len());
    let mut wrong = Vec::new();
    for path in &files {
        let name = path.file_name().unwrap().to_str().unwrap();
        let started = Instant::now();
        let problems = plan(name, &fs::read_to_string(path).unwrap());
        assert!(
            started.elapsed() < Duration::from_secs(2),
            "{name} took {:?}",
            started.elapsed()
        );
        let said = match problems {
            Ok(_) => panic!("{name} is well"),
            Err(problems) => format!("{problems}\n"),
        };
        let expected = path.with_extension("txt");
        if update {
            fs::write(&expected, &said).unwrap();
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        if said != expected {
            wrong.push(format!(
                "--- {name}, expected:\n{expected}--- but it said:\n{said}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let stray: Vec<_> = names(&folder, "txt")
        .into_iter()
        .filter(|path| !path.with_extension("yaml").exists())
        .collect();
    assert!(stray.is_empty(), "messages without a pipeline: {stray:?}");
}

const GOOD: &str = "documents:\n  - use: files\n    with: { lines: [One two] }\nstages:\n  - use: tokenise\n    with: { abbreviations: [Gov.], mode: exact, bounds: { least: 1, most: 9 } }\nresults:\n  - use: jsonl\n    with: { layers: [token] }\nlimits: { bytes: 1000 }\n";

#[test]
fn a_good_pipeline_is_well() {
    let plan = plan("pipelines/my press.yaml", GOOD).unwrap();
    assert_eq!(plan.name(), "my-press");
    assert_eq!(plan.stages(), ["tokenise"]);
    assert_eq!(plan.output(), Path::new("out/my-press"));
    assert_eq!(plan.results(), [Path::new("out/my-press/documents.jsonl")]);
}

#[test]
fn paths_of_the_command_line_take_the_place_of_documents() {
    let text = GOOD.replace("lines: [One two]", "root: nowhere");
    let file = PipelineFile {
        path: "a.yaml".into(),
        text,
    };
    let here = Overrides {
        paths: vec![file!().into()],
        output: Some("elsewhere".into()),
        ..Overrides::default()
    };
    let here = Overrides {
        paths: here
            .paths
            .iter()
            .map(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
            .collect(),
        ..here
    };
    let plan = parts::registry().plan(&file, &here).unwrap();
    assert_eq!(plan.output(), Path::new("elsewhere"));
    let nowhere = Overrides {
        paths: vec!["nowhere-either".into()],
        ..Overrides::default()
    };
    let problems = parts::registry().plan(&file, &nowhere).unwrap_err();
    assert_eq!(
        problems.iter().next().unwrap().what(),
        "there is nothing at nowhere-either"
    );
}

proptest::proptest! {
    #[test]
    fn any_text_is_a_plan_or_has_problems_within_it(text in "\\PC{0,80}|([a-z]{1,9}: ?[\\[{]?[a-z0-9*&!'\"]{0,9}[\\]}]?\n?( |- )*){0,12}") {
        if let Err(problems) = plan("any.yaml", &text) {
            let lines = text.split('\n').count();
            proptest::prop_assert!(problems.iter().count() > 0);
            proptest::prop_assert!(problems.iter().all(|problem| problem.line() <= lines.max(1)));
            proptest::prop_assert!(!problems.render(true).is_empty());
        }
    }
}
