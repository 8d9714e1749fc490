//! Listed names: what the lists of known actors say of the names that the tagger found, and of those that it did not.

use crate::gazetteer::Entry;
use crate::lexicon::Lexicon;
use crate::names::Name;
use crate::words::{Shape, Words};
use presswork_annotations::MentionKind;
use std::ops::Range;

/// A list is believed against the tagger where that is less sure than this.
const UNSURE: f32 = 0.9;
/// How sure it is that a listed name which the tagger did not find is one.
const LISTED: f32 = 0.8;

/// Looks up who is named, mends names by what is listed, and adds listed names that are missing.
pub(crate) fn add(words: &Words<'_>, lexicon: &Lexicon, names: &mut Vec<Name>) {
    for sentence in &words.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            let entry = lexicon.names.find(words, at, sentence.end);
            at += match entry {
                Some(entry) if place(words, lexicon, names, at, entry) => entry.len(),
                _ => 1,
            };
        }
    }
    for name in names {
        // There every article has a capital, and most are no part of the name.
        let starts = words.list[name.words.start].looks(Shape::FIRST.or(Shape::HEADLINE));
        if starts && name.known.is_none() && words.has_article(&name.words) {
            name.words.start += 1;
            name.span = words.span(name.words.clone());
        }
    }
}

/// Brings together the entry that stands at `at` and the names there. Gives whether the entry has its place.
fn place(
    words: &Words<'_>,
    lexicon: &Lexicon,
    names: &mut Vec<Name>,
    at: usize,
    entry: &Entry,
) -> bool {
    let range = at..at + entry.len();
    let from = names.partition_point(|name| name.words.end <= range.start);
    let to = names.partition_point(|name| name.words.start < range.end);
    match &mut names[from..to] {
        [] => {
            let money = words
                .list
                .get(range.end)
                .is_some_and(|next| words.text(next.span).starts_with('$'));
            let tells = entry.sense.users || entry.len() > 1 || lexicon.names.is_country(entry);
            let alone = tells && !money;
            if alone {
                names.insert(from, listed(words, range, entry, LISTED));
            }
            alone
        }
        [name] if name.words == range || name.words == with_article(words, &range) => {
            know(lexicon, name, entry);
            true
        }
        [name] if name.words.start <= range.start && name.words.end >= range.end => {
            let tells = lexicon.names.actors[entry.actor].id.is_some();
            let before = name.words.start..range.start;
            if name.words.end == range.end
                && tells
                && let Some(people) = nation(words, lexicon, before)
            {
                // "American Foreign Policy": a nation before a name that is known without it; but "Peruvian Congress".
                let nation = Name {
                    words: name.words.start..range.start,
                    span: words.span(name.words.start..range.start),
                    kind: MentionKind::Group,
                    score: name.score,
                    known: None,
                };
                names.splice(from..to, [nation, listed(words, range, entry, 1.0)]);
                know(lexicon, &mut names[from], people);
                return true;
            }
            if entry.sense.users && name.kind == entry.kind && name.kind != MentionKind::Person {
                name.known = Some((entry.actor, entry.sense));
            }
            false
        }
        // "Antigua and Barbuda" is no two names.
        _ if entry.sense.users || lexicon.names.is_country(entry) => {
            names.splice(from..to, [listed(words, range, entry, 1.0)]);
            true
        }
        _ => false,
    }
}

fn listed(words: &Words<'_>, range: Range<usize>, entry: &Entry, score: f32) -> Name {
    Name {
        span: words.span(range.clone()),
        words: range,
        kind: entry.kind,
        score,
        known: Some((entry.actor, entry.sense)),
    }
}

/// The people that the words name: "Iraqi", "South Korean".
fn nation<'l>(words: &Words<'_>, lexicon: &'l Lexicon, range: Range<usize>) -> Option<&'l Entry> {
    let entry = lexicon.names.find(words, range.start, range.end)?;
    (entry.len() == range.len() && entry.kind == MentionKind::Group).then_some(entry)
}

/// The same words with the article before them, if there is one.
fn with_article(words: &Words<'_>, range: &Range<usize>) -> Range<usize> {
    let longer = range.start.saturating_sub(1)..range.end;
    if words.has_article(&longer) {
        longer
    } else {
        range.clone()
    }
}

/// Tells who is meant by a name that is listed as it stands; a person is not a place of that name, unless the tagger is unsure.
fn know(lexicon: &Lexicon, name: &mut Name, entry: &Entry) {
    // Nobody is called like a country of two words.
    let country = entry.len() > 1 && lexicon.names.is_country(entry);
    if entry.sense.users || country || name.score < UNSURE {
        name.kind = entry.kind;
    }
    let person = |kind| kind == MentionKind::Person;
    if person(name.kind) == person(entry.kind) {
        name.known = Some((entry.actor, entry.sense));
    }
}
