//! `sqlite`: documents and their layers as a database, a table a layer.

mod cells;
mod columns;
mod encode;
mod other;
mod rows;
mod tables;
mod writing;

use crate::partial::output;
use presswork_model::{BoxError, Context, Document, Sink};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use writing::Database;

/// The layers that are left out unless they are named: each repeats the whole text, and few people ask for it.
const LARGE: [&str; 3] = ["block", "token", "sentence"];

/// Writes documents and their layers into a SQLite database: one table a layer, with the text that each row covers,
/// views that answer the usual questions (`actor_total`, `stance_edge`, `quote`, `figure`), and full text search.
///
/// Its tables are described in `docs/sql.md`. A layer that this program does not know gets a table of its own, with its
/// fields as JSON. Two documents of one name are an error. The file appears whole: until the run is done, an older one
/// of that name stays as it is. The same documents give the same bytes.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SqliteSettings {
    /// The file to write, below the folder of the results: `press.db`.
    pub path: PathBuf,
    /// The layers to write, by name: `[mention, actor, stance, token]`. If none is named, all of them but `block`,
    /// `token` and `sentence`, each of which repeats the whole text.
    pub layers: Vec<String>,
    /// Whether to make the table `search`, by which words and phrases are found in titles and texts. It takes about as
    /// much room as the text.
    pub search: bool,
}

impl Default for SqliteSettings {
    fn default() -> Self {
        Self {
            path: "documents.db".into(),
            layers: Vec::new(),
            search: true,
        }
    }
}

/// The sink `sqlite`. Its settings are its manual: [`SqliteSettings`].
///
/// ```
/// use presswork_model::{Context, Document, Sink, Text, Writing};
/// use presswork_writers::{Sqlite, SqliteSettings};
/// # let folder = tempfile::tempdir()?;
/// let context = Context { output: folder.path().into(), ..Context::default() };
/// let sink = Sqlite::new(SqliteSettings::default(), &context)?;
/// let mut writing = sink.begin()?;
/// writing.write(&sink.encode(&Document::new(Text::new("a.txt", "Grain prices fell.")))?)?;
/// writing.finish()?;
///
/// let database = rusqlite::Connection::open(folder.path().join("documents.db"))?;
/// let found: String = database.query_row(
///     "SELECT document.name FROM search JOIN document ON document.id = search.rowid WHERE search MATCH 'prices'",
///     [],
///     |row| row.get(0),
/// )?;
/// assert_eq!(found, "a.txt");
/// # Ok::<(), presswork_model::BoxError>(())
/// ```
#[derive(Debug)]
pub struct Sqlite {
    path: PathBuf,
    layers: Vec<String>,
    search: bool,
}

impl Sqlite {
    fn holds(&self, layer: &str) -> bool {
        match self.layers.as_slice() {
            [] => !LARGE.contains(&layer),
            named => named.iter().any(|name| name == layer),
        }
    }
}

impl Sink for Sqlite {
    const NAME: &'static str = "sqlite";
    const PLACING: &'static [&'static str] = &["path", "search"];
    type Config = SqliteSettings;
    type Writing = Database;

    fn new(settings: SqliteSettings, context: &Context) -> Result<Self, BoxError> {
        Ok(Self {
            path: output(&settings.path, context)?,
            layers: settings.layers,
            search: settings.search,
        })
    }

    fn paths(&self) -> Vec<PathBuf> {
        vec![self.path.clone()]
    }

    fn layers(&self) -> Vec<String> {
        self.layers.clone()
    }

    fn encode(&self, document: &Document) -> Result<Vec<u8>, BoxError> {
        encode::encode(document, |layer| self.holds(layer))
    }

    fn begin(&self) -> Result<Database, BoxError> {
        Database::create(&self.path, self.search)
    }
}
