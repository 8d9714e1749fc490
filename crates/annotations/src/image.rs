//! `image`: pictures, by their captions.

use presswork_model::{Annotation, Span};
use serde::{Deserialize, Serialize};

/// A picture in the document.
///
/// ```
/// use presswork_annotations::Image;
/// use presswork_model::Span;
/// // "Protesters in Baghdad (Reuters)"
/// let image = Image { span: Span::new(0, 31), credit: Some(Span::new(23, 30)), alt: None, address: None };
/// assert!(image.span.covers(image.credit.expect("Reuters")));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// The whole caption, its credit included.
    pub span: Span,
    /// Who took or owns the picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Span>,
    /// The alternative text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<Box<str>>,
    /// The address of the picture, as it stands in the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Box<str>>,
}

impl Annotation for Image {
    const NAME: &'static str = "image";

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
        pins(
            Image {
                span: span(0, 31),
                credit: None,
                alt: None,
                address: None,
            },
            r#"{"span":[0,31]}"#,
        );
        let whole = Image {
            span: span(0, 31),
            credit: Some(span(23, 30)),
            alt: Some("a".into()),
            address: Some("b".into()),
        };
        pins(
            whole,
            r#"{"span":[0,31],"credit":[23,30],"alt":"a","address":"b"}"#,
        );
    }
}
