//! What is observed of a mention, by which it is told how it is spoken of in its sentence.

use super::atoms::{Atom, Atoms};
use super::seen::{Sink, around, far, side};
use crate::sentence::Name;

/// The labels of the model.
pub(crate) const LABELS: [&str; 3] = ["neutral", "oppose", "support"];

templates! {
    WORD WORD_SIDE WORD_NEAR WORD_AT WORD_DENIED WORD_CLAUSE
    CLUSTER_SIDE CLUSTER_NEAR CLUSTER_AT CLUSTER_DENIED CLUSTER_CLAUSE
    LINK LINK_AT VALENCE VALENCE_AT VALENCE_SUM
    POLAR POLAR_SUM BIAS PLACE LENGTH SHAPE PRONOUN AROUND
    USE JUDGEMENT
}

/// How many tokens away a word is near.
const NEAR: usize = 6;

/// The features of how a sentence speaks of `name`.
pub(crate) fn observe(atoms: &Atoms, name: &Name, sink: &mut Sink<'_>) {
    let (first, end) = (name.first, name.end);
    let clause = atoms.at(first).clause;
    // Of the words' valence, by their use and by the lexicons: in all, in the same clause, and near.
    let mut sums = [[0_i32; 3]; 2];
    for i in around(first, end, atoms.len()).filter(|i| !(first..end).contains(i)) {
        let atom = atoms.at(i);
        let (side, distance) = side(i, first, end);
        let same = atom.clause == clause;
        let steps = match distance {
            0..=3 => distance,
            4..=NEAR => NEAR,
            _ => NEAR + 1,
        };
        let at = (steps as u64) << 3 | side << 2 | u64::from(same) << 1 | u64::from(atom.negated);
        sink.part(USE.and(atom.key.number()).and(at), |sink| {
            word(atom, side, distance, same, sink);
        });
        let judged = atom.judgement();
        if judged != 0 {
            let at = far(distance) << 2 | side << 1 | u64::from(same);
            sink.part(JUDGEMENT.and(judged << 8 | at), |sink| {
                judgement(atom, side, distance, same, sink);
            });
        }
        for (sums, valence) in sums.iter_mut().zip(atom.values()) {
            sums[0] += valence;
            sums[1] += if same { valence } else { 0 };
            sums[2] += if distance <= NEAR { valence } else { 0 };
        }
    }
    for (template, sums) in [VALENCE_SUM, POLAR_SUM].into_iter().zip(sums) {
        for (kind, sum) in (0..).zip(sums) {
            let sum = i64::from(sum.clamp(-8, 8)).cast_unsigned();
            sink.push(template, &[kind, sum]);
        }
    }
    sink.push(BIAS, &[]);
    let quoted = u64::from(atoms.at(first).quoted());
    sink.push(PLACE, &[0, far(first)]);
    sink.push(PLACE, &[1, far(atoms.len() - end)]);
    sink.push(LENGTH, &[far(atoms.len())]);
    sink.push(SHAPE, &[u64::from(name.possessive), quoted]);
    sink.push(SHAPE, &[u64::from(name.attached), 2]);
    let pronoun = (end == first + 1 && !atoms.at(first).capital).then_some(atoms.at(first).word);
    sink.push(PRONOUN, &[pronoun.unwrap_or(0)]);
    let (before, after) = (atoms.at(first.wrapping_sub(1)), atoms.at(end));
    sink.push(AROUND, &[before.clusters[1], after.clusters[1]]);
    sink.push(AROUND, &[before.clusters[0], after.word]);
}

/// The word and its clusters. Of distances it tells only those that `observe` tells apart.
fn word(atom: &Atom, side: u64, distance: usize, same: bool, sink: &mut Sink<'_>) {
    let near = distance <= NEAR;
    sink.push(WORD, &[atom.word]);
    sink.push(WORD_SIDE, &[side, atom.word]);
    if near {
        sink.push(WORD_NEAR, &[side, atom.word]);
    }
    if distance <= 3 {
        sink.push(WORD_AT, &[side, distance as u64, atom.word]);
    }
    if atom.negated {
        sink.push(WORD_DENIED, &[atom.word]);
    }
    if same {
        sink.push(WORD_CLAUSE, &[side, atom.word]);
    }
    for (kind, &cluster) in atom.clusters.iter().enumerate() {
        let kind = kind as u64;
        if matches!(kind, 0 | 2 | 4 | 5) {
            sink.push(CLUSTER_SIDE, &[kind, side, cluster]);
        }
        if near && matches!(kind, 1 | 3 | 4) {
            sink.push(CLUSTER_NEAR, &[kind, side, cluster]);
        }
        if distance <= 3 && matches!(kind, 1 | 3) {
            sink.push(CLUSTER_AT, &[kind, side, distance as u64, cluster]);
        }
        if atom.negated && matches!(kind, 1 | 4) {
            sink.push(CLUSTER_DENIED, &[kind, cluster]);
        }
        if same && matches!(kind, 3 | 4) {
            sink.push(CLUSTER_CLAUSE, &[kind, side, cluster]);
        }
    }
}

/// What [`Atom::judgement`] says.
fn judgement(atom: &Atom, side: u64, distance: usize, same: bool, sink: &mut Sink<'_>) {
    let denied = u64::from(atom.negated);
    if atom.link != 0 {
        sink.push(LINK, &[atom.link]);
        sink.push(LINK, &[atom.link, side, denied]);
        sink.push(LINK_AT, &[atom.link, side, far(distance), u64::from(same)]);
    }
    if atom.polar != 0 && !atom.capital {
        let valence = i64::from(atom.polar).cast_unsigned();
        let sign = u64::from((atom.polar > 0) != atom.negated);
        sink.push(POLAR, &[valence]);
        sink.push(POLAR, &[valence, denied, side]);
        sink.push(POLAR, &[sign, side, 100 + far(distance)]);
        sink.push(POLAR, &[sign, side, 200 + u64::from(same)]);
        sink.push(POLAR, &[sign, 300 + u64::from(atom.quoted())]);
    }
    if atom.valence != 0 && !atom.capital {
        let valence = i64::from(atom.valence).cast_unsigned();
        sink.push(VALENCE, &[valence]);
        sink.push(VALENCE, &[valence, denied, side]);
        sink.push(VALENCE_AT, &[atom.sign(), side, far(distance)]);
        sink.push(VALENCE_AT, &[atom.sign(), side, 100 + u64::from(same)]);
        sink.push(VALENCE_AT, &[atom.sign(), 200 + u64::from(atom.quoted())]);
    }
}
