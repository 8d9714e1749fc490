//! Runs that are killed, interrupted or left without room: nothing is lost, and the next run ends in the bytes of a clean one.

use crate::support::{Ran, presswork, ran, root};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A folder with the documents of the corpus `times` over, and a few bad ones.
fn corpus(folder: &Path, times: usize) -> PathBuf {
    let input = folder.join("in");
    for copy in 0..times {
        for kind in fs::read_dir(root().join("corpus")).unwrap() {
            let kind = kind.unwrap();
            if !kind.file_type().unwrap().is_dir() || kind.file_name() == "answers" {
                continue;
            }
            let to = input.join(format!("{copy:03}")).join(kind.file_name());
            fs::create_dir_all(&to).unwrap();
            for file in fs::read_dir(kind.path()).unwrap() {
                let file = file.unwrap();
                fs::copy(file.path(), to.join(file.file_name())).unwrap();
            }
        }
        fs::write(input.join(format!("{copy:03}/empty.txt")), "").unwrap();
    }
    input
}

fn command(pipeline: &Path, input: &Path, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_presswork"));
    command
        .current_dir(root())
        .env_remove("PRESSWORK_LOG")
        .arg("run")
        .args([pipeline, input])
        .arg("--out")
        .arg(out);
    command
}

fn run(pipeline: &Path, input: &Path, out: &Path) -> Ran {
    ran(&mut command(pipeline, input, out))
}

/// The files that people read, by name.
fn results(out: &Path) -> Vec<(String, Vec<u8>)> {
    let mut results: Vec<_> = fs::read_dir(out)
        .unwrap()
        .map(|file| file.unwrap())
        .filter(|file| file.file_type().unwrap().is_file() && file.file_name() != "metrics.prom")
        .map(|file| {
            let name = file.file_name().into_string().unwrap();
            (name, fs::read(file.path()).unwrap())
        })
        .collect();
    results.sort();
    results
}

/// Whether a folder has the results of another, and nothing is left beside them.
fn assert_same(out: &Path, clean: &[(String, Vec<u8>)], when: &str) {
    let results = results(out);
    let names = |results: &[(String, Vec<u8>)]| -> Vec<String> {
        results.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(names(&results), names(clean), "{when}");
    for ((name, bytes), (_, expected)) in results.iter().zip(clean) {
        assert!(bytes == expected, "{name} differs {when}");
    }
}

/// Kills runs at random moments, and lets each be followed by one that ends.
fn kill(pipeline: &Path, times: usize, kills: u64) {
    let folder = tempfile::tempdir().unwrap();
    let input = corpus(folder.path(), times);
    let place = folder.path().join("clean");
    let started = Instant::now();
    assert_eq!(
        run(pipeline, &input, &place).code,
        1,
        "some documents are empty"
    );
    let took = started.elapsed();
    let clean = results(&place);
    let mut died = 0;
    // A generator of numbers that look random, and are the same each time.
    let mut state = 88_172_645_463_325_252_u64;
    for round in 0..kills {
        let out = folder.path().join(format!("out-{round}"));
        for _ in 0..=round % 3 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let moment = took.mul_f64((state % 1000) as f64 / 1000.0);
            let mut child = command(pipeline, &input, &out)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(moment);
            child.kill().unwrap();
            died += u64::from(child.wait().unwrap().code().is_none());
        }
        let ended = run(pipeline, &input, &out);
        assert_eq!(ended.code, 1, "{}", ended.stderr);
        let when = format!("after round {round}");
        assert_same(&out, &clean, &when);
        fs::remove_dir_all(&out).unwrap();
    }
    assert!(
        died * 3 > kills,
        "only {died} runs were killed before their end"
    );
}

/// The pipeline of figures: it writes a database and JSON lines, and is quick in a build for tests.
fn figures() -> PathBuf {
    root().join("pipelines/figures.yaml")
}

#[test]
fn a_run_that_is_killed_goes_on_to_the_same_bytes() {
    kill(&figures(), 3, 4);
}

/// 50 times over 2,040 documents: `cargo test --release -p presswork --test end-to-end killed -- --ignored`.
#[test]
#[ignore = "it takes minutes"]
fn a_run_that_is_killed_fifty_times() {
    kill(&root().join("pipelines/press.yaml"), 34, 50);
}

#[test]
fn order_of_files_and_threads_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let input = corpus(folder.path(), 1);
    let place = folder.path().join("clean");
    run(&figures(), &input, &place);
    let clean = results(&place);
    // The same files, made in another order.
    let other = folder.path().join("other");
    let mut files = Vec::new();
    let mut folders = vec![input.clone()];
    while let Some(from) = folders.pop() {
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort_by_key(|path| path.to_string_lossy().bytes().rev().collect::<Vec<_>>());
    for file in files {
        let to = other.join(file.strip_prefix(&input).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(file, to).unwrap();
    }
    // At the same place, since what is in quarantine says where it lies.
    fs::remove_dir_all(&input).unwrap();
    fs::rename(&other, &input).unwrap();
    for threads in ["1", "4"] {
        let out = folder.path().join(threads);
        let mut command = command(&figures(), &input, &out);
        assert_eq!(ran(command.args(["--threads", threads])).code, 1);
        assert_same(&out, &clean, &format!("on {threads} threads"));
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_saves_and_says_how_to_go_on() {
    let folder = tempfile::tempdir().unwrap();
    // Enough that something is kept long before the end.
    let input = corpus(folder.path(), 60);
    let place = folder.path().join("clean");
    run(&figures(), &input, &place);
    let out = folder.path().join("out");
    let child = command(&figures(), &input, &out)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let started = Instant::now();
    let saved = || {
        let status = presswork(["status", out.to_str().unwrap()]);
        status.stdout.contains("running") && !status.stdout.contains("saved       0 ")
    };
    while !(out.is_dir() && saved()) && started.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let interrupt = ["-INT".to_owned(), child.id().to_string()];
    assert_eq!(ran(Command::new("kill").args(interrupt)).code, 0);
    let ended = child.wait_with_output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    // On a fast machine it may have ended already.
    if ended.status.code() != Some(1) {
        assert_eq!(ended.status.code(), Some(130), "{said}");
        assert!(
            said.contains("the same command goes on from here"),
            "{said}"
        );
        assert!(!out.join("figures.jsonl").exists());
        let status = presswork(["status", out.to_str().unwrap()]);
        assert_eq!(status.code, 1);
        assert!(status.stdout.contains("failed: "), "{}", status.stdout);
        assert!(status.stdout.contains("go on "), "{}", status.stdout);
    }
    let ended = run(&figures(), &input, &out);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    assert_same(&out, &results(&place), "after an interrupt");
}

#[cfg(unix)]
#[test]
fn without_room_earlier_results_stand() {
    let folder = tempfile::tempdir().unwrap();
    let input = corpus(folder.path(), 2);
    let out = folder.path().join("out");
    run(&figures(), &input, &out);
    let before = results(&out);
    let more = corpus(&folder.path().join("more"), 6);
    // No file may grow over so many KiB, and whoever tries is told so instead of killed.
    for room in [64, 400, 1200] {
        let program = env!("CARGO_BIN_EXE_presswork");
        let script = format!("trap '' XFSZ; ulimit -f {room}; exec \"$@\"");
        let ended = ran(Command::new("bash")
            .current_dir(root())
            .args(["-c", &script, "bash", program, "run"])
            .args([&figures(), &more])
            .arg("--out")
            .arg(&out));
        assert_eq!(ended.code, 2, "{room}: {}{}", ended.stdout, ended.stderr);
        assert!(ended.stderr.contains("error: cannot "), "{}", ended.stderr);
        assert!(
            ended.stderr.contains(out.to_str().unwrap()),
            "the place is not said: {}",
            ended.stderr
        );
        assert_same(&out, &before, &format!("with room for {room} KiB"));
    }
    // Once there is room again the run goes on.
    let clean = folder.path().join("clean");
    run(&figures(), &more, &clean);
    assert_eq!(run(&figures(), &more, &out).code, 1);
    assert_same(&out, &results(&clean), "with room again");
}

#[test]
fn a_folder_that_cannot_be_written_and_documents_that_vanish_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let input = corpus(folder.path(), 1);
    let out = folder.path().join("out");
    run(&figures(), &input, &out);
    let before = results(&out);
    // A file stands where the folder should be: not even the administrator can write into it.
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let ended = run(&figures(), &input, &file.join("out"));
    assert_eq!(ended.code, 2);
    assert!(
        ended
            .stderr
            .contains("cannot write the state of the run in "),
        "{}",
        ended.stderr
    );
    fs::remove_dir_all(&input).unwrap();
    let ended = run(&figures(), &input, &out);
    assert_eq!(ended.code, 2);
    assert!(
        ended.stderr.contains("there is no file or folder"),
        "{}",
        ended.stderr
    );
    assert_same(&out, &before, "without documents");
}

#[test]
fn a_run_explains_itself() {
    let folder = tempfile::tempdir().unwrap();
    let input = corpus(folder.path(), 1);
    let (place, out) = (input.to_str().unwrap(), folder.path().join("out"));
    let out = out.to_str().unwrap();
    let pipeline = folder.path().join("figures.yaml");
    let text = fs::read_to_string(figures()).unwrap();
    fs::write(&pipeline, &text).unwrap();
    let yaml = pipeline.to_str().unwrap();
    let plan = || presswork(["plan", yaml, place, "--out", out]).stdout;
    assert!(
        plan().contains("61 of 61 documents would run"),
        "{}",
        plan()
    );
    presswork(["run", yaml, place, "--out", out]);
    assert!(plan().contains("nothing to do: 61 documents"), "{}", plan());
    assert!(plan().contains("in quarantine, left there"), "{}", plan());

    fs::write(input.join("000/wire/new.txt"), "Grain cost $5 a bushel.").unwrap();
    fs::write(input.join("000/empty.txt"), "It cost 3 euros.").unwrap();
    let said = plan();
    for line in [
        "2 of 62 documents would run",
        "1  new: 000/wire/new.txt",
        "1  changed: 000/empty.txt",
    ] {
        assert!(said.contains(line), "{line} is not in {said}");
    }
    let ended = presswork(["run", yaml, place, "--out", out]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(
        ended.stdout.contains("2 ran; 60 did not change"),
        "{}",
        ended.stdout
    );
    let again = presswork(["run", yaml, place, "--out", out]);
    assert!(
        again.stdout.contains("nothing changed: 62 documents"),
        "{}",
        again.stdout
    );

    let other = text.replace(
        "  - use: figures\n",
        "  - use: figures\n    with: { day_first: true }\n",
    );
    assert_ne!(text, other);
    fs::write(&pipeline, other).unwrap();
    assert!(
        plan().contains("62  stage `figures` has another setting `day_first`"),
        "{}",
        plan()
    );
    let status = presswork(["status", out]);
    assert_eq!(status.code, 0);
    assert!(status.stdout.contains("finished: "), "{}", status.stdout);
    let list = presswork(["quarantine", out]);
    assert_eq!(
        (list.code, list.stdout.as_str()),
        (0, "0 documents in quarantine\n")
    );
    let metrics = fs::read_to_string(Path::new(out).join("metrics.prom")).unwrap();
    assert!(
        metrics.contains("presswork_documents_total{outcome=\"done\"} 62\n"),
        "{metrics}"
    );
    let manifest = fs::read_to_string(Path::new(out).join("run.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["documents"], 62);
    assert_eq!(manifest["results"][1]["path"], "figures.jsonl");
}

#[test]
fn a_log_of_json_is_json() {
    let folder = tempfile::tempdir().unwrap();
    let input = corpus(folder.path(), 1);
    let out = folder.path().join("out");
    let ended = ran(command(&figures(), &input, &out).args(["--log", "json"]));
    let events: Vec<serde_json::Value> = ended
        .stderr
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let last = &events.last().unwrap()["fields"];
    assert_eq!(
        (&last["message"], &last["documents"]),
        (&"done".into(), &60.into())
    );
    assert!(
        events
            .iter()
            .any(|event| event["fields"]["document"] == "000/empty.txt")
    );
}

#[test]
fn files_that_were_read_once_more_need_not_be_again() {
    let folder = tempfile::tempdir().unwrap();
    let (input, out) = (folder.path().join("in"), folder.path().join("out"));
    fs::create_dir(&input).unwrap();
    fs::write(input.join("a.txt"), "Grain cost $5 a bushel.").unwrap();
    run(&figures(), &input, &out);
    let unknown = || -> i64 {
        let state = rusqlite::Connection::open(out.join(".presswork/state.db")).unwrap();
        let sql = "SELECT count(*) FROM document WHERE stamp IS NULL";
        state.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(unknown(), 1, "it was too young to be sure");
    std::thread::sleep(Duration::from_millis(2100));
    assert!(
        run(&figures(), &input, &out)
            .stdout
            .contains("nothing changed")
    );
    assert_eq!(unknown(), 0);
}

#[cfg(unix)]
#[test]
fn a_file_that_breaks_off_forgets_no_document() {
    let folder = tempfile::tempdir().unwrap();
    let (input, out) = (folder.path().join("in"), folder.path().join("out"));
    fs::create_dir(&input).unwrap();
    let lines: Vec<String> = (0..500)
        .map(|i| format!("{{\"text\": \"Grain cost ${i} a bushel.\"}}\n"))
        .collect();
    fs::write(input.join("a.jsonl"), lines.concat()).unwrap();
    let packed = input.join("a.jsonl.gz");
    assert_eq!(ran(Command::new("gzip").arg(input.join("a.jsonl"))).code, 0);
    run(&figures(), &input, &out);
    let before = results(&out);
    let whole = fs::read(&packed).unwrap();
    fs::write(&packed, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(run(&figures(), &input, &out).code, 1);
    fs::write(&packed, &whole).unwrap();
    let ended = run(&figures(), &input, &out);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let ran = ended.stdout.lines().find(|line| line.contains(" ran; "));
    let ran = ran.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok());
    // The record in which it broke off, if any.
    assert!(ran.is_none_or(|ran| ran < 3), "{}", ended.stdout);
    assert_same(&out, &before, "with the whole file again");
}

#[test]
fn shards_merge_into_one_run() {
    let folder = tempfile::tempdir().unwrap();
    let input = corpus(folder.path(), 1);
    let whole = folder.path().join("whole");
    run(&figures(), &input, &whole);
    let mut merge = vec!["merge".to_owned(), figures().to_string_lossy().into_owned()];
    for shard in ["1/2", "2/2"] {
        let out = folder.path().join(shard.replace('/', "-of-"));
        let mut command = command(&figures(), &input, &out);
        assert!(ran(command.args(["--shard", shard])).code < 2);
        merge.push(out.to_string_lossy().into_owned());
    }
    let out = folder.path().join("merged");
    merge.extend(["--out".to_owned(), out.to_string_lossy().into_owned()]);
    let merged = presswork(merge);
    assert_eq!(merged.code, 1, "{}", merged.stderr);
    assert_same(&out, &results(&whole), "merged");
}
