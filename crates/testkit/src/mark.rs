//! Bracket mark-up: a text with its annotations written into it, `[Amina Diallo]{person} spoke.`

use presswork_model::Span;

/// A labelled stretch of a marked text.
///
/// ```
/// use presswork_testkit::Marked;
/// let marked = Marked::parse("[Amina Diallo]{person =person:amina-diallo} spoke.").unwrap();
/// assert_eq!((marked.marks[0].label.as_str(), marked.marks[0].span.len()), ("person", 12));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands in the text without the marks.
    pub span: Span,
    /// The first word in the braces.
    pub label: String,
    /// The other words; one in double quotes may hold blanks.
    pub args: Vec<String>,
}

/// A text and its marks. In the mark-up a `\` stands before a bracket, brace or `\` that belongs to the text.
///
/// ```
/// use presswork_testkit::Marked;
/// let source = r"[[Iraq]{place}'s army]{organisation} \[sic\]";
/// let marked = Marked::parse(source).unwrap();
/// assert_eq!(marked.text, "Iraq's army [sic]");
/// assert_eq!(marked.to_string(), source);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The text without the marks.
    pub text: String,
    /// The marks in text order, outer ones first.
    pub marks: Vec<Mark>,
}

impl Marked {
    /// Reads bracket mark-up.
    ///
    /// ```
    /// # use presswork_testkit::Marked;
    /// assert_eq!(Marked::parse("a [b").unwrap_err(), "line 1: `[` is never closed");
    /// ```
    pub fn parse(source: &str) -> Result<Self, String> {
        let mut text = String::with_capacity(source.len());
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut marks: Vec<(usize, Mark)> = Vec::new();
        let mut order = 0;
        let mut rest = source;
        let line = |rest: &str| 1 + source[..source.len() - rest.len()].matches('\n').count();
        while let Some(character) = rest.chars().next() {
            let here = rest;
            rest = &rest[character.len_utf8()..];
            match character {
                '\\' => {
                    let escaped = rest.chars().next().ok_or("the text ends in a `\\`")?;
                    text.push(escaped);
                    rest = &rest[escaped.len_utf8()..];
                }
                '[' => {
                    open.push((text.len(), order));
                    order += 1;
                }
                ']' => {
                    let (start, order) = open
                        .pop()
                        .ok_or_else(|| format!("line {}: `]` without `[`", line(here)))?;
                    let span = Span::from_range(start..text.len());
                    if !rest.starts_with('{') {
                        return Err(format!(
                            "line {}: `]` without a label in braces",
                            line(here)
                        ));
                    }
                    while let Some(label) = rest.strip_prefix('{') {
                        let end = closing(label)
                            .ok_or_else(|| format!("line {}: `{{` is never closed", line(here)))?;
                        let mut words = words(&label[..end]);
                        if words.is_empty() {
                            return Err(format!("line {}: empty label", line(here)));
                        }
                        let args = words.split_off(1);
                        marks.push((
                            order,
                            Mark {
                                span,
                                label: words.remove(0),
                                args,
                            },
                        ));
                        rest = &label[end + 1..];
                    }
                }
                '{' | '}' => return Err(format!("line {}: stray `{character}`", line(here))),
                _ => text.push(character),
            }
        }
        if !open.is_empty() {
            return Err(format!("line {}: `[` is never closed", line(rest)));
        }
        marks.sort_by_key(|(order, _)| *order);
        Ok(Self {
            text,
            marks: marks.into_iter().map(|(_, mark)| mark).collect(),
        })
    }

    /// The marks with one of these labels.
    ///
    /// ```
    /// # use presswork_testkit::Marked;
    /// let marked = Marked::parse("[She]{source a1} [said]{cue a1}").unwrap();
    /// assert_eq!(marked.labelled(&["cue"]).count(), 1);
    /// ```
    pub fn labelled<'a>(&'a self, labels: &'a [&str]) -> impl Iterator<Item = &'a Mark> {
        self.marks
            .iter()
            .filter(move |mark| labels.contains(&mark.label.as_str()))
    }
}

/// Where the brace closes that was opened before `label`, which may hold pairs of braces: "USD/{share}".
fn closing(label: &str) -> Option<usize> {
    let mut open = 1_usize;
    label
        .char_indices()
        .find(|&(_, character)| {
            open += usize::from(character == '{');
            open -= usize::from(character == '}');
            open == 0
        })
        .map(|(at, _)| at)
}

/// The words of a label: split at blanks, those in double quotes kept whole and without the quotes.
fn words(label: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (i, part) in label.split('"').enumerate() {
        if i % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

impl std::fmt::Display for Marked {
    /// Prints the mark-up. Marks must nest.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut ends: Vec<(u32, Vec<&Mark>)> = Vec::new();
        let mut pending = self.marks.as_slice();
        let close = |f: &mut std::fmt::Formatter<'_>, marks: &[&Mark]| {
            f.write_str("]")?;
            for mark in marks {
                write!(f, "{{{}", mark.label)?;
                for arg in &mark.args {
                    if arg.contains(' ') {
                        write!(f, " \"{arg}\"")?;
                    } else {
                        write!(f, " {arg}")?;
                    }
                }
                f.write_str("}")?;
            }
            Ok(())
        };
        let positions = self
            .text
            .char_indices()
            .map(|(at, character)| (at as u32, Some(character)));
        for (at, character) in positions.chain([(self.text.len() as u32, None)]) {
            // What ends here closes before what starts here opens; an empty mark opens and closes in place.
            while ends.last().is_some_and(|(end, _)| *end == at) {
                let (_, marks) = ends.pop().expect("it was looked at");
                close(f, &marks)?;
            }
            while let Some((mark, others)) = pending
                .split_first()
                .filter(|(mark, _)| mark.span.start() == at)
            {
                pending = others;
                match ends.last_mut() {
                    Some((end, marks)) if *end == mark.span.end() && marks[0].span == mark.span => {
                        marks.push(mark);
                    }
                    _ => {
                        f.write_str("[")?;
                        ends.push((mark.span.end(), vec![mark]));
                    }
                }
            }
            while ends.last().is_some_and(|(end, _)| *end == at) {
                let (_, marks) = ends.pop().expect("it was looked at");
                close(f, &marks)?;
            }
            match character {
                Some('[' | ']' | '{' | '}' | '\\') => {
                    write!(f, "\\{}", character.expect("it was matched"))?;
                }
                Some(character) => write!(f, "{character}")?,
                None => {}
            }
        }
        Ok(())
    }
}
