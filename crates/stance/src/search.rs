//! Finding the parties of a word: who is its subject, who its object, who stands behind `by`.
//!
//! There are no parts of speech: a clause is read by its closed-class words and by the distance of names.

use crate::classes::{
    ADVERB, AGENT, BODY, BREAK, CALL, CAPITAL, CLOSE_BRACKET, COMMA, COMMIT, CONDITION, CONTRACTED,
    COORDINATOR, DETERMINER, DOWNFALL, FIRST_PERSON, GIVE, HYPHEN, NEGATION, NUMBER,
    OBJECT_PRONOUN, ONLY, OPEN_BRACKET, POSSESSIVE, QUOTED, RECEIVE, RELATIVE, REPORT, REVERSE,
    STRONGER, SUBJECT_PRONOUN, SUBORDINATOR, TIME, WEAKER, WISH, preposition,
};
use crate::group::Group;
use crate::parties::{Names, Party, Who};
use crate::sentence::{Name, Sentence};
use presswork_annotations::Form;

/// How many tokens a search looks at: longer noun phrases are rare, and a bound keeps long sentences linear.
pub(crate) const REACH: usize = 30;

impl Sentence<'_> {
    #[inline]
    pub(crate) fn is(&self, i: usize, class: u64) -> bool {
        self.toks.get(i).is_some_and(|tok| tok.classes & class != 0)
    }

    #[inline]
    pub(crate) fn preposition(&self, i: usize) -> u32 {
        self.toks.get(i).map_or(0, |tok| tok.preposition)
    }

    #[inline]
    pub(crate) fn name_at(&self, i: usize) -> Option<u16> {
        self.toks.get(i).and_then(|tok| tok.name)
    }

    pub(crate) fn name(&self, number: u16) -> &Name {
        &self.names[usize::from(number)]
    }

    /// Whether token `i` is an open-class word outside names, such as a noun.
    pub(crate) fn plain(&self, i: usize) -> bool {
        const OPEN: u64 = TIME
            | DOWNFALL
            | STRONGER
            | WEAKER
            | GIVE
            | RECEIVE
            | REVERSE
            | CALL
            | COMMIT
            | WISH
            | HYPHEN
            | NUMBER
            | REPORT
            | POSSESSIVE
            | QUOTED
            | CAPITAL
            | AGENT
            | ONLY
            | BODY;
        self.toks.get(i).is_some_and(|tok| {
            tok.name.is_none() && tok.preposition == 0 && tok.classes & !OPEN == 0
        })
    }

    /// Whether a clause ends at token `i`.
    pub(crate) fn boundary(&self, i: usize) -> bool {
        self.is(i, SUBORDINATOR | BREAK | RELATIVE)
    }

    /// The preposition that governs the noun phrase whose name begins at `first`, past its determiners, titles and nouns.
    pub(crate) fn governed(&self, first: usize) -> u32 {
        let mut i = first;
        for _ in 0..4 {
            let Some(before) = i.checked_sub(1) else {
                return 0;
            };
            match self.preposition(before) {
                0 if self.is(before, TIME | NUMBER | REPORT) => return 0,
                0 if self.plain(before) || self.is(before, DETERMINER) => i = before,
                preposition => return preposition,
            }
        }
        0
    }

    fn party(&self, name: u16, sure: f32) -> Party {
        Party {
            who: Who::Names(self.with_left(name)),
            sure,
        }
    }

    /// Whom a pronoun at `at` without a mention means: the first name before it that is in no prepositional phrase.
    fn antecedent(&self, at: usize, sure: f32) -> Party {
        if self.is(at, FIRST_PERSON) {
            return Party {
                who: Who::Speaker,
                sure,
            };
        }
        let thing = self.is(at, SUBJECT_PRONOUN) && self.is(at, OBJECT_PRONOUN);
        let fits = |name: &Name| {
            self.governed(name.first) == 0 && name.form != Form::Pronoun && !(thing && name.person)
        };
        let earlier = self.names.partition_point(|name| name.end <= at);
        // A person is told of first and then goes on as "he"; a thing is the last one told of.
        let found = if thing {
            let mut last = (0..earlier).rev().take(8);
            last.find(|&number| fits(&self.names[number]))
        } else {
            (0..earlier.min(8)).find(|&number| fits(&self.names[number]))
        };
        match found {
            Some(number) => Party {
                who: Who::Names(Names::one(number as u16)),
                sure: sure * 0.6,
            },
            None => Party {
                who: Who::Unknown,
                sure: sure * 0.6,
            },
        }
    }

    /// Whom "him" at `at` means when the subject is `subject`: the first other person before it.
    pub(crate) fn other_antecedent(&self, at: usize, subject: u16) -> Option<Names> {
        let earlier = self.names.iter().enumerate().take(8);
        let mut fitting =
            earlier
                .take_while(|(_, name)| name.end <= at)
                .filter(|(number, name)| {
                    *number != usize::from(subject) && name.person && !name.possessive
                });
        fitting.next().map(|(number, _)| Names::one(number as u16))
    }

    /// The subject of `group`; none where nothing stands before it.
    pub(crate) fn subject(&self, group: &Group) -> Option<Party> {
        let mut group = *group;
        let mut before = group.start.checked_sub(1)?;
        if self.is(before, CLOSE_BRACKET) {
            let low = before.saturating_sub(10);
            group.start = (low..before).rev().find(|&i| self.is(i, OPEN_BRACKET))?;
            before = group.start.checked_sub(1)?;
        }
        if self.is(before, CONTRACTED) {
            return Some(match self.name_at(before) {
                Some(name) => Party {
                    who: Who::Names(Names::one(name)),
                    sure: 1.0,
                },
                None => self.antecedent(before, 1.0),
            });
        }
        if self.is(before, RELATIVE)
            && self.name_at(before).is_none()
            && let Some(party) = self.relative(before)
        {
            return Some(party);
        }
        if group.copular && self.is(before, SUBJECT_PRONOUN) && self.is(before, OBJECT_PRONOUN) {
            return None;
        }
        if group.purpose {
            return self.first_subject(group.start, 0.85);
        }
        if self.is(before, COORDINATOR) && !group.infinitive {
            return self.first_subject(before, 1.0);
        }
        if self.is(before, COMMA) {
            if !group.gerund
                && let Some(party) = self.apposition(before)
            {
                return Some(party);
            }
            return self.first_subject(before, 0.9);
        }
        if group.gerund {
            let by = preposition("by") | preposition("in") | preposition("after");
            let linked =
                self.is(before, SUBORDINATOR | NEGATION) || self.preposition(before) & by != 0;
            if linked {
                return self.first_subject(before, 0.9);
            }
        }
        self.nearest(group.start)
    }

    /// The name before the relative pronoun at `at`: "Diallo, who".
    pub(crate) fn relative(&self, at: usize) -> Option<Party> {
        let mut i = at;
        for _ in 0..4 {
            i = i.checked_sub(1)?;
            if let Some(name) = self.name_at(i) {
                return Some(Party {
                    who: Who::Names(Names::one(name)),
                    sure: 0.95,
                });
            }
            // "that" may also begin what someone says.
            let near = !self.is(at, SUBORDINATOR);
            if !(near && self.plain(i) || self.is(i, COMMA)) {
                return None;
            }
        }
        None
    }

    /// The name before an apposition that ends in the comma at `at`: "Diallo, the speaker of the house, condemned".
    fn apposition(&self, at: usize) -> Option<Party> {
        let low = at.saturating_sub(REACH);
        let comma = (low..at).rev().find(|&i| self.is(i, COMMA | BREAK))?;
        let name = self.name_at(comma.checked_sub(1)?)?;
        (self.governed(self.name(name).first) == 0).then(|| self.party(name, 0.9))
    }

    /// The first name of the clause that ends before `end`.
    pub(crate) fn first_subject(&self, end: usize, sure: f32) -> Option<Party> {
        let low = end.saturating_sub(REACH + 10);
        let mut best = None;
        let mut i = end;
        while i > low {
            i -= 1;
            if let Some(name) = self.name_at(i) {
                i = self.name(name).first;
                if self.governed(i) == 0 && !self.name(name).possessive {
                    best = Some(self.party(name, sure));
                }
            } else if self.is(i, REPORT) {
                // "Diallo said on Tuesday, rejecting".
                return best.or_else(|| self.nearest(i));
            } else if self.is(i, BREAK) || self.is(i, SUBORDINATOR) && i + 1 < end {
                break;
            } else if self.is(i, SUBJECT_PRONOUN | FIRST_PERSON) {
                best = Some(self.antecedent(i, sure));
            }
        }
        best
    }

    /// The nearest name to the left of `start` within the clause that no preposition governs, else one behind `of`.
    pub(crate) fn nearest(&self, start: usize) -> Option<Party> {
        let low = start.saturating_sub(REACH);
        let mut second = None;
        let mut i = start;
        let mut nouns = false;
        while i > low {
            i -= 1;
            if let Some(name) = self.name_at(i) {
                let first = self.name(name).first;
                if self.name(name).attached {
                    i = first;
                    nouns = true;
                    continue;
                }
                let adjacent = self.name(name).end == start;
                if !adjacent && self.others(name) {
                    return Some(Party {
                        who: Who::Unknown,
                        sure: 0.7,
                    });
                }
                match self.governed(first) {
                    0 if self.name(name).possessive || !adjacent && nouns => {
                        return Some(self.party(name, 0.8));
                    }
                    0 => return Some(self.party(name, 1.0)),
                    governed if governed & (preposition("of") | preposition("from")) != 0 => {
                        second = second.or_else(|| Some(self.party(name, 0.7)));
                    }
                    _ => {}
                }
                i = first;
            } else if self.is(i, SUBJECT_PRONOUN | FIRST_PERSON) && i + 1 == start {
                return Some(self.antecedent(i, 1.0));
            } else if self.boundary(i) || self.is(i, COMMA | REPORT) {
                break;
            } else if self.plain(i) && !self.is(i, TIME | NUMBER) {
                nouns = true;
            }
        }
        let unnamed = || {
            nouns.then_some(Party {
                who: Who::Unknown,
                sure: 0.7,
            })
        };
        second.or_else(unnamed)
    }

    /// Whether the noun behind `name` means others: "Omarra's critics".
    pub(crate) fn others(&self, name: u16) -> bool {
        let end = self.name(name).end;
        (end..end + 4)
            .take_while(|&i| self.plain(i))
            .any(|i| self.is(i, AGENT))
    }

    /// Whether the clause in which token `at` stands begins with "if" or "whether".
    pub(crate) fn conditional(&self, at: usize) -> bool {
        let low = at.saturating_sub(REACH / 2);
        (low..at)
            .rev()
            .take_while(|&i| !self.is(i, BREAK))
            .find(|&i| self.boundary(i))
            .is_some_and(|i| self.is(i, CONDITION))
    }

    /// The name behind `by` after token `from`.
    pub(crate) fn agent(&self, from: usize, introduced: u32) -> Option<Party> {
        let high = (from + 12).min(self.toks.len());
        for i in from..high {
            if self.boundary(i) || self.is(i, COMMA) {
                return None;
            }
            if self.preposition(i) & introduced != 0 && self.name_at(i).is_none() {
                let (names, _) = self.phrase(i + 1)?;
                return Some(Party {
                    who: Who::Names(names),
                    sure: 0.95,
                });
            }
        }
        None
    }

    /// The person behind `name` and a title, if there is one: "Senate leader Diallo".
    pub(crate) fn head(&self, name: u16) -> u16 {
        let found = self.name(name);
        if found.person || found.possessive {
            return name;
        }
        let of = preposition("of");
        let title =
            (found.end..found.end + 5).find(|&i| !(self.plain(i) || self.preposition(i) == of));
        let person = title.and_then(|i| self.name_at(i));
        person
            .filter(|&person| self.name(person).person && self.name(person).form == Form::Name)
            .unwrap_or(name)
    }

    /// The names of the noun phrase that begins at `from`: past determiners and nouns, and `of` between them.
    pub(crate) fn phrase(&self, from: usize) -> Option<(Names, usize)> {
        let high = (from + 7).min(self.toks.len());
        for i in from..high {
            match self.name_at(i) {
                Some(name) if self.name(name).attached => continue,
                Some(name) => return Some(self.with_right(self.head(name))),
                None => {}
            }
            let of = self.preposition(i) == preposition("of") && i > from;
            if !(of || self.plain(i) || self.is(i, DETERMINER | ADVERB)) {
                return None;
            }
        }
        None
    }
}
