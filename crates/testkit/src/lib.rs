//! For tests: bracket mark-up, sample documents, golden files and the conformance kit for stages.

mod mark;
pub mod sample;

pub use mark::{Mark, Marked};
