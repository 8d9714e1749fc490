//! Layers of the vocabulary, where they can be read as such.

use presswork_annotations::{
    Actor, Attribution, Block, Image, Mention, Quantity, Sentence, Stance, Time, Token,
};
use presswork_model::{Annotation, Document, Layer, LayerError};

/// The layer of `A`, if it is there and can be read. The view says of each that cannot.
pub(super) fn layer<A: Annotation>(document: &Document) -> Option<&Layer<A>> {
    document.layer().ok().flatten()
}

/// Why the layer called `name` cannot be read, though this program knows its name: gold files of others often hold
/// only some of the fields.
pub(super) fn unreadable(document: &Document, name: &str) -> Option<LayerError> {
    match name {
        Block::NAME => document.layer::<Block>().err(),
        Token::NAME => document.layer::<Token>().err(),
        Sentence::NAME => document.layer::<Sentence>().err(),
        Mention::NAME => document.layer::<Mention>().err(),
        Actor::NAME => document.layer::<Actor>().err(),
        Attribution::NAME => document.layer::<Attribution>().err(),
        Stance::NAME => document.layer::<Stance>().err(),
        Quantity::NAME => document.layer::<Quantity>().err(),
        Time::NAME => document.layer::<Time>().err(),
        Image::NAME => document.layer::<Image>().err(),
        _ => None,
    }
}
