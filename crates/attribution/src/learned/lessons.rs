//! Training: gold attributions as examples, and the models that are learned from them.

use super::deep::Question;
use super::find::{Around, Head};
use super::folds::{FOLDS, Folded};
use super::gate::Counts;
use super::{Atoms, Frame, Gate, Models, Part, Parts, find, heads, judge, parts};
use crate::draft::Draft;
use crate::words::Words;
use crate::{Attribute, Sentences};
use presswork_annotations::{Extent, Sentence};
use presswork_learn::{Classifier, Descent, Example, Tagged, Tagger, Training, TrainingError};
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

/// A lesson, looked at.
struct Study<'a> {
    words: &'a Words<'a>,
    sentences: &'a Layer<Sentence>,
    atoms: Atoms<'a>,
    /// The tokens of each cue.
    cues: Vec<(Range<usize>, &'a Gold)>,
}

impl Study<'_> {
    /// The heads that have at least the margin `least`, and for each token whether it is one, likelier than not.
    fn heads(&self, model: (&Gate, &Classifier), least: f32) -> (Vec<Head>, Vec<bool>) {
        let heads = find::heads(model, self.words, self.sentences, &self.atoms, least);
        let taken = find::taken(self.words, &heads);
        (heads, taken)
    }
}

fn settings(epochs: usize, descent: Descent) -> Training {
    Training {
        bits: 16,
        epochs,
        descent: Some(descent),
        ..Training::default()
    }
}

/// Learns all models. `report` is told what is done.
pub(crate) fn train(
    stage: &Attribute,
    lessons: &[Lesson],
    mut report: impl FnMut(String),
) -> Result<Models, TrainingError> {
    let rates = Rates::count(stage, lessons);
    let gate = rates.gate(stage, lessons);
    let for_parts = settings(
        10,
        Descent {
            l1: 0.5,
            l2: 20.0,
            least: 4,
            ..Descent::default()
        },
    );
    let for_judge = settings(
        4,
        Descent {
            rate: 0.03,
            l2: 30.0,
            ..Descent::default()
        },
    );
    let mut folded = Folded {
        lessons,
        report: &mut report,
    };
    let mut heads = heads(&rates, &gate, stage, &mut folded)?;
    let mut taggers = folded.learn(
        "parts",
        |fold, lesson, examples| {
            study(stage, lesson, |study| {
                rates.parts(study, &gate, &heads[fold], examples);
            });
        },
        |examples: &[Tagged]| Tagger::train(&for_parts, &parts::LABELS, examples, &[], |_| {}),
    )?;
    let mut models = Models {
        judge: Classifier::train(&for_judge, &judge::LABELS, &[], &[], |_| {})?,
        gate,
        heads: heads.swap_remove(FOLDS),
        parts: taggers.swap_remove(FOLDS),
    };
    let mut examples = Vec::new();
    for fold in 0..FOLDS {
        let seen = Models {
            heads: heads[fold].clone(),
            parts: taggers[fold].clone(),
            ..models.clone()
        };
        for lesson in lessons.iter().skip(fold).step_by(FOLDS) {
            study(stage, lesson, |study| judged(study, &seen, &mut examples));
        }
    }
    report(format!("judge: {} examples", examples.len()));
    models.judge = Classifier::train(&for_judge, &judge::LABELS, &examples, &[], |_| {})?;
    Ok(models)
}

/// Asks about each word that models take for a head with at least the margin [`LEAST_LEARNED`](find::LEAST_LEARNED): in lessons those
/// that have not seen the lesson, and in `others`, which nobody marked, those that have seen all lessons.
pub(crate) fn ask(
    stage: &Attribute,
    lessons: &[Lesson],
    others: &[Lesson],
    mut each: impl FnMut(&Document, Question),
) -> Result<(), TrainingError> {
    let rates = Rates::count(stage, lessons);
    let gate = rates.gate(stage, lessons);
    let heads = heads(
        &rates,
        &gate,
        stage,
        &mut Folded {
            lessons,
            report: |_| {},
        },
    )?;
    let folds = (0..FOLDS).cycle().zip(lessons);
    for (fold, lesson) in folds.chain(others.iter().map(|lesson| (FOLDS, lesson))) {
        study(stage, lesson, |study| {
            rates.ask(study, (&gate, &heads[fold]), fold < FOLDS, |question| {
                each(&lesson.document, question);
            });
        });
    }
    Ok(())
}

/// Learns which words are heads, for each fold and last from all lessons.
fn heads(
    rates: &Rates,
    gate: &Gate,
    stage: &Attribute,
    folded: &mut Folded<'_, impl FnMut(String)>,
) -> Result<Vec<Classifier>, TrainingError> {
    let descent = Descent {
        l2: 20.0,
        least: 4,
        ..Descent::default()
    };
    let settings = settings(5, descent);
    folded.learn(
        "heads",
        |_, lesson, examples| study(stage, lesson, |study| rates.heads(study, gate, examples)),
        |examples: &[Example]| Classifier::train(&settings, &heads::LABELS, examples, &[], |_| {}),
    )
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
    stage.with_words(lesson.document.text(), given, |words, _, _| {
        let drafts: Vec<Draft> = crate::cued(words, sentences);
        let mut atoms = Vec::new();
        then(&Study {
            words,
            sentences,
            atoms: Atoms::new(words, mentions, &drafts, &mut atoms),
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
                examples.push(Example {
                    features,
                    label: usize::from(heads.contains(&i)),
                });
            }
        }
    }

    /// What may be heads, and what the units around them are by gold.
    fn ask(
        &self,
        study: &Study<'_>,
        model: (&Gate, &Classifier),
        marked: bool,
        mut each: impl FnMut(Question),
    ) {
        let Study {
            words,
            sentences,
            cues,
            ..
        } = study;
        let (found, taken) = study.heads(model, find::LEAST_LEARNED);
        let margins: BTreeMap<usize, f32> =
            found.iter().map(|head| (head.at, head.margin)).collect();
        let gold = self.gold(study);
        let mut frame = Frame::default();
        for (number, scope) in Sentences::new(words, sentences) {
            for head in scope.low..scope.high {
                let (margin, which) = (margins.get(&head), gold.get(&head));
                if margin.is_none() && which.is_none() {
                    continue;
                }
                frame.fill(words, sentences, (number, scope), head, &taken);
                let parts = || match which {
                    Some(&which) => labels(words, &frame, &cues[which]),
                    None => vec![Part::Neither as usize; frame.units.len()],
                };
                let parts = marked.then(parts);
                each(Question::new(words, &frame, margin.copied(), parts));
            }
        }
    }

    /// The heads of gold, with the numbers of their cues.
    fn gold(&self, study: &Study<'_>) -> BTreeMap<usize, usize> {
        let cues = study.cues.iter().enumerate();
        cues.map(|(number, (cue, _))| (self.head(study, cue), number))
            .collect()
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
        let (_, taken) = study.heads((gate, model), 0.0);
        let heads = self.gold(study);
        let mut frame = Frame::default();
        for (number, scope) in Sentences::new(words, sentences) {
            for (&head, &which) in heads.range(scope.low..scope.high) {
                frame.fill(words, sentences, (number, scope), head, &taken);
                examples.push(Tagged {
                    sequence: parts::features(words, atoms, &frame, &taken),
                    labels: labels(words, &frame, &cues[which]),
                });
            }
        }
    }
}

/// What gold says of the units of a frame.
fn labels(words: &Words<'_>, frame: &Frame, (cue, gold): &(Range<usize>, &Gold)) -> Vec<usize> {
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
    let model = (&models.gate, &models.heads);
    let (heads, taken) = study.heads(model, find::LEAST_LEARNED);
    let around = Around {
        words,
        sentences,
        atoms,
        heads: &heads,
        taken: &taken,
    };
    around.look(
        models,
        &mut Parts::default(),
        &[],
        |head, frame, decoded, _| {
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
                features,
                label: usize::from(right),
            });
        },
    );
}
