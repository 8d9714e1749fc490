//! The blocks of plain text, by the form of its lines. The text itself stays as it is.

use crate::page::Page;
use crate::{byline, caption, date, dateline};
use presswork_annotations::{Block, BlockKind};
use presswork_model::{Meta, Span};
use std::ops::Range;

mod units;
use units::Unit;
pub(crate) use units::is_heading;

/// The blocks of a text without mark-up, and what its first lines say about it.
pub(crate) fn page(text: String) -> Page {
    let mut meta = Meta::default();
    let blocks = blocks(&text, &mut meta);
    Page::whole(text, blocks, meta)
}

/// The blocks of `text`, in order. Empty fields of `meta` are filled from title, byline and date.
pub(crate) fn blocks(text: &str, meta: &mut Meta) -> Vec<Block> {
    let units = units::of(text);
    let mut state = State {
        text,
        meta,
        blocks: Vec::with_capacity(units.len()),
        paragraphs: 0,
    };
    for (i, unit) in units.iter().enumerate() {
        state.classify(i, unit, &units);
    }
    state.blocks
}

struct State<'a> {
    text: &'a str,
    meta: &'a mut Meta,
    blocks: Vec<Block>,
    paragraphs: usize,
}

impl State<'_> {
    fn classify(&mut self, i: usize, unit: &Unit, units: &[Unit]) {
        let words = &self.text[unit.range.clone()];
        if unit.is_rule(self.text) {
            return;
        }
        if let Some(marker) = unit.marker {
            let start = unit.range.start + marker;
            return self.push(BlockKind::ListItem, start..unit.range.end);
        }
        if unit.row {
            return self.push(BlockKind::Table, unit.range.clone());
        }
        if i == 0 && self.is_title(words, units.len()) {
            return self.push(BlockKind::Title, unit.range.clone());
        }
        // Who wrote it and when stands above the text, or behind one line that sums it up.
        if i < 10 && self.paragraphs <= 1 && self.is_byline(words) {
            return self.push(BlockKind::Byline, unit.range.clone());
        }
        let last = i + 1 == units.len();
        if let Some(caption) = caption::find(words).filter(|_| !(last && signs_off(words))) {
            self.push(BlockKind::Caption, unit.range.clone());
            if let Some(credit) = caption.credit {
                let start = unit.range.start;
                self.push(BlockKind::Credit, start + credit.start..start + credit.end);
            }
            return;
        }
        let next = units.get(i + 1);
        if unit.is_heading(self.text) && next.is_some_and(|next| !next.is_heading(self.text)) {
            return self.push(BlockKind::Heading, unit.range.clone());
        }
        let mut range = unit.range.clone();
        if let Some(length) = units::run_in(words) {
            self.push(BlockKind::Heading, range.start..range.start + length);
            range.start = range.end - words[length..].trim_start().len();
        }
        self.paragraph(range);
    }

    fn paragraph(&mut self, range: Range<usize>) {
        self.paragraphs += 1;
        let words = &self.text[range.clone()];
        let found = (self.paragraphs <= 2)
            .then(|| dateline::find(words))
            .flatten();
        if let Some(dateline) = found {
            self.push(
                BlockKind::Dateline,
                range.start..range.start + dateline.head.len(),
            );
            self.push(
                BlockKind::Paragraph,
                range.end - dateline.rest.len()..range.end,
            );
        } else {
            self.push(BlockKind::Paragraph, range);
        }
    }

    fn is_title(&mut self, words: &str, units: usize) -> bool {
        if let Some(title) = &self.meta.title {
            return same(title, words);
        }
        if units < 2 || !units::is_title(words) || date::line(words).is_some() {
            return false;
        }
        self.meta.title = Some(words.split_whitespace().collect::<Vec<_>>().join(" "));
        true
    }

    fn is_byline(&mut self, words: &str) -> bool {
        if let Some(authors) = byline::authors(words) {
            self.meta.author.get_or_insert(authors);
            return true;
        }
        if let Some(date) = date::line(words) {
            self.meta.date.get_or_insert(date);
            return true;
        }
        false
    }

    fn push(&mut self, kind: BlockKind, range: Range<usize>) {
        self.blocks.push(Block {
            span: Span::from_range(range),
            kind,
            picture: None,
        });
    }
}

/// Whether the end of a text names its agency, not the source of a picture: `… he said. (Reuters)`.
fn signs_off(words: &str) -> bool {
    let before = words
        .trim_end_matches([')', ']'])
        .rfind(['(', '['])
        .map(|at| words[..at].trim_end());
    before.is_some_and(|before| before.ends_with(['.', '"', '”'])) && !words.contains('/')
}

/// Whether two titles differ in blanks and case at most.
pub(crate) fn same(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> String {
        let kept = text.chars().filter(|c| c.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect()
    };
    // Two titles without letters are not the same for that.
    a.trim() == b.trim() || letters(a) == letters(b) && a.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests;
