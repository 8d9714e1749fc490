//! Phrases: where the noun phrase of a nominal starts, and whether it means someone who is known already.

use crate::cast::Draft;
use crate::lexicon::Flags;
use crate::nouns::{Nouns, Sorts};
use crate::words::{Shape, Words};
use presswork_annotations::{Form, MentionKind};
use std::ops::Range;

/// A noun phrase.
pub(crate) struct Phrase {
    /// Its first word, the article.
    pub(crate) start: usize,
    /// The noun's first word, after article and name.
    pub(crate) noun: usize,
    /// "the writer": someone who is known already.
    pub(crate) definite: bool,
    /// "a writer", "three writers".
    pub(crate) indefinite: bool,
    /// "Iraqi government", "Trump administration", "Peru's ministry".
    pub(crate) of_name: bool,
}

impl Phrase {
    /// The phrase of the noun at `at`; none where the noun is no mention. `named` is the mention before it in the sentence.
    pub(crate) fn find(
        words: &Words<'_>,
        nouns: &Nouns,
        at: usize,
        sentence: &Range<usize>,
        named: Option<&Draft>,
    ) -> Option<Self> {
        if is_title(words, at, sentence.end) || is_attribute(words, nouns, at, sentence.end) {
            return None;
        }
        let list = &words.list;
        let clear = named.map_or(sentence.start, |named| named.words.end);
        let mut start = at;
        while start > clear && at - start < 3 && !list[start].looks(Shape::BREAK) {
            let before = nouns.get(list[start - 1].hash);
            let title = list[start - 1].looks(Shape::CAPITAL) && start - 1 > sentence.start;
            if title || !before.sorts.any(Sorts::MODIFIER.or(Sorts::PERSON)) || before.plural {
                break;
            }
            start -= 1;
        }
        let noun = nouns.get(list[at].hash);
        if let Some(phrase) =
            named.and_then(|named| Self::of(words, at, start, sentence, named, noun.sorts))
        {
            return Some(phrase);
        }
        let before = start.checked_sub(1).filter(|&before| before >= clear);
        let article = before.map(|before| &list[before]);
        let text = article.map_or("", |word| words.text(word.span));
        let the = matches!(text, "the" | "The" | "this" | "This" | "that" | "That");
        let determined =
            article.is_some_and(|word| word.is(Flags::DETERMINER) || word.looks(Shape::POSSESSIVE));
        let parliament = !determined && words.text(list[at].span) == "parliament";
        let bare = noun.plural
            || matches!(
                words.text(list[at].span),
                "police" | "authorities" | "parliament"
            );
        let whole = the || determined || bare || start < at && noun.sorts.any(Sorts::PERSON);
        let company = noun.sorts.any(Sorts::ORGANISATION) && !noun.sorts.any(OWNED);
        if company && !the && !determined {
            return None;
        }
        if !whole || !the && !bare && noun.sorts.any(Sorts::ORGANISATION) {
            return None;
        }
        let article = before.filter(|&at| list[at].is(Flags::DETERMINER) || the);
        Some(Self {
            start: article.unwrap_or(start),
            noun: start,
            definite: (the || parliament) && !(noun.plural && noun.sorts.any(Sorts::PERSON)),
            indefinite: !the && !parliament,
            of_name: false,
        })
    }

    /// The phrase with the name before it: "the Iraqi army", "Peru's ministry".
    fn of(
        words: &Words<'_>,
        at: usize,
        start: usize,
        sentence: &Range<usize>,
        named: &Draft,
        sorts: Sorts,
    ) -> Option<Self> {
        let list = &words.list;
        let person = sorts.any(Sorts::PERSON);
        let end = named.words.end;
        let nation = matches!(named.kind, MentionKind::Group | MentionKind::Place);
        let touches = end == start && !list[start].looks(Shape::BREAK);
        let tied = touches
            && (nation || !person && named.kind == MentionKind::Person && named.form == Form::Name);
        let possessed = end + 1 == start && list[end].looks(Shape::POSSESSIVE);
        // "Iraqi officials said" has no article, "an Iraqi official" an indefinite one.
        let article = named
            .words
            .start
            .checked_sub(1)
            .filter(|&at| at >= sentence.start);
        let article = article.filter(|&at| list[at].is(Flags::DETERMINER));
        let text = article.map_or("", |at| words.text(list[at].span));
        if !tied && !possessed || at < start {
            return None;
        }
        Some(Self {
            start: article
                .filter(|_| tied || text == "the" || text == "The")
                .unwrap_or(named.words.start),
            noun: start,
            definite: tied && matches!(text, "the" | "The" | "this" | "This"),
            indefinite: tied && matches!(text, "a" | "an" | "A" | "An" | "another" | "Another"),
            of_name: true,
        })
    }
}

const OWNED: Sorts = Sorts::GOVERNMENT.or(Sorts::STATE);

/// "President Diallo": the noun is a title of the name after it.
fn is_title(words: &Words<'_>, at: usize, end: usize) -> bool {
    let next = words.list.get(at + 1).filter(|_| at + 1 < end);
    next.is_some_and(|next| {
        next.looks(Shape::CAPITAL) && !next.looks(Shape::BREAK) && !next.is(Flags::FUNCTION)
    })
}

/// "the company car", "government official": the noun belongs to another noun after it.
fn is_attribute(words: &Words<'_>, nouns: &Nouns, at: usize, end: usize) -> bool {
    let next = words.list.get(at + 1).filter(|_| at + 1 < end);
    next.is_some_and(|next| nouns.get(next.hash).class != 0 && !next.looks(Shape::BREAK))
}
