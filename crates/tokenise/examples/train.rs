//! Trains the model that decides where sentences end, and writes it to `model/sentences.bin`:
//!
//!     cargo run --release -p presswork-tokenise --example train -- ../shared/gold
//!
//! With `held-out` behind the folder every fifth document is kept aside, and the accuracy on its places is told after each
//! epoch; nothing is written.
#![allow(clippy::print_stdout)]

use presswork_learn::{Classifier, Example, Training};
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
        times: 2,
        paragraphs: false,
    },
    Gold {
        file: "names.worldwide.train.jsonl",
        times: 1,
        paragraphs: true,
    },
];

fn main() -> Result<(), BoxError> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments
        .next()
        .ok_or("name the folder of the gold files, such as ../shared/gold")?;
    let aside = arguments.next().is_some_and(|word| word == "held-out");
    let stage = Tokenise::new(Settings::default(), &Context::default())?;
    let (mut examples, mut held_out) = (Vec::new(), Vec::new());
    for gold in GOLD {
        let path = Path::new(&folder).join(gold.file);
        let content = std::fs::read_to_string(&path)
            .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        for (number, line) in content.lines().enumerate() {
            let places = places(&stage, line, gold.paragraphs)
                .map_err(|error| format!("{}:{}: {error}", path.display(), number + 1))?;
            if aside && number % 5 == 4 {
                held_out.extend(places);
            } else {
                examples.extend((0..gold.times).flat_map(|_| places.iter().cloned()));
            }
        }
    }
    println!("{} examples, {} held out", examples.len(), held_out.len());
    let training = Training {
        bits: 15,
        epochs: 5,
        ..Training::default()
    };
    let labels = ["goes on", "ends"];
    let model = Classifier::train(&training, &labels, &examples, &held_out, |epoch| {
        let accuracy = epoch
            .held_out
            .map(|share| format!(", {:.2}% of held out right", share * 100.0));
        println!(
            "epoch {}: {} mistakes{}",
            epoch.number,
            epoch.mistakes,
            accuracy.unwrap_or_default()
        );
    })?;
    if !aside {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("model/sentences.bin");
        std::fs::write(path, model.to_bytes())?;
    }
    Ok(())
}

/// The places of a document of gold, each with whether a sentence ends there.
fn places(stage: &Tokenise, line: &str, paragraphs: bool) -> Result<Vec<Example>, BoxError> {
    let document: Value = serde_json::from_str(line)?;
    let text = document["text"].as_str().ok_or("there is no text")?;
    let sentences = document["layers"]["sentence"]
        .as_array()
        .ok_or("there are no sentences")?;
    let ends: HashSet<_> = sentences
        .iter()
        .filter_map(|sentence| sentence["span"][1].as_u64())
        .collect();
    // Gold counts characters, the stage bytes.
    let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let ends: HashSet<_> = starts
        .zip(0..)
        .filter(|(_, number)| ends.contains(number))
        .map(|(at, _)| at as u32)
        .collect();
    let mut examples = Vec::new();
    stage.places(&Text::new("gold", text), |end, features| {
        let tells = !paragraphs || text[..end as usize].ends_with(char::is_alphanumeric);
        if tells {
            examples.push(Example {
                features: features.to_vec(),
                label: usize::from(ends.contains(&end)),
            });
        }
    });
    Ok(examples)
}
