//! `Kind`: what is known of a word by its spelling alone.

use crate::lexicon::fold_into;
use crate::words::{Shape, Word};
use presswork_learn::Feature;
use presswork_lexicon::{Cluster, NameKey, Names, cluster};

/// What is known of a kind of word: a spelling, in this document.
pub(crate) struct Kind<'t> {
    pub(crate) text: &'t str,
    pub(crate) word: Word,
    pub(crate) cluster: Option<Cluster>,
    pub(crate) key: NameKey,
    pub(crate) names: Names,
    /// Hash of its small letters.
    pub(crate) lower: u64,
    pub(crate) shape: u64,
    pub(crate) suffix: u64,
    /// Its number among those that differ in capitals alone.
    pub(crate) group: u32,
}

impl<'t> Kind<'t> {
    pub(crate) fn new(text: &'t str, word: Word, group: u32, folded: &mut String) -> Self {
        fold_into(text, folded);
        let key = NameKey::default().then(folded);
        let names = if word.looks(Shape::LETTER) {
            key.names()
        } else {
            Names::default()
        };
        let suffix = folded
            .char_indices()
            .rev()
            .nth(2)
            .map_or(&folded[..], |(at, _)| &folded[at..]);
        Self {
            text,
            word,
            cluster: cluster(text),
            key,
            names,
            lower: Feature::new("").with(folded).number(),
            shape: shape(text),
            suffix: Feature::new("").with(suffix).number(),
            group,
        }
    }

    /// The numbers of its flags.
    pub(crate) fn flags(&self) -> impl Iterator<Item = u64> + use<> {
        let mut flags = self.word.known.flags.bits();
        std::iter::from_fn(move || {
            let flag = flags.trailing_zeros();
            flags &= flags.wrapping_sub(1);
            (flag < u64::BITS).then_some(flag.into())
        })
    }

    pub(crate) fn fine(&self) -> u64 {
        self.cluster.map_or(2_000, |cluster| cluster.fine.into())
    }

    pub(crate) fn coarse(&self) -> u64 {
        self.cluster.map_or(200, |cluster| cluster.coarse.into())
    }
}

/// Runs of capitals, small letters, digits and marks, four bits each: what it is, and whether it is more than one.
fn shape(text: &str) -> u64 {
    let mut shape = 0;
    let mut before = 0;
    for c in text.chars() {
        let class = match c {
            '.' => 4,
            '-' => 5,
            '\'' | '’' => 6,
            _ if c.is_uppercase() => 1,
            _ if c.is_alphabetic() => 2,
            _ if c.is_numeric() => 3,
            _ => 7,
        };
        if class == before {
            shape |= 8;
        } else {
            shape = shape << 4 | class;
        }
        before = class;
    }
    shape
}
