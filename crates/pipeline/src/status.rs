//! How a run is doing, for those who look from outside while it goes on or after it ended, however it ended.

use crate::metrics;
use crate::quarantine;
use crate::report::Report;
use crate::run::{Progress, RunError};
use crate::state;
use crate::survey;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const FILE: &str = "status.json";
/// How often the file is written.
const BEAT: Duration = Duration::from_secs(1);

/// What a run is doing.
///
/// ```
/// assert_eq!(presswork_pipeline::RunState::Dead.to_string(), "dead");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RunState {
    /// It goes on.
    #[default]
    Running,
    /// Its results stand.
    Finished,
    /// It ended without results, and said why.
    Failed,
    /// It ended without a word: it was killed, or the power went.
    Dead,
}

impl std::fmt::Display for RunState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Running => "running",
            Self::Finished => "finished",
            Self::Failed => "failed",
            Self::Dead => "dead",
        })
    }
}

/// How the last run into a folder is doing. Made by [`Status::read`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Status {
    /// What it is doing.
    pub state: RunState,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The number of its process.
    pub process: u32,
    /// How many threads work.
    pub threads: usize,
    /// Documents done.
    pub documents: u64,
    /// Documents in quarantine.
    pub quarantined: u64,
    /// Of both, those that did not change since an earlier run.
    pub kept: u64,
    /// How many there are, once they are counted.
    pub total: Option<u64>,
    /// Words in the documents done.
    pub words: u64,
    /// How long it has taken, or took.
    pub seconds: f64,
    /// Documents that are saved, done or in quarantine: the next run need not do them again.
    #[serde(skip)]
    pub saved: u64,
}

impl Status {
    /// How the last run into `output` is doing; none if there never was one.
    ///
    /// Fails if its file cannot be read.
    pub fn read(output: &Path) -> io::Result<Option<Self>> {
        let bytes = match fs::read(file(output)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            bytes => bytes?,
        };
        let mut status: Self = serde_json::from_slice(&bytes)?;
        if status.state == RunState::Running && !state::is_busy(output) {
            status.state = RunState::Dead;
        }
        let counts = survey::counts(output).unwrap_or_default();
        status.saved = counts.documents + counts.quarantined;
        Ok(Some(status))
    }
}

pub(crate) fn file(output: &Path) -> PathBuf {
    output.join(state::FOLDER).join(FILE)
}

/// Tells now and then how a run is doing.
pub(crate) struct Beat {
    output: PathBuf,
    started: Instant,
    last: Instant,
    status: Status,
}

impl Beat {
    pub(crate) fn start(output: &Path, threads: usize) -> Self {
        let beat = Self {
            output: output.to_owned(),
            started: Instant::now(),
            last: Instant::now(),
            status: Status {
                process: std::process::id(),
                threads,
                ..Status::default()
            },
        };
        beat.write();
        beat
    }

    /// A run does not depend on this: what fails here is left.
    fn write(&self) {
        if let Ok(json) = serde_json::to_vec(&self.status) {
            let _ = quarantine::replace(&file(&self.output), &json);
        }
    }

    pub(crate) fn tick(&mut self, report: &Report, progress: Progress) {
        if self.last.elapsed() < BEAT {
            return;
        }
        self.last = Instant::now();
        self.set(report);
        self.status.total = progress.total;
        self.write();
        let report = Report {
            elapsed: self.started.elapsed(),
            ..report.clone()
        };
        metrics::write(&self.output, &report, false);
    }

    fn set(&mut self, report: &Report) {
        self.status.documents = report.documents;
        self.status.quarantined = report.quarantined;
        self.status.kept = report.kept;
        self.status.words = report.words;
        self.status.seconds = self.started.elapsed().as_secs_f64();
    }

    pub(crate) fn end(&mut self, ran: Result<&Report, &RunError>) {
        match ran {
            Ok(report) => {
                self.set(report);
                self.status.total = Some(report.documents + report.quarantined);
                self.status.state = RunState::Finished;
            }
            Err(error) => {
                self.status.seconds = self.started.elapsed().as_secs_f64();
                self.status.state = RunState::Failed;
                self.status.reason = Some(error.to_string());
            }
        }
        self.write();
    }
}
