//! The lists below the text: a line a row.

use super::known::{layer, unreadable};
use super::marks::{amount, style, value};
use super::names::Names;
use super::safe::{cut, safe, short};
use super::{Options, Page};
use anstyle::Style;
use presswork_annotations::{Actor, Attribution, Extent, Image, Quantity, Stance, Time};
use presswork_model::{Annotation, Document, Id, Span, Text};
use std::fmt::Write as _;

/// The columns of a quotation or a name in a list.
const WORDS: usize = 60;

pub(super) fn write(document: &Document, names: &Names<'_>, options: &Options, page: &mut Page) {
    let text = document.text();
    let counts = names.counts();
    let mut list = List {
        document,
        options,
        page,
    };
    list.of("actors", |id, actor: &Actor| {
        let key = actor.id.as_deref().map_or_else(|| "–".to_owned(), safe);
        let mentions = match counts[id.index()] {
            1 => "1 mention".to_owned(),
            n => format!("{n} mentions"),
        };
        format!("{}  {key}  {}  {mentions}", safe(&actor.name), actor.kind)
    });
    list.of("attributions", |_, row: &Attribution| {
        attribution(row, names, text)
    });
    list.of("stances", |_, row: &Stance| stance(row, names, text));
    list.of("quantities", |_, row: &Quantity| quantity(row, document));
    list.of("times", |_, time: &Time| {
        let value = safe(time.value.as_deref().unwrap_or("?"));
        format!("{} = {value} ({})", words(text, time.span), time.kind)
    });
    list.of("images", |_, image: &Image| {
        let mut line = words(text, image.span);
        if let Some(credit) = image.credit {
            let _ = write!(line, "  credit: {}", words(text, credit));
        }
        for (word, value) in [("alt", &image.alt), ("address", &image.address)] {
            if let Some(value) = value {
                let _ = write!(line, "  {word}: {}", short(value, WORDS));
            }
        }
        line
    });
    list.unreadable();
}

/// Writes the rows of one layer after another.
struct List<'a> {
    document: &'a Document,
    options: &'a Options,
    page: &'a mut Page,
}

impl List<'_> {
    fn of<A: Annotation>(&mut self, heading: &str, line: impl Fn(Id<A>, &A) -> String) {
        let layer = layer::<A>(self.document).filter(|layer| !layer.is_empty());
        let Some(layer) = layer.filter(|_| self.options.shows(A::NAME)) else {
            return;
        };
        self.heading(heading, style(A::NAME));
        for (id, row) in layer.entries() {
            self.line(&format!("  {id:?} {}", line(id, row)));
        }
    }

    /// The layers that are shown as they stand, each with the reason.
    fn unreadable(&mut self) {
        let layers = self.document.layers();
        let shown = layers.filter(|layer| self.options.shows(layer.name()));
        let reasons: Vec<_> = shown
            .filter_map(|layer| unreadable(self.document, layer.name()))
            .collect();
        if !reasons.is_empty() {
            self.heading("shown as they stand", Style::new());
        }
        for reason in reasons {
            self.line(&format!("  {}", safe(&reason.to_string())));
        }
    }

    fn heading(&mut self, heading: &str, style: Style) {
        self.page.out.push('\n');
        self.page.styled(style.bold(), heading);
        self.page.end_line();
    }

    fn line(&mut self, line: &str) {
        self.page.out.push_str(&cut(line, self.page.width));
        self.page.end_line();
    }
}

/// The words that `span` covers, on one line. A span inside an annotation is not checked when its layer is written.
fn words(text: &Text, span: Span) -> String {
    if text.holds(span) {
        short(&text[span], WORDS)
    } else {
        format!("({span:?} is no part of the text)")
    }
}

fn extent(text: &Text, extent: &Extent) -> String {
    let parts: Vec<_> = extent
        .spans()
        .iter()
        .map(|&part| words(text, part))
        .collect();
    parts.join(" … ")
}

fn attribution(row: &Attribution, names: &Names<'_>, text: &Text) -> String {
    let source = row
        .source
        .as_ref()
        .map_or_else(|| "?".to_owned(), |source| extent(text, source));
    let holder = row.holder.map(|holder| names.name(holder));
    let source = match holder {
        Some(holder) if holder != source => format!("{source} ({holder})"),
        _ => source,
    };
    let cue = row
        .cue
        .as_ref()
        .map_or_else(|| "–".to_owned(), |cue| extent(text, cue));
    let parent = row
        .parent
        .map(|parent| format!("  in {parent:?}"))
        .unwrap_or_default();
    let content = extent(text, &row.content);
    format!("{}  {source} | {cue} | {content}{parent}", row.kind)
}

fn stance(row: &Stance, names: &Names<'_>, text: &Text) -> String {
    let (holder, target) = (names.holder(row.holder), names.name(row.target));
    let negated = if row.negated { "  negated" } else { "" };
    let hypothetical = if row.hypothetical {
        "  hypothetical"
    } else {
        ""
    };
    let rule = short(&row.rule, WORDS);
    let evidence = words(text, row.span);
    let (polarity, strength) = (row.polarity, row.strength);
    format!("{holder} → {target}  {polarity} {strength}{negated}{hypothetical}  {rule}  {evidence}")
}

fn quantity(row: &Quantity, document: &Document) -> String {
    let text = document.text();
    let mut line = format!("{} = {}", words(text, row.span), value(row));
    if let Some(of) = row.of {
        let _ = write!(line, " of {}", words(text, of));
    }
    if let Some(change) = row.change {
        let direction = change.direction.map(|direction| format!("{direction} "));
        let _ = write!(line, "  {}{}", direction.unwrap_or_default(), change.role);
    }
    let times = layer::<Time>(document);
    if let Some(time) = row.time.and_then(|time| times?.get_id(time)) {
        let value = time.value.as_deref().map(safe);
        let _ = write!(
            line,
            "  at {}",
            value.unwrap_or_else(|| words(text, time.span))
        );
    }
    if let Some(attribution) = row.attribution {
        let _ = write!(line, "  said in {attribution:?}");
    }
    for reading in &row.readings {
        let unit = reading
            .unit
            .as_ref()
            .map(|unit| format!(" {}", safe(&unit.code)));
        let _ = write!(
            line,
            "  or {}{}",
            amount(reading.value),
            unit.unwrap_or_default()
        );
    }
    line
}
