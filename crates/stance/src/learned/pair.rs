//! What is observed of two mentions, by which it is told who of them supports or opposes the other.

use super::atoms::{Atom, Atoms};
use super::seen::{REACH, Sink, Tell, distance, far, sides};
use super::sums::Part;
use crate::sentence::Name;
use presswork_learn::Feature;
use std::ops::Range;

/// The labels of the model.
pub(crate) const LABELS: [&str; 3] = ["none", "oppose", "support"];

templates! {
    WORD WORD_BY WORD_BY_ANY WORD_DENIED CLUSTER CLUSTER_BY CLUSTER_BY_ANY
    LINK LINK_BY VALENCE POLAR PATH PATH_CLUSTER BIAS DISTANCE ENDS SHAPE BREAKS AROUND BY PLACE
}

/// How many tokens away a word stands by a name.
const CLOSE: usize = 4;

/// Two names, as they stand in their sentence.
pub(crate) struct Two<'n> {
    holder: &'n Name,
    target: &'n Name,
    /// 1 if the target stands first.
    order: u64,
    /// How many tokens stand between them, in steps.
    gap: u64,
    /// The tokens before, between and behind them that are looked at.
    regions: [Range<usize>; 3],
}

impl<'n> Two<'n> {
    pub(crate) fn new(atoms: &Atoms, holder: &'n Name, target: &'n Name) -> Self {
        let order = u64::from(holder.first > target.first);
        let (first, second) = if order == 0 {
            (holder, target)
        } else {
            (target, holder)
        };
        let [before, _] = sides(&(first.first..first.end), REACH, &(0..atoms.len()));
        let [_, after] = sides(&(second.first..second.end), REACH, &(0..atoms.len()));
        let between = first.end..second.first.max(first.end);
        Self {
            holder,
            target,
            order,
            gap: far(between.len()),
            regions: [before, between, after],
        }
    }

    /// A template filled with their order and distance.
    pub(crate) fn of(&self, template: Feature) -> Feature {
        template.and(self.order).and(self.gap)
    }

    /// Pushes what is known of them beside their words: by itself, and with their order and distance.
    pub(crate) fn push(&self, sink: &mut Sink<'_>, template: Feature, parts: &[u64]) {
        sink.push(template, parts);
        sink.push(self.of(template), parts);
    }

    /// The features of how the holder may stand toward the target that take little time: what of it is told by sums over many words.
    pub(crate) fn outline(&self, atoms: &Atoms, sink: &mut Sink<'_>) {
        let Self { order, gap, .. } = *self;
        let [before, between, after] = &self.regions;
        for (region, range) in (0..).zip(&self.regions) {
            let place = order * 3 + region;
            sink.stretch(atoms, range.clone(), place, &STRETCH);
            let [used, said] = atoms.tally(range.clone()).signs;
            for (sign, (used, said)) in (1..).zip(used.into_iter().zip(said)) {
                sink.repeat(used, VALENCE, [place, 200 + sign, gap]);
                sink.repeat(said, POLAR, [place, 200 + (sign & 1), gap]);
            }
        }
        let (start, left, length) = (
            far(before.end),
            far(atoms.len() - after.start),
            far(atoms.len()),
        );
        let steps = start << 8 | gap << 1 | order;
        sink.part(Part::Few(PLACE.and(steps)), |sink| {
            sink.push(BIAS, &[]);
            sink.push(BIAS, &[order]);
            sink.push(DISTANCE, &[order, gap]);
            sink.push(DISTANCE, &[order, gap, 1 + start]);
            sink.push(ENDS, &[order, 0, start]);
        });
        let steps = left << 8 | length << 1 | order;
        sink.part(Part::Few(ENDS.and(steps)), |sink| {
            sink.push(ENDS, &[order, 1, left]);
            sink.push(ENDS, &[order, 2, length]);
        });
        let quoted = |name: &Name| u64::from(atoms.at(name.first).quoted());
        let shape = |name: &Name| u64::from(name.possessive) | u64::from(name.attached) << 1;
        let quoted = [self.holder, self.target].map(quoted);
        let shapes = [self.holder, self.target].map(shape);
        let bits = shapes[0] << 8 | shapes[1] << 4 | quoted[0] << 2 | quoted[1] << 1 | order;
        sink.part(Part::Few(SHAPE.and(bits)), |sink| {
            sink.push(SHAPE, &[0, quoted[0], quoted[1]]);
            sink.push(SHAPE, &[1, order, shapes[0], shapes[1]]);
        });
        let breaks = atoms
            .tally(between.clone())
            .marks
            .map(|count| u64::from(count.min(4)));
        let counts = breaks
            .iter()
            .fold(order, |counts, count| counts << 3 | count);
        sink.part(Part::Few(BREAKS.and(counts)), |sink| {
            for (kind, &count) in breaks.iter().enumerate() {
                sink.push(BREAKS, &[order, kind as u64, count]);
            }
            let few = breaks.map(|count| count.min(2));
            sink.push(BREAKS, &[order, 10, few[0], few[1], few[3]]);
        });
    }

    /// The rest of them: words one by one.
    pub(crate) fn detail(&self, atoms: &Atoms, sink: &mut Sink<'_>) {
        let Self { order, gap, .. } = *self;
        let [before, between, after] = &self.regions;
        for (region, range) in (0..).zip(&self.regions) {
            let place = order * 3 + region;
            let judged = atoms.judged(range.clone());
            for (_, atom) in judged.filter(|(_, atom)| atom.link != 0) {
                sink.push(LINK, &[place, atom.link, 10 + gap]);
            }
        }
        let names = [self.holder, self.target].map(|name| name.first..name.end);
        let reach = before.start..after.end;
        for (place, name) in (0..).zip(&names) {
            for (side, range) in (0..).zip(sides(name, CLOSE, &reach)) {
                for i in range.filter(|i| !names.iter().any(|name| name.contains(i))) {
                    let (atom, distance) = (atoms.at(i), distance(i, name.start, name.end) as u64);
                    let place = place * 2 + side;
                    let linked = atom.link << 1 | u64::from(atom.link != 0 && atom.negated);
                    let at = distance << 3 | place << 1 | order;
                    sink.part(
                        Part::OfWord(BY.and(atom.key.number()).and(linked << 8 | at)),
                        |sink| {
                            by(atom, order, place, distance, sink);
                        },
                    );
                }
            }
        }
        if between.len() <= 6 {
            let path = between.clone().map(|i| atoms.at(i));
            let words = path
                .clone()
                .fold(PATH.and(order), |path, atom| path.and(atom.word));
            sink.push(words, &[]);
            for kind in [0, 3] {
                let clusters = path.clone().fold(PATH_CLUSTER.and(order), |path, atom| {
                    path.and(atom.cluster(kind))
                });
                sink.push(clusters, &[]);
            }
        }
        for (place, name) in (0..).zip([self.holder, self.target]) {
            let (before, after) = (atoms.at(name.first.wrapping_sub(1)), atoms.at(name.end));
            sink.push(AROUND, &[place, order, before.cluster(1), after.cluster(1)]);
            sink.push(AROUND, &[10 + place, before.cluster(0), after.word]);
        }
    }
}

/// Stretches are before, between or behind the two, by their order.
const STRETCH: Tell = Tell {
    kinds: 6,
    word,
    clusters,
    judgement,
};

fn word(atom: &Atom, place: u64, sink: &mut Sink<'_>) {
    sink.push(WORD, &[place, atom.word]);
    if atom.negated {
        sink.push(WORD_DENIED, &[place, atom.word]);
    }
}

fn clusters(atom: &Atom, place: u64, sink: &mut Sink<'_>) {
    for size in [0, 2, 4, 6] {
        sink.push(CLUSTER, &[size as u64, place, atom.cluster(size)]);
    }
}

/// What the lexicons say of a word.
fn judgement(atom: &Atom, place: u64, sink: &mut Sink<'_>) {
    let denied = u64::from(atom.negated);
    let [used, said] = atom.signs();
    if atom.link != 0 {
        sink.push(LINK, &[atom.link, denied]);
        sink.push(LINK, &[place, atom.link, denied]);
    }
    if said != 0 {
        let valence = i64::from(atom.polar).cast_unsigned();
        sink.push(POLAR, &[valence]);
        sink.push(POLAR, &[place, valence]);
        sink.push(POLAR, &[place, 100 + (said & 1)]);
    }
    if used != 0 {
        let valence = i64::from(atom.valence).cast_unsigned();
        sink.push(VALENCE, &[valence]);
        sink.push(VALENCE, &[place, valence]);
        sink.push(VALENCE, &[place, 100 + used]);
    }
}

/// A word by one of the two names.
fn by(atom: &Atom, order: u64, place: u64, distance: u64, sink: &mut Sink<'_>) {
    sink.push(WORD_BY_ANY, &[place, distance, atom.word]);
    sink.push(WORD_BY, &[order, place, atom.word]);
    sink.push(WORD_BY, &[order, place, distance, atom.word]);
    for kind in [0, 1, 3, 4] {
        let cluster = atom.cluster(kind as usize);
        sink.push(CLUSTER_BY, &[order, kind, place, cluster]);
        sink.push(CLUSTER_BY_ANY, &[kind, place, cluster]);
        if distance <= 2 {
            sink.push(CLUSTER_BY, &[order, kind, place, distance, cluster]);
            sink.push(CLUSTER_BY_ANY, &[kind, place, distance, cluster]);
        }
    }
    if atom.link != 0 {
        sink.push(LINK_BY, &[place, atom.link, u64::from(atom.negated)]);
        sink.push(LINK_BY, &[order, place, atom.link, 10 + distance]);
    }
}
