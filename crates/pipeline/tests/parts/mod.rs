//! Small parts that stand in for the real ones: the pipeline must not know those.
#![allow(dead_code, reason = "each test file uses some of them")]

pub(crate) mod place;

use presswork_model::{
    Annotation, BoxError, Context, Document, Given, Item, Items, Layer, SettingError, Sink, Source,
    Span, Stage, Text, Writing,
};
use presswork_pipeline::Registry;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

macro_rules! layers {
    ($($name:ident = $word:literal),*) => {$(
        #[derive(Debug, Serialize, Deserialize)]
        pub(crate) struct $name { pub(crate) span: Span }

        impl Annotation for $name {
            const NAME: &'static str = $word;

            fn span(&self) -> Span {
                self.span
            }
        }
    )*};
}

layers!(
    Token = "token",
    Mention = "mention",
    Stance = "stance",
    OtherToken = "token"
);

/// Documents from the lines of a file; each line a document, told what to do by its words.
pub(crate) struct Lines {
    lines: Vec<String>,
    layers: Vec<String>,
}

/// Reads documents.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinesSettings {
    /// The file.
    #[serde(default)]
    root: PathBuf,
    /// The documents themselves, in the place of a file.
    #[serde(default)]
    lines: Vec<String>,
    /// The layers that the documents bring.
    #[serde(default)]
    layers: Vec<String>,
}

impl Source for Lines {
    const NAME: &'static str = "files";
    const CHOOSING: &'static [&'static str] = &["root", "lines"];
    type Config = LinesSettings;

    fn new(config: LinesSettings, context: &Context) -> Result<Self, BoxError> {
        let mut lines = config.lines;
        if lines.is_empty() {
            let path = context.input(&config.root);
            let text = fs::read_to_string(&path).map_err(|_| {
                SettingError::new("root", format!("there is nothing at {}", path.display()))
                    .help("name a file or folder, from the folder in which you run presswork")
            })?;
            lines = text.lines().map(str::to_owned).collect();
        }
        Ok(Self {
            lines,
            layers: config.layers,
        })
    }

    fn layers(&self) -> Vec<String> {
        self.layers.clone()
    }

    fn items(&self) -> Result<Items<'_>, BoxError> {
        Ok(Box::new(self.lines.iter().cloned().enumerate().map(
            |(i, line)| {
                assert!(line != "list-panic", "the listing went wrong");
                if let Some(own) = line.strip_prefix("record ") {
                    let own = format!("lines#{own}");
                    let bytes = line.clone().into_bytes();
                    let slow = line.contains("slow");
                    return Item::of_bytes(
                        format!("lines#{i}"),
                        move || {
                            if slow {
                                std::thread::sleep(Duration::from_millis(20));
                            }
                            Ok(bytes)
                        },
                        move |bytes| Ok(Document::new(Text::new(own, String::from_utf8(bytes)?))),
                    );
                }
                let name = match line
                    .strip_prefix("named ")
                    .and_then(|line| line.split(' ').next())
                {
                    Some(name) => name.to_owned(),
                    None => format!("line-{i}"),
                };
                Item::new(name.clone(), move || {
                    if line.contains("unreadable") {
                        return Err("permission denied".into());
                    }
                    assert!(!line.contains("load-panic"), "loading went wrong");
                    if line.contains("load-hang") {
                        std::thread::sleep(Duration::from_mins(1));
                    }
                    if line.contains("slow") {
                        std::thread::sleep(Duration::from_millis(20));
                    }
                    let id = if line.contains("same-id") {
                        "same".to_owned()
                    } else {
                        name
                    };
                    Ok(Document::new(Text::new(id, line.as_str())))
                })
            },
        )))
    }
}

/// Finds tokens.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub(crate) struct TokeniseSettings {
    /// Words that do not end a sentence.
    abbreviations: Vec<String>,
    /// Whether to fold case.
    fold: bool,
    /// How long a token may be.
    longest: Option<u32>,
    /// How to cut.
    mode: Mode,
    /// Limits.
    bounds: Bounds,
}

/// How to cut.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Mode {
    /// Quickly.
    #[default]
    Fast,
    /// Exactly.
    Exact,
}

/// Limits.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Bounds {
    /// The least.
    least: u32,
    /// The most.
    most: u32,
}

pub(crate) struct Tokenise;

impl Stage for Tokenise {
    const NAME: &'static str = "tokenise";
    const VERSION: u32 = 1;
    type Config = TokeniseSettings;
    type Reads = ();
    type Writes = Vec<Token>;

    fn new(config: TokeniseSettings, _: &Context) -> Result<Self, BoxError> {
        if config.bounds.least > config.bounds.most && config.bounds.most > 0 {
            return Err(SettingError::new("bounds.least", "the least is above the most").into());
        }
        Ok(Self)
    }

    fn run(&self, text: &Text, (): Given<'_, Self>) -> Result<Vec<Token>, BoxError> {
        if text.body().contains("stage-error") {
            return Err("no such word".into());
        }
        assert!(
            !text.body().contains("stage-panic"),
            "the tokeniser went wrong"
        );
        while text.body().contains("stage-endless") {
            text.in_time()?;
            std::thread::sleep(Duration::from_millis(1));
        }
        if text.body().contains("stage-hang") {
            std::thread::sleep(Duration::from_mins(1));
        }
        if text.body().contains("stage-disorder") {
            return Ok(vec![
                Token {
                    span: Span::new(4, 5),
                },
                Token {
                    span: Span::new(0, 1),
                },
            ]);
        }
        if text.body().contains("stage-outside") {
            return Ok(vec![Token {
                span: Span::new(0, 9999),
            }]);
        }
        Ok(text
            .body()
            .split_whitespace()
            .map(|word| Token {
                span: text.span_of(word),
            })
            .collect())
    }
}

/// Finds names.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub(crate) struct EntitiesSettings {
    /// Lists of actors.
    actors: Vec<PathBuf>,
}

pub(crate) struct Entities;

impl Stage for Entities {
    const NAME: &'static str = "entities";
    const VERSION: u32 = 1;
    type Config = EntitiesSettings;
    type Reads = Layer<Token>;
    type Writes = Vec<Mention>;

    fn new(config: EntitiesSettings, context: &Context) -> Result<Self, BoxError> {
        for (i, actors) in config.actors.iter().enumerate() {
            if !context.file(actors).exists() {
                let what = format!("there is no file {}", context.file(actors).display());
                let help = "name a CSV file, from the folder of the pipeline";
                return Err(SettingError::new(format!("actors[{i}]"), what)
                    .help(help)
                    .into());
            }
        }
        Ok(Self)
    }

    fn run(&self, text: &Text, tokens: Given<'_, Self>) -> Result<Vec<Mention>, BoxError> {
        let names = tokens
            .iter()
            .filter(|token| text[token.span].starts_with(char::is_uppercase));
        Ok(names.map(|token| Mention { span: token.span }).collect())
    }
}

/// Finds stances.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StanceSettings {
    /// The lexicon.
    lexicon: String,
}

pub(crate) struct FindStance;

impl Stage for FindStance {
    const NAME: &'static str = "stance";
    const VERSION: u32 = 1;
    type Config = StanceSettings;
    type Reads = (Layer<Token>, Layer<Mention>);
    type Writes = Vec<Stance>;

    fn new(config: StanceSettings, _: &Context) -> Result<Self, BoxError> {
        if config.lexicon == "broken" {
            Err("the lexicon is broken: line 3 has no word".into())
        } else {
            Ok(Self)
        }
    }

    fn run(&self, _: &Text, _: Given<'_, Self>) -> Result<Vec<Stance>, BoxError> {
        Ok(Vec::new())
    }
}

/// Reads another kind of token.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClashSettings {}

pub(crate) struct Clash;

impl Stage for Clash {
    const NAME: &'static str = "clash";
    const VERSION: u32 = 1;
    type Config = ClashSettings;
    type Reads = Layer<OtherToken>;
    type Writes = ();

    fn new(_: ClashSettings, _: &Context) -> Result<Self, BoxError> {
        Ok(Self)
    }

    fn run(&self, _: &Text, _: Given<'_, Self>) -> Result<(), BoxError> {
        Ok(())
    }
}

/// Counts how often it runs.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CountSettings {
    /// The file that gets a byte each time.
    file: PathBuf,
}

pub(crate) struct Count(PathBuf);

layers!(Counted = "counted");

impl Stage for Count {
    const NAME: &'static str = "count";
    const VERSION: u32 = 1;
    type Config = CountSettings;
    type Reads = Option<Layer<Token>>;
    type Writes = Vec<Counted>;

    fn new(config: CountSettings, _: &Context) -> Result<Self, BoxError> {
        Ok(Self(config.file))
    }

    fn run(&self, text: &Text, _: Given<'_, Self>) -> Result<Vec<Counted>, BoxError> {
        let mut file = fs::File::options()
            .create(true)
            .append(true)
            .open(&self.0)?;
        file.write_all(b"1")?;
        if text.body().contains("count-error") {
            return Err("miscounted".into());
        }
        Ok(vec![Counted { span: text.span() }])
    }
}

/// Writes lines.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub(crate) struct JsonlSettings {
    /// The file.
    path: Option<PathBuf>,
    /// The layers.
    layers: Vec<String>,
    /// When to fail: `write`, `close` or `begin`.
    fail: String,
}

pub(crate) struct Jsonl {
    path: PathBuf,
    config: JsonlSettings,
}

pub(crate) struct WritingJsonl {
    path: PathBuf,
    fail: String,
    lines: Vec<u8>,
}

impl Sink for Jsonl {
    const NAME: &'static str = "jsonl";
    type Config = JsonlSettings;
    type Writing = WritingJsonl;

    fn new(config: JsonlSettings, context: &Context) -> Result<Self, BoxError> {
        let path = config
            .path
            .clone()
            .unwrap_or_else(|| "documents.jsonl".into());
        Ok(Self {
            path: context.output(&path),
            config,
        })
    }

    fn paths(&self) -> Vec<PathBuf> {
        vec![self.path.clone()]
    }

    fn layers(&self) -> Vec<String> {
        self.config.layers.clone()
    }

    fn encode(&self, document: &Document) -> Result<Vec<u8>, BoxError> {
        if document.text().body().contains("encode-error") {
            return Err("cannot be written down".into());
        }
        let mut line = Vec::new();
        document.write_json(&presswork_model::Selection::All, &mut line)?;
        line.push(b'\n');
        Ok(line)
    }

    fn begin(&self) -> Result<WritingJsonl, BoxError> {
        if self.config.fail == "begin" {
            return Err("the folder is read-only".into());
        }
        Ok(WritingJsonl {
            path: self.path.clone(),
            fail: self.config.fail.clone(),
            lines: Vec::new(),
        })
    }
}

impl Writing for WritingJsonl {
    fn write(&mut self, line: &[u8]) -> Result<(), BoxError> {
        if self.fail == "write" {
            return Err("the disk is full".into());
        }
        self.lines.extend(line);
        Ok(())
    }

    fn close(&mut self) -> Result<(), BoxError> {
        if self.fail == "close" {
            Err("the disk is full".into())
        } else {
            Ok(())
        }
    }

    fn finish(self) -> Result<(), BoxError> {
        fs::create_dir_all(self.path.parent().ok_or("no folder")?)?;
        Ok(fs::write(self.path, self.lines)?)
    }
}

/// A registry of them all.
pub(crate) fn registry() -> Registry {
    Registry::new()
        .source::<Lines>()
        .stage::<Tokenise>()
        .stage::<Entities>()
        .stage::<FindStance>()
        .stage::<Clash>()
        .stage::<Count>()
        .sink::<Jsonl>()
}
