//! A sentence as the rules see it: its tokens with what is known of them, and the names in it.

use crate::classes;
use crate::learned;
use crate::lexicon::{Lexicon, Word};
use presswork_annotations::{Actor, Form, Mention, MentionKind, Token, TokenKind};
use presswork_lexicon::Recent;
use presswork_model::{Id, Layer, Span, Text};

/// A token and what is known of it.
#[derive(Clone, Copy)]
pub(crate) struct Tok<'a> {
    pub(crate) span: Span,
    /// Closed classes, as bits.
    pub(crate) classes: u64,
    /// Its bit if it is a preposition.
    pub(crate) preposition: u32,
    /// The name it stands in.
    pub(crate) name: Option<u16>,
    /// What the lexicon knows of it.
    pub(crate) word: Option<&'a Word>,
    /// Whether it may be a plural: it ends in `s`.
    pub(crate) plural: bool,
    /// Whether it may be a verb in the past: it ends in `ed`.
    pub(crate) verbal: bool,
    /// Whether it ends in `ing`.
    pub(crate) gerund: bool,
    /// What the models know of it.
    pub(crate) learned: learned::Spelled,
}

/// An outermost mention: who is named at some tokens.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct Name {
    /// Its first token.
    pub(crate) first: usize,
    /// The token after its last.
    pub(crate) end: usize,
    /// Itself, or the one inside it whose actor is known.
    pub(crate) mention: Id<Mention>,
    pub(crate) form: Form,
    /// Whether it is one human being.
    pub(crate) person: bool,
    /// Whether it can hold a stance or be its target: events, laws and works cannot.
    pub(crate) party: bool,
    /// Whether it acts where it only stands before a noun: "US attack", but not "Paris attack".
    pub(crate) acts: bool,
    /// Whether it is known whom it means.
    pub(crate) known: bool,
    /// Whether a name inside it stands for it: "Iraqi" for "Iraqi security forces", but not "Iraqi" for "the Iraqi minister".
    part_stands: bool,
    /// "Iraq's".
    pub(crate) possessive: bool,
    /// Part of a compound with another head: "pro-Iraq", "Iraq-led".
    pub(crate) attached: bool,
}

/// The mentions of the document, and whom they mean.
#[derive(Clone, Copy)]
pub(crate) struct Mentions<'m> {
    pub(crate) layer: &'m Layer<Mention>,
    pub(crate) actors: Option<&'m Layer<Actor>>,
}

/// What is known of a token by its letters, its kind, and whether it begins its sentence.
#[derive(Clone, Copy, Debug, Default)]
struct Spelled {
    classes: u64,
    preposition: u32,
    /// Its number in the lexicon.
    number: Option<u32>,
    plural: bool,
    verbal: bool,
    gerund: bool,
    learned: learned::Spelled,
}

/// Memory for reading sentences, used again from document to document.
#[derive(Debug)]
pub(crate) struct Memory {
    /// The tokens met last: 512 KB.
    spelled: Recent<Spelled>,
    lower: String,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            spelled: Recent::new(1 << 13),
            lower: String::new(),
        }
    }
}

/// The tokens and names of one sentence; filled anew for each.
#[derive(Default)]
pub(crate) struct Sentence<'a> {
    pub(crate) toks: Vec<Tok<'a>>,
    pub(crate) names: Vec<Name>,
    /// The tokens with which an entry of the lexicon begins.
    pub(crate) triggers: Vec<usize>,
}

impl<'a> Sentence<'a> {
    /// Reads the sentence of `tokens`; false if it has no name or no word of the lexicon, and so no stance.
    pub(crate) fn read(
        &mut self,
        text: &Text,
        lexicon: &'a Lexicon,
        tokens: &[Token],
        mentions: Mentions<'_>,
        span: Span,
        memory: &mut Memory,
    ) -> bool {
        self.toks.clear();
        self.names.clear();
        self.triggers.clear();
        if mentions.layer.starting(span).is_empty() {
            return false;
        }
        let body = text.body();
        let mut quoted = false;
        for token in tokens {
            let mut known = self.tok(
                lexicon,
                &body[token.span.range()],
                *token,
                memory,
                &mut quoted,
            );
            if quoted {
                known.classes |= classes::QUOTED;
            }
            if known.word.is_some_and(|word| !word.uses.is_empty()) {
                self.triggers.push(self.toks.len());
            }
            self.toks.push(known);
        }
        self.read_names(text, mentions, span);
        !self.names.is_empty()
    }

    fn tok(
        &self,
        lexicon: &'a Lexicon,
        word: &str,
        token: Token,
        Memory { spelled, lower }: &mut Memory,
        quoted: &mut bool,
    ) -> Tok<'a> {
        let first = self.toks.is_empty();
        let hash = presswork_lexicon::hash(word) ^ (token.kind as u64) << 1 ^ u64::from(first);
        let spelled = *spelled.of(hash, || match token.kind {
            TokenKind::Word if word.len() <= 40 => Spelled::new(word, first, lexicon, lower),
            _ => Spelled::ending(word),
        });
        let mut tok = Tok {
            span: token.span,
            classes: spelled.classes,
            preposition: spelled.preposition,
            name: None,
            word: spelled.number.map(|number| lexicon.numbered(number)),
            plural: spelled.plural,
            verbal: spelled.verbal,
            gerund: spelled.gerund,
            learned: spelled.learned,
        };
        match token.kind {
            TokenKind::Number => tok.classes |= classes::NUMBER,
            TokenKind::Punctuation | TokenKind::Symbol => {
                tok.classes |= match word {
                    "," => classes::COMMA,
                    "-" | "‐" | "/" => classes::HYPHEN,
                    "'" | "’"
                        if self
                            .toks
                            .last()
                            .is_some_and(|last| last.span.end() == token.span.start()) =>
                    {
                        classes::POSSESSIVE
                    }
                    "(" | "[" => classes::OPEN_BRACKET | classes::BREAK,
                    ")" | "]" => classes::CLOSE_BRACKET | classes::BREAK,
                    "“" | "”" | "\"" | "«" | "»" | "''" | "``" | "‘" | "’" => {
                        *quoted = match word {
                            "“" | "«" | "``" => true,
                            "”" | "»" | "''" => false,
                            "\"" => !*quoted,
                            _ => *quoted,
                        };
                        classes::QUOTE | classes::BREAK
                    }
                    ";" | ":" | "—" | "–" | "--" | "…" | "..." | "!" | "?" | "|" | "•" | "·"
                    | "*" => classes::BREAK,
                    _ => 0,
                };
            }
            TokenKind::Word => {}
        }
        tok
    }

    /// Lays the outermost mentions over the tokens.
    fn read_names(&mut self, text: &Text, mentions: Mentions<'_>, span: Span) {
        let Mentions { layer, actors } = mentions;
        let acts = |mention: &Mention| {
            let actor = mention.actor.and_then(|actor| actors?.get_id(actor));
            actors.is_none()
                || actor.is_some_and(|actor| {
                    actor.kind == MentionKind::Place
                        && actor
                            .id
                            .as_deref()
                            .is_some_and(|id| id.starts_with("country:"))
                })
        };
        let mut at = 0;
        for i in layer.starting(span) {
            let (id, mention) = (Id::new(i), &layer[i]);
            if let Some(last) = self.names.last_mut() {
                let whole = self.toks[last.first].span.to(self.toks[last.end - 1].span);
                if whole.covers(mention.span) {
                    if !last.known && last.part_stands && mention.actor.is_some() {
                        last.mention = id;
                        last.known = true;
                    }
                    continue;
                }
            }
            while at < self.toks.len() && self.toks[at].span.end() <= mention.span.start() {
                at += 1;
            }
            let inside = self.toks[at..].iter();
            let inside = inside.take_while(|tok| tok.span.start() < mention.span.end());
            let end = at + inside.count();
            if end == at || self.names.len() == usize::from(u16::MAX) {
                continue;
            }
            let after = &text.body().as_bytes()[mention.span.end() as usize..];
            let before = &text.body().as_bytes()[..mention.span.start() as usize];
            let mut name = Name {
                first: at,
                end,
                mention: id,
                form: mention.form,
                person: mention.kind == MentionKind::Person,
                party: mention.kind != MentionKind::Other,
                acts: mention.kind != MentionKind::Place || acts(mention),
                known: mention.actor.is_some(),
                part_stands: mention.form == Form::Nominal && mention.kind != MentionKind::Person,
                possessive: mention.form != Form::Pronoun
                    && (after.starts_with(b"'") || after.starts_with("’".as_bytes())),
                attached: matches!(before, [.., letter, b'-'] if letter.is_ascii_alphabetic())
                    || matches!(after, [b'-', letter, ..] if letter.is_ascii_lowercase()),
            };
            if let Some(last) = self.names.last().filter(|last| last.end > at) {
                if last.first < at {
                    continue;
                }
                // A longer mention that begins where the last one did takes its place.
                if !name.known && name.part_stands && last.known {
                    name.mention = last.mention;
                    name.known = true;
                }
                self.names.pop();
            }
            for tok in &mut self.toks[at..end] {
                tok.name = Some(self.names.len() as u16);
            }
            self.names.push(name);
        }
        // What begins inside a name is no word of its own, except behind a hyphen: "US-backed".
        let names = &self.names;
        let toks = &self.toks;
        self.triggers.retain(|&i| {
            let name = toks[i].name.map(|name| names[usize::from(name)]);
            name.is_none_or(|name| {
                name.form == Form::Nominal || toks[i].classes & classes::HYPHEN != 0
            })
        });
    }
}

impl Spelled {
    /// What its end tells alone.
    fn ending(word: &str) -> Self {
        Self {
            plural: word.ends_with('s'),
            verbal: word.ends_with("ed"),
            gerund: word.ends_with("ing"),
            learned: learned::Spelled::new(word),
            ..Self::default()
        }
    }

    /// `first` is whether it begins its sentence; `lower` is memory.
    fn new(word: &str, first: bool, lexicon: &Lexicon, lower: &mut String) -> Self {
        let mut spelled = Self::ending(word);
        lower_case(word, lower);
        let mut found = lexicon.number(lower);
        if let (None, Some(dash)) = (found, lower.rfind('-')) {
            // "US-backed" in one token.
            found = lexicon.number(&lower[dash + 1..]);
            spelled.classes |= classes::HYPHEN;
        }
        if let Some(number) = found {
            let word = lexicon.numbered(number);
            spelled.classes |= word.classes;
            spelled.preposition = word.preposition;
            spelled.number = found;
        }
        if classes::adverb(lower) {
            spelled.classes |= classes::ADVERB;
        }
        let capitals = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        if capitals {
            // "US" is no pronoun.
            spelled.classes &=
                !(classes::FIRST_PERSON | classes::SUBJECT_PRONOUN | classes::OBJECT_PRONOUN);
        }
        if !first && word.starts_with(|first: char| first.is_uppercase()) {
            spelled.classes |= classes::CAPITAL;
        }
        if let Some(stem) = lower.strip_suffix("n't") {
            spelled.classes |= classes::NEGATION;
            let stem = match stem {
                "wo" => "will",
                "ca" => "can",
                stem => stem,
            };
            spelled.classes |= lexicon.word(stem).map_or(0, |word| word.classes);
        } else if let Some((stem, end)) = lower.split_once('\'') {
            match end {
                "s" if stem.is_empty() && first => {}
                "s" | "" => spelled.classes |= classes::POSSESSIVE,
                _ => {}
            }
            // "he's", "they've", "I'll".
            let stem = lexicon.word(stem).map_or(0, |word| word.classes);
            let pronouns = classes::SUBJECT_PRONOUN | classes::FIRST_PERSON;
            if stem & pronouns != 0 {
                spelled.classes = stem;
                if matches!(end, "s" | "re" | "m") {
                    spelled.classes |= classes::CONTRACTED;
                }
            }
        }
        spelled
    }
}

/// Writes `word` in lower case, with straight apostrophes, to `lower`.
fn lower_case(word: &str, lower: &mut String) {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        for character in word.chars().flat_map(char::to_lowercase) {
            lower.push(if character == '’' { '\'' } else { character });
        }
    }
}
