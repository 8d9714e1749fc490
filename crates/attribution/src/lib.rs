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
#[cfg(test)]
mod laws;
mod lexicon;
mod links;
mod nouns;
mod opening;
mod phrase;
mod quotes;
mod speech;
mod subject;
#[cfg(test)]
mod tests;
mod words;

use class::Class;
use cues::Scope;
use draft::Draft;
use lexicon::Lexicon;
use presswork_annotations::{Attribution, Block, BlockKind, Mention, Sentence, Token};
use presswork_model::{BoxError, Context, Given, Layer, SettingError, Stage, Text};
use quotes::Quotes;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use words::Words;

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
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            cues: Vec::new(),
            beliefs: true,
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
}

impl Stage for Attribute {
    const NAME: &'static str = "attribution";
    const VERSION: u32 = 1;
    type Config = Settings;
    type Reads = (
        Layer<Token>,
        Layer<Sentence>,
        Layer<Mention>,
        Option<Layer<Block>>,
    );
    type Writes = Vec<Attribution>;

    fn new(settings: Settings, _: &Context) -> Result<Self, BoxError> {
        let lexicon =
            Lexicon::new(&settings.cues, settings.beliefs).map_err(|(number, what)| {
                SettingError::new(format!("cues[{number}]"), what)
                    .help("give its base form, such as `opine` or `foretell foretold`")
            })?;
        Ok(Self { lexicon })
    }

    fn run(
        &self,
        text: &Text,
        (tokens, sentences, mentions, blocks): Given<'_, Self>,
    ) -> Result<Vec<Attribution>, BoxError> {
        let edges = edges(text.body(), blocks);
        let quotes = Quotes::find(text.body(), edges.iter().copied());
        let words = Words::new(text.body(), tokens, &quotes, &self.lexicon);
        let mut drafts = cued(&words, sentences);
        speech::give(&words, sentences, &mut drafts, &edges);
        Ok(links::link(&words, &drafts, mentions))
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
            cues |= !words.entries[high].forms.is_empty()
                || words.entries[high].class.any(Class::MARKER);
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
        let entry = words.entries[at];
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
