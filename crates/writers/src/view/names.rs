//! What a mention is called in labels and lists.

use super::known::layer;
use super::safe::{safe, short};
use presswork_annotations::{Actor, Holder, Mention};
use presswork_model::{Document, Id, Layer, Text};

/// Finds names for mentions.
pub(super) struct Names<'a> {
    text: &'a Text,
    mentions: Option<&'a Layer<Mention>>,
    actors: Option<&'a Layer<Actor>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self {
            text: document.text(),
            mentions: layer(document),
            actors: layer(document),
        }
    }

    /// The id of its actor, or the actor's name, or what kind of thing it is.
    pub(super) fn label(&self, mention: &Mention) -> String {
        match self.actor(mention) {
            Some(actor) => safe(actor.id.as_ref().unwrap_or(&actor.name)),
            None => mention.kind.to_string(),
        }
    }

    /// The name of its actor, or its own words.
    pub(super) fn name(&self, mention: Id<Mention>) -> String {
        let Some(mention) = self.mentions.and_then(|mentions| mentions.get_id(mention)) else {
            return format!("{mention:?}");
        };
        match self.actor(mention) {
            Some(actor) => safe(&actor.name),
            None => short(&self.text[mention.span], 40),
        }
    }

    pub(super) fn holder(&self, holder: Holder) -> String {
        match holder {
            Holder::Author => "(author)".to_owned(),
            Holder::Unknown => "(unknown)".to_owned(),
            Holder::Mention(mention) => self.name(mention),
        }
    }

    /// How many mentions mean each actor.
    pub(super) fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.actors.map_or(0, |actors| actors.len())];
        let mentions = self
            .mentions
            .into_iter()
            .flat_map(|mentions| mentions.iter());
        for actor in mentions.filter_map(|mention| mention.actor) {
            if let Some(count) = counts.get_mut(actor.index()) {
                *count += 1;
            }
        }
        counts
    }

    fn actor(&self, mention: &Mention) -> Option<&'a Actor> {
        self.actors?.get_id(mention.actor?)
    }
}
