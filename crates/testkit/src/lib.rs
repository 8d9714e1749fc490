//! For tests: bracket mark-up, sample documents, answers marked by hand, golden files and the conformance kit for stages.

pub mod answers;
pub mod conformance;
pub mod golden;
mod mark;
pub mod sample;

pub use mark::{Mark, Marked};
