//! The stage `tokenise`: tokens and sentences.
