//! `Plan`: a pipeline that was checked and is ready to run.

use crate::step::{AnySink, AnySource, AnyStage};
use std::fmt;
use std::path::{Path, PathBuf};

/// A pipeline file as it was read.
///
/// ```
/// use presswork_pipeline::PipelineFile;
/// let file = PipelineFile { path: "pipelines/press.yaml".into(), text: String::new() };
/// assert_eq!(file.path.file_name().and_then(|name| name.to_str()), Some("press.yaml"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PipelineFile {
    /// Its path, as messages shall show it. Files that the pipeline names start at its folder.
    pub path: PathBuf,
    /// What it says.
    pub text: String,
}

/// What the command line says instead of the pipeline file.
///
/// ```
/// use presswork_pipeline::Overrides;
/// let overrides = Overrides { paths: vec!["news".into()], ..Overrides::default() };
/// assert!(overrides.output.is_none());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Files and folders to read in the place of `documents:`, by the source `files`.
    pub paths: Vec<PathBuf>,
    /// The folder of the results, in the place of `out/<name of the pipeline>`.
    pub output: Option<PathBuf>,
    /// Layers that the documents bring, by name. A stage that writes one of them does not run: whatever else it writes the
    /// documents bring too, or it is empty.
    pub given: Vec<String>,
}

/// What happens when a document fails.
///
/// ```
/// assert_eq!(presswork_pipeline::OnError::default(), presswork_pipeline::OnError::Quarantine);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnError {
    /// It is put on record and the run goes on.
    #[default]
    Quarantine,
    /// The run ends and writes nothing.
    Stop,
}

/// A pipeline that was checked and is ready to run. Made by [`Registry::plan`](crate::Registry::plan).
pub struct Plan {
    pub(crate) name: String,
    pub(crate) output: PathBuf,
    pub(crate) on_error: OnError,
    pub(crate) layers: Vec<String>,
    pub(crate) sources: Vec<Box<dyn AnySource>>,
    pub(crate) stages: Vec<Box<dyn AnyStage>>,
    pub(crate) sinks: Vec<Box<dyn AnySink>>,
}

impl Plan {
    /// The name of the pipeline.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The folder of the results.
    pub fn output(&self) -> &Path {
        &self.output
    }

    /// The files it will write.
    pub fn results(&self) -> Vec<PathBuf> {
        self.sinks.iter().flat_map(|sink| sink.paths()).collect()
    }

    /// Where the documents that failed are put on record: JSON lines, written only if there are any.
    pub fn quarantine(&self) -> PathBuf {
        self.output.join(crate::quarantine::FILE)
    }

    /// The layers that its documents have in the end, by name.
    pub fn layers(&self) -> &[String] {
        &self.layers
    }

    /// The layers that its stages write, by name.
    pub fn written(&self) -> Vec<&'static str> {
        let kinds = self.stages.iter().flat_map(|stage| stage.writes());
        kinds.map(|kind| kind.name).collect()
    }

    /// The names of its stages, in order.
    pub fn stages(&self) -> Vec<&'static str> {
        self.stages.iter().map(|stage| stage.name()).collect()
    }
}

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plan")
            .field("name", &self.name)
            .field("stages", &self.stages())
            .finish_non_exhaustive()
    }
}
