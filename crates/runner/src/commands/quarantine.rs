//! `presswork quarantine`.

use super::Outcome;
use crate::words::{count, strong};
use anyhow::{Context, Result};
use presswork_pipeline::Failure;
use std::io::Write;
use std::path::Path;

/// Lists the documents in quarantine.
pub(super) fn quarantine(output: &Path) -> Result<Outcome> {
    let failures = Failure::list(output);
    let failures =
        failures.with_context(|| format!("cannot read the quarantine in {}", output.display()))?;
    let mut out = anstream::stdout();
    for failure in &failures {
        writeln!(out, "{}", strong(&failure.id))?;
        if let Some(path) = &failure.path {
            writeln!(out, "  file    {path}")?;
        }
        writeln!(out, "  failed  {}", failure.stage)?;
        writeln!(out, "  reason  {}", failure.reason)?;
        if !failure.since.is_empty() {
            writeln!(out, "  since   {}", failure.since)?;
        }
    }
    writeln!(
        out,
        "{} in quarantine",
        count(failures.len() as u64, "document")
    )?;
    Ok(if failures.is_empty() {
        Outcome::Well
    } else {
        Outcome::NotAllWell
    })
}
