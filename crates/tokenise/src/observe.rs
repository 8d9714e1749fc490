//! What is observed at a place where a sentence may end: the features of the model.

use crate::joint::Joint;
use crate::shape::{key, shape, start};
use presswork_learn::Feature;

const TOUCHES: Feature = Feature::new("touches");
const BEFORE_SHAPE: Feature = Feature::new("before shape");
const BEFORE_2: Feature = Feature::new("before 2");
const BEFORE_SHAPES: Feature = Feature::new("before shapes");
const AFTER: Feature = Feature::new("after");
const AFTER_SHAPE: Feature = Feature::new("after shape");
const AFTER_2: Feature = Feature::new("after 2");
const AFTER_SHAPES: Feature = Feature::new("after shapes");
const SHAPES: Feature = Feature::new("shapes");
const BEFORE_AND_SHAPE: Feature = Feature::new("before, after shape");
const FROM_START: Feature = Feature::new("from start");
const TO_END: Feature = Feature::new("to end");
const SHAPES_AND_LAST: Feature = Feature::new("shapes, last");
const LIKE_FIRST: Feature = Feature::new("like the first");

/// Odd and without pattern, to mix two numbers into one.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

fn mix(a: u64, b: u64) -> u64 {
    a.wrapping_mul(SPREAD) ^ b
}

/// The tokens of the passage by their words and shapes; 1 for what lies outside.
#[derive(Clone, Copy)]
struct Around<'a, 't> {
    joint: &'a Joint<'t>,
}

impl Around<'_, '_> {
    fn word(self, i: usize) -> u64 {
        let inside = (self.joint.start..self.joint.end).contains(&i);
        if inside { key(self.joint.str(i)) } else { 1 }
    }

    fn shape(self, i: usize) -> u64 {
        let inside = (self.joint.start..self.joint.end).contains(&i);
        if inside { shape(self.joint, i) } else { 1 }
    }
}

/// How the tokens on both sides of a place look.
#[derive(Clone, Copy)]
pub(crate) struct Shapes {
    before: u64,
    after: u64,
}

/// How many features a glance has.
pub(crate) const GLANCE: usize = 4;

/// Fills `features` with what is seen at a glance ahead of token `next`, where no stop stands: the words on both sides and how
/// they look.
pub(crate) fn glance(joint: &Joint<'_>, next: usize, features: &mut Vec<Feature>) -> Shapes {
    let around = Around { joint };
    let shapes = Shapes {
        before: around.shape(next - 1),
        after: around.shape(next),
    };
    let Shapes { before, after } = shapes;
    features.clear();
    let mut add = |feature: Feature, a: u64, b: u64| features.push(feature.and(mix(a, b)));
    add(AFTER, around.word(next), 0);
    add(SHAPES, before, after);
    add(BEFORE_AND_SHAPE, around.word(next - 1), after);
    add(TO_END, bucket(joint.end - next), after);
    shapes
}

/// Adds what a longer look tells: the tokens farther off, and where in its passage the place lies.
pub(crate) fn look(joint: &Joint<'_>, next: usize, shapes: Shapes, features: &mut Vec<Feature>) {
    let around = Around { joint };
    // No token has the number that comes before the first.
    let back = |n: usize| next.wrapping_sub(n);
    let Shapes { before, after } = shapes;
    let last = start(joint.str(joint.end - 1));
    let like_first = joint.str(next) == joint.str(joint.start);

    features.push(TOUCHES.and(u64::from(joint.touches(next))));
    let mut add = |feature: Feature, a: u64, b: u64| features.push(feature.and(mix(a, b)));
    add(BEFORE_SHAPE, before, 0);
    add(BEFORE_2, around.word(back(2)), 0);
    add(
        BEFORE_SHAPES,
        mix(before, around.shape(back(2))),
        around.shape(back(3)),
    );
    add(AFTER_SHAPE, after, 0);
    add(AFTER_2, around.word(next + 1), 0);
    add(
        AFTER_SHAPES,
        mix(after, around.shape(next + 1)),
        around.shape(next + 2),
    );
    add(FROM_START, bucket(next - joint.start), before);
    add(SHAPES_AND_LAST, mix(before, last), after);
    add(LIKE_FIRST, u64::from(like_first), after);
}

/// The size of a distance, in steps that grow.
fn bucket(n: usize) -> u64 {
    match n {
        0..=5 => n as u64,
        6..=8 => 6,
        9..=14 => 7,
        15..=25 => 8,
        26..=50 => 9,
        51..=150 => 10,
        _ => 11,
    }
}
