//! For tests: bracket mark-up, sample documents, answers marked by hand, golden files and the conformance kit for stages.

mod annotated;
pub mod answers;
pub mod conformance;
pub mod golden;
mod mark;
pub mod sample;
mod taught;

pub use annotated::annotated;
pub use mark::{Mark, Marked};
pub use taught::{news, taught};
