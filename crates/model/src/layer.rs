//! `Annotation`, `Layer` and `Id`: what is said about a text, in text order, and typed references to it.

use crate::Span;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, Index, Range};

/// One statement about a stretch of text. Its type is the key of its layer.
///
/// An annotation holds spans, ids, small enums and numbers, never copies of text.
///
/// ```
/// use presswork_model::{Annotation, Span};
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Word { span: Span }
/// impl Annotation for Word {
///     const NAME: &'static str = "word";
///     fn span(&self) -> Span { self.span }
/// }
/// assert_eq!(Word::VERSION, 1);
/// ```
pub trait Annotation: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The word for it in YAML, JSON, SQL and messages: lower case, `_` between words.
    const NAME: &'static str;
    /// Raised when the fields change their meaning.
    const VERSION: u32 = 1;
    /// The stretch of text it speaks of.
    fn span(&self) -> Span;
}

/// The annotations of one type, in text order: by where they start.
///
/// ```
/// use presswork_model::{Annotation, Id, Layer, Span};
/// # #[derive(serde::Serialize, serde::Deserialize)]
/// # struct Word { span: Span }
/// # impl Annotation for Word { const NAME: &'static str = "word"; fn span(&self) -> Span { self.span } }
/// let word = |start, end| Word { span: Span::new(start, end) };
/// let layer = Layer::new(vec![word(0, 5), word(6, 12), word(13, 17)])?;
/// let found: Vec<_> = layer.within(Span::new(4, 17)).map(|(id, word)| (id.index(), word.span)).collect();
/// assert_eq!(found, [(1, Span::new(6, 12)), (2, Span::new(13, 17))]);
/// assert_eq!(layer.at(7).map(|(id, _)| id), Some(Id::new(1)));
/// # Ok::<(), presswork_model::OutOfOrder>(())
/// ```
pub struct Layer<A> {
    items: Box<[A]>,
    /// The furthest end among an item and all before it; only where items overlap, else an end is its own reach.
    reach: Option<Box<[u32]>>,
}

impl<A: Annotation> Layer<A> {
    /// A layer of `items`, which must be in text order.
    ///
    /// ```
    /// # use presswork_model::{Annotation, Layer, Span};
    /// # #[derive(Debug, serde::Serialize, serde::Deserialize)]
    /// # struct Word { span: Span }
    /// # impl Annotation for Word { const NAME: &'static str = "word"; fn span(&self) -> Span { self.span } }
    /// let error = Layer::new(vec![Word { span: Span::new(5, 6) }, Word { span: Span::new(0, 4) }]).unwrap_err();
    /// assert_eq!(error.to_string(), "`word` number 1 (0..4) starts before the one ahead of it (5..6)");
    /// ```
    pub fn new(items: Vec<A>) -> Result<Self, OutOfOrder> {
        let mut furthest = 0;
        let mut overlapping = false;
        for (i, pair) in items.windows(2).enumerate() {
            let (before, after) = (pair[0].span(), pair[1].span());
            if after.start() < before.start() {
                return Err(OutOfOrder {
                    layer: A::NAME,
                    number: i + 1,
                    before,
                    after,
                });
            }
            furthest = furthest.max(before.end());
            overlapping |= after.start() < furthest;
        }
        let reach = overlapping.then(|| {
            let ends = items.iter().scan(0, |reach: &mut u32, item| {
                *reach = item.span().end().max(*reach);
                Some(*reach)
            });
            ends.collect()
        });
        Ok(Self {
            items: items.into(),
            reach,
        })
    }

    /// The annotations that lie wholly inside `span`, in order.
    ///
    /// ```
    /// # use presswork_model::{Annotation, Layer, Span};
    /// # #[derive(serde::Serialize, serde::Deserialize)]
    /// # struct Word { span: Span }
    /// # impl Annotation for Word { const NAME: &'static str = "word"; fn span(&self) -> Span { self.span } }
    /// let layer = Layer::new(vec![Word { span: Span::new(0, 5) }, Word { span: Span::new(6, 12) }])?;
    /// assert_eq!(layer.within(Span::new(0, 6)).count(), 1);
    /// # Ok::<(), presswork_model::OutOfOrder>(())
    /// ```
    pub fn within(&self, span: Span) -> impl DoubleEndedIterator<Item = (Id<A>, &A)> {
        let range = self.starting(span);
        let offset = range.start;
        let items = self.items[range].iter().enumerate();
        items
            .map(move |(i, item)| (Id::new(offset + i), item))
            .filter(move |(_, item)| item.span().end() <= span.end())
    }

    /// The positions of the annotations that start inside `span`: an index range of the layer.
    ///
    /// In a layer without overlaps whose annotations never cross the edges of `span` (the tokens of a sentence) these
    /// are the annotations within it, as a slice.
    ///
    /// ```
    /// # use presswork_model::{Annotation, Layer, Span};
    /// # #[derive(serde::Serialize, serde::Deserialize)]
    /// # struct Word { span: Span }
    /// # impl Annotation for Word { const NAME: &'static str = "word"; fn span(&self) -> Span { self.span } }
    /// let layer = Layer::new(vec![Word { span: Span::new(0, 5) }, Word { span: Span::new(6, 12) }])?;
    /// assert_eq!(layer.starting(Span::new(3, 7)), 1..2);
    /// # Ok::<(), presswork_model::OutOfOrder>(())
    /// ```
    pub fn starting(&self, span: Span) -> Range<usize> {
        let first = self
            .items
            .partition_point(|item| item.span().start() < span.start());
        let last =
            first + self.items[first..].partition_point(|item| item.span().start() < span.end());
        first..last
    }

    /// The annotations that cover all of `span`, the last to start first.
    ///
    /// ```
    /// # use presswork_model::{Annotation, Layer, Span};
    /// # #[derive(serde::Serialize, serde::Deserialize)]
    /// # struct Word { span: Span }
    /// # impl Annotation for Word { const NAME: &'static str = "word"; fn span(&self) -> Span { self.span } }
    /// let layer = Layer::new(vec![Word { span: Span::new(0, 12) }, Word { span: Span::new(6, 9) }])?;
    /// assert_eq!(layer.covering(Span::new(7, 8)).count(), 2);
    /// # Ok::<(), presswork_model::OutOfOrder>(())
    /// ```
    pub fn covering(&self, span: Span) -> impl Iterator<Item = (Id<A>, &A)> {
        let end = self
            .items
            .partition_point(|item| item.span().start() <= span.start());
        let candidates = (0..end)
            .rev()
            .take_while(move |&i| self.reach(i) >= span.end());
        let found = candidates.map(|i| (Id::new(i), &self.items[i]));
        found.filter(move |(_, item)| item.span().covers(span))
    }

    /// The annotation that holds the byte at `offset`; of several, the one that starts last.
    ///
    /// ```
    /// # use presswork_model::{Annotation, Layer, Span};
    /// # #[derive(serde::Serialize, serde::Deserialize)]
    /// # struct Word { span: Span }
    /// # impl Annotation for Word { const NAME: &'static str = "word"; fn span(&self) -> Span { self.span } }
    /// let layer = Layer::new(vec![Word { span: Span::new(0, 5) }, Word { span: Span::new(6, 12) }])?;
    /// assert!(layer.at(5).is_none());
    /// # Ok::<(), presswork_model::OutOfOrder>(())
    /// ```
    pub fn at(&self, offset: u32) -> Option<(Id<A>, &A)> {
        self.covering(Span::new(offset, offset.saturating_add(1)))
            .next()
    }

    /// Every annotation with its id, in order.
    ///
    /// ```
    /// # use presswork_model::{Annotation, Layer, Span};
    /// # #[derive(serde::Serialize, serde::Deserialize)]
    /// # struct Word { span: Span }
    /// # impl Annotation for Word { const NAME: &'static str = "word"; fn span(&self) -> Span { self.span } }
    /// let layer = Layer::new(vec![Word { span: Span::new(0, 5) }])?;
    /// assert_eq!(layer.entries().map(|(id, _)| id.index()).collect::<Vec<_>>(), [0]);
    /// # Ok::<(), presswork_model::OutOfOrder>(())
    /// ```
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (Id<A>, &A)> + ExactSizeIterator {
        self.items
            .iter()
            .enumerate()
            .map(|(i, item)| (Id::new(i), item))
    }

    /// The annotation with this id, if there is one: ids that come from a file may point nowhere.
    ///
    /// ```
    /// # use presswork_model::{Annotation, Id, Layer, Span};
    /// # #[derive(serde::Serialize, serde::Deserialize)]
    /// # struct Word { span: Span }
    /// # impl Annotation for Word { const NAME: &'static str = "word"; fn span(&self) -> Span { self.span } }
    /// let layer = Layer::new(vec![Word { span: Span::new(0, 5) }])?;
    /// assert!(layer.get_id(Id::new(1)).is_none());
    /// # Ok::<(), presswork_model::OutOfOrder>(())
    /// ```
    pub fn get_id(&self, id: Id<A>) -> Option<&A> {
        self.items.get(id.index())
    }

    fn reach(&self, i: usize) -> u32 {
        self.reach
            .as_ref()
            .map_or_else(|| self.items[i].span().end(), |reach| reach[i])
    }
}

impl<A> Deref for Layer<A> {
    type Target = [A];

    fn deref(&self) -> &[A] {
        &self.items
    }
}

impl<A> Index<Id<A>> for Layer<A> {
    type Output = A;

    fn index(&self, id: Id<A>) -> &A {
        &self.items[id.index()]
    }
}

impl<A> Index<usize> for Layer<A> {
    type Output = A;

    fn index(&self, index: usize) -> &A {
        &self.items[index]
    }
}

impl<A> Index<Range<usize>> for Layer<A> {
    type Output = [A];

    fn index(&self, range: Range<usize>) -> &[A] {
        &self.items[range]
    }
}

impl<'a, A> IntoIterator for &'a Layer<A> {
    type Item = &'a A;
    type IntoIter = std::slice::Iter<'a, A>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<A: fmt::Debug> fmt::Debug for Layer<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// A layer whose annotations are not in text order.
///
/// ```
/// # use presswork_model::{Annotation, Layer, OutOfOrder, Span};
/// # #[derive(Debug, serde::Serialize, serde::Deserialize)]
/// # struct Word { span: Span }
/// # impl Annotation for Word { const NAME: &'static str = "word"; fn span(&self) -> Span { self.span } }
/// let error: OutOfOrder = Layer::new(vec![Word { span: Span::new(5, 6) }, Word { span: Span::new(0, 4) }]).unwrap_err();
/// assert!(error.to_string().contains("starts before"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{layer}` number {number} ({after:?}) starts before the one ahead of it ({before:?})")]
pub struct OutOfOrder {
    layer: &'static str,
    number: usize,
    before: Span,
    after: Span,
}

/// The place of an annotation in its layer. An `Id<Token>` cannot index mentions. It serialises as a number.
///
/// ```
/// use presswork_model::Id;
/// # #[derive(Debug)] struct Word;
/// let id: Id<Word> = Id::new(7);
/// assert_eq!((id.index(), serde_json::to_string(&id)?), (7, "7".to_owned()));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub struct Id<A>(u32, PhantomData<fn() -> A>);

impl<A> Id<A> {
    /// The id of the annotation at `index`.
    ///
    /// ```
    /// # use presswork_model::Id;
    /// assert_eq!(Id::<()>::new(3).index(), 3);
    /// ```
    #[inline]
    pub const fn new(index: usize) -> Self {
        assert!(
            index <= u32::MAX as usize,
            "a layer has fewer annotations than its text has bytes"
        );
        Self(index as u32, PhantomData)
    }

    /// Its index in the layer.
    ///
    /// ```
    /// # use presswork_model::Id;
    /// assert_eq!(Id::<()>::new(3).index(), 3);
    /// ```
    #[inline]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

// By hand: derives would ask the same of `A`.
impl<A> Clone for Id<A> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<A> Copy for Id<A> {}
impl<A> PartialEq for Id<A> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<A> Eq for Id<A> {}
impl<A> PartialOrd for Id<A> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<A> Ord for Id<A> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<A> std::hash::Hash for Id<A> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<A> fmt::Debug for Id<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}
impl<A> Serialize for Id<A> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
impl<'de, A> Deserialize<'de> for Id<A> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(u32::deserialize(deserializer)?, PhantomData))
    }
}
