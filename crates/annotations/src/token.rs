//! `token` and `sentence`.

use crate::words::words;
use presswork_model::{Annotation, Span};
use serde::{Deserialize, Serialize};

words! {
    /// What a token is made of.
    ///
    /// ```
    /// assert_eq!(presswork_annotations::TokenKind::Word.as_str(), "word");
    /// ```
    pub enum TokenKind {
        /// Letters, with what is written into a word: `don't`, `U.S.`, `@name`, an address on the web.
        Word = "word",
        /// Digits, with signs inside: `1,325`, `7.4`, `2nd`.
        Number = "number",
        /// Stops, brackets, quotation marks, dashes.
        Punctuation = "punctuation",
        /// Everything else: `$`, `%`, `+`, emoji.
        Symbol = "symbol",
    }
}

/// A surface token, as Universal Dependencies cuts them. Tokens never overlap, and what lies outside them is blank.
///
/// ```
/// use presswork_annotations::{Token, TokenKind};
/// let token = Token { span: presswork_model::Span::new(0, 5), kind: TokenKind::Word };
/// assert_eq!(token.kind.to_string(), "word");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

impl Annotation for Token {
    const NAME: &'static str = "token";

    fn span(&self) -> Span {
        self.span
    }
}

/// A sentence, heading or caption. Sentences never overlap, and together they hold all tokens.
///
/// ```
/// let sentence = presswork_annotations::Sentence { span: presswork_model::Span::new(0, 20) };
/// assert_eq!(sentence.span.len(), 20);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// From its first token to the end of its last.
    pub span: Span,
}

impl Annotation for Sentence {
    const NAME: &'static str = "sentence";

    fn span(&self) -> Span {
        self.span
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{pins, span};

    #[test]
    fn json() {
        let kind = TokenKind::Punctuation;
        pins(
            Token {
                span: span(4, 5),
                kind,
            },
            r#"{"span":[4,5],"kind":"punctuation"}"#,
        );
        pins(Sentence { span: span(0, 9) }, r#"{"span":[0,9]}"#);
    }
}
