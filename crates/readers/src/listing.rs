//! Lists the files below a folder in byte order of their paths, one folder in memory at a time.

use globset::GlobSet;
use std::collections::HashSet;
use std::ffi::OsString;
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
    failed: Option<Found>,
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
    pub(crate) fn new(root: &Path, patterns: &'a Patterns) -> Self {
        let mut listing = Self {
            patterns,
            folders: Vec::new(),
            seen: fs::canonicalize(root).into_iter().collect(),
            followed: HashSet::new(),
            failed: None,
        };
        listing.enter(root.to_owned(), String::new());
        listing
    }

    fn enter(&mut self, path: PathBuf, id: String) {
        match entries(&path) {
            Ok(entries) => self.folders.push(Folder {
                path,
                id,
                entries: entries.into_iter(),
            }),
            Err(error) => {
                let id = if id.is_empty() { "./".into() } else { id };
                self.failed = Some(Found::Failed { id, error });
            }
        }
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
            if let Some(failed) = self.failed.take() {
                return Some(failed);
            }
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
                if !self.patterns.prunes(&id) && (!path.is_symlink() || self.follows(&path)) {
                    self.enter(path, id);
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

/// What stands in a folder, sorted; neither hidden files nor pipes, sockets and devices.
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
            Ok(_) => continue,
            Err(error) => ("", Some(error)),
        };
        let text = name.to_string_lossy();
        entries.push(Entry {
            name: format!("{text}{slash}").into(),
            raw: name.to_str().is_none().then(|| name.clone()),
            broken,
        });
    }
    entries.sort_unstable_by(|a, b| (&a.name, &a.raw).cmp(&(&b.name, &b.raw)));
    Ok(entries)
}
