//! The lists behind the rules, in one table that is looked up by lower-case word.

use presswork_model::SettingError;
use rustc_hash::FxHashMap;

/// How an abbreviation behaves at the end of a sentence; see `data/abbreviations.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    Never,
    Number,
    Maybe,
    Ends,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    abbreviation: Option<Abbreviation>,
    /// Which of the other lists hold it.
    lists: u8,
}

/// The abbreviation must start with a capital.
const CAPITAL: u8 = 1;
/// The abbreviation must start with a small letter.
const SMALL: u8 = 2;
const PREFIX: u8 = 4;
const STARTER: u8 = 8;
const DOMAIN: u8 = 16;
const MONEY: u8 = 32;

/// Every list of the stage.
#[derive(Debug)]
pub(crate) struct Lexicon {
    entries: FxHashMap<Box<[u8]>, Entry>,
}

/// The longest word that any list holds.
const LONGEST: usize = 24;

impl Lexicon {
    /// The lists that come with the stage, and the user's abbreviations.
    pub(crate) fn new(abbreviations: &[String]) -> Result<Self, SettingError> {
        let mut lexicon = Self {
            entries: FxHashMap::default(),
        };
        for line in lines(include_str!("../data/abbreviations.txt")) {
            let (word, class) = line
                .split_once(' ')
                .expect("each line has a word and a class");
            let class = match class {
                "never" => Abbreviation::Never,
                "number" => Abbreviation::Number,
                "maybe" => Abbreviation::Maybe,
                "ends" => Abbreviation::Ends,
                _ => unreachable!("the file names four classes"),
            };
            lexicon.abbreviate(word, class);
        }
        let lists = [
            (PREFIX, include_str!("../data/prefixes.txt")),
            (STARTER, include_str!("../data/starters.txt")),
            (DOMAIN, include_str!("../data/domains.txt")),
            (MONEY, include_str!("../data/currencies.txt")),
        ];
        for (list, file) in lists {
            for word in lines(file) {
                lexicon.entry(word).lists |= list;
            }
        }
        for (i, abbreviation) in abbreviations.iter().enumerate() {
            let word = abbreviation.strip_suffix('.').unwrap_or(abbreviation);
            let fits = (1..=LONGEST).contains(&word.len())
                && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'.');
            if !fits {
                let what = format!("`{abbreviation}` is no abbreviation");
                let help = format!(
                    "write one word of at most {LONGEST} ASCII letters and stops, such as `Distr.`"
                );
                return Err(SettingError::new(format!("abbreviations[{i}]"), what).help(help));
            }
            lexicon.abbreviate(word, Abbreviation::Never);
        }
        Ok(lexicon)
    }

    fn abbreviate(&mut self, word: &str, class: Abbreviation) {
        let case = match word.as_bytes() {
            [b'A'..=b'Z', ..] => CAPITAL,
            // A single capital is an initial.
            [_] => SMALL,
            _ => 0,
        };
        let entry = self.entry(word);
        entry.abbreviation = Some(class);
        entry.lists |= case;
    }

    fn entry(&mut self, word: &str) -> &mut Entry {
        self.entries
            .entry(word.to_ascii_lowercase().into_bytes().into())
            .or_default()
    }

    fn get(&self, word: &[u8]) -> Entry {
        let mut lower = [0; LONGEST];
        let Some(lower) = lower.get_mut(..word.len()) else {
            return Entry::default();
        };
        lower.copy_from_slice(word);
        lower.make_ascii_lowercase();
        self.entries.get(&*lower).copied().unwrap_or_default()
    }

    /// How `word`, given without its last stop, abbreviates; none if it does not.
    pub(crate) fn abbreviation(&self, word: &[u8]) -> Option<Abbreviation> {
        let entry = self.get(word);
        let capital = word[0].is_ascii_uppercase();
        // A small abbreviation in capitals is another word: `8 p.m. ET.`
        let another =
            entry.lists & CAPITAL == 0 && word.len() > 1 && word.iter().all(u8::is_ascii_uppercase);
        let wrong = if capital { SMALL } else { CAPITAL };
        if another {
            return None;
        }
        entry.abbreviation.filter(|_| entry.lists & wrong == 0)
    }

    /// Whether a hyphen after `word` belongs to the word.
    pub(crate) fn is_prefix(&self, word: &[u8]) -> bool {
        self.get(word).lists & PREFIX != 0
    }

    /// Whether `word` begins a sentence far more often than a name.
    pub(crate) fn is_starter(&self, word: &[u8]) -> bool {
        self.get(word).lists & STARTER != 0
    }

    /// Whether `word` is the last part of an address or file name.
    pub(crate) fn is_domain(&self, word: &[u8]) -> bool {
        self.get(word).lists & DOMAIN != 0
    }

    /// Whether `word` is written before a sum of money: `Rs500`.
    pub(crate) fn is_money(&self, word: &[u8]) -> bool {
        self.get(word).lists & MONEY != 0
    }
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}
