//! A place for a run, and what it left there.

use super::registry;
use presswork_pipeline::{Options, Overrides, PipelineFile, Plan, Report, Survey};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder for a pipeline and its results.
pub(crate) struct Place {
    pub(crate) folder: tempfile::TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    pub(crate) fn plan(&self, lines: &[&str], rest: &str) -> Plan {
        self.plan_into(lines, rest, &self.out())
    }

    pub(crate) fn plan_into(&self, lines: &[&str], rest: &str, out: &Path) -> Plan {
        let lines = serde_json::to_string(lines).unwrap();
        let file = PipelineFile {
            path: self.folder.path().join("test.yaml"),
            text: format!("documents: [{{ use: files, with: {{ lines: {lines} }} }}]\n{rest}"),
        };
        let overrides = Overrides {
            output: Some(out.to_owned()),
            ..Overrides::default()
        };
        let plan = registry().plan(&file, &overrides);
        plan.unwrap_or_else(|problems| panic!("{problems}"))
    }

    pub(crate) fn run(&self, lines: &[&str], rest: &str) -> Report {
        self.plan(lines, rest).run(two(), |_| {}).unwrap()
    }

    pub(crate) fn survey(&self, lines: &[&str], rest: &str) -> Survey {
        self.plan(lines, rest).survey(two()).unwrap()
    }

    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.out().join(name)).unwrap()
    }
}

pub(crate) fn two() -> Options {
    Options {
        threads: 2,
        ..Options::default()
    }
}

pub(crate) fn whys(survey: &Survey) -> Vec<(&str, u64)> {
    let groups = survey.to_run.iter();
    groups
        .map(|group| (group.why.as_str(), group.documents))
        .collect()
}

pub(crate) const STAGES: &str =
    "stages: [{ use: tokenise }, { use: entities }]\nresults: [{ use: jsonl }]\n";
pub(crate) const THREE: [&str; 3] = ["Omarra signed", "the Treaty of Velm", "unreadable"];
