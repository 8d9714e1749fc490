//! Gold in the place of what a stage would write.

use super::{Answers, Mention};
use presswork_annotations::Mention as TypedMention;
use presswork_annotations::MentionKind;
use presswork_annotations::{
    Actor, Attribution, Block, Image, Quantity, Sentence, Stance, Time, Token, TokenKind,
};
use presswork_model::{Annotation, Document, Id, LayerError, Span};

impl Answers {
    /// Writes a layer of gold into a document on the same text, in the place of what a stage would write. Tokens, sentences
    /// and mentions may lack what only stages know; any other layer must be as stages write it.
    ///
    /// ```
    /// # use presswork_evaluate::Answers; use presswork_model::Document; use presswork_annotations::Mention;
    /// let gold = Document::from_json(br#"{"id":"a","text":"Omar","layers":{"mention":[{"span":[0,4]}]}}"#)?;
    /// let mut document = Document::new(gold.text().clone());
    /// Answers::of(&gold)?.give("mention", &gold, &mut document)?;
    /// assert_eq!(document.layer::<Mention>()?.map(|layer| layer.len()), Some(1));
    /// # Ok::<(), presswork_model::BoxError>(())
    /// ```
    pub fn give(
        &self,
        layer: &str,
        gold: &Document,
        document: &mut Document,
    ) -> Result<(), LayerError> {
        match layer {
            "token" => {
                let spans = sorted(self.tokens.iter().flatten().copied());
                document.write(spans.into_iter().map(|span| self.token(span)).collect())
            }
            "sentence" => {
                let spans = sorted(self.sentences.iter().flatten().copied());
                document.write(spans.into_iter().map(|span| Sentence { span }).collect())
            }
            "mention" => document.write(self.typed_mentions()),
            "block" => document.write(copied::<Block>(gold)?),
            "actor" => document.write(copied::<Actor>(gold)?),
            "attribution" => document.write(copied::<Attribution>(gold)?),
            "stance" => document.write(copied::<Stance>(gold)?),
            "quantity" => document.write(copied::<Quantity>(gold)?),
            "time" => document.write(copied::<Time>(gold)?),
            "image" => document.write(copied::<Image>(gold)?),
            _ => Ok(()),
        }
    }

    fn token(&self, span: Span) -> Token {
        let word = &self.text[span];
        let kind = match word.chars().next() {
            Some(first) if first.is_numeric() => TokenKind::Number,
            _ if word.chars().any(char::is_alphanumeric) => TokenKind::Word,
            _ => TokenKind::Punctuation,
        };
        Token { span, kind }
    }

    fn typed_mentions(&self) -> Vec<TypedMention> {
        let mut mentions: Vec<_> = self.mentions.iter().flatten().collect();
        mentions.sort_by_key(|mention| mention.span);
        let typed = |mention: &Mention| TypedMention {
            span: mention.span,
            kind: mention.kind.unwrap_or(MentionKind::Person),
            form: mention.form,
            actor: mention.actor.filter(|_| self.actors.is_some()).map(Id::new),
            score: 1.0,
        };
        mentions.into_iter().map(typed).collect()
    }
}

fn copied<A: Annotation + Clone>(gold: &Document) -> Result<Vec<A>, LayerError> {
    Ok(gold
        .layer::<A>()?
        .map_or(Vec::new(), |layer| layer.to_vec()))
}

fn sorted(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut spans: Vec<_> = spans.collect();
    spans.sort_unstable();
    spans
}
