//! Bootstrap intervals: how far a score may be off because other documents could have been marked.

/// How many samples are drawn.
const SAMPLES: usize = 1000;

/// The interval that holds 95 of 100 scores of samples of `documents` documents, drawn with replacement. `score` is given
/// how often each document is in the sample. The same call gives the same interval.
pub(crate) fn interval(documents: usize, score: impl Fn(&[u32]) -> f64) -> (f64, f64) {
    let mut random = Random(0x5EED);
    let mut scores: Vec<f64> = Vec::with_capacity(SAMPLES);
    let mut times = vec![0; documents];
    for _ in 0..SAMPLES {
        times.fill(0);
        for _ in 0..documents {
            times[random.below(documents)] += 1;
        }
        scores.push(score(&times));
    }
    scores.sort_by(f64::total_cmp);
    (
        scores[SAMPLES * 25 / 1000],
        scores[SAMPLES * 975 / 1000 - 1],
    )
}

/// `SplitMix64` (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((u128::from(z ^ (z >> 31)) * n as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::interval;

    #[test]
    fn the_interval_of_a_mean_is_as_wide_as_the_theory_says() {
        // 400 documents, half of them right: the standard error of the mean is 0.025.
        let right = |sample: &[u32]| {
            let right: u32 = sample.iter().step_by(2).sum();
            f64::from(right) / 400.0
        };
        let (low, high) = interval(400, right);
        assert!(
            (low - 0.451).abs() < 0.01 && (high - 0.549).abs() < 0.01,
            "{low} to {high}"
        );
        assert_eq!(interval(400, right), (low, high));
    }
}
