//! Sentences: from the places where one may end to those where one does.

use crate::scan::Scanned;
use presswork_annotations::{Block, BlockKind, Sentence, Token, TokenKind};

/// The sentences of a text, given its tokens and blocks.
pub(crate) fn sentences(text: &str, scanned: &Scanned, blocks: &[Block]) -> Vec<Sentence> {
    let tokens = &scanned.tokens;
    let mut joint = Joint {
        text,
        tokens,
        start: 0,
    };
    let mut sentences =
        Vec::with_capacity(scanned.stops.len() + scanned.gaps.len() + blocks.len() + 1);
    let mut stops = scanned.stops.iter().map(|&stop| stop as usize).peekable();
    let mut first = 0;
    for end in passages(scanned, blocks) {
        let mut cut = |next: usize| {
            if next > first {
                sentences.push(Sentence {
                    span: tokens[first].span.to(tokens[next - 1].span),
                });
                first = next;
            }
        };
        while let Some(stop) = stops.next_if(|&stop| stop < end) {
            if joint.leads_in(stop) {
                cut(stop);
                continue;
            }
            let next = joint.after_stop(stop, end);
            // What goes with a stop ends no sentence of its own.
            while stops.next_if(|&stop| stop < next).is_some() {}
            if next < end && joint.cuts(stop, next, end) {
                cut(next);
            }
        }
        cut(end);
        joint.start = end;
    }
    sentences
}

/// Where the passages end that no sentence crosses: at blank lines and at both edges of every block. A credit lies inside
/// its caption and does not cut it.
fn passages(scanned: &Scanned, blocks: &[Block]) -> Vec<usize> {
    let tokens = &scanned.tokens;
    let mut ends: Vec<_> = scanned.gaps.iter().map(|&gap| gap as usize).collect();
    let blocks = blocks
        .iter()
        .filter(|block| block.kind != BlockKind::Credit);
    let edges = blocks.flat_map(|block| [block.span.start(), block.span.end()]);
    ends.extend(edges.map(|edge| tokens.partition_point(|token| token.span.start() < edge)));
    ends.push(tokens.len());
    ends.sort_unstable();
    ends
}

/// The tokens around a place where a sentence may end.
struct Joint<'t> {
    text: &'t str,
    tokens: &'t [Token],
    /// The first token of the passage.
    start: usize,
}

impl<'t> Joint<'t> {
    fn str(&self, i: usize) -> &'t str {
        self.tokens
            .get(i)
            .map_or("", |token| &self.text[token.span.range()])
    }

    fn first(&self, i: usize) -> char {
        self.str(i).chars().next().unwrap_or('\0')
    }

    /// The token before token `i` in its passage.
    fn before(&self, i: usize) -> Option<usize> {
        (i > self.start).then(|| i - 1)
    }

    /// Whether token `i` directly follows the one before it.
    fn touches(&self, i: usize) -> bool {
        self.tokens[i].span.start() == self.tokens[i - 1].span.end()
    }

    /// Whether the stop at `stop` is an ellipsis with which a sentence begins: `He left. ...and came back.`
    fn leads_in(&self, stop: usize) -> bool {
        let after_stop = |before: usize| matches!(self.str(before), "." | "!" | "?");
        is_ellipsis(self.str(stop))
            && self.before(stop).is_some_and(after_stop)
            && !self.touches(stop)
    }

    /// The token before `end` after a stop and what goes with it: closing marks, smileys, notes such as `[2]`.
    fn after_stop(&self, stop: usize, end: usize) -> usize {
        let mut next = stop + 1;
        while next < end {
            let first = self.first(next);
            if self.touches(next) && is_closing(first) || self.is_emoticon(next) {
                next += 1;
            } else if first == '['
                && let Some(after) = self.after_note(next, end)
            {
                next = after;
            } else {
                break;
            }
        }
        next
    }

    /// The token after the note that opens at `open`, if it is one: a number or a few small words in square brackets.
    fn after_note(&self, open: usize, end: usize) -> Option<usize> {
        let inside =
            |i: usize| self.tokens[i].kind == TokenKind::Number || self.first(i).is_lowercase();
        let close = (open + 2..end.min(open + 6)).find(|&i| self.first(i) == ']')?;
        (open + 1..close).all(inside).then_some(close + 1)
    }

    fn is_emoticon(&self, i: usize) -> bool {
        let token = self.tokens[i];
        token.kind == TokenKind::Symbol
            && token.span.len() > 1
            && self.str(i).is_ascii()
            && self
                .str(i)
                .bytes()
                .any(|byte| matches!(byte, b':' | b';' | b'(' | b')' | b'_'))
    }

    /// Whether a sentence ends between `stop`, with what goes with it, and the token `next`, in a passage up to `end`.
    fn cuts(&self, stop: usize, next: usize, end: usize) -> bool {
        let first = self.first(next);
        if self.tokens[next].kind == TokenKind::Punctuation && !opens(first) {
            return false;
        }
        // A quotation mark that stands alone at the end of its paragraph closes it.
        if next + 1 == end && is_closing(first) {
            return false;
        }
        let mark = self.str(stop);
        if mark == "." && self.heads_item(stop) {
            return false;
        }
        let capital = first.is_uppercase();
        let touching = self.touches(next);
        if self.tokens[stop].kind == TokenKind::Symbol || self.is_address(stop) {
            return capital && !touching;
        }
        let spaced = |before: usize| self.str(before) == "." && !self.touches(stop);
        let ellipsis = is_ellipsis(mark) || mark == "." && self.before(stop).is_some_and(spaced);
        if touching && mark.is_ascii() && (ellipsis || !capital) {
            return false;
        }
        if ellipsis && matches!(first, '-' | '–' | '—') {
            return false;
        }
        if !first.is_lowercase() {
            return true;
        }
        // Before a small letter a sentence ends only at a clear mark: web text does not write capitals.
        let quoted = (stop + 1..next).any(|i| !matches!(self.first(i), ')' | ']' | '}'));
        match mark {
            "." => !quoted && !ellipsis && self.is_whole_word(stop),
            _ => next == stop + 1 && !mark.ends_with(['.', '…']),
        }
    }

    /// Whether token `i` is an address on the web, which may end a sentence without a stop.
    fn is_address(&self, i: usize) -> bool {
        self.tokens[i].kind == TokenKind::Word && self.str(i).contains("//")
    }

    /// Whether the token before the stop at `stop` is no abbreviation that the lists lack.
    fn is_whole_word(&self, stop: usize) -> bool {
        let Some(before) = self.before(stop) else {
            return false;
        };
        let word = self.str(before);
        let vowel = word
            .bytes()
            .any(|byte| matches!(byte | 0x20, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'));
        let name = word.len() <= 4 && matches!(word.as_bytes(), [b'A'..=b'Z', b'a'..=b'z', ..]);
        self.tokens[before].kind != TokenKind::Word
            || !word.is_ascii()
            || word.len() > 1 && vowel && !name
    }

    /// Whether the tokens before `stop` are the number of an item alone: `1. Rice`.
    fn heads_item(&self, stop: usize) -> bool {
        let Some(number) = self.before(stop) else {
            return false;
        };
        let token = self.tokens[number];
        if token.kind != TokenKind::Number || token.span.len() > 2 || !self.touches(stop) {
            return false;
        }
        let Some(before) = self.before(number) else {
            return true;
        };
        let gap = &self.text[self.tokens[before].span.range().end..token.span.range().start];
        let mark = self.tokens[before].kind == TokenKind::Punctuation
            && !matches!(self.first(before), ',' | '-' | '–' | '/' | '#');
        gap.contains('\n') || mark
    }
}

/// Whether a mark is a run of two and more dots.
fn is_ellipsis(mark: &str) -> bool {
    mark == "…" || mark.len() > 1 && mark.bytes().all(|byte| byte == b'.')
}

/// Whether a mark closes what a sentence stands in.
fn is_closing(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '}' | '"' | '\'' | '”' | '’' | '»' | '」' | '』' | '）' | '】' | '›'
    )
}

/// Whether a mark may be the first of a sentence.
fn opens(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '"'
            | '\''
            | '“'
            | '‘'
            | '«'
            | '‹'
            | '„'
            | '‚'
            | '`'
            | '¿'
            | '¡'
            | '「'
            | '『'
            | '（'
            | '【'
            | '-'
            | '–'
            | '—'
            | '―'
            | '*'
            | '•'
            | '·'
            | '#'
            | '@'
            | '_'
    )
}
