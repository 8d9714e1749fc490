//! Weights while they are learned, each with a step size of its own.

use super::CrfTraining;

/// Weights by follow-the-regularised-leader (`McMahan` et al. 2013).
pub(crate) struct Weights {
    pub(crate) now: Vec<f32>,
    z: Vec<f32>,
    squares: Vec<f32>,
}

impl Weights {
    pub(crate) fn new(count: usize) -> Self {
        Self {
            now: vec![0.0; count],
            z: vec![0.0; count],
            squares: vec![0.0; count],
        }
    }

    pub(crate) fn change(&mut self, at: usize, gradient: &[f32], training: &CrfTraining, l1: f32) {
        let inverse = 1.0 / training.rate;
        let end = at + gradient.len();
        let (now, z, squares) = (
            &mut self.now[at..end],
            &mut self.z[at..end],
            &mut self.squares[at..end],
        );
        for (((now, z), squares), &gradient) in now.iter_mut().zip(z).zip(squares).zip(gradient) {
            let before = squares.sqrt();
            *squares += gradient * gradient;
            let root = squares.sqrt();
            *z += gradient - (root - before) * inverse * *now;
            let shrunk = (z.abs() - l1).max(0.0);
            *now = -shrunk.copysign(*z) / ((1.0 + root) * inverse + training.l2);
        }
    }
}
