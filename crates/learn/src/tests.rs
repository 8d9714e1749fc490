//! Models as a whole: they learn, they are the same each time, and their files hold them.

use crate::{
    Classifier, Descent, Epoch, Example, Feature, Lattice, ModelError, Prediction, Sequence,
    Tagged, Tagger, Training, TrainingError, Width,
};
use proptest::prelude::*;

/// Numbers by their digits; the label says whether they divide by 3, which no single digit tells but the sum of all does.
fn example(number: usize) -> Example {
    let digits = format!("{number:03}");
    let digit =
        |(i, digit): (usize, char)| Feature::new("digit").and(i as u64).and(u64::from(digit));
    let mut features: Vec<_> = digits.chars().enumerate().map(digit).collect();
    let sum: u64 = digits.bytes().map(|digit| u64::from(digit - b'0')).sum();
    features.push(Feature::new("sum").and(sum));
    Example {
        features,
        label: usize::from(number.is_multiple_of(3)),
    }
}

fn small() -> Training {
    Training {
        bits: 14,
        ..Training::default()
    }
}

#[test]
fn a_classifier_learns_what_can_be_learnt() {
    let (train, held_out): (Vec<_>, Vec<_>) = (0..1000).partition(|number| number % 5 != 0);
    let examples = |numbers: Vec<usize>| numbers.into_iter().map(example).collect::<Vec<_>>();
    let mut epochs: Vec<Epoch> = Vec::new();
    let report = |epoch| epochs.push(epoch);
    let model = Classifier::train(
        &small(),
        &["no", "yes"],
        &examples(train),
        &examples(held_out),
        report,
    )
    .unwrap();
    assert_eq!(epochs.len(), 10);
    assert!(epochs.iter().map(|epoch| epoch.number).eq(1..=10));
    assert!(epochs[0].mistakes > epochs[9].mistakes, "{epochs:?}");
    assert!(epochs[9].held_out > Some(0.97), "{epochs:?}");
    let mut prediction = Prediction::default();
    assert_eq!(model.predict(&example(333).features, &mut prediction), 1);
    assert!(prediction.margin() > 0.0);
}

/// Settings under which every feature counts.
fn descending() -> Training {
    let descent = Descent {
        l1: 0.0,
        l2: 0.0,
        least: 1,
        ..Descent::default()
    };
    Training {
        descent: Some(descent),
        ..small()
    }
}

#[test]
fn descent_learns_how_likely_a_label_is() {
    // Of those that have the feature, three in four have the label.
    let example = |n: usize| Example {
        features: vec![Feature::new("often")],
        label: usize::from(!n.is_multiple_of(4)),
    };
    let examples: Vec<_> = (0..400).map(example).collect();
    let training = descending();
    let model = Classifier::train(&training, &["no", "yes"], &examples, &[], |_| {}).unwrap();
    let mut prediction = Prediction::default();
    assert_eq!(model.predict(&[Feature::new("often")], &mut prediction), 1);
    assert!(
        (prediction.margin() - 3.0_f32.ln()).abs() < 0.2,
        "{}",
        prediction.margin()
    );
    assert_eq!(model.predict(&[Feature::new("never")], &mut prediction), 0);
    assert!(
        prediction.margin().abs() < f32::EPSILON,
        "what is not known says nothing"
    );
}

#[test]
fn descent_learns_which_label_follows_which() {
    let examples: Vec<_> = (2..10)
        .flat_map(|length| [alternating(length, 0), alternating(length, 1)])
        .collect();
    let training = Training {
        epochs: 60,
        ..descending()
    };
    let model = Tagger::train(&training, &["a", "b"], &examples, &[], |_| {}).unwrap();
    let mut lattice = Lattice::default();
    for tagged in [alternating(12, 0), alternating(12, 1)] {
        assert_eq!(model.tag(&tagged.sequence, &mut lattice), tagged.labels);
    }
}

/// Labels that only the label before tells: `a b a b …` from two kinds of start.
fn alternating(length: usize, first: usize) -> Tagged {
    let mut sequence = Sequence::default();
    for i in 0..length {
        sequence.push(Feature::new("item"));
        if i == 0 {
            sequence.push(Feature::new("first").and(first as u64));
        }
        sequence.end_item();
    }
    let labels = (0..length).map(|i| (i + first) % 2).collect();
    Tagged { sequence, labels }
}

#[test]
fn a_tagger_learns_which_label_follows_which() {
    let examples: Vec<_> = (2..10)
        .flat_map(|length| [alternating(length, 0), alternating(length, 1)])
        .collect();
    let held_out = [alternating(30, 0), alternating(30, 1)];
    let mut last = None;
    let model = Tagger::train(&small(), &["a", "b"], &examples, &held_out, |epoch| {
        last = epoch.held_out;
    })
    .unwrap();
    assert_eq!(last, Some(1.0));
    let mut lattice = Lattice::default();
    for tagged in held_out {
        assert_eq!(model.tag(&tagged.sequence, &mut lattice), tagged.labels);
    }
}

#[test]
fn the_same_training_gives_the_same_bytes() {
    let examples: Vec<_> = (0..200).map(example).collect();
    let bytes = |seed| {
        let training = Training { seed, ..small() };
        let model = Classifier::train(&training, &["no", "yes"], &examples, &[], |_| {});
        model.unwrap().to_bytes()
    };
    assert_eq!(bytes(7), bytes(7));
    assert_ne!(bytes(7), bytes(8));
}

#[test]
fn pruning_makes_the_file_smaller() {
    let examples: Vec<_> = (0..500).map(example).collect();
    let size = |prune| {
        let training = Training { prune, ..small() };
        let model = Classifier::train(&training, &["no", "yes"], &examples, &[], |_| {});
        model.unwrap().to_bytes().len()
    };
    assert!(size(0.3) < size(0.0), "{} and {}", size(0.3), size(0.0));
}

#[test]
fn what_cannot_be_trained() {
    let train = |training: Training, labels: &[&str], examples: &[Example]| {
        Classifier::train(&training, labels, examples, &[], |_| {}).map(drop)
    };
    let bits = |bits| Training {
        bits,
        ..Training::default()
    };
    assert_eq!(train(bits(0), &["a"], &[]), Err(TrainingError::Bits(0)));
    assert_eq!(train(bits(25), &["a"], &[]), Err(TrainingError::Bits(25)));
    assert_eq!(train(small(), &[], &[]), Err(TrainingError::Labels(0)));
    let many = vec!["a"; 100];
    assert_eq!(
        train(bits(24), &many, &[]),
        Err(TrainingError::Size {
            bits: 24,
            labels: 100
        })
    );
    let stray = Example {
        features: vec![],
        label: 2,
    };
    let error = TrainingError::Label {
        example: 0,
        label: 2,
        labels: 2,
    };
    assert_eq!(train(small(), &["a", "b"], &[stray]), Err(error));
}

#[test]
fn damaged_files_are_errors() {
    let examples: Vec<_> = (0..50).map(example).collect();
    let bytes = Classifier::train(&small(), &["no", "yes"], &examples, &[], |_| {})
        .unwrap()
        .to_bytes();
    for length in 0..bytes.len() {
        assert!(
            Classifier::from_bytes(&bytes[..length]).is_err(),
            "cut at {length}"
        );
    }
    for at in 0..bytes.len() {
        let mut bytes = bytes.clone();
        bytes[at] ^= 0x10;
        assert!(Classifier::from_bytes(&bytes).is_err(), "changed at {at}");
    }
    let mut newer = bytes.clone();
    newer[16] = 2;
    assert_eq!(Classifier::from_bytes(&newer), Err(ModelError::Version(2)));
}

/// A file whose check adds up, whatever its body.
fn sealed(body: &[u8]) -> Vec<u8> {
    let sum = Feature::checksum(body).to_le_bytes();
    [b"presswork model\n\x01".as_slice(), &sum, body].concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn files_hold_models(
        sequences in prop::collection::vec(prop::collection::vec((0..3_usize, 0..50_u64), 0..6), 0..12),
        seed: u64,
        bits in 1..9_u8,
        two: bool,
        descent: bool,
        labels in prop::array::uniform3("\\PC{0,5}"),
    ) {
        let width = if two { Width::Two } else { Width::One };
        let descent = descent.then(|| descending().descent).flatten();
        let training = Training { bits, seed, width, epochs: 2, descent, ..Training::default() };
        let labels = labels.each_ref().map(String::as_str);
        let mut tagged = Vec::new();
        for items in &sequences {
            let mut sequence = Sequence::default();
            for &(_, feature) in items {
                sequence.push(Feature::new("f").and(feature));
                sequence.end_item();
            }
            tagged.push(Tagged { sequence, labels: items.iter().map(|&(label, _)| label).collect() });
        }
        let tagger = Tagger::train(&training, &labels, &tagged, &tagged, |_| {}).unwrap();
        prop_assert_eq!(Tagger::from_bytes(&tagger.to_bytes()), Ok(tagger));

        let example = |&(label, feature): &(usize, u64)| Example { features: vec![Feature::new("f").and(feature)], label };
        let examples: Vec<_> = sequences.iter().flatten().map(example).collect();
        let classifier = Classifier::train(&training, &labels, &examples, &examples, |_| {}).unwrap();
        prop_assert_eq!(Classifier::from_bytes(&classifier.to_bytes()), Ok(classifier));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), head in 0..3_u8, width in 0..5_u8, bits in 0..20_u8) {
        _ = Classifier::from_bytes(&bytes);
        _ = Tagger::from_bytes(&sealed(&bytes));
        let body = [&[head, width, bits], [0; 12].as_slice(), &[1, 1, b'a'], &bytes].concat();
        _ = Tagger::from_bytes(&sealed(&body));
        _ = Classifier::from_bytes(&sealed(&body));
    }
}
