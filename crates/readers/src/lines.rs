//! The records of a file of JSON lines one by one, each with its line: for tools that compare results.

use crate::decode;
use crate::format;
use crate::framing::{Body, Frames, Framing};
use crate::listing;
use crate::records;
use presswork_model::{BoxError, Document, Limits};
use std::io::{self, BufReader};
use std::path::Path;

/// A line that holds a record.
///
/// ```
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("gold.jsonl");
/// std::fs::write(&path, "\n{\"id\":\"a\",\"text\":\"Grain.\"}\n")?;
/// let line = presswork_readers::lines(&path)?.next().expect("one record");
/// assert_eq!((line.number, line.document()?.text().id()), (2, "a"));
/// # Ok::<(), presswork_model::BoxError>(())
/// ```
#[derive(Debug)]
pub struct Line {
    /// Where it stands in the file, from 1.
    pub number: u64,
    body: Body,
}

/// The records of a file of JSON lines; one that ends in `.gz` or `.zst` is compressed. Blank lines are passed over.
///
/// Fails if the file cannot be opened. [`Line`] has an example.
pub fn lines(path: &Path) -> io::Result<impl Iterator<Item = Line> + use<>> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let (_, compression) = format::of(&listing::shown(name));
    let reader = BufReader::with_capacity(1 << 16, decode::open(path, compression)?);
    let frames = Frames::new(reader, Framing::Lines, u64::from(u32::MAX), u64::MAX);
    Ok(frames.map(|frame| Line {
        number: frame.line,
        body: frame.body,
    }))
}

impl Line {
    /// The record as it stands there.
    ///
    /// Fails if the file breaks off in it.
    pub fn json(&self) -> Result<&[u8], BoxError> {
        match &self.body {
            Body::Bytes(bytes) => Ok(bytes),
            Body::TooLong(size) => Err(format!(
                "line {}: {size} bytes are too many for a record",
                self.number
            )
            .into()),
            Body::Broken(error) => Err(format!(
                "line {}: the rest of the file cannot be read: {error}",
                self.number
            )
            .into()),
            Body::GivenUp | Body::Unclosed => {
                Err(format!("line {}: it is no record", self.number).into())
            }
        }
    }

    /// Its document, with its own id; one without is called after its line.
    ///
    /// Fails if it is no document.
    pub fn document(&self) -> Result<Document, BoxError> {
        let number = self.number;
        let id = |own: Option<&str>| own.map_or_else(|| number.to_string(), str::to_owned);
        Ok(records::document(
            self.json()?,
            (number, 1),
            id,
            Limits::default(),
        )?)
    }
}
