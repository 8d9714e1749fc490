//! Echoes: places where a name that was found stands once more, and the tagger did not see it.

use crate::lexicon::{Flags, chain};
use crate::names::Name;
use crate::words::{Shape, Word, Words, key};
use presswork_annotations::MentionKind;
use rustc_hash::FxHashMap;

/// A name is looked for again if it is surer than this,
const SURE: f32 = 0.8;
/// and what is found so is this sure.
const ECHO: f32 = 0.75;

/// How a name may come again.
#[derive(Clone, Copy)]
struct Again {
    kind: MentionKind,
    words: usize,
    /// An acronym, that must stand in capitals.
    upper: bool,
}

/// Adds the places where names, the family names of people and the initials of organisations stand again.
pub(crate) fn add(words: &Words<'_>, names: &mut Vec<Name>) {
    // By the key of its words; and the first words of all, which are looked for first.
    let mut again: FxHashMap<u64, Again> = FxHashMap::default();
    let mut longest = 0;
    for name in names
        .iter()
        .filter(|name| name.score > SURE && name.kind != MentionKind::Other)
    {
        let list = &words.list[name.words.clone()];
        let (kind, upper) = (name.kind, false);
        if list.len() > 1 || tells(&list[0]) {
            let words = list.len();
            again.insert(key(list), Again { kind, words, upper });
            longest = longest.max(words);
        }
        match list {
            [_, .., family] if kind == MentionKind::Person && tells(family) => {
                let words = 1;
                again.insert(key(&list[list.len() - 1..]), Again { kind, words, upper });
            }
            [_, _, ..] if kind == MentionKind::Organisation => {
                let initials = initials(words, list);
                if initials.len() > 2 {
                    let upper = true;
                    again
                        .entry(chain(0, crate::lexicon::hash(&initials)))
                        .or_insert(Again {
                            kind,
                            words: 1,
                            upper,
                        });
                }
            }
            _ => {}
        }
    }
    if again.is_empty() {
        return;
    }
    let mut found = Vec::new();
    let mut next = 0;
    for sentence in &words.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            while next < names.len() && names[next].words.end <= at {
                next += 1;
            }
            let until = names
                .get(next)
                .map_or(sentence.end, |name| name.words.start.min(sentence.end));
            if until <= at {
                at = names[next].words.end;
                continue;
            }
            let word = &words.list[at];
            if !word.looks(Shape::CAPITAL) || word.looks(Shape::HEADLINE) {
                at += 1;
                continue;
            }
            let mut sum = 0;
            let mut best = None;
            for (count, word) in (1..=longest.max(1)).zip(&words.list[at..until]) {
                sum = chain(sum, word.hash);
                let fits = again.get(&sum).filter(|again| again.words == count);
                best = fits
                    .filter(|again| !again.upper || word.looks(Shape::UPPER))
                    .or(best);
            }
            if let Some(again) = best {
                let range = at..at + again.words;
                found.push(Name {
                    span: words.span(range.clone()),
                    words: range,
                    kind: again.kind,
                    score: ECHO,
                    known: None,
                });
                at += again.words;
            } else {
                at += 1;
            }
        }
    }
    names.extend(found);
    names.sort_by_key(|name| name.words.start);
}

/// Whether the word alone is hardly anything but a name.
fn tells(word: &Word) -> bool {
    word.looks(Shape::CAPITAL)
        && word.span.len() > 2
        && !word.is(Flags::COMMON
            .or(Flags::FUNCTION)
            .or(Flags::CALENDAR)
            .or(Flags::TITLE))
}

/// The first letters of the words with capitals, in small letters as words are compared.
fn initials(words: &Words<'_>, list: &[Word]) -> String {
    let capitals = list.iter().filter(|word| word.looks(Shape::CAPITAL));
    let letter = |word: &Word| words.text(word.span).chars().next();
    capitals
        .filter_map(letter)
        .flat_map(char::to_lowercase)
        .collect()
}
