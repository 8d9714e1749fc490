//! `presswork diff`.

use super::Outcome;
use crate::cli;
use crate::words::{count, strong};
use anyhow::{Context, Result, anyhow, bail};
use presswork_evaluate::{Change, Difference, diff as compare};
use presswork_model::Document;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

/// Compares two files of JSON lines, document by document, and prints what differs.
pub(super) fn diff(options: &cli::Diff) -> Result<Outcome> {
    let (mut old, mut new) = (documents(&options.old)?, documents(&options.new)?);
    let mut out = anstream::stdout();
    let mut tally = Tally::default();
    // Two results usually have the same order; what has no partner yet waits for it.
    let (mut olds, mut news) = (BTreeMap::new(), BTreeMap::new());
    loop {
        let (next_old, next_new) = (old.next().transpose()?, new.next().transpose()?);
        if next_old.is_none() && next_new.is_none() {
            break;
        }
        if let Some(old) = next_old {
            match news.remove(old.text().id()) {
                Some(new) => tally.pair(&options.layers, &old, &new, &mut out)?,
                None => _ = olds.insert(old.text().id().to_owned(), old),
            }
        }
        if let Some(new) = next_new {
            match olds.remove(new.text().id()) {
                Some(old) => tally.pair(&options.layers, &old, &new, &mut out)?,
                None => _ = news.insert(new.text().id().to_owned(), new),
            }
        }
    }
    for id in olds.keys() {
        tally.alone(id, "only in the old result", &mut out)?;
    }
    for id in news.keys() {
        tally.alone(id, "only in the new result", &mut out)?;
    }
    // A name that is written wrong must not pass for no difference.
    let missing = |layer: &&String| tally.different == 0 && !tally.layers.contains(*layer);
    if let Some(layer) = options.layers.iter().find(missing) {
        bail!("neither result holds a layer `{layer}`");
    }
    tally.print(&mut out)
}

fn documents(path: &Path) -> Result<impl Iterator<Item = Result<Document>>> {
    let lines = presswork_readers::lines(path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    let path = path.display().to_string();
    Ok(lines.map(move |line| {
        let document = line.json().and_then(|json| Ok(Document::from_json(json)?));
        document.map_err(|error| anyhow!("{path}:{}: {error}", line.number))
    }))
}

#[derive(Default)]
struct Tally {
    documents: u64,
    different: u64,
    appeared: u64,
    vanished: u64,
    changed: u64,
    /// Those that either result holds of a document that both have.
    layers: BTreeSet<String>,
}

impl Tally {
    fn pair(
        &mut self,
        layers: &[String],
        old: &Document,
        new: &Document,
        out: &mut impl Write,
    ) -> Result<()> {
        self.documents += 1;
        for layer in old.layers().chain(new.layers()) {
            if !self.layers.contains(layer.name()) {
                self.layers.insert(layer.name().to_owned());
            }
        }
        let mut differences = compare(old, new);
        differences.retain(|difference| layers.is_empty() || layers.contains(&difference.layer));
        if differences.is_empty() {
            return Ok(());
        }
        self.different += 1;
        writeln!(out, "{}", strong(old.text().id()))?;
        for difference in &differences {
            self.print_one(difference, out)?;
        }
        Ok(())
    }

    fn print_one(&mut self, difference: &Difference, out: &mut impl Write) -> Result<()> {
        let (sign, counter) = match difference.change {
            Change::Appeared => ('+', &mut self.appeared),
            Change::Vanished => ('-', &mut self.vanished),
            Change::Changed => ('~', &mut self.changed),
        };
        *counter += 1;
        let Difference {
            layer,
            start,
            text,
            what,
            ..
        } = difference;
        writeln!(out, "  {sign} {layer} at {start} {text:?} {what}")?;
        Ok(())
    }

    fn alone(&mut self, id: &str, what: &str, out: &mut impl Write) -> Result<()> {
        self.documents += 1;
        self.different += 1;
        writeln!(out, "{}: {what}", strong(id))?;
        Ok(())
    }

    fn print(&self, out: &mut impl Write) -> Result<Outcome> {
        if self.different == 0 {
            writeln!(out, "{}: no difference", count(self.documents, "document"))?;
            return Ok(Outcome::Well);
        }
        let Self {
            documents,
            different,
            appeared,
            vanished,
            changed,
            ..
        } = self;
        writeln!(
            out,
            "{different} of {} differ{}: {appeared} appeared, {vanished} vanished, {changed} changed",
            count(*documents, "document"),
            if *documents == 1 { "s" } else { "" }
        )?;
        Ok(Outcome::NotAllWell)
    }
}
