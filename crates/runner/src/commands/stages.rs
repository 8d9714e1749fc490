//! `presswork stages`.

use super::Outcome;
use crate::words::strong;
use anyhow::{Result, bail};
use presswork_pipeline::{Part, PartKind, Registry};
use std::io::Write;

/// Lists every stage, source and result, or explains one.
pub(super) fn stages(registry: &Registry, name: Option<&str>) -> Result<Outcome> {
    let mut out = anstream::stdout();
    let Some(name) = name else {
        list(registry, &mut out)?;
        return Ok(Outcome::Well);
    };
    let found: Vec<_> = registry.parts().filter(|part| part.name == name).collect();
    if found.is_empty() {
        let known: Vec<_> = registry.parts().map(|part| part.name).collect();
        bail!(
            "there is no stage, source or result `{name}`: there are {}",
            known.join(", ")
        );
    }
    for part in found {
        explain(part, &mut out)?;
    }
    Ok(Outcome::Well)
}

fn list(registry: &Registry, out: &mut impl Write) -> std::io::Result<()> {
    for kind in [PartKind::Source, PartKind::Stage, PartKind::Sink] {
        writeln!(out, "{}", strong(&format!("{}:", kind.section())))?;
        for part in registry.parts().filter(|part| part.kind == kind) {
            let about = part.about();
            let first = about
                .split("\n\n")
                .next()
                .unwrap_or_default()
                .replace('\n', " ");
            let first = first
                .split_inclusive(". ")
                .next()
                .unwrap_or_default()
                .trim_end();
            writeln!(out, "  {:<13}{first}", part.name)?;
            if kind == PartKind::Stage {
                writeln!(
                    out,
                    "  {:<13}reads {}; writes {}",
                    "",
                    reads(part),
                    writes(part)
                )?;
            }
        }
        writeln!(out)?;
    }
    writeln!(
        out,
        "`presswork stages NAME` explains one and its settings."
    )
}

fn reads(part: &Part) -> String {
    let layers = part.reads.iter().map(|need| {
        let name = need.kind.name;
        if need.optional {
            format!("{name} (if it is there)")
        } else {
            name.to_owned()
        }
    });
    joined(layers)
}

fn writes(part: &Part) -> String {
    joined(part.writes.iter().map(|kind| kind.name.to_owned()))
}

fn joined(names: impl Iterator<Item = String>) -> String {
    let names: Vec<_> = names.collect();
    if names.is_empty() {
        "no layer".to_owned()
    } else {
        names.join(", ")
    }
}

fn explain(part: &Part, out: &mut impl Write) -> std::io::Result<()> {
    let version = part
        .version
        .map_or_else(String::new, |version| format!(", version {version}"));
    writeln!(out, "{} ({}{version})", strong(part.name), part.kind)?;
    writeln!(out, "\n{}", part.about())?;
    if part.kind == PartKind::Stage {
        writeln!(out, "\nreads   {}\nwrites  {}", reads(part), writes(part))?;
    }
    let settings = part.settings();
    if settings.is_empty() {
        return writeln!(out, "\nIt has no settings.");
    }
    writeln!(out, "\nsettings, under `with:`")?;
    for setting in settings {
        writeln!(out, "\n  {}: {}", strong(&setting.name), setting.kind)?;
        for line in setting.about.lines() {
            writeln!(out, "      {line}")?;
        }
    }
    Ok(())
}
