//! Money: which currency stands beside an amount, and which others it may be.

use crate::atoms::{Atoms, Kind};
use crate::currencies::{Code, Codes, Currencies, Money};
use crate::lexicon::Flags;
use crate::literal::Literal;
use presswork_annotations::{Unit, UnitKind};
use rust_decimal::Decimal;

/// The most other readings that a sum keeps.
const OTHERS: usize = 5;

/// ISO 4217 codes that are words or usual abbreviations as well.
const WORDS: [&str; 15] = [
    "ALL", "TOP", "TRY", "CUP", "COP", "SOS", "PEN", "GEL", "MAD", "BOB", "AMD", "ANG", "MOP",
    "STD", "BAM",
];

/// What an amount of money is counted in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Currency {
    pub(crate) code: &'static str,
    /// Other currencies that it may be.
    pub(crate) others: Vec<&'static str>,
    /// Whether the amount counts hundredths: cents, pence.
    pub(crate) minor: bool,
    /// Whether the amount counts millions: MUSD, MEUR.
    pub(crate) millions: bool,
}

impl Currency {
    /// The currency that `code` names, and no other.
    fn of(code: &'static str) -> Self {
        Self {
            code,
            others: Vec::new(),
            minor: false,
            millions: false,
        }
    }

    /// Its hundredth: cents, pence.
    fn cents(self) -> Self {
        Self {
            minor: true,
            ..self
        }
    }

    pub(crate) fn unit(&self) -> Unit {
        money(self.code)
    }

    /// What the number is multiplied with.
    pub(crate) fn factor(&self) -> Decimal {
        match (self.minor, self.millions) {
            (true, _) => Decimal::new(1, 2),
            (_, true) => Decimal::from(1_000_000),
            _ => Decimal::ONE,
        }
    }
}

pub(crate) fn money(code: &'static str) -> Unit {
    Unit {
        kind: UnitKind::Money,
        code: code.into(),
    }
}

/// Reads currencies where the countries in `near` are mentioned.
#[derive(Clone, Copy)]
pub(crate) struct Purse<'a> {
    pub(crate) currencies: &'a Currencies,
    pub(crate) near: Codes,
}

impl Purse<'_> {
    /// The currency that starts at `i`, ahead of an amount, and the atom after it: "$", "US$", "Rs", "EUR".
    pub(crate) fn ahead(&self, atoms: Atoms<'_>, i: usize) -> Option<(Currency, usize)> {
        match atoms.at(i).kind {
            Kind::Sign(sign) => {
                let money = self.currencies.sign(sign)?;
                // "$A5 million", "$US 5 million"
                let letters = atoms.at(i + 1);
                if letters.glued
                    && letters.capital
                    && atoms.digits(i + 2)
                    && atoms.width(i + 1) <= 3
                {
                    return Some((self.keyed(atoms.str(i + 1), sign)?, i + 2));
                }
                Some((self.choose(money, nation_before(atoms, i)), i + 1))
            }
            Kind::Word => {
                let word = atoms.str(i);
                if let Kind::Sign(sign @ ('$' | '£')) = atoms.at(i + 1).kind {
                    return self.joined(atoms, i, sign);
                }
                let stop = usize::from(atoms.sign(i + 1, '.') && atoms.at(i + 1).glued);
                let end = i + 1 + stop;
                let before = atoms.before(i).kind;
                let inside = atoms.at(i).glued
                    && (matches!(before, Kind::Word | Kind::Digits) || atoms.hyphen(i - 1));
                if !atoms.digits(end) || inside {
                    return None;
                }
                // "N1.4 trillion", but the road N11
                let scaled = (end + 1..end + 4)
                    .any(|at| atoms.at(at).entry.scale.is_some() || atoms.sign(at, ','));
                let single = word.len() == 1 && (!atoms.at(end).glued || word == "N" && !scaled);
                if let Some(money) = self.currencies.prefix(word).filter(|_| !single) {
                    return Some((self.choose(money, None), end));
                }
                if let Some(money) = self.spelled(atoms, i) {
                    return Some((self.choose(money, nation_before(atoms, i)), end));
                }
                let code = iso(word)
                    .filter(|code| stop == 0 && (atoms.at(end).glued || !WORDS.contains(code)));
                let currency = code.map(Currency::of).or_else(|| millions(word))?;
                Some((currency, end))
            }
            _ => None,
        }
    }

    /// "US$", "C$", "HK $", "usd$": letters that make a sign one country's.
    fn joined(&self, atoms: Atoms<'_>, i: usize, sign: char) -> Option<(Currency, usize)> {
        let word = atoms.str(i);
        if atoms.at(i).glued || word.len() > 4 {
            return None;
        }
        // "a $ 5 million loan", "told us $ 5 million": a letter or a pronoun apart is no prefix.
        let apart = !atoms.at(i + 1).glued;
        let before = atoms.before(i).entry;
        let led = before.flags.any(Flags::DETERMINER) || before.literal == Literal::S;
        let fits = match word {
            "C" | "c" | "R" => true,
            "us" => led,
            _ => word.len() > 1 && atoms.at(i).entry.literal == Literal::None,
        };
        let lower = word.starts_with(|c: char| c.is_ascii_lowercase());
        if apart && !fits || lower && !apart && word.len() == 1 && word != "c" {
            return None;
        }
        if matches!(word, "U.S" | "U.S." | "u.s" | "u.s.") {
            return Some((Currency::of("USD"), i + 2));
        }
        let capitals = word.to_ascii_uppercase();
        let currency = self
            .keyed(word, sign)
            .or_else(|| self.keyed(&capitals, sign))
            .or_else(|| iso(&capitals).map(Currency::of))?;
        Some((currency, i + 2))
    }

    fn keyed(&self, letters: &str, sign: char) -> Option<Currency> {
        let mut key = String::with_capacity(letters.len() + 2);
        key.push_str(letters);
        key.push(sign);
        Some(self.choose(self.currencies.prefix(&key)?, None))
    }

    /// The name of a currency at `i`, ahead of its amount: "Rupees 500", "Naira 5bn", but not "the dollar 2 percent".
    fn spelled(&self, atoms: Atoms<'_>, i: usize) -> Option<&Money> {
        let plural = atoms.str(i).ends_with('s');
        let scaled = (i + 2..i + 5).any(|at| {
            atoms
                .at(at)
                .entry
                .scale
                .is_some_and(|scale| scale > 2 && atoms.word(at))
        });
        let before = atoms.before(i);
        let counted = before.kind == Kind::Digits
            || before.entry.small.is_some()
            || before.entry.scale.is_some()
            || before.entry.flags.any(Flags::DETERMINER);
        let money = self.currencies.word(atoms.str(i))?;
        (!money.common && !money.minor && (plural || scaled) && !counted).then_some(money)
    }

    /// The currency at `i`, behind an amount, and the atom after it: "euros", "Iraqi dinars", "USD", "€".
    pub(crate) fn behind(&self, atoms: Atoms<'_>, i: usize) -> Option<(Currency, usize)> {
        if let Kind::Sign(sign) = atoms.at(i).kind {
            let money = self.currencies.sign(sign)?;
            // In "5 $30" the sign belongs to what follows.
            let next = atoms.digits(i + 1) && atoms.at(i + 1).glued;
            return (!next).then(|| (self.choose(money, None), i + 1));
        }
        let mut at = i;
        let mut nation = None;
        while at < i + 3 && atoms.word(at) {
            let entry = atoms.at(at).entry;
            // "10 us dollars", where no word has a capital
            if atoms.str(at) == "us"
                && at == i
                && let Some(money) = self.currencies.word(atoms.str(at + 1))
                && self.currencies.is_dollar(money)
            {
                return Some((Currency::of("USD"), at + 2));
            }
            if atoms.at(at).glued && atoms.str(at) == "p" && at == i {
                return pence(atoms, i);
            }
            // In "3 USD50 cards" the code belongs to what follows.
            if atoms.digits(at + 1) && atoms.at(at + 1).glued {
                break;
            }
            if let Some(money) = self.currencies.word(atoms.str(at)) {
                return self.word(atoms, at, money, nation);
            }
            let part_of_name = matches!(
                atoms.str(at),
                "Hong" | "New" | "Sri" | "South" | "North" | "West" | "old" | "new" | "East"
            );
            if entry.nation.is_none() && !part_of_name {
                break;
            }
            nation = entry.nation.or(nation);
            at += 1;
        }
        if at > i {
            return None;
        }
        let next = atoms.digits(i + 1) && atoms.at(i + 1).glued;
        let code = iso(atoms.str(i)).filter(|code| !next && !WORDS.contains(code));
        let currency = code.map(Currency::of).or_else(|| millions(atoms.str(i)))?;
        Some((currency, i + 1))
    }

    fn word(
        &self,
        atoms: Atoms<'_>,
        i: usize,
        money: &Money,
        nation: Option<Code>,
    ) -> Option<(Currency, usize)> {
        let placed = money
            .codes
            .iter()
            .any(|code| nation == Some(*code) || self.near.has(*code));
        // "won" and "marks" are money only beside their country.
        // So is a sum as large as this: "3.2 trillion won ($2.7 billion)", but not "5 million won the draw".
        let next = atoms.at(i + 1);
        let closed = next.kind != Kind::Word || next.entry.flags.any(Flags::PREPOSITION);
        let large = i > 0 && atoms.at(i - 1).entry.scale.is_some_and(|scale| scale > 2);
        if money.common && !placed && !(large && closed) {
            return None;
        }
        let mut end = i + 1;
        let mut currency = self.choose(money, nation);
        if atoms.str(end) == "sterling" {
            currency = Currency {
                minor: currency.minor,
                ..Currency::of("GBP")
            };
            end += 1;
        }
        Some((currency, end))
    }

    /// Whether the country of the pound sterling is mentioned nearby.
    pub(crate) fn sterling_near(&self) -> bool {
        let pound = self.currencies.word("pounds");
        pound.is_some_and(|pound| pound.codes.iter().any(|code| self.near.has(*code)))
    }

    /// The likeliest currency and the others, given the nation beside the word and those nearby.
    fn choose(&self, money: &Money, nation: Option<Code>) -> Currency {
        let name = |code: Code| self.currencies.name(code);
        if let Some(code) = nation.filter(|nation| money.codes.contains(nation)) {
            return Currency {
                minor: money.minor,
                ..Currency::of(name(code))
            };
        }
        let home = money.codes[0];
        let near: Vec<Code> = money
            .codes
            .iter()
            .copied()
            .filter(|code| self.near.has(*code))
            .collect();
        // A bare dollar is what the settings say; other words are their neighbours' first.
        let dollar = self.currencies.is_dollar(money);
        let first = if dollar || near.is_empty() {
            home
        } else {
            near[0]
        };
        let rest: Vec<Code> = if near.is_empty() {
            if money.guess {
                money.codes.clone()
            } else {
                Vec::new()
            }
        } else if near.contains(&home) || money.guess {
            near
        } else {
            near.into_iter().chain([home]).collect()
        };
        let others = rest
            .into_iter()
            .filter(|code| *code != first)
            .take(OTHERS)
            .map(name)
            .collect();
        Currency {
            code: name(first),
            others,
            minor: money.minor,
            millions: false,
        }
    }
}

/// The ISO 4217 code that `word` is.
fn iso(word: &str) -> Option<&'static str> {
    let capitals = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    capitals
        .then(|| iso_currency::Currency::from_code(word))
        .flatten()
        .map(|currency| currency.code())
}

/// A currency whose amounts are in millions: "MUSD", "MEUR".
fn millions(word: &str) -> Option<Currency> {
    let code = word.strip_prefix('M').and_then(iso)?;
    Some(Currency {
        millions: true,
        ..Currency::of(code)
    })
}

/// "164p", but not "1080p".
fn pence(atoms: Atoms<'_>, i: usize) -> Option<(Currency, usize)> {
    let picture = ["480", "720", "1080", "1440", "2160"].contains(&atoms.str(i.checked_sub(1)?));
    (!picture).then(|| (Currency::of("GBP").cents(), i + 1))
}

/// The nation named right before a sign: "Canadian $5m".
fn nation_before(atoms: Atoms<'_>, i: usize) -> Option<Code> {
    i.checked_sub(1)
        .and_then(|before| atoms.at(before).entry.nation)
}
