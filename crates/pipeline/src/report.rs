//! `Report`: what a run did.

use crate::quarantine::Failure;
use std::time::Duration;

/// What a run did: documents, words, annotations a layer, time a stage.
///
/// ```
/// use presswork_pipeline::Report;
/// use std::time::Duration;
/// let report = Report { words: 3000, elapsed: Duration::from_millis(1500), ..Report::default() };
/// assert_eq!(report.words_per_second(), 2000.0);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Documents in the results.
    pub documents: u64,
    /// Documents in quarantine.
    pub quarantined: u64,
    /// Of both, those that did not change since an earlier run, and were not run again.
    pub kept: u64,
    /// Whether nothing at all was to be done: the results stand as they were.
    pub unchanged: bool,
    /// The first of those in quarantine, in order; the file of the quarantine has all.
    pub failures: Vec<Failure>,
    /// Words in the documents of the results: stretches without blanks.
    pub words: u64,
    /// Bytes of their texts.
    pub bytes: u64,
    /// How many annotations each layer got, in the order of the pipeline.
    pub layers: Vec<LayerCount>,
    /// How long each part took, summed over threads.
    pub stages: Vec<StageTime>,
    /// How long the run took.
    pub elapsed: Duration,
    /// How many threads worked.
    pub threads: usize,
}

/// How many annotations a layer got.
///
/// ```
/// let count = presswork_pipeline::LayerCount { name: "mention".into(), annotations: 12 };
/// assert_eq!(count.annotations, 12);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerCount {
    /// The layer.
    pub name: String,
    /// Its annotations in all documents.
    pub annotations: u64,
}

/// How long a part took.
///
/// ```
/// use std::time::Duration;
/// let time = presswork_pipeline::StageTime { name: "load".into(), time: Duration::from_secs(1) };
/// assert_eq!(time.time.as_millis(), 1000);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageTime {
    /// The stage, or `load`, `encode`, `keep` (for later runs), `write`.
    pub name: String,
    /// Its time, summed over threads.
    pub time: Duration,
}

impl Report {
    /// Words a second of the whole run.
    ///
    /// ```
    /// assert_eq!(presswork_pipeline::Report::default().words_per_second(), 0.0);
    /// ```
    pub fn words_per_second(&self) -> f64 {
        let seconds = self.elapsed.as_secs_f64();
        if seconds > 0.0 {
            self.words as f64 / seconds
        } else {
            0.0
        }
    }

    pub(crate) fn count(&mut self, name: &str, annotations: u64) {
        match self.layers.iter_mut().find(|layer| layer.name == name) {
            Some(layer) => layer.annotations += annotations,
            None => self.layers.push(LayerCount {
                name: name.to_owned(),
                annotations,
            }),
        }
    }
}
