//! The text cut into the lines of the view: sentence by sentence, and wrapped.

use super::known::layer;
use super::safe::{shown, width};
use presswork_annotations::{Block, Sentence};
use presswork_model::{Document, Span, Text};

/// A line of the view.
pub(super) struct Line {
    /// The sentence or block it belongs to, and its number in its layer.
    pub(super) segment: Span,
    pub(super) number: Option<usize>,
    /// The stretch of text.
    pub(super) span: Span,
    /// The text as it is shown.
    pub(super) shown: String,
    /// The column at which each byte of the line starts, and that behind its last.
    columns: Vec<usize>,
    width: usize,
}

impl Line {
    /// The columns that `span` covers in this line, which it overlaps.
    pub(super) fn columns(&self, span: Span) -> (usize, usize) {
        let at = |byte: u32| {
            let byte = byte.clamp(self.span.start(), self.span.end()) - self.span.start();
            // A blank at the very end may stand one column too far.
            self.columns[byte as usize].min(self.width)
        };
        (at(span.start()), at(span.end()))
    }
}

/// The lines of a document, in order.
pub(super) struct Lines<'a> {
    text: &'a Text,
    width: usize,
    segments: std::vec::IntoIter<(Option<usize>, Span)>,
    /// The segment in work, and what is left of it.
    segment: Option<(Option<usize>, Span)>,
    rest: Span,
}

impl<'a> Lines<'a> {
    pub(super) fn new(document: &'a Document, width: usize) -> Self {
        Self {
            text: document.text(),
            width,
            segments: segments(document).into_iter(),
            segment: None,
            rest: Span::new(0, 0),
        }
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        if self.rest.is_empty() {
            let next = self.segments.next()?;
            self.segment = Some(next);
            self.rest = next.1;
        }
        let (number, segment) = self.segment?;
        let line = line(self.text, segment, number, self.rest, self.width);
        self.rest = Span::new(line.span.end(), self.rest.end());
        Some(line)
    }
}

/// The first line of `rest`: as many words as fit, or as many characters where a word is wider than the line.
fn line(text: &Text, segment: Span, number: Option<usize>, rest: Span, most: usize) -> Line {
    let mut line = Line {
        segment,
        number,
        span: rest,
        shown: String::new(),
        columns: Vec::new(),
        width: most,
    };
    let mut column = 0;
    let mut blank = true;
    // Where the line may end, and where it does: bytes of the text, and of what is shown.
    let mut edge = None;
    let mut full = None;
    for (at, original) in text[rest].char_indices() {
        let character = shown(original);
        if at > 0 && blank && character != ' ' {
            edge = Some((at, line.shown.len()));
        }
        // A run of blanks takes the room of one, and blanks at the start of a line take none.
        let columns = match character {
            ' ' => usize::from(!blank),
            _ => width(character),
        };
        if column + columns > most && character != ' ' && at > 0 {
            full = Some(edge.unwrap_or((at, line.shown.len())));
            break;
        }
        let bytes = std::iter::repeat_n(column, original.len_utf8());
        line.columns.extend(bytes);
        if character != ' ' || columns > 0 {
            line.shown.push(character);
        }
        column += columns;
        blank = character == ' ';
    }
    line.columns.push(column);
    if let Some((bytes, shown)) = full {
        line.span = Span::new(rest.start(), rest.start() + bytes as u32);
        line.shown.truncate(shown);
        line.columns.truncate(bytes + 1);
    }
    line
}

/// The sentences with their numbers, or where there are none the blocks, or the lines of the text; and whatever
/// stands between them.
fn segments(document: &Document) -> Vec<(Option<usize>, Span)> {
    let text = document.text();
    let (spans, numbered): (Vec<Span>, bool) = if let Some(sentences) = layer::<Sentence>(document)
    {
        (
            sentences.iter().map(|sentence| sentence.span).collect(),
            true,
        )
    } else if let Some(blocks) = layer::<Block>(document) {
        (blocks.iter().map(|block| block.span).collect(), true)
    } else {
        (
            text.body().lines().map(|line| text.span_of(line)).collect(),
            false,
        )
    };
    let mut segments = Vec::new();
    let mut add = |number: Option<usize>, span: Span| {
        let words = text[span].trim();
        if !words.is_empty() {
            segments.push((number, text.span_of(words)));
        }
    };
    let mut end = 0;
    for (number, span) in spans.into_iter().enumerate() {
        // A credit lies inside its caption, and a gold file may hold anything.
        let span = Span::new(span.start().max(end), span.end().max(end));
        add(None, Span::new(end, span.start()));
        add(numbered.then_some(number), span);
        end = span.end();
    }
    add(None, Span::new(end, text.span().end()));
    segments
}
