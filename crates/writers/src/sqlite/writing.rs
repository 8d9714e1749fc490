//! The database while it is being written: aside, and in its place once it is whole.

use super::rows::Rows;
use super::tables::Tables;
use crate::partial::Partial;
use presswork_model::{BoxError, Writing};
use rusqlite::{Connection, params};
use std::path::{Path, PathBuf};

/// The version of the tables: raised when a query that was right would be wrong.
const SCHEMA: u32 = 1;

/// The file is nobody's until it is whole, so it needs no journal, and one transaction is enough; if the program dies it
/// is never looked at again.
const PRAGMAS: &str = "
PRAGMA page_size = 8192;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA foreign_keys = OFF;
PRAGMA cache_size = -65536;
";

/// Larger pieces, merged as late as can be: the index is written once and then read.
const SEARCH: &str = "
CREATE VIRTUAL TABLE search USING fts5 (
  title, text, content = 'document', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO search (search, rank) VALUES ('hashsize', 4194304), ('automerge', 0);
";

/// Adds a document to the index. Values, not rows of a SELECT: for those SQLite opens a savepoint, at which the index writes
/// out what it gathered in memory, and so after every document.
const INSERT_SEARCH: &str = "
INSERT INTO search (rowid, title, text) VALUES (
  ?1, (SELECT title FROM document WHERE id = ?1), (SELECT text FROM document WHERE id = ?1)
)
";

/// Inserts a row of a layer that has no table of its own.
const INSERT_OTHER: &str = "
INSERT INTO other_layer (document_id, id, start, end, text, data, layer) VALUES (?, ?, ?, ?, ?, ?, ?)
";

/// Counts the rows of a document in such a layer.
const COUNT_OTHER: &str = "
INSERT INTO layer VALUES (?, 'other_layer', ?, 1, ?)
ON CONFLICT (name) DO UPDATE SET
  version = max(version, excluded.version),
  documents = documents + 1,
  row_count = row_count + excluded.row_count
";

/// The columns of `document` behind its number.
const DOCUMENT: usize = 9;

/// A database while it is being written.
#[derive(Debug)]
pub struct Database {
    // Before `partial`: it is closed before the file is deleted.
    connection: Connection,
    partial: Partial,
    target: PathBuf,
    tables: Tables,
    documents: i64,
    search: bool,
    closed: bool,
}

/// Two documents have one name.
#[derive(Debug, thiserror::Error)]
#[error("there are two documents `{}`: give each an id of its own", .0.escape_default())]
struct Twice(String);

impl Database {
    pub(super) fn create(target: &Path, search: bool) -> Result<Self, BoxError> {
        let partial = Partial::create(target)?;
        let connection = Connection::open(partial.path())?;
        connection.execute_batch(PRAGMAS)?;
        connection.set_prepared_statement_cache_capacity(64);
        connection.execute_batch("BEGIN")?;
        connection.execute_batch(include_str!("schema.sql"))?;
        if search {
            connection.execute_batch(SEARCH)?;
        }
        connection.pragma_update(None, "user_version", SCHEMA)?;
        let mut about = connection.prepare("INSERT INTO about VALUES (?, ?)")?;
        about.execute(["program", "presswork"])?;
        about.execute(["schema", &SCHEMA.to_string()])?;
        about.execute(["version", env!("CARGO_PKG_VERSION")])?;
        drop(about);
        Ok(Self {
            connection,
            partial,
            target: target.to_path_buf(),
            tables: Tables::default(),
            documents: 0,
            search,
            closed: false,
        })
    }

    fn insert(&mut self, encoded: &[u8]) -> Result<(), BoxError> {
        let Self {
            connection,
            tables,
            documents,
            ..
        } = self;
        let mut rows = Rows::new(encoded)?;
        // Without a journal a failed insert could not be taken back: it is asked for what it did instead.
        let sql = "INSERT OR IGNORE INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        let mut insert = connection.prepare_cached(sql)?;
        insert.raw_bind_parameter(1, *documents)?;
        rows.bind(&mut insert, 2, DOCUMENT)?;
        if insert.raw_execute()? == 0 {
            return Err(Twice(Rows::new(encoded)?.name()?.to_owned()).into());
        }
        if self.search {
            connection
                .prepare_cached(INSERT_SEARCH)?
                .execute([*documents])?;
        }
        while let Some(layer) = rows.layer()? {
            let mut insert = if let Some(table) = tables.of(&layer, connection)? {
                table.version = table.version.max(layer.version);
                table.documents += 1;
                table.rows += i64::try_from(layer.rows)?;
                connection.prepare_cached(&table.insert)?
            } else {
                // Counted by the database: there may be more names of layers than memory has room for.
                let counts = params![layer.layer, layer.version, i64::try_from(layer.rows)?];
                connection.prepare_cached(COUNT_OTHER)?.execute(counts)?;
                let mut insert = connection.prepare_cached(INSERT_OTHER)?;
                insert.raw_bind_parameter(3 + layer.width, layer.layer)?;
                insert
            };
            insert.raw_bind_parameter(1, *documents)?;
            for number in 0..layer.rows {
                insert.raw_bind_parameter(2, i64::try_from(number)?)?;
                rows.bind(&mut insert, 3, layer.width)?;
                insert.raw_execute()?;
            }
        }
        Ok(())
    }

    /// Writes what is known only at the end: all but the name of the file.
    fn complete(&mut self) -> Result<(), BoxError> {
        for (layer, table) in self.tables.iter() {
            let row = params![
                layer,
                table.name,
                table.version,
                table.documents,
                table.rows
            ];
            self.connection
                .execute("INSERT INTO layer VALUES (?, ?, ?, ?, ?)", row)?;
        }
        self.connection.execute_batch(include_str!("indexes.sql"))?;
        // What the planner must know; a sample of each index is enough, and takes the same time for any size.
        self.connection
            .execute_batch("COMMIT; PRAGMA analysis_limit = 1000; ANALYZE;")?;
        self.connection.flush_prepared_statement_cache();
        self.partial.sync()?;
        self.closed = true;
        Ok(())
    }
}

impl Writing for Database {
    fn write(&mut self, encoded: &[u8]) -> Result<(), BoxError> {
        self.documents += 1;
        let inserted = self.insert(encoded);
        inserted.map_err(|error| located(error, &self.target))
    }

    fn close(&mut self) -> Result<(), BoxError> {
        if self.closed {
            return Ok(());
        }
        let completed = self.complete();
        completed.map_err(|error| located(error, &self.target))
    }

    fn finish(mut self) -> Result<(), BoxError> {
        self.close()?;
        let Self {
            connection,
            partial,
            target,
            ..
        } = self;
        let closed = connection.close().map_err(|(_, error)| error.into());
        closed.map_err(|error| located(error, &target))?;
        // What another program left beside the old database would be taken for a part of the new one.
        for ending in ["-wal", "-shm", "-journal"] {
            let mut stale = target.clone().into_os_string();
            stale.push(ending);
            let _ = std::fs::remove_file(stale);
        }
        Ok(partial.publish()?)
    }
}

/// Errors of SQLite do not say in which file.
fn located(error: BoxError, target: &Path) -> BoxError {
    if error.is::<rusqlite::Error>() {
        format!("cannot write `{}`: {error}", target.display()).into()
    } else {
        error
    }
}
