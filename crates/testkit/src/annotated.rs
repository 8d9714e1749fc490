//! Documents as the program annotates them, for those who train a stage on what the stages before it find.

use std::process::Command;
use std::{fs, io};

/// Runs `stages` of the program over documents, and gives them as JSON lines; `source` are the settings of the source
/// `files`, as they stand behind `with:` in a pipeline. The program is built first if need be.
///
/// ```no_run
/// let lines = presswork_testkit::annotated("{ root: corpus, include: ['**/*.txt'] }", &["tokenise", "entities"])?;
/// assert!(lines.lines().count() > 1);
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// If the program fails, which says why itself, or a file cannot be written or read.
pub fn annotated(source: &str, stages: &[&str]) -> io::Result<String> {
    let work = tempfile::tempdir()?;
    let pipeline = work.path().join("annotate.yaml");
    let stages: String = stages
        .iter()
        .flat_map(|stage| ["  - use: ", stage, "\n"])
        .collect();
    let text = format!(
        "name: annotate\n\
         documents:\n  - use: files\n    with: {source}\n\
         stages:\n{stages}\
         results:\n  - use: jsonl\n    with: {{ path: annotated.jsonl }}\n"
    );
    fs::write(&pipeline, text)?;
    let out = work.path().join("out");
    let program = Command::new(env!("CARGO"))
        .args("run --release --quiet -p presswork -- run".split(' '))
        .arg(&pipeline)
        .arg("--out")
        .arg(&out)
        .status()?;
    if !program.success() {
        return Err(io::Error::other(
            "the program could not annotate the documents",
        ));
    }
    fs::read_to_string(out.join("annotated.jsonl"))
}
