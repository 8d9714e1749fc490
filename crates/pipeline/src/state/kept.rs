//! What is kept of a document, as bytes: compressed, with a checksum.

use crate::fingerprint::Hash;
use serde::{Deserialize, Serialize};
use std::io;
use std::ops::Range;

/// What was made of a document: what each result gets of it, and what is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Made {
    pub(crate) about: About,
    /// What each result gets, one behind the other.
    pub(crate) encoded: Vec<u8>,
}

/// What stands ahead of the encoded results of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct About {
    pub(crate) id: String,
    pub(crate) words: u64,
    pub(crate) bytes: u64,
    pub(crate) layers: Vec<(String, u64)>,
    /// How many bytes each result gets.
    pub(crate) lengths: Vec<usize>,
}

impl Made {
    /// What the results get, in their order.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &[u8]> {
        let ranges = self.about.lengths.iter().scan(0, |start, length| {
            let range = *start..*start + length;
            *start = range.end;
            Some::<Range<usize>>(range)
        });
        ranges.map(|range| &self.encoded[range])
    }
}

/// Of the results of news it makes a third, the texts that they repeat are stored once, and it takes half the time that
/// level 1 takes for a quarter.
const LEVEL: i32 = -1;

/// Makes bytes of what is kept; its buffers are used again.
pub(crate) struct Packer {
    compressor: zstd::bulk::Compressor<'static>,
    buffer: Vec<u8>,
}

impl Packer {
    pub(crate) fn new() -> io::Result<Self> {
        let mut compressor = zstd::bulk::Compressor::new(LEVEL)?;
        compressor.include_checksum(true)?;
        Ok(Self {
            compressor,
            buffer: Vec::new(),
        })
    }

    pub(crate) fn made(&mut self, made: &Made) -> io::Result<Vec<u8>> {
        let about = serde_json::to_vec(&made.about)?;
        self.buffer.clear();
        let length = u32::try_from(about.len()).map_err(io::Error::other)?;
        self.buffer.extend_from_slice(&length.to_le_bytes());
        self.buffer.extend_from_slice(&about);
        self.buffer.extend_from_slice(&made.encoded);
        pack(&mut self.compressor, &self.buffer)
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        pack(&mut self.compressor, bytes)
    }
}

/// How many bytes there are, and they themselves compressed.
fn pack(compressor: &mut zstd::bulk::Compressor<'_>, bytes: &[u8]) -> io::Result<Vec<u8>> {
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    let mut packed = Vec::with_capacity(4 + zstd::zstd_safe::compress_bound(bytes.len()));
    packed.extend_from_slice(&length.to_le_bytes());
    let mut rest = io::Cursor::new(packed);
    rest.set_position(4);
    compressor.compress_to_buffer(bytes, &mut rest)?;
    let mut packed = rest.into_inner();
    packed.shrink_to_fit();
    Ok(packed)
}

/// Reads what [`Packer`] made.
pub(crate) struct Unpacker(zstd::bulk::Decompressor<'static>);

impl Unpacker {
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self(zstd::bulk::Decompressor::new()?))
    }

    /// Fails if the bytes are damaged.
    pub(crate) fn made(&mut self, bytes: &[u8]) -> io::Result<Made> {
        let mut bytes = self.bytes(bytes)?;
        let damaged = || io::Error::other("what is kept of the document is damaged");
        let (length, rest) = bytes.split_first_chunk().ok_or_else(damaged)?;
        let length = u32::from_le_bytes(*length) as usize;
        let about = rest.get(..length).ok_or_else(damaged)?;
        let about: About = serde_json::from_slice(about)?;
        bytes.drain(..4 + length);
        if about.lengths.iter().sum::<usize>() != bytes.len() {
            return Err(damaged());
        }
        Ok(Made {
            about,
            encoded: bytes,
        })
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let (length, bytes) = bytes
            .split_first_chunk()
            .ok_or_else(|| io::Error::other("what is kept of the document is damaged"))?;
        self.0
            .decompress(bytes, u32::from_le_bytes(*length) as usize)
    }
}

/// Layers that were found by one stage: its name, what it depended on, and they themselves as a JSON object.
pub(crate) type StageLayers<'a> = (&'a str, Hash, &'a [u8]);

pub(crate) fn layers_bytes(stages: &[(String, Hash, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, hash, json) in stages {
        for part in [name.as_bytes(), hash, json] {
            bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
            bytes.extend_from_slice(part);
        }
    }
    bytes
}

/// What [`layers_bytes`] was made of; what is damaged is left out.
pub(crate) fn layers(mut bytes: &[u8]) -> Vec<StageLayers<'_>> {
    let mut part = || {
        let (length, rest) = bytes.split_first_chunk()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let (part, rest) = rest.split_at_checked(length)?;
        bytes = rest;
        Some(part)
    };
    std::iter::from_fn(|| {
        let name = std::str::from_utf8(part()?).ok()?;
        Some((name, part()?.try_into().ok()?, part()?))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        let made = Made {
            about: About {
                id: "a".into(),
                words: 2,
                bytes: 9,
                layers: vec![("token".into(), 2)],
                lengths: vec![3, 0, 5],
            },
            encoded: b"abcdefgh".to_vec(),
        };
        let mut packer = Packer::new().unwrap();
        let mut unpacker = Unpacker::new().unwrap();
        let mut bytes = packer.made(&made).unwrap();
        let again = unpacker.made(&bytes).unwrap();
        assert_eq!(again, made);
        assert_eq!(
            again.parts().collect::<Vec<_>>(),
            [&b"abc"[..], b"", b"defgh"]
        );
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        assert!(unpacker.made(&bytes).is_err());
        assert!(unpacker.made(b"").is_err());
    }

    #[test]
    fn layers_come_back() {
        let stages = vec![
            ("names".to_owned(), [7; 16], b"{}".to_vec()),
            ("times".to_owned(), [8; 16], Vec::new()),
        ];
        let bytes = layers_bytes(&stages);
        let found = layers(&bytes);
        assert_eq!(
            found,
            [("names", [7; 16], &b"{}"[..]), ("times", [8; 16], b"")]
        );
        assert!(layers(&bytes[..9]).is_empty());
    }
}
