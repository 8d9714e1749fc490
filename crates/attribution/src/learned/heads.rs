//! What is observed of a word that may be the head of a cue.

use super::seen::EDGES;
use super::{Atom, Atoms, bit};
use crate::Scope;
use crate::class::Class;
use crate::draft::Draft;
use presswork_learn::Feature;
use presswork_model::Span;

/// The labels of the classifier.
pub(crate) const LABELS: [&str; 2] = ["none", "head"];

macro_rules! templates {
    ($($name:ident)*) => { $(const $name: Feature = Feature::new(stringify!($name));)* };
}

templates! {
    BIAS WORD BEFORE AFTER SECOND_BEFORE SECOND_AFTER BEFORE_WORD WORD_AFTER FINE FINE_BEFORE FINE_AFTER FINEST FINEST_BEFORE
    FINEST_AFTER FINE_TWO_BEFORE FINE_TWO_AFTER MEDIUM_BEFORE MEDIUM_AFTER AROUND COARSE_BEFORE COARSE_AFTER TAIL CLASS
    CLASS_BEFORE CLASS_AFTER CLASSES FORMS MENTION_BEFORE MENTION_AFTER COMMA SUBJECT SUBJECT_WORD OPENING OPENING_WORD DRAFT
    DRAFT_FINE DRAFT_WORD QUOTE_BEFORE QUOTE_BEHIND QUOTES VERB_BEFORE VERB_BEHIND MARK_BEFORE MARK_BEFORE_WORD MARK_BEHIND
    MARK_BEHIND_WORD CUE_BEFORE CUE_BEHIND CUE_BEFORE_FINE CUE_BEHIND_FINE START END
}

/// What parts a clause from the next, or a verb from its object.
const JOINTS: u64 = EDGES
    | bit(Class::THAT)
    | bit(Class::TO)
    | bit(Class::PREP)
    | bit(Class::SUBORD)
    | bit(Class::WH)
    | bit(Class::REL);
const VERBS: u64 = bit(Class::AUX) | bit(Class::VERB) | bit(Class::CLITIC) | bit(Class::ED);
const OPENINGS: u64 = bit(Class::THAT) | bit(Class::QUOTE);

/// Tokens of a sentence, seen from one of them.
struct Place<'a> {
    atoms: &'a Atoms<'a>,
    at: usize,
    scope: Scope,
}

impl<'a> Place<'a> {
    fn by(&self, by: isize) -> &'a Atom {
        self.atoms
            .within(self.at.wrapping_add_signed(by), self.scope)
    }

    /// The first of the next tokens that is as asked, and how far away it stands; `step` is the direction.
    fn find(
        &self,
        step: isize,
        within: isize,
        is: impl Fn(&Atom) -> bool,
    ) -> Option<(u64, &'a Atom)> {
        let room = if step < 0 {
            self.at - self.scope.low
        } else {
            self.scope.high - self.at - 1
        };
        let mut near = (1..=within.min(room.cast_signed()))
            .map(|by| (by.unsigned_abs() as u64, self.by(by * step)));
        near.find(|(_, atom)| is(atom))
    }
}

/// The features of token `i` of a sentence.
pub(crate) fn observe(atoms: &Atoms<'_>, i: usize, scope: Scope, mut push: impl FnMut(Feature)) {
    beside(atoms, i, scope, &mut push);
    farther(atoms, i, scope, push);
}

/// Those of what it is and of what stands beside it.
pub(crate) fn beside(atoms: &Atoms<'_>, i: usize, scope: Scope, mut push: impl FnMut(Feature)) {
    let place = Place {
        atoms,
        at: i,
        scope,
    };
    let (b2, b, t, a, a2) = (
        place.by(-2),
        place.by(-1),
        place.by(0),
        place.by(1),
        place.by(2),
    );
    push(BIAS);
    push(WORD.and(t.word));
    push(BEFORE.and(b.word));
    push(AFTER.and(a.word));
    push(SECOND_BEFORE.and(b2.word));
    push(SECOND_AFTER.and(a2.word));
    push(BEFORE_WORD.and(b.word).and(t.word));
    push(WORD_AFTER.and(t.word).and(a.word));
    push(FINE.and(t.fine));
    push(FINE_BEFORE.and(b.fine));
    push(FINE_AFTER.and(a.fine));
    push(FINEST.and(t.finest));
    push(FINEST_BEFORE.and(b.finest));
    push(FINEST_AFTER.and(a.finest));
    push(FINE_TWO_BEFORE.and(b.fine).and(t.fine));
    push(FINE_TWO_AFTER.and(t.fine).and(a.fine));
    push(MEDIUM_BEFORE.and(t.medium).and(b.medium).and(b2.coarse));
    push(MEDIUM_AFTER.and(t.medium).and(a.medium).and(a2.coarse));
    push(AROUND.and(b.medium).and(t.medium).and(a.medium));
    push(COARSE_AFTER.and(t.coarse).and(a.coarse).and(a2.coarse));
    push(COARSE_BEFORE.and(t.coarse).and(b.coarse).and(b2.coarse));
    push(TAIL.and(t.tail).and(b.tail));
    push(CLASS.and(t.class).and(t.quote));
    push(CLASS_BEFORE.and(b.class).and(t.fine));
    push(CLASS_AFTER.and(a.class).and(t.fine));
    push(CLASSES.and(b.class).and(t.class).and(a.class));
    push(FORMS.and(t.forms).and(a.class));
    push(MENTION_BEFORE.and(b.mention).and(t.fine));
    push(MENTION_AFTER.and(a.mention).and(t.fine));
    push(START.and((i - scope.low).min(5) as u64).and(t.coarse));
    push(END.and((scope.high - i).min(5) as u64).and(t.coarse));
    let shape = atoms.draft(i).map_or(0, shape);
    push(DRAFT.and(shape).and(t.coarse));
    push(DRAFT_FINE.and(shape).and(t.fine));
    push(DRAFT_WORD.and(shape).and(t.word));
}

/// Those of what stands farther off.
pub(crate) fn farther(atoms: &Atoms<'_>, i: usize, scope: Scope, mut push: impl FnMut(Feature)) {
    let place = Place {
        atoms,
        at: i,
        scope,
    };
    let t = place.by(0);
    let distance = |found: Option<(u64, &Atom)>| found.map_or(0, |(distance, _)| distance);
    let comma = place.find(-1, 5, |atom| atom.is(bit(Class::COMMA)));
    push(COMMA.and(distance(comma)).and(t.coarse));
    let subject = place.find(-1, 6, |atom| atom.mention != 0);
    let mention = subject.map_or(0, |(_, atom)| atom.mention);
    push(SUBJECT.and(distance(subject)).and(mention).and(t.fine));
    push(SUBJECT_WORD.and(mention).and(t.word));
    let opening = place.find(1, 7, |atom| atom.is(OPENINGS));
    let opens = opening.map_or(0, |(_, atom)| atom.class & OPENINGS);
    push(OPENING.and(distance(opening)).and(opens).and(t.coarse));
    push(OPENING_WORD.and(distance(opening)).and(opens).and(t.word));

    let quote = |step| place.find(step, 20, |atom| atom.is(bit(Class::QUOTE)));
    let quote = |step| quote(step).map_or(0, |(distance, atom)| distance.min(6) << 4 | atom.quote);
    let (before, behind) = (quote(-1), quote(1));
    push(QUOTE_BEFORE.and(before).and(t.fine));
    push(QUOTE_BEHIND.and(behind).and(t.fine));
    push(QUOTES.and(before).and(behind).and(t.coarse));

    // A verb that reporting has a form of, but not as a noun.
    let verb = |atom: &Atom| atom.is(VERBS) || atom.forms != 0 && atom.forms & NOUN == 0;
    let (before, behind) = (place.find(-1, 9, verb), place.find(1, 9, verb));
    let fine = |found: Option<(u64, &Atom)>| found.map_or(0, |(_, atom)| atom.fine);
    push(
        VERB_BEFORE
            .and(distance(before))
            .and(fine(before))
            .and(t.coarse),
    );
    push(VERB_BEHIND.and(distance(behind)).and(t.coarse));

    let joint = |step| place.find(step, 11, |atom| atom.is(JOINTS));
    let (before, behind) = (joint(-1), joint(1));
    let class = |found: Option<(u64, &Atom)>| found.map_or(0, |(_, atom)| atom.class);
    let word = |found: Option<(u64, &Atom)>| found.map_or(0, |(_, atom)| atom.word);
    push(
        MARK_BEFORE
            .and(distance(before))
            .and(class(before))
            .and(t.coarse),
    );
    push(MARK_BEFORE_WORD.and(word(before)).and(t.word));
    push(
        MARK_BEHIND
            .and(distance(behind))
            .and(class(behind))
            .and(t.coarse),
    );
    push(MARK_BEHIND_WORD.and(word(behind)).and(t.word));

    let cue = |step| place.find(step, 39, |atom| atom.rule != 0 && atom.rule != t.rule);
    let (before, behind) = (cue(-1), cue(1));
    push(CUE_BEFORE.and(distance(before).min(8)).and(t.coarse));
    push(CUE_BEHIND.and(distance(behind).min(8)).and(t.coarse));
    push(CUE_BEFORE_FINE.and(fine(before)).and(t.fine));
    push(CUE_BEHIND_FINE.and(fine(behind)).and(t.fine));
}

const NOUN: u64 = crate::class::Forms::NOUN.bits() as u64;

/// What the rules make of a cue.
fn shape(draft: &Draft) -> u64 {
    let cue = draft.cue.map_or(0, Span::start);
    let flags = [
        true,
        draft.source.is_some(),
        draft.source.is_some_and(|source| source.start() < cue),
        draft
            .content
            .first()
            .is_some_and(|content| content.start() < cue),
        draft.quote.is_some(),
        draft.belief,
    ];
    let shape = flags
        .iter()
        .fold(0, |shape, &flag| shape << 1 | u64::from(flag));
    shape << 2 | draft.content.len().min(3) as u64
}
