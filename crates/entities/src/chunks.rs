//! Chunks: cuts the parts of a run into names.

use crate::candidates::{Finder, Part, person_too};
use crate::evidence::Votes;
use crate::lexicon::Flags;
use crate::words::Shape;
use presswork_annotations::MentionKind;
use std::ops::Range;

impl<'l> Finder<'_, 'l> {
    /// Cuts the parts of a run into candidates.
    pub(crate) fn cut(&mut self, sentence: Range<usize>) {
        let parts = std::mem::take(&mut self.parts);
        let mut title = None;
        let mut rest = &parts[..];
        while let Some((first, after)) = rest.split_first() {
            match first {
                Part::Gap => {
                    title = None;
                    rest = after;
                }
                Part::Title(at) => {
                    title = Some(*at);
                    rest = after;
                }
                _ => {
                    let ends = |part: &Part<'_>| matches!(part, Part::Gap | Part::Title(_));
                    let chunk = rest.iter().position(ends).unwrap_or(rest.len());
                    self.chunk(&rest[..chunk], title.take(), &sentence);
                    rest = &rest[chunk..];
                }
            }
        }
        self.parts = parts;
    }

    /// Cuts a stretch without titles and gaps.
    pub(crate) fn chunk(
        &mut self,
        parts: &[Part<'l>],
        title: Option<usize>,
        sentence: &Range<usize>,
    ) {
        let list = &self.words.list;
        let parts = self.trim(parts);
        let (Some(first), Some(closing)) = (parts.first(), parts.last()) else {
            return;
        };
        let whole = first.words().start..closing.words().end;
        if let [Part::Name(at, entry)] = parts {
            if title.is_none() || entry.kind == MentionKind::Person || !person_too(&list[*at]) {
                self.known(*at, entry, title, sentence);
            } else {
                self.push(whole, title, sentence, Votes::of(MentionKind::Person, 2.0));
            }
            return;
        }
        if let Some(kind) = self.headed(parts, title) {
            self.push(whole, title, sentence, Votes::of(kind, 3.0));
            return;
        }
        if title.is_none() && self.is_company(parts) {
            self.push(
                whole,
                None,
                sentence,
                Votes::of(MentionKind::Organisation, 1.5),
            );
            return;
        }
        let mut title = title;
        let mut rest = parts;
        while !rest.is_empty() {
            let length = self.group(rest);
            let (group, after) = rest.split_at(length);
            rest = after;
            if let [Part::Name(at, entry)] = group {
                self.known(*at, entry, None, sentence);
                continue;
            }
            let group = self.trim(group);
            if let (Some(first), Some(closing)) = (group.first(), group.last()) {
                let range = first.words().start..closing.words().end;
                self.push(range, title.take(), sentence, Votes::default());
            }
        }
    }

    /// The kind that the first or last word of the stretch tells, as "River" or "Ministry" do.
    pub(crate) fn headed(&self, parts: &[Part<'l>], title: Option<usize>) -> Option<MentionKind> {
        let list = &self.words.list;
        let word = |part: &Part<'_>| match part {
            Part::Word(at) => Some(&list[*at]),
            _ => None,
        };
        let first = word(&parts[0]);
        let closing = parts.last().and_then(word);
        let whole = parts[0].words().start..parts.last()?.words().end;
        if title.is_some() {
            return None;
        }
        let capitals = whole
            .clone()
            .filter(|&at| list[at].looks(Shape::CAPITAL))
            .count();
        if capitals < 2 {
            return None;
        }
        let linked = whole
            .clone()
            .any(|at| matches!(self.words.text(list[at].span), "of" | "for" | "on"));
        if linked && first.is_some_and(|w| w.is(Flags::PLACE_HEAD) && !w.is(Flags::ORG_HEAD)) {
            return Some(MentionKind::Place);
        }
        if linked && whole.clone().any(|at| list[at].is(Flags::ORG_HEAD)) {
            return Some(MentionKind::Organisation);
        }
        if let Some(closing) = closing.filter(|w| w.looks(Shape::CAPITAL)) {
            let given = first.is_some_and(|w| w.is(Flags::GIVEN));
            if closing.is(Flags::PLACE_END)
                && !closing.is(Flags::ORG_WORD)
                && !(given && closing.is(Flags::FAMILY))
            {
                return Some(MentionKind::Place);
            }
            if closing.is(Flags::ORG_WORD) && !(given && closing.is(Flags::FAMILY)) {
                return Some(MentionKind::Organisation);
            }
            if closing.is(Flags::OTHER_END) && !given {
                return Some(MentionKind::Other);
            }
        }
        let placed = first.is_some_and(|w| w.is(Flags::PLACE_HEAD) && !w.is(Flags::FAMILY));
        placed.then_some(MentionKind::Place)
    }

    /// "Houston Dynamo", "Telecom Namibia": a place and a word that is no person's.
    pub(crate) fn is_company(&self, parts: &[Part<'l>]) -> bool {
        let list = &self.words.list;
        let strange = |at: usize| {
            let word = &list[at];
            word.looks(Shape::CAPITAL)
                && !person_too(word)
                && !word.is(Flags::COMMON)
                && !word.looks(Shape::FIRST.or(Shape::HEADLINE))
        };
        let whole = parts[0].words();
        match *parts {
            [Part::Name(_, entry), Part::Word(at)] | [Part::Word(at), Part::Name(_, entry)] => {
                let name = &list[whole.start];
                entry.kind == MentionKind::Place && strange(at) && !person_too(name)
            }
            _ => false,
        }
    }

    /// How many of `parts` make one name.
    pub(crate) fn group(&self, parts: &[Part<'l>]) -> usize {
        let list = &self.words.list;
        let hyphen = |part: &Part<'_>| matches!(part, Part::Word(at) if self.words.text(list[*at].span) == "-");
        let mut length = 1;
        if let Part::Name(at, entry) = parts[0] {
            // "Jordan Peterson", "Chelsea Clinton": a given name that is also a place.
            let given = entry.len() == 1
                && list[at].is(Flags::PLACE_GIVEN.or(Flags::GIVEN))
                && matches!(parts.get(1), Some(Part::Word(next)) if !list[*next].is(Flags::COMMON) && list[*next].looks(Shape::LETTER));
            if !given {
                return 1;
            }
        }
        while let Some(part) = parts.get(length) {
            match part {
                Part::Word(_) => length += 1,
                Part::Name(at, entry) => {
                    // "Jack London", "Denzel Washington".
                    let before = parts[length - 1].words().start;
                    let family = entry.len() == 1
                        && entry.kind != MentionKind::Group
                        && (list[before].is(Flags::GIVEN.or(Flags::PARTICLE))
                            || hyphen(&parts[length - 1]));
                    let person = person_too(&list[*at]) && list[before].is(Flags::GIVEN)
                        || family && list[before].is(Flags::GIVEN) && length == 1
                        || entry.kind == MentionKind::Group
                            && length == 1
                            && list[before].is(Flags::GIVEN);
                    if !person {
                        break;
                    }
                    length += 1;
                }
                _ => break,
            }
        }
        length
    }

    /// Without hyphens, links and lower-case words at the edges.
    pub(crate) fn trim<'p>(&self, mut parts: &'p [Part<'l>]) -> &'p [Part<'l>] {
        let list = &self.words.list;
        let loose = |part: &Part<'_>, front: bool| match part {
            Part::Word(at) => {
                let word = &list[*at];
                // "al-" in front and "-wen" at the end belong to the name.
                let tied = if front {
                    word.is(Flags::PARTICLE)
                } else {
                    word.looks(Shape::GLUED) && word.looks(Shape::LETTER)
                };
                let own = word.is(Flags::GIVEN) || word.looks(Shape::INITIAL);
                let lower = !word.looks(Shape::CAPITAL);
                lower && !tied || word.is(Flags::FUNCTION) && !own
            }
            _ => false,
        };
        while parts.first().is_some_and(|part| loose(part, true)) {
            parts = &parts[1..];
        }
        while parts.last().is_some_and(|part| loose(part, false)) {
            parts = &parts[..parts.len() - 1];
        }
        parts
    }
}
