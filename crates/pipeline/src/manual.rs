//! The settings of a part as people read them, from their JSON schema.

use crate::settings::resolve;
use serde_json::Value;

/// How deep settings are described: a type may hold itself.
const DEEPEST: usize = 4;

/// A setting and what it means.
///
/// ```
/// use presswork_pipeline::Setting;
/// let setting = Setting { name: "path".into(), kind: "text (needed)".into(), about: "The file.".into() };
/// assert_eq!(setting.kind, "text (needed)");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its path below `with:`; the settings of each entry of a list are written as `list[].name`.
    pub name: String,
    /// What it may hold, and what it holds if it is not given.
    pub kind: String,
    /// Its documentation.
    pub about: String,
}

/// The settings that `schema` describes, those within others written as `outer.inner`.
pub(crate) fn settings(schema: &Value) -> Vec<Setting> {
    let mut found = Vec::new();
    collect(schema, schema, "", DEEPEST, &mut found);
    found
}

fn collect(root: &Value, schema: &Value, prefix: &str, depth: usize, found: &mut Vec<Setting>) {
    if depth == 0 {
        return;
    }
    let required = |name: &str| {
        let required = schema.get("required").and_then(Value::as_array);
        required.is_some_and(|required| required.iter().any(|one| one == name))
    };
    for (name, property) in schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let target = resolve(root, property);
        let mut kind = describe(root, target);
        if required(name) {
            kind += " (needed)";
        } else if let Some(default) = property.get("default").filter(|default| !default.is_null()) {
            kind.extend([" (default: ", &default.to_string(), ")"]);
        }
        let about = property
            .get("description")
            .or_else(|| target.get("description"));
        let about = about.and_then(Value::as_str).unwrap_or_default().to_owned();
        let name = format!("{prefix}{name}");
        found.push(Setting {
            name: name.clone(),
            kind,
            about,
        });
        collect(root, target, &format!("{name}."), depth - 1, found);
        if let Some(items) = target.get("items") {
            collect(
                root,
                resolve(root, items),
                &format!("{name}[]."),
                depth - 1,
                found,
            );
        }
    }
}

fn describe(root: &Value, schema: &Value) -> String {
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return words
            .iter()
            .filter(|word| !word.is_null())
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" or ");
    }
    if let Some(choices) = schema.get("oneOf").and_then(Value::as_array) {
        let words = choices
            .iter()
            .filter_map(|choice| choice.get("const"))
            .map(ToString::to_string);
        return words.collect::<Vec<_>>().join(" or ");
    }
    let kind = match schema.get("type") {
        Some(Value::String(kind)) => kind.as_str(),
        Some(Value::Array(kinds)) => kinds
            .iter()
            .filter_map(Value::as_str)
            .find(|&kind| kind != "null")
            .unwrap_or("any"),
        _ => "any",
    };
    match kind {
        "string" => "text".to_owned(),
        "integer" => "whole number".to_owned(),
        "number" => "number".to_owned(),
        "boolean" => "true or false".to_owned(),
        "array" => match schema.get("items") {
            Some(items) => format!("list of: {}", describe(root, resolve(root, items))),
            None => "list".to_owned(),
        },
        "object" => "mapping".to_owned(),
        _ => "any value".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_kinds_defaults_and_needs() {
        let schema = json!({
            "required": ["path"],
            "properties": {
                "path": { "type": "string", "description": "The file." },
                "layers": { "type": ["array", "null"], "items": { "type": "string" }, "default": null },
                "least": { "type": "number", "default": 0.5 },
                "mode": { "$ref": "#/$defs/Mode", "default": "fast" }
            },
            "$defs": { "Mode": { "enum": ["fast", "exact"], "description": "How." } }
        });
        let lines = settings(&schema)
            .into_iter()
            .map(|s| format!("{}: {}: {}", s.name, s.kind, s.about));
        assert_eq!(
            lines.collect::<Vec<_>>(),
            [
                "layers: list of: text: ",
                "least: number (default: 0.5): ",
                "mode: \"fast\" or \"exact\" (default: \"fast\"): How.",
                "path: text (needed): The file.",
            ]
        );
    }
}
