//! `Stage`: a function from some layers to others, whose type says which.

use crate::{Annotation, BoxError, Context, Document, Layer, LayerError, LayerKind, Text};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

/// A step of a pipeline. It keeps no state between documents.
///
/// What it reads and what it writes is its type, so that it cannot read a layer it did not declare nor forget to write
/// one. The crate's first page has a whole stage.
///
/// ```
/// use presswork_model::{BoxError, Context, Given, Stage, Text};
/// /// Does nothing.
/// struct Nothing;
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// #[serde(deny_unknown_fields)]
/// struct NoSettings {}
/// impl Stage for Nothing {
///     const NAME: &'static str = "nothing";
///     const VERSION: u32 = 1;
///     type Config = NoSettings;
///     type Reads = ();
///     type Writes = ();
///     fn new(_: NoSettings, _: &Context) -> Result<Self, BoxError> { Ok(Self) }
///     fn run(&self, _: &Text, (): Given<'_, Self>) -> Result<(), BoxError> { Ok(()) }
/// }
/// assert_eq!(Nothing::NAME, "nothing");
/// ```
pub trait Stage: Sized + Send + Sync + 'static {
    /// The word after `use:` in a pipeline.
    const NAME: &'static str;
    /// Raised when its results change.
    const VERSION: u32;
    /// What may stand under `with:`. Its doc comments are the user's manual; it denies unknown fields.
    type Config: DeserializeOwned + JsonSchema;
    /// The layers it reads: `Layer<A>`, `Option<Layer<A>>` for one it can do without, or a tuple of up to 6 of these.
    type Reads: Reads;
    /// The layers it writes: `Vec<A>` or a tuple of up to 6 of these.
    type Writes: Writes;

    /// Loads and compiles whatever [`run`](Self::run) needs: the only slow part.
    fn new(config: Self::Config, context: &Context) -> Result<Self, BoxError>;

    /// What is built into it and decides what it finds, such as trained models: when one of them changes, documents are
    /// annotated again.
    fn models() -> Vec<&'static [u8]> {
        Vec::new()
    }

    /// Annotates one document. Each list must be in text order.
    ///
    /// A loop that may run long asks [`Text::in_time`] now and then, so that no document holds up the others for ever.
    fn run(&self, text: &Text, given: Given<'_, Self>) -> Result<Self::Writes, BoxError>;
}

/// What a stage is given to read: references to the layers of its [`Stage::Reads`].
///
/// ```
/// use presswork_model::Reads;
/// let nothing: <() as Reads>::Given<'static> = ();
/// assert_eq!(nothing, ());
/// ```
pub type Given<'a, S> = <<S as Stage>::Reads as Reads>::Given<'a>;

/// Runs `stage` on `document`: reads what it reads, writes what it writes.
///
/// Fails if a layer is missing, the stage fails, or what it wrote is out of order or outside the text; the document may
/// then hold some of the layers.
///
/// ```
/// # use presswork_model::{BoxError, Context, Document, Given, Stage, Text};
/// # struct Nothing;
/// # #[derive(serde::Deserialize, schemars::JsonSchema)]
/// # struct NoSettings {}
/// # impl Stage for Nothing {
/// #     const NAME: &'static str = "nothing"; const VERSION: u32 = 1;
/// #     type Config = NoSettings; type Reads = (); type Writes = ();
/// #     fn new(_: NoSettings, _: &Context) -> Result<Self, BoxError> { Ok(Self) }
/// #     fn run(&self, _: &Text, (): Given<'_, Self>) -> Result<(), BoxError> { Ok(()) }
/// # }
/// let mut document = Document::new(Text::new("a", "Grain."));
/// presswork_model::run_stage(&Nothing, &mut document)?;
/// # Ok::<(), BoxError>(())
/// ```
pub fn run_stage<S: Stage>(stage: &S, document: &mut Document) -> Result<(), BoxError> {
    let given = S::Reads::given(document)?;
    let written = stage.run(document.text(), given)?;
    Ok(written.write(document)?)
}

/// A layer that a stage reads.
///
/// ```
/// # use presswork_model::{Annotation, Layer, Need, Reads, Span};
/// # #[derive(serde::Serialize, serde::Deserialize)]
/// # struct Word { span: Span }
/// # impl Annotation for Word { const NAME: &'static str = "word"; fn span(&self) -> Span { self.span } }
/// let needs: Vec<Need> = <(Option<Layer<Word>>,)>::needs();
/// assert!(needs[0].optional && needs[0].kind.name == "word");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// Which layer.
    pub kind: LayerKind,
    /// Whether the stage can do without.
    pub optional: bool,
}

/// The layers that a stage reads: `()`, `Layer<A>`, `Option<Layer<A>>`, and tuples of up to 6 of these.
///
/// ```
/// use presswork_model::Reads;
/// assert!(<()>::needs().is_empty());
/// ```
pub trait Reads {
    /// References to them.
    type Given<'a>;

    /// Which they are.
    fn needs() -> Vec<Need>;

    /// Takes them from the document.
    fn given(document: &Document) -> Result<Self::Given<'_>, LayerError>;
}

/// The layers that a stage writes: `()`, `Vec<A>`, and tuples of up to 6 of these.
///
/// ```
/// use presswork_model::Writes;
/// assert!(<()>::kinds().is_empty());
/// ```
pub trait Writes {
    /// Which they are.
    fn kinds() -> Vec<LayerKind>;

    /// Puts them into the document.
    fn write(self, document: &mut Document) -> Result<(), LayerError>;

    /// Puts those that the document lacks into it, without annotations.
    fn write_missing(document: &mut Document) -> Result<(), LayerError>;
}

impl<A: Annotation> Reads for Layer<A> {
    type Given<'a> = &'a Self;

    fn needs() -> Vec<Need> {
        vec![Need {
            kind: LayerKind::of::<A>(),
            optional: false,
        }]
    }

    fn given(document: &Document) -> Result<&Self, LayerError> {
        document
            .layer()?
            .ok_or(LayerError::Missing { layer: A::NAME })
    }
}

impl<A: Annotation> Reads for Option<Layer<A>> {
    type Given<'a> = Option<&'a Layer<A>>;

    fn needs() -> Vec<Need> {
        vec![Need {
            kind: LayerKind::of::<A>(),
            optional: true,
        }]
    }

    fn given(document: &Document) -> Result<Option<&Layer<A>>, LayerError> {
        document.layer()
    }
}

impl<T: Annotation> Writes for Vec<T> {
    fn kinds() -> Vec<LayerKind> {
        vec![LayerKind::of::<T>()]
    }

    fn write(self, document: &mut Document) -> Result<(), LayerError> {
        document.write(self)
    }

    fn write_missing(document: &mut Document) -> Result<(), LayerError> {
        if document.layer::<T>()?.is_some() {
            return Ok(());
        }
        document.write(Self::new())
    }
}

macro_rules! tuples {
    ($(($($part:ident $index:tt),*))*) => {$(
        impl<$($part: Reads),*> Reads for ($($part,)*) {
            type Given<'a> = ($($part::Given<'a>,)*);

            fn needs() -> Vec<Need> {
                let parts: &[Vec<Need>] = &[$($part::needs()),*];
                parts.concat()
            }

            fn given(_document: &Document) -> Result<Self::Given<'_>, LayerError> {
                Ok(($($part::given(_document)?,)*))
            }
        }

        impl<$($part: Writes),*> Writes for ($($part,)*) {
            fn kinds() -> Vec<LayerKind> {
                let parts: &[Vec<LayerKind>] = &[$($part::kinds()),*];
                parts.concat()
            }

            fn write(self, _document: &mut Document) -> Result<(), LayerError> {
                $(self.$index.write(_document)?;)*
                Ok(())
            }

            fn write_missing(_document: &mut Document) -> Result<(), LayerError> {
                $($part::write_missing(_document)?;)*
                Ok(())
            }
        }
    )*};
}

tuples! {
    ()
    (Part0 0)
    (Part0 0, Part1 1)
    (Part0 0, Part1 1, Part2 2)
    (Part0 0, Part1 1, Part2 2, Part3 3)
    (Part0 0, Part1 1, Part2 2, Part3 3, Part4 4)
    (Part0 0, Part1 1, Part2 2, Part3 3, Part4 4, Part5 5)
}
