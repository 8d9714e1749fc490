//! Trains the tagger of names on gold, and on what a teacher found in news, and writes it to
//! `crates/entities/model/names.bin`:
//!
//!     cargo run --release -p presswork --example names -- ../shared/gold ../shared/news
//!
//! With `held-out` behind the folders every eighth document of gold is kept aside and scored after each epoch; with `ablation`
//! it is learned anew without each family of features. Neither writes anything. With `words` it prints what the transformers
//! of `crates/entities/model` learn from: each text, with its words and the labels that each may have.
#![allow(clippy::print_stdout, reason = "it tells how it goes")]

use anyhow::{Context as _, Result, anyhow, bail};
use flate2::read::GzDecoder;
use presswork_annotations::{MentionKind, Sentence, Token};
use presswork_entities::{Entities, training};
use presswork_learn::{Crf, CrfEpoch, CrfTraining, Labelling, Marked, Observed};
use presswork_model::{Context, Document, Span, Stage, Text, run_stage};
use presswork_tokenise::Tokenise;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};

/// What is learned from.
struct Set {
    name: &'static str,
    /// What its makers did not tell apart: whatever has the second kind may be of the first.
    merged: bool,
    /// Its makers marked people, organisations and places alone; other names may stand anywhere.
    partial: bool,
    /// Whether a part of it is kept aside.
    scored: bool,
    /// How often it is shown: what people marked twice.
    shown: usize,
}

const SETS: [Set; 5] = [
    set("worldwide", false, false, true),
    set("uner-ewt", false, true, true),
    set("wikigold", true, false, false),
    set("wnut17", true, false, false),
    set("crossner-politics", true, false, false),
];

/// What the teacher found.
const TAUGHT: Set = Set {
    shown: 1,
    ..set("taught", false, false, false)
};

const fn set(name: &'static str, merged: bool, partial: bool, scored: bool) -> Set {
    Set {
        name,
        merged,
        partial,
        scored,
        shown: 2,
    }
}

/// A document of gold.
#[derive(Clone)]
struct Gold {
    set: &'static Set,
    text: String,
    /// In bytes, in text order.
    mentions: Vec<(Span, MentionKind)>,
}

impl Gold {
    /// Whether a document, by its number in its set, is one of those that may be kept aside.
    fn is_held_out(&self, number: usize) -> bool {
        self.set.scored && number % 8 == 5
    }
}

/// One as the tagger sees it.
struct Seen {
    observed: Observed,
    words: Vec<Span>,
    sentences: Vec<Span>,
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut folder = || {
        let folder = arguments.next().map(PathBuf::from);
        folder
            .context("name the folders of gold and of news, such as ../shared/gold ../shared/news")
    };
    let (folder, news) = (folder()?, folder()?);
    let sets = SETS.iter().map(|set| gold(&folder, set));
    let mut sets = sets.collect::<Result<Vec<_>>>()?;
    sets.push(taught(&news)?);
    let eyes = Eyes::new()?;
    match arguments.next().as_deref() {
        None => {
            let lessons = Lessons::new(&eyes, &sets, false, None)?;
            let model = lessons.learn(4, |epoch| {
                println!("epoch {}: loss {:.4} a word", epoch.number, epoch.loss);
            })?;
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../entities/model/names.bin");
            std::fs::write(path, model.to_bytes())?;
        }
        Some("held-out") => {
            let lessons = Lessons::new(&eyes, &sets, true, None)?;
            let model = lessons.learn(4, |epoch| {
                println!("epoch {}: {}", epoch.number, lessons.scores(epoch.model));
            })?;
            println!("all: {}", lessons.scores(&model));
        }
        Some("ablation") => {
            for not in std::iter::once(None).chain(training::Family::ALL.map(Some)) {
                let lessons = Lessons::new(&eyes, &sets, true, not)?;
                let model = lessons.learn(1, |_| {})?;
                println!("without {not:?}: {}", lessons.scores(&model));
            }
        }
        Some("words") => words(&eyes, &sets, &news)?,
        Some(word) => bail!("`{word}` is none of `held-out`, `ablation` and `words`"),
    }
    Ok(())
}

/// What is learned from, and what is kept aside.
struct Lessons {
    examples: Vec<Marked>,
    held_out: Vec<(Seen, Gold)>,
}

impl Lessons {
    fn new(
        eyes: &Eyes,
        sets: &[Vec<Gold>],
        aside: bool,
        not: Option<training::Family>,
    ) -> Result<Self> {
        let (mut examples, mut held_out) = (Vec::new(), Vec::new());
        for (number, gold) in sets.iter().flat_map(|set| set.iter().enumerate()) {
            if aside && gold.is_held_out(number) {
                held_out.push((eyes.see(&gold.text, not)?, gold.clone()));
                continue;
            }
            for text in std::iter::once(gold.text.clone()).chain(variants(&gold.text, number)) {
                let Seen {
                    observed, words, ..
                } = eyes.see(&text, not)?;
                let allowed = allowed(&words, gold);
                let example = Marked { observed, allowed };
                examples.extend(std::iter::repeat_n(example, gold.set.shown));
            }
        }
        Ok(Self { examples, held_out })
    }

    fn learn(&self, members: usize, report: impl FnMut(CrfEpoch<'_>)) -> Result<Crf> {
        let settings = CrfTraining {
            epochs: 3,
            members,
            ..CrfTraining::default()
        };
        let (labels, may) = (training::LABELS, training::may);
        Ok(Crf::train(&settings, labels, may, &self.examples, report)?)
    }

    fn scores(&self, model: &Crf) -> String {
        let scores = SETS.iter().filter(|set| set.scored).map(|set| {
            let documents = self.held_out.iter();
            let documents = documents.filter(|(_, gold)| gold.set.name == set.name);
            let (three, four) = f1(model, documents);
            format!("{} {three:.2} (of four kinds {four:.2})", set.name)
        });
        scores.collect::<Vec<_>>().join(", ")
    }
}

fn gold(folder: &Path, set: &'static Set) -> Result<Vec<Gold>> {
    let path = folder.join(format!("names.{}.train.jsonl", set.name));
    let content = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    let lines = content.lines().enumerate();
    lines
        .map(|(number, line)| {
            document(line, set).with_context(|| format!("{}:{}", path.display(), number + 1))
        })
        .collect()
}

fn document(line: &str, set: &'static Set) -> Result<Gold> {
    let document: Value = serde_json::from_str(line)?;
    let text = document["text"].as_str().context("there is no text")?;
    // Gold counts characters, spans bytes.
    let starts: Vec<_> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let rows = document["layers"]["mention"]
        .as_array()
        .context("there are no mentions")?;
    let mention = |row: &Value| -> Result<_> {
        let edge = |side: usize| {
            let number = row["span"][side]
                .as_u64()
                .context("a mention has no span")?;
            let at = starts
                .get(number as usize)
                .context("a mention lies outside its text")?;
            anyhow::Ok(*at as u32)
        };
        let kind = row["kind"].as_str().context("a mention has no kind")?;
        let kind = kind
            .parse()
            .map_err(|_| anyhow!("there is no kind `{kind}`"))?;
        Ok((Span::new(edge(0)?, edge(1)?), kind))
    };
    let mut mentions = rows.iter().map(mention).collect::<Result<Vec<_>>>()?;
    mentions.sort_unstable_by_key(|(span, _)| *span);
    Ok(Gold {
        set,
        text: text.to_owned(),
        mentions,
    })
}

/// The articles of the folder of news in which the teacher found names, with those.
fn taught(news: &Path) -> Result<Vec<Gold>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../entities/model/taught.jsonl.gz");
    let file = File::open(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let article = |line: std::io::Result<String>| {
        let line: Value = serde_json::from_str(&line?)?;
        let id = line["id"].as_str().context("an article has no id")?;
        let names = line["names"].as_array().context("there are no names")?;
        let name = |name: &Value| {
            let edge = |side: usize| name[side].as_u64().context("a name has no span");
            let kind = name[2].as_str().and_then(|kind| kind.parse().ok());
            let span = Span::new(edge(0)? as u32, edge(1)? as u32);
            anyhow::Ok((span, kind.context("a name has no kind")?))
        };
        Ok(Gold {
            set: &TAUGHT,
            text: std::fs::read_to_string(news.join(id))
                .with_context(|| format!("cannot read {id}"))?,
            mentions: names.iter().map(name).collect::<Result<_>>()?,
        })
    };
    let lines = BufReader::new(GzDecoder::new(file)).lines();
    lines.map(article).collect()
}

/// Prints the texts of gold, and all of the news, with their words, for those who learn elsewhere.
fn words(eyes: &Eyes, sets: &[Vec<Gold>], news: &Path) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let mut tell = |text: &str, id: &str, gold: Option<(usize, &Gold)>| {
        let seen = eyes.see(text, None)?;
        let range = |span: &Span| [span.start(), span.end()];
        let line = json!({
            "set": gold.map_or("news", |(_, gold)| gold.set.name),
            "id": id,
            "held_out": gold.is_some_and(|(number, gold)| gold.is_held_out(number)),
            "text": text,
            "words": seen.words.iter().map(range).collect::<Vec<_>>(),
            "sentences": seen.sentences.iter().map(range).collect::<Vec<_>>(),
            "allowed": gold.map(|(_, gold)| allowed(&seen.words, gold)),
        });
        anyhow::Ok(writeln!(out, "{line}")?)
    };
    for (number, gold) in sets.iter().flat_map(|set| set.iter().enumerate()) {
        tell(&gold.text, "", Some((number, gold)))?;
        if !gold.is_held_out(number)
            && let Some(text) = variants(&gold.text, number)
        {
            tell(&text, "", Some((number, gold)))?;
        }
    }
    for folder in listed(news)? {
        for path in listed(&folder)? {
            let id = path.strip_prefix(news)?.to_string_lossy().into_owned();
            tell(&std::fs::read_to_string(&path)?, &id, None)?;
        }
    }
    Ok(())
}

/// What stands in a folder, by name.
fn listed(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// The text with its first line, or all of it, in capitals, in small letters, or with a capital at each word, as headlines are
/// written. None for most documents.
fn variants(text: &str, number: usize) -> Option<String> {
    let end = match number % 16 {
        3 => text.len(),
        7 | 11 | 15 => text.find('\n').unwrap_or(text.len()),
        _ => return None,
    };
    let (head, rest) = text.split_at(end);
    let head = match number / 16 % 3 {
        0 => head.to_ascii_uppercase(),
        1 => head.to_ascii_lowercase(),
        _ => {
            let mut before = ' ';
            let letter = |c: char| {
                let first = !std::mem::replace(&mut before, c).is_alphanumeric();
                if first { c.to_ascii_uppercase() } else { c }
            };
            head.chars().map(letter).collect()
        }
    };
    Some(head + rest)
}

/// The labels that each word may have, as bits.
fn allowed(words: &[Span], gold: &Gold) -> Vec<u32> {
    let label = |kind, first| 1 << training::label(kind, first);
    let unmarked = [MentionKind::Group, MentionKind::Other];
    let outside = if gold.set.partial {
        unmarked
            .iter()
            .fold(1, |set, &kind| set | label(kind, true) | label(kind, false))
    } else {
        1
    };
    let mut mentions = gold.mentions.iter().peekable();
    let mut first = true;
    let mut allowed = Vec::with_capacity(words.len());
    for word in words {
        while mentions
            .next_if(|(span, _)| span.end() <= word.start())
            .is_some()
        {
            first = true;
        }
        allowed.push(match mentions.peek() {
            Some(&&(span, kind)) if span.start() < word.end() => {
                let was_first = std::mem::replace(&mut first, false);
                let either = gold.set.merged && kind == MentionKind::Other;
                let group = if either {
                    label(MentionKind::Group, was_first)
                } else {
                    0
                };
                label(kind, was_first) | group
            }
            _ => outside,
        });
    }
    allowed
}

/// Exact spans and kinds, in percent: of people, organisations and places, and with groups and other names as a fourth kind.
fn f1<'a>(model: &Crf, documents: impl Iterator<Item = &'a (Seen, Gold)>) -> (f64, f64) {
    let mut labelling = Labelling::default();
    let (mut three, mut four) = (Counts::default(), Counts::default());
    for (seen, gold) in documents {
        model.label(&seen.observed, &mut labelling);
        let mut found: Vec<(Span, MentionKind)> = Vec::new();
        for (&span, &label) in seen.words.iter().zip(labelling.labels()) {
            let label = usize::from(label);
            for &kind in MentionKind::ALL {
                if label == training::label(kind, true) {
                    found.push((span, kind));
                } else if let Some(last) = found
                    .last_mut()
                    .filter(|_| label == training::label(kind, false))
                {
                    last.0 = last.0.to(span);
                }
            }
        }
        let merged = |&(span, kind): &(Span, MentionKind)| match kind {
            MentionKind::Group => (span, MentionKind::Other),
            _ => (span, kind),
        };
        let mut found: Vec<_> = found.iter().map(merged).collect();
        let mut gold: Vec<_> = gold.mentions.iter().map(merged).collect();
        four.add(&found, &gold);
        for names in [&mut found, &mut gold] {
            names.retain(|(_, kind)| *kind != MentionKind::Other);
        }
        three.add(&found, &gold);
    }
    (three.f1(), four.f1())
}

/// How many names were found and how many are gold, and how many of them are both.
#[derive(Default)]
struct Counts {
    all: usize,
    right: usize,
}

impl Counts {
    fn add(&mut self, found: &[(Span, MentionKind)], gold: &[(Span, MentionKind)]) {
        self.all += found.len() + gold.len();
        self.right += found.iter().filter(|name| gold.contains(name)).count();
    }

    fn f1(&self) -> f64 {
        200.0 * self.right as f64 / self.all.max(1) as f64
    }
}

/// The stages that a text passes through before it is tagged.
struct Eyes {
    tokenise: Tokenise,
    entities: Entities,
}

impl Eyes {
    fn new() -> Result<Self> {
        let context = Context::default();
        let part = |error| anyhow!("a stage cannot be made: {error}");
        Ok(Self {
            tokenise: Tokenise::new(presswork_tokenise::Settings::default(), &context)
                .map_err(part)?,
            entities: Entities::new(presswork_entities::Settings::default(), &context)
                .map_err(part)?,
        })
    }

    fn see(&self, text: &str, not: Option<training::Family>) -> Result<Seen> {
        let mut document = Document::new(Text::new("gold", text));
        run_stage(&self.tokenise, &mut document).map_err(|error| anyhow!("{error}"))?;
        let tokens = document.layer::<Token>()?.context("there are no tokens")?;
        let sentences = document
            .layer::<Sentence>()?
            .context("there are no sentences")?;
        let mut observed = Observed::default();
        let words = training::words(
            &self.entities,
            document.text(),
            tokens,
            sentences,
            not,
            &mut observed,
        );
        let sentences = sentences.iter().map(|sentence| sentence.span).collect();
        Ok(Seen {
            observed,
            words,
            sentences,
        })
    }
}
