//! Nominals: people, organisations and countries that are named by a noun, and whom they mean.

use crate::cast::{Cast, Draft, Member};
use crate::lexicon::{Flags, chain};
use crate::nouns::{Noun, Nouns, Sorts};
use crate::phrases::Phrase;
use crate::roles::{Role, TITLES};
use crate::scene::Scene;
use crate::slug::id_of;
use crate::words::{Shape, Words};
use presswork_annotations::{Form, MentionKind};
use std::ops::Range;

/// Finds nominals between and around the named mentions, which are in text order, and adds them to `drafts`.
pub(crate) fn add<'a>(
    words: &Words<'a>,
    nouns: &Nouns,
    drafts: &mut Vec<Draft>,
    cast: &mut Cast<'a>,
) {
    let named = drafts.len();
    let mut finder = Finder {
        words,
        nouns,
        scene: Scene::default(),
        cast,
        next: 0,
        furthest: 0..0,
    };
    for (number, sentence) in words.sentences.iter().enumerate() {
        for at in sentence.clone() {
            finder.pass(&drafts[..named], at, number);
            let word = &words.list[at];
            if !word.looks(Shape::LETTER) || word.is(Flags::FUNCTION) {
                continue;
            }
            let noun = nouns.get(word.hash);
            if noun.class == 0 {
                continue;
            }
            let found = finder.noun(&drafts[..named], at, noun, (number, sentence));
            drafts.extend(found);
        }
    }
}

struct Finder<'a, 'f> {
    words: &'f Words<'a>,
    nouns: &'f Nouns,
    scene: Scene,
    cast: &'f mut Cast<'a>,
    /// The first named mention that does not end before the word.
    next: usize,
    /// The nominal that reaches furthest.
    furthest: Range<usize>,
}

impl Finder<'_, '_> {
    /// Goes on to the word `at`, past the mentions before it.
    fn pass(&mut self, named: &[Draft], at: usize, sentence: usize) {
        while let Some(draft) = named.get(self.next).filter(|draft| draft.words.end <= at) {
            self.scene.enter(self.words, self.cast, draft, sentence);
            self.next += 1;
        }
    }

    fn noun(
        &mut self,
        named: &[Draft],
        at: usize,
        noun: Noun,
        (number, sentence): (usize, &Range<usize>),
    ) -> Option<Draft> {
        let inside = named
            .get(self.next)
            .is_some_and(|draft| draft.words.start <= at);
        if inside {
            return None;
        }
        let before = self.next.checked_sub(1).map(|i| &named[i]);
        let before = before.filter(|draft| draft.words.start >= sentence.start);
        if let Some(draft) = self.capital(at, noun, sentence, number) {
            return Some(draft);
        }
        let phrase = Phrase::find(self.words, self.nouns, at, sentence, before)?;
        let after_noun = &named[self.next..];
        if self.is_apposed(before, after_noun, &phrase, at, sentence, noun) {
            return None;
        }
        let person = noun.sorts.any(Sorts::PERSON);
        let role = Role::at(self.words, self.nouns, at, phrase.noun);
        let after = self.complement(named, at, sentence, noun);
        let after = after.filter(|_| !phrase.of_name);
        let owner = if phrase.of_name {
            before
        } else {
            after.filter(|_| owned(noun) || person)
        };
        let whose = owner.is_some();
        let owner = owner.and_then(|draft| draft.actor);
        // "The head of the committee": of whom cannot be said.
        let link = self.words.list[..sentence.end].get(at + 1);
        let narrowed = person
            && !whose
            && role != Role::writer()
            && link.is_some_and(|word| matches!(self.words.text(word.span), "of" | "for" | "at"));
        let meant = if narrowed {
            None
        } else {
            self.meant(noun, &phrase, role, owner, (at, number))
        };
        if meant.is_none() && (noun.weak || noun.sorts == Sorts::COUNTRY) {
            return None;
        }
        let end = after.map_or(at + 1, |draft| draft.words.end);
        let all = phrase.start..end;
        let crosses = self.furthest.start < all.start
            && all.start < self.furthest.end
            && self.furthest.end < all.end;
        if crosses {
            return None;
        }
        if all.end > self.furthest.end {
            self.furthest = all.clone();
        }
        let draft = Draft {
            span: self.words.span(all.clone()),
            words: all,
            kind: kind_of(noun),
            form: Form::Nominal,
            actor: meant.map(|(actor, _)| actor),
            plural: noun.plural,
            score: meant.map_or(0.6, |(_, score)| score),
        };
        if let Some((actor, _)) = meant {
            if draft.kind == MentionKind::Organisation {
                self.scene.mention(actor, number);
            }
            if !person || phrase.definite {
                self.scene.say(role, actor);
            }
        }
        Some(draft)
    }

    /// "The coach, X," and "X, the coach of Y,": another name beside it says who it is.
    fn is_apposed(
        &self,
        before: Option<&Draft>,
        behind: &[Draft],
        phrase: &Phrase,
        at: usize,
        sentence: &Range<usize>,
        noun: Noun,
    ) -> bool {
        let list = &self.words.list[..sentence.end];
        let comma = |at: usize| {
            list.get(at)
                .is_some_and(|word| self.words.text(word.span) == ",")
        };
        let kind = kind_of(noun);
        let same = |draft: &Draft| draft.kind == kind && !noun.plural;
        let first = before.is_some_and(|draft| {
            same(draft) && comma(draft.words.end) && draft.words.end + 1 == phrase.start
        });
        // "X, the coach, said", but not "X, the coach and the players".
        let closed = || {
            let rest = list[at + 1..].iter().take(12);
            rest.map(|word| self.words.text(word.span))
                .any(|text| matches!(text, "," | ")" | "."))
        };
        if first && closed() {
            return true;
        }
        let from = if comma(at + 1) {
            at + 2
        } else {
            match behind.first().filter(|draft| comma(draft.words.end)) {
                Some(draft) if draft.words.start <= at + 3 => draft.words.end + 1,
                _ => return false,
            }
        };
        let next = behind
            .iter()
            .take(2)
            .find(|draft| draft.words.start >= from && draft.words.start < sentence.end);
        next.is_some_and(|draft| {
            let titles = &list[from..draft.words.start];
            same(draft)
                && titles.len() < 4
                && titles
                    .iter()
                    .all(|word| word.is(Flags::TITLE) || word.looks(Shape::CAPITAL))
        })
    }

    /// "The Commission": the noun of a name stands for the name.
    fn capital(
        &mut self,
        at: usize,
        noun: Noun,
        sentence: &Range<usize>,
        number: usize,
    ) -> Option<Draft> {
        let list = &self.words.list;
        let capital = |at: usize| {
            let word = list[..sentence.end].get(at);
            word.is_some_and(|word| word.looks(Shape::CAPITAL))
        };
        let article = at.checked_sub(1).filter(|&at| at >= sentence.start)?;
        let the = matches!(self.words.text(list[article].span), "the" | "The");
        let plain = noun.plural || list[at].looks(Shape::HEADLINE);
        if !the || !capital(at) || capital(at + 1) || plain {
            return None;
        }
        let role = Role::at(self.words, self.nouns, at, at);
        let actor = self.scene.last(noun, role, None)?;
        if self.cast.actors[actor].kind != MentionKind::Organisation {
            return None;
        }
        self.scene.mention(actor, number);
        Some(Draft {
            span: list[at].span,
            words: at..at + 1,
            kind: MentionKind::Organisation,
            form: Form::Name,
            plural: false,
            actor: Some(actor),
            score: 0.8,
        })
    }

    /// The name behind the noun that belongs to it: "a spokeswoman for Qord", "the government in Baghdad".
    fn complement<'d>(
        &self,
        named: &'d [Draft],
        at: usize,
        sentence: &Range<usize>,
        noun: Noun,
    ) -> Option<&'d Draft> {
        let list = &self.words.list[..sentence.end];
        let text = |at: usize| list.get(at).map(|word| self.words.text(word.span));
        let link = text(at + 1)?;
        let person = noun.sorts.any(Sorts::PERSON);
        if !(matches!(link, "of" | "in") && (owned(noun) || person)
            || person && matches!(link, "for" | "at" | "from"))
        {
            return None;
        }
        let mut from = at + 2;
        while list
            .get(from)
            .is_some_and(|word| word.is(Flags::TITLE) && !person)
            || text(from) == Some("the")
        {
            from += 1;
        }
        let behind = named[self.next..].iter().take(2);
        let found = behind.into_iter().find(|draft| draft.words.start == from)?;
        let fits = match found.kind {
            MentionKind::Place => true,
            MentionKind::Person => link == "of" && !person,
            MentionKind::Organisation => person,
            _ => false,
        };
        fits.then_some(found)
    }

    /// Whom the phrase means, and how sure that is.
    fn meant(
        &mut self,
        noun: Noun,
        phrase: &Phrase,
        role: Role,
        owner: Option<usize>,
        (at, sentence): (usize, usize),
    ) -> Option<(usize, f32)> {
        if noun.sorts == Sorts::COUNTRY {
            let country = phrase.definite && !noun.plural && owner.is_none();
            let found = || self.scene.country(sentence).or(self.scene.only_country());
            let found = country.then(found).flatten();
            return found.map(|actor| (actor, 0.7));
        }
        if noun.plural && !noun.sorts.any(Sorts::GOVERNMENT) || phrase.indefinite {
            let forces = owner.is_some() && owned(noun) && !phrase.indefinite;
            let actor = forces.then(|| self.owned(phrase.noun..at + 1, owner));
            return actor.flatten().map(|actor| (actor, 0.6));
        }
        if owner.is_some() && owned(noun) {
            return self
                .owned(phrase.noun..at + 1, owner)
                .map(|actor| (actor, 0.6));
        }
        // "Its company", "Qord's company": not clear enough; "Qord's chairman" is.
        let person = noun.sorts.any(Sorts::PERSON);
        let known = phrase.definite || person && phrase.of_name;
        if !known {
            return None;
        }
        if let Some(actor) = self.scene.last(noun, role, owner) {
            return Some((actor, 0.85));
        }
        if let Some(country) = self.scene.only_country() {
            if noun.sorts.any(Sorts::GOVERNMENT) && role.base == role.full {
                return Some((country, 0.7));
            }
            if noun.sorts.any(Sorts::STATE) && owner.is_none() {
                let own = self.owned(phrase.noun..at + 1, Some(country));
                return own.map(|actor| (actor, 0.6));
            }
        }
        let near = self.scene.organisation(noun, self.cast, sentence);
        if let Some(actor) = near.filter(|_| !person) {
            return Some((actor, 0.7));
        }
        if noun.weak || phrase.of_name && noun.sorts.any(Sorts::ORGANISATION) {
            return None;
        }
        let name = self.words.text(self.words.span(phrase.noun..at + 1));
        let mut member = Member::new(name, None, kind_of(noun));
        member.gender = self.words.list[at].known.flags.and(TITLES);
        member.sorts = noun.sorts;
        member.roles.push((at, Role { of: owner, ..role }));
        Some((self.cast.add(member), 0.5))
    }

    /// The actor of "Iraqi security forces", by the country and the noun: the same in every document. A country's
    /// government is the country's own actor, as its capital is where it acts.
    fn owned(&mut self, noun: Range<usize>, owner: Option<usize>) -> Option<usize> {
        let of = owner?;
        let list = &self.words.list[noun.clone()];
        let owner = &self.cast.actors[of];
        let head = self.nouns.get(list[list.len() - 1].hash);
        let country = owner.is_country();
        let bare = list.len() == 1;
        if country && head.sorts.any(Sorts::GOVERNMENT) && bare {
            return Some(of);
        }
        let name = self.name_of(noun, &owner.name);
        let id = country.then(|| id_of(MentionKind::Organisation, &name));
        let key = list
            .iter()
            .fold(!(of as u64), |key, word| chain(key, word.hash));
        Some(self.cast.keyed(key, || {
            let mut member = Member::new(name, id.map(Into::into), MentionKind::Organisation);
            member.sorts = head.sorts;
            member
        }))
    }
}

impl Finder<'_, '_> {
    /// "constitutional court of Malawi", "ministry of environment of Peru".
    fn name_of(&self, noun: Range<usize>, owner: &str) -> String {
        let text = |range: Range<usize>| self.words.text(self.words.span(range));
        let head = noun.end - 1;
        let last = text(head..noun.end);
        if head == noun.start || !matches!(last, "ministry" | "department") {
            return format!("{} of {owner}", text(noun));
        }
        let matter = match text(noun.start..head) {
            "foreign" => "foreign affairs",
            other => other,
        };
        format!("{last} of {matter} of {owner}")
    }
}

/// Whether such a thing belongs to a country or a leader: a government, an army.
fn owned(noun: Noun) -> bool {
    noun.sorts.any(Sorts::GOVERNMENT.or(Sorts::STATE))
}

fn kind_of(noun: Noun) -> MentionKind {
    if noun.sorts.any(Sorts::PERSON) {
        MentionKind::Person
    } else if noun.sorts == Sorts::COUNTRY {
        MentionKind::Place
    } else {
        MentionKind::Organisation
    }
}
