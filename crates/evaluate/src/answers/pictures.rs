//! Pictures: of our own layer, and of pages that another extractor read.

use super::AnswerError;
use super::fields::Row;
use presswork_model::Span;
use serde_json::Value as Json;

/// A picture. What a page says is compared by its words; spans only where both have them.
#[derive(Clone, Debug)]
pub(crate) struct Picture {
    pub(crate) span: Option<Span>,
    pub(crate) credit_span: Option<Span>,
    /// The caption's text where there is no span.
    pub(crate) caption: String,
    /// The credit's text where there is no span.
    pub(crate) credit: String,
}

pub(crate) fn of_row(row: &Row<'_>) -> Result<Picture, AnswerError> {
    Ok(Picture {
        span: Some(row.span("span")?),
        credit_span: row.optional_span("credit")?,
        caption: String::new(),
        credit: String::new(),
    })
}

/// `[{"caption":"…","credit":["…"]}]`; pictures without a caption are left out.
pub(crate) fn of_page(json: &Json) -> Result<Vec<Picture>, AnswerError> {
    let wrong = || AnswerError::layer("images", &"it is no list of pictures");
    let mut pictures = Vec::new();
    for picture in json.as_array().ok_or_else(wrong)? {
        let caption = picture
            .get("caption")
            .and_then(Json::as_str)
            .unwrap_or_default();
        if caption.trim().is_empty() {
            continue;
        }
        let credits = picture
            .get("credit")
            .and_then(Json::as_array)
            .into_iter()
            .flatten();
        pictures.push(Picture {
            span: None,
            credit_span: None,
            caption: caption.to_owned(),
            credit: credits
                .filter_map(Json::as_str)
                .collect::<Vec<_>>()
                .join(" "),
        });
    }
    Ok(pictures)
}
