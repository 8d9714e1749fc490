//! Mentions and the actors that they mean.

use super::Answer;
use presswork_annotations::{Actor, Form, Mention, MentionKind};
use presswork_model::{Id, Span};

pub(super) const LABELS: &[&str] = &["person", "organisation", "place", "group", "other"];

/// Mentions and actors; `keys` are the actors' ids as they are marked, `?label` among them.
pub(super) struct Actors<'a> {
    pub(super) mentions: Vec<Mention>,
    pub(super) rows: Vec<Actor>,
    keys: Vec<&'a str>,
}

impl Answer<'_> {
    pub(super) fn actors(&self) -> Result<Actors<'_>, String> {
        let mut found = Actors {
            mentions: Vec::new(),
            rows: Vec::new(),
            keys: Vec::new(),
        };
        for mark in self.marked.labelled(LABELS) {
            let wrong = |what: String| self.wrong(mark, what);
            let kind = mark.label.parse::<MentionKind>().map_err(wrong)?;
            let (form, key) = match mark.args.as_slice() {
                [] => (Form::Name, None),
                [key] if key.starts_with('=') => (Form::Name, Some(key)),
                [form] => (form.parse().map_err(wrong)?, None),
                [form, key] => (form.parse().map_err(wrong)?, Some(key)),
                _ => return Err(wrong("a mention has a form and an actor, no more".into())),
            };
            let actor = match key {
                None => None,
                Some(key) => {
                    let key = key.strip_prefix('=');
                    let key =
                        key.ok_or_else(|| wrong("an actor is `=KIND:NAME` or `=?LABEL`".into()))?;
                    let kind = kind_of(key, kind).map_err(wrong)?;
                    Some(found.actor(key, kind, mark.span))
                }
            };
            found.mentions.push(Mention {
                span: mark.span,
                kind,
                form,
                actor,
                score: 1.0,
            });
        }
        for i in 0..found.rows.len() {
            found.rows[i].name = self.canonical(&found, Id::new(i));
        }
        Ok(found)
    }

    /// The longest name that is of the actor's kind, else the longest of any, else the first words for it.
    fn canonical(&self, found: &Actors<'_>, id: Id<Actor>) -> Box<str> {
        let kind = found.rows[id.index()].kind;
        let mentions = found
            .mentions
            .iter()
            .filter(|mention| mention.actor == Some(id));
        let rank = |mention: &&Mention| {
            let named = mention.form == Form::Name;
            let length = if named { mention.span.len() } else { 0 };
            (named && mention.kind == kind, named, length)
        };
        let best = mentions.rev().max_by_key(rank);
        best.map(|mention| self.text(mention.span).into())
            .unwrap_or_default()
    }
}

fn kind_of(key: &str, first: MentionKind) -> Result<MentionKind, String> {
    if let Some(label) = key.strip_prefix('?') {
        return if label.is_empty() {
            Err("an actor without a name is `=?LABEL`".to_owned())
        } else {
            Ok(first)
        };
    }
    match key.split_once(':') {
        Some(("country", _)) => Ok(MentionKind::Place),
        Some((kind, name)) if !name.is_empty() => kind.parse(),
        _ => Err("an actor is `=KIND:NAME` or `=?LABEL`".to_owned()),
    }
}

impl<'a> Actors<'a> {
    fn actor(&mut self, key: &'a str, kind: MentionKind, span: Span) -> Id<Actor> {
        let known = self.keys.iter().position(|&known| known == key);
        Id::new(known.unwrap_or_else(|| {
            self.keys.push(key);
            self.rows.push(Actor {
                span,
                name: Box::default(),
                id: (!key.starts_with('?')).then(|| key.into()),
                kind,
            });
            self.rows.len() - 1
        }))
    }

    /// The actor that is marked so.
    pub(super) fn marked(&self, key: &str) -> Option<Id<Actor>> {
        self.keys
            .iter()
            .position(|&known| known == key)
            .map(Id::new)
    }

    /// Mentions inside `span`, in text order.
    pub(super) fn inside(&self, span: Span) -> impl Iterator<Item = (Id<Mention>, &Mention)> {
        let mentions = self.mentions.iter().enumerate();
        mentions
            .filter(move |(_, mention)| span.covers(mention.span))
            .map(|(i, mention)| (Id::new(i), mention))
    }

    /// The mention of `actor` that is meant at `evidence`: the first inside, else the nearest before, else the next.
    pub(super) fn near(&self, actor: Id<Actor>, evidence: Span) -> Option<Id<Mention>> {
        let mentions = self.mentions.iter().enumerate();
        let of: Vec<_> = mentions
            .filter(|(_, mention)| mention.actor == Some(actor))
            .collect();
        let inside = of.iter().find(|(_, mention)| evidence.covers(mention.span));
        let before = || {
            of.iter()
                .rfind(|(_, mention)| mention.span.start() < evidence.start())
        };
        let nearest = inside.or_else(before).or_else(|| of.first());
        nearest.map(|(i, _)| Id::new(*i))
    }
}
