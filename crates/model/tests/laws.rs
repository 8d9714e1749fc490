//! Laws of the model, on arbitrary texts and layers.

use presswork_model::{Annotation, Document, Layer, Selection, Span, Text, Unit};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Word {
    span: Span,
    parts: Vec<Span>,
}

impl Annotation for Word {
    const NAME: &'static str = "word";

    fn span(&self) -> Span {
        self.span
    }
}

/// A text of any characters, and words on its character edges in text order.
fn words() -> impl Strategy<Value = (String, Vec<Word>)> {
    let text = prop_oneof!["[a-z \n]{0,200}", "\\PC{0,120}", "(🗞|é|a|漢){0,90}"];
    (
        text,
        proptest::collection::vec((any::<prop::sample::Index>(), 0..40_usize), 0..30),
    )
        .prop_map(|(text, picks)| {
            let edges: Vec<u32> = text
                .char_indices()
                .map(|(at, _)| at as u32)
                .chain([text.len() as u32])
                .collect();
            let word = |(start, length): (prop::sample::Index, usize)| {
                let start = start.index(edges.len());
                let span = Span::new(edges[start], edges[(start + length).min(edges.len() - 1)]);
                Word {
                    span,
                    parts: vec![span, Span::new(0, span.end())],
                }
            };
            let mut words: Vec<_> = picks.into_iter().map(word).collect();
            words.sort_by_key(|word| word.span);
            (text, words)
        })
}

proptest! {
    #[test]
    fn offsets_go_there_and_back((text, _) in words()) {
        let text = Text::new("t", text);
        let offsets = text.offsets();
        let (mut points, mut utf16) = (0, 0);
        for (at, character) in text.body().char_indices() {
            for (unit, expected) in [(Unit::Bytes, at as u32), (Unit::CodePoints, points), (Unit::Utf16, utf16)] {
                prop_assert_eq!(offsets.to(unit, at as u32), Some(expected));
                prop_assert_eq!(offsets.from(unit, expected), Some(at as u32));
            }
            points += 1;
            utf16 += character.len_utf16() as u32;
        }
        prop_assert_eq!(offsets.to(Unit::CodePoints, text.span().end()), Some(points));
        prop_assert_eq!(offsets.from(Unit::Utf16, utf16), Some(text.span().end()));
        prop_assert_eq!(offsets.from(Unit::CodePoints, points + 1), None);
    }

    #[test]
    fn a_document_is_read_as_it_was_written((text, words) in words()) {
        let mut document = Document::new(Text::new("t", text));
        document.write(words.clone()).unwrap();
        let mut line = Vec::new();
        document.write_json(&Selection::All, &mut line).unwrap();
        prop_assert!(!line.contains(&b'\n'));

        let untouched = Document::from_json(&line).unwrap();
        let mut again = Vec::new();
        untouched.write_json(&Selection::All, &mut again).unwrap();
        prop_assert_eq!(&line, &again, "a layer that nobody asks for is kept to the byte");

        let read = untouched.layer::<Word>().unwrap().unwrap();
        prop_assert_eq!(&**read, &*words);
    }

    #[test]
    fn searches_agree_with_looking_at_every_word((_, words) in words(), start in 0..200_u32, length in 0..50_u32) {
        let span = Span::new(start, start + length);
        let layer = Layer::new(words.clone()).unwrap();
        let found = |keep: &dyn Fn(Span) -> bool| -> Vec<usize> {
            words.iter().enumerate().filter(|(_, word)| keep(word.span)).map(|(i, _)| i).collect()
        };
        let within: Vec<_> = layer.within(span).map(|(id, _)| id.index()).collect();
        let inside = |word: Span| span.covers(word) && word.start() < span.end();
        prop_assert_eq!(within, found(&inside));
        let mut covering: Vec<_> = layer.covering(span).map(|(id, _)| id.index()).collect();
        covering.reverse();
        prop_assert_eq!(covering, found(&|word| word.covers(span)));
        let starting: Vec<_> = layer.starting(span).collect();
        prop_assert_eq!(starting, found(&|word| span.start() <= word.start() && word.start() < span.end()));
    }

    #[test]
    fn any_bytes_are_a_document_or_an_error(line in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Document::from_json(&line);
    }
}

#[test]
fn spans_outside_the_text_are_refused_on_both_ways() {
    let line = r#"{"id":"a","text":"né","layers":{"word":[{"span":[1,3],"parts":[]}]}}"#;
    let document = Document::from_json(line.as_bytes()).unwrap();
    let error = document.layer::<Word>().unwrap_err().to_string();
    assert!(
        error.starts_with("cannot read the layer `word`: span [1,3] lies outside the text"),
        "{error}"
    );

    let mut document = Document::new(Text::new("a", "né"));
    document
        .write(vec![Word {
            span: Span::new(0, 1),
            parts: vec![Span::new(1, 2)],
        }])
        .unwrap();
    let error = document
        .write_json(&Selection::All, &mut Vec::new())
        .unwrap_err()
        .to_string();
    assert_eq!(error, "span 1..2 does not lie on characters of the text");
}

#[test]
fn a_layer_is_written_once_but_takes_the_place_of_one_from_a_file() {
    let line = br#"{"id":"a","text":"one two","layers":{"word":[{"span":[0,3],"parts":[]}],"other":[{"x":1}]}}"#;
    let mut document = Document::from_json(line).unwrap();
    document
        .write(vec![Word {
            span: Span::new(4, 7),
            parts: vec![],
        }])
        .unwrap();
    assert_eq!(
        document.layer::<Word>().unwrap().unwrap()[0].span,
        Span::new(4, 7)
    );
    assert_eq!(
        document
            .layers()
            .map(presswork_model::DocumentLayer::name)
            .collect::<Vec<_>>(),
        ["word", "other"]
    );
    assert_eq!(
        document.write(Vec::<Word>::new()).unwrap_err().to_string(),
        "the layer `word` is written already"
    );
}

#[test]
fn what_a_document_says_of_itself_is_kept() {
    let line = br#"{"id":7,"meta":{"title":"T","section":"World","other":{"x":1}},"set":"s","text":"","versions":{"w":3},"layers":{"w":[]}}"#;
    let document = Document::from_json(line).unwrap();
    assert_eq!(document.text().id(), "7");
    let mut out = Vec::new();
    document.write_json(&Selection::All, &mut out).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        r#"{"id":"7","meta":{"title":"T","other":{"section":"World","set":"s","x":1}},"text":"","layers":{"w":[]},"versions":{"w":3}}"#
    );
}

#[test]
fn long_numbers_stay_different_ids() {
    for id in ["18446744073709551616", "18446744073709551617", "-3", "1.50"] {
        let line = format!(r#"{{"id": {id} ,"text":""}}"#);
        let document = Document::from_json(line.as_bytes()).unwrap();
        assert_eq!(document.text().id(), id);
    }
    for id in ["[1]", "{}", "true", r#""\ud800""#] {
        let line = format!(r#"{{"id":{id},"text":""}}"#);
        assert!(Document::from_json(line.as_bytes()).is_err(), "{id}");
    }
}

#[test]
fn a_key_in_several_places_keeps_all_its_values() {
    let line =
        br#"{"id":"a","meta":{"s":2,"t":1,"other":{"s":3,"t":1,"u":4}},"s":1,"u":4,"text":""}"#;
    let document = Document::from_json(line).unwrap();
    let other = serde_json::to_string(&document.text().meta().other).unwrap();
    assert_eq!(other, r#"{"s":1,"s_":2,"s__":3,"t":1,"u":4}"#);
    let mut out = Vec::new();
    document.write_json(&Selection::All, &mut out).unwrap();
    let again = Document::from_json(&out).unwrap();
    assert_eq!(again.text().meta(), document.text().meta());
}
