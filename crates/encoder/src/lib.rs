//! A transformer that reads a passage and judges what is marked in it.
//!
//! The encoder of Devlin et al. (*BERT*, NAACL 2019), for use alone: it is trained elsewhere, and read from one file that also
//! holds its word pieces. What is asked of is marked in the passage (Baldini Soares et al., *Matching the Blanks*, ACL 2019).
//! It judges some hundred passages a second, where the models of `learn` judge a hundred thousand: for those who would rather wait.
//!
//! ```
//! use presswork_encoder::{Encoder, EncoderError, Passage};
//! // A file comes with the stage that asks.
//! assert_eq!(Encoder::from_bytes(b"something else").unwrap_err(), EncoderError::Magic);
//! ```

mod encoder;
mod file;
mod layer;
mod maths;
mod passage;
mod pieces;
mod rows;
#[cfg(test)]
mod tests;

pub use encoder::Encoder;
pub use file::EncoderError;
pub use passage::{MARKS, MOST_PIECES, Passage};
