//! Who speaks at a place: the holder of the innermost attribution there, else the author.

use presswork_annotations::{Attribution, Extent, Holder, Mention};
use presswork_model::{Id, Layer, Span};

/// How many attributions around a place are looked at; more never nest in earnest.
const MOST: usize = 64;

/// The attributions of which a mention is the source, and in whose content it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Roles {
    pub(crate) source: Option<Id<Attribution>>,
    pub(crate) content: Option<Id<Attribution>>,
}

impl Roles {
    pub(crate) fn bits(self) -> u64 {
        u64::from(self.source.is_some()) | u64::from(self.content.is_some()) << 1
    }
}

/// The attributions that reach into the sentence being read.
#[derive(Default)]
pub(crate) struct Speech<'a> {
    layer: Option<&'a Layer<Attribution>>,
    next: usize,
    here: Vec<Id<Attribution>>,
}

impl<'a> Speech<'a> {
    pub(crate) fn new(layer: Option<&'a Layer<Attribution>>) -> Self {
        Self {
            layer,
            next: 0,
            here: Vec::new(),
        }
    }

    /// Moves on to `sentence`; sentences come in text order.
    pub(crate) fn enter(&mut self, sentence: Span) {
        let Some(layer) = self.layer else {
            return;
        };
        self.here
            .retain(|&id| layer[id].span.end() > sentence.start());
        while let Some(next) = layer
            .get(self.next)
            .filter(|next| next.span.start() < sentence.end())
        {
            if next.span.end() > sentence.start() {
                self.here.push(Id::new(self.next));
            }
            self.next += 1;
        }
    }

    /// As what a mention at `at` stands in attributions.
    pub(crate) fn roles(&self, at: Span) -> Roles {
        let mut roles = Roles::default();
        let Some(layer) = self.layer else {
            return roles;
        };
        for &id in self.here.iter().rev().take(MOST) {
            let attribution = &layer[id];
            if attribution
                .source
                .as_ref()
                .is_some_and(|source| source.covers(at))
            {
                roles.source.get_or_insert(id);
            }
            if attribution.content.covers(at) {
                roles.content.get_or_insert(id);
            }
        }
        roles
    }

    /// Who speaks at `at`, and in which attribution: what lies in a source or cue is the words of whoever speaks around it.
    pub(crate) fn speaker(&self, at: Span) -> (Holder, Option<Id<Attribution>>) {
        let Some(layer) = self.layer else {
            return (Holder::Author, None);
        };
        let covers =
            |extent: &Option<Extent>| extent.as_ref().is_some_and(|extent| extent.covers(at));
        let mut best: Option<(bool, u32, Id<Attribution>)> = None;
        for &id in self.here.iter().rev().take(MOST) {
            let attribution = &layer[id];
            let content = attribution.content.covers(at);
            let whole = attribution.span.covers(at)
                && !covers(&attribution.source)
                && !covers(&attribution.cue);
            if !(content || whole) {
                continue;
            }
            let length = if content {
                attribution.content.span().len()
            } else {
                attribution.span.len()
            };
            // Content before the rest, then the shorter, then the later.
            let nearer = |(inside, shortest, _)| (content, shortest) > (inside, length);
            if best.is_none_or(nearer) {
                best = Some((content, length, id));
            }
        }
        match best {
            Some((_, _, id)) => {
                let holder = layer[id].holder.or_else(|| self.inherited(layer, id));
                (holder.map_or(Holder::Unknown, Holder::Mention), Some(id))
            }
            None => (Holder::Author, None),
        }
    }

    /// The holder of an attribution without a source, such as ", pointing out that": that of the one around or before it.
    fn inherited(&self, layer: &Layer<Attribution>, id: Id<Attribution>) -> Option<Id<Mention>> {
        let attribution = &layer[id];
        if attribution.source.is_some() {
            return None;
        }
        let parent = attribution
            .parent
            .and_then(|parent| layer.get_id(parent)?.holder);
        let earlier = || {
            let mut before = self
                .here
                .iter()
                .rev()
                .take(MOST)
                .filter(|before| **before < id);
            before.find_map(|before| layer[*before].holder)
        };
        parent.or_else(earlier)
    }

    /// The attribution whose cue is the word at `at`: "The writer criticised".
    pub(crate) fn cue(&self, at: Span) -> Option<Id<Attribution>> {
        let layer = self.layer?;
        let mut found = self.here.iter().rev().take(MOST);
        let cue = found.find(|id| layer[**id].cue.as_ref().is_some_and(|cue| cue.covers(at)));
        cue.copied()
    }

    /// The holder of `attribution`.
    pub(crate) fn holder(&self, attribution: Id<Attribution>) -> Option<Holder> {
        self.layer?[attribution].holder.map(Holder::Mention)
    }
}
