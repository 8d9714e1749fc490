//! Training: gold attributions as examples, and the models that are learned from them.

use super::gate::Counts;
use super::parts::Observer;
use super::{Atoms, Frame, Gate, Models, Part, find, heads, judge, parts};
use crate::draft::Draft;
use crate::words::Words;
use crate::{Attribute, Sentences};
use presswork_annotations::{Extent, Sentence};
use presswork_learn::{Classifier, Example, Feature, Tagged, Tagger, Training, TrainingError};
use presswork_model::{Document, Given, Layer, LayerError};
use std::collections::BTreeMap;
use std::ops::Range;

/// An attribution of gold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gold {
    /// Who says it; none if the text does not say.
    pub source: Option<Extent>,
    /// The words that lay it to the source.
    pub cue: Extent,
    /// What is said.
    pub content: Extent,
}

/// A document with the layers that the stage reads, and its gold.
#[derive(Debug)]
pub struct Lesson {
    /// The document.
    pub document: Document,
    /// What the stage should find.
    pub gold: Vec<Gold>,
}

/// The bytes of the model files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// `model/gate.bin`
    pub gate: Vec<u8>,
    /// `model/heads.bin`
    pub heads: Vec<u8>,
    /// `model/parts.bin`
    pub parts: Vec<u8>,
    /// `model/judge.bin`
    pub judge: Vec<u8>,
}

/// Each model sees what the ones before it say of documents that they have not learned from: of this many parts of the
/// lessons, those but one train the models for that one.
const FOLDS: usize = 3;
/// Each example is shown so often, each time with another fifth of its features left out: so no weight leans on others.
const COPIES: u64 = 3;
const DROPPED: u64 = 5;

/// A lesson, looked at.
struct Study<'a> {
    words: &'a Words<'a>,
    sentences: &'a Layer<Sentence>,
    atoms: Atoms<'a>,
    /// The tokens of each cue.
    cues: Vec<(Range<usize>, &'a Gold)>,
}

/// Learns all models. `report` is told what is done.
pub(crate) fn train(
    stage: &Attribute,
    lessons: &[Lesson],
    mut report: impl FnMut(String),
) -> Result<Models, TrainingError> {
    let rates = Rates::count(stage, lessons);
    let gate = rates.gate(stage, lessons);
    let settings = |bits, epochs| Training {
        bits,
        epochs,
        ..Training::default()
    };
    let others = |fold: usize| {
        lessons
            .iter()
            .enumerate()
            .filter(move |(i, _)| i % FOLDS != fold)
    };

    let mut heads = Vec::new();
    for fold in 0..=FOLDS {
        let mut examples = Vec::new();
        for (_, lesson) in others(fold) {
            study(stage, lesson, |study| {
                rates.heads(study, &gate, &mut examples);
            });
        }
        report(format!(
            "heads {fold} of {FOLDS}: {} examples",
            examples.len()
        ));
        heads.push(Classifier::train(
            &settings(17, 5),
            &heads::LABELS,
            &examples,
            &[],
            |_| {},
        )?);
    }
    let mut taggers = Vec::new();
    for fold in 0..=FOLDS {
        let mut examples = Vec::new();
        for (i, lesson) in others(fold) {
            let model = &heads[i % FOLDS];
            study(stage, lesson, |study| {
                rates.parts(study, &gate, model, &mut examples);
            });
        }
        report(format!(
            "parts {fold} of {FOLDS}: {} examples",
            examples.len()
        ));
        taggers.push(Tagger::train(
            &settings(18, 4),
            &parts::LABELS,
            &examples,
            &[],
            |_| {},
        )?);
    }
    let mut examples = Vec::new();
    let mut models = Models {
        judge: Classifier::train(&settings(1, 1), &judge::LABELS, &[], &[], |_| {})?,
        gate,
        heads: heads.swap_remove(FOLDS),
        parts: taggers.swap_remove(FOLDS),
    };
    for fold in 0..FOLDS {
        let seen = Models {
            heads: heads[fold].clone(),
            parts: taggers[fold].clone(),
            ..models.clone()
        };
        for (i, lesson) in lessons.iter().enumerate() {
            if i % FOLDS == fold {
                study(stage, lesson, |study| judged(study, &seen, &mut examples));
            }
        }
    }
    report(format!("judge: {} examples", examples.len()));
    models.judge = Classifier::train(&settings(17, 5), &judge::LABELS, &examples, &[], |_| {})?;
    Ok(models)
}

impl Models {
    pub(crate) fn files(&self) -> Files {
        Files {
            gate: self.gate.to_bytes(),
            heads: self.heads.to_bytes(),
            parts: self.parts.to_bytes(),
            judge: self.judge.to_bytes(),
        }
    }
}

/// Looks at a lesson; one that lacks layers teaches nothing.
fn study(stage: &Attribute, lesson: &Lesson, then: impl FnOnce(&Study<'_>)) {
    let Ok(Some(given)) = given(&lesson.document) else {
        return;
    };
    let (_, sentences, mentions, _) = given;
    stage.with_words(lesson.document.text(), given, |words, _| {
        let drafts: Vec<Draft> = crate::cued(words, sentences);
        then(&Study {
            words,
            sentences,
            atoms: Atoms::new(words, mentions, &drafts),
            cues: cues(words, &lesson.gold),
        });
    });
}

fn given(document: &Document) -> Result<Option<Given<'_, Attribute>>, LayerError> {
    let (tokens, sentences, mentions) = (document.layer()?, document.layer()?, document.layer()?);
    let blocks = document.layer()?;
    Ok(match (tokens, sentences, mentions) {
        (Some(tokens), Some(sentences), Some(mentions)) => {
            Some((tokens, sentences, mentions, blocks))
        }
        _ => None,
    })
}

/// The tokens of each cue.
fn cues<'g>(words: &Words<'_>, gold: &'g [Gold]) -> Vec<(Range<usize>, &'g Gold)> {
    let tokens = gold.iter().map(|one| {
        let span = one.cue.span();
        let first = words
            .tokens
            .partition_point(|token| token.span.end() <= span.start());
        (first..words.at_or_after(span.end()), one)
    });
    tokens.filter(|(cue, _)| !cue.is_empty()).collect()
}

/// How often words stand in cues, and at all: so the head of a cue is known, its word that stands in cues most often.
struct Rates(BTreeMap<u64, [f32; 2]>);

impl Rates {
    fn count(stage: &Attribute, lessons: &[Lesson]) -> Self {
        let mut rates: BTreeMap<u64, [f32; 2]> = BTreeMap::new();
        for lesson in lessons {
            study(stage, lesson, |study| {
                for i in 0..study.words.tokens.len() {
                    rates.entry(study.atoms.at(i).word).or_default()[1] += 1.0;
                }
                for (cue, _) in &study.cues {
                    for i in cue.clone() {
                        rates.entry(study.atoms.at(i).word).or_default()[0] +=
                            1.0 / cue.len() as f32;
                    }
                }
            });
        }
        Self(rates)
    }

    fn head(&self, study: &Study<'_>, cue: &Range<usize>) -> usize {
        let rate = |i: usize| {
            let [inside, all] = self
                .0
                .get(&study.atoms.at(i).word)
                .copied()
                .unwrap_or([0.0, 1.0]);
            (inside + 0.02) / (all + 2.0)
        };
        let best = cue.clone().max_by(|&a, &b| rate(a).total_cmp(&rate(b)));
        best.unwrap_or(cue.start)
    }

    fn gate(&self, stage: &Attribute, lessons: &[Lesson]) -> Gate {
        let mut counts = Counts::default();
        for lesson in lessons {
            study(stage, lesson, |study| {
                let heads: Vec<usize> = study
                    .cues
                    .iter()
                    .map(|(cue, _)| self.head(study, cue))
                    .collect();
                for i in 0..study.words.tokens.len() {
                    let atom = study.atoms.at(i);
                    counts.add(atom.word, atom.fine, heads.contains(&i));
                }
            });
        }
        counts.gate()
    }

    /// Words that pass the gate, and whether they are heads.
    fn heads(&self, study: &Study<'_>, gate: &Gate, examples: &mut Vec<Example>) {
        let heads: Vec<usize> = study
            .cues
            .iter()
            .map(|(cue, _)| self.head(study, cue))
            .collect();
        for (_, scope) in Sentences::new(study.words, study.sentences) {
            for i in scope.low..scope.high {
                let atom = study.atoms.at(i);
                if !gate.opens(atom.word, atom.fine) {
                    continue;
                }
                let mut features = Vec::new();
                heads::observe(&study.atoms, i, scope, |feature| features.push(feature));
                let label = usize::from(heads.contains(&i));
                examples.extend((0..COPIES).map(|copy| Example {
                    features: thinned(&features, i, copy),
                    label,
                }));
            }
        }
    }

    /// The heads of gold, and what the units around them are.
    fn parts(
        &self,
        study: &Study<'_>,
        gate: &Gate,
        model: &Classifier,
        examples: &mut Vec<Tagged>,
    ) {
        let Study {
            words,
            sentences,
            atoms,
            cues,
        } = study;
        let found = find::heads((gate, model), words, sentences, atoms, 0.0);
        let taken = find::taken(words, &found);
        let heads: BTreeMap<usize, usize> = cues
            .iter()
            .enumerate()
            .map(|(n, (cue, _))| (self.head(study, cue), n))
            .collect();
        let mut frame = Frame::default();
        let mut observer = Observer::default();
        for (number, scope) in Sentences::new(words, sentences) {
            for (&head, &which) in heads.range(scope.low..scope.high) {
                let (cue, gold) = &cues[which];
                frame.fill(words, sentences, (number, scope), head, &taken);
                let labels = labels(words, &frame, cue, gold);
                for copy in 0..COPIES {
                    let keep = thinning(head, copy);
                    let sequence = observer.observe(words, atoms, &frame, &taken, keep).clone();
                    examples.push(Tagged {
                        sequence,
                        labels: labels.clone(),
                    });
                }
            }
        }
    }
}

/// What gold says of the units of a frame.
fn labels(words: &Words<'_>, frame: &Frame, cue: &Range<usize>, gold: &Gold) -> Vec<usize> {
    let mut before = None;
    let part = |tokens: &Range<usize>| {
        let middle = tokens.start + tokens.len() / 2;
        let at = words.start(middle);
        let within = |extent: &Extent| {
            let holds = |span: &presswork_model::Span| span.start() <= at && at < span.end();
            extent.spans().iter().position(holds)
        };
        let content = (!cue.contains(&middle))
            .then(|| within(&gold.content))
            .flatten();
        let source = gold.source.as_ref().and_then(within).is_some();
        let part = match content {
            _ if cue.contains(&middle) => Part::Cue,
            _ if source => Part::Source,
            Some(_) if before == content => Part::Content,
            Some(_) => Part::Opening,
            None => Part::Neither,
        };
        before = content.filter(|_| !source);
        part as usize
    };
    frame
        .units
        .iter()
        .map(|unit| &unit.tokens)
        .map(part)
        .collect()
}

/// What models that have not seen the lesson find in it, and whether it touches an attribution of gold.
fn judged(study: &Study<'_>, models: &Models, examples: &mut Vec<Example>) {
    let Study {
        words,
        sentences,
        atoms,
        cues,
    } = study;
    let heads = find::heads(
        (&models.gate, &models.heads),
        words,
        sentences,
        atoms,
        find::LEAST_HEAD,
    );
    find::around(
        models,
        words,
        sentences,
        atoms,
        &heads,
        |head, frame, decoded| {
            let mut features = Vec::new();
            judge::observe(atoms, head, frame, decoded, |feature| {
                features.push(feature);
            });
            let cue = frame.tokens(&decoded.cue);
            let touches = |gold: &Gold| {
                decoded.content.iter().any(|units| {
                    let span = words.span(&frame.tokens(units));
                    let overlaps = |other: &presswork_model::Span| {
                        other.start() < span.end() && span.start() < other.end()
                    };
                    gold.content.spans().iter().any(overlaps)
                })
            };
            let right = cues.iter().any(|(other, gold)| {
                other.start < cue.end && cue.start < other.end && touches(gold)
            });
            examples.push(Example {
                features: thinned(&features, head.at, 0),
                label: usize::from(right),
            });
        },
    );
}

/// Says of each feature of a copy of example `number` whether it is kept.
fn thinning(number: usize, copy: u64) -> impl FnMut() -> bool {
    let mut state = (number as u64 * COPIES + copy) ^ 0x9E37_79B9_7F4A_7C15;
    move || {
        // Knuth's generator; its high bits are good enough.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        !(state >> 33).is_multiple_of(DROPPED)
    }
}

fn thinned(features: &[Feature], number: usize, copy: u64) -> Vec<Feature> {
    let mut keep = thinning(number, copy);
    features.iter().copied().filter(|_| keep()).collect()
}
