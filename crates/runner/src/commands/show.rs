//! `presswork show`.

use super::Outcome;
use crate::cli;
use crate::words;
use anyhow::{Result, anyhow, bail};
use presswork_pipeline::{Overrides, Registry};
use presswork_writers::view::{Options, render};
use std::io::Write;

/// Runs the stages of a pipeline over some files and prints each document with its annotations under the text.
pub(super) fn show(registry: &Registry, show: &cli::Show) -> Result<Outcome> {
    let overrides = Overrides {
        paths: show.files.clone(),
        ..Overrides::default()
    };
    let plan = super::plan(registry, &show.pipeline, &overrides)?;
    if let Some(unknown) = show
        .layers
        .iter()
        .find(|layer| !plan.layers().contains(layer))
    {
        bail!(
            "the pipeline writes no layer `{unknown}`: it writes {}",
            plan.layers().join(", ")
        );
    }
    let mut out = anstream::stdout();
    let colour = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    let width = show.width.or_else(terminal_width).unwrap_or(100);
    let options = Options {
        width: usize::from(width),
        colour,
        layers: show.layers.clone(),
    };
    let (mut shown, mut failed) = (0, 0);
    for document in plan.documents()? {
        match document {
            Ok(document) => {
                shown += 1;
                writeln!(out, "{}", render(&document, &options))?;
            }
            Err(failure) => {
                failed += 1;
                writeln!(
                    anstream::stderr(),
                    "{}",
                    words::error(&anyhow!("{failure}"))
                )?;
            }
        }
    }
    match (shown, failed) {
        (0, 0) => bail!("there are no documents in {}", show.files[0].display()),
        (_, 0) => Ok(Outcome::Well),
        _ => Ok(Outcome::NotAllWell),
    }
}

fn terminal_width() -> Option<u16> {
    std::env::var("COLUMNS").ok()?.parse().ok()
}
