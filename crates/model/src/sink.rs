//! `Sink`: where results go.

use crate::{BoxError, Context, Document};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::path::PathBuf;

/// Encodes documents on any thread, and writes what it encoded in order, one after the other.
///
/// A result appears whole or not at all: only [`Writing::finish`] puts it in its place.
///
/// ```
/// use presswork_model::{BoxError, Context, Document, Sink, Text, Writing};
/// use std::path::PathBuf;
/// /// A list of the documents' ids.
/// struct Ids { path: PathBuf }
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// #[serde(deny_unknown_fields)]
/// struct Settings {
///     /// The file to write.
///     path: PathBuf,
/// }
/// struct WritingIds { path: PathBuf, ids: Vec<u8> }
/// impl Sink for Ids {
///     const NAME: &'static str = "ids";
///     type Config = Settings;
///     type Writing = WritingIds;
///     fn new(config: Settings, context: &Context) -> Result<Self, BoxError> {
///         Ok(Self { path: context.output(&config.path) })
///     }
///     fn paths(&self) -> Vec<PathBuf> { vec![self.path.clone()] }
///     fn encode(&self, document: &Document) -> Result<Vec<u8>, BoxError> {
///         Ok(format!("{}\n", document.text().id()).into_bytes())
///     }
///     fn begin(&self) -> Result<WritingIds, BoxError> {
///         Ok(WritingIds { path: self.path.clone(), ids: Vec::new() })
///     }
/// }
/// impl Writing for WritingIds {
///     fn write(&mut self, line: &[u8]) -> Result<(), BoxError> { self.ids.extend_from_slice(line); Ok(()) }
///     fn finish(self) -> Result<(), BoxError> { Ok(std::fs::write(&self.path, &self.ids)?) }
/// }
/// let sink = Ids::new(Settings { path: "ids.txt".into() }, &Context::default())?;
/// assert_eq!(sink.encode(&Document::new(Text::new("a", "")))?, b"a\n");
/// # Ok::<(), BoxError>(())
/// ```
pub trait Sink: Sized + Send + Sync + 'static {
    /// The word after `use:` in a pipeline.
    const NAME: &'static str;
    /// Raised when [`encode`](Self::encode) makes other bytes of the same document.
    const VERSION: u32 = 1;
    /// Settings that change nothing in what [`encode`](Self::encode) makes: `path`.
    const PLACING: &'static [&'static str] = &["path"];
    /// What may stand under `with:`. Its doc comments are the user's manual; it denies unknown fields.
    type Config: DeserializeOwned + JsonSchema;
    /// The result while it is being written.
    type Writing: Writing + Send + 'static;

    /// Checks its settings; it touches no file yet.
    fn new(config: Self::Config, context: &Context) -> Result<Self, BoxError>;

    /// The files it will write: no two results may share one.
    fn paths(&self) -> Vec<PathBuf>;

    /// The layers it was told to write, by name; none of them may be unknown to the pipeline.
    fn layers(&self) -> Vec<String> {
        Vec::new()
    }

    /// Turns a document into what will be written, on any thread. The bytes are kept beside the results, so that the next
    /// run need not make them again of a document that did not change.
    fn encode(&self, document: &Document) -> Result<Vec<u8>, BoxError>;

    /// Begins a result, aside from where it will stand: beside it as `.NAME.*.partial`, so that a run finds what one that
    /// was killed has left there.
    fn begin(&self) -> Result<Self::Writing, BoxError>;
}

/// A result that is being written. Dropped without [`finish`](Self::finish), it leaves nothing behind.
///
/// All results of a run are closed before the first is finished, so that one that cannot be written, as on a full disk,
/// keeps the others from appearing.
///
/// ```
/// use presswork_model::{BoxError, Writing};
/// struct Count(usize);
/// impl Writing for Count {
///     fn write(&mut self, words: &[u8]) -> Result<(), BoxError> { self.0 += words.len(); Ok(()) }
///     fn finish(self) -> Result<(), BoxError> { assert_eq!(self.0, 5); Ok(()) }
/// }
/// let mut count = Count(0);
/// count.write(b"ab")?;
/// count.write(b"cde")?;
/// count.finish()?;
/// # Ok::<(), BoxError>(())
/// ```
pub trait Writing {
    /// Takes the next document: what [`Sink::encode`] made of it, in this run or an earlier one.
    fn write(&mut self, encoded: &[u8]) -> Result<(), BoxError>;

    /// Writes whatever is left, still aside: only putting the result in its place remains. Nothing is written after it.
    fn close(&mut self) -> Result<(), BoxError> {
        Ok(())
    }

    /// Puts the result in its place; one that is not closed yet is closed first.
    fn finish(self) -> Result<(), BoxError>;
}
