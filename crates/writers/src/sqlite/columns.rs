//! The columns of each layer of the vocabulary, in the order of its table.

use super::cells::Place;
use super::encode::Encoder;
use presswork_annotations::{
    Actor, Amount, Attribution, Block, Direction, Extent, Holder, Image, Mention, Polarity,
    Quantity, Sentence, Stance, Time, Token,
};
use presswork_model::{Annotation, BoxError, Id, Span};

/// How many columns stand before a layer's own, the document's number and the row's apart: `start`, `end`, `text`.
const COVERED: usize = 3;

/// A layer that has a table of its own.
pub(super) trait Columns: Annotation {
    /// How many cells a row has.
    const WIDTH: usize;

    /// Adds the cells behind `text` of the row that is the layer's `number`th.
    fn cells(&self, number: usize, to: &mut Encoder<'_>) -> Result<(), BoxError>;
}

impl Columns for Block {
    const WIDTH: usize = COVERED + 3;

    fn cells(&self, _: usize, to: &mut Encoder<'_>) -> Result<(), BoxError> {
        let picture = self.picture.as_deref();
        to.cells.word(Some(self.kind.as_str()));
        to.cells
            .text(picture.and_then(|picture| picture.alt.as_deref()))?;
        to.cells
            .text(picture.and_then(|picture| picture.address.as_deref()))?;
        Ok(())
    }
}

impl Columns for Token {
    const WIDTH: usize = COVERED + 1;

    fn cells(&self, _: usize, to: &mut Encoder<'_>) -> Result<(), BoxError> {
        to.cells.word(Some(self.kind.as_str()));
        Ok(())
    }
}

impl Columns for Sentence {
    const WIDTH: usize = COVERED;

    fn cells(&self, _: usize, _: &mut Encoder<'_>) -> Result<(), BoxError> {
        Ok(())
    }
}

impl Columns for Mention {
    const WIDTH: usize = COVERED + 5;

    fn cells(&self, _: usize, to: &mut Encoder<'_>) -> Result<(), BoxError> {
        let key = self.actor.and_then(|actor| to.actor_key(actor));
        to.cells.word(Some(self.kind.as_str()));
        to.cells.word(Some(self.form.as_str()));
        to.cells.place(self.actor.map(Id::index));
        to.cells.shared(key)?;
        to.cells.score(self.score);
        Ok(())
    }
}

impl Columns for Actor {
    const WIDTH: usize = COVERED + 4;

    fn cells(&self, number: usize, to: &mut Encoder<'_>) -> Result<(), BoxError> {
        let mentions = to.named(number).map(|mentions| mentions as usize);
        to.cells.text(self.id.as_deref())?;
        to.cells.text(Some(&self.name))?;
        to.cells.word(Some(self.kind.as_str()));
        to.cells.place(mentions);
        Ok(())
    }
}

impl Columns for Attribution {
    const WIDTH: usize = COVERED + 15;

    fn cells(&self, _: usize, to: &mut Encoder<'_>) -> Result<(), BoxError> {
        to.cells.word(Some(self.kind.as_str()));
        extent(self.source.as_ref(), to)?;
        to.cells.place(self.holder.map(Id::index));
        let holder = self.holder.and_then(|holder| to.who(holder));
        to.name_and_key(holder.as_ref())?;
        extent(self.cue.as_ref(), to)?;
        extent(Some(&self.content), to)?;
        let parts = parts(self, to)?;
        to.cells.text(parts.as_deref())?;
        to.cells.place(self.parent.map(Id::index));
        Ok(())
    }
}

/// The words of an extent, where it starts and where it ends.
fn extent(extent: Option<&Extent>, to: &mut Encoder<'_>) -> Result<(), BoxError> {
    let Some(extent) = extent else {
        return covered(None, to);
    };
    if let &[span] = extent.spans() {
        return covered(Some(span), to);
    }
    let mut words = String::new();
    for &part in extent.spans() {
        let part = to.place(part)?;
        if !words.is_empty() {
            words.push_str(" … ");
        }
        to.cells.repeat(part.span.len() as usize)?;
        words.push_str(&to.text[part.span]);
    }
    let Place { start, end, .. } = to.place(extent.span())?;
    to.cells.text(Some(&words))?;
    to.cells.integer(start);
    to.cells.integer(end);
    Ok(())
}

/// The words of a span, where it starts and where it ends.
fn covered(span: Option<Span>, to: &mut Encoder<'_>) -> Result<(), BoxError> {
    match span.map(|span| to.place(span)).transpose()? {
        None => (0..3).for_each(|_| to.cells.null()),
        Some(Place { span, start, end }) => {
            to.cells.words(span)?;
            to.cells.integer(start);
            to.cells.integer(end);
        }
    }
    Ok(())
}

/// The spans of source, cue and content as JSON, if one of them stands in parts.
fn parts(row: &Attribution, to: &Encoder<'_>) -> Result<Option<String>, BoxError> {
    let content = Some(&row.content);
    let extents = [
        ("source", row.source.as_ref()),
        ("cue", row.cue.as_ref()),
        ("content", content),
    ];
    let whole = |extent: Option<&Extent>| extent.is_none_or(|extent| extent.spans().len() == 1);
    if extents.iter().all(|(_, extent)| whole(*extent)) {
        return Ok(None);
    }
    let mut parts = serde_json::Map::new();
    for (name, extent) in extents {
        let Some(extent) = extent else { continue };
        let places: Result<Vec<_>, _> = extent.spans().iter().map(|&span| to.place(span)).collect();
        let points: Vec<_> = places?
            .iter()
            .map(|place| [place.start, place.end])
            .collect();
        parts.insert(name.to_owned(), points.into_iter().map(Vec::from).collect());
    }
    Ok(Some(serde_json::to_string(&parts)?))
}

impl Columns for Stance {
    const WIDTH: usize = COVERED + 15;

    fn cells(&self, _: usize, to: &mut Encoder<'_>) -> Result<(), BoxError> {
        let (kind, holder) = match self.holder {
            Holder::Author => ("author", None),
            Holder::Unknown => ("unknown", None),
            Holder::Mention(mention) => ("mention", Some(mention)),
        };
        let signed = match self.polarity {
            Polarity::Support => self.strength,
            Polarity::Oppose => -self.strength,
            Polarity::Neutral => 0.0,
        };
        to.cells.word(Some(kind));
        to.cells.place(holder.map(Id::index));
        let holder = holder.and_then(|holder| to.who(holder));
        to.name_and_key(holder.as_ref())?;
        to.cells.place(Some(self.target.index()));
        let target = to.who(self.target);
        to.name_and_key(target.as_ref())?;
        to.cells.word(Some(self.polarity.as_str()));
        to.cells.score(self.strength);
        to.cells.score(signed);
        to.cells.place(self.attribution.map(Id::index));
        to.cells.integer(self.negated);
        to.cells.integer(self.hypothetical);
        to.cells.score(self.score);
        to.cells.text(Some(&self.rule))?;
        Ok(())
    }
}

impl Columns for Quantity {
    const WIDTH: usize = COVERED + 16;

    fn cells(&self, _: usize, to: &mut Encoder<'_>) -> Result<(), BoxError> {
        let (amount, low, high) = match self.value {
            Amount::Exact(value) => ("exact", Some(value), Some(value)),
            Amount::Range(low, high) => ("range", Some(low), Some(high)),
            Amount::AtLeast(low) => ("at_least", Some(low), None),
            Amount::AtMost(high) => ("at_most", None, Some(high)),
            Amount::OrderOfMagnitude(low) => ("order_of_magnitude", Some(low), None),
        };
        to.cells.word(Some(amount));
        for bound in [low, high] {
            // Through its digits: the nearest number, as a person who types them would get.
            let bound = bound.and_then(|bound| bound.to_string().parse().ok());
            match bound {
                Some(bound) => to.cells.real(bound),
                None => to.cells.null(),
            }
        }
        let value = match (low, high) {
            (Some(low), Some(high)) if low != high => format!("{low}..{high}"),
            (Some(value), _) | (None, Some(value)) => value.to_string(),
            (None, None) => String::new(),
        };
        to.cells.text(Some(&value))?;
        to.cells.integer(self.approximate);
        to.cells
            .word(self.unit.as_ref().map(|unit| unit.kind.as_str()));
        to.cells.text(self.unit.as_ref().map(|unit| &*unit.code))?;
        covered(self.of, to)?;
        let direction = self.change.and_then(|change| change.direction);
        to.cells.word(direction.map(Direction::as_str));
        to.cells
            .word(self.change.map(|change| change.role.as_str()));
        to.cells.place(self.time.map(Id::index));
        to.when(self.time)?;
        to.cells.place(self.attribution.map(Id::index));
        let readings = (!self.readings.is_empty()).then(|| serde_json::to_string(&self.readings));
        to.cells.text(readings.transpose()?.as_deref())?;
        Ok(())
    }
}

impl Columns for Time {
    const WIDTH: usize = COVERED + 2;

    fn cells(&self, _: usize, to: &mut Encoder<'_>) -> Result<(), BoxError> {
        to.cells.word(Some(self.kind.as_str()));
        to.cells.text(self.value.as_deref())?;
        Ok(())
    }
}

impl Columns for Image {
    const WIDTH: usize = COVERED + 5;

    fn cells(&self, _: usize, to: &mut Encoder<'_>) -> Result<(), BoxError> {
        covered(self.credit, to)?;
        to.cells.text(self.alt.as_deref())?;
        to.cells.text(self.address.as_deref())?;
        Ok(())
    }
}
