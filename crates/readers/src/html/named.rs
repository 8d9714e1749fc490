//! Pictures that a page names where no reader sees it: in JSON-LD, and in its `<meta>` for Open Graph and Twitter.

use super::head::share;
use super::linked::{self, Linked};
use super::walk;
use crate::credit;
use presswork_annotations::Picture;
use serde_json::{Map, Value};
use std::ops::Range;

pub(crate) mod address;
mod lead;

pub(crate) use lead::{Known, Lead};

/// More pictures than this no article has.
const MOST: usize = 200;
/// Captions are shorter, in bytes.
const LONGEST: usize = 4000;

/// What is said of one picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Named {
    picture: Picture,
    /// What the address has in common with others of the same file.
    file: Option<String>,
    caption: Option<String>,
    /// The letters of the caption, to be compared.
    letters: String,
    credit: Option<String>,
}

/// The pictures that a page names.
#[derive(Debug, Default)]
pub(crate) struct Pictures {
    /// Those of JSON-LD, then those of `<meta>`.
    all: Vec<Named>,
    /// Which of them stand first in their article.
    first: Vec<usize>,
    /// How many are those of JSON-LD.
    linked: usize,
}

/// The pictures in the page's JSON-LD and `<meta>`. `title` is that of the page, `site` the site's name.
pub(super) fn read(
    linked: &Linked,
    metas: &[(String, String)],
    title: Option<&str>,
    site: Option<&str>,
) -> Pictures {
    let mut reading = Reading {
        linked,
        site,
        found: Pictures::default(),
    };
    let articles = linked.articles.iter().map(|item| (item, "image"));
    let pages = linked.pages.iter().map(|item| (item, "primaryImageOfPage"));
    for (item, field) in articles.chain(pages) {
        let before = reading.found.all.len();
        if let Some(value) = item.get(field) {
            reading.pictures(value, 0);
        }
        if reading.found.all.len() > before && is_of(item, title) {
            reading.found.first.push(before);
        }
    }
    for picture in &linked.pictures {
        reading.pictures(picture, 0);
    }
    let mut found = reading.found;
    found.linked = found.all.len();
    found.all.extend(shared(metas));
    found
}

/// Whether a page's JSON-LD is about the text that it shows, not about another or the site.
fn is_of(item: &Value, title: Option<&str>) -> bool {
    let headline = item.get("headline").and_then(linked::text);
    match (headline, title) {
        (Some(headline), Some(title)) => share(&headline, title) >= 0.5,
        (None, _) => item.get("primaryImageOfPage").is_some(),
        (Some(_), None) => false,
    }
}

/// The pictures for those who share the page, the first of Open Graph and that of Twitter.
fn shared(metas: &[(String, String)]) -> impl Iterator<Item = Named> {
    const NAMES: [([&str; 3], &str); 2] = [
        (
            ["og:image", "og:image:url", "og:image:secure_url"],
            "og:image:alt",
        ),
        (
            ["twitter:image", "twitter:image:src", "twitter:image:url"],
            "twitter:image:alt",
        ),
    ];
    NAMES.into_iter().filter_map(|(addresses, alt)| {
        let starts = metas
            .iter()
            .position(|(name, _)| addresses.contains(&name.as_str()))?;
        let address = address::told(&metas[starts].1)?;
        // The alternative text of a second picture is not that of the first.
        let next = metas[starts + 1..]
            .iter()
            .position(|(name, _)| name == addresses[0]);
        let of_first = &metas[..next.map_or(metas.len(), |next| starts + 1 + next)];
        let alt = of_first
            .iter()
            .find(|(name, _)| name == alt)
            .map(|(_, alt)| alt.clone());
        Some(Named {
            file: address::file(address),
            picture: Picture {
                alt,
                address: Some(address.to_owned()),
            },
            ..Named::default()
        })
    })
}

struct Reading<'a> {
    linked: &'a Linked,
    site: Option<&'a str>,
    found: Pictures,
}

impl Reading<'_> {
    /// A picture as an address, as an object, as a reference to one, or a list of them.
    fn pictures(&mut self, value: &Value, depth: usize) {
        const DEEPEST: usize = 3;
        if self.found.all.len() >= MOST {
            return;
        }
        let named = match value {
            Value::Array(values) if depth < DEEPEST => {
                values
                    .iter()
                    .take(MOST)
                    .for_each(|value| self.pictures(value, depth + 1));
                return;
            }
            Value::String(address) => Named::at(Some(address)),
            Value::Object(fields) => self.object(self.referred(fields).unwrap_or(fields)),
            _ => return,
        };
        if named != Named::default() {
            self.found.all.push(named);
        }
    }

    /// The object that a bare reference means.
    fn referred(&self, fields: &Map<String, Value>) -> Option<&Map<String, Value>> {
        let id = fields.get("@id").filter(|_| fields.len() <= 2)?;
        let mut pictures = self.linked.pictures.iter().filter_map(Value::as_object);
        pictures.find(|picture| picture.get("@id") == Some(id))
    }

    fn object(&self, fields: &Map<String, Value>) -> Named {
        let address = ["contentUrl", "url"]
            .iter()
            .find_map(|name| first(fields.get(*name)?).as_str());
        let caption = ["caption", "description", "name"]
            .iter()
            .find_map(|name| plain(first(fields.get(*name)?)));
        let said = fields.get("creditText").and_then(plain);
        let people = || {
            ["creator", "author", "copyrightHolder"]
                .iter()
                .find_map(|name| {
                    // A site that names itself tells nobody's picture from another's.
                    let name = plain(&linked::name_of(fields.get(*name)?)?.into())?;
                    (!self
                        .site
                        .is_some_and(|site| crate::plain::same(site, &name)))
                    .then_some(name)
                })
        };
        Named {
            letters: caption.as_deref().map(letters).unwrap_or_default(),
            caption,
            credit: said.or_else(people).and_then(|credit| tidy(&credit)),
            ..Named::at(address)
        }
    }
}

impl Named {
    fn at(address: Option<&str>) -> Self {
        let address = address.and_then(address::told);
        // Some sites write JSON as if it were HTML.
        let address = address.map(|address| address.replace("&#038;", "&").replace("&amp;", "&"));
        let file = address.as_deref().and_then(address::file);
        let picture = Picture { alt: None, address };
        Self {
            picture,
            file,
            ..Self::default()
        }
    }
}

/// The first value of a list, or the one that there is.
fn first(value: &Value) -> &Value {
    match value {
        Value::Array(values) => values.first().unwrap_or(&Value::Null),
        value => value,
    }
}

/// The words of a string that may hold HTML.
fn plain(value: &Value) -> Option<String> {
    let text = value.as_str().filter(|text| text.len() <= LONGEST)?;
    let words = if text.contains(['<', '&']) {
        walk::words(text)?
    } else {
        super::head::collapsed(text)
    };
    (!words.trim().is_empty()).then(|| words.trim().to_owned())
}

/// A credit without labels and brackets; none for addresses and sentences.
fn tidy(credit: &str) -> Option<String> {
    const MOST_WORDS: usize = 16;
    let range = credit::within(credit, 0..credit.len())?;
    let tidy = credit[range].trim();
    let credible = tidy.chars().any(char::is_alphabetic)
        && !tidy.contains("://")
        && tidy.split(' ').count() <= MOST_WORDS;
    credible.then(|| tidy.to_owned())
}

/// The letters and digits of `text` alone, in lower case: what is left of words however they are set.
fn letters(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// Whether two texts begin with the same words, as many as tell a caption from another.
fn begin_alike(a: &str, b: &str) -> bool {
    same_start(&letters(a), &letters(b))
}

/// The same for texts of which the letters are left.
fn same_start(a: &str, b: &str) -> bool {
    const TELLING: usize = 30;
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short == long && !short.is_empty() || short.len() >= TELLING && long.starts_with(short)
}

impl Pictures {
    /// Completes a caption of the page, and what is said of its picture, from what the head says of the same one.
    ///
    /// A credit that stands in the caption is found there, another is put behind it.
    pub(crate) fn complete(
        &self,
        caption: &mut String,
        credit: &mut Option<Range<usize>>,
        picture: &mut Option<Picture>,
    ) {
        if self.all.is_empty() || caption.trim().is_empty() {
            return;
        }
        let file = picture
            .as_ref()
            .and_then(|picture| address::file(picture.address.as_deref()?));
        let same_file = |named: &&Named| file.is_some() && named.file == file;
        let said = letters(caption);
        let same_words = |named: &&Named| same_start(&named.letters, &said);
        let same: Vec<&Named> = self
            .all
            .iter()
            .filter(|named| same_file(named) || same_words(named))
            .collect();
        let told = |of: fn(&Picture) -> Option<&String>| {
            same.iter().find_map(|named| of(&named.picture)).cloned()
        };
        let (alt, address) = (
            told(|picture| picture.alt.as_ref()),
            told(|picture| picture.address.as_ref()),
        );
        if alt.is_some() || address.is_some() {
            let picture = picture.get_or_insert_default();
            picture.alt = picture.alt.take().or(alt);
            picture.address = picture.address.take().or(address);
        }
        let told = same.iter().find_map(|named| named.credit.as_deref());
        if let Some(told) = told
            && credit::found(caption, credit.clone()).is_none()
        {
            *credit = Some(put(caption, told));
        }
    }
}

/// Where `credit` stands at the end of a caption; it is put there, if it was not before.
fn put(caption: &mut String, credit: &str) -> Range<usize> {
    let end = caption
        .trim_end_matches(|c: char| !c.is_alphanumeric())
        .len();
    let there = caption[..end]
        .strip_suffix(credit)
        .filter(|before| !before.ends_with(char::is_alphanumeric))
        .map(str::len);
    let start = there.unwrap_or_else(|| {
        caption.truncate(caption.trim_end().len());
        caption.push(' ');
        caption.push_str(credit);
        caption.len() - credit.len()
    });
    start..start + credit.len()
}

#[cfg(test)]
mod tests;
