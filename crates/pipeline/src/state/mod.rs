//! The state of a folder of results: what is known of every document, and what was made of it. It is a database that is
//! committed as the run goes on, so that a run which breaks off at any moment loses next to nothing.

mod kept;
mod reader;
mod seen;

pub(crate) use kept::{Made, Packer, Unpacker, layers, layers_bytes};
pub(crate) use reader::{Known, Placed, Reader};
pub(crate) use seen::Seen;

use crate::fingerprint::{Fingerprint, Hash};
use crate::quarantine::{Failure, remove};
use presswork_model::Stamp;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The folder of the state, in that of the results.
pub(crate) const FOLDER: &str = ".presswork";
const FILE: &str = "state.db";
const LOCK: &str = "lock";
/// Raised when the tables change: a state of another version is forgotten.
const SCHEMA: u32 = 1;

const TABLES: &str = "
CREATE TABLE document (
  number INTEGER PRIMARY KEY,    -- another one each time it is made anew
  item TEXT NOT NULL UNIQUE,     -- what its source calls it
  stamp BLOB,                    -- tells without reading it that it did not change
  content BLOB,                  -- the hash of its bytes; null if they could not be read
  fingerprint INTEGER NOT NULL,
  place INTEGER,                 -- of a shard: its place in the whole listing
  id TEXT,                       -- the document's own id, if it is another
  path TEXT,                     -- of one in quarantine: its file
  stage TEXT,                    -- where it failed
  reason TEXT                    -- and why
);
CREATE INDEX document_content ON document (content) WHERE id IS NOT NULL;
CREATE INDEX document_place ON document (place) WHERE place IS NOT NULL;
CREATE TABLE data (
  number INTEGER PRIMARY KEY,
  results BLOB NOT NULL,         -- what each result gets of it
  layers BLOB                    -- what stages with `cache: true` found
);
CREATE TABLE fingerprint (
  number INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  pipeline TEXT NOT NULL
);
CREATE TABLE about (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
";

/// Why the state cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// Another run writes into the folder.
    #[error("another run is writing to {}: wait until it is done, or choose another folder with --out", .0.display())]
    Busy(PathBuf),
    /// A file of the state cannot be written or made.
    #[error("cannot write the state of the run in {}: {reason}", .path.display())]
    File {
        /// Its path.
        path: PathBuf,
        /// What went wrong.
        #[source]
        reason: io::Error,
    },
    /// The database of the state cannot be read or written.
    #[error("cannot use the state of the run in {}: {reason}; if it is damaged, --fresh forgets it", .path.display())]
    Database {
        /// Its path.
        path: PathBuf,
        /// What went wrong.
        #[source]
        reason: rusqlite::Error,
    },
}

/// The state while a run writes to it; no other run can.
pub(crate) struct State {
    database: Connection,
    path: PathBuf,
    next: i64,
    _lock: File,
}

/// What is to be remembered of a document.
pub(crate) struct Entry<'a> {
    pub(crate) item: &'a str,
    pub(crate) stamp: Option<Stamp>,
    pub(crate) content: Option<Hash>,
    pub(crate) fingerprint: i64,
    pub(crate) place: Option<u64>,
    pub(crate) what: What<'a>,
}

pub(crate) enum What<'a> {
    Made {
        id: &'a str,
        results: &'a [u8],
        layers: Option<&'a [u8]>,
    },
    Failed(&'a Failure),
}

/// What the results in the folder are made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Published {
    /// Of the fingerprint, of where the results stand, and of the documents in their order.
    pub(crate) hash: Hash,
    /// Of each file of the results: its size and when it was changed.
    pub(crate) files: Vec<(u64, u128)>,
    pub(crate) totals: Totals,
}

/// What was found in all documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Totals {
    pub(crate) documents: u64,
    pub(crate) quarantined: u64,
    pub(crate) words: u64,
    pub(crate) bytes: u64,
    pub(crate) layers: Vec<(String, u64)>,
}

/// Where the database of the state lies for results in `output`.
pub(crate) fn file(output: &Path) -> PathBuf {
    output.join(FOLDER).join(FILE)
}

/// The file of an item that is one of its records: they are called after it and their number.
pub(crate) fn record_file(item: &str) -> Option<&str> {
    let (file, number) = item.rsplit_once('#')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(file)
}

/// What a document is called that was set aside: no item is called so.
fn aside(item: &str, number: i64) -> String {
    format!("{item}\n{number}")
}

/// Keeps runs out of `output` as long as what it gives lives. Fails if one is writing there.
pub(crate) fn hold(output: &Path) -> Result<Option<File>, StateError> {
    // A folder that was brought here may lack it.
    let Ok(lock) = File::open(output.join(FOLDER).join(LOCK)) else {
        return Ok(None);
    };
    match lock.try_lock_shared() {
        Err(TryLockError::WouldBlock) => Err(StateError::Busy(output.to_owned())),
        _ => Ok(Some(lock)),
    }
}

/// Whether a run writes to `output` now.
pub(crate) fn is_busy(output: &Path) -> bool {
    let lock = File::open(output.join(FOLDER).join(LOCK));
    lock.is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)))
}

/// Forgets everything that is known of the results in `output`.
fn forget(output: &Path) -> io::Result<()> {
    let file = file(output);
    for ending in ["", "-wal", "-shm"] {
        let mut path = file.clone().into_os_string();
        path.push(ending);
        remove(Path::new(&path))?;
    }
    Ok(())
}

impl State {
    /// Opens the state of the results in `output`, made if there is none; `fresh` forgets what there is.
    pub(crate) fn open(output: &Path, fresh: bool) -> Result<Self, StateError> {
        let folder = output.join(FOLDER);
        let path = file(output);
        let in_file = |reason| StateError::File {
            path: folder.clone(),
            reason,
        };
        fs::create_dir_all(&folder).map_err(in_file)?;
        let lock = File::create(folder.join(LOCK)).map_err(in_file)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StateError::Busy(output.to_owned())),
            Err(TryLockError::Error(reason)) => return Err(in_file(reason)),
        }
        if fresh {
            forget(output).map_err(in_file)?;
        }
        let open = || -> rusqlite::Result<Option<Connection>> {
            let database = Connection::open(&path)?;
            database.execute_batch(
                "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
                 PRAGMA cache_size = -16384; PRAGMA foreign_keys = OFF;",
            )?;
            let tables: i64 =
                database.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))?;
            if tables == 0 {
                database.execute_batch(&format!("BEGIN; {TABLES} COMMIT;"))?;
                database.pragma_update(None, "user_version", SCHEMA)?;
            }
            let version: u32 =
                database.pragma_query_value(None, "user_version", |row| row.get(0))?;
            Ok((version == SCHEMA).then_some(database))
        };
        let in_database = |reason| StateError::Database {
            path: path.clone(),
            reason,
        };
        let mut database = open().map_err(in_database)?;
        if database.is_none() {
            // It is of another version of the program.
            forget(output).map_err(in_file)?;
            database = open().map_err(in_database)?;
        }
        let database = database.ok_or_else(|| in_database(rusqlite::Error::InvalidQuery))?;
        let sql = "SELECT coalesce(max(number), 0) + 1 FROM document";
        let next = database.query_row(sql, [], |row| row.get(0));
        let next = next.map_err(in_database)?;
        Ok(Self {
            database,
            path,
            next,
            _lock: lock,
        })
    }

    fn error(&self, reason: rusqlite::Error) -> StateError {
        StateError::Database {
            path: self.path.clone(),
            reason,
        }
    }

    /// The number of a fingerprint, under which documents are remembered from now on.
    pub(crate) fn fingerprint(&self, fingerprint: &Fingerprint) -> Result<i64, StateError> {
        let hash = fingerprint.hash();
        let add = || {
            let sql = "INSERT OR IGNORE INTO fingerprint (hash, pipeline) VALUES (?, ?)";
            self.database
                .execute(sql, params![hash, fingerprint.json()])?;
            let sql = "SELECT number FROM fingerprint WHERE hash = ?";
            self.database.query_row(sql, [hash], |row| row.get(0))
        };
        add().map_err(|reason| self.error(reason))
    }

    /// Makes this the state of no shard, in which no document has a place.
    pub(crate) fn leave_shard(&self) -> Result<(), StateError> {
        self.set::<()>(SHARD, None)?;
        let sql = "UPDATE document SET place = NULL WHERE place IS NOT NULL";
        let left = self.database.execute(sql, []);
        left.map(|_| ()).map_err(|reason| self.error(reason))
    }

    /// Begins what the next [`commit`](Self::commit) makes lasting.
    pub(crate) fn begin(&self) -> Result<(), StateError> {
        let begun = self.database.execute_batch("BEGIN IMMEDIATE");
        begun.map_err(|reason| self.error(reason))
    }

    pub(crate) fn commit(&self) -> Result<(), StateError> {
        let committed = self.database.execute_batch("COMMIT");
        committed.map_err(|reason| self.error(reason))
    }

    /// Remembers a document in the place of what was known of it, under a new number. None if the item was already `seen`
    /// in this run: two of one name cannot both be found again. A shard keeps the second for those who merge it.
    pub(crate) fn put(
        &mut self,
        entry: &Entry<'_>,
        seen: &Seen,
    ) -> Result<Option<i64>, StateError> {
        let number = self.next;
        let put = || -> rusqlite::Result<bool> {
            let sql = "SELECT number FROM document WHERE item = ?";
            let mut query = self.database.prepare_cached(sql)?;
            let old: Option<i64> = query.query_row([entry.item], |row| row.get(0)).optional()?;
            let second = old.is_some_and(|old| seen.holds(old));
            if second && entry.place.is_none() {
                return Ok(false);
            }
            if let Some(old) = old.filter(|_| !second) {
                // What a record was made into may yet be that of one behind it, which moved: it stays until the end of the
                // run, under a name that no item has.
                let sqls: &[&str] = if record_file(entry.item).is_some() {
                    &["UPDATE document SET item = item || char(10) || number WHERE number = ?"]
                } else {
                    &[
                        "DELETE FROM document WHERE number = ?",
                        "DELETE FROM data WHERE number = ?",
                    ]
                };
                for sql in sqls {
                    self.database.prepare_cached(sql)?.execute([old])?;
                }
            }
            let aside = second.then(|| aside(entry.item, number));
            let item = aside.as_deref().unwrap_or(entry.item);
            let failure = match &entry.what {
                What::Made { .. } => None,
                What::Failed(failure) => Some(failure),
            };
            let id = match &entry.what {
                What::Made { id, .. } => *id,
                What::Failed(failure) => &failure.id,
            };
            let place = entry.place.map(u64::cast_signed);
            let stamp = entry.stamp.map(|Stamp(stamp)| stamp);
            let sql = "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
            self.database.prepare_cached(sql)?.execute(params![
                number,
                item,
                stamp,
                entry.content,
                entry.fingerprint,
                place,
                (id != item).then_some(id),
                failure.and_then(|failure| failure.path.as_ref()),
                failure.map(|failure| &failure.stage),
                failure.map(|failure| &failure.reason)
            ])?;
            if let What::Made {
                results, layers, ..
            } = &entry.what
            {
                let sql = "INSERT INTO data VALUES (?, ?, ?)";
                let mut insert = self.database.prepare_cached(sql)?;
                insert.execute(params![number, results, layers])?;
            }
            Ok(true)
        };
        let put = put().map_err(|reason| self.error(reason))?;
        self.next += i64::from(put);
        Ok(put.then_some(number))
    }

    /// Remembers what a document that did not change looks like now.
    pub(crate) fn touch(
        &self,
        number: i64,
        stamp: Option<Stamp>,
        place: Option<u64>,
    ) -> Result<(), StateError> {
        let touch = || {
            let sql = "UPDATE document SET stamp = ?, place = ? WHERE number = ?";
            let stamp = stamp.map(|Stamp(stamp)| stamp);
            let values = params![stamp, place.map(u64::cast_signed), number];
            self.database.prepare_cached(sql)?.execute(values)
        };
        touch().map(|_| ()).map_err(|reason| self.error(reason))
    }

    /// Forgets the documents that are not among `seen`, and the pipelines of which nothing is left.
    pub(crate) fn forget_others(&self, seen: &Seen) -> Result<(), StateError> {
        let forget = || -> rusqlite::Result<()> {
            let mut query = self.database.prepare("SELECT number FROM document")?;
            let numbers = query.query_map([], |row| row.get::<_, i64>(0))?;
            let gone =
                numbers.filter(|number| !matches!(number, Ok(number) if seen.holds(*number)));
            let gone: Vec<i64> = gone.collect::<Result<_, _>>()?;
            let mut document = self
                .database
                .prepare("DELETE FROM document WHERE number = ?")?;
            let mut data = self.database.prepare("DELETE FROM data WHERE number = ?")?;
            for number in gone {
                document.execute([number])?;
                data.execute([number])?;
            }
            let sql =
                "DELETE FROM fingerprint WHERE number NOT IN (SELECT fingerprint FROM document)";
            self.database.execute(sql, [])?;
            Ok(())
        };
        forget().map_err(|reason| self.error(reason))
    }

    /// Sets what is known of the whole; nothing forgets it.
    pub(crate) fn set<T: Serialize>(&self, key: &str, value: Option<&T>) -> Result<(), StateError> {
        let set = || match value.map(serde_json::to_string).transpose() {
            Ok(Some(value)) => {
                let sql = "INSERT OR REPLACE INTO about VALUES (?, ?)";
                self.database.execute(sql, [key, &value])
            }
            _ => self
                .database
                .execute("DELETE FROM about WHERE key = ?", [key]),
        };
        set().map(|_| ()).map_err(|reason| self.error(reason))
    }

    /// A reader of what is committed, for another thread.
    pub(crate) fn reader(&self) -> Result<Reader, StateError> {
        Reader::open(&self.path)
    }

    /// Leaves one file.
    pub(crate) fn close(self) -> Result<(), StateError> {
        let path = self.path;
        // So that it can be read where nothing can be written. It stays as it is if a thread that hangs still reads it.
        let _ = self.database.pragma_update(None, "journal_mode", "DELETE");
        let closed = self.database.close();
        closed.map_err(|(_, reason)| StateError::Database { path, reason })
    }
}

/// The key of [`Published`].
pub(crate) const PUBLISHED: &str = "published";
/// The key of what a shard is of.
pub(crate) const SHARD: &str = "shard";

#[cfg(test)]
mod tests {
    use super::record_file;

    #[test]
    fn records_are_told_from_files_with_a_hash_in_their_names() {
        assert_eq!(record_file("a#b/c.jsonl#12"), Some("a#b/c.jsonl"));
        for file in ["a.txt", "issue #7.txt", "c#", "c#/a.txt"] {
            assert_eq!(record_file(file), None, "{file}");
        }
    }
}
