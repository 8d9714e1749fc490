//! `Extent`: one or more spans that belong together.

use presswork_model::Span;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One or more spans in text order, such as the parts of a quotation around "he said". It serialises as a list of spans.
///
/// ```
/// use presswork_annotations::Extent;
/// use presswork_model::Span;
/// let quotation = Extent::new(vec![Span::new(20, 30), Span::new(0, 9)]).expect("two spans");
/// assert_eq!(quotation.spans(), [Span::new(0, 9), Span::new(20, 30)]);
/// assert_eq!(quotation.span(), Span::new(0, 30));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent(Parts);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Parts {
    One(Span),
    Many(Box<[Span]>),
}

impl Extent {
    /// An extent of `spans`, put in order; none if there are none.
    ///
    /// ```
    /// # use presswork_annotations::Extent;
    /// assert!(Extent::new(vec![]).is_none());
    /// ```
    pub fn new(mut spans: Vec<Span>) -> Option<Self> {
        match *spans {
            [] => None,
            [span] => Some(span.into()),
            _ => {
                spans.sort_unstable();
                Some(Self(Parts::Many(spans.into())))
            }
        }
    }

    /// Its spans, in text order; at least one.
    ///
    /// ```
    /// # use presswork_annotations::Extent; use presswork_model::Span;
    /// assert_eq!(Extent::from(Span::new(1, 2)).spans().len(), 1);
    /// ```
    pub fn spans(&self) -> &[Span] {
        match &self.0 {
            Parts::One(span) => std::slice::from_ref(span),
            Parts::Many(spans) => spans,
        }
    }

    /// From its first byte to its last, gaps included.
    ///
    /// ```
    /// # use presswork_annotations::Extent; use presswork_model::Span;
    /// assert_eq!(Extent::from(Span::new(1, 2)).span(), Span::new(1, 2));
    /// ```
    pub fn span(&self) -> Span {
        let spans = self.spans();
        spans[1..]
            .iter()
            .fold(spans[0], |whole, &part| whole.to(part))
    }

    /// Whether one of its spans covers all of `span`.
    ///
    /// ```
    /// # use presswork_annotations::Extent; use presswork_model::Span;
    /// let quotation = Extent::new(vec![Span::new(0, 9), Span::new(20, 30)]).expect("two spans");
    /// assert!(!quotation.covers(Span::new(8, 21)));
    /// ```
    pub fn covers(&self, span: Span) -> bool {
        self.spans().iter().any(|part| part.covers(span))
    }
}

impl From<Span> for Extent {
    fn from(span: Span) -> Self {
        Self(Parts::One(span))
    }
}

impl Serialize for Extent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.spans().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Extent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spans = Vec::deserialize(deserializer)?;
        Self::new(spans).ok_or_else(|| D::Error::custom("an extent has at least one span"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json() {
        let json = "[[0,9],[20,30]]";
        let extent: Extent = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&extent).unwrap(), json);
        assert_eq!(
            serde_json::to_string(&Extent::from(Span::new(3, 4))).unwrap(),
            "[[3,4]]"
        );
        assert!(serde_json::from_str::<Extent>("[]").is_err());
    }
}
