//! What is wrong with a pipeline: a value, rendered in one place.

use crate::places::Place;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::fmt;

/// One thing that is wrong with a pipeline file: what, where, and what to do.
///
/// ```
/// use presswork_pipeline::{Overrides, PipelineFile, Registry};
/// let file = PipelineFile { path: "a.yaml".into(), text: "results: []\ndocuments: []\nstage: []\n".into() };
/// let problems = Registry::new().plan(&file, &Overrides::default()).unwrap_err();
/// let problem = problems.iter().find(|problem| problem.line() == 3).expect("`stage` is unknown");
/// assert_eq!(problem.what(), "a pipeline has no `stage`");
/// assert_eq!((problem.column(), problem.help()), (1, Some("did you mean `stages`?")));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    what: String,
    help: Option<String>,
    /// None if it is not in the file but on the command line.
    place: Option<Place>,
    line: usize,
    column: usize,
}

impl Problem {
    /// What is wrong, in lower case.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// What to do about it.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// The line, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in code points, from 1.
    pub fn column(&self) -> usize {
        self.column
    }
}

/// Everything that is wrong with a pipeline file, in the order of the file. Its `Display` is plain text.
///
/// ```
/// use presswork_pipeline::{Overrides, PipelineFile, Registry};
/// let file = PipelineFile { path: "a.yaml".into(), text: "on_error: panic\n".into() };
/// let problems = Registry::new().plan(&file, &Overrides::default()).unwrap_err();
/// assert!(problems.to_string().contains("--> a.yaml:1:11"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems {
    path: String,
    text: String,
    list: Vec<Problem>,
}

impl Problems {
    pub(crate) fn new(path: String, text: String) -> Self {
        Self {
            path,
            text,
            list: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, place: Place, what: impl Into<String>, help: Option<String>) {
        let before = &self.text[..place.start];
        let line = 1 + before.matches('\n').count();
        let column = 1 + before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count();
        self.list.push(Problem {
            what: what.into(),
            help,
            place: Some(place),
            line,
            column,
        });
    }

    /// Adds one that is not in the file.
    pub(crate) fn add_elsewhere(&mut self, what: impl Into<String>, help: Option<String>) {
        let what = what.into();
        self.list.push(Problem {
            what,
            help,
            place: None,
            line: 1,
            column: 1,
        });
    }

    pub(crate) fn sorted(mut self) -> Self {
        self.list
            .sort_by_key(|problem| problem.place.as_ref().map(|place| place.start));
        self.list.dedup();
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The problems, in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.list.iter()
    }

    /// All of them as people read them, with the lines of the file; in colour for a terminal.
    ///
    /// ```
    /// use presswork_pipeline::{Overrides, PipelineFile, Registry};
    /// let file = PipelineFile { path: "a.yaml".into(), text: "on_error: panic\n".into() };
    /// let problems = Registry::new().plan(&file, &Overrides::default()).unwrap_err();
    /// assert!(problems.render(true).contains("\u{1b}["));
    /// ```
    pub fn render(&self, colour: bool) -> String {
        let renderer = if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let one = |problem: &Problem| {
            let title = Level::ERROR.primary_title(problem.what.as_str());
            let group = match &problem.place {
                None => Group::with_title(title),
                Some(place) => {
                    // A problem may concern many lines; the first is enough to find it.
                    let first = self.text[place.clone()].find('\n');
                    let end = first.map_or(place.end, |length| place.start + length);
                    let snippet = Snippet::source(self.text.as_str())
                        .path(self.path.as_str())
                        .annotation(AnnotationKind::Primary.span(place.start..end));
                    title.element(snippet)
                }
            };
            let group = match &problem.help {
                Some(help) => group.element(Level::HELP.message(help.as_str())),
                None => group,
            };
            renderer.render(&[group])
        };
        self.list.iter().map(one).collect::<Vec<_>>().join("\n\n")
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Problems {}
