//! Hashes of words.

use xxhash_rust::xxh3::xxh3_64;

/// The hash of a word as it is written, by which to keep what is made of it.
///
/// ```
/// assert_ne!(presswork_lexicon::hash("port"), presswork_lexicon::hash("Port"));
/// ```
#[inline]
pub fn hash(word: &str) -> u64 {
    xxh3_64(word.as_bytes())
}

/// So many bytes of a word count.
const WHOLE: usize = 24;

/// The hash of a word, or of a part of one, in small letters: the same on every machine, since models depend on it. Of a long
/// word the first 24 bytes count, and its length.
///
/// ```
/// use presswork_lexicon::hash_of_letters;
/// assert_eq!(hash_of_letters(b"Port"), hash_of_letters(b"port"));
/// assert_eq!(hash_of_letters(b"port"), 3_749_704_699_543_517_545);
/// ```
pub fn hash_of_letters(word: &[u8]) -> u64 {
    word.iter()
        .take(WHOLE)
        .fold(word.len() as u64, |hash, &byte| {
            let byte = u64::from(byte.to_ascii_lowercase());
            (hash.rotate_left(5) ^ byte).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        })
}
