//! Lines that say who wrote the text: `By Amina Diallo and Tom Brandt`.

/// What a byline starts with.
const OPENINGS: [&str; 8] = [
    "by ",
    "text by ",
    "words by ",
    "written by ",
    "story by ",
    "report by ",
    "reporting by ",
    "opinion by ",
];

/// `author` without the `By` in front.
pub(crate) fn without_by(author: &str) -> &str {
    let author = author.trim();
    match opening(author) {
        Some(length) => author[length..].trim_start(),
        None => author,
    }
}

fn opening(line: &str) -> Option<usize> {
    OPENINGS.iter().find_map(|opening| {
        let head = line.get(..opening.len())?;
        head.eq_ignore_ascii_case(opening).then_some(opening.len())
    })
}

/// The names in a line that is a byline, joined by `; `; none if it is none.
pub(crate) fn authors(line: &str) -> Option<String> {
    let line = line.trim();
    if line.len() > 160 || line.ends_with(['.', ',', ';', ':', '!', '?']) {
        return None;
    }
    let line = line
        .strip_prefix(['—', '–', '-'])
        .unwrap_or(line)
        .trim_start();
    names(&line[opening(line)?..])
}

/// Whether a line above the text says when it was published and perhaps how long it is: `Published May 5 • 3 minute read`.
pub(crate) fn says_when(line: &str) -> bool {
    const OPENINGS: [&str; 6] = [
        "published",
        "updated",
        "posted",
        "last updated",
        "first published",
        "last modified",
    ];
    let lower = line
        .get(..line.len().min(100))
        .unwrap_or_default()
        .to_lowercase();
    let short =
        line.len() <= 100 && line.bytes().any(|byte| byte.is_ascii_digit()) && !line.ends_with('.');
    let read = lower.ends_with("read") && lower.contains("min") && lower.len() <= 30;
    short && (read || OPENINGS.iter().any(|opening| lower.starts_with(opening)))
}

/// The names in `Amina Diallo, Tom Brandt and Li Wei, chief editor`, joined by `; `; none if it starts with no name.
pub(crate) fn names(list: &str) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    'parts: for part in list.split([',', '|', '·', '•', '/', ';', '\n']) {
        let mut part = part.trim();
        if part.is_empty() {
            continue;
        }
        while !part.is_empty() {
            let next = [" and ", " & ", " AND "]
                .iter()
                .filter_map(|and| Some((part.find(and)?, and.len())))
                .min();
            let (name, rest) = match next {
                Some((at, length)) => (&part[..at], part[at + length..].trim()),
                None => (part, ""),
            };
            let name = name.strip_prefix("and ").unwrap_or(name).trim();
            // The first name may be one word, such as an agency; what follows a comma is then a role or an office.
            if !is_name(name) || !names.is_empty() && !name.contains(' ') {
                break 'parts;
            }
            names.push(name);
            part = rest;
        }
    }
    (!names.is_empty()).then(|| names.join("; "))
}

/// Whether `text` looks like a person's or an agency's name: up to five words in capitals, small words between them.
pub(crate) fn is_name(text: &str) -> bool {
    const SMALL: [&str; 20] = [
        "de", "da", "do", "dos", "del", "della", "di", "du", "van", "von", "der", "den", "ter",
        "bin", "bint", "ibn", "al", "el", "la", "le",
    ];
    /// Words that start a sentence after "By", not a name.
    const NEVER: [&str; 16] = [
        "the", "a", "an", "this", "that", "these", "those", "all", "any", "any", "then", "now",
        "and", "when", "its", "his",
    ];
    let mut words = text.split_whitespace().peekable();
    let first = words.peek().copied().unwrap_or_default();
    if NEVER.iter().any(|never| first.eq_ignore_ascii_case(never)) {
        return false;
    }
    let mut count = 0;
    let mut capital = false;
    for word in words {
        count += 1;
        let starts_high =
            word.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase());
        let fine = word
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-' | '‑'));
        if !fine
            || !starts_high
                && !SMALL.contains(&word)
                && !word.starts_with("al-")
                && !word.starts_with("d'")
        {
            return false;
        }
        capital |= starts_high;
    }
    capital && count <= 5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines() {
        let cases = [
            ("By Amina Diallo", Some("Amina Diallo")),
            ("BY AMINA DIALLO", Some("AMINA DIALLO")),
            (
                "By Amina Diallo and Tom Brandt",
                Some("Amina Diallo; Tom Brandt"),
            ),
            (
                "By Amina Diallo, Tom Brandt and Li Wei",
                Some("Amina Diallo; Tom Brandt; Li Wei"),
            ),
            (
                "By Farida Chowdhury, chief planner",
                Some("Farida Chowdhury"),
            ),
            ("By Jean-Luc O'Neill, Reuters", Some("Jean-Luc O'Neill")),
            ("Text by Carla van der Berg", Some("Carla van der Berg")),
            ("By the end of the day", None),
            ("By combining both, the party hopes to win", None),
            ("By Monday he had left.", None),
            ("Bypass opened", None),
            ("Amina Diallo", None),
        ];
        for (line, expected) in cases {
            assert_eq!(authors(line).as_deref(), expected, "{line}");
        }
        assert_eq!(without_by("by Amina Diallo"), "Amina Diallo");
    }
}
