//! Which table has the rows of a layer, and the statements that fill it.

use super::rows::LayerHead;
use presswork_annotations::LAYERS;
use presswork_model::BoxError;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// The most layers of other people's that have tables of their own; a database of too many is slow to open.
const MOST: usize = 1000;

/// The most bytes of the name of a layer that has a table of its own: nobody types a longer one.
const NAME: usize = 200;

/// The tables by the names of their layers.
#[derive(Debug, Default)]
pub(super) struct Tables {
    of_layers: BTreeMap<String, Table>,
    /// How many of them are not ours.
    made: usize,
}

#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: String,
    /// Inserts a row: the document's number, the row's, and the cells.
    pub(super) insert: String,
    pub(super) version: u32,
    pub(super) documents: i64,
    pub(super) rows: i64,
}

impl Tables {
    /// The table for the layer of `rows`, made now if it is the first of a layer that is not ours. None if the layer has
    /// no table of its own but stands in `other_layer`.
    pub(super) fn of(
        &mut self,
        rows: &LayerHead<'_>,
        database: &Connection,
    ) -> Result<Option<&mut Table>, BoxError> {
        // A look-up more than needed for a new name: `entry` would copy the name for each document.
        if !self.of_layers.contains_key(rows.layer) {
            let name = if LAYERS.contains(&rows.layer) {
                rows.layer.to_owned()
            } else if self.made < MOST && rows.layer.len() <= NAME {
                self.made += 1;
                make(rows.layer, database)?
            } else {
                return Ok(None);
            };
            let marks = ", ?".repeat(rows.width);
            let table = Table {
                insert: format!("INSERT INTO {} VALUES (?, ?{marks})", quoted(&name)),
                name,
                version: rows.version,
                documents: 0,
                rows: 0,
            };
            self.of_layers.insert(rows.layer.to_owned(), table);
        }
        Ok(self.of_layers.get_mut(rows.layer))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Table)> {
        let tables = self.of_layers.iter();
        tables.map(|(layer, table)| (layer.as_str(), table))
    }
}

/// Makes a table for `layer`, and says what it is called.
fn make(layer: &str, database: &Connection) -> Result<String, BoxError> {
    let name = free(layer, database)?;
    database.execute_batch(&format!(
        "CREATE TABLE {} (
  document_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  start INTEGER,                 -- null: the row has no usable span
  end INTEGER,
  text TEXT,
  data TEXT NOT NULL,            -- JSON: the whole row
  PRIMARY KEY (document_id, id)
) WITHOUT ROWID",
        quoted(&name)
    ))?;
    Ok(name)
}

/// A name for the table of `layer` that nothing in the database has: its own, if that will do.
fn free(layer: &str, database: &Connection) -> Result<String, BoxError> {
    // A NUL ends a statement, and other control characters would reach the terminals of those who list the tables.
    let plain = layer.replace(char::is_control, "_");
    // The names behind `sqlite_` are SQLite's own, and those behind `search` may be those of the full text index.
    let lower = plain.to_ascii_lowercase();
    let reserved = lower.is_empty() || lower.starts_with("sqlite_") || lower.starts_with("search");
    let prefixed = format!("layer_{plain}");
    let mut name = if reserved { prefixed.clone() } else { plain };
    let sql = "SELECT 1 FROM sqlite_master WHERE name = ? COLLATE NOCASE";
    let mut taken = database.prepare_cached(sql)?;
    let mut number = 1;
    while taken.exists([&name])? {
        name = if name.len() < prefixed.len() {
            prefixed.clone()
        } else {
            number += 1;
            format!("{prefixed}_{number}")
        };
    }
    Ok(name)
}

/// `name` as an identifier of SQL.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let database = Connection::open_in_memory().unwrap();
        let check = |layer: &str, expected: &str| {
            let mut tables = Tables::default();
            let rows = LayerHead {
                layer,
                version: 1,
                width: 4,
                rows: 0,
            };
            let table = tables.of(&rows, &database).unwrap().unwrap();
            assert_eq!(table.name, expected);
            let sql = "SELECT count(*) FROM sqlite_master WHERE name = ?";
            let made: i64 = database
                .query_row(sql, [expected], |row| row.get(0))
                .unwrap();
            assert_eq!(made, 1);
        };
        check("place", "place");
        check("Place", "layer_Place");
        check("PLACE", "layer_PLACE_2");
        check("sqlite_master", "layer_sqlite_master");
        check("search_data", "layer_search_data");
        check("", "layer_");
        check("a\0b\u{1b}[31m", "a_b_[31m");
        check(
            "x\"; DROP TABLE document; --",
            "x\"; DROP TABLE document; --",
        );
        check("select", "select");
        check("mot clé", "mot clé");
    }
}
