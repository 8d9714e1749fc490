//! What a result depends on besides the documents: the parts of the pipeline, their versions and effective settings, the
//! models that are built into them and the files that they were told to read.

use crate::part::Part;
use crate::settings::resolve;
use presswork_model::{Context, Limits};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::path::Path;

/// 128 bits of BLAKE3: no two contents have the same by chance.
pub(crate) type Hash = [u8; 16];

pub(crate) fn hash(bytes: &[u8]) -> Hash {
    short(blake3::hash(bytes))
}

fn short(hash: blake3::Hash) -> Hash {
    let [first, _] = hash.as_bytes().as_chunks::<16>().0 else {
        unreachable!("a BLAKE3 hash has 32 bytes")
    };
    *first
}

/// 64 bits of the hash of a name.
pub(crate) fn hash_of_name(name: &str) -> u64 {
    u128::from_le_bytes(hash(name.as_bytes())) as u64
}

pub(crate) fn hex(hash: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
    let digits = |&byte: &u8| [digit(byte >> 4), digit(byte & 15)];
    hash.iter().flat_map(digits).collect()
}

/// One part of the pipeline, as far as results depend on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Print {
    pub(crate) name: String,
    version: u32,
    /// As they are in force: those that are not given have their defaults.
    settings: Map<String, Value>,
    /// The files that it was told to read: name and hash.
    files: Vec<(String, String)>,
    models: Vec<String>,
    /// Layers, as `mention 1`: name and version.
    reads: Vec<String>,
    writes: Vec<String>,
}

/// A part of a plan: its print but for the models, and what does not belong to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    print: Print,
    /// The settings that change nothing in a document's results: which documents to read, where to write.
    aside: Map<String, Value>,
    models: Option<fn() -> Vec<&'static [u8]>>,
}

impl Draft {
    /// The print of `part` with the settings that a pipeline gives it; `context` knows which files it asked for.
    pub(crate) fn new(part: &Part, given: &crate::yaml::Value, context: &Context) -> Self {
        let given = serde_json::to_value(given).unwrap_or_default();
        let mut settings = effective(&part.schema, &part.schema, given);
        let (aside, settings) = match &mut settings {
            Value::Object(settings) => {
                let taken = part
                    .aside
                    .iter()
                    .filter_map(|name| Some(((*name).to_owned(), settings.remove(*name)?)));
                let aside = taken.collect();
                (aside, std::mem::take(settings))
            }
            _ => (Map::new(), Map::new()),
        };
        let layer = |kind: presswork_model::LayerKind| format!("{} {}", kind.name, kind.version);
        let mut files: Vec<_> = context
            .asked
            .paths()
            .iter()
            .map(|path| of_file(path))
            .collect();
        // A part may ask for a file more than once.
        files.dedup();
        let print = Print {
            name: part.name.to_owned(),
            version: part.made_by,
            settings,
            files,
            models: Vec::new(),
            reads: part.reads.iter().map(|need| layer(need.kind)).collect(),
            writes: part.writes.iter().map(|&kind| layer(kind)).collect(),
        };
        Self {
            print,
            aside,
            models: part.models,
        }
    }

    /// With the hashes of its models, which take a while to make.
    fn complete(&self) -> Print {
        let models = self.models.map(|models| models()).unwrap_or_default();
        Print {
            models: models.into_iter().map(|model| hex(&hash(model))).collect(),
            ..self.print.clone()
        }
    }
}

impl Print {
    fn json(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }
}

/// The name of a file and the hash of what stands in it.
fn of_file(path: &Path) -> (String, String) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let content = std::fs::read(path).map_or_else(|_| String::new(), |bytes| hex(&hash(&bytes)));
    (name.into_owned(), content)
}

/// `given` with the defaults that `schema` knows in the place of what is not given.
fn effective(root: &Value, schema: &Value, given: Value) -> Value {
    let properties = schema.get("properties").and_then(Value::as_object);
    let Some(properties) = properties else {
        return given;
    };
    let mut settings = match given {
        Value::Object(settings) => settings,
        Value::Null => Map::new(),
        other => return other,
    };
    for (name, property) in properties {
        let value = settings
            .remove(name)
            .or_else(|| property.get("default").cloned());
        if let Some(value) = value {
            let value = effective(root, resolve(root, property), value);
            settings.insert(name.clone(), value);
        }
    }
    Value::Object(settings)
}

/// Everything that the results of a document depend on besides the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fingerprint {
    /// Bytes, bytes once decompressed, depth: what makes a document fail. Not its time, which is the machine's.
    limits: [u64; 3],
    documents: Vec<Print>,
    pub(crate) stages: Vec<Print>,
    results: Vec<Print>,
}

impl Fingerprint {
    pub(crate) fn new(
        limits: Limits,
        documents: &[Draft],
        stages: &[Draft],
        results: &[Draft],
    ) -> Self {
        let complete = |drafts: &[Draft]| drafts.iter().map(Draft::complete).collect::<Vec<_>>();
        let mut documents = complete(documents);
        // Several sources of one kind with one setting are as one.
        documents.sort_by_cached_key(Print::json);
        documents.dedup();
        Self {
            limits: [limits.bytes, limits.decompressed, limits.depth as u64],
            documents,
            stages: complete(stages),
            results: complete(results),
        }
    }

    pub(crate) fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(crate) fn hash(&self) -> Hash {
        hash(self.json().as_bytes())
    }

    /// What the layers of each stage depend on: the stage itself, the documents, and the stages that write what it reads.
    pub(crate) fn of_stages(&self) -> Vec<Hash> {
        let mut hashes: Vec<Hash> = Vec::new();
        for (i, stage) in self.stages.iter().enumerate() {
            let mut of_stage = blake3::Hasher::new();
            of_stage
                .update(&serde_json::to_vec(&(self.limits, &self.documents)).unwrap_or_default());
            of_stage.update(&stage.json());
            for (earlier, hash) in self.stages[..i].iter().zip(&hashes) {
                if earlier
                    .writes
                    .iter()
                    .any(|layer| stage.reads.contains(layer))
                {
                    of_stage.update(hash);
                }
            }
            hashes.push(short(of_stage.finalize()));
        }
        hashes
    }

    /// What this one has that `older` had not, in words.
    pub(crate) fn differences(&self, older: &Self) -> String {
        let mut found = Vec::new();
        if self.limits != older.limits {
            found.push("the limits are others".to_owned());
        }
        for (kind, new, old) in [
            ("source", &self.documents, &older.documents),
            ("stage", &self.stages, &older.stages),
            ("result", &self.results, &older.results),
        ] {
            compare(kind, new, old, &mut found);
        }
        if found.is_empty() {
            found.push("the parts stand in another order".to_owned());
        }
        found.join(", ")
    }
}

fn compare(kind: &str, new: &[Print], old: &[Print], found: &mut Vec<String>) {
    let mut rest: Vec<&Print> = old.iter().collect();
    let mut others = Vec::new();
    for print in new {
        match rest.iter().position(|old| *old == print) {
            Some(same) => _ = rest.remove(same),
            None => others.push(print),
        }
    }
    for print in others {
        let name = format!("{kind} `{}`", print.name);
        let Some(old) = rest.iter().position(|old| old.name == print.name) else {
            found.push(format!("{name} is new"));
            continue;
        };
        let old = rest.remove(old);
        if print.version != old.version {
            let (new, old) = (print.version, old.version);
            found.push(format!("{name} has version {new}, not {old}"));
        }
        for setting in changed(&print.settings, &old.settings) {
            found.push(format!("{name} has another setting `{setting}`"));
        }
        for (file, content) in &print.files {
            if !old.files.contains(&(file.clone(), content.clone())) {
                found.push(format!("{name} reads another `{file}`"));
            }
        }
        if print.models != old.models {
            found.push(format!("{name} has another model"));
        }
        if (&print.reads, &print.writes) != (&old.reads, &old.writes) {
            found.push(format!("{name} has layers of another version"));
        }
    }
    found.extend(
        rest.iter()
            .map(|old| format!("{kind} `{}` is gone", old.name)),
    );
}

fn changed<'a>(new: &'a Map<String, Value>, old: &'a Map<String, Value>) -> Vec<&'a str> {
    let names = new
        .keys()
        .chain(old.keys().filter(|name| !new.contains_key(*name)));
    names
        .filter(|name| new.get(*name) != old.get(*name))
        .map(String::as_str)
        .collect()
}

/// Where results stand and how they are written, apart from what is in them; and what the manifest says of the pipeline.
pub(crate) fn placing(name: &str, results: &[Draft]) -> Hash {
    let aside: Vec<_> = results
        .iter()
        .map(|draft| (&draft.print.name, &draft.aside))
        .collect();
    let placing = (name, env!("CARGO_PKG_VERSION"), aside);
    hash(&serde_json::to_vec(&placing).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn stage(name: &str, settings: Value, reads: &[&str], writes: &[&str]) -> Print {
        let Value::Object(settings) = settings else {
            panic!("settings are a mapping")
        };
        let own = |layers: &[&str]| layers.iter().map(ToString::to_string).collect();
        Print {
            name: name.into(),
            version: 1,
            settings,
            reads: own(reads),
            writes: own(writes),
            ..Print::default()
        }
    }

    fn pipeline(stages: &[Print]) -> Fingerprint {
        Fingerprint {
            stages: stages.to_vec(),
            ..Fingerprint::default()
        }
    }

    #[test]
    fn defaults_are_settings_too() {
        let schema = json!({
            "properties": {
                "a": { "type": "integer", "default": 1 },
                "b": { "$ref": "#/$defs/B", "default": { "c": 2, "d": 3 } },
                "e": { "type": "string" }
            },
            "$defs": { "B": { "properties": { "c": { "default": 2 }, "d": { "default": 3 } } } }
        });
        let all = json!({ "a": 1, "b": { "c": 2, "d": 3 } });
        assert_eq!(effective(&schema, &schema, Value::Null), all);
        assert_eq!(effective(&schema, &schema, json!({ "a": 1 })), all);
        let given = json!({ "b": { "d": 4 }, "e": "x" });
        let expected = json!({ "a": 1, "b": { "c": 2, "d": 4 }, "e": "x" });
        assert_eq!(effective(&schema, &schema, given), expected);
    }

    #[test]
    fn a_stage_depends_on_those_that_it_reads_alone() {
        let tokens = stage("tokens", json!({}), &[], &["token 1"]);
        let names = stage("names", json!({}), &["token 1"], &["name 1"]);
        let times = stage("times", json!({}), &["token 1"], &["time 1"]);
        let stances = stage("stances", json!({}), &["name 1"], &["stance 1"]);
        let all = [tokens, names, times, stances];
        let before = pipeline(&all).of_stages();
        let changed = |i: usize| {
            let mut all = all.clone();
            all[i].settings.insert("x".into(), json!(1));
            let after = pipeline(&all).of_stages();
            (0..4)
                .filter(|&i| before[i] != after[i])
                .collect::<Vec<_>>()
        };
        assert_eq!(changed(0), [0, 1, 2, 3]);
        assert_eq!(changed(1), [1, 3]);
        assert_eq!(changed(2), [2]);
    }

    #[test]
    fn differences_are_said() {
        let old = [
            stage("a", json!({ "x": 1, "y": 1 }), &[], &[]),
            stage("b", json!({}), &[], &[]),
        ];
        let check = |new: &[Print], expected: &str| {
            assert_eq!(pipeline(new).differences(&pipeline(&old)), expected);
        };
        let mut a = stage("a", json!({ "x": 2, "y": 1 }), &[], &[]);
        check(
            &[a.clone(), old[1].clone()],
            "stage `a` has another setting `x`",
        );
        a.settings.clone_from(&old[0].settings);
        a.version = 2;
        check(&[a, old[1].clone()], "stage `a` has version 2, not 1");
        check(&old[..1], "stage `b` is gone");
        let c = stage("c", json!({}), &[], &[]);
        check(&[old[0].clone(), c], "stage `c` is new, stage `b` is gone");
        check(
            &[old[1].clone(), old[0].clone()],
            "the parts stand in another order",
        );
        let mut b = old[1].clone();
        b.files.push(("actors.csv".into(), "00".into()));
        check(&[old[0].clone(), b], "stage `b` reads another `actors.csv`");
    }
}
