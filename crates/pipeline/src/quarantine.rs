//! The quarantine: documents that failed, each with its reason, beside the results.

use serde::Serialize;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// A document that failed.
///
/// ```
/// let failure = presswork_pipeline::Failure { id: "a.txt".into(), stage: "stance".into(), reason: "too long".into() };
/// assert_eq!(failure.to_string(), "a.txt: stance: too long");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The document's id.
    pub id: String,
    /// The part in which it failed: `load`, the name of a stage or of a result, or `id`.
    pub stage: String,
    /// Why.
    pub reason: String,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}: {}", self.id, self.stage, self.reason)
    }
}

/// The file of the quarantine, in the folder of the results.
pub(crate) const FILE: &str = "quarantine.jsonl";

/// Writes the quarantine of a run in the place of an earlier one; without failures there is no such file.
pub(crate) fn write(folder: &Path, failures: &[Failure]) -> io::Result<()> {
    let path = folder.join(FILE);
    if failures.is_empty() {
        return match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    fs::create_dir_all(folder)?;
    let aside = tempfile::NamedTempFile::new_in(folder)?;
    let mut out = BufWriter::new(aside);
    for failure in failures {
        serde_json::to_writer(&mut out, failure)?;
        out.write_all(b"\n")?;
    }
    let aside = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    aside.as_file().sync_all()?;
    aside.persist(&path)?;
    Ok(())
}
