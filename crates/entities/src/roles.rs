//! Roles: what the nouns in and beside a name say of its bearer: "President X", "X, a historian", "X magazine".

use crate::cast::{Cast, Draft, FEMALE, MALE, Member};
use crate::lexicon::{Flags, chain, fold_into, hash};
use crate::nouns::{Nouns, Sorts};
use crate::slug;
use crate::words::{Shape, Words};
use presswork_annotations::{Form, MentionKind};
use std::ops::Range;

/// A role: "minister" alone, and with what stands before it, "foreign minister".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Role {
    pub(crate) base: u64,
    pub(crate) full: u64,
    /// Whose: "the Turkish president". An actor's number.
    pub(crate) of: Option<usize>,
}

impl Role {
    /// The role whose noun stands at `at`, with what narrows it from `start` on.
    pub(crate) fn at(words: &Words<'_>, nouns: &Nouns, at: usize, start: usize) -> Self {
        let base = nouns.get(words.list[at].hash).class;
        let modifier = at.checked_sub(1).filter(|&before| before >= start);
        let full = modifier.map_or(base, |before| {
            let before = words.list[before].hash;
            nouns.pair(before, words.list[at].hash).unwrap_or_else(|| {
                let narrows = nouns.get(before).sorts.any(Sorts::MODIFIER);
                if narrows { chain(base, before) } else { base }
            })
        });
        Self {
            base,
            full,
            of: None,
        }
    }

    /// The role of who wrote the text.
    pub(crate) fn writer() -> Self {
        let base = hash("writer");
        Self {
            base,
            full: base,
            of: None,
        }
    }
}

impl Member<'_> {
    /// Takes the roles that an organisation's own name tells: "World Bank", "Council of Europe", "Ministry of Health".
    pub(crate) fn take_heads(&mut self, nouns: &Nouns) {
        let mut folded = String::new();
        // The last noun before "of" or the end.
        let (mut head, mut over) = (None, false);
        for word in self.name.split([' ', '-', ',']) {
            over |= head.is_some() && matches!(word, "of" | "for" | "on" | "in");
            if word.is_empty() || slug::is_legal_form(word) {
                continue;
            }
            fold_into(word, &mut folded);
            let noun = nouns.get(hash(&folded));
            let sorts = noun.sorts.and(Sorts::ORGANISATION);
            self.sorts = self.sorts.or(sorts);
            if !over {
                head = (sorts != Sorts::NONE).then_some(noun.class);
            }
        }
        if let Some(base) = head {
            let full = base;
            let of = None;
            self.roles.push((0, Role { base, full, of }));
        }
    }
}

/// Gives the actors of the named mentions the roles and genders that stand beside their names.
pub(crate) fn assign(words: &Words<'_>, nouns: &Nouns, drafts: &[Draft], cast: &mut Cast<'_>) {
    let mut number = 0;
    for sentence in &words.sentences {
        while number < drafts.len() && drafts[number].words.start < sentence.end {
            let draft = &drafts[number];
            let acts = !matches!(draft.kind, MentionKind::Place | MentionKind::Group);
            if let Some(actor) = draft.actor.filter(|_| acts) {
                let beside = Beside {
                    words,
                    nouns,
                    sentence: sentence.clone(),
                    drafts,
                };
                let person = draft.kind == MentionKind::Person;
                let found = beside.role(number, person);
                let member = &mut cast.actors[actor];
                if person {
                    member.gender = member
                        .gender
                        .or(gender(words, &draft.words, sentence.start));
                }
                if let Some((at, role)) = found {
                    let noun = nouns.get(words.list[at].hash);
                    member.sorts = member.sorts.or(noun.sorts);
                    if person {
                        let told = words.list[at].known.flags.and(TITLES);
                        member.gender = member.gender.or(told);
                    }
                    member.roles.push((draft.words.start, role));
                }
            }
            number += 1;
        }
    }
}

/// What the titles before a name and its given name tell of its gender.
pub(crate) fn gender(words: &Words<'_>, name: &Range<usize>, from: usize) -> Flags {
    let given = words.list[name.start].known.flags;
    given.and(MALE.or(FEMALE)).or(title(words, name, from))
}

/// What the titles before a name tell of its gender.
pub(crate) fn title(words: &Words<'_>, name: &Range<usize>, from: usize) -> Flags {
    let before = name.start.saturating_sub(2).max(from)..name.start;
    let titles = words.list[before].iter().rev();
    titles
        .take_while(|word| word.is(Flags::TITLE.or(Flags::ROLE)))
        .fold(Flags::NONE, |all, word| all.or(word.known.flags))
        .and(TITLES)
}

/// Whether the one is a man's and the other a woman's.
pub(crate) fn clash(one: Flags, other: Flags) -> bool {
    let male = |flags: Flags| flags.any(MALE) && !flags.any(FEMALE);
    let female = |flags: Flags| flags.any(FEMALE) && !flags.any(MALE);
    male(one) && female(other) || female(one) && male(other)
}

/// What titles and nouns tell, but not given names.
pub(crate) const TITLES: Flags = Flags::MALE.or(Flags::FEMALE);

/// A name and what stands beside it.
struct Beside<'a, 'w> {
    words: &'a Words<'w>,
    nouns: &'a Nouns,
    sentence: Range<usize>,
    drafts: &'a [Draft],
}

impl Beside<'_, '_> {
    /// The role of this draft, and the word of its noun.
    fn role(&self, number: usize, person: bool) -> Option<(usize, Role)> {
        let range = &self.drafts[number].words;
        let fits = |at: usize| {
            let noun = self.nouns.get(self.words.list[at].hash);
            let wanted = if person {
                Sorts::PERSON
            } else {
                Sorts::ORGANISATION
            };
            noun.sorts.any(wanted) && !noun.plural
        };
        self.before(number, range, fits)
            .or_else(|| self.after(number, range, fits))
            .or_else(|| self.wrote(range).filter(|_| person))
    }

    /// "President X", "the soprano X", "France's foreign minister, X", "the mayor of Qorda, X".
    fn before(
        &self,
        number: usize,
        range: &Range<usize>,
        fits: impl Fn(usize) -> bool,
    ) -> Option<(usize, Role)> {
        let list = &self.words.list;
        let text = |at: usize| self.words.text(list[at].span);
        let mut at = range.start.checked_sub(1)?;
        if at < self.sentence.start {
            return None;
        }
        // "The coach, X": the noun is before the comma, and has an article or owner, or the name of a place behind it.
        let apposed = text(at) == ",";
        if apposed {
            at = at.checked_sub(1).filter(|&at| at >= self.sentence.start)?;
        }
        while list[at].is(Flags::TITLE) && !fits(at) && at > self.sentence.start {
            at -= 1;
        }
        if fits(at) {
            let (start, of) = self.owner(at, number);
            let clear = !apposed || start < at || of.is_some() || self.is_determined(start);
            return clear.then(|| (at, self.role_at(at, start, of)));
        }
        // "the mayor of Qorda, X": a name between.
        let earlier = number.checked_sub(1).map(|i| &self.drafts[i])?;
        if !apposed || earlier.words.end != at + 1 || earlier.words.start < self.sentence.start + 2
        {
            return None;
        }
        let mut link = earlier.words.start - 1;
        while link > self.sentence.start && matches!(text(link), "the" | "The") {
            link -= 1;
        }
        let noun = link
            .checked_sub(1)
            .filter(|&at| at >= self.sentence.start)?;
        let linked = matches!(text(link), "of" | "for" | "at" | "in") && fits(noun);
        linked.then(|| {
            (
                noun,
                self.role_at(noun, noun.saturating_sub(1), earlier.actor),
            )
        })
    }

    /// "X, the president of", "X, a historian", "X magazine", "X is the mayor".
    fn after(
        &self,
        number: usize,
        range: &Range<usize>,
        fits: impl Fn(usize) -> bool,
    ) -> Option<(usize, Role)> {
        let list = &self.words.list;
        let text = |at: usize| self.words.text(list[at].span);
        let end = self.sentence.end;
        let first = list[..end].get(range.end)?;
        if fits(range.end) && !first.looks(Shape::CAPITAL) && !first.looks(Shape::BREAK) {
            return Some((range.end, self.role_at(range.end, range.end, None)));
        }
        if !matches!(text(range.end), "," | "is" | "was" | "(") {
            return None;
        }
        let from = range.end + 1;
        let mut determined = false;
        for at in from..end.min(from + 7) {
            let word = &list[at];
            let comma = matches!(text(at), "," | "(") || word.looks(Shape::BREAK);
            let age = word.looks(Shape::DIGIT);
            if age && at == from {
                continue;
            }
            if comma && at == from + 1 && list[from].looks(Shape::DIGIT) {
                continue;
            }
            if comma || !word.looks(Shape::LETTER) && text(at) != "-" {
                return None;
            }
            determined |= word.is(Flags::DETERMINER) || word.looks(Shape::POSSESSIVE);
            let verb =
                word.is(Flags::SPEECH) && !self.nouns.get(word.hash).sorts.any(Sorts::PERSON);
            if verb || matches!(text(at), "who" | "whose" | "which" | "of" | "for" | "and") {
                return None;
            }
            if fits(at) && !word.looks(Shape::CAPITAL) {
                // "X, director Y": the noun belongs to the next name. "X, a company director": the last noun counts.
                let next = list[..end].get(at + 1);
                if next.is_some_and(|next| next.looks(Shape::CAPITAL) && !next.looks(Shape::BREAK))
                {
                    return None;
                }
                if next.is_some_and(|_| fits(at + 1)) {
                    continue;
                }
                let bare = text(range.end) != "," && !determined;
                let of = self.complement(number, at);
                return (!bare).then(|| (at, self.role_at(at, from, of)));
            }
        }
        None
    }

    /// "A report written by X", "in an essay by X", "X writes".
    fn wrote(&self, range: &Range<usize>) -> Option<(usize, Role)> {
        let list = &self.words.list[..self.sentence.end];
        let text = |at: usize| list.get(at).map_or("", |word| self.words.text(word.span));
        if matches!(text(range.end), "writes" | "wrote") {
            return Some((range.end, Role::writer()));
        }
        let by = range
            .start
            .checked_sub(1)
            .filter(|&at| at > self.sentence.start)?;
        let written = text(by) == "by"
            && matches!(
                text(by - 1),
                "written"
                    | "penned"
                    | "authored"
                    | "article"
                    | "report"
                    | "essay"
                    | "column"
                    | "commentary"
                    | "piece"
                    | "analysis"
                    | "book"
                    | "editorial"
                    | "op-ed"
                    | "study"
                    | "paper"
                    | "novel"
            );
        written.then(|| (by, Role::writer()))
    }

    /// Whose the role at `at` is by what follows it: "the mayor of Qorda".
    fn complement(&self, number: usize, at: usize) -> Option<usize> {
        let list = &self.words.list[..self.sentence.end];
        let text = |at: usize| list.get(at).map(|word| self.words.text(word.span));
        let link = text(at + 1)?;
        if !matches!(link, "of" | "for" | "at" | "in") {
            return None;
        }
        let from = at + 2 + usize::from(text(at + 2) == Some("the"));
        let behind = self.drafts.get(number + 1..)?.iter().take(2);
        let found = behind.into_iter().find(|draft| draft.words.start == from);
        found.and_then(|draft| draft.actor)
    }

    /// Where the noun phrase before the noun at `at` starts, and whose it is.
    fn owner(&self, at: usize, number: usize) -> (usize, Option<usize>) {
        let list = &self.words.list;
        let mut start = at;
        while start > self.sentence.start
            && self
                .nouns
                .get(list[start - 1].hash)
                .sorts
                .any(Sorts::MODIFIER)
        {
            start -= 1;
        }
        let before = number.checked_sub(1).map(|i| &self.drafts[i]);
        let of = before.filter(|draft| draft.form == Form::Name && start >= draft.words.end);
        let of = of.filter(|draft| {
            let between = &list[draft.words.end..start];
            between.is_empty() && draft.kind != MentionKind::Person
                || between.len() == 1 && between[0].looks(Shape::POSSESSIVE)
        });
        (start, of.and_then(|draft| draft.actor))
    }

    fn role_at(&self, at: usize, start: usize, of: Option<usize>) -> Role {
        Role {
            of,
            ..Role::at(self.words, self.nouns, at, start)
        }
    }

    fn is_determined(&self, start: usize) -> bool {
        let before = start.checked_sub(1).filter(|&at| at >= self.sentence.start);
        let before = before.map(|at| &self.words.list[at]);
        before.is_some_and(|word| word.is(Flags::DETERMINER) || word.looks(Shape::POSSESSIVE))
    }
}
