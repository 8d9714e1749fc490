//! Trains the models and writes them to `model/`:
//!
//!     cargo run --release -p presswork-stance --example stances -- ../shared/gold ../shared/news
//!
//! They learn from gold, and from what a transformer says of news. Tokens, sentences and attributions come from the program
//! itself, which is run first on both. With `held-out` behind the folders every fifth text of gold is kept aside, and what is
//! found in those is compared with gold; nothing is written. With `questions` it prints what the transformer is asked about
//! the news.
#![allow(clippy::print_stdout)]

mod compare;
mod news;

use compare::compare;
use presswork_annotations::Polarity;
use presswork_model::{BoxError, Context, Document, Span, Stage};
use presswork_stance::{FindStance, Gold, Lesson, Settings, Tells};
use serde_json::{Value, json};
use std::path::Path;

const FILES: [&str; 2] = ["stance.dse.train.jsonl", "stance.newsmtsc.train.jsonl"];

fn main() -> Result<(), BoxError> {
    let mut arguments = std::env::args().skip(1);
    let mut folder = || {
        let folder = arguments.next();
        folder.ok_or("name the folders of gold and of news, such as ../shared/gold ../shared/news")
    };
    let (gold, news) = (folder()?, folder()?);
    let aside = match arguments.next().as_deref() {
        None => false,
        Some("held-out") => true,
        Some("questions") => return news::ask(Path::new(&news)),
        Some(word) => return Err(format!("`{word}` is none of `held-out` and `questions`").into()),
    };
    let lessons = lessons(Path::new(&gold))?;
    let (held_out, train): (Vec<_>, Vec<_>) = lessons.into_iter().partition(|one| aside && one.0);
    let [held_out, mut train] = [held_out, train].map(|list| {
        list.into_iter()
            .map(|(_, lesson)| lesson)
            .collect::<Vec<_>>()
    });
    let settings = Settings {
        learned: false,
        ..Settings::default()
    };
    let rules = FindStance::new(settings, &Context::default())?;
    if aside {
        compare("rules", &rules, &held_out)?;
    }
    train.extend(news::lessons(Path::new(&news))?);
    let stage = rules.train(&train)?;
    if aside {
        return compare("learned", &stage, &held_out);
    }
    let files = stage.files().ok_or("nothing was learned")?;
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("model");
    std::fs::write(model.join("toward.bin"), files.toward)?;
    std::fs::write(model.join("pair.bin"), files.pair)?;
    Ok(())
}

/// The gold files as documents with the layers that the stage reads, found by the program; and whether each may be kept
/// aside.
fn lessons(folder: &Path) -> Result<Vec<(bool, Lesson)>, BoxError> {
    let mut golds = Vec::new();
    for file in FILES {
        for line in std::fs::read_to_string(folder.join(file))?.lines() {
            golds.push(serde_json::from_str::<Value>(line)?);
        }
    }
    let documents: Vec<String> = golds
        .iter_mut()
        .map(|gold| document(gold).to_string())
        .collect();
    let work = tempfile::tempdir()?;
    let gold = work.path().join("gold.jsonl");
    std::fs::write(&gold, documents.join("\n"))?;
    let source = format!("{{ root: '{}', layers: [mention] }}", gold.display());
    let lines = presswork_testkit::annotated(&source, &["tokenise", "attribution"])?;
    lines
        .lines()
        .zip(&golds)
        .map(|(line, gold)| Ok((is_held_out(gold), lesson(line, gold)?)))
        .collect()
}

/// Whether a document is kept aside: all with the same text, or from the same article, fall on one side.
fn is_held_out(gold: &Value) -> bool {
    let id = gold["id"].as_str().unwrap_or_default();
    let key = if gold["set"] == "dse" {
        gold["text"].as_str().unwrap_or_default().to_owned()
    } else {
        id.split('_').take(3).collect()
    };
    key.bytes().fold(7_u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u32::from(byte))
    }) % 5
        == 4
}

/// A document of gold as the program reads it: mentions in order, each with a kind, and nothing else.
fn document(gold: &mut Value) -> Value {
    let mut mentions = gold["layers"]["mention"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    mentions.sort_by_key(|mention| {
        let end = |end: usize| mention["span"][end].as_i64();
        (end(0), end(1).map(|end| -end))
    });
    for mention in &mut mentions {
        mention["kind"] = json!("person");
        mention["form"] = json!("name");
    }
    json!({ "id": gold["id"], "text": gold["text"], "layers": { "mention": mentions } })
}

fn lesson(line: &str, gold: &Value) -> Result<Lesson, BoxError> {
    let document = Document::from_json(line.as_bytes())?;
    // Gold counts characters, the stage bytes.
    let text = document.text().body();
    let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let bytes: Vec<u32> = starts.map(|at| at as u32).collect();
    let offset = |value: &Value| bytes.get(value.as_u64()? as usize).copied();
    let span = |value: &Value| Some(Span::new(offset(&value[0])?, offset(&value[1])?));
    let rows = gold["layers"]["stance"]
        .as_array()
        .ok_or("there are no stances")?;
    let gold_rows = rows.iter().filter_map(|row| {
        Some(Gold {
            holder: span(&row["holder"]),
            target: span(&row["target"])?,
            polarity: row["polarity"].as_str()?.parse::<Polarity>().ok()?,
        })
    });
    Ok(Lesson {
        gold: gold_rows.collect(),
        tells: if gold["set"] == "dse" {
            Tells::Pairs
        } else {
            Tells::Toward
        },
        document,
    })
}
