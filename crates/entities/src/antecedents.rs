//! Antecedents: whom a pronoun may mean, and which of them stands out.
//!
//! The mentions of the last sentences are weighed after Lappin and Leass (1994): a subject weighs more than an object,
//! what is near more than what is far. If none leads clearly, the pronoun is left open.

use crate::cast::{Draft, FEMALE, MALE};
use crate::lexicon::Flags;
use crate::nouns::Sorts;
use crate::pronouns::{Case, Finder, Place, Pronoun, Who};
use crate::roles::TITLES;
use crate::words::Shape;
use std::ops::Range;

/// Someone a pronoun may mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Near {
    pub(crate) draft: usize,
    pub(crate) actor: Option<usize>,
    pub(crate) sentence: usize,
    pub(crate) at: usize,
    /// Its weight by its place in its sentence.
    pub(crate) weight: i32,
    pub(crate) subject: bool,
    pub(crate) sort: Sort,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Person,
    Thing,
    Many,
    /// One thing of many people, such as a club.
    Team,
}

impl Finder<'_, '_> {
    /// What the place of a mention in its sentence weighs, and whether it may be a subject.
    pub(crate) fn weight(&self, draft: &Draft, sentence: &Range<usize>) -> (i32, bool) {
        let list = &self.words.list;
        let owner = list[..sentence.end].get(draft.words.end);
        if owner.is_some_and(|word| word.looks(Shape::POSSESSIVE)) {
            return (10, false);
        }
        let mut at = draft.words.start;
        while at > sentence.start {
            let word = &list[at - 1];
            let sorts = self.nouns.get(word.hash).sorts;
            let within = word.is(Flags::TITLE.or(Flags::DETERMINER))
                || sorts.any(Sorts::PERSON.or(Sorts::MODIFIER).or(Sorts::ORGANISATION))
                || self.words.text(word.span) == "-";
            if !within {
                break;
            }
            at -= 1;
        }
        // "X and Y": neither alone.
        let joined = list[..sentence.end]
            .get(draft.words.end..draft.words.end + 2)
            .is_some_and(|next| {
                self.words.text(next[0].span) == "and" && next[1].looks(Shape::CAPITAL)
            });
        if joined {
            return (30, false);
        }
        if at == sentence.start {
            return (55, true);
        }
        let before = &list[at - 1];
        let text = self.words.text(before.span);
        if !before.looks(Shape::LETTER) {
            return (if text == "," { 35 } else { 50 }, true);
        }
        let opens = matches!(
            text,
            "that"
                | "but"
                | "as"
                | "when"
                | "while"
                | "after"
                | "before"
                | "because"
                | "if"
                | "whether"
                | "although"
                | "though"
                | "since"
                | "where"
        );
        if opens {
            return (45, true);
        }
        if text == "and" {
            return (25, false);
        }
        // "…," said X.
        let quote = at
            .checked_sub(2)
            .is_some_and(|mark| mark >= sentence.start && !list[mark].looks(Shape::LETTER));
        if before.is(Flags::SPEECH) && quote {
            return (50, true);
        }
        (5, false)
    }

    /// The one who fits and leads; none if two are as likely.
    pub(crate) fn antecedent(
        &self,
        drafts: &[Draft],
        pronoun: Pronoun,
        place: &Place<'_>,
    ) -> Option<Near> {
        let mut best: Option<(i32, Near)> = None;
        let mut second = i32::MIN;
        for (number, near) in self.near.iter().enumerate() {
            let whom = |other: &Near| (other.actor, other.actor.is_none().then_some(other.draft));
            let same = |other: &Near| whom(other) == whom(near);
            // Each one once, at its last mention.
            if self.near[number + 1..].iter().any(same) {
                continue;
            }
            let Some(weight) = self.fit(drafts, near, pronoun) else {
                continue;
            };
            let all = self.near[..=number].iter().filter(|other| same(other));
            let place_weight = |other: &Near| {
                let back = place.number - other.sentence;
                other.weight + [60, 20, -10, -25][back.min(3)]
            };
            let local = |other: &Near| {
                pronoun.case == Case::Object
                    && other.sentence == place.number
                    && !self.is_parted(other.at, place.at)
            };
            if all.clone().any(local) {
                continue;
            }
            let weight = weight + all.map(place_weight).max().unwrap_or_default();
            match best {
                Some((most, _)) if weight <= most => second = second.max(weight),
                _ => {
                    second = best.map_or(second, |(most, _)| second.max(most));
                    best = Some((weight, *near));
                }
            }
        }
        let (weight, near) = best?;
        let margin = match pronoun.who {
            Who::He | Who::She if !place.quoted => 20,
            Who::He | Who::She => 40,
            Who::It | Who::They => 25,
        };
        let clear = second == i32::MIN || weight - second >= margin;
        // A thing or a crowd must be what the sentence, or the one before, is about.
        let about = matches!(pronoun.who, Who::He | Who::She)
            || weight >= if near.subject { 60 } else { 70 } && !place.quoted;
        (clear && about).then_some(near)
    }

    /// What speaks for it by its own nature; none if it does not fit.
    fn fit(&self, drafts: &[Draft], near: &Near, pronoun: Pronoun) -> Option<i32> {
        let member = near.actor.map(|actor| &self.cast.actors[actor]);
        let gender = match member {
            Some(member) => member.gender,
            None => self.told(&drafts[near.draft]),
        };
        let (same, other) = match pronoun.who {
            Who::He => (MALE, FEMALE),
            Who::She => (FEMALE, MALE),
            Who::It => return matches!(near.sort, Sort::Thing | Sort::Team).then_some(0),
            Who::They => return matches!(near.sort, Sort::Many | Sort::Team).then_some(0),
        };
        if near.sort != Sort::Person || gender.any(other) && !gender.any(same) {
            return None;
        }
        Some(if gender.any(same) && !gender.any(other) {
            15
        } else {
            0
        })
    }

    /// What the noun of a nominal tells: "spokeswoman".
    fn told(&self, draft: &Draft) -> Flags {
        let list = self.words.list[draft.words.clone()].iter();
        let nouns = list.filter(|word| self.nouns.get(word.hash).sorts.any(Sorts::PERSON));
        nouns
            .fold(Flags::NONE, |all, word| all.or(word.known.flags))
            .and(TITLES)
    }

    /// Whether a clause ends between two words.
    fn is_parted(&self, from: usize, to: usize) -> bool {
        self.words.list[from..to].iter().any(|word| {
            let text = self.words.text(word.span);
            matches!(
                text,
                "," | ";"
                    | ":"
                    | "that"
                    | "who"
                    | "which"
                    | "when"
                    | "because"
                    | "if"
                    | "after"
                    | "before"
                    | "“"
                    | "\""
                    | "and"
                    | "but"
                    | "whether"
            )
        })
    }
}
