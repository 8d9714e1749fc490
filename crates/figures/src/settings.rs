//! The settings of the stage, which are its manual as well.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Finds the figures of a text, in both meanings of the word: quantities and times in the sentences, and pictures with
/// their credits.
///
/// It reads tokens and sentences, and where they are there also blocks (for the captions) and attributions. It writes
/// the layers `quantity`, `time` and `image`. A quantity is money (ISO 4217), a percentage, a measure (UCUM) or a count
/// with its noun; ranges, bounds ("at least"), approximations ("about") and orders of magnitude ("hundreds of") are kept
/// as such. With it stand what it measures, whether it tells of a change, the time nearest to it in its sentence and the
/// attribution in which it is claimed. A time is a date, a time of day, a duration or a set, valued as in TIMEX3 and
/// resolved against the document's date. What is ambiguous keeps its other readings; what is only part of a name
/// ("Article 5", "Boeing 737") is left out.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The currency of a bare "$" or "dollars" where the text does not say whose, as its ISO 4217 code: `USD`, `CAD`.
    /// The dollars of other countries mentioned nearby are kept as other readings.
    pub dollar: String,
    /// The date against which times such as "last week" are resolved where the document has none, in ISO 8601:
    /// `2024-03-05`, `2024-03` or `2024`. Without any date they get no value, or one with `X` for what is not known.
    pub date: Option<String>,
    /// Whether 03/04/2024 is the third of April (`true`) or the fourth of March (`false`). Dates that can be read in one
    /// way only, such as 25/12/2024, are read so in any case.
    pub day_first: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            dollar: "USD".to_owned(),
            date: None,
            day_first: false,
        }
    }
}
