//! `Context`: where relative paths start, and the limits of a document.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What a stage, source or sink is told when it is made.
///
/// ```
/// use presswork_model::Context;
/// use std::path::{Path, PathBuf};
/// let context = Context { pipeline: "pipelines".into(), output: "out/press".into(), ..Context::default() };
/// assert_eq!(context.file(Path::new("actors.csv")), PathBuf::from("pipelines/actors.csv"));
/// assert_eq!(context.output(Path::new("press.db")), PathBuf::from("out/press/press.db"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The folder of the pipeline file: files that it names start here.
    pub pipeline: PathBuf,
    /// The folder in which the program runs: documents start here.
    pub input: PathBuf,
    /// The folder of the results.
    pub output: PathBuf,
    /// What a document may cost.
    pub limits: Limits,
    /// The files that were asked for.
    pub asked: AskedFiles,
}

impl Context {
    /// Where a file that the pipeline names lies, such as a list of actors. When what stands in it changes, documents are
    /// annotated again.
    ///
    /// ```
    /// # use presswork_model::Context;
    /// # use std::path::{Path, PathBuf};
    /// assert_eq!(Context::default().file(Path::new("/a.csv")), PathBuf::from("/a.csv"));
    /// ```
    pub fn file(&self, path: &Path) -> PathBuf {
        let path = self.pipeline.join(path);
        self.asked.lock().push(path.clone());
        path
    }

    /// Where documents lie.
    ///
    /// ```
    /// # use presswork_model::Context;
    /// # use std::path::{Path, PathBuf};
    /// assert_eq!(Context::default().input(Path::new("corpus")), PathBuf::from("corpus"));
    /// ```
    pub fn input(&self, path: &Path) -> PathBuf {
        self.input.join(path)
    }

    /// Where a result is written.
    ///
    /// ```
    /// # use presswork_model::Context;
    /// # use std::path::{Path, PathBuf};
    /// assert_eq!(Context::default().output(Path::new("press.db")), PathBuf::from("press.db"));
    /// ```
    pub fn output(&self, path: &Path) -> PathBuf {
        self.output.join(path)
    }
}

/// The files for which [`Context::file`] was asked; clones share them.
///
/// ```
/// use presswork_model::Context;
/// use std::path::Path;
/// let context = Context::default();
/// context.file(Path::new("actors.csv"));
/// assert_eq!(context.asked.paths(), [Path::new("actors.csv")]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct AskedFiles(Arc<Mutex<Vec<PathBuf>>>);

impl AskedFiles {
    /// Their paths, in the order in which they were asked for.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.lock().clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<PathBuf>> {
        // A list of paths is whole at any moment.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a document may cost; one that costs more is refused with a reason.
///
/// ```
/// use presswork_model::Limits;
/// assert!(Limits::default().bytes >= 1 << 20);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of a document: of its file, or of its record in a file of many.
    pub bytes: u64,
    /// The most bytes of a compressed file's document once it is decompressed.
    pub decompressed: u64,
    /// The deepest nesting of mark-up.
    pub depth: usize,
    /// The most seconds that a document may take from reading it to its results.
    pub seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 16 << 20,
            decompressed: 16 << 20,
            depth: 512,
            seconds: 120,
        }
    }
}

/// An error in one setting: the check then points at it in the pipeline file.
///
/// ```
/// use presswork_model::SettingError;
/// let error = SettingError::new("actors[0]", "there is no file `actors.csv`").help("give its path from the pipeline's folder");
/// assert_eq!(error.to_string(), "there is no file `actors.csv`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct SettingError {
    setting: String,
    what: String,
    help: Option<String>,
}

impl SettingError {
    /// What is wrong with `setting`, a path below `with:` such as `actors[0]`.
    ///
    /// ```
    /// # use presswork_model::SettingError;
    /// assert_eq!(SettingError::new("root", "not a folder").setting(), "root");
    /// ```
    pub fn new(setting: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            setting: setting.into(),
            what: what.into(),
            help: None,
        }
    }

    /// Adds what to do about it.
    ///
    /// ```
    /// # use presswork_model::SettingError;
    /// assert_eq!(SettingError::new("root", "not a folder").help("name a folder").advice(), Some("name a folder"));
    /// ```
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The setting's path below `with:`.
    ///
    /// ```
    /// # use presswork_model::SettingError;
    /// assert_eq!(SettingError::new("a.b", "…").setting(), "a.b");
    /// ```
    pub fn setting(&self) -> &str {
        &self.setting
    }

    /// What to do about it.
    ///
    /// ```
    /// # use presswork_model::SettingError;
    /// assert_eq!(SettingError::new("a", "…").advice(), None);
    /// ```
    pub fn advice(&self) -> Option<&str> {
        self.help.as_deref()
    }
}
