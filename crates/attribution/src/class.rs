//! `Class`: what a token may be, as a set of bits, since no part of speech is known here.

use std::ops::BitOr;

/// A set of word classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Class(u32);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        impl Class {
            $($(#[$doc])* pub(crate) const $name: Self = Self(1 << $bit);)*
        }
    };
}

classes! {
    /// Opens a noun phrase.
    DET = 0;
    /// A possessive pronoun, or a word with 's.
    POSS = 1;
    /// A pronoun that can be a subject.
    SUBJ = 2;
    /// A pronoun that can only be an object, or a reflexive one.
    OBJ = 3;
    PREP = 4;
    SUBORD = 5;
    COORD = 6;
    THAT = 7;
    TO = 8;
    WH = 9;
    /// "who" and "which".
    REL = 10;
    BE = 11;
    /// Any auxiliary, "be" among them.
    AUX = 12;
    ADV = 13;
    TIME = 14;
    /// A common finite verb that is no cue.
    VERB = 15;
    /// Letters or digits.
    WORD = 16;
    CAP = 17;
    COMMA = 18;
    /// Ends a sentence.
    STOP = 19;
    COLON = 20;
    SEMI = 21;
    DASH = 22;
    OPEN = 23;
    CLOSE = 24;
    /// Ends in -ed.
    ED = 25;
    /// Ends in -ing.
    ING = 26;
    NUMBER = 27;
    /// A quotation mark.
    QUOTE = 28;
    /// A word that its 's makes subject and auxiliary at once: "he's".
    CLITIC = 29;
    /// "according", and the nouns of "in her view".
    MARKER = 30;
    /// A form of a verb that is more often a noun.
    NOUN = 31;
}

impl Class {
    /// What a noun phrase never runs across.
    pub(crate) const WALL: Self = Self(
        Self::SUBORD.0
            | Self::THAT.0
            | Self::TO.0
            | Self::AUX.0
            | Self::VERB.0
            | Self::SEMI.0
            | Self::COLON.0
            | Self::DASH.0
            | Self::OPEN.0
            | Self::CLOSE.0
            | Self::QUOTE.0
            | Self::COMMA.0
            | Self::WH.0
            | Self::OBJ.0,
    );

    /// The set as a number.
    #[inline]
    pub(crate) const fn bits(self) -> u32 {
        self.0
    }

    #[inline]
    pub(crate) const fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }
}

impl BitOr for Class {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The forms of a cue that a word may be, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Forms(u8);

impl Forms {
    /// "say".
    pub(crate) const BASE: Self = Self(1);
    /// "says".
    pub(crate) const THIRD: Self = Self(2);
    /// "said", as past.
    pub(crate) const PAST: Self = Self(4);
    /// "said", as participle.
    pub(crate) const PARTICIPLE: Self = Self(8);
    /// "saying".
    pub(crate) const GERUND: Self = Self(16);
    /// "claim", "claims".
    pub(crate) const NOUN: Self = Self(32);
    /// "confident".
    pub(crate) const ADJECTIVE: Self = Self(64);
    /// What can be the verb of a clause without an auxiliary.
    pub(crate) const FINITE: Self = Self(1 | 2 | 4);
    /// What is surely a verb and finite, or a participle.
    pub(crate) const PASTS: Self = Self(4 | 8);

    /// The set as a number.
    #[inline]
    pub(crate) const fn bits(self) -> u8 {
        self.0
    }

    #[inline]
    pub(crate) const fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    #[inline]
    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl BitOr for Forms {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What may follow a cue as its content, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Patterns(u8);

impl Patterns {
    /// A clause that "that", "whether" or a question word opens.
    pub(crate) const THAT: Self = Self(1);
    /// A clause that nothing opens.
    pub(crate) const BARE: Self = Self(2);
    /// A quotation; the cue may also stand behind or within its content.
    pub(crate) const QUOTE: Self = Self(4);
    /// "to" and a verb.
    pub(crate) const TO: Self = Self(8);
    /// A noun phrase.
    pub(crate) const NOUN: Self = Self(16);
    /// Someone addressed may stand first.
    pub(crate) const ADDRESSEE: Self = Self(32);

    #[inline]
    pub(crate) const fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    /// The pattern of a letter in the list of cues.
    pub(crate) const fn of(letter: char) -> Option<Self> {
        Some(match letter {
            't' => Self::THAT,
            'b' => Self::BARE,
            'q' => Self::QUOTE,
            'i' => Self::TO,
            'n' => Self::NOUN,
            'o' => Self::ADDRESSEE,
            _ => return None,
        })
    }
}

impl BitOr for Patterns {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
