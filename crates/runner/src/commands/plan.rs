//! `presswork plan`.

use super::Outcome;
use super::run::{options, planned};
use crate::cli;
use crate::words::{count, strong};
use anyhow::Result;
use presswork_pipeline::{Group, Registry, Survey};
use std::io::Write;

/// Says what a run would do, and why.
pub(super) fn plan(registry: &Registry, run: &cli::Run) -> Result<Outcome> {
    let plan = planned(registry, run)?;
    let survey = plan.survey(options(run))?;
    print(plan.name(), &survey, &mut anstream::stdout())?;
    Ok(Outcome::Well)
}

fn print(name: &str, survey: &Survey, out: &mut impl Write) -> std::io::Result<()> {
    let to_run: u64 = survey.to_run.iter().map(|group| group.documents).sum();
    let all = count(survey.documents, "document");
    match survey.results {
        None => writeln!(out, "{}: nothing to do: {all}, none changed", strong(name))?,
        Some(why) if to_run == 0 => writeln!(
            out,
            "{}: none of {all} would run; the results would be written again: {why}",
            strong(name)
        )?,
        Some(_) => writeln!(out, "{}: {to_run} of {all} would run", strong(name))?,
    }
    for group in &survey.to_run {
        group_line(&group.why, group, out)?;
        if !group.kept_stages.is_empty() {
            let kept = group.kept_stages.join(", ");
            writeln!(out, "            what these found is kept: {kept}")?;
        }
    }
    let held = &survey.quarantined;
    if held.documents > 0 {
        group_line(
            "in quarantine, left there: see `presswork retry`",
            held,
            out,
        )?;
    }
    if survey.removed.documents > 0 {
        group_line("gone, leaving the results", &survey.removed, out)?;
    }
    Ok(())
}

fn group_line(why: &str, group: &Group, out: &mut impl Write) -> std::io::Result<()> {
    let more = group.documents - group.examples.len() as u64;
    let more = if more > 0 { ", …" } else { "" };
    let examples = group.examples.join(", ");
    writeln!(out, "  {:>8}  {why}: {examples}{more}", group.documents)
}
