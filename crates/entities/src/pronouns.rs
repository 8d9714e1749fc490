//! Pronouns: "he", "she", "it" and "they", where one antecedent stands out.

use crate::antecedents::{Near, Sort};
use crate::cast::{Cast, Draft, Member};
use crate::lexicon::Flags;
use crate::nouns::{Nouns, Sorts};
use crate::scene::is_aside;
use crate::words::{Shape, Words};
use presswork_annotations::{Form, MentionKind};
use std::ops::Range;

/// Adds the pronouns to `drafts`, which are in text order.
pub(crate) fn add<'a>(
    words: &Words<'a>,
    nouns: &Nouns,
    drafts: &mut Vec<Draft>,
    cast: &mut Cast<'a>,
) {
    let mut finder = Finder {
        words,
        nouns,
        cast,
        near: Vec::new(),
        found: Vec::new(),
    };
    let mut next = 0;
    for (number, sentence) in words.sentences.iter().enumerate() {
        finder.near.retain(|near| near.sentence + BACK >= number);
        let mut quoted = false;
        for at in sentence.clone() {
            while next < drafts.len() && drafts[next].words.start < at {
                finder.enter(&drafts[next], next, number, sentence);
                next += 1;
            }
            let word = &words.list[at];
            if !word.looks(Shape::LETTER) {
                quoted = match words.text(word.span) {
                    "“" | "«" => true,
                    "”" | "»" => false,
                    "\"" => !quoted,
                    _ => quoted,
                };
                continue;
            }
            let Some(pronoun) = Pronoun::of(words, at) else {
                continue;
            };
            let place = Place {
                at,
                sentence,
                number,
                quoted,
            };
            finder.pronoun(drafts, pronoun, &place);
        }
        while next < drafts.len() && drafts[next].words.start < sentence.end {
            finder.enter(&drafts[next], next, number, sentence);
            next += 1;
        }
    }
    drafts.append(&mut finder.found);
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    He,
    She,
    It,
    They,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Pronoun {
    pub(crate) who: Who,
    pub(crate) case: Case,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Subject,
    Object,
    Possessive,
    Reflexive,
}

impl Pronoun {
    fn of(words: &Words<'_>, at: usize) -> Option<Self> {
        let word = &words.list[at];
        if !word.is(Flags::FUNCTION.or(Flags::HE).or(Flags::SHE)) || word.looks(Shape::UPPER) {
            return None;
        }
        let (who, case) = match words.text(word.span) {
            "he" | "He" => (Who::He, Case::Subject),
            "him" | "Him" => (Who::He, Case::Object),
            "his" | "His" => (Who::He, Case::Possessive),
            "himself" => (Who::He, Case::Reflexive),
            "she" | "She" => (Who::She, Case::Subject),
            "her" | "Her" => (Who::She, her(words, at)),
            "hers" => (Who::She, Case::Object),
            "herself" => (Who::She, Case::Reflexive),
            "it" | "It" => (Who::It, Case::Subject),
            "its" | "Its" => (Who::It, Case::Possessive),
            "itself" => (Who::It, Case::Reflexive),
            "they" | "They" => (Who::They, Case::Subject),
            "them" => (Who::They, Case::Object),
            "their" | "Their" => (Who::They, Case::Possessive),
            _ => return None,
        };
        Some(Self { who, case })
    }
}

/// "Her" before a noun is a possessive, before a mark or a function word an object.
fn her(words: &Words<'_>, at: usize) -> Case {
    let next = words.list.get(at + 1);
    let object = next.is_none_or(|next| !next.looks(Shape::LETTER) || next.is(Flags::FUNCTION));
    if object {
        Case::Object
    } else {
        Case::Possessive
    }
}

/// Where a pronoun stands.
pub(crate) struct Place<'s> {
    pub(crate) at: usize,
    pub(crate) sentence: &'s Range<usize>,
    pub(crate) number: usize,
    pub(crate) quoted: bool,
}

pub(crate) struct Finder<'a, 'f> {
    pub(crate) words: &'f Words<'a>,
    pub(crate) nouns: &'f Nouns,
    pub(crate) cast: &'f mut Cast<'a>,
    pub(crate) near: Vec<Near>,
    found: Vec<Draft>,
}

impl Finder<'_, '_> {
    /// A mention is passed.
    fn enter(&mut self, draft: &Draft, number: usize, sentence: usize, range: &Range<usize>) {
        let member = draft.actor.map(|actor| &self.cast.actors[actor]);
        let sort = match draft.kind {
            _ if draft.plural => Sort::Many,
            MentionKind::Person => Sort::Person,
            MentionKind::Organisation if member.is_some_and(|m| m.sorts.any(Sorts::TEAM)) => {
                Sort::Team
            }
            MentionKind::Organisation => Sort::Thing,
            MentionKind::Place if member.is_some_and(Member::is_country) => Sort::Thing,
            _ => return,
        };
        if is_aside(self.words, draft) || self.near.len() >= MOST {
            return;
        }
        let (weight, subject) = self.weight(draft, range);
        self.near.push(Near {
            draft: number,
            actor: draft.actor,
            sentence,
            at: draft.words.start,
            weight,
            subject,
            sort,
        });
    }

    fn pronoun(&mut self, drafts: &mut [Draft], pronoun: Pronoun, place: &Place<'_>) {
        let known = matches!(pronoun.who, Who::He | Who::She);
        let found = match pronoun.who {
            Who::It if !self.stands_for_someone(pronoun, place) => return,
            _ => self.antecedent(drafts, pronoun, place),
        };
        if found.is_none() && !(known && pronoun.case == Case::Subject) {
            return;
        }
        let actor = found.map(|near| self.actor(drafts, near, pronoun.who));
        let kind = match (known, found) {
            (false, Some(near)) => drafts[near.draft].kind,
            _ => MentionKind::Person,
        };
        let word = &self.words.list[place.at];
        self.found.push(Draft {
            span: word.span,
            words: place.at..place.at + 1,
            kind,
            form: Form::Pronoun,
            plural: pronoun.who == Who::They,
            actor,
            score: if actor.is_some() { 0.7 } else { 0.4 },
        });
        // Who was meant is at hand for the next one.
        if let (Some(near), Some(actor)) = (found, actor) {
            let subject = pronoun.case == Case::Subject;
            if self.near.len() < MOST {
                self.near.push(Near {
                    draft: near.draft,
                    actor: Some(actor),
                    sentence: place.number,
                    at: place.at,
                    weight: if subject { 50 } else { 15 },
                    subject,
                    sort: near.sort,
                });
            }
        }
    }

    /// The actor of the antecedent, made where a noun had none: "a spokesman … he".
    fn actor(&mut self, drafts: &mut [Draft], near: Near, who: Who) -> usize {
        let draft = &mut drafts[near.draft];
        let actor = *draft.actor.get_or_insert_with(|| {
            let name = self.words.text(draft.span);
            self.cast.add(Member::new(name, None, draft.kind))
        });
        let member = &mut self.cast.actors[actor];
        let told = match who {
            Who::He => Flags::MALE,
            Who::She => Flags::FEMALE,
            Who::It | Who::They => return actor,
        };
        member.gender = member.gender.or(told);
        for other in &mut self.near {
            if other.draft == near.draft {
                other.actor = Some(actor);
            }
        }
        actor
    }

    /// Whether "it" here is someone, and no matter or mere form: "it said", "said it would", "its".
    fn stands_for_someone(&self, pronoun: Pronoun, place: &Place<'_>) -> bool {
        let list = &self.words.list;
        if pronoun.case != Case::Subject {
            return pronoun.case == Case::Possessive;
        }
        let text = |at: usize| self.words.text(list[at].span);
        let Some(next) = list[..place.sentence.end].get(place.at + 1) else {
            return false;
        };
        let verb = text(place.at + 1);
        let first = place.at == place.sentence.start;
        let speaks = next.is(Flags::SPEECH)
            || matches!(
                verb,
                "also" | "did" | "wants" | "plans" | "hopes" | "agreed" | "refused"
            );
        if first || place.at == place.sentence.start + 1 {
            return speaks
                || matches!(verb, "had" | "has" | "would" | "will")
                    && !self.is_passive(place.at + 2);
        }
        let before = text(place.at - 1);
        let reported = list[place.at - 1].is(Flags::SPEECH)
            || matches!(
                before,
                "that" | "because" | "if" | "what" | "which" | "where" | "whether" | "but" | "and"
            );
        let auxiliary = matches!(
            verb,
            "would"
                | "had"
                | "has"
                | "will"
                | "could"
                | "did"
                | "does"
                | "wants"
                | "wanted"
                | "planned"
                | "plans"
                | "expects"
                | "expected"
                | "regretted"
                | "hoped"
                | "hopes"
                | "faces"
                | "cannot"
                | "needs"
                | "must"
                | "should"
        );
        let going = matches!(verb, "was" | "is") && {
            let after = list[..place.sentence.end].get(place.at + 2);
            after.is_some_and(|word| {
                let text = self.words.text(word.span);
                text.ends_with("ing") && text.len() > 5
                    || matches!(text, "ready" | "aware" | "prepared" | "willing" | "unable")
            })
        };
        reported && (speaks || auxiliary || going)
    }

    /// "It has been said": a mere form.
    fn is_passive(&self, at: usize) -> bool {
        let next = self.words.list.get(at);
        next.is_some_and(|word| {
            matches!(
                self.words.text(word.span),
                "been" | "be" | "become" | "take" | "taken"
            )
        })
    }
}

/// How many sentences back a pronoun reaches, and how many mentions are remembered at most.
const BACK: usize = 3;
const MOST: usize = 32;
