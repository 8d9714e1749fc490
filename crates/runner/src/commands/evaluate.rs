//! `presswork evaluate`.

use super::Outcome;
use crate::cli::{self, Floor};
use crate::scoring::{Scored, Scoring};
use crate::words::{self, count, strong};
use anyhow::{Context, Result, bail};
use presswork_evaluate::{Evaluation, Fault, Names, Row, Score};
use presswork_pipeline::Registry;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;

/// How many of the worst documents are named.
const WORST: usize = 10;

/// Scores a pipeline against gold files and prints the scores.
pub(super) fn evaluate(registry: &Registry, options: &cli::Evaluate) -> Result<Outcome> {
    let scoring = Scoring {
        pipeline: options.pipeline.clone(),
        gold: options.gold.clone(),
        given: options.given.clone(),
        layers: options.layers.clone(),
        names: Names {
            map: options.map.clone(),
            only: options.only.clone(),
        },
        keep_faults: options.errors.is_some(),
        threads: options.threads.map_or(0, usize::from),
    };
    let scored = scoring.run(registry)?;
    let rows = scored.evaluation.rows();
    if let Some(path) = &options.errors {
        write_faults(path, scored.evaluation.faults())
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    let mut out = anstream::stdout();
    if options.json {
        serde_json::to_writer_pretty(&mut out, &as_json(&scored, &rows))?;
        writeln!(out)?;
    } else {
        print(options, &scored, &rows, &mut out)?;
    }
    let mut outcome = Outcome::Well;
    for failure in &scored.failures {
        writeln!(
            anstream::stderr(),
            "{}",
            words::error(&anyhow::anyhow!("{failure}"))
        )?;
        outcome = Outcome::NotAllWell;
    }
    for floor in &options.fail_under {
        if let Some(below) = below(floor, &rows)? {
            writeln!(
                anstream::stderr(),
                "{}",
                words::error(&anyhow::anyhow!("{below}"))
            )?;
            outcome = Outcome::NotAllWell;
        }
    }
    Ok(outcome)
}

/// What to say if a score is below its floor.
fn below(floor: &Floor, rows: &[Row]) -> Result<Option<String>> {
    let of_layer = || rows.iter().filter(|row| row.layer == floor.layer);
    let row = match &floor.measure {
        Some(measure) => of_layer().find(|row| row.measure == measure),
        None => of_layer().find(|row| is_chief(row)),
    };
    let Some(row) = row else {
        let known: Vec<_> = rows
            .iter()
            .map(|row| format!("{}.{}", row.layer, row.measure))
            .collect();
        let measure = floor
            .measure
            .as_ref()
            .map_or(String::new(), |measure| format!(".{measure}"));
        bail!(
            "`{}{measure}` was not scored: what was is {}",
            floor.layer,
            known.join(", ")
        );
    };
    let wanting = row.f1 < floor.f1;
    let said = || {
        format!(
            "{} {}: F1 is {:.4}, below {}",
            row.layer, row.measure, row.f1, floor.f1
        )
    };
    Ok(wanting.then(said))
}

/// Whether a measure is the one by which its layer is judged.
fn is_chief(row: &Row) -> bool {
    let chief: &[&str] = match row.layer {
        "token" | "sentence" | "mention" => &["exact"],
        "block" => &["kind"],
        "actor" => &["lea"],
        "attribution" => &["whole"],
        "stance" => &["pair", "toward", "edge"],
        "quantity" => &["value-unit"],
        "time" => &["value"],
        "image" => &["caption"],
        _ => &[],
    };
    chief.contains(&row.measure)
}

fn print(
    options: &cli::Evaluate,
    scored: &Scored,
    rows: &[Row],
    out: &mut impl Write,
) -> std::io::Result<()> {
    let documents = count(scored.evaluation.documents() as u64, "document");
    let files = count(options.gold.len() as u64, "gold file");
    writeln!(
        out,
        "{}: {documents} of {files}\n",
        strong(&options.pipeline.display().to_string())
    )?;
    writeln!(
        out,
        "  {:<34}{:>6}{:>7}{:>7}  {:<12}{:>9}{:>9}",
        "", "P", "R", "F1", "95 %", "found", "gold"
    )?;
    for (i, row) in rows.iter().enumerate() {
        let first = i == 0 || rows[i - 1].layer != row.layer;
        let layer = if first { row.layer } else { "" };
        let (low, high) = row.interval;
        let interval = format!("{:.1}–{:.1}", 100.0 * low, 100.0 * high);
        let mean = if row.is_macro { " (macro)" } else { "" };
        let name = format!("{layer:<14}{}{mean}", row.measure);
        line(out, &name, &row.score, row.f1, &interval)?;
        for (class, score) in &row.classes {
            line(out, &format!("{:<16}{class}", ""), score, score.f1(), "")?;
        }
        if row.is_macro {
            writeln!(
                out,
                "  {:<14}  {:<32}{:>6.1}",
                "",
                "accuracy",
                100.0 * row.score.f1()
            )?;
        }
    }
    if !scored.uncompared.is_empty() {
        let names: Vec<_> = scored
            .uncompared
            .iter()
            .map(|name| format!("`{}`", name.escape_default()))
            .collect();
        writeln!(
            out,
            "\n  not compared, as no measure knows these layers of gold: {}",
            names.join(", ")
        )?;
    }
    for row in rows.iter().filter(|row| is_chief(row)) {
        worst(&scored.evaluation, row, out)?;
    }
    Ok(())
}

fn line(
    out: &mut impl Write,
    name: &str,
    score: &Score,
    f1: f64,
    interval: &str,
) -> std::io::Result<()> {
    let share = |share: f64, of: usize| match of {
        0 => "–".to_owned(),
        _ => format!("{:.1}", 100.0 * share),
    };
    let Score { found, gold, .. } = *score;
    let (precision, recall) = (share(score.precision(), found), share(score.recall(), gold));
    let f1 = share(f1, found.min(gold));
    writeln!(
        out,
        "  {name:<34}{precision:>6}{recall:>7}{f1:>7}  {interval:<12}{found:>9}{gold:>9}"
    )
}

fn worst(evaluation: &Evaluation, row: &Row, out: &mut impl Write) -> std::io::Result<()> {
    let worst = evaluation.worst(row.layer, row.measure, WORST);
    if worst.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n  the worst documents by {} {}",
        row.layer, row.measure
    )?;
    for document in worst {
        let score = document.score;
        let missed = score.gold as f64 - score.gold_right;
        let wrong = score.found as f64 - score.found_right;
        writeln!(
            out,
            "  {:>6.1}  {missed:.0} missed, {wrong:.0} false  {}",
            100.0 * score.f1(),
            document.id
        )?;
    }
    Ok(())
}

fn as_json(scored: &Scored, rows: &[Row]) -> Value {
    let counts = |score: &Score| {
        json!({
            "precision": score.precision(), "recall": score.recall(), "f1": score.f1(), "found": score.found,
            "found_right": score.found_right, "gold": score.gold, "gold_right": score.gold_right,
        })
    };
    let of_row = |row: &Row| {
        let classes: serde_json::Map<_, _> = row
            .classes
            .iter()
            .map(|(class, score)| (class.clone(), counts(score)))
            .collect();
        let mut json = counts(&row.score);
        json["layer"] = row.layer.into();
        json["measure"] = row.measure.into();
        json["classes"] = classes.into();
        json["interval"] = json!([row.interval.0, row.interval.1]);
        if row.is_macro {
            json["accuracy"] = row.score.f1().into();
            json["f1"] = row.f1.into();
        }
        json["average"] = if row.is_macro { "macro" } else { "micro" }.into();
        if is_chief(row) {
            let documents = scored
                .evaluation
                .by_document(row.layer, row.measure)
                .into_iter();
            let documents = documents.map(|document| {
                let mut json = counts(&document.score);
                json["id"] = document.id.into();
                json
            });
            json["documents"] = documents.collect();
        }
        json
    };
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "documents": scored.evaluation.documents(),
        "failures": scored.failures,
        "not_compared": scored.uncompared,
        "scores": rows.iter().map(of_row).collect::<Vec<_>>(),
    })
}

fn write_faults(path: &Path, faults: &[Fault]) -> Result<()> {
    let mut table = csv::Writer::from_path(path)?;
    table.write_record([
        "document", "layer", "measure", "fault", "what", "text", "start", "end", "sentence",
    ])?;
    for fault in faults {
        let [start, end] = fault.points.map_or([String::new(), String::new()], |ends| {
            ends.map(|end| end.to_string())
        });
        let kind = if fault.missed { "missed" } else { "false" };
        table.write_record([
            &fault.document,
            fault.layer,
            fault.measure,
            kind,
            &fault.what,
            &fault.text,
            &start,
            &end,
            &fault.sentence,
        ])?;
    }
    table.flush()?;
    Ok(())
}
