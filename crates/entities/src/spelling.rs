//! `Spellings`: what is known of words by the way they are written, in whatever document they stand.
//!
//! Most words of a document are those of the one before. What they tell is looked up once and kept, with the sums of what the
//! tagger makes of them; it depends on the spelling alone, so that results do not depend on what is kept.

use crate::lexicon::{Known, Lexicon, fold_into, hash};
use crate::words::Shape;
use compact_str::CompactString;
use hashbrown::HashTable;
use presswork_learn::{Crf, Feature};
use presswork_lexicon::{Cluster, NameKey, Names, cluster};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;

/// The names by which kinds of features are told apart.
macro_rules! features {
    ($($name:ident = $text:literal),* $(,)?) => {
        $(const $name: presswork_learn::Feature = presswork_learn::Feature::new($text);)*
    };
}
pub(crate) use features;

features! {
    WORD = "word", LOWER = "lower", FORM = "shape", PREFIX = "prefix", SUFFIX = "suffix", COARSE = "coarse", FINE = "fine",
    OTHER = "other", VECTOR = "vector", FLAG = "flag", NAME = "name", NAME_BIT = "name bit", NAME_PART = "name part", FORM_FINE = "shape fine", FORM_SUFFIX = "shape suffix",
    LENGTH = "length",
}

/// A family of what the tagger sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// The word itself.
    Words,
    /// Its capitals, small letters, digits and marks.
    Forms,
    /// Its first and its last letters.
    Affixes,
    /// The words that are used like it.
    Clusters,
    /// What lists say of it: given and family names, places, titles, known actors.
    Lists,
    /// How it stands elsewhere in the document.
    Document,
    /// The words beside it, together with it.
    Neighbours,
    /// The run of capitals in which it stands.
    Runs,
}

impl Family {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Words,
        Self::Forms,
        Self::Affixes,
        Self::Clusters,
        Self::Lists,
        Self::Document,
        Self::Neighbours,
        Self::Runs,
    ];
}

/// Which families are seen: all but at most one, to tell what that one earns.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sees {
    pub(crate) not: Option<Family>,
}

impl Sees {
    #[inline]
    pub(crate) fn sees(self, family: Family) -> bool {
        self.not != Some(family)
    }
}

/// What is known of a word by its spelling.
#[derive(Clone, Debug)]
pub(crate) struct Spelling {
    text: CompactString,
    /// What holds wherever it stands.
    pub(crate) shape: Shape,
    pub(crate) known: Known,
    /// Of its folded form.
    pub(crate) hash: u64,
    pub(crate) cluster: Option<Cluster>,
    pub(crate) key: NameKey,
    pub(crate) names: Names,
    /// Hash of its small letters, for the tagger.
    pub(crate) lower: u64,
    /// Its capitals, small letters, digits and marks.
    pub(crate) form: u64,
    /// Hash of its last letters.
    pub(crate) suffix: u64,
    /// Its letters, where it may be an acronym.
    pub(crate) initials: Option<u64>,
    /// Its number among those that differ in capitals alone.
    pub(crate) group: u32,
}

impl Spelling {
    fn new(
        text: &str,
        group: impl FnOnce(u64) -> u32,
        lexicon: &Lexicon,
        folded: &mut String,
    ) -> Self {
        fold_into(text, folded);
        let shape = Shape::of(text);
        let key = NameKey::default().then(folded);
        let names = if shape.any(Shape::LETTER) {
            key.names()
        } else {
            Names::default()
        };
        let suffix = folded
            .char_indices()
            .rev()
            .nth(2)
            .map_or(&folded[..], |(at, _)| &folded[at..]);
        let acronym = shape.any(Shape::UPPER) && text.len() <= 7;
        let letters = || text.bytes().filter(u8::is_ascii_uppercase);
        let hash = hash(folded);
        Self {
            text: text.into(),
            shape,
            known: lexicon.get(folded),
            hash,
            cluster: cluster(text),
            key,
            names,
            lower: Feature::new("").with(folded).number(),
            form: form(text),
            suffix: Feature::new("").with(suffix).number(),
            initials: acronym
                .then(|| letters().fold(0, |letters, byte| letters << 8 | u64::from(byte))),
            group: group(hash),
        }
    }

    /// The numbers of its flags.
    pub(crate) fn flags(&self) -> impl Iterator<Item = u64> + use<> {
        let mut flags = self.known.flags.bits();
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
fn form(text: &str) -> u64 {
    let mut form = 0;
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
            form |= 8;
        } else {
            form = form << 4 | class;
        }
        before = class;
    }
    form
}

/// Spellings by number.
#[derive(Default)]
pub(crate) struct Spellings {
    /// The numbers of spellings, by the hash of their text.
    numbers: HashTable<u32>,
    list: Vec<Spelling>,
    groups: FxHashMap<u64, u32>,
    /// What the tagger makes of them, as far as it was asked.
    told: Vec<i16>,
    asked: usize,
    folded: String,
}

/// What a word alone may be.
pub(crate) const PLAIN: Names = Names::GIVEN.or(Names::FAMILY).or(Names::PLACE);
/// What longer names it is a part of.
pub(crate) const PARTS: Names = Names::ENDS_ORGANISATION
    .or(Names::IN_ORGANISATION)
    .or(Names::ENDS_PLACE);

/// When there are more, all are forgotten before the next document.
const MOST: usize = 1 << 15;

impl Spellings {
    /// The number of a spelling.
    #[inline]
    pub(crate) fn number(&mut self, text: &str, lexicon: &Lexicon) -> u32 {
        let hash = |text: &str| FxBuildHasher.hash_one(text);
        let same = |&number: &u32| self.list[number as usize].text == text;
        if let Some(&number) = self.numbers.find(hash(text), same) {
            return number;
        }
        let next = self.groups.len() as u32;
        let group = |hash| *self.groups.entry(hash).or_insert(next);
        let spelling = Spelling::new(text, group, lexicon, &mut self.folded);
        let number = self.list.len() as u32;
        self.list.push(spelling);
        let hash_of = |&number: &u32| hash(&self.list[number as usize].text);
        self.numbers.insert_unique(hash(text), number, hash_of);
        number
    }

    /// How many there are, and in how many groups they fall.
    pub(crate) fn counts(&self) -> (usize, usize) {
        (self.list.len(), self.groups.len())
    }

    /// What is known of spelling number `number`.
    #[inline]
    pub(crate) fn get(&self, number: u32) -> &Spelling {
        &self.list[number as usize]
    }

    /// Has the tagger's model told of each what it makes of it.
    pub(crate) fn ask(&mut self, model: &Crf) {
        let mut features = Vec::new();
        for number in self.asked..self.list.len() {
            features.clear();
            self.features(number as u32, Sees::default(), |feature| {
                features.push(feature);
            });
            model.tell(&features, &mut self.told);
        }
        self.asked = self.list.len();
    }

    /// What the model makes of a spelling, if it was asked.
    pub(crate) fn told(&self, number: u32) -> Option<&[i16]> {
        let length = self.told.len().checked_div(self.asked)?;
        self.told.get(number as usize * length..)?.get(..length)
    }

    /// What the tagger sees of a spelling.
    pub(crate) fn features(&self, number: u32, sees: Sees, mut add: impl FnMut(Feature)) {
        let spelling = self.get(number);
        let text = &spelling.text;
        if sees.sees(Family::Words) {
            add(WORD.with(text));
            add(LOWER.and(spelling.lower));
            add(LENGTH.and(text.len().min(15) as u64));
        }
        if sees.sees(Family::Forms) {
            add(FORM.and(spelling.form));
        }
        if sees.sees(Family::Affixes) {
            let ends = text.char_indices().skip(1).map(|(at, _)| at);
            ends.take(4).for_each(|at| add(PREFIX.with(&text[..at])));
            let starts = text.char_indices().rev().map(|(at, _)| at);
            starts.take(4).for_each(|at| add(SUFFIX.with(&text[at..])));
            add(FORM_SUFFIX.and(spelling.form).and(spelling.suffix));
        }
        if let Some(cluster) = spelling.cluster.filter(|_| sees.sees(Family::Clusters)) {
            add(COARSE.and(cluster.coarse.into()));
            add(FINE.and(cluster.fine.into()));
            add(VECTOR.and(cluster.vector.into()));
            for (number, &other) in (0..).zip(&cluster.further) {
                add(OTHER.and(number).and(other.into()));
            }
            add(FORM_FINE.and(spelling.form).and(cluster.fine.into()));
        }
        if sees.sees(Family::Lists) {
            spelling.flags().for_each(|flag| add(FLAG.and(flag)));
            let names = spelling.names;
            if !names.is_empty() {
                add(NAME.and(names.only(PLAIN).bits().into()));
                add(NAME_PART.and(names.only(PARTS).bits().into()));
                let bits = u64::from(names.only(Names::WHOLE).bits());
                for bit in (0..u64::BITS.into()).filter(|bit| bits >> bit & 1 != 0) {
                    add(NAME_BIT.and(bit));
                }
            }
        }
    }

    /// Forgets all when they are many.
    pub(crate) fn tidy(&mut self) {
        if self.list.len() > MOST {
            *self = Self::default();
        }
    }
}
