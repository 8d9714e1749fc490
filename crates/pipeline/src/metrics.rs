//! The counters of a run as Prometheus reads them, in a file beside the results.

use crate::quarantine;
use crate::report::Report;
use std::fmt::Write;
use std::path::Path;

/// Its file, in the folder of the results.
pub(crate) const FILE: &str = "metrics.prom";

/// Writes them. A run does not depend on them: what fails here is left.
pub(crate) fn write(output: &Path, report: &Report, finished: bool) {
    let _ = quarantine::replace(&output.join(FILE), text(report, finished).as_bytes());
}

fn text(report: &Report, finished: bool) -> String {
    let mut text = String::new();
    let mut add = |name: &str, kind: &str, help: &str, values: &[(String, f64)]| {
        // Writing to a text cannot fail.
        let _ = writeln!(
            text,
            "# HELP presswork_{name} {help}\n# TYPE presswork_{name} {kind}"
        );
        for (labels, value) in values {
            let _ = writeln!(text, "presswork_{name}{labels} {value}");
        }
    };
    let one = |value: f64| vec![(String::new(), value)];
    add(
        "documents_total",
        "counter",
        "Documents by what became of them.",
        &[
            ("{outcome=\"done\"}".to_owned(), report.documents as f64),
            (
                "{outcome=\"quarantined\"}".to_owned(),
                report.quarantined as f64,
            ),
        ],
    );
    add(
        "kept_documents_total",
        "counter",
        "Documents that did not change since an earlier run.",
        &one(report.kept as f64),
    );
    add(
        "words_total",
        "counter",
        "Words in the documents of the results.",
        &one(report.words as f64),
    );
    add(
        "text_bytes_total",
        "counter",
        "Bytes of their texts.",
        &one(report.bytes as f64),
    );
    let layers: Vec<_> = report
        .layers
        .iter()
        .map(|layer| (label("layer", &layer.name), layer.annotations as f64))
        .collect();
    add(
        "annotations_total",
        "counter",
        "Annotations by layer.",
        &layers,
    );
    let parts: Vec<_> = report
        .stages
        .iter()
        .map(|part| (label("part", &part.name), part.time.as_secs_f64()))
        .collect();
    add(
        "part_seconds_total",
        "counter",
        "Time of each part, summed over threads.",
        &parts,
    );
    add(
        "elapsed_seconds",
        "gauge",
        "How long the run has taken.",
        &one(report.elapsed.as_secs_f64()),
    );
    add(
        "finished",
        "gauge",
        "1 once the results stand.",
        &one(f64::from(u8::from(finished))),
    );
    text
}

fn label(name: &str, value: &str) -> String {
    let value = value
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n");
    format!("{{{name}=\"{value}\"}}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::LayerCount;

    #[test]
    fn every_line_is_a_comment_or_a_name_and_a_number() {
        let report = Report {
            documents: 3,
            layers: vec![LayerCount {
                name: "a\"b\n".into(),
                annotations: 4,
            }],
            ..Report::default()
        };
        let text = text(&report, true);
        assert!(text.contains("presswork_documents_total{outcome=\"done\"} 3\n"));
        assert!(text.contains("presswork_annotations_total{layer=\"a\\\"b\\n\"} 4\n"));
        assert!(text.ends_with("presswork_finished 1\n"));
        for line in text.lines().filter(|line| !line.starts_with("# ")) {
            let (name, value) = line.rsplit_once(' ').unwrap();
            assert!(name.starts_with("presswork_"), "{line}");
            assert!(value.parse::<f64>().is_ok(), "{line}");
        }
    }
}
