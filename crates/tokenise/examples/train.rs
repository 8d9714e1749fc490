//! Trains the model that decides where sentences end, and writes it to `model/sentences.bin`:
//!
//!     cargo run --release -p presswork-tokenise --example train -- ../shared/gold
//!
//! With `cross-validate` behind the folder nothing is written: every fifth document in turn is kept aside, cut into
//! sentences by a model that has not seen it, and the F1 of the sentences is told.
#![allow(clippy::print_stdout)]

use presswork_learn::{Classifier, Example, Training, TrainingError};
use presswork_model::{BoxError, Context, Stage, Text};
use presswork_tokenise::{Settings, Tokenise};
use serde_json::Value;
use std::collections::HashSet;
use std::path::Path;

/// What is learned from.
struct Gold {
    file: &'static str,
    /// How often each of its places is shown.
    times: usize,
    /// Its sentences are paragraphs: only places behind a word or number tell anything, that no sentence ends there.
    paragraphs: bool,
}

const GOLD: [Gold; 3] = [
    Gold {
        file: "sentences.ewt.train.jsonl",
        times: 1,
        paragraphs: false,
    },
    Gold {
        file: "sentences.gum.train.jsonl",
        times: 3,
        paragraphs: false,
    },
    Gold {
        file: "names.worldwide.train.jsonl",
        times: 1,
        paragraphs: true,
    },
];

const FOLDS: usize = 5;

fn main() -> Result<(), BoxError> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments
        .next()
        .ok_or("name the folder of the gold files, such as ../shared/gold")?;
    let validate = arguments
        .next()
        .is_some_and(|word| word == "cross-validate");
    let stage = Tokenise::new(Settings::default(), &Context::default())?;
    let mut documents = Vec::new();
    for gold in &GOLD {
        let path = Path::new(&folder).join(gold.file);
        let content = std::fs::read_to_string(&path)
            .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        for (number, line) in content.lines().enumerate() {
            let document = Document::new(&stage, gold, line)
                .map_err(|error| format!("{}:{}: {error}", path.display(), number + 1))?;
            documents.push((number % FOLDS, document));
        }
    }
    if validate {
        return cross_validate(&stage, &documents);
    }
    let model = train(documents.iter().map(|(_, document)| document))?;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("model/sentences.bin");
    std::fs::write(path, model.to_bytes())?;
    Ok(())
}

/// A document of gold.
struct Document<'g> {
    gold: &'g Gold,
    text: Text,
    /// Its sentences, in bytes.
    sentences: HashSet<(u32, u32)>,
    /// Its places, each with whether a sentence ends there.
    examples: Vec<Example>,
}

impl<'g> Document<'g> {
    fn new(stage: &Tokenise, gold: &'g Gold, line: &str) -> Result<Self, BoxError> {
        let document: Value = serde_json::from_str(line)?;
        let body = document["text"].as_str().ok_or("there is no text")?;
        let rows = document["layers"]["sentence"]
            .as_array()
            .ok_or("there are no sentences")?;
        // Gold counts characters, the stage bytes.
        let characters = body.char_indices().map(|(at, _)| at).chain([body.len()]);
        let bytes: Vec<_> = characters.map(|at| at as u32).collect();
        let byte = |end: &Value| bytes.get(end.as_u64()? as usize).copied();
        let sentences = rows
            .iter()
            .map(|row| Some((byte(&row["span"][0])?, byte(&row["span"][1])?)))
            .collect::<Option<HashSet<_>>>()
            .ok_or("a sentence does not lie in the text")?;
        let ends: HashSet<_> = sentences.iter().map(|&(_, end)| end).collect();
        let text = Text::new("gold", body);
        let mut examples = Vec::new();
        stage.sentences_by(&text, |end, features| {
            if !gold.paragraphs || body[..end as usize].ends_with(char::is_alphanumeric) {
                examples.push(Example {
                    features: features.to_vec(),
                    label: usize::from(ends.contains(&end)),
                });
            }
            false
        });
        Ok(Self {
            gold,
            text,
            sentences,
            examples,
        })
    }
}

fn train<'d>(
    documents: impl Iterator<Item = &'d Document<'d>>,
) -> Result<Classifier, TrainingError> {
    let examples: Vec<_> = documents
        .flat_map(|document| std::iter::repeat_n(&document.examples, document.gold.times))
        .flatten()
        .cloned()
        .collect();
    let training = Training {
        bits: 15,
        epochs: 10,
        ..Training::default()
    };
    let labels = ["goes on", "ends"];
    Classifier::train(&training, &labels, &examples, &[], |epoch| {
        println!(
            "epoch {}: {} mistakes at {} places",
            epoch.number,
            epoch.mistakes,
            examples.len()
        );
    })
}

/// Tells the F1 of sentences in documents that the model has not seen, with the rules alone and with the model.
fn cross_validate(stage: &Tokenise, documents: &[(usize, Document<'_>)]) -> Result<(), BoxError> {
    // Right, found and gold, of each file by the rules and by the model.
    let mut counts = [[[0; 3]; 2]; GOLD.len()];
    for aside in 0..FOLDS {
        let rest = documents.iter().filter(|(fold, _)| *fold != aside);
        let model = train(rest.map(|(_, document)| document))?;
        for (_, document) in documents.iter().filter(|(fold, _)| *fold == aside) {
            let by_rules = stage.sentences_by(&document.text, |_, _| false);
            let by_model = stage.sentences_by_model(&document.text, &model);
            let file = GOLD.iter().position(|gold| gold.file == document.gold.file);
            let counts = &mut counts[file.ok_or("every document is of a file")?];
            for (found, count) in [by_rules, by_model].iter().zip(counts) {
                let right = found.iter().filter(|sentence| {
                    let span = sentence.span;
                    document.sentences.contains(&(span.start(), span.end()))
                });
                count[0] += right.count();
                count[1] += found.len();
                count[2] += document.sentences.len();
            }
        }
    }
    let f1 = |[right, found, gold]: [usize; 3]| 200.0 * right as f64 / (found + gold) as f64;
    for (gold, counts) in GOLD.iter().zip(counts).filter(|(gold, _)| !gold.paragraphs) {
        let [rules, model] = counts.map(f1);
        println!("{}: rules {rules:.2}, with the model {model:.2}", gold.file);
    }
    Ok(())
}
