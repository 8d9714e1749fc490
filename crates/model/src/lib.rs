//! Text, spans, layers and documents, and the contracts of stages, sources and sinks.
//!
//! A [`Document`] is a [`Text`] that never changes and the layers of annotations that stages add to it. A stage reads
//! some layers and writes others, and says which in its type:
//!
//! ```
//! use presswork_model::{Annotation, BoxError, Context, Document, Given, Layer, Span, Stage, Text};
//! use schemars::JsonSchema;
//! use serde::{Deserialize, Serialize};
//!
//! /// A word in capitals.
//! #[derive(Serialize, Deserialize)]
//! struct Shout { span: Span }
//!
//! impl Annotation for Shout {
//!     const NAME: &'static str = "shout";
//!     fn span(&self) -> Span { self.span }
//! }
//!
//! /// Finds words in capitals.
//! struct Shouts { shortest: usize }
//!
//! #[derive(Deserialize, JsonSchema)]
//! #[serde(default, deny_unknown_fields)]
//! struct Settings {
//!     /// The fewest letters that make a shout.
//!     shortest: usize,
//! }
//! impl Default for Settings {
//!     fn default() -> Self { Self { shortest: 3 } }
//! }
//!
//! impl Stage for Shouts {
//!     const NAME: &'static str = "shouts";
//!     const VERSION: u32 = 1;
//!     type Config = Settings;
//!     type Reads = ();
//!     type Writes = Vec<Shout>;
//!     fn new(config: Settings, _: &Context) -> Result<Self, BoxError> {
//!         Ok(Self { shortest: config.shortest })
//!     }
//!     fn run(&self, text: &Text, (): Given<'_, Self>) -> Result<Vec<Shout>, BoxError> {
//!         let loud = |word: &&str| word.len() >= self.shortest && word.bytes().all(|b| b.is_ascii_uppercase());
//!         let words = text.body().split_whitespace().filter(loud);
//!         Ok(words.map(|word| Shout { span: text.span_of(word) }).collect())
//!     }
//! }
//!
//! let mut document = Document::new(Text::new("a", "STOP right THERE"));
//! presswork_model::run_stage(&Shouts::new(Settings::default(), &Context::default())?, &mut document)?;
//! let shouts: &Layer<Shout> = document.layer()?.expect("just written");
//! assert_eq!(&document.text()[shouts[1].span], "THERE");
//! # Ok::<(), BoxError>(())
//! ```

mod context;
mod deadline;
mod document;
mod interchange;
mod layer;
mod offsets;
mod pool;
mod sink;
mod source;
mod span;
mod stage;
mod text;

pub use context::{AskedFiles, Context, Limits, SettingError};
pub use deadline::{Deadline, TimeUp};
pub use document::{Document, DocumentLayer, LayerError, LayerKind};
pub use interchange::{DocumentError, Record, Selection};
pub use layer::{Annotation, Id, Layer, OutOfOrder};
pub use offsets::{Offsets, Unit};
pub use pool::Pool;
pub use sink::{Sink, Writing};
pub use source::{Item, ItemRead, Items, Source, Stamp};
pub use span::Span;
pub use stage::{Given, Need, Reads, Stage, Writes, run_stage};
pub use text::{Meta, Text};

/// Any error: what stages, sources and sinks return.
///
/// ```
/// let error: presswork_model::BoxError = "line 3: no such actor".into();
/// assert_eq!(error.to_string(), "line 3: no such actor");
/// ```
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
