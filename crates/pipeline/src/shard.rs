//! Shards: a part of the documents each, run anywhere, and merged into the results of one run.

use crate::fingerprint::{Hash, hash_of_name, hex};
use crate::pool::Listed;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// One of several shards of a run, from 1.
///
/// ```
/// let shard: presswork_pipeline::Shard = "2/4".parse()?;
/// assert_eq!(shard.to_string(), "2/4");
/// assert!("5/4".parse::<presswork_pipeline::Shard>().is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    number: u32,
    of: u32,
}

impl Shard {
    /// Whether a document is in it. That depends on its name alone, so that it stays there when others come and go.
    pub(crate) fn holds(self, item: &str) -> bool {
        hash_of_name(item) % u64::from(self.of) == u64::from(self.number - 1)
    }

    pub(crate) fn of(self) -> u32 {
        self.of
    }

    /// Its number from 0.
    pub(crate) fn index(self) -> usize {
        self.number as usize - 1
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(said: &str) -> Result<Self, String> {
        let parts = said.split_once('/');
        let parts = parts.and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((number, of)) if 1 <= number && number <= of => Ok(Self { number, of }),
            _ => Err("write it as 1/4, for the first of four".to_owned()),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

/// What a shard is a part of: all of one run have the same, but for their numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ShardOf {
    pub(crate) shard: Shard,
    pub(crate) fingerprint: String,
    /// How many documents the whole listing has.
    pub(crate) places: u64,
    /// The hash of their names.
    pub(crate) names: String,
}

impl ShardOf {
    pub(crate) fn new(shard: Shard, listed: &Listed, fingerprint: &Hash) -> Self {
        Self {
            shard,
            fingerprint: hex(fingerprint),
            places: listed.places,
            names: hex(&listed.names),
        }
    }
}
