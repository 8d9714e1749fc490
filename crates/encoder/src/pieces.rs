//! `Pieces`: the parts of words that an encoder knows, and how text is cut into them (`WordPiece`: Schuster and Nakajima 2012).

use crate::file::EncoderError;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// The pieces by their text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Pieces {
    /// Those that begin a word.
    first: FxHashMap<Box<str>, u32>,
    /// Those that go on with one; in the list they are written with `##` before them.
    next: FxHashMap<Box<str>, u32>,
    pub(crate) unknown: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The first of the pieces that stand for nothing and serve as marks.
    pub(crate) marks: u32,
}

/// Longer words are unknown.
const LONGEST: usize = 100;

impl Pieces {
    /// From the list of pieces, a line each.
    pub(crate) fn new(list: &str) -> Result<Self, EncoderError> {
        let mut pieces = Self::default();
        for (number, line) in (0..).zip(list.lines()) {
            match line.strip_prefix("##").filter(|rest| !rest.is_empty()) {
                Some(rest) => pieces.next.insert(rest.into(), number),
                None => pieces.first.insert(line.into(), number),
            };
        }
        let special = |name: &str| {
            let number = pieces.first.get(name).copied();
            number.ok_or(EncoderError::Damaged("a piece that it needs is missing"))
        };
        Ok(Self {
            unknown: special("[UNK]")?,
            start: special("[CLS]")?,
            end: special("[SEP]")?,
            marks: special("[unused0]")?,
            ..pieces
        })
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.first.len() + self.next.len()
    }

    /// Cuts text into pieces; capitals and accents do not count.
    pub(crate) fn cut(&self, text: &str, word: &mut String, out: &mut Vec<u32>) {
        word.clear();
        for c in text.nfd() {
            match class(c) {
                Class::Nothing => {}
                Class::Blank => self.word(word, out),
                Class::Alone => {
                    self.word(word, out);
                    word.push(c);
                    self.word(word, out);
                }
                Class::Inner => word.extend(c.to_lowercase()),
            }
        }
        self.word(word, out);
    }

    /// Cuts a word into its longest pieces, from the left, and empties it.
    fn word(&self, word: &mut String, out: &mut Vec<u32>) {
        let start = out.len();
        let known = word.chars().count() <= LONGEST;
        let mut rest = if known { word.as_str() } else { "" };
        while !rest.is_empty() {
            let list = if out.len() == start {
                &self.first
            } else {
                &self.next
            };
            let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
            let found = ends.filter_map(|end| Some((end, *list.get(&rest[..end])?)));
            let Some((end, piece)) = found.into_iter().next() else {
                out.truncate(start);
                break;
            };
            out.push(piece);
            rest = &rest[end..];
        }
        if out.len() == start && !word.is_empty() {
            out.push(self.unknown);
        }
        word.clear();
    }
}

/// What a character is to a cut.
enum Class {
    /// It is left out.
    Nothing,
    Blank,
    /// A word of its own, as marks and ideographs are.
    Alone,
    Inner,
}

fn class(c: char) -> Class {
    if c.is_ascii() {
        return match c {
            _ if c.is_ascii_alphanumeric() => Class::Inner,
            ' ' | '\t' | '\n' | '\r' => Class::Blank,
            _ if c.is_ascii_punctuation() => Class::Alone,
            _ => Class::Nothing,
        };
    }
    if is_ideograph(c) {
        return Class::Alone;
    }
    match c.general_category_group() {
        _ if c.is_whitespace() => Class::Blank,
        GeneralCategoryGroup::Punctuation => Class::Alone,
        GeneralCategoryGroup::Other => Class::Nothing,
        _ if c == char::REPLACEMENT_CHARACTER => Class::Nothing,
        _ if c.general_category() == GeneralCategory::NonspacingMark => Class::Nothing,
        _ => Class::Inner,
    }
}

/// Han characters, which are written without blanks; not kana or hangul.
fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c),
        0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x2CEAF | 0x2F800..=0x2FA1F)
}

#[cfg(test)]
mod tests {
    use super::Pieces;

    #[test]
    fn words_are_cut_into_their_longest_pieces() {
        let list = "[unused0]\n[UNK]\n[CLS]\n[SEP]\nsenate\n##s\nsen\n##ator\n.\nun\n##able\n#\n東";
        let pieces = Pieces::new(list).unwrap();
        let cut = |text| {
            let mut out = Vec::new();
            pieces.cut(text, &mut String::new(), &mut out);
            out
        };
        assert_eq!(cut("Senates. SÉNATOR"), [4, 5, 8, 6, 7]);
        assert_eq!(cut("un\u{AD}able  sens#x"), [9, 10, 6, 5, 11, 1]);
        assert_eq!(cut("東sen"), [12, 6]);
        assert_eq!(cut(&"s".repeat(101)), [1]);
        assert_eq!(pieces.len(), 13);
        assert!(Pieces::new("senate").is_err());
    }
}
