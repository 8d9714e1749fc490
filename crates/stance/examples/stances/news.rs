//! What the transformer is asked about news, and what it said.

use flate2::read::GzDecoder;
use presswork_annotations::Polarity;
use presswork_model::{BoxError, Context, Document, Span, Stage};
use presswork_stance::{FindStance, Gold, Lesson, Settings, Tells};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;

/// So many articles are asked about.
const ARTICLES: usize = 1000;

/// Prints the questions, a line an article.
pub(crate) fn ask(news: &Path) -> Result<(), BoxError> {
    let stage = FindStance::new(Settings::default(), &Context::default())?;
    let mut out = std::io::stdout().lock();
    for document in documents(news)?.iter().take(ARTICLES) {
        let text = document.text();
        let questions = stage.ask(document)?;
        let line = json!({ "id": text.id(), "text": text.body(), "questions": questions });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// What `model/taught.jsonl.gz` holds: the articles with what the transformer is sure of.
pub(crate) fn lessons(news: &Path) -> Result<Vec<Lesson>, BoxError> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("model/taught.jsonl.gz");
    let mut taught = BTreeMap::new();
    for line in BufReader::new(GzDecoder::new(File::open(path)?)).lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let id = line["id"].as_str().ok_or("an article has no id")?;
        let rows = line["stances"].as_array().ok_or("there are no stances")?;
        let gold: Option<Vec<Gold>> = rows.iter().map(gold).collect();
        taught.insert(id.to_owned(), gold.ok_or("a stance lacks something")?);
    }
    let lessons = documents(news)?.into_iter().filter_map(|document| {
        let gold = taught.remove(document.text().id())?;
        let tells = Tells::Some;
        Some(Lesson {
            document,
            gold,
            tells,
        })
    });
    let lessons = lessons.collect();
    match taught.keys().next() {
        Some(missing) => Err(format!("there is no article {missing}").into()),
        None => Ok(lessons),
    }
}

/// The articles, with the layers that the stage reads.
fn documents(news: &Path) -> Result<Vec<Document>, BoxError> {
    let source = format!("{{ root: '{}' }}", news.canonicalize()?.display());
    let lines = presswork_testkit::annotated(&source, &["tokenise", "entities", "attribution"])?;
    let documents = lines
        .lines()
        .map(|line| Document::from_json(line.as_bytes()));
    Ok(documents.collect::<Result<_, _>>()?)
}

fn gold(row: &Value) -> Option<Gold> {
    let offset = |value: &Value| Some(value.as_u64()? as u32);
    let span = |value: &Value| Some(Span::new(offset(&value[0])?, offset(&value[1])?));
    Some(Gold {
        holder: span(&row[0]),
        target: span(&row[1])?,
        polarity: row[2].as_str()?.parse::<Polarity>().ok()?,
    })
}
