//! What ties an attribution to others: the mention that holds it and the attribution around it.

use crate::draft::Draft;
use crate::words::Words;
use presswork_annotations::{Attribution, Form, Mention, MentionKind};
use presswork_model::{Id, Layer, Span};

/// How many attributions back a parent is looked for: keeps the time linear.
const BACK: usize = 64;

/// How many attributions may lie over one another. Prose has three or four; without a bound a text of nothing but cues
/// would be covered by each of them to its end.
const DEEPEST: usize = 8;

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
    let mut open: Vec<u32> = Vec::with_capacity(DEEPEST);
    attributions.retain(|attribution| {
        open.retain(|&end| end > attribution.span.start());
        let shallow = open.len() < DEEPEST;
        if shallow {
            open.push(attribution.span.end());
        }
        shallow
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
///
/// A state or a company speaks through "Iraq's minister" and "a spokesman for the bank"; a person does not.
fn holder(text: &str, source: Span, mentions: &Layer<Mention>) -> Option<Id<Mention>> {
    let ranked = mentions.within(source).filter_map(|(id, mention)| {
        let aside = is_aside(text, source, mention.span);
        let rank = match (mention.kind, mention.form) {
            (MentionKind::Person, _) if aside => return None,
            (MentionKind::Person, Form::Name) => 0,
            (_, Form::Nominal | Form::Pronoun) => 1,
            (MentionKind::Organisation, _) => 2,
            (MentionKind::Place, _) => 3,
            _ => 4,
        };
        Some((aside, rank, id))
    });
    let best = ranked.min().map(|(_, _, id)| id);
    best.or_else(|| antecedent(text, source, mentions))
}

/// Whether a mention is not what its source speaks of: the owner ("his lawyer"), or behind a preposition.
fn is_aside(text: &str, source: Span, mention: Span) -> bool {
    let after = &text[mention.end() as usize..source.end() as usize];
    let before = &text[source.start() as usize..mention.start() as usize];
    let words = &text[mention.range()];
    let more = after.trim_start_matches(['\'', '’', 's']).starts_with(' ');
    let owner = ["'s", "’s", "s'", "s’"]
        .iter()
        .any(|end| words.ends_with(end))
        || after.starts_with(['\'', '’'])
        || POSSESSIVES
            .iter()
            .any(|own| words.eq_ignore_ascii_case(own));
    let mut back = before.split_whitespace().rev();
    let article = |word: &&str| ["the", "a", "an", "its", "their"].contains(word);
    let behind = back.find(|word| !article(word));
    owner && more || behind.is_some_and(|word| PREPOSITIONS.contains(&word))
}

const POSSESSIVES: [&str; 7] = ["his", "her", "its", "their", "my", "our", "your"];
const PREPOSITIONS: [&str; 11] = [
    "of", "for", "from", "at", "in", "with", "to", "by", "on", "against", "about",
];

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
