//! The program `presswork`, as a library: so that a program with stages of your own is one line.
//!
//! ```no_run
//! # use presswork_model::{BoxError, Context, Given, Stage, Text};
//! # struct Mine;
//! # #[derive(serde::Deserialize, schemars::JsonSchema)]
//! # struct Settings {}
//! # impl Stage for Mine {
//! #     const NAME: &'static str = "mine"; const VERSION: u32 = 1;
//! #     type Config = Settings; type Reads = (); type Writes = ();
//! #     fn new(_: Settings, _: &Context) -> Result<Self, BoxError> { Ok(Self) }
//! #     fn run(&self, _: &Text, (): Given<'_, Self>) -> Result<(), BoxError> { Ok(()) }
//! # }
//! fn main() -> std::process::ExitCode {
//!     presswork::main_with(presswork::known().stage::<Mine>())
//! }
//! ```

mod cli;
mod commands;
pub mod scoring;
mod words;

use clap::Parser;
use presswork_pipeline::Registry;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

/// The built-in stages, sources and sinks: the one list of them.
///
/// ```
/// assert!(presswork::known().parts().any(|part| part.name == "tokenise"));
/// ```
pub fn known() -> Registry {
    Registry::new()
        .source::<presswork_readers::Files>()
        .stage::<presswork_tokenise::Tokenise>()
        .stage::<presswork_entities::Entities>()
        .stage::<presswork_attribution::Attribute>()
        .stage::<presswork_stance::FindStance>()
        .stage::<presswork_figures::Figures>()
        .sink::<presswork_writers::Jsonl>()
        .sink::<presswork_writers::Sqlite>()
}

/// Parses the command line, does what it says with the parts of `registry`, and returns the exit code: 0 all well, 1
/// not all is well (documents in quarantine, a score below its floor, results that differ), 2 nothing ran, 130 interrupted.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a registry is made for this one call"
)]
pub fn main_with(registry: Registry) -> ExitCode {
    let cli = cli::Cli::parse();
    commands::log(&cli);
    match commands::dispatch(&registry, cli) {
        Ok(outcome) => outcome.into(),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to do if the message cannot be shown either.
            let _ = writeln!(anstream::stderr(), "{}", words::error(&error));
            commands::Outcome::NothingRan.into()
        }
    }
}

/// Whoever read our output has seen enough.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |cause: &std::io::Error| cause.kind() == ErrorKind::BrokenPipe;
    error
        .chain()
        .any(|cause| cause.downcast_ref().is_some_and(broken))
}
