//! `presswork run`.

use super::Outcome;
use crate::cli;
use crate::words::{count, number, rounded, strong, time};
use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use presswork_pipeline::{Options, Overrides, Plan, Progress, Registry, Report};
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Runs a pipeline, shows how far it is, and prints the report.
pub(super) fn run(registry: &Registry, run: &cli::Run) -> Result<Outcome> {
    let overrides = Overrides {
        paths: run.paths.clone(),
        output: run.out.clone(),
        ..Overrides::default()
    };
    let plan = super::plan(registry, &run.pipeline, &overrides)?;
    let options = Options {
        threads: run.threads.map_or(0, usize::from),
        limit: run.limit.map(|limit| limit as usize),
    };
    let mut watch = Watch::start();
    let report = plan.run(options, |progress| watch.update(progress));
    watch.end();
    let report = report?;
    print(&plan, &report, &mut anstream::stdout())?;
    Ok(if report.quarantined == 0 {
        Outcome::Well
    } else {
        Outcome::NotAllWell
    })
}

/// A bar on a terminal, a line now and then elsewhere.
struct Watch {
    started: Instant,
    bar: Option<ProgressBar>,
    said: Instant,
}

/// How often a line is printed where there is no terminal.
const PAUSE: Duration = Duration::from_secs(10);

impl Watch {
    fn start() -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let style =
                ProgressStyle::with_template("{spinner} {msg}").expect("the template is fixed");
            let bar = ProgressBar::new_spinner().with_style(style);
            bar.enable_steady_tick(Duration::from_millis(100));
            bar
        });
        Self {
            started: Instant::now(),
            bar,
            said: Instant::now(),
        }
    }

    fn update(&mut self, progress: Progress) {
        let rate = progress.words as f64 / self.started.elapsed().as_secs_f64().max(0.001);
        let mut line = format!(
            "{}, {} words a second",
            count(progress.documents, "document"),
            rounded(rate)
        );
        if progress.quarantined > 0 {
            line.extend([", ", &number(progress.quarantined), " in quarantine"]);
        }
        if let Some(bar) = &self.bar {
            bar.set_message(line);
        } else if self.said.elapsed() >= PAUSE {
            self.said = Instant::now();
            // The run does not depend on anybody reading this.
            let _ = writeln!(std::io::stderr(), "{line}");
        }
    }

    fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn print(plan: &Plan, report: &Report, out: &mut impl Write) -> std::io::Result<()> {
    let rate = rounded(report.words_per_second());
    writeln!(
        out,
        "{}: {}, {} in {} ({rate} words a second on {})",
        strong(plan.name()),
        count(report.documents, "document"),
        count(report.words, "word"),
        time(report.elapsed),
        count(report.threads as u64, "thread"),
    )?;
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
