//! The model file. The crate's README tells its format.

use crate::feature::Feature;
use crate::owned::Owned;
use crate::table::{Cells, MOST_TRANSITION, Table, Width};
use crate::training::{MOST_BITS, MOST_CELLS, MOST_LABELS};

const MAGIC: &[u8] = b"presswork model\n";
const VERSION: u8 = 1;
/// In the place of the bytes of a weight: rows belong to one feature each.
const OWNED: u8 = 4;

/// Why bytes are no model.
///
/// ```
/// use presswork_learn::ModelError;
/// assert_eq!(ModelError::Version(9).to_string(), "the model file has version 9; this program reads version 1");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// It does not begin as model files do.
    #[error("this is no model file of presswork")]
    Magic,
    /// It is of another version.
    #[error("the model file has version {0}; this program reads version {VERSION}")]
    Version(u8),
    /// It holds another kind of model.
    #[error("the model file holds a {0}")]
    Kind(&'static str),
    /// Its bytes were changed, or some are missing.
    #[error("the model file is damaged: {0}")]
    Damaged(&'static str),
}

pub(crate) fn write(table: &Table, transitions: Option<&[i32]>) -> Vec<u8> {
    let mut body = vec![u8::from(transitions.is_some()), 0, table.bits];
    body[1] = match table.cells {
        Cells::One(_) => 1,
        Cells::Two(_) => 2,
        Cells::Owned(_) => OWNED,
    };
    body.extend(table.seed.to_le_bytes());
    body.extend(table.scale.to_le_bytes());
    labels_to(&mut body, &table.labels);
    for weight in transitions.unwrap_or_default() {
        body.extend(weight.to_le_bytes());
    }
    match &table.cells {
        Cells::One(cells) => rows(&mut body, cells, table.labels.len(), |cell| {
            cell.to_le_bytes()
        }),
        Cells::Two(cells) => rows(&mut body, cells, table.labels.len(), |cell| {
            cell.to_le_bytes()
        }),
        Cells::Owned(owned) => {
            let mut next = 0;
            for (slot, mark, row) in owned.rows() {
                varint(&mut body, slot - next);
                next = slot + 1;
                body.extend(mark.to_le_bytes());
                body.extend(row);
            }
        }
    }
    seal(&body)
}

/// A model file with this body.
pub(crate) fn seal(body: &[u8]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.push(VERSION);
    out.extend(Feature::checksum(body).to_le_bytes());
    out.extend(body);
    out
}

/// The body of a model file.
pub(crate) fn open(bytes: &[u8]) -> Result<Reader<'_>, ModelError> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::Magic)?;
    let mut reader = Reader(rest);
    let [version] = reader.array()?;
    if version != VERSION {
        return Err(ModelError::Version(version));
    }
    let sum = u64::from_le_bytes(reader.array()?);
    if sum != Feature::checksum(reader.0) {
        return Err(ModelError::Damaged("its bytes do not add up"));
    }
    Ok(reader)
}

pub(crate) fn labels_to(body: &mut Vec<u8>, labels: &[Box<str>]) {
    varint(body, labels.len());
    for label in labels {
        varint(body, label.len());
        body.extend(label.as_bytes());
    }
}

/// The rows that are not all zero, each as the distance from the row before and its cells.
fn rows<C: Copy + Default + PartialEq, const N: usize>(
    body: &mut Vec<u8>,
    cells: &[C],
    labels: usize,
    bytes: impl Fn(C) -> [u8; N],
) {
    let rows = cells.chunks_exact(labels).enumerate();
    let mut next = 0;
    for (bucket, row) in rows.filter(|(_, row)| row.iter().any(|&cell| cell != C::default())) {
        varint(body, bucket - next);
        next = bucket + 1;
        for &cell in row {
            body.extend(bytes(cell));
        }
    }
}

/// Seven bits a byte, the low ones first; the high bit says that more follow.
pub(crate) fn varint(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

pub(crate) fn read(bytes: &[u8]) -> Result<(Table, Option<Vec<i32>>), ModelError> {
    let mut reader = open(bytes)?;
    let [kind, width, bits] = reader.array()?;
    if kind == 2 {
        return Err(ModelError::Kind("conditional random field"));
    }
    let seed = u64::from_le_bytes(reader.array()?);
    let scale = f32::from_le_bytes(reader.array()?);
    let labels = reader.labels()?;
    let sound = kind <= 1
        && [1, 2, OWNED].contains(&width)
        && (1..=MOST_BITS).contains(&bits)
        && scale.is_finite();
    if !sound || labels.len() << bits > MOST_CELLS {
        return Err(ModelError::Damaged("its head makes no sense"));
    }
    let transitions = if kind == 1 {
        let count = (labels.len() + 1) * labels.len();
        let weights = (0..count).map(|_| {
            let weight = i32::from_le_bytes(reader.array()?);
            let sound = (-MOST_TRANSITION..=MOST_TRANSITION).contains(&weight);
            sound
                .then_some(weight)
                .ok_or(ModelError::Damaged("a weight is too large"))
        });
        Some(weights.collect::<Result<_, _>>()?)
    } else {
        None
    };
    let mut cells = match width {
        OWNED => Cells::Owned(Owned::empty(labels.len(), bits)),
        1 => Cells::zeros(Width::One, labels.len() << bits),
        _ => Cells::zeros(Width::Two, labels.len() << bits),
    };
    match &mut cells {
        Cells::One(cells) => reader.rows(cells, labels.len(), i8::from_le_bytes)?,
        Cells::Two(cells) => reader.rows(cells, labels.len(), i16::from_le_bytes)?,
        Cells::Owned(owned) => reader.owned(owned, labels.len())?,
    }
    let table = Table {
        labels,
        bits,
        seed,
        scale,
        cells,
    };
    Ok((table, transitions))
}

/// What is left of a model file.
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], ModelError> {
        let parts = self.0.split_at_checked(length);
        let (part, rest) = parts.ok_or(ModelError::Damaged("it ends too soon"))?;
        self.0 = rest;
        Ok(part)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let part = self.take(N)?;
        Ok(part.try_into().expect("it was taken at this length"))
    }

    pub(crate) fn varint(&mut self) -> Result<usize, ModelError> {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let [byte] = self.array()?;
            value |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(ModelError::Damaged("a number is too long"))
    }

    pub(crate) fn labels(&mut self) -> Result<Vec<Box<str>>, ModelError> {
        let count = self.varint()?;
        if !(1..=MOST_LABELS).contains(&count) {
            return Err(ModelError::Damaged("it has no labels, or too many"));
        }
        let label = |_| {
            let length = self.varint()?;
            let label = std::str::from_utf8(self.take(length)?);
            Ok(label
                .map_err(|_| ModelError::Damaged("a label is not UTF-8"))?
                .into())
        };
        (0..count).map(label).collect()
    }

    fn owned(&mut self, owned: &mut Owned, labels: usize) -> Result<(), ModelError> {
        let mut next = 0;
        while !self.0.is_empty() {
            let slot = self.varint()? + next;
            if slot >= owned.slots() {
                return Err(ModelError::Damaged("a row lies outside the table"));
            }
            let mark = u16::from_le_bytes(self.array()?);
            if mark == 0 {
                return Err(ModelError::Damaged("a row belongs to no feature"));
            }
            owned.set(slot, mark, self.take(labels)?);
            next = slot + 1;
        }
        Ok(())
    }

    fn rows<C, const N: usize>(
        &mut self,
        cells: &mut [C],
        labels: usize,
        cell: impl Fn([u8; N]) -> C,
    ) -> Result<(), ModelError> {
        let mut next = 0;
        while !self.0.is_empty() {
            let bucket = self.varint()? + next;
            let row = cells.chunks_exact_mut(labels).nth(bucket);
            for slot in row.ok_or(ModelError::Damaged("a row lies outside the table"))? {
                *slot = cell(self.array()?);
            }
            next = bucket + 1;
        }
        Ok(())
    }
}
