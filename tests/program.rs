//! The program as a user meets it: its commands, messages and exit codes.

use crate::support::{presswork, root};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn a_document_that_fails_is_put_on_record_and_the_others_go_on() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "Omarra signed the treaty.").unwrap();
    fs::write(folder.path().join("b.txt"), "").unwrap();
    let (input, out) = (folder.path().to_str().unwrap(), folder.path().join("out"));
    let ran = presswork([
        "run",
        "pipelines/names.yaml",
        input,
        "--out",
        out.to_str().unwrap(),
    ]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(
        ran.stdout.contains("1 document in quarantine"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("b.txt: load: "), "{}", ran.stdout);
    let record = fs::read_to_string(out.join("quarantine.jsonl")).unwrap();
    assert!(
        record.starts_with(r#"{"id":"b.txt","path":""#)
            && record.contains(r#","stage":"load","reason":"the document is empty","since":""#),
        "{record}"
    );
    assert_eq!(
        fs::read_to_string(out.join("names.jsonl"))
            .unwrap()
            .lines()
            .count(),
        1
    );
}

#[test]
fn nothing_runs_when_something_is_wrong() {
    let out = tempfile::tempdir().unwrap();
    let place = out.path().join("none");
    let wrong = out.path().join("wrong.yaml");
    fs::write(
        &wrong,
        "documents:\n  - use: files\nstages:\n  - use: entitis\nresults:\n  - use: jsonl\n",
    )
    .unwrap();
    let ran = presswork([
        "run",
        wrong.to_str().unwrap(),
        "--out",
        place.to_str().unwrap(),
    ]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(
        ran.stderr.contains("there is no stage `entitis`"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains("wrong.yaml:4:10") && ran.stderr.contains("did you mean `entities`?"),
        "{}",
        ran.stderr
    );
    assert!(!place.exists());

    for (args, message) in [
        (
            &["run", "nowhere.yaml"][..],
            "cannot read the pipeline nowhere.yaml",
        ),
        (&["run", "pipelines/press.yaml", "nowhere"], "nowhere"),
        (
            &[
                "show",
                "pipelines/names.yaml",
                "corpus/wire",
                "--layers",
                "weather",
            ],
            "the pipeline writes no layer `weather`: it writes block, token",
        ),
        (
            &["stages", "weather"],
            "there is no stage, source or result `weather`",
        ),
        (
            &["run", "pipelines/press.yaml", "--threads", "0"],
            "--threads",
        ),
        (
            &["new", "stage", "Bad Name"],
            "`Bad Name` is no name for a stage",
        ),
    ] {
        let ran = presswork(args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.stderr.contains(message), "{args:?}: {}", ran.stderr);
    }
}

#[test]
fn a_folder_without_documents_is_said_to_be_empty() {
    let folder = tempfile::tempdir().unwrap();
    let out = tempfile::tempdir().unwrap();
    fs::write(out.path().join("names.jsonl"), "as before").unwrap();
    let (input, place) = (
        folder.path().to_str().unwrap(),
        out.path().to_str().unwrap(),
    );
    let ran = presswork(["run", "pipelines/names.yaml", input, "--out", place]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("there are no documents to read"),
        "{}",
        ran.stderr
    );
    assert_eq!(
        fs::read_to_string(out.path().join("names.jsonl")).unwrap(),
        "as before"
    );
}

#[test]
fn stages_lists_and_explains() {
    let list = presswork(["stages"]);
    assert_eq!(list.code, 0);
    for name in [
        "files",
        "tokenise",
        "entities",
        "attribution",
        "stance",
        "figures",
        "jsonl",
        "sqlite",
    ] {
        assert!(
            list.stdout.contains(&format!("  {name} ")),
            "{}",
            list.stdout
        );
        let one = presswork(["stages", name]);
        assert_eq!(one.code, 0);
        assert!(
            one.stdout.contains("settings, under `with:`"),
            "{name}: {}",
            one.stdout
        );
        let undocumented = one.stdout.lines().zip(one.stdout.lines().skip(1));
        let undocumented = undocumented.filter(|(line, next)| {
            line.starts_with("  ") && line.ends_with(": ")
                || line.contains(": any value") && next.is_empty()
        });
        assert_eq!(undocumented.count(), 0, "{name}: {}", one.stdout);
    }
}

#[test]
fn show_prints_the_text_with_its_annotations() {
    let ran = presswork([
        "show",
        "pipelines/press.yaml",
        "corpus/wire/grain-deal.txt",
        "--width",
        "100",
    ]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(
        !ran.stdout.contains('\u{1b}'),
        "no colours where there is no terminal"
    );
    let first = fs::read_to_string(root().join("corpus/wire/grain-deal.txt")).unwrap();
    let first = first
        .lines()
        .next()
        .unwrap()
        .split(' ')
        .next()
        .unwrap()
        .to_owned();
    assert!(ran.stdout.contains(&first), "{}", ran.stdout);
}

#[test]
fn an_earlier_result_stands_when_a_run_fails() {
    let out = tempfile::tempdir().unwrap();
    let result = out.path().join("names.jsonl");
    fs::write(&result, "as before").unwrap();
    let stop = out.path().join("stop.yaml");
    let text = fs::read_to_string(root().join("pipelines/names.yaml")).unwrap();
    fs::write(&stop, text + "on_error: stop\n").unwrap();
    let input = out.path().join("in");
    fs::create_dir(&input).unwrap();
    fs::write(input.join("a.txt"), "").unwrap();
    let args = [
        "run",
        stop.to_str().unwrap(),
        input.to_str().unwrap(),
        "--out",
        out.path().to_str().unwrap(),
    ];
    let ran = presswork(args);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("stopped at a.txt: load: "),
        "{}",
        ran.stderr
    );
    assert_eq!(fs::read_to_string(&result).unwrap(), "as before");
    assert_eq!(left_over(out.path()), Vec::<String>::new());
}

fn left_over(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| !["names.jsonl", "stop.yaml", "in", ".presswork"].contains(&name.as_str()))
        .collect()
}

#[test]
fn a_reader_that_stops_reading_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_presswork"))
        .args(["show", "pipelines/names.yaml", "corpus/wire"])
        .current_dir(root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).as_ref()
        ),
        (Some(0), "")
    );
}
