//! Resolving: which names mean the same actor.

use crate::cast::{Cast, Draft, Member};
use crate::lexicon::Lexicon;
use crate::names::Name;
use crate::nouns::{Nouns, Sorts};
use crate::people::{People, Who, key};
use crate::roles;
use crate::seats;
use crate::short_forms::ShortForms;
use crate::slug::id_of;
use crate::words::Words;
use presswork_annotations::{Form, MentionKind};
use rustc_hash::FxHashMap;

/// What a document is resolved with.
#[derive(Clone, Copy)]
pub(crate) struct Knowledge<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) nouns: &'a Nouns,
}

/// Mentions by name, in text order, and their actors.
pub(crate) fn resolve<'a>(
    words: &Words<'a>,
    with: Knowledge<'a>,
    names: &[Name],
) -> (Vec<Draft>, Cast<'a>) {
    let seats = seats::acting(words, with.lexicon, names);
    let mut resolver = Resolver::new(words, with, names);
    let mut drafts = Vec::with_capacity(names.len());
    let mut number = 0;
    for (sentence, range) in words.sentences.iter().enumerate() {
        while number < names.len() && names[number].words.start < range.end {
            let city = !seats.acts(number);
            drafts.push(resolver.name(number, (sentence, range.start), city));
            number += 1;
        }
    }
    (drafts, resolver.cast)
}

struct Resolver<'a, 'w, 'n> {
    words: &'w Words<'a>,
    with: Knowledge<'a>,
    names: &'n [Name],
    /// The first name, or the first known one, with these words.
    first: FxHashMap<u64, usize>,
    people: People,
    short: ShortForms,
    cast: Cast<'a>,
    /// The organisation that was named last, by the class of the noun in its name.
    heads: FxHashMap<u64, usize>,
}

impl<'a, 'w, 'n> Resolver<'a, 'w, 'n> {
    fn new(words: &'w Words<'a>, with: Knowledge<'a>, names: &'n [Name]) -> Self {
        let mut resolver = Self {
            words,
            with,
            names,
            first: FxHashMap::default(),
            people: People::default(),
            short: ShortForms::default(),
            cast: Cast::default(),
            heads: FxHashMap::default(),
        };
        let mut number = 0;
        for sentence in &words.sentences {
            while number < names.len() && names[number].words.start < sentence.end {
                resolver.learn(number, sentence.start);
                number += 1;
            }
        }
        resolver.people.sort();
        resolver
    }

    /// Notes the full names among all names.
    fn learn(&mut self, number: usize, from: usize) {
        let name = &self.names[number];
        if let Some(before) = number.checked_sub(1).map(|i| &self.names[i]) {
            self.short.tell(self.words, before, name);
        }
        let first = self
            .first
            .entry(key(self.words, &name.words))
            .or_insert(number);
        let known = name.known.is_some() && self.names[*first].known.is_none();
        if known {
            *first = number;
        }
        if *first != number || name.words.len() < 2 {
            return;
        }
        match name.kind {
            MentionKind::Person => self.people.add(self.words, &name.words, from),
            MentionKind::Organisation => {
                let Knowledge { lexicon, nouns } = self.with;
                self.short.add(self.words, lexicon, nouns, name);
            }
            _ => {}
        }
    }

    fn name(&mut self, number: usize, place: (usize, usize), city: bool) -> Draft {
        let name = &self.names[number];
        let key = key(self.words, &name.words);
        let mut draft = Draft {
            span: name.span,
            words: name.words.clone(),
            kind: name.kind,
            form: Form::Name,
            plural: false,
            actor: None,
            score: name.score,
        };
        let users = name.known.is_some_and(|(_, sense)| sense.users);
        let short = self.short.full(key).filter(|_| !users);
        if let Some((full, true)) = short {
            return self.organisation(draft, full);
        }
        if let Some((known, sense)) = name.known {
            draft.actor = Some(if sense.seat && city {
                self.cast
                    .keyed(key, || place_of(self.words.text(name.span)))
            } else {
                let Knowledge { lexicon, nouns } = self.with;
                self.cast.known(lexicon, nouns, known)
            });
            if name.kind == MentionKind::Person {
                self.people.meant(self.words, &name.words, place);
            }
            self.note(draft.actor);
            return draft;
        }
        let person = name.kind == MentionKind::Person
            || name.is_weak() && self.people.knows(self.words, &name.words);
        let plain = name.kind == MentionKind::Organisation || name.is_weak() && !person;
        if let Some((full, _)) = short.filter(|_| plain) {
            return self.organisation(draft, full);
        }
        if person {
            let who = self.people.meant(self.words, &name.words, place);
            if short.is_none() || who != Who::Nobody {
                return self.person(draft, key, who, place.0);
            }
        }
        if let Some((full, _)) = short.filter(|_| name.is_weak()) {
            return self.organisation(draft, full);
        }
        match name.kind {
            MentionKind::Organisation => self.organisation(draft, key),
            kind => {
                let text = self.words.text(name.span);
                let member = || Member::new(text, Some(id_of(kind, text).into()), kind);
                draft.actor = Some(self.cast.keyed(key, member));
                draft
            }
        }
    }

    fn person(&mut self, mut draft: Draft, own: u64, who: Who, sentence: usize) -> Draft {
        let kind = MentionKind::Person;
        let (words, text) = (self.words, self.words.text(draft.span));
        if let Some(leader) = self.leader(&draft, own, who, sentence) {
            draft.actor = Some(leader);
            draft.kind = kind;
            return draft;
        }
        draft.actor = Some(if let Who::One(person) = who {
            let full = &self.people.list[person].words;
            let key = key(words, full);
            let known = self
                .first
                .get(&key)
                .and_then(|&first| self.names[first].known);
            if draft.kind != kind || draft.words.len() == 1 {
                draft.score = 0.9;
            }
            match known {
                Some((known, _)) => self.cast.known(self.with.lexicon, self.with.nouns, known),
                None => self.cast.keyed(key, || {
                    let name = words.text(words.span(full.clone()));
                    Member::new(name, Some(id_of(kind, name).into()), kind)
                }),
            }
        } else {
            // A family name alone does not tell who it is.
            let lone = !text.contains(char::is_whitespace) || who == Who::Open;
            let id = (!lone).then(|| id_of(kind, text).into());
            self.cast.keyed(own, || Member::new(text, id, kind))
        });
        draft.kind = kind;
        draft
    }

    /// "Trump" where no other Trump is meant: one of those for whom the family name is enough.
    fn leader(&mut self, draft: &Draft, own: u64, who: Who, sentence: usize) -> Option<usize> {
        let Knowledge { lexicon, nouns } = self.with;
        let known = lexicon.names.lone(own)?;
        let other = match who {
            Who::Nobody => true,
            Who::Open => false,
            Who::One(person) => {
                let person = &self.people.list[person];
                let key = key(self.words, &person.words);
                let named = self
                    .first
                    .get(&key)
                    .and_then(|&first| self.names[first].known);
                let same = named.is_some_and(|(named, _)| named == known);
                !same && !person.is_near(sentence)
            }
        };
        let title = roles::title(
            self.words,
            &draft.words,
            draft.words.start.saturating_sub(2),
        );
        let fits = !roles::clash(title, lexicon.names.actors[known].gender);
        (other && fits).then(|| self.cast.known(lexicon, nouns, known))
    }

    /// The organisation whose full name has this key.
    fn organisation(&mut self, mut draft: Draft, full: u64) -> Draft {
        let kind = MentionKind::Organisation;
        let (words, nouns) = (self.words, self.with.nouns);
        // A short form of a short form.
        let full = self.short.full(full).map_or(full, |(fuller, _)| fuller);
        let first = self.first.get(&full).map(|&first| &self.names[first]);
        let own = first.is_none_or(|first| first.words.len() == 1);
        if own && draft.words.len() == 1 {
            // "The Commission": a noun that an organisation's name had before.
            let word = &words.list[draft.words.start];
            let noun = nouns.get(word.hash);
            let last = self.heads.get(&noun.class).copied();
            if let Some(actor) = last.filter(|_| noun.sorts.any(Sorts::ORGANISATION)) {
                draft.actor = Some(actor);
                draft.kind = kind;
                return draft;
            }
        }
        if draft.kind != kind {
            draft.score = 0.9;
        }
        draft.kind = kind;
        let name = first.map_or(draft.span, |first| first.span);
        draft.actor = Some(match first.and_then(|first| first.known) {
            Some((known, _)) => self.cast.known(self.with.lexicon, nouns, known),
            None => self.cast.keyed(full, || {
                let name = words.text(name);
                let noun = own && nouns.get(words.list[draft.words.start].hash).class != 0;
                let id = (!noun).then(|| id_of(kind, name).into());
                let mut member = Member::new(name, id, kind);
                member.take_heads(nouns);
                member
            }),
        });
        self.note(draft.actor);
        draft
    }

    /// Notes which organisation was named last.
    fn note(&mut self, actor: Option<usize>) {
        let Some(actor) = actor else { return };
        if let Some(&(_, role)) = self.cast.actors[actor].roles.first() {
            self.heads.insert(role.base, actor);
        }
    }
}

fn place_of(name: &str) -> Member<'_> {
    let kind = MentionKind::Place;
    Member::new(name, Some(id_of(kind, name).into()), kind)
}
