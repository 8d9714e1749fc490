//! Answers marked by hand: `corpus/answers/*.marked` and `*.tokens` as documents with every layer.
//!
//! How they are marked is told in the corpus's README. What the marks leave open is settled here:
//!
//! - An actor's kind is what its id begins with, or that of its first mention; its name the longest name of that kind.
//! - A holder or target of a stance stands in the marks as an actor and becomes a mention of that actor: the holder the
//!   source of the attribution that the evidence lies in, else, as for a target, the first inside the evidence, else the
//!   nearest before it, else the nearest behind it.
//! - `oppose … negated` becomes the polarity `support`, and the other way round: the layer has negation reckoned in.
//! - A quantity or stance belongs to the innermost attribution in whose content it stands.
//! - A table is marked as one block and becomes a block a row.

mod actors;
mod attributions;
mod figures;
mod page;
mod stances;
#[cfg(test)]
mod tests;
mod tokens;

use crate::{Mark, Marked};
use presswork_annotations::{Actor, Attribution, Block, Image, Mention, Quantity, Stance, Time};
use presswork_model::{Document, Selection, Span, Text};
use std::fmt::Display;
use std::fs;
use std::path::Path;

/// Reads all answers of a corpus, in the order of the documents' paths, each with the id of its document: its path below
/// the corpus. `token` and `sentence` are there for those with a `*.tokens` file.
///
/// The errors name file and line; there is also one where an answer to a `.txt` document in UTF-8 has another text.
///
/// ```
/// let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus");
/// let documents = presswork_testkit::answers::read(corpus.as_ref())?;
/// assert!(documents.iter().any(|document| document.text().id() == "wire/oil-cut.txt"));
/// # Ok::<(), String>(())
/// ```
pub fn read(corpus: &Path) -> Result<Vec<Document>, String> {
    let folder = corpus.join("answers");
    let entries =
        fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "marked")
    });
    let mut documents = Vec::new();
    for file in files {
        let name = file
            .strip_prefix(corpus)
            .unwrap_or(&file)
            .display()
            .to_string();
        let mut document = parse(&name, &contents(&file)?)?;
        same_text(corpus, &name, &document)?;
        let cuts = file.with_extension("tokens");
        if cuts.exists() {
            let name = cuts
                .strip_prefix(corpus)
                .unwrap_or(&cuts)
                .display()
                .to_string();
            cut(&mut document, &name, &contents(&cuts)?)?;
        }
        documents.push(document);
    }
    documents.sort_by(|a, b| a.text().id().cmp(b.text().id()));
    Ok(documents)
}

fn contents(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn same_text(corpus: &Path, name: &str, answer: &Document) -> Result<(), String> {
    let file = corpus.join(answer.text().id());
    let bytes =
        fs::read(&file).map_err(|error| format!("{name}:1: {}: {error}", file.display()))?;
    let plain = file.extension().is_some_and(|extension| extension == "txt");
    let Some(text) = String::from_utf8(bytes).ok().filter(|_| plain) else {
        return Ok(());
    };
    let body = answer.text().body();
    if body == text {
        return Ok(());
    }
    let same = body
        .lines()
        .zip(text.lines())
        .take_while(|(a, b)| a == b)
        .count();
    Err(format!(
        "{name}: line {} of the text is not that of {}",
        same + 1,
        answer.text().id()
    ))
}

/// Reads one answer; `name` is the file's name for messages.
///
/// ```
/// use presswork_annotations::Stance;
/// let source = "document: a.txt\n---\n[[Diallo]{person =person:diallo} blamed [Omarra]{place =?omarra}]\
///     {stance person:diallo oppose ?omarra}.";
/// let document = presswork_testkit::answers::parse("a.marked", source)?;
/// let stances = document.layer::<Stance>().unwrap().expect("every layer is written");
/// assert_eq!(stances[0].target.index(), 1);
/// # Ok::<(), String>(())
/// ```
pub fn parse(name: &str, source: &str) -> Result<Document, String> {
    let head = Head::parse(name, source)?;
    let plain = Path::new(head.id)
        .extension()
        .is_some_and(|extension| extension == "txt");
    let body = if plain {
        head.body
    } else {
        head.body.strip_suffix('\n').unwrap_or(head.body)
    };
    let document = layers(name, head.lines, head.id, body)?;
    head.keep(name, document)
}

/// All layers but `token` and `sentence`, from mark-up before which `head` lines stand in its file.
pub(crate) fn layers(name: &str, head: usize, id: &str, source: &str) -> Result<Document, String> {
    let marked = Marked::parse(&figures::with_counts_told(source)).map_err(|error| {
        let line = error
            .strip_prefix("line ")
            .and_then(|rest| rest.split_once(": "));
        match line.and_then(|(line, what)| Some((line.parse::<usize>().ok()?, what))) {
            Some((line, what)) => format!("{name}:{}: {what}", line + head),
            None => format!("{name}: {error}"),
        }
    })?;
    let answer = Answer { name, head, marked };
    answer.known_labels()?;
    answer.document(id)
}

/// Adds `token` and `sentence` from a `*.tokens` file; `name` is the file's name for messages.
///
/// ```
/// use presswork_annotations::Token;
/// let mut document = presswork_testkit::answers::parse("a.marked", "document: a.txt\n---\nIt rose 5%.").unwrap();
/// presswork_testkit::answers::cut(&mut document, "a.tokens", "document: a.txt\n---\nIt rose 5 % .\n")?;
/// assert_eq!(document.layer::<Token>().unwrap().expect("just written").len(), 5);
/// # Ok::<(), String>(())
/// ```
pub fn cut(document: &mut Document, name: &str, source: &str) -> Result<(), String> {
    let head = Head::parse(name, source)?;
    if head.id != document.text().id() {
        return Err(format!(
            "{name}:1: it is for {}, not {}",
            head.id,
            document.text().id()
        ));
    }
    let (tokens, sentences) = tokens::cut(name, &head, document.text().body())?;
    let written = document
        .write(tokens)
        .and_then(|()| document.write(sentences));
    written.map_err(|error| format!("{name}: {error}"))
}

/// What stands before the text of an answer, and the text.
struct Head<'a> {
    id: &'a str,
    /// The layers that are marked; all, if it does not say.
    layers: Option<&'a str>,
    /// How many lines stand before the text.
    lines: usize,
    body: &'a str,
}

impl<'a> Head<'a> {
    fn parse(name: &str, source: &'a str) -> Result<Self, String> {
        let rest = source.strip_prefix("document: ");
        let parts = rest.and_then(|rest| rest.split_once("\n---\n"));
        let parsed = parts.and_then(|(head, body)| {
            let (id, layers) = match head.split_once('\n') {
                Some((id, line)) => (id, Some(line.strip_prefix("layers: ")?)),
                None => (head, None),
            };
            let one = layers.is_none_or(|layers| !layers.contains('\n'));
            one.then_some(Self {
                id,
                layers,
                lines: head.lines().count() + 1,
                body,
            })
        });
        parsed.ok_or_else(|| {
            format!("{name}:1: an answer begins with the lines `document: PATH` and `---`")
        })
    }

    /// The document with the layers that are marked, and no others.
    fn keep(&self, name: &str, document: Document) -> Result<Document, String> {
        let Some(layers) = self.layers else {
            return Ok(document);
        };
        let kept: Vec<&str> = layers.split(' ').collect();
        let known = |layer: &&str| document.layers().any(|known| known.name() == *layer);
        if let Some(unknown) = kept.iter().find(|layer| !known(layer)) {
            return Err(format!("{name}:2: there is no layer `{unknown}`"));
        }
        let selection = Selection::Only(kept.into_iter().map(str::to_owned).collect());
        let mut line = Vec::new();
        let written = document.write_json(&selection, &mut line);
        written.map_err(|error| format!("{name}: {error}"))?;
        Document::from_json(&line).map_err(|error| format!("{name}: {error}"))
    }
}

/// The marks of a document, on their way to layers.
struct Answer<'a> {
    name: &'a str,
    /// Lines before the mark-up.
    head: usize,
    marked: Marked,
}

impl Answer<'_> {
    /// All layers but `token` and `sentence`.
    fn document(&self, id: &str) -> Result<Document, String> {
        let blocks = self.blocks()?;
        let actors = self.actors()?;
        let attributions = self.attributions(&actors)?;
        let stances = self.stances(&actors, &attributions)?;
        let quantities = self.quantities(&attributions)?;
        let times = self.times()?;
        let images = self.images(&blocks);
        let meta = self.meta(&blocks, &actors, &times);
        let mut document = Document::new(Text::with_meta(id, meta, self.marked.text.as_str()));
        let write = |document: &mut Document| {
            document.write::<Block>(blocks)?;
            document.write::<Mention>(actors.mentions)?;
            document.write::<Actor>(actors.rows)?;
            document.write::<Attribution>(attributions.rows)?;
            document.write::<Stance>(stances)?;
            document.write::<Quantity>(quantities)?;
            document.write::<Time>(times)?;
            document.write::<Image>(images)
        };
        write(&mut document).map_err(|error| format!("{}: {error}", self.name))?;
        Ok(document)
    }

    fn known_labels(&self) -> Result<(), String> {
        let labels = [
            page::LABELS,
            actors::LABELS,
            attributions::LABELS,
            stances::LABELS,
            figures::LABELS,
        ];
        let known = |mark: &&Mark| {
            labels
                .iter()
                .any(|labels| labels.contains(&mark.label.as_str()))
        };
        match self.marked.marks.iter().find(|mark| !known(mark)) {
            Some(mark) => Err(self.wrong(mark, "there is no such label")),
            None => Ok(()),
        }
    }

    /// What is wrong with a mark, and where.
    fn wrong(&self, mark: &Mark, what: impl Display) -> String {
        let mut label = mark.label.clone();
        for arg in &mark.args {
            label.push(' ');
            label.push_str(arg);
        }
        let line = self.line(mark.span);
        format!("{}:{line}: `{{{label}}}`: {what}", self.name)
    }

    /// The line of the answer's file at which a span starts: marks hold no line breaks of their own.
    fn line(&self, span: Span) -> usize {
        let before = &self.marked.text[..span.start() as usize];
        self.head + 1 + before.matches('\n').count()
    }

    fn text(&self, span: Span) -> &str {
        &self.marked.text[span.range()]
    }
}
