//! Tokens and sentences: a sentence a line, tokens a blank apart.

use super::Head;
use presswork_annotations::{Sentence, Token, TokenKind};
use presswork_model::Span;

pub(super) fn cut(
    name: &str,
    head: &Head<'_>,
    text: &str,
) -> Result<(Vec<Token>, Vec<Sentence>), String> {
    let (mut tokens, mut sentences) = (Vec::new(), Vec::new());
    let mut rest = text;
    for (number, line) in head.body.lines().enumerate() {
        let wrong = |what: String| Err(format!("{name}:{}: {what}", number + head.lines + 1));
        let first = tokens.len();
        for word in line.split_whitespace() {
            rest = rest.trim_start();
            let start = text.len() - rest.len();
            let Some(after) = rest.strip_prefix(word) else {
                let found: String = rest.chars().take(20).collect();
                return wrong(format!(
                    "there is no `{word}` where the text goes on with `{found}`"
                ));
            };
            rest = after;
            tokens.push(Token {
                span: Span::from_range(start..start + word.len()),
                kind: kind(word),
            });
        }
        let (Some(first), Some(last)) = (tokens.get(first), tokens.last()) else {
            return wrong("a sentence has a token".to_owned());
        };
        sentences.push(Sentence {
            span: first.span.to(last.span),
        });
    }
    let rest = rest.trim();
    if rest.is_empty() {
        return Ok((tokens, sentences));
    }
    let found: String = rest.chars().take(20).collect();
    Err(format!("{name}: the text goes on with `{found}`"))
}

fn kind(word: &str) -> TokenKind {
    let mut letters = word.chars();
    let signs = |c: char| {
        matches!(
            c,
            '$' | '€' | '£' | '¥' | '%' | '+' | '=' | '<' | '>' | '^' | '|' | '~' | '°'
        )
    };
    match letters.find(|c| c.is_alphanumeric()) {
        Some(first) if first.is_numeric() => TokenKind::Number,
        Some(_) => TokenKind::Word,
        None if word
            .chars()
            .all(|c| c.is_ascii_punctuation() && !signs(c) || "“”‘’–—…«»•".contains(c)) =>
        {
            TokenKind::Punctuation
        }
        None => TokenKind::Symbol,
    }
}
