//! `Document`: a text and its layers, each written once and then read-only.

use crate::offsets::scope;
use crate::{Annotation, Deadline, Layer, OutOfOrder, Span, Text};
use serde_json::Value;
use serde_json::value::RawValue;
use std::any::{Any, TypeId, type_name};
use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

/// A text and the layers of annotations about it.
///
/// A layer that came from a file stays as it was read until someone asks for it by its type; one that nobody asks for
/// is written again as it came.
///
/// ```
/// use presswork_model::{Annotation, Document, Layer, Span, Text};
/// # #[derive(serde::Serialize, serde::Deserialize)]
/// # struct Word { span: Span }
/// # impl Annotation for Word { const NAME: &'static str = "word"; fn span(&self) -> Span { self.span } }
/// let mut document = Document::new(Text::new("a", "Grain prices fell."));
/// document.write(vec![Word { span: Span::new(6, 12) }])?;
/// let words: &Layer<Word> = document.layer()?.expect("just written");
/// assert_eq!(&document.text()[words[0].span], "prices");
/// # Ok::<(), presswork_model::LayerError>(())
/// ```
pub struct Document {
    pub(crate) text: Text,
    pub(crate) slots: Vec<Slot>,
}

pub(crate) struct Slot {
    pub(crate) name: Cow<'static, str>,
    pub(crate) version: u32,
    pub(crate) state: State,
}

pub(crate) enum State {
    Written(Box<dyn AnyLayer>),
    Read {
        json: Box<RawValue>,
        typed: OnceLock<Result<Box<dyn AnyLayer>, LayerError>>,
    },
}

/// A layer whose type is not known here: the private twin of [`Layer`].
pub(crate) trait AnyLayer: Any + Send + Sync {
    fn len(&self) -> usize;
    fn write_json(&self, out: &mut Vec<u8>) -> serde_json::Result<()>;
    fn rows(&self) -> serde_json::Result<Vec<Value>>;
}

impl<A: Annotation> AnyLayer for Layer<A> {
    fn len(&self) -> usize {
        self.as_ref().len()
    }

    fn write_json(&self, out: &mut Vec<u8>) -> serde_json::Result<()> {
        serde_json::to_writer(out, self.as_ref())
    }

    fn rows(&self) -> serde_json::Result<Vec<Value>> {
        self.iter().map(serde_json::to_value).collect()
    }
}

impl<A> AsRef<[A]> for Layer<A> {
    fn as_ref(&self) -> &[A] {
        self
    }
}

impl Document {
    /// A document without layers.
    ///
    /// ```
    /// # use presswork_model::{Document, Text};
    /// assert_eq!(Document::new(Text::new("a", "Grain.")).layers().count(), 0);
    /// ```
    pub fn new(text: Text) -> Self {
        Self {
            text,
            slots: Vec::new(),
        }
    }

    /// Its text.
    ///
    /// ```
    /// # use presswork_model::{Document, Text};
    /// assert_eq!(Document::new(Text::new("a", "Grain.")).text().body(), "Grain.");
    /// ```
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Sets when its time is up: whoever works on it asks by [`Text::in_time`], which has an example.
    pub fn set_deadline(&mut self, deadline: Deadline) {
        self.text.set_deadline(deadline);
    }

    /// The layer of `A`; none if nobody wrote it.
    ///
    /// ```
    /// # use presswork_model::{Annotation, Document, Span};
    /// # #[derive(serde::Serialize, serde::Deserialize)]
    /// # struct Word { span: Span }
    /// # impl Annotation for Word { const NAME: &'static str = "word"; fn span(&self) -> Span { self.span } }
    /// let document = Document::from_json(r#"{"id":"a","text":"né sí","layers":{"word":[{"span":[3,5]}]}}"#.as_bytes())?;
    /// let words = document.layer::<Word>()?.expect("it is in the file");
    /// assert_eq!(&document.text()[words[0].span], "sí");
    /// # Ok::<(), presswork_model::BoxError>(())
    /// ```
    pub fn layer<A: Annotation>(&self) -> Result<Option<&Layer<A>>, LayerError> {
        let Some(slot) = self.slots.iter().find(|slot| slot.name == A::NAME) else {
            return Ok(None);
        };
        let layer = match &slot.state {
            State::Written(layer) => layer,
            State::Read { json, typed } => {
                let typed = typed.get_or_init(|| self.decode::<A>(slot.version, json));
                typed.as_ref().map_err(Clone::clone)?
            }
        };
        let layer: &dyn Any = layer.as_ref();
        layer.downcast_ref().map(Some).ok_or(LayerError::Type {
            layer: A::NAME,
            asked: type_name::<A>(),
        })
    }

    fn decode<A: Annotation>(
        &self,
        version: u32,
        json: &RawValue,
    ) -> Result<Box<dyn AnyLayer>, LayerError> {
        if version != A::VERSION {
            return Err(LayerError::Version {
                layer: A::NAME,
                found: version,
                known: A::VERSION,
            });
        }
        let parse = || serde_json::from_str::<Vec<A>>(json.get());
        let items = scope::within(self.text.shared_body(), parse);
        let items = items.map_err(|error| LayerError::Unreadable {
            layer: A::NAME,
            reason: error.to_string(),
        })?;
        Ok(Box::new(Layer::new(items)?))
    }

    /// Writes the layer of `A`, once. A layer of that name which came from a file gives way to it.
    ///
    /// ```
    /// # use presswork_model::{Annotation, Document, Span, Text};
    /// # #[derive(serde::Serialize, serde::Deserialize)]
    /// # struct Word { span: Span }
    /// # impl Annotation for Word { const NAME: &'static str = "word"; fn span(&self) -> Span { self.span } }
    /// let mut document = Document::new(Text::new("a", "Grain"));
    /// let error = document.write(vec![Word { span: Span::new(0, 9) }]).unwrap_err();
    /// assert_eq!(error.to_string(), "`word` number 0 (0..9) does not lie on characters of the text");
    /// ```
    pub fn write<A: Annotation>(&mut self, items: Vec<A>) -> Result<(), LayerError> {
        let stray = items.iter().position(|item| !self.text.holds(item.span()));
        if let Some(number) = stray {
            return Err(LayerError::Outside {
                layer: A::NAME,
                number,
                span: items[number].span(),
            });
        }
        let state = State::Written(Box::new(Layer::new(items)?));
        let written = Slot {
            name: A::NAME.into(),
            version: A::VERSION,
            state,
        };
        match self.slots.iter_mut().find(|slot| slot.name == A::NAME) {
            None => self.slots.push(written),
            Some(Slot {
                state: State::Written(_),
                ..
            }) => return Err(LayerError::Twice { layer: A::NAME }),
            Some(slot) => *slot = written,
        }
        Ok(())
    }

    /// Its layers, in the order in which they were written.
    ///
    /// ```
    /// # use presswork_model::Document;
    /// let document = Document::from_json(br#"{"id":"a","text":"","layers":{"word":[]}}"#)?;
    /// assert_eq!(document.layers().map(|layer| layer.name()).collect::<Vec<_>>(), ["word"]);
    /// # Ok::<(), presswork_model::DocumentError>(())
    /// ```
    pub fn layers(&self) -> impl Iterator<Item = DocumentLayer<'_>> {
        self.slots.iter().map(|slot| DocumentLayer {
            document: self,
            slot,
        })
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let layers: Vec<_> = self.slots.iter().map(|slot| &slot.name).collect();
        f.debug_struct("Document")
            .field("text", &self.text)
            .field("layers", &layers)
            .finish()
    }
}

/// A layer of a document whose type is not known: for sinks that take any.
///
/// ```
/// # use presswork_model::Document;
/// let document = Document::from_json(r#"{"id":"a","text":"né","layers":{"word":[{"span":[0,2],"kind":"verb"}]}}"#.as_bytes())?;
/// let layer = document.layers().next().expect("there is one");
/// assert_eq!((layer.name(), layer.version(), layer.len()), ("word", 1, 1));
/// assert_eq!(layer.rows()?[0]["kind"], "verb");
/// # Ok::<(), presswork_model::BoxError>(())
/// ```
#[derive(Clone, Copy)]
pub struct DocumentLayer<'a> {
    document: &'a Document,
    slot: &'a Slot,
}

impl<'a> DocumentLayer<'a> {
    /// Its name: [`Annotation::NAME`].
    ///
    /// ```
    /// # use presswork_model::Document;
    /// # let document = Document::from_json(br#"{"id":"a","text":"","layers":{"word":[]}}"#)?;
    /// assert!(document.layers().all(|layer| layer.name() == "word"));
    /// # Ok::<(), presswork_model::DocumentError>(())
    /// ```
    pub fn name(self) -> &'a str {
        &self.slot.name
    }

    /// Its version: [`Annotation::VERSION`].
    ///
    /// ```
    /// # use presswork_model::Document;
    /// # let document = Document::from_json(br#"{"id":"a","text":"","layers":{"word":[]},"versions":{"word":2}}"#)?;
    /// assert!(document.layers().all(|layer| layer.version() == 2));
    /// # Ok::<(), presswork_model::DocumentError>(())
    /// ```
    pub fn version(self) -> u32 {
        self.slot.version
    }

    /// How many annotations it holds.
    ///
    /// ```
    /// # use presswork_model::Document;
    /// # let document = Document::from_json(br#"{"id":"a","text":"","layers":{"word":[]}}"#)?;
    /// assert!(document.layers().all(|layer| layer.len() == 0));
    /// # Ok::<(), presswork_model::DocumentError>(())
    /// ```
    pub fn len(self) -> usize {
        match &self.slot.state {
            State::Written(layer) => layer.len(),
            State::Read { json, .. } => {
                serde_json::from_str::<Vec<&RawValue>>(json.get()).map_or(0, |rows| rows.len())
            }
        }
    }

    /// Whether it holds none.
    ///
    /// ```
    /// # use presswork_model::Document;
    /// # let document = Document::from_json(br#"{"id":"a","text":"","layers":{"word":[]}}"#)?;
    /// assert!(document.layers().all(|layer| layer.is_empty()));
    /// # Ok::<(), presswork_model::DocumentError>(())
    /// ```
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Its annotations as JSON, spans in code points.
    ///
    /// ```
    /// # use presswork_model::Document;
    /// # let document = Document::from_json(r#"{"id":"a","text":"né","layers":{"word":[{"span":[1,2]}]}}"#.as_bytes())?;
    /// # let layer = document.layers().next().expect("there is one");
    /// assert_eq!(layer.rows()?[0]["span"][0], 1);
    /// # Ok::<(), presswork_model::BoxError>(())
    /// ```
    pub fn rows(self) -> serde_json::Result<Vec<Value>> {
        match &self.slot.state {
            State::Written(layer) => {
                scope::within(self.document.text.shared_body(), || layer.rows())
            }
            State::Read { json, .. } => serde_json::from_str(json.get()),
        }
    }
}

/// A layer's name, version and type: what the check before a run compares.
///
/// ```
/// use presswork_model::{Annotation, LayerKind, Span};
/// # #[derive(serde::Serialize, serde::Deserialize)]
/// # struct Word { span: Span }
/// # impl Annotation for Word { const NAME: &'static str = "word"; fn span(&self) -> Span { self.span } }
/// assert_eq!(LayerKind::of::<Word>().name, "word");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayerKind {
    /// [`Annotation::NAME`].
    pub name: &'static str,
    /// [`Annotation::VERSION`].
    pub version: u32,
    /// The Rust type: two annotations of one name are two layers that must not meet in a pipeline.
    pub type_id: TypeId,
}

impl LayerKind {
    /// The kind of `A`.
    ///
    /// ```
    /// # use presswork_model::{Annotation, LayerKind, Span};
    /// # #[derive(serde::Serialize, serde::Deserialize)]
    /// # struct Word { span: Span }
    /// # impl Annotation for Word { const NAME: &'static str = "word"; fn span(&self) -> Span { self.span } }
    /// assert_eq!(LayerKind::of::<Word>().version, 1);
    /// ```
    pub fn of<A: Annotation>() -> Self {
        Self {
            name: A::NAME,
            version: A::VERSION,
            type_id: TypeId::of::<A>(),
        }
    }
}

/// Why a layer could not be read or written.
///
/// ```
/// # use presswork_model::LayerError;
/// let error = LayerError::Missing { layer: "token" };
/// assert_eq!(error.to_string(), "there is no layer `token`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LayerError {
    /// A stage needs a layer that nobody wrote.
    #[error("there is no layer `{layer}`")]
    Missing {
        /// Its name.
        layer: &'static str,
    },
    /// A layer was written a second time.
    #[error("the layer `{layer}` is written already")]
    Twice {
        /// Its name.
        layer: &'static str,
    },
    /// Two types share one name.
    #[error("the layer `{layer}` does not hold `{asked}`: two types share its name")]
    Type {
        /// Its name.
        layer: &'static str,
        /// The type that was asked for.
        asked: &'static str,
    },
    /// The layer in the file has another version than the program knows.
    #[error("the layer `{layer}` has version {found}; this program reads version {known}")]
    Version {
        /// Its name.
        layer: &'static str,
        /// The version in the file.
        found: u32,
        /// The version that this program reads.
        known: u32,
    },
    /// The layer in the file does not fit its type or the text.
    #[error("cannot read the layer `{layer}`: {reason}")]
    Unreadable {
        /// Its name.
        layer: &'static str,
        /// What is wrong, and where in the layer.
        reason: String,
    },
    /// The annotations are not in text order.
    #[error(transparent)]
    OutOfOrder(#[from] OutOfOrder),
    /// An annotation lies outside the text or cuts a character in two.
    #[error("`{layer}` number {number} ({span:?}) does not lie on characters of the text")]
    Outside {
        /// Its layer's name.
        layer: &'static str,
        /// Its index in the layer.
        number: usize,
        /// Its span in bytes.
        span: Span,
    },
}
