//! How fast the stage is: quantities and times over real news where `../shared/news` is there, else over the project's own
//! corpus; and over sentences that hold figures and little else. Tokens and sentences are given.

use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher};
use presswork_annotations::{Sentence, Token};
use presswork_figures::{Figures, Settings};
use presswork_model::{Context, Document, Layer, Stage};
use presswork_testkit::sample;

const DENSE: &str = "In 2019 exports fell by 12 % to $4.1bn, from 7.4 to 8.1 percent, said two of the three banks on Monday.\n\n";

/// Tells how often memory was asked for: a few times a figure, never for a token.
#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

#[divan::bench(args = ["news", "dense"])]
fn quantities_and_times(bencher: Bencher<'_, '_>, name: &str) {
    let texts = match name {
        "news" => sample::news(),
        _ => vec![DENSE.repeat(1_000_000 / DENSE.len())],
    };
    let documents: Vec<Document> = texts.iter().map(|text| sample::document(text)).collect();
    let stage = stage();
    let bytes: usize = texts.iter().map(String::len).sum();
    let words: usize = texts
        .iter()
        .map(|text| text.split_whitespace().count())
        .sum();
    bencher
        .counter(BytesCount::new(bytes))
        .counter(ItemsCount::new(words))
        .bench(|| {
            documents
                .iter()
                .map(|document| run(&stage, document))
                .sum::<usize>()
        });
}

#[divan::bench]
fn new() -> Figures {
    stage()
}

fn stage() -> Figures {
    let settings = Settings {
        date: Some("2020-03-31".to_owned()),
        ..Settings::default()
    };
    Figures::new(settings, &Context::default()).expect("the settings are sound")
}

fn run(stage: &Figures, document: &Document) -> usize {
    let tokens: &Layer<Token> = document
        .layer()
        .expect("the layer is sound")
        .expect("it was written");
    let sentences: &Layer<Sentence> = document
        .layer()
        .expect("the layer is sound")
        .expect("it was written");
    let given = (tokens, sentences, None, None);
    let (quantities, times, _) = stage
        .run(document.text(), given)
        .expect("the stage never fails");
    quantities.len() + times.len()
}
