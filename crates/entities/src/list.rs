//! The user's own list of actors: CSV files with the columns `id,name,kind,aliases`.

use crate::lexicon::Lexicon;
use presswork_annotations::MentionKind;
use presswork_model::{Context, SettingError};
use serde::Deserialize;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct Row {
    id: String,
    name: String,
    kind: String,
    #[serde(default)]
    aliases: String,
}

const COLUMNS: &str = "the columns are id,name,kind,aliases, with | between aliases";

/// Adds the actors of all `files`.
pub(crate) fn add(
    lexicon: &mut Lexicon,
    files: &[PathBuf],
    context: &Context,
) -> Result<(), SettingError> {
    for (number, file) in files.iter().enumerate() {
        let setting = format!("actors[{number}]");
        add_file(lexicon, &context.file(file), &setting)?;
    }
    lexicon.sort();
    Ok(())
}

fn add_file(lexicon: &mut Lexicon, path: &Path, setting: &str) -> Result<(), SettingError> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        let what = format!("cannot read `{}`: {error}", path.display());
        SettingError::new(setting, what)
            .help("give the path of a CSV file, from the pipeline's folder")
    })?;
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let bad = |line: u64, what: String| {
        let what = format!("{what} in line {line} of `{}`", path.display());
        SettingError::new(setting, what).help(COLUMNS)
    };
    let headers = reader
        .headers()
        .cloned()
        .map_err(|error| bad(1, error.to_string()))?;
    for column in ["id", "name", "kind"] {
        if !headers.iter().any(|header| header == column) {
            return Err(bad(1, format!("there is no column `{column}`")));
        }
    }
    let mut record = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => {}
            Err(error) => return Err(bad(line, error.to_string())),
        }
        let line = record.position().map_or(line, csv::Position::line);
        let row: Row = record
            .deserialize(Some(&headers))
            .map_err(|error| bad(line, format!("the row does not fit its columns ({error})")))?;
        for (column, value) in [("id", &row.id), ("name", &row.name)] {
            if value.is_empty() {
                return Err(bad(line, format!("the {column} is empty")));
            }
        }
        let kind: MentionKind = row
            .kind
            .parse()
            .map_err(|error| bad(line, format!("kind {error}")))?;
        let aliases: Vec<&str> = row
            .aliases
            .split('|')
            .map(str::trim)
            .filter(|alias| !alias.is_empty())
            .collect();
        lexicon.add_users(row.id, &row.name, kind, &aliases);
    }
}
