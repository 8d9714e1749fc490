//! `Page`: a text and its blocks while they are put together.

use crate::credit;
use crate::dateline;
use crate::decode::{self, DecodeError};
use presswork_annotations::{Block, BlockKind, Picture};
use presswork_model::{Document, Meta, Span, Text};
use std::ops::Range;

/// A text, its blocks and what is known about it.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) text: String,
    pub(crate) blocks: Vec<Block>,
    pub(crate) meta: Meta,
    /// Whether a paragraph was there already: only the first may start with a dateline.
    begun: bool,
}

impl Page {
    /// An empty page of which this is known.
    pub(crate) fn about(meta: Meta) -> Self {
        Self {
            meta,
            ..Self::default()
        }
    }

    /// A page whose text and blocks are made already.
    pub(crate) fn whole(text: String, blocks: Vec<Block>, meta: Meta) -> Self {
        Self {
            text,
            blocks,
            meta,
            begun: true,
        }
    }

    /// Appends a block of its own, a blank line after the one before; rows of one table stand on lines of their own.
    pub(crate) fn push(&mut self, kind: BlockKind, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if kind == BlockKind::Paragraph && !self.begun {
            self.begun = true;
            if let Some(dateline) = dateline::find(text) {
                self.append(BlockKind::Dateline, dateline.head, "\n\n", None);
                self.append(kind, dateline.rest, " ", None);
                return;
            }
        }
        self.append(kind, text, "\n\n", None);
    }

    /// Appends a row of a table; `first` if it is the first.
    pub(crate) fn push_row(&mut self, row: &str, first: bool) {
        let gap = if first { "\n\n" } else { "\n" };
        if !row.trim().is_empty() {
            self.append(BlockKind::Table, row.trim_end(), gap, None);
        }
    }

    /// Appends a caption. `credit` is where the page itself says who took the picture, as a range of `text`; else it is
    /// looked for.
    pub(crate) fn push_caption(
        &mut self,
        text: &str,
        credit: Option<Range<usize>>,
        picture: Option<Picture>,
    ) {
        let body = text.trim();
        if body.is_empty() {
            return;
        }
        let lead = text.len() - text.trim_start().len();
        let credit = credit
            .map(|range| range.start.max(lead) - lead..range.end.max(lead) - lead)
            .filter(|range| range.end <= body.len());
        let credit = credit::found(body, credit);
        let picture = picture.filter(|picture| *picture != Picture::default());
        let start = self.append(BlockKind::Caption, body, "\n\n", picture);
        if let Some(credit) = credit {
            let span = Span::from_range(start + credit.start..start + credit.end);
            self.blocks.push(Block {
                span,
                kind: BlockKind::Credit,
                picture: None,
            });
        }
    }

    fn append(
        &mut self,
        kind: BlockKind,
        text: &str,
        gap: &str,
        picture: Option<Picture>,
    ) -> usize {
        if !self.text.is_empty() {
            self.text.push_str(gap);
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.blocks.push(Block {
            span: Span::from_range(start..self.text.len()),
            kind,
            picture: picture.map(Box::new),
        });
        start
    }

    /// Puts all of `other` before the block at `index`.
    pub(crate) fn insert(&mut self, index: usize, other: Self) {
        let Some(next) = self.blocks.get(index) else {
            return;
        };
        let at = next.span.range().start;
        let gap = "\n\n";
        let moved = |block: Block, by: usize| {
            let range = block.span.range();
            let span = Span::from_range(range.start + by..range.end + by);
            Block { span, ..block }
        };
        let behind = self.blocks.split_off(index);
        let by = other.text.len() + gap.len();
        self.blocks
            .extend(other.blocks.into_iter().map(|block| moved(block, at)));
        self.blocks
            .extend(behind.into_iter().map(|block| moved(block, by)));
        self.text.insert_str(at, gap);
        self.text.insert_str(at, &other.text);
    }

    /// Whether a block of this kind is there.
    pub(crate) fn has(&self, kind: BlockKind) -> bool {
        self.blocks.iter().any(|block| block.kind == kind)
    }

    /// The finished document.
    pub(crate) fn into_document(self, id: String) -> Result<Document, DecodeError> {
        decode::checked(&self.text)?;
        let mut document = Document::new(Text::with_meta(id, self.meta, self.text));
        document
            .write(self.blocks)
            .expect("blocks are made in text order, on the text's own characters");
        Ok(document)
    }
}
