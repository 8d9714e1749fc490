//! `Owned`: rows of weights that each belong to one feature, so that features that were never learned from say nothing.

/// Slots of `2 + labels` bytes, rounded up to a power of two: a mark that tells features apart, 0 where the slot is empty, and
/// a weight for each label. A feature lies in its slot or in the one beside it, which is in the same cache line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Owned {
    labels: usize,
    stride: usize,
    bytes: Vec<u8>,
}

/// Bytes of the mark.
const MARK: usize = 2;

impl Owned {
    /// 2^`bits` empty slots.
    pub(crate) fn empty(labels: usize, bits: u8) -> Self {
        let stride = (MARK + labels).next_power_of_two();
        Self {
            labels,
            stride,
            bytes: vec![0; stride << bits],
        }
    }

    /// Gives a feature a row, unless both of its slots are taken.
    pub(crate) fn insert(&mut self, hash: u64, bits: u8, row: &[i8]) {
        let slot = slot(hash, bits);
        let free = [slot, slot ^ 1]
            .into_iter()
            .find(|slot| self.mark(*slot) == 0);
        if let Some(slot) = free {
            let row: Vec<u8> = row.iter().map(|cell| cell.cast_unsigned()).collect();
            self.set(slot, mark(hash), &row);
        }
    }

    /// Fills a slot.
    pub(crate) fn set(&mut self, slot: usize, mark: u16, row: &[u8]) {
        let bytes = &mut self.bytes[slot * self.stride..];
        bytes[..MARK].copy_from_slice(&mark.to_le_bytes());
        bytes[MARK..MARK + row.len()].copy_from_slice(row);
    }

    fn mark(&self, slot: usize) -> u16 {
        let at = slot * self.stride;
        u16::from_le_bytes([self.bytes[at], self.bytes[at + 1]])
    }

    /// The slots that are taken, with their marks and rows.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (usize, u16, &[u8])> {
        let slots = self.bytes.chunks_exact(self.stride).enumerate();
        let slots = slots.map(|(slot, bytes)| {
            let row = &bytes[MARK..MARK + self.labels];
            (slot, u16::from_le_bytes([bytes[0], bytes[1]]), row)
        });
        slots.filter(|&(_, mark, _)| mark != 0)
    }

    /// How many slots there are.
    pub(crate) fn slots(&self) -> usize {
        self.bytes.len() / self.stride
    }

    /// Adds the weights of `hashes` to `scores`.
    #[inline]
    pub(crate) fn add(&self, hashes: impl Iterator<Item = u64>, bits: u8, scores: &mut [i32]) {
        match self.labels {
            // Where the compiler knows how long a row is, it is no loop.
            2 => self.add_rows::<2, 4>(hashes, bits, scores),
            5 => self.add_rows::<5, 8>(hashes, bits, scores),
            _ => {
                for hash in hashes {
                    let slot = slot(hash, bits);
                    let own = [slot, slot ^ 1]
                        .into_iter()
                        .find(|slot| self.mark(*slot) == mark(hash));
                    let Some(slot) = own else { continue };
                    let row = &self.bytes[slot * self.stride + MARK..];
                    for (score, &cell) in scores.iter_mut().zip(row) {
                        *score += i32::from(cell.cast_signed());
                    }
                }
            }
        }
    }

    #[inline]
    fn add_rows<const LABELS: usize, const STRIDE: usize>(
        &self,
        hashes: impl Iterator<Item = u64>,
        bits: u8,
        scores: &mut [i32],
    ) {
        let (rows, _) = self.bytes.as_chunks::<STRIDE>();
        let mut sums = [0_i32; LABELS];
        for hash in hashes {
            let slot = slot(hash, bits);
            let mark = mark(hash).to_le_bytes();
            let (first, second) = (&rows[slot], &rows[slot ^ 1]);
            // Most features have no row, which is not known beforehand: masks cost less than branches, and the rows of
            // several features are fetched at the same time.
            let own = |row: &[u8; STRIDE]| u8::from(row[..MARK] == mark).wrapping_neg();
            let (of_first, of_second) = (own(first), own(second));
            sums = std::array::from_fn(|label| {
                let cell = first[MARK + label] & of_first | second[MARK + label] & of_second;
                sums[label] + i32::from(cell.cast_signed())
            });
        }
        for (score, sum) in scores.iter_mut().zip(sums) {
            *score += sum;
        }
    }
}

fn slot(hash: u64, bits: u8) -> usize {
    (hash >> (64 - bits)) as usize
}

/// From the other end of the hash, and never 0.
fn mark(hash: u64) -> u16 {
    hash as u16 | 1
}

#[cfg(test)]
mod tests {
    use super::Owned;
    use crate::Feature;

    #[test]
    fn only_what_is_there_says_something() {
        let hash = |n: u64| Feature::new("number").and(n).seeded(1);
        for labels in [2, 3, 5] {
            let mut owned = Owned::empty(labels, 12);
            let row = |n: u64| [n as i8, -1, 2, 3, 4];
            for n in 0..50 {
                owned.insert(hash(n), 12, &row(n)[..labels]);
            }
            assert_eq!(owned.rows().count(), 50);
            let mut scores = vec![10; labels];
            owned.add([hash(3), hash(40), hash(7000)].into_iter(), 12, &mut scores);
            let sums = [53, 8, 14, 16, 18];
            assert_eq!(scores, sums[..labels]);
        }
    }

    #[test]
    fn a_row_that_finds_no_slot_is_left_out() {
        let mut owned = Owned::empty(2, 1);
        for n in 0..5 {
            owned.insert(Feature::new("number").and(n).seeded(1), 1, &[1, 2]);
        }
        assert_eq!(owned.rows().count(), owned.slots());
    }
}
