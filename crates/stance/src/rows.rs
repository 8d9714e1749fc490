//! Collecting rows: polarity, strength and score of a finding, and one row of several that say the same.

use crate::lexicon::Entry;
use presswork_annotations::{Attribution, Holder, Mention, Polarity, Stance};
use presswork_model::{Id, Layer, Span};

/// What a rule has read at a place.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct Reading {
    pub(crate) negated: bool,
    pub(crate) hypothetical: bool,
    /// Whether the polarity is turned round for another reason than negation.
    pub(crate) turned: bool,
    /// How sure the rule is, from 0 to 1.
    pub(crate) sure: f32,
    /// Whether no rule stands behind it.
    pub(crate) guessed: bool,
    /// What intensifiers add to or take from the strength.
    pub(crate) intensity: f32,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            negated: false,
            hypothetical: false,
            turned: false,
            guessed: false,
            sure: 1.0,
            intensity: 0.0,
        }
    }
}

/// The rows of a document, and those of the sentence being read.
pub(crate) struct Rows<'a> {
    mentions: &'a Layer<Mention>,
    least: f32,
    found: Vec<Stance>,
    /// Where the rows of this sentence begin.
    first: usize,
    evidence: Span,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(mentions: &'a Layer<Mention>, least: f32) -> Self {
        Self {
            mentions,
            least,
            found: Vec::new(),
            first: 0,
            evidence: Span::new(0, 0),
        }
    }

    /// Begins the rows whose evidence is `sentence`.
    pub(crate) fn enter(&mut self, sentence: Span) {
        self.finish();
        self.evidence = sentence;
    }

    /// The sentence at hand.
    pub(crate) fn evidence(&self) -> Span {
        self.evidence
    }

    /// Adds what a model found, unless it is about its holder or a rule says it.
    pub(crate) fn add_found(&mut self, mut row: Stance) {
        let own = matches!(row.holder, Holder::Mention(id) if self.same(id, row.target));
        let said = |known: &Stance| {
            self.same_holder(known.holder, row.holder) && self.same(known.target, row.target)
        };
        if own || row.strength < self.least || self.here().iter().any(said) {
            return;
        }
        row.score = hundredths(row.score);
        self.found.push(row);
    }

    /// Drops the rows of the sentence at hand that are not to be kept.
    pub(crate) fn keep(&mut self, is_kept: impl FnMut(&Stance) -> bool) {
        let mut here = self.found.split_off(self.first);
        here.retain(is_kept);
        self.found.append(&mut here);
    }

    /// The rows of the sentence at hand.
    pub(crate) fn here(&self) -> &[Stance] {
        &self.found[self.first..]
    }

    pub(crate) fn into_rows(mut self) -> Vec<Stance> {
        self.finish();
        self.found
    }

    fn finish(&mut self) {
        let key = |row: &Stance| {
            let holder = match row.holder {
                Holder::Mention(id) => (0, id.index()),
                Holder::Author => (1, 0),
                Holder::Unknown => (2, 0),
            };
            (holder, row.target, row.polarity)
        };
        self.found[self.first..].sort_by_key(key);
        self.first = self.found.len();
    }

    /// Adds that `holder` stands toward `target` as `entry` says, unless it is about itself or said better already.
    pub(crate) fn add(
        &mut self,
        entry: &Entry,
        reading: Reading,
        parties: (Holder, Id<Mention>),
        attribution: Option<Id<Attribution>>,
    ) {
        let (holder, target) = parties;
        if matches!(holder, Holder::Mention(id) if self.same(id, target)) {
            return;
        }
        let negated = reading.negated;
        let polarity = match (entry.polarity, negated != reading.turned) {
            (Polarity::Support, true) => Polarity::Oppose,
            // Who does not condemn or attack does not support for that.
            (Polarity::Oppose, true) if negated && entry.rule.starts_with("verb:") => {
                Polarity::Neutral
            }
            (Polarity::Oppose, true) => Polarity::Support,
            (same, _) => same,
        };
        let weaken = |value: f32, if_so: bool, by: f32| if if_so { value * by } else { value };
        let strength = (entry.strength + reading.intensity).clamp(0.0, 1.0);
        // Who does not condemn hardly supports; who does not support opposes rather.
        let denied = if entry.polarity == Polarity::Oppose {
            0.45
        } else {
            0.6
        };
        let strength = weaken(weaken(strength, negated, denied), reading.turned, 0.8);
        if strength < self.least || entry.strength == 0.0 {
            return;
        }
        let score = weaken(0.9 * reading.sure, negated, 0.7);
        let score = weaken(score, reading.hypothetical, 0.6);
        let row = Stance {
            span: self.evidence,
            holder,
            target,
            polarity,
            strength: hundredths(strength),
            attribution,
            negated,
            hypothetical: reading.hypothetical,
            score: hundredths(score),
            rule: match entry.rule.split_once(':') {
                Some((_, word)) if reading.guessed => format!("nearby:{word}").into(),
                _ => String::from(&*entry.rule).into(),
            },
        };
        let said = self.found[self.first..].iter().position(|known| {
            known.polarity == row.polarity
                && self.same_holder(known.holder, row.holder)
                && self.same(known.target, row.target)
        });
        match said {
            Some(i) => {
                let known = &mut self.found[self.first + i];
                if row.strength * row.score > known.strength * known.score {
                    *known = row;
                }
            }
            // A sentence that says more than this is a list, and comparing each with each would take too long.
            None if self.found.len() - self.first < 64 => self.found.push(row),
            None => {}
        }
    }

    fn same_holder(&self, one: Holder, other: Holder) -> bool {
        match (one, other) {
            (Holder::Mention(one), Holder::Mention(other)) => self.same(one, other),
            _ => one == other,
        }
    }

    /// Whether two mentions mean the same, or one is part of the other.
    fn same(&self, one: Id<Mention>, other: Id<Mention>) -> bool {
        let (Some(a), Some(b)) = (self.mentions.get_id(one), self.mentions.get_id(other)) else {
            return true;
        };
        one == other || a.actor.is_some() && a.actor == b.actor || a.span.overlaps(b.span)
    }
}

fn hundredths(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}
