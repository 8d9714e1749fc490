//! The conformance kit: what every stage must hold to, ours or a stranger's.
//!
//! [`assert_conforms`] runs a stage over sample documents and hostile ones and checks that
//!
//! - its name and its layers' names are words that fit YAML, JSON and SQL: `[a-z][a-z0-9_-]*`;
//! - its settings are documented, and a setting that it does not know is refused;
//! - it does not panic or hang on any document;
//! - it writes every layer that it declares and no other, in text order, with every span and every id valid;
//! - the same document gives the same result, whatever came before it and on two threads at once;
//! - it does without the layers that it declares optional.
//!
//! A stage may refuse a document with an error, but none of the plain samples.

mod documents;
mod ids;
mod runs;
mod settings;
#[cfg(test)]
mod tests;

use documents::{Contract, Sample};
use presswork_model::{Document, Stage, Writes};
use serde_json::Value;
use std::marker::PhantomData;
use std::time::Duration;

/// Checks `S`, made with `settings`, on the sample documents; the error says which rule it breaks and on what.
///
/// ```
/// # use presswork_model::{BoxError, Context, Given, Stage, Text};
/// # /// Does nothing.
/// # #[derive(serde::Deserialize, schemars::JsonSchema)]
/// # #[serde(deny_unknown_fields)]
/// # struct NoSettings {}
/// # struct Nothing;
/// # impl Stage for Nothing {
/// #     const NAME: &'static str = "nothing"; const VERSION: u32 = 1;
/// #     type Config = NoSettings; type Reads = (); type Writes = ();
/// #     fn new(_: NoSettings, _: &Context) -> Result<Self, BoxError> { Ok(Self) }
/// #     fn run(&self, _: &Text, (): Given<'_, Self>) -> Result<(), BoxError> { Ok(()) }
/// # }
/// assert_eq!(presswork_testkit::conformance::check::<Nothing>(serde_json::json!({})), Ok(()));
/// ```
pub fn check<S: Stage>(settings: Value) -> Result<(), String> {
    Conformance::<S>::new(settings).check()
}

/// The same as a test: panics with the problem.
///
/// ```
/// # use presswork_model::{BoxError, Context, Given, Stage, Text};
/// # /// Does nothing.
/// # #[derive(serde::Deserialize, schemars::JsonSchema)]
/// # #[serde(deny_unknown_fields)]
/// # struct NoSettings {}
/// # struct Nothing;
/// # impl Stage for Nothing {
/// #     const NAME: &'static str = "nothing"; const VERSION: u32 = 1;
/// #     type Config = NoSettings; type Reads = (); type Writes = ();
/// #     fn new(_: NoSettings, _: &Context) -> Result<Self, BoxError> { Ok(Self) }
/// #     fn run(&self, _: &Text, (): Given<'_, Self>) -> Result<(), BoxError> { Ok(()) }
/// # }
/// presswork_testkit::conformance::assert_conforms::<Nothing>(serde_json::json!({}));
/// ```
///
/// # Panics
/// If the stage breaks a rule.
#[track_caller]
pub fn assert_conforms<S: Stage>(settings: Value) {
    Conformance::<S>::new(settings).assert();
}

/// A check with documents of your own: for a stage that reads layers which the samples do not hold.
///
/// ```no_run
/// # use presswork_model::{BoxError, Context, Document, Given, Stage, Text};
/// # struct Mine;
/// # impl Stage for Mine {
/// #     const NAME: &'static str = "mine"; const VERSION: u32 = 1;
/// #     type Config = (); type Reads = (); type Writes = ();
/// #     fn new((): (), _: &Context) -> Result<Self, BoxError> { Ok(Self) }
/// #     fn run(&self, _: &Text, (): Given<'_, Self>) -> Result<(), BoxError> { Ok(()) }
/// # }
/// use presswork_testkit::conformance::Conformance;
/// let mut document = presswork_testkit::sample::document("Grain prices fell.");
/// // document.write(vec![…])?
/// Conformance::<Mine>::new(serde_json::json!({})).document(document).assert();
/// ```
pub struct Conformance<S> {
    settings: Value,
    documents: Vec<Document>,
    time_limit: Duration,
    stage: PhantomData<fn() -> S>,
}

impl<S: Stage> Conformance<S> {
    /// A check of `S`, made with `settings`: what stands under `with:` in a pipeline.
    pub fn new(settings: Value) -> Self {
        Self {
            settings: match settings {
                Value::Null => Value::Object(serde_json::Map::new()),
                settings => settings,
            },
            documents: Vec::new(),
            time_limit: Duration::from_mins(1),
            stage: PhantomData,
        }
    }

    /// Adds a document. Layers that the stage itself writes are taken out of it.
    #[must_use]
    pub fn document(mut self, document: Document) -> Self {
        self.documents.push(document);
        self
    }

    /// How long the stage may take for one document: a minute if nothing is said. The hostile ones have about 20,000
    /// characters each, so whoever needs longer is far from linear, or hangs.
    #[must_use]
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = limit;
        self
    }

    /// Runs the check; the error says which rule the stage breaks and on what.
    pub fn check(self) -> Result<(), String> {
        let mut problems = names::<S>();
        problems.extend(settings::problems::<S>(&self.settings));
        if problems.is_empty() {
            let run = self
                .samples()
                .and_then(|samples| runs::check::<S>(&self.settings, samples, self.time_limit));
            problems.extend(run.err());
        }
        if problems.is_empty() {
            return Ok(());
        }
        Err(format!(
            "the stage `{}` does not conform:\n- {}",
            S::NAME,
            problems.join("\n- ")
        ))
    }

    /// The same as a test.
    ///
    /// # Panics
    /// If the stage breaks a rule.
    #[track_caller]
    pub fn assert(self) {
        if let Err(problem) = self.check() {
            panic!("{problem}");
        }
    }

    /// All documents to run on, each with every layer that the stage needs.
    fn samples(&self) -> Result<Vec<Sample>, String> {
        let contract = Contract::of::<S>();
        let mut samples = documents::plain(&contract)?;
        for (i, document) in self.documents.iter().enumerate() {
            let name = format!("your document {} (`{}`)", i + 1, document.text().id());
            samples.push(Sample::of(name, true, document, &contract)?);
        }
        let filled = |layer: &str| samples.iter().any(|sample| sample.holds(layer));
        let mut required = contract.required().map(|kind| kind.name);
        if let Some(layer) = required.find(|layer| !filled(layer)) {
            return Err(format!(
                "it reads the layer `{layer}`, and no sample document has anything in it: write that layer into a document \
                 of your own and add it with `Conformance::<…>::new(settings).document(document)`"
            ));
        }
        if contract.any_optional() {
            let bare = |sample: &Sample| sample.without_optional(&contract);
            samples.extend(samples.iter().map(bare).collect::<Vec<_>>());
        }
        samples.extend(documents::hostile(&contract)?);
        for sample in &mut samples {
            sample.fill(&contract);
        }
        Ok(samples)
    }
}

fn names<S: Stage>() -> Vec<String> {
    let fits = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name
                .bytes()
                .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-'))
    };
    let layers = S::Writes::kinds().into_iter().map(|kind| kind.name);
    let parts = [("its name", S::NAME)]
        .into_iter()
        .chain(layers.map(|layer| ("its layer", layer)));
    parts
        .filter(|(_, name)| !fits(name))
        .map(|(what, name)| {
            format!("{what} `{name}` must be a letter from a to z, then letters from a to z, digits, `_` and `-`")
        })
        .collect()
}
