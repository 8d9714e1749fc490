//! How fast the stage is over real news where `../shared/news` is there, else over the project's own corpus. Tokens and
//! sentences are given.

use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher};
use presswork_annotations::{Block, Sentence, Token};
use presswork_entities::{Entities, Settings};
use presswork_model::{Context, Document, Stage};
use presswork_testkit::sample;

/// Tells how often memory was asked for: some times a document and a name, never for a token.
#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// Names, nouns, pronouns and their actors; and names alone.
#[divan::bench(args = ["all", "names"], sample_count = 9)]
fn news(bencher: Bencher<'_, '_>, name: &str) {
    let texts = sample::news();
    let documents: Vec<Document> = texts.iter().map(|text| sample::document(text)).collect();
    let stage = stage(name == "all");
    let words = texts.iter().map(|text| text.split_whitespace().count());
    bencher
        .counter(BytesCount::new(
            texts.iter().map(String::len).sum::<usize>(),
        ))
        .counter(ItemsCount::new(words.sum::<usize>()))
        .bench(|| {
            documents
                .iter()
                .map(|document| run(&stage, document))
                .sum::<usize>()
        });
}

#[divan::bench]
fn new() -> Entities {
    stage(true)
}

fn stage(all: bool) -> Entities {
    let settings = Settings {
        nominals: all,
        pronouns: all,
        ..Settings::default()
    };
    Entities::new(settings, &Context::default()).expect("the settings are sound")
}

fn run(stage: &Entities, document: &Document) -> usize {
    let tokens = document.layer::<Token>();
    let tokens = tokens.expect("the layer is sound").expect("it was written");
    let sentences = document.layer::<Sentence>();
    let sentences = sentences
        .expect("the layer is sound")
        .expect("it was written");
    let blocks = document.layer::<Block>().expect("the layer is sound");
    let (mentions, actors) = stage
        .run(document.text(), (tokens, sentences, blocks))
        .expect("the stage never fails");
    mentions.len() + actors.len()
}
