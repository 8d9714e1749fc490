//! The scene: who of a document's actors was mentioned last, as the text goes on, and with which role.

use crate::cast::{Cast, Draft};
use crate::lexicon::chain;
use crate::nouns::{Noun, Sorts};
use crate::roles::Role;
use crate::words::Words;
use presswork_annotations::MentionKind;
use rustc_hash::FxHashMap;

/// Who was mentioned so far.
#[derive(Default)]
pub(crate) struct Scene {
    /// Who had the role last.
    latest: FxHashMap<u64, usize>,
    /// The organisations of the last few sentences, the last one at the end.
    organisations: Vec<(usize, usize)>,
    /// The country that was mentioned last, its sentence, and whether it is the only one in it.
    country: Option<(usize, usize, bool)>,
    /// The first country of the text, and whether there is another.
    first: Option<usize>,
    several: bool,
}

impl Scene {
    /// A named mention is passed.
    pub(crate) fn enter(
        &mut self,
        words: &Words<'_>,
        cast: &Cast<'_>,
        draft: &Draft,
        sentence: usize,
    ) {
        let Some(actor) = draft.actor else { return };
        let member = &cast.actors[actor];
        if member.is_country() {
            let alone = match self.country {
                Some((last, at, alone)) if at == sentence => alone && last == actor,
                _ => true,
            };
            self.country = Some((actor, sentence, alone));
            self.several |= self.first.is_some_and(|first| first != actor);
            self.first.get_or_insert(actor);
        }
        if is_aside(words, draft) {
            return;
        }
        if member.kind == MentionKind::Organisation {
            self.mention(actor, sentence);
        }
        for &(at, role) in member.roles.iter().rev().take(FEW) {
            if at <= draft.words.start {
                self.say(role, actor);
            }
        }
    }

    /// An organisation is mentioned, by whatever words.
    pub(crate) fn mention(&mut self, actor: usize, sentence: usize) {
        let near = |at: usize| at + NEAR >= sentence;
        self.organisations
            .retain(|&(other, at)| other != actor && near(at));
        if self.organisations.len() < MOST {
            self.organisations.push((actor, sentence));
        }
    }

    /// The actor is said to have the role. "Foreign minister" is also a minister.
    pub(crate) fn say(&mut self, role: Role, actor: usize) {
        for role in [role.base, role.full] {
            self.latest.insert(role, actor);
        }
        if let Some(of) = role.of {
            for role in [role.base, role.full] {
                self.latest.insert(chain(role, !(of as u64)), actor);
            }
        }
    }

    /// The last who had that role, for that country or organisation.
    pub(crate) fn last(&self, noun: Noun, role: Role, owner: Option<usize>) -> Option<usize> {
        let theirs = owner.and_then(|of| self.latest.get(&chain(role.full, !(of as u64))));
        let any = || {
            let free = owner.is_none() || !noun.sorts.any(Sorts::PERSON);
            self.latest.get(&role.full).filter(|_| free)
        };
        theirs.or_else(any).copied()
    }

    /// The only organisation of the last few sentences that the noun fits: "the company".
    pub(crate) fn organisation(&self, noun: Noun, cast: &Cast<'_>, now: usize) -> Option<usize> {
        if !noun.sorts.any(GENERIC) {
            return None;
        }
        let near = self.organisations.iter();
        let near = near
            .filter(|&&(_, at)| at + NEAR >= now)
            .map(|&(actor, _)| actor);
        // What an organisation is that has no telling name is not known; it may be a company.
        let open = noun.sorts.any(Sorts::COMPANY.or(Sorts::TEAM));
        alone(near.filter(|&actor| {
            let sorts = cast.actors[actor].sorts;
            sorts.any(noun.sorts.and(Sorts::ORGANISATION)) || open && sorts == Sorts::NONE
        }))
    }

    /// The country of this sentence or the one before, if there is one only.
    pub(crate) fn country(&self, now: usize) -> Option<usize> {
        let last = self
            .country
            .filter(|&(_, at, alone)| alone && at + 1 >= now);
        last.map(|(actor, ..)| actor)
    }

    /// The only country of the text so far.
    pub(crate) fn only_country(&self) -> Option<usize> {
        self.first.filter(|_| !self.several)
    }
}

fn alone(mut found: impl Iterator<Item = usize>) -> Option<usize> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Whether the mention is a source in brackets, as an agency in a dateline or a picture's credit is.
pub(crate) fn is_aside(words: &Words<'_>, draft: &Draft) -> bool {
    let text = |at: usize| words.list.get(at).map(|word| words.text(word.span));
    let before = draft.words.start.checked_sub(1).and_then(text);
    before == Some("(") && matches!(text(draft.words.end), Some(")" | "/"))
}

/// Nouns that an organisation may have whatever its name says.
const GENERIC: Sorts = Sorts::COMPANY
    .or(Sorts::MEDIA)
    .or(Sorts::ARMED)
    .or(Sorts::TEAM)
    .or(Sorts::GENERIC);

/// How many sentences back "the company" reaches.
const NEAR: usize = 3;

/// The most organisations and roles that are remembered at once, so that long lists cost little.
const MOST: usize = 16;
const FEW: usize = 8;
