//! Makes `data/clusters.bin` from a list of words and clusters: `clusters LIST.tsv.gz`, each line a word, its cluster of
//! 128 and its cluster of 1,024.

#![allow(clippy::print_stdout, reason = "it tells what it did")]

use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;
use std::fs::File;
use std::io::{BufRead, BufReader};
use xxhash_rust::xxh3::xxh3_64;

fn main() -> Result<()> {
    let list = std::env::args().nth(1).context("which list?")?;
    let lines = BufReader::new(GzDecoder::new(File::open(&list)?)).lines();
    let mut table = vec![u32::MAX; 1 << 20];
    let (mut words, mut hidden) = (0, 0);
    for (number, line) in lines.enumerate() {
        let line = line?;
        let place = || format!("{list}:{}", number + 1);
        let fields: Vec<_> = line.split('\t').collect();
        let [word, coarse, fine] = fields[..] else {
            anyhow::bail!("{}: not a word and two clusters", place());
        };
        let (coarse, fine): (u32, u32) = (coarse.parse()?, fine.parse()?);
        ensure!(coarse < 128 && fine < 1024, "{}: no such cluster", place());
        ensure!(word.len() <= 39, "{}: the word is too long", place());
        let hash = xxh3_64(word.as_bytes());
        let entry = ((hash >> 49) as u32) << 17 | coarse << 10 | fine;
        ensure!(entry != u32::MAX, "{}: looks like an empty slot", place());
        let mut slot = hash as usize & (table.len() - 1);
        let mut same = false;
        while table[slot] != u32::MAX {
            same |= table[slot] >> 17 == entry >> 17;
            slot = (slot + 1) & (table.len() - 1);
        }
        table[slot] = entry;
        words += 1;
        hidden += u32::from(same);
    }
    let bytes: Vec<_> = table.into_iter().flat_map(u32::to_le_bytes).collect();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/data/clusters.bin");
    std::fs::write(file, bytes)?;
    println!("{words} words, {hidden} of them hidden by another with the same bits");
    Ok(())
}
