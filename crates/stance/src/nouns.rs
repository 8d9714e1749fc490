//! Nouns between holder and target: "criticism of X by Y", "support for X", "X faced criticism", "a critic of X".

use crate::classes::{
    ADVERB, AUXILIARY, BE, CALL, COMMA, COMMIT, COPULA, DETERMINER, GIVE, NEGATION, OWN,
    POSSESSIVE, RECEIVE, REPORT, REVERSE, STRONGER, TIME, WISH, preposition,
};
use crate::lexicon::Pattern;
use crate::parties::{Names, Party, Who};
use crate::rows::Reading;
use crate::rules::{Match, Reader};

impl Reader<'_, '_, '_> {
    pub(crate) fn noun(&mut self, found: Match<'_>) {
        let sentence = self.sentence;
        if self.used_as_verb(found) {
            return;
        }
        let before = self.before_noun(found.at);
        let negated = (before..found.at).any(|i| sentence.is(i, REVERSE)) || self.denied(before);
        let mut reading = Reading {
            negated,
            hypothetical: self.hypothetical(before),
            intensity: self.intensity(found),
            ..Reading::default()
        };
        let by = preposition("by") | preposition("from");
        // "criticism by Y of X".
        let agent_first = sentence.preposition(found.end) & by != 0;
        let mut behind = found.end;
        let mut agent = None;
        if agent_first {
            let Some((names, end)) = sentence.phrase(found.end + 1) else {
                return;
            };
            agent = Some(Party {
                who: Who::Names(names),
                sure: 0.95,
            });
            behind = end;
        }
        let target = if sentence.preposition(behind) & found.entry.prepositions != 0 {
            sentence.phrase(behind + 1)
        } else {
            None
        };
        let Some((targets, end)) = target else {
            self.received(found, before, agent, reading);
            return;
        };
        agent = agent.or_else(|| {
            sentence
                .agent(end, preposition("by"))
                .filter(|_| !agent_first)
        });
        let holder = agent
            .or_else(|| self.owner(found.at))
            .or_else(|| self.own(before))
            .or_else(|| self.giver(before))
            .unwrap_or(Party {
                who: Who::Unknown,
                sure: 0.75,
            });
        if negated && holder.who == Who::Unknown {
            return;
        }
        // "criticism of Diallo's rival" is not about Diallo alone.
        if targets
            .as_slice()
            .iter()
            .any(|&name| sentence.name(name).possessive)
        {
            reading.sure *= 0.85;
        }
        self.add(found, holder, targets, reading);
    }

    /// "Y drew criticism from X", "under attack".
    fn received(
        &mut self,
        found: Match<'_>,
        before: usize,
        agent: Option<Party>,
        reading: Reading,
    ) {
        let Some(verb) = before.checked_sub(1) else {
            return;
        };
        // "had the backing of X".
        let had = self.sentence.is(verb, AUXILIARY)
            && found.entry.polarity == presswork_annotations::Polarity::Support;
        let of = self.sentence.preposition(found.end) == preposition("of");
        let agent = agent.or_else(|| {
            let (names, _) = if of {
                self.sentence.phrase(found.end + 1)?
            } else {
                return None;
            };
            Some(Party {
                who: Who::Names(names),
                sure: 0.9,
            })
        });
        if !(self.sentence.is(verb, RECEIVE) || had && agent.is_some()) {
            return;
        }
        let group = self.sentence.group(verb, verb + 1, 0);
        if let Some(Party {
            who: Who::Names(targets),
            sure,
        }) = self.sentence.subject(&group)
        {
            let holder = agent.unwrap_or(Party {
                who: Who::Unknown,
                sure: 0.9,
            });
            let negated = reading.negated != group.negated;
            let hypothetical = reading.hypothetical || group.hypothetical;
            let sure = reading.sure * sure * 0.9;
            self.add(
                found,
                holder,
                targets,
                Reading {
                    negated,
                    hypothetical,
                    sure,
                    ..reading
                },
            );
        }
    }

    /// "a critic of X", "X's critics": the one so named holds it.
    pub(crate) fn agent_noun(&mut self, found: Match<'_>) {
        let sentence = self.sentence;
        let inside = sentence.name_at(found.at);
        let behind = if sentence.preposition(found.end) & found.entry.prepositions != 0 {
            sentence.phrase(found.end + 1).map(|(names, _)| names)
        } else {
            None
        };
        let before = self.before_noun(found.at);
        let owner = || match self.owner(found.at)?.who {
            Who::Names(names) => Some(names),
            _ => None,
        };
        let Some(targets) = behind.or_else(owner) else {
            return;
        };
        let possessed = behind.is_none();
        let reading = Reading {
            negated: self.denied(before),
            hypothetical: self.hypothetical(before),
            ..Reading::default()
        };
        let holder = inside
            .map(|name| Party {
                who: Who::Names(Names::one(name)),
                sure: 0.9,
            })
            .or_else(|| self.so_named(found, before, possessed));
        // Some critic or other is nobody's stance.
        if let Some(holder) = holder {
            self.add(found, holder, targets, reading);
        }
    }

    /// Who is called by the noun: "Y, a critic of", "Y is a critic of", "X critic Y".
    fn so_named(&self, found: Match<'_>, before: usize, owned: bool) -> Option<Party> {
        let sentence = self.sentence;
        if let Some(name) = sentence.name_at(found.end).filter(|_| owned) {
            return Some(Party {
                who: Who::Names(Names::one(name)),
                sure: 0.9,
            });
        }
        let mut start = before;
        if owned {
            // "Y, a Trump critic": past the owner.
            let names = self.owner(found.at)?;
            let Who::Names(names) = names.who else {
                return None;
            };
            start = sentence.name(names.as_slice()[0]).first;
        }
        while start > 0 && sentence.is(start - 1, DETERMINER | ADVERB | STRONGER) {
            start -= 1;
        }
        let last = start.checked_sub(1)?;
        if sentence.is(last, BE | COPULA | NEGATION | AUXILIARY) {
            let verb = if sentence.is(last, NEGATION) {
                last.checked_sub(1)?
            } else {
                last
            };
            return sentence.subject(&sentence.group(verb, verb + 1, 0));
        }
        let comma = if sentence.is(last, COMMA) {
            last.checked_sub(1)?
        } else {
            return None;
        };
        let name = sentence.name_at(comma)?;
        Some(Party {
            who: Who::Names(Names::one(name)),
            sure: 0.85,
        })
    }

    /// Where the noun phrase whose noun stands at `at` begins: past adjectives and nouns.
    pub(crate) fn before_noun(&self, at: usize) -> usize {
        let mut start = at;
        while start > 0 && at - start < 4 {
            let before = start - 1;
            let adjective = self.sentence.plain(before)
                && !self.sentence.is(
                    before,
                    REVERSE | GIVE | RECEIVE | REPORT | COMMIT | WISH | CALL | POSSESSIVE,
                );
            if !(adjective
                || self.sentence.is(before, DETERMINER)
                || self.sentence.is(before, ADVERB) && self.sentence.name_at(before).is_none())
            {
                break;
            }
            start = before;
        }
        start
    }

    /// Whose noun stands at `at`: "Iraq's criticism", "American support".
    pub(crate) fn owner(&self, at: usize) -> Option<Party> {
        let sentence = self.sentence;
        let mut i = at;
        for skipped in 0..4 {
            i = i.checked_sub(1)?;
            if let Some(name) = sentence.name_at(i) {
                let possessive = sentence.name(name).possessive;
                if !(possessive || sentence.name(name).acts) {
                    return None;
                }
                let sure = if possessive || skipped == 0 {
                    0.95
                } else {
                    0.75
                };
                return Some(Party {
                    who: Who::Names(sentence.with_left(name)),
                    sure,
                });
            }
            if !(sentence.plain(i)
                && !sentence.is(i, REVERSE | GIVE | RECEIVE | REPORT | WISH | TIME)
                || sentence.is(i, POSSESSIVE | STRONGER))
            {
                return None;
            }
        }
        None
    }

    /// "his criticism": the subject of the clause; "our criticism": the speaker.
    fn own(&self, before: usize) -> Option<Party> {
        let sentence = self.sentence;
        if !sentence.is(before, OWN) {
            return None;
        }
        if let Some(name) = sentence.name_at(before) {
            return Some(Party {
                who: Who::Names(Names::one(name)),
                sure: 0.95,
            });
        }
        if matches!(
            &self.text[sentence.toks[before].span],
            "my" | "our" | "My" | "Our"
        ) {
            return Some(Party {
                who: Who::Speaker,
                sure: 0.95,
            });
        }
        sentence.first_subject(before, 0.8)
    }

    /// Who voices, gives or launches the noun whose phrase begins at `before`: "Y voiced criticism of".
    fn giver(&self, before: usize) -> Option<Party> {
        let sentence = self.sentence;
        let low = before.saturating_sub(4);
        let verb = (low..before)
            .rev()
            .take_while(|&i| sentence.name_at(i).is_none() || sentence.is(i, GIVE))
            .find(|&i| sentence.is(i, GIVE) && sentence.name_at(i).is_none())?;
        let group = sentence.group(verb, verb + 1, crate::inflect::form::PARTICIPLE);
        if group.passive {
            return sentence.agent(before, preposition("by"));
        }
        sentence.subject(&group).map(|party| Party {
            sure: party.sure * 0.9,
            ..party
        })
    }

    /// Whether what ends before `before` denies or undoes a noun: "no", "without", "lack of", "withdrew".
    pub(crate) fn denied(&self, before: usize) -> bool {
        let sentence = self.sentence;
        let Some(last) = before.checked_sub(1) else {
            return false;
        };
        let of = sentence.preposition(last) == preposition("of");
        let governor = if of { last.checked_sub(1) } else { Some(last) };
        let reverses = governor
            .is_some_and(|i| sentence.is(i, REVERSE | NEGATION) && sentence.name_at(i).is_none());
        let verb = governor.unwrap_or(0);
        reverses != sentence.group(verb, verb + 1, 0).negated
            || sentence
                .toks
                .get(before)
                .is_some_and(|tok| &self.text[tok.span] == "no")
    }

    fn hypothetical(&self, before: usize) -> bool {
        let Some(verb) = before.checked_sub(1) else {
            return false;
        };
        self.sentence.conditional(before) || self.sentence.group(verb, verb + 1, 0).hypothetical
    }

    /// Whether a word that may be noun or verb is a verb here.
    fn used_as_verb(&self, found: Match<'_>) -> bool {
        let word = self.sentence.toks[found.at].word;
        let verbs = word.map_or(&[][..], |word| &word.uses).iter();
        let mut verbs = verbs.filter(|one| {
            one.rest.is_empty()
                && matches!(
                    self.lexicon.entry(one).pattern,
                    Pattern::Verb | Pattern::Feel
                )
        });
        verbs.any(|one| self.sentence.is_verb(found.at, found.at + 1, one.forms))
    }
}
