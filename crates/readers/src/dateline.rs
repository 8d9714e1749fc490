//! Datelines ahead of the first sentence: `NAIROBI, Kenya (Reuters) - `, `BAGHDAD — `, `Washington (CNN) `.

use crate::credit;

/// A paragraph cut behind its dateline.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Dateline<'a> {
    /// Place, date, agency and dash, without the blank after it.
    pub(crate) head: &'a str,
    /// The sentence that follows.
    pub(crate) rest: &'a str,
}

/// The longest dateline, in bytes.
const LONGEST: usize = 120;

/// Cuts a dateline off the start of `text`, if there is one and a text after it.
pub(crate) fn find(text: &str) -> Option<Dateline<'_>> {
    let mut end = LONGEST.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let window = &text[..end];
    let (place, length) = dashed(window).or_else(|| undashed(window))?;
    let (head, rest) = (&text[..length], text[length..].trim_start());
    let begins = |c: char| {
        c.is_uppercase()
            || c.is_numeric()
            || !c.is_alphanumeric()
            || c.is_alphabetic() && !c.is_lowercase()
    };
    (is_place(place) && rest.starts_with(begins)).then_some(Dateline { head, rest })
}

/// What stands before the first dash, and where the dash ends.
fn dashed(window: &str) -> Option<(&str, usize)> {
    let mut found = None;
    for (at, c) in window.char_indices() {
        let dash = match c {
            '—' | '–' | '―' => c.len_utf8(),
            '-' if window[at..].starts_with("--") => 2,
            // A hyphen is a dash between blanks, or after the agency.
            '-' if window[..at].ends_with([' ', ')'])
                && window[at + 1..].starts_with([' ', '\n']) =>
            {
                1
            }
            _ => continue,
        };
        found = Some((at, at + dash));
        break;
    }
    let (at, end) = found?;
    Some((window[..at].trim_end(), end))
}

/// `Washington (CNN) The court …`: an agency in brackets and no dash.
fn undashed(window: &str) -> Option<(&str, usize)> {
    let end = window.find(')')? + 1;
    Some((&window[..end], end))
}

/// Whether `head` is a place, perhaps with country, date and agency.
fn is_place(head: &str) -> bool {
    let (place, agency) = match head
        .strip_suffix(')')
        .and_then(|head| head.rsplit_once('('))
    {
        Some((place, agency)) if credit::is_agency(agency) => (place.trim(), true),
        Some(_) => return false,
        None => (head, false),
    };
    if place.is_empty() {
        return agency;
    }
    let mut words = place.split([' ', '/', ',']).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let capitals = first.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && first.chars().all(|c| !c.is_lowercase());
    let small = ["of", "and", "de", "del", "la", "in", "al", "the", "on"];
    let fitting = |word: &str| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || small.contains(&word)
    };
    let all = fitting(first) && words.clone().all(fitting);
    let count = 1 + words.count();
    let clean = !place.contains([':', ';', '?', '!', '"', '“', '(', '|']);
    all && clean && (capitals && count <= 9 || agency && count <= 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines() {
        let cases = [
            (
                "NAIROBI, Kenya (Reuters) - Kenya signed.",
                Some("NAIROBI, Kenya (Reuters) -"),
            ),
            ("BAGHDAD — The army left.", Some("BAGHDAD —")),
            ("LISBON—Portugal approved it.", Some("LISBON—")),
            (
                "CAIRO/ADDIS ABABA, Oct. 3 (AFP) - Egypt agreed.",
                Some("CAIRO/ADDIS ABABA, Oct. 3 (AFP) -"),
            ),
            (
                "N'DJAMENA (Reuters) - Hundreds fled.",
                Some("N'DJAMENA (Reuters) -"),
            ),
            (
                "PARIS, March 5 (Xinhua) -- France said so.",
                Some("PARIS, March 5 (Xinhua) --"),
            ),
            ("Washington (CNN) The court sat.", Some("Washington (CNN)")),
            ("(Reuters) - Shares fell.", Some("(Reuters) -")),
            ("New York (AP) — \"No,\" he said.", Some("New York (AP) —")),
            ("NATO — which met in Rome — said no.", None),
            ("The plan - a bold one - failed.", None),
            ("Grain prices fell.", None),
            ("The ministry (it is new) said so.", None),
            ("UN - Geneva talks", None),
            ("BAGHDAD —", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(find(text).map(|dateline| dateline.head), expected, "{text}");
        }
    }
}
