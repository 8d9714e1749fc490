//! `mention` and `actor`: who is named, and whom each name means.

use crate::defaults::{certain, is_certain};
use crate::words::words;
use presswork_model::{Annotation, Id, Span};
use serde::{Deserialize, Serialize};

words! {
    /// What kind of thing is named.
    ///
    /// ```
    /// assert_eq!("group".parse(), Ok(presswork_annotations::MentionKind::Group));
    /// ```
    pub enum MentionKind {
        /// A human being.
        Person = "person",
        /// A company, ministry, party, agency, newspaper, armed group.
        Organisation = "organisation",
        /// A country, city, river, building.
        Place = "place",
        /// People by nation, religion or party: "Iraqi", "Muslims", "Democrats".
        Group = "group",
        /// Any other name: an event, law, work, product.
        Other = "other",
    }
}

words! {
    /// How it is named.
    ///
    /// ```
    /// assert_eq!(presswork_annotations::Form::Nominal.as_str(), "nominal");
    /// ```
    pub enum Form {
        /// By name: "Amina Diallo".
        Name = "name",
        /// By a noun: "the minister".
        Nominal = "nominal",
        /// By a pronoun: "she".
        Pronoun = "pronoun",
    }
}

/// A place in the text where someone or something is named.
///
/// ```
/// use presswork_annotations::{Form, Mention, MentionKind};
/// let span = presswork_model::Span::new(0, 12);
/// let mention = Mention { span, kind: MentionKind::Person, form: Form::Name, actor: None, score: 0.9 };
/// assert!(mention.actor.is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// A name without titles, articles and possessive endings; a nominal with its article and adjectives.
    pub span: Span,
    /// What kind of thing it is.
    pub kind: MentionKind,
    /// How it is named.
    #[serde(default = "name")]
    pub form: Form,
    /// Whom it means, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<Id<Actor>>,
    /// How sure the finding is, from 0 to 1.
    #[serde(default = "certain", skip_serializing_if = "is_certain")]
    pub score: f32,
}

fn name() -> Form {
    Form::Name
}

impl Annotation for Mention {
    const NAME: &'static str = "mention";

    fn span(&self) -> Span {
        self.span
    }
}

/// One row a document and real-world actor: whoever several mentions mean.
///
/// ```
/// use presswork_annotations::{Actor, MentionKind};
/// let span = presswork_model::Span::new(0, 4);
/// let actor = Actor { span, name: "Iraq".into(), id: Some("country:IQ".into()), kind: MentionKind::Place };
/// assert_eq!(actor.id.as_deref(), Some("country:IQ"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Its first mention.
    pub span: Span,
    /// Its canonical name, or where none is known its fullest in this document.
    pub name: Box<str>,
    /// The same in every document: `country:IQ`, `person:amina-diallo`; none where the name is not enough to tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Box<str>>,
    /// What kind of thing it is.
    pub kind: MentionKind,
}

impl Annotation for Actor {
    const NAME: &'static str = "actor";

    fn span(&self) -> Span {
        self.span
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{pins, span};

    #[test]
    fn json() {
        let sure = Mention {
            span: span(4, 17),
            kind: MentionKind::Person,
            form: Form::Name,
            actor: None,
            score: 1.0,
        };
        pins(sure, r#"{"span":[4,17],"kind":"person","form":"name"}"#);
        let actor = Some(Id::new(2));
        let unsure = Mention {
            span: span(4, 17),
            kind: MentionKind::Place,
            form: Form::Pronoun,
            actor,
            score: 0.5,
        };
        pins(
            unsure,
            r#"{"span":[4,17],"kind":"place","form":"pronoun","actor":2,"score":0.5}"#,
        );
        let iraq = Actor {
            span: span(0, 4),
            name: "Iraq".into(),
            id: Some("country:IQ".into()),
            kind: MentionKind::Place,
        };
        pins(
            iraq,
            r#"{"span":[0,4],"name":"Iraq","id":"country:IQ","kind":"place"}"#,
        );
    }
}
