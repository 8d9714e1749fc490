//! The writing side of a run: one thread takes the windows in order and writes them.

use crate::plan::{OnError, Plan};
use crate::quarantine::{Failure, Quarantine};
use crate::report::{Report, StageTime};
use crate::run::{Done, Outcome, Progress, RunError};
use crate::step::AnyWriting;
use presswork_model::BoxError;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

/// How many failures a report holds.
const SHOWN: usize = 10;

impl Plan {
    /// Takes window after window, in order, and writes it; then puts every result in its place.
    pub(crate) fn write(
        &self,
        windows: &Receiver<Vec<Outcome>>,
        mut progress: impl FnMut(Progress),
    ) -> Result<Report, RunError> {
        let mut report = Report::default();
        let parts = ["load"]
            .into_iter()
            .chain(self.stages())
            .chain(["encode", "write"]);
        report.stages = parts
            .map(|name| StageTime {
                name: name.to_owned(),
                time: Duration::ZERO,
            })
            .collect();
        let mut writings = Vec::new();
        for (i, sink) in self.sinks.iter().enumerate() {
            writings.push(sink.begin().map_err(|error| self.cannot_write(i, error))?);
        }
        let mut failures = Vec::new();
        let mut seen = HashSet::new();
        loop {
            // An empty window is the end; without one the listing broke off, and nothing may appear.
            let window = windows
                .recv()
                .map_err(|_| RunError::List("it broke off".into()))?;
            if window.is_empty() {
                break;
            }
            let start = Instant::now();
            for outcome in window {
                match outcome {
                    Outcome::Done(done) if !seen.insert(fingerprint(&done.id)) => {
                        let reason =
                            "another document has this id: give each its own, or read their common folder"
                                .to_owned();
                        failures.push(Failure {
                            id: done.id,
                            stage: "id".to_owned(),
                            reason,
                        });
                    }
                    Outcome::Done(done) => self.write_one(*done, &mut writings, &mut report)?,
                    Outcome::Failed(failure) => failures.push(failure),
                }
                if self.on_error == OnError::Stop
                    && let Some(failure) = failures.pop()
                {
                    return Err(RunError::Stopped(failure));
                }
            }
            report.quarantined = failures.len() as u64;
            let Report {
                documents,
                quarantined,
                words,
                ..
            } = report;
            progress(Progress {
                documents,
                quarantined,
                words,
            });
            self.add_write_time(&mut report, start.elapsed());
        }
        if report.documents + failures.len() as u64 == 0 {
            return Err(RunError::NoDocuments);
        }
        let start = Instant::now();
        for (i, writing) in writings.iter_mut().enumerate() {
            writing
                .close()
                .map_err(|error| self.cannot_write(i, error))?;
        }
        let quarantine = Quarantine::write(self.quarantine(), &failures);
        let quarantine = quarantine.map_err(RunError::Quarantine)?;
        for (i, writing) in writings.into_iter().enumerate() {
            writing
                .finish()
                .map_err(|error| self.cannot_write(i, error))?;
        }
        quarantine.publish().map_err(RunError::Quarantine)?;
        self.add_write_time(&mut report, start.elapsed());
        failures.truncate(SHOWN);
        report.failures = failures;
        Ok(report)
    }

    fn write_one(
        &self,
        done: Done,
        writings: &mut [Box<dyn AnyWriting>],
        report: &mut Report,
    ) -> Result<(), RunError> {
        report.documents += 1;
        report.words += done.words;
        report.bytes += done.bytes;
        for (name, annotations) in done.layers {
            report.count(&name, annotations);
        }
        for (part, time) in report.stages.iter_mut().zip(done.times) {
            part.time += time;
        }
        for (i, encoded) in done.encoded.into_iter().enumerate() {
            writings[i]
                .write(encoded)
                .map_err(|error| self.cannot_write(i, error))?;
        }
        Ok(())
    }

    fn add_write_time(&self, report: &mut Report, time: Duration) {
        report.stages[self.stages.len() + 2].time += time;
    }

    fn cannot_write(&self, sink: usize, error: BoxError) -> RunError {
        let sink = &self.sinks[sink];
        RunError::Write {
            sink: sink.name(),
            paths: sink.paths(),
            error,
        }
    }
}

/// 64 bits of an id: a set of these stays small over millions of documents.
fn fingerprint(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}
