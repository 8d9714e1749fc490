//! How fast the stage is, on news-like text of our own.

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use presswork_model::{Context, Stage, Text};
use presswork_tokenise::{Settings, Tokenise};

const ENGLISH: &str = "ACCRA (Wire) — Grain prices in the port rose by 4.5% to $1,325 a tonne on Tuesday, traders said. \
    “We don't know where it ends,” said Dr. Efua B. Mensah of the farmers' union. Her long-term forecast, published at 9 a.m. \
    in the U.S. and Ghana's capital, sees a fall by mid-July. Why? \"Ships are late,\" she wrote on https://example.org/grain.\n\n";
const MIXED: &str = "Łódź und Zürich bleiben zu… Цены на зерно выросли. 谷物价格上涨了。 ارتفعت أسعار الحبوب. 😀\n\n";

fn main() {
    divan::main();
}

#[divan::bench(args = ["english", "mixed"])]
fn tokenise(bencher: Bencher<'_, '_>, name: &str) {
    let passage = if name == "english" { ENGLISH } else { MIXED };
    let stage =
        Tokenise::new(Settings::default(), &Context::default()).expect("the settings are sound");
    let text = Text::new("bench", passage.repeat(1_000_000 / passage.len()));
    let words = text.body().split_whitespace().count();
    bencher
        .counter(BytesCount::of_str(text.body()))
        .counter(ItemsCount::new(words))
        .bench(|| stage.run(&text, None));
}

#[divan::bench]
fn new() -> Tokenise {
    Tokenise::new(Settings::default(), &Context::default()).expect("the settings are sound")
}
