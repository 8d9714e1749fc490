//! What is known of English words wherever they stand: their clusters.
//!
//! Words that are used alike share a cluster, so that a model which learned something of "Tuesday" or "said" knows it
//! of "Thursday" and "told". Two partitions of the same 684,716 words: into 128 clusters and into 1,024.
//!
//! ```
//! let fine = |word| presswork_lexicon::cluster(word).map(|cluster| cluster.fine);
//! assert_eq!(fine("Tuesday"), fine("Thursday"));
//! assert_ne!(fine("Tuesday"), fine("said"));
//! assert_eq!(fine("xqzzt"), None);
//! ```

mod clusters;

pub use clusters::{Cluster, cluster};
