//! `Vocabulary`: the pieces of words, and what an encoder first knows of each.

use crate::file::{self, EncoderError};
use crate::pieces::Pieces;
use crate::rows::Rows;
use std::sync::{Arc, LazyLock};

static MINILM: &[u8] = include_bytes!("../model/pieces.bin");

/// Pieces of words, and what an encoder first knows of each: what encoders share that began as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Vocabulary {
    pub(crate) pieces: Pieces,
    /// A row a piece.
    pub(crate) rows: Rows,
}

impl Vocabulary {
    /// Reads the file of a vocabulary.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EncoderError> {
        file::vocabulary(bytes)
    }

    /// That of `MiniLM`, which the crate holds. It is unfolded once in a process: 30 ms, and 47 MB of memory.
    ///
    /// ```
    /// let vocabulary = presswork_encoder::Vocabulary::minilm()?;
    /// # Ok::<(), presswork_encoder::EncoderError>(())
    /// ```
    pub fn minilm() -> Result<Arc<Self>, EncoderError> {
        static SHARED: LazyLock<Result<Arc<Vocabulary>, EncoderError>> =
            LazyLock::new(|| Vocabulary::from_bytes(MINILM).map(Arc::new));
        SHARED.clone()
    }
}
