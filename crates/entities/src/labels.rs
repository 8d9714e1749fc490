//! Labels: how the tagger says which words make up a name, and of which kind.

use presswork_annotations::MentionKind;

/// Outside of names; the first word of a name of each kind; and each further one.
pub(crate) const LABELS: [&str; 11] = [
    "outside",
    "first of person",
    "first of organisation",
    "first of place",
    "first of group",
    "first of other",
    "next of person",
    "next of organisation",
    "next of place",
    "next of group",
    "next of other",
];

const KINDS: usize = MentionKind::ALL.len();

/// The label of a name's first word.
pub(crate) const fn first(kind: MentionKind) -> usize {
    1 + kind as usize
}

/// The label of its further words.
pub(crate) const fn next(kind: MentionKind) -> usize {
    1 + KINDS + kind as usize
}

/// Whether a name starts at a word with this label.
pub(crate) const fn starts(label: usize) -> bool {
    label >= 1 && label <= KINDS
}

/// Whether a label may follow another one, or stand first: a name does not go on where none has begun.
pub(crate) fn may(before: Option<usize>, label: usize) -> bool {
    label <= KINDS || before.is_some_and(|before| before == label || before + KINDS == label)
}

#[cfg(test)]
mod tests {
    use super::{LABELS, first, may, next, starts};
    use presswork_annotations::MentionKind;

    #[test]
    fn labels_are_those_of_the_kinds() {
        for &kind in MentionKind::ALL {
            assert_eq!(LABELS[first(kind)], format!("first of {kind}"));
            assert_eq!(LABELS[next(kind)], format!("next of {kind}"));
            assert!(starts(first(kind)) && !starts(next(kind)));
        }
    }

    #[test]
    fn a_name_goes_on_only_where_one_has_begun() {
        let (person, place) = (MentionKind::Person, MentionKind::Place);
        assert!(may(None, 0) && may(None, first(place)) && !may(None, next(place)));
        assert!(may(Some(first(place)), next(place)) && may(Some(next(place)), next(place)));
        assert!(!may(Some(first(person)), next(place)) && !may(Some(0), next(place)));
        assert!(may(Some(next(person)), first(person)));
    }
}
