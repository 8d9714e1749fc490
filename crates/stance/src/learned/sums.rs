//! What models make of parts of what is observed, summed once and used again.

use super::atoms::{Atom, Atoms};
use super::seen::{Push, REACH, Sink, Tell};
use presswork_learn::{Crf, Feature};
use presswork_lexicon::Recent;
use std::ops::Range;

/// By how much more is told for the second label, and for the third, than for the first.
pub(crate) type Told = [i16; 2];

/// Of a sum for each label.
#[inline]
pub(crate) fn relative([first, others @ ..]: [i16; 3]) -> Told {
    others.map(|other| other.saturating_sub(first))
}

/// A sum for each label that tells the same.
pub(crate) fn by_label([second, third]: Told) -> [i16; 3] {
    [0, second, third]
}

#[inline]
pub(crate) fn add(told: &mut Told, more: Told) {
    for (told, more) in told.iter_mut().zip(more) {
        *told = told.saturating_add(more);
    }
}

/// What a model made of things met before, and memory for what it is to sum next. What is kept changes no result.
#[derive(Debug)]
pub(crate) struct Known {
    /// Sums of parts by what they depend on. Those that depend on little are apart, since what is small stays near at hand: 256 KB;
    /// the others, such as a word at some distance, take 1 MB.
    parts: Recent<Told>,
    of_words: Recent<Told>,
    pub(crate) stretches: Stretches,
    pub(crate) groups: Groups,
}

impl Default for Known {
    fn default() -> Self {
        Self {
            parts: Recent::new(1 << 14),
            of_words: Recent::new(1 << 16),
            stretches: Stretches::default(),
            groups: Groups::default(),
        }
    }
}

/// A part, by what it depends on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    Few(Feature),
    OfWord(Feature),
}

impl Known {
    #[inline]
    pub(crate) fn part(&self, part: Part) -> Option<Told> {
        match part {
            Part::Few(key) => self.parts.get(key.number()),
            Part::OfWord(key) => self.of_words.get(key.number()),
        }
    }

    /// Sums what `model` makes of features, group by group, all of which it looks up at once: that takes less time than one after
    /// another. Parts among them are kept. Then it forgets the features.
    pub(crate) fn sum(
        &mut self,
        model: &Crf,
        features: &mut Vec<Feature>,
        mut each: impl FnMut(Told),
    ) {
        let Self {
            parts,
            of_words,
            groups,
            ..
        } = self;
        groups.end(features, None);
        if groups.ends.is_empty() {
            return;
        }
        model.tell_each(features, &groups.ends, &mut groups.told);
        let (told, _) = groups.told.as_chunks();
        for (part, &sums) in groups.parts.iter().zip(told) {
            let sums = relative(sums);
            match part {
                Some(Part::Few(key)) => parts.set(key.number(), sums),
                Some(Part::OfWord(key)) => of_words.set(key.number(), sums),
                None => {}
            }
            each(sums);
        }
        features.clear();
        groups.ends.clear();
        groups.parts.clear();
    }
}

/// Where groups of features end, and which parts they are.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    ends: Vec<u32>,
    parts: Vec<Option<Part>>,
    told: Vec<i16>,
}

impl Groups {
    /// The features since the last group are one, unless there are none that belong to no part.
    #[inline]
    pub(crate) fn end(&mut self, features: &[Feature], part: Option<Part>) {
        let end = features.len() as u32;
        if part.is_some() || end > self.ends.last().copied().unwrap_or_default() {
            self.ends.push(end);
            self.parts.push(part);
        }
    }
}

/// What is said of something in each of six kinds of stretches, or fewer.
type Each = [Told; 6];

/// What one word says is bounded so far that no sum over a stretch of [`REACH`] words overflows: of each word two things are
/// said.
const MOST: i16 = 270;
const _: () = assert!(
    2 * REACH * MOST as usize <= i16::MAX as usize,
    "a sum would overflow"
);

/// Adds up; what overflows over a long sentence is taken back where two sums are compared.
#[inline]
fn add_each(sums: &mut Each, more: &Each) {
    for (sum, more) in sums.as_flattened_mut().iter_mut().zip(more.as_flattened()) {
        *sum = sum.wrapping_add(*more);
    }
}

fn bound(sums: &mut Each) {
    for sum in sums.as_flattened_mut() {
        *sum = (*sum).clamp(-MOST, MOST);
    }
}

/// What is not known yet of a word of the sentence.
#[derive(Clone, Copy, Debug)]
enum Missing {
    /// What it says, to be kept by a key: what its letters say, and its clusters, of which that is known, or to be kept by another.
    Word(usize, u64, Result<Each, u64>),
    /// What the lexicons make it say, to be kept by a key.
    Judgement(usize, u64),
}

/// Sums over stretches of a sentence, told by its words up to each: two of these tell any stretch between them.
#[derive(Debug)]
pub(crate) struct Stretches {
    /// What is said of words, and of that by their clusters alone, and by their judgements.
    words: Recent<Each>,
    clusters: Recent<Each>,
    judgements: Recent<Each>,
    upto: Vec<Each>,
    missing: Vec<Missing>,
    features: Vec<Feature>,
    ends: Vec<u32>,
    told: Vec<i16>,
}

impl Default for Stretches {
    fn default() -> Self {
        Self {
            words: Recent::new(1 << 14),
            clusters: Recent::new(1 << 13),
            judgements: Recent::new(1 << 12),
            upto: Vec::new(),
            missing: Vec::new(),
            features: Vec::new(),
            ends: Vec::new(),
            told: Vec::new(),
        }
    }
}

impl Stretches {
    /// Forgets the sentence, not the words.
    pub(crate) fn enter(&mut self) {
        self.upto.clear();
    }

    /// Sums up the sentence, if that was not done since it was entered.
    #[inline]
    pub(crate) fn read(&mut self, atoms: &Atoms, model: &Crf, tell: &Tell) {
        if self.upto.is_empty() {
            self.fill(atoms, model, tell);
        }
    }

    fn fill(&mut self, atoms: &Atoms, model: &Crf, tell: &Tell) {
        let Self {
            words,
            clusters,
            judgements,
            upto,
            missing,
            features,
            ends,
            told,
        } = self;
        let mut group = |atom: &Atom, push: Push| {
            for kind in 0..tell.kinds {
                push(atom, kind, &mut Sink::listing(features));
                ends.push(features.len() as u32);
            }
        };
        upto.push(Each::default());
        for (i, atom) in (1..).zip(atoms.all()) {
            let word = atom.use_of_word();
            let mut sums = words.get(word).unwrap_or_else(|| {
                let key = atom.use_of_clusters();
                let known = clusters.get(key).ok_or(key);
                if known.is_err() {
                    group(atom, tell.clusters);
                }
                group(atom, tell.word);
                missing.push(Missing::Word(i, word, known));
                Each::default()
            });
            let judgement = atom.judgement();
            if judgement != 0 {
                let key = Feature::new("").and(judgement).number();
                if let Some(more) = judgements.get(key) {
                    add_each(&mut sums, &more);
                } else {
                    group(atom, tell.judgement);
                    missing.push(Missing::Judgement(i, key));
                }
            }
            upto.push(sums);
        }
        model.tell_each(features, ends, told);
        let mut told = told.chunks_exact(3 * tell.kinds as usize);
        let mut next = || {
            let mut each = Each::default();
            let told = told.next().into_iter().flat_map(|told| told.as_chunks().0);
            for (sums, &told) in each.iter_mut().zip(told) {
                *sums = relative(told);
            }
            each
        };
        for &missing in &*missing {
            let (i, each) = match missing {
                Missing::Word(i, key, known) => {
                    let mut each = known.unwrap_or_else(|key| {
                        let each = next();
                        clusters.set(key, each);
                        each
                    });
                    add_each(&mut each, &next());
                    bound(&mut each);
                    words.set(key, each);
                    (i, each)
                }
                Missing::Judgement(i, key) => {
                    let mut each = next();
                    bound(&mut each);
                    judgements.set(key, each);
                    (i, each)
                }
            };
            add_each(&mut upto[i], &each);
        }
        missing.clear();
        features.clear();
        ends.clear();
        for i in 1..upto.len() {
            let before = upto[i - 1];
            add_each(&mut upto[i], &before);
        }
    }

    /// What is said of the words of `range`, at most [`REACH`] of them, in a stretch of this kind.
    #[inline]
    pub(crate) fn sum(&self, range: Range<usize>, kind: u64) -> Told {
        let at = |i: usize| self.upto[i][kind as usize];
        let (start, end) = (at(range.start), at(range.end.max(range.start)));
        [0, 1].map(|label| end[label].wrapping_sub(start[label]))
    }
}
