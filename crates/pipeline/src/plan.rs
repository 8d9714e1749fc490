//! `Plan`: a pipeline that was checked and is ready to run.

use crate::fingerprint::{self, Draft, Fingerprint, Hash};
use crate::step::{AnySink, AnySource, AnyStage};
use presswork_model::Limits;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
    /// The run ends, and earlier results stand as they were. What was done so far is not done again.
    Stop,
}

/// A pipeline that was checked and is ready to run. Made by [`Registry::plan`](crate::Registry::plan); clones share it.
#[derive(Clone)]
pub struct Plan(pub(crate) Arc<Checked>);

/// What a pipeline file says, made.
pub(crate) struct Checked {
    pub(crate) name: String,
    pub(crate) output: PathBuf,
    pub(crate) on_error: OnError,
    pub(crate) limits: Limits,
    pub(crate) layers: Vec<String>,
    pub(crate) sources: Vec<(Box<dyn AnySource>, Draft)>,
    pub(crate) stages: Vec<PlannedStage>,
    pub(crate) sinks: Vec<(Box<dyn AnySink>, Draft)>,
}

/// A stage in its place.
pub(crate) struct PlannedStage {
    pub(crate) stage: Box<dyn AnyStage>,
    /// Whether what it finds is kept for runs in which only later stages changed.
    pub(crate) cache: bool,
    pub(crate) print: Draft,
}

impl Plan {
    pub(crate) fn new(checked: Checked) -> Self {
        Self(Arc::new(checked))
    }

    /// What the results of a document depend on besides the document.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        let sources: Vec<_> = self
            .0
            .sources
            .iter()
            .map(|(_, print)| print.clone())
            .collect();
        let stages: Vec<_> = self
            .0
            .stages
            .iter()
            .map(|stage| stage.print.clone())
            .collect();
        Fingerprint::new(self.0.limits, &sources, &stages, &self.sink_prints())
    }

    /// Where results stand and how they are written, and what else the manifest says.
    pub(crate) fn placing(&self) -> Hash {
        let Checked { name, .. } = &*self.0;
        fingerprint::placing(name, &self.sink_prints())
    }

    fn sink_prints(&self) -> Vec<Draft> {
        self.0
            .sinks
            .iter()
            .map(|(_, print)| print.clone())
            .collect()
    }

    /// The name of the pipeline.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The folder of the results.
    pub fn output(&self) -> &Path {
        &self.0.output
    }

    /// The files it will write.
    pub fn results(&self) -> Vec<PathBuf> {
        self.0
            .sinks
            .iter()
            .flat_map(|(sink, _)| sink.paths())
            .collect()
    }

    /// Where the documents that failed are put on record: JSON lines, written only if there are any.
    pub fn quarantine(&self) -> PathBuf {
        self.0.output.join(crate::quarantine::FILE)
    }

    /// The layers that its documents have in the end, by name.
    pub fn layers(&self) -> &[String] {
        &self.0.layers
    }

    /// The layers that its stages write, by name.
    pub fn written(&self) -> Vec<&'static str> {
        let kinds = self.0.stages.iter().flat_map(|stage| stage.stage.writes());
        kinds.map(|kind| kind.name).collect()
    }

    /// The names of its stages, in order.
    pub fn stages(&self) -> Vec<&'static str> {
        self.0
            .stages
            .iter()
            .map(|stage| stage.stage.name())
            .collect()
    }
}

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plan")
            .field("name", &self.0.name)
            .field("stages", &self.stages())
            .finish_non_exhaustive()
    }
}
