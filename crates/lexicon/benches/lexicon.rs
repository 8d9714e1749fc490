//! How long it takes to look a word up.

use divan::{Bencher, counter::ItemsCount};

fn main() {
    divan::main();
}

#[divan::bench]
fn cluster(bencher: Bencher<'_, '_>) {
    let text = "The minister said on Tuesday that Kuntur Copper would pay 600 million to villagers near the old mine";
    let words: Vec<_> = text.split(' ').collect();
    bencher.counter(ItemsCount::new(words.len())).bench(|| {
        let known = words
            .iter()
            .filter_map(|word| presswork_lexicon::cluster(word));
        known.map(|cluster| u32::from(cluster.fine)).sum::<u32>()
    });
}
