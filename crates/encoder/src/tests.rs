//! A small encoder, judged by hand.

use crate::encoder::Encoder;
use crate::{EncoderError, MOST_PIECES, Passage, Vocabulary, Words};
use std::sync::Arc;

const WIDTH: usize = 8;
const HEADS: usize = 2;
const LAYERS: usize = 2;
const INNER: usize = 12;
const LABELS: usize = 3;
const SHAPES: usize = 2;
const PIECES: &str = "[PAD]\n[unused0]\n[unused1]\n[unused2]\n[unused3]\n[unused4]\n[unused5]\n[unused6]\n[unused7]\n\
    [UNK]\n[CLS]\n[SEP]\na\nb\nc\n##a\n##b\n##c\n.";

/// Numbers that look like chance, as a file holds them.
struct Numbers {
    state: u32,
    file: Vec<u8>,
}

impl Numbers {
    fn next(&mut self) -> u32 {
        self.state = self
            .state
            .wrapping_mul(1_664_525)
            .wrapping_add(1_013_904_223);
        self.state >> 8
    }

    fn floats(&mut self, count: usize, middle: f32) {
        for _ in 0..count {
            let float = middle + (self.next() % 201) as f32 / 1000.0 - 0.1;
            self.file.extend(float.to_le_bytes());
        }
    }

    fn matrix(&mut self, rows: usize, columns: usize) {
        self.floats(rows, 0.2);
        for _ in 0..rows * columns {
            let byte = (self.next() % 9) as i8 - 4;
            self.file.extend(byte.to_le_bytes());
        }
    }

    fn linear(&mut self, outputs: usize, inputs: usize) {
        self.matrix(outputs, inputs);
        self.floats(outputs, 0.0);
    }

    fn norm(&mut self) {
        self.floats(WIDTH, 1.0);
        self.floats(WIDTH, 0.0);
    }

    fn whole(&mut self, numbers: &[usize]) {
        for &number in numbers {
            self.file.extend((number as u32).to_le_bytes());
        }
    }
}

/// The body of a vocabulary's file.
fn pieces() -> Vec<u8> {
    let mut numbers = Numbers {
        state: 7,
        file: Vec::new(),
    };
    numbers.whole(&[WIDTH, PIECES.len()]);
    numbers.file.extend(PIECES.as_bytes());
    numbers.matrix(PIECES.lines().count(), WIDTH);
    numbers.file
}

/// The body of a file with three judges: of two marks, of one, and of words.
fn body() -> Vec<u8> {
    let mut numbers = Numbers {
        state: 8,
        file: Vec::new(),
    };
    numbers.whole(&[WIDTH, HEADS, LAYERS, INNER, SHAPES, 3]);
    numbers.matrix(MOST_PIECES, WIDTH);
    numbers.matrix(SHAPES, WIDTH);
    numbers.norm();
    for _ in 0..LAYERS {
        numbers.linear(WIDTH, WIDTH);
        numbers.linear(2 * WIDTH, WIDTH);
        numbers.linear(WIDTH, WIDTH);
        numbers.norm();
        numbers.linear(INNER, WIDTH);
        numbers.linear(WIDTH, INNER);
        numbers.norm();
    }
    for reads in [3, 2, 2] {
        numbers.whole(&[reads, LABELS]);
        numbers.linear(WIDTH, reads * WIDTH);
        numbers.linear(LABELS, WIDTH);
    }
    numbers.file
}

fn file(magic: &[u8], body: &[u8]) -> Vec<u8> {
    let mut file = magic.to_vec();
    file.extend(2_u32.to_le_bytes());
    file.extend(crc32fast::hash(body).to_le_bytes());
    file.extend(body);
    file
}

fn vocabulary() -> Arc<Vocabulary> {
    let file = file(b"presswork pieces\n", &pieces());
    Arc::new(Vocabulary::from_bytes(&file).unwrap())
}

/// An encoder from the file with this body.
fn with(body: &[u8]) -> Result<Encoder, EncoderError> {
    Encoder::from_bytes(vocabulary(), &file(b"presswork encoder\n", body))
}

fn encoder() -> Encoder {
    with(&body()).unwrap()
}

/// The parts, with a mark about those that begin with a number.
fn passage(encoder: &Encoder, judge: usize, parts: &[&str]) -> Passage {
    let mut passage = Passage::default();
    passage.begin(encoder, judge);
    for part in parts {
        let mark = part.chars().next().and_then(|first| first.to_digit(10));
        let text = part.trim_start_matches(|c: char| c.is_ascii_digit());
        if let Some(mark) = mark {
            passage.open(encoder, mark);
        }
        passage.text(encoder, text);
        if let Some(mark) = mark {
            passage.close(encoder, mark);
        }
    }
    passage.end(encoder);
    passage
}

type Rows = Vec<Vec<f64>>;

/// The numbers of a file, read one after another as plain lists.
struct Plain<'a>(&'a [u8]);

impl Plain<'_> {
    fn take(&mut self, length: usize) -> &[u8] {
        let (part, rest) = self.0.split_at(length);
        self.0 = rest;
        part
    }

    fn floats(&mut self, count: usize) -> Vec<f64> {
        let bytes = self.take(4 * count).as_chunks::<4>().0;
        bytes
            .iter()
            .map(|&bytes| f32::from_le_bytes(bytes).into())
            .collect()
    }

    fn matrix(&mut self, rows: usize, columns: usize) -> Rows {
        let scales = self.floats(rows);
        let bytes = self.take(rows * columns);
        let row = |(row, scale): (&[u8], f64)| {
            row.iter()
                .map(|&byte| f64::from(byte.cast_signed()) * scale)
                .collect()
        };
        bytes.chunks(columns).zip(scales).map(row).collect()
    }

    fn linear(&mut self, outputs: usize, rows: &Rows) -> Rows {
        let weights = self.matrix(outputs, rows[0].len());
        let bias = self.floats(outputs);
        let sum = |row: &Vec<f64>, out: usize| {
            let products = row
                .iter()
                .zip(&weights[out])
                .map(|(one, other)| one * other);
            products.sum::<f64>() + bias[out]
        };
        rows.iter()
            .map(|row| (0..outputs).map(|out| sum(row, out)).collect())
            .collect()
    }

    fn norm(&mut self, rows: &Rows) -> Rows {
        let (scale, offset) = (self.floats(WIDTH), self.floats(WIDTH));
        let row = |row: &Vec<f64>| {
            let mean = row.iter().sum::<f64>() / row.len() as f64;
            let variance = row.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / row.len() as f64;
            let value = |at: usize| (row[at] - mean) / variance.sqrt() * scale[at] + offset[at];
            (0..row.len()).map(value).collect()
        };
        rows.iter().map(row).collect()
    }
}

fn plus(one: &Rows, other: &Rows) -> Rows {
    let row = |(one, other): (&Vec<f64>, &Vec<f64>)| {
        one.iter()
            .zip(other)
            .map(|(one, other)| one + other)
            .collect()
    };
    one.iter().zip(other).map(row).collect()
}

fn shares(scores: &[f64]) -> Vec<f64> {
    let sum: f64 = scores.iter().map(|score| score.exp()).sum();
    scores.iter().map(|score| score.exp() / sum).collect()
}

/// What its judge makes of a passage, word for word as the papers have it.
fn by_hand(passage: &Passage) -> Rows {
    let (pieces, body) = (pieces(), body());
    let words = Plain(&pieces[8 + PIECES.len()..]).matrix(PIECES.lines().count(), WIDTH);
    let mut plain = Plain(&body[24..]);
    let places = plain.matrix(MOST_PIECES, WIDTH);
    let added = plain.matrix(SHAPES, WIDTH);
    let word = |(place, &(piece, shape)): (usize, &(u32, Option<u8>))| {
        let shape = |at: usize| shape.map_or(0.0, |shape| added[usize::from(shape)][at]);
        (0..WIDTH)
            .map(|at| words[piece as usize][at] + places[place][at] + shape(at))
            .collect()
    };
    let mut state: Rows = passage.pieces.iter().enumerate().map(word).collect();
    state = plain.norm(&state);
    for _ in 0..LAYERS {
        let asks = plain.linear(WIDTH, &state);
        let tells = plain.linear(2 * WIDTH, &state);
        let size = WIDTH / HEADS;
        let told = |asks: &Vec<f64>| {
            let of_head = |head: usize| {
                let part = head * size..(head + 1) * size;
                let score = |tells: &Vec<f64>| {
                    let products = part.clone().map(|at| asks[at] * tells[at]);
                    products.sum::<f64>() / (size as f64).sqrt()
                };
                let shares = shares(&tells.iter().map(score).collect::<Vec<_>>());
                let mixed = |at: usize| -> f64 {
                    let told = tells.iter().zip(&shares);
                    told.map(|(tells, share)| tells[WIDTH + at] * share).sum()
                };
                part.clone().map(mixed).collect::<Vec<_>>()
            };
            (0..HEADS).flat_map(of_head).collect()
        };
        let told = asks.iter().map(told).collect();
        let joined = plain.linear(WIDTH, &told);
        state = plain.norm(&plus(&state, &joined));
        let mut inner = plain.linear(INNER, &state);
        for x in inner.iter_mut().flatten() {
            *x *= 0.5 * (1.0 + (0.797_884_56 * (*x + 0.044_715 * x.powi(3))).tanh());
        }
        let down = plain.linear(WIDTH, &inner);
        state = plain.norm(&plus(&state, &down));
    }
    for (judge, reads) in [3, 2, 2].into_iter().enumerate() {
        plain.take(8);
        let asked = passage.asked.chunks(reads);
        let asked = asked.map(|places| places.iter().flat_map(|&at| state[at].clone()).collect());
        // Those of the others are read to come by their numbers.
        let rows = if judge == passage.judge {
            asked.collect()
        } else {
            vec![vec![0.0; reads * WIDTH]]
        };
        let mut hidden = plain.linear(WIDTH, &rows);
        for x in hidden.iter_mut().flatten() {
            *x = x.tanh();
        }
        let labels = plain.linear(LABELS, &hidden);
        if judge == passage.judge {
            return labels.iter().map(|row| shares(row)).collect();
        }
    }
    unreachable!("there is no such judge")
}

/// Each word of `sentences`, with a shape behind it, asked of.
fn words(encoder: &Encoder, sentences: &[&[(&str, u8)]]) -> Vec<Passage> {
    let mut words = Words::new(encoder, 2);
    for sentence in sentences {
        for &(word, shape) in *sentence {
            words.word(word, shape);
        }
        words.end_sentence();
    }
    words.passages()
}

#[test]
fn judges_as_by_hand() {
    let encoder = encoder();
    let marked = [["0ab", "c.", "1b"], ["1ca a", "b", "0abc"]];
    let marked = marked.map(|parts| passage(&encoder, 0, &parts));
    let worded = words(
        &encoder,
        &[&[("ab", 1), ("\u{200d}", 0), ("cab", 0)], &[(".", 1)]],
    );
    for passage in marked.into_iter().chain(worded) {
        let right = by_hand(&passage);
        let found = encoder.judge(&[passage]);
        assert_eq!(found.len(), right.len());
        for (found, right) in found.iter().flatten().zip(right.iter().flatten()) {
            assert!((f64::from(*found) - right).abs() < 1e-4, "{found} {right}");
        }
        assert!(
            right.iter().flatten().any(|&share| share > 0.4),
            "it judges: {right:?}"
        );
    }
}

#[test]
fn passages_are_judged_each_for_itself() {
    let encoder = encoder();
    let passages =
        [["a", "0b", "c a b"], ["c c c c", "0a", "."]].map(|parts| passage(&encoder, 1, &parts));
    let together = encoder.judge(&passages);
    for (passage, together) in passages.into_iter().zip(together) {
        let alone = &encoder.judge(&[passage])[0];
        for (one, other) in alone.iter().zip(together) {
            assert!((one - other).abs() < 1e-5);
        }
    }
    assert!(encoder.judge(&[]).is_empty());
}

#[test]
fn long_passages_are_cut_about_their_marks() {
    let encoder = encoder();
    let long = "a ".repeat(500);
    for parts in [
        [long.as_str(), "0b", "1c", "a"],
        ["a", "0b", "1c", &long],
        [&long, "0b", &long, "1c"],
    ] {
        let passage = passage(&encoder, 0, &parts);
        assert_eq!(passage.pieces.len(), MOST_PIECES);
        assert_eq!(passage.asked.len(), 3);
        assert!(passage.asked.iter().all(|&at| at < MOST_PIECES));
        assert_eq!(encoder.judge(&[passage]).len(), 1);
    }
    let passage = passage(&encoder, 0, &[&long, "0b", "1c", &long]);
    let marks = [
        passage.pieces[passage.asked[1]],
        passage.pieces[passage.asked[2]],
    ];
    assert_eq!(marks, [(1, None), (2, None)]);
}

#[test]
fn sentences_of_words_stay_together() {
    let encoder = encoder();
    let asks = |passages: &[Passage]| {
        let words = passages.iter().map(|passage| passage.asked.len() / 2);
        words.collect::<Vec<_>>()
    };
    let sentence = |words: usize| vec![("abc", 1); words];
    let [long, short, longer] = [40, 12, 60].map(sentence);
    let passages = words(&encoder, &[&long, &short, &short, &longer, &short]);
    // Words have three pieces: 52 of them fit.
    assert_eq!(asks(&passages), [52, 12, 52, 20]);
    assert!(passages.iter().all(|one| one.pieces.len() <= MOST_PIECES));
    assert_eq!(encoder.judge(&passages).len(), 136);
    let endless = "a".repeat(99);
    let passages = words(&encoder, &[&[(&endless, 0), ("b", 0)]]);
    assert_eq!(passages[0].asked, [1, 12, 13, 13]);
    assert!(words(&encoder, &[]).is_empty());
}

#[test]
fn damage_is_told() {
    let whole = file(b"presswork encoder\n", &body());
    let read = |bytes: &[u8]| Encoder::from_bytes(vocabulary(), bytes);
    assert_eq!(read(&whole[1..]).unwrap_err(), EncoderError::Magic);
    let mut later = whole.clone();
    later[18] = 3;
    assert_eq!(read(&later).unwrap_err(), EncoderError::Version(3));
    let mut changed = whole.clone();
    *changed.last_mut().unwrap() ^= 1;
    assert!(matches!(read(&changed), Err(EncoderError::Damaged(_))));
    let body = body();
    for length in (0..body.len()).step_by(7) {
        let cut = with(&body[..length]);
        assert!(matches!(cut, Err(EncoderError::Damaged(_))), "{length}");
    }
    for (at, value) in [
        (0, 0),
        (0, 16),
        (4, 0),
        (4, 7),
        (8, u32::MAX),
        (16, 3),
        (20, 4),
    ] {
        let mut body = body.clone();
        body[at..at + 4].copy_from_slice(&value.to_le_bytes());
        let damaged = with(&body);
        assert!(
            matches!(damaged, Err(EncoderError::Damaged(_))),
            "{at} {value}"
        );
    }
    assert!(with(&[&body[..], &[0]].concat()).is_err());
}

#[test]
fn damage_of_a_vocabulary_is_told() {
    let read = |body: &[u8]| Vocabulary::from_bytes(&file(b"presswork pieces\n", body));
    let body = pieces();
    assert!(read(&body).is_ok());
    for length in (0..body.len()).step_by(7) {
        let cut = read(&body[..length]);
        assert!(matches!(cut, Err(EncoderError::Damaged(_))), "{length}");
    }
    assert!(read(&[&body[..], &[0]].concat()).is_err());
}
