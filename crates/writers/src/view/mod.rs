//! A document with its annotations aligned under the text, for people.
//!
//! ```
//! use presswork_annotations::{Form, Mention, MentionKind};
//! use presswork_model::{Document, Span, Text};
//! use presswork_writers::view::{Options, render};
//! let mut document = Document::new(Text::new("a.txt", "Amina Diallo spoke in Omarra."));
//! let mention = |start, end, kind| {
//!     Mention { span: Span::new(start, end), kind, form: Form::Name, actor: None, score: 1.0 }
//! };
//! document.write(vec![mention(0, 12, MentionKind::Person), mention(22, 28, MentionKind::Place)])?;
//! let shown = render(&document, &Options { width: 60, ..Options::default() });
//! assert_eq!(shown, "\
//! a.txt
//!
//!             Amina Diallo spoke in Omarra.
//!     mention ╰person────╯          ╰────╯place
//! ");
//! # Ok::<(), presswork_model::LayerError>(())
//! ```

mod known;
mod lines;
mod lists;
mod marks;
mod names;
mod safe;
mod under;

use anstyle::Style;
use lines::Lines;
use names::Names;
use presswork_annotations::{Block, Sentence, Token};
use presswork_model::{Annotation, Document, Span};
use safe::{cut, safe};
use std::fmt::Write as _;

/// How wide the names of the layers stand before the lines.
const GUTTER: usize = 12;

/// The fewest columns for the text: a narrower window would cut every label.
const NARROWEST: usize = 20;

/// How to show a document.
///
/// ```
/// let options = presswork_writers::view::Options { colour: true, ..Default::default() };
/// assert_eq!((options.width, options.layers.len()), (100, 0));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The columns of a line, the names of the layers included.
    pub width: usize,
    /// Whether to colour the annotations with ANSI codes.
    pub colour: bool,
    /// The layers to show, by name; if none is named, all but `token`, `sentence` and `block`.
    pub layers: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            width: 100,
            colour: false,
            layers: Vec::new(),
        }
    }
}

impl Options {
    fn shows(&self, layer: &str) -> bool {
        match self.layers.as_slice() {
            [] => ![Token::NAME, Sentence::NAME, Block::NAME].contains(&layer),
            named => named.iter().any(|name| name == layer),
        }
    }
}

/// The text sentence by sentence with the annotations aligned under it, then a list of the rows of each layer.
///
/// The numbers before the sentences (or blocks, where there are none), and those behind `#`, are the rows' places in their layers, as in JSON and SQL.
/// Control characters of the text are shown as pictures, so that a document cannot reach the terminal.
///
/// A layer that came from a file and cannot be read is shown as it stands, with the reason at the end.
///
/// ```
/// use presswork_model::{Document, Text};
/// use presswork_writers::view::{Options, render};
/// let document = Document::new(Text::new("a.txt", "Prices\u{1b}[31m fell."));
/// assert_eq!(render(&document, &Options::default()), "a.txt\n\n            Prices␛[31m fell.\n");
/// ```
pub fn render(document: &Document, options: &Options) -> String {
    let mut page = Page {
        out: String::new(),
        width: options.width.max(GUTTER + NARROWEST),
        colour: options.colour,
    };
    head(document, &mut page);
    let names = Names::new(document);
    let marks = marks::collect(document, &names, options);
    let mut under = under::Under::new(&marks);
    let mut before: Option<Span> = None;
    for line in Lines::new(document, page.width - GUTTER) {
        let mut number = String::new();
        if before.is_none_or(|span| span != line.segment) {
            page.out.push('\n');
            number = line.number.map(|n| n.to_string()).unwrap_or_default();
        }
        before = Some(line.segment);
        let _ = write!(page.out, "{number:>11} ");
        page.out.push_str(&line.shown);
        page.end_line();
        under.write(&line, &mut page);
    }
    lists::write(document, &names, options, &mut page);
    page.out
}

/// What is known about the document.
fn head(document: &Document, page: &mut Page) {
    let text = document.text();
    let meta = text.meta();
    page.out.push_str(&safe(text.id()));
    page.end_line();
    let facts = [
        &meta.title,
        &meta.date,
        &meta.author,
        &meta.source,
        &meta.language,
    ];
    let known: Vec<_> = facts.into_iter().flatten().map(|fact| safe(fact)).collect();
    if !known.is_empty() {
        page.out.push_str(&cut(&known.join(" · "), page.width));
        page.end_line();
    }
}

/// What has been written, and how wide it may be.
struct Page {
    out: String,
    width: usize,
    colour: bool,
}

impl Page {
    /// Appends `text`, which is safe, in `style`.
    fn styled(&mut self, style: Style, text: &str) {
        if self.colour && !text.is_empty() {
            let _ = write!(self.out, "{style}{text}{style:#}");
        } else {
            self.out.push_str(text);
        }
    }

    fn end_line(&mut self) {
        let end = self.out.trim_end_matches(' ').len();
        self.out.truncate(end);
        self.out.push('\n');
    }
}
