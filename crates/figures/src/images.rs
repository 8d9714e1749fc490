//! Pictures: captions with their credits.

use presswork_annotations::{Block, BlockKind, Image};
use presswork_model::{Layer, Text};

/// Agencies and libraries whose name alone tells a credit.
const AGENCIES: [&str; 36] = [
    "Reuters",
    "REUTERS",
    "AFP",
    "AP",
    "EPA",
    "Getty",
    "Shutterstock",
    "Alamy",
    "Xinhua",
    "Bloomberg",
    "Anadolu",
    "DPA",
    "dpa",
    "TASS",
    "Tass",
    "Corbis",
    "iStock",
    "Rex",
    "PA",
    "ANP",
    "ANSA",
    "Kyodo",
    "Yonhap",
    "Sipa",
    "SIPA",
    "UPI",
    "Zuma",
    "ZUMA",
    "NurPhoto",
    "Associated",
    "Supplied",
    "Handout",
    "iStockphoto",
    "Unsplash",
    "Wikimedia",
    "Flickr",
];

/// What stands ahead of a credit.
const MARKERS: [&str; 15] = [
    "photograph by",
    "photo by",
    "photos by",
    "picture by",
    "image by",
    "photo courtesy of",
    "image courtesy of",
    "courtesy of",
    "photograph:",
    "photo:",
    "photos:",
    "picture:",
    "image:",
    "credit:",
    "image credit:",
];

/// The longest credit, in bytes.
const LONGEST: usize = 120;

/// The pictures of a document, one for each caption.
pub(crate) fn find(text: &Text, blocks: &Layer<Block>) -> Vec<Image> {
    let captions = blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Caption);
    let image = |caption: &Block| {
        let nested = blocks
            .within(caption.span)
            .find(|(_, block)| block.kind == BlockKind::Credit);
        let credit = match nested {
            Some((_, block)) => Some(bare(&text[block.span])).filter(|credit| !credit.is_empty()),
            None => credit(&text[caption.span]),
        };
        let picture = caption.picture.as_deref();
        Image {
            span: caption.span,
            credit: credit.map(|credit| text.span_of(credit)),
            alt: picture
                .and_then(|picture| picture.alt.as_deref())
                .map(Into::into),
            address: picture
                .and_then(|picture| picture.address.as_deref())
                .map(Into::into),
        }
    };
    let mut images: Vec<Image> = captions.map(image).collect();
    images.sort_by_key(|image| image.span);
    images
}

/// The credit in a caption's text: in brackets at its end, behind "Photo:" or "by", or an agency's name at its end.
fn credit(caption: &str) -> Option<&str> {
    let caption = caption.trim_end();
    bracketed(caption)
        .or_else(|| marked(caption))
        .or_else(|| at_end(caption))
        .filter(|credit| credit.len() <= LONGEST)
}

/// "… (Reuters)", "… [Getty Images]".
fn bracketed(caption: &str) -> Option<&str> {
    let body = caption.trim_end_matches(['.', ' ']);
    let open = if body.ends_with(')') {
        '('
    } else if body.ends_with(']') {
        '['
    } else {
        return None;
    };
    let start = body.rfind(open)? + 1;
    let inner = &body[start..body.len() - 1];
    let credited = inner
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| AGENCIES.contains(&word))
        || marker(inner).is_some_and(|(at, _)| at == 0);
    credited
        .then(|| bare(inner))
        .filter(|inner| !inner.is_empty())
}

/// The first marker in `text`: where it starts and ends.
fn marker(text: &str) -> Option<(usize, usize)> {
    let lower = text.to_ascii_lowercase();
    let found = MARKERS.iter().filter_map(|marker| {
        let at = lower.find(marker)?;
        let free = !lower[..at].ends_with(char::is_alphanumeric) && !lower[..at].ends_with("file ");
        let closed = !marker.ends_with("by") && !marker.ends_with("of")
            || lower[at + marker.len()..].starts_with(' ');
        (free && closed).then_some((at, at + marker.len()))
    });
    // Of two that start together the longer one is meant.
    found.min_by_key(|(start, end)| (*start, usize::MAX - end))
}

/// "Photo: AFP/Getty Images", "Photograph by Jane Doe".
fn marked(caption: &str) -> Option<&str> {
    let (_, end) = marker(caption)?;
    let rest = caption[end..].trim_start();
    let stop = rest.find(['\n', '(', '[', '|']).unwrap_or(rest.len());
    let credit = bare(&rest[..stop]);
    let name = credit.starts_with(|c: char| c.is_uppercase() || c == '@');
    // A sentence is no credit.
    (name && sentence_end(credit).is_none() && credit.split_whitespace().count() <= 10)
        .then_some(credit)
}

/// "… REUTERS/Jane Doe", "… AP Photo/Jane Doe", "… | AFP", "… © Jane Doe".
fn at_end(caption: &str) -> Option<&str> {
    let body = caption.trim_end_matches('.');
    let marks = [
        "| ", "— ", "– ", "- ", "\n", "© ", "©", "! ", "? ", "” ", "\" ",
    ];
    let marked = marks
        .iter()
        .filter_map(|mark| body.rfind(mark).map(|at| at + mark.len()));
    let cut = marked.chain(sentence_end(body)).max();
    let start = cut.unwrap_or(0);
    let last = body[start..].trim();
    let copyright = body[..start].trim_end().ends_with('©');
    let words = last.split_whitespace().count();
    let first = last
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    let slashed = last.rsplit('/').next().is_some_and(|tail| {
        tail != last
            && tail
                .split_whitespace()
                .next()
                .is_some_and(|word| AGENCIES.contains(&word))
    });
    let named = AGENCIES.contains(&first) && (words <= 3 || last.contains('/')) || slashed;
    let fits =
        (1..=8).contains(&words) && (named || copyright && last.starts_with(char::is_uppercase));
    fits.then(|| bare(last)).filter(|credit| !credit.is_empty())
}

/// A credit without its brackets, marker, stops and blanks.
fn bare(credit: &str) -> &str {
    let around = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '(' | ')' | '[' | ']' | '|' | '.' | ',' | ':' | ';' | '-' | '–' | '—' | '©' | '/'
            )
    };
    let trimmed = credit.trim_matches(around);
    match marker(trimmed) {
        Some((0, end)) => trimmed[end..].trim_matches(around),
        _ => trimmed,
    }
}

/// Past the last stop in `text` that ends a sentence; the stop behind an initial does not.
fn sentence_end(text: &str) -> Option<usize> {
    let stops = text.rmatch_indices(". ").map(|(at, _)| at);
    let ends = |at: &usize| {
        let word = text[..*at].rsplit(char::is_whitespace).next().unwrap_or("");
        word.chars().count() > 1
    };
    stops.into_iter().find(ends).map(|at| at + 2)
}
