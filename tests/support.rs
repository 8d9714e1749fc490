//! What the end-to-end tests share: running the program and reading its results.

use presswork_model::Document;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The top of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// Real texts that are not part of the project; none where they are absent, which the test then says.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = root().join("../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there", path.display());
    None
}

/// What a run of the program did.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the program at the top of the repository.
pub(crate) fn presswork<S: AsRef<std::ffi::OsStr>>(args: impl IntoIterator<Item = S>) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_presswork"));
    ran(command
        .current_dir(root())
        .env_remove("PRESSWORK_LOG")
        .args(args))
}

/// Runs any command to its end.
pub(crate) fn ran(command: &mut Command) -> Ran {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran {
        code: status.code().unwrap_or(-1),
        stdout: text(stdout),
        stderr: text(stderr),
    }
}

/// The documents of a file of JSON lines.
pub(crate) fn documents(path: &Path) -> Vec<Document> {
    let lines = std::fs::read_to_string(path).unwrap();
    lines
        .lines()
        .map(|line| Document::from_json(line.as_bytes()).unwrap())
        .collect()
}

/// The fenced blocks of a Markdown file: the words behind the fence, and the block.
pub(crate) fn blocks(markdown: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in markdown.lines() {
        match (line.trim_start().strip_prefix("```"), &mut open) {
            (Some(words), None) => open = Some((words.to_owned(), String::new())),
            (Some(_), Some(_)) => found.extend(open.take()),
            (None, Some((_, block))) => {
                block.push_str(line);
                block.push('\n');
            }
            (None, None) => {}
        }
    }
    found
}

/// A pipeline with the stages of `press.yaml` that writes every layer into `press.jsonl`, kept in `folder`.
pub(crate) fn everything(folder: &Path) -> PathBuf {
    let text = std::fs::read_to_string(root().join("pipelines/press.yaml")).unwrap();
    let chosen = |line: &&str| !line.trim_start().starts_with("layers:");
    let lines: Vec<_> = text.lines().filter(chosen).collect();
    let path = folder.join("everything.yaml");
    std::fs::write(&path, lines.join("\n")).unwrap();
    path
}
