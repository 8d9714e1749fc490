//! `Spelled`: what is known of a token by its letters and its kind, wherever it stands.

use crate::class::Class;
use crate::lexicon::{Entry, Lexicon};
use crate::words::apostrophe;
use presswork_annotations::TokenKind;
use presswork_lexicon::{Recent, cluster, hash_of_letters};

/// What is known of a token by its letters and its kind.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spelled {
    pub(crate) entry: Entry,
    /// The hash of the word in small letters.
    pub(crate) word: u64,
    /// The hash of its last letters.
    pub(crate) tail: u64,
    /// Its clusters of 1,024, 128, 512 and 4,096, or a number that none of them has.
    pub(crate) fine: u16,
    pub(crate) coarse: u16,
    pub(crate) medium: u16,
    pub(crate) finest: u16,
}

/// The words met last: 400 KB.
#[derive(Debug)]
pub(crate) struct Met(Recent<Spelled>);

impl Default for Met {
    fn default() -> Self {
        Self(Recent::new(1 << 13))
    }
}

impl Met {
    /// Of one `Met` the lexicon must always be the same.
    #[inline]
    pub(crate) fn look_up(&mut self, lexicon: &Lexicon, word: &str, kind: TokenKind) -> Spelled {
        let hash = presswork_lexicon::hash(word) ^ kind as u64;
        *self.0.of(hash, || Spelled::new(lexicon, word, kind))
    }
}

impl Spelled {
    fn new(lexicon: &Lexicon, word: &str, kind: TokenKind) -> Self {
        let (cluster, word) = (cluster(word), word.as_bytes());
        Self {
            entry: entry(lexicon, word, kind),
            word: hash_of_letters(word),
            tail: hash_of_letters(&word[word.len().saturating_sub(3)..]),
            fine: cluster.map_or(1024, |cluster| cluster.fine),
            coarse: cluster.map_or(128, |cluster| cluster.coarse.into()),
            medium: cluster.map_or(512, |cluster| cluster.further[2]),
            finest: cluster.map_or(4096, |cluster| cluster.further[4]),
        }
    }
}

fn entry(lexicon: &Lexicon, word: &[u8], kind: TokenKind) -> Entry {
    let Some(&first) = word.first() else {
        return Entry::default();
    };
    if matches!(kind, TokenKind::Punctuation | TokenKind::Symbol) {
        return Entry {
            class: mark(word),
            ..Entry::default()
        };
    }
    // Capitals make these names: the United States, Theresa May.
    let name = matches!(word, b"US" | b"IT" | b"WHO" | b"May" | b"Will" | b"AM");
    let mut entry = if name {
        Entry::default()
    } else {
        lexicon.look_up(word)
    };
    let number = kind == TokenKind::Number;
    entry.class = entry.class | Class::WORD;
    if number {
        entry.class = entry.class | Class::NUMBER;
    }
    if first.is_ascii_uppercase() || first >= 0xC3 {
        entry.class = entry.class | Class::CAP;
    }
    if entry.class == Class::WORD && entry.forms.is_empty() && word.len() > 3 {
        entry.class = entry.class | ending(word) | possessive(lexicon, word);
    } else if entry.class == Class::WORD | Class::CAP {
        // Endings of names say nothing, but their 's does.
        entry.class = entry.class | possessive(lexicon, word);
    }
    entry
}

fn ending(word: &[u8]) -> Class {
    match word {
        [.., b'l', b'y'] => Class::ADV,
        [.., b'e', b'd'] => Class::ED,
        [.., b'i', b'n', b'g'] => Class::ING,
        [.., b'n', b'\'', b't'] | [.., b'n', 0xE2, 0x80, 0x99, b't'] => Class::AUX,
        _ => Class::default(),
    }
}

/// What an apostrophe says: "minister's" is a possessive, "he's" a subject with its verb, "don't" neither.
fn possessive(lexicon: &Lexicon, word: &[u8]) -> Class {
    let Some((stem, after)) = apostrophe(word) else {
        return Class::default();
    };
    let stem = lexicon.look_up(stem).class;
    if after == b"t" {
        Class::default()
    } else if stem.any(Class::SUBJ | Class::REL) && !after.is_empty() {
        Class::CLITIC | Class::SUBJ
    } else {
        Class::POSS
    }
}

fn mark(word: &[u8]) -> Class {
    match word {
        b"," => Class::COMMA,
        b"." | b"!" | b"?" | b"..." => Class::STOP,
        b":" => Class::COLON,
        b";" => Class::SEMI,
        b"-" | b"--" | b"---" => Class::DASH,
        b"(" | b"[" => Class::OPEN,
        b")" | b"]" => Class::CLOSE,
        b"&" => Class::COORD,
        b"\"" | b"'" | b"`" | b"``" | b"''" => Class::QUOTE,
        _ => match std::str::from_utf8(word) {
            Ok("…") => Class::STOP,
            Ok("–" | "—" | "―") => Class::DASH,
            Ok("“" | "”" | "„" | "‘" | "’" | "«" | "»") => Class::QUOTE,
            _ => Class::default(),
        },
    }
}
