//! Functions of many numbers at once, the same to the last bit on every machine.

use std::f32::consts::{LN_2, LOG2_E};

/// A power of e, right to five digits; as small or large as a float can be beyond -87 and 87.
///
/// Two to the whole part is written into the exponent's bits, the rest is a polynomial; so many are computed at once.
#[inline]
fn exp(x: f32) -> f32 {
    // Adding it leaves the whole part in the lowest bits.
    const SHIFT: f32 = 12_582_912.0;
    let power = (x * LOG2_E).clamp(-126.0, 126.0);
    let shifted = power + SHIFT;
    let rest = (power - (shifted - SHIFT)) * LN_2;
    let polynomial = [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0]
        .iter()
        .fold(0.0, |sum, factor| (sum + factor) * rest)
        + 1.0;
    f32::from_bits((shifted.to_bits() << 23).wrapping_add(127 << 23)) * polynomial
}

/// Makes scores into shares of one.
pub(crate) fn softmax(scores: &mut [f32]) {
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    for score in &mut *scores {
        *score = exp(*score - highest);
    }
    let sum: f32 = scores.iter().sum();
    for score in scores {
        *score /= sum;
    }
}

/// Adds a bias to each of a row's numbers, and bends them: the Gaussian error linear unit (Hendrycks and Gimpel 2016) by its
/// approximation with a hyperbolic tangent.
pub(crate) fn gelu(row: &mut [f32], bias: &[f32]) {
    for (value, &bias) in row.iter_mut().zip(bias) {
        let x = *value + bias;
        *value = x / (1.0 + exp(-1.595_769 * (x + 0.044_715 * x * x * x)));
    }
}

/// A hyperbolic tangent, from a number to whom a bias is added.
pub(crate) fn tanh(row: &mut [f32], bias: &[f32]) {
    for (value, &bias) in row.iter_mut().zip(bias) {
        *value = 1.0 - 2.0 / (1.0 + exp(2.0 * (*value + bias)));
    }
}

/// A learned scale and offset behind the normalisation of a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Norm {
    pub(crate) scale: Vec<f32>,
    pub(crate) offset: Vec<f32>,
}

impl Norm {
    /// Brings a row to mean zero and variance one, and scales it.
    pub(crate) fn apply(&self, row: &mut [f32]) {
        let count = row.len() as f32;
        let mean = row.iter().sum::<f32>() / count;
        let variance = row.iter().map(|x| (x - mean) * (x - mean)).sum::<f32>() / count;
        let factor = 1.0 / (variance + 1e-12).sqrt();
        for ((value, scale), offset) in row.iter_mut().zip(&self.scale).zip(&self.offset) {
            *value = (*value - mean) * factor * scale + offset;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Norm, exp, gelu, softmax, tanh};

    #[test]
    fn powers_are_right_to_five_digits() {
        for step in -8_000..8_000_i16 {
            let x = f32::from(step) / 100.0;
            let (ours, theirs) = (exp(x), x.exp());
            assert!(
                (ours - theirs).abs() <= 1e-5 * theirs,
                "{x}: {ours} {theirs}"
            );
        }
        assert!(exp(-1000.0) < 1e-37 && exp(1000.0) > 1e37);
    }

    #[test]
    fn shares_add_up_to_one() {
        let mut scores = [1.0, 2.0, 3.0];
        softmax(&mut scores);
        assert!((scores.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((scores[2] - 0.665_240_96).abs() < 1e-6);
    }

    #[test]
    fn units_bend_as_they_should() {
        let mut row = [0.0, 1.0, -1.0, 3.0];
        gelu(&mut row, &[0.0, 0.0, 0.0, -1.0]);
        for (value, right) in row.iter().zip([0.0, 0.841_192, -0.158_808, 1.954_597_7]) {
            assert!((value - right).abs() < 1e-5, "{value} {right}");
        }
        let mut row = [0.5, 40.0];
        tanh(&mut row, &[0.5, 0.0]);
        assert!((row[0] - 1.0_f32.tanh()).abs() < 1e-6 && (row[1] - 1.0).abs() < 1e-6);
    }

    #[test]
    fn rows_are_normalised() {
        let norm = Norm {
            scale: vec![2.0; 4],
            offset: vec![1.0; 4],
        };
        let mut row = [1.0, 2.0, 3.0, 4.0];
        norm.apply(&mut row);
        let right = [-1.683_281_6, 0.105_572_8, 1.894_427_2, 3.683_281_6];
        for (value, right) in row.iter().zip(right) {
            assert!((value - right).abs() < 1e-5, "{value} {right}");
        }
    }
}
