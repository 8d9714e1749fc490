//! Lists the files below a folder in byte order of their paths, one folder in memory at a time.

use globset::GlobSet;
use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

/// Which files are wanted.
#[derive(Debug)]
pub(crate) struct Patterns {
    /// None takes every known extension.
    pub(crate) include: Option<GlobSet>,
    pub(crate) exclude: GlobSet,
}

impl Patterns {
    fn takes(&self, id: &str) -> bool {
        let wanted = match &self.include {
            Some(include) => include.is_match(id),
            None => crate::format::of(id).0.is_some(),
        };
        wanted && !self.exclude.is_match(id)
    }

    /// Whether a whole folder, with `/` at its end, is left out.
    fn prunes(&self, folder: &str) -> bool {
        self.exclude.is_match(folder) || self.exclude.is_match(folder.trim_end_matches('/'))
    }
}

/// A file, by its path and its path below the root with `/`; or a place that cannot be looked into.
#[derive(Debug)]
pub(crate) enum Found {
    File { id: String, path: PathBuf },
    Failed { id: String, error: io::Error },
}

/// Walks a folder.
#[derive(Debug)]
pub(crate) struct Listing<'a> {
    patterns: &'a Patterns,
    folders: Vec<Folder>,
    /// The targets of links that were followed, as absolute paths, and the root's: what lies inside is not listed again.
    seen: Vec<PathBuf>,
    followed: HashSet<PathBuf>,
    /// The folder of the results, as an absolute path: a second run must not read what the first one wrote.
    output: Option<&'a Path>,
}

#[derive(Debug)]
struct Folder {
    path: PathBuf,
    /// Its path below the root, with `/` at the end; empty for the root.
    id: String,
    entries: std::vec::IntoIter<Entry>,
}

#[derive(Debug)]
struct Entry {
    /// The name, with `/` at the end of a folder's so that paths come in byte order.
    name: Box<str>,
    /// The true name where it is not Unicode.
    raw: Option<OsString>,
    broken: Option<io::Error>,
}

impl<'a> Listing<'a> {
    /// Fails if `root` cannot be listed.
    pub(crate) fn new(
        root: &Path,
        patterns: &'a Patterns,
        output: Option<&'a Path>,
    ) -> io::Result<Self> {
        let mut listing = Self {
            patterns,
            folders: Vec::new(),
            seen: fs::canonicalize(root).into_iter().collect(),
            followed: HashSet::new(),
            output,
        };
        listing.enter(root.to_owned(), String::new())?;
        Ok(listing)
    }

    fn enter(&mut self, path: PathBuf, id: String) -> io::Result<()> {
        let entries = entries(&path)?.into_iter();
        self.folders.push(Folder { path, id, entries });
        Ok(())
    }

    fn is_output(&self, path: &Path) -> bool {
        self.output
            .is_some_and(|output| fs::canonicalize(path).is_ok_and(|path| path.as_path() == output))
    }

    /// Whether a linked folder is new: not inside the root or a link that was followed, so that no loop can come of it.
    fn follows(&mut self, path: &Path) -> bool {
        let Ok(target) = fs::canonicalize(path) else {
            return false;
        };
        let new = !self.seen.iter().any(|seen| target.starts_with(seen))
            && self.followed.insert(target.clone());
        if new {
            self.seen.push(target);
        }
        new
    }
}

impl Iterator for Listing<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let folder = self.folders.last_mut()?;
            let Some(entry) = folder.entries.next() else {
                self.folders.pop();
                continue;
            };
            let id = format!("{}{}", folder.id, entry.name);
            let name = entry
                .raw
                .unwrap_or_else(|| entry.name.trim_end_matches('/').into());
            let path = folder.path.join(name);
            if entry.name.ends_with('/') {
                if !self.patterns.prunes(&id)
                    && !self.is_output(&path)
                    && (!path.is_symlink() || self.follows(&path))
                    && let Err(error) = self.enter(path, id.clone())
                {
                    return Some(Found::Failed { id, error });
                }
            } else if self.patterns.takes(&id) {
                return Some(match entry.broken {
                    Some(error) => Found::Failed { id, error },
                    None => Found::File { id, path },
                });
            }
        }
    }
}

/// What is said of a pipe, a socket or a device.
pub(crate) const NO_FILE: &str = "it is neither a file nor a folder";

/// A name as it stands in ids: bytes that are no UTF-8 as `%FE`, so that no two names become one.
pub(crate) fn shown(name: &OsStr) -> String {
    let mut shown = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        shown.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let hex = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
            shown.push('%');
            shown.push(hex(byte >> 4).to_ascii_uppercase());
            shown.push(hex(byte & 15).to_ascii_uppercase());
        }
    }
    shown
}

/// `path` made absolute and free of links, though its last folders need not be there yet.
pub(crate) fn resolved(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    path.ancestors().find_map(|there| {
        let rest = path.strip_prefix(there).ok()?;
        // A join with nothing would add a slash.
        let there = fs::canonicalize(there).ok()?;
        Some(if rest.as_os_str().is_empty() {
            there
        } else {
            there.join(rest)
        })
    })
}

/// What stands in a folder, sorted, without hidden files. Pipes, sockets and devices are broken: to open one may wait for ever.
fn entries(folder: &Path) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let kind = entry.file_type().and_then(|kind: FileType| {
            if kind.is_symlink() {
                fs::metadata(entry.path()).map(|metadata| metadata.file_type())
            } else {
                Ok(kind)
            }
        });
        let (slash, broken) = match kind {
            Ok(kind) if kind.is_dir() => ("/", None),
            Ok(kind) if kind.is_file() => ("", None),
            Ok(_) => ("", Some(io::Error::other(NO_FILE))),
            Err(error) => ("", Some(error)),
        };
        let text = shown(&name);
        entries.push(Entry {
            name: format!("{text}{slash}").into(),
            raw: name.to_str().is_none().then(|| name.clone()),
            broken,
        });
    }
    entries.sort_unstable_by(|a, b| (&a.name, &a.raw).cmp(&(&b.name, &b.raw)));
    Ok(entries)
}
