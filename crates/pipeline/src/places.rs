//! Where each value of a YAML text stands. The values themselves come from `yaml`.

use saphyr_parser::{Event, Parser, Span};
use std::ops::Range;

/// The bytes of the pipeline's text that a problem points at.
pub(crate) type Place = Range<usize>;

/// A value and where it stands; an alias is a leaf, so that a bomb of aliases stays small.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) place: Place,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Leaf(String),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

/// One step of a path such as `stages[1].with.actors[0]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Key(String),
    Index(usize),
}

/// How deep a pipeline may nest; the parser itself has no limit.
const DEEPEST: usize = 64;

impl Node {
    /// The root of `text`; none if it is no YAML, which `yaml` says better.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        let place = |span: Span| {
            let byte = |index: usize| bytes.get(index).copied().unwrap_or(text.len());
            byte(span.start.index())..byte(span.end.index()).max(byte(span.start.index()))
        };
        let mut open: Vec<(Place, Vec<Node>, bool)> = Vec::new();
        for event in Parser::new_from_str(text) {
            let (event, span) = event.ok()?;
            let done = match event {
                Event::Scalar(value, ..) => Node {
                    place: place(span),
                    kind: Kind::Leaf(value.into_owned()),
                },
                Event::Alias(_) => Node {
                    place: place(span),
                    kind: Kind::Leaf(String::new()),
                },
                Event::SequenceStart(..) | Event::MappingStart(..) => {
                    if open.len() == DEEPEST {
                        return None;
                    }
                    open.push((
                        place(span),
                        Vec::new(),
                        matches!(event, Event::MappingStart(..)),
                    ));
                    continue;
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    let (start, items, is_map) = open.pop()?;
                    let end = items.last().map_or(place(span).end, |last| last.place.end);
                    let kind = if is_map {
                        let mut items = items.into_iter();
                        let mut entries = Vec::new();
                        while let (Some(key), Some(value)) = (items.next(), items.next()) {
                            entries.push((key, value));
                        }
                        Kind::Map(entries)
                    } else {
                        Kind::List(items)
                    };
                    Node {
                        place: start.start..end.max(start.end),
                        kind,
                    }
                }
                _ => continue,
            };
            match open.last_mut() {
                Some((_, items, _)) => items.push(done),
                None => return Some(done),
            }
        }
        None
    }

    /// Where the value at `path` stands, or of it what exists.
    pub(crate) fn value(&self, path: &[Step]) -> Place {
        self.find(path).1.place.clone()
    }

    /// Where the key that ends `path` stands; for a place in a list the value there.
    pub(crate) fn key(&self, path: &[Step]) -> Place {
        let (key, value) = self.find(path);
        key.unwrap_or(value).place.clone()
    }

    fn find<'a>(&'a self, path: &[Step]) -> (Option<&'a Node>, &'a Node) {
        let mut found = (None, self);
        for step in path {
            let next = match (&found.1.kind, step) {
                (Kind::List(items), Step::Index(index)) => {
                    items.get(*index).map(|item| (None, item))
                }
                (Kind::Map(entries), Step::Key(name)) => {
                    let same = |(key, _): &&(Node, Node)| matches!(&key.kind, Kind::Leaf(word) if word == name);
                    entries
                        .iter()
                        .find(same)
                        .map(|(key, value)| (Some(key), value))
                }
                _ => None,
            };
            match next {
                Some(next) => found = next,
                None => break,
            }
        }
        found
    }

    /// Every key that stands in one mapping for a second time.
    pub(crate) fn duplicates(&self) -> Vec<(&str, Place)> {
        let mut found = Vec::new();
        let mut waiting = vec![self];
        while let Some(node) = waiting.pop() {
            match &node.kind {
                Kind::Leaf(_) => {}
                Kind::List(items) => waiting.extend(items),
                Kind::Map(entries) => {
                    for (i, (key, value)) in entries.iter().enumerate() {
                        waiting.push(value);
                        let Kind::Leaf(word) = &key.kind else {
                            continue;
                        };
                        let same = |(other, _): &(Node, Node)| matches!(&other.kind, Kind::Leaf(before) if before == word);
                        if entries[..i].iter().any(same) {
                            found.push((word.as_str(), key.place.clone()));
                        }
                    }
                }
            }
        }
        found.sort_by_key(|(_, place)| place.start);
        found
    }
}

/// Reads a path such as `actors[0].name`.
pub(crate) fn steps(path: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for part in path.split('.').filter(|part| !part.is_empty()) {
        let (key, indices) = part.split_once('[').unwrap_or((part, ""));
        if !key.is_empty() {
            steps.push(Step::Key(key.to_owned()));
        }
        let indices = indices
            .split('[')
            .filter_map(|index| index.trim_end_matches(']').parse().ok());
        steps.extend(indices.map(Step::Index));
    }
    steps
}

/// The path as people write it: `actors[0].name`.
pub(crate) fn written(path: &[Step]) -> String {
    let mut out = String::new();
    for step in path {
        match step {
            Step::Index(index) => out.extend(["[", &index.to_string(), "]"]),
            Step::Key(key) if out.is_empty() => out += key,
            Step::Key(key) => out.extend([".", key]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_keys_and_values() {
        let text = "é: 1\nstages:\n  - use: entities\n    with: { actors: [a.csv, 'b c'] }\n";
        let root = Node::parse(text).unwrap();
        let path = [
            vec![Step::Key("stages".into()), Step::Index(0)],
            steps("with.actors[1]"),
        ]
        .concat();
        assert_eq!(&text[root.value(&path)], "'b c'");
        assert_eq!(&text[root.key(&path[..4])], "actors");
        assert_eq!(written(&path), "stages[0].with.actors[1]");
        assert_eq!(steps(&written(&path)), path);
    }

    #[test]
    fn finds_keys_that_stand_there_twice() {
        let root = Node::parse("a: 1\nb: { c: 1, d: 2, c: 3 }\na: 2\n").unwrap();
        let twice: Vec<_> = root
            .duplicates()
            .into_iter()
            .map(|(key, place)| (key, place.start))
            .collect();
        assert_eq!(twice, [("c", 22), ("a", 29)]);
    }

    #[test]
    fn aliases_stay_leaves() {
        let lines = (1..40).map(|i| {
            format!(
                "a{i}: &a{i} [*a{0}, *a{0}]
",
                i - 1
            )
        });
        let bomb = lines.collect::<Vec<_>>().concat();
        assert!(Node::parse(&format!("a0: &a0 x\n{bomb}")).is_some());
    }
}
