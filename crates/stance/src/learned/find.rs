//! Finds the stances of a sentence that no rule found.

use super::atoms::Atoms;
use super::model::{Judge, Models};
use super::scene::{Scene, Verdict};
use crate::lexicon::Lexicon;
use crate::rows::Rows;
use crate::sentence::{Name, Sentence};
use crate::speech::Speech;
use presswork_annotations::{Form, Holder, Mention, Polarity, Stance};
use presswork_model::{Layer, Text};

/// Of how many names a sentence is looked at; more are a list.
const MOST_NAMES: usize = 16;
/// How many names apart two may stand.
const MOST_BETWEEN: usize = 4;
/// By what the probabilities of opposition and support are multiplied before the likeliest label is taken; chosen on
/// held-out documents for macro-F1. Forward is to a target that stands behind its holder.
const TOWARD: [f32; 2] = [1.0, 1.0];
const FORWARD: [f32; 2] = [2.0, 2.0];
const BACKWARD: [f32; 2] = [5.0, 5.0];
/// The models tell which way someone stands, not how strongly.
const STRENGTH: f32 = 0.5;

/// Judges the names of one sentence after another.
#[derive(Debug)]
pub(crate) struct Finder<'m> {
    models: &'m Models,
    pub(super) atoms: Atoms,
    judge: Judge,
    verdicts: Vec<Verdict>,
    found: Vec<Stance>,
}

/// The likelier of opposition and support, if it is likely enough.
fn polarity([none, oppose, support]: [f32; 3], factors: [f32; 2]) -> Option<(Polarity, f32)> {
    let (oppose_more, support_more) = (oppose * factors[0], support * factors[1]);
    if none >= oppose_more.max(support_more) {
        None
    } else if oppose_more >= support_more {
        Some((Polarity::Oppose, oppose))
    } else {
        Some((Polarity::Support, support))
    }
}

impl<'m> Finder<'m> {
    pub(crate) fn new(models: &'m Models) -> Self {
        Self {
            models,
            atoms: Atoms::default(),
            judge: Judge::default(),
            verdicts: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Adds to `rows` what the models find in `sentence`, whose rows so far are those of the rules.
    pub(crate) fn read(
        &mut self,
        (text, lexicon): (&Text, &Lexicon),
        sentence: &Sentence<'_>,
        speech: &Speech<'_>,
        mentions: &Layer<Mention>,
        rows: &mut Rows<'_>,
    ) {
        self.atoms.fill(text, lexicon, sentence);
        let scene = Scene {
            atoms: &self.atoms,
            sentence,
            speech,
            mentions,
            rows: rows.here(),
        };
        let names = &sentence.names[..sentence.names.len().min(MOST_NAMES)];
        self.verdicts.clear();
        for name in names {
            scene.toward(name, &mut self.judge.features);
            let verdict = self.judge.probabilities(&self.models.toward);
            self.verdicts.push(verdict);
        }
        self.found.clear();
        let row = |holder, target: &Name, (polarity, score), rule: &'static str| Stance {
            span: rows.evidence(),
            holder,
            target: target.mention,
            polarity,
            strength: STRENGTH,
            attribution: speech.speaker(mentions[target.mention].span).1,
            negated: false,
            hypothetical: sentence.conditional(target.first),
            score,
            rule: rule.into(),
        };
        for (i, holder) in names.iter().enumerate() {
            let near = i.saturating_sub(MOST_BETWEEN)..(i + MOST_BETWEEN + 1).min(names.len());
            for j in near.filter(|&j| j != i) {
                let target = &names[j];
                if !(is_party(holder) && is_party(target)) {
                    continue;
                }
                scene.pair(
                    (holder, self.verdicts[i]),
                    (target, self.verdicts[j]),
                    &mut self.judge.features,
                );
                let probabilities = self.judge.probabilities(&self.models.pair);
                let factors = if i < j { FORWARD } else { BACKWARD };
                if let Some(found) = polarity(probabilities, factors) {
                    let holder = Holder::Mention(holder.mention);
                    self.found.push(row(holder, target, found, "model:pair"));
                }
            }
        }
        for (name, &verdict) in names.iter().zip(&self.verdicts) {
            let Some(found) = polarity(verdict, TOWARD).filter(|_| is_party(name)) else {
                continue;
            };
            let known = |row: &Stance| row.target == name.mention && row.polarity == found.0;
            if rows.here().iter().chain(&self.found).any(known) {
                continue;
            }
            let holder = match speech.speaker(mentions[name.mention].span).0 {
                // Whoever is named in this sentence was judged with the target already.
                Holder::Mention(holder) if names.iter().any(|name| name.mention == holder) => {
                    Holder::Unknown
                }
                Holder::Author if self.atoms.at(name.first).quoted() => Holder::Unknown,
                holder => holder,
            };
            self.found.push(row(holder, name, found, "model:toward"));
        }
        for row in self.found.drain(..) {
            rows.add_found(row);
        }
    }
}

fn is_party(name: &Name) -> bool {
    name.party && (name.form != Form::Pronoun || name.known)
}
