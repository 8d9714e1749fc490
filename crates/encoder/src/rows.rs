//! `Rows`: numbers in rows, and their products.

use faer::linalg::matmul::matmul;
use faer::{Accum, MatMut, MatRef, Par};
use std::ops::Range;

/// Rows of numbers, all of the same width, which is not zero.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rows {
    width: usize,
    numbers: Vec<f32>,
}

impl Rows {
    /// Numbers, row by row.
    pub(crate) fn new(width: usize, numbers: Vec<f32>) -> Self {
        Self { width, numbers }
    }

    pub(crate) fn zeros(count: usize, width: usize) -> Self {
        Self::new(width, vec![0.0; count * width])
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// How many rows there are.
    pub(crate) fn count(&self) -> usize {
        self.numbers.len() / self.width
    }

    pub(crate) fn row(&self, at: usize) -> &[f32] {
        &self.numbers[at * self.width..][..self.width]
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[f32]> {
        self.numbers.chunks_exact(self.width)
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut [f32]> {
        self.numbers.chunks_exact_mut(self.width)
    }

    /// All numbers, row by row.
    pub(crate) fn numbers(&self) -> &[f32] {
        &self.numbers
    }

    /// The rows with these numbers.
    pub(crate) fn select(&self, rows: &[usize]) -> Self {
        let numbers = rows.iter().flat_map(|&row| self.row(row));
        Self::new(self.width, numbers.copied().collect())
    }

    /// The numbers of some rows in some columns.
    pub(crate) fn part(&self, rows: Range<usize>, columns: Range<usize>) -> MatRef<'_, f32> {
        let all = MatRef::from_row_major_slice(&self.numbers, self.count(), self.width);
        all.submatrix(rows.start, columns.start, rows.len(), columns.len())
    }

    fn part_mut(&mut self, rows: Range<usize>, columns: Range<usize>) -> MatMut<'_, f32> {
        let count = self.count();
        let all = MatMut::from_row_major_slice_mut(&mut self.numbers, count, self.width);
        all.submatrix_mut(rows.start, columns.start, rows.len(), columns.len())
    }

    /// Puts a product, each number times `scale`, into some rows and columns.
    pub(crate) fn put(
        &mut self,
        rows: Range<usize>,
        columns: Range<usize>,
        [one, other]: [MatRef<'_, f32>; 2],
        scale: f32,
    ) {
        let place = self.part_mut(rows, columns);
        matmul(place, Accum::Replace, one, other, scale, Par::Seq);
    }

    /// The sum of the products of each row with each of `others`.
    pub(crate) fn times(&self, others: &Self) -> Self {
        let (rows, columns) = (0..self.count(), 0..others.count());
        let mut product = Self::zeros(rows.len(), columns.len());
        let [one, other] = [self, others].map(|rows| rows.part(0..rows.count(), 0..rows.width));
        product.put(rows, columns, [one, other.transpose()], 1.0);
        product
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn products() {
        let one = Rows::new(2, vec![1.0, 2.0, 3.0, 4.0]);
        let other = Rows::new(2, vec![5.0, 6.0, 7.0, 8.0, 9.0, 10.0]);
        assert_eq!(
            one.times(&other).numbers(),
            [17.0, 23.0, 29.0, 39.0, 53.0, 67.0]
        );
        let mut place = Rows::zeros(2, 3);
        let parts = [one.part(1..2, 0..2), other.part(0..2, 1..2)];
        place.put(0..1, 1..2, parts, 0.5);
        assert_eq!(place.numbers(), [0.0, 25.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(other.select(&[2, 0]).numbers(), [9.0, 10.0, 5.0, 6.0]);
    }
}
