//! The entries of `documents`, `stages` and `results`: their shape, their names and their settings.

use crate::check::{Checker, key};
use crate::fingerprint::Draft;
use crate::near;
use crate::part::{Made, Make, NotMade, PartKind};
use crate::places::{Place, Step, steps};
use crate::settings::{self, Fault};
use crate::step::AnySource;
use crate::yaml::{self, Value};
use presswork_model::{BoxError, Context, SettingError};
use std::path::Path;

/// An entry of `documents`, `stages` or `results`.
pub(crate) struct Entry<'a> {
    path: Vec<Step>,
    pub(crate) name: &'a str,
    pub(crate) settings: &'a Value,
    /// Whether what the stage finds is kept for later runs, with other stages behind it.
    pub(crate) cache: bool,
}

impl<'a> Checker<'a> {
    /// The entries of a list that have the right shape; the others are reported.
    pub(crate) fn entries(&mut self, kind: PartKind, needed: bool) -> Vec<Entry<'a>> {
        let section = kind.section();
        let path = vec![key(section)];
        let list = match self.root.get(section) {
            None if needed => {
                let help = format!("add `{section}:` with `- use: {}`", self.example(kind));
                self.problems
                    .add(0..0, format!("the pipeline has no `{section}`"), Some(help));
                return Vec::new();
            }
            None => return Vec::new(),
            Some(Value::Sequence(list)) => list,
            Some(other) => {
                let what = format!("`{section}` must be a list, not {}", yaml::describe(other));
                let help = format!("write each as `- use: {}`", self.example(kind));
                self.problems.add(self.tree.value(&path), what, Some(help));
                return Vec::new();
            }
        };
        if needed && list.is_empty() {
            let help = format!("add `- use: {}`", self.example(kind));
            self.problems.add(
                self.tree.key(&path),
                format!("`{section}` is empty"),
                Some(help),
            );
        }
        let entries = list.iter().enumerate();
        entries
            .filter_map(|(i, value)| {
                self.entry(kind, [path.as_slice(), &[Step::Index(i)]].concat(), value)
            })
            .collect()
    }

    fn entry(&mut self, kind: PartKind, path: Vec<Step>, value: &'a Value) -> Option<Entry<'a>> {
        let example = self.example(kind);
        if !value.is_mapping() {
            let what = format!(
                "a {kind} is a mapping with `use`, not {}",
                yaml::describe(value)
            );
            let name = value.as_str().unwrap_or(example);
            self.problems.add(
                self.tree.value(&path),
                what,
                Some(format!("write `- use: {name}`")),
            );
            return None;
        }
        let known: &[&str] = match kind {
            PartKind::Stage => &["use", "with", "cache"],
            PartKind::Source | PartKind::Sink => &["use", "with"],
        };
        self.known_keys(value, &path, &format!("a {kind}"), known);
        let cache = match value.get("cache") {
            Some(Value::Bool(cache)) => *cache,
            None => false,
            Some(other) => {
                let what = format!(
                    "`cache` must be `true` or `false`, not {}",
                    yaml::describe(other)
                );
                let place = self
                    .tree
                    .value(&[path.as_slice(), &[key("cache")]].concat());
                self.problems.add(place, what, None);
                false
            }
        };
        let name = match value.get("use") {
            Some(Value::String(name)) => name,
            Some(other) => {
                let what = format!(
                    "`use` must be the name of a {kind}, not {}",
                    yaml::describe(other)
                );
                self.problems.add(
                    self.tree.value(&[path, vec![key("use")]].concat()),
                    what,
                    None,
                );
                return None;
            }
            None => {
                let help = format!("say which: `- use: {example}`");
                self.problems.add(
                    self.tree.value(&path),
                    format!("this {kind} has no `use`"),
                    Some(help),
                );
                return None;
            }
        };
        Some(Entry {
            path,
            name,
            settings: value.get("with").unwrap_or(&Value::Null),
            cache,
        })
    }

    fn example(&self, kind: PartKind) -> &'static str {
        self.registry.names(kind).first().copied().unwrap_or("NAME")
    }

    /// How to make the part that an entry names, once its settings have only keys that it knows.
    pub(crate) fn known(&mut self, kind: PartKind, entry: &Entry<'_>) -> Option<Make> {
        let Some(part) = self.registry.part(kind, entry.name) else {
            let elsewhere = [PartKind::Source, PartKind::Stage, PartKind::Sink];
            let elsewhere = elsewhere
                .into_iter()
                .find(|&other| self.registry.part(other, entry.name).is_some());
            let help = match elsewhere {
                Some(other) => format!(
                    "`{}` is a {other}: put it under `{}`",
                    entry.name,
                    other.section()
                ),
                None => near::advice(entry.name, &self.registry.names(kind)),
            };
            let place = self.value_of(entry, "use");
            self.problems.add(
                place,
                format!("there is no {kind} `{}`", entry.name),
                Some(help),
            );
            return None;
        };
        match entry.settings {
            Value::Null | Value::Mapping(_) => {}
            other => {
                let what = format!(
                    "`with` must be a mapping of settings, not {}",
                    yaml::describe(other)
                );
                let place = self.value_of(entry, "with");
                self.problems.add(place, what, None);
                return None;
            }
        }
        let make = part.make;
        for fault in settings::unknown_keys(entry.name, &part.schema, entry.settings) {
            self.fault(entry, fault);
        }
        Some(make)
    }

    /// The part, or none once its problems are reported.
    pub(crate) fn made<T>(&mut self, entry: &Entry<'_>, made: Made<T>) -> Option<T> {
        match made {
            Ok(part) => return Some(part),
            Err(NotMade::Settings(faults)) => faults
                .into_iter()
                .for_each(|fault| self.fault(entry, fault)),
            Err(NotMade::Refused(error)) => {
                let (setting, what, help) = refusal(error);
                let place = match setting {
                    Some(setting) => self.setting(entry, &steps(&setting), false),
                    None => self.value_of(entry, "use"),
                };
                self.problems.add(place, what, help);
            }
        }
        None
    }

    /// What the results depend on in an entry of a known part, which asked `context` for its files.
    pub(crate) fn print(&self, kind: PartKind, entry: &Entry<'_>, context: &Context) -> Draft {
        let part = self.registry.part(kind, entry.name);
        part.map(|part| Draft::new(part, entry.settings, context))
            .unwrap_or_default()
    }

    fn fault(&mut self, entry: &Entry<'_>, fault: Fault) {
        let place = self.setting(entry, &fault.path, fault.at_key);
        self.problems.add(place, fault.what, fault.help);
    }

    /// A source of files for a path of the command line.
    pub(crate) fn path_source(
        &mut self,
        path: &Path,
        context: &Context,
    ) -> Option<(Box<dyn AnySource>, Draft)> {
        let files = self.registry.part(PartKind::Source, "files");
        let Some((part, Make::Source(make))) = files.map(|part| (part, part.make)) else {
            self.problems.add_elsewhere(
                "there is no source `files` to read paths of the command line",
                None,
            );
            return None;
        };
        let mut settings = yaml::Mapping::new();
        settings.insert("root".into(), path.to_string_lossy().into_owned().into());
        let settings = Value::Mapping(settings);
        match make(settings.clone(), context) {
            Ok(source) => Some((source, Draft::new(part, &settings, context))),
            Err(NotMade::Refused(error)) => {
                let (_, what, help) = refusal(error);
                self.problems.add_elsewhere(what, help);
                None
            }
            Err(NotMade::Settings(faults)) => {
                for fault in faults {
                    self.problems.add_elsewhere(fault.what, fault.help);
                }
                None
            }
        }
    }

    pub(crate) fn value_of(&self, entry: &Entry<'_>, name: &str) -> Place {
        self.tree
            .value(&[entry.path.as_slice(), &[key(name)]].concat())
    }

    /// Where a setting stands; where it is not given, the name of the part.
    pub(crate) fn setting(&self, entry: &Entry<'_>, path: &[Step], at_key: bool) -> Place {
        let given = entry.settings.is_mapping() && !path.is_empty();
        if !given {
            return self.value_of(entry, "use");
        }
        let path = [entry.path.as_slice(), &[key("with")], path].concat();
        if at_key {
            self.tree.key(&path)
        } else {
            self.tree.value(&path)
        }
    }
}

/// The setting that a part complains of, its complaint, and its advice.
fn refusal(error: BoxError) -> (Option<String>, String, Option<String>) {
    match error.downcast::<SettingError>() {
        Ok(error) => (
            Some(error.setting().to_owned()),
            error.to_string(),
            error.advice().map(str::to_owned),
        ),
        Err(error) => (None, error.to_string(), None),
    }
}
