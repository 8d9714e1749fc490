//! Finds the stances of a sentence that no rule found.

use super::atoms::Atoms;
use super::deep::Deep;
use super::model::{Judge, Models};
use super::scene::{Scene, Verdict, label};
use crate::lexicon::Lexicon;
use crate::rows::Rows;
use crate::sentence::{Name, Sentence};
use crate::speech::Speech;
use presswork_annotations::{Form, Holder, Mention, Polarity, Stance};
use presswork_model::{Layer, Span, Text};

/// Of how many names a sentence is looked at; more are a list.
pub(super) const MOST_NAMES: usize = 12;
/// How many names and how many tokens apart two may stand.
const MOST_APART: usize = 2;
const FARTHEST: usize = 40;
/// How many tokens before and behind two names a word may stand that links them.
const BEFORE: usize = 4;
const BEHIND: usize = 8;
/// Two of whom a sentence speaks more surely in neither way than this hardly stand for or against each other.
const MOST_NEUTRAL: f32 = 0.3;
/// By what the probabilities of opposition and support are multiplied before the likeliest label is taken; chosen on
/// held-out documents for macro-F1.
const TOWARD: [f32; 2] = [1.0, 1.0];

/// The same for pairs: forward is to a target that stands behind its holder.
struct Factors {
    forward: [f32; 2],
    backward: [f32; 2],
}

impl Factors {
    /// Those of opposition and support, for a holder and a target by their numbers in the sentence.
    fn of(&self, holder: usize, target: usize) -> [f32; 2] {
        if holder < target {
            self.forward
        } else {
            self.backward
        }
    }
}

const OF_MODELS: Factors = Factors {
    forward: [0.7, 0.7],
    backward: [1.5, 3.0],
};
const OF_DEEP: Factors = Factors {
    forward: [1.5, 1.5],
    backward: [3.0, 3.0],
};

/// How many times farther the first label must lead for the transformer not to be asked.
const DEEPER: f32 = 4.0;
/// How probable a row of the rules must be, by what the transformer says of the two, or of the target alone.
const LEAST_PAIR: f32 = 0.1;
const LEAST_TOWARD: f32 = 0.2;
/// The models tell which way someone stands, not how strongly.
const STRENGTH: f32 = 0.5;
/// How sure rows are that the model of pairs is sure of: it learned of pairs that stand there for a reason.
const SURE_PAIR: f32 = 0.6;
/// The same of how a sentence speaks of someone: in ordinary news most of it is no stance of anyone in particular.
const SURE_TOWARD: f32 = 0.5;

/// What finders use again from document to document.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    atoms: Atoms,
    toward: Judge,
    pair: Judge,
}

/// Judges the names of one sentence after another.
pub(crate) struct Finder<'m> {
    models: &'m Models,
    deep: Option<&'m Deep>,
    pub(crate) memory: Memory,
    candidates: Vec<Candidate>,
    pairs: Vec<Pair>,
    found: Vec<Stance>,
}

/// A name that may stand toward others, or they toward it.
pub(super) struct Candidate {
    pub(super) name: Name,
    pub(super) span: Span,
    /// How the sentence speaks of it.
    pub(super) verdict: Option<Verdict>,
}

/// How one of two stands toward the other.
pub(super) struct Pair {
    /// The numbers of the candidates.
    pub(super) holder: usize,
    pub(super) target: usize,
    pub(super) verdict: Verdict,
}

/// The likelier of opposition and support, if it is likely enough.
fn polarity([none, oppose, support]: [f32; 3], factors: [f32; 2]) -> Option<(Polarity, f32)> {
    let (oppose_more, support_more) = (oppose * factors[0], support * factors[1]);
    if none >= oppose_more.max(support_more) {
        None
    } else if oppose_more >= support_more {
        Some((Polarity::Oppose, oppose))
    } else {
        Some((Polarity::Support, support))
    }
}

impl<'m> Finder<'m> {
    pub(crate) fn new(models: &'m Models, deep: Option<&'m Deep>, memory: Memory) -> Self {
        Self {
            models,
            deep,
            memory,
            candidates: Vec::new(),
            pairs: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Adds to `rows` what the models find in `sentence`, whose rows so far are those of the rules.
    pub(crate) fn read(
        &mut self,
        (text, lexicon): (&Text, &Lexicon),
        sentence: &Sentence<'_>,
        speech: &Speech<'_>,
        mentions: &Layer<Mention>,
        rows: &mut Rows<'_>,
    ) {
        // A sentence without a word that links anyone to anyone tells at most how it speaks of someone.
        let linked = !sentence.triggers.is_empty();
        let is_asked = |name: &&Name| is_candidate(name) && (linked || name.person);
        if !sentence.names.iter().any(|name| is_asked(&name)) {
            return;
        }
        self.judge((text, lexicon), sentence, speech, mentions, rows.here());
        if let Some(deep) = self.deep {
            deep.judge(text, rows.evidence(), &mut self.candidates, &mut self.pairs);
            rows.keep(|row| self.confirms(row));
        }
        self.list(sentence, speech, rows);
        for row in self.found.drain(..) {
            rows.add_found(row);
        }
    }

    /// Judges the names of `sentence`, and each two that stand near each other, by what is seen of them and by `rows`.
    fn judge(
        &mut self,
        (text, lexicon): (&Text, &Lexicon),
        sentence: &Sentence<'_>,
        speech: &Speech<'_>,
        mentions: &Layer<Mention>,
        rows: &[Stance],
    ) {
        let Memory {
            atoms,
            toward,
            pair,
        } = &mut self.memory;
        atoms.fill(text, lexicon, sentence);
        toward.enter();
        pair.enter();
        let scene = Scene {
            atoms,
            sentence,
            speech,
            mentions,
            rows,
        };
        self.candidates.clear();
        let listed = || sentence.names.iter().filter(|name| is_candidate(name));
        for (i, name) in listed().take(MOST_NAMES).enumerate() {
            let (before, after) = (i.saturating_sub(MOST_APART), 2 * MOST_APART + 1);
            let mut near = listed().skip(before).take(after);
            let is_linked =
                near.any(|other| other.first != name.first && links(sentence, name, other));
            // Of others than people the model knows little; what it says of them serves the pairs alone.
            let verdict = (name.person || is_linked).then(|| {
                toward.probabilities(&self.models.toward, |sink| scene.toward(name, sink))
            });
            self.candidates.push(Candidate {
                name: *name,
                span: mentions[name.mention].span,
                verdict,
            });
        }
        self.pairs.clear();
        // What reads better is asked sooner.
        let (most_neutral, factors, more) = match self.deep {
            Some(_) => (1.0, OF_DEEP, DEEPER),
            None => (MOST_NEUTRAL, OF_MODELS, 1.0),
        };
        for (i, holder) in self.candidates.iter().enumerate() {
            for j in near(i, self.candidates.len()) {
                let target = &self.candidates[j];
                let (Some(of_holder), Some(of_target)) = (holder.verdict, target.verdict) else {
                    continue;
                };
                if of_holder[0].min(of_target[0]) > most_neutral
                    || !links(sentence, &holder.name, &target.name)
                {
                    continue;
                }
                let [oppose, support] = factors.of(i, j);
                let times = oppose.max(support) * more;
                let verdict = pair.unless_led(&self.models.pair, times, |sink| {
                    scene.pair((holder.name, of_holder), (target.name, of_target), sink);
                });
                self.pairs.extend(verdict.map(|verdict| Pair {
                    holder: i,
                    target: j,
                    verdict,
                }));
            }
        }
    }

    /// Lists what was judged.
    fn list(&mut self, sentence: &Sentence<'_>, speech: &Speech<'_>, rows: &Rows<'_>) {
        let factors = self.deep.map_or(OF_MODELS, |_| OF_DEEP);
        let (candidates, found) = (&self.candidates, &mut self.found);
        let (of_pair, of_toward) = match self.deep {
            Some(_) => ("deep:pair", "deep:toward"),
            None => ("model:pair", "model:toward"),
        };
        let row = |holder, target: &Candidate, (polarity, score), rule: &'static str| Stance {
            span: rows.evidence(),
            holder,
            target: target.name.mention,
            polarity,
            strength: STRENGTH,
            attribution: speech.speaker(target.span).1,
            negated: false,
            hypothetical: sentence.conditional(target.name.first),
            score,
            rule: rule.into(),
        };
        for &Pair {
            holder,
            target,
            verdict,
        } in &self.pairs
        {
            if let Some((polarity, probability)) = polarity(verdict, factors.of(holder, target)) {
                let judged = (polarity, probability * SURE_PAIR);
                let holder = Holder::Mention(candidates[holder].name.mention);
                found.push(row(holder, &candidates[target], judged, of_pair));
            }
        }
        for candidate in candidates.iter().filter(|candidate| candidate.name.person) {
            let judged = candidate
                .verdict
                .and_then(|verdict| polarity(verdict, TOWARD));
            let Some((polarity, probability)) = judged else {
                continue;
            };
            let target = candidate.name.mention;
            let known = |row: &Stance| row.target == target && row.polarity == polarity;
            if rows.here().iter().chain(&*found).any(known) {
                continue;
            }
            // Whoever is named in this sentence was judged with the target already.
            let named = |holder| candidates.iter().any(|other| other.name.mention == holder);
            let holder = match speech.speaker(candidate.span).0 {
                Holder::Mention(holder) if !named(holder) => Holder::Mention(holder),
                _ => Holder::Unknown,
            };
            let judged = (polarity, probability * SURE_TOWARD);
            found.push(row(holder, candidate, judged, of_toward));
        }
    }

    /// Whether a row of the rules stands before what was judged of those it names. Denials do: of those nothing was learned.
    fn confirms(&self, row: &Stance) -> bool {
        if row.polarity == Polarity::Neutral {
            return true;
        }
        let number = |id| {
            let mut candidates = self.candidates.iter();
            candidates.position(|candidate| candidate.name.mention == id)
        };
        let Some(target) = number(row.target) else {
            return true;
        };
        let holder = match row.holder {
            Holder::Mention(holder) => number(holder),
            Holder::Author | Holder::Unknown => None,
        };
        let candidate = &self.candidates[target];
        let verdict = match holder {
            Some(holder) => {
                let mut pairs = self.pairs.iter();
                let pair = pairs.find(|pair| (pair.holder, pair.target) == (holder, target));
                pair.map(|pair| (pair.verdict, LEAST_PAIR))
            }
            None if candidate.name.person => {
                let verdict = candidate.verdict;
                verdict.map(|verdict| (verdict, LEAST_TOWARD))
            }
            None => None,
        };
        verdict.is_none_or(|(verdict, least)| verdict[label(row.polarity)] >= least)
    }
}

/// The numbers of the names, of so many in a sentence, that stand near enough to name `number`.
pub(super) fn near(number: usize, names: usize) -> impl Iterator<Item = usize> {
    let near = number.saturating_sub(MOST_APART)..names.min(number + MOST_APART + 1);
    near.filter(move |&other| other != number)
}

/// Whether a word that may link two names stands between or near them.
pub(super) fn links(sentence: &Sentence<'_>, one: &Name, other: &Name) -> bool {
    let (first, end) = (one.first.min(other.first), one.end.max(other.end));
    let from = sentence.triggers.partition_point(|&at| at + BEFORE < first);
    end - first <= FARTHEST
        && sentence
            .triggers
            .get(from)
            .is_some_and(|&at| at < end + BEHIND)
}

/// Whether the models know the like of it: they learned of people, parties and countries by name, not of "the lawyer".
pub(super) fn is_candidate(name: &Name) -> bool {
    let named = match name.form {
        Form::Name => true,
        Form::Pronoun => name.known,
        Form::Nominal => false,
    };
    name.party && named
}
