//! `time`: dates, times, durations and sets of times.

use crate::words::words;
use presswork_model::{Annotation, Span};
use serde::{Deserialize, Serialize};

words! {
    /// What kind of time it is: the types of TIMEX3.
    ///
    /// ```
    /// assert_eq!(presswork_annotations::TimeKind::Set.as_str(), "set");
    /// ```
    pub enum TimeKind {
        /// A day or longer: "last week", "2003".
        Date = "date",
        /// Within a day: "9 a.m. on Monday".
        Time = "time",
        /// How long: "17 years".
        Duration = "duration",
        /// How often: "every Monday".
        Set = "set",
    }
}

/// An expression of time.
///
/// ```
/// use presswork_annotations::{Time, TimeKind};
/// let span = presswork_model::Span::new(0, 8);
/// let time = Time { span, kind: TimeKind::Duration, value: Some("P17Y".into()) };
/// assert_eq!(time.value.as_deref(), Some("P17Y"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// The expression.
    pub span: Span,
    /// What kind of time it is.
    pub kind: TimeKind,
    /// Its value in TIMEX3, resolved against the document's date; `X` stands for digits that are not known, and none is
    /// given where the text does not say enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Box<str>>,
}

impl Annotation for Time {
    const NAME: &'static str = "time";

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
        let june = Time {
            span: span(0, 9),
            kind: TimeKind::Date,
            value: Some("2020-06".into()),
        };
        pins(june, r#"{"span":[0,9],"kind":"date","value":"2020-06"}"#);
        pins(
            Time {
                span: span(0, 9),
                kind: TimeKind::Set,
                value: None,
            },
            r#"{"span":[0,9],"kind":"set"}"#,
        );
    }
}
