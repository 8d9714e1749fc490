//! Layers that this program does not know: their rows as JSON.

use super::cells::Place;
use super::encode::Encoder;
use presswork_model::{BoxError, DocumentLayer};
use serde_json::Value;

/// The cells of a row: `start`, `end`, `text`, `data`.
pub(super) const WIDTH: usize = 4;

/// Adds the rows of `layer`. What has no usable `span` has no place and no text; its data are kept all the same.
/// Says how many there are.
pub(super) fn rows(to: &mut Encoder<'_>, layer: DocumentLayer<'_>) -> Result<usize, BoxError> {
    let rows = layer.rows()?;
    for (number, row) in rows.iter().enumerate() {
        let name = layer.name();
        add(name, row, to)
            .map_err(|reason| format!("`{}` number {number}: {reason}", name.escape_default()))?;
    }
    Ok(rows.len())
}

fn add(layer: &str, row: &Value, to: &mut Encoder<'_>) -> Result<(), BoxError> {
    to.cells.begin_row();
    // In `other_layer` every row has the name.
    to.cells.repeat(layer.len())?;
    match place(row, to) {
        Some(place) => to.cells.covered(place)?,
        None => (0..3).for_each(|_| to.cells.null()),
    }
    Ok(to.cells.text(Some(&serde_json::to_string(row)?))?)
}

fn place(row: &Value, to: &Encoder<'_>) -> Option<Place> {
    let [start, end] = row.get("span")?.as_array()?.as_slice() else {
        return None;
    };
    let point = |value: &Value| u32::try_from(value.as_u64()?).ok();
    Place::from_points(point(start)?, point(end)?, to.offsets())
}
