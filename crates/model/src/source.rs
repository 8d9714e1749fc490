//! `Source`: where documents come from.

use crate::{BoxError, Context, Document};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::fmt;
use std::path::{Path, PathBuf};

/// Lists what there is in a fixed order, cheaply and on one thread; each item is then loaded on any thread.
///
/// ```
/// use presswork_model::{BoxError, Context, Document, Item, Items, Source, Text};
/// /// Documents that stand in the pipeline itself.
/// struct Inline { texts: Vec<String> }
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// #[serde(deny_unknown_fields)]
/// struct Settings {
///     /// The texts, each a document.
///     texts: Vec<String>,
/// }
/// impl Source for Inline {
///     const NAME: &'static str = "inline";
///     type Config = Settings;
///     fn new(config: Settings, _: &Context) -> Result<Self, BoxError> { Ok(Self { texts: config.texts }) }
///     fn items(&self) -> Result<Items<'_>, BoxError> {
///         Ok(Box::new(self.texts.iter().cloned().enumerate().map(|(i, text)| {
///             let id = i.to_string();
///             Item::new(id.clone(), move || Ok(Document::new(Text::new(id, text))))
///         })))
///     }
/// }
/// let source = Inline::new(Settings { texts: vec!["Grain.".into()] }, &Context::default())?;
/// let item = source.items()?.next().expect("one text");
/// assert_eq!(item.load()?.text().body(), "Grain.");
/// # Ok::<(), BoxError>(())
/// ```
pub trait Source: Sized + Send + Sync + 'static {
    /// The word after `use:` in a pipeline.
    const NAME: &'static str;
    /// Raised when the same bytes become other documents.
    const VERSION: u32 = 1;
    /// Settings that only choose documents and change nothing in them: `root`, `exclude`.
    const CHOOSING: &'static [&'static str] = &[];
    /// What may stand under `with:`. Its doc comments are the user's manual; it denies unknown fields.
    type Config: DeserializeOwned + JsonSchema;

    /// Checks that what it shall read is there.
    fn new(config: Self::Config, context: &Context) -> Result<Self, BoxError>;

    /// The layers that its documents bring with them, by name; stages may read these.
    fn layers(&self) -> Vec<String> {
        Vec::new()
    }

    /// What there is, in the order in which the results shall stand.
    fn items(&self) -> Result<Items<'_>, BoxError>;
}

/// The items of a source, in order.
///
/// ```
/// let none: presswork_model::Items<'_> = Box::new(std::iter::empty());
/// assert_eq!(none.count(), 0);
/// ```
pub type Items<'a> = Box<dyn Iterator<Item = Item> + Send + 'a>;

/// What tells two states of a file apart without reading it, made by its source: as long as it is the same, so are the bytes.
///
/// ```
/// assert_ne!(presswork_model::Stamp([1; 16]), presswork_model::Stamp([2; 16]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp(pub [u8; 16]);

type Load = Box<dyn FnOnce() -> Result<Document, BoxError> + Send>;
type Bytes = Box<dyn FnOnce() -> Result<Vec<u8>, BoxError> + Send>;
type Parse = Box<dyn FnOnce(Vec<u8>) -> Result<Document, BoxError> + Send>;

/// A document that is not loaded yet. It owns what it needs, since it may outlive the listing.
///
/// ```
/// use presswork_model::{Document, Item, Text};
/// let item = Item::new("a.txt", || Ok(Document::new(Text::new("a.txt", "Grain."))));
/// assert_eq!(item.id(), "a.txt");
/// assert_eq!(item.load()?.text().body(), "Grain.");
/// # Ok::<(), presswork_model::BoxError>(())
/// ```
pub struct Item {
    id: String,
    path: Option<PathBuf>,
    stamp: Option<Box<dyn Fn() -> Option<Stamp> + Send + Sync>>,
    content: Content,
}

enum Content {
    Document(Load),
    Bytes(Bytes, Parse),
}

impl Item {
    /// An item called `id` in messages, and how to load it. What cannot be listed is an item whose loading fails.
    ///
    /// ```
    /// # use presswork_model::Item;
    /// let item = Item::new("b.txt", || Err("permission denied".into()));
    /// assert!(item.load().is_err());
    /// ```
    pub fn new(
        id: impl Into<String>,
        load: impl FnOnce() -> Result<Document, BoxError> + Send + 'static,
    ) -> Self {
        Self::with(id.into(), Content::Document(Box::new(load)))
    }

    /// An item that is read in two steps, so that what did not change need not be parsed again.
    ///
    /// ```
    /// use presswork_model::{Document, Item, Text};
    /// let item = Item::of_bytes("a", || Ok(b"Grain.".to_vec()), |bytes| Ok(Document::new(Text::new("a", String::from_utf8(bytes)?))));
    /// let read = item.read()?;
    /// assert_eq!(read.bytes(), Some(&b"Grain."[..]));
    /// assert_eq!(read.document()?.text().body(), "Grain.");
    /// # Ok::<(), presswork_model::BoxError>(())
    /// ```
    pub fn of_bytes(
        id: impl Into<String>,
        read: impl FnOnce() -> Result<Vec<u8>, BoxError> + Send + 'static,
        parse: impl FnOnce(Vec<u8>) -> Result<Document, BoxError> + Send + 'static,
    ) -> Self {
        Self::with(id.into(), Content::Bytes(Box::new(read), Box::new(parse)))
    }

    fn with(id: String, content: Content) -> Self {
        Self {
            id,
            path: None,
            stamp: None,
            content,
        }
    }

    /// Says in which file it lies.
    ///
    /// ```
    /// # use presswork_model::Item;
    /// # use std::path::Path;
    /// assert_eq!(Item::new("b.txt", || Err("gone".into())).at("news/b.txt").path(), Some(Path::new("news/b.txt")));
    /// ```
    #[must_use]
    pub fn at(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Says how to tell cheaply whether it changed. `stamp` is asked before the item is read, and gives none where it cannot
    /// be sure: when the file is so new that it may still change within the clock's grain.
    ///
    /// ```
    /// # use presswork_model::{Item, Stamp};
    /// let item = Item::new("b.txt", || Err("gone".into())).stamped(|| Some(Stamp([7; 16])));
    /// assert_eq!(item.stamp(), Some(Stamp([7; 16])));
    /// ```
    #[must_use]
    pub fn stamped(mut self, stamp: impl Fn() -> Option<Stamp> + Send + Sync + 'static) -> Self {
        self.stamp = Some(Box::new(stamp));
        self
    }

    /// What it is called until it is loaded: the document may have an id of its own.
    ///
    /// ```
    /// # use presswork_model::Item;
    /// assert_eq!(Item::new("b.txt", || Err("gone".into())).id(), "b.txt");
    /// ```
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The file in which it lies, if its source says so.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What tells whether it changed, if its source can say.
    pub fn stamp(&self) -> Option<Stamp> {
        self.stamp.as_ref().and_then(|stamp| stamp())
    }

    /// Reads it, as far as that goes without parsing.
    ///
    /// ```
    /// # use presswork_model::Item;
    /// assert!(Item::new("b.txt", || Err("gone".into())).read().is_err());
    /// ```
    pub fn read(self) -> Result<ItemRead, BoxError> {
        Ok(ItemRead(match self.content {
            Content::Document(load) => Read::Document(Box::new(load()?)),
            Content::Bytes(read, parse) => Read::Bytes(read()?, parse),
        }))
    }

    /// Reads and parses it.
    ///
    /// ```
    /// # use presswork_model::Item;
    /// assert_eq!(Item::new("b.txt", || Err("gone".into())).load().unwrap_err().to_string(), "gone");
    /// ```
    pub fn load(self) -> Result<Document, BoxError> {
        self.read()?.document()
    }
}

impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Item")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// An item that was read. [`Item::of_bytes`] has an example.
pub struct ItemRead(Read);

enum Read {
    Document(Box<Document>),
    Bytes(Vec<u8>, Parse),
}

impl ItemRead {
    /// The bytes that its document will be made of; none if the source gives the document at once.
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Read::Document(_) => None,
            Read::Bytes(bytes, _) => Some(bytes),
        }
    }

    /// Parses it.
    pub fn document(self) -> Result<Document, BoxError> {
        match self.0 {
            Read::Document(document) => Ok(*document),
            Read::Bytes(bytes, parse) => parse(bytes),
        }
    }
}

impl fmt::Debug for ItemRead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.bytes().map(<[u8]>::len);
        f.debug_struct("ItemRead").field("bytes", &bytes).finish()
    }
}
