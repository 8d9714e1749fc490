//! The commands, a file each.

mod check;
mod diff;
mod evaluate;
mod merge;
mod new;
mod plan;
mod quarantine;
mod run;
mod show;
mod stages;
mod status;
mod watch;

use crate::cli::{Check, Cli, Command, New, Place};
use anyhow::{Context, Result, bail};
use presswork_pipeline::{Overrides, PipelineFile, Plan, Registry};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
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
    /// It was interrupted, and can go on.
    Interrupted,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Well => 0,
            Outcome::NotAllWell => 1,
            Outcome::NothingRan => 2,
            Outcome::Interrupted => 130,
        })
    }
}

/// Sends what is logged to standard error.
pub(crate) fn log(cli: &Cli) {
    let colour = std::io::stderr().is_terminal();
    let format = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(colour)
        .with_max_level(cli.log.level)
        .with_target(false);
    // A second subscriber in one process, as in tests, changes nothing.
    let _ = if cli.log.json {
        format.json().try_init()
    } else {
        format.try_init()
    };
}

pub(crate) fn dispatch(registry: &Registry, cli: Cli) -> Result<Outcome> {
    match cli.command {
        Command::Run(run) => run::run(registry, &run, false, cli.log.json),
        Command::Retry(run) => run::run(registry, &run, true, cli.log.json),
        Command::Plan(run) => plan::plan(registry, &run),
        Command::Status(Place { place }) => status::status(&output(registry, &place)?),
        Command::Quarantine(Place { place }) => quarantine::quarantine(&output(registry, &place)?),
        Command::Merge(merge) => merge::merge(registry, &merge),
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

/// The folder of results that is meant: `place` itself, or where the pipeline `place` writes them.
fn output(registry: &Registry, place: &Path) -> Result<PathBuf> {
    if place.is_file() {
        let plan = plan(registry, place, &Overrides::default())?;
        return Ok(plan.output().to_owned());
    }
    if !place.is_dir() {
        bail!(
            "there is no folder of results and no pipeline {}",
            place.display()
        );
    }
    Ok(place.to_owned())
}
