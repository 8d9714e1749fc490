//! Every measure, on short documents whose scores were counted by hand.

mod others;
mod quantities;

use crate::{Answers, Evaluation};
use presswork_model::Document;
use presswork_testkit::{answers, sample};

/// Checks one measure: how many are right, found and gold.
#[track_caller]
fn check(gold: &str, found: &str, measure: &str, [right, found_all, gold_all]: [usize; 3]) {
    let score = score(&document(gold), &document(found), measure);
    assert_eq!(
        (score.0, score.1),
        ((right as f64, found_all), (right as f64, gold_all))
    );
}

fn document(source: &str) -> Document {
    sample::with_layers(source).unwrap_or_else(|error| panic!("{error}"))
}

fn answers_of(document: &Document) -> Answers {
    Answers::of(document).unwrap_or_else(|error| panic!("{error}"))
}

/// (right, all) of what was found, and of gold.
#[track_caller]
fn score(gold: &Document, found: &Document, measure: &str) -> ((f64, usize), (f64, usize)) {
    let mut evaluation = Evaluation::default();
    evaluation
        .add(&answers_of(gold), &answers_of(found))
        .unwrap();
    let (layer, measure) = measure.split_once(' ').unwrap();
    let score = evaluation.score(layer, measure).unwrap();
    (
        (score.found_right, score.found),
        (score.gold_right, score.gold),
    )
}

#[test]
fn tokens_and_sentences() {
    let answer = |cut: &str| {
        let mut document =
            answers::parse("a", "document: a.txt\n---\nHe didn't pay. So he left.").unwrap();
        answers::cut(&mut document, "a", &format!("document: a.txt\n---\n{cut}")).unwrap();
        document
    };
    let gold = answer("He didn't pay .\nSo he left .");
    let found = answer("He did n't pay . So he left .");
    assert_eq!(score(&gold, &found, "token exact"), ((7.0, 9), (7.0, 8)));
    assert_eq!(score(&gold, &found, "sentence exact"), ((0.0, 1), (0.0, 2)));
}

#[test]
fn blocks_and_images() {
    let gold = "[Rain]{title}\n\n[It rains.]{paragraph}\n\n[Quay ([Osei]{credit})]{caption}{image}";
    let found = "[Rain]{heading}\n\n[It rains.]{paragraph}\n\n[Quay (Osei)]{caption}{image}";
    check(gold, found, "block exact", [3, 3, 4]);
    check(gold, found, "block kind", [2, 3, 4]);
    check(gold, found, "image caption", [1, 1, 1]);
    check(gold, found, "image credit", [0, 0, 1]);
}

#[test]
fn mentions() {
    let gold =
        "[Omar Ali]{person} left [Basra]{place} for [Iran]{place}. [He]{person pronoun} ran.";
    let found =
        "[Omar Ali]{person} left [Basra for Iran]{place}. [He]{person pronoun} [ran]{other}.";
    check(gold, found, "mention exact", [1, 3, 3]);
    check(gold, found, "mention span", [1, 3, 3]);
    check(gold, found, "mention noun", [1, 1, 1]);
    // "Basra for Iran" is the place Basra or Iran, one to one.
    check(gold, found, "mention kind", [2, 3, 3]);
    let (gold, found) = (document(gold), document(found));
    assert_eq!(
        score(&gold, &found, "mention overlap"),
        ((2.0, 3), (3.0, 3))
    );
}

#[test]
fn actors() {
    // Gold: {Ali, Omar, he} and {Iran}. Found: {Ali, Omar}, {he, Iran}, {Basra}; "the man" is a nominal that gold lacks.
    let gold = "[Ali]{person =person:ali}, [Omar]{person =person:ali}, [he]{person pronoun =person:ali}, [Iran]{place =country:IR}, \
                Basra, the man";
    let found = "[Ali]{person =person:ali}, [Omar]{person =person:ali}, [he]{person pronoun =country:IR}, [Iran]{place =country:IR}, \
                 [Basra]{place =?basra}, [the man]{person nominal =person:ali}";
    let ((found_right, found_all), (gold_right, gold_all)) =
        score(&document(gold), &document(found), "actor b-cubed");
    // Precision: Ali 2/2, Omar 2/2, he 1/2, Iran 1/2, Basra 0.
    assert_eq!((found_right, found_all), (3.0, 5));
    // Recall: Ali 2/3, Omar 2/3, he 1/3, Iran 1/1.
    assert!(
        (gold_right - 8.0 / 3.0).abs() < 1e-9 && gold_all == 4,
        "{gold_right} of {gold_all}"
    );
    check(gold, found, "actor id", [3, 4, 4]);
    // Links: of gold {Ali, Omar, he} one of three, {Iran} is not alone; of {Ali, Omar} its one, of {he, Iran} none.
    let ((found_right, found_all), (gold_right, gold_all)) =
        score(&document(gold), &document(found), "actor lea");
    assert_eq!((found_right, found_all), (2.0, 5));
    assert_eq!((gold_right, gold_all), (1.0, 4));
}

#[test]
fn attributions() {
    let gold = "[\"It rains,\"]{content a1} [Omar Ali, the poet,]{source a1} [said]{cue a1 direct}. \
                [He]{source a2} [fears]{cue a2 belief} [that it snows]{content a2}.";
    let found = "[\"It rains,\"]{content a1} [Omar Ali, the poet]{source a1}, [said]{cue a1 direct}. \
                 [He]{source a2} [fears that]{cue a2 indirect} [it snows]{content a2}.";
    check(gold, found, "attribution source", [1, 2, 2]);
    // "Omar Ali, the poet" and "He".
    check(gold, found, "attribution source-words", [5, 5, 5]);
    check(gold, found, "attribution cue", [1, 2, 2]);
    check(gold, found, "attribution cue-overlap", [2, 2, 2]);
    check(gold, found, "attribution content", [1, 2, 2]);
    check(gold, found, "attribution content-words", [4, 4, 5]);
    check(gold, found, "attribution whole", [2, 2, 2]);
    check(gold, found, "attribution whole-kind", [1, 2, 2]);
    // "it snows" is 8 of the 21 bytes of the gold content.
    let gold = "[He]{source a1} [fears]{cue a1 belief} [that tomorrow it snows]{content a1}.";
    let found = "[He]{source a1} [fears]{cue a1 belief} that tomorrow [it snows]{content a1}.";
    check(gold, found, "attribution whole", [0, 1, 1]);
}

#[test]
fn quoted_words() {
    let gold = "[\"It rains here all day,\"]{content a1} [he]{source a1} [said]{cue a1 direct}. \"It snows where she lives.\" \"Who?\"";
    // The second is nobody's, and the third too short to count.
    let found = gold;
    let score = score(
        &document(gold),
        &document(found),
        "attribution quoted-words",
    );
    assert_eq!(score, ((5.0, 5), (5.0, 10)));
}

#[test]
fn content_in_pieces() {
    let gold = "[\"It rains,\"]{content a1} [he]{source a1} [said]{cue a1 direct}, [\"and rains.\"]{content a1}";
    let found = "[\"It rains,\"]{content a1} [he]{source a1} [said]{cue a1 direct}, \"and rains.\"";
    check(gold, found, "attribution content", [0, 1, 1]);
    let (gold, found) = (document(gold), document(found));
    assert_eq!(
        score(&gold, &found, "attribution content-words"),
        ((2.0, 2), (2.0, 4))
    );
    assert_eq!(
        score(&gold, &found, "attribution whole"),
        ((0.0, 1), (0.0, 1))
    );
}

#[test]
fn stances() {
    let gold = "[[Ali]{person =person:ali} blamed [Iran]{place =country:IR}]{stance person:ali oppose country:IR}. \
                [[He]{person pronoun =person:ali} hates [Tehran]{place =country:IR}]{stance person:ali oppose country:IR}. \
                [Praise [Omar]{person =person:omar}]{stance author support person:omar}.";
    // Right; right holder and target by other ids but the same mentions, and wrong polarity; wrong holder.
    let found = "[Ali]{person =person:x} [blamed [Iran]{place =country:IR}]{stance person:x oppose country:IR}. \
                 [[He]{person pronoun =person:x} hates [Tehran]{place =?t}]{stance person:x support ?t}. \
                 [Praise [Omar]{person =person:y}]{stance unknown support person:y}.";
    check(gold, found, "stance target", [3, 3, 3]);
    check(gold, found, "stance polarity", [2, 3, 3]);
    check(gold, found, "stance whole", [1, 3, 3]);
    check(gold, found, "stance edge", [1, 3, 2]);
}

#[test]
fn an_edge_counts_wherever_its_evidence_stands() {
    let mention = "[Ali]{person =person:ali} and [Iran]{place =country:IR}: ";
    let gold = format!("{mention}[no]{{stance person:ali oppose country:IR}}, never");
    let found = format!("{mention}no, [never]{{stance person:ali oppose country:IR}}");
    check(&gold, &found, "stance whole", [0, 1, 1]);
    check(&gold, &found, "stance edge", [1, 1, 1]);
}

#[test]
fn quantities_and_times() {
    let gold = "[$5]{quantity q1 5 USD}, [20%]{quantity q2 20.0 %}, [a ton]{quantity q3 1 t}, [two]{quantity q4 2 \"ship\"} ships; \
                [Monday]{time date 2024-03-04}, [May]{time date 2024-05}";
    let found = "[$5]{quantity q1 5 CAD}, [20%]{quantity q2 20 %}, [a ton]{quantity q3 1000 kg}, two [ships]{quantity q4 2 \"ship\"}; \
                 [Monday]{time date 2024-03-11}, [May]{time date 2024-05}";
    check(gold, found, "quantity span", [3, 4, 4]);
    check(gold, found, "quantity value", [2, 4, 4]);
    check(gold, found, "quantity value-unit", [1, 4, 4]);
    check(gold, found, "time strict", [2, 2, 2]);
    check(gold, found, "time value", [1, 2, 2]);
}

#[test]
fn scores_add_up_and_layers_without_gold_have_none() {
    let plain = |layers: &str| {
        Document::from_json(
            format!(r#"{{"id":"a","text":"Rain","layers":{{{layers}}}}}"#).as_bytes(),
        )
        .unwrap()
    };
    let one = r#""sentence":[{"span":[0,4]}]"#;
    let mut evaluation = Evaluation::default();
    evaluation
        .add(&answers_of(&plain(one)), &answers_of(&plain(one)))
        .unwrap();
    evaluation
        .add(&answers_of(&plain(one)), &answers_of(&plain("")))
        .unwrap();
    evaluation
        .add(&answers_of(&plain("")), &answers_of(&plain(one)))
        .unwrap();
    let score = evaluation.score("sentence", "exact").unwrap();
    assert_eq!((score.found, score.gold, score.gold_right), (1, 2, 1.0));
    assert_eq!(evaluation.rows().len(), 1);
}

#[test]
fn what_points_nowhere_is_a_fault_of_the_result_only() {
    let gold = document("[[Ali]{person =person:ali} fell]{stance author oppose person:ali}");
    let json = r#"{"id":"a","text":"Ali fell","layers":{"mention":[{"span":[0,3],"kind":"person","actor":9}],
        "stance":[{"span":[0,8],"holder":{"mention":7},"target":8,"polarity":"oppose","strength":1.0,"rule":"x"}]}}"#;
    let found = Document::from_json(json.as_bytes()).unwrap();
    assert_eq!(score(&gold, &found, "stance target"), ((0.0, 1), (0.0, 1)));
    assert_eq!(score(&gold, &found, "actor b-cubed"), ((0.0, 0), (0.0, 1)));
}
