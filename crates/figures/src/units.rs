//! Measures: units behind a number, as UCUM codes, with rates such as "barrels a day".

use crate::atoms::{Atoms, Kind};
use crate::lexicon::{Flags, Period};
use crate::literal::Literal;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// The tables of units.
pub(crate) struct Units {
    words: FxHashMap<&'static str, &'static str>,
    symbols: FxHashMap<&'static str, &'static str>,
}

/// A unit behind a number.
#[derive(Clone, Debug)]
pub(crate) struct Measure {
    pub(crate) code: Cow<'static, str>,
    /// Other codes that the words may mean.
    pub(crate) others: &'static [&'static str],
    /// The atom after its last.
    pub(crate) end: usize,
}

impl Measure {
    fn plain(code: &'static str, end: usize) -> Self {
        let others = others(code);
        Self {
            code: code.into(),
            others,
            end,
        }
    }

    fn raised(code: &'static str, exponent: char, end: usize) -> Self {
        Self {
            code: format!("{code}{exponent}").into(),
            others: &[],
            end,
        }
    }
}

impl Units {
    /// Reads the tables.
    pub(crate) fn new() -> Result<Self, String> {
        let mut read = Self {
            words: FxHashMap::default(),
            symbols: FxHashMap::default(),
        };
        for (number, line) in include_str!("../data/units.txt").lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = || {
                format!(
                    "data/units.txt, line {}: `{line}` is no `kind CODE: words`",
                    number + 1
                )
            };
            let (head, list) = line.split_once(": ").ok_or_else(wrong)?;
            let (kind, code) = head.split_once(' ').ok_or_else(wrong)?;
            let table = match kind {
                "word" => &mut read.words,
                "symbol" => &mut read.symbols,
                _ => return Err(wrong()),
            };
            table.extend(list.split_whitespace().map(|word| (word, code)));
        }
        Ok(read)
    }

    /// Reads the unit at `i`, which stands behind a number.
    pub(crate) fn read(&self, atoms: Atoms<'_>, i: usize) -> Option<Measure> {
        if matches!(atoms.at(i).kind, Kind::Sign('°' | 'º' | '˚')) || atoms.is(i, Literal::Degree)
        {
            return Some(degrees(atoms, i));
        }
        let measure = self.base(atoms, i).or_else(|| self.bracketed(atoms, i))?;
        Some(self.rate(atoms, measure))
    }

    /// The end of the unit `code` at `i`, the smaller of two: the inches in "5 feet 2 inches".
    pub(crate) fn small(&self, atoms: Atoms<'_>, i: usize, code: &str) -> Option<usize> {
        if code == "[in_i]" && matches!(atoms.str(i), "in" | "\"" | "″" | "”") {
            return Some(i + 1);
        }
        let unit = self.code(atoms.str(i)).filter(|_| atoms.word(i))?;
        // Pounds of weight and of money are one word.
        let pounds = code == "[lb_av]" && matches!(atoms.str(i), "pound" | "pounds");
        (unit == code || pounds).then_some(i + 1)
    }

    /// "20 (kg)", "20 [kg]"
    fn bracketed(&self, atoms: Atoms<'_>, i: usize) -> Option<Measure> {
        let Kind::Sign(open @ ('(' | '[' | '{' | '<')) = atoms.at(i).kind else {
            return None;
        };
        let close = match open {
            '(' => ')',
            '[' => ']',
            '{' => '}',
            _ => '>',
        };
        let code = self.code(atoms.str(i + 1)).filter(|_| atoms.word(i + 1))?;
        let shut = atoms.sign(i + 2, close) && atoms.at(i + 1).glued && atoms.at(i + 2).glued;
        shut.then(|| Measure::plain(code, i + 3))
    }

    fn base(&self, atoms: Atoms<'_>, i: usize) -> Option<Measure> {
        match atoms.at(i).kind {
            Kind::Word => {}
            Kind::Sign('℃') => return Some(Measure::plain("Cel", i + 1)),
            Kind::Sign('℉') => return Some(Measure::plain("[degF]", i + 1)),
            Kind::Sign('"' | '″') => return inch_sign(atoms, i),
            Kind::Sign('\'' | '′' | '’') => return foot_sign(atoms, i),
            _ => return None,
        }
        let word = atoms.str(i);
        match atoms.at(i).entry.literal {
            Literal::Square => return self.raised(atoms, i, '2'),
            Literal::Cubic => return self.raised(atoms, i, '3'),
            Literal::In => return inches(atoms, i),
            _ => {}
        }
        if let Some(measure) = self.two_words(atoms, i) {
            return Some(measure);
        }
        let code = self.code(word).or_else(|| letter(atoms, i))?;
        if let Some((exponent, end)) = exponent(atoms, i + 1) {
            return Some(Measure::raised(code, exponent, end));
        }
        // A letter alone is a unit only where nothing else is joined to it.
        let next = atoms.at(i + 1);
        let joined = next.glued && matches!(next.kind, Kind::Word | Kind::Digits);
        (!joined || word.len() > 1).then(|| Measure::plain(code, i + 1))
    }

    /// "metric tons", "light years", "terawatt-hours", "parts per million", "b/d"
    pub(crate) fn two_words(&self, atoms: Atoms<'_>, i: usize) -> Option<Measure> {
        let word = atoms.str(i);
        let next = atoms.past_hyphen(i + 1);
        if matches!(word, "parts" | "part") && atoms.is(i + 1, Literal::Per) {
            let code = match atoms.at(i + 2).entry.scale? {
                6 => "[ppm]",
                9 => "[ppb]",
                12 => "[pptr]",
                _ => return None,
            };
            return Some(Measure::plain(code, i + 3));
        }
        if word == "b" && atoms.sign(i + 1, '/') && atoms.str(i + 2) == "d" {
            return Some(Measure::plain("[bbl_us]/d", i + 3));
        }
        if word == "British" && atoms.str(i + 1) == "thermal" {
            let code = self.word(&format!("british_thermal_{}", atoms.str(i + 2)))?;
            return Some(Measure::plain(code, i + 3));
        }
        let first = matches!(
            word,
            "metric" | "nautical" | "short" | "long" | "troy" | "light"
        );
        let hours = matches!(atoms.str(next), "hour" | "hours") && word.ends_with("watt");
        if !(first || hours) || !atoms.word(next) {
            return None;
        }
        let code = self.word(&format!("{word}_{}", atoms.str(next)))?;
        Some(Measure::plain(code, next + 1))
    }

    /// "square kilometres", "sq. ft", "cubic-metre".
    pub(crate) fn raised(&self, atoms: Atoms<'_>, i: usize, exponent: char) -> Option<Measure> {
        let next = i + 1 + usize::from(atoms.sign(i + 1, '.') && atoms.at(i + 1).glued);
        let next = atoms.past_hyphen(next);
        let code = self.code(atoms.str(next))?;
        Some(Measure::raised(code, exponent, next + 1))
    }

    pub(crate) fn code(&self, word: &str) -> Option<&'static str> {
        self.symbols.get(word).copied().or_else(|| self.word(word))
    }

    fn word(&self, word: &str) -> Option<&'static str> {
        if word.len() > 24 {
            return None;
        }
        self.words.get(word).copied().or_else(|| {
            let lower = word.to_lowercase();
            self.words.get(lower.as_str()).copied()
        })
    }

    /// Adds "per hour", "/h", "a day", "-a-day" to a unit.
    fn rate(&self, atoms: Atoms<'_>, mut measure: Measure) -> Measure {
        if let Some(per) = self.per(atoms, measure.end) {
            measure.code = format!("{}/{}", measure.code, per.code).into();
            measure.end = per.end;
        }
        measure
    }
}

/// The end of an age at `i`, with the unit in which it is counted: "years old", "-month-old", "years of age", "yo".
pub(crate) fn age(atoms: Atoms<'_>, i: usize) -> Option<Measure> {
    if matches!(atoms.str(i), "yo" | "y.o." | "y.o") {
        return Some(Measure::plain("a", i + 1));
    }
    let code = atoms.at(i).entry.period.and_then(period)?;
    let old = atoms.past_hyphen(i + 1);
    if atoms.is(old, Literal::Old) {
        return Some(Measure::plain(code, old + 1));
    }
    let of = atoms.is(i + 1, Literal::Of) && atoms.str(i + 2) == "age";
    of.then(|| Measure::plain(code, i + 3))
}

/// A capital that is a unit only where the sentence says so: "2.5 F" beside "capacitor", "104F" beside "temperature", "0.5 R"
/// beside "exposure", and the ampere ahead of a stroke, "1.3 A/cm2".
fn letter(atoms: Atoms<'_>, i: usize) -> Option<&'static str> {
    const HEAT: [&str; 12] = [
        "temperature",
        "temperatures",
        "fever",
        "heat",
        "weather",
        "degrees",
        "oven",
        "celsius",
        "fahrenheit",
        "boil",
        "boils",
        "forecast",
    ];
    let near = |words: &[&str]| (0..atoms.len()).any(|at| words.contains(&atoms.str(at)));
    let minus =
        |at: usize| matches!(atoms.at(at).kind, Kind::Sign('-' | '−')) && !atoms.at(at).glued;
    let below_zero = i > 1 && atoms.digits(i - 1) && minus(i - 2);
    let next = atoms.at(i + 1);
    let stroke = next.glued && next.kind == Kind::Sign('/');
    // "a 2C rise", "the 1.5C target"
    let joined = atoms.at(i).glued && atoms.digits(i.wrapping_sub(1));
    let rise = [
        "rise",
        "warming",
        "increase",
        "target",
        "limit",
        "goal",
        "mark",
        "threshold",
        "heat",
        "days",
        "above",
    ];
    let warm = joined && (rise.contains(&atoms.str(i + 1)) || atoms.sign(i.wrapping_sub(2), '.'));
    if warm && atoms.str(i) == "C" {
        return Some("Cel");
    }
    // "5 F Street", "2 C batteries"
    if next.kind == Kind::Word
        && !next.entry.flags.any(Flags::STOP)
        && !atoms.is(i + 1, Literal::Per)
    {
        return None;
    }
    match atoms.str(i) {
        "A" => stroke.then_some("A"),
        _ if stroke => None,
        "F" if near(&["capacitor", "capacitors", "capacitance"]) => Some("F"),
        "F" => (near(&HEAT) || below_zero).then_some("[degF]"),
        "C" => (near(&HEAT) || below_zero).then_some("Cel"),
        "R" => near(&["exposure", "radiation", "dose", "radiologist"]).then_some("R"),
        _ => None,
    }
}

/// An exponent at `i`, right behind a unit, and the atom after it: `²`, `2`, `^3`, "squared".
pub(crate) fn exponent(atoms: Atoms<'_>, i: usize) -> Option<(char, usize)> {
    let digit = |i: usize| match atoms.str(i) {
        "2" => Some('2'),
        "3" => Some('3'),
        _ => None,
    };
    let after = atoms.at(i + 1);
    let ends = !(after.glued && matches!(after.kind, Kind::Word | Kind::Digits));
    match atoms.at(i).kind {
        Kind::Word if atoms.str(i) == "squared" => Some(('2', i + 1)),
        Kind::Word if atoms.str(i) == "cubed" => Some(('3', i + 1)),
        _ if !atoms.at(i).glued => None,
        Kind::Sign('²') => Some(('2', i + 1)),
        Kind::Sign('³') => Some(('3', i + 1)),
        Kind::Sign('^') => digit(i + 1).map(|exponent| (exponent, i + 2)),
        Kind::Digits if ends => digit(i).map(|exponent| (exponent, i + 1)),
        _ => None,
    }
}

/// "in" is inches where nothing follows or a word for a size does.
fn inches(atoms: Atoms<'_>, i: usize) -> Option<Measure> {
    let closed = matches!(atoms.at(i + 1).kind, Kind::Sign('.' | ')' | ',' | '\n'));
    let sized = SIZES.contains(&atoms.str(i + 1));
    (closed || sized).then(|| Measure::plain("[in_i]", i + 1))
}

/// `10 " long`, `5'10"`; a quotation mark tells inches only beside feet or a word for a size.
fn inch_sign(atoms: Atoms<'_>, i: usize) -> Option<Measure> {
    let sized = SIZES.contains(&atoms.str(i + 1)) || atoms.sign(i, '″');
    sized.then(|| Measure::plain("[in_i]", i + 1))
}

/// `5'10"`, `6′`: an apostrophe tells feet where inches follow.
fn foot_sign(atoms: Atoms<'_>, i: usize) -> Option<Measure> {
    let inches = atoms.at(i).glued
        && atoms.short_number(i + 1).is_some_and(|inches| inches < 12)
        && matches!(atoms.at(i + 2).kind, Kind::Sign('"' | '″' | '”'))
        && atoms.at(i + 2).glued;
    (inches || atoms.sign(i, '′')).then(|| Measure::plain("[ft_i]", i + 1))
}

const SIZES: [&str; 6] = ["thick", "long", "wide", "tall", "high", "deep"];

fn others(code: &str) -> &'static [&'static str] {
    match code {
        "[ston_av]" => &["t", "[lton_av]"],
        "[gal_us]" => &["[gal_br]"],
        "[pt_us]" => &["[pt_br]"],
        _ => &[],
    }
}

pub(crate) fn period(period: Period) -> Option<&'static str> {
    Some(match period {
        Period::Second => "s",
        Period::Minute => "min",
        Period::Hour => "h",
        Period::Day => "d",
        Period::Week => "wk",
        Period::Month => "mo",
        Period::Year => "a",
        Period::Decade => "(10.a)",
        Period::Century => "(100.a)",
        _ => return None,
    })
}

/// Degrees of heat or of an angle; where the text does not say which, all are kept.
fn degrees(atoms: Atoms<'_>, i: usize) -> Measure {
    let stop = usize::from(atoms.str(i) == "deg" && atoms.sign(i + 1, '.'));
    let after = i + 1 + stop;
    let code = match atoms.str(after).to_lowercase().as_str() {
        "c" | "celsius" | "celcius" | "centigrade" => "Cel",
        "f" | "fahrenheit" | "farenheit" => "[degF]",
        "north" | "south" | "east" | "west" | "n" | "s" | "e" | "w" | "latitude" | "longitude" => {
            return Measure {
                code: "deg".into(),
                others: &[],
                end: after,
            };
        }
        _ => {
            return Measure {
                code: "deg".into(),
                others: &["[degF]", "Cel"],
                end: after,
            };
        }
    };
    Measure {
        code: code.into(),
        others: &[],
        end: after + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_read() {
        let units = Units::new().unwrap();
        assert_eq!(units.word("Hectares"), Some("har"));
        assert_eq!(units.symbols.get("MW"), Some(&"MW"));
    }
}
