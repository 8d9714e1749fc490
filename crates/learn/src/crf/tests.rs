//! Tests of the whole: learning, labelling, the model file.

use crate::{Crf, CrfTraining, Feature, Labelling, Marked, ModelError, Observed, TrainingError};

const LABELS: [&str; 3] = ["other", "first", "next"];

fn may(before: Option<usize>, label: usize) -> bool {
    label != 2 || before.is_some_and(|before| before > 0)
}

/// Sentences of words; what is seen is whether a word is in capitals, and which word it is.
fn observe(text: &str) -> Observed {
    let mut observed = Observed::default();
    for sentence in text.split(". ") {
        for word in sentence.split(' ') {
            let capital = word.starts_with(char::is_uppercase);
            observed.feature(Feature::new("capital").and(capital.into()));
            observed.feature(Feature::new("word").with(word));
            let kind = observed.end_kind();
            observed.own(Feature::new("bias"));
            observed.word(kind);
        }
        observed.end_sequence();
    }
    observed
}

fn marked(text: &str, labels: &[u32]) -> Marked {
    let allowed = labels.iter().map(|label| 1 << label).collect();
    Marked {
        observed: observe(text),
        allowed,
    }
}

fn examples() -> Vec<Marked> {
    vec![
        marked("we saw Ann Lee there. Bo fell", &[0, 0, 1, 2, 0, 1, 0]),
        marked("Bo Ek spoke to us and Ann", &[1, 2, 0, 0, 0, 0, 1]),
        marked("they met Cy there", &[0, 0, 1, 0]),
    ]
}

fn training() -> CrfTraining {
    CrfTraining {
        epochs: 60,
        l1: 0.0,
        l2: 0.0,
        drop: 0.0,
        least: 1,
        ..CrfTraining::default()
    }
}

fn model() -> Crf {
    Crf::train(&training(), &LABELS, may, &examples(), |_| {}).unwrap()
}

fn label(model: &Crf, text: &str) -> Vec<u8> {
    let mut labelling = Labelling::default();
    model.label(&observe(text), &mut labelling);
    labelling.labels().to_vec()
}

#[test]
fn unknown_words_are_labelled_by_what_is_seen_of_them() {
    assert_eq!(
        label(&model(), "then Jo Day left. Kit ran"),
        [0, 1, 2, 0, 1, 0]
    );
}

#[test]
fn the_same_examples_give_the_same_bytes_and_the_bytes_the_same_model() {
    let model = model();
    let bytes = model.to_bytes();
    assert_eq!(self::model().to_bytes(), bytes);
    assert_eq!(Crf::from_bytes(bytes.clone()).as_ref(), Ok(&model));
    let lying: &'static [u8] = bytes.leak();
    assert_eq!(Crf::from_bytes(lying).as_ref(), Ok(&model));
}

#[test]
fn probabilities_add_up() {
    let mut labelling = Labelling::default();
    let observed = observe("then Jo Day left Ann. Kit ran");
    model().label(&observed, &mut labelling);
    for word in 0..observed.len() {
        let probabilities = labelling.probabilities(word);
        assert!(
            (probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-3,
            "{probabilities:?}"
        );
    }
    assert_eq!(labelling.probabilities(0).len(), 3);
}

#[test]
fn a_label_that_may_not_follow_never_does() {
    // Nothing but "next", which may not come first: the model learns nothing of it, and says nothing of it.
    let only = marked("Ann", &[2]);
    let model = Crf::train(&training(), &LABELS, may, &[only], |_| {}).unwrap();
    assert_ne!(label(&model, "Ann"), [2]);
}

#[test]
fn labels_that_are_not_told_apart_are_learned_from_others() {
    let mut examples = examples();
    // Whoever marked this did not say which label it is; the others tell.
    examples.push(Marked {
        observed: observe("Di Oz sang"),
        allowed: vec![0b111, 0b110, 0b001],
    });
    let model = Crf::train(&training(), &LABELS, may, &examples, |_| {}).unwrap();
    assert_eq!(label(&model, "Di Oz sang"), [1, 2, 0]);
}

#[test]
fn loss_falls() {
    let mut losses = Vec::new();
    Crf::train(&training(), &LABELS, may, &examples(), |epoch| {
        losses.push(epoch.loss);
    })
    .unwrap();
    assert!(losses[59] < losses[0] / 4.0, "{losses:?}");
}

#[test]
fn the_smallest_rows_go_where_there_are_too_many() {
    let training = CrfTraining {
        kinds: 2,
        own: 0,
        ..training()
    };
    let model = Crf::train(&training, &LABELS, may, &examples(), |_| {}).unwrap();
    assert_eq!(model.features(), (2, 0));
    assert_eq!(
        label(&model, "then Jo Day left"),
        [0, 1, 2, 0],
        "whether it is in capitals says most"
    );
}

#[test]
fn examples_that_make_no_sense_are_errors() {
    let train = |labels: &[&str], allowed: &[u32]| {
        let example = Marked {
            observed: observe("Ann"),
            allowed: allowed.into(),
        };
        Crf::train(&training(), labels, |_, _| true, &[example], |_| {}).unwrap_err()
    };
    assert_eq!(train(&[], &[1]), TrainingError::Labels(0));
    assert_eq!(train(&["a"; 33], &[1]), TrainingError::Labels(33));
    let length = TrainingError::Length {
        example: 0,
        items: 1,
        labels: 2,
    };
    assert_eq!(train(&["a"], &[1, 1]), length);
    let unknown = TrainingError::Label {
        example: 0,
        label: 1,
        labels: 1,
    };
    assert_eq!(train(&["a"], &[2]), unknown);
    assert!(
        matches!(train(&["a"], &[0]), TrainingError::Label { .. }),
        "some label must be allowed"
    );
}

#[test]
fn damaged_files_are_errors() {
    let bytes = model().to_bytes();
    for at in (0..bytes.len()).step_by(7) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        assert!(Crf::from_bytes(damaged).is_err(), "byte {at}");
        assert!(
            Crf::from_bytes(bytes[..at].to_vec()).is_err(),
            "cut at {at}"
        );
    }
    let tagger =
        crate::Tagger::train(&crate::Training::default(), &["a"], &[], &[], |_| {}).unwrap();
    assert_eq!(
        Crf::from_bytes(tagger.to_bytes()).unwrap_err(),
        ModelError::Kind("tagger")
    );
    let error = crate::Tagger::from_bytes(&bytes).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the model file holds a conditional random field"
    );
}
