//! Pictures: their captions, credits, alternative texts and addresses.

use super::{Run, SKIPPED, Walker};
use crate::html::named::address;
use crate::html::{self, foreign};
use crate::{credit, plain};
use dom_query::NodeRef;
use presswork_annotations::{BlockKind, Picture};
use presswork_model::Limits;

/// What frames a picture and its caption holds fewer nodes.
const MOST: usize = 500;
/// Captions are shorter, in bytes.
const LONGEST: usize = 2000;

/// What the page says of a picture outside its text; none for the dots that count visits.
pub(crate) fn picture(image: &NodeRef<'_>) -> Option<Picture> {
    let address = [
        "src",
        "data-src",
        "data-original",
        "data-lazy-src",
        "data-srcset",
        "srcset",
    ]
    .into_iter()
    .filter_map(|name| image.attr(name))
    .find_map(|value| address::told(&value).map(str::to_owned));
    let alt = image
        .attr("alt")
        .map(|alt| super::super::head::collapsed(&alt));
    let picture = Picture {
        alt: alt.filter(|alt| !alt.is_empty()),
        address,
    };
    (picture != Picture::default()).then_some(picture)
}

/// The words of a caption that is written in HTML; none if it nests as no caption does.
pub(crate) fn words(source: &str) -> Option<String> {
    const DEEPEST: usize = 32;
    let limits = Limits {
        depth: DEEPEST,
        ..Limits::default()
    };
    let dom = html::parse(source, limits).ok()?;
    let mut run = Run::default();
    gather(&dom.body()?, &mut run);
    Some(run.text)
}

/// Whether an element holds a caption, by its name or class.
pub(super) fn is_caption(node: &NodeRef<'_>) -> bool {
    if node.has_name("figcaption") {
        return true;
    }
    let by_class = node.attr("class").is_some_and(|class| {
        class.split_whitespace().any(|name| {
            let name = name.to_ascii_lowercase();
            // `wp-caption` is the frame around picture and caption.
            name.contains("caption")
                && name != "wp-caption"
                && !name.contains("container")
                && !name.contains("wrapper")
        })
    });
    by_class
        && !node.has_name("img")
        && !node.descendants_it().take(MOST).any(|inner| {
            inner.has_name("img") || inner.has_name("figure") || inner.has_name("figcaption")
        })
}

/// Whether an element frames a picture and its caption: a `<figure>`, or what is called so and holds little else.
pub(super) fn is_figure(node: &NodeRef<'_>) -> bool {
    const WORDS: [&str; 6] = ["image", "photo", "picture", "slide", "wp-caption", "media"];
    const LITTLE: usize = 700;
    if node.has_name("figure") {
        return true;
    }
    let named = node.attr("class").is_some_and(|class| {
        let class = class.to_ascii_lowercase();
        WORDS.iter().any(|word| class.contains(word))
    });
    if !named || node.descendants_it().nth(MOST).is_some() {
        return false;
    }
    let count = |names: &[&str]| {
        node.descendants_it()
            .filter(|inner| names.iter().any(|name| inner.has_name(name)))
            .take(3)
            .count()
    };
    let length = foreign::length(node, LITTLE);
    (1..LITTLE).contains(&length)
        && (count(&["img"]) == 1
            || node
                .descendants_it()
                .any(|inner| inner.is_element() && is_caption(&inner)))
        && count(&["p", "span", "figcaption", "em", "small", "div"]) > 0
        && count(&[
            "h1", "h2", "h3", "h4", "h5", "h6", "figure", "time", "li", "table",
        ]) == 0
        && node.descendants_it().all(|inner| !is_text_link(&inner))
}

/// Whether an element is a link on words: one on the picture leads to a larger one.
fn is_text_link(node: &NodeRef<'_>) -> bool {
    node.has_name("a") && !node.descendants_it().any(|inner| inner.has_name("img"))
}

/// Whether an element says that it holds a credit.
fn is_credit(node: &NodeRef<'_>) -> bool {
    const WORDS: [&str; 7] = [
        "credit",
        "copyright",
        "photographer",
        "attribution",
        "photo-source",
        "image-source",
        "distributor",
    ];
    // `<cite>` within a caption names its source.
    let cited = node.has_name("cite")
        && node
            .ancestors_it(Some(3))
            .any(|above| above.has_name("figcaption"));
    cited
        || ["class", "itemprop", "data-testid"]
            .into_iter()
            .any(|name| {
                node.attr(name).is_some_and(|value| {
                    let value = value.to_ascii_lowercase();
                    WORDS.iter().any(|word| value.contains(word))
                })
            })
}

impl Walker<'_> {
    /// A figure: one picture with its caption, several, or something else in a frame.
    pub(super) fn figure(&mut self, figure: &NodeRef<'_>) {
        let has = |name: &str| figure.descendants_it().any(|node| node.has_name(name));
        if has("figure") || has("table") || has("blockquote") || has("pre") {
            return self.block(figure);
        }
        let image = figure.descendants_it().find(|node| node.has_name("img"));
        let picture = image.as_ref().and_then(picture);
        let captions: Vec<_> = figure
            .descendants_it()
            .filter(|node| node.has_name("figcaption"))
            .collect();
        if captions.is_empty() {
            self.caption(figure, picture);
        } else if captions.len() == 1 {
            let mut run = Run::default();
            gather(&captions[0], &mut run);
            if run.credit.is_none() {
                // A credit may stand in the figure beside the caption.
                let beside = figure.descendants_it().find(|node| {
                    is_credit(node)
                        && !captions[0]
                            .descendants_it()
                            .any(|inner| inner.id == node.id)
                        && node.id != captions[0].id
                        && !node
                            .descendants_it()
                            .any(|inner| inner.id == captions[0].id)
                });
                if let Some(credit) = beside {
                    run.push(" ");
                    gather(&credit, &mut run);
                }
            }
            self.push_caption(run, picture);
        } else if let [words, credit] = captions.as_slice()
            && credits(credit)
        {
            // The credit stands in a caption of its own.
            let mut run = Run::default();
            gather(words, &mut run);
            run.push(" ");
            let start = run.text.len();
            gather(credit, &mut run);
            run.credit = Some(start..run.text.trim_end().len());
            self.push_caption(run, picture);
        } else {
            self.block(figure);
        }
    }

    /// Appends the caption that `node` holds.
    pub(super) fn caption(&mut self, node: &NodeRef<'_>, picture: Option<Picture>) {
        let mut run = Run::default();
        gather(node, &mut run);
        self.push_caption(run, picture);
    }

    fn push_caption(&mut self, mut run: Run, mut picture: Option<Picture>) {
        run.cut(counted(&run.text));
        run.once();
        let words = run.text.as_str();
        if words.len() > LONGEST {
            return self.page.push(BlockKind::Paragraph, words);
        }
        if run.credit.is_none() && self.is_no_caption(words) {
            return;
        }
        if let Some(head) = self.head {
            head.pictures
                .complete(&mut run.text, &mut run.credit, &mut picture);
        }
        let again = self.page.blocks.iter().any(|block| {
            block.kind == BlockKind::Caption
                && plain::same(&self.page.text[block.span.range()], &run.text)
        });
        if !again {
            self.page.push_caption(&run.text, run.credit, picture);
        }
    }
}

impl Walker<'_> {
    /// Whether words where a caption stands are none: a button, or the name under the picture of the author.
    fn is_no_caption(&self, words: &str) -> bool {
        let author = self.page.meta.author.as_deref().unwrap_or_default();
        let button = words.split_whitespace().count() < 4
            && BUTTONS
                .iter()
                .any(|button| words.to_ascii_lowercase().starts_with(button));
        button || !author.is_empty() && plain::same(author, words)
    }
}

/// What stands on pictures that are no news: buttons of players, charts and banners.
const BUTTONS: [&str; 8] = [
    "watch",
    "play",
    "listen",
    "explore",
    "always enabled",
    "close",
    "expand",
    "enlarge",
];

/// The end of the count of a gallery at the start of a caption: "2 of 12 |", "[1/5]".
fn counted(words: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let bracket = usize::from(words.starts_with('['));
    let mut at = bracket + digits(&words[bracket..]);
    let Some(link) = [" of ", "/"]
        .into_iter()
        .find(|link| at > bracket && words[at..].starts_with(link))
    else {
        return 0;
    };
    at += link.len();
    let last = digits(&words[at..]);
    let rest = &words[at + last..];
    let close = if bracket == 1 { "]" } else { " | " };
    let rest = rest.strip_prefix(close).filter(|_| last > 0);
    rest.map_or(0, |rest| words.len() - rest.trim_start().len())
}

/// Whether a caption holds nothing but a credit: "Image Credits: Strava".
fn credits(caption: &NodeRef<'_>) -> bool {
    let mut run = Run::default();
    gather(caption, &mut run);
    let words = run.text.trim();
    is_credit(caption) || credit::is_labelled(words)
}

/// The text of a caption on one line, and where an element in it says that it is the credit.
fn gather(node: &NodeRef<'_>, run: &mut Run) {
    let mut child = node.first_child();
    let credit = is_credit(node);
    let start = run.text.len();
    while let Some(here) = child {
        if here.is_text() {
            run.push(&here.text());
        } else if let Some(name) = here.node_name() {
            let name: &str = &name;
            if !SKIPPED.contains(&name) && !super::is_hidden(&here) {
                if !super::INLINE.contains(&name) {
                    run.push(" ");
                }
                gather(&here, run);
                if !super::INLINE.contains(&name) {
                    run.push(" ");
                }
            }
        }
        child = here.next_sibling();
    }
    let end = run.text.trim_end().len();
    if credit && end > start {
        // Photographer and agency may stand in elements of their own, side by side.
        let before = run.credit.take().filter(|before| {
            let between = run.text.get(before.end..start).unwrap_or("x");
            !between.chars().any(char::is_alphanumeric)
        });
        run.credit = Some(before.map_or(start, |before| before.start)..end);
    }
}
