//! `presswork check`.

use super::Outcome;
use crate::words;
use anyhow::Result;
use presswork_pipeline::{Overrides, Registry};
use std::io::Write;
use std::path::PathBuf;

/// Checks every pipeline, and says of each whether it is well.
pub(super) fn check(registry: &Registry, pipelines: &[PathBuf]) -> Result<Outcome> {
    let mut outcome = Outcome::Well;
    for path in pipelines {
        match super::plan(registry, path, &Overrides::default()) {
            Ok(plan) => {
                let stages = plan.stages().join(" → ");
                writeln!(anstream::stdout(), "{}: well: {stages}", path.display())?;
            }
            Err(error) => {
                outcome = Outcome::NothingRan;
                writeln!(anstream::stderr(), "{}\n", words::error(&error))?;
            }
        }
    }
    Ok(outcome)
}
