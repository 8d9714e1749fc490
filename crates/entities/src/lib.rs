//! The stage `entities`: who and what is named, and which actor each name means.
//!
//! ```
//! use presswork_entities::{Entities, Settings};
//! use presswork_annotations::Actor;
//! use presswork_model::{Context, Stage, run_stage};
//! let stage = Entities::new(Settings::default(), &Context::default())?;
//! let mut document = presswork_testkit::sample::document("Minister Amina Diallo flew to Baghdad. Diallo met Iraqi officials.");
//! run_stage(&stage, &mut document)?;
//! let actors = document.layer::<Actor>()?.expect("just written");
//! assert_eq!(actors[0].id.as_deref(), Some("person:amina-diallo"));
//! assert!(actors.iter().any(|actor| actor.id.as_deref() == Some("country:IQ")));
//! # Ok::<(), presswork_model::BoxError>(())
//! ```

mod antecedents;
mod cast;
mod deep;
mod echoes;
mod edges;
mod gazetteer;
mod labels;
mod lexicon;
mod list;
mod listed;
mod names;
mod nominals;
mod nouns;
mod observe;
mod people;
mod phrases;
mod pronouns;
mod resolve;
mod roles;
mod scene;
mod seats;
mod short_forms;
mod slug;
mod speakers;
mod spelling;
mod tagger;
#[doc(hidden)]
pub mod training;
mod words;

#[cfg(test)]
mod tests;

use cast::{Cast, Draft, sort};
use lexicon::Lexicon;
use names::Name;
use nouns::Nouns;
use presswork_annotations::{Actor, Block, BlockKind, Mention, MentionKind, Sentence, Token};
use presswork_encoder::Encoder;
use presswork_model::{BoxError, Context, Given, Id, Layer, Pool, Stage, Text};
use resolve::Knowledge;
use roles::Role;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use tagger::{Memory, Tagger};
use words::Words;

/// Finds who and what is named: people, organisations, places, groups of people and other names.
///
/// It reads `token`, `sentence` and, where it is there, `block`, whose bylines tell who "the author" is. It writes `mention`, a row for each place where someone is named, and `actor`, a
/// row for each one who is meant. "United States", "US", "American" and "Washington" (where it stands for the
/// government) are mentions of one actor, `country:US`; "Trump" after "Donald Trump" is a mention of
/// `person:donald-trump`. Nouns such as "the minister" and "Iraqi security forces", and pronouns, are mentions of the form `nominal` and `pronoun`; they have an actor where the text says clearly enough who is meant.
/// Countries, capitals, nationalities, large cities and well-known organisations are built in; give your own with
/// `actors`.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// CSV files of actors of your own, from the pipeline's folder, such as `[actors.csv]`. Their columns are
    /// `id,name,kind,aliases`: `organisation:acme,Acme Steel,organisation,Acme|Acme Steel Works`. The kind is person,
    /// organisation, place, group or other. Your names win over the built-in ones.
    pub actors: Vec<PathBuf>,
    /// Whether to find nouns too, such as "the minister".
    pub nominals: bool,
    /// Whether to find pronouns too: "he" and "she", and "it", "they" and "I" where it is clear who is meant.
    pub pronouns: bool,
    /// Whether a transformer reads each word in its sentence too: it finds more, above all of what stands in no list, and tells
    /// kinds better apart, and a pipeline with it is some hundred times slower.
    pub deep: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            actors: Vec::new(),
            nominals: true,
            pronouns: true,
            deep: false,
        }
    }
}

/// The stage `entities`. Its [`Settings`] are its manual.
pub struct Entities {
    lexicon: Lexicon,
    nouns: Nouns,
    tagger: Tagger,
    memories: Pool<Memory>,
    nominals: bool,
    pronouns: bool,
}

impl Stage for Entities {
    const NAME: &'static str = "entities";
    const VERSION: u32 = 1;
    type Config = Settings;
    type Reads = (Layer<Token>, Layer<Sentence>, Option<Layer<Block>>);
    type Writes = (Vec<Mention>, Vec<Actor>);

    fn new(settings: Settings, context: &Context) -> Result<Self, BoxError> {
        let mut lexicon = Lexicon::new();
        lexicon.add_built_in();
        list::add(&mut lexicon, &settings.actors, context)?;
        Ok(Self {
            lexicon,
            nouns: Nouns::new(),
            tagger: Tagger::new(settings.deep)?,
            memories: Pool::default(),
            nominals: settings.nominals,
            pronouns: settings.pronouns,
        })
    }

    fn models() -> Vec<&'static [u8]> {
        let [words, groups, names] = presswork_lexicon::tables();
        let deep = Encoder::head(deep::MODEL);
        vec![tagger::MODEL, deep, words, groups, names]
    }

    fn run(
        &self,
        text: &Text,
        (tokens, sentences, blocks): Given<'_, Self>,
    ) -> Result<Self::Writes, BoxError> {
        let mut memory = self.memories.take();
        let spellings = &mut memory.spellings;
        let words = Words::new(text, tokens, sentences, &self.lexicon, spellings);
        let names = self
            .tagger
            .names(text, &words, &self.lexicon, &mut memory)?;
        memory.spellings.tidy();
        self.memories.give(memory);
        text.in_time()?;
        Ok(self.actors(&words, &names, blocks))
    }
}

impl Entities {
    /// The mentions and actors of a document whose names are found.
    fn actors(
        &self,
        words: &Words<'_>,
        names: &[Name],
        blocks: Option<&Layer<Block>>,
    ) -> (Vec<Mention>, Vec<Actor>) {
        let with = Knowledge {
            lexicon: &self.lexicon,
            nouns: &self.nouns,
        };
        let (mut drafts, mut cast) = resolve::resolve(words, with, names);
        roles::assign(words, &self.nouns, &drafts, &mut cast);
        let author = blocks.and_then(|blocks| sign(blocks, &drafts, &mut cast));
        if self.nominals {
            nominals::add(words, &self.nouns, &mut drafts, &mut cast);
            sort(&mut drafts);
        }
        if self.pronouns {
            pronouns::add(words, &self.nouns, &mut drafts, &mut cast);
            sort(&mut drafts);
            speakers::add(words, &mut drafts, author);
            sort(&mut drafts);
        }
        finish(&drafts, &cast)
    }
}

/// Makes the people of the bylines writers, and tells who it is if there is one only.
fn sign(blocks: &Layer<Block>, drafts: &[Draft], cast: &mut Cast<'_>) -> Option<usize> {
    let mut author = None;
    let mut several = false;
    for block in blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Byline)
    {
        let start = drafts.partition_point(|draft| draft.span.start() < block.span.start());
        let inside = drafts[start..]
            .iter()
            .take_while(|draft| draft.span.end() <= block.span.end());
        for draft in inside.filter(|draft| draft.kind == MentionKind::Person) {
            if let Some(actor) = draft.actor {
                let roles = &mut cast.actors[actor].roles;
                roles.push((draft.words.start, Role::writer()));
                several |= author.is_some_and(|author| author != actor);
                author = Some(actor);
            }
        }
    }
    author.filter(|_| !several)
}

/// Gives the actors that are mentioned their numbers, in the order of their first mentions.
fn finish(drafts: &[Draft], cast: &Cast<'_>) -> (Vec<Mention>, Vec<Actor>) {
    let mut numbers: Vec<Option<usize>> = vec![None; cast.actors.len()];
    let mut ids = rustc_hash::FxHashMap::default();
    let mut actors: Vec<Actor> = Vec::new();
    let mut mentions = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let actor = draft.actor.map(|number| {
            *numbers[number].get_or_insert_with(|| {
                let member = &cast.actors[number];
                let next = actors.len();
                let known = match &member.id {
                    Some(id) => *ids.entry(id.as_ref()).or_insert(next),
                    None => next,
                };
                if known == next {
                    actors.push(Actor {
                        span: draft.span,
                        name: member.name.as_ref().into(),
                        id: member.id.as_deref().map(Into::into),
                        kind: member.kind,
                    });
                }
                known
            })
        });
        mentions.push(Mention {
            span: draft.span,
            kind: draft.kind,
            form: draft.form,
            actor: actor.map(Id::new),
            score: draft.score,
        });
    }
    (mentions, actors)
}
