//! How fast the stage is: tokens alone, and tokens and sentences, over real news where `../shared/news` is there, else over
//! the project's own corpus; and over a text of many scripts.

use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher};
use presswork_model::{Context, Stage, Text};
use presswork_testkit::sample;
use presswork_tokenise::{Settings, Tokenise};

const MIXED: &str = "Łódź und Zürich bleiben zu… Цены на зерно выросли. 谷物价格上涨了。 ارتفعت أسعار الحبوب. 😀\n\n";

/// Tells how often memory was asked for: a few times a document, never for a token.
#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

#[divan::bench(args = ["news", "mixed"])]
fn tokens(bencher: Bencher<'_, '_>, name: &str) {
    bench(bencher, name, |stage, text| stage.tokens(text).len());
}

#[divan::bench(args = ["news", "mixed"])]
fn tokens_and_sentences(bencher: Bencher<'_, '_>, name: &str) {
    bench(bencher, name, |stage, text| {
        let (tokens, sentences) = stage.run(text, None).expect("the stage never fails");
        tokens.len() + sentences.len()
    });
}

#[divan::bench]
fn new() -> Tokenise {
    stage()
}

fn bench(bencher: Bencher<'_, '_>, name: &str, run: fn(&Tokenise, &Text) -> usize) {
    let text = |body: String| Text::new(name, body);
    let texts: Vec<Text> = match name {
        "news" => sample::news().into_iter().map(text).collect(),
        _ => vec![text(MIXED.repeat(1_000_000 / MIXED.len()))],
    };
    let stage = stage();
    let bytes: usize = texts.iter().map(|text| text.body().len()).sum();
    let words: usize = texts
        .iter()
        .map(|text| text.body().split_whitespace().count())
        .sum();
    bencher
        .counter(BytesCount::new(bytes))
        .counter(ItemsCount::new(words))
        .bench(|| texts.iter().map(|text| run(&stage, text)).sum::<usize>());
}

fn stage() -> Tokenise {
    Tokenise::new(Settings::default(), &Context::default()).expect("the settings are sound")
}
