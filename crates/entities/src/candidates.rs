//! Candidates: stretches of capitalised words, cut into the names that stand in them.

use crate::evidence::{Role, Votes, around, role_at};
use crate::gazetteer::{Entry, Sense};
use crate::lexicon::{Flags, Lexicon, chain};
use crate::words::{Shape, Word, Words};
use presswork_annotations::MentionKind;
use std::ops::Range;

/// A stretch of words that may be a name.
pub(crate) struct Candidate {
    pub(crate) words: Range<usize>,
    /// Its number in the gazetteer, and in which sense.
    pub(crate) known: Option<(usize, Sense)>,
    /// What speaks for each kind.
    pub(crate) votes: Votes,
    /// The same for the same words.
    pub(crate) key: u64,
    /// What the person is: "president", "writer".
    pub(crate) role: Option<Role>,
    /// A title or the like says whether it is a man or a woman.
    pub(crate) gender: Flags,
}

/// A part of a run of capitalised words.
#[derive(Clone, Copy)]
pub(crate) enum Part<'l> {
    Name(usize, &'l Entry),
    Word(usize),
    /// A word that belongs to no name and parts those beside it.
    Gap,
    /// A title: what follows is a person.
    Title(usize),
}

impl Part<'_> {
    pub(crate) fn words(self) -> Range<usize> {
        match self {
            Part::Name(at, entry) => at..at + entry.len(),
            Part::Word(at) | Part::Title(at) => at..at + 1,
            Part::Gap => 0..0,
        }
    }
}

/// Finds all candidates of a document, in text order.
pub(crate) fn find(words: &Words<'_>, lexicon: &Lexicon) -> Vec<Candidate> {
    let mut finder = Finder {
        words,
        lexicon,
        found: Vec::new(),
        parts: Vec::new(),
    };
    for sentence in &words.sentences {
        finder.sentence(sentence.clone());
    }
    finder.found
}

/// The search for the candidates of one document.
pub(crate) struct Finder<'w, 'l> {
    pub(crate) words: &'w Words<'w>,
    pub(crate) lexicon: &'l Lexicon,
    found: Vec<Candidate>,
    pub(crate) parts: Vec<Part<'l>>,
}

impl Finder<'_, '_> {
    pub(crate) fn sentence(&mut self, sentence: Range<usize>) {
        let mut at = sentence.start;
        while at < sentence.end {
            let word = &self.words.list[at];
            if word.known.names == 0 && !word.looks(Shape::CAPITAL) && !word.is(Flags::PARTICLE) {
                at += 1;
                continue;
            }
            if let Some(start) = self.start(at, sentence.end) {
                let end = self.end(start, sentence.end);
                self.split(start, end);
                self.cut(sentence.clone());
                at = end.max(at + 1);
            } else {
                at += 1;
            }
        }
    }

    pub(crate) fn known(
        &mut self,
        at: usize,
        entry: &Entry,
        title: Option<usize>,
        sentence: &Range<usize>,
    ) {
        let range = at..at + entry.len();
        let mut candidate = self.candidate(range, title, sentence);
        candidate.known = Some((entry.actor, entry.sense));
        candidate.votes = Votes::of(entry.kind, 9.0);
        self.found.push(candidate);
    }

    pub(crate) fn push(
        &mut self,
        range: Range<usize>,
        title: Option<usize>,
        sentence: &Range<usize>,
        votes: Votes,
    ) {
        // A poem in capitals is no name, however long.
        if range.len() > LONGEST {
            return;
        }
        let list = &self.words.list[range.clone()];
        let portfolio = self.is_portfolio(range.start);
        if portfolio
            && list
                .iter()
                .any(|w| w.looks(Shape::CAPITAL) && w.is(ORDINARY))
        {
            return;
        }
        if votes == Votes::default() && title.is_none() {
            let names = list.iter().filter(|w| w.looks(Shape::CAPITAL));
            let ordinary = names
                .clone()
                .all(|w| w.is(ORDINARY) && !w.is(Flags::GIVEN.or(Flags::FAMILY)));
            let upper =
                list.len() == 1 && list[0].looks(Shape::UPPER) && !list[0].looks(Shape::HEADLINE);
            let letter =
                list.len() == 1 && (list[0].looks(Shape::INITIAL) || list[0].span.len() == 1);
            if ordinary && !upper || letter || self.is_heading(&range, sentence) {
                return;
            }
        }
        let mut candidate = self.candidate(range.clone(), title, sentence);
        candidate.votes.add(votes);
        if votes == Votes::default() {
            candidate
                .votes
                .add(around(self.words, self.lexicon, &range, sentence));
        }
        self.found.push(candidate);
    }

    /// A lone first word that is no name elsewhere: "Recognising", "DEFENDERS:".
    pub(crate) fn is_heading(&self, range: &Range<usize>, sentence: &Range<usize>) -> bool {
        let word = &self.words.list[range.start];
        if range.len() > 1
            || !word.looks(Shape::FIRST.or(Shape::HEADLINE))
            || person_too(word)
            || self.words.is_name(word)
        {
            return false;
        }
        let text = self.words.text(word.span);
        let ending = ["ing", "ly", "ed", "kind", "ments", "tions"]
            .iter()
            .any(|end| text.ends_with(end));
        let next = self
            .words
            .list
            .get(range.end)
            .filter(|_| range.end < sentence.end);
        ending
            || word.looks(Shape::UPPER)
                && next.is_some_and(|next| self.words.text(next.span) == ":")
    }

    /// Whether it is what a minister is "of".
    pub(crate) fn is_portfolio(&self, start: usize) -> bool {
        let of = start.checked_sub(2).map(|at| &self.words.list[at..start]);
        of.is_some_and(|of| self.words.text(of[1].span) == "of" && of[0].is(Flags::TITLE))
    }

    pub(crate) fn candidate(
        &self,
        range: Range<usize>,
        title: Option<usize>,
        sentence: &Range<usize>,
    ) -> Candidate {
        let list = &self.words.list;
        let mut votes = Votes::default();
        let mut gender = Flags::NONE;
        if let Some(title) = title {
            votes.add(Votes::of(MentionKind::Person, 3.0));
            for word in &list[title.saturating_sub(1).max(sentence.start)..=title] {
                gender = gender.or(word.known.flags);
            }
        }
        let key = list[range.clone()]
            .iter()
            .fold(0, |key, word| chain(key, word.hash));
        let role = role_at(self.words, &range, sentence);
        Candidate {
            words: range,
            known: None,
            votes,
            key,
            role,
            gender,
        }
    }
}

/// The most words of a name.
const LONGEST: usize = 24;

/// Words that are seldom names by themselves.
pub(crate) const ORDINARY: Flags = Flags::COMMON
    .or(Flags::TITLE)
    .or(Flags::ROLE)
    .or(Flags::ROLES)
    .or(Flags::ORG_WORD)
    .or(Flags::PLACE_END)
    .or(Flags::OTHER_END)
    .or(Flags::FUNCTION)
    .or(Flags::NOT_NAME)
    .or(Flags::CALENDAR);

/// Words of names that keep their meaning in a headline.
pub(crate) const EVIDENT: Flags = Flags::TITLE
    .or(Flags::ORG_WORD)
    .or(Flags::GIVEN)
    .or(Flags::FAMILY);

/// Heads before "of" besides those of organisations and places.
pub(crate) const OTHER_HEAD: Flags = Flags::OTHER_END;

pub(crate) fn person_too(word: &Word) -> bool {
    word.is(Flags::GIVEN.or(Flags::FAMILY).or(Flags::PLACE_GIVEN))
}
