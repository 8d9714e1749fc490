//! How fast the stage is: tokens alone, and tokens and sentences, over real news where `../shared/news` is there, else over
//! the project's own corpus; and over a text of many scripts.

use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher};
use presswork_model::{Context, Stage, Text};
use presswork_tokenise::{Settings, Tokenise};
use std::fs;
use std::path::{Path, PathBuf};

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
    let texts = match name {
        "news" => news(),
        _ => vec![Text::new("mixed", MIXED.repeat(1_000_000 / MIXED.len()))],
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

/// Every plain text of the real news, or else of the corpus.
fn news() -> Vec<Text> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let real = root.join("../shared/news");
    let folder = if real.exists() {
        real
    } else {
        root.join("corpus")
    };
    let mut texts = Vec::new();
    gather(&folder, &mut texts);
    texts
}

fn gather(folder: &Path, texts: &mut Vec<Text>) {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            gather(&path, texts);
        } else if path.extension().is_some_and(|extension| extension == "txt")
            && let Ok(body) = fs::read_to_string(&path)
        {
            texts.push(Text::new(path.display().to_string(), body));
        }
    }
}
