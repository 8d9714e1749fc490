//! The stage `figures`: quantities, times and pictures.
//!
//! ```
//! use presswork_annotations::{Amount, Quantity, Time};
//! use presswork_figures::{Figures, Settings};
//! use presswork_model::{Context, Stage, run_stage};
//! let mut document = presswork_testkit::sample::document("Exports earned $ 600 million in 2003.");
//! let stage = Figures::new(Settings::default(), &Context::default())?;
//! run_stage(&stage, &mut document)?;
//! let quantities = document.layer::<Quantity>()?.expect("the stage wrote it");
//! assert_eq!(quantities[0].value, Amount::Exact(600_000_000.into()));
//! assert_eq!(quantities[0].unit.as_ref().expect("dollars").code, "USD");
//! let times = document.layer::<Time>()?.expect("the stage wrote it");
//! assert_eq!(times[0].value.as_deref(), Some("2003"));
//! # Ok::<(), presswork_model::BoxError>(())
//! ```

mod amounts;
mod atoms;
mod bounds;
mod change;
mod currencies;
mod digits;
mod images;
mod lexicon;
mod literal;
mod money;
mod nouns;
mod number;
mod phrase;
mod quantities;
mod rates;
mod settings;
mod stage;
mod times;
mod units;

#[cfg(test)]
mod tests;

pub use settings::Settings;
pub use stage::Figures;
