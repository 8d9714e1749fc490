//! The listing of a run, on a thread of its own: what there is, and what is known of it.

use crate::plan::Checked;
use crate::pool::{Listed, Pool};
use crate::run::{Options, RunError, listed};
use crate::state::Reader;
use crate::work::Task;
use presswork_model::Item;
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, OnceLock};

impl Checked {
    /// What there is, in the order of the results.
    pub(crate) fn items(
        &self,
        limit: Option<usize>,
    ) -> Result<impl Iterator<Item = Item>, RunError> {
        let items: Result<Vec<_>, _> = self
            .sources
            .iter()
            .map(|(source, _)| source.items())
            .collect();
        let items = items.map_err(RunError::List)?.into_iter().flatten();
        Ok(items.take(limit.unwrap_or(usize::MAX)))
    }

    /// The files of the results.
    pub(crate) fn paths(&self) -> impl Iterator<Item = std::path::PathBuf> {
        self.sinks.iter().flat_map(|(sink, _)| sink.paths())
    }
}

/// So many documents are handed out at once: to wake this thread for each would cost more than to list it.
const BATCH: usize = 8;

/// Hands out what there is until the threads of `pool` have enough.
pub(crate) fn start(
    plan: Arc<Checked>,
    options: Options,
    reader: Reader,
    pool: Arc<Pool>,
    send: SyncSender<Vec<Task>>,
) -> Result<(), RunError> {
    let list = move || {
        let list = || hand_out(&plan, options, &reader, &pool, &send);
        pool.listed(listed(list));
    };
    let spawned = std::thread::Builder::new().spawn(list);
    spawned
        .map(|_| ())
        .map_err(|error| RunError::Threads(error.into()))
}

fn hand_out(
    plan: &Checked,
    options: Options,
    reader: &Reader,
    pool: &Pool,
    send: &SyncSender<Vec<Task>>,
) -> Result<Listed, RunError> {
    let mut listed = Listed::default();
    let mut names = blake3::Hasher::new();
    let mut batch = Vec::with_capacity(BATCH);
    for item in plan.items(options.limit)? {
        if pool.is_stopped() || options.is_stopped() {
            listed.stopped = true;
            break;
        }
        let place = listed.places;
        listed.places += 1;
        if let Some(shard) = options.shard {
            names.update(item.id().as_bytes());
            names.update(b"\n");
            if !shard.holds(item.id()) {
                continue;
            }
        }
        let task = Task {
            number: listed.documents,
            place,
            known: reader.known(item.id())?,
            item,
        };
        listed.documents += 1;
        batch.push(task);
        if batch.len() == BATCH {
            let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
            // Nobody takes it any more: the run is over, and whoever ended it says why.
            if send.send(full).is_err() {
                listed.stopped = true;
                break;
            }
        }
    }
    listed.stopped |= send.send(batch).is_err();
    if let Some((hash, _)) = names.finalize().as_bytes().split_first_chunk() {
        listed.names = *hash;
    }
    Ok(listed)
}

/// Counts what there is, for those who want to know how long it will take.
pub(crate) fn count(plan: Arc<Checked>, options: Options) -> Arc<OnceLock<u64>> {
    let total = Arc::new(OnceLock::new());
    let counted = Arc::clone(&total);
    let count = move || {
        let count = || {
            let items = plan.items(options.limit)?;
            let in_shard = |item: &Item| options.shard.is_none_or(|shard| shard.holds(item.id()));
            Ok(items.filter(in_shard).count() as u64)
        };
        // The run itself will say what is wrong with the listing.
        if let Ok(count) = listed(count) {
            let _ = counted.set(count);
        }
    };
    // Without the thread nobody knows how many there are, and nothing else is lost.
    let _ = std::thread::Builder::new().spawn(count);
    total
}
