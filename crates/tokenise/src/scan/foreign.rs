//! Scripts without blanks between words, and pictures in letters: cut by Unicode's own rules and dictionaries.

use super::Scanner;
use crate::class::{is_nothing, is_stop, kind_of};
use presswork_annotations::TokenKind;

impl Scanner<'_> {
    /// The stretch beyond ASCII that starts at `start`; returns its end.
    pub(super) fn foreign(&mut self, start: usize) -> usize {
        let rest = &self.text[start..];
        let length = rest.find(|c: char| {
            c.is_ascii() || c.is_whitespace() || matches!(c, '\u{2010}'..='\u{205e}')
        });
        let end = start + length.unwrap_or(rest.len());
        let text = self.text;
        let mut from = start;
        for to in self.segmenter.segment_str(&text[start..end]).skip(1) {
            let to = start + to;
            let segment = &text[from..to];
            let first = segment.chars().next().unwrap_or('\0');
            if !segment.chars().all(is_nothing) {
                let kind = match kind_of(first) {
                    TokenKind::Symbol if segment.chars().any(char::is_alphabetic) => {
                        TokenKind::Word
                    }
                    kind => kind,
                };
                self.push(from, to, kind);
                if is_stop(first) {
                    self.note_stop();
                }
            }
            from = to;
        }
        end
    }
}
