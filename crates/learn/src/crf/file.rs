//! The model file of a `Crf`, used as it lies. The crate's README tells its format.

use super::model::FORBIDDEN;
use super::rows::Rows;
use super::{Crf, MOST_LABELS, SEEN};
use crate::ModelError;
use crate::file::{labels_to, open, seal, varint};
use std::borrow::Cow;

/// After the kinds of model in `file`.
const KIND: u8 = 2;
/// Beyond this a weight is none.
const MOST_FOLLOW: i32 = 1 << 24;

impl Crf {
    pub(super) fn new(
        labels: Vec<Box<str>>,
        scale: f32,
        follow: Vec<i32>,
        kinds: Rows,
        own: Rows,
    ) -> Self {
        let factor = |&steps: &i32| {
            if steps == FORBIDDEN {
                0.0
            } else {
                (steps as f32 * scale).exp()
            }
        };
        let factors = follow.iter().map(factor).collect();
        Self {
            labels,
            scale,
            follow,
            factors,
            kinds,
            own,
        }
    }

    /// The model file.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let model = Crf::train(&CrfTraining::default(), &["a"], |_, _| true, &[], |_| {})?;
    /// assert_eq!(Crf::from_bytes(model.to_bytes()).as_ref(), Ok(&model));
    /// # Ok::<(), TrainingError>(())
    /// ```
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = vec![KIND];
        body.extend(self.scale.to_le_bytes());
        labels_to(&mut body, &self.labels);
        for weight in &self.follow {
            body.extend(weight.to_le_bytes());
        }
        for rows in [&self.kinds, &self.own] {
            for part in [&rows.index, &rows.cells] {
                varint(&mut body, part.len());
                body.extend(&part[..]);
            }
        }
        seal(&body)
    }

    /// Reads a model file. One that is a part of the program is used where it lies.
    ///
    /// ```
    /// # use presswork_learn::*;
    /// let error = Crf::from_bytes(&b"no model"[..]).unwrap_err();
    /// assert_eq!(error.to_string(), "this is no model file of presswork");
    /// ```
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, ModelError> {
        match bytes.into() {
            Cow::Borrowed(bytes) => read(bytes, Cow::Borrowed),
            Cow::Owned(bytes) => read(&bytes, |part| Cow::Owned(part.to_vec())),
        }
    }
}

fn read<'a>(
    bytes: &'a [u8],
    keep: impl Fn(&'a [u8]) -> Cow<'static, [u8]>,
) -> Result<Crf, ModelError> {
    let mut reader = open(bytes)?;
    let [kind] = reader.array()?;
    if kind != KIND {
        return Err(ModelError::Kind(if kind == 1 {
            "tagger"
        } else {
            "classifier"
        }));
    }
    let scale = f32::from_le_bytes(reader.array()?);
    let labels = reader.labels()?;
    if !(scale.is_finite() && scale > 0.0) || labels.len() > MOST_LABELS {
        return Err(ModelError::Damaged("its head makes no sense"));
    }
    let mut follow = Vec::new();
    for _ in 0..(labels.len() + 1) * labels.len() {
        let weight = i32::from_le_bytes(reader.array()?);
        if !(-MOST_FOLLOW..=MOST_FOLLOW).contains(&weight) {
            return Err(ModelError::Damaged("a weight is too large"));
        }
        follow.push(weight);
    }
    let mut rows = |width: usize| {
        let length = reader.varint()?;
        let index = keep(reader.take(length)?);
        let length = reader.varint()?;
        let cells = keep(reader.take(length)?);
        let rows = Rows {
            index,
            cells,
            width,
        };
        rows.is_sound()
            .then_some(rows)
            .ok_or(ModelError::Damaged("its tables make no sense"))
    };
    let kinds = rows(SEEN * labels.len())?;
    let own = rows(labels.len())?;
    if !reader.is_empty() {
        return Err(ModelError::Damaged("it goes on behind its end"));
    }
    Ok(Crf::new(labels, scale, follow, kinds, own))
}
