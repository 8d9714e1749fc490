//! The kit itself: a sound stage passes, and a stage written to break a rule is caught, with the words it is told.

use super::check;
use presswork_annotations::{Sentence, Token, TokenKind};
use presswork_model::{Annotation, BoxError, Context, Given, Layer, Span, Stage, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::atomic::AtomicUsize;

/// How the test stages are set.
#[derive(Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    /// The fewest letters of a word.
    shortest: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { shortest: 1 }
    }
}

/// A word.
#[derive(Serialize, Deserialize)]
struct Word {
    span: Span,
    part: Option<Span>,
}

impl Annotation for Word {
    const NAME: &'static str = "word";

    fn span(&self) -> Span {
        self.span
    }
}

fn word(span: Span) -> Word {
    Word { span, part: None }
}

fn words(text: &Text) -> Vec<Word> {
    let words = text.body().split_whitespace();
    words.map(|part| word(text.span_of(part))).collect()
}

/// Declares a stage of one expression.
macro_rules! stage {
    ($name:ident, $word:literal, $config:ty, $reads:ty => $writes:ty, |$stage:pat_param, $text:ident, $given:pat_param| $run:expr) => {
        #[derive(Default)]
        struct $name {
            #[allow(dead_code, reason = "most test stages have no use for it")]
            count: AtomicUsize,
        }

        impl Stage for $name {
            const NAME: &'static str = $word;
            const VERSION: u32 = 1;
            type Config = $config;
            type Reads = $reads;
            type Writes = $writes;

            fn new(_: $config, _: &Context) -> Result<Self, BoxError> {
                Ok(Self::default())
            }

            fn run(&self, $text: &Text, $given: Given<'_, Self>) -> Result<$writes, BoxError> {
                let $stage = self;
                $run
            }
        }
    };
}

mod running;

/// Checks that the kit says `problem` of the stage.
#[track_caller]
fn caught<S: Stage>(problem: &str) {
    says(check::<S>(json!({})), S::NAME, problem);
}

#[track_caller]
fn says(result: Result<(), String>, stage: &str, problem: &str) {
    let error = result.expect_err("the stage breaks a rule");
    assert_eq!(
        error,
        format!("the stage `{stage}` does not conform:\n- {problem}")
    );
}

/// Checks that the problem starts with `problem`; what comes behind it is chance.
#[track_caller]
fn caught_roughly<S: Stage>(problem: &str) {
    let error = check::<S>(json!({})).expect_err("the stage breaks a rule");
    let start = format!("the stage `{}` does not conform:\n- {problem}", S::NAME);
    assert!(error.starts_with(&start), "{error}");
}

stage!(Sound, "sound", Settings, Layer<Token> => (Vec<Word>, Vec<Sentence>), |_, text, tokens| {
    let words = tokens.iter().filter(|token| token.kind == TokenKind::Word);
    let words = words.map(|token| word(token.span)).collect();
    Ok((words, vec![Sentence { span: text.span() }]))
});

#[test]
fn a_sound_stage_conforms() {
    assert_eq!(check::<Sound>(json!({ "shortest": 3 })), Ok(()));
    assert_eq!(check::<Sound>(json!(null)), Ok(()));
}

stage!(Named, "Named", Settings, () => Vec<Odd>, |_, _text, ()| Ok(vec![]));

#[derive(Serialize, Deserialize)]
struct Odd {
    span: Span,
}

impl Annotation for Odd {
    const NAME: &'static str = "2 odd";

    fn span(&self) -> Span {
        self.span
    }
}

#[test]
fn names_fit_every_format() {
    let rule = "must be a letter from a to z, then letters from a to z, digits, `_` and `-`";
    caught::<Named>(&format!(
        "its name `Named` {rule}\n- its layer `2 odd` {rule}"
    ));
}

#[derive(Deserialize, JsonSchema)]
#[serde(default)]
struct Loose {
    shortest: usize,
    inner: Vec<Inner>,
}

impl Default for Loose {
    fn default() -> Self {
        Self {
            shortest: 1,
            inner: vec![],
        }
    }
}

#[derive(Deserialize, JsonSchema)]
struct Inner {
    #[expect(dead_code, reason = "only its schema is looked at")]
    depth: usize,
}

stage!(Undocumented, "undocumented", Loose, () => (), |_, _text, ()| Ok(()));

#[test]
fn settings_are_documented_and_closed() {
    caught::<Undocumented>(
        "the type of its settings has no doc comment: that is the page which `presswork stages NAME` prints\n\
         - the setting `inner` has no doc comment\n\
         - the setting `shortest` has no doc comment\n\
         - the setting `depth` of `Inner` has no doc comment\n\
         - `Inner`, a type in its settings, accepts keys that it does not know: put `#[serde(deny_unknown_fields)]` on it\n\
         - its settings accept a key that they do not know: put `#[serde(deny_unknown_fields)]` on the type",
    );
}

#[test]
fn settings_of_the_test_fit() {
    says(
        check::<Sound>(json!({ "shortest": "three" })),
        "sound",
        "its settings cannot be read from {\"shortest\":\"three\"}: invalid type: string \"three\", expected usize; \
         give the test settings that fit",
    );
    says(
        check::<Sound>(json!([1])),
        "sound",
        "settings are an object such as {}, and the test gives [1]",
    );
}
