//! What a document says in its layers, read from the interchange format with leniency: gold of many makers is compared
//! with our own results.

mod amounts;
mod error;
mod fields;
mod give;
mod pictures;
mod times;
mod units;

pub(crate) use amounts::Value;
pub use error::AnswerError;
pub(crate) use pictures::Picture;
pub(crate) use units::Unit;

use fields::{Fields, Row};
use presswork_annotations::{Form, MentionKind, Role};
use presswork_model::{Document, DocumentLayer, Span, Text};
use serde_json::Value as Json;

/// The layers of a document as they can be compared, gold or result. Spans are in bytes and lie in the text.
///
/// Gold may leave out what only stages know (`form`, `score`, the kind of a token), give the holder or target of a stance
/// as a span, leave quantities without a span, and name values and units as other collections do. `docs/evaluating.md` has
/// the whole list.
///
/// ```
/// use presswork_evaluate::Answers;
/// use presswork_model::Document;
/// let document = Document::from_json(br#"{"id":"a","text":"Rain","layers":{"sentence":[{"span":[0,9]}]}}"#)?;
/// let error = Answers::of(&document).unwrap_err();
/// assert_eq!(error.to_string(), "`sentence` number 0: `span` [0,9] does not lie in the text, which has 4 characters");
/// # Ok::<(), presswork_model::BoxError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Answers {
    pub(crate) text: Text,
    pub(crate) tokens: Option<Vec<Span>>,
    pub(crate) sentences: Option<Vec<Span>>,
    pub(crate) blocks: Option<Vec<Block>>,
    pub(crate) mentions: Option<Vec<Mention>>,
    pub(crate) actors: Option<Vec<Actor>>,
    pub(crate) attributions: Option<Vec<Attribution>>,
    pub(crate) stances: Option<Vec<Stance>>,
    pub(crate) quantities: Option<Vec<Quantity>>,
    pub(crate) times: Option<Vec<Time>>,
    pub(crate) pictures: Option<Vec<Picture>>,
    uncompared: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) span: Span,
    pub(crate) kind: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Mention {
    pub(crate) span: Span,
    pub(crate) kind: Option<MentionKind>,
    pub(crate) form: Form,
    pub(crate) actor: Option<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct Actor {
    pub(crate) id: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Attribution {
    pub(crate) kind: Option<String>,
    pub(crate) source: Vec<Span>,
    pub(crate) cue: Vec<Span>,
    pub(crate) content: Vec<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Party {
    /// Gold says only how someone stands, not who.
    Anyone,
    Author,
    Unknown,
    Mention(usize),
    Span(Span),
}

#[derive(Clone, Debug)]
pub(crate) struct Stance {
    pub(crate) span: Span,
    pub(crate) holder: Party,
    pub(crate) target: Party,
    pub(crate) polarity: String,
    /// Strength times certainty.
    pub(crate) weight: f64,
}

#[derive(Clone, Debug)]
pub(crate) struct Quantity {
    pub(crate) span: Option<Span>,
    /// None where only the span is gold.
    pub(crate) value: Option<Value>,
    pub(crate) unit: Unit,
    /// Other units that the text allows.
    pub(crate) others: Vec<Unit>,
    /// What is measured.
    pub(crate) of: Option<Span>,
    /// Which part of a change it is.
    pub(crate) role: Option<Role>,
    /// By what it is counted apart: the kind of its unit, or what gold calls it.
    pub(crate) class: String,
    /// What a collection calls it that marks one kind of quantity a text.
    pub(crate) kind: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Time {
    pub(crate) span: Span,
    pub(crate) kind: String,
    /// All values that are right; gold may allow several.
    pub(crate) values: Vec<String>,
}

impl Answers {
    /// What a document says.
    pub fn of(document: &Document) -> Result<Self, AnswerError> {
        let mut answers = Self::empty(document.text().clone());
        for layer in document.layers() {
            answers.read(layer)?;
        }
        Ok(answers)
    }

    /// What gold says of a page: its pictures, `[{"caption":"…","credit":["…"]}]`. `text` is the page as it was read.
    ///
    /// ```
    /// # use presswork_evaluate::Answers; use presswork_model::Text;
    /// let images = serde_json::json!([{"caption": "A market", "credit": ["Osei"]}]);
    /// assert!(Answers::of_page(&Text::new("a", ""), &images)?.holds("image"));
    /// # Ok::<(), presswork_evaluate::AnswerError>(())
    /// ```
    pub fn of_page(text: &Text, images: &Json) -> Result<Self, AnswerError> {
        let mut answers = Self::empty(text.clone());
        answers.pictures = Some(pictures::of_page(images)?);
        Ok(answers)
    }

    /// The same text without layers: as if nothing was found.
    ///
    /// ```
    /// # use presswork_evaluate::Answers; use presswork_model::{Document, Text};
    /// let answers = Answers::of(&Document::new(Text::new("a", "Rain.")))?;
    /// assert!(!answers.without_layers().holds("token"));
    /// # Ok::<(), presswork_evaluate::AnswerError>(())
    /// ```
    #[must_use]
    pub fn without_layers(&self) -> Self {
        Self::empty(self.text.clone())
    }

    fn empty(text: Text) -> Self {
        Self {
            text,
            tokens: None,
            sentences: None,
            blocks: None,
            mentions: None,
            actors: None,
            attributions: None,
            stances: None,
            quantities: None,
            times: None,
            pictures: None,
            uncompared: Vec::new(),
        }
    }

    fn read(&mut self, layer: DocumentLayer<'_>) -> Result<(), AnswerError> {
        let text = self.text.clone();
        let fields = Fields::new(layer.name(), &text);
        let rows = layer
            .rows()
            .map_err(|error| AnswerError::layer(layer.name(), &error))?;
        let rows = &rows;
        match layer.name() {
            "token" => self.tokens = Some(fields.each(rows, |row| row.span("span"))?),
            "sentence" => self.sentences = Some(fields.each(rows, |row| row.span("span"))?),
            "block" => self.blocks = Some(fields.each(rows, block)?),
            "mention" => self.mentions = Some(fields.each(rows, mention)?),
            "actor" => self.actors = Some(rows.iter().map(actor).collect()),
            "attribution" => self.attributions = Some(fields.each(rows, attribution)?),
            "stance" => self.stances = Some(fields.each(rows, stance)?),
            "quantity" => self.read_quantities(fields, rows)?,
            "time" => self.times = Some(fields.each(rows, times::time)?),
            "image" => self.pictures = Some(fields.each(rows, pictures::of_row)?),
            "figure" => self.read_figures(fields, rows)?,
            other => self.uncompared.push(other.to_owned()),
        }
        Ok(())
    }

    /// Quantities; some collections have times among them.
    fn read_quantities(&mut self, fields: Fields<'_>, rows: &[Json]) -> Result<(), AnswerError> {
        let is_time = |row: &Json| {
            let kind = row.get("type").and_then(Json::as_str);
            kind.is_some_and(|kind| kind.starts_with("datetimeV2."))
        };
        let (times, quantities): (Vec<_>, Vec<_>) =
            (0..rows.len()).partition(|&i| is_time(&rows[i]));
        if !times.is_empty() {
            self.times = Some(fields.chosen(rows, &times, times::time)?);
        }
        if times.is_empty() || !quantities.is_empty() {
            self.quantities = Some(fields.chosen(rows, &quantities, amounts::quantity)?);
        }
        Ok(())
    }

    /// The layer `figure` of newswire that was marked for names, times and quantities at once.
    fn read_figures(&mut self, fields: Fields<'_>, rows: &[Json]) -> Result<(), AnswerError> {
        let of = |kinds: &[&str]| -> Vec<usize> {
            let kind = |i: &usize| {
                rows[*i]
                    .get("type")
                    .and_then(Json::as_str)
                    .unwrap_or_default()
            };
            (0..rows.len())
                .filter(|i| kinds.contains(&kind(i)))
                .collect()
        };
        let names = of(&["PERSON", "ORGANIZATION", "LOCATION"]);
        let quantities = of(&["MONEY", "PERCENT", "MEASURE", "CARDINAL"]);
        let times = of(&["DATE", "TIME", "DURATION"]);
        self.mentions = Some(fields.chosen(rows, &names, mention)?);
        self.quantities = Some(fields.chosen(rows, &quantities, amounts::quantity)?);
        self.times = Some(fields.chosen(rows, &times, times::time)?);
        Ok(())
    }

    /// Whether it holds a layer that can be compared, by name.
    ///
    /// ```
    /// # use presswork_evaluate::Answers; use presswork_model::Document;
    /// let document = Document::from_json(br#"{"id":"a","text":"Rain.","layers":{"token":[]}}"#)?;
    /// assert!(Answers::of(&document)?.holds("token"));
    /// # Ok::<(), presswork_model::BoxError>(())
    /// ```
    pub fn holds(&self, layer: &str) -> bool {
        match layer {
            "block" => self.blocks.is_some(),
            "token" => self.tokens.is_some(),
            "sentence" => self.sentences.is_some(),
            "mention" => self.mentions.is_some(),
            "actor" => self.actors.is_some(),
            "attribution" => self.attributions.is_some(),
            "stance" => self.stances.is_some(),
            "quantity" => self.quantities.is_some(),
            "time" => self.times.is_some(),
            "image" => self.pictures.is_some(),
            _ => false,
        }
    }

    /// The names of its layers that cannot be compared: no scorer knows them.
    ///
    /// ```
    /// # use presswork_evaluate::Answers; use presswork_model::Document;
    /// let document = Document::from_json(br#"{"id":"a","text":"Rain.","layers":{"tokens":[]}}"#)?;
    /// assert_eq!(Answers::of(&document)?.uncompared(), ["tokens"]);
    /// # Ok::<(), presswork_model::BoxError>(())
    /// ```
    pub fn uncompared(&self) -> &[String] {
        &self.uncompared
    }
}

fn block(row: &Row<'_>) -> Result<Block, AnswerError> {
    Ok(Block {
        span: row.span("span")?,
        kind: row.word("kind").unwrap_or("block").to_owned(),
    })
}

fn mention(row: &Row<'_>) -> Result<Mention, AnswerError> {
    let kind = match row.word("kind").or(row.word("type")) {
        None => None,
        Some("PERSON") => Some(MentionKind::Person),
        Some("ORGANIZATION") => Some(MentionKind::Organisation),
        Some("LOCATION") => Some(MentionKind::Place),
        Some(kind) => Some(kind.parse().map_err(|what| row.error("kind", what))?),
    };
    let form = match row.word("form") {
        None => Form::Name,
        Some(form) => form.parse().map_err(|what| row.error("form", what))?,
    };
    Ok(Mention {
        span: row.span("span")?,
        kind,
        form,
        actor: row.index("actor"),
    })
}

fn actor(row: &Json) -> Actor {
    let id = row.get("id").and_then(Json::as_str);
    Actor {
        id: id.map(str::to_owned),
    }
}

fn attribution(row: &Row<'_>) -> Result<Attribution, AnswerError> {
    Ok(Attribution {
        kind: row.word("kind").map(str::to_owned),
        source: row.extent("source")?,
        cue: row.extent("cue")?,
        content: row.extent("content")?,
    })
}

fn stance(row: &Row<'_>) -> Result<Stance, AnswerError> {
    let strength = row.number("strength").unwrap_or(1.0);
    Ok(Stance {
        span: row.span("span")?,
        holder: row.party("holder")?,
        target: row.party("target")?,
        polarity: row.required_word("polarity")?.to_owned(),
        weight: strength * row.number("score").unwrap_or(1.0),
    })
}
