//! Trains the models on gold, and on what a transformer found in news, and writes them to `model/`:
//!
//!     cargo run --release -p presswork-attribution --example attributions -- ../shared/gold ../shared/news
//!
//! Tokens, sentences and mentions come from the program itself, which is run first on both. With `held-out` behind the folders
//! every fifth document of gold is kept aside, and what is found in those is compared with gold; nothing is written. With
//! `questions` it prints what the transformer learns from, and what it is asked about the news.
#![allow(clippy::print_stdout)]

use presswork_annotations::{Attribution, Extent};
use presswork_attribution::{Attribute, Gold, Lesson, Settings};
use presswork_model::{BoxError, Context, Document, Selection, Span, Stage, run_stage};
use serde_json::Value;
use std::io::Write as _;
use std::path::Path;

const FILE: &str = "attribution.polnear.train.jsonl";

/// What writes the layers that the stage reads.
const STAGES: [&str; 2] = ["tokenise", "entities"];

fn main() -> Result<(), BoxError> {
    let mut arguments = std::env::args().skip(1);
    let mut folder = || {
        let folder = arguments.next();
        folder.ok_or("name the folders of gold and of news, such as ../shared/gold ../shared/news")
    };
    let (gold, news) = (folder()?, folder()?);
    let mut lessons = lessons(Path::new(&gold))?;
    let settings = Settings {
        learned: false,
        ..Settings::default()
    };
    let rules = Attribute::new(settings, &Context::default())?;
    match arguments.next().as_deref() {
        None => {
            lessons.extend(taught(Path::new(&news))?);
            let stage = rules.train(&lessons, |done| println!("{done}"))?;
            let files = stage.files().ok_or("nothing was learned")?;
            let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("model");
            std::fs::write(model.join("gate.bin"), files.gate)?;
            std::fs::write(model.join("heads.bin"), files.heads)?;
            std::fs::write(model.join("parts.bin"), files.parts)?;
            std::fs::write(model.join("judge.bin"), files.judge)?;
        }
        Some("held-out") => {
            let (mut train, mut held_out) = (Vec::new(), Vec::new());
            for (number, lesson) in lessons.into_iter().enumerate() {
                let part = if number % 5 == 4 {
                    &mut held_out
                } else {
                    &mut train
                };
                part.push(lesson);
            }
            compare("rules", &rules, &held_out)?;
            train.extend(taught(Path::new(&news))?);
            let stage = rules.train(&train, |done| println!("{done}"))?;
            compare("learned", &stage, &held_out)?;
        }
        Some("questions") => {
            let others = others(Path::new(&news))?;
            let mut out = std::io::stdout().lock();
            let mut failed = Ok(());
            rules.ask(&lessons, &others, |document, question| {
                let line = serde_json::json!({ "id": document.text().id(), "question": question });
                if failed.is_ok() {
                    failed = writeln!(out, "{line}");
                }
            })?;
            failed?;
        }
        Some(word) => return Err(format!("`{word}` is none of `held-out` and `questions`").into()),
    }
    Ok(())
}

/// The documents of gold.
fn lessons(folder: &Path) -> Result<Vec<Lesson>, BoxError> {
    let source = format!(
        "{{ root: '{}', include: [{FILE:?}], layers: [attribution] }}",
        folder.canonicalize()?.display()
    );
    let lines = presswork_testkit::annotated(&source, &STAGES)?;
    lines.lines().map(lesson).collect()
}

/// The news, without any gold.
fn others(news: &Path) -> Result<Vec<Lesson>, BoxError> {
    let articles = presswork_testkit::news(news, &STAGES)?.into_iter();
    let lesson = |document| {
        let gold = Vec::new();
        Lesson { document, gold }
    };
    Ok(articles.map(lesson).collect())
}

/// The articles in which a transformer found attributions, with those as their gold.
fn taught(news: &Path) -> Result<Vec<Lesson>, BoxError> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("model/taught.jsonl.gz");
    let articles = presswork_testkit::news(news, &STAGES)?;
    let articles = presswork_testkit::taught(&file, articles)?.into_iter();
    let lesson = |(document, found): (Document, Value)| {
        let rows = found["attributions"]
            .as_array()
            .ok_or("there are no attributions")?;
        let offset = |value: &Value| Some(value.as_u64()? as u32);
        let gold: Option<_> = rows.iter().map(|row| gold(row, &offset)).collect();
        let gold = gold.ok_or("an attribution lacks something")?;
        Ok(Lesson { document, gold })
    };
    articles.map(lesson).collect()
}

fn lesson(line: &str) -> Result<Lesson, BoxError> {
    let document = Document::from_json(line.as_bytes())?;
    let json: Value = serde_json::from_str(line)?;
    let rows = json["layers"]["attribution"]
        .as_array()
        .ok_or("there are no attributions")?;
    // Gold counts characters, the stage bytes.
    let text = document.text().body();
    let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let bytes: Vec<u32> = starts.map(|at| at as u32).collect();
    let offset = |value: &Value| bytes.get(value.as_u64()? as usize).copied();
    let gold = rows.iter().filter_map(|row| gold(row, &offset)).collect();
    Ok(Lesson { document, gold })
}

/// An attribution, `offset` tells the byte of an edge.
fn gold(row: &Value, offset: &impl Fn(&Value) -> Option<u32>) -> Option<Gold> {
    let extent = |value: &Value| {
        let spans = value.as_array()?.iter();
        let spans = spans.map(|span| Some(Span::new(offset(&span[0])?, offset(&span[1])?)));
        Extent::new(spans.collect::<Option<_>>()?)
    };
    Some(Gold {
        source: extent(&row["source"]),
        cue: extent(&row["cue"])?,
        content: extent(&row["content"])?,
    })
}

/// How many bytes two extents share.
fn shared(one: &Extent, other: &Extent) -> u32 {
    let pairs = one
        .spans()
        .iter()
        .flat_map(|a| other.spans().iter().map(move |b| (a, b)));
    pairs
        .map(|(a, b)| {
            let (start, end) = (a.start().max(b.start()), a.end().min(b.end()));
            end.saturating_sub(start)
        })
        .sum()
}

/// Whether two extents share half of the longer or more, or both are missing.
fn alike(one: Option<&Extent>, other: Option<&Extent>) -> bool {
    let length = |extent: &Extent| extent.spans().iter().map(|span| span.len()).sum::<u32>();
    match (one, other) {
        (Some(one), Some(other)) => 2 * shared(one, other) >= length(one).max(length(other)),
        (None, None) => true,
        _ => false,
    }
}

/// Prints how many sources, cues and contents are found exactly, and how many whole attributions by half or more.
fn compare(what: &str, stage: &Attribute, lessons: &[Lesson]) -> Result<(), BoxError> {
    let mut counts = [[0_usize; 3]; 4];
    for lesson in lessons {
        let mut document = read_again(&lesson.document)?;
        run_stage(stage, &mut document)?;
        let layer = document
            .layer::<Attribution>()?
            .ok_or("the stage writes it")?;
        let gold = &lesson.gold;
        let found = |part: fn(&Attribution) -> Option<&Extent>| {
            layer.iter().filter_map(part).collect::<Vec<_>>()
        };
        let parts: [(Vec<&Extent>, Vec<&Extent>); 3] = [
            (
                gold.iter().filter_map(|one| one.source.as_ref()).collect(),
                found(|one| one.source.as_ref()),
            ),
            (
                gold.iter().map(|one| &one.cue).collect(),
                found(|one| one.cue.as_ref()),
            ),
            (
                gold.iter().map(|one| &one.content).collect(),
                found(|one| Some(&one.content)),
            ),
        ];
        for ((gold, mut found), counts) in parts.into_iter().zip(&mut counts) {
            counts[1] += gold.len();
            counts[2] += found.len();
            for extent in gold {
                if let Some(same) = found.iter().position(|other| *other == extent) {
                    found.swap_remove(same);
                    counts[0] += 1;
                }
            }
        }
        let [both, in_gold, in_found] = &mut counts[3];
        *in_gold += gold.len();
        *in_found += layer.len();
        let mut found: Vec<&Attribution> = layer.iter().collect();
        for one in gold {
            let same = found.iter().position(|other| {
                alike(one.source.as_ref(), other.source.as_ref())
                    && alike(Some(&one.content), Some(&other.content))
            });
            if let Some(same) = same {
                found.swap_remove(same);
                *both += 1;
            }
        }
    }
    let parts = ["source", "cue", "content", "whole"];
    for (part, [both, gold, found]) in parts.into_iter().zip(counts) {
        let f1 = 200.0 * both as f64 / (gold + found).max(1) as f64;
        println!("{what}: {part} F1 {f1:.1}");
    }
    Ok(())
}

/// A document without the layer that the stage writes.
fn read_again(document: &Document) -> Result<Document, BoxError> {
    let layers = ["token", "sentence", "mention", "block", "actor"].map(str::to_owned);
    let mut line = Vec::new();
    document.write_json(&Selection::Only(layers.into()), &mut line)?;
    Ok(Document::from_json(&line)?)
}
