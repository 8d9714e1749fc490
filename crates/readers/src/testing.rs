//! The one check of this crate: a source becomes a page, which is printed with its blocks in bracket mark-up.

use crate::page::Page;
use presswork_annotations::{Block, BlockKind};
use presswork_model::{Limits, Text};
use presswork_testkit::{Mark, Marked};

/// Compares the page of `source` with `expected`, a text in which blocks are marked by their kinds.
#[track_caller]
pub(crate) fn check(page: impl FnOnce(&str, Limits) -> Page, source: &str, expected: &str) -> Page {
    let page = page(source, Limits::default());
    holds(&page.text, &page.blocks);
    assert_eq!(printed(&page), expected.trim());
    page
}

fn printed(page: &Page) -> String {
    let mark = |block: &Block| Mark {
        span: block.span,
        label: block.kind.to_string(),
        args: Vec::new(),
    };
    let marks = page.blocks.iter().map(mark).collect();
    let text = page.text.clone();
    Marked { text, marks }.to_string()
}

/// The laws of every block layer: on characters, in order, none crosses another, only credits nest, none is blank.
#[track_caller]
pub(crate) fn holds(text: &str, blocks: &[Block]) {
    let whole = Text::new("law", text);
    let mut end = 0;
    for (i, block) in blocks.iter().enumerate() {
        assert!(whole.holds(block.span), "{block:?} is not on characters");
        assert!(!whole[block.span].trim().is_empty(), "{block:?} is blank");
        if block.kind == BlockKind::Credit {
            let caption = &blocks[i - 1];
            assert!(caption.kind == BlockKind::Caption && caption.span.covers(block.span));
        } else {
            assert!(block.span.start() >= end, "{block:?} starts before {end}");
            end = block.span.end();
        }
    }
}
