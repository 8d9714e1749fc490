//! A document becomes rows, on any thread.

use super::cells::{Cell, Cells, Place, TooMuch};
use super::columns::Columns;
use super::other;
use presswork_annotations::{
    Actor, Attribution, Block, Image, Mention, Quantity, Sentence, Stance, Time, Token, TokenKind,
};
use presswork_model::{
    Annotation, BoxError, Document, Id, Layer, LayerError, Meta, Offsets, Span, Text,
};
use std::borrow::Cow;
use std::ops::Range;

/// A document as rows, ready to be written.
#[derive(Debug)]
pub struct Rows {
    pub(super) name: Box<str>,
    pub(super) cells: Cells,
    /// The cells of the document's own row.
    pub(super) document: Range<usize>,
    pub(super) layers: Vec<LayerRows>,
}

/// The rows of one layer: the cells of one after another.
#[derive(Debug)]
pub(super) struct LayerRows {
    pub(super) layer: Cow<'static, str>,
    pub(super) version: u32,
    pub(super) width: usize,
    pub(super) cells: Range<usize>,
}

/// What the rows of a document are made from.
pub(super) struct Encoder<'a> {
    pub(super) text: &'a Text,
    pub(super) cells: Cells,
    offsets: Offsets<'a>,
    mentions: Option<&'a Layer<Mention>>,
    actors: Option<&'a Layer<Actor>>,
    times: Option<&'a Layer<Time>>,
    /// How many mentions mean each actor.
    named: Vec<u32>,
}

/// Who a mention means, as cells.
pub(super) struct Who<'a> {
    key: Option<&'a str>,
    /// The actor's name; none if only the words of the mention are known.
    name: Option<&'a str>,
    words: Span,
}

/// The most layers of one document that this program does not know.
const UNKNOWN: usize = 200;

/// The document has more layers of other people's than any of their programs makes.
#[derive(Debug, thiserror::Error)]
#[error(
    "more than {UNKNOWN} layers that this program does not know, at `{}`: name those that you want in the setting `layers`",
    .0.escape_default()
)]
struct UnknownLayers(String);

pub(super) fn encode(document: &Document, holds: impl Fn(&str) -> bool) -> Result<Rows, BoxError> {
    let mut encoder = Encoder::new(document)?;
    encoder.document(document)?;
    let own = 0..encoder.cells.len();
    let mut layers = Vec::new();
    let mut unknown = 0;
    for layer in document.layers().filter(|layer| holds(layer.name())) {
        let rows = match layer.name() {
            Block::NAME => encoder.layer::<Block>(document)?,
            Token::NAME => encoder.layer::<Token>(document)?,
            Sentence::NAME => encoder.layer::<Sentence>(document)?,
            Mention::NAME => encoder.layer::<Mention>(document)?,
            Actor::NAME => encoder.layer::<Actor>(document)?,
            Attribution::NAME => encoder.layer::<Attribution>(document)?,
            Stance::NAME => encoder.layer::<Stance>(document)?,
            Quantity::NAME => encoder.layer::<Quantity>(document)?,
            Time::NAME => encoder.layer::<Time>(document)?,
            Image::NAME => encoder.layer::<Image>(document)?,
            _ => {
                unknown += 1;
                if unknown > UNKNOWN {
                    return Err(UnknownLayers(layer.name().to_owned()).into());
                }
                let start = encoder.cells.len();
                other::rows(&mut encoder, layer)?;
                LayerRows {
                    layer: Cow::Owned(layer.name().to_owned()),
                    version: layer.version(),
                    width: other::WIDTH,
                    cells: start..encoder.cells.len(),
                }
            }
        };
        layers.push(rows);
    }
    Ok(Rows {
        name: document.text().id().into(),
        cells: encoder.cells,
        document: own,
        layers,
    })
}

impl<'a> Encoder<'a> {
    fn new(document: &'a Document) -> Result<Self, LayerError> {
        let text = document.text();
        let mut encoder = Self {
            text,
            cells: Cells::new(text.body()),
            offsets: text.offsets(),
            mentions: document.layer()?,
            actors: document.layer()?,
            times: document.layer()?,
            named: Vec::new(),
        };
        if let (Some(mentions), Some(actors)) = (encoder.mentions, encoder.actors) {
            encoder.named = vec![0; actors.len()];
            for actor in mentions.iter().filter_map(|mention| mention.actor) {
                if let Some(count) = encoder.named.get_mut(actor.index()) {
                    *count += 1;
                }
            }
        }
        Ok(encoder)
    }

    /// The columns of `document`, in the order of its table.
    fn document(&mut self, document: &Document) -> Result<(), BoxError> {
        let Meta {
            title,
            date,
            author,
            language,
            source,
            other,
        } = self.text.meta();
        // Tokens that cannot be read cost the document only if they are asked for.
        let words = document.layer::<Token>().ok().flatten().map(|tokens| {
            let is_word =
                |token: &&Token| matches!(token.kind, TokenKind::Word | TokenKind::Number);
            tokens.iter().filter(is_word).count()
        });
        let cells = &mut self.cells;
        cells.text(Some(self.text.id()))?;
        for value in [title, date, author, language, source] {
            cells.text(value.as_deref())?;
        }
        cells.place(words);
        let other = (!other.is_empty()).then(|| serde_json::to_string(other));
        cells.text(other.transpose()?.as_deref())?;
        Ok(cells.words(self.text.span())?)
    }

    fn layer<A: Columns>(&mut self, document: &Document) -> Result<LayerRows, BoxError> {
        let layer: &Layer<A> = document
            .layer()?
            .ok_or(LayerError::Missing { layer: A::NAME })?;
        let start = self.cells.len();
        for (number, row) in layer.iter().enumerate() {
            let failed = |reason| format!("`{}` number {number}: {reason}", A::NAME);
            self.row(number, row).map_err(failed)?;
        }
        Ok(LayerRows {
            layer: Cow::Borrowed(A::NAME),
            version: A::VERSION,
            width: A::WIDTH,
            cells: start..self.cells.len(),
        })
    }

    fn row<A: Columns>(&mut self, number: usize, row: &A) -> Result<(), BoxError> {
        self.cells.begin_row();
        let place = self.place(row.span())?;
        self.cells.covered(place)?;
        row.cells(number, self)
    }

    pub(super) fn place(&self, span: Span) -> Result<Place, BoxError> {
        Place::of(span, self.text, self.offsets)
    }

    pub(super) fn offsets(&self) -> Offsets<'a> {
        self.offsets
    }

    /// Who a mention means; none if the id points nowhere.
    pub(super) fn who(&self, mention: Id<Mention>) -> Option<Who<'a>> {
        let mention = self.mentions?.get_id(mention)?;
        let row = mention.actor.and_then(|actor| self.actors?.get_id(actor));
        Some(Who {
            key: row.and_then(|row| row.id.as_deref()),
            name: row.map(|row| &*row.name),
            words: mention.span,
        })
    }

    /// The name of `who`, and the key.
    pub(super) fn name_and_key(&mut self, who: Option<&Who<'_>>) -> Result<(), TooMuch> {
        match who {
            None => self.cells.push(Cell::Null),
            Some(Who {
                name: Some(name), ..
            }) => self.cells.shared(Some(name))?,
            Some(who) => self.cells.words(who.words)?,
        }
        self.cells.shared(who.and_then(|who| who.key))
    }

    pub(super) fn actor_key(&self, actor: Id<Actor>) -> Option<&'a str> {
        self.actors?.get_id(actor)?.id.as_deref()
    }

    /// The value of a time, or where it has none its words: "this year".
    pub(super) fn when(&mut self, time: Option<Id<Time>>) -> Result<(), TooMuch> {
        let time = time.and_then(|time| self.times?.get_id(time));
        match time {
            None => self.cells.push(Cell::Null),
            Some(time) => match time.value.as_deref() {
                Some(value) => self.cells.shared(Some(value))?,
                None => self.cells.words(time.span)?,
            },
        }
        Ok(())
    }

    /// How many mentions mean the actor at `index`; none if there is no layer of mentions.
    pub(super) fn named(&self, index: usize) -> Option<u32> {
        self.named.get(index).copied()
    }
}
