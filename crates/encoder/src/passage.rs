//! `Passage`: a text in pieces, what is asked of it, and who is to judge that.

use crate::encoder::Encoder;
use std::ops::Range;

/// How many pieces of a passage are read, marks among them; of longer ones those about the marks.
pub const MOST_PIECES: usize = 160;

/// The numbers that a mark may have.
pub const MARKS: Range<u32> = 0..4;

/// How many pieces of a word are read.
const MOST_OF_WORD: usize = 12;

/// The shape of the start and the end of a passage of words.
const EDGE: u8 = 0;

/// How many pieces of a sentence fit into a passage, beside its start and its end.
const ROOM: usize = MOST_PIECES - 2;

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
    /// Numbers of pieces, and the shapes of the words that they belong to.
    pub(crate) pieces: Vec<(u32, Option<u8>)>,
    /// The places where it is read what is judged: those of the start and of the marks, these by number, or of the first and
    /// the last piece of each word.
    pub(crate) asked: Vec<usize>,
    /// Who judges it.
    pub(crate) judge: usize,
    /// The marks that were opened: their numbers and places.
    marks: Vec<(u32, usize)>,
    cut: Vec<u32>,
    word: String,
}

impl Passage {
    /// Begins anew, in the same memory, for judge number `judge` of the encoder.
    pub fn begin(&mut self, encoder: &Encoder, judge: usize) {
        self.judge = judge;
        self.pieces.clear();
        self.asked.clear();
        self.marks.clear();
        self.push(encoder.vocabulary.pieces.start);
    }

    /// Adds text.
    pub fn text(&mut self, encoder: &Encoder, text: &str) {
        self.cut.clear();
        let pieces = &encoder.vocabulary.pieces;
        pieces.cut(text, &mut self.word, &mut self.cut);
        self.pieces
            .extend(self.cut.iter().map(|&piece| (piece, None)));
    }

    /// Adds a mark before what is asked of.
    ///
    /// # Panics
    /// If `number` is none of [`MARKS`].
    pub fn open(&mut self, encoder: &Encoder, number: u32) {
        assert!(MARKS.contains(&number), "marks are few");
        self.marks.push((number, self.pieces.len()));
        self.push(encoder.vocabulary.pieces.marks + number);
    }

    /// Adds a mark behind it.
    ///
    /// # Panics
    /// If `number` is none of [`MARKS`].
    pub fn close(&mut self, encoder: &Encoder, number: u32) {
        assert!(MARKS.contains(&number), "marks are few");
        self.push(encoder.vocabulary.pieces.marks + MARKS.end + number);
    }

    /// Ends it.
    pub fn end(&mut self, encoder: &Encoder) {
        self.push(encoder.vocabulary.pieces.end);
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

    fn push(&mut self, piece: u32) {
        self.pieces.push((piece, None));
    }
}

/// A text of which each word is asked, built up from left to right: as few passages as hold its sentences whole.
///
/// ```no_run
/// # fn example(encoder: &presswork_encoder::Encoder) {
/// let mut words = presswork_encoder::Words::new(encoder, 0);
/// for (word, shape) in [("Diallo", 2), ("resigned", 1), (".", 1)] {
///     words.word(word, shape);
/// }
/// words.end_sentence();
/// assert_eq!(encoder.judge(&words.passages()).len(), 3);
/// # }
/// ```
#[derive(Debug)]
pub struct Words<'e> {
    encoder: &'e Encoder,
    judge: usize,
    passages: Vec<Passage>,
    /// The pieces of the sentence at hand, and where its words end among them.
    sentence: Vec<(u32, Option<u8>)>,
    ends: Vec<usize>,
    cut: Vec<u32>,
    letters: String,
}

impl<'e> Words<'e> {
    /// For judge number `judge` of an encoder.
    pub fn new(encoder: &'e Encoder, judge: usize) -> Self {
        Self {
            encoder,
            judge,
            passages: Vec::new(),
            sentence: Vec::new(),
            ends: Vec::new(),
            cut: Vec::new(),
            letters: String::new(),
        }
    }

    /// Adds a word of one of the shapes that the encoder knows, of which the first is that of a passage's start and end. Of a
    /// very long word the beginning is read.
    pub fn word(&mut self, text: &str, shape: u8) {
        self.cut.clear();
        let pieces = &self.encoder.vocabulary.pieces;
        pieces.cut(text, &mut self.letters, &mut self.cut);
        self.cut.truncate(MOST_OF_WORD);
        if self.cut.is_empty() {
            self.cut.push(pieces.unknown);
        }
        if self.sentence.len() + self.cut.len() > ROOM {
            self.end_sentence();
        }
        let cut = self.cut.iter().map(|&piece| (piece, Some(shape)));
        self.sentence.extend(cut);
        self.ends.push(self.sentence.len());
    }

    /// Ends a sentence: what follows may stand in the next passage.
    pub fn end_sentence(&mut self) {
        let has_room =
            |passage: &&mut Passage| passage.pieces.len() + self.sentence.len() <= ROOM + 1;
        let passage = if let Some(passage) = self.passages.last_mut().filter(has_room) {
            passage
        } else {
            self.passages.push(Passage {
                pieces: vec![(self.encoder.vocabulary.pieces.start, Some(EDGE))],
                judge: self.judge,
                ..Passage::default()
            });
            self.passages.last_mut().expect("it was just added")
        };
        let start = passage.pieces.len();
        passage.pieces.append(&mut self.sentence);
        let mut first = start;
        for end in self.ends.drain(..) {
            passage.asked.extend([first, start + end - 1]);
            first = start + end;
        }
    }

    /// The passages, each ended.
    pub fn passages(mut self) -> Vec<Passage> {
        if !self.ends.is_empty() {
            self.end_sentence();
        }
        for passage in &mut self.passages {
            let end = self.encoder.vocabulary.pieces.end;
            passage.pieces.push((end, Some(EDGE)));
        }
        self.passages
    }
}
