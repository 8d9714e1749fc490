//! Words by which the speaker judges what someone does: "brutally", "lied", "killed", "violence against".

use crate::classes::{COMMIT, REPORT, preposition};
use crate::inflect::form;
use crate::parties::{Party, Who};
use crate::rows::Reading;
use crate::rules::{Match, Reader};

impl Reader<'_, '_, '_> {
    /// "Omarra brutally killed": the speaker judges whose verb it goes with.
    pub(crate) fn adverb(&mut self, found: Match<'_>) {
        let sentence = self.sentence;
        let reading = Reading {
            intensity: self.intensity(found),
            ..Reading::default()
        };
        let verb_after = sentence.plain(found.end)
            || sentence.is(found.end, REPORT)
            || sentence.name_at(found.end).is_none()
                && sentence
                    .toks
                    .get(found.end)
                    .is_some_and(|tok| tok.word.is_some_and(|word| !word.uses.is_empty()));
        let verb_before = found.at.checked_sub(1).filter(|&i| sentence.plain(i));
        let at = if verb_after {
            found.end
        } else {
            verb_before.unwrap_or(found.at)
        };
        let group = sentence.group(at, at + 1, form::PARTICIPLE);
        let doer = if group.passive {
            sentence.agent(at, preposition("by"))
        } else {
            sentence.subject(&group)
        };
        if let Some(Party {
            who: Who::Names(names),
            sure,
        }) = doer
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

    /// "Omarra lied": the speaker judges the subject.
    pub(crate) fn act(&mut self, found: Match<'_>) {
        let Some((group, subject)) = self.clause(found) else {
            return;
        };
        if let (
            false,
            Some(Party {
                who: Who::Names(names),
                sure,
            }),
        ) = (group.passive, subject)
        {
            let reading = self.reading(found, &group);
            self.judge(
                found,
                names,
                Reading {
                    sure: reading.sure * sure * 0.85,
                    ..reading
                },
            );
        }
    }

    /// "Omarra massacred the Diallos": the doer opposes whom it is done to, and whoever else tells of it judges the doer.
    pub(crate) fn deed(&mut self, found: Match<'_>) {
        self.verb(found);
        let Some((group, subject)) = self.clause(found) else {
            return;
        };
        let doer = if group.passive {
            self.sentence.agent(found.end, preposition("by"))
        } else {
            subject
        };
        if let Some(Party {
            who: Who::Names(names),
            sure,
        }) = doer
        {
            let reading = self.reading(found, &group);
            let done = !(reading.negated || reading.hypothetical || group.infinitive);
            if done && !self.speaker_is_author(found) {
                self.judge(
                    found,
                    names,
                    Reading {
                        sure: reading.sure * sure * 0.8,
                        ..reading
                    },
                );
            }
        }
    }

    /// "violence by Omarra against", "Omarra practises violence": the speaker judges the doer.
    pub(crate) fn crime(&mut self, found: Match<'_>) {
        let sentence = self.sentence;
        let before = self.before_noun(found.at);
        let low = before.saturating_sub(4);
        let commits = || {
            let verb = (low..found.at)
                .rev()
                .find(|&i| sentence.is(i, COMMIT) && sentence.name_at(i).is_none())?;
            let group = sentence.group(verb, verb + 1, form::PARTICIPLE);
            if group.passive {
                None
            } else {
                sentence.subject(&group)
            }
        };
        let doer = self
            .owner(found.at)
            .or_else(|| sentence.agent(found.end, preposition("by")))
            .or_else(commits);
        if let Some(Party {
            who: Who::Names(names),
            sure,
        }) = doer
        {
            let reading = Reading {
                negated: self.denied(before),
                sure: sure * 0.8,
                intensity: self.intensity(found),
                ..Reading::default()
            };
            self.judge(found, names, reading);
        }
    }
}
