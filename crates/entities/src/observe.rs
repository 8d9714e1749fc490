//! What the tagger sees of a document: of each kind of word once, of each word what stands about it.

use crate::kind::Kind;
use crate::lexicon::Lexicon;
use crate::words::{Shape, Words};
use presswork_annotations::MentionKind;
use presswork_learn::{Feature, Observed};
use presswork_lexicon::{NameKey, Names};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Words that differ in capitals alone.
#[derive(Default)]
struct Group {
    /// How often it has a capital where only names do, and how often none.
    capital: u32,
    small: u32,
    /// The kinds before and after it, where it has a capital.
    about: Vec<(u32, u32)>,
}

const ABOUT: usize = 8;
const NONE: u32 = u32::MAX;

/// Looks at all words of a document.
pub(crate) fn observe(words: &Words<'_>, lexicon: &Lexicon, observed: &mut Observed) {
    observed.clear();
    let mut view = View::new(words);
    view.stand(words);
    for number in 0..view.kinds.len() {
        view.kind(number, observed);
    }
    for sentence in &words.sentences {
        view.sentence(words, lexicon, sentence.clone(), observed);
    }
}

struct View<'t> {
    kinds: Vec<Kind<'t>>,
    groups: Vec<Group>,
    /// The kind of each word.
    of: Vec<u32>,
    /// The last words of the runs of capitals with these initials.
    initials: FxHashMap<u64, u32>,
}

macro_rules! features {
    ($($name:ident = $text:literal),* $(,)?) => {
        $(const $name: Feature = Feature::new($text);)*
    };
}

features! {
    WORD = "word", LOWER = "lower", SHAPE = "shape", PREFIX = "prefix", SUFFIX = "suffix", COARSE = "coarse", FINE = "fine",
    OTHER = "other", VECTOR = "vector", FLAG = "flag", NAME = "name", SHAPE_FINE = "shape fine", SHAPE_SUFFIX = "shape suffix",
    LENGTH = "length", DOC_SMALL = "doc small", DOC_CAPITAL = "doc capital", DOC_BEFORE = "doc before", DOC_AFTER = "doc after",
    DOC_BEFORE_WORD = "doc before word", DOC_AFTER_WORD = "doc after word",
    DOC_BEFORE_FLAG = "doc before flag", DOC_AFTER_FLAG = "doc after flag", DOC_BEFORE_NAME = "doc before name",
    DOC_AFTER_SHAPE = "doc after shape", INITIALS = "initials", INITIALS_FINE = "initials fine",
    BIAS = "bias", PLACE = "place", PAIR_BEFORE = "pair before", PAIR_AFTER = "pair after", SHAPES = "shapes", COARSE_BEFORE = "coarse before",
    COARSE_AFTER = "coarse after", COARSE_ABOUT = "coarse about", FINE_BEFORE = "fine before", FINE_AFTER = "fine after", GAZETTEER = "gazetteer", KNOWN = "known",
    RUN_LAST = "run last", RUN_LAST_FINE = "run last fine", RUN_FIRST = "run first", RUN_FIRST_FINE = "run first fine",
    RUN_BEFORE = "run before", RUN_AFTER = "run after", RUN_AFTER_FINE = "run after fine", RUN_BEFORE_FINE = "run before fine", RUN_AT = "run at", RUN_FLAGS = "run flags",
    RUN_NAMES = "run names",
    NO_CAPITALS = "no capitals",
}

impl<'t> View<'t> {
    fn new(words: &Words<'t>) -> Self {
        let mut view = Self {
            kinds: Vec::new(),
            groups: Vec::new(),
            of: Vec::with_capacity(words.list.len()),
            initials: FxHashMap::default(),
        };
        let mut known: FxHashMap<&str, u32> = FxHashMap::default();
        let mut groups: FxHashMap<u64, u32> = FxHashMap::default();
        let mut folded = String::new();
        for word in &words.list {
            let text = words.text(word.span);
            let number = *known.entry(text).or_insert_with(|| {
                let next = view.groups.len() as u32;
                let group = *groups.entry(word.hash).or_insert(next);
                if group == next {
                    view.groups.push(Group::default());
                }
                view.kinds.push(Kind::new(text, *word, group, &mut folded));
                view.kinds.len() as u32 - 1
            });
            view.of.push(number);
        }
        view
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
                if group.about.len() < ABOUT && !word.looks(Shape::HEADLINE) {
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
                    group.about.push((before, after));
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

    fn kind(&self, number: usize, observed: &mut Observed) {
        let kind = &self.kinds[number];
        let mut add = |feature: Feature| observed.feature(feature);
        add(WORD.with(kind.text));
        add(LOWER.and(kind.lower));
        add(SHAPE.and(kind.shape));
        let letters = kind.text;
        let mut ends = letters.char_indices().skip(1).map(|(at, _)| at);
        for _ in 0..4 {
            let Some(at) = ends.next() else { break };
            add(PREFIX.with(&letters[..at]));
        }
        let mut starts = letters.char_indices().rev().map(|(at, _)| at);
        for _ in 0..4 {
            let Some(at) = starts.next() else { break };
            add(SUFFIX.with(&letters[at..]));
        }
        if let Some(cluster) = kind.cluster {
            add(COARSE.and(cluster.coarse.into()));
            add(FINE.and(cluster.fine.into()));
            add(VECTOR.and(cluster.vector.into()));
            for (number, &other) in (0..).zip(&cluster.further) {
                add(OTHER.and(number).and(other.into()));
            }
            add(SHAPE_FINE.and(kind.shape).and(cluster.fine.into()));
        }
        add(SHAPE_SUFFIX.and(kind.shape).and(kind.suffix));
        add(LENGTH.and(kind.text.len().min(15) as u64));
        for flag in kind.flags() {
            add(FLAG.and(flag));
        }
        if !kind.names.is_empty() {
            add(NAME.and(kind.names.bits().into()));
        }
        if kind.word.looks(Shape::CAPITAL) {
            self.capital(kind, &mut add);
        }
        observed.end_kind();
    }

    /// What the rest of the document tells of a word with a capital.
    fn capital(&self, kind: &Kind<'_>, add: &mut impl FnMut(Feature)) {
        let group = &self.groups[kind.group as usize];
        add(DOC_SMALL
            .and(group.small.min(2).into())
            .and(group.capital.min(1).into()));
        add(DOC_CAPITAL.and(group.capital.min(3).into()));
        for (number, &(before, after)) in group.about.iter().enumerate() {
            let earlier = &group.about[..number];
            if before != NONE && earlier.iter().all(|&(other, _)| other != before) {
                let before = &self.kinds[before as usize];
                add(DOC_BEFORE_WORD.and(before.lower));
                add(DOC_BEFORE.and(before.fine()));
                add(DOC_BEFORE_NAME
                    .and(before.names.bits().into())
                    .and(before.word.looks(Shape::CAPITAL).into()));
                for flag in before.flags() {
                    add(DOC_BEFORE_FLAG.and(flag));
                }
            }
            if after != NONE && earlier.iter().all(|&(_, other)| other != after) {
                let after = &self.kinds[after as usize];
                add(DOC_AFTER_WORD.and(after.lower));
                add(DOC_AFTER.and(after.fine()));
                add(DOC_AFTER_SHAPE.and(after.shape));
                for flag in after.flags() {
                    add(DOC_AFTER_FLAG.and(flag));
                }
            }
        }
        if kind.word.looks(Shape::UPPER) && kind.text.len() <= 7 {
            let letters = kind.text.bytes().filter(u8::is_ascii_uppercase);
            let letters = letters.fold(0_u64, |letters, byte| letters << 8 | u64::from(byte));
            if let Some(&last) = self.initials.get(&letters) {
                let last = &self.kinds[last as usize];
                add(INITIALS.and(last.lower));
                add(INITIALS_FINE.and(last.fine()));
                add(INITIALS);
            }
        }
    }

    fn sentence(
        &self,
        words: &Words<'_>,
        lexicon: &Lexicon,
        sentence: Range<usize>,
        observed: &mut Observed,
    ) {
        let capitals = words.list[sentence.clone()].iter();
        let capitals = capitals.filter(|word| word.looks(Shape::CAPITAL)).count();
        let mut stretch = sentence.start..sentence.start;
        // The name of a place and the known name that began last, and what they are.
        let (mut place, mut place_is) = (0..0, Names::default());
        let (mut known, mut known_is) = (0..0, MentionKind::Other);
        for at in sentence.clone() {
            if at >= stretch.end {
                stretch = at..run(words, at, sentence.end).max(at + 1);
            }
            let name = || self.place(words, at, sentence.end);
            if let Some((length, names)) = (at >= place.end).then(name).flatten() {
                (place, place_is) = (at..at + length, names);
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
            let capital = |kind: &Kind<'_>| kind.word.looks(Shape::CAPITAL);
            let near = [Some(here), before, after]
                .into_iter()
                .flatten()
                .any(capital);
            if near || place.contains(&at) || known.contains(&at) || capitals < 2 {
                observed.own(PLACE.and(words.list[at].shape.bits().into()));
                about(before, here, after, observed);
            }
            if place.contains(&at) {
                let is = GAZETTEER.and(place_is.bits().into());
                observed.own(is.and(position(at, &place)));
            }
            if known.contains(&at) {
                observed.own(KNOWN.and(known_is as u64).and(position(at, &known)));
            }
            if words.list[stretch.start].looks(Shape::CAPITAL) {
                self.stretch(at, &stretch, &sentence, observed);
            }
            observed.word(self.of[at]);
        }
        observed.end_sequence();
    }

    fn at(&self, at: usize) -> &Kind<'t> {
        &self.kinds[self.of[at] as usize]
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
            .and(head.names.bits().into())
            .and(end.names.bits().into());
        observed.own(names.and(length));
    }

    /// The longest name of a place that starts at `at`.
    fn place(&self, words: &Words<'_>, at: usize, end: usize) -> Option<(usize, Names)> {
        if !words.list[at].looks(Shape::CAPITAL) {
            return None;
        }
        let (mut key, mut found) = (NameKey::default(), None);
        for (length, place) in (1..=4).zip(at..end) {
            let kind = &self.kinds[self.of[place] as usize];
            key = key.and(kind.key);
            let names = key.names();
            if names.town() || names.city() || names.land() {
                found = Some((length, names));
            }
        }
        found
    }
}

/// What a word sees of those beside it.
fn about(
    before: Option<&Kind<'_>>,
    here: &Kind<'_>,
    after: Option<&Kind<'_>>,
    observed: &mut Observed,
) {
    let shape = |kind: Option<&Kind<'_>>| kind.map_or(EDGE, |kind| kind.shape);
    let coarse = |kind: Option<&Kind<'_>>| kind.map_or(EDGE, Kind::coarse);
    observed.own(PAIR_BEFORE.and(lower(before)).and(here.lower));
    observed.own(PAIR_AFTER.and(here.lower).and(lower(after)));
    observed.own(SHAPES.and(shape(before)).and(here.shape).and(shape(after)));
    observed.own(COARSE_BEFORE.and(coarse(before)).and(here.coarse()));
    observed.own(COARSE_AFTER.and(here.coarse()).and(coarse(after)));
    observed.own(
        COARSE_ABOUT
            .and(coarse(before))
            .and(coarse(after))
            .and(here.shape),
    );
    observed.own(FINE_BEFORE.and(fine(before)).and(here.shape));
    observed.own(FINE_AFTER.and(fine(after)).and(here.shape));
}

/// In the place of a word where the sentence has none.
const EDGE: u64 = 1;

fn lower(kind: Option<&Kind<'_>>) -> u64 {
    kind.map_or(EDGE, |kind| kind.lower)
}

fn fine(kind: Option<&Kind<'_>>) -> u64 {
    kind.map_or(EDGE, Kind::fine)
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
