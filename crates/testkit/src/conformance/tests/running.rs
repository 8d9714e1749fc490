//! What a stage does when it is made and run.

use super::super::documents::PLAIN;
use super::{Settings, Word, caught, caught_roughly, says, word, words};
use crate::conformance::{Conformance, check};
use crate::sample;
use presswork_annotations::{Actor, Attribution, Form, Mention, MentionKind, Token};
use presswork_model::{
    BoxError, Context, Document, Given, Id, Layer, LayerError, LayerKind, Span, Stage, Text, Writes,
};
use serde_json::json;
use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

struct Refusing;

impl Stage for Refusing {
    const NAME: &'static str = "refusing";
    const VERSION: u32 = 1;
    type Config = Settings;
    type Reads = ();
    type Writes = ();

    fn new(settings: Settings, _: &Context) -> Result<Self, BoxError> {
        assert!(settings.shortest > 0, "no word is that short");
        Err("there is no file `words.txt`".into())
    }

    fn run(&self, _: &Text, (): Given<'_, Self>) -> Result<(), BoxError> {
        Ok(())
    }
}

#[test]
fn a_stage_that_cannot_be_made() {
    caught::<Refusing>(
        "it cannot be made from {}: there is no file `words.txt`; give the test settings that work",
    );
    says(
        check::<Refusing>(json!({ "shortest": 0 })),
        "refusing",
        "it panics when it is made from {\"shortest\":0}: no word is that short",
    );
}

stage!(First, "first", Settings, () => Vec<Word>, |_, text, ()| {
    let first = text.body().chars().next().expect("a text has a character");
    Ok(vec![word(Span::new(0, first.len_utf8() as u32))])
});
stage!(Bytes, "bytes", Settings, () => Vec<Word>, |_, text, ()| {
    assert!(text.body().is_ascii() || !text.body().contains('€'), "byte {} is no letter", 0x82);
    Ok(vec![])
});

#[test]
fn panics_are_caught() {
    caught::<First>("it panics on the hostile document `empty`: a text has a character");
    caught::<Bytes>(
        "it panics on the hostile document `characters of all widths`: byte 130 is no letter",
    );
}

stage!(Sleeping, "sleeping", Settings, () => (), |_, text, ()| {
    if text.body().starts_with("aaa") {
        std::thread::sleep(Duration::from_secs(20));
    }
    Ok(())
});

#[test]
fn a_stage_that_hangs_is_caught() {
    let check = Conformance::<Sleeping>::new(json!({})).time_limit(Duration::from_secs(2));
    says(
        check.check(),
        "sleeping",
        "it takes longer than 2s when it is run on the hostile document `20,000 letters`",
    );
}

stage!(Fussy, "fussy", Settings, () => (), |_, text, ()| {
    if text.body().contains("10 to 12") { Err("no ranges".into()) } else { Ok(()) }
});
stage!(Careful, "careful", Settings, () => (), |_, text, ()| {
    if text.body().contains('\0') { Err("zeros in the text".into()) } else { Ok(()) }
});

#[test]
fn only_hostile_documents_may_be_refused() {
    caught::<Fussy>("it refuses the sample `opinion`: no ranges");
    assert_eq!(check::<Careful>(json!({})), Ok(()));
}

stage!(Outside, "outside", Settings, () => Vec<Word>, |_, text, ()| {
    Ok(vec![word(Span::new(0, text.span().end() + 1))])
});
stage!(Cutting, "cutting", Settings, () => Vec<Word>, |_, text, ()| {
    Ok(text.body().find('“').map(|at| word(Span::from_range(at + 1..at + 2))).into_iter().collect())
});
stage!(Nested, "nested", Settings, () => Vec<Word>, |_, text, ()| {
    Ok(vec![Word { span: Span::new(0, 0), part: Some(Span::new(0, text.span().end() + 1)) }])
});
stage!(Backwards, "backwards", Settings, () => Vec<Word>, |_, text, ()| {
    Ok(words(text).into_iter().rev().collect())
});

#[test]
fn spans_lie_on_the_text_in_order() {
    let sample = "what it writes for the sample `port` is wrong:";
    let end = sample::with_layers(PLAIN[0].1).unwrap().text().span().end() + 1;
    caught::<Outside>(&format!(
        "{sample} `word` number 0 (0..{end}) does not lie on characters of the text"
    ));
    caught::<Nested>(&format!(
        "{sample} span 0..{end} does not lie on characters of the text"
    ));
    caught_roughly::<Cutting>(&format!("{sample} `word` number 0 ("));
    caught_roughly::<Backwards>(&format!("{sample} `word` number 1 ("));
}

/// Two layers, of which a liar writes only one.
struct Lie(Vec<Word>);

impl Writes for Lie {
    fn kinds() -> Vec<LayerKind> {
        vec![LayerKind::of::<Word>(), LayerKind::of::<Mention>()]
    }

    fn write(self, document: &mut Document) -> Result<(), LayerError> {
        document.write(self.0)
    }

    fn write_missing(_: &mut Document) -> Result<(), LayerError> {
        Ok(())
    }
}

/// A layer beside the one that it tells of.
struct More(Vec<Word>);

impl Writes for More {
    fn kinds() -> Vec<LayerKind> {
        vec![LayerKind::of::<Word>()]
    }

    fn write(self, document: &mut Document) -> Result<(), LayerError> {
        document.write(self.0)?;
        document.write(Vec::<Actor>::new())
    }

    fn write_missing(_: &mut Document) -> Result<(), LayerError> {
        Ok(())
    }
}

stage!(Lying, "lying", Settings, () => Lie, |_, text, ()| Ok(Lie(words(text))));
stage!(Sneaking, "sneaking", Settings, () => More, |_, text, ()| Ok(More(words(text))));
stage!(Doubling, "doubling", Settings, () => (Vec<Word>, Vec<Word>), |_, text, ()| Ok((words(text), vec![])));

#[test]
fn a_stage_writes_what_it_declares() {
    caught::<Lying>("it declares the layer `mention` and does not write it for the sample `port`");
    caught::<Sneaking>("it writes the layer `actor` for the sample `port` and does not declare it");
    caught::<Doubling>(
        "what it writes for the sample `port` is wrong: the layer `word` is written already",
    );
}

stage!(Dangling, "dangling", Settings, () => (Vec<Mention>, Vec<Actor>), |_, text, ()| {
    let span = Span::new(0, 0);
    let _ = text;
    let mention = |actor| Mention { span, kind: MentionKind::Other, form: Form::Name, actor, score: 1.0 };
    let actor = Actor { span, name: "Omarra".into(), id: None, kind: MentionKind::Place };
    Ok((vec![mention(Some(Id::new(0))), mention(Some(Id::new(1)))], vec![actor]))
});

#[test]
fn ids_point_at_rows() {
    caught::<Dangling>(
        "what it writes for the sample `port` is wrong: `mention` number 1: `actor` is 1, and the layer `actor` has 1",
    );
}

stage!(Hashing, "hashing", Settings, () => Vec<Word>, |_, text, ()| {
    let words: HashSet<_> = text.body().split_whitespace().collect();
    let first = words.into_iter().next();
    Ok(first.map(|first| word(text.span_of(first))).into_iter().collect())
});
stage!(Counting, "counting", Settings, () => Vec<Word>, |stage, text, ()| {
    let known = stage.count.fetch_max(text.body().len(), Ordering::Relaxed);
    Ok(words(text).into_iter().take(known).collect())
});
stage!(Racing, "racing", Settings, () => Vec<Word>, |stage, text, ()| {
    let inside = stage.count.fetch_add(1, Ordering::SeqCst);
    std::thread::sleep(Duration::from_millis(2));
    stage.count.fetch_sub(1, Ordering::SeqCst);
    Ok(if inside > 0 { vec![] } else { vec![word(text.span())] })
});

#[test]
fn the_same_document_gives_the_same_result() {
    caught_roughly::<Hashing>(
        "it is not deterministic: the same document gives different results, here ",
    );
    caught_roughly::<Counting>(
        "it keeps state between documents: what it was run on before changes the result for ",
    );
    caught_roughly::<Racing>("on two threads at once it gives another result for the ");
}

stage!(Needing, "needing", Settings, Layer<Word> => (), |_, _text, words| {
    assert!(words.len() < 1000, "too many words");
    Ok(())
});
stage!(Wanting, "wanting", Settings, (Layer<Token>, Option<Layer<Mention>>) => (), |_, _text, (_, mentions)| {
    mentions.map(|_| ()).ok_or_else(|| "there are no mentions".into())
});

#[test]
fn what_a_stage_reads_is_given() {
    caught::<Needing>(
        "it reads the layer `word`, and no sample document has anything in it: write that layer into a document of your \
         own and add it with `Conformance::<…>::new(settings).document(document)`",
    );
    let document = |n: usize| {
        let mut document = sample::document("Grain prices fell.");
        let words = (0..n).map(|_| word(Span::new(0, 5))).collect();
        document.write(words).unwrap();
        document
    };
    let check = |n| {
        Conformance::<Needing>::new(json!({}))
            .document(document(n))
            .check()
    };
    assert_eq!(check(1), Ok(()));
    says(
        check(1000),
        "needing",
        "it panics on your document 1 (`sample`): too many words",
    );
    caught::<Wanting>(
        "it refuses the sample `port`, without optional layers: there are no mentions",
    );
}

stage!(Trusting, "trusting", Settings, (Layer<Mention>, Layer<Attribution>) => (), |_, _text, (mentions, attributions)| {
    for attribution in attributions {
        let holder = attribution.holder.map(|holder| &mentions[holder]);
        assert!(holder.is_none_or(|holder| holder.score > 0.0));
    }
    Ok(())
});

#[test]
fn ids_from_files_are_not_trusted() {
    let error = check::<Trusting>(json!({})).unwrap_err();
    assert!(
        error.contains(
            "it panics on the hostile document `ids that point nowhere`: index out of bounds"
        ),
        "{error}"
    );
}
