//! Changes: "fell by 12 % to 4.1m", "rose from", "a 5 percent increase".

use crate::atoms::{Atoms, Kind};
use crate::lexicon::Flags;
use crate::literal::Literal;
use presswork_annotations::{Change, Direction, Role};

/// How far ahead of a number the word for its change may stand, in atoms.
const REACH: usize = 16;

/// A change and the place of the word for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) change: Change,
    /// The atom of a verb whose subject is what changed; none for a noun.
    pub(crate) verb: Option<usize>,
}

/// Reads the change told by a quantity whose words start at `first` (hedges included) and end before `end`.
pub(crate) fn read(atoms: Atoms<'_>, first: usize, end: usize) -> Option<Found> {
    if let Some(direction) = noun_behind(atoms, first, end) {
        let change = Change {
            direction: Some(direction),
            role: Role::By,
        };
        return Some(Found { change, verb: None });
    }
    let mut before = first.checked_sub(1)?;
    if atoms.is(before, Literal::A) && before > 0 && atoms.is(before - 1, Literal::By) {
        before -= 1;
    }
    let verb = word_ahead(atoms, first)?;
    let noun =
        atoms.flag(verb, Flags::CHANGE_NOUN) && atoms.flag(verb.wrapping_sub(1), Flags::DETERMINER);
    let role = match atoms.at(before).entry.literal {
        Literal::From => Role::From,
        Literal::To => Role::To,
        Literal::By | Literal::Another => Role::By,
        Literal::Of if noun => Role::By,
        Literal::A if before == verb + 1 => Role::By,
        _ if before == verb || atoms.str(before).ends_with("ly") && before == verb + 1 => Role::By,
        _ => return None,
    };
    let direction = direction(atoms, verb);
    let subject = !noun && !matches!(atoms.at(verb).entry.literal, Literal::Up | Literal::Down);
    Some(Found {
        change: Change { direction, role },
        verb: subject.then_some(verb),
    })
}

fn direction(atoms: Atoms<'_>, i: usize) -> Option<Direction> {
    let flags = atoms.at(i).entry.flags;
    let literal = atoms.at(i).entry.literal;
    if flags.any(Flags::UP) || literal == Literal::Up {
        Some(Direction::Up)
    } else if flags.any(Flags::DOWN) || literal == Literal::Down {
        Some(Direction::Down)
    } else {
        None
    }
}

/// "a 5 percent increase", "a 10% pay rise".
fn noun_behind(atoms: Atoms<'_>, first: usize, end: usize) -> Option<Direction> {
    let article = atoms.flag(first.checked_sub(1)?, Flags::DETERMINER);
    let at = if atoms.flag(end, Flags::CHANGE_NOUN) {
        end
    } else {
        end + 1
    };
    let noun =
        atoms.flag(at, Flags::CHANGE_NOUN) && atoms.word(end) && !atoms.flag(end, Flags::STOP);
    let direct = at == end;
    (article && noun && (direct || !looks_verbal(atoms, end)))
        .then(|| direction(atoms, at))
        .flatten()
}

fn looks_verbal(atoms: Atoms<'_>, i: usize) -> bool {
    atoms.str(i).ends_with("ed") || atoms.flag(i, Flags::VERB)
}

/// The word for a change ahead of `first`, in the same clause.
pub(crate) fn word_ahead(atoms: Atoms<'_>, first: usize) -> Option<usize> {
    for at in (first.saturating_sub(REACH)..first).rev() {
        let entry = atoms.at(at).entry;
        match atoms.at(at).kind {
            Kind::Word if describes(atoms, at, first) => {}
            Kind::Word if entry.flags.any(Flags::CHANGE) => return Some(at),
            Kind::Word if matches!(entry.literal, Literal::Up | Literal::Down) => {
                // "up to 5" bounds; "up 5 percent", "up from 3" change.
                let bounds = atoms.is(at + 1, Literal::To) && entry.literal == Literal::Up;
                if phrasal(atoms, at) {
                    return None;
                }
                if at + 1 == first
                    || !bounds && atoms.is(at + 1, Literal::From)
                    || !bounds && atoms.is(at + 1, Literal::By)
                {
                    return Some(at);
                }
            }
            Kind::Word if entry.flags.any(Flags::VERB) || entry.flags.any(Flags::AUXILIARY) => {
                return None;
            }
            Kind::Word if entry.literal == Literal::Who || entry.literal == Literal::And => {
                return None;
            }
            Kind::Sign(',') => {
                let inner = atoms.at(at).glued && atoms.digits(at + 1);
                let goes_on = matches!(atoms.at(at + 1).entry.literal, Literal::To | Literal::From);
                if !inner && !goes_on {
                    return None;
                }
            }
            Kind::Sign(';' | ':' | '(' | ')' | '"' | '“' | '”' | '!' | '?') => return None,
            _ => {}
        }
    }
    None
}

/// Whether a noun for a change only describes the noun behind it: "cut its growth forecast to".
fn describes(atoms: Atoms<'_>, i: usize, first: usize) -> bool {
    let noun = matches!(
        atoms.str(i),
        "growth" | "loss" | "losses" | "reduction" | "reductions" | "contraction"
    );
    let next = atoms.at(i + 1);
    noun && i + 1 < first && next.kind == Kind::Word && !next.entry.flags.any(Flags::STOP)
}

/// Whether "up" or "down" at `i` belongs to a verb that tells of no change: "shot down two jets", "made up 40 percent".
fn phrasal(atoms: Atoms<'_>, i: usize) -> bool {
    let verb = atoms.str_before(i, 1);
    matches!(
        verb,
        "shot"
            | "shoot"
            | "shooting"
            | "shut"
            | "gunned"
            | "knocked"
            | "brought"
            | "broke"
            | "broken"
            | "burned"
            | "burnt"
            | "took"
            | "blew"
            | "blown"
            | "picked"
            | "rounded"
            | "set"
            | "gave"
            | "made"
            | "make"
            | "makes"
            | "making"
            | "signed"
            | "held"
            | "put"
            | "built"
            | "bought"
            | "handed"
            | "turned"
            | "tore"
            | "pulled"
            | "locked"
            | "hunted"
            | "tracked"
            | "struck"
            | "ended"
            | "won"
    )
}
