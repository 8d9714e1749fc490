//! Nouns that mean people and organisations: "the minister", "the company", "the paper".

use crate::lexicon::{fold, hash, lines};
use rustc_hash::FxHashMap;

/// What a noun can mean, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sorts(u16);

impl Sorts {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const PERSON: Self = Self(1);
    /// A country's own: its government is the country itself.
    pub(crate) const GOVERNMENT: Self = Self(1 << 1);
    /// Belongs to a country: its army, its parliament.
    pub(crate) const STATE: Self = Self(1 << 2);
    pub(crate) const COMPANY: Self = Self(1 << 3);
    pub(crate) const MEDIA: Self = Self(1 << 4);
    pub(crate) const ARMED: Self = Self(1 << 5);
    pub(crate) const PARTY: Self = Self(1 << 6);
    pub(crate) const TEAM: Self = Self(1 << 7);
    pub(crate) const SCHOOL: Self = Self(1 << 8);
    pub(crate) const BODY: Self = Self(1 << 9);
    pub(crate) const COUNTRY: Self = Self(1 << 10);
    /// Stands before a noun and makes it narrower: "foreign minister".
    pub(crate) const MODIFIER: Self = Self(1 << 11);

    /// What any body may be called: "the agency".
    pub(crate) const GENERIC: Self = Self(1 << 12);

    /// Any of an organisation's.
    pub(crate) const ORGANISATION: Self = Self(
        Self::GOVERNMENT.0
            | Self::STATE.0
            | Self::COMPANY.0
            | Self::MEDIA.0
            | Self::ARMED.0
            | Self::PARTY.0
            | Self::TEAM.0
            | Self::SCHOOL.0
            | Self::BODY.0,
    );

    #[inline]
    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    #[inline]
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

/// What is known of a noun.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Noun {
    pub(crate) sorts: Sorts,
    /// The same for nouns that mean the same.
    pub(crate) class: u64,
    pub(crate) plural: bool,
    /// Means many other things too, so that it counts only where it is clear who is meant.
    pub(crate) weak: bool,
}

/// All nouns, by the hash of their folded forms.
pub(crate) struct Nouns {
    list: FxHashMap<u64, Noun>,
    /// Classes of two words, such as "prime minister".
    pairs: FxHashMap<(u64, u64), u64>,
}

impl Nouns {
    /// Compiles the built-in list.
    pub(crate) fn new() -> Self {
        let mut nouns = Self {
            list: FxHashMap::default(),
            pairs: FxHashMap::default(),
        };
        let mut sorts = Sorts::NONE;
        for line in lines(include_str!("../data/nouns.txt")) {
            if let Some(section) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                sorts = section.split(':').map(sort).fold(Sorts::NONE, Sorts::or);
                continue;
            }
            let first = line.split(' ').next().unwrap_or_default();
            let class = hash(&fold(first.trim_start_matches('~')));
            for word in line.split(' ') {
                if let Some((first, second)) = word.split_once('_') {
                    nouns.pairs.insert((hash(first), hash(second)), class);
                    continue;
                }
                let (word, weak) = word
                    .strip_prefix('~')
                    .map_or((word, false), |word| (word, true));
                let class = if sorts.any(Sorts::MODIFIER) { 0 } else { class };
                nouns.add(word, sorts, class, (false, weak));
                if !sorts.any(Sorts::MODIFIER) {
                    nouns.add(&plural(word), sorts, class, (true, weak));
                }
            }
        }
        nouns
    }

    fn add(&mut self, word: &str, sorts: Sorts, class: u64, (plural, weak): (bool, bool)) {
        let noun = self.list.entry(hash(&fold(word))).or_default();
        if class != 0 && noun.class == 0 {
            (noun.class, noun.plural, noun.weak) = (class, plural, weak);
        }
        noun.sorts = noun.sorts.or(sorts);
    }

    /// The class of two words that are one role together.
    pub(crate) fn pair(&self, first: u64, second: u64) -> Option<u64> {
        self.pairs.get(&(first, second)).copied()
    }

    /// What is known of the word with this hash; nothing if it is no such noun.
    #[inline]
    pub(crate) fn get(&self, hash: u64) -> Noun {
        self.list.get(&hash).copied().unwrap_or_default()
    }
}

fn sort(name: &str) -> Sorts {
    match name {
        "person" => Sorts::PERSON,
        "government" => Sorts::GOVERNMENT,
        "state" => Sorts::STATE,
        "media" => Sorts::MEDIA,
        "armed" => Sorts::ARMED,
        "party" => Sorts::PARTY,
        "team" => Sorts::TEAM,
        "school" => Sorts::SCHOOL,
        "body" => Sorts::BODY,
        "country" => Sorts::COUNTRY,
        "modifier" => Sorts::MODIFIER,
        "generic" => Sorts::GENERIC,
        "company" => Sorts::COMPANY,
        _ => Sorts::NONE,
    }
}

fn plural(word: &str) -> String {
    let stem = |cut: usize, ending: &str| format!("{}{ending}", &word[..word.len() - cut]);
    if word.ends_with("man") {
        return stem(3, "men");
    }
    let vowel = ["ay", "ey", "oy", "uy"]
        .iter()
        .any(|end| word.ends_with(end));
    if word.ends_with('y') && !vowel {
        return stem(1, "ies");
    }
    if ["s", "x", "ch", "sh"].iter().any(|end| word.ends_with(end)) {
        return stem(0, "es");
    }
    stem(0, "s")
}
