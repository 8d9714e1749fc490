//! A file that stands aside until it is whole, and then takes the place of the old one at once.

use presswork_model::{Context, SettingError};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file beside its target. Dropped before [`publish`](Self::publish), it is deleted and the target is as it was.
#[derive(Debug)]
pub(crate) struct Partial {
    file: NamedTempFile,
    target: PathBuf,
}

/// What failed, at which file.
#[derive(Debug, thiserror::Error)]
#[error("cannot {what} `{}`: {reason}", .path.display())]
pub(crate) struct FileError {
    what: &'static str,
    path: PathBuf,
    reason: io::Error,
}

impl FileError {
    fn new(what: &'static str, path: &Path, reason: io::Error) -> Self {
        Self {
            what,
            path: path.to_path_buf(),
            reason,
        }
    }
}

impl Partial {
    /// Makes the folder and an empty file in it.
    pub(crate) fn create(target: &Path) -> Result<Self, FileError> {
        let folder = folder(target);
        std::fs::create_dir_all(folder)
            .map_err(|reason| FileError::new("make the folder", folder, reason))?;
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let prefix = format!(".{name}.");
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix).suffix(".partial");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any file that a program makes, less the umask; a temporary file is its owner's alone.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = builder
            .tempfile_in(folder)
            .map_err(|reason| FileError::new("write in the folder", folder, reason))?;
        Ok(Self {
            file,
            target: target.to_path_buf(),
        })
    }

    /// Where it stands until then.
    pub(crate) fn path(&self) -> &Path {
        self.file.path()
    }

    /// A handle to write to.
    pub(crate) fn file(&self) -> io::Result<File> {
        self.file.as_file().try_clone()
    }

    /// The error for the target, where people look for it.
    pub(crate) fn failed(&self, reason: io::Error) -> FileError {
        FileError::new("write", &self.target, reason)
    }

    /// Waits until all its bytes are on the disk.
    pub(crate) fn sync(&self) -> Result<(), FileError> {
        self.file
            .as_file()
            .sync_all()
            .map_err(|reason| self.failed(reason))
    }

    /// Puts it into its place, once it is synced.
    pub(crate) fn publish(self) -> Result<(), FileError> {
        self.file
            .persist(&self.target)
            .map_err(|error| FileError::new("write", &self.target, error.error))?;
        // Without this the new name may be lost with the power; some systems cannot do it, and then it is left.
        if let Ok(folder) = File::open(folder(&self.target)) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

fn folder(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// Where the file of the setting `path` will stand, if that names one.
pub(crate) fn output(path: &Path, context: &Context) -> Result<PathBuf, SettingError> {
    let text = path.to_string_lossy();
    if path.file_name().is_none() || text.ends_with(['/', std::path::MAIN_SEPARATOR]) {
        let what = format!("`{text}` names no file");
        return Err(SettingError::new("path", what).help("give the name of a file to write"));
    }
    let output = context.output(path);
    if output.is_dir() {
        let what = format!("`{}` is a folder", output.display());
        return Err(SettingError::new("path", what).help("give the name of a file to write"));
    }
    Ok(output)
}
