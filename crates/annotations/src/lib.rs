//! The shared vocabulary: the annotations that the built-in stages read and write.
//!
//! Each layer is one type; its name in YAML, JSON and SQL is its [`Annotation::NAME`](presswork_model::Annotation::NAME).
//!
//! ```
//! use presswork_annotations::{Form, Mention, MentionKind};
//! use presswork_model::{Document, Span, Text};
//! let mut document = Document::new(Text::new("a", "Amina Diallo spoke."));
//! let mention = Mention { span: Span::new(0, 12), kind: MentionKind::Person, form: Form::Name, actor: None, score: 1.0 };
//! document.write(vec![mention])?;
//! assert_eq!(document.layer::<Mention>()?.expect("just written").len(), 1);
//! # Ok::<(), presswork_model::LayerError>(())
//! ```

mod attribution;
mod block;
mod defaults;
mod extent;
mod image;
mod mention;
mod quantity;
mod stance;
mod time;
mod token;
mod words;

pub use attribution::{Attribution, AttributionKind};
pub use block::{Block, BlockKind, Picture};
pub use extent::Extent;
pub use image::Image;
pub use mention::{Actor, Form, Mention, MentionKind};
pub use quantity::{Amount, Change, Direction, Quantity, Reading, Role, Unit, UnitKind};
pub use stance::{Holder, Polarity, Stance};
pub use time::{Time, TimeKind};
pub use token::{Sentence, Token, TokenKind};

/// The names of all layers of this vocabulary, in the order in which the stages write them.
///
/// ```
/// assert!(presswork_annotations::LAYERS.contains(&"mention"));
/// ```
pub const LAYERS: [&str; 10] = {
    use presswork_model::Annotation as A;
    [
        <Block as A>::NAME,
        <Token as A>::NAME,
        <Sentence as A>::NAME,
        <Mention as A>::NAME,
        <Actor as A>::NAME,
        <Attribution as A>::NAME,
        <Stance as A>::NAME,
        <Quantity as A>::NAME,
        <Time as A>::NAME,
        <Image as A>::NAME,
    ]
};

#[cfg(test)]
mod testing {
    use presswork_model::{Annotation, Document, Span, Text};

    /// Checks that `annotation` is written as `json`, and that what is read from `json` is written as `json` again.
    pub(crate) fn pins<A: Annotation>(annotation: A, json: &str) {
        let mut document = Document::new(Text::new("t", "x".repeat(99)));
        document.write(vec![annotation]).unwrap();
        let mut out = Vec::new();
        document
            .write_json(&presswork_model::Selection::All, &mut out)
            .unwrap();
        let line = String::from_utf8(out).unwrap();
        let layer = line.split_once("\"layers\":").unwrap().1;
        assert_eq!(layer, format!("{{\"{}\":[{json}]}}}}", A::NAME));

        let again = Document::from_json(line.as_bytes()).unwrap();
        let read = again.layer::<A>().unwrap().unwrap();
        assert_eq!(serde_json::to_string(&read[0]).unwrap(), json);
    }

    pub(crate) fn span(start: u32, end: u32) -> Span {
        Span::new(start, end)
    }
}
