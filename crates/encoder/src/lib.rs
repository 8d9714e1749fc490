//! A transformer that reads a passage and judges what is asked of in it: what is marked, or each word.
//!
//! The encoder of Devlin et al. (*BERT*, NAACL 2019), for use alone: it is trained elsewhere, and read from a file and that of the
//! word pieces that it was trained with. What is asked of may be marked in the passage (Baldini Soares et al., *Matching the
//! Blanks*, ACL 2019).
//! It judges some hundred passages a second, where the models of `learn` judge a hundred thousand: for those who would rather wait.
//!
//! ```
//! use presswork_encoder::{Encoder, EncoderError, Vocabulary};
//! // A file comes with the stage that asks.
//! let vocabulary = Vocabulary::minilm()?;
//! assert_eq!(Encoder::from_bytes(vocabulary, b"something else").unwrap_err(), EncoderError::Magic);
//! # Ok::<(), EncoderError>(())
//! ```

mod encoder;
mod file;
mod layer;
mod maths;
mod passage;
mod pieces;
mod rows;
mod shape;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use encoder::Encoder;
pub use file::EncoderError;
pub use passage::{MARKS, MOST_PIECES, Passage, Words};
pub use shape::shape;
pub use vocabulary::Vocabulary;
