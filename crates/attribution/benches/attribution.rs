//! Speed of the stage on a page of news in several styles of quotation.

use divan::counter::ItemsCount;
use presswork_annotations::{Block, Mention, Sentence, Token};
use presswork_attribution::{Attribute, Settings};
use presswork_model::{Context, Document, Stage};
use presswork_testkit::{Marked, sample};

const PAGE: &str = "The cabinet met for six hours on Monday and left without a plan. “We will meet again,” the trade \
minister, Lena Okafor, said. “Nobody wants this strike.” According to the port, forty ships wait at sea. The union said \
that wages had not risen for years, adding that its members were tired. Grain, oil and steel are short in the capital, and \
the price of bread has doubled since May. The writer believes that the state will give way before the feast.\n\n";

fn main() {
    divan::main();
}

#[divan::bench]
fn page(bencher: divan::Bencher<'_, '_>) {
    let marked = Marked::parse(&PAGE.repeat(20)).expect("the page has no marks");
    let document: Document = sample::with_mentions(&marked);
    let stage = Attribute::new(Settings::default(), &Context::default()).expect("they are valid");
    let words = document.text().body().split_whitespace().count();
    let tokens = document.layer::<Token>().expect("typed").expect("written");
    let sentences = document
        .layer::<Sentence>()
        .expect("typed")
        .expect("written");
    let mentions = document
        .layer::<Mention>()
        .expect("typed")
        .expect("written");
    let blocks = document.layer::<Block>().expect("typed");
    bencher
        .counter(ItemsCount::new(words))
        .bench_local(|| stage.run(document.text(), (tokens, sentences, mentions, blocks)));
}
