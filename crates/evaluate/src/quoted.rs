//! The words of a text that stand between quotation marks, found from the marks alone.

use presswork_model::Span;

/// Quotations of fewer words are names of things and words held at arm's length as often as speech.
const LEAST: usize = 5;

/// The words between double quotation marks, where as many as five stand there.
pub(crate) fn words(text: &str, words: &[Span]) -> Vec<Span> {
    let inside = |quote: &(usize, usize)| {
        let from = words.partition_point(|word| (word.start() as usize) < quote.0);
        let to = words.partition_point(|word| (word.end() as usize) <= quote.1);
        &words[from..to.max(from)]
    };
    let quotes = quotations(text);
    let long = quotes
        .iter()
        .map(inside)
        .filter(|words| words.len() >= LEAST);
    long.flatten().copied().collect()
}

/// Where the quotations of a text start and end, without their marks. One that a paragraph leaves open goes on to its end if
/// the next one opens with a mark, and is none otherwise.
fn quotations(text: &str) -> Vec<(usize, usize)> {
    let mut quotations = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        let rest = &text[at..];
        let mark = MARKS.iter().find(|(mark, _)| rest.starts_with(mark));
        let blank = || {
            let line = rest
                .strip_prefix('\n')
                .map(|line| line.trim_start_matches([' ', '\t', '\r']));
            line.is_some_and(|line| line.starts_with('\n'))
        };
        match (mark, open) {
            (Some((mark, side)), None) => {
                if *side != Side::Close {
                    open = Some(at + mark.len());
                }
                at += mark.len();
            }
            (Some((mark, side)), Some(start)) => {
                if *side == Side::Open {
                    open = Some(at + mark.len());
                } else {
                    quotations.push((start, at));
                    open = None;
                }
                at += mark.len();
            }
            (None, Some(start)) if blank() => {
                let after = rest.trim_start();
                let goes_on = MARKS
                    .iter()
                    .any(|(mark, side)| *side != Side::Close && after.starts_with(mark));
                if goes_on {
                    quotations.push((start, at));
                }
                open = None;
                at += rest.len() - after.len();
            }
            _ => at += next.len_utf8(),
        }
    }
    quotations
}

#[derive(PartialEq)]
enum Side {
    Open,
    Close,
    Either,
}

const MARKS: [(&str, Side); 8] = [
    ("“", Side::Open),
    ("„", Side::Open),
    ("”", Side::Close),
    ("«", Side::Open),
    ("»", Side::Close),
    ("``", Side::Open),
    ("''", Side::Either),
    ("\"", Side::Either),
];

#[cfg(test)]
mod tests {
    use crate::matching;

    fn quoted(text: &str) -> Vec<&str> {
        let words = super::words(text, &matching::words(text));
        words.into_iter().map(|word| &text[word.range()]).collect()
    }

    #[test]
    fn long_quotations_count() {
        assert_eq!(
            quoted("He said “it rains a lot today” and \"it snows\"."),
            ["it", "rains", "a", "lot", "today"]
        );
        assert_eq!(
            quoted("The ''new and better and cheaper way'' failed.").len(),
            6
        );
        assert_eq!(quoted("A “so-called new law").len(), 0);
    }

    #[test]
    fn quotations_run_over_paragraphs() {
        let text = "“We will wait for the rain.\n\n“Then we will go home again,” she said.\n\n“Nobody closes this one at all.\n\nNever.";
        assert_eq!(quoted(text).len(), 12);
    }
}
