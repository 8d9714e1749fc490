//! News as the program annotates it, and what a transformer found there, for those who train a stage on that.

use crate::annotated;
use flate2::read::GzDecoder;
use presswork_model::{BoxError, Document};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

/// The articles of a folder, with the layers that `stages` of the program write.
///
/// ```no_run
/// let articles = presswork_testkit::news("../shared/news".as_ref(), &["tokenise", "entities"])?;
/// # Ok::<(), presswork_model::BoxError>(())
/// ```
pub fn news(folder: &Path, stages: &[&str]) -> Result<Vec<Document>, BoxError> {
    let lines = annotated(
        &format!("{{ root: '{}' }}", folder.canonicalize()?.display()),
        stages,
    )?;
    let documents = lines
        .lines()
        .map(|line| Document::from_json(line.as_bytes()));
    Ok(documents.collect::<Result<_, _>>()?)
}

/// Those of `articles` in which a transformer found something, each with what it found: `file` is packed by gzip, and has a line
/// of JSON for each with its `id`. One that is not among the articles is an error.
///
/// ```no_run
/// # fn example(articles: Vec<presswork_model::Document>) -> Result<(), presswork_model::BoxError> {
/// for (article, found) in presswork_testkit::taught("model/taught.jsonl.gz".as_ref(), articles)? {
///     println!("{}: {found}", article.text().id());
/// }
/// # Ok(())
/// # }
/// ```
pub fn taught(file: &Path, articles: Vec<Document>) -> Result<Vec<(Document, Value)>, BoxError> {
    let mut found = BTreeMap::new();
    for line in BufReader::new(GzDecoder::new(File::open(file)?)).lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let id = line["id"].as_str().ok_or("an article has no id")?;
        found.insert(id.to_owned(), line);
    }
    let articles = articles.into_iter();
    let articles = articles
        .filter_map(|article| {
            let found = found.remove(article.text().id())?;
            Some((article, found))
        })
        .collect();
    match found.keys().next() {
        Some(missing) => Err(format!("there is no article {missing}").into()),
        None => Ok(articles),
    }
}
