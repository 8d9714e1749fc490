//! Speed of the stage on a page of news: facts, reports of opinions, and opinion.

use divan::counter::ItemsCount;
use presswork_annotations::{Mention, Sentence, Token};
use presswork_model::{Context, Document, Stage};
use presswork_stance::{FindStance, Settings};
use presswork_testkit::{Marked, sample};

const PAGE: &str = "[[Lena Okafor]{person =?okafor} met the cabinet for six hours on Monday and left without a plan. Forty ships wait \
at sea, and the price of bread has doubled since May. [The union]{organisation nominal =?union} criticised \
[Okafor]{person =?okafor} for the delay, while [Abel Tessema]{person =?tessema}, who runs the port, praised \
[her]{person pronoun =?okafor} patience. Grain, oil and steel are short in the capital. The feast begins on Friday, and many \
shops will stay closed for a week. [Kenya]{place =country:KE} refused to send more grain.]{paragraph}\n\n";

fn main() {
    divan::main();
}

#[divan::bench(args = [false, true])]
fn page(bencher: divan::Bencher<'_, '_>, learned: bool) {
    let marked = Marked::parse(&PAGE.repeat(20)).expect("the marks are right");
    let document: Document = sample::with_mentions(&marked);
    let settings = Settings {
        learned,
        ..Settings::default()
    };
    let stage = FindStance::new(settings, &Context::default()).expect("they are valid");
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
    let actors = document.layer().expect("typed");
    bencher
        .counter(ItemsCount::new(words))
        .bench_local(|| stage.run(document.text(), (tokens, sentences, mentions, actors, None)));
}
