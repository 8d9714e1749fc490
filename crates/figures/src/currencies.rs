//! Currencies: the words, signs and prefixes for them, and whose they may be, read once from `data/currencies.txt`.

use rustc_hash::FxHashMap;

/// A currency by its place in [`Currencies::codes`].
pub(crate) type Code = u8;

/// A set of currencies: those whose countries are mentioned nearby.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Codes(u128, u128);

impl Codes {
    pub(crate) fn add(&mut self, code: Code) {
        if code < 128 {
            self.0 |= 1 << code;
        } else {
            self.1 |= 1 << (code - 128);
        }
    }

    pub(crate) fn has(self, code: Code) -> bool {
        if code < 128 {
            self.0 >> code & 1 == 1
        } else {
            self.1 >> (code - 128) & 1 == 1
        }
    }

    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0, self.1 | other.1)
    }
}

/// What a word or sign for money may mean.
#[derive(Clone, Debug)]
pub(crate) struct Money {
    /// The likeliest first; at least one.
    pub(crate) codes: Vec<Code>,
    /// Whether even the likeliest is a guess.
    pub(crate) guess: bool,
    /// Whether it counts hundredths: cents, pence.
    pub(crate) minor: bool,
    /// Whether it is also a common English word ("won") or a number's neighbour by chance ("marks").
    pub(crate) common: bool,
}

/// The tables of currencies.
pub(crate) struct Currencies {
    codes: Vec<&'static str>,
    words: FxHashMap<&'static str, Money>,
    prefixes: FxHashMap<&'static str, Money>,
    signs: Vec<(char, Money)>,
    nations: Vec<(&'static str, Code)>,
    dollar: Money,
}

/// Units of account that are common words as well.
const COMMON: [&str; 12] = [
    "won", "mark", "marks", "real", "kip", "sol", "soles", "som", "soms", "lek", "punt", "crown",
];

impl Currencies {
    /// Reads the tables. A bare `$` means `dollar`, an ISO 4217 code.
    pub(crate) fn new(dollar: &'static str) -> Result<Self, String> {
        let mut read = Self {
            codes: vec![dollar],
            words: FxHashMap::default(),
            prefixes: FxHashMap::default(),
            signs: Vec::new(),
            nations: Vec::new(),
            dollar: Money {
                codes: vec![0],
                guess: false,
                minor: false,
                common: false,
            },
        };
        for (number, line) in include_str!("../data/currencies.txt").lines().enumerate() {
            if !line.is_empty() && !line.starts_with('#') {
                let wrong = || {
                    format!(
                        "data/currencies.txt, line {}: `{line}` is no `kind CODES: words`",
                        number + 1
                    )
                };
                read.line(line, dollar).ok_or_else(wrong)?;
            }
        }
        let dollars = read
            .words
            .get("dollar")
            .ok_or("data/currencies.txt has no `dollar`")?;
        read.dollar = dollars.clone();
        Ok(read)
    }

    fn line(&mut self, line: &'static str, dollar: &'static str) -> Option<()> {
        let (head, list) = line.split_once(':')?;
        let (kind, codes) = head.split_once(' ')?;
        let guess = codes.ends_with('?');
        let names: Vec<_> = codes.trim_end_matches([' ', '?']).split(' ').collect();
        let mut codes: Vec<Code> = Vec::new();
        // What a dollar is where nobody says is a setting, and the likeliest of its kind.
        if list
            .split_whitespace()
            .any(|word| word == "dollar" || word == "cent")
        {
            codes.push(self.code(dollar)?);
        }
        for name in names {
            let code = self.code(name)?;
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        let minor = kind == "minor";
        for word in list.split_whitespace() {
            let money = Money {
                codes: codes.clone(),
                guess,
                minor,
                common: COMMON.contains(&word),
            };
            match kind {
                "word" | "minor" => {
                    self.words.insert(word, money);
                }
                "prefix" => {
                    self.prefixes.insert(word, money);
                }
                "sign" => self.signs.push((word.chars().next()?, money)),
                "nation" => self.nations.push((word, codes[0])),
                _ => return None,
            }
        }
        Some(())
    }

    fn code(&mut self, name: &'static str) -> Option<Code> {
        let known = self.codes.iter().position(|code| *code == name);
        let place = known.unwrap_or_else(|| {
            self.codes.push(name);
            self.codes.len() - 1
        });
        Code::try_from(place).ok()
    }

    /// The ISO 4217 code at `code`.
    pub(crate) fn name(&self, code: Code) -> &'static str {
        self.codes[usize::from(code)]
    }

    /// Words for nations with their currencies.
    pub(crate) fn nations(&self) -> impl Iterator<Item = (&'static str, Code)> {
        self.nations.iter().copied()
    }

    /// What `word` means behind an amount: "dollars", "dinars".
    pub(crate) fn word(&self, word: &str) -> Option<&Money> {
        if word.len() > 12 {
            return None;
        }
        self.words.get(word).or_else(|| {
            let lower = word.to_ascii_lowercase();
            self.words.get(lower.as_str())
        })
    }

    /// What `word` means ahead of an amount, its case as it is: "Rs", "RM", "C$".
    pub(crate) fn prefix(&self, word: &str) -> Option<&Money> {
        self.prefixes.get(word)
    }

    /// Whether `money` is what a bare `$` or "dollars" means.
    pub(crate) fn is_dollar(&self, money: &Money) -> bool {
        money.codes == self.dollar.codes
    }

    /// What a sign means, on either side of an amount.
    pub(crate) fn sign(&self, sign: char) -> Option<&Money> {
        if sign == '$' || sign == '＄' {
            return Some(&self.dollar);
        }
        self.signs
            .iter()
            .find(|(known, _)| *known == sign)
            .map(|(_, money)| money)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read() {
        let currencies = Currencies::new("CAD").unwrap();
        let dollar = currencies.sign('$').unwrap();
        assert_eq!(currencies.name(dollar.codes[0]), "CAD");
        assert!(dollar.codes.len() > 10);
        assert_eq!(
            currencies.name(currencies.word("dinars").unwrap().codes[0]),
            "IQD"
        );
        assert!(currencies.word("dinars").unwrap().guess);
        assert_eq!(
            currencies.name(currencies.prefix("Rs").unwrap().codes[0]),
            "INR"
        );
    }
}
