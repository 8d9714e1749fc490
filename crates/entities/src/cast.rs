//! The cast: the mentions of a document before they have rows, and the actors that they mean.

use crate::lexicon::{Flags, Lexicon};
use crate::nouns::{Nouns, Sorts};
use crate::roles::Role;
use presswork_annotations::{Form, MentionKind};
use presswork_model::Span;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

/// A mention before its actor has a number.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) span: Span,
    pub(crate) words: Range<usize>,
    pub(crate) kind: MentionKind,
    pub(crate) form: Form,
    /// A noun in the plural.
    pub(crate) plural: bool,
    /// Its actor, by its number in [`Cast::actors`].
    pub(crate) actor: Option<usize>,
    pub(crate) score: f32,
}

/// Text order, outer mentions first.
pub(crate) fn sort(drafts: &mut [Draft]) {
    drafts.sort_by_key(|draft| (draft.span.start(), Reverse(draft.span.end())));
}

/// An actor of the document.
#[derive(Clone, Debug)]
pub(crate) struct Member<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) id: Option<Cow<'a, str>>,
    pub(crate) kind: MentionKind,
    /// The flags of its titles and given names: tells men from women.
    pub(crate) gender: Flags,
    /// Its roles, and the word at which each was said.
    pub(crate) roles: Vec<(usize, Role)>,
    /// What nouns it may go by.
    pub(crate) sorts: Sorts,
}

impl<'a> Member<'a> {
    pub(crate) fn new(
        name: impl Into<Cow<'a, str>>,
        id: Option<Cow<'a, str>>,
        kind: MentionKind,
    ) -> Self {
        Self {
            name: name.into(),
            id,
            kind,
            gender: Flags::NONE,
            roles: Vec::new(),
            sorts: Sorts::NONE,
        }
    }

    /// Whether it is a state of ISO 3166.
    pub(crate) fn is_country(&self) -> bool {
        self.id
            .as_ref()
            .is_some_and(|id| id.starts_with("country:"))
    }
}

pub(crate) const MALE: Flags = Flags::MALE.or(Flags::GIVEN_MALE);
pub(crate) const FEMALE: Flags = Flags::FEMALE.or(Flags::GIVEN_FEMALE);

/// The actors of a document.
#[derive(Default)]
pub(crate) struct Cast<'a> {
    pub(crate) actors: Vec<Member<'a>>,
    known: FxHashMap<usize, usize>,
    keys: FxHashMap<u64, usize>,
}

impl<'a> Cast<'a> {
    /// Another actor.
    pub(crate) fn add(&mut self, member: Member<'a>) -> usize {
        self.actors.push(member);
        self.actors.len() - 1
    }

    /// The actor with this number in the gazetteer.
    pub(crate) fn known(&mut self, lexicon: &'a Lexicon, nouns: &Nouns, number: usize) -> usize {
        if let Some(&actor) = self.known.get(&number) {
            return actor;
        }
        let known = &lexicon.names.actors[number];
        let id = known.id.as_deref().map(Cow::Borrowed);
        let mut member = Member::new(&*known.name, id, known.kind);
        (member.sorts, member.gender) = (known.sorts, known.gender);
        if known.kind == MentionKind::Organisation {
            member.take_heads(nouns);
        }
        let actor = self.add(member);
        self.known.insert(number, actor);
        actor
    }

    /// The actor under this key, made by `member` if it is new.
    pub(crate) fn keyed(&mut self, key: u64, member: impl FnOnce() -> Member<'a>) -> usize {
        if let Some(&actor) = self.keys.get(&key) {
            return actor;
        }
        let actor = self.add(member());
        self.keys.insert(key, actor);
        actor
    }
}
