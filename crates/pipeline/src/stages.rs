//! The stages over one document, and the encoding of what they found.

use crate::contain::contain;
use crate::plan::Checked;
use crate::quarantine::Failure;
use crate::state::Made;
use presswork_model::{BoxError, Deadline, Document, Item, TimeUp};
use std::cell::Cell;
use tracing::trace_span;

impl Checked {
    /// Loads an item and runs the stages over it; a panic is its failure.
    pub(crate) fn annotated(&self, item: Item) -> Result<Document, Failure> {
        let id = item.id().to_owned();
        let part = Cell::new(0);
        let work = || {
            let unread = |error: BoxError| Failure::new(&id, "load", error.to_string());
            let mut document = item.load().map_err(unread)?;
            for i in 0..self.stages.len() {
                part.set(i + 1);
                self.run_stage(i, &mut document, &Deadline::default())?;
            }
            Ok(document)
        };
        contain(work).unwrap_or_else(|panic| Err(self.blame(&id, part.get(), panic)))
    }

    pub(crate) fn run_stage(
        &self,
        number: usize,
        document: &mut Document,
        deadline: &Deadline,
    ) -> Result<(), Failure> {
        let stage = &self.stages[number].stage;
        let _span = trace_span!("stage", name = stage.name()).entered();
        let ran = stage.run(document);
        let ran = ran.and_then(|()| Ok(deadline.check()?));
        ran.map_err(|error| {
            let reason = if error.is::<TimeUp>() {
                self.too_long()
            } else {
                error.to_string()
            };
            Failure::new(document.text().id(), stage.name(), reason)
        })
    }

    /// What is said of a document that takes too long.
    pub(crate) fn too_long(&self) -> String {
        let seconds = self.limits.seconds;
        format!(
            "it takes longer than {seconds} s: leave it out, or raise `seconds` under `limits:` and run `presswork retry`"
        )
    }

    pub(crate) fn encode(&self, document: &Document) -> Result<Made, Failure> {
        let text = document.text();
        let mut made = Made::default();
        for (sink, _) in &self.sinks {
            let failed = |error: BoxError| Failure::new(text.id(), sink.name(), error.to_string());
            let encoded = sink.encode(document).map_err(failed)?;
            made.about.lengths.push(encoded.len());
            if made.encoded.is_empty() {
                made.encoded = encoded;
            } else {
                made.encoded.extend_from_slice(&encoded);
            }
        }
        text.id().clone_into(&mut made.about.id);
        made.about.words = text.body().split_ascii_whitespace().count() as u64;
        made.about.bytes = text.body().len() as u64;
        made.about.layers = document
            .layers()
            .map(|layer| (layer.name().to_owned(), layer.len() as u64))
            .collect();
        Ok(made)
    }

    /// The failure of a document in the part after `done` others.
    pub(crate) fn blame(&self, id: &str, done: usize, reason: String) -> Failure {
        Failure::new(id, self.part(done), reason)
    }

    /// What the part after `done` others is called.
    pub(crate) fn part(&self, done: usize) -> &'static str {
        match done.checked_sub(1) {
            None => "load",
            Some(stage) => match self.stages.get(stage) {
                Some(stage) => stage.stage.name(),
                None if stage == self.stages.len() => "encode",
                None => "keep",
            },
        }
    }
}
