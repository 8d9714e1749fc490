//! From the bytes of a file to its text: compression, limits, encoding, line ends.

use crate::format::Compression;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use presswork_model::Limits;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

/// Why a file or record has no text to give.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DecodeError {
    #[error("the file cannot be read: {0}")]
    Io(#[from] io::Error),
    #[error("{what} is {} bytes long, more than the limit of {} bytes", grouped(*size), grouped(*limit))]
    TooLong {
        what: &'static str,
        size: u64,
        limit: u64,
    },
    #[error("the file is over the limit of {} bytes once it is decompressed", grouped(*limit))]
    Bomb { limit: u64 },
    #[error("the document is empty")]
    Empty,
    #[error(
        "not text: {share} percent of the characters are control characters; leave the file out with `exclude`"
    )]
    Binary { share: usize },
    #[error("{what} is nested deeper than the limit of {limit} levels")]
    TooDeep { what: &'static str, limit: usize },
}

/// A number with commas between the thousands.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Opens a file for reading, decompressed.
pub(crate) fn open(path: &Path, compression: Compression) -> io::Result<Box<dyn Read + Send>> {
    let file = File::open(path)?;
    Ok(match compression {
        Compression::None => Box::new(file),
        Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(BufReader::new(file))),
        Compression::Zstd => Box::new(zstd::stream::read::Decoder::new(file)?),
    })
}

/// The bytes of a whole file, decompressed, within the limit.
pub(crate) fn whole(
    path: &Path,
    compression: Compression,
    limits: Limits,
) -> Result<Vec<u8>, DecodeError> {
    let size = std::fs::metadata(path)?.len();
    if size > limits.bytes {
        return Err(DecodeError::TooLong {
            what: "the file",
            size,
            limit: limits.bytes,
        });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    let limit = match compression {
        Compression::None => limits.bytes,
        Compression::Gzip | Compression::Zstd => limits.decompressed,
    };
    let mut reader = open(path, compression)?.take(limit.saturating_add(1));
    reader.read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(DecodeError::Bomb { limit });
    }
    Ok(bytes)
}

/// The text of `bytes`: decoded, checked to be text, with `\n` for line ends. `declared` finds an encoding that the
/// bytes name themselves, as HTML does.
///
/// In this order: a byte order mark; UTF-8 if it is valid; UTF-16 if every other byte is zero; what is declared; a guess.
pub(crate) fn text(
    bytes: Vec<u8>,
    declared: impl Fn(&[u8]) -> Option<&'static Encoding>,
) -> Result<String, DecodeError> {
    let text = if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        encoding
            .decode_without_bom_handling(&bytes[mark..])
            .0
            .into_owned()
    } else if let Some(encoding) = utf_16(&bytes) {
        encoding.decode_without_bom_handling(&bytes).0.into_owned()
    } else {
        match String::from_utf8(bytes) {
            // ISO-2022-JP hides in ASCII behind escapes.
            Ok(text) if !text.contains('\u{1b}') => text,
            Ok(text) => decode(text.as_bytes(), declared),
            Err(error) => decode(error.as_bytes(), declared),
        }
    };
    checked(&text)?;
    Ok(with_line_feeds(text))
}

fn decode(bytes: &[u8], declared: impl Fn(&[u8]) -> Option<&'static Encoding>) -> String {
    let encoding = declared(bytes).unwrap_or_else(|| {
        // The guess needs no more than this, and feeding it is slow.
        const ENOUGH: usize = 1 << 18;
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
        let first_strange = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
        let start = first_strange.saturating_sub(ENOUGH / 2);
        let end = bytes.len().min(start + ENOUGH);
        detector.feed(&bytes[start..end], true);
        detector.guess(None, Utf8Detection::Allow)
    });
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// UTF-16 without a byte order mark: the high bytes of Latin text are zero.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |offset| {
        head.iter()
            .skip(offset)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() / 2 * 3 / 4;
    match () {
        () if head.is_empty() || bytes.len() % 2 == 1 => None,
        () if odd > many && even * 20 < odd => Some(UTF_16LE),
        () if even > many && odd * 20 < even => Some(UTF_16BE),
        () => None,
    }
}

/// Refuses what is empty and what is not text: stray control characters pass, masses of them do not.
pub(crate) fn checked(text: &str) -> Result<(), DecodeError> {
    let mut visible = false;
    let mut controls = 0;
    for byte in text.bytes() {
        if byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c) || byte == 0x7f {
            controls += 1;
        } else {
            visible |= byte > 0x20;
        }
    }
    if controls > 2 && controls * 50 > text.len() || controls > 0 && !visible {
        return Err(DecodeError::Binary {
            share: (controls * 100 / text.len()).max(1),
        });
    }
    if !visible || text.trim().is_empty() {
        return Err(DecodeError::Empty);
    }
    Ok(())
}

fn with_line_feeds(text: String) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = memchr::memchr(b'\r', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        out.push('\n');
        rest = &rest[at + 1..];
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Result<String, String> {
        text(bytes.to_vec(), |_| None).map_err(|error| error.to_string())
    }

    #[test]
    fn encodings() {
        assert_eq!(decoded(b"\xef\xbb\xbfcaf\xc3\xa9").unwrap(), "café");
        assert_eq!(decoded(b"\xff\xfeh\0i\0").unwrap(), "hi");
        assert_eq!(decoded(b"\xfe\xff\0h\0i").unwrap(), "hi");
        assert_eq!(decoded(b"h\0e\0l\0l\0o\0").unwrap(), "hello");
        assert_eq!(decoded(b"\0h\0e\0l\0l\0o").unwrap(), "hello");
        let latin =
            b"Le caf\xe9 est tr\xe8s cher \xe0 Orl\xe9ans, a dit la pr\xe9sidente \x93hier\x94.";
        assert_eq!(
            decoded(latin).unwrap(),
            "Le café est très cher à Orléans, a dit la présidente “hier”."
        );
        let (russian, _, _) = encoding_rs::WINDOWS_1251.encode("Цены на зерно упали в понедельник");
        assert_eq!(
            decoded(&russian).unwrap(),
            "Цены на зерно упали в понедельник"
        );
    }

    #[test]
    fn line_ends() {
        assert_eq!(decoded(b"a\r\nb\rc\n\r\nd").unwrap(), "a\nb\nc\n\nd");
    }

    #[test]
    fn refused() {
        for empty in [&b""[..], b" \n\t\r\n", b"\xef\xbb\xbf", "\u{a0}".as_bytes()] {
            assert_eq!(decoded(empty).unwrap_err(), "the document is empty");
        }
        let zeros = decoded(&[0; 1000]).unwrap_err();
        assert!(zeros.starts_with("not text: 100 percent"), "{zeros}");
        let noise: Vec<u8> = (0..20_000u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        let noise = decoded(&noise).unwrap_err();
        assert!(noise.starts_with("not text"), "{noise}");
        assert!(decoded(b"one stray \x01 is text").is_ok());
    }

    #[test]
    fn numbers() {
        assert_eq!(
            [0, 999, 1000, 52_428_800].map(grouped),
            ["0", "999", "1,000", "52,428,800"]
        );
    }
}
