//! The threads of a run: each takes the next document, works on it, and whoever has the next in order writes it. So the
//! order of the results does not depend on how many threads there are, and none of them only waits or only writes.

use crate::contain::contain;
use crate::fingerprint::Hash;
use crate::plan::Checked;
use crate::quarantine::{Failure, HANGS};
use crate::results::Writer;
use crate::run::RunError;
use crate::work::{Record, Settled, Task, Watch, Worker, shown};
use presswork_model::{Deadline, Stamp};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How many documents a thread may have waiting for their turn: enough to even out long and short ones, few enough to
/// bound memory.
const AHEAD: usize = 64;
/// How many bytes may wait for their turn.
const BYTES: usize = 64 << 20;
/// How often the clock is looked at.
const TICK: Duration = Duration::from_millis(50);
/// How long a stage that was told that the time is up may take to notice: as long again, but no longer than this.
const GRACE: u64 = 10;
/// How many threads may be left behind in stages that hang.
const LEFT_BEHIND: usize = 8;
/// Stages may recurse as deep as `limits.depth` says.
const STACK: usize = 16 << 20;

/// What a listing came to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Listed {
    /// How many documents this run has.
    pub(crate) documents: u64,
    /// How many the whole listing has, of which a shard runs a part.
    pub(crate) places: u64,
    /// The hash of the names in the whole listing.
    pub(crate) names: Hash,
    /// Whether it was left off because the run was told to stop.
    pub(crate) stopped: bool,
}

/// What the threads of a run share.
pub(crate) struct Pool {
    plan: Arc<Checked>,
    tasks: Mutex<Option<Feed>>,
    order: Mutex<Order>,
    writer: Mutex<Option<Writer>>,
    /// There is room for another document, or the run is over.
    room: Condvar,
    /// A thread ended.
    ended: Condvar,
    stopped: AtomicBool,
    most: usize,
}

/// The documents that were listed, batch after batch.
type Feed = std::iter::Flatten<std::sync::mpsc::IntoIter<Vec<Task>>>;

#[derive(Default)]
struct Order {
    /// Whose turn it is.
    next: u64,
    ready: BTreeMap<u64, Settled>,
    bytes: usize,
    writing: bool,
    threads: usize,
    error: Option<RunError>,
    listed: Option<Listed>,
}

/// What a thread has in hand.
#[derive(Default)]
struct Slot(Mutex<Option<Hand>>);

struct Hand {
    number: u64,
    place: u64,
    item: String,
    path: Option<String>,
    stamp: Option<Stamp>,
    content: Option<Hash>,
    part: usize,
    since: Instant,
    deadline: Deadline,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Panics are contained before they reach a lock.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Pool {
    pub(crate) fn new(
        plan: Arc<Checked>,
        batches: Receiver<Vec<Task>>,
        writer: Writer,
        threads: usize,
    ) -> Arc<Self> {
        Arc::new(Self {
            plan,
            tasks: Mutex::new(Some(batches.into_iter().flatten())),
            order: Mutex::default(),
            writer: Mutex::new(Some(writer)),
            room: Condvar::new(),
            ended: Condvar::new(),
            stopped: AtomicBool::new(false),
            most: AHEAD * threads,
        })
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Takes the end of the listing.
    pub(crate) fn listed(&self, listed: Result<Listed, RunError>) {
        match listed {
            Ok(listed) => lock(&self.order).listed = Some(listed),
            Err(error) => self.fail(error),
        }
    }

    fn fail(&self, error: RunError) {
        lock(&self.order).error.get_or_insert(error);
        self.stop();
    }

    fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
        self.room.notify_all();
    }

    /// Runs `threads` threads until all is written; `tick` is called now and then from this one, with what was written.
    pub(crate) fn run(
        self: &Arc<Self>,
        threads: usize,
        mut worker: impl FnMut() -> Result<Worker, RunError>,
        mut tick: impl FnMut(&Writer),
    ) -> Result<(Writer, Listed), RunError> {
        let mut slots = Vec::new();
        for _ in 0..threads {
            match worker().and_then(|worker| self.spawn(worker)) {
                Ok(slot) => slots.push(slot),
                Err(error) => {
                    self.fail(error);
                    break;
                }
            }
        }
        let mut left_behind = 0;
        loop {
            let order = lock(&self.order);
            if order.threads == 0 {
                break;
            }
            drop(
                self.ended
                    .wait_timeout(order, TICK)
                    .unwrap_or_else(PoisonError::into_inner),
            );
            // While a window is written there is no need to wait for it.
            if let Ok(writer) = self.writer.try_lock()
                && let Some(writer) = writer.as_ref()
            {
                tick(writer);
            }
            for slot in &mut slots {
                let Some((number, settled)) = slot.overdue(&self.plan) else {
                    continue;
                };
                left_behind += 1;
                if left_behind > LEFT_BEHIND
                    && let Err(failure) = &settled.outcome
                {
                    self.fail(RunError::Hung(failure.clone().into()));
                } else {
                    match worker().and_then(|worker| self.spawn(worker)) {
                        Ok(other) => *slot = other,
                        Err(error) => self.fail(error),
                    }
                }
                self.settle(number, settled);
                // The thread that hangs is no longer waited for.
                lock(&self.order).threads -= 1;
            }
        }
        // The listing ends if it still waits for somebody to take its documents.
        lock(&self.tasks).take();
        let (error, listed) = {
            let mut order = lock(&self.order);
            (order.error.take(), order.listed)
        };
        let writer = lock(&self.writer).take();
        match (error, writer, listed) {
            (None, Some(writer), Some(listed)) => Ok((writer, listed)),
            (Some(error), Some(writer), _) => {
                writer.save();
                Err(error)
            }
            (error, ..) => Err(error.unwrap_or_else(|| RunError::List("it broke off".into()))),
        }
    }

    fn spawn(self: &Arc<Self>, worker: Worker) -> Result<Arc<Slot>, RunError> {
        let slot = Arc::new(Slot::default());
        let (pool, hand) = (Arc::clone(self), Arc::clone(&slot));
        lock(&self.order).threads += 1;
        let run = tracing::Span::current();
        let spawned = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn(move || run.in_scope(|| pool.work(&hand, worker)));
        match spawned {
            Ok(_) => Ok(slot),
            Err(error) => {
                lock(&self.order).threads -= 1;
                Err(RunError::Threads(error.into()))
            }
        }
    }

    /// What a thread does.
    fn work(&self, slot: &Slot, mut worker: Worker) {
        let ended = contain(|| {
            while let Some(task) = self.next() {
                let number = task.number;
                let deadline = Deadline::default();
                slot.begin(&task, &deadline);
                let settled = worker.settle(task, slot, &deadline);
                // Somebody else works in its place if it was taken to hang.
                if !slot.end() {
                    return false;
                }
                self.settle(number, settled);
            }
            true
        });
        match ended {
            Ok(false) => return,
            Ok(true) => {}
            Err(panic) => self.fail(RunError::Broken(panic.into())),
        }
        drop(worker);
        lock(&self.order).threads -= 1;
        self.ended.notify_all();
    }

    /// The next document, once there is room for what will become of it.
    fn next(&self) -> Option<Task> {
        let mut order = lock(&self.order);
        while (order.ready.len() >= self.most || order.bytes >= BYTES) && !self.is_stopped() {
            order = self
                .room
                .wait(order)
                .unwrap_or_else(PoisonError::into_inner);
        }
        drop(order);
        let task = lock(&self.tasks).as_mut()?.next()?;
        (!self.is_stopped()).then_some(task)
    }

    /// Takes a document that is settled, and writes whatever is in order now, unless another thread does.
    fn settle(&self, number: u64, settled: Settled) {
        let mut order = lock(&self.order);
        order.bytes += settled.size();
        order.ready.insert(number, settled);
        if order.writing {
            return;
        }
        order.writing = true;
        while order.error.is_none() {
            let next = order.next;
            let Some(settled) = order.ready.remove(&next) else {
                break;
            };
            order.bytes -= settled.size();
            order.next += 1;
            drop(order);
            let mut writer = lock(&self.writer);
            let written = match writer.as_mut() {
                Some(writer) => contain(|| writer.write(settled)),
                None => Ok(Ok(())),
            };
            drop(writer);
            let written = written.unwrap_or_else(|panic| Err(RunError::Broken(panic.into())));
            if let Err(error) = written {
                self.fail(error);
            }
            order = lock(&self.order);
        }
        order.writing = false;
        drop(order);
        self.room.notify_all();
    }
}

impl Watch for Slot {
    fn at(&self, part: usize) {
        if let Some(hand) = lock(&self.0).as_mut() {
            hand.part = part;
        }
    }

    fn read(&self, stamp: Option<Stamp>, content: Option<Hash>) {
        if let Some(hand) = lock(&self.0).as_mut() {
            (hand.stamp, hand.content) = (stamp, content);
        }
    }
}

impl Slot {
    fn begin(&self, task: &Task, deadline: &Deadline) {
        *lock(&self.0) = Some(Hand {
            number: task.number,
            place: task.place,
            item: task.item.id().to_owned(),
            path: shown(&task.item),
            stamp: None,
            content: None,
            part: 0,
            since: Instant::now(),
            deadline: deadline.clone(),
        });
    }

    /// Whether the document was still this thread's.
    fn end(&self) -> bool {
        lock(&self.0).take().is_some()
    }

    /// Lets the time of the document be up once it is; one that nobody gives back long after that is settled as one that
    /// hangs, and its thread left behind.
    fn overdue(&self, plan: &Checked) -> Option<(u64, Settled)> {
        let seconds = plan.limits.seconds;
        let grace = seconds.min(GRACE);
        let mut slot = lock(&self.0);
        let hand = slot.as_ref()?;
        let took = hand.since.elapsed();
        if took < Duration::from_secs(seconds) {
            return None;
        }
        hand.deadline.pass();
        if took < Duration::from_secs(seconds.saturating_add(grace)) {
            return None;
        }
        let part = plan.part(hand.part);
        let hand = slot.take()?;
        let reason = format!(
            "{HANGS}: `{part}` did not stop {grace} s after its time of {seconds} s was up"
        );
        tracing::error!(document = hand.item, stage = part, "hangs");
        let failure = Failure {
            path: hand.path.clone(),
            ..Failure::new(&hand.item, part, reason)
        };
        Some((
            hand.number,
            Settled {
                item: hand.item,
                path: hand.path,
                place: hand.place,
                stamp: hand.stamp,
                content: hand.content,
                record: Record::New {
                    results: Vec::new(),
                    layers: None,
                    moved: false,
                },
                outcome: Err(failure),
                times: Vec::new(),
            },
        ))
    }
}
