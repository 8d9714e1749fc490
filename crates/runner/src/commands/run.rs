//! `presswork run` and `presswork retry`.

use super::Outcome;
use super::watch::Watch;
use crate::cli;
use crate::words::{count, error, number, rounded, strong, time};
use anyhow::Result;
use presswork_pipeline::{Options, Overrides, Plan, Registry, Report, RunError};
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The exit code of whoever is interrupted.
const INTERRUPTED: i32 = 130;

/// Set by Ctrl-C.
static STOP: AtomicBool = AtomicBool::new(false);

/// What the command line says of a run.
pub(super) fn options(run: &cli::Run) -> Options {
    Options {
        threads: run.threads.map_or(0, usize::from),
        limit: run.limit.map(|limit| limit as usize),
        fresh: run.fresh,
        shard: run.shard,
        ..Options::default()
    }
}

/// The pipeline of a run, with what the command line says instead.
pub(super) fn planned(registry: &Registry, run: &cli::Run) -> Result<Plan> {
    let overrides = Overrides {
        paths: run.paths.clone(),
        output: run.out.clone(),
        ..Overrides::default()
    };
    super::plan(registry, &run.pipeline, &overrides)
}

/// Runs a pipeline, shows how far it is, and prints the report. `json` shows it as events of the log.
pub(super) fn run(registry: &Registry, run: &cli::Run, retry: bool, json: bool) -> Result<Outcome> {
    let plan = planned(registry, run)?;
    let options = Options {
        retry,
        stop: Some(&STOP),
        ..options(run)
    };
    on_interrupt();
    let mut watch = Watch::start(json);
    let report = plan.run(options, |progress| watch.update(progress));
    watch.end();
    let report = match report {
        Err(interrupted @ RunError::Interrupted { .. }) => {
            writeln!(anstream::stderr(), "{}", error(&interrupted.into()))?;
            return Ok(Outcome::Interrupted);
        }
        report => report?,
    };
    print(&plan, &report, &mut anstream::stdout())?;
    Ok(if report.quarantined == 0 {
        Outcome::Well
    } else {
        Outcome::NotAllWell
    })
}

/// The first Ctrl-C lets the documents in hand end and saves; a second one ends the program at once, which loses next to
/// nothing.
fn on_interrupt() {
    let handler = || {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED);
        }
        let _ = writeln!(
            std::io::stderr(),
            "\nsaving what is done; once more ends at once"
        );
    };
    // Without a handler Ctrl-C ends the program at once.
    let _ = ctrlc::set_handler(handler);
}

pub(super) fn print(plan: &Plan, report: &Report, out: &mut impl Write) -> std::io::Result<()> {
    let rate = rounded(report.words_per_second());
    if report.unchanged {
        writeln!(
            out,
            "{}: nothing changed: {} and their results are as they were",
            strong(plan.name()),
            count(report.kept, "document"),
        )?;
        return quarantined(plan, report, out);
    }
    writeln!(
        out,
        "{}: {}, {} in {} ({rate} words a second on {})",
        strong(plan.name()),
        count(report.documents, "document"),
        count(report.words, "word"),
        time(report.elapsed),
        count(report.threads as u64, "thread"),
    )?;
    if report.kept > 0 {
        let ran = report.documents + report.quarantined - report.kept;
        writeln!(
            out,
            "  {} ran; {} did not change",
            number(ran),
            number(report.kept)
        )?;
    }
    writeln!(out)?;
    for layer in &report.layers {
        writeln!(out, "  {:<14}{:>12}", layer.name, number(layer.annotations))?;
    }
    let total: Duration = report.stages.iter().map(|stage| stage.time).sum();
    let shares = report.stages.iter().map(|stage| {
        let share = 100.0 * stage.time.as_secs_f64() / total.as_secs_f64().max(f64::MIN_POSITIVE);
        format!("{} {share:.0} %", stage.name)
    });
    writeln!(out, "\n  time    {}", shares.collect::<Vec<_>>().join(", "))?;
    for (i, path) in plan.results().iter().enumerate() {
        writeln!(
            out,
            "  {:<8}{}",
            if i == 0 { "results" } else { "" },
            path.display()
        )?;
    }
    quarantined(plan, report, out)
}

/// The documents in quarantine, as far as the report holds them.
fn quarantined(plan: &Plan, report: &Report, out: &mut impl Write) -> std::io::Result<()> {
    if report.quarantined > 0 {
        let place = plan.quarantine();
        writeln!(
            out,
            "\n{} in quarantine, see {}:",
            count(report.quarantined, "document"),
            place.display()
        )?;
        for failure in &report.failures {
            writeln!(out, "  {failure}")?;
        }
        let more = report.quarantined - report.failures.len() as u64;
        if more > 0 {
            writeln!(out, "  and {} more", number(more))?;
        }
    }
    Ok(())
}
