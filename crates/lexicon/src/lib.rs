//! What is known of English words wherever they stand: which words they are used like, and which names they are.
//!
//! Words that are used alike share a cluster, so that a model which learned something of "Tuesday" or "said" knows it
//! of "Thursday" and "told". Names of people and places tell what an unknown name may be.
//!
//! ```
//! use presswork_lexicon::{NameKey, Names, cluster};
//! let fine = |word| cluster(word).map(|cluster| cluster.fine);
//! assert_eq!(fine("Tuesday"), fine("Thursday"));
//! assert_ne!(fine("Tuesday"), fine("said"));
//! assert_eq!(fine("xqzzt"), None);
//! assert!(NameKey::default().then("kuala").then("lumpur").names().any(Names::CITY));
//! ```

mod clusters;
mod hashes;
mod names;
mod recent;

pub use clusters::{Cluster, cluster};
pub use hashes::{hash, hash_of_letters};
pub use names::{NameKey, Names};
pub use recent::Recent;

/// The tables in which all this is looked up, for those who must know whether they changed.
///
/// ```
/// assert!(presswork_lexicon::tables().iter().all(|table| !table.is_empty()));
/// ```
pub fn tables() -> [&'static [u8]; 3] {
    [clusters::TABLE, clusters::GROUPS, names::TABLE]
}
