//! `Rows`: quantised weights of features, found by hash and used as they lie in the file.

use crate::Feature;
use crate::table::begin;
use std::borrow::Cow;

/// A row of weights for each feature that has any.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rows {
    /// Entries of four bytes, their number a power of two: 0 where it is empty; else the number of the row, from 1, in the low
    /// bits, and above it a tag that tells features apart.
    pub(crate) index: Cow<'static, [u8]>,
    /// One byte a weight.
    pub(crate) cells: Cow<'static, [u8]>,
    /// How many weights a row has.
    pub(crate) width: usize,
}

/// Of an entry, for the number of its row.
const ROW_BITS: u32 = 18;
const ROW: u32 = (1 << ROW_BITS) - 1;
/// As many rows can be told apart.
pub(crate) const MOST_ROWS: usize = ROW as usize;

const fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32 & !ROW
}

/// How many sums are kept for a row of `width` weights, so that they are added in steps of one size. What is summed beyond
/// the width comes from the next row, and means nothing.
pub(crate) const fn lanes(width: usize) -> usize {
    width.next_multiple_of(STEP)
}

/// As many weights are added at once.
const STEP: usize = 8;

#[inline]
fn step(sum: i16, cell: u8) -> i16 {
    sum.saturating_add(i16::from(cell.cast_signed()))
}

#[inline]
fn add(sums: &mut [i16], cells: &[u8]) {
    let (sums, _) = sums.as_chunks_mut::<STEP>();
    let (cells, _) = cells.as_chunks::<STEP>();
    for (sums, cells) in sums.iter_mut().zip(cells) {
        for (sum, &cell) in sums.iter_mut().zip(cells) {
            *sum = step(*sum, cell);
        }
    }
}

impl Rows {
    /// Lays out rows, at most [`MOST_ROWS`] of them.
    pub(crate) fn new(width: usize, rows: &[(Feature, Vec<i8>)]) -> Self {
        // At most half of the entries are taken, so that a search ends soon.
        let entries = (rows.len() * 2).next_power_of_two().max(2);
        let mut index = vec![0_u32; entries];
        let mut cells = Vec::with_capacity(rows.len() * width);
        for (number, (feature, row)) in (1..).zip(rows) {
            let hash = feature.number();
            let mut at = hash as usize & (entries - 1);
            while index[at] != 0 {
                at = (at + 1) & (entries - 1);
            }
            index[at] = tag(hash) | number;
            cells.extend(row.iter().map(|&cell| cell.cast_unsigned()));
        }
        Self {
            index: index.into_iter().flat_map(u32::to_le_bytes).collect(),
            cells: cells.into(),
            width,
        }
    }

    /// The number of a feature's row, from 1; 0 if it has none. One in some 16,000 unknown features is taken for a known one.
    /// `first` is the entry at which the search begins.
    #[inline]
    fn find(&self, feature: Feature, first: u32) -> u32 {
        let hash = feature.number();
        let (entries, _) = self.index.as_chunks::<4>();
        let mask = entries.len() - 1;
        let (mut at, mut entry) = (hash as usize, first);
        while entry != 0 {
            if entry & !ROW == tag(hash) {
                return entry & ROW;
            }
            at += 1;
            entry = u32::from_le_bytes(entries[at & mask]);
        }
        0
    }

    /// Adds the weights of features to `sums`, which has [`lanes`] of the width or more for each part: that many of the
    /// features, up to the first of `ends`, and so on. A feature that comes more than once counts as often.
    pub(crate) fn add(&self, features: &[Feature], ends: &[u32], sums: &mut [i16]) {
        let stride = sums.len() / ends.len().max(1);
        let (entries, _) = self.index.as_chunks::<4>();
        let mask = entries.len() - 1;
        let mut found = [0; 64];
        let mut parts = [0_u32; 64];
        let (mut part, mut first) = (0, 0);
        for features in features.chunks(found.len()) {
            // The table is large, and each look takes its time to arrive: all are begun before the first is needed.
            for (entry, feature) in found.iter_mut().zip(features) {
                *entry = u32::from_le_bytes(entries[feature.number() as usize & mask]);
            }
            let mut count = 0;
            for (at, &feature) in features.iter().enumerate() {
                while first + at >= ends[part] as usize {
                    part += 1;
                }
                found[count] = self.find(feature, found[at]);
                parts[count] = part as u32;
                count += usize::from(found[count] != 0);
            }
            let cells = |row: u32| &self.cells[(row as usize - 1) * self.width..];
            let found = &found[..count];
            begin(found.iter().map(|&row| cells(row)[0]));
            for (&row, &part) in found.iter().zip(&parts) {
                let sums = &mut sums[part as usize * stride..][..stride];
                let cells = cells(row);
                if let Some(cells) = cells.get(..sums.len()) {
                    add(sums, cells);
                } else {
                    // At the end of the table there is nothing to read beyond the row.
                    let row = sums.iter_mut().zip(cells);
                    row.for_each(|(sum, &cell)| *sum = step(*sum, cell));
                }
            }
            first += features.len();
        }
    }

    /// Whether every search ends, and at a row that is there.
    pub(crate) fn is_sound(&self) -> bool {
        let (entries, rest) = self.index.as_chunks::<4>();
        let rows = self.cells.len() / self.width.max(1);
        let entry = |entry: &[u8; 4]| u32::from_le_bytes(*entry);
        rest.is_empty()
            && entries.len().is_power_of_two()
            && rows * self.width == self.cells.len()
            && entries.iter().any(|e| entry(e) == 0)
            && entries
                .iter()
                .all(|e| entry(e) == 0 || (1..=rows).contains(&((entry(e) & ROW) as usize)))
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.cells.len() / self.width.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;
    use crate::Feature;

    #[test]
    fn what_is_there_is_found() {
        let feature = |n: u64| Feature::new("number").and(n);
        let rows: Vec<_> = (0..500).map(|n| (feature(n), vec![n as i8, 1])).collect();
        let rows = Rows::new(2, &rows);
        assert!(rows.is_sound());
        let mut sums = [0; super::lanes(2)];
        rows.add(&[feature(3), feature(70), feature(9999)], &[3], &mut sums);
        assert_eq!(sums[..2], [73, 2]);
        // The last row, behind which there is nothing.
        let last = rows.cells.len() / 2 - 1;
        let mut sums = [0; super::lanes(2)];
        rows.add(&[feature(last as u64)], &[1], &mut sums);
        assert_eq!(sums[..2], [i16::from(last as i8), 1]);
        // Parts, one of them empty.
        let mut sums = [0; 3 * super::lanes(2)];
        rows.add(&[feature(3), feature(4), feature(5)], &[1, 1, 3], &mut sums);
        let sums = sums.chunks_exact(super::lanes(2)).map(|sums| sums[0]);
        assert_eq!(sums.collect::<Vec<_>>(), [3, 0, 9]);
        assert_eq!(rows.len(), 500);
    }

    #[test]
    fn a_full_index_or_a_row_too_many_is_not_sound() {
        let mut rows = Rows::new(1, &[(Feature::new("a"), vec![1])]);
        rows.index = [1_u32, 1].into_iter().flat_map(u32::to_le_bytes).collect();
        assert!(!rows.is_sound());
        rows.index = [0_u32, 2].into_iter().flat_map(u32::to_le_bytes).collect();
        assert!(!rows.is_sound());
    }
}
