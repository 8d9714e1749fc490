//! Sentences: from the places where one may end to those where one does.

use crate::joint::Joint;
use crate::scan::Scanned;
use presswork_annotations::{Block, BlockKind, Sentence};

/// The sentences of a text, given its tokens and blocks. Where no stop stands, `decide` says whether one ends before a token.
pub(crate) fn sentences(
    text: &str,
    scanned: &Scanned,
    blocks: &[Block],
    mut decide: impl FnMut(&Joint<'_>, usize) -> bool,
) -> Vec<Sentence> {
    let tokens = &scanned.tokens;
    let mut joint = Joint::new(text, tokens);
    let mut sentences =
        Vec::with_capacity(scanned.stops.len() + scanned.gaps.len() + blocks.len() + 1);
    let mut stops = scanned.stops.iter().map(|&stop| stop as usize).peekable();
    let mut first = 0;
    for end in passages(scanned, blocks) {
        let mut cut = |next: usize| {
            if next > first {
                sentences.push(Sentence {
                    span: tokens[first].span.to(tokens[next - 1].span),
                });
                first = next;
            }
        };
        joint.enter(end);
        // The first token behind the places that were decided.
        let mut at = joint.start + 1;
        loop {
            let stop = stops.next_if(|&stop| stop < end);
            for next in at..stop.map_or(end, |stop| stop + 1) {
                if joint.is_open(next) && decide(&joint, next) {
                    cut(next);
                }
            }
            let Some(stop) = stop else { break };
            if joint.leads_in(stop) {
                cut(stop);
                at = stop + 1;
                continue;
            }
            let next = joint.after_stop(stop);
            // What goes with a stop ends no sentence of its own.
            while stops.next_if(|&stop| stop < next).is_some() {}
            if next < end && (joint.is_plain(stop, next) || joint.cuts(stop, next)) {
                cut(next);
            }
            at = next + 1;
        }
        cut(end);
    }
    sentences
}

/// Where the passages end that no sentence crosses: at blank lines and at both edges of every block. A credit lies inside
/// its caption and does not cut it.
fn passages(scanned: &Scanned, blocks: &[Block]) -> Vec<usize> {
    let tokens = &scanned.tokens;
    let mut ends: Vec<_> = scanned.gaps.iter().map(|&gap| gap as usize).collect();
    let blocks = blocks
        .iter()
        .filter(|block| block.kind != BlockKind::Credit);
    let edges = blocks.flat_map(|block| [block.span.start(), block.span.end()]);
    ends.extend(edges.map(|edge| tokens.partition_point(|token| token.span.start() < edge)));
    ends.push(tokens.len());
    ends.sort_unstable();
    ends
}
