//! People: which full name a family name, a given name or a variant of the name stands for.

use crate::cast::{FEMALE, MALE};
use crate::lexicon::{Flags, chain};
use crate::roles;
use crate::slug;
use crate::words::{Shape, Word, Words};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Of more people of one family name none is chosen, so that a list of names costs little.
const MOST: usize = 16;

/// A person who is named in full somewhere in the document.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// The longest form of the name.
    pub(crate) words: Range<usize>,
    gender: Flags,
    /// Where the person was last named in full or in part: sentence and word; none before the first time.
    last: Option<(usize, usize)>,
    /// The sentence before this one in which the person was named.
    before: Option<usize>,
    /// The one added before with the same family name.
    namesake: Option<usize>,
}

impl Person {
    /// Whether the person was named just before the mention that was looked up last, in this sentence or the one before.
    pub(crate) fn is_near(&self, sentence: usize) -> bool {
        self.before.is_some_and(|before| before + 1 >= sentence)
    }
}

/// The people of a document, by the parts of their names.
#[derive(Default)]
pub(crate) struct People {
    pub(crate) list: Vec<Person>,
    /// Keys of whole names and of their ends: sorted once all are in.
    names: Vec<(u64, usize)>,
    families: Vec<(u64, usize)>,
    givens: Vec<(u64, usize)>,
    /// The one added last, by the last word of the name.
    by_family: FxHashMap<u64, usize>,
}

/// Whom a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// This person.
    One(usize),
    /// Two people or more have that name, and it is not clear which is meant.
    Open,
    /// Nobody who is named in full.
    Nobody,
}

impl People {
    /// Adds a full name, or another form of the name of someone who is there; not a lone word.
    pub(crate) fn add(&mut self, words: &Words<'_>, name: &Range<usize>, from: usize) {
        let key = key(words, name);
        let core = core(words, name);
        if !is_full(words, &core) {
            return;
        }
        let gender = roles::gender(words, name, from);
        let family = plain(words, &words.list[core.end - 1]);
        let namesake = self.by_family.get(&family).copied();
        let same = std::iter::successors(namesake, |&person| self.list[person].namesake);
        let mut variants = same
            .take(MOST)
            .filter(|&person| is_variant(words, &self.list[person].words, name));
        let person = if let (Some(person), None) = (variants.next(), variants.next()) {
            let known = &mut self.list[person];
            known.gender = known.gender.or(gender);
            if name.len() > known.words.len() {
                known.words = name.clone();
            }
            person
        } else {
            self.list.push(Person {
                words: name.clone(),
                gender,
                last: None,
                before: None,
                namesake,
            });
            self.by_family.insert(family, self.list.len() - 1);
            self.list.len() - 1
        };
        self.names.push((key, person));
        self.names.push((self::key(words, &core), person));
        for start in core.start + 1..core.end {
            self.families
                .push((self::key(words, &(start..core.end)), person));
        }
        for end in core.start + 1..core.end {
            self.givens
                .push((self::key(words, &(core.start..end)), person));
        }
        // "Carreño" of "José Luis Carreño Díaz": a family name before the mother's.
        for at in core.start + 1..core.end - 1 {
            if !words.list[at].is(Flags::GIVEN) && words.list[at].looks(Shape::CAPITAL) {
                self.givens.push((self::key(words, &(at..at + 1)), person));
            }
        }
    }

    /// Makes look-ups possible. Call it when all names are in.
    pub(crate) fn sort(&mut self) {
        for list in [&mut self.names, &mut self.families, &mut self.givens] {
            list.sort_unstable();
            list.dedup();
        }
    }

    /// Whom the name means at this place, which becomes where that person was last named.
    pub(crate) fn meant(
        &mut self,
        words: &Words<'_>,
        name: &Range<usize>,
        (sentence, from): (usize, usize),
    ) -> Who {
        let title = roles::title(words, name, from);
        let mut who = Who::Nobody;
        for key in [key(words, name), key(words, &core(words, name))] {
            for list in [&self.names, &self.families, &self.givens] {
                if who == Who::Nobody {
                    who = self.choose(entries(list, key), title, sentence);
                }
            }
        }
        if let Who::One(person) = who {
            let known = &mut self.list[person];
            known.before = known.last.map(|(sentence, _)| sentence);
            known.last = Some((sentence, name.start));
            self.list[person].gender = self.list[person].gender.or(title);
        }
        who
    }

    /// Whether a name of these words is part of a full one.
    pub(crate) fn knows(&self, words: &Words<'_>, name: &Range<usize>) -> bool {
        let key = key(words, name);
        let lists = [&self.names, &self.families, &self.givens];
        lists.iter().any(|list| !entries(list, key).is_empty())
    }

    /// The one whom the title fits; of several, who was named last, if the others were not named in the same sentence.
    fn choose(&self, found: &[(u64, usize)], title: Flags, sentence: usize) -> Who {
        if found.len() > MOST {
            return Who::Open;
        }
        let fits = |person: usize| !roles::clash(self.list[person].gender, title);
        // A title that only one of them is known to have decides.
        let told = |person: usize| {
            let gender = self.list[person].gender;
            title.any(MALE.or(FEMALE)) && gender.any(MALE.or(FEMALE)) && fits(person)
        };
        let mut told = found.iter().map(|&(_, person)| person).filter(|&p| told(p));
        if let (Some(person), None) = (told.next(), told.next()) {
            return Who::One(person);
        }
        let mut latest: Option<(usize, usize)> = None;
        let mut second = None;
        let mut all = 0;
        for person in found.iter().map(|&(_, person)| person).filter(|&p| fits(p)) {
            all += 1;
            let last = self.list[person].last;
            if latest.is_none_or(|(_, best)| last > self.list[best].last) {
                second = latest.map(|(_, best)| self.list[best].last).or(second);
                latest = Some((all, person));
            } else if second.is_none_or(|second| last > second) {
                second = Some(last);
            }
        }
        let Some((_, person)) = latest else {
            return if found.is_empty() {
                Who::Nobody
            } else {
                Who::Open
            };
        };
        if all == 1 {
            return Who::One(person);
        }
        let Some((best, _)) = self.list[person].last else {
            return Who::Open;
        };
        let near = second
            .flatten()
            .is_some_and(|(other, _)| other == best && best + 1 >= sentence);
        if near { Who::Open } else { Who::One(person) }
    }
}

fn entries(list: &[(u64, usize)], key: u64) -> &[(u64, usize)] {
    let start = list.partition_point(|&(known, _)| known < key);
    let end = start + list[start..].partition_point(|&(known, _)| known == key);
    &list[start..end]
}

/// The same for names of the same words, whatever their accents, with their article or without it.
pub(crate) fn key(words: &Words<'_>, name: &Range<usize>) -> u64 {
    let list = words.list[name.clone()].iter();
    let article = usize::from(words.has_article(name));
    list.skip(article)
        .fold(0, |key, word| chain(key, plain(words, word)))
}

fn plain(words: &Words<'_>, word: &Word) -> u64 {
    let text = words.text(word.span);
    if text.is_ascii() {
        word.hash
    } else {
        slug::plain_hash(text)
    }
}

/// The name without "Jr.", "KC" and the like, and without a title that was taken for a part of it.
fn core(words: &Words<'_>, name: &Range<usize>) -> Range<usize> {
    let list = &words.list;
    let (mut start, mut end) = (name.start, name.end);
    while end > start + 1 && list[end - 1].is(Flags::SUFFIX) {
        end -= 1;
        if end > start + 1 && words.text(list[end - 1].span) == "," {
            end -= 1;
        }
    }
    let title = |word: &Word| word.is(Flags::TITLE) && !word.is(Flags::GIVEN.or(Flags::PARTICLE));
    while end > start + 1 && title(&list[start]) {
        start += 1;
    }
    start..end
}

/// Whether it is a given and a family name, and no family name of several words, such as "al-Tumi" or "Osei-Smythe".
fn is_full(words: &Words<'_>, core: &Range<usize>) -> bool {
    let first = &words.list[core.start];
    if first.is(Flags::PARTICLE) && !first.is(Flags::GIVEN) {
        return false;
    }
    let apart = |word: &Word| word.looks(Shape::LETTER) && !word.looks(Shape::GLUED);
    words.list[core.start + 1..core.end].iter().any(apart)
}

/// Whether two full names with the same last word can be one person's: "Barbara J. Kessler" and "Barbara Kessler".
fn is_variant(words: &Words<'_>, one: &Range<usize>, other: &Range<usize>) -> bool {
    let junior = |name: &Range<usize>| {
        let last = &words.list[name.end - 1];
        last.is(Flags::SUFFIX)
            && matches!(
                words.text(last.span),
                "Jr" | "Jr." | "Sr" | "Sr." | "II" | "III"
            )
    };
    let (first, second) = (core(words, one), core(words, other));
    if junior(one)
        && junior(other)
        && words.list[one.end - 1].hash != words.list[other.end - 1].hash
    {
        return false;
    }
    let (short, long) = if first.len() <= second.len() {
        (first, second)
    } else {
        (second, first)
    };
    if !same_given(words, short.start, long.start) {
        return false;
    }
    // What stands between must be there in the longer name too.
    let mut rest = long.start + 1..long.end - 1;
    (short.start + 1..short.end - 1).all(|at| rest.any(|other| same_given(words, at, other)))
}

/// "J." and "John", "Joe" and "Joseph".
fn same_given(words: &Words<'_>, one: usize, other: usize) -> bool {
    let (a, b) = (&words.list[one], &words.list[other]);
    if plain(words, a) == plain(words, b) {
        return true;
    }
    let (a, b) = (words.text(a.span), words.text(b.span));
    let letter = |text: &str| text.trim_end_matches('.').chars().count() == 1;
    if letter(a) || letter(b) {
        return a.chars().next() == b.chars().next();
    }
    slug::are_short_forms(a, b)
}
