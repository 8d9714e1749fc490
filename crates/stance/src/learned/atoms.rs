//! `Atom`: what is observed of a token, as numbers that features are made of.

use crate::classes::{BREAK, COMMA, COORDINATOR, NEGATION, QUOTED, RELATIVE, SUBORDINATOR};
use crate::lexicon::Lexicon;
use crate::sentence::Sentence;
use presswork_annotations::Polarity;
use presswork_learn::Feature;
use presswork_lexicon::{Cluster, cluster, hash_of_letters};
use presswork_model::Text;
use std::ops::Range;

/// How good or bad the words of each vector of the clusters are, from -127 to 127; `MODEL.md` tells where that is from.
pub(super) static VALENCE: &[u8] = include_bytes!("../../model/valence.bin");

/// How good or bad words are. Slots of four bytes, little-endian: the lowest 24 bits of the word's hash above a byte with the
/// valence; 0 is empty. A word lies in the first free slot from that of its bits 40 to 53 on.
pub(super) static POLAR: &[u8] = include_bytes!("../../model/polar.bin");

/// What is observed of a token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Atom {
    /// The hash of the word in small letters.
    pub(crate) word: u64,
    /// Tells the word and its clusters from others.
    pub(crate) key: Feature,
    /// Its clusters of 64, 128, 256, 512, 1,024 and 4,096, and its vector.
    clusters: [u16; 7],
    /// Its closed classes.
    pub(crate) classes: u64,
    /// How good or bad words used like it are, in seven steps from -3 to 3.
    pub(crate) valence: i8,
    /// How good or bad a lexicon says that the word is, from -4 to 4.
    pub(crate) polar: i8,
    /// How the lexicon says that it links holder and target, and its polarity; 0 if it says nothing.
    pub(crate) link: u64,
    /// Whether it begins with a capital inside the sentence.
    pub(crate) capital: bool,
    /// Whether a negation stands shortly before it.
    pub(crate) negated: bool,
    /// The number of its clause: clauses end at punctuation and at words that begin others.
    pub(crate) clause: u32,
}

/// Counts of words: see [`Atoms::tally`].
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    /// How many commas, breaks, words that begin clauses, and capitals.
    pub(crate) marks: [u16; 4],
    /// How many words each of the two signs has, by [`Atom::signs`].
    pub(crate) signs: [[u16; 2]; 2],
    /// The sums of [`Atom::values`].
    pub(crate) values: [i32; 2],
}

impl Tally {
    fn add(&mut self, atom: &Atom) {
        let marks = [
            atom.is(COMMA),
            atom.is(BREAK),
            atom.is(SUBORDINATOR),
            atom.capital,
        ];
        for (count, mark) in self.marks.iter_mut().zip(marks) {
            *count = count.wrapping_add(mark.into());
        }
        for (counts, sign) in self.signs.iter_mut().zip(atom.signs()) {
            for (one, count) in (1..).zip(counts) {
                *count = count.wrapping_add((sign == one).into());
            }
        }
        for (sum, value) in self.values.iter_mut().zip(atom.values()) {
            *sum += value;
        }
    }
}

/// What the models know of a word by its letters: some fields of its [`Atom`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spelled {
    word: u64,
    key: Feature,
    clusters: [u16; 7],
    valence: i8,
    polar: i8,
}

const UNKNOWN: u16 = 9999;

/// What stands past the edges of a sentence.
pub(crate) const NOTHING: Atom = Atom {
    word: 1,
    key: Feature::new("nothing"),
    clusters: [8888; 7],
    classes: 0,
    valence: 0,
    polar: 0,
    link: 0,
    capital: false,
    negated: false,
    clause: 0,
};

/// How many tokens a negation reaches.
const NEGATION_REACH: usize = 5;

/// The atoms of a sentence, filled anew for each.
#[derive(Debug, Default)]
pub(crate) struct Atoms {
    all: Vec<Atom>,
    /// Counts of the words before each, and of all.
    tallies: Vec<Tally>,
    /// Which of them the lexicons say something of.
    judged: Vec<u32>,
}

impl Default for Spelled {
    fn default() -> Self {
        Self::new("")
    }
}

impl Spelled {
    pub(crate) fn new(word: &str) -> Self {
        let (hash, cluster) = (hash_of_letters(word.as_bytes()), cluster(word));
        let clusters = cluster.map_or([UNKNOWN; 7], clusters);
        Self {
            word: hash,
            key: key(hash, clusters),
            clusters,
            valence: cluster.map_or(0, valence),
            polar: polar(hash),
        }
    }
}

impl Atoms {
    /// Looks at the tokens of a sentence.
    pub(crate) fn fill(&mut self, text: &Text, lexicon: &Lexicon, sentence: &Sentence<'_>) {
        self.all.clear();
        self.judged.clear();
        self.tallies.clear();
        let mut tally = Tally::default();
        self.tallies.push(tally);
        let (mut clause, mut denied) = (0, 0_usize);
        for (i, tok) in sentence.toks.iter().enumerate() {
            let word = &text[tok.span];
            let spelled = tok.learned;
            if tok.classes & (BREAK | COMMA | SUBORDINATOR | RELATIVE | COORDINATOR) != 0 {
                clause += 1;
            }
            if tok.classes & BREAK != 0 {
                denied = 0;
            }
            let uses = tok.word.map_or(&[][..], |word| &word.uses);
            let link = uses.iter().find(|one| one.rest.is_empty()).map(|one| {
                let entry = lexicon.entry(one);
                let polarity = match entry.polarity {
                    Polarity::Support => 1,
                    Polarity::Oppose => 2,
                    Polarity::Neutral => 3,
                };
                1 + (entry.pattern as u64) * 4 + polarity
            });
            let atom = Atom {
                word: spelled.word,
                key: spelled.key,
                clusters: spelled.clusters,
                classes: tok.classes,
                valence: spelled.valence,
                polar: spelled.polar,
                link: link.unwrap_or(0),
                capital: i > 0 && word.starts_with(char::is_uppercase),
                negated: denied > 0,
                clause,
            };
            if atom.judgement() != 0 {
                self.judged.push(i as u32);
            }
            tally.add(&atom);
            self.tallies.push(tally);
            self.all.push(atom);
            denied = denied.saturating_sub(1);
            if tok.classes & NEGATION != 0 {
                denied = NEGATION_REACH;
            }
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn all(&self) -> &[Atom] {
        &self.all
    }

    /// The atoms of `range` of which the lexicons say something, with their places.
    pub(crate) fn judged(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &Atom)> {
        let first = self.judged.partition_point(|&i| (i as usize) < range.start);
        let places = self.judged[first..].iter().map(|&i| i as usize);
        let inside = places.take_while(move |&i| i < range.end);
        inside.map(|i| (i, &self.all[i]))
    }

    /// The words of the clause that holds `i`.
    pub(crate) fn clause(&self, i: usize) -> Range<usize> {
        let clause = self.at(i).clause;
        let same = |atom: &&Atom| atom.clause == clause;
        let before = self.all[..i].iter().rev().take_while(same).count();
        let after = self.all[i..].iter().take_while(same).count();
        i - before..i + after
    }

    /// Counts of the words of `range`.
    pub(crate) fn tally(&self, range: Range<usize>) -> Tally {
        let (start, end) = (
            &self.tallies[range.start],
            &self.tallies[range.end.max(range.start)],
        );
        // What overflows over a long sentence is taken back here.
        let counts = |kind: usize| {
            [0, 1].map(|sign| end.signs[kind][sign].wrapping_sub(start.signs[kind][sign]))
        };
        Tally {
            marks: [0, 1, 2, 3].map(|mark| end.marks[mark].wrapping_sub(start.marks[mark])),
            signs: [0, 1].map(counts),
            values: [0, 1].map(|kind| end.values[kind] - start.values[kind]),
        }
    }

    /// The atom at `i`, [`NOTHING`] past the edges.
    #[inline]
    pub(crate) fn at(&self, i: usize) -> &Atom {
        self.all.get(i).unwrap_or(&NOTHING)
    }
}

fn key(word: u64, clusters: [u16; 7]) -> Feature {
    let packed = |clusters: &[u16]| {
        let clusters = clusters.iter();
        clusters.fold(0, |all, &one| all << 16 | u64::from(one))
    };
    Feature::new("")
        .and(word)
        .and(packed(&clusters[..4]))
        .and(packed(&clusters[4..]))
}

fn clusters(cluster: Cluster) -> [u16; 7] {
    let [first, second, third, _, last] = cluster.further;
    [
        first,
        cluster.coarse.into(),
        second,
        third,
        cluster.fine,
        last,
        cluster.vector,
    ]
}

fn polar(hash: u64) -> i8 {
    let (slots, _) = POLAR.as_chunks::<4>();
    let mut slot = (hash >> 40) as usize & (slots.len() - 1);
    loop {
        let [value, tag @ ..] = slots[slot];
        if [value, tag[0], tag[1], tag[2]] == [0; 4] {
            return 0;
        }
        if tag == hash.to_le_bytes()[..3] {
            return value.cast_signed();
        }
        slot = (slot + 1) & (slots.len() - 1);
    }
}

fn valence(cluster: Cluster) -> i8 {
    let value = VALENCE
        .get(usize::from(cluster.vector))
        .map_or(0, |&byte| byte.cast_signed());
    match value.unsigned_abs() {
        0..16 => 0,
        16..40 => value.signum(),
        40..72 => 2 * value.signum(),
        72.. => 3 * value.signum(),
    }
}

impl Atom {
    /// One of its clusters, by the place of its size in [`Atom::clusters`].
    #[inline]
    pub(crate) fn cluster(&self, size: usize) -> u64 {
        self.clusters[size].into()
    }

    #[inline]
    pub(crate) fn is(&self, classes: u64) -> bool {
        self.classes & classes != 0
    }

    /// Whether it stands between quotation marks.
    pub(crate) fn quoted(&self) -> bool {
        self.is(QUOTED)
    }

    /// Its valence, by its use and by the lexicons, negation reckoned in; names have none.
    pub(crate) fn values(&self) -> [i32; 2] {
        let sign = match (self.capital, self.negated) {
            (true, _) => 0,
            (_, true) => -1,
            (_, false) => 1,
        };
        [self.valence, self.polar].map(|value| sign * i32::from(value))
    }

    /// The signs of its valence, by its use and by the lexicons, negation reckoned in; 0 where it has none, as names have.
    pub(crate) fn signs(&self) -> [u64; 2] {
        self.values().map(|value| match value {
            0 => 0,
            1.. => 1,
            _ => 2,
        })
    }

    /// Tells its word and clusters, and whether it is denied.
    #[inline]
    pub(crate) fn use_of_word(&self) -> u64 {
        self.key.and(self.negated.into()).number()
    }

    /// Tells its clusters, and whether it is denied.
    #[inline]
    pub(crate) fn use_of_clusters(&self) -> u64 {
        // Of words that are in none both are the same, and so are those of no word that is in some.
        let clusters = self.cluster(6) << 16 | self.cluster(5);
        let template = const { Feature::new("clusters") };
        template
            .and(clusters << 1 | u64::from(self.negated))
            .number()
    }

    /// What the lexicons say of it, and how it is used: all but its word and clusters that tells how good or bad it is, of
    /// 18 bits. 0 if there is nothing to say.
    #[inline]
    pub(crate) fn judgement(&self) -> u64 {
        let value = |value: i8| u64::from(value.cast_unsigned() & 15);
        let valued = if self.capital {
            0
        } else {
            value(self.polar) << 4 | value(self.valence)
        };
        match self.link << 8 | valued {
            0 => 0,
            said => said << 2 | u64::from(self.negated) << 1 | u64::from(self.quoted()),
        }
    }
}
