//! How deeply HTML is nested, before it is parsed: deep nesting takes parsers quadratic time.

use dom_query::Document as Dom;

/// Elements that hold nothing.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr", "param",
];
/// Elements whose end may be left out: the next of them, or the end of what they stand in, closes them.
const IMPLIED: [&str; 18] = [
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "rp",
    "rt", "colgroup", "html", "head", "body",
];
/// Elements whose content is no mark-up.
const RAW: [&str; 8] = [
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
];

/// Elements of drawings, which `/>` may close.
const DRAWN: [&str; 12] = [
    "svg", "g", "path", "circle", "ellipse", "rect", "use", "line", "polygon", "polyline", "stop",
    "image",
];

/// Whether elements in `source` are open more than `limit` deep at some place, by a scan of the tags.
pub(crate) fn exceeds(source: &str, limit: usize) -> bool {
    let bytes = source.as_bytes();
    let mut open: Vec<u64> = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        at += found + 1;
        if bytes[at..].starts_with(b"!--") {
            at +=
                memchr::memmem::find(&bytes[at..], b"-->").map_or(bytes.len() - at, |end| end + 3);
            continue;
        }
        let closing = bytes.get(at) == Some(&b'/');
        let start = at + usize::from(closing);
        let length = bytes[start..]
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-')
            .count();
        if length == 0 {
            continue;
        }
        let name = &bytes[start..start + length];
        at = start + length;
        let is = |names: &[&str]| {
            names
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
        };
        if is(&VOID) || is(&IMPLIED) {
            continue;
        }
        let key = hash(name);
        if closing {
            if let Some(place) = open.iter().rposition(|&other| other == key) {
                open.truncate(place);
            }
        } else if is(&RAW) {
            at += end_of_raw(&bytes[at..], name);
        } else {
            if !(is(&DRAWN) && closes_itself(&bytes[at..])) {
                open.push(key);
            }
            if open.len() > limit {
                return true;
            }
        }
    }
    false
}

/// Whether a tag ends in `/>`; `rest` starts behind its name. A tag that is longer than this is no such one.
fn closes_itself(rest: &[u8]) -> bool {
    let near = &rest[..rest.len().min(1 << 14)];
    memchr::memchr(b'>', near).is_some_and(|end| near[..end].ends_with(b"/"))
}

/// Where the content of a raw element ends.
fn end_of_raw(bytes: &[u8], name: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&bytes[at..], b"</") {
        at += found;
        let end = &bytes[at + 2..];
        if end.len() >= name.len() && end[..name.len()].eq_ignore_ascii_case(name) {
            return at;
        }
        at += 2;
    }
    bytes.len()
}

/// FNV-1a of the name in lower case: a clash could only mistake one name for another.
fn hash(name: &[u8]) -> u64 {
    name.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    })
}

/// How deep the deepest node of a parsed page stands.
pub(crate) fn of(dom: &Dom) -> usize {
    let mut deepest = 0;
    let mut depth = 0usize;
    let root = dom.root();
    let mut node = root.first_child();
    while let Some(here) = node {
        if let Some(child) = here.first_child() {
            depth += 1;
            deepest = deepest.max(depth);
            node = Some(child);
            continue;
        }
        let mut last = here;
        node = loop {
            if let Some(next) = last.next_sibling() {
                break Some(next);
            }
            match last.parent() {
                Some(parent) if parent.id != root.id => {
                    depth = depth.saturating_sub(1);
                    last = parent;
                }
                _ => break None,
            }
        };
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depths() {
        let nested = |n: usize| format!("{}x{}", "<div>".repeat(n), "</div>".repeat(n));
        assert!(!exceeds(&nested(10), 10));
        assert!(exceeds(&nested(11), 10));
        // Ends of what was never opened, or not of this name, close nothing.
        assert!(exceeds(&"<div></b>".repeat(11), 10));
        assert!(!exceeds(&"<p>one <br> <img src=a>".repeat(1000), 10));
        assert!(!exceeds(&"<ul><li>a<li>b</ul>".repeat(1000), 10));
        assert!(!exceeds(
            &format!("<script>{}</script>", "<div>".repeat(100)),
            10
        ));
        assert!(!exceeds(&format!("<!-- {} -->", "<div>".repeat(100)), 10));
        assert!(exceeds(&"<b id=a>".repeat(11), 10));
        assert!(
            !exceeds("<", 10)
                && !exceeds("</", 10)
                && !exceeds("<!--", 10)
                && !exceeds("<script>", 10)
        );
    }

    #[test]
    fn parsed() {
        assert_eq!(of(&Dom::from("<p>a</p>")), 4 - 1);
        assert!(of(&Dom::from("<div>".repeat(50))) >= 50);
    }
}
