//! Units: our codes, and the names by which other collections call them.

use presswork_annotations::UnitKind;
use rustc_hash::FxHashMap;
use serde_json::Value as Json;
use std::fmt;
use std::sync::LazyLock;

/// The unit of a quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// A bare number.
    None,
    /// Gold that does not mark counted nouns says no more than that it is no measure.
    NoMeasure,
    /// As our own format says it.
    Code { kind: String, code: String },
    /// By a name, in small letters.
    Named(String),
}

/// Which codes a name may mean.
static CODES: LazyLock<FxHashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut codes: FxHashMap<_, Vec<_>> = FxHashMap::default();
    let lines = include_str!("../../data/units.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let (code, names) = line
            .split_once(": ")
            .expect("each line has a code and names");
        for name in names.split("; ") {
            codes.entry(name).or_default().push(code);
        }
    }
    codes
});

/// Units of which a hundred make one of the currency.
const MINOR: [&str; 5] = ["cent", "penny", "pence", "sen", "p"];

impl Unit {
    pub(crate) fn of_code(code: &str) -> Self {
        Self::Code {
            kind: UnitKind::of_code(code).as_str().to_owned(),
            code: code.to_owned(),
        }
    }

    /// `{"kind":"money","code":"USD"}`.
    pub(crate) fn ours(json: &Json) -> Self {
        let word = |field: &str| {
            json.get(field)
                .and_then(Json::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        Self::Code {
            kind: word("kind"),
            code: word("code"),
        }
    }

    pub(crate) fn named(name: &str) -> Self {
        match name.trim().to_lowercase().as_str() {
            "" | "-" => Self::None,
            "dimensionless" => Self::NoMeasure,
            name => Self::Named(name.to_owned()),
        }
    }

    /// What kind of unit it is.
    pub(crate) fn kind(&self) -> &str {
        match self {
            Self::None | Self::NoMeasure => "number",
            Self::Code { kind, .. } => kind,
            Self::Named(name) => match codes(name).first() {
                Some(code) if UnitKind::of_code(code) == UnitKind::Money => "money",
                Some(code) if code.starts_with(['%', 'p']) => "percent",
                Some(code) if code.as_str() != "person" && code.as_str() != "time" => "measure",
                _ if MINOR.contains(&name.as_str()) => "money",
                _ => "count",
            },
        }
    }

    /// Whether it is what one of something costs or earns: `USD/h`.
    pub(crate) fn is_rate_of_money(&self) -> bool {
        matches!(self, Self::Code { kind, code } if kind == "money" && code.contains('/'))
    }

    /// Whether a hundred of it make one of the currency.
    pub(crate) fn is_minor(&self) -> bool {
        matches!(self, Self::Named(name) if MINOR.contains(&name.as_str()))
    }

    /// Whether gold and result say the same. A name that means several units allows each of them; what money and percent are
    /// per is compared where both say it; a counted noun is one of the words of gold, which writes "sections of a road" as
    /// "section road". A share has no unit: gold calls that of voters "% voters".
    pub(crate) fn same(&self, found: &Self) -> bool {
        match (self, found) {
            (Self::NoMeasure, Self::Code { kind, .. }) => kind == "count",
            (Self::NoMeasure, Self::None) => true,
            (Self::Code { code, .. }, Self::Code { code: other, .. }) => code == other,
            (Self::Named(name), Self::None) => name.starts_with("% "),
            (Self::Named(name), Self::Code { kind, code }) => {
                let name = name.strip_prefix("% ").unwrap_or(name);
                let money = kind == "money";
                if money && MINOR.contains(&name) {
                    return true;
                }
                let (amount, per) = match name.split_once(" per ") {
                    Some((amount, per)) if money || kind == "percent" => (amount, Some(per)),
                    _ => (name, None),
                };
                let (code, rate) = match code.split_once('/') {
                    Some((code, rate)) if money => (code, Some(rate)),
                    _ => (code.as_str(), None),
                };
                let alike = per.zip(rate).is_none_or(|(per, rate)| is_per(per, rate));
                alike && codes(amount).iter().any(|known| known == code)
                    || kind == "count" && counts(name, code)
            }
            _ => self == found,
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("without unit"),
            Self::NoMeasure => f.write_str("without measure"),
            Self::Code { code: name, .. } | Self::Named(name) => f.write_str(name),
        }
    }
}

/// Whether the head of a counted noun is one of the words of `name`.
fn counts(name: &str, noun: &str) -> bool {
    let head = noun.rsplit([' ', '-']).next().unwrap_or_default();
    let head = head.to_lowercase();
    name.split([' ', '-'])
        .any(|word| singular(word) == singular(&head))
}

/// Whether a sum per `name` is one per `code`: `h`, `{share}`.
fn is_per(name: &str, code: &str) -> bool {
    match code
        .strip_prefix('{')
        .and_then(|code| code.strip_suffix('}'))
    {
        Some(noun) => counts(name, noun),
        None => codes(name).iter().any(|known| known == code),
    }
}

/// The codes that a name may mean; `mile per hour` is `[mi_i]/h`.
fn codes(name: &str) -> Vec<String> {
    let known = |name: &str| -> Vec<String> {
        let codes = CODES.get(name).or_else(|| CODES.get(singular(name)));
        codes
            .into_iter()
            .flatten()
            .map(|&code| code.to_owned())
            .collect()
    };
    let Some((amount, per)) = name.split_once(" per ") else {
        return known(name);
    };
    let pers = known(per);
    let pair = |amount: &String| {
        pers.iter()
            .map(|per| format!("{amount}/{per}"))
            .collect::<Vec<_>>()
    };
    known(amount).iter().flat_map(pair).collect()
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s')
        .filter(|stem| !stem.ends_with('s'))
        .unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::Unit;

    #[test]
    fn names_mean_codes() {
        let same = |name: &str, kind: &str, code: &str| {
            let found = Unit::Code {
                kind: kind.into(),
                code: code.into(),
            };
            Unit::named(name).same(&found)
        };
        assert!(same("United States dollar", "money", "USD"));
        assert!(same("dollar per month", "money", "USD"));
        assert!(same("dollar per month", "money", "USD/mo"));
        assert!(same("dollar per share", "money", "USD/{share}"));
        assert!(same("dollar", "money", "USD/[bbl_us]"));
        assert!(!same("dollar per month", "money", "USD/h"));
        assert!(!same("Canadian dollar", "money", "USD"));
        assert!(same("mile per hour", "measure", "[mi_i]/h"));
        assert!(!same("mile", "measure", "[mi_i]/h"));
        assert!(same("percentage per year", "percent", "%"));
        assert!(same("foot per century", "measure", "[ft_i]/(100.a)"));
        assert!(same("different bosses", "count", "bosses"));
        assert!(same("section road", "count", "section"));
        assert!(same("% voters", "count", "voter"));
        assert!(Unit::named("% voters").same(&Unit::None));
        assert!(!Unit::named("voters").same(&Unit::None));
        assert!(same("students", "count", "student"));
        assert!(same("dimensionless", "count", "student"));
        assert!(!same("-", "count", "student"));
        assert!(Unit::named("-").same(&Unit::None));
    }

    #[test]
    fn kinds() {
        for (name, kind) in [
            ("cent", "money"),
            ("percentage", "percent"),
            ("metre", "measure"),
            ("student", "count"),
            ("", "number"),
        ] {
            assert_eq!(Unit::named(name).kind(), kind, "{name}");
        }
    }
}
