//! The quarantine: documents that failed, each with its reason, beside the results.

use serde::Serialize;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

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

/// The quarantine of a run, written aside.
pub(crate) struct Quarantine {
    path: PathBuf,
    /// None without failures: there shall be no such file then.
    aside: Option<NamedTempFile>,
}

impl Quarantine {
    /// Writes it aside.
    pub(crate) fn write(path: PathBuf, failures: &[Failure]) -> io::Result<Self> {
        if failures.is_empty() {
            return Ok(Self { path, aside: None });
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut out = BufWriter::new(NamedTempFile::new_in(folder)?);
        for failure in failures {
            serde_json::to_writer(&mut out, failure)?;
            out.write_all(b"\n")?;
        }
        let aside = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        aside.as_file().sync_all()?;
        Ok(Self {
            path,
            aside: Some(aside),
        })
    }

    /// Puts it in the place of that of an earlier run.
    pub(crate) fn publish(self) -> io::Result<()> {
        match self.aside {
            Some(aside) => _ = aside.persist(&self.path)?,
            None => match fs::remove_file(&self.path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            },
        }
        Ok(())
    }
}
