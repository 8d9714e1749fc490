//! Finds the main text of a page among menus, advertisements and links, by `dom_smoothie` (Mozilla's Readability).

use super::head::Head;
use super::named::Lead;
use super::{foreign, walk};
use crate::page::Page;
use dom_query::{Document as Dom, NodeId, NodeRef};
use dom_smoothie::{Config, Readability};
use presswork_annotations::{Block, BlockKind};
use std::collections::HashSet;

/// Below so many bytes of running text the page is taken whole.
const LITTLE: usize = 200;

/// The blocks of the main text, title and byline first.
pub(crate) fn page(dom: Dom, head: &Head) -> Page {
    let mut page = without_lead(dom, head);
    if let Some(lead) = &head.lead
        && let Some(index) = place_of_lead(&page, lead)
    {
        let mut above = Page::default();
        above.push_caption(
            &lead.caption,
            lead.credit.clone(),
            Some(lead.picture.clone()),
        );
        page.insert(index, above);
    }
    page
}

/// Which block the lead picture stands before: the first below title and byline. None if the page has a caption there, or
/// elsewhere for the same picture, or no text.
fn place_of_lead(page: &Page, lead: &Lead) -> Option<usize> {
    let blocks = &page.blocks;
    let text = blocks.iter().position(|block| is_running(block.kind))?;
    let above = blocks[..text]
        .iter()
        .any(|block| block.kind == BlockKind::Caption);
    let own = blocks
        .iter()
        .filter_map(|block| block.picture.as_deref())
        .any(|picture| lead.is_of(picture));
    let top = |block: &Block| !matches!(block.kind, BlockKind::Title | BlockKind::Byline);
    (!above && !own)
        .then(|| blocks.iter().position(top))
        .flatten()
}

fn without_lead(dom: Dom, head: &Head) -> Page {
    let mut page = begun(head);
    let whole = dom.clone();
    let Some(body) = whole.body() else {
        return page;
    };
    if let Some(kept) = readable(dom).and_then(|readable| kept(&readable)) {
        let part = Part::new(&whole, kept, head);
        walk::blocks(&body, &mut page, Some(head), Some(part));
    }
    if running(&page) >= LITTLE {
        return page;
    }
    let mut fallback = begun(head);
    walk::blocks(&body, &mut fallback, Some(head), None);
    if running(&fallback) > running(&page) {
        fallback
    } else {
        page
    }
}

/// The part of a page that is its main text.
pub(crate) struct Part {
    /// The stretches of text that Readability keeps. It moves and renames elements, but their ids stay, so that the page
    /// can be walked as it was written, with all its figures.
    kept: HashSet<NodeId>,
    /// How many of them were not met yet.
    left: usize,
    /// Where the article starts.
    start: Option<NodeId>,
    /// What stands around it.
    around: HashSet<NodeId>,
    begun: bool,
}

impl Part {
    fn new(dom: &Dom, mut kept: HashSet<NodeId>, head: &Head) -> Self {
        let body = dom.body();
        let mut texts = body.iter().flat_map(NodeRef::descendants_it);
        let first = texts.find(|node| kept.contains(&node.id));
        let titles = dom.select("h1");
        let mut titles = titles.nodes().iter();
        let title = titles.find(|node| head.is_title(&super::head::collapsed(&node.text())));
        let start = first.and_then(|first| {
            let around: HashSet<NodeId> = title
                .iter()
                .flat_map(|title| title.ancestors_it(None))
                .map(|node| node.id)
                .collect();
            let fits = |node: &NodeRef<'_>| {
                if title.is_some() {
                    around.contains(&node.id)
                } else {
                    node.has_name("article") || node.has_name("main")
                }
            };
            first.ancestors_it(None).find(fits).map(|node| node.id)
        });
        let container = start
            .or(body.map(|body| body.id))
            .map(|id| NodeRef::new(id, &dom.tree));
        let around = container
            .iter()
            .flat_map(|container| container.ancestors_it(None))
            .map(|node| node.id)
            .collect();
        if let Some(container) = container {
            keep_kin(&container, &mut kept);
        }
        Self {
            around,
            left: kept.len(),
            kept,
            start,
            begun: false,
        }
    }

    /// Notes that the walk has come to `node`.
    pub(crate) fn meet(&mut self, node: &NodeRef<'_>) {
        self.begun |= self.start == Some(node.id);
    }

    /// Whether the article starts below `node`.
    pub(crate) fn starts_in(&self, node: &NodeRef<'_>) -> bool {
        self.around.contains(&node.id)
    }

    /// Whether a stretch of text belongs to the main text.
    pub(crate) fn keeps(&mut self, text: &NodeRef<'_>) -> bool {
        let keeps = self.kept.contains(&text.id);
        self.begun |= keeps;
        self.left = self.left.saturating_sub(usize::from(keeps));
        keeps
    }

    /// Whether some text below `node` belongs to the main text.
    pub(crate) fn keeps_any(&self, node: &NodeRef<'_>) -> bool {
        node.descendants_it()
            .any(|inner| self.kept.contains(&inner.id))
    }

    /// Whether pictures belong to the article here: between its start and its last words.
    pub(crate) fn holds_pictures(&self) -> bool {
        self.begun && self.left > 0
    }
}

/// Keeps the paragraphs that stand as those that are kept do: sites cut an article into parts with advertisements between
/// them, and Readability takes one part. What holds them is known by its class.
fn keep_kin(container: &NodeRef<'_>, kept: &mut HashSet<NodeId>) {
    let class = |node: &NodeRef<'_>| {
        let class = node.parent()?.attr("class")?;
        (!class.trim().is_empty()).then(|| class.to_string())
    };
    let paragraphs: Vec<_> = container
        .descendants_it()
        .filter(|node| node.has_name("p"))
        .collect();
    let holds = |node: &NodeRef<'_>| node.descendants_it().any(|inner| kept.contains(&inner.id));
    let classes: HashSet<String> = paragraphs
        .iter()
        .filter(|node| holds(node))
        .filter_map(class)
        .collect();
    let mut kin = Vec::new();
    let mut parents = HashSet::new();
    for node in &paragraphs {
        let Some(parent) = node.parent().filter(|parent| !parents.contains(&parent.id)) else {
            continue;
        };
        if class(node).is_some_and(|class| classes.contains(&class)) && !is_apart(node, container) {
            parents.insert(parent.id);
            let lines = parent.children_it(false).filter(|child| {
                ["p", "h2", "h3", "h4", "ul", "ol", "blockquote"]
                    .iter()
                    .any(|name| child.has_name(name))
            });
            kin.extend(lines.flat_map(|line| {
                line.descendants_it()
                    .filter(NodeRef::is_nonempty_text)
                    .map(|node| node.id)
                    .collect::<Vec<_>>()
            }));
        }
    }
    kept.extend(kin);
}

/// Whether something between a node and its container says that it is no part of the text.
fn is_apart(node: &NodeRef<'_>, container: &NodeRef<'_>) -> bool {
    let mut between = node
        .ancestors_it(None)
        .take_while(|above| above.id != container.id);
    between.any(|above| {
        foreign::is_named(&above) || walk::ASIDE.iter().any(|name| above.has_name(name))
    })
}

/// The stretches of text that Readability keeps.
fn kept(readable: &Readability) -> Option<HashSet<NodeId>> {
    let content = readable.doc.select_single("#readability-page-1");
    let root = content.nodes().first()?;
    let texts = root.descendants_it().filter(NodeRef::is_nonempty_text);
    Some(texts.map(|node| node.id).collect())
}

fn readable(dom: Dom) -> Option<Readability> {
    let config = Config {
        keep_classes: true,
        disable_json_ld: true,
        // Scoring takes long on pages of this size, which are no articles.
        max_elements_to_parse: 50_000,
        ..Config::default()
    };
    let mut readable = Readability::with_document(dom, None, Some(config)).ok()?;
    readable.parse().ok()?;
    Some(readable)
}

fn begun(head: &Head) -> Page {
    let mut page = Page::about(head.meta.clone());
    if let Some(title) = &head.meta.title {
        page.push(BlockKind::Title, title);
    }
    for line in [&head.byline, &head.date_line].into_iter().flatten() {
        page.push(BlockKind::Byline, line);
    }
    page
}

/// How many bytes of running text there are.
fn running(page: &Page) -> usize {
    let blocks = page.blocks.iter().filter(|block| is_running(block.kind));
    blocks.map(|block| block.span.len() as usize).sum()
}

fn is_running(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Paragraph | BlockKind::Quote | BlockKind::ListItem
    )
}
