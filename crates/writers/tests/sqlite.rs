//! `sqlite`: what the tables and views hold.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;

use common::database::{ask, json, sink, write};
use presswork_annotations::{Attribution, AttributionKind, LAYERS};
use presswork_model::{Context, Document, Sink, Span, Text};
use presswork_writers::{Sqlite, SqliteSettings};
use std::path::Path;

/// Writes `documents` and compares what `sql` gives.
fn check(documents: &[Document], sql: &str, expected: &str) {
    let folder = tempfile::tempdir().unwrap();
    let database = write(&sink(folder.path(), &[]), documents);
    assert_eq!(ask(&database, sql), expected, "{sql}");
}

#[test]
fn every_table() {
    let folder = tempfile::tempdir().unwrap();
    let database = write(&sink(folder.path(), &LAYERS), &[common::grain()]);
    let check = |sql: &str, expected: &str| assert_eq!(ask(&database, sql), expected, "{sql}");
    check(
        "SELECT id, name, title, date, author, language, source, words, other, length(text) FROM document",
        "1 | wire/grain.txt | Grain deal in doubt | 2024-03-05 | Lena Okafor | en | The Harbour Post | 43 | – | 238",
    );
    check(
        "SELECT count(*), min(text), max(kind) FROM token WHERE kind = 'number'",
        "4 | 1 | number",
    );
    check(
        "SELECT id, start, end, text FROM sentence WHERE id = 0",
        "0 | 0 | 19 | Grain deal in doubt",
    );
    check(
        "SELECT kind, alt, address FROM block WHERE id = 2",
        "caption | A silo | img/silo.jpg",
    );
    check(
        "SELECT * FROM mention WHERE id IN (0, 3)",
        "1 | 0 | 46 | 56 | José Marán | person | name | 0 | person:jose-maran | 0.9\n\
         1 | 3 | 103 | 111 | ministry | organisation | nominal | – | – | 0.6",
    );
    check(
        "SELECT * FROM actor WHERE id IN (0, 3)",
        "1 | 0 | 46 | 56 | José Marán | person:jose-maran | José Marán | person | 2\n\
         1 | 3 | 211 | 219 | Port Sel | – | Port Sel | place | 1",
    );
    check(
        "SELECT kind, source, source_start, source_end, holder_id, holder, holder_key, cue, cue_start, cue_end,
         content, content_start, content_end, parts, parent_id FROM attribution",
        "direct | José Marán | 46 | 56 | 0 | José Marán | person:jose-maran | said | 57 | 61 | \
         “We will not accept it,” … “whatever Omarra offers.” | 21 | 98 | \
         {\"content\":[[21,45],[73,98]],\"cue\":[[57,61]],\"source\":[[46,56]]} | –",
    );
    check(
        "SELECT holder_kind, holder_id, holder, holder_key, target_id, target, target_key, polarity, strength, signed,
         attribution_id, negated, hypothetical, score, rule FROM stance",
        "mention | 0 | José Marán | person:jose-maran | 1 | Omarra | country:OM1 | oppose | 0.7 | -0.7 | 0 | 1 | 0 | 0.8 | verb:accept\n\
         mention | 3 | ministry | – | 4 | Tessaly | country:TS1 | support | 0.9 | 0.9 | – | 0 | 0 | 0.9 | verb:back",
    );
    check(
        "SELECT text, amount, low, high, value, approximate, unit_kind, unit, of, change_direction, change_role, time_id, time, readings FROM quantity",
        "1.5 million tonnes | exact | 1500000.0 | 1500000.0 | 1500000 | 1 | measure | t | wheat | – | – | 0 | 2024-03-04 | –\n\
         12% | exact | 12.0 | 12.0 | 12 | 0 | percent | % | – | up | by | – | – | –\n\
         $ 600 million | exact | 600000000.0 | 600000000.0 | 600000000 | 0 | money | USD | – | – | – | – | – | \
         [{\"value\":{\"exact\":\"600000000\"},\"unit\":{\"kind\":\"money\",\"code\":\"CAD\"}}]",
    );
    check(
        "SELECT text, kind, value FROM time",
        "Monday | date | 2024-03-04",
    );
    check(
        "SELECT text, credit, credit_start, credit_end, alt, address FROM image",
        "A silo in Port Sel (Photo: Ana Reyes) | Ana Reyes | 228 | 237 | A silo | img/silo.jpg",
    );
    check(
        "SELECT group_concat(name || ' ' || row_count, ', ') FROM layer WHERE name < 'c'",
        "actor 4, attribution 1, block 4",
    );
    check("SELECT value FROM about WHERE key = 'schema'", "1");
    check("PRAGMA user_version", "1");
    check("PRAGMA integrity_check", "ok");
}

#[test]
fn every_span_covers_its_text() {
    let folder = tempfile::tempdir().unwrap();
    let database = write(
        &sink(folder.path(), &LAYERS),
        &[common::grain(), common::news("b", 9)],
    );
    for layer in LAYERS {
        let sql = format!(
            "SELECT count(*), sum(t.text = substr(d.text, t.start + 1, t.end - t.start)) FROM {layer} t JOIN document d ON d.id = t.document_id"
        );
        let counts = ask(&database, &sql);
        let (rows, right) = counts.split_once(" | ").unwrap();
        assert!(rows == right && rows != "0", "{layer}: {counts}");
    }
}

#[test]
fn amounts() {
    let rows = r#"{"span":[0,1],"value":{"range":["10.10","15"]}},{"span":[1,2],"value":{"at_least":"5"}},
        {"span":[2,3],"value":{"at_most":"0.1"}},{"span":[3,4],"value":{"order_of_magnitude":"100"}},{"span":[4,5],"value":{"exact":"-3"}}"#;
    check(
        &[json(&format!(
            r#"{{"id":"a","text":"abcde","layers":{{"quantity":[{rows}]}}}}"#
        ))],
        "SELECT amount, low, high, value, unit FROM quantity",
        "range | 10.1 | 15.0 | 10.10..15 | –\nat_least | 5.0 | – | 5 | –\nat_most | – | 0.1 | 0.1 | –\n\
         order_of_magnitude | 100.0 | – | 100 | –\nexact | -3.0 | -3.0 | -3 | –",
    );
}

#[test]
fn a_time_without_a_value_has_its_words() {
    let line = r#"{"id":"a","text":"5 tonnes this year, 6 today, 7 once","layers":{
        "time":[{"span":[9,18],"kind":"date"},{"span":[22,27],"kind":"date","value":"2024-03-05"}],
        "quantity":[{"span":[0,8],"value":{"exact":"5"},"time":0},{"span":[20,21],"value":{"exact":"6"},"time":1},
                    {"span":[29,30],"value":{"exact":"7"},"time":2}]}}"#;
    let expected = "5 | this year\n6 | 2024-03-05\n7 | –";
    check(&[json(line)], "SELECT value, time FROM quantity", expected);
    check(&[json(line)], "SELECT value, time FROM figure", expected);
}

#[test]
fn views() {
    let documents = [
        common::grain(),
        json(
            &String::from_utf8({
                let mut out = Vec::new();
                common::grain()
                    .write_json(&presswork_model::Selection::All, &mut out)
                    .unwrap();
                out
            })
            .unwrap()
            .replace("wire/grain.txt", "copy.txt"),
        ),
    ];
    check(
        &documents,
        "SELECT * FROM actor_total ORDER BY key",
        "– | Port Sel | place | 2 | 2\ncountry:OM1 | Omarra | place | 2 | 2\ncountry:TS1 | Tessaly | place | 2 | 2\n\
         person:jose-maran | José Marán | person | 2 | 4",
    );
    check(
        &documents,
        "SELECT * FROM stance_edge ORDER BY target",
        "mention | person:jose-maran | José Marán | country:OM1 | Omarra | 2 | 2 | 0 | 2 | 0 | 0 | -0.7\n\
         mention | – | ministry | country:TS1 | Tessaly | 2 | 2 | 2 | 0 | 0 | 0 | 0.9",
    );
    check(
        &documents,
        "SELECT document, speaker, cue FROM quote ORDER BY document_id",
        "wire/grain.txt | José Marán | said\ncopy.txt | José Marán | said",
    );
    check(
        &[common::news("a", 1)],
        "SELECT document_id, text, value, unit, of, speaker, speaker_key FROM figure",
        "1 | 10 tonnes | 10 | t | grain | Amina Diallo | person:amina-diallo",
    );
}

#[test]
fn a_view_of_one_actor_uses_the_index() {
    let folder = tempfile::tempdir().unwrap();
    let database = write(&sink(folder.path(), &[]), &[common::grain()]);
    for sql in [
        "SELECT * FROM actor_total WHERE key = 'a'",
        "SELECT * FROM stance_edge WHERE target_key = 'a'",
        "SELECT * FROM quote WHERE speaker_key = 'a'",
        "SELECT m.* FROM actor a JOIN mention m ON m.document_id = a.document_id AND m.actor_id = a.id WHERE a.key = 'a'",
    ] {
        let plan = ask(&database, &format!("EXPLAIN QUERY PLAN {sql}"));
        assert!(plan.contains("_key "), "{sql}: {plan}");
    }
}

#[test]
fn ids_that_point_nowhere() {
    let line = r#"{"id":"a","text":"abc","layers":{
        "mention":[{"span":[0,1],"kind":"place","actor":7}],"actor":[],
        "attribution":[{"span":[0,3],"kind":"direct","holder":9,"content":[[1,2]],"parent":4}],
        "stance":[{"span":[0,3],"holder":{"mention":5},"target":0,"polarity":"neutral","strength":1,"attribution":8,"rule":"r"},
                  {"span":[0,3],"holder":"author","target":6,"polarity":"support","strength":1,"rule":"r"}]}}"#;
    check(
        &[json(line)],
        "SELECT actor_id, actor_key FROM mention",
        "7 | –",
    );
    check(
        &[json(line)],
        "SELECT holder_id, holder, parent_id FROM attribution",
        "9 | – | 4",
    );
    check(
        &[json(line)],
        "SELECT holder_kind, holder, target_id, target, signed FROM stance",
        "mention | – | 0 | a | 0.0\nauthor | – | 6 | – | 1.0",
    );
}

#[test]
fn a_span_outside_the_text_costs_its_document() {
    let mut document = Document::new(Text::new("a", "né"));
    let attribution = Attribution {
        span: Span::new(0, 3),
        kind: AttributionKind::Belief,
        source: None,
        holder: None,
        cue: None,
        content: Span::new(0, 2).into(),
        parent: None,
    };
    document.write(vec![attribution]).unwrap();
    let error = sink(Path::new("."), &[]).encode(&document).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`attribution` number 0: 0..2 does not lie on characters of the text"
    );
}

#[test]
fn search() {
    let documents = [
        json(
            r#"{"id":"a","meta":{"title":"Żubrówka"},"text":"The Marañón river rose by 4.5 metres."}"#,
        ),
        json(r#"{"id":"b","text":"A river of words; the title is missing."}"#),
    ];
    let find = |words: &str| {
        format!(
            "SELECT d.name FROM search JOIN document d ON d.id = search.rowid WHERE search MATCH '{words}' ORDER BY d.id"
        )
    };
    check(&documents, &find("river"), "a\nb");
    check(&documents, &find("maranon"), "a");
    check(&documents, &find("\"river rose\""), "a");
    check(&documents, &find("title: zubrowka"), "a");
    check(&documents, &find("riv* NOT words"), "a");
    check(
        &documents,
        "SELECT snippet(search, 1, '[', ']', '…', 3) FROM search WHERE search MATCH 'words'",
        "…of [words]; the…",
    );
}

#[test]
fn without_search_and_without_layers() {
    let folder = tempfile::tempdir().unwrap();
    let settings = SqliteSettings {
        search: false,
        layers: vec!["stance".into()],
        ..SqliteSettings::default()
    };
    let context = Context {
        output: folder.path().into(),
        ..Context::default()
    };
    let sink = Sqlite::new(settings, &context).unwrap();
    assert_eq!(sink.layers(), ["stance"]);
    let database = write(&sink, &[common::grain()]);
    assert_eq!(
        ask(
            &database,
            "SELECT count(*) FROM sqlite_master WHERE name LIKE 'search%'"
        ),
        "0"
    );
    assert_eq!(
        ask(&database, "SELECT target_key FROM stance WHERE id = 0"),
        "country:OM1",
        "known even without its table"
    );
    assert_eq!(ask(&database, "SELECT count(*) FROM mention"), "0");
}
