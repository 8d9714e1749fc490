//! The documents of the state that a run met: a bit each.

/// A set of numbers of documents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen(Vec<u64>);

impl Seen {
    pub(crate) fn add(&mut self, number: i64) {
        let Ok(number) = usize::try_from(number) else {
            return;
        };
        if self.0.len() <= number / 64 {
            self.0.resize(number / 64 + 1, 0);
        }
        self.0[number / 64] |= 1 << (number % 64);
    }

    pub(crate) fn holds(&self, number: i64) -> bool {
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        let word = self.0.get(number / 64).copied().unwrap_or_default();
        word >> (number % 64) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn holds_what_was_added() {
        let mut seen = Seen::default();
        for number in [1, 63, 64, 1000, 1000] {
            seen.add(number);
        }
        let held = (-1..1100).filter(|&number| seen.holds(number));
        assert_eq!(held.collect::<Vec<_>>(), [1, 63, 64, 1000]);
    }
}
