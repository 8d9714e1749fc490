//! `AnswerError`: why a layer cannot be compared.

/// A row of a layer does not fit its text or its format.
///
/// ```
/// use presswork_evaluate::Answers;
/// use presswork_model::Document;
/// let document = Document::from_json(br#"{"id":"a","text":"Rain","layers":{"mention":[{"span":[0,4],"kind":"weather"}]}}"#)?;
/// let error = Answers::of(&document).unwrap_err();
/// assert_eq!(error.to_string(), "`mention` number 0: `kind`: `weather` is none of person, organisation, place, group, other");
/// # Ok::<(), presswork_model::BoxError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{layer}`{}: {what}", .number.map(|number| format!(" number {number}")).unwrap_or_default())]
pub struct AnswerError {
    layer: String,
    number: Option<usize>,
    what: String,
}

impl AnswerError {
    /// What is wrong with a row.
    pub(crate) fn row(layer: &str, number: usize, what: String) -> Self {
        Self {
            layer: layer.to_owned(),
            number: Some(number),
            what,
        }
    }

    /// What is wrong with a layer as a whole.
    pub(crate) fn layer(layer: &str, what: &impl ToString) -> Self {
        Self {
            layer: layer.to_owned(),
            number: None,
            what: what.to_string(),
        }
    }
}
