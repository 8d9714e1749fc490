//! Cases of sentences, a test for each family of rules.

use crate::check;

#[test]
fn stops_end_sentences() {
    check(
        "[It rained.]{sentence} [Why?]{sentence} [Nobody knew!]{sentence} [And then]{sentence}\n\n[silence]{sentence}",
    );
    check("[It cost 5.]{sentence} [12 men paid.]{sentence}");
}

#[test]
fn abbreviations_and_initials_do_not() {
    check(
        "[Gen.]{word} [J.]{word} [R.]{word} Okoye of the [U.S.]{word} Army met [Mr.]{word} Sato on [Sept.]{word} 11 in [Fla.]{word} with [Sen.]{word} Ruiz (D-[Calif.]{word}) and others.",
    );
    check(
        "[She moved to the [U.S.]{word}]{sentence} [He stayed at Acme Inc.]{sentence} [They wrote.]{sentence}",
    );
    check("[Doors open at 8 [p.m]{word}.]{sentence} [They close late.]{sentence}");
    check("The mgr. of it and the Dist. of Bara");
}

#[test]
fn closing_marks_belong_to_the_sentence() {
    check("[“We lost.”]{sentence} [He left.]{sentence}");
    check("[\"We lost.\"]{sentence} [\"Did we?\"]{sentence}");
    check("[(He left.)]{sentence} [She stayed.]{sentence}");
    check(
        "[It fell. [12] \\[sic\\]]{sentence} [It rose.]{sentence}"
            .replace("[12]", "\\[12\\]")
            .as_str(),
    );
}

#[test]
fn a_quotation_goes_on_before_a_small_letter() {
    check("“Who is it?” asked the guard.");
    check("\"Out!\" he said.");
}

#[test]
fn ellipses_end_sentences_before_capitals() {
    check("They wait [...]{punctuation} and wait.");
    check("[They wait[...]{punctuation}]{sentence} [Then they go.]{sentence}");
}

#[test]
fn web_text_without_capitals() {
    check(
        "[it broke twice.]{sentence} [we sent it back!]{sentence} [no answer]{sentence}\n\n[so far]{sentence}",
    );
}

#[test]
fn numbers_of_items_begin_sentences() {
    check("[1. Buy rice.]{sentence} [2. Cook it.]{sentence}");
    check("[Items:\n1. Rice]{sentence}\n\n[2. Maize]{sentence}");
}

#[test]
fn a_dateline_ends_nothing() {
    check("[BAGHDAD (Reuters) — Prices fell.]{sentence} [They rose.]{sentence}");
}

#[test]
fn a_signature_belongs_to_its_quotation() {
    check("[It was worth it. — Ama Boateng]{sentence}\n\n[\"We won!\" - Kofi]{sentence}");
    check("[It was worth it.]{sentence} [— Ama Boateng paid for it]{sentence}");
}

#[test]
fn a_year_in_brackets_belongs_to_its_title() {
    check("She sang in Who Knows? (1965) and Run! (as Ada, 1970).");
    check("[Who knows?]{sentence} [(Nobody does.)]{sentence}");
}

#[test]
fn rules_stand_apart() {
    check("[Minutes]{sentence} [----------]{sentence}{punctuation} [All came]{sentence}");
}

#[test]
fn edges_of_blocks_end_sentences() {
    check("[[Grain falls]{sentence}]{title}\n[[Prices fell.]{sentence} [They rose]{sentence}]{paragraph}\n[[A market in Accra. ([Jo Doe/AFP]{credit})]{sentence}]{caption}"
        .replace("[[Grain falls]{sentence}]{title}", "[Grain falls]{title}{sentence}")
        .replace("[[A market in Accra. ([Jo Doe/AFP]{credit})]{sentence}]{caption}", "[A market in Accra ([Jo Doe/AFP]{credit})]{caption}{sentence}").as_str());
    check("[BAGHDAD (Reuters) —]{dateline}{sentence} [Prices fell]{paragraph}{sentence}");
}

#[test]
fn stops_of_other_scripts() {
    check("[Цены упали.]{sentence} [Они выросли.]{sentence}");
}
