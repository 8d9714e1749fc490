//! Reading YAML: the one file that knows `serde_yaml`.

use std::ops::Range;

pub(crate) use serde_yaml::{Mapping, Value};

/// Why a text is no YAML, and where.
pub(crate) struct SyntaxError {
    pub(crate) what: String,
    pub(crate) help: Option<String>,
    pub(crate) place: Range<usize>,
}

/// Reads a YAML text of one document.
pub(crate) fn parse(text: &str) -> Result<Value, SyntaxError> {
    serde_yaml::from_str(text).map_err(|error| {
        let at = error
            .location()
            .map_or(0, |location| location.index())
            .min(text.len());
        let at = (0..=at)
            .rev()
            .find(|&at| text.is_char_boundary(at))
            .unwrap_or(0);
        let end = text[at..]
            .char_indices()
            .map(|(offset, _)| at + offset)
            .nth(1)
            .unwrap_or(text.len());
        let what = error.to_string();
        let what = what
            .split(" at line ")
            .next()
            .unwrap_or_default()
            .to_owned();
        let help = advice(&what).map(str::to_owned);
        SyntaxError {
            what: format!("this is not valid YAML: {what}"),
            help,
            place: at..end,
        }
    })
}

/// What to do about what the parser says.
fn advice(what: &str) -> Option<&'static str> {
    Some(match what {
        _ if what.contains("cannot start any token") => {
            "indent with blanks, not tabs, and put texts with signs in quotes"
        }
        _ if what.contains("expected ',' or") => "close the bracket or brace that is open here",
        _ if what.contains("unexpected end of stream") => {
            "close the quotation mark or bracket that is still open"
        }
        _ if what.contains("expected '-' indicator")
            || what.contains("mapping values are not allowed") =>
        {
            "look at the indentation and at the `:` of this line and the one before"
        }
        _ if what.contains("more than one document") => {
            "keep one pipeline a file: take out the line `---`"
        }
        _ if what.contains("repetition limit") => {
            "an alias (`*name`) is repeated too often: write out what it stands for"
        }
        _ if what.contains("recursion limit") => "a pipeline nests only a few levels deep",
        _ => return None,
    })
}

/// What a value is, in the words of a message.
pub(crate) fn describe(value: &Value) -> String {
    match value {
        Value::Null => "an empty value".to_owned(),
        Value::Bool(flag) => format!("`{flag}`"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => format!("the text {text:?}"),
        Value::Sequence(_) => "a list".to_owned(),
        Value::Mapping(_) => "a mapping".to_owned(),
        Value::Tagged(tagged) => format!("the tag `{}`", tagged.tag),
    }
}
