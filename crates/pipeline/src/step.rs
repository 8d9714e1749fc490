//! The object-safe twins of `Stage`, `Source` and `Sink`: how the engine sees them.

use presswork_model::{
    BoxError, Document, Items, LayerKind, Sink, Source, Stage, Writes, Writing, run_stage,
};
use std::path::PathBuf;

pub(crate) trait AnyStage: Send + Sync {
    fn name(&self) -> &'static str;
    fn writes(&self) -> Vec<LayerKind>;
    fn run(&self, document: &mut Document) -> Result<(), BoxError>;
    fn write_missing(&self, document: &mut Document) -> Result<(), BoxError>;
}

impl<S: Stage> AnyStage for S {
    fn name(&self) -> &'static str {
        S::NAME
    }

    fn writes(&self) -> Vec<LayerKind> {
        S::Writes::kinds()
    }

    fn run(&self, document: &mut Document) -> Result<(), BoxError> {
        run_stage(self, document)
    }

    fn write_missing(&self, document: &mut Document) -> Result<(), BoxError> {
        Ok(S::Writes::write_missing(document)?)
    }
}

/// A stage whose layers the documents bring: it does not run.
pub(crate) struct Replaced(pub(crate) Box<dyn AnyStage>);

impl AnyStage for Replaced {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn writes(&self) -> Vec<LayerKind> {
        Vec::new()
    }

    fn run(&self, document: &mut Document) -> Result<(), BoxError> {
        self.0.write_missing(document)
    }

    fn write_missing(&self, document: &mut Document) -> Result<(), BoxError> {
        self.0.write_missing(document)
    }
}

pub(crate) trait AnySource: Send + Sync {
    fn layers(&self) -> Vec<String>;
    fn items(&self) -> Result<Items<'_>, BoxError>;
}

impl<S: Source> AnySource for S {
    fn layers(&self) -> Vec<String> {
        Source::layers(self)
    }

    fn items(&self) -> Result<Items<'_>, BoxError> {
        Source::items(self)
    }
}

pub(crate) trait AnySink: Send + Sync {
    fn name(&self) -> &'static str;
    fn paths(&self) -> Vec<PathBuf>;
    fn layers(&self) -> Vec<String>;
    fn encode(&self, document: &Document) -> Result<Vec<u8>, BoxError>;
    fn begin(&self) -> Result<Box<dyn AnyWriting>, BoxError>;
}

impl<S: Sink> AnySink for S {
    fn name(&self) -> &'static str {
        S::NAME
    }

    fn paths(&self) -> Vec<PathBuf> {
        Sink::paths(self)
    }

    fn layers(&self) -> Vec<String> {
        Sink::layers(self)
    }

    fn encode(&self, document: &Document) -> Result<Vec<u8>, BoxError> {
        Sink::encode(self, document)
    }

    fn begin(&self) -> Result<Box<dyn AnyWriting>, BoxError> {
        Ok(Box::new(Sink::begin(self)?))
    }
}

pub(crate) trait AnyWriting: Send {
    fn write(&mut self, encoded: &[u8]) -> Result<(), BoxError>;
    fn close(&mut self) -> Result<(), BoxError>;
    fn finish(self: Box<Self>) -> Result<(), BoxError>;
}

impl<W: Writing + Send> AnyWriting for W {
    fn write(&mut self, encoded: &[u8]) -> Result<(), BoxError> {
        Writing::write(self, encoded)
    }

    fn close(&mut self) -> Result<(), BoxError> {
        Writing::close(self)
    }

    fn finish(self: Box<Self>) -> Result<(), BoxError> {
        Writing::finish(*self)
    }
}
