//! A document becomes rows, on any thread.

use super::cells::{Cells, Place, TooMuch, varint};
use super::columns::Columns;
use super::other;
use presswork_annotations::{
    Actor, Attribution, Block, Image, Mention, Quantity, Sentence, Stance, Time, Token, TokenKind,
};
use presswork_model::{
    Annotation, BoxError, Document, Id, Layer, LayerError, Meta, Offsets, Span, Text,
};
use std::ops::Range;

/// The rows of one layer: the cells of one after another.
struct LayerRows<'a> {
    layer: &'a str,
    version: u32,
    width: usize,
    rows: usize,
    cells: Range<usize>,
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

/// The rows of a document as [`Rows`](super::rows::Rows) reads them: the text, the document's own row, and for each layer
/// its name, version, width, the number of its rows, and their cells.
pub(super) fn encode(
    document: &Document,
    holds: impl Fn(&str) -> bool,
) -> Result<Vec<u8>, BoxError> {
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
                let rows = other::rows(&mut encoder, layer)?;
                LayerRows {
                    layer: layer.name(),
                    version: layer.version(),
                    width: other::WIDTH,
                    rows,
                    cells: start..encoder.cells.len(),
                }
            }
        };
        layers.push(rows);
    }
    let body = document.text().body();
    let mut out = Vec::with_capacity(body.len() + encoder.cells.len() + 512);
    let string = |text: &str, out: &mut Vec<u8>| {
        varint(text.len() as u64, out);
        out.extend_from_slice(text.as_bytes());
    };
    string(body, &mut out);
    out.extend_from_slice(encoder.cells.range(own));
    for layer in layers {
        string(layer.layer, &mut out);
        for number in [layer.version.into(), layer.width as u64, layer.rows as u64] {
            varint(number, &mut out);
        }
        out.extend_from_slice(encoder.cells.range(layer.cells));
    }
    Ok(out)
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

    fn layer<A: Columns>(&mut self, document: &Document) -> Result<LayerRows<'static>, BoxError> {
        let layer: &Layer<A> = document
            .layer()?
            .ok_or(LayerError::Missing { layer: A::NAME })?;
        let start = self.cells.len();
        for (number, row) in layer.iter().enumerate() {
            let failed = |reason| format!("`{}` number {number}: {reason}", A::NAME);
            self.row(number, row).map_err(failed)?;
        }
        Ok(LayerRows {
            layer: A::NAME,
            version: A::VERSION,
            width: A::WIDTH,
            rows: layer.len(),
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
            None => self.cells.null(),
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
            None => self.cells.null(),
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
