//! `Evaluation`: the scores of all measures over any number of documents.

use crate::bootstrap;
use crate::finding::{Average, Finding};
use crate::measures;
use crate::{Answers, Names, Score};
use presswork_model::{Span, Text, Unit};
use std::collections::BTreeMap;

/// One measure and its score over all documents.
///
/// ```
/// use presswork_evaluate::{Row, Score};
/// let score = Score::of_counts(9, 1, 1);
/// let row = Row { layer: "token", measure: "exact", score, f1: score.f1(), is_macro: false, interval: (0.85, 0.95), classes: vec![] };
/// assert_eq!(row.f1, 0.9);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The layer's name.
    pub layer: &'static str,
    /// What counts as right.
    pub measure: &'static str,
    /// The counts of all classes; for a measure that gives each thing one class, its F1 is the accuracy.
    pub score: Score,
    /// F1 of the counts; for a macro-average the mean of the F1 of the classes.
    pub f1: f64,
    /// Whether it is a macro-average.
    pub is_macro: bool,
    /// In which 95 of 100 bootstrap samples of the documents have their F1.
    pub interval: (f64, f64),
    /// The score of each class, by name; empty where there are none.
    pub classes: Vec<(String, Score)>,
}

/// The score of a measure in one document.
///
/// ```
/// let score = presswork_evaluate::DocumentScore { id: "a".into(), score: presswork_evaluate::Score::of_counts(1, 1, 0) };
/// assert_eq!(score.score.precision(), 0.5);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentScore {
    /// The document's id.
    pub id: String,
    /// Its counts.
    pub score: Score,
}

/// Something that was missed, or wrongly found.
///
/// ```
/// # use presswork_evaluate::Fault;
/// let fault = Fault { document: "a".into(), layer: "mention", measure: "exact", missed: true, points: None,
///     what: "person".into(), text: "Omar".into(), sentence: "Omar left.".into() };
/// assert!(fault.missed);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The document's id.
    pub document: String,
    /// The layer.
    pub layer: &'static str,
    /// The measure by which it is wrong.
    pub measure: &'static str,
    /// Whether gold has it and the result does not; else the result has it and gold does not.
    pub missed: bool,
    /// Where it stands, from and to, in code points; none if it has no place.
    pub points: Option<[u32; 2]>,
    /// What it is said to be.
    pub what: String,
    /// Its words.
    pub text: String,
    /// The sentence in which it starts.
    pub sentence: String,
}

/// Scores of all measures over documents. Only layers that gold holds are scored; one that the result lacks counts as
/// empty. `docs/evaluating.md` has the table of measures.
///
/// ```
/// use presswork_evaluate::{Answers, Evaluation};
/// use presswork_model::Document;
/// let document = Document::from_json(br#"{"id":"a","text":"Rain.","layers":{"sentence":[{"span":[0,5]}]}}"#)?;
/// let answers = Answers::of(&document)?;
/// let mut evaluation = Evaluation::default();
/// evaluation.add(&answers, &answers)?;
/// assert_eq!(evaluation.rows()[0].f1, 1.0);
/// # Ok::<(), presswork_model::BoxError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    names: Names,
    /// The layers to score; all if it is empty.
    layers: Vec<String>,
    keep_faults: bool,
    documents: Vec<String>,
    measures: Vec<Measure>,
    faults: Vec<Fault>,
}

#[derive(Clone, Debug)]
struct Measure {
    layer: &'static str,
    name: &'static str,
    average: Average,
    classes: Vec<String>,
    cells: Vec<Cell>,
}

/// What a document adds to a class of a measure.
#[derive(Clone, Copy, Debug)]
struct Cell {
    document: usize,
    class: usize,
    score: Score,
}

impl Evaluation {
    /// One that compares mentions as `names` says, scores only `layers` unless that is empty, and keeps every fault if
    /// `keep_faults`.
    ///
    /// ```
    /// # use presswork_evaluate::{Evaluation, Names};
    /// let evaluation = Evaluation::new(Names::default(), vec!["mention".into()], true);
    /// assert!(evaluation.faults().is_empty());
    /// ```
    pub fn new(names: Names, layers: Vec<String>, keep_faults: bool) -> Self {
        Self {
            names,
            layers,
            keep_faults,
            ..Self::default()
        }
    }

    /// Adds a document: `gold` as it should be, `result` as it was found. Both must have the same text, unless gold names
    /// only pictures.
    ///
    /// ```
    /// # use presswork_evaluate::{Answers, Evaluation};
    /// # use presswork_model::{Document, Text};
    /// let answers = |text: &str| Answers::of(&Document::new(Text::new("a", text))).expect("no layers");
    /// let error = Evaluation::default().add(&answers("Rain."), &answers("Rain!")).unwrap_err();
    /// assert_eq!(error.to_string(), "`a` in gold and `a` in the result differ in their text from byte 4 on");
    /// ```
    pub fn add(&mut self, gold: &Answers, result: &Answers) -> Result<(), EvaluationError> {
        let (expected, body) = (gold.text.body(), result.text.body());
        if expected != body {
            let same = expected
                .bytes()
                .zip(body.bytes())
                .take_while(|(a, b)| a == b)
                .count();
            return Err(EvaluationError {
                gold: gold.text.id().to_owned(),
                result: result.text.id().to_owned(),
                byte: same,
            });
        }
        let layers = &self.layers;
        let wanted = |layer: &str| layers.is_empty() || layers.iter().any(|known| known == layer);
        let findings = measures::all(gold, result, &self.names, &wanted);
        let number = self.documents.len();
        self.documents.push(gold.text.id().to_owned());
        for finding in findings {
            if self.keep_faults {
                self.keep(&finding, result);
            }
            let same =
                |known: &Measure| (known.layer, known.name) == (finding.layer, finding.measure);
            let known = self.measures.iter().position(same).unwrap_or_else(|| {
                self.measures.push(Measure::of(&finding));
                self.measures.len() - 1
            });
            self.measures[known].add(number, finding.classes);
        }
        Ok(())
    }

    fn keep(&mut self, finding: &Finding, result: &Answers) {
        let text = &result.text;
        for flaw in &finding.flaws {
            let said =
                |span: Option<Span>| span.map_or(String::new(), |span| text[span].to_owned());
            self.faults.push(Fault {
                document: text.id().to_owned(),
                layer: finding.layer,
                measure: finding.measure,
                missed: flaw.missed,
                points: flaw.span.and_then(|span| points(text, span)),
                what: flaw.what.clone(),
                text: said(flaw.span),
                sentence: said(flaw.span.map(|span| sentence(result, span))),
            });
        }
    }

    /// The counts of one measure; none if no gold document holds the layer.
    ///
    /// ```
    /// # use presswork_evaluate::Evaluation;
    /// assert!(Evaluation::default().score("mention", "exact").is_none());
    /// ```
    pub fn score(&self, layer: &str, measure: &str) -> Option<Score> {
        let mut measures = self.measures.iter();
        let measure = measures.find(|known| (known.layer, known.name) == (layer, measure))?;
        Some(total(&measure.sums(|_| 1)))
    }

    /// All scores, by layer. A measure of which gold holds nothing at all is left out.
    ///
    /// ```
    /// # use presswork_evaluate::Evaluation;
    /// assert!(Evaluation::default().rows().is_empty());
    /// ```
    pub fn rows(&self) -> Vec<Row> {
        let rows = self.measures.iter().map(|measure| self.row(measure));
        let mut rows: Vec<_> = rows.filter(|row| row.score.gold > 0).collect();
        // In the order of the layers, whichever document brought one first.
        let order = |layer: &str| {
            presswork_annotations::LAYERS
                .iter()
                .position(|known| *known == layer)
        };
        rows.sort_by_key(|row| order(row.layer));
        rows
    }

    fn row(&self, measure: &Measure) -> Row {
        let classes = measure.sums(|_| 1);
        let f1 = |weights: &[u32]| measure.f1(&measure.sums(|document| weights[document]));
        Row {
            layer: measure.layer,
            measure: measure.name,
            score: total(&classes),
            f1: measure.f1(&classes),
            is_macro: measure.average == Average::Macro,
            interval: bootstrap::interval(self.documents.len(), f1),
            classes: measure.named(&classes),
        }
    }

    /// The score of a measure in each document whose gold holds its layer, in the order in which they were added.
    ///
    /// ```
    /// # use presswork_evaluate::Evaluation;
    /// assert!(Evaluation::default().by_document("mention", "exact").is_empty());
    /// ```
    pub fn by_document(&self, layer: &str, measure: &str) -> Vec<DocumentScore> {
        let measure = |known: &&Measure| (known.layer, known.name) == (layer, measure);
        let mut documents: BTreeMap<usize, Score> = BTreeMap::new();
        for cell in self
            .measures
            .iter()
            .filter(measure)
            .flat_map(|measure| &measure.cells)
        {
            *documents.entry(cell.document).or_default() += cell.score;
        }
        let score = |(document, score): (usize, Score)| DocumentScore {
            id: self.documents[document].clone(),
            score,
        };
        documents.into_iter().map(score).collect()
    }

    /// The documents with the lowest F1 of a measure, the worst first: of equal ones those with more faults.
    ///
    /// ```
    /// # use presswork_evaluate::Evaluation;
    /// assert!(Evaluation::default().worst("mention", "exact", 10).is_empty());
    /// ```
    pub fn worst(&self, layer: &str, measure: &str, most: usize) -> Vec<DocumentScore> {
        let faults = |score: &Score| {
            score.gold as f64 - score.gold_right + score.found as f64 - score.found_right
        };
        let mut scores = self.by_document(layer, measure);
        scores.retain(|document| faults(&document.score) > 0.0);
        scores.sort_by(|a, b| {
            let by_f1 = a.score.f1().total_cmp(&b.score.f1());
            by_f1.then_with(|| faults(&b.score).total_cmp(&faults(&a.score)))
        });
        scores.truncate(most);
        scores
    }

    /// How many documents were added.
    ///
    /// ```
    /// assert_eq!(presswork_evaluate::Evaluation::default().documents(), 0);
    /// ```
    pub fn documents(&self) -> usize {
        self.documents.len()
    }

    /// Every miss and every false find, if they were to be kept.
    ///
    /// ```
    /// assert!(presswork_evaluate::Evaluation::default().faults().is_empty());
    /// ```
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

impl Measure {
    fn of(finding: &Finding) -> Self {
        Self {
            layer: finding.layer,
            name: finding.measure,
            average: finding.average,
            classes: Vec::new(),
            cells: Vec::new(),
        }
    }

    fn add(&mut self, document: usize, classes: BTreeMap<String, Score>) {
        for (name, score) in classes {
            let known = self.classes.iter().position(|class| *class == name);
            let class = known.unwrap_or_else(|| {
                self.classes.push(name);
                self.classes.len() - 1
            });
            self.cells.push(Cell {
                document,
                class,
                score,
            });
        }
    }

    /// The counts of each class, each document as often as `times` says.
    fn sums(&self, times: impl Fn(usize) -> u32) -> Vec<Score> {
        let mut sums = vec![Score::default(); self.classes.len()];
        for cell in &self.cells {
            sums[cell.class] += cell.score.times(times(cell.document));
        }
        sums
    }

    fn f1(&self, classes: &[Score]) -> f64 {
        match self.average {
            Average::Micro => total(classes).f1(),
            Average::Macro => {
                let there = classes.iter().filter(|score| score.gold + score.found > 0);
                let f1: Vec<_> = there.map(Score::f1).collect();
                f1.iter().sum::<f64>() / f1.len().max(1) as f64
            }
        }
    }

    /// The counts of the classes that have names, by name.
    fn named(&self, classes: &[Score]) -> Vec<(String, Score)> {
        let named = self.classes.iter().cloned().zip(classes.iter().copied());
        let mut named: Vec<_> = named.filter(|(class, _)| !class.is_empty()).collect();
        named.sort_by(|a, b| a.0.cmp(&b.0));
        named
    }
}

fn total(classes: &[Score]) -> Score {
    classes.iter().fold(Score::default(), |mut total, score| {
        total += *score;
        total
    })
}

fn points(text: &Text, span: Span) -> Option<[u32; 2]> {
    let offsets = text.offsets();
    let point = |byte| offsets.to(Unit::CodePoints, byte);
    Some([point(span.start())?, point(span.end())?])
}

/// The sentence in which a span starts, else its line.
fn sentence(result: &Answers, span: Span) -> Span {
    let mut sentences = result.sentences.iter().flatten();
    if let Some(&sentence) =
        sentences.find(|sentence| sentence.range().contains(&(span.start() as usize)))
    {
        return sentence;
    }
    let body = result.text.body();
    let start = body[..span.range().start]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let end = body[span.range().end..]
        .find('\n')
        .map_or(body.len(), |at| span.range().end + at);
    Span::new(start as u32, end as u32)
}

/// Gold and result are not the same text.
///
/// ```
/// use presswork_evaluate::EvaluationError;
/// let error = EvaluationError { gold: "a".into(), result: "b".into(), byte: 3 };
/// assert_eq!(error.to_string(), "`a` in gold and `b` in the result differ in their text from byte 3 on");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{gold}` in gold and `{result}` in the result differ in their text from byte {byte} on")]
pub struct EvaluationError {
    /// The id of the gold document.
    pub gold: String,
    /// The id of the result.
    pub result: String,
    /// Where they part.
    pub byte: usize,
}
