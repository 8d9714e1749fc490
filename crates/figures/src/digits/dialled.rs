//! Numbers that are dialled: `03 20 55 01 17`, `+44 20 7946 0958`, `(212) 555-1234`, `0800 555 1234`.

use crate::atoms::{Atoms, Kind};
use crate::literal::Literal;

/// The fewest digits of a whole telephone number, with its trunk or country code.
const FEWEST: u32 = 9;

/// The end of what is dialled or written on a door, if the digits at `i` begin it: `03 20 55 01 17`, `09`.
pub(super) fn end(atoms: Atoms<'_>, i: usize) -> Option<usize> {
    let zero = atoms.width(i) > 1 && atoms.str(i).starts_with('0');
    let plus = i > 0 && atoms.sign(i - 1, '+') && atoms.at(i).glued;
    // Nothing that is dialled stands in one group.
    let (end, digits) = groups(atoms, i);
    if end > i + 1 {
        let called = called(atoms, i);
        let led = zero || plus || called || bracketed(atoms, i);
        if led && digits >= FEWEST || called && digits > 5 {
            return Some(end);
        }
    }
    let pair = |at: &usize| atoms.digits(*at) && atoms.width(*at) == 2 && !atoms.at(*at).glued;
    let pairs = (i + 1..i + 8).take_while(pair).count();
    let alone = atoms.at(i + 1).kind != Kind::Sign('.') && !atoms.sign(i.wrapping_sub(1), '.');
    (zero && alone || pairs >= 3 && atoms.width(i) <= 3).then_some(i + 1 + pairs)
}

/// Past the groups of digits from `i` that blanks, hyphens, dots or brackets join, and how many digits they have.
fn groups(atoms: Atoms<'_>, i: usize) -> (usize, u32) {
    let (mut end, mut digits) = (i + 1, atoms.width(i));
    for _ in 0..6 {
        let mut at = end;
        while at < end + 3
            && matches!(
                atoms.at(at).kind,
                Kind::Sign('-' | '–' | '.' | '(' | ')' | '/')
            )
        {
            at += 1;
        }
        // A stop or a bracket may end a sentence as well.
        let joined = at == end || atoms.at(at).glued || atoms.sign(at - 1, ')');
        if !atoms.digits(at) || !joined || !(2..=8).contains(&atoms.width(at)) {
            break;
        }
        digits += atoms.width(at);
        end = at + 1;
    }
    (end, digits)
}

/// Whether a word for calls stands ahead: "tel. 555 1234", "call 7946 0958".
fn called(atoms: Atoms<'_>, i: usize) -> bool {
    let colon = i > 0 && matches!(atoms.at(i - 1).kind, Kind::Sign(':' | '.'));
    let Some(at) = i.checked_sub(1 + usize::from(colon)) else {
        return false;
    };
    let named = [
        "tel",
        "telephone",
        "phone",
        "call",
        "fax",
        "hotline",
        "dial",
        "ring",
        "mobile",
    ];
    named
        .iter()
        .any(|word| atoms.str(at).eq_ignore_ascii_case(word))
        || atoms.is(at, Literal::At) && at > 0 && atoms.str(at - 1) == "call"
}

/// The area code of "(212) 555-1234".
fn bracketed(atoms: Atoms<'_>, i: usize) -> bool {
    atoms.width(i) >= 2
        && i > 0
        && atoms.sign(i - 1, '(')
        && atoms.sign(i + 1, ')')
        && atoms.digits(i + 2)
        && atoms.hyphen(i + 3)
        && atoms.digits(i + 4)
}
