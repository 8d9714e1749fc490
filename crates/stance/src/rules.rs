//! The rules over one sentence: matching the lexicon, and what all rule families share.

use crate::classes::{ADVERB, FIRST_PERSON, QUOTED, STRONGER, WEAKER};
use crate::group::Group;
use crate::lexicon::{Entry, Lexicon, Pattern};
use crate::parties::{Names, Party, Who};
use crate::rows::{Reading, Rows};
use crate::sentence::Sentence;
use crate::speech::Speech;
use presswork_annotations::{Attribution, Form, Holder};
use presswork_model::{Id, Text};

/// A use of an entry in the sentence.
#[derive(Clone, Copy)]
pub(crate) struct Match<'l> {
    pub(crate) entry: &'l Entry,
    pub(crate) forms: u8,
    /// Its first token.
    pub(crate) at: usize,
    /// The token after its last.
    pub(crate) end: usize,
}

/// One sentence with all that a rule needs.
pub(crate) struct Reader<'r, 'a, 'b> {
    pub(crate) text: &'r Text,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) sentence: &'r Sentence<'a>,
    pub(crate) speech: &'r Speech<'b>,
    pub(crate) rows: &'r mut Rows<'b>,
    /// Stretches of tokens that are the object of a verb of stance: whoever is its subject judges there, not the speaker.
    pub(crate) judged: Vec<(usize, usize)>,
    /// How many tokens away a guess looks for a name.
    pub(crate) nearby: usize,
    /// Whether a rule has linked the word being read to anyone.
    pub(crate) linked: bool,
}

impl<'a> Reader<'_, 'a, '_> {
    /// Applies all rules.
    pub(crate) fn read(&mut self) {
        // Evaluations come second: they ask what verbs have judged.
        let mut linked = vec![
            false;
            if self.nearby > 0 {
                self.sentence.triggers.len()
            } else {
                0
            }
        ];
        for evaluations in [false, true] {
            let mut free = 0;
            for i in 0..self.sentence.triggers.len() {
                let at = self.sentence.triggers[i];
                if at < free {
                    continue;
                }
                self.linked = false;
                let last = self.read_word(at, evaluations);
                free = last.map_or(free, |last| last.end);
                if let Some(linked) = linked.get_mut(i) {
                    *linked |= self.linked;
                    if let (true, false, Some(last)) = (evaluations, *linked, last) {
                        self.nearest(last);
                    }
                }
            }
        }
    }

    /// Applies the longest uses that begin at token `at`, and hands back the last of them.
    fn read_word(&mut self, at: usize, evaluations: bool) -> Option<Match<'a>> {
        let mut last: Option<(usize, Match<'a>)> = None;
        let word = self.sentence.toks[at].word;
        for one in word.map_or(&[][..], |word| &word.uses) {
            if last.is_some_and(|(length, _)| one.rest.len() < length) {
                break;
            }
            let Some(end) = self.end(at, &one.rest) else {
                continue;
            };
            let found = Match {
                entry: self.lexicon.entry(one),
                forms: one.forms,
                at,
                end,
            };
            last = Some((one.rest.len(), found));
            self.apply(found, evaluations);
        }
        last.map(|(_, found)| found)
    }

    /// A guess where no rule links a word to anyone: the speaker judges the nearest name, however it stands there.
    fn nearest(&mut self, found: Match<'a>) {
        for distance in 1..=self.nearby {
            let left = found.at.checked_sub(distance);
            let right = Some(found.end - 1 + distance);
            let mut near = [left, right].into_iter().flatten();
            if let Some(name) = near.find_map(|i| self.sentence.name_at(i)) {
                let sure = if distance < 4 { 0.3 } else { 0.2 };
                let reading = Reading {
                    sure,
                    guessed: true,
                    ..Reading::default()
                };
                self.judge(found, Names::one(name), reading);
                return;
            }
        }
    }

    fn apply(&mut self, found: Match<'a>, evaluations: bool) {
        match (found.entry.pattern, evaluations) {
            (Pattern::Verb | Pattern::Demand | Pattern::State, false) => self.verb(found),
            (Pattern::Feel, false) => self.feel(found),
            (Pattern::Noun | Pattern::Crime, false) => self.noun(found),
            (Pattern::Agent, false) => self.agent_noun(found),
            (Pattern::Deed, true) => {
                self.deed(found);
            }
            (Pattern::Act, true) => self.act(found),
            (Pattern::Crime, true) => self.crime(found),
            (Pattern::Adjective | Pattern::Predicate | Pattern::Called | Pattern::Name, true) => {
                self.description(found);
            }
            (Pattern::Adverb, true) => self.adverb(found),
            (Pattern::Trait, true) => self.of_whom(found),
            _ => {}
        }
    }

    /// The token after the phrase that begins at `at` and goes on with `rest`; none if it does not.
    pub(crate) fn end(&self, at: usize, rest: &str) -> Option<usize> {
        let mut i = at + 1;
        if rest.is_empty() {
            return Some(i);
        }
        let mut skipped = false;
        for word in rest.split(' ') {
            let is_word = |i: usize| {
                let tok = self.sentence.toks.get(i);
                tok.is_some_and(|tok| self.text[tok.span].eq_ignore_ascii_case(word))
            };
            if !is_word(i) {
                // "protested peacefully against", "avoid American sanctions".
                let may_skip = self.sentence.is(i, ADVERB) || self.sentence.name_at(i).is_some();
                if skipped || !may_skip || !is_word(i + 1) {
                    return None;
                }
                skipped = true;
                i += 1;
            }
            i += 1;
        }
        Some(i)
    }

    pub(crate) fn reading(&self, found: Match<'_>, group: &Group) -> Reading {
        Reading {
            negated: group.negated,
            hypothetical: group.hypothetical || self.sentence.conditional(group.start),
            intensity: self.intensity(found),
            ..Reading::default()
        }
    }

    pub(crate) fn intensity(&self, found: Match<'_>) -> f32 {
        let near = [
            found.at.wrapping_sub(1),
            found.at.wrapping_sub(2),
            found.end,
        ];
        let sum = near.iter().map(|&i| {
            if self.sentence.is(i, WEAKER) {
                -0.2
            } else if self.sentence.is(i, STRONGER) {
                0.1
            } else {
                0.0
            }
        });
        sum.sum::<f32>().clamp(-0.3, 0.15)
    }

    /// Adds a row for each pair of holder and target.
    pub(crate) fn add(
        &mut self,
        found: Match<'_>,
        holder: Party,
        targets: Names,
        mut reading: Reading,
    ) {
        let place = self.sentence.toks[found.at].span;
        let (speaker, mut attribution) = self.speaker(found);
        if let Some(cue) = self.speech.cue(place) {
            attribution = Some(cue);
        }
        reading.sure *= holder.sure;
        self.linked = true;
        for &target in targets.as_slice() {
            let target = self.sentence.name(target);
            if target.form == Form::Pronoun && !target.known || !target.party {
                continue;
            }
            match holder.who {
                Who::Names(names) => {
                    for &name in names.as_slice() {
                        let name = *self.sentence.name(name);
                        if !name.party {
                            continue;
                        }
                        let first = self.sentence.is(name.first, FIRST_PERSON);
                        let holder = match speaker {
                            // "I" is the author under any name.
                            Holder::Author if first => speaker,
                            Holder::Mention(_) if first && !name.known => speaker,
                            _ => Holder::Mention(name.mention),
                        };
                        self.rows
                            .add(found.entry, reading, (holder, target.mention), attribution);
                    }
                }
                Who::Speaker => {
                    self.rows
                        .add(found.entry, reading, (speaker, target.mention), attribution);
                }
                Who::Unknown => {
                    let reading = Reading {
                        sure: reading.sure * 0.7,
                        ..reading
                    };
                    self.rows.add(
                        found.entry,
                        reading,
                        (Holder::Unknown, target.mention),
                        attribution,
                    );
                }
            }
        }
    }

    /// Adds that the speaker judges `targets`; the author's own judgements are less sure, for reporters have none.
    pub(crate) fn judge(&mut self, found: Match<'_>, targets: Names, mut reading: Reading) {
        let begun = self.judged.partition_point(|&(from, _)| from <= found.at);
        let mut near = self.judged[..begun].iter().rev().take(4);
        if near.any(|&(_, to)| found.at < to) {
            return;
        }
        if self.speaker_is_author(found) {
            reading.sure *= 0.6;
        }
        self.add(
            found,
            Party {
                who: Who::Speaker,
                sure: 0.85,
            },
            targets,
            reading,
        );
    }

    pub(crate) fn speaker_is_author(&self, found: Match<'_>) -> bool {
        self.speaker(found).0 == Holder::Author
    }

    /// Who speaks at `found`: what stands in quotation marks that no attribution covers is not the author's.
    fn speaker(&self, found: Match<'_>) -> (Holder, Option<Id<Attribution>>) {
        let tok = self.sentence.toks[found.at];
        match self.speech.speaker(tok.span) {
            (Holder::Author, _) if tok.classes & QUOTED != 0 => (Holder::Unknown, None),
            speaker => speaker,
        }
    }

    /// The holder of the attribution whose cue is `found`.
    pub(crate) fn cue_holder(&self, found: Match<'_>) -> Option<(Holder, Id<Attribution>)> {
        let cue = self.speech.cue(self.sentence.toks[found.at].span)?;
        Some((self.speech.holder(cue)?, cue))
    }
}
