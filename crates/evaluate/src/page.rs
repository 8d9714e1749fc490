//! Tokens, sentences, blocks and images.

use crate::Row;
use crate::evaluation::{Pair, row};
use crate::matching::exact;
use presswork_annotations::{Block, Image, Sentence, Token};
use presswork_model::{Annotation, LayerError};

pub(crate) fn rows(pair: &Pair<'_>) -> Result<Vec<Row>, LayerError> {
    let mut rows = Vec::new();
    rows.extend(spans::<Block>(pair)?);
    if let Some((gold, found)) = pair.layers::<Block>()? {
        let key = |block: &Block| (block.span, block.kind);
        let score = exact(gold.iter().map(key), found.iter().map(key));
        rows.push(row::<Block>("kind", score));
    }
    rows.extend(spans::<Token>(pair)?);
    rows.extend(spans::<Sentence>(pair)?);
    rows.extend(spans::<Image>(pair)?);
    if let Some((gold, found)) = pair.layers::<Image>()? {
        let key = |image: &Image| (image.span, image.credit);
        let score = exact(gold.iter().map(key), found.iter().map(key));
        rows.push(row::<Image>("credit", score));
    }
    Ok(rows)
}

/// The measure `exact` of any layer: the same span.
pub(crate) fn spans<A: Annotation>(pair: &Pair<'_>) -> Result<Option<Row>, LayerError> {
    let layers = pair.layers::<A>()?;
    let score =
        layers.map(|(gold, found)| exact(gold.iter().map(A::span), found.iter().map(A::span)));
    Ok(score.map(|score| row::<A>("exact", score)))
}
