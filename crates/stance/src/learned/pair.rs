//! What is observed of two mentions, by which it is told who of them supports or opposes the other.

use super::atoms::{Atom, Atoms};
use super::seen::{Sink, around, far, side};
use crate::classes::{BREAK, COMMA, SUBORDINATOR};
use crate::sentence::Name;
use presswork_learn::Feature;

/// The labels of the model.
pub(crate) const LABELS: [&str; 3] = ["none", "oppose", "support"];

templates! {
    WORD WORD_BY WORD_BY_ANY WORD_DENIED CLUSTER CLUSTER_BY CLUSTER_BY_ANY
    LINK LINK_BY VALENCE POLAR PATH PATH_CLUSTER BIAS DISTANCE ENDS SHAPE BREAKS AROUND USE USE_BY JUDGEMENT
}

/// The features of how `holder` may stand toward `target`.
pub(crate) fn observe(atoms: &Atoms, holder: &Name, target: &Name, sink: &mut Sink<'_>) -> Facts {
    let order = u64::from(holder.first > target.first);
    let (first, second) = if order == 0 {
        (holder, target)
    } else {
        (target, holder)
    };
    let between = second.first.saturating_sub(first.end);
    let gap = far(between);
    let mut breaks = [0_u64; 4];
    for i in around(first.first, second.end, atoms.len()) {
        if (first.first..first.end).contains(&i) || (second.first..second.end).contains(&i) {
            continue;
        }
        let atom = atoms.at(i);
        let region = if i < first.first {
            0
        } else if i < second.first {
            1
        } else {
            2
        };
        if region == 1 {
            breaks[0] += u64::from(atom.is(COMMA));
            breaks[1] += u64::from(atom.is(BREAK));
            breaks[2] += u64::from(atom.is(SUBORDINATOR));
            breaks[3] += u64::from(atom.capital);
        }
        let (place, denied) = (order * 3 + region, u64::from(atom.negated));
        let key = atom.key.number();
        sink.part(USE.and(key).and(place << 1 | denied), |sink| {
            word(atom, place, sink);
        });
        let judged = atom.judgement();
        if judged != 0 {
            sink.part(JUDGEMENT.and(judged << 8 | gap << 3 | place), |sink| {
                judgement(atom, place, gap, sink);
            });
        }
        for (place, name) in [holder, target].into_iter().enumerate() {
            let (side, distance) = side(i, name.first, name.end);
            if distance <= 4 {
                let (place, distance) = (place as u64 * 2 + side, distance as u64);
                let at = distance << 3 | place << 1 | order;
                let linked = atom.link << 1 | if atom.link == 0 { 0 } else { denied };
                sink.part(USE_BY.and(key).and(linked << 8 | at), |sink| {
                    by(atom, order, place, distance, sink);
                });
            }
        }
    }
    if between <= 6 {
        let path = (first.end..second.first).map(|i| atoms.at(i));
        let words = path
            .clone()
            .fold(PATH.and(order), |path, atom| path.and(atom.word));
        sink.push(words, &[]);
        for kind in [0, 3] {
            let clusters = path.clone().fold(PATH_CLUSTER.and(order), |path, atom| {
                path.and(atom.clusters[kind])
            });
            sink.push(clusters, &[]);
        }
    }
    sink.push(BIAS, &[]);
    sink.push(BIAS, &[order]);
    sink.push(DISTANCE, &[order, gap]);
    sink.push(DISTANCE, &[order, gap, 1 + far(first.first)]);
    sink.push(ENDS, &[order, 0, far(first.first)]);
    sink.push(ENDS, &[order, 1, far(atoms.len() - second.end)]);
    sink.push(ENDS, &[order, 2, far(atoms.len())]);
    let quoted = |name: &Name| u64::from(atoms.at(name.first).quoted());
    let shape = |name: &Name| u64::from(name.possessive) | u64::from(name.attached) << 1;
    sink.push(SHAPE, &[0, quoted(holder), quoted(target)]);
    sink.push(SHAPE, &[1, order, shape(holder), shape(target)]);
    for (kind, &count) in breaks.iter().enumerate() {
        sink.push(BREAKS, &[order, kind as u64, count.min(4)]);
    }
    sink.push(
        BREAKS,
        &[
            order,
            10,
            breaks[0].min(2),
            breaks[1].min(2),
            breaks[3].min(2),
        ],
    );
    for (place, name) in [holder, target].into_iter().enumerate() {
        let (before, after) = (atoms.at(name.first.wrapping_sub(1)), atoms.at(name.end));
        let place = place as u64;
        sink.push(
            AROUND,
            &[place, order, before.clusters[1], after.clusters[1]],
        );
        sink.push(AROUND, &[10 + place, before.clusters[0], after.word]);
    }
    Facts { order, gap }
}

/// Pushes what is known of a pair beside its words: by itself, and with the order of the two and their distance.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts {
    order: u64,
    gap: u64,
}

impl Facts {
    pub(crate) fn push(self, sink: &mut Sink<'_>, template: Feature, parts: &[u64]) {
        sink.push(template, parts);
        sink.push(template.and(self.order).and(self.gap), parts);
    }
}

fn word(atom: &Atom, region: u64, sink: &mut Sink<'_>) {
    sink.push(WORD, &[region, atom.word]);
    if atom.negated {
        sink.push(WORD_DENIED, &[region, atom.word]);
    }
    for kind in [0, 2, 4, 6] {
        let cluster = atom.clusters[kind as usize];
        sink.push(CLUSTER, &[kind, region, cluster]);
    }
}

/// What [`Atom::judgement`] says.
fn judgement(atom: &Atom, region: u64, gap: u64, sink: &mut Sink<'_>) {
    let denied = u64::from(atom.negated);
    if atom.link != 0 {
        sink.push(LINK, &[atom.link, denied]);
        sink.push(LINK, &[region, atom.link, denied]);
        sink.push(LINK, &[region, atom.link, 10 + gap]);
    }
    if atom.polar != 0 && !atom.capital {
        let valence = i64::from(atom.polar).cast_unsigned();
        let sign = u64::from((atom.polar > 0) != atom.negated);
        sink.push(POLAR, &[valence]);
        sink.push(POLAR, &[region, valence]);
        sink.push(POLAR, &[region, 100 + sign]);
        sink.push(POLAR, &[region, 200 + sign, gap]);
    }
    if atom.valence != 0 && !atom.capital {
        let valence = i64::from(atom.valence).cast_unsigned();
        sink.push(VALENCE, &[valence]);
        sink.push(VALENCE, &[region, valence]);
        sink.push(VALENCE, &[region, 100 + atom.sign()]);
        sink.push(VALENCE, &[region, 200 + atom.sign(), gap]);
    }
}

/// A word by one of the two names.
fn by(atom: &Atom, order: u64, place: u64, distance: u64, sink: &mut Sink<'_>) {
    sink.push(WORD_BY_ANY, &[place, distance, atom.word]);
    sink.push(WORD_BY, &[order, place, atom.word]);
    sink.push(WORD_BY, &[order, place, distance, atom.word]);
    for kind in [0, 1, 3, 4] {
        let cluster = atom.clusters[kind as usize];
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
