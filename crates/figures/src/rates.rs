//! Rates: what an amount is per, behind its unit: "a day", "per cubic metre", "/h", "per 1,000 litres", "an ounce".

use crate::atoms::{Atoms, Kind};
use crate::lexicon::{Flags, Period, TimeWord};
use crate::literal::Literal;
use crate::nouns;
use crate::number;
use crate::units::{Units, exponent, period};

/// What an amount is per.
pub(crate) struct Per {
    /// What stands behind the stroke of a UCUM code: `h`, `m3`, `(10*3.m3)`, `{share}`.
    pub(crate) code: String,
    /// The atom after its last.
    pub(crate) end: usize,
}

/// How a rate is told.
#[derive(Clone, Copy, PartialEq)]
enum Told {
    /// "per hour", "/h", "for each tonne": any unit.
    Per,
    /// "a day": an article, which may begin something else.
    Article,
    /// "each year"
    Each,
}

impl Units {
    /// What a measure is per that ends before `i`: "per hour", "/h", "a day", "-a-day".
    pub(crate) fn per(&self, atoms: Atoms<'_>, i: usize) -> Option<Per> {
        match told(atoms, i)? {
            (Told::Each, _) => None,
            (told, next) => self.unit_of_rate(atoms, next, told == Told::Per),
        }
    }

    /// What a sum of money is per that ends before `i`: what a measure may be per, and "a barrel", "a share", "per passenger",
    /// "per 1,000 cubic metres", "each year", "annually".
    pub(crate) fn sum_per(&self, atoms: Atoms<'_>, i: usize) -> Option<Per> {
        let Some((told, next)) = told(atoms, i) else {
            return adverb(atoms, i);
        };
        let timed = atoms.at(next).entry.period.is_some();
        let mut per = match told {
            Told::Each => period_of_rate(atoms, next),
            Told::Article if timed => period_of_rate(atoms, next),
            Told::Article => self
                .unit_of_rate(atoms, next, atoms.width(next) > 2)
                .or_else(|| one(atoms, next).filter(|_| by_the_piece(atoms, next))),
            Told::Per => self
                .unit_of_rate(atoms, next, true)
                .or_else(|| self.round(atoms, next))
                .or_else(|| one(atoms, next)),
        }?;
        if told != Told::Per && !ends(atoms, per.end) {
            return None;
        }
        // UCUM has a product behind a stroke in brackets.
        if per.code.contains('.') && !per.code.starts_with('(') {
            per.code = format!("({})", per.code);
        }
        Some(per)
    }

    /// The unit at `i`: a stretch of time, or `any`.
    fn unit_of_rate(&self, atoms: Atoms<'_>, i: usize, any: bool) -> Option<Per> {
        let several = match atoms.at(i).entry.literal {
            Literal::Square => self.raised(atoms, i, '2'),
            Literal::Cubic => self.raised(atoms, i, '3'),
            _ if any => self.two_words(atoms, i),
            _ => None,
        };
        if let Some(unit) = several {
            let (code, end) = (unit.code.into_owned(), unit.end);
            return Some(Per { code, end });
        }
        let code = atoms
            .at(i)
            .entry
            .period
            .and_then(period)
            .or_else(|| match atoms.str(i) {
                "h" => Some("h"),
                "s" => Some("s"),
                "d" => Some("d"),
                // Behind a number it may be money.
                "pound" if any => Some("[lb_av]"),
                word if any => self.code(word),
                _ => None,
            })?;
        let (power, end) = match exponent(atoms, i + 1) {
            Some((power, end)) => (power.to_string(), end),
            None => (String::new(), i + 1),
        };
        let code = format!("{code}{power}");
        Some(Per { code, end })
    }

    /// "1,000 cubic metres", "100,000 people", "million tonnes": a power of ten of a unit.
    fn round(&self, atoms: Atoms<'_>, i: usize) -> Option<Per> {
        let (value, at) = if let Some(zeros) = atoms.at(i).entry.scale {
            (number::power(zeros), i + 1)
        } else {
            let number = number::read(atoms, i)?.ok()?;
            (number.value, number.end)
        };
        let zeros = number::zeros(value)?;
        let unit = self.unit_of_rate(atoms, at, true).or_else(|| {
            let plural = nouns::looks_plural(atoms, at);
            one(atoms, at).filter(|_| plural)
        })?;
        Some(Per {
            code: format!("10*{zeros}.{}", unit.code),
            end: unit.end,
        })
    }
}

/// How a rate at `i` is told, and the atom at which what it is per begins.
fn told(atoms: Atoms<'_>, i: usize) -> Option<(Told, usize)> {
    let hyphened = atoms.past_hyphen(i);
    let told = match atoms.at(hyphened).kind {
        Kind::Sign('/') if atoms.at(i).glued => return Some((Told::Per, i + 1)),
        Kind::Word => match atoms.at(hyphened).entry.literal {
            Literal::Per => Told::Per,
            Literal::A => Told::Article,
            Literal::Every => Told::Each,
            Literal::For | Literal::On if atoms.is(i + 1, Literal::Every) => {
                return Some((Told::Per, i + 2));
            }
            _ => return None,
        },
        _ => return None,
    };
    let next = hyphened + 1;
    let next = if hyphened > i {
        atoms.past_hyphen(next)
    } else {
        next
    };
    Some((told, next))
}

fn period_of_rate(atoms: Atoms<'_>, i: usize) -> Option<Per> {
    let code = match atoms.at(i).entry.period? {
        // "paid $500 a second time"
        Period::Second => return None,
        Period::Fortnight => "(2.wk)",
        Period::Quarter => "(3.mo)",
        other => period(other)?,
    };
    Some(Per {
        code: code.to_owned(),
        end: i + 1,
    })
}

/// "annually": "a year" in one word.
fn adverb(atoms: Atoms<'_>, i: usize) -> Option<Per> {
    let code = match atoms.at(i).entry.time_word? {
        TimeWord::Yearly => "a",
        TimeWord::Monthly => "mo",
        TimeWord::Weekly => "wk",
        TimeWord::Daily => "d",
        TimeWord::Hourly => "h",
        _ => return None,
    };
    // In "$5 monthly fees" the fee is monthly.
    let noun = atoms.word(i + 1) && !atoms.flag(i + 1, Flags::STOP);
    (!noun).then(|| Per {
        code: code.to_owned(),
        end: i + 1,
    })
}

/// One of what the noun at `i` tells: `{share}`.
fn one(atoms: Atoms<'_>, i: usize) -> Option<Per> {
    let entry = atoms.at(i).entry;
    let noun = atoms.word(i)
        && !atoms.at(i).capital
        && !entry.flags.any(Flags::STOP.or(Flags::DETERMINER))
        && entry.small.is_none()
        && entry.scale.is_none();
    noun.then(|| Per {
        code: format!("{{{}}}", nouns::singular_of(atoms.str(i), false)),
        end: i + 1,
    })
}

/// Whether the noun at `i`, behind a sum and an article, is what is sold: "$40 a head in May", "40 dollars a vial, and".
fn by_the_piece(atoms: Atoms<'_>, i: usize) -> bool {
    const PIECES: [&str; 32] = [
        "share",
        "head",
        "person",
        "piece",
        "night",
        "dozen",
        "unit",
        "bottle",
        "copy",
        "ticket",
        "seat",
        "plate",
        "student",
        "pupil",
        "family",
        "household",
        "word",
        "page",
        "vote",
        "room",
        "game",
        "episode",
        "trip",
        "visit",
        "shot",
        "dose",
        "pill",
        "pack",
        "bag",
        "box",
        "pair",
        "shift",
    ];
    let closed = matches!(atoms.at(i + 1).kind, Kind::Sign(',' | '.' | ';' | ')'));
    closed || PIECES.contains(&atoms.str(i))
}

/// Whether a rate told with an article ends before `i`, and is no "$1.2 billion a year earlier", "a month-long", "a month's".
fn ends(atoms: Atoms<'_>, i: usize) -> bool {
    const ON: [&str; 14] = [
        "earlier",
        "later",
        "ago",
        "before",
        "after",
        "previously",
        "prior",
        "away",
        "ahead",
        "hence",
        "old",
        "or",
        "of",
        "long",
    ];
    let possessive = atoms.at(i).glued && matches!(atoms.at(i).kind, Kind::Sign('\'' | '’'));
    let joined = atoms.past_hyphen(i) > i;
    !(ON.contains(&atoms.str(i)) || possessive || joined)
}
