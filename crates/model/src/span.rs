//! `Span`: a byte range of a document's text.

use crate::offsets::scope;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::Range;

/// A byte range of a document's text, on character edges; 8 bytes.
///
/// It serialises as `[start, end]`. Inside [`Document::write_json`](crate::Document::write_json) and
/// [`Document::from_json`](crate::Document::from_json) the two numbers count Unicode code points; anywhere else they count bytes.
///
/// ```
/// use presswork_model::Span;
/// let span = Span::new(4, 9);
/// assert_eq!((span.start(), span.end(), span.len()), (4, 9, 5));
/// assert!(span.covers(Span::new(4, 5)) && span.overlaps(Span::new(8, 20)));
/// assert_eq!(serde_json::to_string(&span)?, "[4,9]");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// From `start` up to `end`, in bytes.
    ///
    /// # Panics
    /// If `start` is after `end`.
    ///
    /// ```
    /// # use presswork_model::Span;
    /// assert!(Span::new(3, 3).is_empty());
    /// ```
    #[inline]
    pub const fn new(start: u32, end: u32) -> Self {
        assert!(start <= end, "a span starts after its end");
        Self { start, end }
    }

    /// From `range`, which must lie below 4 GiB.
    ///
    /// ```
    /// # use presswork_model::Span;
    /// assert_eq!(Span::from_range(2..5), Span::new(2, 5));
    /// ```
    #[inline]
    pub const fn from_range(range: Range<usize>) -> Self {
        assert!(range.end <= u32::MAX as usize, "a document is under 4 GiB");
        Self::new(range.start as u32, range.end as u32)
    }

    /// The first byte.
    ///
    /// ```
    /// # use presswork_model::Span;
    /// assert_eq!(Span::new(2, 5).start(), 2);
    /// ```
    #[inline]
    pub const fn start(self) -> u32 {
        self.start
    }

    /// The byte after the last.
    ///
    /// ```
    /// # use presswork_model::Span;
    /// assert_eq!(Span::new(2, 5).end(), 5);
    /// ```
    #[inline]
    pub const fn end(self) -> u32 {
        self.end
    }

    /// Its length in bytes.
    ///
    /// ```
    /// # use presswork_model::Span;
    /// assert_eq!(Span::new(2, 5).len(), 3);
    /// ```
    #[inline]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it holds nothing.
    ///
    /// ```
    /// # use presswork_model::Span;
    /// assert!(!Span::new(2, 5).is_empty());
    /// ```
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The range, to index bytes with.
    ///
    /// ```
    /// # use presswork_model::Span;
    /// assert_eq!(&"abcdef"[Span::new(2, 5).range()], "cde");
    /// ```
    #[inline]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether all of `other` lies inside.
    ///
    /// ```
    /// # use presswork_model::Span;
    /// assert!(Span::new(2, 5).covers(Span::new(2, 5)));
    /// ```
    #[inline]
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    ///
    /// ```
    /// # use presswork_model::Span;
    /// assert!(!Span::new(2, 5).overlaps(Span::new(5, 6)));
    /// ```
    #[inline]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    ///
    /// ```
    /// # use presswork_model::Span;
    /// assert_eq!(Span::new(2, 5).to(Span::new(8, 9)), Span::new(2, 9));
    /// ```
    #[inline]
    #[must_use]
    pub const fn to(self, other: Self) -> Self {
        let start = if self.start < other.start {
            self.start
        } else {
            other.start
        };
        let end = if self.end > other.end {
            self.end
        } else {
            other.end
        };
        Self { start, end }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let outside = || {
            S::Error::custom(format!(
                "span {self:?} does not lie on characters of the text"
            ))
        };
        let (start, end) = scope::outward(*self).ok_or_else(outside)?;
        (start, end).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (start, end) = <(u32, u32)>::deserialize(deserializer)?;
        if start > end {
            return Err(D::Error::custom(format!(
                "span [{start},{end}] ends before it starts"
            )));
        }
        scope::inward(start, end)
            .ok_or_else(|| D::Error::custom(format!("span [{start},{end}] lies outside the text")))
    }
}
