//! `Deep`: a transformer that judges what the models judge; better, and slower by far.

use super::find::{Candidate, Pair};
use super::scene::Verdict;
use presswork_encoder::{Encoder, EncoderError, Passage, Vocabulary};
use presswork_model::{Span, Text};

pub(super) static DEEP: &[u8] = include_bytes!("../../model/deep.bin");

/// The marks with which it was trained: of two, who may stand and toward whom; and of whom a sentence speaks.
const HOLDER: u32 = 0;
const TARGET: u32 = 1;
const SPOKEN_OF: u32 = 2;

/// Its judges, by number.
const PAIR: usize = 0;
const TOWARD: usize = 1;

/// Judges the names of a sentence: how probable it is that nothing is said, opposition, support.
#[derive(Debug)]
pub(crate) struct Deep {
    encoder: Encoder,
}

impl Deep {
    /// The one that the program holds.
    pub(crate) fn built_in() -> Result<Self, EncoderError> {
        let encoder = Encoder::from_bytes(Vocabulary::minilm()?, DEEP)?;
        Ok(Self { encoder })
    }

    /// Judges the people among `candidates`, and all `pairs`, anew.
    pub(super) fn judge(
        &self,
        text: &Text,
        sentence: Span,
        candidates: &mut [Candidate],
        pairs: &mut [Pair],
    ) {
        let is_person = |candidate: &Candidate| candidate.name.person;
        let mut passages = Vec::new();
        for pair in &*pairs {
            let [holder, target] = [pair.holder, pair.target].map(|number| candidates[number].span);
            let mut marked = [(holder, HOLDER), (target, TARGET)];
            marked.sort_unstable();
            passages.push(self.passage(PAIR, text, sentence, &marked));
        }
        for candidate in candidates.iter().filter(|one| is_person(one)) {
            let marked = [(candidate.span, SPOKEN_OF)];
            passages.push(self.passage(TOWARD, text, sentence, &marked));
        }
        let judged = self.encoder.judge(&passages);
        let mut verdicts = judged.into_iter().map(|labels| {
            let verdict: Result<Verdict, _> = labels.try_into();
            verdict.expect("its judges know three labels")
        });
        for (pair, verdict) in pairs.iter_mut().zip(&mut verdicts) {
            pair.verdict = verdict;
        }
        let people = candidates.iter_mut().filter(|one| is_person(one));
        for (candidate, verdict) in people.zip(verdicts) {
            candidate.verdict = Some(verdict);
        }
    }

    /// The sentence with marks about what is asked of, in text order.
    fn passage(
        &self,
        judge: usize,
        text: &Text,
        sentence: Span,
        marked: &[(Span, u32)],
    ) -> Passage {
        let (encoder, mut passage) = (&self.encoder, Passage::default());
        passage.begin(encoder, judge);
        let mut at = sentence.start();
        for &(span, mark) in marked {
            let start = span.start().max(at);
            passage.text(encoder, &text[Span::new(at, start)]);
            passage.open(encoder, mark);
            at = span.end().max(start);
            passage.text(encoder, &text[Span::new(start, at)]);
            passage.close(encoder, mark);
        }
        passage.text(encoder, &text[Span::new(at, sentence.end().max(at))]);
        passage.end(encoder);
        passage
    }
}
