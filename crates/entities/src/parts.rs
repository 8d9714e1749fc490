//! Parts: what each word of a run is: a known name, a title, a word of a name, or nothing.

use crate::candidates::{Finder, Part};
use crate::lexicon::Flags;
use crate::words::Shape;

impl Finder<'_, '_> {
    /// Splits a run into parts.
    pub(crate) fn split(&mut self, start: usize, end: usize) {
        self.parts.clear();
        let mut at = start;
        while at < end {
            let entry = self.name(at, end);
            if let Some(entry) = entry.filter(|entry| entry.len() > 1 || !self.is_tied(at, start)) {
                self.parts.push(Part::Name(at, entry));
                at += entry.len();
                continue;
            }
            let part = if self.is_title(at, end) {
                self.drop_modifiers();
                Part::Title(at)
            } else if self.is_date(at, end) || self.is_stray(at, end) {
                Part::Gap
            } else {
                Part::Word(at)
            };
            self.parts.push(part);
            at += 1;
        }
    }

    /// "Sabah" of "Al-Sabah" belongs to what is before its hyphen.
    pub(crate) fn is_tied(&self, at: usize, start: usize) -> bool {
        let list = &self.words.list;
        at >= start + 2
            && list[at].looks(Shape::GLUED)
            && self.words.text(list[at - 1].span) == "-"
            && list[at - 1].looks(Shape::GLUED)
            && (list[at - 2].is(Flags::PARTICLE) || list[at - 2].is(Flags::GIVEN))
    }

    /// A month or a day; a given name such as "April" only before another name.
    pub(crate) fn is_date(&self, at: usize, end: usize) -> bool {
        let list = &self.words.list;
        let word = &list[at];
        if !word.is(Flags::CALENDAR) {
            return false;
        }
        let named =
            at + 1 < end && list[at + 1].looks(Shape::CAPITAL) && !list[at + 1].is(Flags::CALENDAR);
        !(word.is(Flags::GIVEN.or(Flags::FAMILY)) && named)
    }

    /// "Foreign" of "Foreign Minister" belongs to the title.
    pub(crate) fn drop_modifiers(&mut self) {
        let list = &self.words.list;
        for part in self.parts.iter_mut().rev() {
            match *part {
                Part::Word(at) if list[at].is(Flags::ROLE_MODIFIER.or(Flags::COMMON)) => {
                    *part = Part::Gap;
                }
                Part::Word(at) if self.words.text(list[at].span) == "-" => *part = Part::Gap,
                _ => break,
            }
        }
    }

    pub(crate) fn is_title(&self, at: usize, end: usize) -> bool {
        let list = &self.words.list;
        let word = &list[at];
        if !word.is(Flags::TITLE) {
            return false;
        }
        let named = at.checked_sub(1).is_some_and(|before| {
            list[before].is(Flags::GIVEN) && list[before].looks(Shape::CAPITAL)
        });
        if word.is(Flags::FAMILY.or(Flags::GIVEN)) && named {
            return false;
        }
        let closing = &list[end - 1];
        let other =
            at + 1 < end && closing.is(Flags::ORG_WORD.or(Flags::PLACE_END).or(Flags::OTHER_END));
        !other || word.is(Flags::ABBREVIATION)
    }

    /// A word at the start of a sentence, or in a headline, that has its capital only for that.
    pub(crate) fn is_stray(&self, at: usize, end: usize) -> bool {
        let list = &self.words.list;
        let word = &list[at];
        if !word.looks(Shape::FIRST.or(Shape::HEADLINE)) || !self.words.is_ordinary(word) {
            return false;
        }
        if word.is(Flags::GIVEN) && at + 1 < end {
            return false;
        }
        let closing = &list[end - 1];
        let headed =
            end - at > 2 && closing.is(Flags::ORG_WORD) || end - at > 1 && word.is(Flags::ORG_HEAD);
        !headed
    }
}
