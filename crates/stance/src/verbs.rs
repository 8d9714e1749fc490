//! Verbs between holder and target: "condemned", "was praised by", "US-backed", "angered".

use crate::classes::{HYPHEN, RELATIVE, preposition};
use crate::group::Group;
use crate::inflect::form;
use crate::lexicon::Pattern;
use crate::parties::{Names, Party, Who};
use crate::rows::Reading;
use crate::rules::{Match, Reader};

impl Reader<'_, '_, '_> {
    /// Subject → object; passive: `by` → subject.
    pub(crate) fn verb(&mut self, found: Match<'_>) {
        if self.compound(found) {
            return;
        }
        let Some((group, subject)) = self.clause(found) else {
            return;
        };
        let reading = self.reading(found, &group);
        if group.passive {
            if found.entry.pattern == Pattern::Demand {
                return;
            }
            let Some(Party {
                who: Who::Names(targets),
                sure,
            }) = subject
            else {
                return;
            };
            let by = self.sentence.agent(found.end, preposition("by"));
            if by.is_none() && self.befalls(found) {
                return;
            }
            let holder = by.unwrap_or(Party {
                who: Who::Unknown,
                sure: 0.9,
            });
            self.add(
                found,
                holder,
                targets,
                Reading {
                    sure: reading.sure * sure,
                    ..reading
                },
            );
            return;
        }
        let Some((targets, object)) = self.target(found, reading, subject) else {
            return;
        };
        if let Some((holder, cue)) = self.cue_holder(found) {
            for &target in targets.as_slice() {
                let target = self.sentence.name(target).mention;
                self.rows
                    .add(found.entry, object, (holder, target), Some(cue));
            }
        } else {
            // Somebody stands before a finite verb, if no one with a name.
            let finite = found.forms & (form::THIRD | form::PAST) != 0 && group.start > 0;
            let unnamed = finite.then_some(Party {
                who: Who::Unknown,
                sure: 0.7,
            });
            let Some(holder) = subject.or(unnamed) else {
                return;
            };
            // "these figures strengthen": what is no one's word or deed shows no one's stance.
            if holder.who == Who::Unknown && (found.entry.strength < 0.65 || self.befalls(found)) {
                return;
            }
            self.add(found, holder, targets, object);
        }
    }

    /// Object → subject; passive: subject → `by`.
    pub(crate) fn feel(&mut self, found: Match<'_>) {
        let Some((group, Some(subject))) = self.clause(found) else {
            return;
        };
        let reading = self.reading(found, &group);
        if group.passive {
            let by = preposition("by") | preposition("with") | preposition("at");
            if let Some(Party {
                who: Who::Names(targets),
                sure,
            }) = self.sentence.agent(found.end, by)
            {
                self.add(
                    found,
                    subject,
                    targets,
                    Reading {
                        sure: reading.sure * sure,
                        ..reading
                    },
                );
            }
            return;
        }
        let Who::Names(targets) = subject.who else {
            return;
        };
        let holder = match self.sentence.object(self.lexicon, found.end) {
            Some(object) => Party {
                who: Who::Names(object.names),
                sure: object.sure,
            },
            // "it is appalling".
            None if found.forms & form::GERUND != 0 => return,
            None => Party {
                who: Who::Unknown,
                sure: 0.8,
            },
        };
        self.add(
            found,
            holder,
            targets,
            Reading {
                sure: reading.sure * subject.sure * 0.9,
                ..reading
            },
        );
    }

    /// Whether the word tells of violence: being shot by no one named shows no one's stance.
    fn befalls(&self, found: Match<'_>) -> bool {
        let word = self.sentence.toks[found.at].word;
        let uses = word.map_or(&[][..], |word| &word.uses);
        uses.iter()
            .any(|one| self.lexicon.entry(one).pattern == Pattern::Deed)
    }

    /// The verb group of `found` with its subject; none if it is no verb here.
    pub(crate) fn clause(&self, found: Match<'_>) -> Option<(Group, Option<Party>)> {
        if found.entry.pattern != Pattern::State
            && !self.sentence.is_verb(found.at, found.end, found.forms)
        {
            return None;
        }
        let group = self.sentence.group(found.at, found.end, found.forms);
        let subject = self.sentence.subject(&group);
        Some((group, subject))
    }

    /// Whom an active verb is about.
    fn target(
        &mut self,
        found: Match<'_>,
        reading: Reading,
        subject: Option<Party>,
    ) -> Option<(Names, Reading)> {
        let sentence = self.sentence;
        let demand = found.entry.pattern == Pattern::Demand;
        if let Some(object) = sentence.object(self.lexicon, found.end) {
            if demand && !object.befalls {
                return None;
            }
            self.judged.push((found.end, object.end));
            let sure = reading.sure * object.sure;
            return Some((
                object.names,
                Reading {
                    turned: object.turned,
                    sure,
                    ..reading
                },
            ));
        }
        if demand {
            return None;
        }
        let subject_name = match subject {
            Some(Party {
                who: Who::Names(names),
                ..
            }) => names.as_slice().first().copied(),
            _ => None,
        };
        let pronoun = sentence
            .toks
            .get(found.end)
            .map_or("", |tok| &self.text[tok.span]);
        if matches!(pronoun, "him" | "her") && sentence.name_at(found.end).is_none() {
            let other = sentence.other_antecedent(found.at, subject_name?)?;
            return Some((
                other,
                Reading {
                    sure: reading.sure * 0.5,
                    ..reading
                },
            ));
        }
        // "Omarra, whom Diallo condemned".
        let first = subject_name.map(|name| sentence.name(name).first)?;
        let relative = first.checked_sub(1).filter(|&i| sentence.is(i, RELATIVE))?;
        let Party {
            who: Who::Names(names),
            sure,
        } = sentence.relative(relative)?
        else {
            return None;
        };
        Some((
            names,
            Reading {
                sure: reading.sure * sure,
                ..reading
            },
        ))
    }

    /// "US-backed militias": the name before the hyphen → the name behind.
    fn compound(&mut self, found: Match<'_>) -> bool {
        let sentence = self.sentence;
        if found.forms & form::PARTICIPLE == 0 {
            return false;
        }
        let one_token = sentence
            .is(found.at, HYPHEN)
            .then(|| sentence.name_at(found.at))
            .flatten();
        let three_tokens = || {
            let hyphen = found
                .at
                .checked_sub(1)
                .filter(|&i| sentence.is(i, HYPHEN))?;
            sentence.name_at(hyphen.checked_sub(1)?)
        };
        let Some(holder) = one_token.or_else(three_tokens) else {
            return sentence.is(found.at, HYPHEN);
        };
        if let Some((targets, _)) = sentence.phrase(found.end) {
            let who = Who::Names(Names::one(holder));
            self.add(
                found,
                Party { who, sure: 0.95 },
                targets,
                Reading::default(),
            );
        }
        true
    }
}
