//! The command line.

use clap::{Args, Parser, Subcommand};
use presswork_annotations::MentionKind;
use presswork_pipeline::Shard;
use std::path::PathBuf;
use std::str::FromStr;
use tracing_subscriber::filter::LevelFilter;

/// Reads folders of news and policy documents, and tells who is named, who says what, who supports or opposes whom,
/// and with which figures.
#[derive(Debug, Parser)]
#[command(name = "presswork", version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// What to log on standard error: error, warn, info, debug or trace; json for one JSON object a line, such as json or
    /// json,debug
    #[arg(
        long,
        global = true,
        default_value = "error",
        value_name = "LEVEL",
        env = "PRESSWORK_LOG"
    )]
    pub(crate) log: Log,
}

/// What is logged, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Log {
    pub(crate) level: LevelFilter,
    pub(crate) json: bool,
}

impl FromStr for Log {
    type Err = String;

    fn from_str(said: &str) -> Result<Self, String> {
        let mut log = Self {
            level: LevelFilter::ERROR,
            json: false,
        };
        let mut level = None;
        for word in said.split(',') {
            match word.trim() {
                "json" => log.json = true,
                word => {
                    let known = word.parse().ok();
                    level = Some(known.ok_or("it is error, warn, info, debug, trace or json")?);
                }
            }
        }
        // Whoever reads JSON wants to see how far the run is.
        let usual = if log.json {
            LevelFilter::INFO
        } else {
            log.level
        };
        log.level = level.unwrap_or(usual);
        Ok(log)
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run a pipeline over those of its documents, or of PATHS, that changed since its last run
    Run(Run),
    /// Tell what `run` would do, and why, and run nothing
    Plan(Run),
    /// Run the documents in quarantine again, and whatever changed
    Retry(Run),
    /// Tell how a run is doing, or how the last one ended
    Status(Place),
    /// List the documents in quarantine, each with its reason
    Quarantine(Place),
    /// Merge shards into the results of one run
    Merge(Merge),
    /// Check pipelines and run nothing
    Check(Check),
    /// List what pipelines can use, or explain one of them
    Stages {
        /// A stage, source or result
        name: Option<String>,
    },
    /// Show documents with their annotations aligned under the text
    Show(Show),
    /// Score a pipeline against gold files
    Evaluate(Evaluate),
    /// Tell what differs between two results
    Diff(Diff),
    /// Begin something of your own
    #[command(subcommand)]
    New(New),
}

#[derive(Debug, Args)]
pub(crate) struct Run {
    /// The pipeline: a YAML file
    pub(crate) pipeline: PathBuf,
    /// Files and folders to read in the place of the pipeline's `documents:`
    pub(crate) paths: Vec<PathBuf>,
    /// The folder of the results [default: out/NAME-OF-THE-PIPELINE]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// How many threads work [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Read no more than the first N documents
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) limit: Option<u64>,
    /// Forget what earlier runs did, and run all documents
    #[arg(long)]
    pub(crate) fresh: bool,
    /// Run one part of N, such as 1/4: run the others elsewhere, and merge them
    #[arg(long, value_name = "I/N")]
    pub(crate) shard: Option<Shard>,
}

#[derive(Debug, Args)]
pub(crate) struct Place {
    /// The folder of the results, or the pipeline that made it
    pub(crate) place: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Merge {
    /// The pipeline that all shards were run with: a YAML file
    pub(crate) pipeline: PathBuf,
    /// The folders of the results of all shards
    #[arg(required = true)]
    pub(crate) shards: Vec<PathBuf>,
    /// The folder of the merged results [default: out/NAME-OF-THE-PIPELINE]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The pipelines: YAML files
    #[arg(required = true)]
    pub(crate) pipelines: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The pipeline: a YAML file
    pub(crate) pipeline: PathBuf,
    /// The files to show
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Only these layers, by name and separated by commas
    #[arg(long, value_delimiter = ',', value_name = "LAYER")]
    pub(crate) layers: Vec<String>,
    /// How wide the text may be [default: the terminal's width]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(crate) width: Option<u16>,
}

#[derive(Debug, Args)]
pub(crate) struct Evaluate {
    /// The pipeline: a YAML file
    pub(crate) pipeline: PathBuf,
    /// Documents with their answers: JSON lines in the interchange format
    #[arg(required = true)]
    pub(crate) gold: Vec<PathBuf>,
    /// Layers that gold gives in the place of the stage that writes them
    #[arg(long, value_delimiter = ',', value_name = "LAYER")]
    pub(crate) given: Vec<String>,
    /// Score only these layers
    #[arg(long, value_delimiter = ',', value_name = "LAYER")]
    pub(crate) layers: Vec<String>,
    /// Count mentions of one kind as another, such as group=other
    #[arg(long, value_delimiter = ',', value_name = "KIND=KIND", value_parser = kinds)]
    pub(crate) map: Vec<(MentionKind, MentionKind)>,
    /// Count mentions of these kinds alone
    #[arg(long, value_delimiter = ',', value_name = "KIND")]
    pub(crate) only: Vec<MentionKind>,
    /// End with code 1 if F1 is below this, such as mention=0.86 or attribution.cue=0.7
    #[arg(long, value_delimiter = ',', value_name = "LAYER[.MEASURE]=F1", value_parser = floor)]
    pub(crate) fail_under: Vec<Floor>,
    /// Write every miss and every false find, with its sentence, to a CSV file
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// How many threads work [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
}

/// The least F1 that a measure may have.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Floor {
    pub(crate) layer: String,
    /// None for the layer's first.
    pub(crate) measure: Option<String>,
    pub(crate) f1: f64,
}

fn kinds(said: &str) -> Result<(MentionKind, MentionKind), String> {
    let (from, to) = said.split_once('=').ok_or("write it as KIND=KIND")?;
    Ok((from.parse()?, to.parse()?))
}

fn floor(said: &str) -> Result<Floor, String> {
    let (what, f1) = said.split_once('=').ok_or("write it as LAYER=F1")?;
    let f1 = f1.parse().ok().filter(|f1| (0.0..=1.0).contains(f1));
    let f1 = f1.ok_or("F1 is a number from 0 to 1")?;
    let (layer, measure) = match what.split_once('.') {
        Some((layer, measure)) => (layer, Some(measure.to_owned())),
        None => (what, None),
    };
    Ok(Floor {
        layer: layer.to_owned(),
        measure,
        f1,
    })
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The old result: JSON lines
    pub(crate) old: PathBuf,
    /// The new result: JSON lines
    pub(crate) new: PathBuf,
    /// Compare only these layers
    #[arg(long, value_delimiter = ',', value_name = "LAYER")]
    pub(crate) layers: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum New {
    /// Write the crate of a stage that builds, with settings, a test and a program that runs it
    Stage(NewStage),
}

#[derive(Debug, Args)]
pub(crate) struct NewStage {
    /// The stage's name: lower-case letters, digits and `-`
    pub(crate) name: String,
    /// The folder in which the crate's folder is made
    #[arg(long = "in", value_name = "DIR", default_value = ".")]
    pub(crate) folder: PathBuf,
    /// Where the crates of presswork lie [default: where this program was built]
    #[arg(long, value_name = "DIR")]
    pub(crate) crates: Option<PathBuf>,
}
