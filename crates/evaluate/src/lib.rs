//! Gold against result: precision, recall and F1 by layer, with intervals, and every fault.
//!
//! [`Answers`] reads what a document says, [`Evaluation`] compares documents marked by hand with the same documents as a
//! pipeline left them, and [`diff`] tells two results apart.
//!
//! ```
//! use presswork_evaluate::{Answers, Evaluation};
//! use presswork_model::Document;
//! let answers = |mentions: &str| {
//!     let line = format!(r#"{{"id":"a","text":"Amina met Omar.","layers":{{"mention":[{mentions}]}}}}"#);
//!     Answers::of(&Document::from_json(line.as_bytes()).expect("a document")).expect("mentions")
//! };
//! let gold = answers(r#"{"span":[0,5],"kind":"person"},{"span":[10,14],"kind":"person"}"#);
//! let result = answers(r#"{"span":[0,5],"kind":"person"},{"span":[10,14],"kind":"place"}"#);
//! let mut evaluation = Evaluation::default();
//! evaluation.add(&gold, &result)?;
//! let score = evaluation.score("mention", "exact").expect("gold holds mentions");
//! assert_eq!((score.precision(), score.recall()), (0.5, 0.5));
//! # Ok::<(), presswork_model::BoxError>(())
//! ```

mod answers;
mod bootstrap;
mod cast;
mod diff;
mod evaluation;
mod finding;
mod matching;
mod measures;
mod names;
mod quoted;
mod score;
#[cfg(test)]
mod tests;

pub use answers::{AnswerError, Answers};
pub use diff::{Change, Difference, diff};
pub use evaluation::{DocumentScore, Evaluation, EvaluationError, Fault, Row};
pub use names::Names;
pub use score::Score;
