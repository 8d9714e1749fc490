//! The check of a pipeline file: everything that is wrong, before anything runs.

use crate::flow::Flow;
use crate::near;
use crate::part::{Make, PartKind};
use crate::places::{Node, Step, steps};
use crate::plan::{Checked, OnError, Overrides, PipelineFile, Plan, PlannedStage};
use crate::problem::Problems;
use crate::registry::Registry;
use crate::step::Replaced;
use crate::yaml::{self, Value};
use crate::{manifest, metrics, quarantine};
use presswork_model::{AskedFiles, Context, LayerKind, Limits};
use std::path::{Component, Path, PathBuf};

const KEYS: [&str; 6] = [
    "name",
    "documents",
    "stages",
    "results",
    "on_error",
    "limits",
];
const LIMITS: [&str; 4] = ["bytes", "decompressed", "depth", "seconds"];

/// See [`Registry::plan`].
pub(crate) fn check(
    registry: &Registry,
    file: &PipelineFile,
    overrides: &Overrides,
) -> Result<Plan, Problems> {
    let mut problems = Problems::new(file.path.display().to_string(), file.text.clone());
    let tree = Node::parse(&file.text);
    for (key, place) in tree.iter().flat_map(Node::duplicates) {
        problems.add(
            place,
            format!("`{key}` stands here a second time"),
            Some("keep one of the two".to_owned()),
        );
    }
    let value = match yaml::parse(&file.text) {
        Ok(value) => value,
        // The parser also stops at the first key that stands there twice.
        Err(_) if !problems.is_empty() => return Err(problems.sorted()),
        Err(error) => {
            problems.add(error.place, error.what, error.help);
            return Err(problems);
        }
    };
    let Some(tree) = tree.filter(|_| value.is_mapping()) else {
        let shape = "a pipeline is a mapping with `documents`, `stages` and `results`";
        let what = match &value {
            Value::Null => format!("the file is empty: {shape}"),
            other => format!("{shape}, not {}", yaml::describe(other)),
        };
        problems.add(
            0..file.text.find('\n').unwrap_or(file.text.len()),
            what,
            None,
        );
        return Err(problems);
    };
    let mut checker = Checker {
        registry,
        tree,
        root: &value,
        problems,
        flow: Flow::default(),
    };
    let plan = checker.plan(file, overrides);
    if checker.problems.is_empty() {
        Ok(plan)
    } else {
        Err(checker.problems.sorted())
    }
}

/// A pipeline file under check, and what was found so far.
pub(crate) struct Checker<'a> {
    pub(crate) registry: &'a Registry,
    pub(crate) tree: Node,
    pub(crate) root: &'a Value,
    pub(crate) problems: Problems,
    pub(crate) flow: Flow,
}

pub(crate) fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}

impl Checker<'_> {
    /// The stages, each checked against the layers that are there when it runs.
    fn stages(&mut self, overrides: &Overrides, context: &Context) -> Vec<PlannedStage> {
        let mut stages = Vec::new();
        let entries = self.entries(PartKind::Stage, false);
        for (i, entry) in entries.iter().enumerate() {
            let known = self.known(PartKind::Stage, entry);
            let Some(part) = self.registry.part(PartKind::Stage, entry.name) else {
                self.flow.unknown_stage();
                continue;
            };
            let given = |kind: &LayerKind| overrides.given.iter().any(|layer| layer == kind.name);
            if part.writes.iter().any(given) {
                self.flow.brought(
                    part.writes
                        .iter()
                        .map(|kind| kind.name.to_owned())
                        .collect(),
                );
                let context = anew(context);
                if let Some(Make::Stage(make)) = known
                    && let Some(stage) = self.made(entry, make(entry.settings.clone(), &context))
                {
                    stages.push(PlannedStage {
                        stage: Box::new(Replaced(stage)),
                        cache: false,
                        print: self.print(PartKind::Stage, entry, &context),
                    });
                }
                continue;
            }
            let later: Vec<_> = entries[i + 1..].iter().map(|entry| entry.name).collect();
            for (what, help) in self.flow.stage(self.registry, part, &later) {
                let place = self.value_of(entry, "use");
                self.problems.add(place, what, Some(help));
            }
            let context = anew(context);
            if let Some(Make::Stage(make)) = known
                && let Some(stage) = self.made(entry, make(entry.settings.clone(), &context))
            {
                stages.push(PlannedStage {
                    stage,
                    cache: entry.cache,
                    print: self.print(PartKind::Stage, entry, &context),
                });
            }
        }
        stages
    }

    fn plan(&mut self, file: &PipelineFile, overrides: &Overrides) -> Plan {
        self.known_keys(self.root, &[], "a pipeline", &KEYS);
        let name = self.name(file);
        let on_error = self.on_error();
        let limits = self.limits();
        let folder = file.path.parent().unwrap_or(Path::new(""));
        let output = overrides
            .output
            .clone()
            .unwrap_or_else(|| Path::new("out").join(&name));
        let context = Context {
            pipeline: folder.to_owned(),
            input: PathBuf::new(),
            output: output.clone(),
            limits,
            ..Context::default()
        };

        let mut sources = Vec::new();
        for entry in self.entries(PartKind::Source, overrides.paths.is_empty()) {
            let Some(Make::Source(make)) = self.known(PartKind::Source, &entry) else {
                continue;
            };
            // Paths on the command line take the place of the sources, which then need not be there.
            let context = anew(&context);
            if overrides.paths.is_empty()
                && let Some(source) = self.made(&entry, make(entry.settings.clone(), &context))
            {
                sources.push((source, self.print(PartKind::Source, &entry, &context)));
            }
        }
        for path in &overrides.paths {
            sources.extend(self.path_source(path, &anew(&context)));
        }
        for (source, _) in &sources {
            self.flow.brought(source.layers());
        }

        self.flow.brought(overrides.given.clone());

        let stages = self.stages(overrides, &context);
        let mut sinks = Vec::new();
        let mut taken: Vec<_> = [quarantine::FILE, manifest::FILE, metrics::FILE]
            .map(|file| plain(&output.join(file)))
            .into();
        for entry in self.entries(PartKind::Sink, true) {
            let Some(Make::Sink(make)) = self.known(PartKind::Sink, &entry) else {
                continue;
            };
            let context = anew(&context);
            let Some(sink) = self.made(&entry, make(entry.settings.clone(), &context)) else {
                continue;
            };
            let print = self.print(PartKind::Sink, &entry, &context);
            for path in sink.paths() {
                if taken.contains(&plain(&path)) {
                    let what = format!("something else is written to {} already", path.display());
                    let place = self.setting(&entry, &steps("path"), false);
                    self.problems.add(
                        place,
                        what,
                        Some("give this result another `path`".to_owned()),
                    );
                }
                taken.push(plain(&path));
            }
            for (i, layer) in sink.layers().iter().enumerate() {
                if let Some(help) = self.flow.unknown(self.registry, layer) {
                    let what = format!("no part of the pipeline writes the layer `{layer}`");
                    let place = self.setting(&entry, &[key("layers"), Step::Index(i)], false);
                    self.problems.add(place, what, Some(help));
                }
            }
            sinks.push((sink, print));
        }
        Plan::new(Checked {
            name,
            output,
            on_error,
            limits,
            layers: self.flow.layers(),
            sources,
            stages,
            sinks,
        })
    }

    /// Reports the keys of the mapping at `path` that are not among `known`.
    pub(crate) fn known_keys(&mut self, value: &Value, path: &[Step], owner: &str, known: &[&str]) {
        for name in value.as_mapping().into_iter().flat_map(yaml::Mapping::keys) {
            let written = name
                .as_str()
                .map_or_else(|| yaml::describe(name), str::to_owned);
            if !known.contains(&written.as_str()) {
                let place = self.tree.key(&[path, &[key(&written)]].concat());
                self.problems.add(
                    place,
                    format!("{owner} has no `{written}`"),
                    Some(near::advice(&written, known)),
                );
            }
        }
    }

    fn name(&mut self, file: &PipelineFile) -> String {
        let stem = file
            .path
            .file_stem()
            .map_or_else(|| "pipeline".into(), |stem| stem.to_string_lossy());
        let given = match self.root.get("name") {
            None => {
                return stem
                    .chars()
                    .map(|c| if is_name(c) { c } else { '-' })
                    .collect();
            }
            Some(Value::String(name)) => name.clone(),
            Some(other) => {
                let what = format!("`name` must be a text, not {}", yaml::describe(other));
                self.problems
                    .add(self.tree.value(&[key("name")]), what, None);
                return String::new();
            }
        };
        if given.is_empty() || !given.chars().all(is_name) || given.starts_with('.') {
            let what = format!("`{given}` is no name for a pipeline: a folder is called after it");
            let help = "use letters, digits, `-`, `_` and `.`".to_owned();
            self.problems
                .add(self.tree.value(&[key("name")]), what, Some(help));
        }
        given
    }

    fn on_error(&mut self) -> OnError {
        match self.root.get("on_error") {
            None => OnError::default(),
            Some(Value::String(word)) if word == "quarantine" => OnError::Quarantine,
            Some(Value::String(word)) if word == "stop" => OnError::Stop,
            Some(other) => {
                let what = format!("`on_error` cannot be {}", yaml::describe(other));
                let help = "it is `quarantine` (put the document on record and go on) or `stop`"
                    .to_owned();
                self.problems
                    .add(self.tree.value(&[key("on_error")]), what, Some(help));
                OnError::default()
            }
        }
    }

    fn limits(&mut self) -> Limits {
        let mut limits = Limits::default();
        let Some(value) = self.root.get("limits") else {
            return limits;
        };
        let path = [key("limits")];
        if !value.is_mapping() {
            let what = format!(
                "`limits` must be a mapping with `bytes`, `decompressed`, `depth` and `seconds`, not {}",
                yaml::describe(value)
            );
            self.problems.add(self.tree.value(&path), what, None);
            return limits;
        }
        self.known_keys(value, &path, "`limits`", &LIMITS);
        let mut number = |name: &str| {
            let value = value.get(name)?;
            let number = value.as_u64().filter(|&number| number > 0);
            if number.is_none() {
                let what = format!(
                    "`{name}` must be a whole number above 0, not {}",
                    yaml::describe(value)
                );
                self.problems
                    .add(self.tree.value(&[key("limits"), key(name)]), what, None);
            }
            number
        };
        limits.bytes = number("bytes")
            .unwrap_or(limits.bytes)
            .min(u64::from(u32::MAX));
        limits.decompressed = number("decompressed")
            .unwrap_or(limits.decompressed)
            .min(u64::from(u32::MAX));
        limits.depth = number("depth").map_or(limits.depth, |depth| depth as usize);
        limits.seconds = number("seconds").unwrap_or(limits.seconds);
        limits
    }
}

/// The context with nothing asked for yet: what a part asks for is its own.
fn anew(context: &Context) -> Context {
    Context {
        asked: AskedFiles::default(),
        ..context.clone()
    }
}

/// The path without `.` and `..`, as far as that can be told without looking at the disk.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => _ = plain.pop(),
            part => plain.push(part),
        }
    }
    plain
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_' | '.')
}
