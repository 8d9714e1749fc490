//! `Pool`: memory that a stage uses again.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Memory that a stage uses again from document to document, as much as there are threads at work.
///
/// What it holds must change no result: buffers, and what is looked up by rules that are the same for every document. It is
/// lost where the work on a document fails, so that nothing half done is used again.
///
/// ```
/// let pool = presswork_model::Pool::<Vec<u32>>::default();
/// let mut memory = pool.take();
/// memory.push(1);
/// pool.give(memory);
/// assert_eq!(pool.take(), [1]);
/// assert!(pool.take().is_empty(), "another thread has its own");
/// ```
#[derive(Debug, Default)]
pub struct Pool<T>(Mutex<Vec<T>>);

impl<T: Default> Pool<T> {
    /// Memory that nobody else has.
    ///
    /// ```
    /// assert_eq!(presswork_model::Pool::<String>::default().take(), "");
    /// ```
    pub fn take(&self) -> T {
        self.list().pop().unwrap_or_default()
    }

    /// Gives it back.
    ///
    /// ```
    /// presswork_model::Pool::default().give(String::new());
    /// ```
    pub fn give(&self, memory: T) {
        self.list().push(memory);
    }

    fn list(&self) -> MutexGuard<'_, Vec<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
