//! `presswork status`.

use super::Outcome;
use crate::words::{count, number, rounded, strong, time};
use anyhow::{Context, Result, bail};
use presswork_pipeline::{RunState, Status};
use std::io::Write;
use std::path::Path;
use std::time::Duration;

/// Says how the last run into a folder is doing.
pub(super) fn status(output: &Path) -> Result<Outcome> {
    let shown = output.display();
    let status =
        Status::read(output).with_context(|| format!("cannot read the state in {shown}"))?;
    let Some(status) = status else {
        bail!("no run has written to {shown} yet");
    };
    let mut out = anstream::stdout();
    writeln!(out, "{}: {shown}", strong(&status.state.to_string()))?;
    if let Some(reason) = &status.reason {
        writeln!(out, "  reason      {reason}")?;
    }
    let done = status.documents + status.quarantined;
    let total = status.total.map(|total| format!(" of {}", number(total)));
    writeln!(
        out,
        "  documents   {}{}, {} of them unchanged",
        number(done),
        total.unwrap_or_default(),
        number(status.kept)
    )?;
    writeln!(out, "  quarantine  {}", number(status.quarantined))?;
    writeln!(out, "  saved       {}", count(status.saved, "document"))?;
    let rate = status.words as f64 / status.seconds.max(0.001);
    let seconds = Duration::from_secs_f64(status.seconds.max(0.0));
    writeln!(
        out,
        "  words       {}, {} a second on {}, in {}",
        number(status.words),
        rounded(rate),
        count(status.threads as u64, "thread"),
        time(seconds)
    )?;
    match status.state {
        RunState::Running => {
            writeln!(out, "  process     {}", status.process)?;
            if let Some(total) = status.total.filter(|&total| done > 0 && done < total) {
                let left = status.seconds / done as f64 * (total - done) as f64;
                writeln!(out, "  left        {}", time(Duration::from_secs_f64(left)))?;
            }
        }
        RunState::Dead | RunState::Failed => {
            writeln!(out, "  go on       by the same `presswork run` as before")?;
        }
        RunState::Finished => {}
    }
    Ok(match status.state {
        RunState::Dead | RunState::Failed => Outcome::NotAllWell,
        RunState::Running | RunState::Finished => Outcome::Well,
    })
}
