//! Text that cannot reach the terminal, and its width there.

use unicode_width::UnicodeWidthChar;

/// `character` as it is shown: none for what would act on the terminal or turn its line round but has no width.
pub(super) fn shown(character: char) -> char {
    match character {
        '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\x7f' => '␡',
        // C1 controls, which some terminals obey, and the marks that change the direction of writing.
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ => character,
    }
}

/// How many columns a shown character takes.
pub(super) fn width(shown: char) -> usize {
    shown.width().unwrap_or(0)
}

/// How many columns a shown text takes: character by character, as the text above it is counted.
pub(super) fn columns(shown: &str) -> usize {
    shown.chars().map(width).sum()
}

/// `text` as it is shown.
pub(super) fn safe(text: &str) -> String {
    text.chars().map(shown).collect()
}

/// `text`, which is safe, in at most `most` columns: where it is longer it ends in `…`.
pub(super) fn cut(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let mut room = most.saturating_sub(1);
    let mut short: String = text
        .chars()
        .take_while(|&c| {
            let fits = width(c) <= room;
            room = room.saturating_sub(width(c));
            fits
        })
        .collect();
    if most > 0 {
        short.push('…');
    }
    short
}

/// `text` on one line: safe, every run of blanks one blank, at most `most` columns wide.
pub(super) fn short(text: &str, most: usize) -> String {
    let mut line = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        if used > most + 1 {
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        let word = safe(word);
        used += columns(&word) + 1;
        line.push_str(&word);
    }
    cut(&line, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_the_terminal() {
        let all: String = (0..=0x2fff).filter_map(char::from_u32).collect();
        assert!(!safe(&all).contains(char::is_control));
        assert_eq!(
            safe("a\u{1b}]0;x\u{7}\u{9b}2J\u{202e}"),
            "a␛]0;x␇\u{fffd}2J\u{fffd}"
        );
    }

    #[test]
    fn cut_to_columns() {
        let check = |text: &str, columns: usize, expected: &str| {
            assert_eq!(short(text, columns), expected);
        };
        check("grain  prices\nfell", 20, "grain prices fell");
        check("grain prices fell", 12, "grain price…");
        check("小麦の価格", 6, "小麦…");
        check("grain", 0, "");
    }
}
