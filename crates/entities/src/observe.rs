//! `View`: what the tagger sees of a document: of each kind of word once, of each word what stands about it.

use crate::lexicon::Lexicon;
use crate::spelling::{Family, PARTS, PLAIN, Sees, Spelling, Spellings, features};
use crate::words::{Shape, Words};
use presswork_annotations::MentionKind;
use presswork_learn::{Feature, Observed};
use presswork_lexicon::Names;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Words of a document that differ in capitals alone.
#[derive(Clone, Copy)]
struct Group {
    /// How often it has a capital where only names do, and how often none.
    capital: u32,
    small: u32,
    /// The kinds before and after it, where it has a capital.
    about: [(u32, u32); ABOUT],
    places: usize,
}

const ABOUT: usize = 8;
const NONE: u32 = u32::MAX;

/// A spelling that occurs in the document.
#[derive(Clone, Copy)]
struct Kind {
    spelling: u32,
    group: u32,
}

/// What the words of a document are, in memory that is used again.
#[derive(Default)]
pub(crate) struct View {
    pub(crate) sees: Sees,
    kinds: Vec<Kind>,
    groups: Vec<Group>,
    /// The kind of each word.
    of: Vec<u32>,
    /// The kind of each spelling, and the group of each group of spellings; none where it does not occur.
    of_spelling: Vec<u32>,
    of_group: Vec<u32>,
    /// The last words of the runs of capitals with these initials.
    initials: FxHashMap<u64, u32>,
}

features! {
    DOC_SMALL = "doc small", DOC_CAPITAL = "doc capital", DOC_BEFORE = "doc before", DOC_AFTER = "doc after",
    DOC_BEFORE_WORD = "doc before word", DOC_AFTER_WORD = "doc after word",
    DOC_BEFORE_FLAG = "doc before flag", DOC_AFTER_FLAG = "doc after flag", DOC_BEFORE_NAME = "doc before name",
    DOC_AFTER_FORM = "doc after shape", INITIALS = "initials", INITIALS_FINE = "initials fine",
    BIAS = "bias", PLACE = "place", PAIR_BEFORE = "pair before", PAIR_AFTER = "pair after", FORMS = "shapes", COARSE_BEFORE = "coarse before",
    COARSE_AFTER = "coarse after", COARSE_ABOUT = "coarse about", FINE_BEFORE = "fine before", FINE_AFTER = "fine after", GAZETTEER = "gazetteer", KNOWN = "known",
    RUN_LAST = "run last", RUN_LAST_FINE = "run last fine", RUN_FIRST = "run first", RUN_FIRST_FINE = "run first fine",
    RUN_BEFORE = "run before", RUN_AFTER = "run after", RUN_AFTER_FINE = "run after fine", RUN_BEFORE_FINE = "run before fine", RUN_AT = "run at", RUN_FLAGS = "run flags",
    RUN_NAMES = "run names", RUN_PARTS = "run parts",
    NO_CAPITALS = "no capitals",
}

impl View {
    /// Looks at all words of a document.
    pub(crate) fn observe(
        &mut self,
        words: &Words<'_>,
        lexicon: &Lexicon,
        spellings: &Spellings,
        observed: &mut Observed,
    ) {
        observed.clear();
        self.number(words, spellings);
        self.stand(words);
        let eyes = Eyes {
            view: self,
            words,
            lexicon,
            spellings,
        };
        for kind in &self.kinds {
            eyes.kind(*kind, observed);
        }
        for sentence in &words.sentences {
            eyes.sentence(sentence.clone(), observed);
        }
    }

    /// Numbers the spellings that occur.
    fn number(&mut self, words: &Words<'_>, spellings: &Spellings) {
        let (all, groups) = spellings.counts();
        self.kinds.clear();
        self.groups.clear();
        self.of.clear();
        self.initials.clear();
        for (list, length) in [(&mut self.of_spelling, all), (&mut self.of_group, groups)] {
            list.clear();
            list.resize(length, NONE);
        }
        for word in &words.list {
            let number = &mut self.of_spelling[word.spelling as usize];
            if *number == NONE {
                *number = self.kinds.len() as u32;
                let group = &mut self.of_group[spellings.get(word.spelling).group as usize];
                if *group == NONE {
                    *group = self.groups.len() as u32;
                    self.groups.push(Group {
                        capital: 0,
                        small: 0,
                        about: [(NONE, NONE); ABOUT],
                        places: 0,
                    });
                }
                self.kinds.push(Kind {
                    spelling: word.spelling,
                    group: *group,
                });
            }
            self.of.push(*number);
        }
    }

    /// Notes how words stand in the document.
    fn stand(&mut self, words: &Words<'_>) {
        for sentence in &words.sentences {
            for at in sentence.clone() {
                let word = &words.list[at];
                if !word.looks(Shape::LETTER) {
                    continue;
                }
                let group = &mut self.groups[self.kinds[self.of[at] as usize].group as usize];
                if !word.looks(Shape::CAPITAL) {
                    group.small += 1;
                    continue;
                }
                if !word.looks(Shape::FIRST.or(Shape::HEADLINE)) {
                    group.capital += 1;
                }
                if group.places < ABOUT && !word.looks(Shape::HEADLINE) {
                    let before = if at > sentence.start {
                        self.of[at - 1]
                    } else {
                        NONE
                    };
                    let after = if at + 1 < sentence.end {
                        self.of[at + 1]
                    } else {
                        NONE
                    };
                    group.about[group.places] = (before, after);
                    group.places += 1;
                }
            }
            let mut at = sentence.start;
            while at < sentence.end {
                let end = run(words, at, sentence.end);
                if end > at + 1 {
                    let mut letters = 0_u64;
                    let mut count = 0;
                    for word in &words.list[at..end] {
                        if word.looks(Shape::CAPITAL) && count < 7 {
                            letters = letters << 8 | u64::from(words.text(word.span).as_bytes()[0]);
                            count += 1;
                        }
                    }
                    if count > 1 {
                        self.initials.entry(letters).or_insert(self.of[end - 1]);
                    }
                }
                at = end.max(at + 1);
            }
        }
    }
}

/// What is looked at, and with what.
struct Eyes<'d> {
    view: &'d View,
    words: &'d Words<'d>,
    lexicon: &'d Lexicon,
    spellings: &'d Spellings,
}

impl<'d> Eyes<'d> {
    fn kind(&self, kind: Kind, observed: &mut Observed) {
        match self.spellings.told(kind.spelling) {
            Some(told) => observed.told(told),
            None => self
                .spellings
                .features(kind.spelling, self.view.sees, |feature| {
                    observed.feature(feature);
                }),
        }
        let spelling = self.spellings.get(kind.spelling);
        if spelling.shape.any(Shape::CAPITAL) && self.view.sees.sees(Family::Document) {
            self.capital(kind, spelling, &mut |feature| observed.feature(feature));
        }
        observed.end_kind();
    }

    /// What the rest of the document tells of a word with a capital.
    fn capital(&self, kind: Kind, spelling: &Spelling, add: &mut impl FnMut(Feature)) {
        let group = &self.view.groups[kind.group as usize];
        let about = &group.about[..group.places];
        add(DOC_SMALL
            .and(group.small.min(2).into())
            .and(group.capital.min(1).into()));
        add(DOC_CAPITAL.and(group.capital.min(3).into()));
        for (number, &(before, after)) in about.iter().enumerate() {
            let earlier = &about[..number];
            if before != NONE && earlier.iter().all(|&(other, _)| other != before) {
                let before = self.of_kind(before);
                add(DOC_BEFORE_WORD.and(before.lower));
                add(DOC_BEFORE.and(before.fine()));
                add(DOC_BEFORE_NAME
                    .and(before.names.only(PLAIN).bits().into())
                    .and(before.shape.any(Shape::CAPITAL).into()));
                for flag in before.flags() {
                    add(DOC_BEFORE_FLAG.and(flag));
                }
            }
            if after != NONE && earlier.iter().all(|&(_, other)| other != after) {
                let after = self.of_kind(after);
                add(DOC_AFTER_WORD.and(after.lower));
                add(DOC_AFTER.and(after.fine()));
                add(DOC_AFTER_FORM.and(after.form));
                for flag in after.flags() {
                    add(DOC_AFTER_FLAG.and(flag));
                }
            }
        }
        let last = spelling
            .initials
            .and_then(|letters| self.view.initials.get(&letters));
        if let Some(&last) = last {
            let last = self.of_kind(last);
            add(INITIALS.and(last.lower));
            add(INITIALS_FINE.and(last.fine()));
            add(INITIALS);
        }
    }

    fn sentence(&self, sentence: Range<usize>, observed: &mut Observed) {
        let (words, lexicon, sees) = (self.words, self.lexicon, self.view.sees);
        let capitals = words.list[sentence.clone()].iter();
        let capitals = capitals.filter(|word| word.looks(Shape::CAPITAL)).count();
        let mut stretch = sentence.start..sentence.start;
        // The listed name and the known name that began last, and what they are.
        let (mut listed, mut listed_is) = (0..0, Names::default());
        let (mut known, mut known_is) = (0..0, MentionKind::Other);
        for at in sentence.clone() {
            if at >= stretch.end {
                stretch = at..run(words, at, sentence.end).max(at + 1);
            }
            let name = || self.listed(at, sentence.end);
            if let Some((length, names)) = (at >= listed.end).then(name).flatten() {
                (listed, listed_is) = (at..at + length, names);
            }
            let entry = || lexicon.names.find(words, at, sentence.end);
            if let Some(entry) = (at >= known.end).then(entry).flatten() {
                (known, known_is) = (at..at + entry.len(), entry.kind);
            }
            let here = self.at(at);
            let before = (at > sentence.start).then(|| self.at(at - 1));
            let after = (at + 1 < sentence.end).then(|| self.at(at + 1));
            observed.own(BIAS);
            if capitals < 2 {
                observed.own(NO_CAPITALS.and(here.fine()));
            }
            let capital = |spelling: &Spelling| spelling.shape.any(Shape::CAPITAL);
            let near = [Some(here), before, after]
                .into_iter()
                .flatten()
                .any(capital);
            if near || listed.contains(&at) || known.contains(&at) || capitals < 2 {
                observed.own(PLACE.and(words.list[at].shape.bits().into()));
                if sees.sees(Family::Neighbours) {
                    about(before, here, after, observed);
                }
            }
            let lists = sees.sees(Family::Lists);
            if lists && listed.contains(&at) {
                // Whether the run of capitals ends with it: a part of a longer name tells less.
                let place = position(at, &listed)
                    | u64::from(listed.start == stretch.start) << 2
                    | u64::from(listed.end == stretch.end) << 3;
                let is = GAZETTEER.and(listed_is.bits().into()).and(place);
                observed.own(is);
                observed.own(is.and(listed.len().min(3) as u64));
            }
            if lists && known.contains(&at) {
                observed.own(KNOWN.and(known_is as u64).and(position(at, &known)));
            }
            if words.list[stretch.start].looks(Shape::CAPITAL) && sees.sees(Family::Runs) {
                self.stretch(at, &stretch, &sentence, observed);
            }
            observed.word(self.view.of[at]);
        }
        observed.end_sequence();
    }

    /// The spelling of word number `at`.
    fn at(&self, at: usize) -> &'d Spelling {
        self.spellings.get(self.words.list[at].spelling)
    }

    /// The spelling of a kind.
    fn of_kind(&self, kind: u32) -> &'d Spelling {
        self.spellings.get(self.view.kinds[kind as usize].spelling)
    }

    /// What a word sees of the run of capitals in which it stands.
    fn stretch(
        &self,
        at: usize,
        stretch: &Range<usize>,
        sentence: &Range<usize>,
        observed: &mut Observed,
    ) {
        let (head, end) = (self.at(stretch.start), self.at(stretch.end - 1));
        let place = position(at, stretch);
        observed.own(RUN_AT.and(place).and(stretch.len().min(6) as u64));
        observed.own(RUN_LAST.and(end.lower).and(place));
        observed.own(RUN_LAST_FINE.and(end.fine()).and(place));
        observed.own(RUN_FIRST.and(head.lower).and(place));
        observed.own(RUN_FIRST_FINE.and(head.fine()).and(place));
        let before = (stretch.start > sentence.start).then(|| self.at(stretch.start - 1));
        let after = (stretch.end < sentence.end).then(|| self.at(stretch.end));
        let length = stretch.len().min(3) as u64;
        observed.own(RUN_BEFORE.and(lower(before)).and(length));
        observed.own(RUN_AFTER.and(lower(after)).and(length));
        observed.own(RUN_BEFORE_FINE.and(fine(before)).and(length));
        observed.own(RUN_AFTER_FINE.and(fine(after)).and(length));
        for flag in end.flags() {
            observed.own(RUN_FLAGS.and(flag).and(place));
        }
        let names = RUN_NAMES
            .and(head.names.only(PLAIN).bits().into())
            .and(end.names.only(PLAIN).bits().into());
        observed.own(names.and(length));
        let parts = RUN_PARTS
            .and(head.names.only(PARTS).bits().into())
            .and(end.names.only(PARTS).bits().into());
        observed.own(parts.and(place));
    }

    /// The longest listed name that starts at `at` and ends in a capital, and what it is.
    fn listed(&self, at: usize, end: usize) -> Option<(usize, Names)> {
        if !self.words.list[at].looks(Shape::CAPITAL) {
            return None;
        }
        let first = self.at(at);
        let (mut key, mut names, mut found) = (first.key, first.names, None);
        let mut length = 1;
        loop {
            let is = names.only(LISTED);
            if !is.is_empty() && self.words.list[at + length - 1].looks(Shape::CAPITAL) {
                found = Some((length, is));
            }
            if !names.any(Names::MORE) || at + length == end {
                return found;
            }
            key = key.and(self.at(at + length).key);
            names = key.names();
            length += 1;
        }
    }
}

/// What listed names are looked for.
const LISTED: Names = Names::WHOLE.without(Names::GIVEN.or(Names::FAMILY));

/// What a word sees of those beside it.
fn about(
    before: Option<&Spelling>,
    here: &Spelling,
    after: Option<&Spelling>,
    observed: &mut Observed,
) {
    let form = |spelling: Option<&Spelling>| spelling.map_or(EDGE, |spelling| spelling.form);
    let coarse = |spelling: Option<&Spelling>| spelling.map_or(EDGE, Spelling::coarse);
    observed.own(PAIR_BEFORE.and(lower(before)).and(here.lower));
    observed.own(PAIR_AFTER.and(here.lower).and(lower(after)));
    observed.own(FORMS.and(form(before)).and(here.form).and(form(after)));
    observed.own(COARSE_BEFORE.and(coarse(before)).and(here.coarse()));
    observed.own(COARSE_AFTER.and(here.coarse()).and(coarse(after)));
    observed.own(
        COARSE_ABOUT
            .and(coarse(before))
            .and(coarse(after))
            .and(here.form),
    );
    observed.own(FINE_BEFORE.and(fine(before)).and(here.form));
    observed.own(FINE_AFTER.and(fine(after)).and(here.form));
}

/// In the place of a word where the sentence has none.
const EDGE: u64 = 1;

fn lower(spelling: Option<&Spelling>) -> u64 {
    spelling.map_or(EDGE, |spelling| spelling.lower)
}

fn fine(spelling: Option<&Spelling>) -> u64 {
    spelling.map_or(EDGE, Spelling::fine)
}

/// Where a word stands in a stretch: alone, first, inside or last.
fn position(at: usize, stretch: &Range<usize>) -> u64 {
    u64::from(at == stretch.start) | u64::from(at + 1 == stretch.end) << 1
}

/// The end of the run of capitalised words that starts at `at`, with small words such as "of" between them.
fn run(words: &Words<'_>, at: usize, end: usize) -> usize {
    let mut last = at;
    let mut next = at;
    while next < end && next - at < 12 {
        let word = &words.list[next];
        if next > at && word.looks(Shape::BREAK) {
            break;
        }
        if word.looks(Shape::CAPITAL) {
            last = next + 1;
        } else if last == at || next > last || !inside(words.text(word.span)) {
            break;
        }
        next += 1;
    }
    last
}

fn inside(word: &str) -> bool {
    matches!(
        word,
        "of" | "for"
            | "and"
            | "&"
            | "-"
            | "the"
            | "de"
            | "da"
            | "do"
            | "del"
            | "la"
            | "bin"
            | "van"
            | "von"
            | "al"
            | "on"
    )
}
