//! The stage `tokenise`: tokens and sentences.
//!
//! ```
//! use presswork_annotations::{Sentence, Token};
//! use presswork_model::{Context, Document, Stage, Text, run_stage};
//! use presswork_tokenise::{Settings, Tokenise};
//! let stage = Tokenise::new(Settings::default(), &Context::default())?;
//! let mut document = Document::new(Text::new("a", "Dr. Diallo didn't pay $600. Why?"));
//! run_stage(&stage, &mut document)?;
//! let words = document.layer::<Token>()?.expect("just written").iter().map(|token| &document.text()[token.span]);
//! assert_eq!(words.collect::<Vec<_>>(), ["Dr.", "Diallo", "didn't", "pay", "$", "600", ".", "Why", "?"]);
//! assert_eq!(document.layer::<Sentence>()?.expect("just written").len(), 2);
//! # Ok::<(), presswork_model::BoxError>(())
//! ```

mod class;
mod decision;
mod joint;
mod lexicon;
mod observe;
mod scan;
mod sentence;
mod shape;

use decision::Decision;
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use lexicon::Lexicon;
use presswork_annotations::{Block, Sentence, Token};
use presswork_learn::{Classifier, Feature, Prediction};
use presswork_model::{BoxError, Context, Given, Layer, Stage, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Cuts the text into tokens and sentences.
///
/// Tokens are the surface tokens of Universal Dependencies: `don't` and `Iraq's` are one token, `$600` and `90%` are two,
/// `long-term` is three, `U.S.` and an address on the web are one. What lies outside the tokens is blank.
/// Sentences end at stops, but not at those of abbreviations and initials. A blank line ends a sentence, and so does the
/// edge of a block, so that a title, heading or caption is a sentence of its own; a credit does not cut its caption.
/// Reads `block` where there is one; writes `token` and `sentence`.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// More abbreviations after whose stop a sentence goes on, such as `["Distr.", "Kft."]`. One that starts with a
    /// capital is only known with it.
    pub abbreviations: Vec<String>,
    /// Whether the end of every line ends a sentence, for texts that have a sentence, an item or a row on each line.
    pub lines: bool,
}

/// The stage: see [`Settings`] for what it does.
///
/// ```
/// use presswork_model::{Context, Stage};
/// use presswork_tokenise::{Settings, Tokenise};
/// let settings = Settings { abbreviations: vec!["two words".into()], ..Settings::default() };
/// let error = Tokenise::new(settings, &Context::default()).unwrap_err();
/// assert_eq!(error.to_string(), "`two words` is no abbreviation");
/// ```
#[derive(Debug)]
pub struct Tokenise {
    lexicon: Lexicon,
    decision: Decision,
    segmenter: WordSegmenterBorrowed<'static>,
    lines: bool,
}

impl Stage for Tokenise {
    const NAME: &'static str = "tokenise";
    const VERSION: u32 = 4;
    type Config = Settings;
    type Reads = Option<Layer<Block>>;
    type Writes = (Vec<Token>, Vec<Sentence>);

    fn new(settings: Settings, _: &Context) -> Result<Self, BoxError> {
        let lexicon = Lexicon::new(&settings.abbreviations)?;
        Ok(Self {
            lexicon,
            decision: Decision::new(),
            segmenter: WordSegmenter::new_auto(WordBreakInvariantOptions::default()),
            lines: settings.lines,
        })
    }

    fn models() -> Vec<&'static [u8]> {
        vec![decision::MODEL]
    }

    fn run(&self, text: &Text, blocks: Given<'_, Self>) -> Result<Self::Writes, BoxError> {
        let scanned = self.scan(text);
        let mut decider = self.decision.decider();
        let blocks = blocks.map_or(&[][..], |blocks| blocks);
        let sentences = sentence::sentences(text.body(), &scanned, blocks, |joint, next| {
            decider.ends(joint, next)
        });
        Ok((scanned.tokens, sentences))
    }
}

impl Tokenise {
    /// The tokens alone, without sentences.
    ///
    /// ```
    /// use presswork_model::{Context, Stage, Text};
    /// use presswork_tokenise::{Settings, Tokenise};
    /// let stage = Tokenise::new(Settings::default(), &Context::default())?;
    /// assert_eq!(stage.tokens(&Text::new("a", "They paid $600.")).len(), 5);
    /// # Ok::<(), presswork_model::BoxError>(())
    /// ```
    pub fn tokens(&self, text: &Text) -> Vec<Token> {
        self.scan(text).tokens
    }

    fn scan(&self, text: &Text) -> scan::Scanned {
        scan::scan(text.body(), &self.lexicon, self.segmenter, self.lines)
    }

    /// The sentences of `text` if `decide` has the word at every place where one may end though no stop stands there. It is
    /// given the end of the token ahead of the place, in bytes, and what is observed there. The model that decides is trained
    /// on these; see `examples/train.rs`.
    ///
    /// ```
    /// use presswork_model::{Context, Stage, Text};
    /// use presswork_tokenise::{Settings, Tokenise};
    /// let stage = Tokenise::new(Settings::default(), &Context::default())?;
    /// let mut ends = Vec::new();
    /// let sentences = stage.sentences_by(&Text::new("a", "Best regards Efua Mensah"), |end, _| {
    ///     ends.push(end);
    ///     end == 12
    /// });
    /// assert_eq!((ends, sentences.len()), (vec![12, 17], 2));
    /// # Ok::<(), presswork_model::BoxError>(())
    /// ```
    pub fn sentences_by(
        &self,
        text: &Text,
        mut decide: impl FnMut(u32, &[Feature]) -> bool,
    ) -> Vec<Sentence> {
        let scanned = self.scan(text);
        let mut features = Vec::new();
        sentence::sentences(text.body(), &scanned, &[], |joint, next| {
            let shapes = observe::glance(joint, next, &mut features);
            observe::look(joint, next, shapes, &mut features);
            decide(joint.tokens[next - 1].span.end(), &features)
        })
    }

    /// The sentences of `text` as another model decides, which has the labels of the stage's own.
    ///
    /// ```
    /// use presswork_learn::{Classifier, Training};
    /// use presswork_model::{Context, Stage, Text};
    /// use presswork_tokenise::{Settings, Tokenise};
    /// let stage = Tokenise::new(Settings::default(), &Context::default())?;
    /// let knows_nothing = Classifier::train(&Training::default(), &["goes on", "ends"], &[], &[], |_| {})?;
    /// let text = Text::new("a", "They left. Why?");
    /// assert_eq!(stage.sentences_by_model(&text, &knows_nothing).len(), 2);
    /// # Ok::<(), presswork_model::BoxError>(())
    /// ```
    pub fn sentences_by_model(&self, text: &Text, model: &Classifier) -> Vec<Sentence> {
        let mut prediction = Prediction::default();
        self.sentences_by(text, |_, features| {
            decision::says_end(model, features, &mut prediction)
        })
    }
}
