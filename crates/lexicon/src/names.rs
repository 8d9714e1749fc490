//! Names: which words are given and family names somewhere, and which names are those of places.

use xxhash_rust::xxh3::xxh3_64;

/// What a name is known as.
///
/// ```
/// use presswork_lexicon::{NameKey, Names};
/// let amina = NameKey::default().then("amina");
/// assert!(amina.names().given());
/// let buenos_aires = NameKey::default().then("buenos").then("aires");
/// assert!(buenos_aires.names().city());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Names(u8);

impl Names {
    /// A given name.
    ///
    /// ```
    /// assert!(presswork_lexicon::NameKey::default().then("joyce").names().given());
    /// ```
    pub fn given(self) -> bool {
        self.0 & 1 != 0
    }

    /// A family name.
    ///
    /// ```
    /// assert!(presswork_lexicon::NameKey::default().then("okafor").names().family());
    /// ```
    pub fn family(self) -> bool {
        self.0 & 2 != 0
    }

    /// A town of 5,000 people or more.
    pub fn town(self) -> bool {
        self.0 & 4 != 0
    }

    /// A city of 100,000 people or more, or a capital.
    pub fn city(self) -> bool {
        self.0 & 8 != 0
    }

    /// A country, a continent, or a state or county of the United States.
    pub fn land(self) -> bool {
        self.0 & 16 != 0
    }

    /// None of these.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// All of it, as bits.
    pub fn bits(self) -> u8 {
        self.0
    }
}

/// The words of a name, one after the other.
///
/// ```
/// # use presswork_lexicon::NameKey;
/// assert!(NameKey::default().then("xqzzt").names().is_empty());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameKey(u64);

/// Slots of four bytes, little-endian: what the name is known as in the lowest 8 bits, and 24 that tell names apart; 0 is
/// empty.
pub(crate) static TABLE: &[u8] = include_bytes!("../data/names.bin");
const BITS: u32 = (TABLE.len() / 4).trailing_zeros();

impl NameKey {
    /// The name with one word more, in small letters and without stops.
    #[must_use]
    pub fn then(self, word: &str) -> Self {
        self.join(xxh3_64(word.as_bytes()))
    }

    /// The name with another behind it that has one word.
    #[must_use]
    pub fn and(self, word: Self) -> Self {
        self.join(word.0.wrapping_mul(INVERSE))
    }

    fn join(self, word: u64) -> Self {
        Self((self.0.rotate_left(5) ^ word).wrapping_mul(STEP))
    }

    /// What it is known as.
    pub fn names(self) -> Names {
        let (slots, _) = TABLE.as_chunks::<4>();
        let mut slot = (self.0 >> (64 - BITS)) as usize;
        loop {
            let entry = u32::from_le_bytes(slots[slot]);
            if entry == 0 {
                return Names::default();
            }
            if entry >> 8 == (self.0 & 0xFF_FFFF) as u32 {
                return Names(entry as u8);
            }
            slot = (slot + 1) & (slots.len() - 1);
        }
    }
}

/// Odd, and its inverse among the numbers of 64 bits.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
const INVERSE: u64 = inverse(STEP);

/// By Newton's method: each step doubles the bits that are right.
const fn inverse(odd: u64) -> u64 {
    let mut inverse = odd;
    let mut step = 0;
    while step < 6 {
        inverse = inverse.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(inverse)));
        step += 1;
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::NameKey;

    #[test]
    fn words_join_one_by_one_or_by_their_keys() {
        let word = |word: &str| NameKey::default().then(word);
        assert_eq!(word("new").then("york"), word("new").and(word("york")));
        assert!(word("new").then("york").names().land());
    }
}
