//! The commands, a file each.

mod check;
mod diff;
mod evaluate;
mod new;
mod run;
mod show;
mod stages;

use crate::cli::{Check, Cli, Command, New};
use anyhow::{Context, Result};
use presswork_pipeline::{Overrides, PipelineFile, Plan, Registry};
use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All well.
    Well,
    /// It ran, but documents are in quarantine, a score is below its floor, or results differ.
    NotAllWell,
    /// Nothing ran.
    NothingRan,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Well => 0,
            Outcome::NotAllWell => 1,
            Outcome::NothingRan => 2,
        })
    }
}

/// Sends what is logged to standard error.
pub(crate) fn log(cli: &Cli) {
    let colour = std::io::stderr().is_terminal();
    let format = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(colour);
    // A second subscriber in one process, as in tests, changes nothing.
    let _ = format.with_max_level(cli.log).with_target(false).try_init();
}

pub(crate) fn dispatch(registry: &Registry, command: Command) -> Result<Outcome> {
    match command {
        Command::Run(run) => run::run(registry, &run),
        Command::Check(Check { pipelines }) => check::check(registry, &pipelines),
        Command::Stages { name } => stages::stages(registry, name.as_deref()),
        Command::Show(show) => show::show(registry, &show),
        Command::Evaluate(evaluate) => evaluate::evaluate(registry, &evaluate),
        Command::Diff(diff) => diff::diff(&diff),
        Command::New(New::Stage(stage)) => new::stage(registry, &stage),
    }
}

/// Reads and checks a pipeline; the error holds all its problems.
pub(crate) fn plan(registry: &Registry, path: &Path, overrides: &Overrides) -> Result<Plan> {
    let text = std::fs::read(path)
        .with_context(|| format!("cannot read the pipeline {}", path.display()))?;
    let text = String::from_utf8(text);
    let text = text.with_context(|| format!("the pipeline {} is not UTF-8", path.display()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
    let file = PipelineFile {
        path: path.to_owned(),
        text,
    };
    Ok(registry.plan(&file, overrides)?)
}
