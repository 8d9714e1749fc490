//! `jsonl`: documents with their layers as JSON lines, the interchange format.

use crate::partial::{Partial, output};
use flate2::Compression;
use flate2::write::GzEncoder;
use presswork_model::{BoxError, Context, Document, Selection, Sink, Writing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes every document with its layers as one line of JSON: the format in which Presswork's programs exchange
/// documents, and which `files` reads again.
///
/// Offsets count Unicode code points, as Python, R and SQL do. Layers that this program does not know are written as
/// they were read. A path that ends in `.gz` or `.zst` is compressed; `.zst` is many times faster. The file appears
/// whole: until the run is done, an older one of that name stays as it is.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct JsonlSettings {
    /// The file to write, below the folder of the results: `press.jsonl`, `press.jsonl.zst`.
    pub path: PathBuf,
    /// The layers to write, by name: `[mention, stance]`. All of them if none is named.
    pub layers: Vec<String>,
}

impl Default for JsonlSettings {
    fn default() -> Self {
        Self {
            path: "documents.jsonl".into(),
            layers: Vec::new(),
        }
    }
}

/// The sink `jsonl`. Its settings are its manual: [`JsonlSettings`].
///
/// ```
/// use presswork_model::{Context, Document, Sink, Text};
/// use presswork_writers::{Jsonl, JsonlSettings};
/// let sink = Jsonl::new(JsonlSettings::default(), &Context::default())?;
/// let line = sink.encode(&Document::new(Text::new("a", "né")))?;
/// assert_eq!(String::from_utf8(line)?, "{\"id\":\"a\",\"meta\":{},\"text\":\"né\",\"layers\":{}}\n");
/// # Ok::<(), presswork_model::BoxError>(())
/// ```
#[derive(Debug)]
pub struct Jsonl {
    path: PathBuf,
    layers: Vec<String>,
    selection: Selection,
}

impl Sink for Jsonl {
    const NAME: &'static str = "jsonl";
    type Config = JsonlSettings;
    type Writing = Lines;

    fn new(settings: JsonlSettings, context: &Context) -> Result<Self, BoxError> {
        let selection = match settings.layers.as_slice() {
            [] => Selection::All,
            named => Selection::Only(named.to_vec()),
        };
        Ok(Self {
            path: output(&settings.path, context)?,
            layers: settings.layers,
            selection,
        })
    }

    fn paths(&self) -> Vec<PathBuf> {
        vec![self.path.clone()]
    }

    fn layers(&self) -> Vec<String> {
        self.layers.clone()
    }

    fn encode(&self, document: &Document) -> Result<Vec<u8>, BoxError> {
        let mut line = Vec::with_capacity(2 * document.text().body().len());
        document.write_json(&self.selection, &mut line)?;
        // A layer that was read from JSON of many lines still has its line breaks. They can only stand between values.
        for byte in line.iter_mut().filter(|byte| matches!(byte, b'\n' | b'\r')) {
            *byte = b' ';
        }
        line.push(b'\n');
        Ok(line)
    }

    fn begin(&self) -> Result<Lines, BoxError> {
        let partial = Partial::create(&self.path)?;
        let out = partial.file().and_then(|file| Out::new(&self.path, file));
        let out = out.map_err(|reason| partial.failed(reason))?;
        Ok(Lines {
            out: Some(out),
            partial,
        })
    }
}

/// The lines while they are being written.
pub struct Lines {
    // Before `partial`: the handle is closed before the file is deleted.
    /// None once it is closed.
    out: Option<Out>,
    partial: Partial,
}

impl Writing for Lines {
    fn write(&mut self, line: &[u8]) -> Result<(), BoxError> {
        let out = self.out.as_mut().ok_or("the result is closed already")?;
        let written = out.write_all(line);
        Ok(written.map_err(|reason| self.partial.failed(reason))?)
    }

    fn close(&mut self) -> Result<(), BoxError> {
        let Some(out) = self.out.take() else {
            return Ok(());
        };
        out.finish().map_err(|reason| self.partial.failed(reason))?;
        Ok(self.partial.sync()?)
    }

    fn finish(mut self) -> Result<(), BoxError> {
        self.close()?;
        Ok(self.partial.publish()?)
    }
}

/// The bytes on their way to the file, compressed if its name says so.
enum Out {
    Plain(BufWriter<File>),
    Gzip(BufWriter<GzEncoder<File>>),
    Zstd(BufWriter<zstd::Encoder<'static, File>>),
}

impl Out {
    fn new(path: &Path, file: File) -> io::Result<Self> {
        const BUFFER: usize = 1 << 18;
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        Ok(if ending == "gz" {
            let encoder = GzEncoder::new(file, Compression::default());
            Self::Gzip(BufWriter::with_capacity(BUFFER, encoder))
        } else if ending == "zst" {
            let mut encoder = zstd::Encoder::new(file, zstd::DEFAULT_COMPRESSION_LEVEL)?;
            encoder.include_checksum(true)?;
            Self::Zstd(BufWriter::with_capacity(BUFFER, encoder))
        } else {
            Self::Plain(BufWriter::with_capacity(BUFFER, file))
        })
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(out) => out.write_all(bytes),
            Self::Gzip(out) => out.write_all(bytes),
            Self::Zstd(out) => out.write_all(bytes),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Plain(out) => _ = out.into_inner()?,
            Self::Gzip(out) => _ = out.into_inner()?.finish()?,
            Self::Zstd(out) => _ = out.into_inner()?.finish()?,
        }
        Ok(())
    }
}
