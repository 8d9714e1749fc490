//! `attribution`: who says what.

use crate::words::words;
use crate::{Extent, Mention};
use presswork_model::{Annotation, Id, Span};
use serde::{Deserialize, Serialize};

words! {
    /// How the words are given.
    ///
    /// ```
    /// assert_eq!(presswork_annotations::AttributionKind::Indirect.as_str(), "indirect");
    /// ```
    pub enum AttributionKind {
        /// Word for word, in quotation marks.
        Direct = "direct",
        /// In the reporter's words.
        Indirect = "indirect",
        /// In the reporter's words with some quoted.
        Mixed = "mixed",
        /// Not said but thought, wanted or feared.
        Belief = "belief",
    }
}

/// A statement, thought or wish that the text lays to someone: source, cue and content as in `PolNeAR`.
///
/// ```
/// use presswork_annotations::{Attribution, AttributionKind, Extent};
/// use presswork_model::Span;
/// // "The minister said that prices fell."
/// let attribution = Attribution {
///     span: Span::new(0, 34),
///     kind: AttributionKind::Indirect,
///     source: Some(Span::new(0, 12).into()),
///     holder: None,
///     cue: Some(Span::new(13, 17).into()),
///     content: Span::new(18, 34).into(),
///     parent: None,
/// };
/// assert_eq!(attribution.content, Extent::from(Span::new(18, 34)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// From the first byte of source, cue and content to the last.
    pub span: Span,
    /// How the words are given.
    pub kind: AttributionKind,
    /// Who says it, as a whole noun phrase; none if the text does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Extent>,
    /// The mention in the source that says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<Id<Mention>>,
    /// The words that lay it to the source: "said", "according to"; none for a quotation that goes on without any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue: Option<Extent>,
    /// What is said, with its quotation marks.
    pub content: Extent,
    /// The attribution in whose content this one stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Id<Attribution>>,
}

impl Annotation for Attribution {
    const NAME: &'static str = "attribution";

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
        let whole = Attribution {
            span: span(0, 30),
            kind: AttributionKind::Direct,
            source: Some(span(10, 12).into()),
            holder: Some(Id::new(3)),
            cue: Some(span(13, 17).into()),
            content: Extent::new(vec![span(0, 9), span(20, 30)]).unwrap(),
            parent: Some(Id::new(0)),
        };
        pins(
            whole,
            r#"{"span":[0,30],"kind":"direct","source":[[10,12]],"holder":3,"cue":[[13,17]],"content":[[0,9],[20,30]],"parent":0}"#,
        );
        let bare = Attribution {
            span: span(0, 30),
            kind: AttributionKind::Belief,
            source: None,
            holder: None,
            cue: None,
            content: span(0, 30).into(),
            parent: None,
        };
        pins(
            bare,
            r#"{"span":[0,30],"kind":"belief","content":[[0,30]]}"#,
        );
    }
}
