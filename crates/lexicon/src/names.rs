//! Names: which words are given and family names somewhere, and which names are those of places.

use xxhash_rust::xxh3::xxh3_64;

/// What a name is known as.
///
/// ```
/// use presswork_lexicon::{NameKey, Names};
/// let amina = NameKey::default().then("amina");
/// assert!(amina.names().any(Names::GIVEN));
/// let buenos_aires = NameKey::default().then("buenos").then("aires");
/// assert!(buenos_aires.names().any(Names::CITY));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Names(u16);

impl Names {
    /// A given name.
    pub const GIVEN: Self = Self(1);
    /// A family name.
    pub const FAMILY: Self = Self(2);
    /// A town of 5,000 people or more.
    pub const TOWN: Self = Self(4);
    /// A city of 100,000 people or more, or a capital.
    pub const CITY: Self = Self(8);
    /// A country, a region, a continent, a river, a mountain.
    pub const LAND: Self = Self(16);
    /// A company, a brand, an authority, an association.
    pub const COMPANY: Self = Self(32);
    /// A school or university.
    pub const SCHOOL: Self = Self(64);
    /// A person of history, by one name or several.
    pub const PERSON: Self = Self(128);
    /// A people, a language, the followers of a faith.
    pub const PEOPLE: Self = Self(256);
    /// A holiday, a war, a work, a monument.
    pub const OTHER: Self = Self(512);
    /// A word that many names of organisations end in.
    pub const ENDS_ORGANISATION: Self = Self(1024);
    /// A word that many names of organisations have before their end.
    pub const IN_ORGANISATION: Self = Self(2048);
    /// A word that many names of places end in.
    pub const ENDS_PLACE: Self = Self(4096);
    /// Longer names begin so.
    pub const MORE: Self = Self(8192);

    /// Any place.
    pub const PLACE: Self = Self::TOWN.or(Self::CITY).or(Self::LAND);
    /// What is said of the name itself, not of its part in others.
    pub const WHOLE: Self = Self(1023);

    /// Whether it is any of these.
    pub const fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    /// Both together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// All but these.
    #[must_use]
    pub const fn without(self, those: Self) -> Self {
        Self(self.0 & !those.0)
    }

    /// What of it is among these.
    ///
    /// ```
    /// # use presswork_lexicon::{NameKey, Names};
    /// let kuala_lumpur = NameKey::default().then("kuala").then("lumpur").names();
    /// assert_eq!(kuala_lumpur.only(Names::CITY), Names::CITY);
    /// assert!(kuala_lumpur.only(Names::GIVEN).is_empty());
    /// ```
    #[must_use]
    pub const fn only(self, of: Self) -> Self {
        Self(self.0 & of.0)
    }

    /// None of these.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// All of it, as bits.
    pub const fn bits(self) -> u16 {
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

/// Slots of four bytes, little-endian: what the name is known as in the lowest 14 bits, and 18 that tell names apart; 0 is
/// empty.
pub(crate) static TABLE: &[u8] = include_bytes!("../data/names.bin");
const BITS: u32 = (TABLE.len() / 4).trailing_zeros();
const FLAGS: u32 = 14;

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
            if entry >> FLAGS == self.0 as u32 & (u32::MAX >> FLAGS) {
                return Names(entry as u16 & ((1 << FLAGS) - 1));
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
    use super::{NameKey, Names};

    #[test]
    fn words_join_one_by_one_or_by_their_keys() {
        let word = |word: &str| NameKey::default().then(word);
        assert_eq!(word("new").then("york"), word("new").and(word("york")));
        assert!(word("new").then("york").names().any(Names::LAND));
    }
}
