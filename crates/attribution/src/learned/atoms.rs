//! `Atoms`: what is observed of each token, as numbers that features are made of.

use crate::Scope;
use crate::class::Class;
use crate::draft::Draft;
use crate::words::Words;
use presswork_annotations::{Form, Mention, MentionKind};
use presswork_model::Layer;

/// What is observed of a token.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Atom {
    /// The hash of the word in small letters.
    pub(crate) word: u64,
    /// Its cluster of 1,024.
    pub(crate) fine: u64,
    /// Its cluster of 128.
    pub(crate) coarse: u64,
    /// Its cluster of 512.
    pub(crate) medium: u64,
    /// Its cluster of 4,096.
    pub(crate) finest: u64,
    /// The hash of its last letters.
    pub(crate) tail: u64,
    /// Its [`Class`].
    pub(crate) class: u64,
    /// Which forms of a cue it may be.
    pub(crate) forms: u64,
    /// How it lies in a mention: within one, and whether it starts and ends it, three bits; then kind and form.
    pub(crate) mention: u64,
    /// How it lies in quotations: 0 outside, 1 opening, 2 inside, 3 closing.
    pub(crate) quote: u64,
    /// From 1 on, the number of the draft of the rules whose cue it belongs to.
    pub(crate) rule: u64,
}

/// What is observed past the ends of a sentence.
pub(crate) const NOTHING: Atom = Atom {
    word: 1,
    fine: 2000,
    coarse: 200,
    medium: 1000,
    finest: 8000,
    tail: 1,
    class: 0,
    forms: 0,
    mention: 0,
    quote: 9,
    rule: 0,
};

/// A class as a bit of [`Atom::class`].
pub(crate) const fn bit(class: Class) -> u64 {
    class.bits() as u64
}

impl Atom {
    #[inline]
    pub(crate) fn is(&self, classes: u64) -> bool {
        self.class & classes != 0
    }
}

/// The tokens of a document, observed.
#[derive(Debug)]
pub(crate) struct Atoms<'a> {
    all: &'a [Atom],
    /// What the rules found.
    pub(crate) drafts: &'a [Draft],
}

impl<'a> Atoms<'a> {
    pub(crate) fn new(
        words: &Words<'_>,
        mentions: &Layer<Mention>,
        drafts: &'a [Draft],
        all: &'a mut Vec<Atom>,
    ) -> Self {
        all.clear();
        all.extend((0..words.tokens.len()).map(|i| atom(words, i)));
        mark_mentions(words, mentions, all);
        mark_quotes(words, all);
        for (number, draft) in drafts.iter().enumerate() {
            let Some(cue) = draft.cue else { continue };
            let first = words.at_or_after(cue.start());
            let cue = (first..all.len()).take_while(|&at| words.start(at) < cue.end());
            cue.for_each(|at| all[at].rule = number as u64 + 1);
        }
        Self { all, drafts }
    }

    /// Token `i` as seen from a sentence.
    #[inline]
    pub(crate) fn within(&self, i: usize, scope: Scope) -> &Atom {
        if (scope.low..scope.high).contains(&i) {
            &self.all[i]
        } else {
            &NOTHING
        }
    }

    #[inline]
    pub(crate) fn at(&self, i: usize) -> &Atom {
        self.all.get(i).unwrap_or(&NOTHING)
    }

    /// The draft of the rules whose cue token `i` belongs to.
    pub(crate) fn draft(&self, i: usize) -> Option<&'a Draft> {
        self.drafts.get((self.at(i).rule as usize).checked_sub(1)?)
    }
}

fn atom(words: &Words<'_>, i: usize) -> Atom {
    let spelled = words.spelled[i];
    Atom {
        word: spelled.word,
        fine: spelled.fine.into(),
        coarse: spelled.coarse.into(),
        medium: spelled.medium.into(),
        finest: spelled.finest.into(),
        tail: spelled.tail,
        class: bit(spelled.entry.class),
        forms: u64::from(spelled.entry.forms.bits()),
        ..Atom::default()
    }
}

fn mark_mentions(words: &Words<'_>, mentions: &Layer<Mention>, atoms: &mut [Atom]) {
    let mut from = 0;
    for mention in mentions {
        while from < atoms.len() && words.end(from) <= mention.span.start() {
            from += 1;
        }
        let kind = match mention.kind {
            MentionKind::Person => 1,
            MentionKind::Organisation => 2,
            MentionKind::Place => 3,
            _ => 4,
        };
        let form = match mention.form {
            Form::Name => 1,
            Form::Nominal => 2,
            Form::Pronoun => 3,
        };
        let end = mention.span.end();
        // A mention of a whole text among many within it would be gone through again and again.
        let inside = (from..atoms.len())
            .take(24)
            .take_while(|&at| words.start(at) < end);
        for at in inside {
            let starts = u64::from(at == from);
            let ends = u64::from(words.end(at) >= end);
            atoms[at].mention = 1 | starts << 1 | ends << 2 | kind << 3 | form << 6;
        }
    }
}

fn mark_quotes(words: &Words<'_>, atoms: &mut [Atom]) {
    let mut at = 0;
    for quote in words.quotes.all() {
        while at < atoms.len() && words.start(at) < quote.span.start() {
            at += 1;
        }
        let first = at;
        while at < atoms.len() && words.start(at) < quote.span.end() {
            atoms[at].quote = 2;
            at += 1;
        }
        if at > first {
            atoms[first].quote = 1;
            atoms[at - 1].quote = 3;
        }
    }
}
