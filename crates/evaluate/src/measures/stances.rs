//! Stances. What is scored depends on what gold says: the class of a given pair of mentions, the polarity toward given
//! targets whoever holds it, or whole rows.

mod pairs;
mod rows;
mod targets;

use super::or_none;
use crate::Answers;
use crate::answers::Party;
use crate::cast::Cast;
use crate::finding::Finding;

pub(crate) fn findings(gold: &Answers, found: &Answers) -> Vec<Finding> {
    let Some(golds) = &gold.stances else {
        return Vec::new();
    };
    let founds = or_none(found.stances.as_ref());
    // A text of our own that happens to have two mentions and no stance is no pair.
    let is_plain = gold.actors.is_none();
    let (gold_cast, found_cast) = (Cast::of(gold), Cast::of(found));
    let (gold, found) = ((golds.as_slice(), &gold_cast), (founds, &found_cast));
    if golds.iter().any(|stance| stance.holder == Party::Anyone) {
        targets::findings(gold, found)
    } else if let [first, second] = gold_cast.mentions
        && is_plain
        && golds
            .iter()
            .all(|stance| matches!(stance.holder, Party::Span(_)))
    {
        pairs::findings(gold, found, [first.span, second.span])
    } else {
        rows::findings(gold, found)
    }
}

/// The stances of one side, and its mentions.
type Side<'a> = (&'a [crate::answers::Stance], &'a Cast<'a>);
