//! Resolving: decides the kind of each name over the whole document, and which names mean the same actor.

use crate::candidates::Candidate;
use crate::evidence::{Role, Votes};
use crate::lexicon::{Flags, Lexicon, chain};
use crate::seats;
use crate::slug::id_of;
use crate::words::{Shape, Words};
use presswork_annotations::{Form, MentionKind};
use presswork_model::Span;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;

/// A mention before its actor has a number.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) span: Span,
    pub(crate) words: Range<usize>,
    pub(crate) kind: MentionKind,
    pub(crate) form: Form,
    /// Its actor, by its number in [`Cast::actors`].
    pub(crate) actor: Option<usize>,
    pub(crate) score: f32,
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
}

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
    pub(crate) fn known(&mut self, lexicon: &'a Lexicon, number: usize) -> usize {
        if let Some(&actor) = self.known.get(&number) {
            return actor;
        }
        let known = &lexicon.names.actors[number];
        let actor = self.add(Member {
            name: Cow::Borrowed(&known.name),
            id: known.id.as_deref().map(Cow::Borrowed),
            kind: known.kind,
            gender: Flags::NONE,
            roles: Vec::new(),
        });
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

/// All candidates with the same words.
struct Group {
    votes: Votes,
    kind: MentionKind,
    score: f32,
    /// The first of them.
    first: usize,
    /// The actor whose fuller name this is a part of.
    part_of: Option<u64>,
}

/// Mentions by name, in text order, and their actors.
pub(crate) fn resolve<'a>(
    words: &Words<'a>,
    lexicon: &'a Lexicon,
    candidates: &[Candidate],
) -> (Vec<Draft>, Cast<'a>) {
    let mut groups = gather(candidates);
    let links = Links::new(words, candidates, &groups);
    links.apply(words, candidates, &mut groups);
    let seats = seats::acting(words, lexicon, candidates);
    let mut cast = Cast::default();
    let mut drafts = Vec::with_capacity(candidates.len());
    for (number, candidate) in candidates.iter().enumerate() {
        let span = words.span(candidate.words.clone());
        let mut draft = Draft {
            span,
            words: candidate.words.clone(),
            kind: MentionKind::Other,
            form: Form::Name,
            actor: None,
            score: 0.95,
        };
        if let Some((known, sense)) = candidate.known {
            draft.kind = candidate.votes.best().0;
            draft.actor = Some(if sense.seat && !seats.acts(number) {
                let name = words.text(span);
                cast.keyed(candidate.key, || place(name))
            } else {
                cast.known(lexicon, known)
            });
            let actor_kind = !matches!(draft.kind, MentionKind::Place | MentionKind::Group);
            if let Some(role) = candidate.role.filter(|_| actor_kind) {
                let actor = draft.actor.expect("it was just set");
                cast.actors[actor].roles.push((candidate.words.start, role));
            }
            drafts.push(draft);
            continue;
        }
        let group = &groups[&candidate.key];
        draft.kind = group.kind;
        draft.score = group.score;
        let key = group.part_of.unwrap_or(candidate.key);
        let fullest = &candidates[groups[&key].first];
        let kind = groups[&key].kind;
        let actor = match fullest.known {
            Some((known, _)) => cast.known(lexicon, known),
            None => cast.keyed(key, || member(words, fullest, kind)),
        };
        let gender = candidate.gender.or(given_gender(words, &candidate.words));
        let known = &mut cast.actors[actor];
        known.gender = known.gender.or(gender);
        known
            .roles
            .extend(candidate.role.map(|role| (candidate.words.start, role)));
        draft.actor = Some(actor);
        drafts.push(draft);
    }
    (drafts, cast)
}

fn gather(candidates: &[Candidate]) -> FxHashMap<u64, Group> {
    let mut groups: FxHashMap<u64, Group> = FxHashMap::default();
    for (number, candidate) in candidates.iter().enumerate() {
        let group = groups.entry(candidate.key).or_insert(Group {
            votes: Votes::default(),
            kind: MentionKind::Other,
            score: 0.0,
            first: number,
            part_of: None,
        });
        group.votes.add(candidate.votes);
        if candidate.known.is_some() && candidates[group.first].known.is_none() {
            group.first = number;
        }
        (group.kind, group.score) = group.votes.best();
        group.score = 0.3 + 0.65 * group.score;
    }
    groups
}

fn given_gender(words: &Words<'_>, range: &Range<usize>) -> Flags {
    words.list[range.start].known.flags
}

fn place(name: &str) -> Member<'_> {
    Member {
        name: Cow::Borrowed(name),
        id: Some(Cow::Owned(id_of(MentionKind::Place, name))),
        kind: MentionKind::Place,
        gender: Flags::NONE,
        roles: Vec::new(),
    }
}

fn member<'a>(words: &Words<'a>, candidate: &Candidate, kind: MentionKind) -> Member<'a> {
    let name = words.text(words.span(candidate.words.clone()));
    // A family name alone does not tell who it is.
    let lone = kind == MentionKind::Person && candidate.words.len() == 1;
    Member {
        name: Cow::Borrowed(name),
        id: (!lone).then(|| Cow::Owned(id_of(kind, name))),
        kind,
        gender: Flags::NONE,
        roles: Vec::new(),
    }
}

/// Fuller names, by the words that also stand alone for them.
#[derive(Default)]
struct Links {
    /// By family name, and by given name where only one person has it: key of the full name.
    people: FxHashMap<u64, Option<u64>>,
    /// By acronym, and by first word.
    organisations: FxHashMap<u64, u64>,
}

impl Links {
    fn new(words: &Words<'_>, candidates: &[Candidate], groups: &FxHashMap<u64, Group>) -> Self {
        let mut links = Self::default();
        for (number, candidate) in candidates.iter().enumerate() {
            let group = &groups[&candidate.key];
            if group.first != number || candidate.words.len() < 2 {
                continue;
            }
            let list = &words.list[candidate.words.clone()];
            match group.kind {
                MentionKind::Person => {
                    let tail = list.iter().rposition(|w| !w.is(Flags::SUFFIX)).unwrap_or(0);
                    let mut parts = vec![list[tail].hash, list[0].hash];
                    // "al-Assad", "St. Clair", "Bin Laden".
                    for start in 1..tail {
                        let rest = list[start..=tail].iter();
                        parts.push(rest.fold(0, |key, word| chain(key, word.hash)));
                    }
                    parts.push(chain(chain(0, list[0].hash), list[tail].hash));
                    for part in parts {
                        links.person(part, candidate.key);
                        links.person(chain(0, part), candidate.key);
                    }
                }
                MentionKind::Organisation => {
                    let known = candidate.known.is_some();
                    if !known
                        && !list[0].is(Flags::COMMON.or(Flags::ORG_WORD))
                        && list[0].known.names == 0
                    {
                        links
                            .organisations
                            .entry(chain(0, list[0].hash))
                            .or_insert(candidate.key);
                    }
                    if let Some(short) = acronym_after(words, &candidate.words) {
                        links.organisations.insert(chain(0, short), candidate.key);
                    }
                }
                _ => {}
            }
        }
        links
    }

    fn person(&mut self, part: u64, key: u64) {
        let known = self.people.entry(part).or_insert(Some(key));
        if known.is_some_and(|other| other != key) {
            *known = None;
        }
    }

    fn apply(
        &self,
        words: &Words<'_>,
        candidates: &[Candidate],
        groups: &mut FxHashMap<u64, Group>,
    ) {
        for candidate in candidates {
            if candidate.known.is_some() {
                continue;
            }
            let person = self.people.get(&candidate.key).copied();
            let organisation = self.organisations.get(&candidate.key).copied();
            let first = &words.list[candidate.words.start];
            let group = groups.get_mut(&candidate.key).expect("it was gathered");
            if candidates[group.first].known.is_some() || group.part_of.is_some() {
                continue;
            }
            // Clear evidence of another kind is stronger than a shared word.
            let against = |kind| group.votes.get(MentionKind::Place) > group.votes.get(kind) + 1.5;
            if !first.looks(Shape::UPPER)
                && (organisation.is_some() && against(MentionKind::Organisation)
                    || person.is_some() && against(MentionKind::Person))
            {
                continue;
            }
            if let Some(full) =
                organisation.filter(|_| first.looks(Shape::UPPER) || person.is_none())
            {
                group.part_of = Some(full).filter(|&full| full != candidate.key);
                group.kind = MentionKind::Organisation;
                group.score = 0.9;
            } else if let Some(full) = person {
                group.part_of = full.filter(|&full| full != candidate.key);
                group.kind = MentionKind::Person;
                group.score = 0.9;
            }
        }
        // A part of a part belongs to the fullest.
        let keys: Vec<u64> = candidates.iter().map(|candidate| candidate.key).collect();
        for key in keys {
            let middle = groups[&key].part_of;
            if let Some(full) = middle.and_then(|middle| groups[&middle].part_of) {
                let group = groups.get_mut(&key).expect("it was gathered");
                group.part_of = Some(full).filter(|&full| full != key);
            }
        }
    }
}

/// The acronym in brackets after a name, if its letters are the name's: "International Monetary Fund (IMF)".
fn acronym_after(words: &Words<'_>, range: &Range<usize>) -> Option<u64> {
    let after = words.list.get(range.end..range.end + 3)?;
    let text = |at: usize| words.text(after[at].span);
    if text(0) != "(" || text(2) != ")" || !after[1].looks(Shape::UPPER) {
        return None;
    }
    let mut letters = text(1).chars().filter(|c| c.is_alphabetic());
    let list = &words.list[range.clone()];
    let initials = list.iter().filter(|w| w.looks(Shape::LETTER));
    let mut initials =
        initials.filter_map(|w| words.text(w.span).chars().next()?.to_uppercase().next());
    let first = letters.next()?;
    (initials.next() == Some(first) || list.len() > 1).then_some(after[1].hash)
}
