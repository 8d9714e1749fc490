//! Word clusters: a hash table that is used as it lies in the program, without parsing.

use xxhash_rust::xxh3::xxh3_64;

/// Which words a word is used like.
///
/// ```
/// let cluster = presswork_lexicon::cluster("minister").expect("a common word");
/// assert!(cluster.coarse < 128 && cluster.fine < 1024);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cluster {
    /// One of 128.
    pub coarse: u8,
    /// One of 1,024; not a part of the coarse one.
    pub fine: u16,
}

/// Slots of four bytes, little-endian: from the lowest bit on 10 of the fine cluster, 7 of the coarse one, and 15 that tell
/// words apart; all ones is an empty slot. A word lies in the first free slot from its hash on. A word that is not in the
/// table is taken for one that is about once in 10,000 times.
static TABLE: &[u8] = include_bytes!("../data/clusters.bin");

const SLOTS: usize = TABLE.len() / 4;
const EMPTY: u32 = u32::MAX;

/// The longest word of the table, in bytes.
const LONGEST: usize = 39;

/// The clusters of a word as it is written, else of the word in small letters; none for a word that is not known.
///
/// ```
/// use presswork_lexicon::cluster;
/// assert_eq!(cluster("Parliamentarians"), cluster("parliamentarians"));
/// ```
pub fn cluster(word: &str) -> Option<Cluster> {
    let bytes = word.as_bytes();
    if bytes.len() > LONGEST {
        return None;
    }
    find(bytes).or_else(|| {
        let mut small = [0; LONGEST];
        let small = &mut small[..bytes.len()];
        small.copy_from_slice(bytes);
        small.make_ascii_lowercase();
        if small == bytes { None } else { find(small) }
    })
}

fn find(word: &[u8]) -> Option<Cluster> {
    let hash = xxh3_64(word);
    let mut slot = hash as usize & (SLOTS - 1);
    loop {
        let bytes = TABLE[4 * slot..4 * slot + 4]
            .try_into()
            .expect("a slot has four bytes");
        let entry = u32::from_le_bytes(bytes);
        if entry == EMPTY {
            return None;
        }
        if entry >> 17 == (hash >> 49) as u32 {
            return Some(Cluster {
                coarse: (entry >> 10 & 0x7F) as u8,
                fine: (entry & 0x3FF) as u16,
            });
        }
        slot = (slot + 1) & (SLOTS - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::{EMPTY, SLOTS, TABLE, cluster};

    #[test]
    fn the_table_is_whole() {
        assert!(SLOTS.is_power_of_two());
        let entries = TABLE
            .chunks_exact(4)
            .map(|slot| u32::from_le_bytes(slot.try_into().unwrap()));
        let words = entries.filter(|&entry| entry != EMPTY).count();
        assert_eq!(words, 684_716);
    }

    #[test]
    fn words_that_are_used_alike_lie_together() {
        for (a, b) in [
            ("said", "told"),
            ("Tuesday", "Friday"),
            ("million", "billion"),
        ] {
            assert_eq!(cluster(a), cluster(b), "{a}, {b}");
        }
        assert_ne!(cluster("said"), cluster("Tuesday"));
    }

    #[test]
    fn what_is_not_known_has_none() {
        assert_eq!(cluster(&"a".repeat(1000)), None);
        // By chance one unknown word in 10,000 is taken for a known one.
        let known = (0..10_000).filter(|n| cluster(&format!("zq{n}xv")).is_some());
        assert!(known.count() < 12);
    }
}
