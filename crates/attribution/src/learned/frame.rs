//! `Frame`: the words around the head of a cue, with quotations as wholes, among which source and content are looked for.

use crate::Scope;
use crate::class::Class;
use crate::words::Words;
use presswork_annotations::Sentence;
use presswork_model::Layer;
use std::ops::Range;

/// A token, or a whole quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) tokens: Range<usize>,
    /// The number of the quotation.
    pub(crate) quote: Option<usize>,
    /// How many sentences it stands behind that of the head.
    pub(crate) behind: u8,
}

/// How many sentences that open with a quotation may follow.
const FURTHER: u8 = 4;
/// How many units there are at most, and how many tokens of the sentence before the head: keeps the time linear.
const LONGEST: usize = 160;
const BEFORE: usize = 60;

/// The units around a head.
#[derive(Debug, Default)]
pub(crate) struct Frame {
    pub(crate) units: Vec<Unit>,
    /// The unit of the head.
    pub(crate) head: usize,
}

impl Frame {
    /// Looks at the head at token `head` in the sentence `number` with the tokens `sentence`; `taken` says whether a token
    /// is the head of a cue. Within a quotation that alone is seen; else quotations are wholes, and sentences that open
    /// with one and have no cue follow.
    pub(crate) fn fill(
        &mut self,
        words: &Words<'_>,
        sentences: &Layer<Sentence>,
        (number, sentence): (usize, Scope),
        head: usize,
        taken: &[bool],
    ) {
        self.units.clear();
        let nearest = head.saturating_sub(BEFORE);
        if let Some(quote) = words.quotes.around(words.start(head)) {
            let quote = words.quotes.all()[quote];
            let low = words.at_or_after(quote.span.start() + quote.open);
            let high = words.at_or_after(quote.span.end() - quote.close);
            let low = low.max(sentence.low).max(nearest).min(head);
            let high = high.min(sentence.high).max(head + 1);
            let units = (low..high).take(LONGEST).map(|at| Unit {
                tokens: at..at + 1,
                quote: None,
                behind: 0,
            });
            self.units.extend(units);
        } else {
            let low = if sentence.low < nearest {
                nearest
            } else {
                open(words, sentence.low).unwrap_or(sentence.low)
            };
            self.wholes(words, sentences, number + 1, low..sentence.high, taken);
        }
        self.head = self.units.partition_point(|unit| unit.tokens.end <= head);
    }

    /// The units of a sentence and of those that go on with its quotation or open with another one.
    fn wholes(
        &mut self,
        words: &Words<'_>,
        sentences: &Layer<Sentence>,
        mut next: usize,
        sentence: Range<usize>,
        taken: &[bool],
    ) {
        let Range {
            start: mut at,
            end: mut high,
        } = sentence;
        let mut behind = 0;
        loop {
            while at < high && self.units.len() < LONGEST {
                let unit = unit(words, at, behind);
                at = unit.tokens.end;
                self.units.push(unit);
            }
            if self.units.len() >= LONGEST || at >= words.tokens.len() {
                return;
            }
            let start = words.start(at);
            if at > high {
                // The last quotation goes on, and so does the sentence in which it ends.
                while sentences
                    .get(next)
                    .is_some_and(|further| further.span.end() <= start)
                {
                    next += 1;
                }
                if let Some(further) = sentences
                    .get(next)
                    .filter(|further| further.span.start() < start)
                {
                    high = words.at_or_after(further.span.end());
                    next += 1;
                    continue;
                }
            }
            if behind == FURTHER || words.opens(at).is_none() {
                return;
            }
            let Some(further) = sentences.get(next) else {
                return;
            };
            high = words
                .at_or_after(further.span.end())
                .clamp(at + 1, at + LONGEST);
            if has_cue(words, at..high, taken) {
                return;
            }
            behind += 1;
            next += 1;
        }
    }

    /// The tokens of units.
    pub(crate) fn tokens(&self, units: &Range<usize>) -> Range<usize> {
        self.units[units.start].tokens.start..self.units[units.end - 1].tokens.end
    }
}

/// Where the quotation starts in which a sentence begins, or that ends right before it: "“Why?” she asked".
fn open(words: &Words<'_>, low: usize) -> Option<usize> {
    let before = || {
        let before = low.checked_sub(1)?;
        let between = &words.text[words.end(before) as usize..words.start(low) as usize];
        words.closes(before).filter(|_| !between.contains('\n'))
    };
    let quote = words.quotes.around(words.start(low)).or_else(before)?;
    let first = words.quotes.whole(quote).start;
    Some(words.at_or_after(words.quotes.all()[first].span.start()))
}

fn unit(words: &Words<'_>, at: usize, behind: u8) -> Unit {
    if words.is(at, Class::QUOTE)
        && let Some(number) = words.opens(at)
    {
        let whole = words.quotes.whole(number);
        let end = words.at_or_after(words.quotes.all()[whole.end - 1].span.end());
        if whole.start == number && end > at {
            return Unit {
                tokens: at..end,
                quote: Some(number),
                behind,
            };
        }
    }
    Unit {
        tokens: at..at + 1,
        quote: None,
        behind,
    }
}

/// Whether a cue stands among tokens outside of quotations.
fn has_cue(words: &Words<'_>, tokens: Range<usize>, taken: &[bool]) -> bool {
    let mut at = tokens.start;
    while at < tokens.end {
        let unit = unit(words, at, 0);
        if unit.quote.is_none() && taken[at] {
            return true;
        }
        at = unit.tokens.end;
    }
    false
}
