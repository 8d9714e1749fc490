//! The writing side of a run: documents come in order, are remembered in the state, and written to every result.

use crate::fingerprint::{Hash, hash, hash_of_name};
use crate::manifest::{self, Manifest};
use crate::plan::{Checked, OnError};
use crate::pool::Listed;
use crate::quarantine::{Failure, Quarantine, remove};
use crate::report::{Report, StageTime};
use crate::run::RunError;
use crate::shard::{Shard, ShardOf};
use crate::state::{self, Entry, Made, Published, Seen, State, Totals, What};
use crate::step::AnyWriting;
use crate::work::{Current, Record, Settled};
use presswork_model::BoxError;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::path::{Component, Path};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

/// How many failures a report holds.
pub(crate) const SHOWN: usize = 10;
/// How much work may be lost when the program is killed.
const COMMIT: Duration = Duration::from_millis(300);

/// Writes the results of a run.
pub(crate) struct Writer {
    plan: Arc<Checked>,
    current: Arc<Current>,
    /// Of the pipeline, as people see it.
    since: String,
    state: State,
    writings: Vec<Box<dyn AnyWriting>>,
    quarantine: Quarantine,
    pub(crate) report: Report,
    /// 64 bits of each id: a set of these stays small over millions of documents.
    ids: FxHashSet<u64>,
    seen: Seen,
    order: Order,
    shard: Option<Shard>,
    /// Whether a part of what there is could not even be listed.
    unlisted: bool,
    committed: Instant,
}

/// The hash of what is known of the documents, in their order.
#[derive(Default)]
pub(crate) struct Order(blake3::Hasher);

impl Order {
    /// Adds the number of a document; none for one that is not remembered.
    pub(crate) fn add(&mut self, number: Option<i64>) {
        self.0.update(&number.unwrap_or(-1).to_le_bytes());
    }

    /// With what else decides what is in the results and where they stand.
    pub(crate) fn hash(&self, fingerprint: &Hash, placing: &Hash) -> Hash {
        let order = self.0.finalize();
        hash(&[order.as_bytes(), &fingerprint[..], &placing[..]].concat())
    }
}

impl Writer {
    pub(crate) fn begin(
        plan: &Arc<Checked>,
        current: Arc<Current>,
        since: String,
        state: State,
        shard: Option<Shard>,
    ) -> Result<Self, RunError> {
        let mut report = Report::default();
        let stages = plan.stages.iter().map(|stage| stage.stage.name());
        let parts = ["load"]
            .into_iter()
            .chain(stages)
            .chain(["encode", "keep", "write"]);
        report.stages = parts
            .map(|name| StageTime {
                name: name.to_owned(),
                time: Duration::ZERO,
            })
            .collect();
        let mut writings = Vec::new();
        for (i, (sink, _)) in plan.sinks.iter().enumerate() {
            let writing = sink.begin();
            writings.push(writing.map_err(|error| cannot_write(plan, i, error))?);
        }
        // Until its end this is no finished shard, and what an earlier one made of it has no place in it.
        state.leave_shard()?;
        state.begin()?;
        Ok(Self {
            plan: Arc::clone(plan),
            current,
            since,
            state,
            writings,
            quarantine: Quarantine::new(plan.output.join(crate::quarantine::FILE)),
            report,
            ids: FxHashSet::default(),
            seen: Seen::default(),
            order: Order::default(),
            shard,
            unlisted: false,
            committed: Instant::now(),
        })
    }

    /// Takes the next document.
    pub(crate) fn write(&mut self, settled: Settled) -> Result<(), RunError> {
        let start = Instant::now();
        if self.plan.on_error == OnError::Stop
            && let Err(failure) = settled.outcome
        {
            // It is not remembered: the next run tries it again.
            return Err(RunError::Stopped(failure.into()));
        }
        self.remember(&settled)?;
        let parts = self.report.stages.len();
        for (part, time) in self.report.stages.iter_mut().zip(settled.times) {
            part.time += time;
        }
        if self.committed.elapsed() > COMMIT {
            self.state.commit()?;
            self.state.begin()?;
            self.committed = Instant::now();
        }
        self.report.stages[parts - 2].time += start.elapsed();
        let start = Instant::now();
        self.add(settled.outcome, settled.path)?;
        self.report.stages[parts - 1].time += start.elapsed();
        Ok(())
    }

    /// Adds a document to the results.
    pub(crate) fn add(
        &mut self,
        outcome: Result<Made, Failure>,
        path: Option<String>,
    ) -> Result<(), RunError> {
        let failure = match outcome {
            Ok(made) if self.ids.insert(hash_of_name(&made.about.id)) => {
                return self.add_made(&made);
            }
            Ok(made) => {
                let reason =
                    "another document has this id: give each its own, or read their common folder";
                Failure::new(&made.about.id, "id", reason.to_owned())
            }
            Err(failure) => failure,
        };
        let failure = Failure {
            path,
            since: self.since.clone(),
            ..failure
        };
        if self.plan.on_error == OnError::Stop {
            return Err(RunError::Stopped(failure.into()));
        }
        self.quarantine
            .add(&failure)
            .map_err(RunError::Quarantine)?;
        self.report.quarantined += 1;
        if self.report.failures.len() < SHOWN {
            self.report.failures.push(failure);
        }
        Ok(())
    }

    fn add_made(&mut self, made: &Made) -> Result<(), RunError> {
        let about = &made.about;
        self.report.documents += 1;
        self.report.words += about.words;
        self.report.bytes += about.bytes;
        for (name, annotations) in &about.layers {
            self.report.count(name, *annotations);
        }
        for (i, (encoded, writing)) in made.parts().zip(&mut self.writings).enumerate() {
            writing
                .write(encoded)
                .map_err(|error| cannot_write(&self.plan, i, error))?;
        }
        Ok(())
    }

    /// Remembers a document as of this run.
    pub(crate) fn remember(&mut self, settled: &Settled) -> Result<(), RunError> {
        let place = self.shard.is_some().then_some(settled.place);
        // What can neither be read nor looked at may be a folder, or the rest of a file: nobody knows what lies in it.
        self.unlisted |=
            settled.outcome.is_err() && (settled.content, settled.stamp) == (None, None);
        let number = match &settled.record {
            Record::Kept { number, touch } => {
                if *touch || place.is_some() {
                    self.state.touch(*number, settled.stamp, place)?;
                }
                self.report.kept += 1;
                Some(*number)
            }
            Record::New {
                results,
                layers,
                moved,
            } => {
                self.report.kept += u64::from(*moved);
                let what = match &settled.outcome {
                    Ok(made) => What::Made {
                        id: &made.about.id,
                        results,
                        layers: layers.as_deref(),
                    },
                    Err(failure) => What::Failed(failure),
                };
                let entry = Entry {
                    item: &settled.item,
                    stamp: settled.stamp,
                    content: settled.content,
                    fingerprint: self.current.fingerprint,
                    place,
                    what,
                };
                self.state.put(&entry, &self.seen)?
            }
        };
        if let Some(number) = number {
            self.seen.add(number);
        }
        self.order.add(number);
        Ok(())
    }

    /// Keeps what was done so far; there will be no results.
    pub(crate) fn save(self) {
        // Where even this fails, the state is as it was at the last commit.
        let _ = self.state.commit().and_then(|()| self.state.close());
    }

    /// Puts every result in its place, or none, on the threads of the rayon pool in which it is called.
    pub(crate) fn finish(
        mut self,
        listed: Listed,
        complete: bool,
        hashes: (&Hash, &Hash),
    ) -> Result<Report, RunError> {
        if listed.places == 0 {
            self.save();
            return Err(RunError::NoDocuments);
        }
        let start = Instant::now();
        // Each has work of its own left, and the disk to wait for.
        let close = |writing: &mut Box<dyn AnyWriting>| writing.close();
        let closed: Vec<_> = self.writings.par_iter_mut().map(close).collect();
        for (i, closed) in closed.into_iter().enumerate() {
            closed.map_err(|error| cannot_write(&self.plan, i, error))?;
        }
        self.quarantine.close().map_err(RunError::Quarantine)?;
        if complete && !self.unlisted {
            self.state.forget_others(&self.seen)?;
        }
        let shard = self
            .shard
            .filter(|_| complete)
            .map(|shard| ShardOf::new(shard, &listed, hashes.0));
        self.state.set(state::SHARD, shard.as_ref())?;
        // If the program ends between here and the last line, the next run writes the results again.
        self.state.set::<Published>(state::PUBLISHED, None)?;
        self.state.commit()?;
        // Nor does a manifest of the run before stand beside results of this one.
        let manifest = self.plan.output.join(manifest::FILE);
        remove(&manifest).map_err(|error| RunError::Manifest(manifest.clone(), error))?;
        for (i, writing) in self.writings.into_iter().enumerate() {
            writing
                .finish()
                .map_err(|error| cannot_write(&self.plan, i, error))?;
        }
        self.quarantine.publish().map_err(RunError::Quarantine)?;
        let totals = totals(&self.report);
        Manifest::new(&self.plan, hashes.0, self.shard, &totals)
            .and_then(|made| made.write(&self.plan.output))
            .map_err(|error| RunError::Manifest(manifest, error))?;
        let published = Published {
            hash: self.order.hash(hashes.0, hashes.1),
            files: self.plan.looks().collect(),
            totals,
        };
        self.state.begin()?;
        self.state.set(state::PUBLISHED, Some(&published))?;
        self.state.commit()?;
        self.state.close()?;
        if let Some(write) = self.report.stages.last_mut() {
            write.time += start.elapsed();
        }
        Ok(self.report)
    }
}

/// Whether a path leads down from where it starts.
fn is_below(path: &Path) -> bool {
    path.components().all(|part| part != Component::ParentDir)
}

impl Checked {
    /// What the files that a run writes look like.
    pub(crate) fn looks(&self) -> impl Iterator<Item = (u64, u128)> {
        let beside = [crate::quarantine::FILE, manifest::FILE].map(|file| self.output.join(file));
        self.paths().chain(beside).map(|path| look(&path))
    }

    /// Takes away what a run that was killed left aside in the folder of the results: no other run writes to it now.
    pub(crate) fn sweep(&self) {
        let own = [
            crate::quarantine::FILE,
            manifest::FILE,
            crate::metrics::FILE,
        ];
        let own = own.iter().map(|file| self.output.join(file));
        let own = own.chain([crate::status::file(&self.output)]);
        for path in self.paths().chain(own) {
            let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
                continue;
            };
            // Elsewhere a run into another folder may be writing.
            if !folder.strip_prefix(&self.output).is_ok_and(is_below) {
                continue;
            }
            let prefix = format!(".{}.", name.to_string_lossy());
            for file in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let name = file.file_name();
                let name = name.to_string_lossy();
                if name.starts_with(&prefix) && name.ends_with(".partial") {
                    // What cannot be removed is in nobody's way.
                    let _ = std::fs::remove_file(file.path());
                }
            }
        }
    }
}

fn totals(report: &Report) -> Totals {
    let layers = report.layers.iter();
    Totals {
        documents: report.documents,
        quarantined: report.quarantined,
        words: report.words,
        bytes: report.bytes,
        layers: layers
            .map(|layer| (layer.name.clone(), layer.annotations))
            .collect(),
    }
}

/// What a file looks like: whether somebody else changed it since shows in this.
fn look(path: &Path) -> (u64, u128) {
    let look = || {
        let metadata = std::fs::metadata(path).ok()?;
        let modified = metadata.modified().ok()?;
        let since = modified.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        Some((metadata.len(), since.as_nanos()))
    };
    look().unwrap_or_default()
}

fn cannot_write(plan: &Checked, sink: usize, error: BoxError) -> RunError {
    let (sink, _) = &plan.sinks[sink];
    RunError::Write {
        sink: sink.name(),
        paths: sink.paths(),
        error,
    }
}
