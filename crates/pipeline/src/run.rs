//! The run: windows of documents over all threads; `writing` writes them in order.

use crate::contain::contain;
use crate::plan::Plan;
use crate::quarantine::Failure;
use crate::report::Report;
use crate::step::{AnySink, Encoded};
use presswork_model::{BoxError, Document, Item};
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};
use tracing::{debug_span, info_span, trace_span, warn};

/// How to run a plan.
///
/// ```
/// let options = presswork_pipeline::Options { threads: 2, ..Default::default() };
/// assert_eq!(options.limit, None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How many threads work; 0 means one a core.
    pub threads: usize,
    /// The most documents to read.
    pub limit: Option<usize>,
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
    /// Words in the documents written.
    pub words: u64,
}

/// Why a run ended without results. Results of earlier runs stand as they were.
///
/// ```
/// use presswork_pipeline::{Failure, RunError};
/// let failure = Failure { id: "a.txt".into(), stage: "load".into(), reason: "the document is empty".into() };
/// assert_eq!(RunError::Stopped(failure).to_string(), "stopped at a.txt: load: the document is empty");
/// ```
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// A document failed and the pipeline says `on_error: stop`.
    #[error("stopped at {0}")]
    Stopped(Failure),
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
    /// No threads could be started.
    #[error("cannot start threads: {0}")]
    Threads(#[source] BoxError),
}

fn places(paths: &[PathBuf]) -> String {
    let place = |path: &PathBuf| format!(" to {}", path.display());
    paths.iter().map(place).collect::<Vec<_>>().concat()
}

/// The documents a thread has in hand at once: enough to even out long and short ones, few enough to bound memory.
const WINDOW: usize = 64;

/// What became of an item.
pub(crate) enum Outcome {
    Done(Box<Done>),
    Failed(Failure),
}

pub(crate) struct Done {
    pub(crate) id: String,
    pub(crate) words: u64,
    pub(crate) bytes: u64,
    pub(crate) layers: Vec<(String, u64)>,
    /// Loading, each stage, encoding.
    pub(crate) times: Vec<Duration>,
    pub(crate) encoded: Vec<Encoded>,
}

fn pool(threads: usize) -> Result<rayon::ThreadPool, RunError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|error| RunError::Threads(error.into()))
}

impl Plan {
    /// Runs the plan. Every result appears whole, or none does.
    ///
    /// `progress` is called from another thread after every window. The order of the documents in the results, and
    /// their bytes, do not depend on the number of threads.
    pub fn run(
        &self,
        options: Options,
        progress: impl FnMut(Progress) + Send,
    ) -> Result<Report, RunError> {
        let span = info_span!("run", pipeline = self.name.as_str());
        let _entered = span.enter();
        let started = Instant::now();
        let pool = pool(options.threads)?;
        let window = WINDOW * pool.current_num_threads();
        let mut items = self.items(options.limit)?;
        let mut report = std::thread::scope(|scope| {
            let (send, receive) = sync_channel::<Vec<Outcome>>(1);
            let writer = scope.spawn(move || self.write(&receive, progress));
            loop {
                let batch = contain(|| items.by_ref().take(window).collect::<Vec<_>>());
                let batch = batch.map_err(|panic| RunError::List(panic.into()))?;
                let last = batch.is_empty();
                let done = pool.install(|| {
                    batch
                        .into_par_iter()
                        .map(|item| self.process(item, &span))
                        .collect()
                });
                // Without a reader the writer has ended, and says why.
                if send.send(done).is_err() || last {
                    break;
                }
            }
            writer
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })?;
        report.elapsed = started.elapsed();
        report.threads = pool.current_num_threads();
        tracing::info!(
            documents = report.documents,
            quarantined = report.quarantined,
            words = report.words,
            "done"
        );
        Ok(report)
    }

    /// Loads the documents and runs the stages over them one by one, writing no results.
    pub fn documents(&self) -> Result<impl Iterator<Item = Result<Document, Failure>>, RunError> {
        let process = |item: Item<'_>| {
            let id = item.id().to_owned();
            let mut times = Vec::new();
            contain(|| self.annotate(item, &mut times))
                .unwrap_or_else(|panic| Err(self.blame(id, &times, panic)))
        };
        Ok(self.items(None)?.map(process))
    }

    /// Runs the stages over documents that are in hand, on all threads; the answers are in their order.
    ///
    /// Fails only if no threads can be started.
    pub fn annotate_all(
        &self,
        documents: Vec<Document>,
        threads: usize,
    ) -> Result<Vec<Result<Document, Failure>>, RunError> {
        let pool = pool(threads)?;
        let annotate = |document: Document| {
            let id = document.text().id().to_owned();
            let mut times = Vec::new();
            let item = Item::new(id.clone(), move || Ok(document));
            contain(|| self.annotate(item, &mut times))
                .unwrap_or_else(|panic| Err(self.blame(id, &times, panic)))
        };
        Ok(pool.install(|| documents.into_par_iter().map(annotate).collect()))
    }

    fn items(&self, limit: Option<usize>) -> Result<impl Iterator<Item = Item<'_>>, RunError> {
        let items: Result<Vec<_>, _> = self.sources.iter().map(|source| source.items()).collect();
        let items = items.map_err(RunError::List)?.into_iter().flatten();
        Ok(items.take(limit.unwrap_or(usize::MAX)))
    }

    fn process(&self, item: Item<'_>, run: &tracing::Span) -> Outcome {
        let _span = debug_span!(parent: run, "document", id = item.id()).entered();
        let id = item.id().to_owned();
        let mut times = Vec::with_capacity(self.stages.len() + 2);
        let done = contain(|| {
            let document = self.annotate(item, &mut times)?;
            self.encode(&document, &mut times)
        });
        let failure = match done {
            Ok(Ok(mut done)) => {
                done.times = times;
                return Outcome::Done(Box::new(done));
            }
            Ok(Err(failure)) => failure,
            Err(panic) => self.blame(id, &times, panic),
        };
        warn!(
            document = failure.id,
            stage = failure.stage,
            reason = failure.reason,
            "quarantined"
        );
        Outcome::Failed(failure)
    }

    /// Loads an item and runs the stages over it. `times` gets an entry for each part that ended well.
    fn annotate(&self, item: Item<'_>, times: &mut Vec<Duration>) -> Result<Document, Failure> {
        let mut clock = Instant::now();
        let mut lap = |times: &mut Vec<Duration>| {
            let now = Instant::now();
            times.push(now - std::mem::replace(&mut clock, now));
        };
        let id = item.id().to_owned();
        let failed = |id: &str, stage: &str, error: &BoxError| Failure {
            id: id.to_owned(),
            stage: stage.to_owned(),
            reason: error.to_string(),
        };
        let mut document = item.load().map_err(|error| failed(&id, "load", &error))?;
        lap(times);
        for stage in &self.stages {
            let _span = trace_span!("stage", name = stage.name()).entered();
            stage
                .run(&mut document)
                .map_err(|error| failed(document.text().id(), stage.name(), &error))?;
            lap(times);
        }
        Ok(document)
    }

    fn encode(&self, document: &Document, times: &mut Vec<Duration>) -> Result<Done, Failure> {
        let start = Instant::now();
        let text = document.text();
        let encode = |sink: &dyn AnySink| {
            let failed = |error: BoxError| Failure {
                id: text.id().to_owned(),
                stage: sink.name().to_owned(),
                reason: error.to_string(),
            };
            sink.encode(document).map_err(failed)
        };
        let encoded = self
            .sinks
            .iter()
            .map(|sink| encode(sink.as_ref()))
            .collect::<Result<_, _>>()?;
        times.push(start.elapsed());
        Ok(Done {
            id: text.id().to_owned(),
            words: text.body().split_ascii_whitespace().count() as u64,
            bytes: text.body().len() as u64,
            layers: document
                .layers()
                .map(|layer| (layer.name().to_owned(), layer.len() as u64))
                .collect(),
            times: Vec::new(),
            encoded,
        })
    }

    /// A panic happened in the part after the last that ended well.
    fn blame(&self, id: String, times: &[Duration], reason: String) -> Failure {
        let stage = match times.len() {
            0 => "load",
            done => self
                .stages
                .get(done - 1)
                .map_or("encode", |stage| stage.name()),
        };
        Failure {
            id,
            stage: stage.to_owned(),
            reason,
        }
    }
}
