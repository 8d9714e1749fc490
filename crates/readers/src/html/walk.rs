//! Walks the elements of a page and turns them into blocks.

use super::foreign;
use super::head::Head;
use super::main_text::Part;
use crate::page::Page;
use crate::{byline, caption, date, plain};
use dom_query::NodeRef;
use presswork_annotations::{BlockKind, Picture};
use std::ops::Range;

mod figure;
mod table;

pub(crate) use figure::{picture, words};

/// Elements without text for readers.
const SKIPPED: [&str; 17] = [
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "button",
    "select", "textarea", "input", "head", "canvas", "audio", "video", "map",
];
/// Elements whose text is not of the article, unless the search for its main text says so.
pub(super) const ASIDE: [&str; 6] = ["form", "nav", "footer", "aside", "dialog", "label"];
/// Elements inside a line.
const INLINE: [&str; 34] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "mark", "q", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "picture",
];

/// Appends the blocks below `root` to `page`.
///
/// With `part` only what belongs to it: its text, and the captions in between. Without, all but what is marked as
/// something else.
pub(crate) fn blocks(root: &NodeRef<'_>, page: &mut Page, head: Option<&Head>, part: Option<Part>) {
    let mut walker = Walker {
        page,
        head,
        part,
        run: Run::default(),
        quotes: 0,
        items: 0,
        apart: 0,
        picture: None,
    };
    walker.children(root);
    walker.flush();
}

/// A line of text at hand, its white space collapsed.
#[derive(Default)]
struct Run {
    text: String,
    /// How many bytes of it are bold, or links.
    bold: usize,
    linked: usize,
    /// Where an element says that it holds a credit.
    credit: Option<Range<usize>>,
}

impl Run {
    fn push(&mut self, text: &str) {
        for (i, word) in text.split(char::is_whitespace).enumerate() {
            if i > 0 && !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
            self.text.push_str(word);
        }
    }

    /// Takes away the first `count` bytes.
    fn cut(&mut self, count: usize) {
        self.text.drain(..count);
        let moved = |at: usize| at.saturating_sub(count);
        self.credit = self
            .credit
            .take()
            .map(|credit| moved(credit.start)..moved(credit.end));
    }

    /// Takes away the second half where it says the first again: pages hold a caption for each width of the screen.
    fn once(&mut self) {
        let words = self.text.trim();
        let half = words.len() / 2;
        let twice = [0, 1].into_iter().find(|gap| {
            let first = words.get(..half);
            let second = words.get(half + gap..);
            half > 20 && first.is_some() && first == second
        });
        if twice.is_some() {
            self.text = words[..half].to_owned();
            self.credit = self.credit.take().filter(|credit| credit.end <= half);
        }
    }

    fn line_break(&mut self) {
        if self.text.ends_with(' ') {
            self.text.pop();
        }
        self.text.push('\n');
    }
}

struct Walker<'p> {
    page: &'p mut Page,
    head: Option<&'p Head>,
    part: Option<Part>,
    run: Run,
    quotes: usize,
    items: usize,
    /// How many elements are open that hold something else than the article.
    apart: usize,
    /// The last picture outside a figure: a caption may follow.
    picture: Option<Picture>,
}

impl Walker<'_> {
    fn children(&mut self, node: &NodeRef<'_>) {
        let mut child = node.first_child();
        while let Some(here) = child {
            self.node(&here);
            child = here.next_sibling();
        }
    }

    fn node(&mut self, node: &NodeRef<'_>) {
        if node.is_text() {
            if self.part.as_mut().is_none_or(|part| part.keeps(node)) {
                self.run.push(&node.text());
            } else if node.text().starts_with(char::is_whitespace) {
                self.run.push(" ");
            }
            return;
        }
        let Some(name) = node.node_name() else {
            return;
        };
        let name: &str = &name;
        if SKIPPED.contains(&name) || self.part.is_none() && is_hidden(node) {
            return;
        }
        let mut pictures = true;
        if let Some(part) = &mut self.part {
            part.meet(node);
            pictures = part.holds_pictures();
        }
        let caption = pictures && figure::is_caption(node) && self.takes_picture(node);
        if INLINE.contains(&name) && !caption {
            return self.inline(node, name);
        }
        match name {
            "br" if self.run.text.ends_with('\n') => self.flush(),
            "br" => self.run.line_break(),
            "img" => self.picture = figure::picture(node).or(self.picture.take()),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.children(node);
                self.heading();
            }
            _ if caption => {
                self.flush();
                let picture = self.picture.take();
                self.caption(node, picture);
            }
            "figure" | "div" | "aside" | "li"
                if pictures && figure::is_figure(node) && self.takes_picture(node) =>
            {
                self.flush();
                self.figure(node);
            }
            "blockquote" => {
                self.flush();
                self.quotes += 1;
                self.block(node);
                self.quotes -= 1;
            }
            "li" | "dd" | "dt" => {
                self.flush();
                self.items += 1;
                self.block(node);
                self.items -= 1;
            }
            "table" => {
                self.flush();
                self.table(node);
            }
            "pre" => {
                self.flush();
                self.run.text.push_str(node.text().trim_matches('\n'));
                self.flush();
            }
            "p" => self.block(node),
            _ if ASIDE.contains(&name) || foreign::is_named(node) => {
                self.flush();
                // What holds the article itself is called "behind the subscription", and is not apart from it.
                if let Some(part) = &self.part {
                    let apart = usize::from(!part.starts_in(node));
                    self.apart += apart;
                    self.block(node);
                    self.apart -= apart;
                }
            }
            _ => self.block(node),
        }
    }

    /// Whether a picture belongs to the text: not if it stands in something else, unless its words are kept.
    fn takes_picture(&self, node: &NodeRef<'_>) -> bool {
        self.apart == 0 || self.part.as_ref().is_some_and(|part| part.keeps_any(node))
    }

    fn block(&mut self, node: &NodeRef<'_>) {
        self.flush();
        self.children(node);
        self.flush();
    }

    fn inline(&mut self, node: &NodeRef<'_>, name: &str) {
        let before = self.run.text.len();
        self.children(node);
        let added = self.run.text.len().saturating_sub(before);
        match name {
            "b" | "strong" => self.run.bold += added,
            "a" => self.run.linked += added,
            _ => {}
        }
    }

    fn heading(&mut self) {
        let run = std::mem::take(&mut self.run);
        let words = run.text.trim();
        // The title stands at the top already.
        if !self.is_title(words) && !is_furniture(words) {
            self.page.push(BlockKind::Heading, words);
        }
    }

    fn is_title(&self, words: &str) -> bool {
        self.head.is_some_and(|head| head.is_title(words))
    }

    /// Ends the block at hand.
    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        let words = run.text.trim();
        if words.is_empty() {
            return;
        }
        // Links to other texts stand in paragraphs and lists of their own, and end in no full stop.
        let linked = run.linked + 2 >= words.len() && !words.ends_with(['.', '!', '"', '”']);
        if linked && self.head.is_some() || is_furniture(words) {
            return;
        }
        match (self.quotes, self.items) {
            (1.., _) => return self.page.push(BlockKind::Quote, words),
            (0, 1..) => return self.page.push(BlockKind::ListItem, words),
            (0, 0) => {}
        }
        let top = !self.page.has(BlockKind::Paragraph);
        if top && self.is_title(words) {
            return;
        }
        let (authors, date) = (byline::authors(words), date::line(words));
        if top && (authors.is_some() || date.is_some() || byline::says_when(words)) {
            let meta = &mut self.page.meta;
            meta.author = meta.author.take().or(authors);
            meta.date = meta.date.take().or(date);
            let there = self.page.blocks.iter().any(|block| {
                block.kind == BlockKind::Byline
                    && plain::same(&self.page.text[block.span.range()], words)
            });
            if !there {
                self.page.push(BlockKind::Byline, words);
            }
            return;
        }
        if let Some(caption) = caption::find(words) {
            let mut words = words.to_owned();
            let (mut credit, mut picture) = (caption.credit, self.picture.take());
            if let Some(head) = self.head {
                head.pictures
                    .complete(&mut words, &mut credit, &mut picture);
            }
            return self.page.push_caption(&words, credit, picture);
        }
        let bold = run.bold + 2 >= words.len() && plain::is_heading(words);
        self.page.push(
            if bold {
                BlockKind::Heading
            } else {
                BlockKind::Paragraph
            },
            words,
        );
    }
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    node.has_attr("hidden")
        || node.attr("style").is_some_and(|style| {
            let style = style.to_ascii_lowercase();
            style.contains("display:none") || style.contains("display: none")
        })
}

/// Lines that sites put between the paragraphs.
fn is_furniture(words: &str) -> bool {
    const WHOLE: [&str; 27] = [
        "advertisement",
        "advertisement - story continues below",
        "article continues below",
        "story continues below",
        "story continues below advertisement",
        "article continues below advertisement",
        "share",
        "share this",
        "share this article",
        "share this article in your social network",
        "listen to article",
        "read more",
        "recommended videos",
        "loading...",
        "loading",
        "article content",
        "back to top",
        "join the conversation",
        "we apologize, but this video has failed to load",
        "about the author",
        "related",
        "related stories",
        "trending",
        "editor’s picks",
        "editor's picks",
        "most read",
        "recommended",
    ];
    const STARTS: [&str; 11] = [
        "read more:",
        "read also:",
        "also read:",
        "related:",
        "read next:",
        "see also:",
        "more:",
        "more on:",
        "sign up for",
        "subscribe to",
        "by signing up",
    ];
    if words.len() > 200 {
        return false;
    }
    let lower = words.to_lowercase();
    let whole = lower.trim_end_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ':')
    });
    WHOLE.contains(&whole) || STARTS.iter().any(|start| lower.starts_with(start))
}
