//! Words by which the speaker judges who or what someone is: "corrupt", "a liar", "the harshness of".

use crate::classes::{
    ADVERB, BE, BODY, CALL, COMMA, CONTRACTED, COPULA, DETERMINER, NEGATION, POSSESSIVE, QUOTE,
    TIME, preposition,
};
use crate::inflect::form;
use crate::lexicon::Pattern;
use crate::parties::{Names, Party, Who};
use crate::rows::Reading;
use crate::rules::{Match, Reader};

impl Reader<'_, '_, '_> {
    /// "Omarra's corrupt army", "Omarra is corrupt", "called Omarra corrupt", "the corrupt Omarra", "failed policies of Omarra".
    pub(crate) fn description(&mut self, found: Match<'_>) {
        let sentence = self.sentence;
        let reading = Reading {
            intensity: self.intensity(found),
            ..Reading::default()
        };
        let adjective = found.entry.pattern == Pattern::Adjective;
        if let Some(name) = sentence.name_at(found.at) {
            // Inside a noun phrase that is itself a mention.
            if adjective {
                self.judge(
                    found,
                    Names::one(name),
                    Reading {
                        sure: 0.8,
                        ..reading
                    },
                );
            }
            return;
        }
        if adjective && self.describes_name(found.end) {
            return;
        }
        let start = self.before_noun(found.at);
        if adjective {
            let owner = start.checked_sub(1).and_then(|i| sentence.name_at(i));
            let determined = (start..found.at).any(|i| sentence.is(i, DETERMINER));
            if let Some(owner) =
                owner.filter(|&owner| sentence.name(owner).possessive && !determined)
            {
                self.judge(
                    found,
                    Names::one(owner),
                    Reading {
                        sure: 0.75,
                        ..reading
                    },
                );
                return;
            }
        }
        let called = found.entry.pattern == Pattern::Called;
        if !called && self.predicate(found, start, reading) || self.calling(found, start, reading) {
            return;
        }
        if called || found.entry.pattern == Pattern::Predicate {
            return;
        }
        let mut i = found.end;
        while i < found.end + 2 && sentence.plain(i) {
            i += 1;
        }
        if let Some(name) = sentence.name_at(i) {
            // "phony Russian stories" says that the stories are.
            let (name, whole) = (sentence.head(name), sentence.name(name));
            if whole.attached
                || sentence.plain(whole.end)
                    && !sentence.is(whole.end, BODY | TIME | POSSESSIVE)
                    && sentence.head(name) == name
                    && whole.end == sentence.name(name).end
            {
                return;
            }
            let sure = if i == found.end { 0.9 } else { 0.7 };
            self.judge(found, Names::one(name), Reading { sure, ..reading });
        } else if adjective
            && i > found.end
            && sentence.preposition(i) & (preposition("of") | preposition("by")) != 0
        {
            if let Some((names, _)) = sentence.phrase(i + 1) {
                self.judge(
                    found,
                    names,
                    Reading {
                        sure: 0.6,
                        ..reading
                    },
                );
            }
        } else if !adjective {
            self.apposed(found, start, reading);
        }
    }

    /// Whether an adjective before token `i` only belongs to a word that judges by itself: "a great loser".
    fn describes_name(&self, i: usize) -> bool {
        let Some(tok) = self.sentence.toks.get(i) else {
            return false;
        };
        let uses = tok.word.map_or(&[][..], |word| &word.uses);
        uses.iter().any(|one| {
            self.lexicon.entry(one).pattern == Pattern::Name && self.end(i, &one.rest).is_some()
        })
    }

    /// "Omarra is corrupt", "Omarra seems a liar".
    fn predicate(&mut self, found: Match<'_>, start: usize, reading: Reading) -> bool {
        let sentence = self.sentence;
        let mut verb = start;
        if verb > 0 && sentence.is(verb - 1, QUOTE) {
            verb -= 1;
            verb -= usize::from(verb > 0 && sentence.is(verb - 1, DETERMINER));
        }
        while verb > 0
            && sentence.is(verb - 1, NEGATION | ADVERB)
            && sentence.name_at(verb - 1).is_none()
        {
            verb -= 1;
        }
        let negated = (verb..start).any(|i| sentence.is(i, NEGATION))
            || self.text[sentence.toks[start].span] == *"no";
        let Some(verb) = verb
            .checked_sub(1)
            .filter(|&i| sentence.is(i, BE | COPULA | CONTRACTED))
        else {
            return false;
        };
        let verb = if sentence.is(verb, CONTRACTED) {
            verb + 1
        } else {
            verb
        };
        let group = sentence.group(verb, verb + 1, 0);
        let Some(Party {
            who: Who::Names(names),
            sure,
        }) = sentence.subject(&group)
        else {
            return false;
        };
        let reading = Reading {
            negated: negated != group.negated,
            hypothetical: group.hypothetical || sentence.conditional(group.start),
            sure: sure * 0.95,
            ..reading
        };
        self.judge(found, names, reading);
        true
    }

    /// "called Omarra a liar", "described Omarra as corrupt", "Omarra was branded a liar".
    fn calling(&mut self, found: Match<'_>, start: usize, reading: Reading) -> bool {
        let sentence = self.sentence;
        let Some(mut last) = start.checked_sub(1) else {
            return false;
        };
        if matches!(
            &self.text[sentence.toks[last].span],
            "as" | "“" | "\"" | "‘" | "'"
        ) {
            let Some(before) = last.checked_sub(1) else {
                return false;
            };
            last = before;
            if sentence.is(last, DETERMINER) && last > 0 {
                last -= 1;
            }
        }
        if let Some(name) = sentence.name_at(last) {
            let first = sentence.name(name).first;
            let low = first.saturating_sub(3);
            let verb = (low..first)
                .rev()
                .find(|&i| sentence.is(i, CALL) && sentence.name_at(i).is_none());
            let Some(verb) = verb else {
                return false;
            };
            let group = sentence.group(verb, verb + 1, 0);
            let holder = sentence.subject(&group).unwrap_or(Party {
                who: Who::Speaker,
                sure: 0.8,
            });
            let reading = Reading {
                negated: group.negated,
                hypothetical: group.hypothetical,
                sure: 0.95,
                ..reading
            };
            self.add(found, holder, Names::one(name), reading);
            return true;
        }
        if sentence.is(last, CALL) {
            let group = sentence.group(last, last + 1, form::PARTICIPLE);
            if let (
                true,
                Some(Party {
                    who: Who::Names(names),
                    sure,
                }),
            ) = (group.passive, sentence.subject(&group))
            {
                let by = sentence.agent(found.end, preposition("by"));
                let holder = by.unwrap_or(Party {
                    who: Who::Unknown,
                    sure: 0.9,
                });
                self.add(
                    found,
                    holder,
                    names,
                    Reading {
                        negated: group.negated,
                        sure,
                        ..reading
                    },
                );
                return true;
            }
        }
        false
    }

    /// "Omarra, a liar,".
    fn apposed(&mut self, found: Match<'_>, start: usize, reading: Reading) {
        let comma = start.checked_sub(1).filter(|&i| self.sentence.is(i, COMMA));
        let name = comma.and_then(|i| self.sentence.name_at(i.checked_sub(1)?));
        if let Some(name) = name.filter(|_| self.sentence.is(start, DETERMINER)) {
            self.judge(
                found,
                Names::one(name),
                Reading {
                    sure: 0.8,
                    ..reading
                },
            );
        }
    }

    /// "the harshness of Omarra", "Omarra's harshness".
    pub(crate) fn of_whom(&mut self, found: Match<'_>) {
        let sentence = self.sentence;
        let before = self.before_noun(found.at);
        let reading = Reading {
            negated: self.denied(before),
            intensity: self.intensity(found),
            ..Reading::default()
        };
        let of = preposition("of") | preposition("by") | preposition("from");
        if sentence.preposition(found.end) & of != 0 {
            if let Some((names, _)) = sentence.phrase(found.end + 1) {
                self.judge(
                    found,
                    names,
                    Reading {
                        sure: 0.9,
                        ..reading
                    },
                );
            }
        } else if let Some(Party {
            who: Who::Names(names),
            sure,
        }) = self.owner(found.at)
        {
            self.judge(
                found,
                names,
                Reading {
                    sure: sure * 0.85,
                    ..reading
                },
            );
        }
    }
}
