//! Pictures: captions and credits.

use super::or_none;
use crate::Answers;
use crate::answers::Picture;
use crate::finding::{Entry, Finding};
use crate::matching::Matching;
use presswork_model::Text;

pub(crate) fn findings(gold: &Answers, found: &Answers) -> Vec<Finding> {
    let Some(gold_rows) = &gold.pictures else {
        return Vec::new();
    };
    let found_rows = or_none(found.pictures.as_ref());
    let (mut golds, mut founds) = (said(&gold.text, gold_rows), said(&found.text, found_rows));
    if golds.iter().all(|gold| gold.span.is_none()) {
        // Such gold comes from extractors: where one read no caption at all it says nothing of the page's captions.
        if golds.iter().all(|gold| gold.caption.is_empty()) {
            return Vec::new();
        }
        // Gold of pages leaves out pictures of which nothing but the credit is told, and a gallery that a page holds twice
        // is one.
        founds.retain(|found| !found.says_nothing());
        let mut again = std::collections::HashSet::new();
        golds.retain(|gold| again.insert(gold.whole.clone()));
    }
    let entries = |all: &[Said]| {
        let entry = |said: &Said| Entry {
            span: said.span,
            what: said.whole.clone(),
            ..Entry::default()
        };
        all.iter().map(entry).collect::<Vec<_>>()
    };
    let caption = |gold: &Said, found: &Said| match (gold.span, found.span) {
        (Some(gold), Some(found)) => (gold == found).then_some(1.0),
        _ => half(&gold.caption, &found.caption),
    };
    let matching = Matching::likest(&golds, &founds, caption);
    let (gold_entries, found_entries) = (entries(&golds), entries(&founds));
    let sides = (gold_entries.as_slice(), found_entries.as_slice());
    let captions = Finding::new("image", "caption", sides, &matching).listed(sides, &matching);

    let credited = |all: &[Said]| {
        all.iter()
            .filter(|said| !said.credit.is_empty())
            .cloned()
            .collect::<Vec<_>>()
    };
    let (golds, founds) = (credited(&golds), credited(&founds));
    let credit = |gold: &Said, found: &Said| {
        Some(caption(gold, found)? + half(&gold.credit, &found.credit)?)
    };
    let matching = Matching::likest(&golds, &founds, credit);
    let (gold_entries, found_entries) = (entries(&golds), entries(&founds));
    let sides = (gold_entries.as_slice(), found_entries.as_slice());
    vec![
        captions,
        Finding::new("image", "credit", sides, &matching).listed(sides, &matching),
    ]
}

/// A picture by its words.
#[derive(Clone)]
struct Said {
    span: Option<presswork_model::Span>,
    whole: String,
    caption: Vec<String>,
    credit: Vec<String>,
}

impl Said {
    /// Whether the caption tells no more than whose the picture is.
    fn says_nothing(&self) -> bool {
        const LABELS: [&str; 13] = [
            "photo",
            "photos",
            "photograph",
            "photographs",
            "picture",
            "pictures",
            "image",
            "images",
            "illustration",
            "credit",
            "credits",
            "by",
            "courtesy",
        ];
        self.caption
            .iter()
            .all(|word| LABELS.contains(&word.as_str()))
    }
}

fn said(text: &Text, pictures: &[Picture]) -> Vec<Said> {
    let said = |picture: &Picture| {
        let credit = picture
            .credit_span
            .map_or(picture.credit.as_str(), |span| &text[span]);
        let caption = match (picture.span, picture.credit_span) {
            (None, _) => picture.caption.clone(),
            (Some(span), None) => text[span].to_owned(),
            (Some(span), Some(credit)) => {
                let body = text.body();
                let (before, after) = (
                    span.range().start..credit.range().start,
                    credit.range().end..span.range().end,
                );
                format!("{} {}", &body[before], &body[after])
            }
        };
        Said {
            span: picture.span,
            whole: format!("{} | {credit}", caption.trim()),
            caption: words(&caption),
            credit: words(credit),
        }
    };
    pictures.iter().map(said).collect()
}

fn words(text: &str) -> Vec<String> {
    let words = crate::matching::words(text);
    let mut words: Vec<_> = words
        .into_iter()
        .map(|word| text[word.range()].to_lowercase())
        .collect();
    words.sort_unstable();
    words
}

/// How alike two lists of words are that share half of the longer or more.
fn half(a: &[String], b: &[String]) -> Option<f64> {
    let shared = Matching::exact(a, b)
        .gold
        .into_iter()
        .filter(|both| *both)
        .count();
    let longer = a.len().max(b.len());
    (longer > 0 && 2 * shared >= longer).then(|| shared as f64 / longer as f64)
}
