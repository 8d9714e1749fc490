//! Settings: what stands under `with:`, compared with the schema and read into its type.

use crate::near;
use crate::places::{Step, steps, written};
use crate::yaml::{self, Value};
use serde::de::DeserializeOwned;
use serde_json::Value as Schema;

/// Something wrong with one setting.
#[derive(Debug)]
pub(crate) struct Fault {
    /// Its path below `with:`.
    pub(crate) path: Vec<Step>,
    pub(crate) what: String,
    pub(crate) help: Option<String>,
    /// Whether the key is wrong, rather than the value behind it.
    pub(crate) at_key: bool,
}

/// Keys that `schema` does not know, anywhere in `value`.
pub(crate) fn unknown_keys(part: &str, schema: &Schema, value: &Value) -> Vec<Fault> {
    let mut faults = Vec::new();
    walk(part, schema, schema, value, &mut Vec::new(), &mut faults);
    faults
}

fn walk(
    part: &str,
    root: &Schema,
    schema: &Schema,
    value: &Value,
    path: &mut Vec<Step>,
    faults: &mut Vec<Fault>,
) {
    let schema = resolve(root, schema);
    match value {
        Value::Mapping(entries) => {
            let Some(known) = schema.get("properties").and_then(Schema::as_object) else {
                // A mapping of the user's own keys; or none is known, as for settings without any.
                let Some(inner) = schema
                    .get("additionalProperties")
                    .filter(|inner| inner.is_object())
                else {
                    if schema.get("additionalProperties") == Some(&Schema::Bool(false)) {
                        for key in entries.keys() {
                            faults.push(unknown(part, key, path, &[]));
                        }
                    }
                    return;
                };
                for (key, value) in entries {
                    path.push(Step::Key(key.as_str().unwrap_or_default().to_owned()));
                    walk(part, root, inner, value, path, faults);
                    path.pop();
                }
                return;
            };
            let names: Vec<_> = known.keys().map(String::as_str).collect();
            for (key, value) in entries {
                match key.as_str().and_then(|key| Some((key, known.get(key)?))) {
                    Some((key, schema)) => {
                        path.push(Step::Key(key.to_owned()));
                        walk(part, root, schema, value, path, faults);
                        path.pop();
                    }
                    None => faults.push(unknown(part, key, path, &names)),
                }
            }
        }
        Value::Sequence(items) => {
            let Some(inner) = schema.get("items") else {
                return;
            };
            for (i, item) in items.iter().enumerate() {
                path.push(Step::Index(i));
                walk(part, root, inner, item, path, faults);
                path.pop();
            }
        }
        _ => {}
    }
}

fn unknown(part: &str, key: &Value, path: &[Step], known: &[&str]) -> Fault {
    let name = key
        .as_str()
        .map_or_else(|| yaml::describe(key), str::to_owned);
    let owner = if path.is_empty() {
        format!("`{part}`")
    } else {
        format!("`{}` of `{part}`", written(path))
    };
    let help = if known.is_empty() {
        format!("{owner} has no settings")
    } else {
        near::advice(&name, known)
    };
    let path = [path, &[Step::Key(name.clone())]].concat();
    Fault {
        path,
        what: format!("{owner} has no setting `{name}`"),
        help: Some(help),
        at_key: true,
    }
}

/// Follows references, and through `null` to what else a value may be.
pub(crate) fn resolve<'a>(root: &'a Schema, mut schema: &'a Schema) -> &'a Schema {
    for _ in 0..16 {
        if let Some(name) = schema.get("$ref").and_then(Schema::as_str) {
            let Some(next) = root.pointer(name.trim_start_matches('#')) else {
                return schema;
            };
            schema = next;
        } else if let Some(choices) = schema.get("anyOf").and_then(Schema::as_array) {
            let Some(next) = choices
                .iter()
                .find(|choice| choice.get("type") != Some(&"null".into()))
            else {
                return schema;
            };
            schema = next;
        } else {
            return schema;
        }
    }
    schema
}

/// Reads settings into their type; on failure, every setting that has the wrong type.
pub(crate) fn read<C: DeserializeOwned>(part: &str, settings: Value) -> Result<C, Vec<Fault>> {
    let mut settings = if settings.is_null() {
        Value::Mapping(yaml::Mapping::new())
    } else {
        settings
    };
    let mut faults = Vec::new();
    loop {
        let error = match serde_path_to_error::deserialize(settings.clone()) {
            Ok(config) if faults.is_empty() => return Ok(config),
            Ok(_) => return Err(faults),
            Err(error) => error,
        };
        let path = steps(&error.path().to_string());
        let message = error.inner().to_string();
        if let Some(name) = quoted(&message, "missing field `") {
            // Once a wrong setting was taken out it is missing: that is no second fault.
            if faults
                .iter()
                .all(|fault: &Fault| fault.path != [Step::Key(name.to_owned())])
            {
                let what = format!("`{part}` needs the setting `{name}`");
                let help = Some(format!(
                    "add `{name}:`, or see `presswork stages` for what it means"
                ));
                faults.push(Fault {
                    path: Vec::new(),
                    what,
                    help,
                    at_key: false,
                });
            }
            return Err(faults);
        }
        if quoted(&message, "unknown field `").is_none() {
            faults.push(wrong(&path, &settings, &message));
        }
        // Take the first step of the path out and look whether the rest is well.
        let taken = match (path.first(), &mut settings) {
            (Some(Step::Key(key)), Value::Mapping(entries)) => {
                entries.remove(key.as_str()).is_some()
            }
            _ => false,
        };
        if !taken {
            return Err(faults);
        }
    }
}

fn quoted<'a>(message: &'a str, before: &str) -> Option<&'a str> {
    message.strip_prefix(before)?.split('`').next()
}

fn wrong(path: &[Step], settings: &Value, message: &str) -> Fault {
    let name = if path.is_empty() {
        "with".to_owned()
    } else {
        written(path)
    };
    let found = yaml::describe(at(settings, path));
    let (what, help) = if let Some((_, expected)) = message.split_once(", expected ") {
        if message.starts_with("unknown variant") {
            (
                format!("`{name}` cannot be {found}"),
                Some(format!("it is {}", expected.trim_start_matches("one of "))),
            )
        } else {
            (
                format!("`{name}` must be {}, not {found}", plain(expected)),
                None,
            )
        }
    } else {
        (format!("`{name}`: {message}"), None)
    };
    Fault {
        path: path.to_vec(),
        what,
        help,
        at_key: false,
    }
}

fn at<'a>(value: &'a Value, path: &[Step]) -> &'a Value {
    let next = |value: &'a Value, step: &Step| match step {
        Step::Key(key) => value.get(key.as_str()),
        Step::Index(index) => value.get(*index),
    };
    path.iter().try_fold(value, next).unwrap_or(&Value::Null)
}

/// What serde expected, in words for people.
fn plain(expected: &str) -> String {
    let expected = expected.trim();
    match expected {
        "f32" | "f64" => "a number",
        "u8" | "u16" | "u32" | "u64" | "usize" | "a nonzero usize" => "a whole number, 0 or more",
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        "a string" | "path string" | "string" | "str" | "a borrowed string" => "a text",
        "a boolean" => "`true` or `false`",
        "a sequence" => "a list",
        "a map" => "a mapping",
        "a character" => "one character",
        _ if expected.starts_with("struct ") => "a mapping",
        _ => expected,
    }
    .to_owned()
}
