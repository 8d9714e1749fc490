//! The lexicon: what is known of a word, read once from `data/words.txt` and `data/currencies.txt`.

use crate::literal::{LITERALS, Literal};
use rustc_hash::FxHashMap;

/// Roles that many words share; a word may have several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flags(u32);

macro_rules! flags {
    ($($constant:ident = $name:literal at $bit:literal,)*) => {
        impl Flags {
            $(pub(crate) const $constant: Self = Self(1 << $bit);)*

            fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$constant),)* _ => None }
            }
        }
    };
}

flags! {
    DOZEN = "dozen" at 0,
    PLURAL_SCALE = "plural-scale" at 1,
    PLURAL_PART = "plural-part" at 2,
    WEEKDAYS = "weekdays" at 3,
    SHORT_DAY = "short-day" at 4,
    PERIODS = "periods" at 5,
    DETERMINER = "determiner" at 6,
    PRONOUN = "pronoun" at 7,
    PREPOSITION = "preposition" at 8,
    LINK = "link" at 9,
    AUXILIARY = "auxiliary" at 10,
    VERB = "verb" at 11,
    COPULA = "copula" at 12,
    PLURAL = "plural" at 13,
    MODIFIER_PLURAL = "modifier-plural" at 14,
    SINGULAR = "singular" at 15,
    IRREGULAR_VERB = "irregular-verb" at 16,
    UP = "up" at 17,
    DOWN = "down" at 18,
    CHANGE_NOUN = "change-noun" at 19,
    ALSO_NOUN = "also-noun" at 20,
    FUTURE = "future" at 21,
    PAST = "past" at 22,
    NUMBERED = "numbered" at 23,
    FEAST = "feast" at 24,
}

impl Flags {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const CHANGE: Self = Self(Self::UP.0 | Self::DOWN.0);
    /// Words that end a noun phrase.
    pub(crate) const STOP: Self = Self(
        Self::PRONOUN.0
            | Self::PREPOSITION.0
            | Self::LINK.0
            | Self::AUXILIARY.0
            | Self::VERB.0
            | Self::IRREGULAR_VERB.0,
    );

    /// These and `other`.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of `other` is among these.
    pub(crate) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A stretch of time that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Period {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Period {
    const NAMES: [(&str, Self); 13] = [
        ("second", Self::Second),
        ("minute", Self::Minute),
        ("hour", Self::Hour),
        ("day", Self::Day),
        ("weekend", Self::Weekend),
        ("week", Self::Week),
        ("fortnight", Self::Fortnight),
        ("month", Self::Month),
        ("quarter", Self::Quarter),
        ("year", Self::Year),
        ("decade", Self::Decade),
        ("century", Self::Century),
        ("millennium", Self::Millennium),
    ];
}

/// A part of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DayPart {
    Morning,
    Afternoon,
    Evening,
    Night,
    Noon,
    Midnight,
}

impl DayPart {
    /// How TIMEX3 marks it behind a day; noon and midnight are hours.
    pub(crate) fn mark(self) -> Option<&'static str> {
        match self {
            Self::Morning => Some("TMO"),
            Self::Afternoon => Some("TAF"),
            Self::Evening => Some("TEV"),
            Self::Night => Some("TNI"),
            Self::Noon | Self::Midnight => None,
        }
    }
}

/// A word that is an expression of time by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeWord {
    Now,
    Past,
    Future,
    Today,
    Yesterday,
    Tomorrow,
    Tonight,
    Daily,
    Weekly,
    Monthly,
    Quarterly,
    Yearly,
    Hourly,
}

/// What is known of a word, whatever its case.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entry {
    pub(crate) literal: Literal,
    pub(crate) flags: Flags,
    /// A cardinal below 100.
    pub(crate) small: Option<u8>,
    /// A power of ten.
    pub(crate) scale: Option<u8>,
    pub(crate) ordinal: Option<u8>,
    /// The denominator of a fraction; from 100 up ten to the power of what is over 100.
    pub(crate) part: Option<u8>,
    pub(crate) month: Option<u8>,
    /// Monday is 1.
    pub(crate) weekday: Option<u8>,
    /// Spring is 1.
    pub(crate) season: Option<u8>,
    pub(crate) period: Option<Period>,
    pub(crate) day_part: Option<DayPart>,
    pub(crate) time_word: Option<TimeWord>,
    /// The place of its currency in the currencies' list of codes.
    pub(crate) nation: Option<u8>,
}

impl Entry {
    /// Whether the rules know nothing of the word.
    pub(crate) fn is_unknown(&self) -> bool {
        self.literal == Literal::None
            && self.flags == Flags::NONE
            && self.nation.is_none()
            && !self.tells()
    }

    /// Whether an amount or a time may stand at this word: only sentences with such a word are read closely.
    pub(crate) fn tells(&self) -> bool {
        self.small.is_some()
            || self.scale.is_some()
            || self.part.is_some()
            || self.month.is_some()
            || self.weekday.is_some()
            || self.season.is_some()
            || self.period.is_some()
            || self.day_part.is_some()
            || self.time_word.is_some()
            || matches!(
                self.literal,
                Literal::Tens | Literal::Scores | Literal::Dozens | Literal::Future
            )
            || self.flags.any(Flags::DOZEN.or(Flags::FEAST))
    }
}

/// The longest word in the lexicon, in bytes.
const LONGEST: usize = 24;

/// Words in lower case with what is known of them.
pub(crate) struct Lexicon {
    words: FxHashMap<Box<[u8]>, Entry>,
    /// "US" in capitals, which is no pronoun.
    america: Entry,
}

impl Lexicon {
    /// Reads the words of the rules; `nations` are words with the place of their currency.
    pub(crate) fn new<'a>(nations: impl Iterator<Item = (&'a str, u8)>) -> Result<Self, String> {
        let mut words = FxHashMap::<Box<[u8]>, Entry>::default();
        for (literal, spellings) in LITERALS {
            for word in *spellings {
                words.entry(word.as_bytes().into()).or_default().literal = *literal;
            }
        }
        for (number, line) in include_str!("../data/words.txt").lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = || {
                format!(
                    "data/words.txt, line {}: `{line}` is no `facet value: words`",
                    number + 1
                )
            };
            let (head, list) = line.split_once(':').ok_or_else(wrong)?;
            let (facet, value) = head.split_once(' ').ok_or_else(wrong)?;
            for word in list.split_whitespace() {
                let entry = words.entry(word.as_bytes().into()).or_default();
                set(entry, facet, value).ok_or_else(wrong)?;
            }
        }
        for (word, nation) in nations {
            words.entry(word.as_bytes().into()).or_default().nation = Some(nation);
        }
        let nation = words
            .get("america".as_bytes())
            .and_then(|entry| entry.nation);
        let america = Entry {
            nation,
            ..Entry::default()
        };
        for spelling in ["u.s", "u.s."] {
            words.insert(spelling.as_bytes().into(), america);
        }
        Ok(Self { words, america })
    }

    /// What is known of `word`, in whatever case it stands.
    #[inline]
    pub(crate) fn entry(&self, word: &str) -> Entry {
        let bytes = word.as_bytes();
        if word == "US" || word == "USA" {
            return self.america;
        }
        if bytes.len() > LONGEST {
            return Entry::default();
        }
        let mut lower = [0; LONGEST];
        for (to, from) in lower.iter_mut().zip(bytes) {
            *to = from.to_ascii_lowercase();
        }
        self.words
            .get(&lower[..bytes.len()])
            .copied()
            .unwrap_or_default()
    }
}

fn set(entry: &mut Entry, facet: &str, value: &str) -> Option<()> {
    let number = || value.parse().ok();
    match facet {
        "small" => entry.small = Some(number()?),
        "scale" => entry.scale = Some(number()?),
        "ordinal" => entry.ordinal = Some(number()?),
        "part" => entry.part = Some(number()?),
        "month" => entry.month = Some(number()?),
        "weekday" => entry.weekday = Some(number()?),
        "season" => entry.season = Some(number()?),
        "flag" => entry.flags.0 |= Flags::named(value)?.0,
        "period" => {
            let named = Period::NAMES.iter().find(|(name, _)| *name == value)?;
            entry.period = Some(named.1);
        }
        "part-of-day" => {
            entry.day_part = Some(match value {
                "morning" => DayPart::Morning,
                "afternoon" => DayPart::Afternoon,
                "evening" => DayPart::Evening,
                "night" => DayPart::Night,
                "noon" => DayPart::Noon,
                "midnight" => DayPart::Midnight,
                _ => return None,
            });
        }
        "time-word" => {
            entry.time_word = Some(match value {
                "now" => TimeWord::Now,
                "past" => TimeWord::Past,
                "future" => TimeWord::Future,
                "today" => TimeWord::Today,
                "yesterday" => TimeWord::Yesterday,
                "tomorrow" => TimeWord::Tomorrow,
                "tonight" => TimeWord::Tonight,
                "daily" => TimeWord::Daily,
                "weekly" => TimeWord::Weekly,
                "monthly" => TimeWord::Monthly,
                "quarterly" => TimeWord::Quarterly,
                "yearly" => TimeWord::Yearly,
                "hourly" => TimeWord::Hourly,
                _ => return None,
            });
        }
        _ => return None,
    }
    Some(())
}
