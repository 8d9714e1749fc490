//! Tells captions from running text in files without mark-up.

use crate::credit;
use std::ops::Range;

/// What captions start with that running text does not.
const OPENINGS: [&str; 14] = [
    "file photo",
    "file image",
    "file picture",
    "file -",
    "file –",
    "file —",
    "photo:",
    "image:",
    "picture:",
    "photograph:",
    "caption:",
    "image caption",
    "image copyright",
    "image credit",
];

/// A line that is a caption, and where its credit stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Caption {
    pub(crate) credit: Option<Range<usize>>,
}

/// Whether a line of running text is the caption of a picture.
pub(crate) fn find(line: &str) -> Option<Caption> {
    const LONGEST: usize = 700;
    let line = line.trim_end();
    if line.len() > LONGEST {
        return None;
    }
    let opened = OPENINGS.iter().any(|opening| {
        line.get(..opening.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(opening))
    });
    // Cheap: most lines end in a full stop and hold no hint of a credit.
    if !opened && line.ends_with(['.', '"', '”', '?', '!', ',', ':', ';']) && !line.ends_with(").")
    {
        return None;
    }
    let credit = credit::of_caption(line);
    (opened || credit.is_some()).then_some(Caption { credit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions() {
        for line in [
            "Protesters in the square (Reuters)",
            "FILE PHOTO: The dam in 2019",
            "The dam. REUTERS/Jim Smith",
            "FILE - In this photo of May 3 the dam is seen.",
        ] {
            assert!(find(line).is_some(), "{line}");
        }
        for line in [
            "Protesters in the square",
            "He spoke to the agency (and to nobody else).",
            "The profile photo was new.",
            "",
        ] {
            assert_eq!(find(line), None, "{line}");
        }
    }
}
