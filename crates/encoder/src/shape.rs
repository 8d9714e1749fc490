//! How a word is written, which its pieces do not tell: they are read as small letters.

/// How a word is written, by its letters: 1 has none, 2 is in small letters, 3 has a capital first, 4 is one capital, 5 is in
/// capitals, 6 is anything else. 0 is for what is no word, and a model may have further ones of its own.
///
/// ```
/// let words = ["12", "the", "Omarra", "A", "US", "McKay"];
/// assert_eq!(words.map(presswork_encoder::shape), [1, 2, 3, 4, 5, 6]);
/// ```
pub fn shape(word: &str) -> u8 {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else {
        return 1;
    };
    let (mut more, mut lower, mut upper) = (false, true, true);
    for letter in letters {
        more = true;
        lower &= letter.is_lowercase();
        upper &= letter.is_uppercase();
    }
    match (first.is_lowercase(), first.is_uppercase(), more) {
        (true, ..) if lower => 2,
        (_, true, true) if lower => 3,
        (_, true, false) => 4,
        (_, true, _) if upper => 5,
        _ => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn shapes_are_told_apart() {
        let words = [
            "12", "the", "Omarra", "A", "US", "McKay", "ñandú", "Ñandú", "1990s", "东",
        ];
        assert_eq!(words.map(shape), [1, 2, 3, 4, 5, 6, 2, 3, 2, 6]);
    }
}
