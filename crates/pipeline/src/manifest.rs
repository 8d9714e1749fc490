//! The manifest of a run: what its results were made with and what is in them. There is no clock in it, so that the same
//! documents and the same pipeline give the same manifest.

use crate::fingerprint::{Hash, hex};
use crate::plan::Checked;
use crate::quarantine;
use crate::shard::Shard;
use crate::state::Totals;
use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Map, Value};
use std::fs::File;
use std::io;
use std::path::Path;

/// Its file, in the folder of the results.
pub(crate) const FILE: &str = "run.json";

/// See `docs/running.md`.
#[derive(Serialize)]
pub(crate) struct Manifest {
    program: &'static str,
    version: &'static str,
    pipeline: String,
    fingerprint: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    shard: Option<String>,
    documents: u64,
    quarantined: u64,
    words: u64,
    bytes: u64,
    layers: Map<String, Value>,
    results: Vec<ResultFile>,
}

#[derive(Serialize)]
struct ResultFile {
    path: String,
    bytes: u64,
    blake3: String,
}

impl Manifest {
    /// Hashes the results, on the threads of the rayon pool in which it is called.
    pub(crate) fn new(
        plan: &Checked,
        fingerprint: &Hash,
        shard: Option<Shard>,
        totals: &Totals,
    ) -> io::Result<Self> {
        let layers = totals.layers.iter();
        Ok(Self {
            program: "presswork",
            version: env!("CARGO_PKG_VERSION"),
            pipeline: plan.name.clone(),
            fingerprint: hex(fingerprint),
            shard: shard.map(|shard| shard.to_string()),
            documents: totals.documents,
            quarantined: totals.quarantined,
            words: totals.words,
            bytes: totals.bytes,
            layers: layers
                .map(|(name, count)| (name.clone(), (*count).into()))
                .collect(),
            results: plan
                .paths()
                .collect::<Vec<_>>()
                .par_iter()
                .map(|path| ResultFile::new(&plan.output, path))
                .collect::<Result<_, _>>()?,
        })
    }

    pub(crate) fn write(&self, output: &Path) -> io::Result<()> {
        let mut json = serde_json::to_vec_pretty(self)?;
        json.push(b'\n');
        quarantine::replace(&output.join(FILE), &json)
    }
}

impl ResultFile {
    fn new(output: &Path, path: &Path) -> io::Result<Self> {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(File::open(path)?)?;
        // Below the folder of the results, which may be moved.
        let shown = path.strip_prefix(output).unwrap_or(path);
        Ok(Self {
            path: shown.to_string_lossy().into_owned(),
            bytes: hasher.count(),
            blake3: hasher.finalize().to_hex().to_string(),
        })
    }
}
