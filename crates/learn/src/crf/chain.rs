//! Forward and backward over a chain of labels: how probable each label is at each word (Rabiner 1989).

/// Memory for the sums of one sequence, used again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chain {
    forward: Vec<f32>,
    backward: Vec<f32>,
    /// Of one word: what lies ahead of it, by its label.
    ahead: Vec<f32>,
    /// By what each word's sums were divided, so that they stay near 1.
    scale: Vec<f32>,
}

impl Chain {
    /// Fills in the probability of each label at each word, and gives the logarithm of the sum over all paths; none if there
    /// is no path. `potentials` are the factors of each label, a row a word; `first` those of each label at the start,
    /// `follow` those of each label after each other one.
    pub(crate) fn marginals(
        &mut self,
        potentials: &[f32],
        first: &[f32],
        follow: &[f32],
        marginals: &mut [f32],
    ) -> Option<f32> {
        // Where the compiler knows how many labels there are, a row is a few registers.
        let sum = match first.len() {
            11 => self.both::<11>(potentials, first, follow)?,
            _ => self.both::<0>(potentials, first, follow)?,
        };
        for (marginal, (&forward, &backward)) in marginals
            .iter_mut()
            .zip(self.forward.iter().zip(&self.backward))
        {
            *marginal = forward * backward;
        }
        Some(sum)
    }

    /// Adds to `pairs` how often each label is expected after each other one, times `sign`, and at its end how probable each
    /// is at the start; for the sequence whose `marginals` were computed last.
    pub(crate) fn pairs(&self, potentials: &[f32], follow: &[f32], sign: f32, pairs: &mut [f32]) {
        let words = self.scale.len();
        let labels = potentials.len() / words;
        for at in (labels..potentials.len()).step_by(labels) {
            for from in 0..labels {
                let weight = sign * self.forward[at - labels + from] / self.scale[at / labels];
                let row = from * labels..(from + 1) * labels;
                let ahead = self.backward[at..].iter().zip(&potentials[at..]);
                for ((pair, &step), (&back, &potential)) in
                    pairs[row.clone()].iter_mut().zip(&follow[row]).zip(ahead)
                {
                    *pair += weight * step * back * potential;
                }
            }
        }
        let first = self.forward.iter().zip(&self.backward).take(labels);
        for (pair, (&forward, &backward)) in pairs[labels * labels..].iter_mut().zip(first) {
            *pair += sign * forward * backward;
        }
    }

    /// `LABELS` is how many there are, or 0 if that is not known.
    fn both<const LABELS: usize>(
        &mut self,
        potentials: &[f32],
        first: &[f32],
        follow: &[f32],
    ) -> Option<f32> {
        let labels = if LABELS == 0 { first.len() } else { LABELS };
        let sum = self.forward(labels, potentials, first, follow)?;
        self.backward(labels, potentials, follow);
        Some(sum)
    }

    #[inline]
    fn forward(
        &mut self,
        labels: usize,
        potentials: &[f32],
        first: &[f32],
        follow: &[f32],
    ) -> Option<f32> {
        self.forward.clear();
        self.forward.resize(potentials.len(), 0.0);
        self.scale.clear();
        let mut total = 0.0;
        for at in (0..potentials.len()).step_by(labels) {
            let (before, now) = self.forward.split_at_mut(at);
            let now = &mut now[..labels];
            if at == 0 {
                now.copy_from_slice(&first[..labels]);
            } else {
                let before = &before[at - labels..at];
                for (&weight, row) in before.iter().zip(follow.chunks_exact(labels)) {
                    for (sum, &step) in now.iter_mut().zip(row) {
                        *sum += weight * step;
                    }
                }
            }
            let mut sum = 0.0;
            for (now, &potential) in now.iter_mut().zip(&potentials[at..at + labels]) {
                *now *= potential;
                sum += *now;
            }
            if sum <= 0.0 || !sum.is_finite() {
                return None;
            }
            for now in now {
                *now /= sum;
            }
            self.scale.push(sum);
            total += sum.ln();
        }
        Some(total)
    }

    #[inline]
    fn backward(&mut self, labels: usize, potentials: &[f32], follow: &[f32]) {
        self.backward.clear();
        self.backward.resize(potentials.len(), 1.0);
        for at in (labels..potentials.len()).step_by(labels).rev() {
            let (before, now) = self.backward.split_at_mut(at);
            let now = &mut now[..labels];
            let scale = self.scale[at / labels];
            self.ahead.resize(labels, 0.0);
            let ahead = &mut self.ahead[..labels];
            let product = now.iter().zip(&potentials[at..at + labels]);
            for (ahead, (&now, &potential)) in ahead.iter_mut().zip(product) {
                *ahead = now * potential / scale;
            }
            let back = before[at - labels..at].iter_mut();
            for (back, row) in back.zip(follow.chunks_exact(labels)) {
                *back = dot(row, ahead);
            }
        }
    }
}

/// The sum of products, in four sums at once.
fn dot(one: &[f32], other: &[f32]) -> f32 {
    let ((ones, one), (others, other)) = (one.as_chunks::<4>(), other.as_chunks::<4>());
    let mut sums = [0.0; 4];
    for (one, other) in ones.iter().zip(others) {
        for ((sum, one), other) in sums.iter_mut().zip(one).zip(other) {
            *sum += one * other;
        }
    }
    let rest: f32 = one.iter().zip(other).map(|(one, other)| one * other).sum();
    sums.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::Chain;

    #[test]
    fn sums_are_those_of_all_paths() {
        let potentials = [1.0, 2.0, 3.0, 0.5, 0.0, 1.5];
        let follow = [1.0, 2.0, 0.5, 1.0];
        let first = [1.0, 0.25];
        let (mut chain, mut marginals, mut pairs) = (Chain::default(), [0.0; 6], [0.0; 6]);
        let sum = chain.marginals(&potentials, &first, &follow, &mut marginals);
        chain.pairs(&potentials, &follow, 1.0, &mut pairs);
        let label = |path: usize, t: usize| path >> t & 1;
        let weight = |path: usize| {
            let start = first[label(path, 0)] * potentials[label(path, 0)];
            (1..3).fold(start, |weight, t| {
                let (from, to) = (label(path, t - 1), label(path, t));
                weight * follow[2 * from + to] * potentials[2 * t + to]
            })
        };
        let all: f32 = (0..8).map(weight).sum();
        assert!((sum.unwrap() - all.ln()).abs() < 1e-5);
        for t in 0..3 {
            let ones: f32 = (0..8).filter(|&path| label(path, t) == 1).map(weight).sum();
            assert!((marginals[2 * t + 1] - ones / all).abs() < 1e-5);
        }
        let steps = |path: usize, from, to| {
            let step = |&t: &usize| (label(path, t - 1), label(path, t)) == (from, to);
            (1..3).filter(step).count() as f32
        };
        for (from, to) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let expected: f32 = (0..8)
                .map(|path| weight(path) * steps(path, from, to))
                .sum();
            assert!((pairs[2 * from + to] - expected / all).abs() < 1e-5);
        }
        assert!((pairs[4] + pairs[5] - 1.0).abs() < 1e-5, "one start");
        let none = chain.marginals(&[0.0, 0.0], &first, &follow, &mut [0.0; 2]);
        assert_eq!(none, None, "no path");
    }
}
