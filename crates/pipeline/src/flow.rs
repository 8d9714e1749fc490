//! The flow of layers through a pipeline: who writes what, and whether it is there when it is read.

use crate::near;
use crate::part::{Part, PartKind};
use crate::registry::Registry;
use presswork_model::LayerKind;

/// Who writes the layers that documents bring.
const DOCUMENTS: &str = "the documents";

/// The layers that are there at one point of the pipeline.
#[derive(Default)]
pub(crate) struct Flow {
    there: Vec<There>,
    /// Whether a stage is unknown: any layer may then be there.
    unsure: bool,
}

struct There {
    name: String,
    /// What a stage writes has a type; what documents bring has none until it is read.
    kind: Option<LayerKind>,
    writer: String,
}

impl Flow {
    /// Adds the layers that documents bring with them.
    pub(crate) fn brought(&mut self, layers: Vec<String>) {
        for name in layers {
            if self.find(&name).is_none() {
                self.there.push(There {
                    name,
                    kind: None,
                    writer: DOCUMENTS.to_owned(),
                });
            }
        }
    }

    /// Passes a stage of which nothing is known.
    pub(crate) fn unknown_stage(&mut self) {
        self.unsure = true;
    }

    fn find(&self, name: &str) -> Option<&There> {
        self.there.iter().find(|there| there.name == name)
    }

    /// Passes `stage`: what is wrong with what it reads and writes, each with what to do.
    pub(crate) fn stage(
        &mut self,
        registry: &Registry,
        stage: &Part,
        to_come: &[&str],
    ) -> Vec<(String, String)> {
        let mut faults = Vec::new();
        for need in &stage.reads {
            let layer = need.kind.name;
            match self.find(layer) {
                None if need.optional || self.unsure => {}
                None => {
                    let what = format!(
                        "`{}` reads the layer `{layer}`, which no earlier stage writes",
                        stage.name
                    );
                    faults.push((what, advice(registry, stage.name, layer, to_come)));
                }
                Some(There {
                    kind: Some(kind),
                    writer,
                    ..
                }) if *kind != need.kind => {
                    let what = format!(
                        "`{}` and {writer} mean different things by the layer `{layer}`",
                        stage.name
                    );
                    faults.push((
                        what,
                        "give one of the two annotations another name or version".to_owned(),
                    ));
                }
                Some(_) => {}
            }
        }
        for &kind in &stage.writes {
            if let Some(there) = self.find(kind.name) {
                let what = format!(
                    "`{}` writes the layer `{}` a second time",
                    stage.name, kind.name
                );
                faults.push((
                    what,
                    format!(
                        "{} already: leave one of the two out",
                        writes(&there.writer)
                    ),
                ));
            } else {
                let writer = format!("`{}`", stage.name);
                self.there.push(There {
                    name: kind.name.to_owned(),
                    kind: Some(kind),
                    writer,
                });
            }
        }
        faults
    }

    /// The layers that are there, by name.
    pub(crate) fn layers(&self) -> Vec<String> {
        self.there.iter().map(|there| there.name.clone()).collect()
    }

    /// Advice about a layer that a result asks for and nothing writes.
    pub(crate) fn unknown(&self, registry: &Registry, layer: &str) -> Option<String> {
        if self.unsure || self.find(layer).is_some() {
            return None;
        }
        let known: Vec<_> = self.there.iter().map(|there| there.name.as_str()).collect();
        if near::nearest(layer, known.iter().copied()).is_none() {
            let written = registry
                .parts()
                .flat_map(|part| part.writes.iter().map(move |kind| (kind.name, part.name)));
            let written: Vec<_> = written.filter(|(name, _)| !known.contains(name)).collect();
            if let Some(near) = near::nearest(layer, written.iter().map(|(name, _)| *name))
                && let Some((name, stage)) = written.iter().find(|(name, _)| *name == near)
            {
                return Some(format!("the stage `{stage}` writes `{name}`: add it"));
            }
        }
        Some(near::advice(layer, &known))
    }
}

fn writes(writer: &str) -> String {
    if writer == DOCUMENTS {
        format!("{writer} bring it")
    } else {
        format!("{writer} writes it")
    }
}

fn advice(registry: &Registry, stage: &str, layer: &str, to_come: &[&str]) -> String {
    let writing = |part: &&Part| {
        part.kind == PartKind::Stage && part.writes.iter().any(|kind| kind.name == layer)
    };
    match registry.parts().find(writing) {
        Some(other) if other.name == stage => format!("`{stage}` writes it itself, too late"),
        Some(other) if to_come.contains(&other.name) => format!("move `{}` before it", other.name),
        Some(other) => format!("put `{}` before it", other.name),
        None => {
            "no stage writes it; if the documents bring it, name it in `layers` of their source"
                .to_owned()
        }
    }
}
