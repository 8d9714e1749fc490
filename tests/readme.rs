//! The first page: every command in it runs, every pipeline in it is well, every answer in it is the program's.

use crate::support::{blocks, presswork, ran, root};
use std::fs;

fn page() -> Vec<(String, String)> {
    blocks(&fs::read_to_string(root().join("README.md")).unwrap())
}

#[test]
fn every_command_runs() {
    let out = tempfile::tempdir().unwrap();
    let out = out.path().to_str().unwrap();
    let mut ran = Vec::new();
    for (_, block) in page().iter().filter(|(fence, _)| fence == "sh") {
        for line in block.lines() {
            let line = line.split(" #").next().unwrap().trim();
            let words: Vec<_> = line.split_whitespace().collect();
            let args = match words[..] {
                ["cargo", "run", "--release", "--", ref args @ ..]
                | ["presswork", ref args @ ..] => args.to_vec(),
                // These tests themselves.
                ["cargo", "test", "--workspace"] => continue,
                _ => panic!("README.md has `{line}`: teach this test to run it"),
            };
            let mut args: Vec<_> = args.into_iter().map(str::to_owned).collect();
            match args[0].as_str() {
                "run" => args.extend(["--out".to_owned(), out.to_owned()]),
                "new" => args.extend(["--in".to_owned(), out.to_owned()]),
                _ => {}
            }
            let done = presswork(&args);
            assert_eq!(done.code, 0, "{line}\n{}{}", done.stdout, done.stderr);
            ran.push(args[0].clone());
        }
    }
    for command in ["run", "show", "check", "stages", "evaluate", "new"] {
        assert!(
            ran.iter().any(|known| known == command),
            "README.md does not show `{command}`: {ran:?}"
        );
    }
}

#[test]
fn the_pipeline_in_it_is_well() {
    let folder = tempfile::tempdir().unwrap();
    let mut pipelines = 0;
    for (i, (_, block)) in page()
        .iter()
        .filter(|(fence, _)| fence == "yaml")
        .enumerate()
    {
        let path = folder.path().join(format!("pipeline-{i}.yaml"));
        fs::write(&path, block).unwrap();
        let checked = presswork(["check", path.to_str().unwrap()]);
        assert_eq!((checked.code, checked.stderr.as_str()), (0, ""));
        pipelines += 1;
    }
    assert!(pipelines >= 1);
}

#[test]
fn the_questions_in_it_have_answers() {
    let out = tempfile::tempdir().unwrap();
    let ran = presswork([
        "run",
        "pipelines/press.yaml",
        "--out",
        out.path().to_str().unwrap(),
    ]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let database = rusqlite::Connection::open(out.path().join("press.db")).unwrap();
    let mut questions = 0;
    for (_, question) in page().iter().filter(|(fence, _)| fence == "sql") {
        let mut statement = database.prepare(question).unwrap();
        let rows = statement.query_map([], |_| Ok(())).unwrap().count();
        assert!(rows > 0, "no answer to {question}");
        questions += 1;
    }
    assert!(questions >= 3);
}

#[test]
fn the_picture_in_it_is_what_the_program_shows() {
    let page = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, picture) = blocks(&page)
        .into_iter()
        .find(|(fence, _)| fence == "text show")
        .expect("a picture of the output");
    let command = page
        .lines()
        .find_map(|line| line.trim().strip_prefix("presswork show "))
        .expect("its command");
    let args: Vec<_> = ["show"]
        .into_iter()
        .chain(command.split_whitespace())
        .collect();
    let shown = presswork(args);
    assert_eq!(shown.code, 0, "{}", shown.stderr);
    for part in picture
        .split("…\n")
        .map(str::trim_end)
        .filter(|part| !part.is_empty())
    {
        assert!(
            shown.stdout.contains(part),
            "README.md shows what the program does not:\n{part}\n---\n{}",
            shown.stdout
        );
    }
}

#[test]
fn the_report_in_it_is_what_the_program_prints() {
    let (_, report) = page()
        .into_iter()
        .find(|(_, block)| block.starts_with("press: "))
        .expect("a report");
    let out = tempfile::tempdir().unwrap();
    let ran = presswork([
        "run",
        "pipelines/press.yaml",
        "--out",
        out.path().to_str().unwrap(),
    ]);
    let counts = |text: &str| -> Vec<Vec<String>> {
        let words = text
            .lines()
            .map(|line| line.split_whitespace().map(str::to_owned).collect());
        words
            .filter(|words: &Vec<_>| {
                words.len() == 2 && words[1].ends_with(|c: char| c.is_ascii_digit())
            })
            .collect()
    };
    assert!(counts(&report).len() >= 10, "{report}");
    assert_eq!(counts(&report), counts(&ran.stdout));
    let documents = |text: &str| text.split(" in ").next().unwrap().to_owned();
    assert_eq!(documents(&report), documents(&ran.stdout));
}

#[test]
fn the_error_in_it_is_what_the_program_says() {
    let (_, error) = page()
        .into_iter()
        .find(|(_, block)| block.starts_with("error: "))
        .expect("an error");
    let (_, pipeline) = page()
        .into_iter()
        .find(|(fence, _)| fence == "yaml")
        .expect("a pipeline");
    let right = pipeline
        .lines()
        .find(|line| line.contains("use: entities"))
        .expect("the stage `entities`");
    let wrong = pipeline.replace(
        right,
        "  - use: entities\n    with: { actor: [actors.csv] }",
    );
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("press.yaml"), wrong).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_presswork"));
    let checked = ran(command
        .current_dir(folder.path())
        .args(["check", "press.yaml"]));
    assert_eq!(checked.code, 2);
    assert!(checked.stderr.contains(&error), "{}", checked.stderr);
}
