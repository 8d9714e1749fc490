//! What marks become, and what is said of wrong ones.

use super::{cut, parse};
use presswork_annotations::{Attribution, Holder, Mention, Stance};
use presswork_model::{Document, Id, Selection};

fn document(source: &str) -> Document {
    parse("a.marked", &format!("document: a.txt\n---\n{source}"))
        .unwrap_or_else(|error| panic!("{error}"))
}

/// Checks that a layer of the marked text is written as this JSON.
#[track_caller]
fn layer(source: &str, layer: &str, json: &str) {
    let mut out = Vec::new();
    let only = Selection::Only(vec![layer.to_owned()]);
    document(source).write_json(&only, &mut out).unwrap();
    let line = String::from_utf8(out).unwrap();
    let rows = line.split_once("\"layers\":").unwrap().1;
    assert_eq!(rows, format!("{{\"{layer}\":{json}}}}}"));
}

#[test]
fn blocks_and_images() {
    let source = "[Prices]{title}\n\n[Member\tShare\n[Omarra]{place}\t5]{table}\n\n[Quay (Photo: [Osei]{credit})]{caption}{image}";
    layer(
        source,
        "block",
        r#"[{"span":[0,6],"kind":"title"},{"span":[8,20],"kind":"table"},{"span":[21,29],"kind":"table"},{"span":[31,49],"kind":"caption"},{"span":[44,48],"kind":"credit"}]"#,
    );
    layer(source, "image", r#"[{"span":[31,49],"credit":[44,48]}]"#);
}

#[test]
fn what_the_document_says_of_itself() {
    let source = "[Prices]{title}\n\n[By [Ali]{person} and [Selin Acar]{person}, [Coast Press]{organisation}]{byline}\n\
                  [7 March 2023]{time date 2023-03-07}{byline}\n\n[[1999]{time date 1999}, said [Osei]{person}.]{paragraph}";
    let document = document(source);
    let meta = document.text().meta();
    assert_eq!(meta.title.as_deref(), Some("Prices"));
    assert_eq!(meta.author.as_deref(), Some("Ali; Selin Acar"));
    assert_eq!(meta.date.as_deref(), Some("2023-03-07"));
}

#[test]
fn mentions_and_actors() {
    let source = "[Iraqi]{group =country:IQ} [Ali]{person =person:ali-omar} of [Basra]{place}, [Ali Omar]{person =person:ali-omar} \
                  ([the poet]{person nominal =person:ali-omar}) and [a friend]{person nominal =?friend} in [Iraq]{place =country:IQ}";
    layer(
        source,
        "mention",
        r#"[{"span":[0,5],"kind":"group","form":"name","actor":0},{"span":[6,9],"kind":"person","form":"name","actor":1},{"span":[13,18],"kind":"place","form":"name"},{"span":[20,28],"kind":"person","form":"name","actor":1},{"span":[30,38],"kind":"person","form":"nominal","actor":1},{"span":[44,52],"kind":"person","form":"nominal","actor":2},{"span":[56,60],"kind":"place","form":"name","actor":0}]"#,
    );
    layer(
        source,
        "actor",
        r#"[{"span":[0,5],"name":"Iraq","id":"country:IQ","kind":"place"},{"span":[6,9],"name":"Ali Omar","id":"person:ali-omar","kind":"person"},{"span":[44,52],"name":"a friend","kind":"person"}]"#,
    );
}

#[test]
fn attributions() {
    layer(
        "[\"No,\"]{content a2} [[Ali]{person}]{source a2} [said]{cue a2 direct}, [\"she [thinks]{cue a1 belief parent=a2} \
         [it rains]{content a1}\"]{content a2}. [She]{source a1}",
        "attribution",
        r#"[{"span":[0,37],"kind":"direct","source":[[6,9]],"holder":0,"cue":[[10,14]],"content":[[0,5],[16,37]]},{"span":[21,42],"kind":"belief","source":[[39,42]],"cue":[[21,27]],"content":[[28,36]],"parent":0}]"#,
    );
}

/// Checks which mention in a source speaks.
#[track_caller]
fn holder(source: &str, speaker: Option<&str>) {
    let document = document(&format!(
        "[{source}]{{source a1}} [said]{{cue a1 indirect}} [it rains]{{content a1}}."
    ));
    let (attributions, mentions) = (
        document.layer::<Attribution>().unwrap(),
        document.layer::<Mention>().unwrap(),
    );
    let holder = attributions.unwrap()[0]
        .holder
        .map(|id| &mentions.unwrap()[id]);
    assert_eq!(
        holder.map(|mention| &document.text()[mention.span]),
        speaker
    );
}

#[test]
fn holders() {
    holder("The [Coast Press]{organisation}", Some("Coast Press"));
    holder(
        "[A [Coast Press]{organisation} reporter]{person nominal}",
        Some("A Coast Press reporter"),
    );
    holder(
        "the [Iraqi]{group} minister [Ali Omar]{person}",
        Some("Ali Omar"),
    );
    holder("[Omarra]{place} and [Iraq]{place}", Some("Omarra"));
    holder("[Omarra]{place}'s farmers", None);
    holder(
        "the aid group [Open Wells]{organisation}",
        Some("Open Wells"),
    );
    holder("a driver of [Open Wells]{organisation}", None);
    holder("[Iraqi]{group} farmers", None);
}

/// Checks holder, target and the rest of the one stance in the marked text.
#[track_caller]
fn stance(source: &str, expected: &str) {
    let document = document(source);
    let mentions = document.layer::<Mention>().unwrap().unwrap();
    let stance = &document.layer::<Stance>().unwrap().unwrap()[0];
    let at = |id: Id<Mention>| {
        let span = mentions[id].span;
        format!("{}@{}", &document.text()[span], span.start())
    };
    let holder = match stance.holder {
        Holder::Author => "author".to_owned(),
        Holder::Unknown => "unknown".to_owned(),
        Holder::Mention(id) => at(id),
    };
    let attribution = stance
        .attribution
        .map_or(String::new(), |id| format!(" in a{}", id.index()));
    let negated = if stance.negated { " negated" } else { "" };
    let hypothetical = if stance.hypothetical {
        " hypothetical"
    } else {
        ""
    };
    let (target, polarity) = (at(stance.target), stance.polarity);
    assert_eq!(
        format!("{holder} {polarity} {target}{attribution}{negated}{hypothetical}"),
        expected
    );
}

#[test]
fn stances() {
    let ali = "[Ali]{person =person:ali}";
    let omarra = "[Omarra]{place =?omarra}";
    stance(
        &format!("[{ali} blamed {omarra}]{{stance person:ali oppose ?omarra}}"),
        "Ali@0 oppose Omarra@11",
    );
    stance(
        &format!(
            "{omarra} {ali} {ali}, [who blamed it]{{stance person:ali oppose ?omarra hypothetical}}, {ali}"
        ),
        "Ali@11 oppose Omarra@0 hypothetical",
    );
    stance(
        &format!("[blamed by it]{{stance person:ali oppose ?omarra negated}}: {ali}, {omarra}"),
        "Ali@14 support Omarra@19 negated",
    );
    stance(
        &format!(
            "{ali}! [[{omarra} fails, and [he]{{person pronoun =person:ali}} knows]{{content a1}}]\
             {{stance person:ali oppose ?omarra}}, [says]{{cue a1 indirect}} [{ali}]{{source a1}}"
        ),
        "Ali@38 oppose Omarra@5 in a0",
    );
    stance(
        &format!("[Shame on {omarra}]{{stance author oppose ?omarra}}"),
        "author oppose Omarra@9",
    );
    stance(
        &format!("[No one likes {omarra}]{{stance unknown oppose ?omarra}}"),
        "unknown oppose Omarra@13",
    );
}

#[test]
fn quantities() {
    layer(
        "[Sales]{of q1} fell [10..15 t]{quantity q1 10..15 t about change=down-by} from [4]{quantity q2 >=4 \"t\"}, \
         [$ 5]{quantity q3 <=5 USD}, [a tenth]{quantity q4 0.1}, [tens]{quantity q5 ~10 %}; [she]{source a1} [said]{cue a1 indirect} \
         [[3 patrol boats]{quantity q6 3 \"patrol boat\"}]{content a1}",
        "quantity",
        r#"[{"span":[11,19],"value":{"range":["10","15"]},"approximate":true,"unit":{"kind":"measure","code":"t"},"of":[0,5],"change":{"direction":"down","role":"by"}},{"span":[25,26],"value":{"at_least":"4"},"unit":{"kind":"count","code":"t"}},{"span":[28,31],"value":{"at_most":"5"},"unit":{"kind":"money","code":"USD"}},{"span":[33,40],"value":{"exact":"0.1"}},{"span":[42,46],"value":{"order_of_magnitude":"10"},"unit":{"kind":"percent","code":"%"}},{"span":[57,71],"value":{"exact":"3"},"unit":{"kind":"count","code":"patrol boat"},"attribution":0}]"#,
    );
}

#[test]
fn tokens_and_sentences() {
    let mut document = document("He didn't pay $ 5.\nRain.");
    cut(
        &mut document,
        "a.tokens",
        "document: a.txt\n---\nHe didn't pay $ 5 .\nRain .\n",
    )
    .unwrap();
    let mut out = Vec::new();
    let only = Selection::Only(vec!["token".into(), "sentence".into()]);
    document.write_json(&only, &mut out).unwrap();
    let line = String::from_utf8(out).unwrap();
    assert_eq!(
        line.split_once("\"layers\":").unwrap().1,
        r#"{"token":[{"span":[0,2],"kind":"word"},{"span":[3,9],"kind":"word"},{"span":[10,13],"kind":"word"},{"span":[14,15],"kind":"symbol"},{"span":[16,17],"kind":"number"},{"span":[17,18],"kind":"punctuation"},{"span":[19,23],"kind":"word"},{"span":[23,24],"kind":"punctuation"}],"sentence":[{"span":[0,18]},{"span":[19,24]}]}}"#,
    );
    let wrong = |head: &str, lines: &str| {
        let mut again = self::document("He didn't pay.");
        cut(
            &mut again,
            "a.tokens",
            &format!("document: {head}\n---\n{lines}"),
        )
        .unwrap_err()
    };
    assert_eq!(wrong("b.txt", ""), "a.tokens:1: it is for b.txt, not a.txt");
    assert_eq!(
        wrong("a.txt", "He\npay ."),
        "a.tokens:4: there is no `pay` where the text goes on with `didn't pay.`"
    );
    assert_eq!(
        wrong("a.txt", "He\n\n"),
        "a.tokens:4: a sentence has a token"
    );
    assert_eq!(
        wrong("a.txt", "He didn't"),
        "a.tokens: the text goes on with `pay.`"
    );
}

/// Checks what is said of wrong marks; the text starts on line 3 of its file.
#[track_caller]
fn wrong(source: &str, error: &str) {
    let result = parse("a.marked", &format!("document: a.txt\n---\n{source}"));
    assert_eq!(result.err().as_deref(), Some(error));
}

#[test]
fn errors_name_file_and_line() {
    wrong("a\n[b", "a.marked:4: `[` is never closed");
    wrong(
        "\n[a]{persn}",
        "a.marked:4: `{persn}`: there is no such label",
    );
    wrong(
        "[a]{title big}",
        "a.marked:3: `{title big}`: a block has nothing behind its label",
    );
    wrong(
        "[a]{person bold}",
        "a.marked:3: `{person bold}`: `bold` is none of name, nominal, pronoun",
    );
    wrong(
        "[a]{person name a}",
        "a.marked:3: `{person name a}`: an actor is `=KIND:NAME` or `=?LABEL`",
    );
    wrong(
        "[a]{person =a}",
        "a.marked:3: `{person =a}`: an actor is `=KIND:NAME` or `=?LABEL`",
    );
    wrong(
        "[a]{person =ship:a}",
        "a.marked:3: `{person =ship:a}`: `ship` is none of person, organisation, place, group, other",
    );
    wrong(
        "[a]{source a1} [b]{cue a1 direct}",
        "a.marked:3: `a1` needs a source, a cue and a content",
    );
    wrong(
        "[a]{source a1}{source a1}",
        "a.marked:3: `{source a1}`: an attribution has one of these",
    );
    wrong(
        "[a]{content}",
        "a.marked:3: `{content}`: the number of the attribution is missing",
    );
    wrong(
        "[a]{source a1}{content a1} [b]{cue a1 loud}",
        "a.marked:3: `{cue a1 loud}`: `loud` is none of direct, indirect, mixed, belief",
    );
    wrong(
        "[a]{source a1}{content a1}\n[b]{cue a1 direct parent=a2}",
        "a.marked:4: `{cue a1 direct parent=a2}`: there is no such parent",
    );
    wrong(
        "[a]{stance author oppose b}",
        "a.marked:3: `{stance author oppose b}`: no mention is marked `=b`",
    );
    wrong(
        "[a]{stance author}",
        "a.marked:3: `{stance author}`: a stance is HOLDER, POLARITY and TARGET",
    );
    wrong(
        "[a]{stance author oppose b not}",
        "a.marked:3: `{stance author oppose b not}`: `not` is neither `negated` nor `hypothetical`",
    );
    wrong(
        "[a]{quantity q1 five}",
        "a.marked:3: `{quantity q1 five}`: `five` is no value",
    );
    wrong(
        "[a]{quantity q1 5 t m}",
        "a.marked:3: `{quantity q1 5 t m}`: `m` is one word too many",
    );
    wrong(
        "[a]{quantity q1 5 change=up}",
        "a.marked:3: `{quantity q1 5 change=up}`: `up` is no change: write `up-by`",
    );
    wrong(
        "[a]{quantity q1 5} [b]{quantity q1 6}",
        "a.marked:3: `{quantity q1 6}`: the number is taken",
    );
    wrong(
        "[a]{of q1}",
        "a.marked:3: `{of q1}`: there is no such quantity",
    );
    wrong(
        "[a]{time noon 5}",
        "a.marked:3: `{time noon 5}`: `noon` is none of date, time, duration, set",
    );
    let no_head = parse("a.marked", "[a]{title}").unwrap_err();
    assert_eq!(
        no_head,
        "a.marked:1: an answer begins with the lines `document: PATH` and `---`"
    );
}

#[test]
fn only_the_layers_that_are_marked() {
    let source = "document: a.txt\nlayers: mention actor\n---\n[Osei]{person =person:osei} left.";
    let document = parse("a.marked", source).unwrap();
    let names: Vec<_> = document
        .layers()
        .map(presswork_model::DocumentLayer::name)
        .collect();
    assert_eq!(names, ["mention", "actor"]);
    assert_eq!(document.text().body(), "Osei left.");
    assert_eq!(
        parse("a.marked", &source.replace("actor\n", "player\n")).unwrap_err(),
        "a.marked:2: there is no layer `player`"
    );
    assert_eq!(
        parse("a.marked", &source.replace("left", "[left")).unwrap_err(),
        "a.marked:4: `[` is never closed"
    );
}
