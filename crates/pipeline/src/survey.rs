//! What a run would do, and why, without doing it.

use crate::contain::contain;
use crate::fingerprint::{Fingerprint, Hash};
use crate::plan::Plan;
use crate::quarantine::Failure;
use crate::report::{LayerCount, Report};
use crate::results::Order;
use crate::run::{Options, RunError, listed, pool};
use crate::state::{self, Known, Published, Reader, Seen, State};
use crate::work::{Current, content};
use presswork_model::{Item, Stamp};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// How many items are looked at together; records of a file are held in memory meanwhile.
const BATCH: usize = 64;
/// How many names are told of each reason.
const SHOWN: usize = 5;

/// What a run would do. Made by [`Plan::survey`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// How many documents there are.
    pub documents: u64,
    /// How many of them need nothing.
    pub kept: u64,
    /// Those that would run, by reason.
    pub to_run: Vec<Group>,
    /// Those in quarantine, which would not run again.
    pub quarantined: Group,
    /// Those that are gone, and would leave the results.
    pub removed: Group,
    /// Why the results would be written anew; none if nothing would be done at all.
    pub results: Option<&'static str>,
}

/// Documents that have something in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// What that is.
    pub why: String,
    /// How many there are.
    pub documents: u64,
    /// The first of them.
    pub examples: Vec<String>,
    /// The stages whose findings were kept from an earlier run, and that would not run.
    pub kept_stages: Vec<String>,
}

impl Group {
    fn add(&mut self, item: &str) {
        self.documents += 1;
        if self.examples.len() < SHOWN {
            self.examples.push(item.to_owned());
        }
    }
}

/// Why a document would run, or that it would not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Kept,
    Quarantined,
    New,
    Changed,
    /// It was made by another pipeline: this one.
    Stale(i64),
    /// It is in quarantine and shall be tried again.
    Again,
}

/// The hash of what an item is made of; none if it cannot be read.
fn read(item: Item) -> Option<Hash> {
    let read = contain(|| item.read().and_then(content));
    read.ok()?.ok().map(|(hash, _)| hash)
}

/// What looking at an item came to.
struct Judged {
    verdict: Verdict,
    stamp: Option<Stamp>,
    /// The hash of its content if that was to be read.
    content: Option<Hash>,
}

/// Looks at an item as the run would.
fn judge(item: Item, known: Option<&Known>, current: &Current) -> Judged {
    let judged = |verdict, stamp, content| Judged {
        verdict,
        stamp,
        content,
    };
    let Some(known) = known else {
        // Only a record may have stood elsewhere.
        let is_record = state::record_file(item.id()).is_some();
        let hash = is_record.then(|| read(item));
        return judged(Verdict::New, None, hash.flatten());
    };
    // Nobody watches over the reading here, and the run does.
    if known.content.is_none() && known.failure.as_ref().is_some_and(Failure::hangs) {
        return judged(Verdict::Again, None, None);
    }
    let mut hash = None;
    let stamp = item.stamp();
    let looks_same = stamp.is_some() && known.stamp == stamp && known.content.is_some();
    let same = looks_same || {
        hash = read(item);
        known.content == hash && (hash.is_some() || known.failure.is_some())
    };
    let verdict = match &known.failure {
        _ if !same => Verdict::Changed,
        _ if known.fingerprint != current.fingerprint => Verdict::Stale(known.fingerprint),
        Some(_) if current.retry => Verdict::Again,
        Some(_) => Verdict::Quarantined,
        None => Verdict::Kept,
    };
    judged(verdict, stamp, hash)
}

/// What was found out about each document.
#[derive(Default)]
struct Found {
    order: Order,
    seen: Seen,
    groups: BTreeMap<Verdict, Group>,
    /// Those that had to be read and are as they were, and how they look now.
    touched: Vec<(i64, Option<Stamp>)>,
    /// Of the documents of each pipeline, one.
    example: BTreeMap<i64, i64>,
}

impl Plan {
    /// What a run would do, and why. Nothing is run and nothing is written.
    pub fn survey(&self, options: Options) -> Result<Survey, RunError> {
        let fingerprint = self.fingerprint();
        let file = state::file(&self.0.output);
        let reader = (file.exists() && !options.fresh).then(|| Reader::open(&file));
        let reader = reader.transpose()?;
        let older = reader.as_ref().map(Reader::fingerprints).transpose()?;
        let older = older.unwrap_or_default();
        let mine = older.iter().find(|(_, older)| **older == fingerprint);
        let current = Current {
            fingerprint: mine.map_or(-1, |(number, _)| *number),
            stages: fingerprint.of_stages(),
            retry: options.retry,
        };
        let found = self.look(reader.as_ref(), &current, options, |_| true)?;
        let mut survey = Survey::default();
        for (verdict, mut group) in found.groups {
            survey.documents += group.documents;
            group.why = match verdict {
                Verdict::Kept => {
                    survey.kept += group.documents;
                    continue;
                }
                Verdict::Quarantined => {
                    survey.quarantined = group;
                    continue;
                }
                Verdict::New => "new".to_owned(),
                Verdict::Changed => "changed".to_owned(),
                Verdict::Again => "in quarantine, to be tried again".to_owned(),
                Verdict::Stale(number) => {
                    let before = older.get(&number).cloned().unwrap_or_default();
                    let example = found.example.get(&number).copied();
                    let has_layers = match (&reader, example) {
                        (Some(reader), Some(example)) => reader.layers(example)?.is_some(),
                        _ => false,
                    };
                    if has_layers {
                        group.kept_stages = self.kept_stages(&fingerprint, &before);
                    }
                    fingerprint.differences(&before)
                }
            };
            survey.to_run.push(group);
        }
        if let Some(reader) = &reader {
            let (documents, examples) = reader.others(&found.seen, SHOWN)?;
            (survey.removed.documents, survey.removed.examples) = (documents, examples);
        }
        let published: Option<Published> = match &reader {
            Some(reader) => reader.about(state::PUBLISHED)?,
            None => None,
        };
        let hash = found.order.hash(&fingerprint.hash(), &self.placing());
        // What is remembered of a folder that cannot be listed has left the results already.
        if published
            .as_ref()
            .is_some_and(|published| published.hash == hash)
        {
            survey.removed = Group::default();
        }
        survey.results = match published {
            _ if !survey.to_run.is_empty() => Some("documents would run"),
            _ if survey.removed.documents > 0 => Some("documents are gone"),
            None => Some("the last run did not end"),
            Some(published) if published.hash != hash => Some(
                "the documents stand in another order, the results elsewhere, or the pipeline has another name",
            ),
            Some(published) if !self.stands(&published) => {
                Some("somebody changed or removed a file of the results")
            }
            Some(_) => None,
        };
        Ok(survey)
    }

    /// The stages with `cache: true` that found under `before` what they would find now.
    fn kept_stages(&self, now: &Fingerprint, before: &Fingerprint) -> Vec<String> {
        let before: Vec<_> = before.stages.iter().zip(before.of_stages()).collect();
        let stages = self.0.stages.iter().zip(&now.stages).zip(now.of_stages());
        let kept = stages.filter(|((planned, print), hash)| {
            let same = |(old, of): &(&crate::fingerprint::Print, Hash)| {
                old.name == print.name && of == hash
            };
            planned.cache && before.iter().any(same)
        });
        kept.map(|((_, print), _)| print.name.clone()).collect()
    }

    /// Whether the files of the results are as they were published.
    fn stands(&self, published: &Published) -> bool {
        self.0.looks().eq(published.files.iter().copied())
    }

    /// What the last run came to, if nothing would be done.
    pub(crate) fn unchanged(
        &self,
        state: &State,
        current: &Current,
        hashes: &(Hash, Hash),
        options: Options,
    ) -> Result<Option<Report>, RunError> {
        let reader = state.reader()?;
        let published: Option<Published> = reader.about(state::PUBLISHED)?;
        let Some(published) = published.filter(|published| {
            // The places of a shard's documents may have moved.
            options.shard.is_none() && !options.retry && self.stands(published)
        }) else {
            return Ok(None);
        };
        let holds = |verdict| matches!(verdict, Verdict::Kept | Verdict::Quarantined);
        let found = self.look(Some(&reader), current, options, holds)?;
        if found.order.hash(&hashes.0, &hashes.1) != published.hash {
            return Ok(None);
        }
        if !found.touched.is_empty() {
            // The next run need not read them.
            state.begin()?;
            for (number, stamp) in found.touched {
                state.touch(number, stamp, None)?;
            }
            state.commit()?;
        }
        let totals = published.totals;
        let mut report = Report {
            documents: totals.documents,
            quarantined: totals.quarantined,
            kept: totals.documents + totals.quarantined,
            words: totals.words,
            bytes: totals.bytes,
            unchanged: true,
            ..Report::default()
        };
        report.layers = totals
            .layers
            .into_iter()
            .map(|(name, annotations)| LayerCount { name, annotations })
            .collect();
        if report.quarantined > 0 {
            let failures = Failure::first(&self.0.output, crate::results::SHOWN);
            report.failures = failures.unwrap_or_default();
        }
        Ok(Some(report))
    }

    /// Judges what there is, as long as `goes_on` with each verdict.
    fn look(
        &self,
        reader: Option<&Reader>,
        current: &Current,
        options: Options,
        goes_on: impl Fn(Verdict) -> bool,
    ) -> Result<Found, RunError> {
        let pool = pool(options.threads())?;
        let mut found = Found::default();
        let mut items = self.0.items(options.limit)?;
        loop {
            if options.is_stopped() {
                return Err(RunError::Interrupted { documents: 0 });
            }
            let (batch, last) = listed(|| {
                let mut batch = Vec::with_capacity(BATCH);
                let mut count = 0;
                for item in items.by_ref().take(BATCH) {
                    count += 1;
                    if options.shard.is_none_or(|shard| shard.holds(item.id())) {
                        let known = reader.map(|reader| reader.known(item.id())).transpose()?;
                        batch.push((item, known.flatten()));
                    }
                }
                Ok((batch, count < BATCH))
            })?;
            let judged: Vec<_> = pool.install(|| {
                let judged = batch.into_par_iter().map(|(item, known)| {
                    let name = item.id().to_owned();
                    let judged = judge(item, known.as_ref(), current);
                    (name, known, judged)
                });
                judged.collect()
            });
            for (name, known, judged) in judged {
                let Judged {
                    mut verdict,
                    stamp,
                    content,
                } = judged;
                if let Some(known) = &known
                    && content.is_some_and(|content| known.content == Some(content))
                    && stamp.is_some_and(|stamp| known.stamp != Some(stamp))
                {
                    found.touched.push((known.number, stamp));
                }
                let mut number = known.map(|known| known.number);
                if matches!(verdict, Verdict::New | Verdict::Changed)
                    && let (Some(reader), Some(content)) = (reader, content)
                    && let Some(moved) = reader.moved(&name, &content)?
                    && current.holds(&moved)
                {
                    verdict = Verdict::Kept;
                    number = Some(moved.number);
                }
                if let Some(number) = number {
                    found.seen.add(number);
                    if let Verdict::Stale(fingerprint) = verdict {
                        found.example.entry(fingerprint).or_insert(number);
                    }
                }
                found.order.add(number);
                found.groups.entry(verdict).or_default().add(&name);
                if !goes_on(verdict) {
                    return Ok(Found::default());
                }
            }
            if last {
                return Ok(found);
            }
        }
    }
}

/// A folder of results as its state knows it, for those who only ask.
pub(crate) fn counts(output: &Path) -> Option<state::Totals> {
    let reader = Reader::open(&state::file(output)).ok()?;
    reader.counts().ok()
}
