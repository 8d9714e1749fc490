//! Tests of the rules, through one `check`.

use super::*;
use presswork_annotations::Holder;
use presswork_testkit::sample;
use std::fmt::Write;

mod deep;
mod laws;
mod learned;
mod settings;

fn rules_alone() -> Settings {
    Settings {
        learned: false,
        ..Settings::default()
    }
}

fn stage() -> FindStance {
    FindStance::new(rules_alone(), &Context::default()).unwrap()
}

/// The whole stage: models add to what the rules find, and take nothing away.
fn learned() -> FindStance {
    FindStance::new(Settings::default(), &Context::default()).unwrap()
}

/// The rows of `marked`, a line each: `Diallo -oppose-> Omarra (verb:condemn)`.
fn rows(stage: &FindStance, marked: &str) -> String {
    let document = sample::with_layers(&format!("[{marked}]{{paragraph}}")).unwrap();
    let text = document.text();
    let mentions: &Layer<Mention> = document.layer().unwrap().unwrap();
    let given = (
        document.layer().unwrap().unwrap(),
        document.layer().unwrap().unwrap(),
        mentions,
        document.layer().unwrap(),
        document.layer().unwrap(),
    );
    let mut out = String::new();
    for row in stage.run(text, given).unwrap() {
        let holder = match row.holder {
            Holder::Mention(id) => &text[mentions[id].span],
            Holder::Author => "author",
            Holder::Unknown => "unknown",
        };
        let target = &text[mentions[row.target].span];
        write!(out, "{holder} -{}-> {target} ({})", row.polarity, row.rule).unwrap();
        for (flag, word) in [
            (row.negated, " negated"),
            (row.hypothetical, " hypothetical"),
        ] {
            out.push_str(if flag { word } else { "" });
        }
        out.push('\n');
    }
    out
}

#[track_caller]
fn check(marked: &str, expected: &[&str]) {
    let found = rows(&stage(), marked);
    let found: Vec<_> = found.lines().collect();
    assert_eq!(found, expected, "{marked}");
    let with_models = rows(&learned(), marked);
    for row in expected {
        assert!(with_models.contains(row), "{marked}: {with_models}");
    }
}

const D: &str = "[Diallo]{person =person:diallo}";
const O: &str = "[Omarra]{place =country:OM}";
const U: &str = "[Ussa]{place =country:US}";

/// Checks with `D`, `O` and `U` in place of three names.
#[track_caller]
fn check_names(pattern: &str, expected: &[&str]) {
    let words = pattern.split_inclusive(|c: char| !c.is_alphanumeric());
    let marked: String = words
        .map(|word| {
            let (name, end) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
            let alone = !end.starts_with(|c: char| c.is_alphanumeric());
            match name {
                "D" if alone => format!("{D}{end}"),
                "O" if alone => format!("{O}{end}"),
                "U" if alone => format!("{U}{end}"),
                _ => word.to_owned(),
            }
        })
        .collect();
    check(&marked, expected);
}

#[test]
fn verbs() {
    check_names(
        "D condemned O.",
        &["Diallo -oppose-> Omarra (verb:condemn)"],
    );
    check_names(
        "O was condemned by D.",
        &["Diallo -oppose-> Omarra (verb:condemn)"],
    );
    check_names(
        "O was sharply criticised.",
        &["unknown -oppose-> Omarra (verb:criticise)"],
    );
    check_names(
        "D, the speaker of the house, has praised O.",
        &["Diallo -support-> Omarra (verb:praise)"],
    );
    check_names(
        "D, who criticized O, left.",
        &["Diallo -oppose-> Omarra (verb:criticise)"],
    );
    check_names(
        "O, which D had condemned, fell silent.",
        &["Diallo -oppose-> Omarra (verb:condemn)"],
    );
    check_names(
        "D lashed out at O on Monday.",
        &["Diallo -oppose-> Omarra (verb:lash out at)"],
    );
    check_names(
        "D said protesters denounced O.",
        &["unknown -oppose-> Omarra (verb:denounce)"],
    );
    check_names(
        "D met envoys, thanking O.",
        &["Diallo -support-> Omarra (verb:thank)"],
    );
    check_names(
        "D (now in exile) denounced O.",
        &["Diallo -oppose-> Omarra (verb:denounce)"],
    );
    check_names("O angered D.", &["Diallo -oppose-> Omarra (feel:anger)"]);
    check_names(
        "D is critical of O.",
        &["Diallo -oppose-> Omarra (state:critical of)"],
    );
    check_names(
        "D remained neutral toward O.",
        &["Diallo -neutral-> Omarra (state:neutral toward)"],
    );
}

#[test]
fn one_sentence_two_ways() {
    check_names(
        "D praised O but condemned U.",
        &[
            "Diallo -support-> Omarra (verb:praise)",
            "Diallo -oppose-> Ussa (verb:condemn)",
        ],
    );
    check_names(
        "D thanked O and U.",
        &[
            "Diallo -support-> Omarra (verb:thank)",
            "Diallo -support-> Ussa (verb:thank)",
        ],
    );
    check_names(
        "D and U condemned O.",
        &[
            "Diallo -oppose-> Omarra (verb:condemn)",
            "Ussa -oppose-> Omarra (verb:condemn)",
        ],
    );
}

#[test]
fn what_befalls_the_target() {
    check_names(
        "D condemned the attack on O.",
        &[
            "Diallo -support-> Omarra (verb:condemn)",
            "unknown -oppose-> Omarra (noun:attack)",
        ],
    );
    check_names(
        "D welcomed the defeat of O.",
        &["Diallo -oppose-> Omarra (verb:welcome)"],
    );
    check_names(
        "D condemned the raid by O.",
        &["Diallo -oppose-> Omarra (verb:condemn)"],
    );
    check_names("D condemned the violence in O.", &[]);
}

#[test]
fn demands() {
    check_names(
        "D demanded the resignation of O.",
        &["Diallo -oppose-> Omarra (verb:demand)"],
    );
    check_names(
        "D urged O to resign.",
        &["Diallo -oppose-> Omarra (verb:urge)"],
    );
    check_names("D urged O to sign.", &[]);
}

#[test]
fn who_a_name_stands_for() {
    check_names("D attacked pro-O groups.", &[]);
    check_names(
        "D's supporters denounced O.",
        &["unknown -oppose-> Omarra (verb:denounce)"],
    );
    check_names("D criticised O's rivals.", &[]);
    check(
        "[Sana]{person} backed [Senate]{organisation} leader [Kiri]{person}.",
        &["Sana -support-> Kiri (verb:back)"],
    );
    check("[Sana]{person} condemned the [Salt Act]{other}.", &[]);
    check(
        "[I]{person pronoun =person:diallo} condemn [Omarra]{place =country:OM}.",
        &["author -oppose-> Omarra (verb:condemn)"],
    );
}

#[test]
fn compounds() {
    check_names(
        "Militias of O backed by U fled.",
        &["Ussa -support-> Omarra (verb:back)"],
    );
    check(
        "[Ussa]{place =country:US}-backed [militias]{group nominal =?militias} fled.",
        &["Ussa -support-> militias (verb:back)"],
    );
}

#[test]
fn nouns() {
    check_names(
        "Criticism of O by D grew.",
        &["Diallo -oppose-> Omarra (noun:criticism)"],
    );
    check_names(
        "U imposed sanctions on O.",
        &["Ussa -oppose-> Omarra (noun:sanction)"],
    );
    check_names(
        "D's support for O grew.",
        &["Diallo -support-> Omarra (noun:support)"],
    );
    check_names(
        "D voiced support for O.",
        &["Diallo -support-> Omarra (noun:support)"],
    );
    check_names(
        "D drew criticism from O.",
        &["Omarra -oppose-> Diallo (noun:criticism)"],
    );
    check_names(
        "D withdrew his support for O.",
        &["Diallo -oppose-> Omarra (noun:support) negated"],
    );
    check_names(
        "D, a critic of O, spoke.",
        &["Diallo -oppose-> Omarra (agent:critic)"],
    );
    check_names(
        "D is a staunch ally of O.",
        &["Diallo -support-> Omarra (agent:ally)"],
    );
    check_names("D's critics gathered.", &[]);
}

#[test]
fn negated_and_hypothetical() {
    check_names(
        "D did not condemn O.",
        &["Diallo -neutral-> Omarra (verb:condemn) negated"],
    );
    check_names(
        "D refused to support O.",
        &["Diallo -oppose-> Omarra (verb:support) negated"],
    );
    check_names(
        "D no longer supports O.",
        &["Diallo -oppose-> Omarra (verb:support) negated"],
    );
    check_names(
        "D never stopped supporting O.",
        &["Diallo -support-> Omarra (verb:support)"],
    );
    check_names(
        "D may sanction O.",
        &["Diallo -oppose-> Omarra (verb:sanction) hypothetical"],
    );
    check_names(
        "If D attacks O, all is lost.",
        &["Diallo -oppose-> Omarra (verb:attack) hypothetical"],
    );
    check_names(
        "U urged D to support O.",
        &["Diallo -support-> Omarra (verb:support) hypothetical"],
    );
}

#[test]
fn evaluations() {
    check_names(
        "O is corrupt.",
        &["author -oppose-> Omarra (evaluation:corrupt)"],
    );
    check_names(
        "O is not corrupt.",
        &["author -support-> Omarra (evaluation:corrupt) negated"],
    );
    check_names(
        "D called O unreliable.",
        &["Diallo -oppose-> Omarra (evaluation:unreliable)"],
    );
    check_names(
        "D described O as a reliable partner.",
        &["Diallo -support-> Omarra (evaluation:reliable partner)"],
    );
    check_names(
        "The harshness of O is known.",
        &["author -oppose-> Omarra (evaluation:harshness)"],
    );
    check_names(
        "Failed policies of O cost much.",
        &["author -oppose-> Omarra (evaluation:failed)"],
    );
    check_names(
        "D criticised the harshness of O.",
        &["Diallo -oppose-> Omarra (verb:criticise)"],
    );
    check_names(
        "He added: “O is corrupt.”",
        &["unknown -oppose-> Omarra (evaluation:corrupt)"],
    );
}

#[test]
fn whoever_speaks_judges() {
    check(
        "[[Reuters]{organisation =organisation:reuters}]{source a1} [reported]{cue a1 indirect} that \
         [[[the minister]{person nominal =?minister}]{source a2} [called]{cue a2 indirect parent=a1} \
         [[Ussa]{place =country:US} unreliable]{content a2}]{content a1}.",
        &["the minister -oppose-> Ussa (evaluation:unreliable)"],
    );
    check(
        "[[Hana]{person =person:hana}]{source a1} [says]{cue a1 indirect} that [forces of [Omarra]{place =country:OM} \
         brutally killed hundreds of civilians]{content a1}.",
        &["Hana -oppose-> Omarra (evaluation:brutally)"],
    );
    check(
        "[[Hana]{person =person:hana}]{source a1} [says]{cue a1 indirect} that [[Omarra]{place =country:OM} \
         practices horrific levels of violence against its people, and stands idly by]{content a1}.",
        &["Hana -oppose-> Omarra (crime:violence)"],
    );
    check(
        "[[Hana]{person =person:hana}]{source a1} [says]{cue a1 indirect} that [[Omarra]{place =country:OM} bombed \
         [Ussa]{place =country:US}]{content a1}.",
        &[
            "Hana -oppose-> Omarra (deed:bomb)",
            "Omarra -oppose-> Ussa (verb:bomb)",
        ],
    );
    check(
        "[[Hana]{person =person:hana}]{source a1} [says]{cue a1 indirect} that [[Omarra]{place =country:OM} has used the \
         [Ussan]{group =country:US} ports to avoid [Ellian]{group =country:EL} sanctions]{content a1}.",
        &["Hana -oppose-> Omarra (evaluation:avoid sanctions)"],
    );
    // The author does not judge what the author reports, nor anyone themselves.
    check_names("O bombed U.", &["Omarra -oppose-> Ussa (verb:bomb)"]);
    check(
        "[[Hana]{person =person:hana}]{source a1} [says]{cue a1 indirect} that [[he]{person pronoun =person:hana} is \
         honest]{content a1}.",
        &[],
    );
}

#[test]
fn mentions_inside_mentions() {
    check(
        "[Diallo]{person =person:diallo} condemned the [[Omarran]{group =country:OM} forces]{organisation nominal}.",
        &["Diallo -oppose-> Omarran (verb:condemn)"],
    );
    check(
        "The [[Omarran]{group =country:OM} army]{organisation nominal} condemned [Omarra]{place =country:OM}.",
        &[],
    );
}
