//! Who is meant: a mention as two documents can compare it.

use crate::Answers;
use crate::answers::{Actor, Mention, Party};
use presswork_model::Span;
use std::collections::BTreeMap;

/// The mentions of a document and whom they mean.
pub(crate) struct Cast<'a> {
    pub(crate) mentions: &'a [Mention],
    actors: &'a [Actor],
    /// For each span of a mention with an actor, that actor's index.
    pub(crate) clusters: BTreeMap<Span, usize>,
}

impl<'a> Cast<'a> {
    pub(crate) fn of(answers: &'a Answers) -> Self {
        let mentions = answers.mentions.as_deref().unwrap_or_default();
        let actors = answers.actors.as_deref().unwrap_or_default();
        let mut clusters = BTreeMap::new();
        for mention in mentions {
            if let Some(actor) = mention.actor.filter(|actor| *actor < actors.len()) {
                clusters.entry(mention.span).or_insert(actor);
            }
        }
        Self {
            mentions,
            actors,
            clusters,
        }
    }

    /// For each span of a mention, the id of its actor.
    pub(crate) fn ids(&self) -> Vec<(Span, &'a str)> {
        let id = |(&span, &actor): (&Span, &usize)| Some((span, self.actors[actor].id.as_deref()?));
        self.clusters.iter().filter_map(id).collect()
    }

    /// The span of a party's own words.
    pub(crate) fn span(&self, party: Party) -> Option<Span> {
        match party {
            Party::Mention(mention) => self.mentions.get(mention).map(|mention| mention.span),
            Party::Span(span) => Some(span),
            Party::Anyone | Party::Author | Party::Unknown => None,
        }
    }

    /// Whom a party means: the spans of all mentions of its actor, and the actor's id.
    pub(crate) fn meant(&self, party: Party) -> Meant<'a> {
        let Some(span) = self.span(party) else {
            return Meant::default();
        };
        let Some(&actor) = self.clusters.get(&span) else {
            return Meant {
                spans: vec![span],
                id: None,
            };
        };
        let all = self.clusters.iter().filter(|(_, other)| **other == actor);
        Meant {
            spans: all.map(|(&span, _)| span).collect(),
            id: self.actors[actor].id.as_deref(),
        }
    }
}

/// An actor as two documents can compare it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meant<'a> {
    spans: Vec<Span>,
    id: Option<&'a str>,
}

impl Meant<'_> {
    /// The ids are the same, or a mention of the same span means both.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.id.is_some() && self.id == other.id
            || self.spans.iter().any(|span| other.spans.contains(span))
    }
}
