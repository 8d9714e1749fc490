//! Cases of tokens, a test for each family of rules.

use crate::check;

#[test]
fn plain_text_is_cut_at_blanks_and_marks() {
    check("Prices rose, and the minister left (early).");
    check("");
    check(" \t\r\n ");
}

#[test]
fn contractions_and_possessives_are_one_token() {
    check(
        "They [don't]{word} know [Iraq's]{word} or [Chad’s]{word} plans, and [can't]{word} ask [O'Neill]{word}.",
    );
    check("The [workers']{word} union met at the [farmers’]{word} hall.");
    check("Tell ['em]{word}, [ma'am]{word}, ['til]{word} noon.");
}

#[test]
fn single_quotation_marks_are_no_apostrophes() {
    check("He called them 'paper tigers' and 'cowards'.");
    check("She said: ‘We lost the boats’ and left.");
}

#[test]
fn hyphens_stand_alone_but_for_prefixes() {
    check(
        "A long-term plan of the 31-year-old [ex-minister]{word} in [mid-July]{word}, [non-binding]{word}.",
    );
    check("Flights Paris-Dakar since [mid-2003]{word}");
}

#[test]
fn slashes_and_ampersands() {
    check("men/women, but [w/o]{word} tea and [s/he]{word} at [AT&T]{word} & Sons");
}

#[test]
fn abbreviations_keep_their_stop() {
    check(
        "[Dr.]{word} Ana [B.]{word} Costa of Acme [Ltd.]{word}, [St.]{word} Ives, in the [U.S.]{word} and [U.K.'s]{word} north, [e.g.]{word} here",
    );
    check("He holds a [Ph.D.]{word} from there, at 5 [p.m.]{word} Monday.");
    check("[Read [No.]{word} 5.]{sentence} [They said no.]{sentence}");
}

#[test]
fn abbreviations_give_their_stop_to_the_sentence() {
    check("They sell rice, maize, etc.");
    check("It opens at 9 [a.m]{word}.");
    check("[Who are the]{sentence}\n\n[Acme [Ltd.]{word}?]{sentence}");
}

#[test]
fn money_and_percentages() {
    check(
        "$600 or [US$]{word} 5, €[1,325.50]{number}, [4.1]{number}[m]{word} people, 90%, $[.50]{number}",
    );
    check("[Rs]{word}[500]{number} and [KES]{word}[1,200]{number}");
}

#[test]
fn numbers_with_signs_inside() {
    check(
        "[1,325]{number} men at [7:30]{number} on [9/11]{number}, [12/27/2024]{number}, [2024-03-05]{number}, up [+3.5]{number}, [−4]{number}",
    );
    check("call [555-0188]{number}, pages 7-9, 19/20");
    check(
        "7th in the 1990s, the [80's]{number}, summer of [’72]{number}, [30]{number}[km]{word}, 5½, a [3D]{word} map",
    );
}

#[test]
fn addresses_and_names() {
    check(
        "See [https://example.org/a?b=1&c=(2)]{word}, [www.example.com]{word}, [example.org/x]{word}, mail [jo.doe+news@example.co.uk]{word}.",
    );
    check(
        "([http://example.org/a]{word}) by [@jo_doe]{word} on [#Budget2024]{word}, [al-example.com]{word} or [report.pdf]{word}",
    );
    check("[It ended.]{sentence}[Then more, at noon.and so on]{sentence}");
}

#[test]
fn runs_of_marks_are_one_token() {
    check(
        "[Well [...]{punctuation} no[!!]{punctuation}]{sentence} [Why[?!]{punctuation}]{sentence} [Wait [--]{punctuation} yes]{sentence}",
    );
    check("He left… —\u{a0}“so” [->]{symbol} «ici»");
}

#[test]
fn smileys() {
    check("Thanks [:)]{symbol} see you [;-)]{symbol}");
    check("(at 5:)");
}

#[test]
fn letters_of_other_alphabets() {
    check("Łódź, Straße, Ελλάδα, Москва, Ереван, [cafe\u{301}]{word}, [na\u{ad}tion]{word}");
    check("[basic\u{ad}ally]{word}");
}
