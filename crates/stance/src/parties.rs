//! The parties of a clause: names that stand together, who holds something, and whom it is about.

use crate::classes::{AUXILIARY, BE, COMMA, COORDINATOR, DETERMINER, MODAL, REPORT};
use crate::sentence::Sentence;

/// Up to eight coordinated names: "Diallo and Omarra".
#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub(crate) struct Names {
    names: [u16; 8],
    len: u8,
}

impl Names {
    pub(crate) fn one(name: u16) -> Self {
        let mut names = Self::default();
        names.push(name);
        names
    }

    fn push(&mut self, name: u16) {
        if usize::from(self.len) < self.names.len() {
            self.names[usize::from(self.len)] = name;
            self.len += 1;
        }
    }

    /// A list goes no further: long ones are no clauses, and must not be read again and again.
    fn is_full(&self) -> bool {
        usize::from(self.len) == self.names.len()
    }

    pub(crate) fn as_slice(&self) -> &[u16] {
        &self.names[..usize::from(self.len)]
    }
}

/// Who holds something.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Who {
    Names(Names),
    /// Whoever speaks: the holder of the attribution, or the author.
    Speaker,
    Unknown,
}

/// A party of a clause and how sure it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Party {
    pub(crate) who: Who,
    pub(crate) sure: f32,
}

/// The target of a clause.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Object {
    pub(crate) names: Names,
    pub(crate) sure: f32,
    /// Whether what happens to the target turns the polarity round: "condemned the attack on".
    pub(crate) turned: bool,
    /// Whether something befalls it at all.
    pub(crate) befalls: bool,
    /// The token after it.
    pub(crate) end: usize,
}

impl Sentence<'_> {
    /// `name` with the names coordinated to its left.
    pub(crate) fn with_left(&self, name: u16) -> Names {
        let mut names = Names::one(name);
        let mut first = self.name(name).first;
        while let Some(before) = first.checked_sub(1).filter(|_| !names.is_full()) {
            let mut i = before;
            if self.is(i, DETERMINER) && i > 0 {
                i -= 1;
            }
            if !self.is(i, COORDINATOR | COMMA) {
                break;
            }
            if self.is(i, COORDINATOR) && i > 0 && self.is(i - 1, COMMA) {
                i -= 1;
            }
            let listed = self.is(i, COORDINATOR) || names.len > 1;
            let Some(other) = i.checked_sub(1).and_then(|i| self.name_at(i)) else {
                break;
            };
            if !listed || self.name(other).possessive {
                break;
            }
            names.push(other);
            first = self.name(other).first;
        }
        names
    }

    /// `name` with the names coordinated to its right.
    pub(crate) fn with_right(&self, name: u16) -> (Names, usize) {
        let mut names = Names::one(name);
        let mut end = self.name(name).end;
        while !names.is_full() {
            let mut i = end;
            let comma = self.is(i, COMMA);
            if comma {
                i += 1;
            }
            let and = self.is(i, COORDINATOR);
            if and {
                i += 1;
            }
            if self.is(i, DETERMINER) {
                i += 1;
            }
            match self.name_at(i) {
                Some(other) if and || comma && self.listed(other) => {
                    // "Diallo and Omarra said": the second begins a clause of its own if a verb follows it.
                    let after = self.name(other).end;
                    if self.is(after, REPORT | AUXILIARY | BE | MODAL) {
                        return (names, end);
                    }
                    names.push(other);
                    end = after;
                }
                _ => break,
            }
        }
        (names, end)
    }

    /// Whether a list goes on behind `name`: ", Omarra and".
    fn listed(&self, name: u16) -> bool {
        let end = self.name(name).end;
        let next = if self.is(end, COMMA) { end + 1 } else { end };
        self.is(next, COORDINATOR) || self.is(end, COMMA) && self.name_at(next).is_some()
    }
}
