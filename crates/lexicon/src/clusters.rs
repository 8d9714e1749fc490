//! Word clusters: a hash table that is used as it lies in the program, without parsing.

use xxhash_rust::xxh3::xxh3_64;

/// Which words a word is used like, from coarse to fine: words with the same number are used alike.
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
    /// One of 64, of 256, of 512, of 2,048 and of 4,096, none a part of another.
    pub further: [u16; 5],
    /// One of 20,000: words that share their vector.
    pub vector: u16,
}

/// Slots of four bytes, little-endian: the lowest 15 bits hold the vector, 17 bits tell words apart; all ones is an empty
/// slot. A word lies in the first free slot from its hash on. A word that is not in the table is taken for one that is about
/// once in 50,000 times.
pub(crate) static TABLE: &[u8] = include_bytes!("../data/words.bin");

/// The clusters of each vector, two bytes each, little-endian.
pub(crate) static GROUPS: &[u8] = include_bytes!("../data/groups.bin");

const SLOTS: usize = TABLE.len() / 4;
const EMPTY: u32 = u32::MAX;
const PARTITIONS: usize = 7;

/// The longest word of the table, in bytes.
const LONGEST: usize = 39;

/// The clusters of a word as it is written, else of the word in small letters; none for a word that is not known.
///
/// ```
/// use presswork_lexicon::cluster;
/// assert_eq!(cluster("Parliamentarians"), cluster("parliamentarians"));
/// ```
pub fn cluster(word: &str) -> Option<Cluster> {
    let word = word.as_bytes();
    if word.len() > LONGEST {
        return None;
    }
    find(xxh3_64(word)).or_else(|| {
        let mut small = [0; LONGEST];
        let small = &mut small[..word.len()];
        small.copy_from_slice(word);
        small.make_ascii_lowercase();
        if small == word {
            None
        } else {
            find(xxh3_64(small))
        }
    })
}

fn find(hash: u64) -> Option<Cluster> {
    let mut slot = hash as usize & (SLOTS - 1);
    loop {
        let bytes = TABLE[4 * slot..4 * slot + 4]
            .try_into()
            .expect("a slot has four bytes");
        let entry = u32::from_le_bytes(bytes);
        if entry == EMPTY {
            return None;
        }
        if entry >> 15 == (hash >> 47) as u32 {
            return Some(of(entry as u16 & 0x7FFF));
        }
        slot = (slot + 1) & (SLOTS - 1);
    }
}

fn of(vector: u16) -> Cluster {
    let at = usize::from(vector) * PARTITIONS;
    let (groups, _) = GROUPS.as_chunks::<2>();
    let group = |partition: usize| u16::from_le_bytes(groups[at + partition]);
    Cluster {
        coarse: group(0) as u8,
        fine: group(1),
        further: [group(2), group(3), group(4), group(5), group(6)],
        vector,
    }
}

#[cfg(test)]
mod tests {
    use super::{EMPTY, GROUPS, PARTITIONS, SLOTS, TABLE, cluster};

    #[test]
    fn the_table_is_whole() {
        assert!(SLOTS.is_power_of_two());
        let entries = TABLE
            .chunks_exact(4)
            .map(|slot| u32::from_le_bytes(slot.try_into().unwrap()));
        let words = entries.filter(|&entry| entry != EMPTY).count();
        assert_eq!(words, 684_638);
        assert_eq!(GROUPS.len(), 20_000 * PARTITIONS * 2);
        let vectors = TABLE
            .chunks_exact(4)
            .map(|slot| u32::from_le_bytes(slot.try_into().unwrap()));
        let mut vectors = vectors
            .filter(|&entry| entry != EMPTY)
            .map(|entry| entry & 0x7FFF);
        assert!(vectors.all(|vector| vector < 20_000));
    }

    #[test]
    fn words_that_are_used_alike_lie_together() {
        let clusters = |word| cluster(word).map(|cluster| (cluster.coarse, cluster.fine));
        for (a, b) in [
            ("said", "told"),
            ("Tuesday", "Friday"),
            ("million", "billion"),
        ] {
            assert_eq!(clusters(a), clusters(b), "{a}, {b}");
        }
        assert_ne!(clusters("said"), clusters("Tuesday"));
    }

    #[test]
    fn what_is_not_known_has_none() {
        assert_eq!(cluster(&"a".repeat(1000)), None);
        // By chance one unknown word in some 50,000 is taken for a known one.
        let known = (0..10_000).filter(|n| cluster(&format!("zq{n}xv")).is_some());
        assert!(known.count() < 5);
    }
}
