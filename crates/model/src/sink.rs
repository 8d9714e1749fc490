//! `Sink`: where results go.

use crate::{BoxError, Context, Document};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::path::PathBuf;

/// Encodes documents on any thread, and writes what it encoded on one, in order.
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
/// struct WritingIds { path: PathBuf, ids: String }
/// impl Sink for Ids {
///     const NAME: &'static str = "ids";
///     type Config = Settings;
///     type Encoded = String;
///     type Writing = WritingIds;
///     fn new(config: Settings, context: &Context) -> Result<Self, BoxError> {
///         Ok(Self { path: context.output(&config.path) })
///     }
///     fn paths(&self) -> Vec<PathBuf> { vec![self.path.clone()] }
///     fn encode(&self, document: &Document) -> Result<String, BoxError> {
///         Ok(format!("{}\n", document.text().id()))
///     }
///     fn begin(&self) -> Result<WritingIds, BoxError> {
///         Ok(WritingIds { path: self.path.clone(), ids: String::new() })
///     }
/// }
/// impl Writing for WritingIds {
///     type Encoded = String;
///     fn write(&mut self, line: String) -> Result<(), BoxError> { self.ids.push_str(&line); Ok(()) }
///     fn finish(self) -> Result<(), BoxError> { Ok(std::fs::write(&self.path, &self.ids)?) }
/// }
/// let sink = Ids::new(Settings { path: "ids.txt".into() }, &Context::default())?;
/// assert_eq!(sink.encode(&Document::new(Text::new("a", "")))?, "a\n");
/// # Ok::<(), BoxError>(())
/// ```
pub trait Sink: Sized + Send + Sync + 'static {
    /// The word after `use:` in a pipeline.
    const NAME: &'static str;
    /// What may stand under `with:`. Its doc comments are the user's manual; it denies unknown fields.
    type Config: DeserializeOwned + JsonSchema;
    /// A document, ready to be written.
    type Encoded: Send + 'static;
    /// The result while it is being written.
    type Writing: Writing<Encoded = Self::Encoded> + Send + 'static;

    /// Checks its settings; it touches no file yet.
    fn new(config: Self::Config, context: &Context) -> Result<Self, BoxError>;

    /// The files it will write: no two results may share one.
    fn paths(&self) -> Vec<PathBuf>;

    /// The layers it was told to write, by name; none of them may be unknown to the pipeline.
    fn layers(&self) -> Vec<String> {
        Vec::new()
    }

    /// Turns a document into what will be written, on any thread.
    fn encode(&self, document: &Document) -> Result<Self::Encoded, BoxError>;

    /// Begins a result, aside from where it will stand.
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
///     type Encoded = usize;
///     fn write(&mut self, words: usize) -> Result<(), BoxError> { self.0 += words; Ok(()) }
///     fn finish(self) -> Result<(), BoxError> { assert_eq!(self.0, 5); Ok(()) }
/// }
/// let mut count = Count(0);
/// count.write(2)?;
/// count.write(3)?;
/// count.finish()?;
/// # Ok::<(), BoxError>(())
/// ```
pub trait Writing {
    /// What [`Sink::encode`] made.
    type Encoded;

    /// Takes the next document.
    fn write(&mut self, encoded: Self::Encoded) -> Result<(), BoxError>;

    /// Writes whatever is left, still aside: only putting the result in its place remains. Nothing is written after it.
    fn close(&mut self) -> Result<(), BoxError> {
        Ok(())
    }

    /// Puts the result in its place; one that is not closed yet is closed first.
    fn finish(self) -> Result<(), BoxError>;
}
