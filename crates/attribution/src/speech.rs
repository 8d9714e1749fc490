//! Quotations without a cue of their own: they go on with the one before, or have a speaker and no cue. And cues without a source.

use crate::apposition;
use crate::class::{Class, Forms};
use crate::draft::Draft;
use crate::phrase;
use crate::words::Words;
use presswork_annotations::Sentence;
use presswork_model::{Layer, Span};

/// Of so many tokens, marks among them, are quotations that must be of someone's words.
pub(crate) const LEAST: usize = 7;

/// Gives every cue and every quotation of whole sentences to someone, where the text shows to whom.
pub(crate) fn give(
    words: &Words<'_>,
    sentences: &Layer<Sentence>,
    drafts: &mut Vec<Draft>,
    edges: &[u32],
) {
    let speakers = Speakers::new(drafts);
    for draft in drafts.iter_mut().filter(|draft| draft.source.is_none()) {
        draft.source = unnamed(words, sentences, &speakers, draft);
    }
    let quotes = words.quotes.all();
    if quotes.is_empty() {
        return;
    }
    let mut owners: Vec<Option<usize>> = vec![None; quotes.len()];
    for (number, draft) in drafts.iter().enumerate() {
        for part in &draft.content {
            let first = words.quotes.from(part.start());
            let covered = quotes[first..]
                .iter()
                .take_while(|quote| quote.span.end() <= part.end());
            let count = covered.count();
            owners[first..first + count].fill(Some(number));
        }
    }
    let mut i = 0;
    while i < quotes.len() {
        let whole = words.quotes.whole(i);
        let start = quotes[i].span.start();
        if owners[i].is_none() && is_speech(words, i) {
            let draft = announced(words, sentences, i)
                .or_else(|| signed(words, i))
                .or_else(|| uncued(words, i, headed(words, sentences, &speakers, i)));
            if let Some(draft) = draft {
                drafts.push(draft);
                owners[whole.clone()].fill(Some(drafts.len() - 1));
                i = whole.end.max(i + 1);
                continue;
            }
            let before = i.checked_sub(1);
            let near = before.filter(|&before| near(words, sentences, before, i, edges));
            if let Some(owner) = near.and_then(|before| owners[before]) {
                if continues(words, &drafts[owner], i, edges) {
                    drafts[owner].push_quote(words, i);
                    owners[whole.clone()].fill(Some(owner));
                } else if let Some(draft) = uncued(words, i, drafts[owner].source) {
                    drafts.push(draft);
                    owners[whole.clone()].fill(Some(drafts.len() - 1));
                }
            } else if let Some(source) = introduced(words, sentences, drafts, i, edges) {
                drafts.extend(uncued(words, i, Some(source)));
                owners[whole.clone()].fill(Some(drafts.len() - 1));
            } else if let Some(source) = speakers.before(start) {
                drafts.extend(uncued(words, i, Some(source)));
                owners[whole.clone()].fill(Some(drafts.len() - 1));
            }
        } else if owners[i].is_none() && is_fragment(words, i) {
            let sentence = sentences.at(start).map(|(_, sentence)| sentence.span);
            let source = sentence.and_then(|sentence| {
                let within = speakers.within(sentence, start);
                let source = within.or_else(|| subject(words, Span::new(sentence.start(), start)));
                // One that opens its sentence goes on with what was said before.
                let opens = sentence.start() == start;
                source.or_else(|| speakers.before(start).filter(|_| opens))
            });
            drafts.extend(uncued(words, i, source));
        }
        i = whole.end.max(i + 1);
    }
}

/// Who speaks where.
struct Speakers(Vec<Span>);

/// How far away the one may be who said a quotation that nothing else gives to anyone.
const FAR: u32 = 800;

impl Speakers {
    fn new(drafts: &[Draft]) -> Self {
        let mut sources: Vec<Span> = drafts.iter().filter_map(|draft| draft.source).collect();
        sources.sort_unstable();
        Self(sources)
    }

    /// The last one before a quotation.
    fn before(&self, quote: u32) -> Option<Span> {
        let last = self.0.partition_point(|source| source.start() < quote);
        let source = *self.0.get(last.checked_sub(1)?)?;
        (quote < source.end() + FAR).then_some(source)
    }

    /// The last one in a part of the text.
    fn last(&self, part: Span) -> Option<Span> {
        self.before(part.end())
            .filter(|source| part.covers(*source))
    }

    /// The last one before a quotation in its sentence, else the first behind it.
    fn within(&self, sentence: Span, quote: u32) -> Option<Span> {
        let next = self.0.partition_point(|source| source.start() < quote);
        let before = next.checked_sub(1).map(|before| self.0[before]);
        let near = [before, self.0.get(next).copied()];
        near.into_iter()
            .flatten()
            .find(|source| sentence.covers(*source))
    }
}

/// Who says what has a cue and no source: "…, saying that", "“…,” as the report put it".
fn unnamed(
    words: &Words<'_>,
    sentences: &Layer<Sentence>,
    speakers: &Speakers,
    draft: &Draft,
) -> Option<Span> {
    let cue = draft.cue?;
    let at = words.at_or_after(cue.start());
    let is_quoted = |part: &Span| {
        let quote = words.quotes.all().get(words.quotes.from(part.start()));
        quote.is_some_and(|quote| part.covers(quote.span))
    };
    // Who is accused of something does not say it.
    let mut near = at.saturating_sub(1)..words.at_or_after(cue.end());
    let quotes = || draft.content.iter().any(is_quoted);
    if !words.forms(at).any(Forms::GERUND) && (near.any(|at| words.is(at, Class::BE)) || !quotes())
    {
        return None;
    }
    let (_, sentence) = sentences.at(cue.start())?;
    let before = Span::new(sentence.span.start(), cue.start());
    let source = speakers
        .last(before)
        .or_else(|| subject(words, before))
        .or_else(|| subject(words, sentence.span))?;
    let apart = |part: &Span| !part.overlaps(source);
    draft.content.iter().all(apart).then_some(source)
}

/// Whether a quotation within a sentence is of someone's words, and no title: most of its words have no capital.
fn is_fragment(words: &Words<'_>, number: usize) -> bool {
    let quote = words.quotes.all()[number];
    let (first, end) = (
        words.at_or_after(quote.span.start()),
        words.at_or_after(quote.span.end()),
    );
    let long = (first..end).filter(|&at| words.is(at, Class::WORD) && words.word(at).len() > 3);
    let balance = long.fold(0, |balance, at| {
        balance + if words.is(at, Class::CAP) { -1 } else { 1 }
    });
    end - first >= LEAST && balance > 0
}

/// "The minister: “X.”"
fn announced(words: &Words<'_>, sentences: &Layer<Sentence>, number: usize) -> Option<Draft> {
    let start = words.quotes.all()[number].span.start();
    let colon = words.at_or_after(start).checked_sub(1)?;
    let (_, sentence) = sentences.at(words.start(colon))?;
    let low = words.at_or_after(sentence.span.start());
    if !words.is(colon, Class::COLON) || colon <= low || colon - low > 12 {
        return None;
    }
    let source = phrase::ending_at(words, colon, low).filter(|source| source.start == low)?;
    let mut draft = Draft::new(words, &(colon..colon + 1), false);
    draft.source = Some(words.span(&source));
    draft.push_quote(words, number);
    Some(draft)
}

/// "The paper took her words as its headline: “X.”"
fn headed(
    words: &Words<'_>,
    sentences: &Layer<Sentence>,
    speakers: &Speakers,
    number: usize,
) -> Option<Span> {
    let start = words.quotes.all()[number].span.start();
    let colon = words.at_or_after(start).checked_sub(1)?;
    if !words.is(colon, Class::COLON) {
        return None;
    }
    let (_, sentence) = sentences.at(words.start(colon))?;
    let before = Span::new(sentence.span.start(), words.start(colon));
    speakers.last(before).or_else(|| {
        let low = words.at_or_after(before.start());
        apposition::subject(words, low, colon).map(|subject| words.span(&subject))
    })
}

/// "“X.” ― Omar Reyes", to the end of the line.
fn signed(words: &Words<'_>, number: usize) -> Option<Draft> {
    let last = words.quotes.all().get(words.quotes.whole(number).end - 1)?;
    let dash = words.at_or_after(last.span.end());
    if !words.is(dash, Class::DASH) {
        return None;
    }
    let capital = |&at: &usize| words.is(at, Class::CAP) && !starts_line(words, at);
    let end = dash
        + 1
        + (dash + 1..words.tokens.len())
            .take(6)
            .take_while(capital)
            .count();
    let ends = end == words.tokens.len() || starts_line(words, end) || words.is(end, Class::STOP);
    if end == dash + 1 || !ends {
        return None;
    }
    let mut draft = Draft::new(words, &(dash..dash + 1), false);
    draft.source = Some(words.span(&(dash + 1..end)));
    draft.push_quote(words, number);
    draft.end = draft.end.max(end);
    Some(draft)
}

/// Whether a quotation starts a sentence and is one, not a title or a quoted word.
fn is_speech(words: &Words<'_>, number: usize) -> bool {
    let whole = words.quotes.whole(number);
    let (first, last) = (
        words.quotes.all()[whole.start],
        words.quotes.all()[whole.end - 1],
    );
    let from = words.at_or_after(first.span.start());
    let to = words.at_or_after(last.span.end());
    let starts = from == 0
        || words.is(from - 1, Class::STOP | Class::COLON)
        || words.closes(from - 1).is_some()
        || starts_line(words, from);
    let inner = words.text[first.span.range()][first.open as usize..]
        .chars()
        .next();
    let stops = to >= 2 && (words.is(to - 1, Class::STOP) || words.is(to - 2, Class::STOP));
    starts && stops && to - from >= 5 && inner.is_some_and(|first| !first.is_lowercase())
}

fn starts_line(words: &Words<'_>, at: usize) -> bool {
    let before = words.end(at - 1) as usize;
    words.text[before..words.start(at) as usize].contains('\n')
}

fn edges_between(edges: &[u32], from: u32, to: u32) -> usize {
    edges.partition_point(|&edge| edge <= to) - edges.partition_point(|&edge| edge <= from)
}

/// Whether quotation `next` follows `before` with no sentence of another between them.
fn near(
    words: &Words<'_>,
    sentences: &Layer<Sentence>,
    before: usize,
    next: usize,
    edges: &[u32],
) -> bool {
    let quotes = words.quotes.all();
    let (from, to) = (quotes[before].span.end(), quotes[next].span.start());
    let first = sentences.partition_point(|sentence| sentence.span.start() < from);
    let between = sentences[first..sentences.len()]
        .iter()
        .take(2)
        .take_while(|sentence| sentence.span.end() <= to)
        .count();
    to - from < 400 && between <= 1 && edges_between(edges, from, to) <= 1
}

/// Whether the quotation belongs to the same utterance: it stands in the paragraph of the cue.
fn continues(words: &Words<'_>, draft: &Draft, number: usize, edges: &[u32]) -> bool {
    let start = words.quotes.all()[number].span.start();
    edges_between(edges, draft.span().start(), start) == 0
}

/// An attribution without cue.
fn uncued(words: &Words<'_>, number: usize, source: Option<Span>) -> Option<Draft> {
    let mut draft = Draft {
        belief: false,
        source: Some(source?),
        cue: None,
        content: Vec::new(),
        end: 0,
        quote: None,
    };
    draft.push_quote(words, number);
    Some(draft)
}

/// The subject of the sentence before, in the same paragraph: "X was unimpressed. “Y.”"
fn introduced(
    words: &Words<'_>,
    sentences: &Layer<Sentence>,
    drafts: &[Draft],
    number: usize,
    edges: &[u32],
) -> Option<Span> {
    let start = words.quotes.all()[number].span.start();
    let before = sentences
        .partition_point(|sentence| sentence.span.end() <= start)
        .checked_sub(1)?;
    let sentence = sentences[before].span;
    if edges_between(edges, sentence.start(), start) > 0 {
        return None;
    }
    let said = drafts.iter().rev().take(8).find(|draft| {
        let within = |span: Span| sentence.covers(span);
        draft.source.is_some_and(within) && draft.cue.is_some_and(within)
    });
    if let Some(draft) = said {
        return draft.source;
    }
    subject(words, sentence)
}

/// The subject of a sentence, if it is a person by name or a pronoun.
fn subject(words: &Words<'_>, sentence: Span) -> Option<Span> {
    let (low, high) = (
        words.at_or_after(sentence.start()),
        words.at_or_after(sentence.end()),
    );
    let subject = apposition::subject(words, low, high)?;
    let person = words.is(subject.start, Class::SUBJ) && !words.has(subject.start, "it")
        || words.is(subject.start, Class::CAP) && words.is(subject.end - 1, Class::CAP);
    person.then(|| words.span(&subject))
}
