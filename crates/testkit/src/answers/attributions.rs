//! Attributions, put together from the marks that share a number.

use super::Answer;
use super::actors::Actors;
use crate::Mark;
use presswork_annotations::{Attribution, AttributionKind, Extent, Form, Mention, MentionKind};
use presswork_model::{Id, Span};
use std::collections::BTreeMap;

pub(super) const LABELS: &[&str] = &["source", "cue", "content"];

/// Attributions in text order.
pub(super) struct Attributions {
    pub(super) rows: Vec<Attribution>,
}

#[derive(Default)]
struct Parts<'a> {
    source: Option<&'a Mark>,
    cue: Option<&'a Mark>,
    content: Vec<Span>,
}

impl Answer<'_> {
    pub(super) fn attributions(&self, actors: &Actors<'_>) -> Result<Attributions, String> {
        let mut found: Vec<_> = Vec::new();
        for (name, parts) in self.numbered()? {
            let mark = parts.cue.or(parts.source);
            let (Some(cue), Some(source), Some(content)) =
                (parts.cue, parts.source, Extent::new(parts.content.clone()))
            else {
                let line = mark
                    .map(|mark| mark.span)
                    .or(parts.content.first().copied());
                let line = line.map_or(0, |span| self.line(span));
                return Err(format!(
                    "{}:{line}: `{name}` needs a source, a cue and a content",
                    self.name
                ));
            };
            let (kind, parent) = self.cue(cue)?;
            found.push((
                name,
                parent.map(|parent| (cue, parent)),
                Attribution {
                    span: source.span.to(cue.span).to(content.span()),
                    kind,
                    source: Some(source.span.into()),
                    holder: self.holder(source.span, actors),
                    cue: Some(cue.span.into()),
                    content,
                    parent: None,
                },
            ));
        }
        found.sort_by_key(|(_, _, row)| (row.span.start(), std::cmp::Reverse(row.span.end())));
        let names: Vec<_> = found.iter().map(|&(name, ..)| name).collect();
        let mut rows = Vec::new();
        for (_, parent, mut row) in found {
            if let Some((cue, parent)) = parent {
                let at = names.iter().position(|&name| name == parent);
                let at = at.ok_or_else(|| self.wrong(cue, "there is no such parent"))?;
                row.parent = Some(Id::new(at));
            }
            rows.push(row);
        }
        Ok(Attributions { rows })
    }

    fn numbered(&self) -> Result<BTreeMap<&str, Parts<'_>>, String> {
        let mut all: BTreeMap<&str, Parts<'_>> = BTreeMap::new();
        for mark in self.marked.labelled(LABELS) {
            let Some(name) = mark.args.first() else {
                return Err(self.wrong(mark, "the number of the attribution is missing"));
            };
            if mark.label != "cue" && mark.args.len() > 1 {
                return Err(self.wrong(mark, "only a cue has words behind its number"));
            }
            let parts = all.entry(name).or_default();
            let slot = match mark.label.as_str() {
                "source" => &mut parts.source,
                "cue" => &mut parts.cue,
                _ => {
                    parts.content.push(mark.span);
                    continue;
                }
            };
            if slot.replace(mark).is_some() {
                return Err(self.wrong(mark, "an attribution has one of these"));
            }
        }
        Ok(all)
    }

    fn cue<'a>(&self, cue: &'a Mark) -> Result<(AttributionKind, Option<&'a str>), String> {
        let (kind, parent) = match &cue.args[1..] {
            [kind] => (kind, None),
            [kind, parent] => {
                let name = parent.strip_prefix("parent=");
                let name = name.ok_or_else(|| {
                    self.wrong(cue, "a kind is followed by `parent=…` or nothing")
                })?;
                (kind, Some(name))
            }
            _ => return Err(self.wrong(cue, "a cue has a number, a kind and at most a parent")),
        };
        Ok((
            kind.parse().map_err(|error| self.wrong(cue, error))?,
            parent,
        ))
    }

    /// The mention that speaks: the one that is the whole source but for an article; else the first named person in it;
    /// else a mention with which it starts, such as `Kenya` in `Kenya and Ethiopia` (but not in `Kenya's farmers`); else
    /// the organisation that it ends in, as in `the aid group Open Wells` (but not in `a driver of Open Wells`).
    fn holder(&self, source: Span, actors: &Actors<'_>) -> Option<Id<Mention>> {
        let article = self.text(source).split_inclusive(' ').next();
        let article = article.filter(|word| ARTICLES.contains(&word.trim_end()));
        let bare = source.start() + article.map_or(0, str::len) as u32;
        let starts = |mention: &Mention| mention.span.start() <= bare;
        let ends = |mention: &Mention| mention.span.end() == source.end();
        let person =
            |mention: &Mention| (mention.kind, mention.form) == (MentionKind::Person, Form::Name);
        let first = |mention: &Mention| {
            let after = &self.marked.text[mention.span.end() as usize..];
            starts(mention) && mention.kind != MentionKind::Group && !after.starts_with(['\'', '’'])
        };
        let last = |mention: &Mention| {
            let before = self.text(Span::new(source.start(), mention.span.start()));
            let mut before = before.split([' ', ',']);
            ends(mention)
                && mention.kind == MentionKind::Organisation
                && !before.any(|word| PREPOSITIONS.contains(&word))
        };
        let found = |fits: &dyn Fn(&Mention) -> bool| {
            let mut inside = actors.inside(source);
            inside.find(|(_, mention)| fits(mention)).map(|(id, _)| id)
        };
        found(&|mention| starts(mention) && ends(mention))
            .or_else(|| found(&person))
            .or_else(|| found(&first))
            .or_else(|| found(&last))
    }
}

const ARTICLES: [&str; 6] = ["The", "the", "A", "a", "An", "an"];
const PREPOSITIONS: [&str; 10] = [
    "at", "by", "for", "from", "in", "near", "of", "on", "to", "with",
];

impl Attributions {
    /// The innermost attribution whose content covers `span`.
    pub(super) fn around(&self, span: Span) -> Option<Id<Attribution>> {
        self.innermost(|row| row.content.covers(span))
    }

    /// The innermost that fits.
    pub(super) fn innermost(&self, fits: impl Fn(&Attribution) -> bool) -> Option<Id<Attribution>> {
        let rows = self.rows.iter().enumerate().filter(|(_, row)| fits(row));
        let smallest = rows.min_by_key(|(_, row)| row.content.span().len());
        smallest.map(|(i, _)| Id::new(i))
    }
}
