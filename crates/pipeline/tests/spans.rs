//! The spans and events that a run sends to `tracing`.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod parts;

use presswork_pipeline::{Options, Overrides, PipelineFile};
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[test]
fn run_document_and_stage_nest() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(log.clone())
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::NEW)
        .with_ansi(false);
    // The threads of the run are not this one, so the subscriber is the process's: this file holds one test.
    subscriber.init();
    let out = tempfile::tempdir().unwrap();
    let text = "name: p\ndocuments: [{ use: files, with: { lines: [One, unreadable] } }]\nstages: [{ use: tokenise }]\nresults: [{ use: jsonl }]\n";
    let file = PipelineFile {
        path: "p.yaml".into(),
        text: text.to_owned(),
    };
    let overrides = Overrides {
        output: Some(out.path().to_owned()),
        ..Overrides::default()
    };
    let plan = parts::registry().plan(&file, &overrides).unwrap();
    plan.run(
        Options {
            threads: 1,
            ..Options::default()
        },
        |_| {},
    )
    .unwrap();

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for line in [
        "run{pipeline=\"p\"}: ",
        "run{pipeline=\"p\"}:document{id=\"line-0\"}: ",
        "run{pipeline=\"p\"}:document{id=\"line-0\"}:stage{name=\"tokenise\"}: ",
        "quarantined document=\"line-1\" stage=\"load\" reason=\"permission denied\"",
        "done documents=1 quarantined=1 kept=0 words=1",
    ] {
        assert!(log.contains(line), "{line} is not in\n{log}");
    }
}
