//! What a page says of itself in JSON-LD: its articles, the pages they are on, and pictures.

use super::head::collapsed;
use dom_query::Document as Dom;
use serde_json::Value;

/// How deeply lists and graphs may lie in one another.
const DEEPEST: usize = 4;

/// The parts of a page's JSON-LD that are of use, each kind in the page's order.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub(super) articles: Vec<Value>,
    pub(super) pages: Vec<Value>,
    /// Pictures that stand by themselves, which others refer to by their `@id`.
    pub(super) pictures: Vec<Value>,
}

/// Reads all JSON-LD of a page; what is no JSON is left out.
pub(super) fn read(dom: &Dom) -> Linked {
    let mut linked = Linked::default();
    for script in dom.select(r#"script[type="application/ld+json"]"#).nodes() {
        let source = script.text();
        let source = source
            .trim()
            .trim_start_matches("<!--")
            .trim_end_matches("-->");
        if let Ok(value) = serde_json::from_str::<Value>(source) {
            linked.gather(value, 0);
        }
    }
    linked
}

impl Linked {
    fn gather(&mut self, value: Value, depth: usize) {
        match value {
            Value::Array(items) if depth < DEEPEST => {
                for item in items {
                    self.gather(item, depth + 1);
                }
            }
            Value::Object(mut fields) => {
                if let Some(graph) = fields.remove("@graph").filter(|_| depth < DEEPEST) {
                    self.gather(graph, depth + 1);
                }
                let kind = fields
                    .get("@type")
                    .map(Value::to_string)
                    .unwrap_or_default();
                let is = |words: &[&str]| words.iter().any(|word| kind.contains(word));
                let kept = if is(&["Article", "Posting", "Report", "News"]) {
                    &mut self.articles
                } else if is(&["ImageObject"]) {
                    &mut self.pictures
                } else if is(&["WebPage"]) {
                    &mut self.pages
                } else {
                    return;
                };
                kept.push(Value::Object(fields));
            }
            _ => {}
        }
    }
}

/// A string that says something, its white space collapsed.
pub(super) fn text(value: &Value) -> Option<String> {
    let text = collapsed(value.as_str()?);
    (!text.is_empty()).then_some(text)
}

/// The name of a person or organisation, of the first in a list.
pub(super) fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::Array(values) => values.iter().find_map(name_of),
        Value::Object(fields) => text(fields.get("name")?),
        value => text(value),
    }
}
