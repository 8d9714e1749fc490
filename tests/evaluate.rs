//! `presswork evaluate` and `presswork diff`, on the sample corpus and on real gold.

use crate::support::{presswork, shared};
use serde_json::Value;

const GOLD: &str = "corpus/gold.jsonl";

/// The scores of a pipeline against gold, and its exit code.
fn scores(args: &[&str]) -> Value {
    let ran = presswork([&["evaluate"], args, &["--json"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    serde_json::from_str(&ran.stdout).unwrap()
}

fn score<'a>(scores: &'a Value, layer: &str, measure: &str) -> Option<&'a Value> {
    let mut all = scores["scores"].as_array().unwrap().iter();
    all.find(|score| {
        (score["layer"].as_str(), score["measure"].as_str()) == (Some(layer), Some(measure))
    })
}

#[test]
fn every_layer_of_the_corpus_is_scored() {
    let scores = scores(&["pipelines/press.yaml", GOLD]);
    assert!(scores["documents"].as_u64().unwrap() >= 12);
    for (layer, measure) in [
        ("token", "exact"),
        ("sentence", "exact"),
        ("mention", "exact"),
        ("actor", "lea"),
        ("attribution", "whole"),
        ("stance", "edge"),
        ("quantity", "value-unit"),
        ("time", "value"),
        ("image", "caption"),
    ] {
        let score = score(&scores, layer, measure)
            .unwrap_or_else(|| panic!("{layer} {measure} is not there"));
        let (f1, low, high) = (&score["f1"], &score["interval"][0], &score["interval"][1]);
        let [f1, low, high] = [f1, low, high].map(|value| value.as_f64().unwrap());
        assert!(
            f1 > 0.3 && low <= f1 && f1 <= high,
            "{layer} {measure}: {low} <= {f1} <= {high}"
        );
        let documents = score["documents"].as_array().unwrap();
        let gold: u64 = documents
            .iter()
            .map(|document| document["gold"].as_u64().unwrap())
            .sum();
        assert_eq!(Some(gold), score["gold"].as_u64(), "{layer} {measure}");
    }
    assert!(
        score(&scores, "mention", "exact").unwrap()["classes"]["person"]["f1"]
            .as_f64()
            .unwrap()
            > 0.5
    );
}

#[test]
fn a_layer_of_gold_that_no_measure_knows_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let gold = folder.path().join("gold.jsonl");
    let line = r#"{"id":"a","text":"Rain.","layers":{"token":[{"span":[0,4]},{"span":[4,5]}],"quantetty":[]}}"#;
    std::fs::write(&gold, line).unwrap();
    let args = ["evaluate", "pipelines/press.yaml", gold.to_str().unwrap()];
    let ran = presswork(args);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(
        ran.stdout.contains("layers of gold: `quantetty`\n"),
        "{}",
        ran.stdout
    );
    assert_eq!(
        scores(&args[1..])["not_compared"],
        serde_json::json!(["quantetty"])
    );
}

#[test]
fn what_gold_gives_is_not_scored_and_helps_what_follows() {
    let alone = scores(&[
        "pipelines/press.yaml",
        GOLD,
        "--layers",
        "attribution,stance",
    ]);
    let given = scores(&[
        "pipelines/press.yaml",
        GOLD,
        "--given",
        "mention",
        "--layers",
        "attribution,stance",
    ]);
    let f1 = |scores: &Value| {
        score(scores, "stance", "edge").unwrap()["f1"]
            .as_f64()
            .unwrap()
    };
    assert!(
        f1(&given) > f1(&alone),
        "{} with gold mentions, {} without",
        f1(&given),
        f1(&alone)
    );
    let all = scores(&["pipelines/press.yaml", GOLD, "--given", "mention"]);
    assert!(score(&all, "mention", "exact").is_none());
    assert!(
        score(&all, "actor", "lea").is_none(),
        "the stage that writes mentions did not run"
    );
}

#[test]
fn a_score_below_its_floor_is_told_by_the_exit_code() {
    let run = |floor: &str| {
        presswork([
            "evaluate",
            "pipelines/names.yaml",
            GOLD,
            "--fail-under",
            floor,
        ])
    };
    assert_eq!(run("mention=0.5,mention.overlap=0.5").code, 0);
    let below = run("mention=0.999");
    assert_eq!(below.code, 1);
    assert!(
        below.stderr.contains("mention exact: F1 is 0."),
        "{}",
        below.stderr
    );
    let unknown = run("mention.name=0.5");
    assert_eq!(unknown.code, 2);
    assert!(
        unknown
            .stderr
            .contains("`mention.name` was not scored: what was is token.exact"),
        "{}",
        unknown.stderr
    );
    assert_eq!(run("mention=5").code, 2);
}

#[test]
fn every_fault_is_listed_with_its_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("faults.csv");
    let ran = presswork([
        "evaluate",
        "pipelines/names.yaml",
        GOLD,
        "--layers",
        "mention",
        "--json",
        "--errors",
        file.to_str().unwrap(),
    ]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let scores: Value = serde_json::from_str(&ran.stdout).unwrap();
    let count = |side: &str, right: &str| {
        let score = score(&scores, "mention", "exact").unwrap();
        score[side].as_f64().unwrap() - score[right].as_f64().unwrap()
    };
    let mut faults = csv::Reader::from_path(&file).unwrap();
    let faults: Vec<_> = faults.records().map(Result::unwrap).collect();
    let of = |kind: &str| {
        faults
            .iter()
            .filter(|fault| &fault[2] == "exact" && &fault[3] == kind)
            .count() as f64
    };
    assert_eq!(
        (of("missed"), of("false")),
        (count("gold", "gold_right"), count("found", "found_right"))
    );
    assert!(!faults.is_empty() && faults.iter().all(|fault| fault[8].contains(&fault[5])));
}

#[test]
fn gold_that_does_not_fit_is_an_error_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let run = |lines: &str, more: &[&str]| {
        let file = folder.path().join("gold.jsonl");
        std::fs::write(&file, lines).unwrap();
        let ran = presswork(
            [
                &["evaluate", "pipelines/names.yaml", file.to_str().unwrap()],
                more,
            ]
            .concat(),
        );
        assert_eq!(ran.code, 2, "{}", ran.stdout);
        ran.stderr
    };
    let fine =
        r#"{"id":"a","text":"Omar left.","layers":{"mention":[{"span":[0,4],"kind":"person"}]}}"#;
    let long = fine.replace("[0,4]", "[0,40]");
    let said = run(&format!("{fine}\n{long}\n"), &[]);
    let expected = "gold.jsonl:2: `mention` number 0: `span` [0,40] does not lie in the text, which has 10 characters";
    assert!(said.contains(expected), "{said}");
    let said = run("{\"id\":\"a\"\n", &[]);
    assert!(said.contains("gold.jsonl:1: this is no JSON"), "{said}");
    let said = run(fine, &["--given", "sentence"]);
    assert!(
        said.contains("gold.jsonl:1: this document holds no `sentence` to be given"),
        "{said}"
    );
    let cut = fine.replace(
        "\"mention\":",
        "\"sentence\":[{\"span\":[0,10]}],\"mention\":",
    );
    let said = run(&cut, &["--given", "sentence"]);
    assert!(
        said.contains("`sentence` cannot be given: this document holds no `token`, and"),
        "{said}"
    );
    let said = run(fine, &["--layers", "stance"]);
    assert!(
        said.contains(
            "the pipeline writes no layer `stance`: it writes token, sentence, mention, actor"
        ),
        "{said}"
    );
    let said = run(&fine.replace("mention", "weather"), &[]);
    assert!(
        said.contains(
            "there is nothing to compare: no gold document holds token, sentence, mention, actor"
        ),
        "{said}"
    );
}

#[test]
fn two_results_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, lines: &[&str]| {
        let path = folder.path().join(name);
        std::fs::write(&path, lines.join("\n")).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let a = r#"{"id":"a","text":"Omar left Basra.","layers":{"mention":[{"span":[0,4],"kind":"person"}]}}"#;
    let b = r#"{"id":"b","text":"Rain.","layers":{"mention":[]}}"#;
    let a_more = a
        .replace("}]}}", r#"},{"span":[10,15],"kind":"place"}]}}"#)
        .replace("person", "group");
    let (old, shuffled) = (
        write("old.jsonl", &[a, b]),
        write("shuffled.jsonl", &[b, a]),
    );
    let new = write("new.jsonl", &[&a_more]);
    let same = presswork(["diff", &old, &shuffled]);
    assert_eq!(
        (same.code, same.stdout.as_str()),
        (0, "2 documents: no difference\n")
    );
    let ran = presswork(["diff", &old, &new]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let expected = "a\n  ~ mention at 0 \"Omar\" kind: \"person\" → \"group\"\n  + mention at 10 \"Basra\" kind: \"place\"\n\
                    b: only in the old result\n2 of 2 documents differ: 1 appeared, 0 vanished, 1 changed\n";
    assert_eq!(ran.stdout, expected);
    assert_eq!(
        presswork(["diff", &old, &new, "--layers", "token"]).code,
        1,
        "a document is missing"
    );
    let unknown = presswork(["diff", &old, &shuffled, "--layers", "mentoin"]);
    let said = "neither result holds a layer `mentoin`";
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains(said), "{}", unknown.stderr);
    let missing = presswork(["diff", &old, "nowhere.jsonl"]);
    assert_eq!(missing.code, 2);
    assert!(
        missing.stderr.contains("cannot read nowhere.jsonl"),
        "{}",
        missing.stderr
    );
}

/// Gold of others, read as it is: every file is scored, and the scores that were reached are held.
#[test]
fn real_gold_is_scored() {
    let Some(folder) = shared("gold") else { return };
    let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    for (name, args, floor) in [
        (
            "sentences.ewt.dev.jsonl",
            &[][..],
            "token=0.99,sentence=0.88",
        ),
        ("sentences.gum.dev.jsonl", &[], "token=0.995,sentence=0.95"),
        (
            "names.worldwide.dev.jsonl",
            &["--only", "person,organisation,place"],
            "mention=0.80",
        ),
        (
            "names.uner-ewt.dev.jsonl",
            &["--only", "person,organisation,place"],
            "mention=0.74",
        ),
        (
            "attribution.polnear.dev.jsonl",
            &[],
            "attribution=0.55,attribution.whole=0.63,attribution.content-words=0.84",
        ),
        (
            "stance.dse.dev.jsonl",
            &["--given", "mention"],
            "stance=0.39",
        ),
        (
            "stance.newsmtsc-rw.dev.jsonl",
            &["--given", "mention"],
            "stance=0.68",
        ),
        (
            "stance.newsmtsc-mt.dev.jsonl",
            &["--given", "mention"],
            "stance=0.66",
        ),
        (
            "figures.newsquant.dev.jsonl",
            &[],
            "quantity.value=0.88,quantity=0.76",
        ),
        ("figures.quantulum3.dev.jsonl", &[], "quantity.value=0.70"),
        ("figures.recognizers.dev.jsonl", &[], "quantity.value=0.60"),
        ("figures.ieer-apw.dev.jsonl", &[], "quantity.span=0.50"),
        (
            "times.timebank.dev.jsonl",
            &[],
            "time.strict=0.82,time=0.74",
        ),
        ("times.aquaint.dev.jsonl", &[], "time.strict=0.79,time=0.72"),
        ("times.recognizers.dev.jsonl", &[], "time.relaxed=0.70"),
        (
            "images.pages.dev.jsonl",
            &[],
            "image.caption=0.70,image.credit=0.66",
        ),
    ] {
        let gold = file(name);
        let ran = presswork(
            [
                &[
                    "evaluate",
                    "pipelines/press.yaml",
                    &gold,
                    "--fail-under",
                    floor,
                ],
                args,
            ]
            .concat(),
        );
        assert_eq!(ran.code, 0, "{name}: {}\n{}", ran.stderr, ran.stdout);
    }
}
