//! `Passage`: a text in pieces, with marks about what is asked of, and who is to judge it.

use crate::encoder::Encoder;
use std::ops::Range;

/// How many pieces of a passage are read, marks among them; of longer ones those about the marks.
pub const MOST_PIECES: usize = 160;

/// The numbers that a mark may have.
pub const MARKS: Range<u32> = 0..4;

/// A text to be judged, built up from left to right.
///
/// ```no_run
/// # fn example(encoder: &presswork_encoder::Encoder) {
/// use presswork_encoder::Passage;
/// let mut passage = Passage::default();
/// passage.begin(encoder, 0);
/// passage.open(encoder, 0);
/// passage.text(encoder, "Diallo");
/// passage.close(encoder, 0);
/// passage.text(encoder, "condemned the vote.");
/// passage.end(encoder);
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    pub(crate) pieces: Vec<u32>,
    /// The places of the start and of the marks, these by number: what is read there is judged.
    pub(crate) asked: Vec<usize>,
    /// Who judges it.
    pub(crate) judge: usize,
    /// The marks that were opened: their numbers and places.
    marks: Vec<(u32, usize)>,
    word: String,
}

impl Passage {
    /// Begins anew, in the same memory, for judge number `judge` of the encoder.
    pub fn begin(&mut self, encoder: &Encoder, judge: usize) {
        self.judge = judge;
        self.pieces.clear();
        self.marks.clear();
        self.pieces.push(encoder.pieces.start);
    }

    /// Adds text.
    pub fn text(&mut self, encoder: &Encoder, text: &str) {
        let pieces = &encoder.pieces;
        pieces.cut(text, &mut self.word, &mut self.pieces);
    }

    /// Adds a mark before what is asked of.
    ///
    /// # Panics
    /// If `number` is none of [`MARKS`].
    pub fn open(&mut self, encoder: &Encoder, number: u32) {
        assert!(MARKS.contains(&number), "marks are few");
        self.marks.push((number, self.pieces.len()));
        self.pieces.push(encoder.pieces.marks + number);
    }

    /// Adds a mark behind it.
    ///
    /// # Panics
    /// If `number` is none of [`MARKS`].
    pub fn close(&mut self, encoder: &Encoder, number: u32) {
        assert!(MARKS.contains(&number), "marks are few");
        self.pieces.push(encoder.pieces.marks + MARKS.end + number);
    }

    /// Ends it.
    pub fn end(&mut self, encoder: &Encoder) {
        self.pieces.push(encoder.pieces.end);
        self.marks.sort_unstable();
        let places = || self.marks.iter().map(|&(_, place)| place);
        let (first, end) = (places().min().unwrap_or(0), places().max().unwrap_or(0));
        let middle = usize::midpoint(first, end);
        let most = self.pieces.len().saturating_sub(MOST_PIECES);
        let from = middle.saturating_sub(MOST_PIECES / 2).min(most);
        self.pieces.drain(..from);
        self.pieces.truncate(MOST_PIECES);
        self.asked.clear();
        self.asked.push(0);
        let last = self.pieces.len() - 1;
        let cut = places().map(|place| place.saturating_sub(from).min(last));
        self.asked.extend(cut);
    }
}
