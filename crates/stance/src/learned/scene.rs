//! `Scene`: a sentence with all that the models look at, and what they see of the names in it.

use super::atoms::Atoms;
use super::pair::Two;
use super::seen::Sink;
use super::sums::Part;
use super::toward::One;
use crate::sentence::{Name, Sentence};
use crate::speech::{Roles, Speech};
use presswork_annotations::{Holder, Mention, Polarity, Stance};
use presswork_learn::Feature;
use presswork_model::{Id, Layer};

templates! {
    ROLES SOURCE_OF SAME_CONTENT TARGET TARGET_FAMILY HOLDS OTHER SUM BETWEEN BETWEEN_FAMILY WEIGHT VERDICT
}

/// A sentence, and what attributions and rules say of it.
pub(crate) struct Scene<'s> {
    pub(crate) atoms: &'s Atoms,
    pub(crate) sentence: &'s Sentence<'s>,
    pub(crate) speech: &'s Speech<'s>,
    pub(crate) mentions: &'s Layer<Mention>,
    /// What the rules found in it.
    pub(crate) rows: &'s [Stance],
}

/// How probable each label of [`LABELS`](super::toward::LABELS) is for a name.
pub(crate) type Verdict = [f32; 3];

/// Which of a verdict's labels it is.
pub(super) const fn label(polarity: Polarity) -> usize {
    match polarity {
        Polarity::Neutral => 0,
        Polarity::Oppose => 1,
        Polarity::Support => 2,
    }
}

fn family(row: &Stance) -> u64 {
    let family = row
        .rule
        .split_once(':')
        .map_or(&*row.rule, |(family, _)| family);
    Feature::new("").with(family).number()
}

/// A number from 0 to 1 in steps.
fn steps(value: f32, count: f32) -> u64 {
    ((value.clamp(0.0, 1.0) * count) as i64).cast_unsigned()
}

impl Scene<'_> {
    fn roles(&self, name: &Name) -> Roles {
        self.speech.roles(self.mentions[name.mention].span)
    }

    /// What is observed of `name` by itself.
    pub(crate) fn toward(&self, name: &Name, sink: &mut Sink<'_>) {
        let one = One::new(self.atoms, name);
        one.outline(self.atoms, sink);
        let mut sum = 0.0;
        for row in self.rows {
            let polarity = label(row.polarity) as u64;
            if row.target == name.mention {
                let family = family(row);
                sink.part(Part::Few(TARGET.and(polarity).and(family)), |sink| {
                    sink.push(TARGET, &[polarity]);
                    sink.push(TARGET_FAMILY, &[polarity, family]);
                });
                sum += match row.polarity {
                    Polarity::Support => row.score * row.strength,
                    Polarity::Oppose => -row.score * row.strength,
                    Polarity::Neutral => 0.0,
                };
            } else {
                let held = row.holder == Holder::Mention(name.mention);
                let template = if held { HOLDS } else { OTHER };
                sink.part(Part::Few(template.and(polarity)), |sink| {
                    sink.push(template, &[polarity]);
                });
            }
        }
        let roles = self.roles(name).bits();
        let sum = ((sum + 2.0).clamp(0.0, 4.0) * 5.0).round() as i64;
        let sum = sum.cast_unsigned();
        sink.part(Part::Few(ROLES.and(roles).and(sum)), |sink| {
            sink.push(ROLES, &[roles]);
            sink.push(SUM, &[sum]);
        });
        // What is said of others than people serves the pairs alone, and need not be as right.
        if !sink.is_settled(name.person) {
            one.detail(self.atoms, sink);
        }
    }

    /// What is observed of `holder` and `target` together. The verdicts are those of the other model on each.
    pub(crate) fn pair(
        &self,
        (holder, of_holder): (Name, Verdict),
        (target, of_target): (Name, Verdict),
        sink: &mut Sink<'_>,
    ) {
        let (holder, target) = (&holder, &target);
        let two = Two::new(self.atoms, holder, target);
        two.outline(self.atoms, sink);
        let (says, said) = (self.roles(holder), self.roles(target));
        let roles = [says.bits(), said.bits()];
        let source_of = [(says, said), (said, says)]
            .map(|(one, other)| one.source.is_some() && one.source == other.content);
        let same = says.content.is_some() && says.content == said.content;
        let facts = source_of
            .iter()
            .fold(u64::from(same), |facts, &fact| facts << 1 | u64::from(fact));
        let key = two.of(ROLES).and(roles[0]).and(roles[1]).and(facts);
        sink.part(Part::Few(key), |sink| {
            two.push(sink, ROLES, &roles);
            for (place, _) in (0..).zip(source_of).filter(|&(_, fact)| fact) {
                two.push(sink, SOURCE_OF, &[place]);
            }
            if same {
                two.push(sink, SAME_CONTENT, &[]);
            }
        });
        for row in self.rows {
            let between = |holder: Id<Mention>, target: Id<Mention>| {
                row.holder == Holder::Mention(holder) && row.target == target
            };
            let place = if between(holder.mention, target.mention) {
                0
            } else if between(target.mention, holder.mention) {
                1
            } else if row.target == target.mention {
                2
            } else if row.target == holder.mention {
                3
            } else {
                4
            };
            let polarity = label(row.polarity) as u64;
            let (family, weight) = (family(row), steps(row.score * row.strength, 6.0));
            let key = two.of(BETWEEN).and(place << 8 | polarity << 4 | weight);
            sink.part(Part::Few(key.and(family)), |sink| {
                two.push(sink, BETWEEN, &[place, polarity]);
                two.push(sink, BETWEEN_FAMILY, &[place, polarity, family]);
                if place < 2 {
                    two.push(sink, WEIGHT, &[place, polarity, weight]);
                }
            });
        }
        let verdicts = [of_holder, of_target].map(|verdict| verdict.map(|one| steps(one, 6.0)));
        let key = verdicts.iter().flat_map(|verdict| &verdict[1..]);
        let key = key.fold(0, |key, steps| key << 3 | steps);
        sink.part(Part::Few(two.of(VERDICT).and(key)), |sink| {
            for (place, verdict) in (0..).zip(verdicts) {
                for (label, steps) in (0..).zip(verdict).skip(1) {
                    two.push(sink, VERDICT, &[place, label, steps]);
                }
            }
        });
        if !sink.is_settled(true) {
            two.detail(self.atoms, sink);
        }
    }
}
