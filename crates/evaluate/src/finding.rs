//! `Finding`: one measure over one document, with its faults.

use crate::Score;
use crate::matching::Matching;
use presswork_model::Span;
use std::collections::BTreeMap;

/// What one side says at one place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry {
    pub(crate) span: Option<Span>,
    /// What it is counted under.
    pub(crate) class: String,
    /// What is said, for the list of faults.
    pub(crate) what: String,
}

impl Entry {
    pub(crate) fn at(span: Span, class: &str) -> Self {
        Self {
            span: Some(span),
            class: class.to_owned(),
            what: class.to_owned(),
        }
    }
}

/// How the score of a measure is made of those of its classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Average {
    /// Counts are summed.
    Micro,
    /// The mean of the F1 of the classes: each class weighs the same, however rare.
    Macro,
}

/// A miss or a false find.
#[derive(Clone, Debug)]
pub(crate) struct Flaw {
    pub(crate) missed: bool,
    pub(crate) span: Option<Span>,
    pub(crate) what: String,
}

/// One measure over one document.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) layer: &'static str,
    pub(crate) measure: &'static str,
    pub(crate) average: Average,
    pub(crate) classes: BTreeMap<String, Score>,
    pub(crate) flaws: Vec<Flaw>,
}

impl Finding {
    /// Counts what is right on both sides, by class.
    pub(crate) fn new(
        layer: &'static str,
        measure: &'static str,
        (gold, found): (&[Entry], &[Entry]),
        matching: &Matching,
    ) -> Self {
        let mut classes: BTreeMap<String, Score> = BTreeMap::new();
        for (entry, &right) in gold.iter().zip(&matching.gold) {
            let score = classes.entry(entry.class.clone()).or_default();
            score.gold += 1;
            score.gold_right += f64::from(u8::from(right));
        }
        for (entry, &right) in found.iter().zip(&matching.found) {
            let score = classes.entry(entry.class.clone()).or_default();
            score.found += 1;
            score.found_right += f64::from(u8::from(right));
        }
        if classes.is_empty() {
            classes.insert(String::new(), Score::default());
        }
        Self {
            layer,
            measure,
            average: Average::Micro,
            classes,
            flaws: Vec::new(),
        }
    }

    /// A score that is no count of entries.
    pub(crate) fn of_score(layer: &'static str, measure: &'static str, score: Score) -> Self {
        Self::of_class(layer, measure, String::new(), score)
    }

    /// A score that is no count of entries, of one class.
    pub(crate) fn of_class(
        layer: &'static str,
        measure: &'static str,
        class: String,
        score: Score,
    ) -> Self {
        Self {
            layer,
            measure,
            average: Average::Micro,
            classes: BTreeMap::from([(class, score)]),
            flaws: Vec::new(),
        }
    }

    pub(crate) fn averaged(mut self, average: Average) -> Self {
        self.average = average;
        self
    }

    /// Adds every miss and false find.
    pub(crate) fn listed(
        mut self,
        (gold, found): (&[Entry], &[Entry]),
        matching: &Matching,
    ) -> Self {
        let wrong = |entries: &[Entry], right: &[bool], missed: bool| {
            let wrong = entries.iter().zip(right).filter(|(_, right)| !**right);
            let flaw = |(entry, _): (&Entry, &bool)| Flaw {
                missed,
                span: entry.span,
                what: entry.what.clone(),
            };
            wrong.map(flaw).collect::<Vec<_>>()
        };
        self.flaws = wrong(gold, &matching.gold, true);
        self.flaws.extend(wrong(found, &matching.found, false));
        self
    }
}
