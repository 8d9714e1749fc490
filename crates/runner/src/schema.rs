//! The settings of a part as people read them, from their JSON schema.

use serde_json::Value;

/// A setting and what it means.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Setting {
    pub(crate) name: String,
    /// What it may hold, and what it holds if it is not given.
    pub(crate) kind: String,
    pub(crate) about: String,
}

/// The settings that `schema` describes, those within others written as `outer.inner`.
pub(crate) fn settings(schema: &Value) -> Vec<Setting> {
    let mut found = Vec::new();
    collect(schema, schema, "", &mut found);
    found
}

fn collect(root: &Value, schema: &Value, prefix: &str, found: &mut Vec<Setting>) {
    let required = |name: &str| {
        let required = schema.get("required").and_then(Value::as_array);
        required.is_some_and(|required| required.iter().any(|one| one == name))
    };
    for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let target = resolve(root, property);
        let mut kind = describe(root, target);
        if required(name) {
            kind += " (needed)";
        } else if let Some(default) = property.get("default").filter(|default| !default.is_null()) {
            kind += &format!(" (default: {default})");
        }
        let about = property.get("description").or_else(|| target.get("description"));
        let about = about.and_then(Value::as_str).unwrap_or_default().to_owned();
        let name = format!("{prefix}{name}");
        found.push(Setting { name: name.clone(), kind, about });
        collect(root, target, &format!("{name}."), found);
    }
}

/// Follows references, and through `null` to what else a value may be.
fn resolve<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        return root.pointer(name.trim_start_matches('#')).unwrap_or(schema);
    }
    let choices = schema.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    let real = choices.filter(|choice| choice.get("type") != Some(&"null".into())).next();
    real.map_or(schema, |choice| resolve(root, choice))
}

fn describe(root: &Value, schema: &Value) -> String {
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return words.iter().filter(|word| !word.is_null()).map(ToString::to_string).collect::<Vec<_>>().join(" or ");
    }
    if let Some(choices) = schema.get("oneOf").and_then(Value::as_array) {
        let words = choices.iter().filter_map(|choice| choice.get("const")).map(ToString::to_string);
        return words.collect::<Vec<_>>().join(" or ");
    }
    let kind = match schema.get("type") {
        Some(Value::String(kind)) => kind.as_str(),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).find(|&kind| kind != "null").unwrap_or("any"),
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
        let lines = settings(&schema).into_iter().map(|s| format!("{}: {}: {}", s.name, s.kind, s.about));
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
