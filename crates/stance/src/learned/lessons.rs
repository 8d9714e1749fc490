//! Training: gold as examples, and the models that are learned from them.

use super::atoms::Atoms;
use super::find::{MOST_NAMES, is_candidate, links, near};
use super::model::{Judge, Models};
use super::scene::{Scene, Verdict, label};
use super::seen::Sink;
use super::{pair, toward};
use crate::FindStance;
use crate::sentence::Name;
use presswork_annotations::Polarity;
use presswork_learn::{Crf, CrfTraining, Feature, Marked, Observed};
use presswork_model::{BoxError, Document, Given, Span};
use serde::Serialize;

/// A stance of gold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gold {
    /// Who holds it; none if that is not said.
    pub holder: Option<Span>,
    /// Toward whom.
    pub target: Span,
    /// Which way.
    pub polarity: Polarity,
}

/// A document with the layers that the stage reads, and its gold.
#[derive(Debug)]
pub struct Lesson {
    /// The document.
    pub document: Document,
    /// What the stage should find.
    pub gold: Vec<Gold>,
    /// What gold tells.
    pub tells: Tells,
}

/// What the gold of a lesson tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// How the text speaks of some of its mentions.
    Toward,
    /// All that its mentions hold toward each other.
    Pairs,
    /// Both, of what was asked: what has no gold was not.
    Asked,
}

/// What a transformer is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Who may stand somehow toward the target; none if it is asked how the text speaks of that.
    pub holder: Option<Span>,
    /// Toward whom.
    pub target: Span,
    /// What is read.
    pub sentence: Span,
}

/// The bytes of the model files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// `model/toward.bin`
    pub toward: Vec<u8>,
    /// `model/pair.bin`
    pub pair: Vec<u8>,
}

/// Chosen by cross-validation within the lessons.
fn toward_training() -> CrfTraining {
    CrfTraining {
        epochs: 20,
        rate: 0.008,
        l1: 0.3,
        l2: 10.0,
        own: 32_000,
        ..CrfTraining::default()
    }
}

/// The same.
fn pair_training() -> CrfTraining {
    CrfTraining {
        epochs: 10,
        rate: 0.015,
        l1: 1.2,
        l2: 2.0,
        own: 32_000,
        ..CrfTraining::default()
    }
}

/// A text of one word, of which `features` hold.
fn example(features: &[Feature], label: usize) -> Marked {
    let mut observed = Observed::default();
    for &feature in features {
        observed.own(feature);
    }
    let kind = observed.end_kind();
    observed.word(kind);
    observed.end_sequence();
    Marked {
        observed,
        allowed: vec![1 << label],
    }
}

/// Learns both models. The second sees what the first says; their gold has no text in common.
pub(crate) fn train(stage: &FindStance, lessons: &[Lesson]) -> Result<Models, BoxError> {
    let may = |_, _| true;
    let mut examples = Vec::new();
    for lesson in told(lessons, Tells::Toward) {
        study(stage, lesson, |scene| towards(scene, lesson, &mut examples))?;
    }
    let toward = Crf::train(&toward_training(), &toward::LABELS, may, &examples, |_| {})?;
    examples.clear();
    let mut judge = Judge::default();
    for lesson in told(lessons, Tells::Pairs) {
        study(stage, lesson, |scene| {
            pairs(scene, lesson, (&toward, &mut judge), &mut examples);
        })?;
    }
    let pair = Crf::train(&pair_training(), &pair::LABELS, may, &examples, |_| {})?;
    Ok(Models { toward, pair })
}

/// The lessons that tell this.
fn told(lessons: &[Lesson], what: Tells) -> impl Iterator<Item = &Lesson> {
    lessons
        .iter()
        .filter(move |lesson| lesson.tells == what || lesson.tells == Tells::Asked)
}

/// What may be asked about the names of a document.
pub(crate) fn ask(stage: &FindStance, document: &Document) -> Result<Vec<Question>, BoxError> {
    let given = given(document)?;
    let mut questions = Vec::new();
    stage.read(document.text(), given, |sentence, _, rows| {
        let names = sentence.names.iter().filter(|name| is_candidate(name));
        let names: Vec<&Name> = names.take(MOST_NAMES).collect();
        let question = |holder: Option<&Name>, target: &Name| Question {
            holder: holder.map(|name| given.2[name.mention].span),
            target: given.2[target.mention].span,
            sentence: rows.evidence(),
        };
        for (i, target) in names.iter().enumerate() {
            questions.extend(target.person.then(|| question(None, target)));
            for holder in near(i, names.len()).map(|j| names[j]) {
                let linked = links(sentence, holder, target);
                questions.extend(linked.then(|| question(Some(holder), target)));
            }
        }
    })?;
    Ok(questions)
}

impl Models {
    pub(crate) fn files(&self) -> Files {
        Files {
            toward: self.toward.to_bytes(),
            pair: self.pair.to_bytes(),
        }
    }
}

/// Looks at each sentence of a lesson.
pub(super) fn study(
    stage: &FindStance,
    lesson: &Lesson,
    mut then: impl FnMut(&Scene<'_>),
) -> Result<(), BoxError> {
    let text = lesson.document.text();
    let given = given(&lesson.document)?;
    let mut atoms = Atoms::default();
    stage.read(text, given, |sentence, speech, rows| {
        atoms.fill(text, &stage.lexicon, sentence);
        then(&Scene {
            atoms: &atoms,
            sentence,
            speech,
            mentions: given.2,
            rows: rows.here(),
        });
    })?;
    Ok(())
}

fn given(document: &Document) -> Result<Given<'_, FindStance>, BoxError> {
    Ok((
        document.layer()?.ok_or("a lesson has no tokens")?,
        document.layer()?.ok_or("a lesson has no sentences")?,
        document.layer()?.ok_or("a lesson has no mentions")?,
        document.layer()?,
        document.layer()?,
    ))
}

fn towards(scene: &Scene<'_>, lesson: &Lesson, examples: &mut Vec<Marked>) {
    for name in &scene.sentence.names {
        let span = scene.mentions[name.mention].span;
        let about = |gold: &&Gold| gold.holder.is_none() && gold.target.overlaps(span);
        let gold = lesson.gold.iter().find(about);
        if let Some(gold) = gold {
            let mut features = Vec::new();
            scene.toward(name, &mut Sink::listing(&mut features));
            examples.push(example(&features, label(gold.polarity)));
        }
    }
}

fn pairs(
    scene: &Scene<'_>,
    lesson: &Lesson,
    (toward, judge): (&Crf, &mut Judge),
    examples: &mut Vec<Marked>,
) {
    let names = &scene.sentence.names;
    judge.enter();
    let verdicts: Vec<Verdict> = names
        .iter()
        .map(|name| judge.probabilities(toward, |sink| scene.toward(name, sink)))
        .collect();
    let span = |name: &Name| scene.mentions[name.mention].span;
    for (holder, &of_holder) in names.iter().zip(&verdicts) {
        for (target, &of_target) in names.iter().zip(&verdicts) {
            if holder.mention == target.mention {
                continue;
            }
            let gold = lesson.gold.iter().find(|gold| {
                gold.target.overlaps(span(target))
                    && gold.holder.is_some_and(|gold| gold.overlaps(span(holder)))
            });
            if gold.is_none() && lesson.tells == Tells::Asked {
                continue;
            }
            let mut features = Vec::new();
            let mut sink = Sink::listing(&mut features);
            scene.pair((*holder, of_holder), (*target, of_target), &mut sink);
            examples.push(example(
                &features,
                gold.map_or(0, |gold| label(gold.polarity)),
            ));
        }
    }
}
