//! What is observed at a place where a sentence may end: the features of the model.

use crate::joint::Joint;
use presswork_annotations::TokenKind;
use presswork_learn::Feature;

const TOUCHES: Feature = Feature::new("touches");
const BEFORE_SHAPE: Feature = Feature::new("before shape");
const BEFORE_2: Feature = Feature::new("before 2");
const AFTER: Feature = Feature::new("after");
const AFTER_SHAPE: Feature = Feature::new("after shape");
const AFTER_2: Feature = Feature::new("after 2");
const AFTER_SHAPES: Feature = Feature::new("after shapes");
const SHAPES: Feature = Feature::new("shapes");
const SHAPES_4: Feature = Feature::new("four shapes");
const BEFORE_AND_SHAPE: Feature = Feature::new("before, after shape");
const SHAPE_AND_AFTER: Feature = Feature::new("before shape, after");
const FROM_START: Feature = Feature::new("from start");
const TO_END: Feature = Feature::new("to end");
const SHAPES_AND_LAST: Feature = Feature::new("shapes, last");
const LIKE_FIRST: Feature = Feature::new("like the first");

/// Odd and without pattern, to mix two numbers into one.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Fills `features` with what is observed ahead of token `next`, where no stop stands: the words on both sides, how they
/// look, and where in its passage the place lies.
pub(crate) fn observe(joint: &Joint<'_>, next: usize, features: &mut Vec<Feature>) {
    let inside = |i: usize| (joint.start..joint.end).contains(&i).then_some(i);
    let word = |i: Option<usize>| i.map_or(1, |i| key(joint.str(i)));
    let shape = |i: Option<usize>| i.map_or(1, |i| shape(joint, i));
    let back = |n: usize| next.checked_sub(n).and_then(inside);
    let (after, after_2) = (inside(next), inside(next + 1));
    let (before_shape, before_shape_2) = (shape(back(1)), shape(back(2)));
    let (after_shape, after_shape_2) = (shape(after), shape(after_2));
    let (before_word, after_word) = (word(back(1)), word(after));
    let last = start(joint.str(joint.end - 1));
    let like_first = joint.str(next) == joint.str(joint.start);

    features.clear();
    features.push(TOUCHES.and(u64::from(joint.touches(next))));
    let mut add = |feature: Feature, a: u64, b: u64| {
        features.push(feature.and(a.wrapping_mul(SPREAD) ^ b));
    };
    add(BEFORE_SHAPE, before_shape, 0);
    add(BEFORE_2, word(back(2)), 0);
    add(AFTER, after_word, 0);
    add(AFTER_SHAPE, after_shape, 0);
    add(AFTER_2, word(after_2), 0);
    add(AFTER_SHAPES, after_shape, after_shape_2);
    add(SHAPES, before_shape, after_shape);
    add(
        SHAPES_4,
        before_shape ^ before_shape_2.rotate_left(32),
        after_shape ^ after_shape_2.rotate_left(32),
    );
    add(BEFORE_AND_SHAPE, before_word, after_shape);
    add(SHAPE_AND_AFTER, before_shape, after_word);
    add(FROM_START, bucket(next - joint.start), before_shape);
    add(TO_END, bucket(joint.end - next), after_shape);
    add(
        SHAPES_AND_LAST,
        before_shape ^ last.rotate_left(32),
        after_shape,
    );
    add(LIKE_FIRST, u64::from(like_first), after_shape);
}

/// The first sixteen bytes of a word without regard to case, and how many there are.
fn key(word: &str) -> u64 {
    let mut bytes = [0; 16];
    let length = word.len().min(16);
    bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
    bytes.make_ascii_lowercase();
    let all = u128::from_le_bytes(bytes);
    (all as u64).wrapping_mul(SPREAD) ^ ((all >> 64) as u64).rotate_left(17) ^ word.len() as u64
}

/// The first three bytes of a mark, or whether it is a word or number.
fn start(mark: &str) -> u64 {
    let mut bytes = [0; 4];
    let length = mark.len().min(3);
    bytes[..length].copy_from_slice(&mark.as_bytes()[..length]);
    match bytes[0] {
        b'0'..=b'9' => 1,
        b'A'..=b'Z' | b'a'..=b'z' => 2,
        _ => u64::from(u32::from_le_bytes(bytes)),
    }
}

/// How a token looks.
fn shape(joint: &Joint<'_>, i: usize) -> u64 {
    let bytes = joint.str(i).as_bytes();
    let length = bytes.len() as u64;
    match joint.tokens[i].kind {
        TokenKind::Word => {
            let case = match (bytes[0], bytes.get(1)) {
                (b'A'..=b'Z', None) => 2,
                (b'A'..=b'Z', Some(b'A'..=b'Z')) => 3,
                (b'A'..=b'Z', _) => 4,
                (0x80.., _) if joint.first(i).is_uppercase() => 4,
                (b'@' | b'#', _) => 5,
                _ => 6,
            };
            let (mut address, mut digit) = (false, false);
            for byte in bytes.iter().take(16) {
                address |= matches!(byte, b'@' | b'/' | b'_');
                digit |= byte.is_ascii_digit();
            }
            let stopped = bytes.ends_with(b".");
            let flags = u64::from(stopped) | u64::from(address) << 1 | u64::from(digit) << 2;
            8 | case << 4 | flags << 8 | length.min(4) << 11
        }
        TokenKind::Number => {
            let sign = bytes.iter().take(8).find(|byte| !byte.is_ascii_digit());
            9 | length.min(5) << 4 | u64::from(*sign.unwrap_or(&0)) << 8
        }
        _ => 0xa | start(joint.str(i)) << 4 | u64::from(length > 3) << 50,
    }
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
