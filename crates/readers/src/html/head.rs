//! What a page says about itself: title, date, author, language, source.

use super::linked::{self, name_of, text};
use super::named::{self, Known, Lead, Pictures};
use crate::{byline, date, plain};
use dom_query::Document as Dom;
use presswork_model::Meta;
use serde_json::Value;

/// What is known of a page, and what of it stands on the page to be seen.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub(crate) meta: Meta,
    /// The line that names the authors.
    pub(crate) byline: Option<String>,
    /// The line that says when.
    pub(crate) date_line: Option<String>,
    /// The pictures that it names where no reader sees it.
    pub(crate) pictures: Pictures,
    /// The lead picture, if its caption stands there alone.
    pub(crate) lead: Option<Lead>,
}

impl Head {
    /// Whether `words` are the title.
    pub(crate) fn is_title(&self, words: &str) -> bool {
        let title = self.meta.title.as_deref();
        title.is_some_and(|title| plain::same(title, words))
    }
}

/// Where `<meta>` says when the page was published.
const DATES: [&str; 13] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "dc.date.issued",
    "dc.date",
    "dcterms.date",
    "date",
];
/// Where `<meta>` says who wrote it.
const AUTHORS: [&str; 7] = [
    "author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "article:author",
    "twitter:creator",
];

/// Where `<meta>` has the title or a summary.
const LINES: [&str; 6] = [
    "title",
    "description",
    "og:title",
    "og:description",
    "twitter:title",
    "twitter:description",
];

/// Reads what the page says about itself, in this order: JSON-LD, `<meta>`, what is to be seen.
pub(crate) fn read(dom: &Dom) -> Head {
    let whole = linked::read(dom);
    let linked = &whole.articles;
    let metas = metas(dom);
    let meta = |name: &str| {
        let found = metas.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone())
    };
    let source = meta("og:site_name")
        .or_else(|| meta("application-name"))
        .or_else(|| {
            linked
                .iter()
                .find_map(|item| name_of(item.get("publisher")?))
        });
    let date_line = visible_date(dom);
    let date = linked
        .iter()
        .find_map(|item| date::iso(item.get("datePublished")?.as_str()?))
        .or_else(|| DATES.iter().find_map(|name| date::iso(&meta(name)?)))
        .or_else(|| timed(dom))
        .or_else(|| date::line(date_line.as_deref()?));
    let said = linked
        .iter()
        .find_map(|item| authors(item.get("author")?))
        .or_else(|| AUTHORS.iter().find_map(|name| cleaned(&meta(name)?)));
    let byline = visible_byline(dom, said.as_deref());
    let author = said.or_else(|| {
        let line = byline.as_deref()?;
        byline::authors(line).or_else(|| byline::names(line))
    });
    let title = meta("og:title")
        .or_else(|| meta("twitter:title"))
        .or_else(|| meta("title"))
        .or_else(|| linked.iter().find_map(|item| text(item.get("headline")?)));
    let title = visible_title(dom, title.as_deref(), source.as_deref()).or(title);
    let language = dom.select_single("html[lang]").attr("lang");
    let language = language
        .map(|language| language.trim().to_owned())
        .filter(|language| !language.is_empty())
        .or_else(|| meta("og:locale"))
        .map(|language| language.replace('_', "-"));
    let address = dom.select_single("link[rel=canonical]").attr("href");
    let address = address
        .map(|address| address.to_string())
        .or_else(|| meta("og:url"))
        .filter(|address| address.starts_with("http"));
    let pictures = named::read(&whole, &metas, title.as_deref(), source.as_deref());
    let lines = metas
        .iter()
        .filter(|(name, _)| LINES.contains(&name.as_str()))
        .map(|(_, line)| line.as_str())
        .chain(title.as_deref())
        .chain(linked.iter().flat_map(|item| {
            let fields = ["headline", "description"];
            fields
                .into_iter()
                .filter_map(|field| item.get(field)?.as_str())
        }));
    let names = author
        .iter()
        .flat_map(|author| author.split("; "))
        .chain(source.as_deref());
    let known = Known {
        lines: lines.collect(),
        names: names.collect(),
    };
    let lead = pictures.lead(dom, &known);
    let mut meta = Meta {
        title,
        date,
        author,
        language,
        source,
        ..Meta::default()
    };
    if let Some(address) = address {
        meta.other.insert("url".into(), address.into());
    }
    Head {
        meta,
        byline,
        date_line,
        pictures,
        lead,
    }
}

/// The names and contents of the `<meta>` elements, names in lower case.
fn metas(dom: &Dom) -> Vec<(String, String)> {
    let mut metas = Vec::new();
    for node in dom.select("meta[content]").nodes() {
        let content = collapsed(&node.attr_or("content", ""));
        if content.is_empty() {
            continue;
        }
        for attribute in ["property", "name", "itemprop"] {
            if let Some(name) = node.attr(attribute) {
                metas.push((name.trim().to_ascii_lowercase(), content.clone()));
            }
        }
    }
    metas
}

fn timed(dom: &Dom) -> Option<String> {
    let times = dom.select("time[datetime], [itemprop=datePublished]");
    times.nodes().iter().take(20).find_map(|node| {
        let value = node.attr("datetime").or_else(|| node.attr("content"));
        date::iso(&value.unwrap_or_else(|| node.text()))
    })
}

/// The first line on the page that says nothing but a date.
fn visible_date(dom: &Dom) -> Option<String> {
    let times = dom.select("time, [itemprop=datePublished], .date, .published");
    times.nodes().iter().take(10).find_map(|node| {
        let text = collapsed(&node.text());
        date::line(&text).map(|_| text)
    })
}

fn visible_byline(dom: &Dom, author: Option<&str>) -> Option<String> {
    let places = dom.select(
        "[class*=byline], [class*=Byline], [rel=author], [itemprop=author], [class*=author], [class*=Author], [data-testid*=byline]",
    );
    let texts = || {
        let texts = places
            .nodes()
            .iter()
            .take(60)
            .map(|node| collapsed(&node.text()));
        texts.filter(|text| !text.is_empty() && text.len() <= 160)
    };
    let first = author.and_then(|author| author.split("; ").next());
    texts()
        .filter(|text| byline::authors(text).is_some())
        .min_by_key(String::len)
        .or_else(|| texts().find(|text| first.is_some_and(|first| plain::same(first, text))))
}

/// The heading of the page: the `<h1>` that is what the head calls the title, or the first that looks like one.
fn visible_title(dom: &Dom, known: Option<&str>, source: Option<&str>) -> Option<String> {
    let headings: Vec<String> = dom
        .select("h1")
        .nodes()
        .iter()
        .take(20)
        .map(|node| collapsed(&node.text()))
        .filter(|text| !text.is_empty())
        .collect();
    let likely = |text: &&String| {
        text.split(' ').count() >= 3 && !source.is_some_and(|source| plain::same(source, text))
    };
    let matching = known.and_then(|known| {
        let shared = |text: &&String| share(known, text) >= 0.5;
        headings
            .iter()
            .find(|text| plain::same(known, text))
            .or_else(|| headings.iter().filter(likely).find(shared))
    });
    let found = matching.or_else(|| headings.iter().find(likely));
    found
        .cloned()
        .or_else(|| known.is_none().then(|| window_title(dom, source)).flatten())
}

/// How many of the words of the shorter text stand in the longer too.
pub(super) fn share(a: &str, b: &str) -> f64 {
    let words =
        |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_lowercase).collect() };
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let both = short.iter().filter(|word| long.contains(word)).count();
    both as f64 / short.len().max(1) as f64
}

/// The `<title>` without the site's name behind it.
fn window_title(dom: &Dom, source: Option<&str>) -> Option<String> {
    let title = collapsed(&dom.select_single("title").text());
    let cut = [" | ", " — ", " – ", " - ", " :: "]
        .iter()
        .filter_map(|bar| title.rfind(bar))
        .max();
    let short = cut.filter(|&at| {
        let site = title[at..].trim_matches([' ', '|', '—', '–', '-', ':']);
        source.is_some_and(|source| plain::same(source, site))
            || title[..at].split(' ').count() >= 4
    });
    let title = short.map_or(title.as_str(), |at| title[..at].trim());
    (!title.is_empty()).then(|| title.to_owned())
}

/// The names of all authors in JSON-LD.
fn authors(value: &Value) -> Option<String> {
    let values: &[Value] = match value {
        Value::Array(values) => values,
        value => std::slice::from_ref(value),
    };
    let mut names: Vec<String> = Vec::new();
    for name in values
        .iter()
        .filter_map(name_of)
        .filter_map(|name| cleaned(&name))
    {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join("; "))
}

/// The names in what a page calls its author; none for addresses and accounts.
fn cleaned(author: &str) -> Option<String> {
    let author = byline::without_by(author);
    if author.is_empty() || author.contains("://") || author.starts_with('@') {
        return None;
    }
    Some(byline::names(author).unwrap_or_else(|| author.to_owned()))
}

/// `text` with one blank for each stretch of white space, none around it; entities that were escaped twice resolved.
pub(crate) fn collapsed(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.contains('&') {
        return text;
    }
    text.replace("&#8217;", "’")
        .replace("&#039;", "'")
        .replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}
