//! Dates as pages and feeds write them, to ISO 8601.
//!
//! A day and month in figures alone (`03/05/2024`) is ambiguous and not read, unless one of them is above 12.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
/// Words that may stand around a date on its line.
const AROUND: [&str; 31] = [
    "published",
    "updated",
    "posted",
    "modified",
    "created",
    "first",
    "last",
    "date",
    "on",
    "at",
    "the",
    "of",
    "am",
    "pm",
    "a.m",
    "p.m",
    "gmt",
    "utc",
    "z",
    "et",
    "est",
    "edt",
    "ct",
    "cst",
    "cdt",
    "pt",
    "pst",
    "pdt",
    "bst",
    "ist",
    "cet",
];

/// The date that `text` is, as precise as it is known; none if it says anything else, or is ambiguous.
pub(crate) fn iso(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > 80 {
        return None;
    }
    stamp(text).or_else(|| spelled(text))
}

/// The day on which a line says that it was published, if it says nothing else: `Published 5 March 2024`.
pub(crate) fn line(text: &str) -> Option<String> {
    // Cheap: nearly every line fails here.
    if text.len() > 80 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let day = iso(text)?;
    (day.len() >= 10).then_some(day)
}

/// The moment so many seconds, or milliseconds, after the start of 1970.
pub(crate) fn of_seconds(number: f64) -> Option<String> {
    // Until the year 2286 seconds stay below ten thousand million.
    let seconds = if number.abs() >= 1e10 {
        number / 1000.0
    } else {
        number
    };
    let moment = jiff::Timestamp::from_second(seconds as i64).ok()?;
    (seconds > 0.0).then(|| moment.to_string())
}

/// `2024-03-05`, `2024-03-05T08:15:00+00:00`, `2024-03`, `20240305`, `2024/03/05 08:15`.
fn stamp(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let figures =
        |range: std::ops::Range<usize>| -> Option<&str> { digits(text.get(range)?, 2..=4) };
    let year = figures(0..4)?;
    if bytes.len() == 8
        && let (Some(month), Some(day)) = (figures(4..6), figures(6..8))
    {
        return date(year, month, day);
    }
    if !matches!(bytes.get(4), Some(b'-' | b'/' | b'.')) {
        return None;
    }
    let month = figures(5..7)?;
    if bytes.len() == 7 {
        return date(year, month, "01").map(|date| date[..7].to_owned());
    }
    if bytes.get(7) != bytes.get(4) {
        return None;
    }
    let date = date(year, month, figures(8..10)?)?;
    let rest = text[10..].trim_start_matches(['T', 't', ' ', ',']);
    match (rest.is_empty(), time(rest)) {
        (true, _) => Some(date),
        (false, Some(time)) => Some(format!("{date}T{time}")),
        // A time that cannot be read leaves the day.
        (false, None) => rest
            .starts_with(|c: char| c.is_ascii_digit())
            .then_some(date),
    }
}

/// `08:15`, `08:15:30`, `08:15:30.123Z`, `08:15:30 +0100`.
fn time(text: &str) -> Option<String> {
    let clock = text.get(0..5)?;
    let (hours, minutes) = clock.split_once(':')?;
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let mut rest = &text[5..];
    let mut seconds = 0;
    if let Some(after) = rest.strip_prefix(':') {
        seconds = number(after.get(0..2)?)?;
        rest = after[2..].trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    }
    if hours > 23 || minutes > 59 || seconds > 60 {
        return None;
    }
    let zone = match rest.trim() {
        "" => String::new(),
        "Z" | "z" | "GMT" | "UTC" => "Z".to_owned(),
        zone => {
            let sign = zone
                .chars()
                .next()
                .filter(|sign| matches!(sign, '+' | '-'))?;
            let figures: String = zone[1..].chars().filter(|&c| c != ':').collect();
            let figures = digits(&figures, 2..=4)?;
            let minutes = figures.get(2..4).unwrap_or("00");
            format!("{sign}{}:{minutes}", &figures[..2])
        }
    };
    Some(format!("{hours:02}:{minutes:02}:{seconds:02}{zone}"))
}

/// `5 March 2024`, `Tue, 05 Mar 2024 08:15:00 GMT`, `Published: March 5th, 2024 at 8:15 a.m. ET`, `March 2024`.
fn spelled(text: &str) -> Option<String> {
    let (mut day, mut month, mut year, mut clock) = (None, None, None, None);
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '·'));
    for word in words.filter(|word| !word.is_empty()) {
        let plain = word.trim_matches(['.', ':', '-', '–', '—']);
        let lower = plain.to_ascii_lowercase();
        let ordinal = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|end| lower.strip_suffix(end));
        let ordinal = ordinal.unwrap_or(&lower);
        let weekday = named(&WEEKDAYS, &lower, 3).is_some();
        if plain.is_empty() || weekday || AROUND.contains(&lower.as_str()) {
            continue;
        }
        if let Some(found) = named(&MONTHS, &lower, 3) {
            if month.replace(found + 1).is_some() {
                return None;
            }
        } else if plain.contains(':') || is_clock(&lower) {
            clock.get_or_insert(plain);
        } else if digits(plain, 4..=4).is_some() && !is_offset(word) {
            if year.replace(plain.to_owned()).is_some() {
                return None;
            }
        } else if digits(ordinal, 1..=2).is_some() {
            if day.replace(ordinal.to_owned()).is_some() {
                return None;
            }
        } else if let Some((d, m, y)) = in_figures(plain) {
            if day.replace(d).is_some() || month.replace(m).is_some() || year.replace(y).is_some() {
                return None;
            }
        } else if !is_offset(word) {
            return None;
        }
    }
    let month = format!("{:02}", month?);
    let Some(day) = day else {
        let whole = date(&year?, &month, "01")?;
        return clock.is_none().then(|| whole[..7].to_owned());
    };
    let day = date(&year?, &month, &format!("{day:0>2}"))?;
    // Only a clock whose zone is beyond doubt makes the date more precise.
    let moment = clock.and_then(|clock| {
        let zone = text[text.find(clock)? + clock.len()..].trim();
        let known = matches!(zone, "GMT" | "UTC" | "Z") || is_offset(zone);
        known
            .then(|| time(&format!("{clock:0>5} {zone}")))
            .flatten()
    });
    Some(match moment {
        Some(moment) => format!("{day}T{moment}"),
        None => day,
    })
}

/// `25/12/2023`, `12/25/2023`, `25.12.2023` where only one reading is possible: day, month, year.
fn in_figures(word: &str) -> Option<(String, usize, String)> {
    let mut parts = word.split(['/', '.', '-']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || digits(year, 4..=4).is_none() {
        return None;
    }
    let (a, b) = (number(first)?, number(second)?);
    let (day, month) = match (a, b) {
        // In Europe dots stand for day, month, year.
        _ if word.contains('.') => (a, b),
        (13.., 1..=12) => (a, b),
        (1..=12, 13..) => (b, a),
        _ if a == b => (a, b),
        _ => return None,
    };
    Some((day.to_string(), month as usize, year.to_owned()))
}

fn is_clock(lower: &str) -> bool {
    let figures = lower.trim_end_matches("am").trim_end_matches("pm");
    figures.len() < lower.len() && digits(figures, 1..=2).is_some()
}

fn is_offset(word: &str) -> bool {
    word.strip_prefix(['+', '-'])
        .is_some_and(|rest| digits(&rest.replace(':', ""), 4..=4).is_some())
}

/// The place in `names` of the one that `word` is, or is short for.
fn named(names: &[&str], word: &str, shortest: usize) -> Option<usize> {
    let word = if word == "sept" { "sep" } else { word };
    let word = if word == "tues" { "tue" } else { word };
    let word = if word == "thurs" || word == "thur" {
        "thu"
    } else {
        word
    };
    names
        .iter()
        .position(|name| *name == word || word.len() == shortest && name.starts_with(word))
}

fn digits(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<&str> {
    let right = length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    right.then_some(text)
}

fn number(text: &str) -> Option<u32> {
    digits(text, 1..=2)?.parse().ok()
}

fn date(year: &str, month: &str, day: &str) -> Option<String> {
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let date = Date::new(year, month, day).ok()?;
    (1000..2200)
        .contains(&date.year())
        .then(|| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        let cases = [
            ("2024-03-05", "2024-03-05"),
            ("2024/03/05", "2024-03-05"),
            ("20240305", "2024-03-05"),
            ("2024-03", "2024-03"),
            ("2024-03-05T08:15:00+00:00", "2024-03-05T08:15:00+00:00"),
            ("2024-03-05T08:15:00.123Z", "2024-03-05T08:15:00Z"),
            ("2024-03-05 08:15", "2024-03-05T08:15:00"),
            ("2024-03-05T08:15:00-0500", "2024-03-05T08:15:00-05:00"),
            ("5 March 2024", "2024-03-05"),
            ("March 5, 2024", "2024-03-05"),
            ("Mar. 5th, 2024", "2024-03-05"),
            ("Tuesday, 5 March 2024", "2024-03-05"),
            ("Tue, 05 Mar 2024 08:15:00 GMT", "2024-03-05T08:15:00Z"),
            (
                "Tue, 05 Mar 2024 08:15:00 +0100",
                "2024-03-05T08:15:00+01:00",
            ),
            ("Published: March 5, 2024 at 8:15 a.m. ET", "2024-03-05"),
            ("Sept. 30, 2019", "2019-09-30"),
            ("March 2024", "2024-03"),
            ("25/12/2023", "2023-12-25"),
            ("12/25/2023", "2023-12-25"),
            ("03.05.2024", "2024-05-03"),
        ];
        for (text, expected) in cases {
            assert_eq!(iso(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn no_dates() {
        for text in [
            "",
            "03/05/2024",
            "30 February 2024",
            "2024",
            "12",
            "March",
            "5 March",
            "May I come in 2024",
            "2024-13-01",
            "in 2003 and 2004",
            "1984-85",
        ] {
            assert_eq!(iso(text), None, "{text}");
        }
        assert_eq!(line("March 2024"), None);
        assert_eq!(line("Updated 5 March 2024").as_deref(), Some("2024-03-05"));
    }

    #[test]
    fn seconds() {
        assert_eq!(
            of_seconds(1_709_626_500.0).as_deref(),
            Some("2024-03-05T08:15:00Z")
        );
        assert_eq!(
            of_seconds(1_709_626_500_000.0).as_deref(),
            Some("2024-03-05T08:15:00Z")
        );
        assert_eq!(of_seconds(f64::NAN), None);
    }
}
