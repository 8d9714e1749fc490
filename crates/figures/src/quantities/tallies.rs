//! Two numbers that are set against each other: ratios ("3:1", "three to one"), which are quantities, and votes and scores
//! ("52 to 48"), which are none.

use super::{Finder, plain};
use crate::amounts::{Amount, Counted};
use crate::bounds;
use crate::change;
use crate::literal::Literal;
use crate::number::{self, Shape};
use presswork_annotations::Quantity;
use rust_decimal::Decimal;

/// How far ahead of two numbers the word may stand that tells what they are, in atoms.
const REACH: usize = 8;

impl Finder<'_> {
    /// The end of two numbers of which `low` is the first, if they are a ratio, which is found, or a vote or a score.
    pub(super) fn set_against(&self, low: &Amount, found: &mut Vec<Quantity>) -> Option<usize> {
        let (other, end) = self.against(low)?;
        if self.is_ratio(low, end)
            && let Some(value) = low.number.value.checked_div(other)
            && !value.is_zero()
        {
            let atoms = self.clause.atoms;
            let hedge = bounds::read(atoms, low.first, end);
            let value = hedge.bound.amount(value.round_dp(6).normalize());
            let mut quantity = plain(atoms.span(low.first, end), value);
            quantity.approximate = hedge.approximate;
            found.push(quantity);
            return Some(end);
        }
        self.is_tally(low, other, end).then_some(end)
    }

    /// Whether one of `words` stands ahead of a number.
    fn told_by(&self, low: &Amount, words: &[&str]) -> bool {
        let ahead = low.first.saturating_sub(REACH)..low.first;
        ahead
            .into_iter()
            .any(|at| words.contains(&self.clause.atoms.str(at)))
    }

    /// "a ratio of 3:1", "outnumbered three to one", "a 2-to-1 margin": how many times larger one is than the other.
    fn is_ratio(&self, low: &Amount, end: usize) -> bool {
        let atoms = self.clause.atoms;
        let words = [
            "ratio",
            "ratios",
            "odds",
            "margin",
            "outnumber",
            "outnumbered",
            "outnumbers",
            "proportion",
        ];
        let behind = atoms.past_hyphen(end);
        self.told_by(low, &words) || words.contains(&atoms.str(behind))
    }

    /// "voted 52 to 48", "won 3 to 1": a vote or a score.
    fn is_tally(&self, low: &Amount, other: Decimal, end: usize) -> bool {
        let atoms = self.clause.atoms;
        let words = [
            "vote", "votes", "voted", "voting", "beat", "beaten", "defeated", "won", "win", "lost",
            "led", "leads", "passed", "approved", "rejected", "ruled", "decision", "verdict",
            "score", "tied", "split",
        ];
        let told = self.told_by(low, &words);
        // "lost 48 to 52"
        let close = words.contains(&atoms.str_before(low.first, 1));
        let falls = low.number.value >= other;
        let led = atoms.before(low.first).entry.literal;
        let ranged = matches!(led, Literal::From | Literal::Between);
        let counts = crate::nouns::plural(atoms, end).is_some() && !falls;
        let changes = change::read(atoms, low.first, end).is_some();
        (told || falls) && !ranged && !counts && (close || !changes)
    }

    /// The whole number without a unit that `low`, which has none either, is set against with "to", and its end.
    fn against(&self, low: &Amount) -> Option<(Decimal, usize)> {
        let atoms = self.clause.atoms;
        let plain = |shape: Shape| matches!(shape, Shape::Bare(1..=3) | Shape::Words);
        let at = low.number.end;
        let hyphen = atoms.past_hyphen(at);
        let colon = atoms.sign(at, ':') && atoms.at(at).glued && atoms.at(at + 1).glued;
        let to = if colon { at } else { hyphen };
        if low.prefixed
            || !plain(low.number.shape)
            || !matches!(low.counted, Counted::Bare)
            || !(colon || atoms.is(to, Literal::To))
        {
            return None;
        }
        let second = atoms.past_hyphen(to + 1);
        let Ok(other) = number::read(atoms, second)? else {
            return None;
        };
        let high = self.amounts.read(second)?.ok()?;
        let bare = matches!(high.counted, Counted::Bare | Counted::Noun(..)) && !high.prefixed;
        let whole =
            plain(other.shape) && !other.value.is_zero() && self.clause.time_at(second).is_none();
        (bare && whole).then_some((other.value, other.end))
    }
}
