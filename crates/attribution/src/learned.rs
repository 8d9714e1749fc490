//! What is learned from gold: which words are heads of cues, what of the words around one is its cue, source and content, and
//! whether all that is an attribution. What the rules found stands among what is observed.

mod atoms;
mod decode;
mod deep;
mod find;
mod folds;
mod frame;
mod gate;
mod heads;
mod judge;
mod lessons;
mod parts;
mod seen;
mod surroundings;

use atoms::{Atom, Atoms, NOTHING, bit};
use decode::{Decoded, decode};
pub(crate) use deep::Deep;
pub use deep::Question;
pub(crate) use find::{Finder, Memory};
use frame::Frame;
use gate::Gate;
pub use lessons::{Files, Gold, Lesson};
pub(crate) use lessons::{ask, train};
use parts::{Part, Parts};

use presswork_encoder::Encoder;
use presswork_learn::{Classifier, ModelError, Tagger};

static GATE: &[u8; Gate::BYTES] = include_bytes!("../model/gate.bin");
static HEADS: &[u8] = include_bytes!("../model/heads.bin");
static PARTS: &[u8] = include_bytes!("../model/parts.bin");
static JUDGE: &[u8] = include_bytes!("../model/judge.bin");

/// What tells the models that the program holds from any others.
pub(crate) fn files() -> [&'static [u8]; 5] {
    [GATE, HEADS, PARTS, JUDGE, Encoder::head(deep::MODEL)]
}

/// All that is learned; `MODEL.md` tells from what.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Models {
    /// Which words can be heads at all.
    pub(crate) gate: Gate,
    /// Which of these are.
    pub(crate) heads: Classifier,
    /// What stands around a head.
    pub(crate) parts: Tagger,
    /// Whether head and parts are an attribution.
    pub(crate) judge: Classifier,
}

impl Models {
    /// The models that the program holds.
    pub(crate) fn built_in() -> Result<Self, ModelError> {
        Ok(Self {
            gate: Gate::from_bytes(GATE),
            heads: Classifier::from_bytes(HEADS)?,
            parts: Tagger::from_bytes(PARTS)?,
            judge: Classifier::from_bytes(JUDGE)?,
        })
    }
}
