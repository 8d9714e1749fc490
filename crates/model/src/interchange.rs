//! The interchange format: one document as one line of JSON, offsets in code points.

use crate::document::{Slot, State};
use crate::offsets::scope;
use crate::{Document, Meta, Text};
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

/// Which layers of a document to write.
///
/// ```
/// use presswork_model::Selection;
/// assert!(Selection::All.holds("token"));
/// assert!(!Selection::Only(vec!["mention".into()]).holds("token"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Every layer.
    All,
    /// Those named.
    Only(Vec<String>),
}

impl Selection {
    /// Whether the layer `name` is among them.
    ///
    /// ```
    /// # use presswork_model::Selection;
    /// assert!(!Selection::Only(vec![]).holds("token"));
    /// ```
    pub fn holds(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(names) => names.iter().any(|chosen| chosen == name),
        }
    }
}

impl Document {
    /// Appends the document to `out` as one line of JSON, without the line break; spans count code points.
    ///
    /// Fails if an annotation holds a span that does not lie on characters of the text; `out` then ends in half a line.
    ///
    /// ```
    /// use presswork_model::{Document, Selection, Text};
    /// let mut out = Vec::new();
    /// Document::new(Text::new("a", "né")).write_json(&Selection::All, &mut out)?;
    /// assert_eq!(String::from_utf8_lossy(&out), r#"{"id":"a","meta":{},"text":"né","layers":{}}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn write_json(&self, selection: &Selection, out: &mut Vec<u8>) -> serde_json::Result<()> {
        out.extend_from_slice(br#"{"id":"#);
        serde_json::to_writer(&mut *out, self.text.id())?;
        out.extend_from_slice(br#","meta":"#);
        serde_json::to_writer(&mut *out, self.text.meta())?;
        out.extend_from_slice(br#","text":"#);
        serde_json::to_writer(&mut *out, self.text.body())?;
        out.extend_from_slice(br#","layers":"#);
        self.write_layers(selection, out)?;
        let versions: BTreeMap<_, _> = self
            .chosen(selection)
            .filter(|slot| slot.version != 1)
            .map(|slot| (&slot.name, slot.version))
            .collect();
        if !versions.is_empty() {
            out.extend_from_slice(br#","versions":"#);
            serde_json::to_writer(&mut *out, &versions)?;
        }
        out.push(b'}');
        Ok(())
    }

    fn chosen<'a>(&'a self, selection: &'a Selection) -> impl Iterator<Item = &'a Slot> {
        self.slots.iter().filter(|slot| selection.holds(&slot.name))
    }

    /// Appends some layers to `out` as a JSON object; spans count code points. [`read_layers`](Self::read_layers) has an example.
    ///
    /// Fails if an annotation holds a span that does not lie on characters of the text.
    pub fn write_layers(&self, selection: &Selection, out: &mut Vec<u8>) -> serde_json::Result<()> {
        out.push(b'{');
        scope::within(self.text.shared_body(), || {
            for (i, slot) in self.chosen(selection).enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                serde_json::to_writer(&mut *out, &slot.name)?;
                out.push(b':');
                match &slot.state {
                    State::Written(layer) => layer.write_json(out)?,
                    State::Read { json, .. } => out.extend_from_slice(json.get().as_bytes()),
                }
            }
            Ok::<_, serde_json::Error>(())
        })?;
        out.push(b'}');
        Ok(())
    }

    /// Takes layers that [`write_layers`](Self::write_layers) wrote of a document with the same text. Of a layer that is
    /// there already the new one takes the place.
    ///
    /// Fails if it is no JSON object of lists.
    ///
    /// ```
    /// use presswork_model::{Document, Selection, Text};
    /// let mut document = Document::new(Text::new("a", "Grain."));
    /// document.read_layers(br#"{"word":[{"span":[0,5]}]}"#, |_| 1)?;
    /// let mut out = Vec::new();
    /// document.write_layers(&Selection::All, &mut out)?;
    /// assert_eq!(out, br#"{"word":[{"span":[0,5]}]}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn read_layers(
        &mut self,
        json: &[u8],
        version: impl Fn(&str) -> u32,
    ) -> serde_json::Result<()> {
        let Layers(layers) = serde_json::from_slice(json)?;
        for (name, json) in layers {
            let version = version(&name);
            let read = slot(name, version, json);
            match self.slots.iter_mut().find(|slot| slot.name == read.name) {
                Some(slot) => *slot = read,
                None => self.slots.push(read),
            }
        }
        Ok(())
    }

    /// Reads a document from one line of JSON. It must have an `id` and a `text`.
    ///
    /// ```
    /// # use presswork_model::Document;
    /// let document = Document::from_json(br#"{"id":"a","text":"Grain.","section":"World"}"#)?;
    /// assert_eq!(document.text().meta().other["section"], "World");
    /// # Ok::<(), presswork_model::DocumentError>(())
    /// ```
    pub fn from_json(line: &[u8]) -> Result<Self, DocumentError> {
        let record = Record::from_json(line)?;
        let id = record.id.clone().ok_or(DocumentError::Field("id"))?;
        record.into_document(id)
    }
}

/// A document as it stands in a line of JSON, before it has its final id.
///
/// ```
/// use presswork_model::Record;
/// let mut record = Record::from_json(br#"{"headline":"Grain","text":"Prices fell."}"#)?;
/// record.meta.title = record.meta.other.remove("headline").and_then(|title| Some(title.as_str()?.to_owned()));
/// let document = record.into_document("feed.jsonl#1".to_owned())?;
/// assert_eq!(document.text().meta().title.as_deref(), Some("Grain"));
/// # Ok::<(), presswork_model::DocumentError>(())
/// ```
#[derive(Debug)]
pub struct Record {
    /// The record's own id.
    pub id: Option<String>,
    /// What it says of itself; keys that the format does not know stand in `other`.
    pub meta: Meta,
    /// The text.
    pub text: Option<String>,
    slots: Vec<(String, Box<RawValue>)>,
    versions: BTreeMap<String, u32>,
}

impl Record {
    /// Parses one line of JSON.
    ///
    /// ```
    /// # use presswork_model::Record;
    /// assert_eq!(Record::from_json(br#"{"id":7}"#)?.id.as_deref(), Some("7"));
    /// # Ok::<(), presswork_model::DocumentError>(())
    /// ```
    pub fn from_json(line: &[u8]) -> Result<Self, DocumentError> {
        let mut fields: Fields = serde_json::from_slice(line)?;
        let mut meta = fields.meta.unwrap_or_default();
        keep_all(&mut fields.other, std::mem::take(&mut meta.other));
        meta.other = fields.other;
        let id = fields.id.as_deref().map_or(Ok(None), read_id)?;
        Ok(Self {
            id,
            meta,
            text: fields.text,
            slots: fields.layers.0,
            versions: fields.versions,
        })
    }

    /// The layers that the record brings.
    ///
    /// ```
    /// # use presswork_model::Record;
    /// let record = Record::from_json(br#"{"text":"","layers":{"word":[]}}"#)?;
    /// assert_eq!(record.layers().collect::<Vec<_>>(), ["word"]);
    /// # Ok::<(), presswork_model::DocumentError>(())
    /// ```
    pub fn layers(&self) -> impl Iterator<Item = &str> {
        self.slots.iter().map(|(name, _)| name.as_str())
    }

    /// The document, with `id` for its id. Its layers stay as they were read until they are asked for.
    ///
    /// ```
    /// # use presswork_model::Record;
    /// let record = Record::from_json(br#"{"text":"Grain."}"#)?;
    /// assert_eq!(record.into_document("a.jsonl#1".to_owned())?.text().body(), "Grain.");
    /// # Ok::<(), presswork_model::DocumentError>(())
    /// ```
    pub fn into_document(self, id: String) -> Result<Document, DocumentError> {
        let text = self.text.ok_or(DocumentError::Field("text"))?;
        let read = |(name, json): (String, Box<RawValue>)| {
            let version = self.versions.get(&name).copied().unwrap_or(1);
            slot(name, version, json)
        };
        let slots = self.slots.into_iter().map(read).collect();
        Ok(Document {
            text: Text::with_meta(id, self.meta, text),
            slots,
        })
    }
}

/// A layer as it stands in a file.
fn slot(name: String, version: u32, json: Box<RawValue>) -> Slot {
    Slot {
        name: name.into(),
        version,
        state: State::Read {
            json,
            typed: OnceLock::new(),
        },
    }
}

/// An id is a text, or a number as it is written: through a float, long ones would become the same.
fn read_id(json: &RawValue) -> Result<Option<String>, DocumentError> {
    let json = json.get();
    match json.as_bytes().first() {
        Some(b'n') => Ok(None),
        Some(b'"') => serde_json::from_str(json).map_err(|_| DocumentError::Field("id")),
        Some(b'-' | b'0'..=b'9') => Ok(Some(json.to_owned())),
        _ => Err(DocumentError::Field("id")),
    }
}

/// Adds `more` to `kept` so that nothing is lost: another value for a key that is taken goes under the key with `_`.
fn keep_all(kept: &mut Map<String, Value>, more: Map<String, Value>) {
    for (mut key, value) in more {
        while kept.get(&key).is_some_and(|known| *known != value) {
            key.push('_');
        }
        kept.insert(key, value);
    }
}

#[derive(Default)]
struct Fields {
    id: Option<Box<RawValue>>,
    meta: Option<Meta>,
    text: Option<String>,
    layers: Layers,
    versions: BTreeMap<String, u32>,
    other: Map<String, Value>,
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FieldsVisitor;
        impl<'de> Visitor<'de> for FieldsVisitor {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a document: an object with `id` and `text`")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Fields, M::Error> {
                let mut fields = Fields::default();
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "id" => fields.id = Some(map.next_value()?),
                        "meta" => fields.meta = map.next_value()?,
                        "text" => fields.text = map.next_value()?,
                        "layers" => fields.layers = map.next_value()?,
                        "versions" => fields.versions = map.next_value()?,
                        _ => _ = fields.other.insert(key, map.next_value()?),
                    }
                }
                Ok(fields)
            }
        }
        deserializer.deserialize_map(FieldsVisitor)
    }
}

/// The layers in the order of the file, each as it stands there.
#[derive(Default)]
struct Layers(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Layers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LayersVisitor;
        impl<'de> Visitor<'de> for LayersVisitor {
            type Value = Layers;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of layers, each a list")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Layers, M::Error> {
                let mut layers: Vec<(String, Box<RawValue>)> = Vec::new();
                while let Some((name, json)) = map.next_entry::<String, Box<RawValue>>()? {
                    if !json.get().starts_with('[') {
                        return Err(M::Error::custom(format!(
                            "the layer `{name}` is not a list"
                        )));
                    }
                    if layers.iter().any(|(known, _)| *known == name) {
                        return Err(M::Error::custom(format!(
                            "the layer `{name}` stands there twice"
                        )));
                    }
                    layers.push((name, json));
                }
                Ok(Layers(layers))
            }
        }
        deserializer.deserialize_map(LayersVisitor)
    }
}

impl<'de> Deserialize<'de> for Meta {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut map = Map::deserialize(deserializer)?;
        let mut take = |key: &str| match map.remove(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(value)) => Ok(Some(value)),
            Some(value) => Err(D::Error::custom(format!(
                "`meta.{key}` is not a text but {value}"
            ))),
        };
        let mut meta = Self {
            title: take("title")?,
            date: take("date")?,
            author: take("author")?,
            language: take("language")?,
            source: take("source")?,
            other: Map::new(),
        };
        let inner = match map.remove("other") {
            Some(Value::Object(inner)) => inner,
            Some(value) => Map::from_iter([("other".to_owned(), value)]),
            None => Map::new(),
        };
        keep_all(&mut map, inner);
        meta.other = map;
        Ok(meta)
    }
}

/// Why a line of JSON is no document.
///
/// ```
/// # use presswork_model::Document;
/// let error = Document::from_json(br#"{"id":"a"}"#).unwrap_err();
/// assert_eq!(error.to_string(), "the document has no usable `text`");
/// ```
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// It is not JSON, or not of the right shape.
    #[error("not a document in JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A field that it must have is missing or of another type.
    #[error("the document has no usable `{0}`")]
    Field(&'static str),
}
