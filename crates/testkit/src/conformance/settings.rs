//! The settings of a stage: documented, and closed to what they do not know.

use presswork_model::Stage;
use serde_json::{Map, Value};

/// A key that no stage has.
const UNKNOWN: &str = "no_such_setting";

pub(super) fn problems<S: Stage>(settings: &Value) -> Vec<String> {
    let schema = schemars::schema_for!(S::Config);
    let mut problems = undocumented(schema.as_value());
    problems.extend(open_inside(schema.as_value()));
    let parse = |settings: Value| serde_json::from_value::<S::Config>(settings).map(drop);
    let Value::Object(object) = settings else {
        problems.push(format!(
            "settings are an object such as {{}}, and the test gives {settings}"
        ));
        return problems;
    };
    if let Err(error) = parse(settings.clone()) {
        problems.push(format!(
            "its settings cannot be read from {settings}: {error}; give the test settings that fit"
        ));
    } else {
        let mut object = object.clone();
        object.insert(UNKNOWN.to_owned(), Value::Bool(true));
        if parse(Value::Object(object)).is_ok() {
            problems.push(
                "its settings accept a key that they do not know: put `#[serde(deny_unknown_fields)]` on the type"
                    .to_owned(),
            );
        }
    }
    problems
}

/// What has no description in a schema: the type itself, and every setting, also of the types inside it.
fn undocumented(schema: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    if !described(schema) {
        problems.push(
            "the type of its settings has no doc comment: that is the page which `presswork stages NAME` prints"
                .to_owned(),
        );
    }
    let inner =
        objects(schema.get("$defs")).map(|(name, schema)| (format!(" of `{name}`"), schema));
    let outer = [(String::new(), schema)];
    for (owner, schema) in outer.into_iter().chain(inner) {
        let properties = objects(schema.get("properties"));
        let bare = properties.filter(|(_, property)| !described(property));
        problems.extend(
            bare.map(|(name, _)| format!("the setting `{name}`{owner} has no doc comment")),
        );
    }
    problems
}

/// Types inside the settings that take keys they do not know: their schema says so.
fn open_inside(schema: &Value) -> impl Iterator<Item = String> {
    let structs =
        objects(schema.get("$defs")).filter(|(_, schema)| schema.get("properties").is_some());
    let open = structs
        .filter(|(_, schema)| schema.get("additionalProperties") != Some(&Value::Bool(false)));
    open.map(|(name, _)| {
        format!("`{name}`, a type in its settings, accepts keys that it does not know: put `#[serde(deny_unknown_fields)]` on it")
    })
}

fn described(schema: &Value) -> bool {
    let description = schema.get("description").and_then(Value::as_str);
    description.is_some_and(|text| !text.trim().is_empty())
}

fn objects(map: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    map.and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter)
}
