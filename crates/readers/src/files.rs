//! `Files`: the source that reads a folder, or one file.

use crate::decode::{self, DecodeError};
use crate::format::{self, Compression, Format};
use crate::framing::{Body, Frame, Frames, Framing};
use crate::listing::{self, Found, Listing, Patterns};
use crate::page::Page;
use crate::{html, markdown, plain, records, stamp};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use presswork_model::{BoxError, Context, Document, Item, Items, Limits, SettingError, Source};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Reads the documents of a folder: plain text (.txt, .text), Markdown (.md, .markdown), web pages (.html, .htm,
/// .xhtml), JSON (.json: one document, or an array of them) and JSON lines (.jsonl, .ndjson), each also compressed
/// (.gz, .zst).
///
/// Documents come in byte order of their paths, and hidden files are left out. A document's id is its path below the
/// root, with `#` and its own id or its number behind it where a file holds many. Any encoding is read. Web pages lose
/// menus, advertisements and the like. Every document gets the layer `block` (title, heading, byline, dateline,
/// paragraph, quote, list item, table row, caption, credit), unless it is JSON that brings one, and what the file says
/// of its title, date, author, language and source. JSON records may be in the format that `jsonl` writes, whose
/// layers are kept, or in that of a feed (`headline`, `body`, `published_at` and other usual names).
///
/// A file or record that cannot be read is an error of that document alone; if the root cannot be read there is no run. The folder of the results is never read.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The folder, or a single file, as a path from where the program runs, such as `corpus/wire`.
    pub root: PathBuf,
    /// Which files to read: patterns for the path below the root, such as `**/*.html` (at any depth), `*.txt` (in the
    /// root itself) or `2024-*/**`. None means all files with a known extension. Files with other extensions are read
    /// as plain text. A root that is a file is always read.
    pub include: Vec<String>,
    /// Which of these to leave out, such as `drafts/**`. A folder that matches is left out with all that it holds.
    pub exclude: Vec<String>,
    /// The layers that the JSON files bring along and that stages may read, such as `[token, mention]`. A layer that
    /// is not named here is kept too, but no stage can ask for it.
    pub layers: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            root: ".".into(),
            include: Vec::new(),
            exclude: Vec::new(),
            layers: Vec::new(),
        }
    }
}

/// The source `files`: reads a folder, or one file. See [`Settings`] for what it reads.
///
/// ```
/// use presswork_model::{Context, Source};
/// use presswork_readers::{Files, Settings};
/// let missing = Settings { root: "no/such/folder".into(), ..Settings::default() };
/// let error = Files::new(missing, &Context::default()).err().expect("there is none");
/// assert_eq!(error.to_string(), "there is no file or folder `no/such/folder`");
/// ```
#[derive(Debug)]
pub struct Files {
    root: PathBuf,
    is_file: bool,
    patterns: Patterns,
    layers: Vec<String>,
    limits: Limits,
    output: Option<PathBuf>,
}

impl Source for Files {
    const NAME: &'static str = "files";
    const VERSION: u32 = 2;
    const CHOOSING: &'static [&'static str] = &["root", "include", "exclude"];
    type Config = Settings;

    fn new(settings: Settings, context: &Context) -> Result<Self, BoxError> {
        let (include, exclude) = both_globs(&settings)?;
        let root = context.input(&settings.root);
        let metadata = std::fs::metadata(&root).map_err(|error| missing(&root, &error))?;
        if !metadata.is_dir() && !metadata.is_file() {
            let what = format!("`{}` cannot be read: {}", root.display(), listing::NO_FILE);
            let help = "a pipe, socket or device cannot be read; save what it gives in a file";
            return Err(SettingError::new("root", what).help(help).into());
        }
        let output = listing::resolved(&context.output);
        if metadata.is_dir() && output.is_some() && listing::resolved(&root) == output {
            let what = format!(
                "the results would be written among the documents in `{}`",
                root.display()
            );
            let help = "choose another folder with --out";
            return Err(SettingError::new("root", what).help(help).into());
        }
        let mut layers = vec!["block".to_owned()];
        for (i, name) in settings.layers.into_iter().enumerate() {
            if name.trim().is_empty() {
                let error = SettingError::new(format!("layers[{i}]"), "a layer without a name");
                return Err(error.help("name a layer, such as `mention`").into());
            }
            if !layers.contains(&name) {
                layers.push(name);
            }
        }
        Ok(Self {
            root,
            is_file: !metadata.is_dir(),
            patterns: Patterns {
                include: (!settings.include.is_empty()).then_some(include),
                exclude,
            },
            layers,
            limits: context.limits,
            output,
        })
    }

    fn layers(&self) -> Vec<String> {
        self.layers.clone()
    }

    fn items(&self) -> Result<Items<'_>, BoxError> {
        if self.is_file {
            // Documents of earlier runs are not gone when it cannot be opened.
            File::open(&self.root).map_err(|error| missing(&self.root, &error))?;
            let name = self.root.file_name().unwrap_or(self.root.as_os_str());
            return Ok(self.file(listing::shown(name), self.root.clone()));
        }
        let found = Listing::new(&self.root, &self.patterns, self.output.as_deref())
            .map_err(|error| missing(&self.root, &error))?;
        Ok(Box::new(found.flat_map(move |found| match found {
            Found::File { id, path } => self.file(id, path),
            Found::Failed { id, error } => failed(id, format!("it cannot be read: {error}")),
        })))
    }
}

impl Files {
    /// The documents of one file.
    fn file(&self, id: String, path: PathBuf) -> Items<'_> {
        let (format, compression) = format::of(&id);
        let limits = self.limits;
        let framing = match format {
            Some(Format::JsonLines) => Framing::Lines,
            Some(Format::Json) => Framing::Values,
            format => {
                return Box::new(std::iter::once(whole(
                    id,
                    path,
                    format,
                    compression,
                    limits,
                )));
            }
        };
        // Before it is opened, so that it cannot be of a later state than what is read.
        let stamp = stamp::of_file(&path);
        let reader = match decode::open(&path, compression) {
            Ok(reader) => BufReader::with_capacity(1 << 16, reader),
            Err(error) => return failed(id, DecodeError::Io(error).to_string()),
        };
        let patience = match compression {
            Compression::None => u64::MAX,
            Compression::Gzip | Compression::Zstd => limits.bytes.saturating_mul(64),
        };
        let mut frames = Frames::new(reader, framing, limits.bytes, patience);
        let first = frames.next();
        if first.is_none() && !frames.in_array() {
            let empty = Item::new(id, || Err(DecodeError::Empty.into()));
            let empty = empty.at(path).stamped(move || stamp);
            return Box::new(std::iter::once(empty));
        }
        // A .json file of one document is that document; only then does its id lack a number.
        let mut second = None;
        let mut alone = framing == Framing::Values && first.is_some() && !frames.in_array();
        if alone {
            second = frames.next();
            alone = second.is_none();
        }
        let frames = first.into_iter().chain(second).chain(frames);
        Box::new(frames.map(move |frame| {
            // Where the file breaks off nobody knows what else it holds.
            let is_record = matches!(frame.body, Body::Bytes(_) | Body::TooLong(_));
            let stamp = stamp.filter(|_| is_record);
            let stamp = stamp.map(|file| stamp::of_record(file, frame.number));
            record(&id, frame, alone, limits)
                .at(&path)
                .stamped(move || stamp)
        }))
    }
}

/// The item of one record of the file `file`.
fn record(file: &str, frame: Frame, alone: bool, limits: Limits) -> Item {
    let Frame {
        number,
        line,
        column,
        body,
    } = frame;
    let id = if alone {
        file.to_owned()
    } else {
        format!("{file}#{number}")
    };
    let reason = match body {
        Body::Bytes(bytes) => {
            let file = file.to_owned();
            let document_id = id.clone();
            return Item::of_bytes(
                id,
                move || Ok(bytes),
                move |bytes| {
                    let id = |own: Option<&str>| match own {
                        Some(own) if !alone => format!("{file}#{own}"),
                        _ => document_id,
                    };
                    Ok(records::document(&bytes, (line, column), id, limits)?)
                },
            );
        }
        Body::TooLong(size) => DecodeError::TooLong {
            what: "the record",
            size,
            limit: limits.bytes,
        }
        .to_string(),
        Body::GivenUp => {
            let limit = decode::grouped(limits.bytes);
            format!(
                "the rest of the file is not read: far more than {limit} bytes without a record"
            )
        }
        Body::Unclosed => "the array is not closed: the file breaks off here".to_owned(),
        Body::Broken(error) => format!("the rest of the file cannot be read: {error}"),
    };
    Item::new(id, move || Err(format!("line {line}: {reason}").into()))
}

/// The item of a file that holds one document.
fn whole(
    id: String,
    path: PathBuf,
    format: Option<Format>,
    compression: Compression,
    limits: Limits,
) -> Item {
    let (place, stamped) = (path.clone(), path.clone());
    let name = id.clone();
    let read = move || Ok(decode::whole(&path, compression, limits)?);
    Item::of_bytes(name, read, move |bytes| {
        Ok(parse(id, bytes, format, limits)?)
    })
    .at(place)
    .stamped(move || stamp::of_file(&stamped))
}

/// The document of a file that holds one.
fn parse(
    id: String,
    bytes: Vec<u8>,
    format: Option<Format>,
    limits: Limits,
) -> Result<Document, DecodeError> {
    let page: Page = match format {
        Some(Format::Html) => html::page(&decode::text(bytes, html::declared_encoding)?, limits)?,
        Some(Format::Markdown) => markdown::page(&decode::text(bytes, |_| None)?, limits)?,
        _ => plain::page(decode::text(bytes, |_| None)?),
    };
    page.into_document(id)
}

fn failed<'a>(id: String, reason: String) -> Items<'a> {
    Box::new(std::iter::once(Item::new(id, move || Err(reason.into()))))
}

fn missing(root: &Path, error: &std::io::Error) -> SettingError {
    let shown = root.display();
    if error.kind() == std::io::ErrorKind::NotFound {
        SettingError::new("root", format!("there is no file or folder `{shown}`"))
            .help("give the path of the documents from the folder in which the program runs")
    } else {
        SettingError::new("root", format!("`{shown}` cannot be read: {error}"))
            .help("check the permissions of the folder")
    }
}

/// The patterns of `include` and `exclude`. One error names all that are wrong.
fn both_globs(settings: &Settings) -> Result<(GlobSet, GlobSet), SettingError> {
    let mut wrong = Vec::new();
    let include = globs("include", &settings.include, &mut wrong);
    let exclude = globs("exclude", &settings.exclude, &mut wrong);
    let mut wrong = wrong.into_iter();
    if let Some((setting, mut what)) = wrong.next() {
        for (setting, other) in wrong {
            what = format!("{what}; and in `{setting}`, {other}");
        }
        let help = "write it like `**/*.txt`; a bracket that is meant literally stands as `[[]`";
        return Err(SettingError::new(setting, what).help(help));
    }
    Ok((include?, exclude?))
}

fn globs(
    setting: &str,
    patterns: &[String],
    wrong: &mut Vec<(String, String)>,
) -> Result<GlobSet, SettingError> {
    let mut set = GlobSetBuilder::new();
    for (i, pattern) in patterns.iter().enumerate() {
        match GlobBuilder::new(pattern).literal_separator(true).build() {
            Ok(glob) => _ = set.add(glob),
            Err(error) => {
                let what = format!("`{pattern}` is not a pattern: {}", error.kind());
                wrong.push((format!("{setting}[{i}]"), what));
            }
        }
    }
    set.build().map_err(|error| {
        SettingError::new(
            setting,
            format!("the patterns do not work together: {error}"),
        )
        .help("use fewer or shorter patterns")
    })
}

#[cfg(test)]
mod tests;
