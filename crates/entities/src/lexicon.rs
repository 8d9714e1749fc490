//! The lexicon: what single words tell about a name, looked up once a word.

use crate::gazetteer::Gazetteer;
use rustc_hash::FxHashMap;
use std::hash::Hasher;

/// What a word tells, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flags(u64);

impl Flags {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const COMMON: Self = Self(1);
    pub(crate) const FUNCTION: Self = Self(1 << 1);
    pub(crate) const TITLE: Self = Self(1 << 2);
    pub(crate) const ROLE: Self = Self(1 << 3);
    pub(crate) const ROLES: Self = Self(1 << 4);
    pub(crate) const FEMALE: Self = Self(1 << 5);
    pub(crate) const MALE: Self = Self(1 << 6);
    pub(crate) const ORG_WORD: Self = Self(1 << 7);
    pub(crate) const ORG_HEAD: Self = Self(1 << 8);
    pub(crate) const PLACE_END: Self = Self(1 << 9);
    pub(crate) const PLACE_HEAD: Self = Self(1 << 10);
    pub(crate) const OTHER_END: Self = Self(1 << 11);
    pub(crate) const CALENDAR: Self = Self(1 << 12);
    pub(crate) const SPEECH: Self = Self(1 << 13);
    pub(crate) const LOCATIVE: Self = Self(1 << 14);
    pub(crate) const TOWARD: Self = Self(1 << 15);
    pub(crate) const AGAINST: Self = Self(1 << 16);
    pub(crate) const ACTS: Self = Self(1 << 17);
    pub(crate) const PARTICLE: Self = Self(1 << 18);
    pub(crate) const LINK: Self = Self(1 << 19);
    pub(crate) const SUFFIX: Self = Self(1 << 20);
    pub(crate) const ABBREVIATION: Self = Self(1 << 21);
    pub(crate) const ORG_NOMINAL: Self = Self(1 << 22);
    pub(crate) const ORG_MODIFIER: Self = Self(1 << 23);
    pub(crate) const ROLE_MODIFIER: Self = Self(1 << 24);
    pub(crate) const POSSESSIVE: Self = Self(1 << 25);
    pub(crate) const GIVEN_MALE: Self = Self(1 << 26);
    pub(crate) const GIVEN_FEMALE: Self = Self(1 << 27);
    pub(crate) const FAMILY: Self = Self(1 << 28);
    pub(crate) const PLACE_GIVEN: Self = Self(1 << 29);
    pub(crate) const DETERMINER: Self = Self(1 << 30);
    pub(crate) const HE: Self = Self(1 << 31);
    pub(crate) const SHE: Self = Self(1 << 32);
    pub(crate) const NOT_NAME: Self = Self(1 << 33);
    pub(crate) const CORPORATE: Self = Self(1 << 34);

    /// A given name of either gender.
    pub(crate) const GIVEN: Self = Self(Self::GIVEN_MALE.0 | Self::GIVEN_FEMALE.0);

    /// Whether any of `other` is set.
    #[inline]
    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What both sets have.
    #[inline]
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The set as bits.
    pub(crate) const fn bits(self) -> u64 {
        self.0
    }

    /// Both sets together.
    #[inline]
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What the lexicon knows of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known {
    /// What it tells.
    pub(crate) flags: Flags,
    /// Number of its names in the gazetteer, from 1; 0 if no name starts with it.
    pub(crate) names: u32,
    /// The same for words that mean the same role, such as "writer" and "author"; 0 for its own.
    pub(crate) class: u64,
}

/// Words and what they tell, with the gazetteer of names over them.
pub(crate) struct Lexicon {
    words: FxHashMap<Box<str>, Known>,
    /// Names of known actors.
    pub(crate) names: Gazetteer,
}

const SECTIONS: [(&str, Flags); 34] = [
    ("title", Flags::TITLE),
    ("role", Flags::ROLE),
    ("roles", Flags::ROLES),
    ("female", Flags::FEMALE),
    ("male", Flags::MALE),
    ("orgword", Flags::ORG_WORD),
    ("orghead", Flags::ORG_HEAD),
    ("placeend", Flags::PLACE_END),
    ("placehead", Flags::PLACE_HEAD),
    ("otherend", Flags::OTHER_END),
    ("calendar", Flags::CALENDAR),
    ("speech", Flags::SPEECH),
    ("locative", Flags::LOCATIVE),
    ("toward", Flags::TOWARD),
    ("against", Flags::AGAINST),
    ("acts", Flags::ACTS),
    ("particle", Flags::PARTICLE),
    ("orglink", Flags::LINK),
    ("suffix", Flags::SUFFIX),
    ("abbrev", Flags::ABBREVIATION),
    ("orgnominal", Flags::ORG_NOMINAL),
    ("orgmodifier", Flags::ORG_MODIFIER),
    ("rolemodifier", Flags::ROLE_MODIFIER),
    ("function", Flags::FUNCTION),
    ("possessive", Flags::POSSESSIVE),
    ("determiner", Flags::DETERMINER),
    ("he", Flags::HE),
    ("she", Flags::SHE),
    ("given-male", Flags::GIVEN_MALE),
    ("given-female", Flags::GIVEN_FEMALE),
    ("family", Flags::FAMILY),
    ("place-given", Flags::PLACE_GIVEN),
    ("notname", Flags::NOT_NAME),
    ("corporate", Flags::CORPORATE),
];

impl Lexicon {
    /// Compiles the built-in lists; names of known actors are added after.
    pub(crate) fn new() -> Self {
        let mut lexicon = Self {
            words: FxHashMap::default(),
            names: Gazetteer::default(),
        };
        lexicon.sections(include_str!("../data/words.txt"));
        lexicon.sections(include_str!("../data/people.txt"));
        // Their forms are common too; a name that looks like one is told by its other flags.
        for word in lines(include_str!("../data/common.txt")) {
            lexicon.flag(word, Flags::COMMON);
            for ending in ["s", "ed", "ing", "ly", "er", "ers", "less", "ness"] {
                let stem = word
                    .strip_suffix('e')
                    .filter(|_| ending.starts_with(['e', 'i']));
                let form = [stem.unwrap_or(word), ending].concat();
                lexicon.words.entry(form.into()).or_insert_with(|| Known {
                    flags: Flags::COMMON,
                    ..Known::default()
                });
            }
        }
        lexicon
    }

    fn sections(&mut self, list: &str) {
        let mut section = "";
        for line in lines(list) {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                section = name;
            } else if section == "same" {
                let class = line.split(' ').next().map_or(0, |first| hash(&fold(first)));
                for word in line.split(' ') {
                    self.entry(word).class = class;
                }
            } else {
                let known = SECTIONS.iter().find(|(name, _)| *name == section);
                let (_, flag) = known.expect("every section of the built-in lists is known");
                for word in line.split(' ') {
                    self.flag(word, *flag);
                }
            }
        }
    }

    fn flag(&mut self, word: &str, flag: Flags) {
        let known = self.entry(word);
        known.flags = known.flags.or(flag);
    }

    /// The entry of `word`, made if it is not there.
    pub(crate) fn entry(&mut self, word: &str) -> &mut Known {
        self.words.entry(fold(word).into()).or_default()
    }

    /// What is known of a word that is already folded.
    #[inline]
    pub(crate) fn get(&self, folded: &str) -> Known {
        self.words.get(folded).copied().unwrap_or_default()
    }
}

/// The lines of a built-in list, without its comment lines.
pub(crate) fn lines(list: &str) -> impl Iterator<Item = &str> {
    let lines = list.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Lower case, without stops, with straight apostrophes: the key under which a word is known.
pub(crate) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    folded
}

/// The same into a buffer that is used again.
#[inline]
pub(crate) fn fold_into(word: &str, folded: &mut String) {
    folded.clear();
    for c in word.chars() {
        match c {
            '.' if word.len() > 1 => {}
            '’' => folded.push('\''),
            _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            _ => folded.extend(c.to_lowercase()),
        }
    }
}

/// The hash by which words are compared.
#[inline]
pub(crate) fn hash(folded: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(folded.as_bytes());
    hasher.finish()
}

/// The hash of a word that follows what `before` stands for.
#[inline]
pub(crate) fn chain(before: u64, word: u64) -> u64 {
    (before.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
