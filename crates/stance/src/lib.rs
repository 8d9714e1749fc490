//! The stage `stance`: who supports or opposes whom, by rules and by models within the sentence.
//!
//! ```
//! use presswork_annotations::{Form, Mention, MentionKind, Polarity, Sentence, Stance, Token, TokenKind};
//! use presswork_model::{Context, Document, Span, Stage, Text, run_stage};
//! use presswork_stance::{FindStance, Settings};
//!
//! let mut document = Document::new(Text::new("a", "Diallo condemned Omarra"));
//! let spans = [(0, 6), (7, 16), (17, 23)].map(|(start, end)| Span::new(start, end));
//! document.write(spans.map(|span| Token { span, kind: TokenKind::Word }).into())?;
//! document.write(vec![Sentence { span: Span::new(0, 23) }])?;
//! let person = |span| Mention { span, kind: MentionKind::Person, form: Form::Name, actor: None, score: 1.0 };
//! document.write(vec![person(spans[0]), person(spans[2])])?;
//!
//! run_stage(&FindStance::new(Settings::default(), &Context::default())?, &mut document)?;
//! let rows = document.layer::<Stance>()?.expect("just written");
//! assert_eq!((rows[0].polarity, &*rows[0].rule), (Polarity::Oppose, "verb:condemn"));
//! # Ok::<(), presswork_model::BoxError>(())
//! ```

mod classes;
mod deeds;
mod evaluations;
mod group;
mod inflect;
mod learned;
mod lexicon;
mod nouns;
mod object;
mod parties;
mod rows;
mod rules;
mod search;
mod sentence;
mod speech;
mod verbs;

use learned::{Deep, Finder, Memory, Models};
pub use learned::{Files, Gold, Lesson, Question, Tells};
use lexicon::Lexicon;
use presswork_annotations::{Actor, Attribution, Mention, Sentence, Stance, Token};
use presswork_model::{
    BoxError, Context, Document, Given, Layer, Pool, SettingError, Stage, Text, TimeUp,
};
use rows::Rows;
use rules::Reader;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use speech::Speech;
use std::path::PathBuf;

/// Finds who supports or opposes whom, within the sentence, by a lexicon and rules, and by models that learned from news.
///
/// Reads tokens, sentences and mentions, and attributions where there are any; writes a row of `stance` for each holder
/// and target, with the sentence as evidence. Verbs ("condemned", "was praised by"), nouns ("criticism of", "sanctions
/// against") and compounds ("US-backed") stand between two names. Words that judge ("corrupt", "brutally", "the
/// harshness of") are held by whoever speaks there: the holder of the innermost attribution, or else the author, whose
/// rows score lower. Negation turns the polarity round, or makes a verb of opposition neutral; what is only possible or
/// wished is marked and scores lower. Who opposes or supports without being named is `unknown`. It knows no grammar
/// beyond small words and distance.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Whether models that learned from news find what no rule finds; else rules alone do. Their rows have the rules
    /// `model:pair` and `model:toward`, the latter with an unknown holder where nobody is quoted.
    pub learned: bool,
    /// Whether a transformer judges anew what those models would not rule out: far better, and a pipeline with it is some two
    /// hundred times slower. Its rows have the rules `deep:pair` and `deep:toward`; rows of rules that it finds unlikely are
    /// dropped. It needs `learned`.
    pub deep: bool,
    /// More words, as CSV files with the columns `word,pattern,polarity,strength`, such as
    /// `greenlight,verb,support,0.6` or `jeremiad,noun against,oppose,0.7`. Verbs and nouns are given in their base
    /// form. Patterns: `verb`, `feel`, `state`, `deed`, `act`, `noun`, `crime`, `agent` (these three with the
    /// prepositions before the target), `adjective`, `adverb`, `trait`, `name`. A row takes the place of the built-in
    /// one for the same word and pattern; strength 0 takes the word out. Lines that begin with `#` are skipped.
    pub lexicon: Vec<PathBuf>,
    /// The least strength of a row, from 0 to 1; weaker ones are dropped. With 0.5, "condemned" stays and "questioned" goes.
    pub least: f32,
    /// How many words away to look for a name where no rule links a word to anyone, from 0 to 30; 0 looks nowhere. The
    /// speaker is then said to judge the nearest name, with a low score and a rule such as `nearby:scandal`. With 9, many
    /// more rows are found and fewer than half of those are right: for tallies of how a text speaks of someone, not for
    /// evidence.
    pub nearby: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            learned: true,
            deep: false,
            lexicon: Vec::new(),
            least: 0.0,
            nearby: 0,
        }
    }
}

/// The stage `stance`. Its settings are described at [`Settings`].
#[derive(Debug)]
pub struct FindStance {
    lexicon: Lexicon,
    least: f32,
    nearby: usize,
    models: Option<Models>,
    deep: Option<Deep>,
    memories: Pool<Memory>,
    words: Pool<sentence::Memory>,
}

impl Stage for FindStance {
    const NAME: &'static str = "stance";
    const VERSION: u32 = 4;
    type Config = Settings;
    type Reads = (
        Layer<Token>,
        Layer<Sentence>,
        Layer<Mention>,
        Option<Layer<Actor>>,
        Option<Layer<Attribution>>,
    );
    type Writes = Vec<Stance>;

    fn new(config: Settings, context: &Context) -> Result<Self, BoxError> {
        if !(0.0..=1.0).contains(&config.least) {
            let error = SettingError::new("least", format!("{} is not from 0 to 1", config.least));
            return Err(error.help("0.5 keeps what is said clearly").into());
        }
        if config.deep && !config.learned {
            let error = SettingError::new("deep", "it judges what the models leave to it");
            return Err(error.help("leave `learned` on").into());
        }
        if config.nearby > 30 {
            let error = SettingError::new("nearby", format!("{} is more than 30", config.nearby));
            return Err(error.help("9 words reach across most clauses").into());
        }
        let mut rows = Vec::new();
        for (i, path) in config.lexicon.iter().enumerate() {
            let refused = |what: String, help: &str| {
                SettingError::new(format!("lexicon[{i}]"), what).help(help)
            };
            let file = context.file(path);
            let bytes = std::fs::read(&file).map_err(|error| {
                let what = format!("cannot read `{}`: {error}", file.display());
                refused(what, "give its path from the pipeline's folder")
            })?;
            let more = lexicon::read(&bytes).map_err(|error| {
                let what = format!("`{}`, {error}", file.display());
                refused(
                    what,
                    "a row is `word,pattern,polarity,strength`, such as `rap,verb,oppose,0.7`",
                )
            })?;
            rows.extend(more);
            if rows.len() > lexicon::MOST {
                let what = format!("these lists hold more than {} words", lexicon::MOST);
                return Err(refused(what, "take out the rarest").into());
            }
        }
        Ok(Self {
            lexicon: Lexicon::new(rows),
            least: config.least,
            nearby: config.nearby,
            models: config.learned.then(Models::built_in).transpose()?,
            deep: config.deep.then(Deep::built_in).transpose()?,
            memories: Pool::default(),
            words: Pool::default(),
        })
    }

    fn models() -> Vec<&'static [u8]> {
        [&learned::built_in()[..], &presswork_lexicon::tables()].concat()
    }

    fn run(&self, text: &Text, given: Given<'_, Self>) -> Result<Vec<Stance>, BoxError> {
        let Some(models) = &self.models else {
            return Ok(self.read(text, given, |_, _, _| {})?);
        };
        let mut finder = Finder::new(models, self.deep.as_ref(), self.memories.take());
        let rows = self.read(text, given, |sentence, speech, rows| {
            finder.read((text, &self.lexicon), sentence, speech, given.2, rows);
        })?;
        self.memories.give(finder.memory);
        Ok(rows)
    }
}

impl FindStance {
    /// Learns the models from documents with their gold; see `examples/stances.rs`.
    ///
    /// ```
    /// use presswork_model::{Context, Stage};
    /// use presswork_stance::{FindStance, Settings};
    /// let stage = FindStance::new(Settings::default(), &Context::default())?.train(&[])?;
    /// assert!(stage.files().is_some());
    /// # Ok::<(), presswork_model::BoxError>(())
    /// ```
    pub fn train(mut self, lessons: &[Lesson]) -> Result<Self, BoxError> {
        self.models = Some(learned::train(&self, lessons)?);
        // They remember what other models made of words.
        self.memories = Pool::default();
        Ok(self)
    }

    /// What a transformer may be asked about the names of a document that has the layers which the stage reads.
    ///
    /// ```
    /// use presswork_model::{Context, Document, Stage, Text};
    /// use presswork_stance::{FindStance, Settings};
    /// let stage = FindStance::new(Settings::default(), &Context::default())?;
    /// let error = stage.ask(&Document::new(Text::new("bare", "Nobody came."))).unwrap_err();
    /// assert_eq!(error.to_string(), "a lesson has no tokens");
    /// # Ok::<(), presswork_model::BoxError>(())
    /// ```
    pub fn ask(&self, document: &Document) -> Result<Vec<Question>, BoxError> {
        learned::ask(self, document)
    }

    /// The files of its models, if it has any.
    pub fn files(&self) -> Option<Files> {
        self.models.as_ref().map(Models::files)
    }

    /// Reads each sentence that names anyone by the rules; `then` goes on from there.
    fn read(
        &self,
        text: &Text,
        (tokens, sentences, mentions, actors, attributions): Given<'_, Self>,
        mut then: impl FnMut(&sentence::Sentence<'_>, &Speech<'_>, &mut Rows<'_>),
    ) -> Result<Vec<Stance>, TimeUp> {
        let mut speech = Speech::new(attributions);
        let mut rows = Rows::new(mentions, self.least);
        let mut sentence = sentence::Sentence::default();
        let named = sentence::Mentions {
            layer: mentions,
            actors,
        };
        let mut memory = self.words.take();
        for &Sentence { span } in sentences {
            text.in_time()?;
            speech.enter(span);
            let tokens = &tokens[tokens.starting(span)];
            if !sentence.read(text, &self.lexicon, tokens, named, span, &mut memory) {
                continue;
            }
            rows.enter(span);
            Reader {
                text,
                lexicon: &self.lexicon,
                sentence: &sentence,
                speech: &speech,
                rows: &mut rows,
                judged: Vec::new(),
                nearby: self.nearby,
                linked: false,
            }
            .read();
            then(&sentence, &speech, &mut rows);
        }
        self.words.give(memory);
        Ok(rows.into_rows())
    }
}

#[cfg(test)]
mod tests;
