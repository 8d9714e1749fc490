//! The sources: files and archives become documents.
//!
//! [`Files`] lists text, Markdown, HTML and JSON files below a folder and loads each into a document with a `block`
//! layer.
//!
//! ```
//! use presswork_model::{Context, Source};
//! use presswork_readers::{Files, Settings};
//! let folder = tempfile::tempdir()?;
//! std::fs::write(folder.path().join("a.txt"), "Grain prices fell\n\nBread became cheaper on Monday.\n")?;
//! let settings = Settings { root: folder.path().into(), ..Settings::default() };
//! let files = Files::new(settings, &Context::default())?;
//! let document = files.items()?.next().expect("one file").load()?;
//! assert_eq!(document.text().id(), "a.txt");
//! assert_eq!(document.text().meta().title.as_deref(), Some("Grain prices fell"));
//! # Ok::<(), presswork_model::BoxError>(())
//! ```

mod byline;
mod caption;
mod credit;
mod date;
mod dateline;
mod decode;
mod files;
mod format;
mod framing;
mod html;
mod lines;
mod listing;
mod markdown;
mod page;
mod plain;
mod records;
mod stamp;

pub use files::{Files, Settings};
pub use lines::{Line, lines};

#[cfg(test)]
mod testing;
