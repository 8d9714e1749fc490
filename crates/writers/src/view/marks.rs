//! The annotations as marks: a stretch of text and a label.

use super::Options;
use super::known::{layer, unreadable};
use super::names::Names;
use super::safe::safe;
use anstyle::{AnsiColor, Style};
use presswork_annotations::{
    Amount, Attribution, Block, Extent, Image, LAYERS, Mention, Quantity, Sentence, Stance, Time,
    Token,
};
use presswork_model::{Annotation, Document, DocumentLayer, Id, Layer, Span, Unit};
use serde_json::Value;

/// A labelled stretch of text.
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) label: String,
}

/// The marks of one layer, in text order.
pub(super) struct Marks {
    pub(super) layer: String,
    pub(super) style: Style,
    pub(super) all: Vec<Mark>,
}

/// The layers in the order in which they stand under the text.
const ORDER: [&str; 9] = [
    Block::NAME,
    Sentence::NAME,
    Token::NAME,
    Mention::NAME,
    Quantity::NAME,
    Time::NAME,
    Image::NAME,
    Attribution::NAME,
    Stance::NAME,
];

/// The colour of a layer, here and in the lists.
pub(super) fn style(layer: &str) -> Style {
    let colour = match layer {
        Mention::NAME | "actor" => AnsiColor::Green,
        Quantity::NAME => AnsiColor::Yellow,
        Time::NAME => AnsiColor::Magenta,
        Image::NAME => AnsiColor::Blue,
        Attribution::NAME => AnsiColor::Cyan,
        Stance::NAME => AnsiColor::Red,
        _ => AnsiColor::BrightBlack,
    };
    colour.on_default()
}

/// The marks of all layers that are shown.
pub(super) fn collect(document: &Document, names: &Names<'_>, options: &Options) -> Vec<Marks> {
    let mut all = Vec::new();
    for name in ORDER.into_iter().filter(|name| options.shows(name)) {
        let mut marks = match name {
            Block::NAME => each(document, |_, block: &Block| block.kind.to_string()),
            Sentence::NAME => each(document, |id, _: &Sentence| format!("{id:?}")),
            Token::NAME => each(document, |_, token: &Token| token.kind.to_string()),
            Mention::NAME => each(document, |_, mention: &Mention| names.label(mention)),
            Quantity::NAME => each(document, |_, quantity: &Quantity| value(quantity)),
            Time::NAME => each(document, |_, time: &Time| {
                safe(time.value.as_deref().unwrap_or(time.kind.as_str()))
            }),
            Image::NAME => images(document),
            Attribution::NAME => attributions(document),
            _ => each(document, |id, stance: &Stance| {
                let (holder, target) = (names.holder(stance.holder), names.name(stance.target));
                format!("{id:?} {}: {holder} → {target}", stance.polarity)
            }),
        };
        // A span inside an annotation is not checked when its layer is written.
        marks.retain(|mark| document.text().holds(mark.span));
        marks.sort_by_key(|mark| (mark.span.start(), std::cmp::Reverse(mark.span.end())));
        all.push((name.to_owned(), marks));
    }
    let strange = document.layers().filter(|layer| {
        let name = layer.name();
        !LAYERS.contains(&name) || unreadable(document, name).is_some()
    });
    for layer in strange.filter(|layer| options.shows(layer.name())) {
        all.push((safe(layer.name()), other(document, layer)));
    }
    all.retain(|(_, marks)| !marks.is_empty());
    let styled = |(layer, marks): (String, Vec<Mark>)| Marks {
        style: style(&layer),
        layer,
        all: marks,
    };
    all.into_iter().map(styled).collect()
}

fn each<A: Annotation>(document: &Document, label: impl Fn(Id<A>, &A) -> String) -> Vec<Mark> {
    let mark = |(id, row): (Id<A>, &A)| Mark {
        span: row.span(),
        label: label(id, row),
    };
    let rows = layer::<A>(document).into_iter().flat_map(Layer::entries);
    rows.map(mark).collect()
}

fn images(document: &Document) -> Vec<Mark> {
    let mut marks = each(document, |id, _: &Image| format!("caption {id:?}"));
    let credits = layer::<Image>(document).into_iter();
    let credits = credits.flat_map(Layer::entries);
    marks.extend(credits.filter_map(|(id, image)| {
        let label = format!("credit {id:?}");
        image.credit.map(|span| Mark { span, label })
    }));
    marks
}

fn attributions(document: &Document) -> Vec<Mark> {
    let mut marks = Vec::new();
    let rows = layer::<Attribution>(document).into_iter();
    let rows = rows.flat_map(Layer::entries);
    for (id, row) in rows {
        let mut add = |extent: &Extent, word: &str| {
            let label = format!("{word} {id:?}");
            let parts = extent.spans().iter();
            marks.extend(parts.map(|&span| Mark {
                span,
                label: label.clone(),
            }));
        };
        row.source.iter().for_each(|source| add(source, "source"));
        row.cue.iter().for_each(|cue| add(cue, "cue"));
        add(&row.content, "content");
    }
    marks
}

/// The value of a quantity with its unit: `≥ 600000000 USD`.
pub(super) fn value(quantity: &Quantity) -> String {
    let about = if quantity.approximate { "~" } else { "" };
    let value = amount(quantity.value);
    match &quantity.unit {
        Some(unit) => format!("{about}{value} {}", safe(&unit.code)),
        None => format!("{about}{value}"),
    }
}

pub(super) fn amount(amount: Amount) -> String {
    match amount {
        Amount::Exact(value) => value.to_string(),
        Amount::Range(low, high) => format!("{low}–{high}"),
        Amount::AtLeast(low) => format!("≥ {low}"),
        Amount::AtMost(high) => format!("≤ {high}"),
        Amount::OrderOfMagnitude(value) => format!("{value}s"),
    }
}

/// The marks of a layer that this program does not know or cannot read: by the first word that a row says of itself.
fn other(document: &Document, layer: DocumentLayer<'_>) -> Vec<Mark> {
    let offsets = document.text().offsets();
    let byte = |point: &Value| offsets.from(Unit::CodePoints, u32::try_from(point.as_u64()?).ok()?);
    let mark = |row: &Value| {
        let span = row.get("span")?;
        let (start, end) = (byte(span.get(0)?)?, byte(span.get(1)?)?);
        let words = row.as_object()?.values().find_map(Value::as_str);
        let label = safe(words.unwrap_or_default());
        (start <= end).then(|| Mark {
            span: Span::new(start, end),
            label,
        })
    };
    let rows = layer.rows().unwrap_or_default();
    let mut marks: Vec<_> = rows.iter().filter_map(mark).collect();
    marks.sort_by_key(|mark| mark.span.start());
    marks
}

/// The places of the marks that overlap line after line of the text, in one walk.
pub(super) struct Sweep<'a> {
    marks: &'a [Mark],
    next: usize,
    open: Vec<usize>,
}

impl<'a> Sweep<'a> {
    pub(super) fn new(marks: &'a [Mark]) -> Self {
        Self {
            marks,
            next: 0,
            open: Vec::new(),
        }
    }

    /// The marks that overlap `line`, which starts where the line before ended or later; those that began before it first.
    pub(super) fn over(&mut self, line: Span) -> impl Iterator<Item = &'a Mark> {
        let marks = self.marks;
        self.open.retain(|&i| marks[i].span.end() > line.start());
        while let Some(mark) = marks
            .get(self.next)
            .filter(|mark| mark.span.start() < line.end())
        {
            if mark.span.end() > line.start() {
                self.open.push(self.next);
            }
            self.next += 1;
        }
        self.open.iter().map(move |&i| &marks[i])
    }
}
