//! `block`: the parts of a page.

use crate::words::words;
use presswork_model::{Annotation, Span};
use serde::{Deserialize, Serialize};

words! {
    /// What part of a page a block is.
    ///
    /// ```
    /// assert_eq!(presswork_annotations::BlockKind::ListItem.as_str(), "list-item");
    /// ```
    pub enum BlockKind {
        /// The headline.
        Title = "title",
        /// A heading inside the text.
        Heading = "heading",
        /// Who wrote it, and a line that says when.
        Byline = "byline",
        /// Where and by which agency, ahead of the first sentence: "BAGHDAD (Reuters) — ".
        Dateline = "dateline",
        /// Running text.
        Paragraph = "paragraph",
        /// A quotation set apart.
        Quote = "quote",
        /// An item of a list.
        ListItem = "list-item",
        /// A row of a table.
        Table = "table",
        /// The words beneath a picture.
        Caption = "caption",
        /// Who took or owns the picture; it lies inside its caption.
        Credit = "credit",
    }
}

/// A part of the page. Blocks do not cross; only a credit lies inside another one, its caption.
///
/// ```
/// use presswork_annotations::{Block, BlockKind};
/// let block = Block { span: presswork_model::Span::new(0, 20), kind: BlockKind::Title, picture: None };
/// assert_eq!(block.kind.to_string(), "title");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// For a caption, what the page says of the picture outside its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Box<Picture>>,
}

/// What a page says of a picture outside its text.
///
/// ```
/// let picture = presswork_annotations::Picture { alt: Some("A market".into()), address: None };
/// assert_eq!(picture.alt.as_deref(), Some("A market"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The alternative text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// The address of the picture, as it stands in the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl Annotation for Block {
    const NAME: &'static str = "block";

    fn span(&self) -> Span {
        self.span
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{pins, span};

    #[test]
    fn json() {
        let title = Block {
            span: span(0, 9),
            kind: BlockKind::Title,
            picture: None,
        };
        pins(title, r#"{"span":[0,9],"kind":"title"}"#);
        let picture = Picture {
            alt: Some("a".into()),
            address: Some("b.jpg".into()),
        };
        let caption = Block {
            span: span(0, 9),
            kind: BlockKind::Caption,
            picture: Some(Box::new(picture)),
        };
        pins(
            caption,
            r#"{"span":[0,9],"kind":"caption","picture":{"alt":"a","address":"b.jpg"}}"#,
        );
    }
}
