//! Who took or owns a picture, as captions say it: `(Reuters)`, `REUTERS/Name`, `Photo: AFP`, `Credit: Name`.

use crate::byline;
use regex::Regex;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// The longest credit, in bytes.
const LONGEST: usize = 160;

static AGENCIES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("../data/agencies.txt").lines();
    lines.filter(|line| !line.starts_with('#')).collect()
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is constant and a test runs it")
}

/// In brackets at the end.
static BRACKETS: LazyLock<Regex> =
    LazyLock::new(|| regex(r"[(\[]\s*([^()\[\]]{2,160}?)\s*[)\]]\.?$"));

/// What a credit starts with when it is said that it is one.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) (?: ^ | [\s.|(\[,;–—-] )
        ( (?: (?: photo | photographer | photograph | image | picture | illustration | video | graphic ) s? \s*
              (?: (?: credit | copyright | source | courtesy | illustration )s? \s* )? (?: : | by\b | of\b | © )
            | (?: photo | image ) s? \s+ (?: credit | copyright | courtesy ) s? \s
            | (?: photo \s+ )? courtesy (?: \s+ of\b | \s* : )
            | cr[eé]dits? \s* : | (?: foto | isithombe | bild ) \s* : | copyright (?: \s* : | \s+ © )? | ©
          ) \s* )",
    )
});

/// Words of a label that are left at the start of a credit, to be trimmed.
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi) ^ (?: (?: enlarge \s this \s image \s )? toggle \s caption | (?: file \s+ )? (?: photo | photographer | photograph | image | picture | illustration | graphic | video ) s?
          (?: \s+ (?: credit | copyright | source | courtesy ) s? )? \s* (?: : | \b by \b | \b of \b | © | / )
        | (?: photo | image ) s? \s+ (?: credit | copyright | courtesy ) s? \b :?
        | cr[eé]dits? \b \s* (?: : | / )? | (?: photo \s+ )? courtesy (?: \s+ of\b | \s* : ) | source \s* : | (?: foto | isithombe | bild ) \s* : | copyright \b \s* ©? | © | by \s | [|/–—-] \s )+ \s*",
    )
});

/// Whether `text` is the name of an agency, of one with `Photo` behind it, or of one `via` another.
pub(crate) fn is_agency(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    if let Some((agency, seller)) = text.split_once(" via ") {
        return is_agency(agency) && is_agency(seller);
    }
    let lower = text.trim().to_lowercase();
    let lower = ["photos", "photo", "pictures", "images"]
        .iter()
        .find_map(|end| lower.strip_suffix(end))
        .map_or(lower.as_str(), str::trim_end);
    AGENCIES.contains(lower) || AGENCIES.contains(format!("{lower} images").as_str())
}

/// Whether `text` is the name of an agency, or that of a person `via` one.
fn is_owner(text: &str) -> bool {
    let person = || {
        let (person, agency) = text.split_once(" via ")?;
        Some(byline::is_name(person.trim()) && is_agency(agency))
    };
    is_agency(text) || person().unwrap_or(false)
}

/// The credit of what is known to be a caption: where the page itself says that it is, else where it reads as one.
pub(crate) fn found(caption: &str, said: Option<Range<usize>>) -> Option<Range<usize>> {
    said.and_then(|range| within(caption, range))
        .or_else(|| of_caption(caption))
        .or_else(|| name_in_brackets(caption))
}

/// The credit at the end (or, with some agencies, the start) of a caption.
pub(crate) fn of_caption(caption: &str) -> Option<Range<usize>> {
    let caption = caption.trim_end();
    in_brackets(caption)
        .or_else(|| copyright_first(caption))
        .or_else(|| labelled(caption))
        .or_else(|| slashed(caption))
        .or_else(|| last_words(caption))
        .and_then(|range| within(caption, range))
}

/// A name in brackets behind the last sentence of what is known to be a caption: `… in May. (Jim Smith)`.
fn name_in_brackets(caption: &str) -> Option<Range<usize>> {
    let caption = caption.trim_end();
    let inner = BRACKETS.captures(caption)?.get(1)?;
    let behind = caption[..inner.start() - 1]
        .trim_end()
        .ends_with(['.', '”', '"', '!', '?']);
    let mut parts = inner.as_str().split([',', '/']);
    let named = parts.all(|part| byline::is_name(part.trim()) || is_office(part.trim()));
    (behind && named).then(|| inner.range())
}

/// Whether `text` is written as the name of an office is: "Eastern District of New York", "U.S. Coast Guard".
fn is_office(text: &str) -> bool {
    const SMALL: [&str; 8] = ["of", "the", "for", "and", "&", "in", "de", "via"];
    let high = |word: &str| word.starts_with(char::is_uppercase) && !word.ends_with([':', ';']);
    let mut words = text.split_whitespace();
    let first = words.next().is_some_and(high);
    first
        && text.split_whitespace().count() <= 7
        && words.all(|word| high(word) || SMALL.contains(&word))
}

/// Whether a line starts with a label of credits: `Image Credits: Jim Smith`.
pub(crate) fn is_labelled(line: &str) -> bool {
    line.len() <= LONGEST && LEAD.find(line).is_some_and(|lead| lead.end() < line.len())
}

/// `(AFP)`, `(Jim Smith/Reuters)`, `[File: Jim Smith/AP]`, `(Photo: AFP)`.
fn in_brackets(caption: &str) -> Option<Range<usize>> {
    if !caption.ends_with([')', ']', '.']) {
        return None;
    }
    let inner = BRACKETS.captures(caption)?.get(1)?;
    let text = inner.as_str();
    let lower = text.to_lowercase();
    let said = !lower.starts_with("photos")
        && [
            "photo",
            "image",
            "credit",
            "picture",
            "courtesy",
            "handout",
            "file",
            "via ",
            "supplied",
            "foto",
            "isithombe",
        ]
        .iter()
        .any(|word| lower.starts_with(word));
    let by_slash = text.split('/').count() > 1 && text.split('/').any(is_agency);
    let by_comma = text.rsplit(", ").next().is_some_and(is_agency);
    (said || by_slash || by_comma || is_owner(text)).then(|| inner.range())
}

/// `Image copyright AFP Image caption The market`.
fn copyright_first(caption: &str) -> Option<Range<usize>> {
    let rest = caption.strip_prefix("Image copyright ")?;
    let start = caption.len() - rest.len();
    let end = rest
        .find("Image caption")
        .map_or(caption.len(), |at| start + at);
    Some(start..end)
}

/// `Photo: AFP`, `Photograph by Jim Smith`, `Credit: Jim Smith`, `© Jim Smith`.
fn labelled(caption: &str) -> Option<Range<usize>> {
    let mut start = caption.len().saturating_sub(LONGEST + 40);
    while !caption.is_char_boundary(start) {
        start += 1;
    }
    let tail = &caption[start..];
    let label = LABEL.captures_iter(tail).last()?;
    let end = label.get(1)?.end();
    let credit = &tail[end..];
    // What follows a label is a name, not a sentence: "Photo: The market in May."
    let first = credit.split_whitespace().next().unwrap_or_default();
    let name = (first.starts_with(|c: char| c == '@' || !c.is_ascii())
        || first.contains(char::is_uppercase))
        && credit.split_whitespace().count() <= 14
        && !credit.trim_end_matches('.').contains(". ");
    (start + end > LEAD.find(caption).map_or(0, |lead| lead.end()) || caption.len() < LONGEST)
        .then_some(())
        .filter(|()| name)
        .map(|()| start + end..caption.len())
}

/// `… in May. REUTERS/Jim Smith`, `… in May. Jim Smith/AFP`, `… in May | Jim Smith/Getty Images`.
fn slashed(caption: &str) -> Option<Range<usize>> {
    let slash = caption.rfind('/')?;
    if caption.len() - slash > LONGEST || caption.ends_with(['.', '?', '!', '"', '”']) {
        return None;
    }
    let start = last_stop(caption);
    let credit = &caption[start..];
    let parts = || credit.split('/').map(str::trim);
    if credit.len() <= LONGEST
        && credit.contains('/')
        && parts().any(is_agency)
        && parts().count() <= 4
    {
        let named = parts().all(|part| part.split_whitespace().count() <= 5);
        if named {
            return Some(start..caption.len());
        }
    }
    // No stop before it: the agency's name in capitals starts the credit.
    let first = caption.find('/')?;
    let before = caption[..first].trim_end();
    let words = [before.rfind(' ').map_or(0, |at| at + 1), two_words(before)];
    words
        .into_iter()
        .find(|&at| {
            is_agency(&before[at..])
                && before[at..]
                    .chars()
                    .all(|c| !c.is_lowercase() || before[at..].ends_with("Photo"))
        })
        .map(|at| at..caption.len())
}

/// Where the last two words of `text` start.
fn two_words(text: &str) -> usize {
    let last = text.rfind(' ').unwrap_or(0);
    text[..last].rfind(' ').map_or(0, |at| at + 1)
}

/// `… in May. AFP`, `… in May | Handout`.
fn last_words(caption: &str) -> Option<Range<usize>> {
    let start = last_stop(caption);
    (start > 0 && is_owner(&caption[start..])).then_some(start..caption.len())
}

/// Behind the last full stop or bar that ends a part of the caption.
fn last_stop(caption: &str) -> usize {
    let stops = [
        ". ", ".” ", ".\" ", "? ", "! ", ") ", "] ", " | ", "| ", " — ", " – ", "\n",
    ];
    let behind = |stop: &&str| caption.rfind(*stop).map(|at| at + stop.len());
    stops.iter().filter_map(behind).max().unwrap_or(0)
}

/// `range` of `caption` less brackets, labels and stray punctuation around it; none if nothing is left.
pub(crate) fn within(caption: &str, range: Range<usize>) -> Option<Range<usize>> {
    let mut text = caption.get(range.clone())?;
    loop {
        let before = text;
        text = text.trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '(' | '[' | '|' | ',' | ';' | ':')
        });
        text = text.trim_end_matches([')', ']', '|']);
        text = &text[LEAD.find(text).map_or(0, |lead| lead.end())..];
        if let Some(rest) = text.strip_suffix('.') {
            let abbreviated = rest
                .rsplit([' ', '.'])
                .next()
                .is_some_and(|last| last.len() <= 3);
            text = if abbreviated { text } else { rest };
        }
        if text == before {
            break;
        }
    }
    let start = text.as_ptr() as usize - caption.as_ptr() as usize;
    (!text.is_empty()).then(|| start..start + text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(caption: &str, expected: Option<&str>) {
        let found = of_caption(caption).map(|range| &caption[range]);
        assert_eq!(found, expected, "{caption}");
    }

    #[test]
    fn credits() {
        check("Freight trains in Mombasa (Reuters)", Some("Reuters"));
        check(
            "A market, May 2019. (Jim Smith/Reuters)",
            Some("Jim Smith/Reuters"),
        );
        check("A market. (AP Photo/Jim Smith)", Some("AP Photo/Jim Smith"));
        check(
            "A market. (Photo by Jim Smith/Getty Images)",
            Some("Jim Smith/Getty Images"),
        );
        check("A market (Photo: AFP)", Some("AFP"));
        check("A market [File: Jim Smith/AP]", Some("File: Jim Smith/AP"));
        check("A market. REUTERS/Jim Smith", Some("REUTERS/Jim Smith"));
        check(
            "FILE PHOTO: A market. REUTERS/Jim Smith/File Photo",
            Some("REUTERS/Jim Smith/File Photo"),
        );
        check(
            "A market in May REUTERS/Jim Smith",
            Some("REUTERS/Jim Smith"),
        );
        check("A market. Jim Smith/AFP", Some("Jim Smith/AFP"));
        check(
            "A market. | Jim Smith/Getty Images",
            Some("Jim Smith/Getty Images"),
        );
        check("A market. Photo: AFP", Some("AFP"));
        check("A market. Photograph by Jim Smith", Some("Jim Smith"));
        check("A market. Credit: Jim Smith", Some("Jim Smith"));
        check("A market. © Jim Smith", Some("Jim Smith"));
        check("Photo: AFP", Some("AFP"));
        check("Image copyright AFP Image caption A market", Some("AFP"));
        check("A market. Handout/Red Cross", Some("Handout/Red Cross"));
        check("A market. AFP", Some("AFP"));
        check("A market. Photo: AFP/Getty", Some("AFP/Getty"));
        check(
            "A market. Credit: iStock / Getty Images Plus",
            Some("iStock / Getty Images Plus"),
        );
        check("A market. Jim Smith / AP", Some("Jim Smith / AP"));
        check("A market in May — Jim Smith/AP", Some("Jim Smith/AP"));
        check(
            "A market. Jim Smith/AFP via Getty Images",
            Some("Jim Smith/AFP via Getty Images"),
        );
        check(
            "A market. (Jim Smith/AFP via Getty Images)",
            Some("Jim Smith/AFP via Getty Images"),
        );
        check(
            "A market. Jim Smith/Bloomberg via Getty Images/File",
            Some("Jim Smith/Bloomberg via Getty Images/File"),
        );
        check("A market. Jim Smith via AP", Some("Jim Smith via AP"));
        check(
            "A market (Jim Smith via Reuters)",
            Some("Jim Smith via Reuters"),
        );
        check("A market. Getty Images", Some("Getty Images"));
        check(
            "A market. AFP via Getty Images",
            Some("AFP via Getty Images"),
        );
        check(
            "A market (AFP via Getty Images)",
            Some("AFP via Getty Images"),
        );
    }

    #[test]
    fn names_and_offices_in_brackets() {
        for (caption, credit) in [
            ("A market in May. (Jim Smith)", Some("Jim Smith")),
            (
                "The yard at night. (Harbour Office, Northern District of Selva)",
                Some("Harbour Office, Northern District of Selva"),
            ),
            ("He won. (It was his first race)", None),
            ("The crew (Tom Brandt)", None),
        ] {
            let found = name_in_brackets(caption).map(|range| &caption[range]);
            assert_eq!(found, credit, "{caption}");
        }
    }

    #[test]
    fn no_credits() {
        check("A market in Nairobi.", None);
        check("He came. He left via Paris", None);
        check("A market. Goods reach it via AP Moller", None);
        check("A market (left) and a mosque (right)", None);
        check("The minister (centre) in May", None);
        check("A poll of either/or questions was shown.", None);
        check(
            "Photo: The market in May. It burned a year later, and nobody knows why it did.",
            None,
        );
        check("", None);
    }
}
