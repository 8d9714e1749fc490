//! Stances, whose holders and targets are marked as actors and become mentions.

use super::Answer;
use super::actors::Actors;
use super::attributions::Attributions;
use crate::Mark;
use presswork_annotations::{Actor, Attribution, Extent, Holder, Mention, Polarity, Stance};
use presswork_model::Id;

pub(super) const LABELS: &[&str] = &["stance"];

impl Answer<'_> {
    pub(super) fn stances(
        &self,
        actors: &Actors<'_>,
        attributions: &Attributions,
    ) -> Result<Vec<Stance>, String> {
        let marks = self.marked.labelled(LABELS);
        marks
            .map(|mark| self.stance(mark, actors, attributions))
            .collect()
    }

    fn stance(
        &self,
        mark: &Mark,
        actors: &Actors<'_>,
        attributions: &Attributions,
    ) -> Result<Stance, String> {
        let [holder, polarity, target, flags @ ..] = mark.args.as_slice() else {
            return Err(self.wrong(mark, "a stance is HOLDER, POLARITY and TARGET"));
        };
        let actor = |key: &str| {
            let known = actors.marked(key);
            known.ok_or_else(|| self.wrong(mark, format!("no mention is marked `={key}`")))
        };
        if let Some(flag) = flags
            .iter()
            .find(|flag| !matches!(flag.as_str(), "negated" | "hypothetical"))
        {
            return Err(self.wrong(
                mark,
                format!("`{flag}` is neither `negated` nor `hypothetical`"),
            ));
        }
        let flagged = |flag: &str| flags.iter().any(|known| known == flag);
        let polarity: Polarity = polarity.parse().map_err(|error| self.wrong(mark, error))?;
        let negated = flagged("negated");
        let (holder, attribution) = match holder.as_str() {
            "author" => (Holder::Author, None),
            "unknown" => (Holder::Unknown, attributions.around(mark.span)),
            key => {
                let holder = actor(key)?;
                let source = |row: &Attribution| source(row, holder, actors);
                let inside = attributions
                    .innermost(|row| row.content.covers(mark.span) && source(row).is_some());
                let around = || {
                    attributions.innermost(|row| {
                        mark.span.covers(row.content.span()) && source(row).is_some()
                    })
                };
                let said = inside.or_else(around);
                let spoken = said.and_then(|said| source(&attributions.rows[said.index()]));
                let mention = spoken.or_else(|| actors.near(holder, mark.span));
                let mention = mention.expect("an actor has a mention");
                (
                    Holder::Mention(mention),
                    said.or_else(|| attributions.around(mark.span)),
                )
            }
        };
        let target = actors
            .near(actor(target)?, mark.span)
            .expect("an actor has a mention");
        Ok(Stance {
            span: mark.span,
            holder,
            target,
            polarity: if negated { turned(polarity) } else { polarity },
            strength: 1.0,
            attribution,
            negated,
            hypothetical: flagged("hypothetical"),
            score: 1.0,
            rule: "marked".into(),
        })
    }
}

/// The mention of `actor` in the source of an attribution.
fn source(row: &Attribution, actor: Id<Actor>, actors: &Actors<'_>) -> Option<Id<Mention>> {
    let parts = row.source.as_ref().map_or(&[][..], Extent::spans);
    let mut inside = parts.iter().flat_map(|&part| actors.inside(part));
    inside
        .find(|(_, mention)| mention.actor == Some(actor))
        .map(|(id, _)| id)
}

fn turned(polarity: Polarity) -> Polarity {
    match polarity {
        Polarity::Support => Polarity::Oppose,
        Polarity::Oppose => Polarity::Support,
        Polarity::Neutral => Polarity::Neutral,
    }
}
