//! The user's own list of actors: CSV files with the columns `id,name,kind,aliases`.

use crate::lexicon::{Lexicon, fold};
use presswork_annotations::MentionKind;
use presswork_model::{Context, SettingError};
use rustc_hash::FxHashMap;
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
    let mut seen = Seen::default();
    for (number, file) in files.iter().enumerate() {
        let setting = format!("actors[{number}]");
        File {
            path: &context.file(file),
            setting: &setting,
        }
        .add(lexicon, &mut seen)?;
    }
    lexicon.sort();
    Ok(())
}

/// Ids and names of the rows so far, and where they stand.
#[derive(Default)]
struct Seen {
    ids: FxHashMap<String, String>,
    names: FxHashMap<String, String>,
}

struct File<'a> {
    path: &'a Path,
    setting: &'a str,
}

impl File<'_> {
    fn add(&self, lexicon: &mut Lexicon, seen: &mut Seen) -> Result<(), SettingError> {
        let text = self.read()?;
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .flexible(true)
            .from_reader(text.as_bytes());
        let headers = reader
            .headers()
            .cloned()
            .map_err(|error| self.bad(1, &error.to_string()))?;
        for column in ["id", "name", "kind"] {
            if !headers.iter().any(|header| header == column) {
                return Err(self.bad(1, &format!("there is no column `{column}`")));
            }
        }
        let mut record = csv::StringRecord::new();
        loop {
            let line = reader.position().line();
            match reader.read_record(&mut record) {
                Ok(false) => return Ok(()),
                Ok(true) => {}
                Err(error) => return Err(self.bad(line, &error.to_string())),
            }
            let line = record.position().map_or(line, csv::Position::line);
            if record.len() > headers.len() {
                let what = format!(
                    "there are {} fields for {} columns",
                    record.len(),
                    headers.len()
                );
                let help = "put double quotes around a value that holds a comma";
                return Err(self.bad(line, &what).help(help));
            }
            let row: Row = record.deserialize(Some(&headers)).map_err(|error| {
                self.bad(line, &format!("the row does not fit its columns ({error})"))
            })?;
            self.row(row, line, lexicon, seen)?;
        }
    }

    fn row(
        &self,
        row: Row,
        line: u64,
        lexicon: &mut Lexicon,
        seen: &mut Seen,
    ) -> Result<(), SettingError> {
        for (column, value) in [("id", &row.id), ("name", &row.name)] {
            if value.is_empty() {
                return Err(self.bad(line, &format!("the {column} is empty")));
            }
        }
        let kind: MentionKind = row.kind.parse().map_err(|error| {
            let bad = self.bad(line, &format!("kind {error}"));
            match nearest(&row.kind) {
                Some(kind) => bad.help(format!("did you mean `{kind}`?")),
                None => bad,
            }
        })?;
        let here = format!("line {line} of `{}`", self.path.display());
        if let Some(there) = seen.ids.insert(row.id.clone(), here.clone()) {
            let what = format!("the id `{}` is taken by {there}", row.id);
            let help = "give each actor one row, with | between its aliases";
            return Err(self.bad(line, &what).help(help));
        }
        let aliases: Vec<&str> = row
            .aliases
            .split('|')
            .map(str::trim)
            .filter(|alias| !alias.is_empty())
            .collect();
        let mut own = Vec::new();
        for name in std::iter::once(row.name.as_str()).chain(aliases.iter().copied()) {
            if !name.contains(char::is_alphanumeric) {
                return Err(self.bad(line, &format!("the name `{name}` has no letter")));
            }
            // "Who" and "WHO" may be two.
            let capitals = name.chars().filter(|c| c.is_uppercase()).count() > 1;
            let upper = capitals && !name.contains(char::is_lowercase);
            let key = if upper { name.to_owned() } else { fold(name) };
            if own.contains(&key) {
                continue;
            }
            if let Some(there) = seen.names.insert(key.clone(), here.clone()) {
                let what = format!("the name `{name}` is taken by {there}");
                let help = "a name can stand for one actor only";
                return Err(self.bad(line, &what).help(help));
            }
            own.push(key);
        }
        lexicon.add_users(row.id, &row.name, kind, &aliases);
        Ok(())
    }

    fn read(&self) -> Result<String, SettingError> {
        let bytes = std::fs::read(self.path).map_err(|error| {
            let what = format!("cannot read `{}`: {error}", self.path.display());
            SettingError::new(self.setting, what)
                .help("give the path of a CSV file, from the pipeline's folder")
        })?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = before.split(|&byte| byte == b'\n').count() as u64;
            self.bad(line, "there is text that is not UTF-8")
                .help("save the file as UTF-8")
        })?;
        Ok(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        })
    }

    fn bad(&self, line: u64, what: &str) -> SettingError {
        let what = format!("{what} in line {line} of `{}`", self.path.display());
        SettingError::new(self.setting, what).help(COLUMNS)
    }
}

/// The kind that was meant, by its usual other names or a slip of the pen.
fn nearest(kind: &str) -> Option<MentionKind> {
    let kind = kind.to_ascii_lowercase();
    let other = match kind.as_str() {
        "org" | "organization" | "company" | "firm" | "party" | "agency" => {
            Some(MentionKind::Organisation)
        }
        "per" | "people" | "human" | "individual" | "politician" => Some(MentionKind::Person),
        "loc" | "location" | "gpe" | "country" | "city" | "state" => Some(MentionKind::Place),
        "norp" | "nationality" | "religion" => Some(MentionKind::Group),
        "misc" => Some(MentionKind::Other),
        _ => None,
    };
    let close = |known: &&MentionKind| strsim::damerau_levenshtein(&kind, known.as_str()) < 3;
    other.or_else(|| MentionKind::ALL.iter().find(close).copied())
}
