//! `Deadline`: how long a document may take, asked for by loops at the price of reading a flag.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether a document's time is up. Clones share it: who watches the clock lets it pass, who works on the document asks.
///
/// ```
/// use presswork_model::Deadline;
/// let deadline = Deadline::default();
/// assert!(deadline.check().is_ok());
/// deadline.clone().pass();
/// assert_eq!(deadline.check().unwrap_err().to_string(), "the document's time is up");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Deadline(Arc<AtomicBool>);

impl Deadline {
    /// Lets the time be up.
    pub fn pass(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Fails once the time is up.
    #[inline]
    pub fn check(&self) -> Result<(), TimeUp> {
        if self.0.load(Ordering::Relaxed) {
            Err(TimeUp)
        } else {
            Ok(())
        }
    }
}

/// A document took longer than it may.
///
/// ```
/// assert_eq!(presswork_model::TimeUp.to_string(), "the document's time is up");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the document's time is up")]
pub struct TimeUp;
