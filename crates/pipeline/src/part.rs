//! `Part`: what the registry knows about a stage, source or sink before it is made.

use crate::manual::{self, Setting};
use crate::settings;
use crate::step::{AnySink, AnySource, AnyStage};
use crate::yaml::Value;
use presswork_model::{BoxError, Context, LayerKind, Need, Reads, Sink, Source, Stage, Writes};
use schemars::{JsonSchema, schema_for};
use std::fmt;

/// Which list of a pipeline a part stands in.
///
/// ```
/// assert_eq!(presswork_pipeline::PartKind::Sink.to_string(), "result");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartKind {
    /// Under `documents:`.
    Source,
    /// Under `stages:`.
    Stage,
    /// Under `results:`.
    Sink,
}

impl PartKind {
    /// The list of the pipeline in which it stands.
    ///
    /// ```
    /// assert_eq!(presswork_pipeline::PartKind::Sink.section(), "results");
    /// ```
    pub const fn section(self) -> &'static str {
        match self {
            Self::Source => "documents",
            Self::Stage => "stages",
            Self::Sink => "results",
        }
    }
}

impl fmt::Display for PartKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Source => "source of documents",
            Self::Stage => "stage",
            Self::Sink => "result",
        })
    }
}

/// A stage, source or sink that pipelines can use: its name, what it reads and writes, and its settings.
///
/// ```
/// # use presswork_model::{BoxError, Context, Given, Stage, Text};
/// # struct Nothing;
/// /// Does nothing.
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// #[serde(deny_unknown_fields)]
/// struct NoSettings {}
/// # impl Stage for Nothing {
/// #     const NAME: &'static str = "nothing"; const VERSION: u32 = 1;
/// #     type Config = NoSettings; type Reads = (); type Writes = ();
/// #     fn new(_: NoSettings, _: &Context) -> Result<Self, BoxError> { Ok(Self) }
/// #     fn run(&self, _: &Text, (): Given<'_, Self>) -> Result<(), BoxError> { Ok(()) }
/// # }
/// let registry = presswork_pipeline::Registry::new().stage::<Nothing>();
/// let part = registry.parts().next().expect("one stage");
/// assert_eq!((part.name, part.about().as_str()), ("nothing", "Does nothing."));
/// ```
pub struct Part {
    /// The word after `use:`.
    pub name: &'static str,
    /// What it is.
    pub kind: PartKind,
    /// For a stage, its version.
    pub version: Option<u32>,
    /// For a stage, the layers it reads.
    pub reads: Vec<Need>,
    /// For a stage, the layers it writes.
    pub writes: Vec<LayerKind>,
    /// The JSON schema of its settings, with their documentation.
    pub schema: serde_json::Value,
    pub(crate) make: Make,
    /// The version that its results depend on.
    pub(crate) made_by: u32,
    /// Its settings that change nothing in what becomes of a document.
    pub(crate) aside: &'static [&'static str],
    /// For a stage, what is built into it.
    pub(crate) models: Option<fn() -> Vec<&'static [u8]>>,
}

/// How to make each kind of part.
#[derive(Clone, Copy)]
pub(crate) enum Make {
    Source(fn(Value, &Context) -> Made<Box<dyn AnySource>>),
    Stage(fn(Value, &Context) -> Made<Box<dyn AnyStage>>),
    Sink(fn(Value, &Context) -> Made<Box<dyn AnySink>>),
}

pub(crate) type Made<T> = Result<T, NotMade>;

/// Why a part could not be made.
pub(crate) enum NotMade {
    /// Its settings are wrong.
    Settings(Vec<settings::Fault>),
    /// It refused them.
    Refused(BoxError),
}

fn schema<C: JsonSchema>() -> serde_json::Value {
    schema_for!(C).to_value()
}

impl Part {
    pub(crate) fn source<S: Source>() -> Self {
        let make = |settings, context: &Context| -> Made<Box<dyn AnySource>> {
            let config = settings::read(S::NAME, settings).map_err(NotMade::Settings)?;
            Ok(Box::new(S::new(config, context).map_err(NotMade::Refused)?))
        };
        let bare = Self::bare(
            S::NAME,
            PartKind::Source,
            schema::<S::Config>(),
            Make::Source(make),
        );
        Self {
            made_by: S::VERSION,
            aside: S::CHOOSING,
            ..bare
        }
    }

    pub(crate) fn stage<S: Stage>() -> Self {
        let make = |settings, context: &Context| -> Made<Box<dyn AnyStage>> {
            let config = settings::read(S::NAME, settings).map_err(NotMade::Settings)?;
            Ok(Box::new(S::new(config, context).map_err(NotMade::Refused)?))
        };
        let bare = Self::bare(
            S::NAME,
            PartKind::Stage,
            schema::<S::Config>(),
            Make::Stage(make),
        );
        Self {
            version: Some(S::VERSION),
            made_by: S::VERSION,
            models: Some(S::models),
            reads: S::Reads::needs(),
            writes: S::Writes::kinds(),
            ..bare
        }
    }

    pub(crate) fn sink<S: Sink>() -> Self {
        let make = |settings, context: &Context| -> Made<Box<dyn AnySink>> {
            let config = settings::read(S::NAME, settings).map_err(NotMade::Settings)?;
            Ok(Box::new(S::new(config, context).map_err(NotMade::Refused)?))
        };
        let bare = Self::bare(
            S::NAME,
            PartKind::Sink,
            schema::<S::Config>(),
            Make::Sink(make),
        );
        Self {
            made_by: S::VERSION,
            aside: S::PLACING,
            ..bare
        }
    }

    fn bare(name: &'static str, kind: PartKind, schema: serde_json::Value, make: Make) -> Self {
        Self {
            name,
            kind,
            version: None,
            reads: Vec::new(),
            writes: Vec::new(),
            schema,
            make,
            made_by: 0,
            aside: &[],
            models: None,
        }
    }

    /// What it does: the documentation of its settings type.
    pub fn about(&self) -> String {
        self.schema["description"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }
}

impl Part {
    /// Its settings as people read them, those within others as `outer.inner`.
    pub fn settings(&self) -> Vec<Setting> {
        manual::settings(&self.schema)
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("name", &self.name)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}
