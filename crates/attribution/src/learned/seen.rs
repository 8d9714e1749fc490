//! `Seen`: what is observed of the units of a frame.

use super::{Atom, Atoms, Frame, bit};
use crate::class::Class;
use crate::draft::Draft;
use crate::words::Words;
use presswork_model::Span;

const MARKS: u64 = bit(Class::COMMA)
    | bit(Class::STOP)
    | bit(Class::COLON)
    | bit(Class::SEMI)
    | bit(Class::DASH)
    | bit(Class::OPEN)
    | bit(Class::CLOSE);
/// Marks, and the edges of quotations.
pub(super) const EDGES: u64 = MARKS | bit(Class::QUOTE);
const VERBS: u64 = bit(Class::AUX) | bit(Class::VERB) | bit(Class::CLITIC);
const BREAKS: u64 = bit(Class::STOP) | bit(Class::COLON) | bit(Class::SEMI) | bit(Class::DASH);

/// What is observed of a unit.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Seen {
    pub(crate) atom: Atom,
    /// What stands between it and the head.
    pub(crate) between: u64,
    /// Which mark comes next, four bits up, and in how many units.
    pub(crate) next: u64,
    /// What the rules take it for: nothing, neither, first or further of source, cue or content.
    pub(crate) rule: u64,
    /// Whether it is the head of a cue.
    pub(crate) taken: bool,
}

/// Observes the units of a frame.
pub(crate) fn observe(
    words: &Words<'_>,
    atoms: &Atoms<'_>,
    frame: &Frame,
    taken: &[bool],
    seen: &mut Vec<Seen>,
) {
    let draft = atoms.draft(frame.units[frame.head].tokens.start);
    seen.clear();
    seen.extend(frame.units.iter().map(|unit| {
        let first = unit.tokens.start;
        Seen {
            atom: if unit.quote.is_some() {
                whole(atoms, first, unit.tokens.end)
            } else {
                *atoms.at(first)
            },
            rule: draft.map_or(0, |draft| by_rules(draft, words.start(first))),
            taken: unit.quote.is_none() && taken[first],
            ..Seen::default()
        }
    }));
    let mut state = 0;
    for unit in &mut seen[frame.head + 1..] {
        unit.between = state;
        state = beyond(state, unit);
    }
    state = 0;
    for unit in seen[..frame.head].iter_mut().rev() {
        unit.between = state;
        state = beyond(state, unit);
    }
    let (mut distance, mut mark) = (0_u64, 0);
    for unit in seen.iter_mut().rev() {
        distance += 1;
        unit.next = mark << 4 | distance.min(5);
        if unit.atom.is(EDGES) {
            mark = unit.atom.class & EDGES;
            distance = 0;
        }
    }
}

/// A whole quotation: how it opens and closes, and how long it is.
fn whole(atoms: &Atoms<'_>, first: usize, end: usize) -> Atom {
    Atom {
        word: 2,
        fine: 2001,
        coarse: 201,
        tail: atoms.at(end.saturating_sub(2)).class & MARKS,
        class: bit(Class::QUOTE),
        mention: atoms.at(first + 1).class & bit(Class::CAP),
        quote: 4 + far(end - 1 - first),
        ..Atom::default()
    }
}

/// What stands between the head and what is beyond a unit: up to two commas, and whether there are some other things.
fn beyond(state: u64, unit: &Seen) -> u64 {
    let atom = &unit.atom;
    let commas = (state & 3) + u64::from(atom.is(bit(Class::COMMA)));
    let flag = |on: bool, bit: u64| u64::from(on) << bit;
    state & !3
        | commas.min(2)
        | flag(atom.is(bit(Class::QUOTE)), 2)
        | flag(atom.is(bit(Class::THAT)), 3)
        | flag(atom.is(VERBS), 4)
        | flag(unit.taken, 5)
        | flag(atom.is(BREAKS), 6)
        | flag(atom.is(bit(Class::WH) | bit(Class::SUBORD)), 7)
        | flag(atom.is(bit(Class::COORD)), 8)
}

fn by_rules(draft: &Draft, at: u32) -> u64 {
    let holds = |span: &&Span| span.start() <= at && at < span.end();
    let place = |span: &Span, first: u64| first + u64::from(span.start() != at);
    if let Some(span) = draft.source.iter().find(holds) {
        place(span, 2)
    } else if let Some(span) = draft.cue.iter().find(holds) {
        place(span, 4)
    } else if let Some(span) = draft.content.iter().find(holds) {
        place(span, 6)
    } else {
        1
    }
}

/// A distance, the more roughly the longer it is.
pub(crate) fn far(distance: usize) -> u64 {
    match distance {
        0..=4 => distance as u64,
        5..=6 => 5,
        7..=9 => 6,
        10..=15 => 7,
        16..=30 => 8,
        _ => 9,
    }
}
