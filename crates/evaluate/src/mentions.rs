//! Mentions.

use crate::Row;
use crate::evaluation::{Pair, row};
use crate::matching::{exact, overlapping};
use presswork_annotations::{Form, Mention};
use presswork_model::{LayerError, Span};

pub(crate) fn rows(pair: &Pair<'_>) -> Result<Vec<Row>, LayerError> {
    let Some((gold, found)) = pair.layers::<Mention>()? else {
        return Ok(Vec::new());
    };
    let key = |mention: &Mention| (mention.span, mention.kind);
    let names = |mentions: &[Mention]| {
        let names = mentions.iter().filter(|mention| mention.form == Form::Name);
        names.map(key).collect::<Vec<_>>()
    };
    let spans = |mentions: &[Mention]| {
        mentions
            .iter()
            .map(|mention| mention.span)
            .collect::<Vec<Span>>()
    };
    Ok(vec![
        row::<Mention>("exact", exact(gold.iter().map(key), found.iter().map(key))),
        row::<Mention>("name", exact(names(gold), names(found))),
        row::<Mention>("overlap", overlapping(&spans(gold), &spans(found))),
    ])
}
