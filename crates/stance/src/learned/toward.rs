//! What is observed of a mention, by which it is told how it is spoken of in its sentence.

use super::atoms::{Atom, Atoms};
use super::seen::{REACH, Sink, Tell, distance, far, sides};
use super::sums::Part;
use crate::sentence::Name;
use std::ops::Range;

/// The labels of the model.
pub(crate) const LABELS: [&str; 3] = ["neutral", "oppose", "support"];

templates! {
    WORD WORD_SIDE WORD_NEAR WORD_AT WORD_DENIED WORD_CLAUSE
    CLUSTER_SIDE CLUSTER_NEAR CLUSTER_AT CLUSTER_DENIED CLUSTER_CLAUSE
    LINK LINK_AT VALENCE VALENCE_AT VALENCE_SUM
    POLAR POLAR_SUM BIAS PLACE LENGTH SHAPE PRONOUN AROUND
    NEARBY JUDGED SUMS
}

/// How many tokens away a word is near, and how many so close that its distance is told.
const NEAR: usize = 6;
const CLOSE: usize = 3;

/// A name, as it stands in its sentence; its words on both sides that are looked at.
pub(crate) struct One<'n> {
    name: &'n Name,
    all: [Range<usize>; 2],
    /// Those of its clause.
    clause: [Range<usize>; 2],
    near: [Range<usize>; 2],
}

impl<'n> One<'n> {
    pub(crate) fn new(atoms: &Atoms, name: &'n Name) -> Self {
        let (first, end) = (name.first, name.end);
        let all = sides(&(first..end), REACH, &(0..atoms.len()));
        let clause = atoms.clause(first);
        let (start, stop) = (
            clause.start.max(all[0].start),
            clause.end.clamp(end, all[1].end),
        );
        Self {
            name,
            all,
            clause: [start..first, end..stop],
            near: sides(&(first..end), NEAR, &(0..atoms.len())),
        }
    }

    /// By side, and by whether they stand in the same clause.
    fn stretches(&self) -> [(u64, u64, Range<usize>); 4] {
        let Self {
            all: [before, after],
            clause: [same_before, same_after],
            ..
        } = self;
        [
            (0, 0, before.start..same_before.start),
            (0, 1, same_before.clone()),
            (1, 1, same_after.clone()),
            (1, 0, same_after.end..after.end),
        ]
    }

    /// The features of how a sentence speaks of it that take little time: what of it is told by sums over many words.
    pub(crate) fn outline(&self, atoms: &Atoms, sink: &mut Sink<'_>) {
        let Self { name, near, .. } = self;
        let (first, end) = (name.first, name.end);
        for (side, same, range) in self.stretches() {
            sink.stretch(atoms, range, side << 1 | same, &STRETCH);
        }
        // Of the words' valence: in all, in the same clause, and near.
        let tally = |range: &Range<usize>| atoms.tally(range.clone()).values;
        for (kind, [before, after]) in (0..).zip([&self.all, &self.clause, near]) {
            let (before, after) = (tally(before), tally(after));
            let sums = [0, 1].map(|place| i64::from((before[place] + after[place]).clamp(-8, 8)));
            let [used, said] = sums.map(i64::cast_unsigned);
            sink.part(Part::Few(SUMS.and(kind).and(used).and(said)), |sink| {
                sink.push(VALENCE_SUM, &[kind, used]);
                sink.push(POLAR_SUM, &[kind, said]);
            });
        }
        let (start, left, length) = (far(first), far(atoms.len() - end), far(atoms.len()));
        sink.part(
            Part::Few(PLACE.and(start << 8 | left << 4 | length)),
            |sink| {
                sink.push(BIAS, &[]);
                sink.push(PLACE, &[0, start]);
                sink.push(PLACE, &[1, left]);
                sink.push(LENGTH, &[length]);
            },
        );
        let quoted = u64::from(atoms.at(first).quoted());
        let (possessive, attached) = (u64::from(name.possessive), u64::from(name.attached));
        let pronoun =
            (end == first + 1 && !atoms.at(first).capital).then_some(atoms.at(first).word);
        let pronoun = pronoun.unwrap_or(0);
        let shape = quoted << 2 | possessive << 1 | attached;
        sink.part(Part::Few(SHAPE.and(shape).and(pronoun)), |sink| {
            sink.push(SHAPE, &[possessive, quoted]);
            sink.push(SHAPE, &[attached, 2]);
            sink.push(PRONOUN, &[pronoun]);
        });
    }

    /// The rest of them: words one by one.
    pub(crate) fn detail(&self, atoms: &Atoms, sink: &mut Sink<'_>) {
        let Self { name, near, .. } = self;
        let (first, end) = (name.first, name.end);
        for (side, same, range) in self.stretches() {
            for (i, atom) in atoms.judged(range) {
                let far = far(distance(i, first, end));
                let [used, said] = atom.signs();
                let judged = atom.link << 4 | used << 2 | said;
                sink.part(
                    Part::Few(JUDGED.and(judged << 8 | far << 2 | side << 1 | same)),
                    |sink| {
                        judged_at(atom, side, far, same, sink);
                    },
                );
            }
        }
        for (side, range) in (0..).zip(near) {
            for i in range.clone() {
                let atom = atoms.at(i);
                let distance = distance(i, first, end).min(CLOSE + 1) as u64;
                sink.part(
                    Part::OfWord(NEARBY.and(atom.key.number()).and(distance << 1 | side)),
                    |sink| {
                        word_near(atom, side, distance, sink);
                    },
                );
            }
        }
        let (before, after) = (atoms.at(first.wrapping_sub(1)), atoms.at(end));
        sink.push(AROUND, &[before.cluster(1), after.cluster(1)]);
        sink.push(AROUND, &[before.cluster(0), after.word]);
    }
}

/// Stretches are before or behind the name, and in the same clause or not.
const STRETCH: Tell = Tell {
    kinds: 4,
    word,
    clusters,
    judgement,
};

/// A word at any distance.
fn word(atom: &Atom, kind: u64, sink: &mut Sink<'_>) {
    let (side, same) = (kind >> 1, kind & 1);
    sink.push(WORD, &[atom.word]);
    sink.push(WORD_SIDE, &[side, atom.word]);
    if atom.negated {
        sink.push(WORD_DENIED, &[atom.word]);
    }
    if same == 1 {
        sink.push(WORD_CLAUSE, &[side, atom.word]);
    }
}

/// The clusters of one.
fn clusters(atom: &Atom, kind: u64, sink: &mut Sink<'_>) {
    let (side, same) = (kind >> 1, kind & 1);
    for size in [0, 2, 4, 5] {
        sink.push(CLUSTER_SIDE, &[size as u64, side, atom.cluster(size)]);
    }
    if atom.negated {
        for size in [1, 4] {
            sink.push(CLUSTER_DENIED, &[size as u64, atom.cluster(size)]);
        }
    }
    if same == 1 {
        for size in [3, 4] {
            sink.push(CLUSTER_CLAUSE, &[size as u64, side, atom.cluster(size)]);
        }
    }
}

/// What the lexicons say of a word at any distance.
fn judgement(atom: &Atom, kind: u64, sink: &mut Sink<'_>) {
    let (side, same) = (kind >> 1, kind & 1);
    let (denied, quoted) = (u64::from(atom.negated), u64::from(atom.quoted()));
    let [used, said] = atom.signs();
    if atom.link != 0 {
        sink.push(LINK, &[atom.link]);
        sink.push(LINK, &[atom.link, side, denied]);
    }
    if said != 0 {
        let (valence, sign) = (i64::from(atom.polar).cast_unsigned(), said & 1);
        sink.push(POLAR, &[valence]);
        sink.push(POLAR, &[valence, denied, side]);
        sink.push(POLAR, &[sign, side, 200 + same]);
        sink.push(POLAR, &[sign, 300 + quoted]);
    }
    if used != 0 {
        let valence = i64::from(atom.valence).cast_unsigned();
        sink.push(VALENCE, &[valence]);
        sink.push(VALENCE, &[valence, denied, side]);
        sink.push(VALENCE_AT, &[used, side, 100 + same]);
        sink.push(VALENCE_AT, &[used, 200 + quoted]);
    }
}

/// What is observed beside that of a word near the name; distances past [`CLOSE`] are one.
fn word_near(atom: &Atom, side: u64, distance: u64, sink: &mut Sink<'_>) {
    sink.push(WORD_NEAR, &[side, atom.word]);
    for kind in [1, 3, 4] {
        sink.push(CLUSTER_NEAR, &[kind as u64, side, atom.cluster(kind)]);
    }
    if distance <= CLOSE as u64 {
        sink.push(WORD_AT, &[side, distance, atom.word]);
        for kind in [1, 3] {
            sink.push(
                CLUSTER_AT,
                &[kind as u64, side, distance, atom.cluster(kind)],
            );
        }
    }
}

/// What is observed beside that of a word of which the lexicons say something.
fn judged_at(atom: &Atom, side: u64, far: u64, same: u64, sink: &mut Sink<'_>) {
    let [used, said] = atom.signs();
    if atom.link != 0 {
        sink.push(LINK_AT, &[atom.link, side, far, same]);
    }
    if said != 0 {
        sink.push(POLAR, &[said & 1, side, 100 + far]);
    }
    if used != 0 {
        sink.push(VALENCE_AT, &[used, side, far]);
    }
}
