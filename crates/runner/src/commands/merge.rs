//! `presswork merge`.

use super::Outcome;
use crate::cli;
use anyhow::Result;
use presswork_pipeline::{Overrides, Registry};

/// Merges shards into the results of one run.
pub(super) fn merge(registry: &Registry, merge: &cli::Merge) -> Result<Outcome> {
    let overrides = Overrides {
        output: merge.out.clone(),
        ..Overrides::default()
    };
    let plan = super::plan(registry, &merge.pipeline, &overrides)?;
    let report = plan.merge(&merge.shards)?;
    super::run::print(&plan, &report, &mut anstream::stdout())?;
    Ok(if report.quarantined == 0 {
        Outcome::Well
    } else {
        Outcome::NotAllWell
    })
}
