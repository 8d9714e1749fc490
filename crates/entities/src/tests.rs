//! The rules, case by case in bracket mark-up, and the laws of the stage on any text.

use crate::{Entities, Settings};
use presswork_annotations::{Actor, Form, Mention};
use presswork_model::{Context, Document, Stage, run_stage};
use presswork_testkit::{Mark, Marked, sample};
use std::sync::LazyLock;

mod actors;
mod countries;
mod deep;
mod gold;
mod laws;
mod lists;

static STAGE: LazyLock<Entities> =
    LazyLock::new(|| Entities::new(Settings::default(), &Context::default()).unwrap());

/// Runs the built-in stage on the text of `marked` and compares: `[Amina Diallo]{person =person:amina-diallo}`; a form
/// stands behind the kind if it is not a name's, `=` is the actor's id, `~` the name of an actor without one.
fn check(marked: &str) {
    check_with(&STAGE, marked);
}

fn check_with(stage: &Entities, marked: &str) {
    let expected = Marked::parse(marked).unwrap();
    let document = run(stage, &expected.text);
    assert_eq!(print(&document).to_string(), expected.to_string());
}

fn run(stage: &Entities, text: &str) -> Document {
    let mut document = sample::document(text);
    run_stage(stage, &mut document).unwrap();
    document
}

fn print(document: &Document) -> Marked {
    let mentions = document.layer::<Mention>().unwrap().unwrap();
    let actors = document.layer::<Actor>().unwrap().unwrap();
    let mark = |mention: &Mention| {
        let form = (mention.form != Form::Name).then(|| mention.form.to_string());
        let actor = mention.actor.map(|id| actors.get_id(id).unwrap());
        let actor = actor.map(|actor| match &actor.id {
            Some(id) => format!("={id}"),
            None => format!("~{}", actor.name),
        });
        Mark {
            span: mention.span,
            label: mention.kind.to_string(),
            args: form.into_iter().chain(actor).collect(),
        }
    };
    Marked {
        text: document.text().body().to_owned(),
        marks: mentions.iter().map(mark).collect(),
    }
}

#[test]
fn countries_by_all_their_names() {
    check("Talks between [Washington]{place =country:US} and [Baghdad]{place =country:IQ} failed.");
    check("The [United States]{place =country:US} warned [Iran]{place =country:IR}.");
    check("An [American]{group =country:US} ship left the [U.S.]{place =country:US} coast.");
    check(
        "The [US]{place =country:US}-[Iraqi]{group =country:IQ} pact of the [Iraqis]{group =country:IQ}",
    );
    check("It costs US $ 30 in [Côte d'Ivoire]{place =country:CI}, and they told us so.");
}

#[test]
fn capitals_are_cities_or_governments() {
    check("Rain fell in [Moscow]{place =place:moscow} and near [Cairo]{place =place:cairo}.");
    check("[Moscow]{place =country:RU} has denied it. The pact is [Moscow]{place =country:RU}'s.");
    check(
        "[The government in [Cairo]{place =country:EG}]{organisation nominal =country:EG} agreed.",
    );
    check("The [White House]{organisation =country:US} agreed.");
}

#[test]
fn people_by_title_and_given_name() {
    check(
        "President [Amina Diallo]{person =person:amina-diallo} met Mr. [Okello]{person ~Okello}.",
    );
    check("[French]{group =country:FR} Foreign Minister [Zyx Qord]{person =person:zyx-qord} left.");
    check(
        "[Bashar al-Tumi]{person =person:bashar-al-tumi} met [Sarah bint Oltmann]{person =person:sarah-bint-oltmann}.",
    );
    check("[Jordan Petrovic]{person =person:jordan-petrovic} flew to [Jordan]{place =country:JO}.");
    check("The actor [Bryn Tolleson]{person =person:bryn-tolleson} sang.");
}

#[test]
fn family_names_mean_the_full_name() {
    check(
        "[Amina Diallo]{person =person:amina-diallo} won. [Diallo]{person =person:amina-diallo} smiled.",
    );
    check(
        "[Diallo]{person =person:amina-diallo} won, and [Amina Diallo]{person =person:amina-diallo} smiled.",
    );
    check(
        "[Amina Diallo]{person =person:amina-diallo} and [Kofi Diallo]{person =person:kofi-diallo} saw [Diallo]{person ~Diallo}.",
    );
    check(
        "[Bashar al-Tumi]{person =person:bashar-al-tumi} left when [al-Tumi]{person =person:bashar-al-tumi} could.",
    );
}

#[test]
fn organisations_by_their_words() {
    check(
        "The [Ministry of Trade and Industry]{organisation =organisation:ministry-of-trade-and-industry} closed.",
    );
    check(
        "Shares of [Qord Steel, Inc.]{organisation =organisation:qord-steel} fell as [Qord]{organisation =organisation:qord-steel} sold.",
    );
    check("The [Workers' Party]{organisation =organisation:workers-party} lost.");
    check("The [University of Tolle]{organisation =organisation:university-of-tolle} opened.");
    check("He joined [Reuters]{organisation =organisation:reuters} and the [World Bank]{organisation =organisation:world-bank}.".replacen("He", "[He]{person pronoun}", 1).as_str());
}

#[test]
fn acronyms_mean_their_expansion() {
    check(
        "The [Northern Grain Union]{organisation =organisation:northern-grain-union} ([NGU]{organisation =organisation:northern-grain-union}) met. The [NGU]{organisation =organisation:northern-grain-union} voted.",
    );
    check(
        "The [International Monetary Fund]{organisation =organisation:international-monetary-fund} said the [IMF]{organisation =organisation:international-monetary-fund} agreed.",
    );
}

#[test]
fn places_by_their_words() {
    check(
        "Floods on the [Tolle River]{place =place:tolle-river} reached [Mount Qord]{place =place:mount-qord}.",
    );
    check(
        "The [Kisumu]{place =place:kisumu}-based firm moved to the city of [Garowe]{place =place:garowe}.",
    );
}

#[test]
fn first_words_and_headlines() {
    check(
        "Prices fell. Yesterday they rose. Farmers' losses grew."
            .replace("Farmers'", "[Farmers]{person nominal}'")
            .as_str(),
    );
    check(
        "Grain Prices Fall As [Amina Diallo]{person =person:amina-diallo} Warns Farmers"
            .replace("Farmers", "[Farmers]{person nominal}")
            .as_str(),
    );
    check("In June it rained, and on Monday, May 4, too.");
    check("April brought rain, says [April Sanders]{person =person:april-sanders}.");
    check("Recognising this, I'll buy 3 kg of it on TV.");
}

#[test]
fn writers_and_magazines() {
    check(
        "The [American]{group =country:US} [Foreign Policy]{organisation =organisation:foreign-policy} magazine warned. \
         The writer [Zyx Qord]{person =person:zyx-qord} says in [the magazine]{organisation nominal =organisation:foreign-policy} \
         that it failed. [The author]{person nominal =person:zyx-qord} believes so.",
    );
}

#[test]
fn nominals_take_the_role_named_last() {
    check(
        "Foreign Minister [Amina Diallo]{person =person:amina-diallo} spoke. [The minister]{person nominal =person:amina-diallo} left.",
    );
    check(
        "[Amina Diallo]{person =person:amina-diallo}, the mayor of [Kisumu]{place =place:kisumu}, spoke. [The mayor]{person nominal =person:amina-diallo} left.",
    );
    check(
        "[A senior official]{person nominal} spoke. [The minister]{person nominal ~minister} left, and [the minister]{person nominal ~minister} wept.",
    );
    check(
        "[Officials]{person nominal} spoke to [reporters]{person nominal}."
            .replace(
                "[reporters]{person nominal}",
                "[journalists]{person nominal}",
            )
            .as_str(),
    );
}

#[test]
fn organisations_of_a_country() {
    check(
        "[The [Sudanese]{group =country:SD} army]{organisation nominal =organisation:army-of-sudan} marched through [Chad]{place =country:TD}.",
    );
    check(
        "[[Peru]{place =country:PE}'s ministry]{organisation nominal =organisation:ministry-of-peru} paid.",
    );
    check(
        "[The [Iraqi]{group =country:IQ} security forces]{organisation nominal =organisation:security-forces-of-iraq} fired.",
    );
    check(
        "[The [American]{group =country:US} government]{organisation nominal =country:US} paid. [The government]{organisation nominal =country:US} said so.",
    );
    check(
        "[The [Diallo]{person =person:amina-diallo} administration]{organisation nominal \"~administration of Amina Diallo\"} of [Amina Diallo]{person =person:amina-diallo} fell.",
    );
}

#[test]
fn pronouns_where_one_person_can_be_meant() {
    check(
        "[Amina Diallo]{person =person:amina-diallo} left. [She]{person pronoun =person:amina-diallo} was tired.",
    );
    check("[Amina Diallo]{person =person:amina-diallo} left. [He]{person pronoun} was tired.");
    check(
        "[Amina Diallo]{person =person:amina-diallo} met [Robin Qord]{person =person:robin-qord}. [She]{person pronoun =person:amina-diallo} left.",
    );
    check(
        "[Vex Tolle]{person =person:vex-tolle} and [Zyx Qord]{person =person:zyx-qord} left. [He]{person pronoun} was tired.",
    );
}

#[test]
fn one_kind_a_document() {
    check("Rain fell in [Qorda]{place =place:qorda}. Later [Qorda]{place =place:qorda} dried.");
    check("[Qord]{person ~Qord}, who sings, left. We like [Qord]{person ~Qord}.");
}
