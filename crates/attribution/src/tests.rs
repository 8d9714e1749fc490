//! Cases in bracket mark-up.

mod deep;

use crate::{Attribute, Settings};
use presswork_annotations::{Attribution, Extent, Form, Mention};
use presswork_model::{Context, Document, Span, Stage, run_stage};
use presswork_testkit::{Mark, Marked, sample};

/// Strips the marks, runs the stage, prints its marks and compares. `source`, `cue` and `content` carry the number of
/// their attribution; the mention that holds it carries the number as well. By rules alone: what the models make of a
/// sentence may change with each training.
#[track_caller]
fn check(marked: &str) {
    check_with(rules(), marked);
}

/// The same with models, for what no training may lose.
#[track_caller]
fn check_learned(marked: &str) {
    check_with(Settings::default(), marked);
}

fn rules() -> Settings {
    Settings {
        learned: false,
        ..Settings::default()
    }
}

#[track_caller]
fn check_with(settings: Settings, marked: &str) {
    let stage = Attribute::new(settings, &Context::default()).unwrap();
    check_stage(&stage, marked);
}

#[track_caller]
fn check_stage(stage: &Attribute, marked: &str) {
    let expected = Marked::parse(marked).unwrap();
    let mut document = sample::with_mentions(&expected);
    run_stage(stage, &mut document).unwrap();
    assert_eq!(print(&document), marked);
}

fn print(document: &Document) -> String {
    let attributions = document.layer::<Attribution>().unwrap().unwrap();
    let mentions = document.layer::<Mention>().unwrap().unwrap();
    let mut marks = Vec::new();
    let mut mark = |span: Span, label: &str, args: Vec<String>| {
        let label = label.to_owned();
        marks.push(Mark { span, label, args });
    };
    for (id, mention) in mentions.entries() {
        let form = (mention.form != Form::Name).then(|| mention.form.to_string());
        let held = attributions.entries().filter(|(_, a)| a.holder == Some(id));
        let held = held.map(|(a, _)| format!("=a{}", a.index() + 1));
        mark(
            mention.span,
            mention.kind.as_str(),
            form.into_iter().chain(held).collect(),
        );
    }
    for (id, attribution) in attributions.entries() {
        let number = format!("a{}", id.index() + 1);
        for &span in attribution.source.iter().flat_map(Extent::spans) {
            mark(span, "source", vec![number.clone()]);
        }
        let parent = attribution
            .parent
            .map(|parent| format!("parent=a{}", parent.index() + 1));
        let kind = attribution.kind.to_string();
        let what: Vec<String> = [number.clone(), kind].into_iter().chain(parent).collect();
        for &span in attribution.cue.iter().flat_map(Extent::spans) {
            mark(span, "cue", what.clone());
        }
        for &span in attribution.content.spans() {
            mark(span, "content", vec![number.clone()]);
        }
    }
    marks.sort_by_key(|mark| (mark.span.start(), std::cmp::Reverse(mark.span.end())));
    let text = document.text().body().to_owned();
    Marked { text, marks }.to_string()
}

#[test]
fn that_clause() {
    check(
        "[The minister]{person nominal =a1}{source a1} [said]{cue a1 indirect} [that grain prices fell]{content a1}.",
    );
    check(
        "Yesterday [Lena Okafor]{person =a1}{source a1} [said]{cue a1 indirect} [the port would close]{content a1}.",
    );
    check(
        "[The writer [John Hale]{person =a1}]{source a1} [says]{cue a1 indirect} in a report on the talks [that both sides lost]{content a1}.",
    );
    check(
        "But [the author]{person nominal =a1}{source a1} has never [stated]{cue a1 indirect} [why the money went missing]{content a1}.",
    );
}

#[test]
fn run_in_heading() {
    check(
        "A last chance [The author]{person nominal =a1}{source a1} [warns]{cue a1 indirect} [that the aid cannot be replaced]{content a1}.",
    );
}

#[test]
fn belief() {
    check(
        "[The writer]{person nominal =a1}{source a1} [believes]{cue a1 belief} [that the talks may fail]{content a1}.",
    );
    check(
        "[She]{person pronoun =a1}{source a1} is [confident]{cue a1 belief} [that the dam will hold]{content a1}.",
    );
    let settings = Settings {
        beliefs: false,
        ..rules()
    };
    check_with(
        settings,
        "[The writer]{person nominal} believes that the talks may fail.",
    );
}

#[test]
fn own_words_are_no_belief() {
    check("I think the harvest was poor.");
    check("We’re talking about the harvest and you'll want bread.");
}

#[test]
fn objects() {
    check(
        "[The writer]{person nominal =a1}{source a1} [criticised]{cue a1 indirect} [the harshness of the police]{content a1}.",
    );
    check(
        "[The union]{organisation nominal =a1}{source a1} [called for]{cue a1 indirect} [a strike in June]{content a1}.",
    );
    check(
        "[The plan]{content a1} was [rejected]{cue a1 indirect} by [the mayor]{person nominal =a1}{source a1}.",
    );
}

#[test]
fn infinitives() {
    check(
        "[The company]{organisation nominal =a1}{source a1} [promised]{cue a1 indirect} [to pay its miners]{content a1}.",
    );
    check(
        "[He]{person pronoun =a1}{source a1} [urged]{cue a1 indirect} [the farmers to wait]{content a1}.",
    );
}

#[test]
fn nouns_as_cues() {
    check(
        "Nobody shared [the [minister]{person nominal =a1}'s]{source a1} [claim]{cue a1 indirect} [that prices fell]{content a1}.",
    );
}

#[test]
fn words_that_look_like_cues() {
    check("The states that voted first and the reports of the bank matter most.");
    check("A so-called bank sold its well-reported claims.");
    check("The proposed law is a state matter.");
}

#[test]
fn addressee() {
    check(
        "[Amina Diallo]{person =a1}{source a1} [told]{cue a1 indirect} the crowd [that rain was coming]{content a1}.",
    );
    check(
        "[Amina Diallo]{person =a1}{source a1} [told]{cue a1 direct} reporters: [“Rain is coming.”]{content a1}",
    );
}

#[test]
fn clause_before_cue() {
    check(
        "[The road was closed for a week]{content a1}, [the mayor]{person nominal =a1}{source a1} [said]{cue a1 indirect}.",
    );
    check(
        "[The road was closed]{content a1}, [said]{cue a1 indirect} [[Omar Reyes]{person =a1}, the mayor of the town]{source a1}.",
    );
    check(
        "[The road]{content a1}, [the mayor]{person nominal =a1}{source a1} [said]{cue a1 indirect}, [had been closed]{content a1}.",
    );
    check(
        "As [the mayor]{person nominal =a1}{source a1} [noted]{cue a1 indirect}, [the road is closed]{content a1}.",
    );
}

#[test]
fn quotation_in_every_mark() {
    check(
        "[“The road is closed,”]{content a1} [Omar Reyes]{person =a1}{source a1} [said]{cue a1 direct}.",
    );
    check(
        "[\"The road is closed,\"]{content a1} [Omar Reyes]{person =a1}{source a1} [said]{cue a1 direct}.",
    );
    check(
        "[‘The road isn’t closed,’]{content a1} [Omar Reyes]{person =a1}{source a1} [said]{cue a1 direct}.",
    );
    check(
        "['The drivers' road isn't closed,']{content a1} [Omar Reyes]{person =a1}{source a1} [said]{cue a1 direct}.",
    );
    check(
        "[``The road is closed,'']{content a1} [said]{cue a1 direct} [Omar Reyes]{person =a1}{source a1}.",
    );
    check(
        "[«The road is closed»]{content a1}, [Omar Reyes]{person =a1}{source a1} [said]{cue a1 direct}.",
    );
}

#[test]
fn quotation_in_parts() {
    check(
        "[“The road is closed,”]{content a1} [he]{person pronoun =a1}{source a1} [said]{cue a1 direct}. [“It stays closed.”]{content a1}",
    );
    check(
        "[“The road,”]{content a1} [he]{person pronoun =a1}{source a1} [said]{cue a1 direct}, [“is closed.”]{content a1}",
    );
    check(
        "[“Why is it closed?”]{content a1} [she]{person pronoun =a1}{source a1} [asked]{cue a1 direct} on Monday.",
    );
    check(
        "[She]{person pronoun =a1}{source a1} [added]{cue a1 direct}: [“Nobody told us. Nobody asked.”]{content a1}",
    );
}

#[test]
fn quotation_over_paragraphs() {
    check(
        "[Omar Reyes]{person =a1}{source a1} [said]{cue a1 direct}: [“The road is closed.]{content a1}\n\n[“It stays closed.”]{content a1}",
    );
}

#[test]
fn quotation_without_cue() {
    check(
        "[“The road is closed,”]{content a1} [Omar Reyes]{person =a1 =a2}{source a1}{source a2} [said]{cue a1 direct}.\n\n[“Nobody will open it before the summer.”]{content a2}",
    );
}

#[test]
fn name_and_colon() {
    check(
        "[Omar Reyes]{person =a1}{source a1}[:]{cue a1 direct} [“The road is closed.”]{content a1}",
    );
}

#[test]
fn quotation_that_only_the_one_who_spoke_can_have_said() {
    check(
        "[Omar Reyes]{person =a1 =a2}{source a1}{source a2} [said]{cue a1 indirect} [that the road was closed]{content a1}; his town was [“full of people who had nowhere else to go”]{content a2}.",
    );
    check("They stood before “The Old Road to the North” for an hour.");
    // Nobody is said to speak; the subject does.
    check(
        "[Omar Reyes]{person =a1}{source a1} has gone after the mayor as a [“man who will close each road that we have”]{content a1}.",
    );
    check("The mayor was accused of “closing each and every road that we have”.");
}

#[test]
fn quotation_behind_a_colon() {
    check(
        "[The paper]{organisation nominal =a1}{source a1} took his words as its headline: [“Close it. The road is dead.”]{content a1}",
    );
}

#[test]
fn subject_and_verb_in_one_token() {
    check(
        "[He]{person pronoun =a1}{source a1}[’s claiming]{cue a1 indirect} [that the road is closed]{content a1}.",
    );
    check_learned(
        "[He]{person pronoun =a1}{source a1}['s claiming]{cue a1 indirect} [that the road is closed]{content a1}.",
    );
}

#[test]
fn signed_quotation() {
    check(
        "[“The road is closed to all of us.”]{content a1} [―]{cue a1 direct} [Omar Reyes]{person =a1}{source a1}\n\nIt rained.",
    );
}

#[test]
fn interview() {
    check(
        "[Omar Reyes]{person =a1}{source a1}[:]{cue a1 indirect} [Why is the road closed?]{content a1}\n\n[Lena Okafor]{person =a2}{source a2}[:]{cue a2 indirect} [The bridge is old. It may fall.]{content a2}",
    );
    check("Note: The road is closed.\n\nUpdate: The road is open again.");
}

#[test]
fn mixed() {
    check(
        "[Omar Reyes]{person =a1}{source a1} [said]{cue a1 mixed} [that the road was “a disgrace” to the town]{content a1}.",
    );
}

#[test]
fn quoted_words_are_no_attribution() {
    check("The “new” road isn't the drivers' road.");
}

#[test]
fn according_to() {
    check(
        "[According to]{cue a1 indirect} [the author]{person nominal =a1}{source a1}, [the river has been used as a weapon]{content a1}.",
    );
    check(
        "[The slump raises the need for aid]{content a1}, [according to]{cue a1 indirect} [the author]{person nominal =a1}{source a1} ([Reuters]{organisation})",
    );
    check(
        "[The road]{content a1}, [according to]{cue a1 indirect} [the mayor]{person nominal =a1}{source a1}, [stays closed]{content a1}.",
    );
    check(
        "In [[the author]{person nominal =a1}'s]{source a1} [view]{cue a1 belief}, [the road stays closed]{content a1}.",
    );
}

#[test]
fn apposition_and_relative_clause() {
    check(
        "[[Lena Okafor]{person =a1}, the trade minister,]{source a1} [said]{cue a1 indirect} [tariffs would rise]{content a1}.",
    );
    check(
        "[[Lena Okafor]{person =a1}, who runs the port,]{source a1} [said]{cue a1 indirect} [tariffs would rise]{content a1}.",
    );
    check(
        "[Lena Okafor]{person =a1}, [who]{source a1} [said]{cue a1 indirect} [tariffs would rise]{content a1}, resigned.",
    );
}

#[test]
fn second_verbs_share_the_source() {
    check(
        "[The author]{person nominal =a1 =a2}{source a1}{source a2} [says]{cue a1 indirect} [that the aid is large]{content a1}, [pointing out]{cue a2 indirect} [that it was built on hope]{content a2}.",
    );
    check(
        "[The bank]{organisation nominal =a1 =a2}{source a1}{source a2} [said]{cue a1 indirect} [rates would rise]{content a1} and [warned]{cue a2 indirect} [that jobs were at risk]{content a2}.",
    );
    check(
        "[The magazine]{organisation nominal =a1}{source a1} looked at the talks and [said]{cue a1 indirect} [that they may be the last]{content a1}.",
    );
}

#[test]
fn two_clauses_two_sources() {
    check(
        "[The mayor]{person nominal =a1}{source a1} [said]{cue a1 indirect} [the road was safe]{content a1}, but [drivers]{person nominal =a2}{source a2} [said]{cue a2 indirect} [it was not]{content a2}.",
    );
}

#[test]
fn parents() {
    check(
        "[The agency]{organisation nominal =a1}{source a1} [reported]{cue a1 indirect} [that [the minister]{person nominal =a2}{source a2} [called]{cue a2 indirect parent=a1} [the treaty a mistake]{content a2}]{content a1}.",
    );
}

#[test]
fn holder_is_the_head() {
    check(
        "[[A spokesman]{person nominal =a1} for [Amina Diallo]{person}]{source a1} [said]{cue a1 indirect} [the road was safe]{content a1}.",
    );
    check(
        "[[Iraq]{place}'s [oil minister]{person nominal =a1}]{source a1} [said]{cue a1 indirect} [output fell]{content a1}.",
    );
}

#[test]
fn a_person_aside_holds_nothing() {
    check(
        "[[Amina Diallo]{person}'s lawyer]{source a1} [said]{cue a1 indirect} [the road was safe]{content a1}.",
    );
    check(
        "[[Her]{person pronoun} husband, [Omar Reyes]{person =a1},]{source a1} [said]{cue a1 indirect} [the road was safe]{content a1}.",
    );
    check(
        "[A spokesman for the [World Bank]{organisation =a1}]{source a1} [said]{cue a1 indirect} [rates would fall]{content a1}.",
    );
    check(
        "[Omar Reyes]{person =a1}, [who]{source a1} [said]{cue a1 indirect} [rates would fall]{content a1}, resigned.",
    );
}

#[test]
fn more_cues() {
    let settings = Settings {
        cues: vec!["opine".into(), "foretell foretold".into()],
        ..Settings::default()
    };
    check_with(
        settings.clone(),
        "[The mayor]{person nominal =a1}{source a1} [opined]{cue a1 indirect} [that the road was safe]{content a1}.",
    );
    check_with(
        settings,
        "[The mayor]{person nominal =a1}{source a1} [foretold]{cue a1 indirect} [that the road would close]{content a1}.",
    );
}

#[test]
fn learned() {
    check_learned(
        "[The minister]{person nominal =a1}{source a1} [said]{cue a1 indirect} [that grain prices fell]{content a1}.",
    );
    check_learned(
        "Yesterday [Lena Okafor]{person =a1}{source a1} [said]{cue a1 indirect} [the port would close]{content a1}.",
    );
    check_learned(
        "[“The road is closed,”]{content a1} [Omar Reyes]{person =a1}{source a1} [said]{cue a1 direct}. [“It stays closed.”]{content a1}",
    );
    check_learned(
        "[The writer]{person nominal =a1}{source a1} [believes]{cue a1 belief} [that the talks may fail]{content a1}.",
    );
    check_learned(
        "[According to]{cue a1 indirect} [the author]{person nominal =a1}{source a1}, [the river has been used as a weapon]{content a1}.",
    );
    check_learned(
        "[Omar Reyes]{person =a1}{source a1} stood in the rain, [saying]{cue a1 direct}, [“Maybe the road is closed.”]{content a1}",
    );
    check_learned(
        "[Omar Reyes]{person =a1}{source a1} stood in the rain on Monday, [saying]{cue a1 indirect} [that the road was closed]{content a1}.",
    );
    check_learned(
        "[Lena Okafor]{person =a1}{source a1} left the harbour early, [adding]{cue a1 indirect} [that the talks had failed]{content a1}.",
    );
    check_learned("The “new” road isn't the drivers' road.");
}

#[test]
fn beliefs_can_be_left_out() {
    let settings = Settings {
        beliefs: false,
        ..Settings::default()
    };
    check_with(
        settings,
        "[The writer]{person nominal} believes that the talks may fail.",
    );
}
