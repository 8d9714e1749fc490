//! Parts of a page that are no part of its text, by the names that their makers gave them.

use dom_query::{Document as Dom, NodeRef};

/// Words in the class or id of what is never part of a text.
const NEVER: [&str; 7] = [
    "onetrust", "cookie", "cookies", "consent", "gdpr", "ccpa", "cmp",
];
/// Words in the class or id of what is no part of a text, unless it holds most of it.
const FOREIGN: [&str; 39] = [
    "newsletter",
    "newsletters",
    "related",
    "promo",
    "share",
    "sharing",
    "social",
    "advert",
    "advertisement",
    "advertisment",
    "ad",
    "ads",
    "subscribe",
    "subscription",
    "recirc",
    "recirculation",
    "trending",
    "comments",
    "comment",
    "signup",
    "sponsored",
    "outbrain",
    "taboola",
    "breadcrumb",
    "breadcrumbs",
    "sr",
    "a11y",
    "screen-reader-text",
    "visually-hidden",
    "most-read",
    "sign-up",
    "sign-in",
    "skip-link",
    "authorprofile",
    "author-bio",
    "authorbio",
    "fallback",
    "jwplayer",
    "tags",
];

/// Removes them, before the search for the main text can be misled by them.
pub(crate) fn remove(dom: &Dom) {
    let Some(body) = dom.body() else {
        return;
    };
    let whole = length(&body, usize::MAX);
    let mut next = body.first_child();
    while let Some(node) = next {
        let foreign = node.is_element() && !is_page(&node) && {
            let words = match name(&node) {
                Some(Foreign::Never) => usize::MAX,
                Some(Foreign::Mostly) => whole / 4,
                None => 0,
            };
            words > 0 && length(&node, words) < words && !holds_title(&node)
        };
        let below = node.first_child().filter(|_| !foreign);
        next = below.or_else(|| following(&node, &body));
        if foreign {
            node.remove_from_parent();
        }
    }
}

/// The next node in the order of the page that is not below `node`.
fn following<'a>(node: &NodeRef<'a>, root: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let mut here = *node;
    loop {
        if let Some(next) = here.next_sibling() {
            return Some(next);
        }
        here = here.parent().filter(|parent| parent.id != root.id)?;
    }
}

fn is_page(node: &NodeRef<'_>) -> bool {
    ["html", "body", "main", "article"]
        .iter()
        .any(|name| node.has_name(name))
}

fn holds_title(node: &NodeRef<'_>) -> bool {
    node.descendants_it().any(|inner| inner.has_name("h1"))
}

/// How many bytes of text a node holds; it stops to count at `enough`.
pub(crate) fn length(node: &NodeRef<'_>, enough: usize) -> usize {
    let mut length = 0;
    for inner in node.descendants_it() {
        if inner.is_text()
            && !inner
                .parent()
                .is_some_and(|parent| parent.has_name("script") || parent.has_name("style"))
        {
            length += inner.text().trim().len();
        }
        if length >= enough {
            break;
        }
    }
    length
}

enum Foreign {
    Never,
    Mostly,
}

/// Whether the class or id of an element says that it is no part of the text.
pub(crate) fn is_named(node: &NodeRef<'_>) -> bool {
    name(node).is_some()
}

fn name(node: &NodeRef<'_>) -> Option<Foreign> {
    let mut found = None;
    for attribute in ["class", "id"] {
        let Some(value) = node.attr(attribute) else {
            continue;
        };
        for name in value.to_ascii_lowercase().split_whitespace() {
            let parts = || name.split(['_', '-']).filter(|part| !part.is_empty());
            if parts().any(|part| NEVER.contains(&part)) {
                return Some(Foreign::Never);
            }
            let compound = || {
                FOREIGN
                    .iter()
                    .any(|known| known.contains('-') && name.contains(known))
            };
            if parts().any(|part| FOREIGN.contains(&part)) || compound() {
                found = Some(Foreign::Mostly);
            }
        }
    }
    found
}
