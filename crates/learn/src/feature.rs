//! `Feature`: a stable 64-bit hash of what is observed.

/// One observation, such as "the suffix is `ing`": the hash of a template's name and of what fills it.
///
/// The hash is the same on every machine and in every version: model files depend on it. Of one item, 16,384 features
/// count.
///
/// ```
/// use presswork_learn::Feature;
/// let suffix = Feature::new("suffix");
/// assert_ne!(suffix.with("ing"), suffix.with("ed"));
/// assert_ne!(suffix.with("a").with("b"), suffix.with("ab"));
/// assert_ne!(suffix.and(3), suffix.and(4));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature(u64);

/// Odd, with as many ones as zeros, and no pattern: the fractional parts of the golden ratio and of the square root of 3.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
const START: u64 = 0xBB67_AE85_84CA_A73B;

impl Feature {
    /// A feature that always holds, or the start of one that is filled by [`with`](Self::with) and [`and`](Self::and).
    ///
    /// ```
    /// # use presswork_learn::Feature;
    /// const BIAS: Feature = Feature::new("bias");
    /// assert_eq!(BIAS, Feature::new("bias"));
    /// ```
    pub const fn new(template: &str) -> Self {
        Self(text(START, template.as_bytes()))
    }

    /// Filled with a text.
    ///
    /// ```
    /// # use presswork_learn::Feature;
    /// assert_ne!(Feature::new("word").with("cat"), Feature::new("lemma").with("cat"));
    /// ```
    #[must_use]
    pub const fn with(self, part: &str) -> Self {
        Self(text(self.0, part.as_bytes()))
    }

    /// Filled with a number, or with the hash of something that was computed already.
    ///
    /// ```
    /// # use presswork_learn::Feature;
    /// assert_eq!(Feature::new("length").and(7), Feature::new("length").and(7));
    /// ```
    #[must_use]
    pub const fn and(self, part: u64) -> Self {
        Self(mix(self.0 ^ STEP, part))
    }

    /// Where it lies in a table of 2^`bits` buckets.
    pub(crate) const fn bucket(self, seed: u64, bits: u8) -> usize {
        (mix(self.0, seed) >> (64 - bits)) as usize
    }

    /// The hash itself, to be part of other features.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The hash of bytes, for the check of a file.
    pub(crate) const fn checksum(bytes: &[u8]) -> u64 {
        text(START, bytes)
    }
}

/// Eight bytes a step, as in wyhash: multiply into 128 bits and fold.
const fn text(mut state: u64, bytes: &[u8]) -> u64 {
    let mut rest = bytes;
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        state = mix(state ^ STEP, u64::from_le_bytes(*word));
        rest = after;
    }
    let mut last = [0; 8];
    let mut i = 0;
    while i < rest.len() {
        last[i] = rest[i];
        i += 1;
    }
    // The length tells "a" from "a\0", and ends what one part adds to the state.
    mix(
        mix(state ^ STEP, u64::from_le_bytes(last)),
        bytes.len() as u64 ^ START,
    )
}

const fn mix(a: u64, b: u64) -> u64 {
    let product = (a ^ STEP) as u128 * (b ^ START) as u128;
    (product as u64 ^ (product >> 64) as u64).wrapping_mul(STEP) ^ a.rotate_left(31)
}

#[cfg(test)]
mod tests {
    use super::Feature;
    use std::collections::BTreeSet;

    #[test]
    fn the_hash_never_changes() {
        let known = [
            Feature::new("bias"),
            Feature::new("suffix").with("ing"),
            Feature::new("length").and(7),
        ];
        assert_eq!(
            known.map(|feature| feature.0),
            [
                7_074_455_938_093_047_045,
                6_186_971_950_862_146_343,
                12_886_644_670_052_608_358
            ]
        );
        assert_eq!(
            known.map(|feature| feature.bucket(5, 18)),
            [78_942, 160_715, 134_256]
        );
    }

    #[test]
    fn buckets_are_used_evenly() {
        let mut counts = [0_u32; 1 << 10];
        for i in 0..1 << 16 {
            counts[Feature::new("number").with(&i.to_string()).bucket(5, 10)] += 1;
            counts[Feature::new("number").and(i).bucket(5, 10)] += 1;
        }
        // 128 are expected in each; chance keeps nearly all within 5 times the square root of that.
        let (least, most) = (counts.iter().min().unwrap(), counts.iter().max().unwrap());
        assert!(*least > 128 - 60 && *most < 128 + 60, "{least} to {most}");
    }

    #[test]
    fn short_texts_do_not_collide() {
        let letters = || (b'a'..=b'z').map(char::from);
        let mut seen = BTreeSet::new();
        for a in letters() {
            for b in letters() {
                assert!(seen.insert(Feature::new("x").with(&format!("{a}{b}"))));
                assert!(seen.insert(Feature::new("x").with(&a.to_string()).with(&b.to_string())));
                assert!(seen.insert(Feature::new("x").with(&format!("{a}{b}\0"))));
            }
        }
    }
}
