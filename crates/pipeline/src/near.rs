//! The nearest known name to one that is not known.

/// The known name that `name` most likely means, if one is near enough.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let fold = |word: &str| word.to_lowercase().replace(['-', ' '], "_");
    let name = fold(name);
    let scored = known
        .into_iter()
        .map(|other| (strsim::damerau_levenshtein(&name, &fold(other)), other));
    let (distance, other) = scored.min_by_key(|(distance, _)| *distance)?;
    let allowed = (name.chars().count().max(other.chars().count()) / 3).max(1);
    (distance <= allowed).then_some(other)
}

/// Advice about a name that is not known: the nearest, or all there are.
pub(crate) fn advice(name: &str, known: &[&str]) -> String {
    if let Some(near) = nearest(name, known.iter().copied()) {
        return format!("did you mean `{near}`?");
    }
    match known {
        [] => "there are none".to_owned(),
        [only] => format!("there is only `{only}`"),
        _ => format!(
            "there are {}",
            known
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_and_far_ones() {
        let known = ["tokenise", "entities", "stance"];
        assert_eq!(nearest("tokenize", known), Some("tokenise"));
        assert_eq!(nearest("Stances", known), Some("stance"));
        assert_eq!(nearest("weather", known), None);
        assert_eq!(
            advice("weather", &known),
            "there are `tokenise`, `entities`, `stance`"
        );
        assert_eq!(advice("entitis", &known), "did you mean `entities`?");
    }
}
