//! Scoring: gold files are read, their texts annotated by a pipeline, and the two compared.

use anyhow::{Context as _, Result, anyhow, bail};
use presswork_annotations::Block;
use presswork_evaluate::{Answers, Evaluation, Names};
use presswork_model::{BoxError, Context, Document, Source, Text};
use presswork_pipeline::{Overrides, Plan, Registry};
use presswork_readers::{Files, Settings};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What to score against what.
///
/// ```
/// let scoring = presswork::scoring::Scoring { pipeline: "pipelines/press.yaml".into(), ..Default::default() };
/// assert!(scoring.given.is_empty());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Scoring {
    /// The pipeline: a YAML file.
    pub pipeline: PathBuf,
    /// Gold files: JSON lines in the interchange format.
    pub gold: Vec<PathBuf>,
    /// Layers that gold gives in the place of a stage.
    pub given: Vec<String>,
    /// The layers to score; all that gold and pipeline have in common if it is empty.
    pub layers: Vec<String>,
    /// Under which kinds mentions are compared.
    pub names: Names,
    /// Whether to keep every fault.
    pub keep_faults: bool,
    /// How many threads work; 0 means one a core.
    pub threads: usize,
}

/// What came of it.
#[derive(Debug)]
pub struct Scored {
    /// The scores.
    pub evaluation: Evaluation,
    /// Why documents failed; each counts as one in which nothing was found.
    pub failures: Vec<String>,
    /// The layers of gold that nothing can be compared with, by name.
    pub uncompared: BTreeSet<String>,
}

impl Scoring {
    /// Runs the pipeline over the texts of the gold files and compares. Writes nothing.
    ///
    /// Fails if the pipeline is wrong, a gold file cannot be read or does not fit its text, or there is nothing to compare.
    pub fn run(&self, registry: &Registry) -> Result<Scored> {
        let overrides = Overrides {
            paths: self.gold.clone(),
            given: self.given.clone(),
            ..Overrides::default()
        };
        let plan = crate::commands::plan(registry, &self.pipeline, &overrides)?;
        let layers = self.layers(&plan)?;
        let mut golds = Vec::new();
        let mut documents = Vec::new();
        for path in &self.gold {
            let lines = presswork_readers::lines(path);
            let lines = lines.with_context(|| format!("cannot read {}", path.display()))?;
            for line in lines {
                let read = Gold::read(path, &line).and_then(|gold| {
                    documents.push(gold.document(&self.given)?);
                    golds.push(gold.answers);
                    Ok(())
                });
                read.with_context(|| format!("{}:{}", path.display(), line.number))?;
            }
        }
        let mut evaluation = Evaluation::new(self.names.clone(), layers.clone(), self.keep_faults);
        let mut failures = Vec::new();
        for (gold, result) in golds
            .iter()
            .zip(plan.annotate_all(documents, self.threads)?)
        {
            let result = match result {
                Ok(document) => Answers::of(&document)?,
                Err(failure) => {
                    failures.push(failure.to_string());
                    gold.without_layers()
                }
            };
            evaluation.add(gold, &result)?;
        }
        if evaluation.rows().is_empty() {
            bail!(
                "there is nothing to compare: no gold document holds {}",
                layers.join(", ")
            );
        }
        let uncompared = golds.iter().flat_map(Answers::uncompared).cloned();
        Ok(Scored {
            evaluation,
            failures,
            uncompared: uncompared.collect(),
        })
    }

    /// The layers to score: those that the pipeline writes, or of these the ones that were asked for.
    fn layers(&self, plan: &Plan) -> Result<Vec<String>> {
        let written = plan.written();
        if written.is_empty() {
            bail!("there is nothing to score: no stage of the pipeline runs");
        }
        if let Some(unknown) = self
            .layers
            .iter()
            .find(|layer| !written.contains(&layer.as_str()))
        {
            bail!(
                "the pipeline writes no layer `{unknown}`: it writes {}",
                written.join(", ")
            );
        }
        if self.layers.is_empty() {
            return Ok(written.into_iter().map(str::to_owned).collect());
        }
        Ok(self.layers.clone())
    }
}

/// Layers that one stage writes: where the first is given the second is too, and whether there must be one.
const COMPANIONS: [(&str, &str, bool); 3] = [
    ("token", "sentence", true),
    ("sentence", "token", true),
    ("mention", "actor", false),
];

/// A gold document.
struct Gold {
    source: Document,
    answers: Answers,
}

impl Gold {
    fn read(path: &Path, line: &presswork_readers::Line) -> Result<Self> {
        // The place of the line is told by whoever reads the file.
        let bytes = line.json().map_err(|error| anyhow!("{error}"))?;
        let record: Value = serde_json::from_slice(bytes).context("this is no JSON")?;
        let pages = record.get("pages").and_then(Value::as_array);
        if record.get("text").is_none_or(Value::is_null)
            && let Some(pages) = pages
        {
            return Self::of_page(path, pages, &record);
        }
        let source = line.document().map_err(|error| anyhow!("{error}"))?;
        let answers = Answers::of(&source)?;
        Ok(Self { source, answers })
    }

    /// Gold about a web page: the text is that of the page. Where the site has several, it is the one with the title.
    fn of_page(path: &Path, pages: &[Value], record: &Value) -> Result<Self> {
        let pages = pages
            .iter()
            .map(|page| read_page(path, page.as_str().unwrap_or_default()));
        let mut pages = pages.collect::<Result<Vec<_>>>()?;
        let title = words(record.get("title").and_then(Value::as_str));
        let alike = |page: &Document| {
            let found = words(page.text().meta().title.as_deref());
            title.iter().filter(|word| found.contains(word)).count()
        };
        // Of equal ones the first.
        pages.reverse();
        let page = pages.into_iter().max_by_key(alike);
        let source = page.context("`pages` is empty")?;
        let images = record.get("images").unwrap_or(&Value::Null);
        let answers = Answers::of_page(source.text(), images)?;
        Ok(Self { source, answers })
    }

    /// The text with its blocks and the layers that gold gives: what stages may see.
    fn document(&self, given: &[String]) -> Result<Document> {
        let text = self.source.text();
        let mut meta = text.meta().clone();
        if let Some(Value::String(time)) = meta.other.get("reference_time") {
            meta.date.get_or_insert_with(|| time.clone());
        }
        let mut document = Document::new(Text::with_meta(text.id(), meta, text.body()));
        if let Some(blocks) = self.source.layer::<Block>()? {
            document.write(blocks.to_vec())?;
        }
        let is_given = |layer: &str| given.iter().any(|given| given == layer);
        for layer in given {
            if !self.answers.holds(layer) {
                bail!("this document holds no `{layer}` to be given");
            }
            self.answers.give(layer, &self.source, &mut document)?;
        }
        // What else the stage would have written comes from gold too. Mentions may have no actors, but later stages find
        // nothing without tokens or sentences.
        for (layer, with, is_needed) in COMPANIONS {
            if !is_given(layer) || is_given(with) {
                continue;
            }
            if self.answers.holds(with) {
                self.answers.give(with, &self.source, &mut document)?;
            } else if is_needed {
                bail!(
                    "`{layer}` cannot be given: this document holds no `{with}`, and the stage that writes both does not run"
                );
            }
        }
        Ok(document)
    }
}

/// A page that lies beside the gold file or in a folder above it.
fn read_page(gold: &Path, page: &str) -> Result<Document> {
    let mut folders = gold.ancestors().skip(1);
    let found = folders.find_map(|folder| Some(folder.join(page)).filter(|file| file.is_file()));
    let root = found.with_context(|| {
        format!("there is no page `{page}` beside the file or in a folder above")
    })?;
    let settings = Settings {
        root,
        ..Settings::default()
    };
    let wrong = |error: BoxError| anyhow!("the page `{page}`: {error}");
    let files = Files::new(settings, &Context::default()).map_err(wrong)?;
    let item = files.items().map_err(wrong)?.next();
    let item = item.with_context(|| format!("the page `{page}` is empty"))?;
    item.load().map_err(wrong)
}

fn words(text: Option<&str>) -> Vec<String> {
    let words = text
        .unwrap_or_default()
        .split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
