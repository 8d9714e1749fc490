//! Who is meant by short forms of names, by nouns and by pronouns.

use super::check;

#[test]
fn variants_of_one_persons_name() {
    check(
        "[Robert Vex Tolle]{person =person:robert-vex-tolle} won. [Bob Tolle]{person =person:robert-vex-tolle} smiled, and [Tolle]{person =person:robert-vex-tolle} left.",
    );
    check(
        "[José Núñez]{person =person:jose-nunez} won. [Jose Nunez]{person =person:jose-nunez} left.",
    );
}

#[test]
fn spouses_by_title() {
    check(
        "[Peter Tolle]{person =person:peter-tolle} married [Mary Tolle]{person =person:mary-tolle}. Mrs [Tolle]{person =person:mary-tolle} left, and Mr [Tolle]{person =person:peter-tolle} stayed.",
    );
}

#[test]
fn of_one_family_name_who_was_named_last() {
    check(
        "[Amina Diallo]{person =person:amina-diallo} won. Rain fell. [Kofi Diallo]{person =person:kofi-diallo} lost. [Diallo]{person =person:kofi-diallo} wept.",
    );
}

#[test]
fn leaders_by_family_name() {
    check("[Merkel]{person =person:angela-merkel} met Mr. [Qord]{person ~Qord}.");
    check(
        "[Ivan Merkel]{person =person:ivan-merkel} met [Zyx Qord]{person =person:zyx-qord}. [Merkel]{person =person:ivan-merkel} left.",
    );
}

#[test]
fn short_forms_of_organisations() {
    check(
        "[Qord Steel Holdings Ltd]{organisation =organisation:qord-steel-holdings} fell. [Qord Steel]{organisation =organisation:qord-steel-holdings} sold.",
    );
    check(
        "The [National Grain Alliance]{organisation =organisation:national-grain-alliance} met. The [NGA]{organisation =organisation:national-grain-alliance} voted.",
    );
    check(
        "The [NGU]{organisation =organisation:northern-grain-union} ([Northern Grain Union]{organisation =organisation:northern-grain-union}) met.",
    );
    check(
        "The [European Commission]{organisation =organisation:european-commission} met. The [Commission]{organisation =organisation:european-commission} voted.",
    );
}

#[test]
fn nouns_for_organisations() {
    check(
        "[Qord Airlines]{organisation =organisation:qord-airlines} fell. [The company]{organisation nominal =organisation:qord-airlines} sold.",
    );
    check(
        "[Qord Airlines]{organisation =organisation:qord-airlines} sued [Tolle Motors]{organisation =organisation:tolle-motors}. [The company]{organisation nominal ~company} lost.",
    );
    check(
        "The [World Bank]{organisation =organisation:world-bank} met. [The bank]{organisation nominal =organisation:world-bank} voted.",
    );
}

#[test]
fn roles_of_a_country_and_of_a_place() {
    check(
        "The [Turkish]{group =country:TR} president, [Zyx Qord]{person =person:zyx-qord}, spoke. [The [Turkish]{group =country:TR} president]{person nominal =person:zyx-qord} left.",
    );
    check(
        "The [Turkish]{group =country:TR} president, [Zyx Qord]{person =person:zyx-qord}, spoke. [The [Greek]{group =country:GR} president]{person nominal ~president} left.",
    );
    check(
        "The report was written by [Amina Qord]{person =person:amina-qord}. [The author]{person nominal =person:amina-qord} left.",
    );
}

#[test]
fn the_government_of_the_only_country() {
    check(
        "Rain fell in [Peru]{place =country:PE}. [The government]{organisation nominal =country:PE} slept.",
    );
    check(
        "[Peru]{place =country:PE} met [Chile]{place =country:CL}. [The government]{organisation nominal ~government} slept.",
    );
}

#[test]
fn it_and_its_where_someone_acts() {
    check(
        "The [World Bank]{organisation =organisation:world-bank} said [it]{organisation pronoun =organisation:world-bank} would pay [its]{organisation pronoun =organisation:world-bank} share.",
    );
    check(
        "The [World Bank]{organisation =organisation:world-bank} paid. It rained, and it was late.",
    );
    check("[Peru]{place =country:PE} raised [its]{place pronoun =country:PE} prices.");
}

#[test]
fn they_and_those_without_a_name() {
    check(
        "[Officials]{person nominal ~Officials} said [they]{person pronoun ~Officials} would go.",
    );
    check(
        "[A spokeswoman]{person nominal \"~A spokeswoman\"} said [she]{person pronoun \"~A spokeswoman\"} would go.",
    );
}

#[test]
fn i_is_who_says_the_quotation() {
    check(
        "\"[I]{person pronoun =person:zyx-qord} won,\" said [Zyx Qord]{person =person:zyx-qord}. I doubt it.",
    );
}
