//! The end-to-end tests: the program, the pipelines that ship, the documents and the house itself.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it skips"
)]

mod conformance;
mod corpus;
mod evaluate;
mod hostile;

mod memory;
mod new_stage;
mod pipelines;
mod program;
mod readme;
mod real;
mod runs;
mod support;
mod tidy;
