//! `Names`: under which kinds mentions are compared.

use presswork_annotations::MentionKind;

/// Kinds that count as another one, and the kinds that count at all: collections do not mark the same.
///
/// ```
/// use presswork_annotations::MentionKind::{Group, Other, Person};
/// use presswork_evaluate::Names;
/// let names = Names { map: vec![(Group, Other)], only: vec![] };
/// assert_eq!([Group, Person].map(|kind| names.mapped(kind)), [Other, Person]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The first of each pair counts as the second, in gold and in the result.
    pub map: Vec<(MentionKind, MentionKind)>,
    /// What counts after that; all if it is empty.
    pub only: Vec<MentionKind>,
}

impl Names {
    /// The kind as which `kind` counts.
    ///
    /// ```
    /// # use presswork_annotations::MentionKind::Person;
    /// assert_eq!(presswork_evaluate::Names::default().mapped(Person), Person);
    /// ```
    pub fn mapped(&self, kind: MentionKind) -> MentionKind {
        let to = self.map.iter().find(|(from, _)| *from == kind);
        to.map_or(kind, |(_, to)| *to)
    }
}
