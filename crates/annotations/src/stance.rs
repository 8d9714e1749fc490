//! `stance`: who supports or opposes whom.

use crate::defaults::{certain, is_certain, is_false};
use crate::words::words;
use crate::{Attribution, Mention};
use presswork_model::{Annotation, Id, Span};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

words! {
    /// Which way someone stands.
    ///
    /// ```
    /// assert_eq!(presswork_annotations::Polarity::Oppose.as_str(), "oppose");
    /// ```
    pub enum Polarity {
        /// For the target.
        Support = "support",
        /// Against the target.
        Oppose = "oppose",
        /// Neither, and the text says so: it is a finding, unlike no row.
        Neutral = "neutral",
    }
}

/// Who holds a stance. In JSON `"author"`, `"unknown"` or `{"mention":3}`.
///
/// ```
/// use presswork_annotations::Holder;
/// use presswork_model::Id;
/// assert_eq!(serde_json::to_string(&Holder::Mention(Id::new(3)))?, r#"{"mention":3}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// Whoever wrote the document. The author holds only what no attribution covers.
    Author,
    /// Someone whom the text does not name.
    Unknown,
    /// Whoever is mentioned there.
    Mention(Id<Mention>),
}

/// How a holder stands toward a target, and the words that show it.
///
/// ```
/// use presswork_annotations::{Holder, Polarity, Stance};
/// use presswork_model::{Id, Span};
/// // "Diallo condemned the raid by Omarra."
/// let stance = Stance {
///     span: Span::new(0, 35), holder: Holder::Mention(Id::new(0)), target: Id::new(1),
///     polarity: Polarity::Oppose, strength: 0.8, attribution: None,
///     negated: false, hypothetical: false, score: 0.9, rule: "verb:condemn".into(),
/// };
/// assert_eq!(stance.polarity, Polarity::Oppose);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stance {
    /// The evidence.
    pub span: Span,
    /// Who holds it.
    pub holder: Holder,
    /// Toward whom.
    pub target: Id<Mention>,
    /// Which way, negation reckoned in.
    pub polarity: Polarity,
    /// How strongly, from 0 to 1.
    pub strength: f32,
    /// The attribution in whose content or cue it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Id<Attribution>>,
    /// Whether a negation turned it round.
    #[serde(default, skip_serializing_if = "is_false")]
    pub negated: bool,
    /// Whether it is only possible, wished or feared.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hypothetical: bool,
    /// How sure the finding is, from 0 to 1.
    #[serde(default = "certain", skip_serializing_if = "is_certain")]
    pub score: f32,
    /// The rule or model that found it.
    pub rule: Cow<'static, str>,
}

impl Annotation for Stance {
    const NAME: &'static str = "stance";

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
        let mut stance = Stance {
            span: span(0, 35),
            holder: Holder::Author,
            target: Id::new(1),
            polarity: Polarity::Oppose,
            strength: 0.5,
            attribution: None,
            negated: false,
            hypothetical: false,
            score: 1.0,
            rule: "verb:condemn".into(),
        };
        let short = r#"{"span":[0,35],"holder":"author","target":1,"polarity":"oppose","strength":0.5,"rule":"verb:condemn"}"#;
        pins(stance.clone(), short);
        stance.holder = Holder::Mention(Id::new(4));
        (
            stance.attribution,
            stance.negated,
            stance.hypothetical,
            stance.score,
        ) = (Some(Id::new(2)), true, true, 0.25);
        pins(
            stance,
            r#"{"span":[0,35],"holder":{"mention":4},"target":1,"polarity":"oppose","strength":0.5,"attribution":2,"negated":true,"hypothetical":true,"score":0.25,"rule":"verb:condemn"}"#,
        );
    }
}
