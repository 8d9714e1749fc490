//! `Gate`: which words can be the head of a cue at all, told from a word alone, so that most words cost nothing more.

/// How many bits of a word's hash choose its slot.
const BITS: u32 = 16;
/// Bytes of the slots, two bits each.
const SLOTS: usize = (2 << BITS) / 8;
/// The fine clusters, one more for words that are in none, and the rest of a byte.
const CLUSTERS: usize = 1032;

/// How often a word must have been seen without being a head to be known as none.
const OFTEN: u32 = 8;
/// A word can be a head if it was one in so many cases.
const WORDS: u32 = 100;
/// A word that is not known can be one if those of its cluster were in so many.
const LIKE: u32 = 50;

/// Words that are known to be heads or none, and which clusters hold heads among words that are not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gate(Box<[u8]>);

impl Gate {
    /// How long its file is.
    pub(crate) const BYTES: usize = SLOTS + CLUSTERS / 8;
    const UNKNOWN: u8 = 0;
    const NONE: u8 = 1;
    const HEAD: u8 = 2;

    /// Whether a word can be the head of a cue.
    #[inline]
    pub(crate) fn opens(&self, word: u64, cluster: u64) -> bool {
        let slot = slot(word);
        match self.0[slot / 4] >> (slot % 4 * 2) & 3 {
            Self::UNKNOWN => {
                let cluster = cluster as usize % CLUSTERS;
                self.0[SLOTS + cluster / 8] >> (cluster % 8) & 1 != 0
            }
            known => known == Self::HEAD,
        }
    }

    pub(crate) fn from_bytes(bytes: &[u8; Self::BYTES]) -> Self {
        Self(bytes.as_slice().into())
    }

    /// The bytes of its file: two bits a word, 1 for none and 2 for a head, then a bit a cluster.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        self.0.to_vec()
    }
}

fn slot(word: u64) -> usize {
    (word >> (64 - BITS)) as usize
}

/// Counts how often words and clusters are heads, and how often not.
#[derive(Clone, Debug)]
pub(crate) struct Counts {
    words: Vec<[u32; 2]>,
    clusters: Vec<[u32; 2]>,
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            words: vec![[0; 2]; 1 << BITS],
            clusters: vec![[0; 2]; CLUSTERS],
        }
    }
}

impl Counts {
    pub(crate) fn add(&mut self, word: u64, cluster: u64, head: bool) {
        self.words[slot(word)][usize::from(head)] += 1;
        self.clusters[cluster as usize % CLUSTERS][usize::from(head)] += 1;
    }

    pub(crate) fn gate(&self) -> Gate {
        let mut bytes = vec![0; Gate::BYTES];
        for (slot, &[not, head]) in self.words.iter().enumerate() {
            let known = if head > 0 && head * WORDS >= not + head {
                Gate::HEAD
            } else if not >= OFTEN {
                Gate::NONE
            } else {
                Gate::UNKNOWN
            };
            bytes[slot / 4] |= known << (slot % 4 * 2);
        }
        for (cluster, &[not, head]) in self.clusters.iter().enumerate() {
            bytes[SLOTS + cluster / 8] |=
                u8::from(head > 0 && head * LIKE >= not + head) << (cluster % 8);
        }
        Gate(bytes.into())
    }
}
