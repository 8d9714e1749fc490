//! The forms of regular English verbs.

/// "says".
pub(crate) fn third(verb: &str) -> String {
    if let Some(stem) = verb.strip_suffix('y').filter(|stem| !ends_in_vowel(stem)) {
        return format!("{stem}ies");
    }
    let hisses = ["s", "sh", "ch", "x", "z", "o"];
    let ending = if hisses.iter().any(|end| verb.ends_with(end)) {
        "es"
    } else {
        "s"
    };
    format!("{verb}{ending}")
}

/// "stated".
pub(crate) fn past(verb: &str) -> String {
    if let Some(stem) = verb.strip_suffix('y').filter(|stem| !ends_in_vowel(stem)) {
        return format!("{stem}ied");
    }
    let ending = if verb.ends_with('e') { "d" } else { "ed" };
    format!("{verb}{ending}")
}

/// "admitting": the past "admitted" shows which letter is doubled.
pub(crate) fn gerund(verb: &str, past: &str) -> String {
    if let Some(stem) = verb.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    if let Some(stem) = verb.strip_suffix('e').filter(|stem| !stem.ends_with('e')) {
        return format!("{stem}ing");
    }
    let doubled = past
        .strip_suffix("ed")
        .filter(|stem| stem.len() == verb.len() + 1 && stem.starts_with(verb));
    format!("{}ing", doubled.unwrap_or(verb))
}

fn ends_in_vowel(stem: &str) -> bool {
    stem.ends_with(['a', 'e', 'i', 'o', 'u'])
}

#[cfg(test)]
mod tests {
    #[test]
    fn forms() {
        let check = |verb: &str, forms: [&str; 3]| {
            let past = super::past(verb);
            assert_eq!(
                [super::third(verb), past.clone(), super::gerund(verb, &past)],
                forms
            );
        };
        check("deny", ["denies", "denied", "denying"]);
        check("say", ["says", "sayed", "saying"]);
        check("stress", ["stresses", "stressed", "stressing"]);
        check("agree", ["agrees", "agreed", "agreeing"]);
        check("lie", ["lies", "lied", "lying"]);
        assert_eq!(super::gerund("admit", "admitted"), "admitting");
    }
}
