//! The quarantine: documents that failed, each with its reason, beside the results.

use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A document that failed.
///
/// ```
/// let failure = presswork_pipeline::Failure::new("a.txt", "stance", "too long".to_owned());
/// assert_eq!(failure.to_string(), "a.txt: stance: too long");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The document's id.
    pub id: String,
    /// The file in which it lies, if its source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The part in which it failed: `load`, the name of a stage, `encode`, the name of a result, or `id`.
    pub stage: String,
    /// Why.
    pub reason: String,
    /// The fingerprint of the pipeline under which it failed: another one tries again.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub since: String,
}

impl Failure {
    /// A failure in `stage`.
    pub fn new(id: &str, stage: &str, reason: String) -> Self {
        Self {
            id: id.to_owned(),
            path: None,
            stage: stage.to_owned(),
            reason,
            since: String::new(),
        }
    }

    /// Whether it was left behind, since nothing came back from it.
    pub(crate) fn hangs(&self) -> bool {
        self.reason.starts_with(HANGS)
    }

    /// The documents in quarantine beside the results in the folder `output`; none if there is no such record.
    ///
    /// Fails if it cannot be read.
    pub fn list(output: &Path) -> io::Result<Vec<Self>> {
        Self::first(output, usize::MAX)
    }

    /// The first `most` of them.
    pub(crate) fn first(output: &Path, most: usize) -> io::Result<Vec<Self>> {
        let file = match File::open(output.join(FILE)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            file => file?,
        };
        let lines = BufReader::new(file).lines().take(most);
        lines
            .map(|line| serde_json::from_str(&line?).map_err(io::Error::from))
            .collect()
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}: {}", self.id, self.stage, self.reason)
    }
}

/// How the reason begins of one that did not give its thread back.
pub(crate) const HANGS: &str = "it hangs";

/// The file of the quarantine, in the folder of the results.
pub(crate) const FILE: &str = "quarantine.jsonl";

/// The quarantine of a run, written aside.
pub(crate) struct Quarantine {
    path: PathBuf,
    /// None without failures: there shall be no such file then.
    aside: Option<BufWriter<NamedTempFile>>,
}

impl Quarantine {
    /// An empty one, which will stand at `path`.
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path, aside: None }
    }

    pub(crate) fn add(&mut self, failure: &Failure) -> io::Result<()> {
        let out = match &mut self.aside {
            Some(out) => out,
            none => none.insert(BufWriter::new(aside(&self.path)?)),
        };
        serde_json::to_writer(&mut *out, failure)?;
        out.write_all(b"\n")
    }

    /// Waits until it is on the disk.
    pub(crate) fn close(&mut self) -> io::Result<()> {
        if let Some(out) = &mut self.aside {
            out.flush()?;
            out.get_ref().as_file().sync_all()?;
        }
        Ok(())
    }

    /// Puts it in the place of that of an earlier run.
    pub(crate) fn publish(self) -> io::Result<()> {
        match self.aside {
            Some(out) => {
                let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.persist(&self.path)?;
            }
            None => remove(&self.path)?,
        }
        Ok(())
    }
}

/// Removes a file if it is there.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// A file that stands aside until it takes the place of `path`.
fn aside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let prefix = format!(".{name}.");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".partial");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any file that a program makes, less the umask; a temporary file is its owner's alone.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Puts a small file in its place at once.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = aside(path)?;
    file.write_all(bytes)?;
    file.persist(path)?;
    Ok(())
}
