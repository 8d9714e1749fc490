//! Every pipeline that ships is well, and runs over the sample corpus.

use crate::support::{documents, presswork, root};

#[test]
fn every_shipped_pipeline_checks_and_runs() {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(root().join("pipelines")).unwrap() {
        let path = entry.unwrap().path();
        let path = path.to_str().unwrap();
        let checked = presswork(["check", path]);
        assert_eq!((checked.code, checked.stderr.as_str()), (0, ""), "{path}");

        let out = tempfile::tempdir().unwrap();
        let ran = presswork(["run", path, "--out", out.path().to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{path}: {}{}", ran.stdout, ran.stderr);
        let results: Vec<_> = std::fs::read_dir(out.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        assert!(!results.is_empty(), "{path} wrote nothing");
        for result in results {
            assert_ne!(result.file_name().unwrap(), "quarantine.jsonl", "{path}");
            if result.extension().is_some_and(|ending| ending == "jsonl") {
                let count = documents(&result).len();
                assert!(
                    count >= 30,
                    "{path}: {} holds only {count} documents",
                    result.display()
                );
            }
        }
        names.push(path.to_owned());
    }
    assert!(names.len() >= 3, "{names:?}");
}

#[test]
fn the_bytes_do_not_depend_on_threads() {
    let run = |threads: &str| {
        let out = tempfile::tempdir().unwrap();
        let place = out.path().to_str().unwrap();
        let ran = presswork([
            "run",
            "pipelines/press.yaml",
            "--threads",
            threads,
            "--out",
            place,
        ]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ["press.jsonl", "press.db"].map(|name| std::fs::read(out.path().join(name)).unwrap())
    };
    let one = run("1");
    assert!(
        one == run("2") && one == run("8"),
        "1, 2 and 8 threads differ"
    );
}
