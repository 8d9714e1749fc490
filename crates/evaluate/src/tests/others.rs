//! Gold of other makers, and what an evaluation says beside its scores: counted by hand.

use super::{answers_of, score};
use crate::{Answers, Evaluation, Names};
use presswork_annotations::MentionKind::{Group, Other, Person};
use presswork_model::{Document, Text};

fn json(text: &str, layers: &str) -> Document {
    let line = format!(r#"{{"id":"a","text":{text:?},"layers":{{{layers}}}}}"#);
    Document::from_json(line.as_bytes()).unwrap_or_else(|error| panic!("{error}: {line}"))
}

/// The F1 of one measure over pairs of layers on one text.
#[track_caller]
pub(super) fn f1(text: &str, pairs: &[(&str, &str)], layer: &str, measure: &str) -> f64 {
    let mut evaluation = Evaluation::default();
    for (gold, found) in pairs {
        evaluation
            .add(
                &answers_of(&json(text, gold)),
                &answers_of(&json(text, found)),
            )
            .unwrap();
    }
    let rows = evaluation.rows();
    let row = rows
        .iter()
        .find(|row| (row.layer, row.measure) == (layer, measure));
    row.unwrap_or_else(|| panic!("{layer} {measure} is not among {rows:?}"))
        .f1
}

const TEXT: &str = "Ali blamed Omar";
const PAIR: &str = r#""mention":[{"span":[0,3]},{"span":[11,15]}]"#;

fn holds(polarity: &str, holder: usize, target: usize, strength: f64) -> String {
    format!(
        r#"{{"span":[0,15],"holder":{{"mention":{holder}}},"target":{target},"polarity":"{polarity}","strength":{strength},"rule":"x"}}"#
    )
}

#[test]
fn the_class_of_a_pair_is_that_of_its_strongest_row() {
    let gold = |rows: &str| format!(r#"{PAIR},"stance":[{rows}]"#);
    let found = |rows: &[String]| {
        format!(
            r#""mention":[{{"span":[0,3],"kind":"person"}},{{"span":[11,15],"kind":"person"}}],"stance":[{}]"#,
            rows.join(",")
        )
    };
    let forward = gold(r#"{"span":[0,15],"holder":[0,3],"target":[11,15],"polarity":"oppose"}"#);
    let backward = gold(r#"{"span":[0,15],"holder":[11,15],"target":[0,3],"polarity":"support"}"#);
    let none = gold("");
    let right = found(&[holds("support", 1, 0, 0.2), holds("oppose", 0, 1, 0.9)]);
    let nothing = found(&[]);
    let wrong = found(&[holds("oppose", 1, 0, 0.5)]);
    let pairs = [
        (&*forward, &*right),
        (&*none, &*nothing),
        (&*backward, &*wrong),
        (&*none, &*right),
    ];
    // oppose forward: 1 right of 2 found, 1 gold: 2/3. none: 1 of 1 found, 2 gold: 2/3. support backward 0, oppose backward 0.
    let macro_f1 = f1(TEXT, &pairs, "stance", "pair");
    assert!(
        (macro_f1 - (2.0 / 3.0 + 2.0 / 3.0) / 4.0).abs() < 1e-9,
        "{macro_f1}"
    );
}

#[test]
fn polarity_toward_a_target_is_summed_over_holders() {
    let gold = r#""mention":[{"span":[11,15],"kind":"person"}],"stance":[{"span":[11,15],"holder":null,"target":[11,15],"polarity":"oppose"}]"#;
    let found = |first: f64| {
        let rows = [holds("support", 0, 1, 0.4), holds("oppose", 0, 1, first)];
        format!(
            r#""mention":[{{"span":[0,3],"kind":"person"}},{{"span":[11,15],"kind":"person"}}],"stance":[{}]"#,
            rows.join(",")
        )
    };
    let (more, less, even) = (found(0.5), found(0.3), found(0.4));
    assert!((f1(TEXT, &[(gold, &more)], "stance", "toward") - 1.0).abs() < 1e-9);
    assert!(f1(TEXT, &[(gold, &less)], "stance", "toward") < 1e-9);
    // oppose 2/3; neutral has no gold: 0.
    let macro_f1 = f1(TEXT, &[(gold, &more), (gold, &even)], "stance", "toward");
    assert!((macro_f1 - (2.0 / 3.0) / 2.0).abs() < 1e-9, "{macro_f1}");
}

#[test]
fn values_without_offsets_and_with_other_names() {
    let text = "Sales rose 5 cents to $3 in 2 years, 10-15 percent.";
    let gold = r#""quantity":[{"span":null,"value":"5","unit":"cents","normalized_unit":"cent"},
        {"span":null,"value":"3","unit":"$","normalized_unit":"dollar"},
        {"span":null,"value":"2","unit":"years","normalized_unit":"year"},
        {"span":null,"value":"10-15","unit":"percent","normalized_unit":"percentage"}]"#;
    let found = r#""quantity":[{"span":[11,18],"value":{"exact":"0.05"},"unit":{"kind":"money","code":"USD"}},
        {"span":[22,24],"value":{"exact":"3"},"unit":{"kind":"money","code":"EUR"}},
        {"span":[37,50],"value":{"range":["10","15"]},"unit":{"kind":"percent","code":"%"}},
        {"span":[0,5],"value":{"exact":"7"}}],
        "time":[{"span":[28,35],"kind":"duration","value":"P2Y"}]"#;
    let (gold, found) = (json(text, gold), json(text, found));
    assert_eq!(score(&gold, &found, "quantity value"), ((4.0, 5), (4.0, 4)));
    assert_eq!(
        score(&gold, &found, "quantity value-unit"),
        ((3.0, 5), (3.0, 4))
    );
}

#[test]
fn five_cents_are_no_five_dollars() {
    let gold = r#""quantity":[{"span":[0,7],"value":"5","unit":"cents","normalized_unit":"cent"}]"#;
    let found = |value: &str, unit: &str| {
        format!(r#""quantity":[{{"span":[0,7],"value":{{"exact":"{value}"}},"unit":{unit}}}]"#)
    };
    let money = r#"{"kind":"money","code":"USD"}"#;
    let right = |found: &str| f1("5 cents", &[(gold, found)], "quantity", "value-unit") > 0.0;
    assert!(right(&found("0.05", money)));
    assert!(!right(&found("5", money)));
    assert!(right(&found("5", r#"{"kind":"count","code":"cent"}"#)));
}

#[test]
fn resolved_values_count_by_what_gold_calls_them() {
    let text = "$ 75 million or 20% on 4 Jan 2019";
    let gold = r#""quantity":[{"span":[0,12],"type":"currency","resolution":{"value":"75000000","unit":"Dollar"}},
        {"span":[16,19],"type":"percentage","resolution":{"value":"20%"}},
        {"span":[23,33],"type":"datetimeV2.date","resolution":{"values":[{"timex":"2019-01-04"},{"timex":"2019-04-01"}]}}]"#;
    let found = r#""quantity":[{"span":[2,12],"value":{"exact":"75000000"},"unit":{"kind":"money","code":"CAD"}},
        {"span":[16,19],"value":{"exact":"20"},"unit":{"kind":"percent","code":"%"}}],
        "time":[{"span":[23,33],"kind":"date","value":"2019-04-01"}]"#;
    let (gold, found) = (json(text, gold), json(text, found));
    assert_eq!(score(&gold, &found, "quantity span"), ((1.0, 2), (1.0, 2)));
    assert_eq!(
        score(&gold, &found, "quantity value-unit"),
        ((2.0, 2), (2.0, 2))
    );
    assert_eq!(score(&gold, &found, "time value"), ((1.0, 1), (1.0, 1)));
    let mut evaluation = Evaluation::default();
    evaluation
        .add(&answers_of(&gold), &answers_of(&found))
        .unwrap();
    let rows = evaluation.rows();
    let row = rows.iter().find(|row| row.measure == "value-unit").unwrap();
    let classes: Vec<_> = row
        .classes
        .iter()
        .map(|(class, score)| (class.as_str(), score.gold))
        .collect();
    assert_eq!(classes, [("money", 1), ("percent", 1)]);
}

#[test]
fn values_that_are_sure_and_what_they_measure() {
    let text = "$5 of tax, 6 ships";
    let gold = r#""quantity":[{"span":[0,2],"value":{"exact":"5"},"unit":{"kind":"money","code":"USD"},"of":[6,9]},
        {"span":[11,12],"value":{"exact":"6"},"unit":{"kind":"count","code":"ship"},"of":[13,18]}]"#;
    let found = r#""quantity":[{"span":[0,2],"value":{"exact":"5"},"unit":{"kind":"money","code":"CAD"},"of":[3,9],
            "readings":[{"value":{"exact":"5"},"unit":{"kind":"money","code":"USD"}}]},
        {"span":[11,12],"value":{"exact":"60"},"unit":{"kind":"count","code":"ship"},"of":[13,18]}]"#;
    let (gold, found) = (json(text, gold), json(text, found));
    assert_eq!(score(&gold, &found, "quantity sure"), ((0.0, 1), (0.0, 1)));
    // "of tax" and "tax" share half of the longer.
    assert_eq!(score(&gold, &found, "quantity of"), ((2.0, 2), (2.0, 2)));
}

#[test]
fn newswire_marked_for_all_at_once() {
    let text = "Ali paid 5 dlrs Monday";
    let gold = json(
        text,
        r#""figure":[{"span":[0,3],"type":"PERSON"},{"span":[9,15],"type":"MONEY"},{"span":[16,22],"type":"DATE"}]"#,
    );
    let found = json(
        text,
        r#""mention":[{"span":[0,3],"kind":"person"}],"time":[{"span":[16,22],"kind":"date","value":"1998-04-27"}],
           "quantity":[{"span":[9,15],"value":{"exact":"5"},"unit":{"kind":"money","code":"USD"}}]"#,
    );
    for measure in ["mention exact", "quantity span", "time strict"] {
        assert_eq!(
            score(&gold, &found, measure),
            ((1.0, 1), (1.0, 1)),
            "{measure}"
        );
    }
    let mut evaluation = Evaluation::default();
    evaluation
        .add(&answers_of(&gold), &answers_of(&found))
        .unwrap();
    assert!(
        evaluation.score("quantity", "value").is_none(),
        "only spans are gold"
    );
    assert!(
        evaluation.score("time", "value").is_none(),
        "only spans are gold"
    );
}

#[test]
fn pictures_of_a_page_are_compared_by_their_words() {
    let text = "Ships in the harbour of Dunmar (Osei/Coast)\n\nTwo boats\n\nPhoto: Osei";
    let page = json(text, "");
    // A gallery may stand on a page twice.
    let images = serde_json::json!([
        {"caption": "Ships in the harbour, Dunmar.", "credit": ["A. Osei", "Coast"]},
        {"caption": "Ships in the harbour, Dunmar.", "credit": ["A. Osei", "Coast"]},
        {"caption": "A silo", "credit": []},
        {"caption": null, "credit": ["Osei"]},
    ]);
    let gold = Answers::of_page(page.text(), &images).unwrap();
    let found = json(
        text,
        r#""image":[{"span":[0,43],"credit":[32,42]},{"span":[45,54]},{"span":[56,67],"credit":[63,67]}]"#,
    );
    let mut evaluation = Evaluation::default();
    evaluation.add(&gold, &answers_of(&found)).unwrap();
    let counts = |measure| {
        evaluation
            .score("image", measure)
            .map(|score| (score.gold_right, score.gold, score.found))
    };
    assert_eq!(counts("caption"), Some((1.0, 2, 2)));
    assert_eq!(counts("credit"), Some((1.0, 1, 1)));
    // Gold without any caption says nothing of those of the page.
    let images = serde_json::json!([{"caption": null, "credit": ["Osei"]}]);
    let gold = Answers::of_page(page.text(), &images).unwrap();
    let mut evaluation = Evaluation::default();
    evaluation.add(&gold, &answers_of(&found)).unwrap();
    assert!(evaluation.score("image", "caption").is_none());
}

#[test]
fn kinds_that_count_as_another_or_not_at_all() {
    let text = "Ali met Basrans";
    let gold = json(
        text,
        r#""mention":[{"span":[0,3],"kind":"person"},{"span":[8,15],"kind":"group"}]"#,
    );
    let found = json(
        text,
        r#""mention":[{"span":[0,3],"kind":"place"},{"span":[8,15],"kind":"other"}]"#,
    );
    let right = |names: Names| {
        let mut evaluation = Evaluation::new(names, vec!["mention".to_owned()], false);
        evaluation
            .add(&answers_of(&gold), &answers_of(&found))
            .unwrap();
        let score = evaluation.score("mention", "exact").unwrap();
        (score.gold_right, score.gold, score.found)
    };
    assert_eq!(right(Names::default()), (0.0, 2, 2));
    let map = vec![(Group, Other)];
    assert_eq!(
        right(Names {
            map: map.clone(),
            only: vec![]
        }),
        (1.0, 2, 2)
    );
    assert_eq!(
        right(Names {
            map,
            only: vec![Person, Other]
        }),
        (1.0, 2, 1)
    );
}

#[test]
fn faults_intervals_and_the_worst_documents() {
    let mut evaluation = Evaluation::new(Names::default(), vec![], true);
    let good =
        r#""mention":[{"span":[0,3],"kind":"person"}],"sentence":[{"span":[0,8]},{"span":[9,19]}]"#;
    let bad =
        r#""mention":[{"span":[9,14],"kind":"place"}],"sentence":[{"span":[0,8]},{"span":[9,19]}]"#;
    let text = "Né left. Basra wept";
    for (id, found) in [("fine", good), ("poor", bad)] {
        let document = |layers: &str| {
            let line = format!(r#"{{"id":"{id}","text":"{text}","layers":{{{layers}}}}}"#);
            answers_of(&Document::from_json(line.as_bytes()).unwrap())
        };
        evaluation.add(&document(good), &document(found)).unwrap();
    }
    let faults: Vec<_> = evaluation.faults().iter().collect();
    assert_eq!(faults.len(), 2);
    assert_eq!(
        (faults[0].missed, &*faults[0].sentence, &*faults[0].document),
        (true, "Né left.", "poor")
    );
    let wrong = (
        &*faults[1].text,
        faults[1].points,
        &*faults[1].sentence,
        &*faults[1].what,
    );
    assert_eq!(wrong, ("Basra", Some([9, 14]), "Basra wept", "place"));
    let worst = evaluation.worst("mention", "exact", 10);
    assert_eq!(
        worst
            .iter()
            .map(|document| &*document.id)
            .collect::<Vec<_>>(),
        ["poor"]
    );
    let rows = evaluation.rows();
    let row = rows
        .iter()
        .find(|row| (row.layer, row.measure) == ("mention", "exact"))
        .unwrap();
    assert_eq!(
        (row.f1, row.interval),
        (0.5, (0.0, 1.0)),
        "of two documents, one is all wrong"
    );
}

#[test]
fn what_gold_gives_is_as_stages_write_it() {
    use presswork_annotations::{Form, Mention, Token, TokenKind};
    let gold = json(
        "Né 5.",
        r#""token":[{"span":[0,2]},{"span":[3,4]},{"span":[4,5]}],"mention":[{"span":[3,4]},{"span":[0,2]}]"#,
    );
    let mut document = Document::new(gold.text().clone());
    let answers = answers_of(&gold);
    answers.give("token", &gold, &mut document).unwrap();
    answers.give("mention", &gold, &mut document).unwrap();
    let kinds: Vec<_> = document
        .layer::<Token>()
        .unwrap()
        .unwrap()
        .iter()
        .map(|token| token.kind)
        .collect();
    assert_eq!(
        kinds,
        [TokenKind::Word, TokenKind::Number, TokenKind::Punctuation]
    );
    let mentions = document.layer::<Mention>().unwrap().unwrap();
    assert_eq!(
        (mentions[0].kind, mentions[0].form, mentions[0].span.range()),
        (Person, Form::Name, 0..3)
    );
}

#[test]
fn gold_that_does_not_fit_says_where() {
    let error = |layers: &str| Answers::of(&json("Né", layers)).unwrap_err().to_string();
    for (layers, message) in [
        (
            r#""mention":[{"span":[0,2]},{"span":[1,4]}]"#,
            "`mention` number 1: `span` [1,4] does not lie in the text, which has 2 characters",
        ),
        (
            r#""mention":[{"kind":"person"}]"#,
            "`mention` number 0: `span`: it is not there",
        ),
        (
            r#""token":[{"span":[2,1]}]"#,
            "`token` number 0: `span` [2,1] does not lie in the text, which has 2 characters",
        ),
        (
            r#""token":[{"span":"0-2"}]"#,
            "`token` number 0: `span` \"0-2\" is no span",
        ),
        (
            r#""attribution":[{"span":[0,2],"content":7}]"#,
            "`attribution` number 0: `content`: it is no list of spans",
        ),
        (
            r#""quantity":[{"span":[0,2],"value":"many"}]"#,
            "`quantity` number 0: `value`: \"many\" is no number, range or interval",
        ),
        (
            r#""stance":[{"span":[0,2],"target":0}]"#,
            "`stance` number 0: `polarity`: it is not there",
        ),
    ] {
        assert_eq!(error(layers), message);
    }
    assert!(Answers::of(&Document::new(Text::new("a", "Né"))).is_ok());
}
