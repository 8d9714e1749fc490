//! Numbers that are part of a name, or names themselves: "Resolution 1325", "Boeing 737", "MH17".

use crate::atoms::{Atoms, Kind};
use crate::lexicon::Flags;
use crate::literal::Literal;

/// Whether a number without a unit between `first` and `end` is part of a name, a score, a telephone number or the
/// like: "Resolution 1325", "Boeing 737", "3-2", "MH17", "9:30".
pub(crate) fn is_name(atoms: Atoms<'_>, first: usize, end: usize) -> bool {
    let before = atoms.before(first);
    let next = atoms.at(end);
    let letters_behind = next.glued && matches!(next.kind, Kind::Word | Kind::Digits);
    let joined_behind = next.glued
        && match next.kind {
            Kind::Sign('/' | '_') => true,
            // "[6]" is a note.
            Kind::Sign(']') => atoms.at(first).glued && atoms.sign(first.wrapping_sub(1), '['),
            Kind::Sign('-' | '–' | ':' | '.') => {
                let after = atoms.at(end + 1);
                after.glued && matches!(after.kind, Kind::Digits | Kind::Word)
            }
            _ => false,
        };
    let joined_ahead = atoms.at(first).glued
        && match before.kind {
            // "Article 3(2)"
            Kind::Sign('(') => {
                let outer = atoms.before(first - 1);
                before.glued && outer.kind == Kind::Digits && atoms.sign(end, ')')
            }
            Kind::Sign('\'' | '’') => first >= 2 && atoms.before(first - 1).end == before.start,
            Kind::Sign(sign) => "-–/:_#@.+&=".contains(sign),
            _ => true,
        };
    letters_behind || joined_behind || joined_ahead
}

/// Whether a number follows a name or a word for numbered things: "Article 5", "Apollo 11", "page 12".
pub(crate) fn is_numbered(atoms: Atoms<'_>, first: usize) -> bool {
    let Some(mut at) = first.checked_sub(1) else {
        return false;
    };
    // "No. 10", "Vol. 3"
    if atoms.sign(at, '.') && at > 0 && atoms.at(at).glued && atoms.width(at - 1) <= 5 {
        at -= 1;
    }
    if atoms.sign(at, '#') || atoms.flag(at, Flags::NUMBERED) {
        return true;
    }
    // "the Group of 77", "the round of 16"
    if atoms.is(at, Literal::Of) && at > 0 {
        return matches!(
            atoms.str(at - 1),
            "Group" | "round" | "Round" | "Class" | "class"
        );
    }
    let atom = atoms.at(at);
    let entry = atom.entry;
    // "ISO 9001": a word at the head of a sentence of which nothing is known.
    if at == 0 && atom.capital && entry.is_unknown() && atoms.digits(first) {
        return true;
    }
    let words = Flags::STOP.or(Flags::DETERMINER).or(Flags::CHANGE);
    let plain = entry.flags.any(words) || entry.month.is_some() || entry.weekday.is_some();
    atom.kind == Kind::Word && atom.capital && at > 0 && !plain && !atoms.sign(at - 1, '.')
}
