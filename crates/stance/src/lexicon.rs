//! The lexicon: words and phrases with the way they point, compiled into one table by spelling.

use crate::classes;
use crate::inflect::{Inflection, form, plural};
use presswork_annotations::Polarity;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// How a word links holder and target; the first word of a row's `pattern`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Pattern {
    /// Subject → object.
    Verb,
    /// Object → subject: "angered".
    Feel,
    /// Subject → whom what is wanted befalls: "demanded the resignation of".
    Demand,
    /// Subject → what follows: "critical of".
    State,
    /// Subject → object, and the speaker → subject: "massacred".
    Deed,
    /// Speaker → subject: "lied".
    Act,
    /// Possessor or `by` → what follows a preposition: "criticism of".
    Noun,
    /// The same, and the speaker → the doer: "violence against".
    Crime,
    /// The one so named → what follows or precedes: "critic of".
    Agent,
    /// Speaker → whom it describes: "corrupt".
    Adjective,
    /// The same, only behind "is": "right".
    Predicate,
    /// Who calls so → who is called so, only in "hold X responsible".
    Called,
    /// Speaker → the subject of its verb: "brutally".
    Adverb,
    /// Speaker → whose it is: "harshness of".
    Trait,
    /// Speaker → who is called so: "liar".
    Name,
}

impl Pattern {
    const ALL: [(Self, &'static str); 15] = [
        (Self::Verb, "verb"),
        (Self::Feel, "feel"),
        (Self::Demand, "demand"),
        (Self::State, "state"),
        (Self::Deed, "deed"),
        (Self::Act, "act"),
        (Self::Noun, "noun"),
        (Self::Crime, "crime"),
        (Self::Agent, "agent"),
        (Self::Adjective, "adjective"),
        (Self::Predicate, "predicate"),
        (Self::Called, "called"),
        (Self::Adverb, "adverb"),
        (Self::Trait, "trait"),
        (Self::Name, "name"),
    ];

    fn as_str(self) -> &'static str {
        let known = Self::ALL.iter().find(|(pattern, _)| *pattern == self);
        known.map_or("", |(_, word)| word)
    }

    /// The word before the colon in `rule`.
    fn family(self) -> &'static str {
        match self {
            Self::Adjective
            | Self::Predicate
            | Self::Called
            | Self::Adverb
            | Self::Trait
            | Self::Name
            | Self::Act => "evaluation",
            Self::Demand => "verb",
            other => other.as_str(),
        }
    }

    fn is_verb(self) -> bool {
        matches!(
            self,
            Self::Verb | Self::Feel | Self::Demand | Self::Deed | Self::Act
        )
    }
}

/// A row of a list.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    word: String,
    pattern: String,
    polarity: String,
    strength: f32,
}

/// What is known of a word.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) pattern: Pattern,
    pub(crate) polarity: Polarity,
    pub(crate) strength: f32,
    /// The prepositions before its target, as bits.
    pub(crate) prepositions: u32,
    /// "verb:condemn".
    pub(crate) rule: Box<str>,
}

/// One spelling of an entry.
#[derive(Debug)]
pub(crate) struct Use {
    pub(crate) entry: u16,
    /// Which forms of a verb it may be; see [`form`].
    pub(crate) forms: u8,
    /// The words after the first, joined by blanks; empty for a single word.
    pub(crate) rest: Box<str>,
}

/// What is known of a spelling.
#[derive(Debug, Default)]
pub(crate) struct Word {
    /// Its closed classes.
    pub(crate) classes: u64,
    /// Its bit if it is a preposition.
    pub(crate) preposition: u32,
    /// The uses that begin with it, those with the most words first.
    pub(crate) uses: Vec<Use>,
}

/// The words of all lists.
#[derive(Debug)]
pub(crate) struct Lexicon {
    entries: Vec<Entry>,
    words: Vec<Word>,
    /// The numbers of words by their spelling.
    numbers: FxHashMap<Box<str>, u32>,
}

/// The most words that a user may add: entries are numbered in 16 bits.
pub(crate) const MOST: usize = 50_000;

const BUILT_IN: [&str; 4] = [
    include_str!("../data/verbs.csv"),
    include_str!("../data/deeds.csv"),
    include_str!("../data/nouns.csv"),
    include_str!("../data/evaluations.csv"),
];

impl Lexicon {
    /// The built-in lists with `rows` over them: a later row for a word and pattern takes the place of an earlier one.
    pub(crate) fn new(rows: Vec<Row>) -> Self {
        let built_in = BUILT_IN.iter().flat_map(|list| {
            read(list.as_bytes())
                .expect("a test reads the built-in lists")
                .into_iter()
        });
        let mut places: FxHashMap<(String, Pattern), usize> = FxHashMap::default();
        let mut entries: Vec<(String, Entry)> = Vec::new();
        for row in built_in.chain(rows) {
            let entry = row.entry().expect("`read` has checked it");
            let place = *places
                .entry((row.word.clone(), entry.pattern))
                .or_insert(entries.len());
            if place == entries.len() {
                entries.push((row.word, entry));
            } else {
                entries[place].1 = entry;
            }
        }
        Self::compile(entries)
    }

    fn compile(entries: Vec<(String, Entry)>) -> Self {
        let inflection = Inflection::new();
        let mut words: FxHashMap<Box<str>, Word> = FxHashMap::default();
        for word in classes::PREPOSITIONS {
            words.entry((*word).into()).or_default().preposition = classes::preposition(word);
        }
        classes::each(&inflection, |word, class| {
            words.entry(word.into()).or_default().classes |= class;
        });
        for (i, (phrase, entry)) in entries.iter().enumerate() {
            let mut one = |first: &str, rest: &str, forms| {
                let uses = &mut words.entry(first.into()).or_default().uses;
                let spelt = uses
                    .iter_mut()
                    .find(|known| usize::from(known.entry) == i && &*known.rest == rest);
                match spelt {
                    Some(known) => known.forms |= forms,
                    None => uses.push(Use {
                        entry: u16::try_from(i)
                            .expect("the lists of users hold at most `MOST` words"),
                        forms,
                        rest: rest.into(),
                    }),
                }
            };
            let mut add = |first: &str, rest: &str, forms| {
                one(first, rest, forms);
                if let Some((first, second)) = first.split_once('-') {
                    // A tokeniser may cut at the hyphen.
                    one(first, format!("- {second} {rest}").trim_end(), forms);
                }
            };
            let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
            match entry.pattern {
                verb if verb.is_verb() => {
                    inflection.verb(first, |form, forms| add(&form, rest, forms));
                }
                Pattern::Noun | Pattern::Crime | Pattern::Agent | Pattern::Name => {
                    add(first, rest, form::OTHER);
                    let plural = plural(phrase);
                    let (first, rest) = plural.split_once(' ').unwrap_or((&plural, ""));
                    add(first, rest, form::OTHER);
                }
                _ => add(first, rest, form::OTHER),
            }
        }
        let agent = |one: &Use| entries[usize::from(one.entry)].1.pattern == Pattern::Agent;
        #[expect(clippy::iter_over_hash_type, reason = "each word is sorted by itself")]
        for word in words.values_mut() {
            if word.uses.iter().any(agent) {
                word.classes |= classes::AGENT;
            }
            word.uses
                .sort_by_key(|one| (std::cmp::Reverse(one.rest.len()), one.entry));
        }
        let (spellings, words): (Vec<_>, Vec<_>) = words.into_iter().unzip();
        Self {
            entries: entries.into_iter().map(|(_, entry)| entry).collect(),
            words,
            numbers: spellings.into_iter().zip(0..).collect(),
        }
    }

    /// What is known of `word`, which is in lower case.
    pub(crate) fn word(&self, word: &str) -> Option<&Word> {
        self.number(word).map(|number| self.numbered(number))
    }

    /// The number of `word`, which is in lower case, if anything is known of it.
    pub(crate) fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    pub(crate) fn numbered(&self, number: u32) -> &Word {
        &self.words[number as usize]
    }

    pub(crate) fn entry(&self, one: &Use) -> &Entry {
        &self.entries[usize::from(one.entry)]
    }
}

impl Row {
    fn entry(&self) -> Result<Entry, String> {
        let mut pattern = self.pattern.split_whitespace();
        let known = pattern.next().unwrap_or_default();
        let kind = Pattern::ALL.iter().find(|(_, word)| *word == known);
        let kind = kind.map(|(kind, _)| *kind).ok_or_else(|| {
            let all: Vec<_> = Pattern::ALL.iter().map(|(_, word)| *word).collect();
            format!("`{known}` is no pattern: {}", all.join(", "))
        })?;
        let mut prepositions = 0;
        for word in pattern {
            let bit = classes::preposition(word);
            if bit == 0 {
                let all = classes::PREPOSITIONS.join(", ");
                return Err(format!("`{word}` is no known preposition: {all}"));
            }
            prepositions |= bit;
        }
        if prepositions == 0 && matches!(kind, Pattern::Noun | Pattern::Crime | Pattern::Agent) {
            return Err(format!(
                "pattern `{known}` needs the prepositions before its target, such as `{known} of`"
            ));
        }
        if !(0.0..=1.0).contains(&self.strength) {
            return Err(format!("strength {} is not from 0 to 1", self.strength));
        }
        if self.word.is_empty() || self.word != self.word.to_lowercase() {
            return Err(format!(
                "`{}` must be a word or phrase in lower case",
                self.word
            ));
        }
        Ok(Entry {
            pattern: kind,
            polarity: self.polarity.parse()?,
            strength: self.strength,
            prepositions,
            rule: format!("{}:{}", kind.family(), self.word).into(),
        })
    }
}

/// Reads a list; an error tells its line.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Row>, String> {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .trim(csv::Trim::All)
        .from_reader(bytes);
    let headers = reader.headers().map_err(|error| error.to_string())?.clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let line = record.position().map_or(0, csv::Position::line);
        let row: Row = record
            .deserialize(Some(&headers))
            .map_err(|error| match error.kind() {
                csv::ErrorKind::Deserialize { err, .. } => format!("line {line}: {}", err.kind()),
                _ => format!("line {line}: {error}"),
            })?;
        row.entry()
            .map_err(|error| format!("line {line}: {error}"))?;
        rows.push(row);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_lists() {
        for list in BUILT_IN {
            assert!(list.starts_with("# "));
            assert!(read(list.as_bytes()).unwrap().len() > 100);
        }
        let lexicon = Lexicon::new(vec![]);
        let rules = |word: &str| -> Vec<_> {
            let uses = &lexicon.word(word).unwrap().uses;
            uses.iter().map(|one| &*lexicon.entry(one).rule).collect()
        };
        assert_eq!(rules("condemning"), ["verb:condemn"]);
        assert_eq!(rules("crackdowns"), ["noun:crackdown"]);
    }

    #[test]
    fn errors() {
        let error = |row: &str| {
            read(format!("# mine\nword,pattern,polarity,strength\n{row}\n").as_bytes()).unwrap_err()
        };
        assert!(error("zap,verv,oppose,1").starts_with("line 3: `verv` is no pattern"));
        assert!(error("zap,noun,oppose,1").contains("needs the prepositions"));
        assert!(error("zap,verb,oppose,2").contains("not from 0 to 1"));
        assert!(error("zap,verb,hates,1").starts_with("line 3: `hates` is none of"));
        assert!(error("zap,verb,oppose,much").starts_with("line 3:"));
        assert!(error("Zap,verb,oppose,1").contains("lower case"));
    }
}
