//! `diff`: what appeared, vanished and changed between two results.

use presswork_model::{Document, Span, Text, Unit};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// What became of a row.
///
/// ```
/// assert_ne!(presswork_evaluate::Change::Appeared, presswork_evaluate::Change::Vanished);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Only the new result has it.
    Appeared,
    /// Only the old result has it.
    Vanished,
    /// Both have a row at the same place, with other fields.
    Changed,
}

/// One row that is not the same.
///
/// ```
/// use presswork_model::Document;
/// let document = |kind: &str| {
///     let line = format!(r#"{{"id":"a","text":"Omar","layers":{{"mention":[{{"span":[0,4],"kind":"{kind}"}}]}}}}"#);
///     Document::from_json(line.as_bytes()).expect("a document")
/// };
/// let differences = presswork_evaluate::diff(&document("place"), &document("person"));
/// assert_eq!((&*differences[0].text, &*differences[0].what), ("Omar", r#"kind: "place" → "person""#));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The layer.
    pub layer: String,
    /// What became of the row.
    pub change: Change,
    /// Where the row starts, in code points.
    pub start: u64,
    /// The row's words.
    pub text: String,
    /// Its fields; of a changed row only those that changed.
    pub what: String,
}

/// The fields that refer to rows of another layer.
const REFERENCES: [(&str, &str, &str); 8] = [
    ("mention", "actor", "actor"),
    ("attribution", "holder", "mention"),
    ("attribution", "parent", "attribution"),
    ("stance", "holder", "mention"),
    ("stance", "target", "mention"),
    ("stance", "attribution", "attribution"),
    ("quantity", "time", "time"),
    ("quantity", "attribution", "attribution"),
];

/// What is not the same in two results on one document, by layer and place. References are compared by the words they
/// refer to, so that one more row changes nothing but itself. A text that is not the same is one difference.
pub fn diff(old: &Document, new: &Document) -> Vec<Difference> {
    let (old_text, new_text) = (old.text(), new.text());
    if old_text.body() != new_text.body() {
        return vec![Difference {
            layer: "text".to_owned(),
            change: Change::Changed,
            start: 0,
            text: String::new(),
            what: format!(
                "{} bytes → {} bytes",
                old_text.body().len(),
                new_text.body().len()
            ),
        }];
    }
    let (olds, news) = (Rows::of(old), Rows::of(new));
    let mut names: Vec<&str> = olds
        .layers
        .keys()
        .chain(news.layers.keys())
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    names.dedup();
    let mut differences = Vec::new();
    for name in names {
        let of = |rows: &Rows<'_>| {
            rows.layers
                .get(name)
                .map_or(Vec::new(), |layer| rows.resolved(name, layer))
        };
        compare(name, (&of(&olds), &of(&news)), old_text, &mut differences);
    }
    differences
}

/// The rows of one document, by layer.
struct Rows<'a> {
    text: &'a Text,
    layers: BTreeMap<String, Vec<Json>>,
}

impl<'a> Rows<'a> {
    fn of(document: &'a Document) -> Self {
        // A layer that cannot be written as JSON could not have been read from it.
        let layers = document
            .layers()
            .map(|layer| (layer.name().to_owned(), layer.rows().unwrap_or_default()));
        Self {
            text: document.text(),
            layers: layers.collect(),
        }
    }

    /// A layer with the words in the place of what its rows refer to.
    fn resolved(&self, layer: &str, rows: &[Json]) -> Vec<Json> {
        let mut rows = rows.to_vec();
        for (_, field, to) in REFERENCES.iter().filter(|(from, ..)| *from == layer) {
            for row in &mut rows {
                let Some(value) = row.get_mut(*field) else {
                    continue;
                };
                let index = value.get("mention").unwrap_or(value).as_u64();
                let referred = index.and_then(|index| self.layers.get(*to)?.get(index as usize));
                if let Some(referred) = referred {
                    *value = Json::String(words(self.text, referred));
                }
            }
        }
        rows
    }
}

fn compare(
    layer: &str,
    (old, new): (&[Json], &[Json]),
    text: &Text,
    differences: &mut Vec<Difference>,
) {
    // Rows by place; of several at one place equal ones pair first.
    let mut places: BTreeMap<Vec<u64>, (Vec<&Json>, Vec<&Json>)> = BTreeMap::new();
    for row in old {
        places.entry(place(row)).or_default().0.push(row);
    }
    for row in new {
        places.entry(place(row)).or_default().1.push(row);
    }
    let mut found = Vec::new();
    for (place, (mut old, mut new)) in places {
        old.retain(|row| match new.iter().position(|other| other == row) {
            Some(same) => {
                new.remove(same);
                false
            }
            None => true,
        });
        let both = old.len().min(new.len());
        let start = place.first().copied().unwrap_or(0);
        let difference = |change, row: &Json, what| Difference {
            layer: layer.to_owned(),
            change,
            start,
            text: words(text, row),
            what,
        };
        found.extend(
            old.iter()
                .zip(&new)
                .map(|(old, new)| difference(Change::Changed, old, changed(old, new))),
        );
        found.extend(
            old[both..]
                .iter()
                .map(|row| difference(Change::Vanished, row, fields(row))),
        );
        found.extend(
            new[both..]
                .iter()
                .map(|row| difference(Change::Appeared, row, fields(row))),
        );
    }
    differences.append(&mut found);
}

fn place(row: &Json) -> Vec<u64> {
    let ends = row
        .get("span")
        .and_then(Json::as_array)
        .into_iter()
        .flatten();
    ends.filter_map(Json::as_u64).collect()
}

/// The words of a row.
fn words(text: &Text, row: &Json) -> String {
    let offsets = text.offsets();
    let ends: Vec<_> = place(row)
        .into_iter()
        .map(|point| offsets.from(Unit::CodePoints, point as u32))
        .collect();
    match ends[..] {
        [Some(start), Some(end)] if start <= end => text[Span::new(start, end)].to_owned(),
        _ => String::new(),
    }
}

fn fields(row: &Json) -> String {
    let fields = row
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(key, _)| *key != "span");
    let fields: Vec<_> = fields
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    fields.join(", ")
}

fn changed(old: &Json, new: &Json) -> String {
    let empty = serde_json::Map::new();
    let (old, new) = (
        old.as_object().unwrap_or(&empty),
        new.as_object().unwrap_or(&empty),
    );
    let keys = old
        .keys()
        .chain(new.keys().filter(|key| !old.contains_key(*key)));
    let said = |value: Option<&Json>| value.map_or("none".to_owned(), ToString::to_string);
    let changed = keys.filter(|key| old.get(*key) != new.get(*key));
    let changed: Vec<_> = changed
        .map(|key| format!("{key}: {} → {}", said(old.get(key)), said(new.get(key))))
        .collect();
    changed.join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Change, diff};
    use presswork_model::Document;

    fn document(layers: &str) -> Document {
        let line = format!(r#"{{"id":"a","text":"Né Omar met Amina","layers":{{{layers}}}}}"#);
        Document::from_json(line.as_bytes()).unwrap()
    }

    #[test]
    fn a_row_more_changes_nothing_but_itself() {
        let old = document(
            r#""actor":[{"span":[12,17],"name":"Amina"}],"mention":[{"span":[12,17],"kind":"person","actor":0}]"#,
        );
        let new = document(
            r#""actor":[{"span":[3,7],"name":"Omar"},{"span":[12,17],"name":"Amina"}],
               "mention":[{"span":[3,7],"kind":"person","actor":0},{"span":[12,17],"kind":"person","actor":1}]"#,
        );
        let said: Vec<_> = diff(&old, &new)
            .into_iter()
            .map(|d| (d.layer, d.change, d.start, d.text, d.what))
            .collect();
        let appeared = |layer: &str, what: &str| {
            (
                layer.to_owned(),
                Change::Appeared,
                3,
                "Omar".to_owned(),
                what.to_owned(),
            )
        };
        assert_eq!(
            said,
            [
                appeared("actor", r#"name: "Omar""#),
                appeared("mention", r#"actor: "Omar", kind: "person""#)
            ]
        );
        assert!(diff(&new, &new).is_empty());
        assert!(
            diff(&new, &old)
                .iter()
                .all(|difference| difference.change == Change::Vanished)
        );
    }

    #[test]
    fn other_fields_at_the_same_place_are_a_change() {
        let old = document(r#""mention":[{"span":[3,7],"kind":"place","score":0.5}]"#);
        let new = document(r#""mention":[{"span":[3,7],"kind":"person"}]"#);
        let differences = diff(&old, &new);
        assert_eq!(differences.len(), 1);
        assert_eq!(
            differences[0].what,
            r#"kind: "place" → "person", score: 0.5 → none"#
        );
    }

    #[test]
    fn another_text_is_one_difference() {
        let other = Document::from_json(br#"{"id":"a","text":"Omar"}"#).unwrap();
        assert_eq!(diff(&document(""), &other)[0].what, "18 bytes → 4 bytes");
    }
}
