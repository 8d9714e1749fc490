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
const MOST_NAMES: usize = 12;
/// How many names and how many tokens apart two may stand.
const MOST_APART: usize = 2;
const FARTHEST: usize = 40;
/// How many tokens before and behind two names a word may stand that links them.
const BEFORE: usize = 4;
const BEHIND: usize = 8;
/// Two of whom a sentence speaks more surely in neither way than this hardly stand for or against each other.
const MOST_NEUTRAL: f32 = 0.5;
/// By what the probabilities of opposition and support are multiplied before the likeliest label is taken; chosen on
/// held-out documents for macro-F1. Forward is to a target that stands behind its holder.
const TOWARD: [f32; 2] = [1.0, 1.0];
const FORWARD: [f32; 2] = [1.5, 1.5];
const BACKWARD: [f32; 2] = [3.0, 3.0];
/// The models tell which way someone stands, not how strongly.
const STRENGTH: f32 = 0.5;
/// How sure rows are that the model of pairs is sure of: it learned of pairs that stand there for a reason.
const SURE_PAIR: f32 = 0.6;
/// The same of how a sentence speaks of someone: in ordinary news most of it is no stance of anyone in particular.
const SURE_TOWARD: f32 = 0.5;

/// What finders use again from document to document.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    atoms: Atoms,
    toward: Judge,
    pair: Judge,
}

/// Judges the names of one sentence after another.
pub(crate) struct Finder<'m> {
    models: &'m Models,
    pub(crate) memory: Memory,
    candidates: Vec<(Name, Option<Verdict>)>,
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
    pub(crate) fn new(models: &'m Models, memory: Memory) -> Self {
        Self {
            models,
            memory,
            candidates: Vec::new(),
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
        // A sentence without a word that links anyone to anyone tells at most how it speaks of someone.
        let linked = !sentence.triggers.is_empty();
        let is_asked = |name: &&Name| is_candidate(name) && (linked || name.person);
        if !sentence.names.iter().any(|name| is_asked(&name)) {
            return;
        }
        let Memory {
            atoms,
            toward,
            pair,
        } = &mut self.memory;
        atoms.fill(text, lexicon, sentence);
        toward.enter();
        pair.enter();
        let scene = Scene {
            atoms,
            sentence,
            speech,
            mentions,
            rows: rows.here(),
        };
        self.candidates.clear();
        self.found.clear();
        let listed = || sentence.names.iter().filter(|name| is_candidate(name));
        for (i, name) in listed().take(MOST_NAMES).enumerate() {
            let (before, after) = (i.saturating_sub(MOST_APART), 2 * MOST_APART + 1);
            let mut near = listed().skip(before).take(after);
            let is_linked =
                near.any(|other| other.first != name.first && links(sentence, name, other));
            // Of others than people the model knows little; what it says of them serves the pairs alone.
            let verdict = (name.person || is_linked).then(|| {
                toward.probabilities(&self.models.toward, |sink| scene.toward(name, sink))
            });
            self.candidates.push((*name, verdict));
        }
        let row = |holder,
                   target: &Name,
                   (polarity, score): (Polarity, f32),
                   rule: &'static str| Stance {
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
        for (i, &(holder, of_holder)) in self.candidates.iter().enumerate() {
            let near = i.saturating_sub(MOST_APART)..self.candidates.len().min(i + MOST_APART + 1);
            for j in near.filter(|&j| j != i) {
                let (target, of_target) = self.candidates[j];
                let (Some(of_holder), Some(of_target)) = (of_holder, of_target) else {
                    continue;
                };
                if of_holder[0].min(of_target[0]) > MOST_NEUTRAL
                    || !links(sentence, &holder, &target)
                {
                    continue;
                }
                let factors = if i < j { FORWARD } else { BACKWARD };
                let times = factors[0].max(factors[1]);
                let judged = pair.unless_led(&self.models.pair, times, |sink| {
                    scene.pair((holder, of_holder), (target, of_target), sink);
                });
                let found = judged.and_then(|judged| polarity(judged, factors));
                if let Some((polarity, probability)) = found {
                    let found = (polarity, probability * SURE_PAIR);
                    let holder = Holder::Mention(holder.mention);
                    self.found.push(row(holder, &target, found, "model:pair"));
                }
            }
        }
        for (name, verdict) in &self.candidates {
            let found = verdict.and_then(|verdict| polarity(verdict, TOWARD));
            let Some(found) = found.filter(|_| name.person) else {
                continue;
            };
            let known = |row: &Stance| row.target == name.mention && row.polarity == found.0;
            if rows.here().iter().chain(&self.found).any(known) {
                continue;
            }
            let found = (found.0, found.1 * SURE_TOWARD);
            // Whoever is named in this sentence was judged with the target already.
            let named = |holder| {
                self.candidates
                    .iter()
                    .any(|(name, _)| name.mention == holder)
            };
            let holder = match speech.speaker(mentions[name.mention].span).0 {
                Holder::Mention(holder) if !named(holder) => Holder::Mention(holder),
                _ => Holder::Unknown,
            };
            self.found.push(row(holder, name, found, "model:toward"));
        }
        for row in self.found.drain(..) {
            rows.add_found(row);
        }
    }
}

/// Whether a word that may link two names stands between or near them.
fn links(sentence: &Sentence<'_>, one: &Name, other: &Name) -> bool {
    let (first, end) = (one.first.min(other.first), one.end.max(other.end));
    let from = sentence.triggers.partition_point(|&at| at + BEFORE < first);
    end - first <= FARTHEST
        && sentence
            .triggers
            .get(from)
            .is_some_and(|&at| at < end + BEHIND)
}

/// Whether the models know the like of it: they learned of people, parties and countries by name, not of "the lawyer".
fn is_candidate(name: &Name) -> bool {
    let named = match name.form {
        Form::Name => true,
        Form::Pronoun => name.known,
        Form::Nominal => false,
    };
    name.party && named
}
