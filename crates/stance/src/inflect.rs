//! English inflection: the forms of verbs and nouns, so that the lists hold base forms alone.

use rustc_hash::FxHashMap;

/// The forms of a word, as bits: one spelling may be several.
pub(crate) mod form {
    pub(crate) const BASE: u8 = 1;
    /// Third person singular: "condemns".
    pub(crate) const THIRD: u8 = 1 << 1;
    pub(crate) const PAST: u8 = 1 << 2;
    pub(crate) const PARTICIPLE: u8 = 1 << 3;
    /// "condemning".
    pub(crate) const GERUND: u8 = 1 << 4;
    /// No verb at all.
    pub(crate) const OTHER: u8 = 1 << 5;
}

/// The irregular verbs, by their base form.
pub(crate) struct Inflection {
    irregular: FxHashMap<&'static str, (&'static str, &'static str)>,
}

impl Inflection {
    pub(crate) fn new() -> Self {
        let lines = include_str!("../data/irregular.csv").lines().skip(2);
        let irregular = lines.map(|line| {
            let mut cells = line.split(',');
            let mut cell = || cells.next().expect("three columns");
            (cell(), (cell(), cell()))
        });
        Self {
            irregular: irregular.collect(),
        }
    }

    /// Calls `form` with every spelling of `verb` and what it is. British and American spellings follow from one.
    pub(crate) fn verb(&self, verb: &str, mut form: impl FnMut(String, u8)) {
        self.one_verb(verb, &mut form);
        if let Some(stem) = verb.strip_suffix("ise") {
            self.one_verb(&format!("{stem}ize"), &mut form);
        }
    }

    fn one_verb(&self, verb: &str, form: &mut impl FnMut(String, u8)) {
        form(verb.to_owned(), form::BASE);
        if verb == "be" {
            for present in ["is", "are", "am", "were"] {
                form(present.to_owned(), form::THIRD | form::PAST);
            }
        }
        form(
            if verb == "have" {
                "has".to_owned()
            } else {
                plural(verb)
            },
            form::THIRD,
        );
        let regular = if verb.ends_with('e') {
            format!("{verb}d")
        } else if let Some(stem) = consonant_y(verb) {
            format!("{stem}ied")
        } else if doubles(verb) {
            format!("{verb}{}ed", &verb[verb.len() - 1..])
        } else {
            format!("{verb}ed")
        };
        let (past, participle) = match self.irregular.get(verb) {
            Some(&(past, participle)) => (past.to_owned(), participle.to_owned()),
            None => (regular.clone(), regular),
        };
        let doubled = past.strip_suffix("ed").is_some_and(|stem| {
            stem.len() == verb.len() + 1
                && stem.starts_with(verb)
                && stem.as_bytes()[verb.len()] == stem.as_bytes()[verb.len() - 1]
        });
        let gerund = if let Some(stem) = verb.strip_suffix("ie") {
            format!("{stem}ying")
        } else if verb.ends_with('e') && !verb.ends_with("ee") && verb != "be" {
            format!("{}ing", &verb[..verb.len() - 1])
        } else if doubled || doubles(verb) {
            format!("{verb}{}ing", &verb[verb.len() - 1..])
        } else {
            format!("{verb}ing")
        };
        if past == participle {
            form(past, form::PAST | form::PARTICIPLE);
        } else {
            form(past, form::PAST);
            form(participle, form::PARTICIPLE);
        }
        form(gerund, form::GERUND);
    }
}

/// The plural of a noun, or the third person of a verb.
pub(crate) fn plural(word: &str) -> String {
    if let Some(stem) = consonant_y(word) {
        format!("{stem}ies")
    } else if ["s", "x", "z", "ch", "sh", "go", "do", "to", "ho"]
        .iter()
        .any(|end| word.ends_with(end))
    {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

/// `denY`: what stands before a `y` behind a consonant.
fn consonant_y(word: &str) -> Option<&str> {
    let stem = word.strip_suffix('y')?;
    stem.ends_with(|last: char| !vowel(last)).then_some(stem)
}

/// Whether a verb of one syllable ends in one vowel and one consonant, which is then written twice: "slammed".
fn doubles(word: &str) -> bool {
    let mut letters = word.chars().rev();
    let (Some(last), Some(before), Some(third)) = (letters.next(), letters.next(), letters.next())
    else {
        return false;
    };
    let onset = letters.any(vowel);
    let single = !vowel(third) || (third == 'u' && word.starts_with("qu"));
    !vowel(last) && !matches!(last, 'w' | 'x' | 'y') && vowel(before) && single && !onset
}

fn vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(verb: &str) -> String {
        let mut forms = Vec::new();
        Inflection::new().verb(verb, |form, _| forms.push(form));
        forms.join(" ")
    }

    #[test]
    fn verbs() {
        for (verb, expected) in [
            ("condemn", "condemn condemns condemned condemning"),
            (
                "criticise",
                "criticise criticises criticised criticising criticize criticizes criticized criticizing",
            ),
            ("slam", "slam slams slammed slamming"),
            ("expel", "expel expels expelled expelling"),
            ("lie", "lie lies lied lying"),
            ("decry", "decry decries decried decrying"),
            ("fight", "fight fights fought fighting"),
            ("beat", "beat beats beat beaten beating"),
            ("bash", "bash bashes bashed bashing"),
            ("harm", "harm harms harmed harming"),
            ("undo", "undo undoes undid undone undoing"),
        ] {
            assert_eq!(forms(verb), expected);
        }
    }
}
