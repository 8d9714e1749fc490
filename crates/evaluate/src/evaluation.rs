//! `Evaluation`: the scores of all measures over any number of documents.

use crate::{Score, actors, attributions, figures, mentions, page, stances};
use presswork_annotations::LAYERS;
use presswork_model::{Annotation, Document, LayerError};

/// One measure and its score.
///
/// ```
/// use presswork_evaluate::{Row, Score};
/// let row = Row { layer: "token", measure: "exact", score: Score::of_counts(9, 1, 1) };
/// assert_eq!(row.score.f1(), 0.9);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// The layer's name.
    pub layer: &'static str,
    /// What counts as right.
    pub measure: &'static str,
    /// How much of it is.
    pub score: Score,
}

/// Scores of all measures, summed over documents. Only layers that the gold document holds are scored; one that the result
/// lacks counts as empty.
///
/// | layer | measure | right is |
/// |---|---|---|
/// | `token`, `sentence`, `image` | `exact` | the same span |
/// | `block` | `exact`, `kind` | the same span; and the same kind |
/// | `image` | `credit` | the same span and credit |
/// | `mention` | `exact` | the same span and kind |
/// | | `name` | the same, names alone: of nominals and pronouns the gold of our corpus holds only some |
/// | | `overlap` | any overlap |
/// | `actor` | `b-cubed` | B³ (Bagga and Baldwin 1998) over mentions of equal span; found nominals and pronouns that gold lacks do not count |
/// | | `id` | a mention of the same span whose actor has the same id; the same exception |
/// | `attribution` | `source`, `cue`, `content` | the same extent |
/// | | `source-overlap`, `cue-overlap`, `content-overlap` | any overlap |
/// | | `whole` | source and content share half of the longer or more, one to one |
/// | | `whole-kind` | the same, and the same kind |
/// | `stance` | `target` | overlapping evidence and the same target, one to one |
/// | | `polarity` | the same, and the same polarity |
/// | | `whole` | the same, and the same holder |
/// | | `edge` | holder, target and polarity, once a document, wherever the evidence stands |
/// | `quantity` | `exact` | the same span |
/// | | `value`, `value-unit` | the same span and value; and the same unit |
/// | `time` | `exact`, `value` | the same span; and the same kind and value |
///
/// Two actors are the same if their ids are, or if they have a mention of the same span in common.
///
/// ```
/// use presswork_evaluate::Evaluation;
/// use presswork_model::Document;
/// let document = Document::from_json(br#"{"id":"a","text":"Rain.","layers":{"sentence":[{"span":[0,5]}]}}"#)?;
/// let mut evaluation = Evaluation::default();
/// evaluation.add(&document, &document)?;
/// assert_eq!(evaluation.rows()[0].score.f1(), 1.0);
/// # Ok::<(), presswork_model::BoxError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    rows: Vec<Row>,
}

impl Evaluation {
    /// Adds a document: `gold` as it should be, `result` as it was found. Both must have the same text.
    ///
    /// ```
    /// # use presswork_evaluate::Evaluation;
    /// # use presswork_model::{Document, Text};
    /// let document = |text: &str| Document::new(Text::new("a", text));
    /// let error = Evaluation::default().add(&document("Rain."), &document("Rain!")).unwrap_err();
    /// assert_eq!(error.to_string(), "`a` in gold and `a` in the result differ in their text from byte 4 on");
    /// ```
    pub fn add(&mut self, gold: &Document, result: &Document) -> Result<(), EvaluationError> {
        let (expected, body) = (gold.text().body(), result.text().body());
        if expected != body {
            let same = expected
                .bytes()
                .zip(body.bytes())
                .take_while(|(a, b)| a == b)
                .count();
            return Err(EvaluationError::Text {
                gold: gold.text().id().to_owned(),
                result: result.text().id().to_owned(),
                byte: same,
            });
        }
        let pair = Pair { gold, result };
        let mut rows = page::rows(&pair)?;
        rows.extend(mentions::rows(&pair)?);
        rows.extend(actors::rows(&pair)?);
        rows.extend(attributions::rows(&pair)?);
        rows.extend(stances::rows(&pair)?);
        rows.extend(figures::rows(&pair)?);
        for row in rows {
            let same = |known: &&mut Row| (known.layer, known.measure) == (row.layer, row.measure);
            match self.rows.iter_mut().find(same) {
                Some(known) => known.score += row.score,
                None => self.rows.push(row),
            }
        }
        // In the order of the layers, whichever document brought one first.
        let order = |layer: &str| LAYERS.iter().position(|known| *known == layer);
        self.rows.sort_by_key(|row| order(row.layer));
        Ok(())
    }

    /// The score of one measure; none if no gold document holds the layer.
    ///
    /// ```
    /// # use presswork_evaluate::Evaluation;
    /// assert!(Evaluation::default().score("mention", "exact").is_none());
    /// ```
    pub fn score(&self, layer: &str, measure: &str) -> Option<Score> {
        let mut rows = self.rows.iter();
        rows.find(|row| (row.layer, row.measure) == (layer, measure))
            .map(|row| row.score)
    }

    /// All scores, in the order of the layers.
    ///
    /// ```
    /// # use presswork_evaluate::Evaluation;
    /// assert!(Evaluation::default().rows().is_empty());
    /// ```
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

/// Why two documents cannot be compared.
///
/// ```
/// use presswork_evaluate::EvaluationError;
/// let error = EvaluationError::from(presswork_model::LayerError::Missing { layer: "token" });
/// assert_eq!(error.to_string(), "there is no layer `token`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError {
    /// They are not the same text.
    #[error(
        "`{gold}` in gold and `{result}` in the result differ in their text from byte {byte} on"
    )]
    Text {
        /// The id of the gold document.
        gold: String,
        /// The id of the result.
        result: String,
        /// Where they part.
        byte: usize,
    },
    /// A layer cannot be read.
    #[error(transparent)]
    Layer(#[from] LayerError),
}

/// A layer in gold and in the result.
type Both<'a, A> = (&'a [A], &'a [A]);

/// Two documents on one text.
pub(crate) struct Pair<'a> {
    pub(crate) gold: &'a Document,
    pub(crate) result: &'a Document,
}

impl<'a> Pair<'a> {
    /// Both layers of `A`; none if gold does not hold it.
    pub(crate) fn layers<A: Annotation>(&self) -> Result<Option<Both<'a, A>>, LayerError> {
        let Some(gold) = self.gold.layer::<A>()? else {
            return Ok(None);
        };
        Ok(Some((gold, rows_of(self.result)?)))
    }
}

/// A layer's annotations; none if the document does not hold it.
pub(crate) fn rows_of<A: Annotation>(document: &Document) -> Result<&[A], LayerError> {
    let layer = document.layer::<A>()?;
    Ok(layer.map_or(&[][..], |layer| layer))
}

/// A row of the layer of `A`.
pub(crate) fn row<A: Annotation>(measure: &'static str, score: Score) -> Row {
    Row {
        layer: A::NAME,
        measure,
        score,
    }
}
