//! `Owned`: rows of weights that each belong to one feature, so that features that were never learned from say nothing.

use crate::Feature;
use crate::table::begin;
use std::hint::select_unpredictable;

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

    /// Gives the feature with this number a row, unless both of its slots are taken.
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

    /// Adds the weights of features to `scores`.
    #[inline]
    pub(crate) fn add(&self, features: &[Feature], bits: u8, scores: &mut [i32]) {
        match self.stride {
            // Where the compiler knows how long a row is, it is no loop.
            4 => self.add_rows::<8>(features, bits, scores),
            8 => self.add_rows::<16>(features, bits, scores),
            _ => {
                for feature in features {
                    let hash = feature.number();
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

    /// The same for rows of which two are `PAIR` bytes long.
    #[inline]
    fn add_rows<const PAIR: usize>(&self, features: &[Feature], bits: u8, scores: &mut [i32]) {
        let (pairs, _) = self.bytes.as_chunks::<PAIR>();
        for features in features.chunks(MANY) {
            let (mut sums, rows) = (Sums::default(), features.len() as u16);
            let pair = |feature: &Feature| &pairs[slot(feature.number(), bits) / 2];
            begin(features.iter().map(|feature| pair(feature)[0]));
            for feature in features {
                let ((one, other), mark) =
                    (pair(feature).split_at(PAIR / 2), mark(feature.number()));
                sums.add(own(one, mark) | own(other, mark));
            }
            for (label, score) in scores.iter_mut().enumerate() {
                *score += sums.of(MARK + label, rows);
            }
        }
    }
}

/// The bytes of a row if its mark is that of the feature, else zeros. Most features have no row, which is not known
/// beforehand: a branch would often be taken wrongly.
#[inline]
fn own(row: &[u8], mark: u16) -> u64 {
    let mut bytes = [0; 8];
    bytes[..row.len()].copy_from_slice(row);
    let row = u64::from_le_bytes(bytes);
    select_unpredictable(row as u16 == mark, row, 0)
}

/// So many rows are added up at once; up to 257 could be.
const MANY: usize = 64;

/// Sums of the bytes of rows, all eight of a row added up at once: each has 16 bits of the two words, and counts from -128.
#[derive(Default)]
struct Sums {
    even: u64,
    odd: u64,
}

impl Sums {
    const LANES: u64 = 0x00FF_00FF_00FF_00FF;
    const LEAST: u64 = 0x8080_8080_8080_8080;

    #[inline]
    fn add(&mut self, row: u64) {
        let row = row ^ Self::LEAST;
        self.even += row & Self::LANES;
        self.odd += row >> 8 & Self::LANES;
    }

    /// The sum of the bytes in this place, of so many rows.
    #[inline]
    fn of(&self, place: usize, rows: u16) -> i32 {
        let lanes = if place.is_multiple_of(2) {
            self.even
        } else {
            self.odd
        };
        let sum = (lanes >> (place / 2 * 16)) as u16;
        i32::from(sum) - 128 * i32::from(rows)
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
        let feature = |n: u64| Feature::new("number").and(n);
        for labels in [1, 2, 3, 5, 7] {
            let mut owned = Owned::empty(labels, 12);
            let row = |n: u64| [n as i8, -1, 2, 3, 4, 5, 6];
            for n in 0..50 {
                owned.insert(feature(n).number(), 12, &row(n)[..labels]);
            }
            assert_eq!(owned.rows().count(), 50);
            let mut scores = vec![10; labels];
            owned.add(&[3, 40, 7000].map(feature), 12, &mut scores);
            let sums = [53, 8, 14, 16, 18, 20, 22];
            assert_eq!(scores, sums[..labels]);
        }
    }

    #[test]
    fn many_rows_add_up() {
        let feature = Feature::new("much");
        for least in [i8::MIN, i8::MAX] {
            let mut owned = Owned::empty(5, 4);
            owned.insert(feature.number(), 4, &[least, 0, 1, -1, least]);
            for count in [1_u16, 257, 258, 1000] {
                let mut scores = [7; 5];
                owned.add(&vec![feature; count.into()], 4, &mut scores);
                let sum = |weight: i8| 7 + i32::from(count) * i32::from(weight);
                assert_eq!(scores, [least, 0, 1, -1, least].map(sum));
            }
        }
    }

    #[test]
    fn a_row_that_finds_no_slot_is_left_out() {
        let mut owned = Owned::empty(2, 1);
        for n in 0..5 {
            owned.insert(Feature::new("number").and(n).number(), 1, &[1, 2]);
        }
        assert_eq!(owned.rows().count(), owned.slots());
    }
}
