//! Cuts plain text into units: the lines that belong together.

use crate::{byline, caption, date};
use std::ops::Range;

/// Lines that belong together: a paragraph, a heading, an item of a list.
#[derive(Debug)]
pub(crate) struct Unit {
    /// Without blanks around it.
    pub(crate) range: Range<usize>,
    lines: usize,
    /// Whether the next unit starts on the next line.
    runs_on: bool,
    /// How long the mark of a list's item is.
    pub(crate) marker: Option<usize>,
    /// Whether it is a row of a table.
    pub(crate) row: bool,
}

/// Text whose longest line is longer has one paragraph a line; else its lines are wrapped.
const WRAPPED: usize = 120;

/// The units of `text`, in order.
pub(crate) fn of(text: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut chunk: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let start = at + line.len() - line.trim_start().len();
        let trimmed = line.trim();
        at += line.len() + 1;
        if trimmed.is_empty() {
            cut(text, &mut chunk, &mut units);
        } else {
            chunk.push(start..start + trimmed.len());
        }
    }
    cut(text, &mut chunk, &mut units);
    units
}

/// Cuts the lines between two blank ones.
fn cut(text: &str, chunk: &mut Vec<Range<usize>>, units: &mut Vec<Unit>) {
    let width = chunk.iter().map(Range::len).max().unwrap_or(0);
    let rows = chunk
        .iter()
        .filter(|line| text[(*line).clone()].contains('\t'));
    let table = rows.count() >= 2;
    let mut first = 0;
    for i in 0..chunk.len() {
        let line = &text[chunk[i].clone()];
        let next = chunk.get(i + 1).map(|next| &text[next.clone()]);
        let breaks = next.is_none_or(|next| {
            let top = units.is_empty() && i == 0;
            let item = marker(&text[chunk[first].clone()]).is_some();
            breaks(line, next, width, top, item)
        });
        let row = table && line.contains('\t');
        let next_row = table && next.is_some_and(|next| next.contains('\t'));
        if breaks || row || next_row {
            let range = chunk[first].start..chunk[i].end;
            units.push(Unit {
                lines: i + 1 - first,
                runs_on: next.is_some(),
                marker: marker(&text[range.clone()]),
                row,
                range,
            });
            first = i + 1;
        }
    }
    chunk.clear();
}

/// Whether a unit ends between two lines without a blank one between them.
fn breaks(line: &str, next: &str, width: usize, top: bool, item: bool) -> bool {
    if width > WRAPPED || marker(next).is_some() || caption::find(line).is_some() {
        return true;
    }
    let told = |line| byline::authors(line).is_some() || date::line(line).is_some();
    if told(line) || told(next) {
        return true;
    }
    // A wrapped line ends where the next word does not fit; where it would have fitted, the writer ended the line.
    let word = next.split(' ').next().unwrap_or_default();
    let chosen = line.len() + 1 + word.len() <= width;
    if !chosen || item {
        return false;
    }
    let ends = line.ends_with(['.', '!', '?', '"', '”', ')']);
    ends && line.len() * 4 <= width * 3
        || is_heading(line) && line.len() * 5 <= width * 3
        || top && is_title(line) && next.starts_with(char::is_uppercase)
}

/// The length of the mark in front of a list's item, with the blanks behind it.
fn marker(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let mark = match first {
        '-' | '*' | '•' | '·' | '‣' | '◦' | '▪' | '–' => first.len_utf8(),
        '0'..='9' => {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            let closed = matches!(line.as_bytes().get(digits), Some(b'.' | b')'));
            (digits <= 2 && closed).then_some(digits + 1)?
        }
        _ => return None,
    };
    let rest = &line[mark..];
    let item = rest.trim_start();
    let blank = rest.len() > item.len() || matches!(first, '•' | '‣' | '▪');
    let begins = item.starts_with(|c: char| {
        c.is_alphanumeric() || matches!(c, '"' | '“' | '‘' | '\'' | '(' | '$' | '€' | '£' | '[')
    });
    (blank && begins).then(|| line.len() - item.len())
}

impl Unit {
    /// Whether it is a line between parts of the text, such as `* * *`.
    pub(crate) fn is_rule(&self, text: &str) -> bool {
        text[self.range.clone()].bytes().all(|byte| {
            matches!(
                byte,
                b'*' | b'-' | b'_' | b'=' | b'~' | b'#' | b' ' | b'\n' | b'.'
            )
        })
    }

    /// Whether it looks like a heading inside the text. A question is one only right above its text.
    pub(crate) fn is_heading(&self, text: &str) -> bool {
        let line = &text[self.range.clone()];
        let question = self.runs_on
            && line.split(' ').count() <= 8
            && line.strip_suffix('?').is_some_and(is_heading);
        self.lines == 1 && self.marker.is_none() && !self.row && (question || is_heading(line))
    }
}

/// The length of a heading that lost its line end and runs into its paragraph: `A new start The minister said …`.
///
/// Inside a sentence no small word is followed by one such as `The` that is followed by a small word again.
pub(crate) fn run_in(paragraph: &str) -> Option<usize> {
    const STARTS: [&str; 14] = [
        "The",
        "A",
        "An",
        "In",
        "On",
        "It",
        "He",
        "She",
        "They",
        "This",
        "These",
        "According",
        "But",
        "For",
    ];
    let mut words = paragraph.split(' ');
    let mut length = words.next().filter(|first| starts_high(first))?.len();
    let mut before = "";
    for _ in 0..7 {
        let word = words.next()?;
        let small =
            |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        if small(before) && !OPEN.contains(&before) && STARTS.contains(&word) {
            let next = words.next().unwrap_or_default().trim_end_matches(',');
            return small(next).then_some(length);
        }
        if !word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        {
            return None;
        }
        before = word;
        length += 1 + word.len();
    }
    None
}

/// Words after which a line was cut, not ended.
const OPEN: [&str; 26] = [
    "a", "an", "the", "of", "and", "or", "to", "in", "on", "at", "for", "with", "by", "from",
    "that", "is", "was", "are", "were", "has", "have", "his", "her", "its", "their", "as",
];

/// A short line that starts as a sentence does and does not end as one.
pub(crate) fn is_heading(line: &str) -> bool {
    const LONGEST: usize = 80;
    if line.len() > LONGEST * 3 || line.chars().count() > LONGEST || line.split(' ').count() > 12 {
        return false;
    }
    let shouted = line.ends_with(':') && !line.chars().any(char::is_lowercase);
    let last = line.rsplit(' ').next().unwrap_or_default();
    let spoken = line.starts_with(['"', '“', '«', '(']);
    starts_high(line) && !spoken && (!stops(line) || shouted) && !OPEN.contains(&last)
}

/// A line that may be the headline of all that follows.
pub(crate) fn is_title(line: &str) -> bool {
    const LONGEST: usize = 200;
    if line.len() > LONGEST * 3 || line.chars().count() > LONGEST {
        return false;
    }
    let question = line.ends_with(['?', '!']);
    let abbreviation = line.ends_with('.')
        && line
            .rsplit(' ')
            .next()
            .is_some_and(|last| last.matches('.').count() >= 2);
    starts_high(line) && (!stops(line) || question || abbreviation)
}

/// Whether a line starts with a figure, a quote, or a letter that is no small one, and holds a letter.
fn starts_high(line: &str) -> bool {
    let first = line.chars().find(|c| c.is_alphanumeric());
    first.is_some_and(|first| !first.is_lowercase()) && line.chars().any(char::is_alphabetic)
}

/// Whether a line ends as a sentence, or goes on.
fn stops(line: &str) -> bool {
    let end = line.trim_end_matches(['"', '”', '’', '\'', ')', '»', ']']);
    end.ends_with([
        '.', ',', ';', ':', '!', '?', '…', '-', '–', '—', '。', '،', '؟', '！', '？',
    ])
}
