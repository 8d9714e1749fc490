//! The measures, a file a layer. Each compares what gold and result say of one document.

mod actors;
mod attributions;
mod mentions;
mod page;
mod pictures;
mod quantities;
mod stances;
mod times;

use crate::finding::Finding;
use crate::{Answers, Names};

/// All measures of the layers that gold holds and the result can be asked for.
pub(crate) fn all(
    gold: &Answers,
    found: &Answers,
    names: &Names,
    wanted: &dyn Fn(&str) -> bool,
) -> Vec<Finding> {
    let mut findings = page::findings(gold, found);
    findings.extend(mentions::findings(gold, found, names));
    findings.extend(actors::findings(gold, found));
    findings.extend(attributions::findings(gold, found));
    findings.extend(stances::findings(gold, found));
    findings.extend(quantities::findings(gold, found));
    findings.extend(times::findings(gold, found));
    findings.extend(pictures::findings(gold, found));
    findings.retain(|finding| wanted(finding.layer));
    findings
}

/// A layer of the result; one that it lacks is empty.
fn or_none<T>(layer: Option<&Vec<T>>) -> &[T] {
    layer.map_or(&[], Vec::as_slice)
}
