//! `Registry`: the parts that pipelines can use.

use crate::part::{Part, PartKind};
use crate::plan::{Overrides, PipelineFile, Plan};
use crate::{Problems, check};
use presswork_model::{Sink, Source, Stage};

/// The stages, sources and sinks that pipelines can use, in the order in which they were added.
///
/// ```
/// use presswork_pipeline::Registry;
/// assert_eq!(Registry::new().parts().count(), 0);
/// ```
#[derive(Debug, Default)]
pub struct Registry {
    parts: Vec<Part>,
}

impl Registry {
    /// One that knows nothing.
    ///
    /// ```
    /// # use presswork_pipeline::Registry;
    /// assert!(Registry::new().parts().next().is_none());
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the source `S`.
    ///
    /// # Panics
    /// If one of that name is known already: two would make pipelines ambiguous.
    #[must_use]
    pub fn source<S: Source>(self) -> Self {
        self.with(Part::source::<S>())
    }

    /// Adds the stage `S`.
    ///
    /// ```
    /// # use presswork_model::{BoxError, Context, Given, Stage, Text};
    /// # struct Nothing;
    /// # #[derive(serde::Deserialize, schemars::JsonSchema)]
    /// # struct NoSettings {}
    /// # impl Stage for Nothing {
    /// #     const NAME: &'static str = "nothing"; const VERSION: u32 = 1;
    /// #     type Config = NoSettings; type Reads = (); type Writes = ();
    /// #     fn new(_: NoSettings, _: &Context) -> Result<Self, BoxError> { Ok(Self) }
    /// #     fn run(&self, _: &Text, (): Given<'_, Self>) -> Result<(), BoxError> { Ok(()) }
    /// # }
    /// let registry = presswork_pipeline::Registry::new().stage::<Nothing>();
    /// assert!(registry.parts().any(|part| part.name == "nothing"));
    /// ```
    ///
    /// # Panics
    /// If one of that name is known already: two would make pipelines ambiguous.
    #[must_use]
    pub fn stage<S: Stage>(self) -> Self {
        self.with(Part::stage::<S>())
    }

    /// Adds the sink `S`.
    ///
    /// # Panics
    /// If one of that name is known already: two would make pipelines ambiguous.
    #[must_use]
    pub fn sink<S: Sink>(self) -> Self {
        self.with(Part::sink::<S>())
    }

    fn with(mut self, part: Part) -> Self {
        let known = self.part(part.kind, part.name).is_some();
        assert!(
            !known,
            "there is a {} `{}` already: give this one another name",
            part.kind, part.name
        );
        self.parts.push(part);
        self
    }

    /// Everything it knows, in the order in which it was added.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter()
    }

    pub(crate) fn part(&self, kind: PartKind, name: &str) -> Option<&Part> {
        self.parts
            .iter()
            .find(|part| part.kind == kind && part.name == name)
    }

    pub(crate) fn names(&self, kind: PartKind) -> Vec<&'static str> {
        self.parts
            .iter()
            .filter(|part| part.kind == kind)
            .map(|part| part.name)
            .collect()
    }

    /// Checks a pipeline: a plan that is ready to run, or everything that is wrong with it. Nothing is written.
    pub fn plan(&self, file: &PipelineFile, overrides: &Overrides) -> Result<Plan, Problems> {
        check::check(self, file, overrides)
    }
}
