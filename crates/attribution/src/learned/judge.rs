//! What is observed of cue, source and content together, by which they are judged.

use super::find::Head;
use super::seen::far;
use super::{Atoms, Decoded, Frame, NOTHING, heads};
use presswork_learn::Feature;
use std::ops::Range;

/// The labels of the classifier.
pub(crate) const LABELS: [&str; 2] = ["none", "attribution"];

macro_rules! templates {
    ($($name:ident)*) => { $(const $name: Feature = Feature::new(stringify!($name));)* };
}

templates! {
    MARGIN MARGIN_COARSE MARGIN_WORD SOURCE SOURCE_FINE SOURCE_WORD SOURCE_DISTANCE LAST_WORD LAST_FINE SHAPE SHAPE_FINE SHAPE_WORD
    OPENING OPENING_WORD OPENING_FINE LENGTH LENGTH_FINE CUE CUE_FINE CUE_WORD BOTH BOTH_COARSE
}

/// How far units stand from the cue, and on which side.
fn gap(cue: &Range<usize>, other: &Range<usize>) -> u64 {
    if other.end <= cue.start {
        far(cue.start - other.end)
    } else {
        16 + far(other.start.saturating_sub(cue.end))
    }
}

/// The features of what was found around a head.
pub(crate) fn observe(
    atoms: &Atoms<'_>,
    head: &Head,
    frame: &Frame,
    decoded: &Decoded,
    mut push: impl FnMut(Feature),
) {
    let atom = atoms.at(head.at);
    heads::observe(atoms, head.at, head.scope, &mut push);
    let margin = (head.margin * 2.0).round().clamp(-12.0, 12.0) as i64;
    let margin = margin.cast_unsigned();
    push(MARGIN.and(margin));
    push(MARGIN_COARSE.and(margin).and(atom.coarse));
    push(MARGIN_WORD.and(margin).and(atom.word));

    let (mut source, mut distance, mut last) = (0, 0, &NOTHING);
    if let Some(units) = &decoded.source {
        let tokens = frame.tokens(units);
        last = atoms.at(tokens.end - 1);
        distance = gap(&decoded.cue, units);
        let mention = tokens
            .map(|i| atoms.at(i).mention)
            .find(|&mention| mention != 0);
        // Its kind and form, not where it starts and ends.
        source = 1 + (mention.unwrap_or(0) & !7);
    }
    push(SOURCE.and(source).and(distance >> 4).and(last.class));
    push(SOURCE_FINE.and(source).and(distance >> 4).and(atom.fine));
    push(SOURCE_WORD.and(source).and(atom.word));
    push(SOURCE_DISTANCE.and(source).and(distance));
    push(LAST_WORD.and(last.word).and(atom.coarse));
    push(LAST_FINE.and(last.fine).and(atom.coarse));

    let mut shape = decoded.content.len().min(3) as u64;
    let (mut opening, mut length, mut space) = (&NOTHING, 0, 0);
    for units in decoded.content.iter().take(8) {
        let tokens = frame.tokens(units);
        let quote = units.len() == 1 && frame.units[units.start].quote.is_some();
        let before = units.end <= decoded.cue.start;
        shape = shape << 2 | u64::from(quote) << 1 | u64::from(before);
        length += tokens.len();
        if length == tokens.len() || before {
            opening = atoms.at(tokens.start);
            space = gap(&decoded.cue, units);
        }
    }
    push(SHAPE.and(shape));
    push(SHAPE_FINE.and(shape).and(atom.fine));
    push(SHAPE_WORD.and(shape).and(space).and(atom.word));
    push(OPENING.and(opening.class).and(space));
    push(OPENING_WORD.and(opening.class).and(atom.word));
    push(OPENING_FINE.and(opening.word).and(atom.fine));
    push(LENGTH.and(far(length)).and(shape));
    push(LENGTH_FINE.and(far(length)).and(atom.fine));

    let cue = frame.tokens(&decoded.cue);
    push(
        CUE.and(cue.len().min(6) as u64)
            .and((head.at - cue.start).min(3) as u64),
    );
    push(CUE_FINE.and(cue.len().min(4) as u64).and(atom.fine));
    push(CUE_WORD.and(atoms.at(cue.start).word).and(atom.coarse));
    push(BOTH.and(source).and(opening.class).and(space));
    push(BOTH_COARSE.and(source).and(opening.class).and(atom.coarse));
}
