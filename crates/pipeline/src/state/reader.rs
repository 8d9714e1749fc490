//! Reading the state: each thread has a connection of its own.

use super::{StateError, Totals};
use crate::fingerprint::{Fingerprint, Hash};
use crate::quarantine::Failure;
use presswork_model::Stamp;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What is known of an item from an earlier run.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) number: i64,
    pub(crate) stamp: Option<Stamp>,
    pub(crate) content: Option<Hash>,
    pub(crate) fingerprint: i64,
    pub(crate) place: Option<u64>,
    pub(crate) failure: Option<Failure>,
}

/// A row of the state, of a shard in the order of the whole.
pub(crate) struct Placed {
    pub(crate) item: String,
    pub(crate) known: Known,
}

/// Reads what is committed.
pub(crate) struct Reader {
    database: Connection,
    path: PathBuf,
}

const COLUMNS: &str = "number, stamp, content, fingerprint, place, id, path, stage, reason, item";

/// Leaves out what a run that did not end has set aside: see `State::put`.
const CURRENT: &str = "item NOT LIKE '%' || char(10) || number";

fn known(row: &Row<'_>) -> rusqlite::Result<Known> {
    let failure = |stage: String| -> rusqlite::Result<Failure> {
        let own: Option<String> = row.get(5)?;
        let id = own.map_or_else(|| row.get(9), Ok)?;
        Ok(Failure {
            path: row.get(6)?,
            ..Failure::new(&id, &stage, row.get(8)?)
        })
    };
    let stage: Option<String> = row.get(7)?;
    let place: Option<i64> = row.get(4)?;
    Ok(Known {
        number: row.get(0)?,
        stamp: row.get::<_, Option<[u8; 16]>>(1)?.map(Stamp),
        content: row.get(2)?,
        fingerprint: row.get(3)?,
        place: place.map(i64::cast_unsigned),
        failure: stage.map(failure).transpose()?,
    })
}

impl Reader {
    /// Fails if there is no state.
    pub(crate) fn open(path: &Path) -> Result<Self, StateError> {
        let open = || {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let database = Connection::open_with_flags(path, flags)?;
            database.pragma_update(None, "cache_size", -4096)?;
            let version: u32 =
                database.pragma_query_value(None, "user_version", |row| row.get(0))?;
            if version != super::SCHEMA {
                return Err(rusqlite::Error::InvalidQuery);
            }
            Ok(database)
        };
        let database = open().map_err(|reason| StateError::Database {
            path: path.to_owned(),
            reason,
        })?;
        Ok(Self {
            database,
            path: path.to_owned(),
        })
    }

    fn with<T>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StateError> {
        query(&self.database).map_err(|reason| StateError::Database {
            path: self.path.clone(),
            reason,
        })
    }

    pub(crate) fn known(&self, item: &str) -> Result<Option<Known>, StateError> {
        self.with(|database| {
            let sql = format!("SELECT {COLUMNS} FROM document WHERE item = ?");
            let mut query = database.prepare_cached(&sql)?;
            query.query_row([item], known).optional()
        })
    }

    /// What is known of another record of the file of `item` with the same content, whose document has an id of its own.
    pub(crate) fn moved(&self, item: &str, content: &Hash) -> Result<Option<Known>, StateError> {
        let Some(file) = super::record_file(item) else {
            return Ok(None);
        };
        self.with(|database| {
            let sql = format!(
                "SELECT {COLUMNS} FROM document
                 WHERE content = ? AND id IS NOT NULL AND stage IS NULL AND item > ? AND item < ? LIMIT 1"
            );
            let mut query = database.prepare_cached(&sql)?;
            let (from, to) = (format!("{file}#"), format!("{file}$"));
            query.query_row(params![content, from, to], known).optional()
        })
    }

    /// What the results get of a document.
    pub(crate) fn results(&self, number: i64) -> Result<Option<Vec<u8>>, StateError> {
        self.with(|database| {
            let sql = "SELECT results FROM data WHERE number = ?";
            let mut query = database.prepare_cached(sql)?;
            query.query_row([number], |row| row.get(0)).optional()
        })
    }

    /// What stages with `cache: true` found in a document.
    pub(crate) fn layers(&self, number: i64) -> Result<Option<Vec<u8>>, StateError> {
        self.with(|database| {
            let sql = "SELECT layers FROM data WHERE number = ?";
            let mut query = database.prepare_cached(sql)?;
            let layers = query.query_row([number], |row| row.get(0)).optional()?;
            Ok(layers.flatten())
        })
    }

    /// The pipelines under which documents were made, by number.
    pub(crate) fn fingerprints(&self) -> Result<BTreeMap<i64, Fingerprint>, StateError> {
        self.with(|database| {
            let mut query = database.prepare("SELECT number, pipeline FROM fingerprint")?;
            let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
            let parse = |(number, json): (i64, String)| {
                (number, serde_json::from_str(&json).unwrap_or_default())
            };
            rows.map(|row| row.map(parse)).collect()
        })
    }

    /// What is known of the whole under `key`.
    pub(crate) fn about<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, StateError> {
        self.with(|database| {
            let sql = "SELECT value FROM about WHERE key = ?";
            let value = database.query_row(sql, [key], |row| row.get::<_, String>(0));
            let value = value.optional()?;
            Ok(value.and_then(|value| serde_json::from_str(&value).ok()))
        })
    }

    /// How many documents are done, and how many are in quarantine.
    pub(crate) fn counts(&self) -> Result<Totals, StateError> {
        self.with(|database| {
            let sql = format!(
                "SELECT count(*) - count(reason), count(reason) FROM document WHERE {CURRENT}"
            );
            database.query_row(&sql, [], |row| {
                let count = |i| row.get::<_, i64>(i).map(i64::cast_unsigned);
                Ok(Totals {
                    documents: count(0)?,
                    quarantined: count(1)?,
                    ..Totals::default()
                })
            })
        })
    }

    /// How many items no bit of `seen` stands for, and the first `most` of them.
    pub(crate) fn others(
        &self,
        seen: &super::Seen,
        most: usize,
    ) -> Result<(u64, Vec<String>), StateError> {
        self.with(|database| {
            let sql = format!("SELECT number, item FROM document WHERE {CURRENT} ORDER BY item");
            let mut query = database.prepare(&sql)?;
            let mut rows = query.query([])?;
            let (mut count, mut first) = (0, Vec::new());
            while let Some(row) = rows.next()? {
                if !seen.holds(row.get(0)?) {
                    count += 1;
                    if first.len() < most {
                        first.push(row.get(1)?);
                    }
                }
            }
            Ok((count, first))
        })
    }

    /// The documents of a shard, in the order of the whole listing, from the place `from` on: at most `most`.
    pub(crate) fn placed(&self, from: u64, most: u32) -> Result<Vec<Placed>, StateError> {
        self.with(|database| {
            let sql =
                format!("SELECT {COLUMNS} FROM document WHERE place >= ? ORDER BY place LIMIT ?");
            let mut query = database.prepare_cached(&sql)?;
            let values = [from.cast_signed(), most.into()];
            let rows = query.query_map(values, |row| {
                let known = known(row)?;
                let item: String = row.get(9)?;
                // The second of its name.
                let end = super::aside("", known.number);
                let item = item.strip_suffix(&end).unwrap_or(&item).to_owned();
                Ok(Placed { item, known })
            })?;
            rows.collect()
        })
    }
}
