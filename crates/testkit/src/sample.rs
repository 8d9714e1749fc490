//! Sample documents with simple layers, so that a stage can be tested without the stages before it.
//!
//! The cuts are rough on purpose: a test that needs better ones belongs in the end-to-end tests.

use crate::{Marked, answers};
use presswork_annotations::{
    Block, BlockKind, Form, Mention, MentionKind, Sentence, Token, TokenKind,
};
use presswork_model::{Document, Span, Text};
use std::fs;
use std::path::{Path, PathBuf};

/// A document with `block`, `token` and `sentence` layers: blocks at blank lines, sentences at stops.
///
/// ```
/// let document = presswork_testkit::sample::document("Prices fell. They rose again.");
/// let sentences = document.layer::<presswork_annotations::Sentence>().unwrap().unwrap();
/// assert_eq!(sentences.len(), 2);
/// ```
///
/// # Panics
/// Never on text of under 4 GiB.
pub fn document(text: &str) -> Document {
    with_text(Text::new("sample", text))
}

/// The same for a text with metadata.
///
/// ```
/// use presswork_model::{Meta, Text};
/// let meta = Meta { date: Some("2024-03-05".into()), ..Meta::default() };
/// let document = presswork_testkit::sample::with_text(Text::with_meta("a", meta, "Prices fell."));
/// assert_eq!(document.text().meta().date.as_deref(), Some("2024-03-05"));
/// ```
///
/// # Panics
/// Never on text of under 4 GiB.
pub fn with_text(text: Text) -> Document {
    let blocks: Vec<_> = paragraphs(&text)
        .map(|span| Block {
            span,
            kind: BlockKind::Paragraph,
            picture: None,
        })
        .collect();
    let mut document = Document::new(text);
    cut(&mut document, &blocks);
    document
        .write(blocks)
        .expect("blocks lie on the text in order");
    document
}

/// Texts to measure with, in a fixed order: every plain text of real news where `../shared/news` lies beside the project,
/// else of the project's own corpus.
///
/// ```
/// assert!(!presswork_testkit::sample::news().is_empty());
/// ```
///
/// # Panics
/// If neither folder can be read.
pub fn news() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let real = root.join("../shared/news");
    let folder = if real.exists() {
        real
    } else {
        root.join("corpus")
    };
    let mut texts = Vec::new();
    gather(&folder, &mut texts);
    texts
}

fn gather(folder: &Path, texts: &mut Vec<String>) {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            gather(&path, texts);
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            texts.extend(fs::read_to_string(&path));
        }
    }
}

/// Writes `token` and `sentence`.
fn cut(document: &mut Document, blocks: &[Block]) {
    let tokens = tokens(document.text());
    let sentences = sentences(document.text(), blocks, &tokens);
    document
        .write(tokens)
        .expect("tokens lie on the text in order");
    document
        .write(sentences)
        .expect("sentences lie on the text in order");
}

/// A document with every layer, from the mark-up of [`answers`] without its first two lines; what is in
/// no block has no sentence.
///
/// ```
/// let source = "[[Omarra]{place =?omarra} has [two]{quantity q1 2 \"port\"} [ports]{of q1}.]{paragraph}";
/// let document = presswork_testkit::sample::with_layers(source)?;
/// assert_eq!(document.layers().count(), presswork_annotations::LAYERS.len());
/// # Ok::<(), String>(())
/// ```
pub fn with_layers(source: &str) -> Result<Document, String> {
    let mut document = answers::layers("the sample", 0, "sample", source)?;
    let blocks = document.layer::<Block>().ok().flatten();
    let blocks: Vec<_> = blocks
        .expect("it was just written")
        .iter()
        .cloned()
        .collect();
    cut(&mut document, &blocks);
    Ok(document)
}

/// A document whose mentions are the marks `{person}`, `{organisation}`, `{place}`, `{group}` and `{other}`, each with
/// `nominal` or `pronoun` behind it where it is no name.
///
/// ```
/// let marked = presswork_testkit::Marked::parse("[She]{person pronoun} left.").unwrap();
/// let document = presswork_testkit::sample::with_mentions(&marked);
/// let mentions = document.layer::<presswork_annotations::Mention>().unwrap().unwrap();
/// assert_eq!(mentions[0].form, presswork_annotations::Form::Pronoun);
/// ```
///
/// # Panics
/// If a mention's form is none of the words for it.
pub fn with_mentions(marked: &Marked) -> Document {
    let mut document = document(&marked.text);
    let mention = |mark: &crate::Mark| {
        let kind = mark.label.parse::<MentionKind>().ok()?;
        let form = mark.args.iter().find(|arg| !arg.starts_with('='));
        let form = form.map_or(Form::Name, |form| form.parse().expect("a form of mention"));
        Some(Mention {
            span: mark.span,
            kind,
            form,
            actor: None,
            score: 1.0,
        })
    };
    let mentions = marked.marks.iter().filter_map(mention).collect();
    document
        .write(mentions)
        .expect("marks lie on the text in order");
    document
}

fn paragraphs(text: &Text) -> impl Iterator<Item = Span> {
    let blocks = text
        .body()
        .split("\n\n")
        .map(str::trim)
        .filter(|block| !block.is_empty());
    blocks.map(|block| text.span_of(block))
}

fn tokens(text: &Text) -> Vec<Token> {
    let body = text.body();
    let mut tokens = Vec::new();
    let mut characters = body.char_indices().peekable();
    while let Some((start, first)) = characters.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut end = start + first.len_utf8();
        let kind = if first.is_alphanumeric() {
            while let Some(&(at, next)) = characters.peek() {
                let inner = matches!(next, '\'' | '’' | '.' | ',')
                    && body[at + next.len_utf8()..].starts_with(char::is_alphanumeric);
                if !(next.is_alphanumeric() || inner) {
                    break;
                }
                end = at + next.len_utf8();
                characters.next();
            }
            if first.is_numeric() {
                TokenKind::Number
            } else {
                TokenKind::Word
            }
        } else if first.is_ascii_punctuation()
            && !matches!(first, '$' | '%' | '+' | '=' | '<' | '>' | '^' | '|' | '~')
            || matches!(first, '“' | '”' | '‘' | '’' | '–' | '—' | '…' | '«' | '»')
        {
            TokenKind::Punctuation
        } else {
            TokenKind::Symbol
        };
        tokens.push(Token {
            span: Span::from_range(start..end),
            kind,
        });
    }
    tokens
}

/// A title or an initial, whose stop ends no sentence.
fn is_short(word: &str) -> bool {
    let initial = word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase());
    initial || matches!(word, "Mr" | "Mrs" | "Ms" | "Dr" | "St" | "Gen")
}

fn sentences(text: &Text, blocks: &[Block], tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for block in blocks
        .iter()
        .filter(|block| block.kind != BlockKind::Credit)
    {
        let inside = tokens
            .iter()
            .map(|token| token.span)
            .filter(|&span| block.span.covers(span));
        let inside: Vec<_> = inside.collect();
        let mut first = 0;
        for (i, &token) in inside.iter().enumerate() {
            let next = inside.get(i + 1).map(|&next| &text[next]);
            let closes = |word: &str| matches!(word, "”" | "\"" | "’" | ")");
            let stopped = matches!(&text[token], "." | "!" | "?")
                || i > 0 && closes(&text[token]) && matches!(&text[inside[i - 1]], "." | "!" | "?");
            let shortened = i > 0 && &text[token] == "." && is_short(&text[inside[i - 1]]);
            let starts = next.is_some_and(|next| {
                next.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"'))
            });
            if next.is_none() || stopped && starts && !shortened {
                sentences.push(Sentence {
                    span: inside[first].to(token),
                });
                first = i + 1;
            }
        }
    }
    sentences
}
