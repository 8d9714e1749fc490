//! The gazetteer: names of known actors, matched word by word, the longest first.

use crate::lexicon::{Flags, Lexicon, chain, fold, hash, lines};
use crate::nouns::Sorts;
use crate::slug::{id_of, plain_hash};
use crate::words::{Shape, Words, name_pieces};
use presswork_annotations::MentionKind;
use rustc_hash::FxHashMap;

/// How the words of an entry must be written in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Any,
    Capital,
    Upper,
}

/// What a name means beside its actor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sense {
    /// A capital or seat of government: a city, or the government itself.
    pub(crate) seat: bool,
    /// From the user's own list.
    pub(crate) users: bool,
    /// Only after "the".
    article: bool,
}

/// A name.
pub(crate) struct Entry {
    words: Box<[(u64, Case)]>,
    pub(crate) kind: MentionKind,
    /// Its number in [`Gazetteer::actors`].
    pub(crate) actor: usize,
    pub(crate) sense: Sense,
}

impl Entry {
    /// How many words it has.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }
}

/// An actor that is known before any document is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KnownActor {
    pub(crate) id: Option<Box<str>>,
    pub(crate) name: Box<str>,
    pub(crate) kind: MentionKind,
    /// What nouns it may go by.
    pub(crate) sorts: Sorts,
    /// What its given name tells of its gender.
    pub(crate) gender: Flags,
}

/// All names, by their first words.
#[derive(Default)]
pub(crate) struct Gazetteer {
    buckets: Vec<Vec<Entry>>,
    pub(crate) actors: Vec<KnownActor>,
    by_id: FxHashMap<Box<str>, usize>,
    /// Actors by the family names that are enough for them, as keys of words.
    lone: FxHashMap<u64, usize>,
}

impl Gazetteer {
    /// The longest name that starts at word `at` and ends before `end`.
    #[inline]
    pub(crate) fn find(&self, words: &Words<'_>, at: usize, end: usize) -> Option<&Entry> {
        let names = words.list[at].known.names;
        if names == 0 {
            return None;
        }
        let bucket = &self.buckets[names as usize - 1];
        bucket.iter().find(|entry| entry.fits(words, at, end))
    }

    /// Whether the entry names a country, not its people, its capital or a seat of its government.
    pub(crate) fn is_country(&self, entry: &Entry) -> bool {
        let id = self.actors[entry.actor].id.as_deref().unwrap_or_default();
        id.starts_with("country:") && entry.kind == MentionKind::Place && !entry.sense.seat
    }

    /// The actor for whom this family name alone is enough, by the key of its words.
    pub(crate) fn lone(&self, key: u64) -> Option<usize> {
        self.lone.get(&key).copied()
    }

    fn actor(&mut self, id: String, name: &str, kind: MentionKind) -> usize {
        let next = self.actors.len();
        let known = *self.by_id.entry(id.clone().into()).or_insert(next);
        if known == next {
            let (id, name) = (Some(id.into()), name.into());
            let sorts = Sorts::NONE;
            self.actors.push(KnownActor {
                id,
                name,
                kind,
                sorts,
                gender: Flags::NONE,
            });
        }
        known
    }

    /// An actor whose name alone does not tell who it is, such as "Parliament".
    fn nameless(&mut self, name: &str, kind: MentionKind) -> usize {
        let name = name.into();
        self.actors.push(KnownActor {
            id: None,
            name,
            kind,
            sorts: Sorts::NONE,
            gender: Flags::NONE,
        });
        self.actors.len() - 1
    }
}

impl Entry {
    fn fits(&self, words: &Words<'_>, at: usize, end: usize) -> bool {
        if at + self.words.len() > end {
            return false;
        }
        let found = &words.list[at..at + self.words.len()];
        let same = |(word, &(hash, case)): (&crate::words::Word, &(u64, Case))| {
            word.hash == hash
                && match case {
                    Case::Any => true,
                    Case::Capital => word.looks(Shape::CAPITAL),
                    Case::Upper => word.looks(Shape::UPPER),
                }
        };
        if !found.iter().zip(&self.words).all(same)
            || found[1..].iter().any(|word| word.looks(Shape::BREAK))
        {
            return false;
        }
        !self.sense.article || {
            let before = at.checked_sub(1).map(|i| words.text(words.list[i].span));
            before.is_some_and(|word| word.eq_ignore_ascii_case("the"))
        }
    }
}

impl Lexicon {
    /// Adds the built-in names.
    pub(crate) fn add_built_in(&mut self) {
        for line in lines(include_str!("../data/countries.txt")) {
            let mut fields = line.split('|');
            let mut field = || fields.next().expect("a row of countries.txt has 4 fields");
            let id = format!("country:{}", field());
            let names = field();
            let name = names.split(';').next().unwrap_or_default();
            let actor = self.names.actor(id, name, MentionKind::Place);
            let seat = Sense {
                seat: true,
                ..Sense::default()
            };
            for name in list(names) {
                self.name(name, MentionKind::Place, actor, Sense::default());
            }
            for name in list(field()) {
                self.name(name, MentionKind::Place, actor, seat);
            }
            for name in list(field()) {
                self.name(name, MentionKind::Group, actor, Sense::default());
            }
        }
        let mut sorts = Sorts::NONE;
        for line in include_str!("../data/organisations.txt").lines() {
            if let Some(heading) = line.strip_prefix("## ") {
                sorts = sorts_under(heading);
            }
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (names, id) = line.split_once(" = ").unwrap_or((line, ""));
            // A line is one actor where its other names are short forms; the long lists are one actor a name.
            for names in actors_of(names) {
                let name = names[0].trim_start_matches("The ");
                let own = || id_of(MentionKind::Organisation, name);
                let actor = match id {
                    "" => self.names.actor(own(), name, MentionKind::Organisation),
                    "-" => self.names.nameless(name, MentionKind::Organisation),
                    id => self
                        .names
                        .actor(id.to_owned(), name, MentionKind::Organisation),
                };
                let known = &mut self.names.actors[actor];
                known.sorts = known.sorts.or(sorts);
                for name in names {
                    self.name(name, MentionKind::Organisation, actor, Sense::default());
                }
            }
        }
        for line in lines(include_str!("../data/leaders.txt")) {
            let (names, lone) = line.split_once('|').unwrap_or((line, ""));
            let name = names.split(';').next().unwrap_or_default();
            let kind = MentionKind::Person;
            let actor = self.names.actor(id_of(kind, name), name, kind);
            self.names.actors[actor].gender = self.gender(name);
            for name in list(names) {
                self.name(name, kind, actor, Sense::default());
            }
            for name in list(lone) {
                let key = name_pieces(name).fold(0, |key, piece| chain(key, plain_hash(piece)));
                self.names.lone.insert(key, actor);
            }
        }
        // The Union's seat stands for it, as a capital does for its country.
        let union = "organisation:european-union".to_owned();
        let union = self
            .names
            .actor(union, "European Union", MentionKind::Organisation);
        let seat = Sense {
            seat: true,
            ..Sense::default()
        };
        self.name("Brussels", MentionKind::Place, union, seat);
        for (file, kind) in [
            (include_str!("../data/places.txt"), MentionKind::Place),
            (include_str!("../data/groups.txt"), MentionKind::Group),
            (include_str!("../data/others.txt"), MentionKind::Other),
        ] {
            for name in lines(file).flat_map(list) {
                let actor = self.names.actor(id_of(kind, name), name, kind);
                self.name(name, kind, actor, Sense::default());
            }
        }
        self.sort();
    }

    /// Adds an actor of the user's own list under all its names.
    pub(crate) fn add_users(
        &mut self,
        id: String,
        name: &str,
        kind: MentionKind,
        aliases: &[&str],
    ) {
        let gender = match kind {
            MentionKind::Person => self.gender(name),
            _ => Flags::NONE,
        };
        let number = self.names.actor(id, name, kind);
        let known = &mut self.names.actors[number];
        (known.name, known.kind) = (name.into(), kind);
        known.gender = gender;
        let users = Sense {
            users: true,
            ..Sense::default()
        };
        for name in std::iter::once(name).chain(aliases.iter().copied()) {
            self.name(name, kind, number, users);
        }
    }

    /// What a person's given name tells.
    fn gender(&self, name: &str) -> Flags {
        let given = name_pieces(name).next().unwrap_or_default();
        self.get(&fold(given)).flags
    }

    fn name(&mut self, name: &str, kind: MentionKind, actor: usize, mut sense: Sense) {
        let mut pieces: Vec<&str> = name_pieces(name).collect();
        if pieces.len() > 1 && pieces[0] == "The" {
            pieces.remove(0);
            // "The Hague" and many papers are known without it too; a lone common word is not.
            let common = self.get(&fold(pieces[0])).flags;
            sense.article = pieces.len() == 1 && common.any(Flags::COMMON.or(Flags::ORG_WORD));
        }
        let Some(&first) = pieces.first() else { return };
        let words = pieces.iter().map(|piece| (hash(&fold(piece)), case(piece)));
        let entry = Entry {
            words: words.collect(),
            kind,
            actor,
            sense,
        };
        let next = self.names.buckets.len() as u32 + 1;
        let known = self.entry(first);
        if known.names == 0 {
            known.names = next;
            self.names.buckets.push(Vec::new());
        }
        let bucket = self.entry(first).names as usize - 1;
        self.names.buckets[bucket].push(entry);
    }

    /// Puts longer names first, and of equal ones the user's own. Call it when all names are in.
    pub(crate) fn sort(&mut self) {
        for bucket in &mut self.names.buckets {
            bucket.sort_by_key(|entry| (std::cmp::Reverse(entry.len()), !entry.sense.users));
        }
    }
}

/// What the organisations under a heading of the list may be called.
fn sorts_under(heading: &str) -> Sorts {
    match heading.split([' ', ',']).next() {
        Some("World") => Sorts::BODY,
        Some("Governments" | "Of") => Sorts::STATE,
        Some("Armed") => Sorts::ARMED,
        Some("Agencies") => Sorts::MEDIA,
        Some("Companies") => Sorts::COMPANY,
        Some("Research") => Sorts::SCHOOL,
        Some("Clubs") => Sorts::TEAM,
        _ => Sorts::NONE,
    }
}

/// The names of a field.
fn list(field: &str) -> impl Iterator<Item = &str> {
    field.split(';').filter(|name| !name.is_empty())
}

/// The actors of a line: `;` stands between names of one actor, `;;` between actors.
fn actors_of(line: &str) -> impl Iterator<Item = Vec<&str>> {
    let actors = line
        .split(";;")
        .map(|names| list(names).collect::<Vec<_>>());
    actors.filter(|names| !names.is_empty())
}

fn case(piece: &str) -> Case {
    let capitals = piece.chars().filter(|c| c.is_uppercase()).count();
    if capitals == 0 {
        Case::Any
    } else if capitals > 1 && !piece.chars().any(char::is_lowercase) {
        Case::Upper
    } else {
        Case::Capital
    }
}
