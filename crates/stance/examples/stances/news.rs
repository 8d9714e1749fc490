//! What the transformer is asked about news, and what it said.

use presswork_annotations::Polarity;
use presswork_model::{BoxError, Context, Document, Span, Stage};
use presswork_stance::{FindStance, Gold, Lesson, Settings, Tells};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;

/// So many articles are asked about.
const ARTICLES: usize = 1000;

/// What writes the layers that the stage reads.
const STAGES: [&str; 3] = ["tokenise", "entities", "attribution"];

/// Prints the questions, a line an article.
pub(crate) fn ask(news: &Path) -> Result<(), BoxError> {
    let stage = FindStance::new(Settings::default(), &Context::default())?;
    let mut out = std::io::stdout().lock();
    for document in presswork_testkit::news(news, &STAGES)?
        .iter()
        .take(ARTICLES)
    {
        let text = document.text();
        let questions = stage.ask(document)?;
        let line = json!({ "id": text.id(), "text": text.body(), "questions": questions });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// What `model/taught.jsonl.gz` holds: the articles with what the transformer is sure of.
pub(crate) fn lessons(news: &Path) -> Result<Vec<Lesson>, BoxError> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("model/taught.jsonl.gz");
    let articles = presswork_testkit::news(news, &STAGES)?;
    let articles = presswork_testkit::taught(&file, articles)?.into_iter();
    let lesson = |(document, found): (Document, Value)| {
        let rows = found["stances"].as_array().ok_or("there are no stances")?;
        let gold: Option<_> = rows.iter().map(gold).collect();
        Ok(Lesson {
            document,
            gold: gold.ok_or("a stance lacks something")?,
            tells: Tells::Asked,
        })
    };
    articles.map(lesson).collect()
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
