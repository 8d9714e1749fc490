//! Merging: what shards made becomes the results of one run.

use crate::fingerprint::{Fingerprint, hex};
use crate::metrics;
use crate::plan::Plan;
use crate::pool::Listed;
use crate::report::Report;
use crate::results::Writer;
use crate::run::RunError;
use crate::shard::ShardOf;
use crate::state::{self, Placed, Reader, State, StateError, Unpacker};
use crate::work::{Current, Record, Settled};
use std::collections::VecDeque;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// How many documents of a shard are looked up at once.
const BATCH: u32 = 256;

/// A shard while it is merged.
struct Part {
    folder: PathBuf,
    reader: Reader,
    of: ShardOf,
    /// The number of the pipeline.
    fingerprint: Option<i64>,
    _hold: Option<File>,
    next: VecDeque<Placed>,
    /// From which place on to look.
    from: u64,
}

impl Part {
    fn open(folder: &Path, fingerprint: &Fingerprint) -> Result<Self, RunError> {
        let file = state::file(folder);
        let shown = folder.display();
        if !file.is_file() {
            let what = format!("{shown} holds no results of a run");
            return Err(RunError::Merge(what));
        }
        let hold = state::hold(folder)?;
        let reader = Reader::open(&file)?;
        let of = reader.about(state::SHARD)?.ok_or_else(|| {
            RunError::Merge(format!(
                "{shown} is no finished shard: run it with --shard, without --limit, until it ends"
            ))
        })?;
        let mut pipelines = reader.fingerprints()?.into_iter();
        let mine = pipelines.find(|(_, pipeline)| pipeline == fingerprint);
        Ok(Self {
            folder: folder.to_owned(),
            reader,
            of,
            fingerprint: mine.map(|(number, _)| number),
            _hold: hold,
            next: VecDeque::new(),
            from: 0,
        })
    }

    /// The place of its next document; none after the last.
    fn place(&mut self) -> Result<Option<u64>, RunError> {
        if self.next.is_empty() {
            self.next = self.reader.placed(self.from, BATCH)?.into();
        }
        Ok(self.next.front().and_then(|placed| placed.known.place))
    }

    /// Its next document.
    fn take(&mut self, unpacker: &mut Unpacker) -> Result<Option<Settled>, RunError> {
        let Some(Placed { item, known }) = self.next.pop_front() else {
            return Ok(None);
        };
        let place = known.place.unwrap_or_default();
        self.from = place + 1;
        let path = known
            .failure
            .as_ref()
            .and_then(|failure| failure.path.clone());
        let damaged = || {
            let shown = self.folder.display();
            RunError::Merge(format!(
                "what {shown} keeps of `{item}` is damaged: run the shard again with --fresh"
            ))
        };
        if Some(known.fingerprint) != self.fingerprint {
            return Err(damaged());
        }
        let (outcome, results) = if let Some(failure) = known.failure {
            (Err(failure), Vec::new())
        } else {
            let results = self.reader.results(known.number)?.ok_or_else(damaged)?;
            let made = unpacker.made(&results).map_err(|_| damaged())?;
            (Ok(made), results)
        };
        Ok(Some(Settled {
            item,
            path,
            place,
            // The files may look otherwise on this machine.
            stamp: None,
            content: known.content,
            record: Record::New {
                results,
                layers: self.reader.layers(known.number)?,
                moved: false,
            },
            outcome,
            times: Vec::new(),
        }))
    }
}

impl Plan {
    /// Merges what the shards in `folders` made into the results of one run over all documents.
    ///
    /// Fails if they are not all the shards of one run of this pipeline over the same documents.
    pub fn merge(&self, folders: &[PathBuf]) -> Result<Report, RunError> {
        let started = Instant::now();
        let fingerprint = self.fingerprint();
        let hashes = (fingerprint.hash(), self.placing());
        let parts: Result<Vec<_>, _> = folders
            .iter()
            .map(|folder| Part::open(folder, &fingerprint))
            .collect();
        let mut parts = parts?;
        let listed = fit(&parts, &hex(&hashes.0))?;
        let output = fs::canonicalize(&self.0.output).ok();
        let is_output =
            |folder: &&PathBuf| output.is_some() && fs::canonicalize(folder).ok() == output;
        if let Some(folder) = folders.iter().find(is_output) {
            let shown = folder.display();
            let what = format!("{shown} is one of them: choose another folder with --out");
            return Err(RunError::Merge(what));
        }
        // What is known there already holds until something better is known: this may fail yet.
        let state = State::open(&self.0.output, false)?;
        self.0.sweep();
        let current = Arc::new(Current {
            fingerprint: state.fingerprint(&fingerprint)?,
            stages: fingerprint.of_stages(),
            retry: false,
        });
        let mut unpacker = Unpacker::new().map_err(|reason| StateError::File {
            path: self.0.output.clone(),
            reason,
        })?;
        let mut writer = Writer::begin(&self.0, current, hex(&hashes.0), state, None)?;
        for place in 0..listed.places {
            let mut found = None;
            for part in &mut parts {
                if part.place()? == Some(place) {
                    found = part.take(&mut unpacker)?;
                    break;
                }
            }
            let missing = || {
                let what = format!(
                    "document {} of {} is in none of them",
                    place + 1,
                    listed.places
                );
                RunError::Merge(format!(
                    "{what}: run all of them again over the same documents"
                ))
            };
            writer.write(found.ok_or_else(missing)?)?;
        }
        let mut report = writer.finish(listed, true, (&hashes.0, &hashes.1))?;
        report.elapsed = started.elapsed();
        report.threads = 1;
        metrics::write(&self.0.output, &report, true);
        Ok(report)
    }
}

/// Whether the shards are those of one run of the pipeline with `fingerprint`: what that run listed.
fn fit(parts: &[Part], fingerprint: &str) -> Result<Listed, RunError> {
    let Some(first) = parts.first() else {
        return Err(RunError::Merge("there are none".to_owned()));
    };
    let mut there = vec![false; first.of.shard.of() as usize];
    for part in parts {
        let (shown, shard) = (part.folder.display(), part.of.shard);
        let wrong = |what: String| Err(RunError::Merge(what));
        if part.of.fingerprint != fingerprint {
            return wrong(format!(
                "{shown} was made by another pipeline, or another version of it: run it again with this one"
            ));
        }
        if shard.of() != first.of.shard.of() {
            return wrong(format!(
                "{shown} is shard {shard}, but {} is shard {}",
                first.folder.display(),
                first.of.shard
            ));
        }
        if (part.of.places, &part.of.names) != (first.of.places, &first.of.names) {
            return wrong(format!(
                "{shown} was run over other documents than {}: give both machines the same, and run them again",
                first.folder.display()
            ));
        }
        if std::mem::replace(&mut there[shard.index()], true) {
            return wrong(format!(
                "shard {shard} is there twice, the second time as {shown}"
            ));
        }
    }
    if let Some(missing) = there.iter().position(|there| !there) {
        let (number, of) = (missing + 1, there.len());
        return Err(RunError::Merge(format!("shard {number}/{of} is missing")));
    }
    Ok(Listed {
        documents: first.of.places,
        places: first.of.places,
        ..Listed::default()
    })
}
