//! The lead picture: one with a real caption that the page tells machines alone.

use super::{Named, Pictures, address, begin_alike, letters};
use crate::credit;
use crate::html::walk;
use dom_query::{Document as Dom, NodeRef};
use presswork_annotations::Picture;
use std::ops::Range;

/// A caption for the top of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lead {
    /// The caption, with its credit at the end.
    pub(crate) caption: String,
    /// Where the credit stands in it, if that was told apart.
    pub(crate) credit: Option<Range<usize>>,
    pub(crate) picture: Picture,
    file: Option<String>,
}

impl Lead {
    /// Whether the page has a caption of its own for this picture, by the picture's address.
    pub(crate) fn is_of(&self, picture: &Picture) -> bool {
        let file = picture.address.as_deref().and_then(address::file);
        file.is_some() && file == self.file
    }
}

/// What else is known of a page, none of which is a caption.
pub(crate) struct Known<'a> {
    /// Titles and summaries.
    pub(crate) lines: Vec<&'a str>,
    /// The site's name, the authors'.
    pub(crate) names: Vec<&'a str>,
}

impl Pictures {
    /// The lead picture's caption, unless it stands on the page or is none.
    pub(crate) fn lead(&self, dom: &Dom, known: &Known<'_>) -> Option<Lead> {
        let linked = self.first.iter().filter_map(|&at| {
            let named = self.all.get(at)?;
            let caption = named.caption.as_deref()?;
            let whole = named.credit.is_some()
                || is_closed(caption)
                || credit::of_caption(caption).is_some();
            (whole && known.allows(caption)).then_some((named, caption, false))
        });
        let shared = self.all[self.linked..].iter().filter_map(|named| {
            let caption = named.picture.alt.as_deref()?;
            let told = credit::of_caption(caption).is_some()
                || is_closed(caption) && tells_of_someone(caption);
            (told && known.allows(caption)).then_some((named, caption, true))
        });
        let (named, caption, alt) = linked.chain(shared).next()?;
        let seen = Seen::on(dom);
        let there = seen.says(caption)
            || alt
                && named
                    .file
                    .as_ref()
                    .is_none_or(|file| seen.files.contains(file));
        (!there).then(|| made(named, caption))
    }
}

fn made(named: &Named, words: &str) -> Lead {
    let mut caption = words.to_owned();
    let told = named
        .credit
        .as_deref()
        .filter(|_| credit::found(words, None).is_none());
    let credit = told.map(|credit| super::put(&mut caption, credit));
    let alt = named
        .picture
        .alt
        .clone()
        .filter(|alt| !begin_alike(alt, words));
    let picture = Picture {
        alt,
        address: named.picture.address.clone(),
    };
    Lead {
        caption,
        credit,
        picture,
        file: named.file.clone(),
    }
}

impl Known<'_> {
    /// Whether `words` may be a caption: some words that are neither a title nor a summary, nor about the site or an author.
    fn allows(&self, words: &str) -> bool {
        const FEWEST: usize = 5;
        const LONGEST: usize = 700;
        let about = |name: &&&str| !name.is_empty() && words.starts_with(**name);
        words.len() <= LONGEST
            && words.split_whitespace().count() >= FEWEST
            && !words.contains("://")
            && !words.contains(['<', '>'])
            && !self.names.iter().any(|name| about(&name))
            && !self.lines.iter().any(|line| begin_alike(line, words))
    }
}

/// Whether a text ends as a sentence does.
fn is_closed(words: &str) -> bool {
    words
        .trim_end_matches(['"', '”', '\'', '’', ')'])
        .ends_with(['.', '!', '?'])
}

/// Whether a sentence says what someone with a name does, as captions do; alternative texts tell what is to be seen, without
/// names. Verbs are known by the most common ones and, behind a name, by their endings.
fn tells_of_someone(sentence: &str) -> bool {
    const VERBS: [&str; 12] = [
        "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may",
    ];
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let inflected = |word: &str| {
        word.len() > 3
            && word.bytes().all(|byte| byte.is_ascii_lowercase())
            && ["s", "ed", "ing"].iter().any(|end| word.ends_with(end))
    };
    // The first word of a sentence need not be a name.
    let named = words
        .windows(2)
        .any(|pair| is_name(pair[1]) && !is_closed(pair[0]));
    let verb = words.iter().any(|word| VERBS.contains(word))
        || words
            .windows(2)
            .any(|pair| is_name(pair[0]) && inflected(pair[1]));
    named && verb
}

/// What is to be seen on a page: its words and alternative texts, and the files of its pictures.
struct Seen {
    letters: String,
    files: Vec<String>,
}

impl Seen {
    fn on(dom: &Dom) -> Self {
        let mut seen = Self {
            letters: String::new(),
            files: Vec::new(),
        };
        let body = dom.body();
        for node in body.iter().flat_map(NodeRef::descendants_it) {
            if node.is_text() {
                if !node
                    .parent()
                    .is_some_and(|parent| parent.has_name("script") || parent.has_name("style"))
                {
                    seen.letters += &letters(&node.text());
                }
            } else if node.has_name("img")
                && let Some(picture) = walk::picture(&node)
            {
                seen.letters += &letters(picture.alt.as_deref().unwrap_or_default());
                seen.files
                    .extend(picture.address.as_deref().and_then(address::file));
            }
        }
        seen
    }

    /// Whether the page says the first words of `caption`: what follows may be set in another way.
    fn says(&self, caption: &str) -> bool {
        const TELLING: usize = 40;
        let start: String = letters(caption).chars().take(TELLING).collect();
        self.letters.contains(&start)
    }
}
