//! YAML becomes a checked plan, and the plan a parallel run.
//!
//! A [`Registry`] knows the stages, sources and sinks. It checks a pipeline and gathers every problem before anything
//! runs; what it returns, a [`Plan`], cannot be wrong in its wiring any more.
//!
//! ```
//! use presswork_pipeline::{Overrides, PipelineFile, Registry};
//! let file = PipelineFile { path: "press.yaml".into(), text: "documents: []\nstages:\n  - use: tokenise\n".into() };
//! let problems = Registry::new().plan(&file, &Overrides::default()).unwrap_err();
//! let whats: Vec<_> = problems.iter().map(|problem| (problem.line(), problem.what())).collect();
//! assert_eq!(
//!     whats,
//!     [
//!         (1, "`documents` is empty"),
//!         (1, "the pipeline has no `results`"),
//!         (3, "there is no stage `tokenise`"),
//!     ]
//! );
//! ```

mod check;
mod contain;
mod entries;
mod fingerprint;
mod flow;
mod listing;
mod manifest;
mod manual;
mod merge;
mod metrics;
mod near;
mod part;
mod places;
mod plan;
mod pool;
mod problem;
mod quarantine;
mod registry;
mod report;
mod results;
mod run;
mod settings;
mod shard;
mod stages;
mod state;
mod status;
mod step;
mod survey;
mod work;
mod yaml;

pub use manual::Setting;
pub use part::{Part, PartKind};
pub use plan::{OnError, Overrides, PipelineFile, Plan};
pub use problem::{Problem, Problems};
pub use quarantine::Failure;
pub use registry::Registry;
pub use report::{LayerCount, Report, StageTime};
pub use run::{Options, Progress, RunError};
pub use shard::Shard;
pub use state::StateError;
pub use status::{RunState, Status};
pub use survey::{Group, Survey};
