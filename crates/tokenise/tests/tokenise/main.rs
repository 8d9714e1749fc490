//! What the stage does, in bracket mark-up, and the laws that hold for any text.

mod golden;
mod laws;
mod sentences;
mod settings;
mod tokens;

use presswork_annotations::{Block, BlockKind, Sentence, Token, TokenKind};
use presswork_model::{Context, Document, Span, Stage, Text, run_stage};
use presswork_testkit::{Mark, Marked};
use presswork_tokenise::{Settings, Tokenise};

/// Strips the marks, runs the stage and compares what it found with the marks.
///
/// Marked are the tokens that are more or less than a run of letters and digits or a single other character, or not of
/// its kind; and the sentences, where there are several. `title`, `caption` and so on mark blocks, which the stage is given.
#[track_caller]
fn check(source: &str) {
    check_with(Settings::default(), source);
}

#[track_caller]
fn check_with(settings: Settings, source: &str) {
    let given = Marked::parse(source).expect("the mark-up is sound");
    let blocks: Vec<&Mark> = given
        .marks
        .iter()
        .filter(|mark| mark.label.parse::<BlockKind>().is_ok())
        .collect();
    let (tokens, sentences) = run(settings, &given.text, &blocks);
    let whole = sentences.len() < 2;
    let sentences = sentences
        .iter()
        .filter(|_| !whole)
        .map(|span| mark(*span, "sentence"));
    let simple = simple(&given.text);
    let special = tokens.iter().filter(|token| !simple.contains(token));
    let special = special.map(|token| mark(token.span, token.kind.as_str()));
    let mut marks: Vec<_> = blocks
        .into_iter()
        .cloned()
        .chain(sentences)
        .chain(special)
        .collect();
    marks.sort_by_key(|mark| (mark.span.start(), u32::MAX - mark.span.end()));
    let found = Marked {
        text: given.text.clone(),
        marks,
    };
    assert_eq!(found.to_string(), source);
}

fn mark(span: Span, label: &str) -> Mark {
    Mark {
        span,
        label: label.to_owned(),
        args: Vec::new(),
    }
}

/// The tokens and sentences of a text with these blocks.
fn run(settings: Settings, text: &str, blocks: &[&Mark]) -> (Vec<Token>, Vec<Span>) {
    let stage = Tokenise::new(settings, &Context::default()).expect("the settings are sound");
    let mut document = Document::new(Text::new("t", text));
    if !blocks.is_empty() {
        let kind = |mark: &Mark| mark.label.parse().expect("it was filtered");
        let blocks = blocks.iter().map(|mark| Block {
            span: mark.span,
            kind: kind(mark),
            picture: None,
        });
        document
            .write(blocks.collect())
            .expect("marks lie on the text in order");
    }
    run_stage(&stage, &mut document).expect("the stage never fails");
    let tokens = document
        .layer::<Token>()
        .expect("readable")
        .expect("written");
    let sentences = document
        .layer::<Sentence>()
        .expect("readable")
        .expect("written");
    (
        tokens.to_vec(),
        sentences.iter().map(|sentence| sentence.span).collect(),
    )
}

/// The simplest cut: runs of letters and digits, and single characters.
fn simple(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut last = None;
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let span = Span::from_range(at..at + c.len_utf8());
        let kind = match c {
            '0'..='9' => TokenKind::Number,
            _ if c.is_alphanumeric() => TokenKind::Word,
            '$' | '%' | '+' | '=' | '<' | '>' | '€' | '£' | '^' | '|' | '~' => TokenKind::Symbol,
            _ => TokenKind::Punctuation,
        };
        match tokens.last_mut() {
            Some(token) if last == Some(at) && c.is_alphanumeric() => {
                token.span = token.span.to(span);
            }
            _ => tokens.push(Token { span, kind }),
        }
        last = c.is_alphanumeric().then_some(at + c.len_utf8());
    }
    tokens
}
