//! `Text`: what a stage sees of the document itself.

use crate::offsets::{Body, Offsets};
use crate::{Deadline, Span, TimeUp};
use serde::Serialize;
use serde_json::{Map, Value};
use std::fmt;
use std::ops::Index;
use std::sync::Arc;

/// What is known about a document besides its text.
///
/// ```
/// use presswork_model::{Meta, Text};
/// let meta = Meta { title: Some("Grain".into()), date: Some("2024-03-05".into()), ..Meta::default() };
/// assert_eq!(Text::with_meta("a", meta, "…").meta().date.as_deref(), Some("2024-03-05"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Meta {
    /// The headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When it was published: ISO 8601, as precise as it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Who wrote it; several are joined by `; `.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The language, as BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Who published it, or where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Whatever else was said of it, kept and written again.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub other: Map<String, Value>,
}

/// The text of a document, its id and what is known about it. It never changes once it is read.
///
/// ```
/// use presswork_model::{Span, Text};
/// let text = Text::new("wire/grain.txt", "Grain prices fell.");
/// assert_eq!(&text[Span::new(6, 12)], "prices");
/// ```
#[derive(Clone)]
pub struct Text {
    id: Box<str>,
    meta: Meta,
    body: Arc<Body>,
    deadline: Option<Deadline>,
}

impl Text {
    /// A text of which nothing else is known.
    ///
    /// ```
    /// # use presswork_model::Text;
    /// assert_eq!(Text::new("a", "Grain.").id(), "a");
    /// ```
    ///
    /// # Panics
    /// If `body` is 4 GiB or longer; readers refuse such a document before.
    pub fn new(id: impl Into<Box<str>>, body: impl Into<Box<str>>) -> Self {
        Self::with_meta(id, Meta::default(), body)
    }

    /// A text and what is known about it.
    ///
    /// ```
    /// # use presswork_model::{Meta, Text};
    /// assert_eq!(Text::with_meta("a", Meta::default(), "Grain.").meta(), &Meta::default());
    /// ```
    ///
    /// # Panics
    /// If `body` is 4 GiB or longer; readers refuse such a document before.
    pub fn with_meta(id: impl Into<Box<str>>, meta: Meta, body: impl Into<Box<str>>) -> Self {
        let body: Box<str> = body.into();
        assert!(
            u32::try_from(body.len()).is_ok(),
            "a document is under 4 GiB"
        );
        Self {
            id: id.into(),
            meta,
            body: Arc::new(Body::new(body)),
            deadline: None,
        }
    }

    /// The id: the path below its root, and for one of many in a file `path#id`.
    ///
    /// ```
    /// # use presswork_model::Text;
    /// assert_eq!(Text::new("feeds/a.jsonl#7", "").id(), "feeds/a.jsonl#7");
    /// ```
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What is known about it.
    ///
    /// ```
    /// # use presswork_model::Text;
    /// assert!(Text::new("a", "").meta().title.is_none());
    /// ```
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// The text itself.
    ///
    /// ```
    /// # use presswork_model::Text;
    /// assert_eq!(Text::new("a", "Grain.").body(), "Grain.");
    /// ```
    pub fn body(&self) -> &str {
        self.body.text()
    }

    /// The span of the whole text.
    ///
    /// ```
    /// # use presswork_model::{Span, Text};
    /// assert_eq!(Text::new("a", "Grain.").span(), Span::new(0, 6));
    /// ```
    pub fn span(&self) -> Span {
        Span::from_range(0..self.body().len())
    }

    /// Where `part`, a slice borrowed from [`body`](Self::body), lies in it.
    ///
    /// ```
    /// # use presswork_model::{Span, Text};
    /// let text = Text::new("a", "Grain prices");
    /// let word = text.body().split(' ').nth(1).expect("two words");
    /// assert_eq!(text.span_of(word), Span::new(6, 12));
    /// ```
    ///
    /// # Panics
    /// If `part` is not borrowed from the body.
    pub fn span_of(&self, part: &str) -> Span {
        let start = (part.as_ptr() as usize).wrapping_sub(self.body().as_ptr() as usize);
        let inside = start
            .checked_add(part.len())
            .is_some_and(|end| end <= self.body().len());
        assert!(inside, "the slice is not part of this text");
        Span::from_range(start..start + part.len())
    }

    /// Whether `span` lies in the text, on character edges.
    ///
    /// ```
    /// # use presswork_model::{Span, Text};
    /// assert!(!Text::new("a", "é").holds(Span::new(0, 1)));
    /// ```
    pub fn holds(&self, span: Span) -> bool {
        let edge = |at: u32| self.body().is_char_boundary(at as usize);
        edge(span.start()) && edge(span.end())
    }

    /// Converts offsets between bytes, code points and UTF-16 units.
    ///
    /// ```
    /// # use presswork_model::{Text, Unit};
    /// assert_eq!(Text::new("a", "né").offsets().to(Unit::CodePoints, 3), Some(2));
    /// ```
    pub fn offsets(&self) -> Offsets<'_> {
        self.body.offsets()
    }

    /// Fails once the document's time is up. A loop of a stage that may run long asks this, once a sentence for example: it
    /// costs no more than reading a flag.
    ///
    /// ```
    /// use presswork_model::{Deadline, Document, Text};
    /// let mut document = Document::new(Text::new("a", "Grain."));
    /// assert!(document.text().in_time().is_ok());
    /// let deadline = Deadline::default();
    /// document.set_deadline(deadline.clone());
    /// deadline.pass();
    /// assert!(document.text().in_time().is_err());
    /// ```
    #[inline]
    pub fn in_time(&self) -> Result<(), TimeUp> {
        self.deadline.as_ref().map_or(Ok(()), Deadline::check)
    }

    pub(crate) fn set_deadline(&mut self, deadline: Deadline) {
        self.deadline = Some(deadline);
    }

    pub(crate) fn shared_body(&self) -> &Arc<Body> {
        &self.body
    }
}

impl Index<Span> for Text {
    type Output = str;

    #[inline]
    fn index(&self, span: Span) -> &str {
        &self.body()[span.range()]
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Text")
            .field("id", &self.id)
            .field("bytes", &self.body().len())
            .finish_non_exhaustive()
    }
}
