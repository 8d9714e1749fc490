//! What is learned from gold: how a sentence speaks of someone it mentions, and who of two supports or opposes the other.
//! What the rules found stands among what is observed.

macro_rules! templates {
    ($($name:ident)*) => {
        $(const $name: presswork_learn::Feature =
            presswork_learn::Feature::new(concat!(module_path!(), "::", stringify!($name)));)*
    };
}

mod atoms;
mod deep;
mod find;
mod lessons;
mod model;
mod pair;
mod scene;
mod seen;
mod sums;
mod toward;

use presswork_encoder::Encoder;

pub(crate) use atoms::Spelled;
pub(crate) use deep::Deep;
pub(crate) use find::{Finder, Memory};
pub use lessons::{Files, Gold, Lesson, Question, Tells};
pub(crate) use lessons::{ask, train};
pub(crate) use model::Models;

/// What tells the files apart that the program holds: models, and tables of words.
pub(crate) fn built_in() -> [&'static [u8]; 5] {
    [
        model::TOWARD,
        model::PAIR,
        atoms::VALENCE,
        atoms::POLAR,
        Encoder::head(deep::DEEP),
    ]
}
