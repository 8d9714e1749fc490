//! Cases in bracket mark-up: what is marked is what the stage must find, and nothing else.

use crate::{Figures, Settings};
use presswork_annotations::{
    Amount, Attribution, AttributionKind, Block, Image, Picture, Quantity, Sentence, Time, Token,
};
use presswork_model::{Annotation, Context, Document, Layer, Meta, Stage, Text, run_stage};
use presswork_testkit::{Mark, Marked, sample};

mod forms;
mod images;
mod laws;
mod quantities;
mod times;

/// Checks what the stage finds in a text of the 31st of March 2020 against its marks. The marks `caption`, `credit` and
/// `content` are given to the stage as blocks and attributions; all others it must find.
fn check(source: &str) {
    check_with(source, Settings::default(), Some("2020-03-31"));
}

fn check_with(source: &str, settings: Settings, date: Option<&str>) {
    let marked = Marked::parse(source).unwrap();
    let mut document = given(&marked, date);
    let stage = Figures::new(settings, &Context::default()).unwrap();
    run_stage(&stage, &mut document).unwrap();
    let marks = found(&document, &marked);
    let text = marked.text;
    assert_eq!(Marked { text, marks }.to_string(), source);
}

/// The document before the stage: the sample's tokens and sentences, blocks and attributions from the marks.
fn given(marked: &Marked, date: Option<&str>) -> Document {
    let meta = Meta {
        date: date.map(str::to_owned),
        ..Meta::default()
    };
    let text = Text::with_meta("test", meta, marked.text.as_str());
    let cut = sample::with_text(text.clone());
    let mut document = Document::new(text);
    document.write(layer::<Token>(&cut).to_vec()).unwrap();
    document.write(layer::<Sentence>(&cut).to_vec()).unwrap();
    let blocks = marked.labelled(&["caption", "credit"]).map(|mark| Block {
        span: mark.span,
        kind: mark.label.parse().unwrap(),
        picture: (mark.label == "caption").then(|| {
            Box::new(Picture {
                alt: mark.args.first().cloned(),
                address: None,
            })
        }),
    });
    document.write(blocks.collect()).unwrap();
    let contents = marked.labelled(&["content"]).map(|mark| Attribution {
        span: mark.span,
        kind: AttributionKind::Indirect,
        source: None,
        holder: None,
        cue: None,
        content: mark.span.into(),
        parent: None,
    });
    document.write(contents.collect()).unwrap();
    document
}

fn layer<A: Annotation>(document: &Document) -> &Layer<A> {
    document.layer().unwrap().expect("it was written")
}

/// What the stage found, as marks among those that it was given.
fn found(document: &Document, given: &Marked) -> Vec<Mark> {
    let text = document.text();
    let mark = |span, label: &str, args| Mark {
        span,
        label: label.to_owned(),
        args,
    };
    let mut marks: Vec<Mark> = given
        .labelled(&["caption", "credit", "content"])
        .cloned()
        .collect();
    for image in layer::<Image>(document) {
        let mut args = vec![];
        args.extend(image.credit.map(|credit| text[credit].to_owned()));
        args.extend(image.alt.as_deref().map(|alt| format!("alt={alt}")));
        marks.push(mark(image.span, "image", args));
    }
    for time in layer::<Time>(document) {
        let mut args = vec![time.kind.to_string()];
        args.extend(time.value.as_deref().map(str::to_owned));
        marks.push(mark(time.span, "time", args));
    }
    for quantity in layer::<Quantity>(document) {
        marks.push(mark(quantity.span, "q", told(document, quantity)));
    }
    // Outer marks first; of two at one place the one that was given, then the quantity.
    marks.sort_by_key(|mark| {
        (
            mark.span.start(),
            std::cmp::Reverse(mark.span.end()),
            mark.label == "time",
        )
    });
    marks
}

/// All that a quantity says, in words: `>=5 refugee about of="Syrian refugees" at=2019 claim=0 or=CAD`.
fn told(document: &Document, quantity: &Quantity) -> Vec<String> {
    let text = document.text();
    let value = |amount: Amount| match amount {
        Amount::Exact(value) => value.to_string(),
        Amount::Range(low, high) => format!("{low}..{high}"),
        Amount::AtLeast(value) => format!(">={value}"),
        Amount::AtMost(value) => format!("<={value}"),
        Amount::OrderOfMagnitude(value) => format!("x{value}"),
    };
    let mut words = vec![value(quantity.value)];
    words.extend(quantity.unit.as_ref().map(|unit| unit.code.to_string()));
    if quantity.approximate {
        words.push("about".to_owned());
    }
    if let Some(change) = quantity.change {
        let direction = change
            .direction
            .map_or("change", presswork_annotations::Direction::as_str);
        words.push(format!("{direction}-{}", change.role));
    }
    words.extend(quantity.of.map(|of| format!("of={}", &text[of])));
    let times = layer::<Time>(document);
    let time = quantity.time.map(|time| &text[times[time].span]);
    words.extend(time.map(|time| format!("at={time}")));
    let claim = quantity.attribution.map(presswork_model::Id::index);
    words.extend(claim.map(|claim| format!("claim={claim}")));
    for reading in &quantity.readings {
        let other = if reading.value == quantity.value {
            String::new()
        } else {
            value(reading.value)
        };
        let code = reading.unit.as_ref().map_or("none", |unit| &unit.code);
        words.push(format!("or={other}{code}"));
    }
    words
}

#[test]
fn settings_are_refused_where_they_are_wrong() {
    let refuse = |settings: Settings, message: &str| {
        let error = Figures::new(settings, &Context::default())
            .err()
            .expect("it is wrong");
        assert_eq!(error.to_string(), message);
    };
    let dollar = Settings {
        dollar: "usd".into(),
        ..Settings::default()
    };
    refuse(dollar, "`usd` is no currency of ISO 4217");
    let date = Settings {
        date: Some("31.3.2020".into()),
        ..Settings::default()
    };
    refuse(date, "`31.3.2020` is no date");
}
