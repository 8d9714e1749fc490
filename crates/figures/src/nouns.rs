//! Counts: the noun that a number counts, and its singular.

use crate::atoms::{Atoms, Kind};
use crate::lexicon::Flags;
use crate::literal::Literal;
use std::borrow::Cow;

/// A counted noun with the words that describe it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Noun {
    pub(crate) first: usize,
    pub(crate) head: usize,
}

/// The farthest that the head of a phrase stands behind its number, in atoms.
const REACH: usize = 9;

/// The noun counted by a number that ends before `i`: its head is the first plural.
pub(crate) fn plural(atoms: Atoms<'_>, i: usize) -> Option<Noun> {
    // "three or more children"
    let or = atoms.is(i, Literal::Or)
        && matches!(
            atoms.at(i + 1).entry.literal,
            Literal::More | Literal::Less | Literal::So
        );
    let i = if or { i + 2 } else { i };
    let first = i + usize::from(atoms.is(i, Literal::More) || atoms.is(i, Literal::Another));
    let mut at = first;
    while at < first + REACH {
        if !atoms.word(at) {
            match inside(atoms, first, at) {
                Some(next) => at = next,
                None => return None,
            }
            continue;
        }
        // "digital and physical sales", "Model S and Model X vehicles"
        if atoms.is(at, Literal::And) && at > first && coordinates(atoms, first, at) {
            at += 1;
            continue;
        }
        // Behind a hyphen any word may stand: "gas-only options".
        let behind = at > first && atoms.at(at).glued && atoms.hyphen(at - 1);
        // A verb in -s never follows a number above one: "1,911 votes", "40 calls".
        if at == first && many(atoms, i) && is_noun_too(atoms, at) {
            return Some(Noun { first, head: at });
        }
        let participle = at == first
            && atoms.flag(at, Flags::VERB)
            && atoms.str(at).ends_with("ed")
            && is_plural(atoms, at + 1);
        let entry = atoms.at(at).entry;
        let timed = entry.period.is_some()
            || entry.month.is_some()
            || entry.weekday.is_some()
            || entry.time_word.is_some();
        let numeral = entry.small.is_some() || entry.scale.is_some();
        if !behind && ((atoms.flag(at, Flags::STOP) && !participle) || timed || numeral) {
            return None;
        }
        if is_plural(atoms, at) {
            let modifier = entry.flags.any(Flags::MODIFIER_PLURAL) || atoms.at(at).capital;
            let more =
                atoms.word(at + 1) && is_plural(atoms, at + 1) && !atoms.flag(at + 1, Flags::STOP);
            let hyphen = atoms.hyphen(at + 1) && atoms.at(at + 1).glued && atoms.at(at + 2).glued;
            if !(modifier && more || hyphen) {
                // "three others": whose, the words before say.
                if matches!(atoms.str(at), "others" | "thirds" | "halves") {
                    return None;
                }
                return Some(Noun { first, head: at });
            }
        }
        at += 1;
    }
    None
}

/// Whether the number that ends before `i` is not one.
fn many(atoms: Atoms<'_>, i: usize) -> bool {
    i > 0 && atoms.at(i - 1).entry.small != Some(1) && atoms.str(i - 1) != "1"
}

/// Whether a verb in -s at `i` is as often a noun in the plural: "votes", "calls", but not "says".
fn is_noun_too(atoms: Atoms<'_>, i: usize) -> bool {
    let word = atoms.str(i);
    let verb = atoms.flag(i, Flags::VERB.or(Flags::IRREGULAR_VERB));
    let only = matches!(
        word,
        "says"
            | "goes"
            | "does"
            | "comes"
            | "takes"
            | "gives"
            | "gets"
            | "makes"
            | "becomes"
            | "remains"
            | "includes"
            | "means"
            | "knows"
            | "thinks"
            | "seems"
            | "keeps"
            | "finds"
            | "tells"
            | "writes"
            | "believes"
            | "wants"
            | "puts"
            | "sees"
    );
    verb && word.len() > 4 && word.ends_with('s') && !word.ends_with("ss") && !only
}

/// Past what is no word at `at` but may stand in a phrase from `first`: the hyphen of "first-team players", the number of
/// "Model 3 sedans" and of "250ml bottles".
fn inside(atoms: Atoms<'_>, first: usize, at: usize) -> Option<usize> {
    let joined = at > first && atoms.hyphen(at) && atoms.at(at).glued && atoms.at(at + 1).glued;
    if joined && atoms.word(at + 1) {
        return Some(at + 1);
    }
    let next = atoms.at(at + 1);
    let unit = next.glued && next.kind == Kind::Word && next.end - next.start <= 2;
    if atoms.digits(at) && unit && !atoms.at(at).glued && atoms.word(at + 2) {
        return Some(at + 2);
    }
    let named = at > first && atoms.at(at - 1).capital && !atoms.at(at).glued;
    (atoms.digits(at) && named && next.kind == Kind::Word && !next.glued && !next.capital)
        .then_some(at + 1)
}

/// Whether "and" at `and` joins two words before one noun: neither the word before it nor the one behind is the noun.
fn coordinates(atoms: Atoms<'_>, first: usize, and: usize) -> bool {
    let plain = |at: usize| atoms.word(at) && !atoms.flag(at, Flags::STOP.or(Flags::DETERMINER));
    let before = and > first && plain(and - 1) && !is_plural(atoms, and - 1);
    let lower = atoms.at(and - 1).capital == atoms.at(and + 1).capital;
    before && lower && plain(and + 1) && !is_plural(atoms, and + 1)
}

/// The noun after "one": the last of up to three words that end where a phrase ends.
pub(crate) fn singular(atoms: Atoms<'_>, i: usize) -> Option<Noun> {
    let mut at = i;
    while at < i + 3 && atoms.word(at) {
        let entry = atoms.at(at).entry;
        let timed = entry.period.is_some()
            || entry.month.is_some()
            || entry.weekday.is_some()
            || entry.time_word.is_some();
        let verb = at > i && atoms.str(at).ends_with("ed");
        if entry.flags.any(Flags::STOP)
            || entry.flags.any(Flags::DETERMINER.or(Flags::PLURAL))
            || matches!(
                entry.literal,
                Literal::More | Literal::Less | Literal::Early | Literal::Late
            )
            // "at one point last year", but "one last time"
            || at > i && matches!(entry.literal, Literal::Last | Literal::Next)
            || timed
            || verb
            || entry.small.is_some()
        {
            break;
        }
        at += 1;
    }
    let lower = |at: usize| !atoms.at(at).capital;
    (at > i && lower(at - 1) && !is_plural(atoms, at - 1) && !atoms.str(at - 1).ends_with("ly"))
        .then(|| Noun {
            first: i,
            head: at - 1,
        })
}

fn is_plural(atoms: Atoms<'_>, i: usize) -> bool {
    let flags = atoms.at(i).entry.flags;
    if flags.any(Flags::PLURAL) {
        return true;
    }
    let word = atoms.str(i);
    let change = flags.any(Flags::CHANGE) && !flags.any(Flags::ALSO_NOUN);
    let verb = flags.any(Flags::IRREGULAR_VERB)
        || flags.any(Flags::SINGULAR)
        || flags.any(Flags::AUXILIARY)
        || change;
    word.len() > 3
        && word.ends_with('s')
        && !verb
        && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
        && !atoms.at(i).entry.flags.any(Flags::PREPOSITION)
}

/// Whether the atom at `i` looks like a noun in the plural.
pub(crate) fn looks_plural(atoms: Atoms<'_>, i: usize) -> bool {
    atoms.word(i) && is_plural(atoms, i)
}

/// The singular of a plural, in lower case unless it is a name: "civilians" is "civilian", "Palestinians" is "Palestinian".
pub(crate) fn singular_of(word: &str, name: bool) -> Cow<'static, str> {
    let lower = word.to_lowercase();
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == lower) {
        return Cow::Borrowed(one);
    }
    let stem = if let Some(stem) = lower.strip_suffix("ies") {
        format!("{stem}y")
    } else if let Some(stem) = lower.strip_suffix("men") {
        format!("{stem}man")
    } else if let Some(stem) = lower.strip_suffix("es").filter(|stem| takes_es(stem)) {
        stem.to_owned()
    } else {
        match lower.strip_suffix('s') {
            Some(stem) if !lower.ends_with("ss") && !lower.ends_with("us") => stem.to_owned(),
            _ => lower,
        }
    };
    let keep =
        name && word.starts_with(char::is_uppercase) && word.is_ascii() && stem.len() <= word.len();
    if !keep {
        return stem.into();
    }
    let mut capital = stem;
    capital.replace_range(..1, &word[..1]);
    capital.into()
}

fn takes_es(stem: &str) -> bool {
    [
        "ch", "sh", "x", "ss", "zz", "tus", "rus", "bus", "nus", "ato", "ero", "cho", "cano", "eto",
    ]
    .iter()
    .any(|end| stem.ends_with(end))
}

const IRREGULAR: [(&str, &str); 30] = [
    ("people", "person"),
    ("children", "child"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("geese", "goose"),
    ("mice", "mouse"),
    ("oxen", "ox"),
    ("lives", "life"),
    ("wives", "wife"),
    ("knives", "knife"),
    ("wolves", "wolf"),
    ("leaves", "leaf"),
    ("thieves", "thief"),
    ("halves", "half"),
    ("shelves", "shelf"),
    ("loaves", "loaf"),
    ("crises", "crisis"),
    ("series", "series"),
    ("species", "species"),
    ("criteria", "criterion"),
    ("bacteria", "bacterium"),
    ("movies", "movie"),
    ("zombies", "zombie"),
    ("ties", "tie"),
    ("pies", "pie"),
    ("lies", "lie"),
    ("cookies", "cookie"),
    ("calories", "calorie"),
    ("selfies", "selfie"),
    ("rookies", "rookie"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn singulars() {
        for (many, one) in [
            ("civilians", "civilian"),
            ("countries", "country"),
            ("policemen", "policeman"),
            ("boxes", "box"),
            ("houses", "house"),
            ("viruses", "virus"),
            ("people", "person"),
            ("ties", "tie"),
            ("troops", "troop"),
            ("heroes", "hero"),
            ("cases", "case"),
        ] {
            assert_eq!(singular_of(many, false), one);
        }
        assert_eq!(singular_of("Palestinians", true), "Palestinian");
    }
}
