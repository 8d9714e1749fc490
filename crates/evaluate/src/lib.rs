//! Gold against result: precision, recall and F1 by layer.
//!
//! [`Evaluation`] compares documents marked by hand with the same documents as a pipeline left them.
//!
//! ```
//! use presswork_evaluate::Evaluation;
//! use presswork_model::Document;
//! let line = |mentions: &str| format!(r#"{{"id":"a","text":"Amina met Omar.","layers":{{"mention":[{mentions}]}}}}"#);
//! let gold = line(r#"{"span":[0,5],"kind":"person"},{"span":[10,14],"kind":"person"}"#);
//! let result = line(r#"{"span":[0,5],"kind":"person"},{"span":[10,14],"kind":"place"}"#);
//! let mut evaluation = Evaluation::default();
//! evaluation.add(&Document::from_json(gold.as_bytes())?, &Document::from_json(result.as_bytes())?)?;
//! let score = evaluation.score("mention", "exact").expect("gold holds mentions");
//! assert_eq!((score.precision(), score.recall()), (0.5, 0.5));
//! # Ok::<(), presswork_model::BoxError>(())
//! ```

mod actors;
mod attributions;
mod evaluation;
mod figures;
mod matching;
mod mentions;
mod page;
mod score;
mod stances;
#[cfg(test)]
mod tests;

pub use evaluation::{Evaluation, EvaluationError, Row};
pub use score::Score;
