//! Pronouns: "he" and "she", where only one person can be meant.

use crate::lexicon::Flags;
use crate::resolve::{Cast, Draft};
use crate::words::{Shape, Words};
use presswork_annotations::{Form, MentionKind};

/// Adds the pronouns to `drafts`, which are in text order.
pub(crate) fn add(words: &Words<'_>, drafts: &mut Vec<Draft>, cast: &Cast<'_>) {
    let found = drafts.len();
    // First draft of the sentence before, first of this one, and the next to look at.
    let (mut earlier, mut here, mut next) = (0, 0, 0);
    for sentence in &words.sentences {
        while here < found && drafts[here].words.start < sentence.start {
            here += 1;
        }
        for at in sentence.clone() {
            let word = &words.list[at];
            if !word.is(Flags::HE.or(Flags::SHE)) || word.looks(Shape::UPPER) {
                continue;
            }
            while next < found && drafts[next].words.start < at {
                next += 1;
            }
            let subject = matches!(words.text(word.span), "he" | "He" | "she" | "She");
            let actor = antecedent(
                &drafts[earlier.max(next.saturating_sub(REACH))..next],
                cast,
                word.known.flags,
            );
            if !subject && actor.is_none() {
                continue;
            }
            drafts.push(Draft {
                span: word.span,
                words: at..at + 1,
                kind: MentionKind::Person,
                form: Form::Pronoun,
                actor,
                score: if actor.is_some() { 0.7 } else { 0.4 },
            });
        }
        earlier = here;
    }
}

/// The one person of this sentence and the one before whom the pronoun fits; none if there are two.
fn antecedent(before: &[Draft], cast: &Cast<'_>, pronoun: Flags) -> Option<usize> {
    let (same, other) = if pronoun.any(Flags::HE) {
        (MALE, FEMALE)
    } else {
        (FEMALE, MALE)
    };
    let mut found = None;
    for draft in before
        .iter()
        .filter(|draft| draft.kind == MentionKind::Person)
    {
        let Some(actor) = draft.actor else { continue };
        let gender = cast.actors[actor].gender;
        let clash = gender.any(other) && !gender.any(same);
        if clash || found == Some(actor) {
            continue;
        }
        if found.is_some() {
            return None;
        }
        found = Some(actor);
    }
    found
}

/// How many mentions back a pronoun reaches at most.
const REACH: usize = 32;

const MALE: Flags = Flags::MALE.or(Flags::GIVEN_MALE);
const FEMALE: Flags = Flags::FEMALE.or(Flags::GIVEN_FEMALE);
