//! Blocks, images, and what the document says of itself.

use super::Answer;
use super::actors::Actors;
use presswork_annotations::{Block, BlockKind, Form, Image, MentionKind, Time, TimeKind};
use presswork_model::{Meta, Span};

pub(super) const LABELS: &[&str] = &[
    "title",
    "heading",
    "byline",
    "dateline",
    "paragraph",
    "quote",
    "list-item",
    "table",
    "caption",
    "credit",
    "image",
];

impl Answer<'_> {
    pub(super) fn blocks(&self) -> Result<Vec<Block>, String> {
        let mut blocks = Vec::new();
        for mark in self.marked.labelled(LABELS) {
            let Ok(kind) = mark.label.parse::<BlockKind>() else {
                continue; // an image
            };
            if !mark.args.is_empty() {
                return Err(self.wrong(mark, "a block has nothing behind its label"));
            }
            let mut start = mark.span.start();
            let whole = self.text(mark.span);
            let lines = if kind == BlockKind::Table {
                usize::MAX
            } else {
                1
            };
            for part in whole.splitn(lines, '\n') {
                let span = Span::new(start, start + part.len() as u32);
                start = span.end() + 1;
                blocks.push(Block {
                    span,
                    kind,
                    picture: None,
                });
            }
        }
        Ok(blocks)
    }

    pub(super) fn images(&self, blocks: &[Block]) -> Vec<Image> {
        let credits = || {
            blocks
                .iter()
                .filter(|block| block.kind == BlockKind::Credit)
        };
        let image = |mark: &crate::Mark| Image {
            span: mark.span,
            credit: credits()
                .map(|credit| credit.span)
                .find(|&credit| mark.span.covers(credit)),
            alt: None,
            address: None,
        };
        self.marked.labelled(&["image"]).map(image).collect()
    }

    /// The title is the first title block; author and date stand in the bylines.
    pub(super) fn meta(&self, blocks: &[Block], actors: &Actors<'_>, times: &[Time]) -> Meta {
        let of = |kind| blocks.iter().filter(move |block| block.kind == kind);
        let in_byline = |span| of(BlockKind::Byline).any(|block| block.span.covers(span));
        let title = of(BlockKind::Title)
            .next()
            .map(|block| self.text(block.span).to_owned());
        let day = |time: &&Time| time.kind == TimeKind::Date && in_byline(time.span);
        let date = times
            .iter()
            .find(day)
            .and_then(|time| time.value.as_deref());
        let authors = actors.mentions.iter().filter(|mention| {
            (mention.kind, mention.form) == (MentionKind::Person, Form::Name)
                && in_byline(mention.span)
        });
        let authors: Vec<_> = authors.map(|mention| self.text(mention.span)).collect();
        Meta {
            title,
            date: date.map(str::to_owned),
            author: (!authors.is_empty()).then(|| authors.join("; ")),
            ..Meta::default()
        }
    }
}
