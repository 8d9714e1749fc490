//! What ties an attribution to others: the mention that holds it and the attribution around it.

use crate::draft::Draft;
use crate::words::Words;
use presswork_annotations::{Attribution, Form, Mention, MentionKind};
use presswork_model::{Id, Layer, Span};

/// How many attributions back a parent is looked for: keeps the time linear.
const BACK: usize = 64;

/// Sorts the drafts and links them.
pub(crate) fn link(
    words: &Words<'_>,
    drafts: &[Draft],
    mentions: &Layer<Mention>,
) -> Vec<Attribution> {
    let mut attributions: Vec<Attribution> = drafts
        .iter()
        .map(|draft| Attribution {
            span: draft.span(),
            kind: draft.kind(words),
            source: draft.source.map(Into::into),
            holder: draft
                .source
                .and_then(|source| holder(words.text, source, mentions)),
            cue: draft.cue.map(Into::into),
            content: draft.content(),
            parent: None,
        })
        .collect();
    attributions.sort_by_key(|attribution| {
        (
            attribution.span.start(),
            attribution.content.span().start(),
            std::cmp::Reverse(attribution.span.end()),
        )
    });
    for i in 0..attributions.len() {
        let inner = attributions[i].span;
        let parent = (i.saturating_sub(BACK)..(i + BACK).min(attributions.len()))
            .filter(|&outer| outer != i && attributions[outer].content.covers(inner))
            .min_by_key(|&outer| attributions[outer].content.span().len());
        // Two that lie in each other would be each other's parent.
        let mutual =
            parent.is_some_and(|outer| inner_covers(&attributions[i], &attributions[outer]));
        attributions[i].parent = parent.filter(|_| !mutual).map(Id::new);
    }
    attributions
}

fn inner_covers(inner: &Attribution, outer: &Attribution) -> bool {
    inner.content.covers(outer.span)
}

/// The mention in the source that says it: a person's name, else the head, else an organisation or place.
fn holder(text: &str, source: Span, mentions: &Layer<Mention>) -> Option<Id<Mention>> {
    let rank = |mention: &Mention| {
        let after = &text[mention.span.end() as usize..source.end() as usize];
        let before = &text[source.start() as usize..mention.span.start() as usize];
        let possessor = after.starts_with("'s ")
            || after.starts_with("’s ")
            || text[mention.span.range()].ends_with(['\'', '’']) && !after.is_empty()
            || (text[mention.span.range()].ends_with("'s")
                || text[mention.span.range()].ends_with("’s"))
                && after.starts_with(' ');
        let inside = ["of", "for", "from", "at", "in", "with", "to", "by"]
            .iter()
            .any(|word| {
                before.trim_end().ends_with(&format!(" {word}"))
                    || before.trim_end().ends_with(" the")
                        && before.contains(&format!(" {word} the"))
            });
        let kind = match (mention.kind, mention.form) {
            (MentionKind::Person, Form::Name) => 0,
            (_, Form::Nominal | Form::Pronoun) => 1,
            (MentionKind::Organisation, _) => 2,
            (MentionKind::Place, _) => 3,
            _ => 4,
        };
        (possessor || inside, kind)
    };
    let inside = mentions.within(source);
    let best = inside
        .map(|(id, mention)| (rank(mention), id))
        .min()
        .map(|(_, id)| id);
    best.or_else(|| antecedent(text, source, mentions))
}

/// The mention right before "who".
fn antecedent(text: &str, source: Span, mentions: &Layer<Mention>) -> Option<Id<Mention>> {
    let relative = ["who", "which"]
        .iter()
        .any(|word| text[source.range()].eq_ignore_ascii_case(word));
    if !relative {
        return None;
    }
    let before = mentions.partition_point(|mention| mention.span.start() < source.start());
    let candidates = before.saturating_sub(4)..before;
    candidates
        .rev()
        .find(|&i| {
            let end = mentions[i].span.end();
            end <= source.start()
                && matches!(text[end as usize..source.start() as usize].trim(), "" | ",")
        })
        .map(Id::new)
}
