//! What a byte or character is to the scanner: a table for ASCII, ranges for the rest.

use presswork_annotations::TokenKind;

/// What an ASCII byte begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A blank or a control character: no token.
    Blank,
    /// The end of a line.
    Line,
    Letter,
    Digit,
    /// `.`, `!`, `?`.
    Stop,
    /// Any other printable character.
    Mark,
    /// The first byte of a character beyond ASCII.
    High,
}

const IN_WORD: u8 = 1;
const JOINS: u8 = 2;

static CLASSES: [Class; 256] = {
    let mut table = [Class::Mark; 256];
    let mut i = 0;
    while i < 256 {
        let byte = i as u8;
        table[i] = match byte {
            b'\n' => Class::Line,
            0..=b' ' | 0x7f => Class::Blank,
            b'A'..=b'Z' | b'a'..=b'z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'.' | b'!' | b'?' => Class::Stop,
            0x80..=0xff => Class::High,
            _ => Class::Mark,
        };
        i += 1;
    }
    table
};

static FLAGS: [u8; 256] = {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        table[i] = match i as u8 {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'_' => IN_WORD,
            b'\''
            | b'`'
            | b'-'
            | b'.'
            | b'&'
            | b'@'
            | b'/'
            | b'*'
            | b'$'
            | b':'
            | b'+'
            | b'%'
            | 0x80..=0xff => JOINS,
            _ => 0,
        };
        i += 1;
    }
    table
};

#[inline]
pub(crate) fn class(byte: u8) -> Class {
    CLASSES[byte as usize]
}

/// Whether an ASCII byte is a letter, digit or `_`.
#[inline]
pub(crate) fn in_word(byte: u8) -> bool {
    FLAGS[byte as usize] & IN_WORD != 0
}

/// How many of eight bytes, from the first on, are letters, digits or `_` of ASCII: all eight looked at in one step, as
/// the length of a word cannot be foretold by the processor (Lamport 1975, "Multiple byte processing with full-word
/// instructions").
#[inline]
pub(crate) fn leading_in_word(bytes: [u8; 8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let word = u64::from_le_bytes(bytes);
    let low = word & !HIGH;
    // The high bit of each byte tells whether it is at least `from`; no byte carries into the next.
    let at_least = |value: u64, from: u64| value + (0x80 - from) * ONES;
    let folded = low | (0x20 * ONES);
    let letter = at_least(folded, 0x61) & !at_least(folded, 0x7b);
    let digit = at_least(low, 0x30) & !at_least(low, 0x3a);
    let underscore = !at_least(low ^ (0x5f * ONES), 1);
    let others = !(letter | digit | underscore) | word;
    (others & HIGH).trailing_zeros() as usize / 8
}

/// Whether a byte after a word may go on with it.
#[inline]
pub(crate) fn joins(byte: u8) -> bool {
    FLAGS[byte as usize] & JOINS != 0
}

/// Whether a character stands for nothing: blanks, controls, zero-width characters, variation selectors, tags.
pub(crate) fn is_nothing(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_zero_width(c)
}

/// Whether a character has no width and no meaning of its own.
pub(crate) fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character beyond ASCII is written into words as Latin letters are: an alphabet with blanks between words,
/// a mark on a letter, a raised figure.
pub(crate) fn is_letter(c: char) -> bool {
    match c as u32 {
        0x80..=0x2ff
        | 0x370..=0x58f
        | 0x10a0..=0x10ff
        | 0x1c80..=0x1cbf
        | 0x1d00..=0x1fff
        | 0x2c00..=0x2dff
        | 0xa640..=0xa69f
        | 0xa720..=0xa7ff
        | 0xab30..=0xabbf
        | 0xfb00..=0xfb17 => c.is_alphanumeric() || is_mark(c),
        _ => is_mark(c) || matches!(c, '\u{2070}'..='\u{209c}' if c.is_alphanumeric()),
    }
}

/// Whether a character is a mark on the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{34e}' | '\u{350}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{2de0}'..='\u{2dff}' | '\u{a66f}'..='\u{a67d}' | '\u{fe20}'..='\u{fe2f}')
}

/// Whether a character ends a sentence in its script.
pub(crate) fn is_stop(c: char) -> bool {
    matches!(
        c,
        '…' | '‼' | '⁇'
            ..='⁉'
                | '。'
                | '！'
                | '？'
                | '．'
                | '｡'
                | '؟'
                | '۔'
                | '।'
                | '॥'
                | '።'
                | '։'
                | '။'
    )
}

/// The kind of a token of one character that is no letter.
pub(crate) fn kind_of(c: char) -> TokenKind {
    if c.is_ascii() {
        return match c {
            '$' | '%' | '+' | '<' | '=' | '>' | '^' | '|' | '~' => TokenKind::Symbol,
            _ => TokenKind::Punctuation,
        };
    }
    let full_width = matches!(c as u32, 0xff01..=0xff5e);
    if full_width {
        let narrow = char::from_u32(c as u32 - 0xfee0).expect("it is ASCII");
        return kind_of(narrow);
    }
    if c.is_numeric() {
        TokenKind::Number
    } else if c.is_alphanumeric() {
        TokenKind::Word
    } else if is_stop(c) || is_punctuation(c) {
        TokenKind::Punctuation
    } else {
        TokenKind::Symbol
    }
}

/// Unicode's general category P beyond ASCII, in the blocks where text meets it.
fn is_punctuation(c: char) -> bool {
    matches!(c, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '\u{37e}' | '\u{387}' | '\u{55a}'..='\u{55f}' | '\u{589}' | '\u{58a}'
        | '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{5c6}' | '\u{5f3}' | '\u{5f4}' | '\u{609}' | '\u{60a}' | '\u{60c}' | '\u{60d}'
        | '\u{61b}' | '\u{61d}'..='\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}' | '\u{964}' | '\u{965}' | '\u{970}' | '\u{e4f}'
        | '\u{e5a}' | '\u{e5b}' | '\u{f04}'..='\u{f12}' | '\u{104a}'..='\u{104f}' | '\u{1360}'..='\u{1368}' | '\u{17d4}'..='\u{17da}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}' | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205e}'
        | '\u{2e00}'..='\u{2e7f}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{3030}'
        | '\u{30fb}' | '\u{fd3e}' | '\u{fd3f}' | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe61}' | '\u{ff5f}'..='\u{ff65}')
}

#[cfg(test)]
mod tests {
    use super::{in_word, leading_in_word};

    /// Every byte at every place: eight bytes looked at in one step tell what one at a time does.
    #[test]
    fn eight_bytes_are_told_as_one_is() {
        for filler in [b'a', b'Z', b'0', b'_', b' ', 0xc3] {
            for byte in 0..=255 {
                for place in 0..8 {
                    let mut bytes = [filler; 8];
                    bytes[place] = byte;
                    let expected = bytes.iter().take_while(|&&byte| in_word(byte)).count();
                    assert_eq!(leading_in_word(bytes), expected, "{bytes:?}");
                }
            }
        }
    }
}
