//! What is done with one document: it is read, and if anything changed the stages run over it and its results are encoded.

use crate::contain::contain;
use crate::fingerprint::{Hash, hash};
use crate::plan::Checked;
use crate::quarantine::Failure;
use crate::state::{self, Known, Made, Packer, Reader, StateError, Unpacker};
use presswork_model::{BoxError, Deadline, Document, Item, ItemRead, Selection, Stamp};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tracing::{debug_span, warn};

/// A document to work on.
pub(crate) struct Task {
    /// Its number in this run.
    pub(crate) number: u64,
    /// Its place in the whole listing, of which a shard runs a part.
    pub(crate) place: u64,
    pub(crate) item: Item,
    pub(crate) known: Option<Known>,
}

/// What became of it.
pub(crate) struct Settled {
    pub(crate) item: String,
    /// Its file, as people read it.
    pub(crate) path: Option<String>,
    pub(crate) place: u64,
    pub(crate) stamp: Option<Stamp>,
    pub(crate) content: Option<Hash>,
    pub(crate) record: Record,
    pub(crate) outcome: Result<Made, Failure>,
    /// Loading, each stage, encoding, packing for the state.
    pub(crate) times: Vec<Duration>,
}

/// What the state shall know of it.
pub(crate) enum Record {
    /// What it knows already, under this number; its stamp or place may be another.
    Kept { number: i64, touch: bool },
    New {
        results: Vec<u8>,
        layers: Option<Vec<u8>>,
        /// Whether it is what the state knows of a record that stood elsewhere in its file.
        moved: bool,
    },
}

impl Settled {
    /// About how much memory it takes.
    pub(crate) fn size(&self) -> usize {
        let made = self.outcome.as_ref().map_or(0, |made| made.encoded.len());
        let record = match &self.record {
            Record::Kept { .. } => 0,
            Record::New {
                results, layers, ..
            } => results.len() + layers.as_ref().map_or(0, Vec::len),
        };
        made + record
    }
}

/// What the work depends on besides the document.
#[derive(Debug)]
pub(crate) struct Current {
    /// Of the pipeline, in the state.
    pub(crate) fingerprint: i64,
    /// What the layers of each stage depend on.
    pub(crate) stages: Vec<Hash>,
    /// Whether documents in quarantine are run again.
    pub(crate) retry: bool,
}

impl Current {
    /// Whether what is `known` of a document that did not change still holds.
    pub(crate) fn holds(&self, known: &Known) -> bool {
        known.fingerprint == self.fingerprint && !(self.retry && known.failure.is_some())
    }
}

/// The file of an item, as people read it.
pub(crate) fn shown(item: &Item) -> Option<String> {
    let path = item.path()?;
    Some(path.to_string_lossy().into_owned())
}

/// The hash of what an item will be made of.
pub(crate) fn content(read: ItemRead) -> Result<(Hash, ItemRead), BoxError> {
    if let Some(bytes) = read.bytes() {
        return Ok((hash(bytes), read));
    }
    let document = read.document()?;
    let mut json = Vec::new();
    document.write_json(&Selection::All, &mut json)?;
    let read = Item::new(String::new(), move || Ok(document)).read()?;
    Ok((hash(&json), read))
}

/// Whoever watches over the work.
pub(crate) trait Watch {
    /// The part after so many others is under way.
    fn at(&self, part: usize);
    /// This is what the document is made of.
    fn read(&self, stamp: Option<Stamp>, content: Option<Hash>);
}

/// Times the parts of the work, and tells which is under way.
struct Laps<'a> {
    times: Vec<Duration>,
    clock: Instant,
    watch: &'a dyn Watch,
}

impl<'a> Laps<'a> {
    fn start(watch: &'a dyn Watch) -> Self {
        Self {
            times: Vec::new(),
            clock: Instant::now(),
            watch,
        }
    }

    fn lap(&mut self) {
        let now = Instant::now();
        self.times
            .push(now - std::mem::replace(&mut self.clock, now));
        self.watch.at(self.times.len());
    }
}

/// Works on one document after another, with buffers of its own.
pub(crate) struct Worker {
    pub(crate) plan: Arc<Checked>,
    pub(crate) current: Arc<Current>,
    reader: Reader,
    packer: Packer,
    unpacker: Unpacker,
}

impl Worker {
    pub(crate) fn new(
        plan: Arc<Checked>,
        current: Arc<Current>,
        reader: Reader,
    ) -> Result<Self, StateError> {
        let new = || Ok((Packer::new()?, Unpacker::new()?));
        let (packer, unpacker) = new().map_err(|reason| StateError::File {
            path: state::file(&plan.output),
            reason,
        })?;
        Ok(Self {
            plan,
            current,
            reader,
            packer,
            unpacker,
        })
    }

    /// Settles a document under the eyes of `watch`; a panic costs the document alone.
    pub(crate) fn settle(&mut self, task: Task, watch: &dyn Watch, deadline: &Deadline) -> Settled {
        let Task {
            place, item, known, ..
        } = task;
        let _span = debug_span!("document", id = item.id()).entered();
        let mut settled = Settled {
            item: item.id().to_owned(),
            path: shown(&item),
            place,
            stamp: item.stamp(),
            content: None,
            record: Record::New {
                results: Vec::new(),
                layers: None,
                moved: false,
            },
            outcome: Ok(Made::default()),
            times: Vec::new(),
        };
        let mut laps = Laps::start(watch);
        let done = contain(|| self.work(item, known.as_ref(), deadline, &mut settled, &mut laps));
        let failure = match done {
            Ok(Ok(made)) => {
                settled.outcome = Ok(made);
                settled.times = laps.times;
                return settled;
            }
            Ok(Err(failure)) => failure,
            Err(panic) => self.plan.blame(&settled.item, laps.times.len(), panic),
        };
        let failure = Failure {
            path: settled.path.clone(),
            ..failure
        };
        warn!(
            document = failure.id,
            stage = failure.stage,
            reason = failure.reason,
            "quarantined"
        );
        // What could not be read is tried again each time; if nothing came of that, what is known still holds.
        if let Some(known) = known.filter(|known| {
            known.failure.as_ref() == Some(&failure)
                && known.content == settled.content
                && self.current.holds(known)
        }) {
            settled.record = Record::Kept {
                number: known.number,
                touch: known.stamp != settled.stamp,
            };
        }
        settled.outcome = Err(failure);
        settled
    }

    fn work(
        &mut self,
        item: Item,
        known: Option<&Known>,
        deadline: &Deadline,
        settled: &mut Settled,
        laps: &mut Laps<'_>,
    ) -> Result<Made, Failure> {
        let id = item.id().to_owned();
        let unread = |error: BoxError| Failure::new(&id, "load", error.to_string());
        let mut unread_item = Some(item);
        let mut read = None;
        let looks_same = known.filter(|known| {
            settled.stamp.is_some() && known.stamp == settled.stamp && known.content.is_some()
        });
        if let Some(known) = looks_same {
            settled.content = known.content;
        } else if let Some(item) = unread_item.take() {
            let (hash, item) = item.read().and_then(content).map_err(unread)?;
            settled.content = Some(hash);
            read = Some(item);
        }
        laps.watch.read(settled.stamp, settled.content);
        let same = known.filter(|known| known.content == settled.content);
        if let Some(known) = same.filter(|known| self.current.holds(known))
            && let Some(outcome) = self.kept(known)
        {
            settled.record = Record::Kept {
                number: known.number,
                touch: known.stamp != settled.stamp,
            };
            return outcome;
        }
        if same.is_none()
            && let Some(content) = settled.content
            && let Some((made, record)) = self.moved(&id, &content)
        {
            settled.record = record;
            return Ok(made);
        }
        if let Some(item) = unread_item {
            read = Some(item.read().map_err(unread)?);
        }
        let Some(read) = read else {
            return Err(unread("it is gone".into()));
        };
        let mut document = read.document().map_err(unread)?;
        document.set_deadline(deadline.clone());
        laps.lap();
        let cached = match same {
            Some(known) if self.plan.stages.iter().any(|stage| stage.cache) => {
                self.cached(known.number)
            }
            _ => Vec::new(),
        };
        let layers = self.annotate(&mut document, &cached, deadline, laps)?;
        let made = self.plan.encode(&document)?;
        laps.lap();
        let mut pack = || {
            let results = self.packer.made(&made)?;
            let layers = (!layers.is_empty()).then(|| state::layers_bytes(&layers));
            let layers = layers
                .map(|layers| self.packer.bytes(&layers))
                .transpose()?;
            Ok::<_, std::io::Error>(Record::New {
                results,
                layers,
                moved: false,
            })
        };
        settled.record = pack().map_err(|error| {
            Failure::new(
                &made.about.id,
                "keep",
                format!("it cannot be kept: {error}"),
            )
        })?;
        laps.lap();
        Ok(made)
    }

    /// What the state has of a document; none if it is damaged, and the document must be run again.
    fn kept(&mut self, known: &Known) -> Option<Result<Made, Failure>> {
        if let Some(failure) = &known.failure {
            return Some(Err(failure.clone()));
        }
        let results = self.reader.results(known.number).ok()??;
        self.unpacker.made(&results).ok().map(Ok)
    }

    /// What the state has of a record that stood elsewhere in the same file: its document is the same if its id is its own.
    fn moved(&mut self, item: &str, content: &Hash) -> Option<(Made, Record)> {
        let known = self.reader.moved(item, content).ok()??;
        if !self.current.holds(&known) {
            return None;
        }
        let results = self.reader.results(known.number).ok()??;
        let made = self.unpacker.made(&results).ok()?;
        let layers = self.reader.layers(known.number).ok()?;
        let record = Record::New {
            results,
            layers,
            moved: true,
        };
        Some((made, record))
    }

    /// The layers that the state has of a document, whose stages may have changed since.
    fn cached(&mut self, number: i64) -> Vec<u8> {
        let layers = self.reader.layers(number).ok().flatten();
        let layers = layers.and_then(|layers| self.unpacker.bytes(&layers).ok());
        layers.unwrap_or_default()
    }

    /// Runs the stages, or takes what they found in an earlier run; the layers of those with `cache: true`.
    fn annotate(
        &self,
        document: &mut Document,
        cached: &[u8],
        deadline: &Deadline,
        laps: &mut Laps<'_>,
    ) -> Result<Vec<(String, Hash, Vec<u8>)>, Failure> {
        let known = state::layers(cached);
        let mut kept = Vec::new();
        for (i, (stage, hash)) in self
            .plan
            .stages
            .iter()
            .zip(&self.current.stages)
            .enumerate()
        {
            let name = stage.stage.name();
            let found = known
                .iter()
                .find(|(known, of, _)| *known == name && of == hash);
            let kinds = stage.stage.writes();
            let version = |layer: &str| {
                let kind = kinds.iter().find(|kind| kind.name == layer);
                kind.map_or(1, |kind| kind.version)
            };
            if let Some((_, _, json)) = found.filter(|_| stage.cache)
                && document.read_layers(json, version).is_ok()
            {
                kept.push((name.to_owned(), *hash, json.to_vec()));
            } else {
                self.plan.run_stage(i, document, deadline)?;
                if stage.cache {
                    let names = kinds.iter().map(|kind| kind.name.to_owned()).collect();
                    let mut json = Vec::new();
                    document
                        .write_layers(&Selection::Only(names), &mut json)
                        .map_err(|error| {
                            Failure::new(document.text().id(), name, error.to_string())
                        })?;
                    kept.push((name.to_owned(), *hash, json));
                }
            }
            laps.lap();
        }
        Ok(kept)
    }
}
