//! The files that encoders and their vocabulary are read from. The crate's README tells their format.

use crate::encoder::{Encoder, Judge};
use crate::layer::{Layer, Linear};
use crate::maths::Norm;
use crate::passage::{MARKS, MOST_PIECES};
use crate::pieces::Pieces;
use crate::rows::Rows;
use crate::vocabulary::Vocabulary;
use std::sync::Arc;

const ENCODER: &[u8] = b"presswork encoder\n";
const VOCABULARY: &[u8] = b"presswork pieces\n";
const VERSION: u32 = 2;

/// Why bytes are no encoder.
///
/// ```
/// use presswork_encoder::EncoderError;
/// assert_eq!(EncoderError::Version(9).to_string(), "the encoder's file has version 9; this program reads version 2");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EncoderError {
    /// It does not begin as such files do.
    #[error("this is no encoder of presswork")]
    Magic,
    /// It is of another version.
    #[error("the encoder's file has version {0}; this program reads version {VERSION}")]
    Version(u32),
    /// Its bytes were changed, or some are missing.
    #[error("the encoder's file is damaged: {0}")]
    Damaged(&'static str),
}

/// No number of rows, columns, layers or heads is larger.
const MOST: usize = 1 << 17;

pub(crate) fn vocabulary(bytes: &[u8]) -> Result<Vocabulary, EncoderError> {
    let mut reader = Reader::new(bytes, VOCABULARY)?;
    let [width] = reader.numbers()?;
    if width == 0 {
        return Err(EncoderError::Damaged("its head makes no sense"));
    }
    let pieces = Pieces::new(reader.text()?)?;
    if (pieces.marks + 2 * MARKS.end) as usize > pieces.len() {
        return Err(EncoderError::Damaged("it has no pieces for marks"));
    }
    let rows = reader.matrix(pieces.len(), width)?;
    reader.end()?;
    Ok(Vocabulary { pieces, rows })
}

pub(crate) fn encoder(vocabulary: Arc<Vocabulary>, bytes: &[u8]) -> Result<Encoder, EncoderError> {
    let mut reader = Reader::new(bytes, ENCODER)?;
    let [width, heads, layers, inner, shapes, judges] = reader.numbers()?;
    if inner == 0 || heads == 0 || width % heads != 0 {
        return Err(EncoderError::Damaged("its head makes no sense"));
    }
    if width != vocabulary.rows.width() {
        return Err(EncoderError::Damaged("it is of another vocabulary"));
    }
    let places = reader.matrix(MOST_PIECES, width)?;
    let shapes = reader.matrix(shapes, width)?;
    let norm = reader.norm(width)?;
    let layer = |_| {
        Ok(Layer {
            asks: reader.linear(width, width)?,
            tells: reader.linear(2 * width, width)?,
            joins: reader.linear(width, width)?,
            joined: reader.norm(width)?,
            up: reader.linear(inner, width)?,
            down: reader.linear(width, inner)?,
            done: reader.norm(width)?,
        })
    };
    let layers = (0..layers).map(layer).collect::<Result<_, _>>()?;
    let judge = |_| {
        let [reads, labels] = reader.numbers()?;
        if reads == 0 || labels == 0 {
            return Err(EncoderError::Damaged(
                "a judge reads nothing or has no labels",
            ));
        }
        Ok(Judge {
            hidden: reader.linear(width, reads * width)?,
            labels: reader.linear(labels, width)?,
        })
    };
    let judges = (0..judges).map(judge).collect::<Result<_, _>>()?;
    reader.end()?;
    Ok(Encoder {
        vocabulary,
        places,
        shapes,
        norm,
        heads,
        layers,
        judges,
    })
}

/// What is left of the file.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Of a file that begins with `magic`.
    fn new(bytes: &'a [u8], magic: &[u8]) -> Result<Self, EncoderError> {
        let mut reader = Self(bytes.strip_prefix(magic).ok_or(EncoderError::Magic)?);
        let version = u32::from_le_bytes(reader.array()?);
        if version != VERSION {
            return Err(EncoderError::Version(version));
        }
        let sum = u32::from_le_bytes(reader.array()?);
        if sum != crc32fast::hash(reader.0) {
            return Err(EncoderError::Damaged("its bytes do not add up"));
        }
        Ok(reader)
    }

    fn end(&self) -> Result<(), EncoderError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(EncoderError::Damaged("it goes on behind its end"))
        }
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], EncoderError> {
        let parts = self.0.split_at_checked(length);
        let (part, rest) = parts.ok_or(EncoderError::Damaged("it ends too soon"))?;
        self.0 = rest;
        Ok(part)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], EncoderError> {
        let part = self.take(N)?;
        Ok(part.try_into().expect("it was taken at this length"))
    }

    fn numbers<const N: usize>(&mut self) -> Result<[usize; N], EncoderError> {
        let mut numbers = [0; N];
        for number in &mut numbers {
            *number = u32::from_le_bytes(self.array()?) as usize;
            if *number > MOST {
                return Err(EncoderError::Damaged("a number is too large"));
            }
        }
        Ok(numbers)
    }

    fn text(&mut self) -> Result<&'a str, EncoderError> {
        let length = u32::from_le_bytes(self.array()?) as usize;
        let text = std::str::from_utf8(self.take(length)?);
        text.map_err(|_| EncoderError::Damaged("its pieces are not UTF-8"))
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, EncoderError> {
        let (floats, _) = self.take(4 * count)?.as_chunks::<4>();
        Ok(floats
            .iter()
            .map(|&float| f32::from_le_bytes(float))
            .collect())
    }

    /// A scale for each row, and the rows' numbers as bytes in steps of it.
    fn matrix(&mut self, rows: usize, columns: usize) -> Result<Rows, EncoderError> {
        let scales = self.floats(rows)?;
        let bytes = self.take(rows * columns)?;
        let number = |at: usize| f32::from(bytes[at].cast_signed()) * scales[at / columns];
        let numbers = (0..rows * columns).map(number).collect();
        Ok(Rows::new(columns, numbers))
    }

    fn linear(&mut self, outputs: usize, inputs: usize) -> Result<Linear, EncoderError> {
        Ok(Linear {
            weights: self.matrix(outputs, inputs)?,
            bias: self.floats(outputs)?,
        })
    }

    fn norm(&mut self, width: usize) -> Result<Norm, EncoderError> {
        Ok(Norm {
            scale: self.floats(width)?,
            offset: self.floats(width)?,
        })
    }
}
