//! Nominals: people and organisations that are named by a noun, and whom they mean.

use crate::evidence::Role;
use crate::lexicon::{Flags, chain};
use crate::resolve::{Cast, Draft, Member};
use crate::slug::id_of;
use crate::words::{Shape, Words};
use presswork_annotations::{Form, MentionKind};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;

/// Finds nominals between and around the named mentions, which are in text order, and adds them to `drafts`.
pub(crate) fn add<'a>(words: &Words<'a>, drafts: &mut Vec<Draft>, cast: &mut Cast<'a>) {
    let mut roles = Roles::new(cast);
    let named = drafts.len();
    let mut next = 0;
    let mut furthest = 0..0;
    for sentence in &words.sentences {
        for at in sentence.clone() {
            while next < named && drafts[next].words.end <= at {
                next += 1;
            }
            let word = &words.list[at];
            let person = word.is(Flags::ROLE.or(Flags::ROLES));
            if !person && !word.is(Flags::ORG_NOMINAL) {
                continue;
            }
            let inside = next < named && drafts[next].words.start <= at;
            if inside || is_title(words, at, sentence.end) || is_attribute(words, at, sentence.end)
            {
                continue;
            }
            let before = next
                .checked_sub(1)
                .filter(|&i| drafts[i].words.start >= sentence.start);
            let phrase = Phrase::find(words, at, sentence.start, before.map(|i| &drafts[i]));
            let Some(phrase) = phrase else { continue };
            let kind = if person {
                MentionKind::Person
            } else {
                MentionKind::Organisation
            };
            let owner = if phrase.of_name {
                before
            } else {
                owner_after(words, at, sentence.end, &drafts[next..named]).map(|i| next + i)
            };
            let owner = owner.filter(|_| !person);
            let after = owner.map_or(0, |of| drafts[of].words.end);
            let whole = phrase.start..after.max(at + 1);
            let crosses = furthest.start < whole.start
                && whole.start < furthest.end
                && furthest.end < whole.end;
            if crosses {
                continue;
            }
            if whole.end > furthest.end {
                furthest = whole.clone();
            }
            let role = Role::at(words, at, phrase.noun);
            let mut draft = Draft {
                span: words.span(whole.clone()),
                words: whole,
                kind,
                form: Form::Nominal,
                actor: None,
                score: 0.6,
            };
            if let Some(of) = owner {
                let of = drafts[of].actor;
                draft.actor = of.map(|of| owned(words, cast, phrase.noun..at + 1, of));
                if let Some(actor) = draft.actor {
                    roles.set(role, person, actor);
                }
            } else if phrase.definite {
                let meant = roles.meant(cast, role, person, at);
                draft.score = if meant.is_some() { 0.85 } else { 0.5 };
                draft.actor = Some(meant.unwrap_or_else(|| {
                    let name = words.text(words.span(phrase.noun..at + 1));
                    let actor = cast.add(Member {
                        name: Cow::Borrowed(name),
                        id: None,
                        kind,
                        gender: Flags::NONE,
                        roles: Vec::new(),
                    });
                    roles.set(role, person, actor);
                    actor
                }));
            }
            drafts.push(draft);
        }
    }
}

/// The mention that an organisation is "of": "the government in Baghdad", "the administration of President Diallo".
fn owner_after(words: &Words<'_>, at: usize, end: usize, named: &[Draft]) -> Option<usize> {
    let list = &words.list[..end];
    let text = |at: usize| list.get(at).map(|word| words.text(word.span));
    let link = text(at + 1)?;
    if !matches!(link, "of" | "in")
        || !matches!(
            text(at),
            Some(
                "government" | "administration" | "authorities" | "regime" | "parliament" | "army"
            )
        )
    {
        return None;
    }
    let mut from = at + 2;
    while list
        .get(from)
        .is_some_and(|w| w.is(Flags::TITLE) || words.text(w.span) == "the")
    {
        from += 1;
    }
    let found = named
        .iter()
        .take(2)
        .position(|draft| draft.words.start == from)?;
    let kind = named[found].kind;
    let fits = kind == MentionKind::Place || kind == MentionKind::Person && link == "of";
    fits.then_some(found)
}

/// Who had which role last, as the text goes on.
struct Roles {
    /// Those said beside names, in text order, and how many of them the text has passed.
    said: Vec<(usize, Role, usize)>,
    passed: usize,
    /// By the role and whether it is a person's.
    latest: FxHashMap<(u64, bool), usize>,
}

impl Roles {
    fn new(cast: &Cast<'_>) -> Self {
        let actors = cast.actors.iter().enumerate();
        let said = actors.flat_map(|(actor, member)| {
            member
                .roles
                .iter()
                .map(move |&(at, role)| (at, role, actor))
        });
        let mut said: Vec<_> = said.collect();
        said.sort_by_key(|&(at, _, actor)| (at, actor));
        Self {
            said,
            passed: 0,
            latest: FxHashMap::default(),
        }
    }

    /// The last actor before `at` with that role.
    fn meant(&mut self, cast: &Cast<'_>, role: Role, person: bool, at: usize) -> Option<usize> {
        while let Some(&(_, role, actor)) = self.said.get(self.passed).filter(|said| said.0 < at) {
            self.passed += 1;
            self.set(role, cast.actors[actor].kind == MentionKind::Person, actor);
        }
        self.latest.get(&(role.full, person)).copied()
    }

    /// "Foreign minister" is also a minister.
    fn set(&mut self, role: Role, person: bool, actor: usize) {
        self.latest.insert((role.base, person), actor);
        self.latest.insert((role.full, person), actor);
    }
}

/// A noun phrase.
struct Phrase {
    /// Its first word, the article.
    start: usize,
    /// The noun's first word, after article and name.
    noun: usize,
    /// "the writer": someone who is known already.
    definite: bool,
    /// "Iraqi government", "Trump administration".
    of_name: bool,
}

impl Phrase {
    fn find(words: &Words<'_>, at: usize, from: usize, named: Option<&Draft>) -> Option<Self> {
        let list = &words.list;
        let word = &list[at];
        let person = word.is(Flags::ROLE.or(Flags::ROLES));
        let modifier = if person {
            Flags::ROLE_MODIFIER
        } else {
            Flags::ORG_MODIFIER
        };
        let mut start = at;
        while start > from
            && list[start - 1].is(modifier)
            && !list[start - 1].looks(Shape::BREAK)
            && at - start < 3
            && named.is_none_or(|named| named.words.end < start)
        {
            start -= 1;
        }
        if let Some(named) = named {
            let group = matches!(named.kind, MentionKind::Group | MentionKind::Place);
            let ties = named.words.end == start
                && (group
                    || !person && named.kind == MentionKind::Person && named.form == Form::Name);
            let belongs = ties && !list[start].looks(Shape::BREAK);
            if belongs {
                let article = named.words.start.checked_sub(1).filter(|&at| at >= from);
                let article = article.filter(|&at| list[at].is(Flags::DETERMINER));
                return Some(Self {
                    start: article.unwrap_or(named.words.start),
                    noun: start,
                    definite: false,
                    of_name: true,
                });
            }
        }
        let clear = named.map_or(from, |named| named.words.end.max(from));
        let before = start.checked_sub(1).filter(|&before| before >= clear);
        let article = before.map(|before| &list[before]);
        let the = article.is_some_and(|w| {
            w.is(Flags::DETERMINER) && matches!(words.text(w.span), "the" | "The" | "this" | "This")
        });
        let determined =
            article.is_some_and(|w| w.is(Flags::DETERMINER) || w.looks(Shape::POSSESSIVE));
        let plural = word.is(Flags::ROLES)
            || matches!(
                words.text(word.span),
                "police" | "authorities" | "militias" | "troops"
            );
        let of = named.filter(|named| {
            let ending = named.words.end;
            ending + 1 == start && list[ending].looks(Shape::POSSESSIVE)
        });
        if !determined && !plural && start == at {
            return None;
        }
        if word.is(Flags::ORG_NOMINAL) && !person && !the && !plural && of.is_none() {
            return None;
        }
        let definite = the && !word.is(Flags::ROLES);
        let article = before.filter(|&at| list[at].is(Flags::DETERMINER));
        Some(Self {
            start: of.map_or(article.unwrap_or(start), |of| of.words.start),
            noun: start,
            definite,
            of_name: of.is_some(),
        })
    }
}

/// "President Diallo": the noun is a title of the name after it.
fn is_title(words: &Words<'_>, at: usize, end: usize) -> bool {
    let next = words.list.get(at + 1).filter(|_| at + 1 < end);
    next.is_some_and(|next| {
        next.looks(Shape::CAPITAL) && !next.looks(Shape::BREAK) && !next.is(Flags::FUNCTION)
    })
}

/// "the company car", "government official": the noun belongs to another noun after it.
fn is_attribute(words: &Words<'_>, at: usize, end: usize) -> bool {
    let next = words.list.get(at + 1).filter(|_| at + 1 < end);
    let noun = Flags::ROLE.or(Flags::ROLES).or(Flags::ORG_NOMINAL);
    next.is_some_and(|next| next.is(noun) && !next.looks(Shape::BREAK))
}

/// The actor of "Iraqi security forces", by the country and the noun: the same in every document. A country's
/// government is the country's own actor, as its capital is where it acts.
fn owned<'a>(words: &Words<'a>, cast: &mut Cast<'a>, noun: Range<usize>, of: usize) -> usize {
    let list = &words.list[noun.clone()];
    let owner = &cast.actors[of];
    let country = owner
        .id
        .as_ref()
        .is_some_and(|id| id.starts_with("country:"));
    let head = words.text(list[list.len() - 1].span);
    if country
        && matches!(
            head,
            "government" | "authorities" | "administration" | "regime"
        )
    {
        return of;
    }
    let text = words.text(words.span(noun));
    let id = country.then(|| id_of(MentionKind::Organisation, &format!("{} {text}", owner.name)));
    let name = format!("{text} of {}", owner.name);
    let key = list
        .iter()
        .fold(!(of as u64), |key, word| chain(key, word.hash));
    cast.keyed(key, || Member {
        name: Cow::Owned(name),
        id: id.map(Cow::Owned),
        kind: MentionKind::Organisation,
        gender: Flags::NONE,
        roles: Vec::new(),
    })
}
