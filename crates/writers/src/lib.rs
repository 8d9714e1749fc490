//! The sinks: documents become JSON lines ([`Jsonl`]), a database ([`Sqlite`]) or a [`view`] for people.
//!
//! ```
//! use presswork_model::{Context, Document, Sink, Text, Writing};
//! use presswork_writers::{Jsonl, JsonlSettings};
//! # let folder = tempfile::tempdir()?;
//! let context = Context { output: folder.path().into(), ..Context::default() };
//! let sink = Jsonl::new(JsonlSettings::default(), &context)?;
//! let mut writing = sink.begin()?;
//! writing.write(&sink.encode(&Document::new(Text::new("a", "Grain.")))?)?;
//! writing.finish()?;
//! let lines = std::fs::read_to_string(folder.path().join("documents.jsonl"))?;
//! assert_eq!(lines, "{\"id\":\"a\",\"meta\":{},\"text\":\"Grain.\",\"layers\":{}}\n");
//! # Ok::<(), presswork_model::BoxError>(())
//! ```

mod jsonl;
mod partial;
mod sqlite;
pub mod view;

pub use jsonl::{Jsonl, JsonlSettings};
pub use sqlite::{Sqlite, SqliteSettings};
