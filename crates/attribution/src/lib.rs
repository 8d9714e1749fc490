//! The stage `attribution`: who says what.
//!
//! ```
//! use presswork_annotations::{Attribution, AttributionKind};
//! use presswork_attribution::{Attribute, Settings};
//! use presswork_model::{Context, Stage, run_stage};
//! use presswork_testkit::{Marked, sample};
//! let stage = Attribute::new(Settings::default(), &Context::default())?;
//! let marked = Marked::parse("[The trade minister]{person nominal} said that prices fell.")?;
//! let mut document = sample::with_mentions(&marked);
//! run_stage(&stage, &mut document)?;
//! let attributions = document.layer::<Attribution>()?.expect("just written");
//! let said = &attributions[0];
//! assert_eq!(said.kind, AttributionKind::Indirect);
//! assert_eq!(&document.text()[said.content.span()], "that prices fell");
//! assert_eq!(said.holder.map(|holder| holder.index()), Some(0));
//! # Ok::<(), presswork_model::BoxError>(())
//! ```

mod according;
mod apposition;
mod behind;
mod class;
mod clause;
mod cues;
mod draft;
mod inflect;
mod interview;
#[cfg(test)]
mod laws;
mod learned;
mod lexicon;
mod links;
mod nouns;
mod opening;
mod phrase;
mod quotes;
mod speech;
mod spelled;
mod subject;
#[cfg(test)]
mod tests;
mod words;

use class::Class;
use cues::Scope;
use draft::Draft;
use learned::{Deep, Finder, Models};
use lexicon::Lexicon;
use presswork_annotations::{Attribution, Block, BlockKind, Mention, Sentence, Token};
use presswork_learn::TrainingError;
use presswork_model::{BoxError, Context, Document, Given, Layer, Pool, SettingError, Stage, Text};
use quotes::Quotes;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use spelled::Met;
use words::Words;

pub use learned::{Files, Gold, Lesson, Question};

/// Finds who says, thinks or wants what.
///
/// Each attribution has a source (the noun phrase that speaks), a cue (the words that lay the statement to it) and a
/// content, which is direct, indirect, mixed or a belief. It knows verbs and nouns of reporting in all their forms,
/// "according to", quotations in any marks, also over several paragraphs, and quotations that go on without a cue.
/// The holder is the mention within the source. An attribution within the content of another has that as its parent.
/// Reads `token`, `sentence`, `mention`, and `block` where there is one; writes `attribution`.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// More verbs of reporting, each in its base form, with past and participle behind it where they are irregular:
    /// `["opine", "foretell foretold"]`.
    pub cues: Vec<String>,
    /// Whether what someone thinks, wants or fears counts as well as what is said.
    pub beliefs: bool,
    /// Whether models decide that learned from news; else rules alone do, which find less.
    pub learned: bool,
    /// Whether a transformer reads the words around each cue too: it tells cues and edges better, and the stage is some hundred
    /// times slower. It needs what is `learned`.
    pub deep: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            cues: Vec::new(),
            beliefs: true,
            learned: true,
            deep: false,
        }
    }
}

/// The stage: see [`Settings`] for what it does.
///
/// ```
/// use presswork_attribution::{Attribute, Settings};
/// use presswork_model::{Context, Stage};
/// let settings = Settings { cues: vec!["42".into()], ..Settings::default() };
/// let error = Attribute::new(settings, &Context::default()).unwrap_err();
/// assert_eq!(error.to_string(), "`42` is not a verb with its irregular forms");
/// ```
#[derive(Debug)]
pub struct Attribute {
    lexicon: Lexicon,
    models: Option<Models>,
    deep: Option<Deep>,
    beliefs: bool,
    memories: Pool<Memory>,
}

/// What is used again from document to document.
#[derive(Debug, Default)]
struct Memory {
    met: Met,
    finder: learned::Memory,
}

impl Stage for Attribute {
    const NAME: &'static str = "attribution";
    const VERSION: u32 = 6;
    type Config = Settings;
    type Reads = (
        Layer<Token>,
        Layer<Sentence>,
        Layer<Mention>,
        Option<Layer<Block>>,
    );
    type Writes = Vec<Attribution>;

    fn new(settings: Settings, _: &Context) -> Result<Self, BoxError> {
        let lexicon = Lexicon::new(&settings.cues).map_err(|(number, what)| {
            SettingError::new(format!("cues[{number}]"), what)
                .help("give its base form, such as `opine` or `foretell foretold`")
        })?;
        if settings.deep && !settings.learned {
            let error = SettingError::new("deep", "it judges what the models leave to it");
            return Err(error.help("drop it, or `learned: false`").into());
        }
        let models = settings.learned.then(Models::built_in).transpose()?;
        Ok(Self {
            lexicon,
            models,
            deep: settings.deep.then(Deep::built_in).transpose()?,
            beliefs: settings.beliefs,
            memories: Pool::default(),
        })
    }

    fn models() -> Vec<&'static [u8]> {
        [&learned::files()[..], &presswork_lexicon::tables()].concat()
    }

    fn run(
        &self,
        text: &Text,
        (tokens, sentences, mentions, blocks): Given<'_, Self>,
    ) -> Result<Vec<Attribution>, BoxError> {
        self.with_words(
            text,
            (tokens, sentences, mentions, blocks),
            |words, edges, memory| {
                let mut drafts = cued(words, sentences);
                if let Some(models) = &self.models {
                    let finder = Finder {
                        models,
                        deep: self.deep.as_ref(),
                    };
                    drafts = finder.find(text, words, (sentences, mentions), &drafts, memory)?;
                }
                if !self.beliefs {
                    drafts.retain(|draft| !draft.belief);
                }
                for draft in &mut drafts {
                    draft.part_clitics(words);
                }
                interview::give(words, mentions, &mut drafts, edges);
                speech::give(words, sentences, &mut drafts, edges);
                Ok(links::link(words, &drafts, mentions))
            },
        )
    }
}

impl Attribute {
    /// Learns the models from documents with their gold; see `examples/attributions.rs`. `report` is told what is done.
    ///
    /// ```
    /// use presswork_attribution::{Attribute, Settings};
    /// use presswork_model::{Context, Stage};
    /// let stage = Attribute::new(Settings::default(), &Context::default())?;
    /// let stage = stage.train(&[], |_| {})?;
    /// assert!(stage.files().is_some());
    /// # Ok::<(), presswork_model::BoxError>(())
    /// ```
    pub fn train(
        mut self,
        lessons: &[Lesson],
        report: impl FnMut(String),
    ) -> Result<Self, TrainingError> {
        self.models = Some(learned::train(&self, lessons, report)?);
        Ok(self)
    }

    /// What a transformer learns from in documents with their gold, and what it is asked about `others`, which nobody marked:
    /// `each` is told of one question after another, with its document.
    ///
    /// ```
    /// use presswork_attribution::{Attribute, Settings};
    /// use presswork_model::{Context, Stage};
    /// let stage = Attribute::new(Settings::default(), &Context::default())?;
    /// stage.ask(&[], &[], |document, _| panic!("there is no {}", document.text().id()))?;
    /// # Ok::<(), presswork_model::BoxError>(())
    /// ```
    pub fn ask(
        &self,
        lessons: &[Lesson],
        others: &[Lesson],
        each: impl FnMut(&Document, Question),
    ) -> Result<(), TrainingError> {
        learned::ask(self, lessons, others, each)
    }

    /// The files of its models, if it has any.
    pub fn files(&self) -> Option<Files> {
        self.models.as_ref().map(Models::files)
    }

    fn with_words<R>(
        &self,
        text: &Text,
        (tokens, _, _, blocks): Given<'_, Self>,
        run: impl FnOnce(&Words<'_>, &[u32], &mut learned::Memory) -> R,
    ) -> R {
        let edges = edges(text.body(), blocks);
        let quotes = Quotes::find(text.body(), edges.iter().copied());
        let mut memory = self.memories.take();
        let Memory { met, finder } = &mut memory;
        let words = Words::new(text.body(), tokens, &quotes, &self.lexicon, met);
        let result = run(&words, &edges, finder);
        self.memories.give(memory);
        result
    }
}

/// The sentences of a document with their tokens.
struct Sentences<'a> {
    words: &'a Words<'a>,
    layer: &'a Layer<Sentence>,
    number: usize,
    from: usize,
}

impl<'a> Sentences<'a> {
    fn new(words: &'a Words<'a>, layer: &'a Layer<Sentence>) -> Self {
        Self {
            words,
            layer,
            number: 0,
            from: 0,
        }
    }
}

impl Iterator for Sentences<'_> {
    type Item = (usize, Scope);

    fn next(&mut self) -> Option<(usize, Scope)> {
        let sentence = self.layer.get(self.number)?;
        let tokens = self.words.tokens;
        while self.from < tokens.len() && self.words.start(self.from) < sentence.span.start() {
            self.from += 1;
        }
        let low = self.from;
        while self.from < tokens.len() && self.words.start(self.from) < sentence.span.end() {
            self.from += 1;
        }
        self.number += 1;
        Some((
            self.number - 1,
            Scope {
                low,
                high: self.from,
            },
        ))
    }
}

/// Where paragraphs start.
fn edges(text: &str, blocks: Option<&Layer<Block>>) -> Vec<u32> {
    match blocks {
        Some(blocks) => blocks
            .iter()
            .filter(|block| block.kind != BlockKind::Credit)
            .map(|block| block.span.start())
            .collect(),
        None => memchr::memmem::find_iter(text.as_bytes(), "\n\n")
            .map(|at| at as u32 + 2)
            .collect(),
    }
}

/// The attributions that have a cue.
fn cued(words: &Words<'_>, sentences: &Layer<Sentence>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut from = 0;
    for sentence in sentences {
        while from < words.tokens.len() && words.start(from) < sentence.span.start() {
            from += 1;
        }
        let low = from;
        let mut high = low;
        let mut cues = false;
        while high < words.tokens.len() && words.start(high) < sentence.span.end() {
            cues |= !words.spelled[high].entry.forms.is_empty()
                || words.spelled[high].entry.class.any(Class::MARKER);
            high += 1;
        }
        from = high;
        if cues {
            in_sentence(words, Scope { low, high }, &mut drafts);
        }
    }
    drafts
}

fn in_sentence(words: &Words<'_>, sentence: Scope, drafts: &mut Vec<Draft>) {
    for at in sentence.low..sentence.high {
        let entry = words.spelled[at].entry;
        if entry.forms.is_empty() && !entry.class.any(Class::MARKER) {
            continue;
        }
        let scope = scope(words, sentence, at);
        let draft = if words.has(at, "according") {
            according::according(words, at, scope)
        } else {
            let draft = (!entry.forms.is_empty())
                .then(|| cues::attribute(words, at, scope, drafts))
                .flatten();
            draft.or_else(|| {
                entry
                    .class
                    .any(Class::MARKER)
                    .then(|| according::view(words, at, scope))
                    .flatten()
            })
        };
        drafts.extend(draft);
    }
}

/// A cue within a quotation sees that alone; one outside sees quotations as wholes.
fn scope(words: &Words<'_>, sentence: Scope, at: usize) -> Scope {
    let Some(number) = words.quotes.around(words.start(at)) else {
        return sentence;
    };
    let quote = words.quotes.all()[number];
    let inside = |offset: u32| words.at_or_after(offset);
    let low = inside(quote.span.start() + quote.open).max(sentence.low);
    let high = inside(quote.span.end() - quote.close).min(sentence.high);
    Scope {
        low: low.min(at),
        high: high.max(at + 1),
    }
}
