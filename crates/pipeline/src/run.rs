//! The run: what is listed is compared with the state, what changed is worked on, and everything is written in order.

use crate::contain::contain;
use crate::listing;
use crate::metrics;
use crate::plan::Plan;
use crate::pool::Pool;
use crate::quarantine::Failure;
use crate::report::Report;
use crate::results::Writer;
use crate::shard::Shard;
use crate::state::{Reader, State, StateError};
use crate::status::Beat;
use crate::work::{Current, Worker};
use presswork_model::{BoxError, Document, Item};
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};
use tracing::info_span;

/// How to run a plan.
///
/// ```
/// let options = presswork_pipeline::Options { threads: 2, ..Default::default() };
/// assert_eq!(options.limit, None);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// How many threads work; 0 means one a core.
    pub threads: usize,
    /// The most documents to read.
    pub limit: Option<usize>,
    /// Whether to forget what earlier runs did.
    pub fresh: bool,
    /// Whether to run documents in quarantine again.
    pub retry: bool,
    /// The part of the documents to run.
    pub shard: Option<Shard>,
    /// Set from elsewhere to let the run end after the documents in hand, so that it can go on later.
    pub stop: Option<&'static AtomicBool>,
}

impl Options {
    /// How many threads that is on this machine.
    pub(crate) fn threads(self) -> usize {
        match self.threads {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            threads => threads,
        }
    }

    pub(crate) fn is_stopped(self) -> bool {
        self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed))
    }
}

/// How far a run is.
///
/// ```
/// assert_eq!(presswork_pipeline::Progress::default().documents, 0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Documents written.
    pub documents: u64,
    /// Documents in quarantine.
    pub quarantined: u64,
    /// Of both, those that did not change since an earlier run.
    pub kept: u64,
    /// Words in the documents written.
    pub words: u64,
    /// How many documents there are, once they are counted.
    pub total: Option<u64>,
}

/// Why a run ended without results. Results of earlier runs stand as they were, and what was done is not done again.
///
/// ```
/// use presswork_pipeline::{Failure, RunError};
/// let failure = Failure::new("a.txt", "load", "the document is empty".to_owned());
/// assert_eq!(RunError::Stopped(failure.into()).to_string(), "stopped at a.txt: load: the document is empty");
/// ```
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// A document failed and the pipeline says `on_error: stop`.
    #[error("stopped at {0}")]
    Stopped(Box<Failure>),
    /// It was told to stop.
    #[error(
        "interrupted after {documents} documents, which are saved: the same command goes on from here"
    )]
    Interrupted {
        /// How many documents are done.
        documents: u64,
    },
    /// Stages hang in more documents than threads can be left behind for.
    #[error("too many documents make a stage hang; the last is {0}")]
    Hung(Box<Failure>),
    /// The documents cannot be listed.
    #[error("cannot list the documents: {0}")]
    List(#[source] BoxError),
    /// There is nothing to read.
    #[error("there are no documents to read: look at the folders and patterns of the sources")]
    NoDocuments,
    /// A result cannot be written.
    #[error("cannot write the result `{sink}`{}: {error}", places(.paths))]
    Write {
        /// The sink.
        sink: &'static str,
        /// Its files.
        paths: Vec<PathBuf>,
        /// What went wrong.
        #[source]
        error: BoxError,
    },
    /// The quarantine cannot be written.
    #[error("cannot write the quarantine beside the results: {0}")]
    Quarantine(#[source] std::io::Error),
    /// The manifest cannot be written.
    #[error("cannot write the manifest {}: {_1}", .0.display())]
    Manifest(PathBuf, #[source] std::io::Error),
    /// What is known of earlier runs cannot be read or written.
    #[error(transparent)]
    State(#[from] StateError),
    /// Shards that do not belong together.
    #[error("cannot merge the shards: {0}")]
    Merge(String),
    /// A part went wrong in a way that it should not.
    #[error("the run broke off by a fault of the program: {0}")]
    Broken(#[source] BoxError),
    /// No threads could be started.
    #[error("cannot start threads: {0}")]
    Threads(#[source] BoxError),
}

fn places(paths: &[PathBuf]) -> String {
    let place = |path: &PathBuf| format!(" to {}", path.display());
    paths.iter().map(place).collect::<Vec<_>>().concat()
}

/// How often whoever started a run is told how far it is.
const PROGRESS: Duration = Duration::from_millis(100);

pub(crate) fn pool(threads: usize) -> Result<rayon::ThreadPool, RunError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|error| RunError::Threads(error.into()))
}

impl Plan {
    /// Runs the plan over what changed since its last run into the same folder. Every result appears whole, or none does.
    ///
    /// `progress` is called now and then, and at the end. The order of the documents in the results, and their bytes, do
    /// not depend on the number of threads, nor on what was done in earlier runs.
    pub fn run(
        &self,
        options: Options,
        mut progress: impl FnMut(Progress),
    ) -> Result<Report, RunError> {
        let span = info_span!("run", pipeline = self.name());
        let _entered = span.enter();
        let started = Instant::now();
        let threads = options.threads();
        let state = State::open(&self.0.output, options.fresh)?;
        self.0.sweep();
        let mut beat = Beat::start(&self.0.output, threads);
        let ran = self.run_with(state, options, &mut beat, &mut progress);
        beat.end(ran.as_ref());
        let mut report = ran?;
        report.elapsed = started.elapsed();
        report.threads = threads;
        metrics::write(&self.0.output, &report, true);
        tracing::info!(
            documents = report.documents,
            quarantined = report.quarantined,
            kept = report.kept,
            words = report.words,
            "done"
        );
        Ok(report)
    }

    fn run_with(
        &self,
        state: State,
        options: Options,
        beat: &mut Beat,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Report, RunError> {
        let plan = &self.0;
        let fingerprint = self.fingerprint();
        let hashes = (fingerprint.hash(), self.placing());
        let current = Arc::new(Current {
            fingerprint: state.fingerprint(&fingerprint)?,
            stages: fingerprint.of_stages(),
            retry: options.retry,
        });
        if let Some(report) = self.unchanged(&state, &current, &hashes, options)? {
            state.close()?;
            return Ok(report);
        }
        let file = crate::state::file(&plan.output);
        let reader = state.reader()?;
        let since = crate::fingerprint::hex(&hashes.0);
        let writer = Writer::begin(plan, Arc::clone(&current), since, state, options.shard)?;
        let threads = options.threads();
        let (send, batches) = sync_channel(1);
        let workers = Pool::new(Arc::clone(plan), batches, writer, threads);
        listing::start(
            Arc::clone(plan),
            options,
            reader,
            Arc::clone(&workers),
            send,
        )?;
        let total = listing::count(Arc::clone(plan), options);
        let worker = || -> Result<Worker, RunError> {
            let reader = Reader::open(&file)?;
            Ok(Worker::new(Arc::clone(plan), Arc::clone(&current), reader)?)
        };
        let mut said = Instant::now();
        let far = |report: &Report| Progress {
            documents: report.documents,
            quarantined: report.quarantined,
            kept: report.kept,
            words: report.words,
            total: total.get().copied(),
        };
        let (writer, listed) = workers.run(threads, worker, |writer| {
            if said.elapsed() >= PROGRESS {
                said = Instant::now();
                progress(far(&writer.report));
            }
            beat.tick(&writer.report, far(&writer.report));
        })?;
        progress(far(&writer.report));
        if listed.stopped {
            let documents = writer.report.documents + writer.report.quarantined;
            writer.save();
            return Err(RunError::Interrupted { documents });
        }
        // A run that read only some documents does not know that the others are gone.
        let complete = options.limit.is_none();
        pool(threads)?.install(|| writer.finish(listed, complete, (&hashes.0, &hashes.1)))
    }

    /// Loads the documents and runs the stages over them one by one, writing no results.
    pub fn documents(&self) -> Result<impl Iterator<Item = Result<Document, Failure>>, RunError> {
        let items = self.0.items(None)?;
        Ok(items.map(|item| self.0.annotated(item)))
    }

    /// Runs the stages over documents that are in hand, on all threads; the answers are in their order.
    ///
    /// Fails only if no threads can be started.
    pub fn annotate_all(
        &self,
        documents: Vec<Document>,
        threads: usize,
    ) -> Result<Vec<Result<Document, Failure>>, RunError> {
        let annotate = |document: Document| {
            let id = document.text().id().to_owned();
            self.0.annotated(Item::new(id, move || Ok(document)))
        };
        Ok(pool(threads)?.install(|| documents.into_par_iter().map(annotate).collect()))
    }
}

/// Runs `work`, whose panic is an error of the listing.
pub(crate) fn listed<T>(work: impl FnOnce() -> Result<T, RunError>) -> Result<T, RunError> {
    contain(work).unwrap_or_else(|panic| Err(RunError::List(panic.into())))
}
