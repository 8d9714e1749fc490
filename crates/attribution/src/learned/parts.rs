//! `Parts`: what of the words around the head of a cue is its cue, its source and its content.

use super::deep::{self, Belief};
use super::frame::Unit;
use super::seen::{Seen, observe};
use super::surroundings::Surroundings;
use super::{Atoms, Frame};
use crate::words::Words;
use presswork_learn::{Feature, Lattice, Sequence, Tagger};

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Neither,
    Source,
    /// The first unit of a part of the content; a content may have several.
    Opening,
    Content,
    Cue,
}

/// The labels of the tagger, in the order of [`Part`].
pub(crate) const LABELS: [&str; Part::ALL.len()] =
    ["neither", "source", "opening", "content", "cue"];

impl Part {
    const ALL: [Self; 5] = [
        Self::Neither,
        Self::Source,
        Self::Opening,
        Self::Content,
        Self::Cue,
    ];
}

/// Where a unit stands from the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Before,
    Head,
    Behind,
}

impl Side {
    pub(crate) fn of(unit: usize, head: usize) -> Self {
        match unit.cmp(&head) {
            std::cmp::Ordering::Less => Self::Before,
            std::cmp::Ordering::Equal => Self::Head,
            std::cmp::Ordering::Greater => Self::Behind,
        }
    }
}

/// What speaks for each part.
type Scores = [i32; Part::ALL.len()];

/// Finds the parts of frames, with memory that is used again.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    seen: Vec<Seen>,
    features: Vec<Feature>,
    /// The units of the frame that was seen last, which are those of the next one as well if both heads stand in one sentence;
    units: Vec<Unit>,
    /// and what their surroundings say, for heads behind and before them.
    known: Vec<[Option<Scores>; 2]>,
    scores: Vec<i32>,
    lattice: Lattice,
}

impl Parts {
    /// Forgets the frame that was seen last, which may have been of another document.
    pub(crate) fn enter(&mut self) {
        self.units.clear();
    }

    /// What each unit of the frame is.
    pub(crate) fn find(
        &mut self,
        model: &Tagger,
        words: &Words<'_>,
        atoms: &Atoms<'_>,
        frame: &Frame,
        taken: &[bool],
        beliefs: Option<&[Belief]>,
    ) -> impl Iterator<Item = Part> + '_ {
        observe(words, atoms, frame, taken, &mut self.seen);
        if self.units != frame.units {
            self.units.clone_from(&frame.units);
            self.known.clear();
            self.known.resize(frame.units.len(), [None; 2]);
        }
        self.scores.clear();
        let surroundings = Surroundings::new(words, &self.seen, frame);
        let features = &mut self.features;
        for unit in 0..frame.units.len() {
            let side = Side::of(unit, frame.head);
            let mut near = || {
                let mut scores = Scores::default();
                features.clear();
                surroundings.near(unit, side, &mut |feature| features.push(feature));
                model.score(features, &mut scores);
                scores
            };
            let mut scores = match side {
                Side::Head => near(),
                Side::Before => *self.known[unit][0].get_or_insert_with(near),
                Side::Behind => *self.known[unit][1].get_or_insert_with(near),
            };
            features.clear();
            surroundings.toward_head(unit, side, &mut |feature| features.push(feature));
            model.score(features, &mut scores);
            if let Some(beliefs) = beliefs {
                deep::add(&beliefs[unit], model.step(), &mut scores);
            }
            self.scores.extend(scores);
        }
        let labels = model.path(&self.scores, &mut self.lattice).iter();
        labels.map(|&label| Part::ALL.get(label).copied().unwrap_or(Part::Neither))
    }
}

/// The features of each unit of a frame, to learn from.
pub(crate) fn features(
    words: &Words<'_>,
    atoms: &Atoms<'_>,
    frame: &Frame,
    taken: &[bool],
) -> Sequence {
    let (mut seen, mut sequence) = (Vec::new(), Sequence::default());
    observe(words, atoms, frame, taken, &mut seen);
    let surroundings = Surroundings::new(words, &seen, frame);
    for unit in 0..frame.units.len() {
        let side = Side::of(unit, frame.head);
        surroundings.near(unit, side, &mut |feature| sequence.push(feature));
        surroundings.toward_head(unit, side, &mut |feature| sequence.push(feature));
        sequence.end_item();
    }
    sequence
}
