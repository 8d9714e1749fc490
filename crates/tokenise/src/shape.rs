//! Tokens as the model sees them: hashes of their words, and how they look.

use crate::joint::Joint;
use presswork_annotations::TokenKind;

/// Odd and without pattern.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// The first sixteen bytes of a word without regard to case, and how many there are.
pub(crate) fn key(word: &str) -> u64 {
    let mut bytes = [0; 16];
    let length = word.len().min(16);
    bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
    bytes.make_ascii_lowercase();
    let all = u128::from_le_bytes(bytes);
    (all as u64).wrapping_mul(SPREAD) ^ ((all >> 64) as u64).rotate_left(17) ^ word.len() as u64
}

/// The first three bytes of a mark, or whether it is a word or number.
pub(crate) fn start(mark: &str) -> u64 {
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
pub(crate) fn shape(joint: &Joint<'_>, i: usize) -> u64 {
    let bytes = joint.str(i).as_bytes();
    let length = bytes.len() as u64;
    match joint.tokens[i].kind {
        TokenKind::Word => {
            if bytes[0].is_ascii_uppercase()
                && let Some(class) = class(bytes)
            {
                return 0xb | class << 4;
            }
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

const DAY: u64 = 1;
const MONTH: u64 = 2;
const CREDIT: u64 = 3;

/// Words that begin the line of a date or of a credit, and look like names: days, months, and what a picture is called.
fn class(word: &[u8]) -> Option<u64> {
    match word {
        b"Monday" | b"Tuesday" | b"Wednesday" | b"Thursday" | b"Friday" | b"Saturday"
        | b"Sunday" => Some(DAY),
        b"January" | b"February" | b"March" | b"April" | b"May" | b"June" | b"July" | b"August"
        | b"September" | b"October" | b"November" | b"December" | b"Jan." | b"Feb." | b"Mar."
        | b"Apr." | b"Jun." | b"Jul." | b"Aug." | b"Sept." | b"Sep." | b"Oct." | b"Nov."
        | b"Dec." | b"Jan" | b"Feb" | b"Mar" | b"Apr" | b"Jun" | b"Jul" | b"Aug" | b"Sept"
        | b"Sep" | b"Oct" | b"Nov" | b"Dec" => Some(MONTH),
        b"Image" | b"Photo" | b"Photograph" | b"Picture" | b"Video" | b"Illustration"
        | b"Graphic" | b"Credit" | b"Source" | b"IMAGE" | b"PHOTO" | b"VIDEO" | b"CREDIT"
        | b"SOURCE" => Some(CREDIT),
        _ => None,
    }
}
