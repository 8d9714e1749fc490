//! `Source`: where documents come from.

use crate::{BoxError, Context, Document};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::fmt;

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
///         Ok(Box::new(self.texts.iter().enumerate().map(|(i, text)| {
///             let id = i.to_string();
///             Item::new(id.clone(), move || Ok(Document::new(Text::new(id, text.as_str()))))
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
pub type Items<'a> = Box<dyn Iterator<Item = Item<'a>> + Send + 'a>;

/// A document that is not loaded yet.
///
/// ```
/// use presswork_model::{Document, Item, Text};
/// let item = Item::new("a.txt", || Ok(Document::new(Text::new("a.txt", "Grain."))));
/// assert_eq!(item.id(), "a.txt");
/// assert_eq!(item.load()?.text().body(), "Grain.");
/// # Ok::<(), presswork_model::BoxError>(())
/// ```
pub struct Item<'a> {
    id: String,
    load: Box<dyn FnOnce() -> Result<Document, BoxError> + Send + 'a>,
}

impl<'a> Item<'a> {
    /// An item called `id` in messages, and how to load it. What cannot be listed is an item whose loading fails.
    ///
    /// ```
    /// # use presswork_model::Item;
    /// let item = Item::new("b.txt", || Err("permission denied".into()));
    /// assert!(item.load().is_err());
    /// ```
    pub fn new(
        id: impl Into<String>,
        load: impl FnOnce() -> Result<Document, BoxError> + Send + 'a,
    ) -> Self {
        Self {
            id: id.into(),
            load: Box::new(load),
        }
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

    /// Reads it.
    ///
    /// ```
    /// # use presswork_model::Item;
    /// assert_eq!(Item::new("b.txt", || Err("gone".into())).load().unwrap_err().to_string(), "gone");
    /// ```
    pub fn load(self) -> Result<Document, BoxError> {
        (self.load)()
    }
}

impl fmt::Debug for Item<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Item")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
