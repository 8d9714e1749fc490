//! Tests of the blocks of plain text.

use super::*;
use crate::testing;
use presswork_testkit::Marked;
use proptest::prelude::*;

/// A text in which the blocks are marked: without the marks it must get the same ones.
#[track_caller]
fn check(marked: &str) -> Page {
    let text = Marked::parse(marked).unwrap().text;
    testing::check(|text, _| page(text.to_owned()), &text, marked)
}

#[test]
fn title_byline_date_and_dateline() {
    let page = check(
        "[Ministers agree on a bridge]{title}\n\n[By Amina Diallo and Tom Brandt]{byline}\n[5 March 2024]{byline}\n\n\
         [LOME, Togo (Reuters) -]{dateline} [The ministers of two countries agreed on a bridge on Monday.]{paragraph}\n\n\
         [It will be paid by tolls.]{paragraph}",
    );
    assert_eq!(
        page.meta.title.as_deref(),
        Some("Ministers agree on a bridge")
    );
    assert_eq!(
        page.meta.author.as_deref(),
        Some("Amina Diallo; Tom Brandt")
    );
    assert_eq!(page.meta.date.as_deref(), Some("2024-03-05"));
}

#[test]
fn titles() {
    check("[Who pays for the bridge?]{title}\n\n[Nobody knows.]{paragraph}");
    check("[Ministers meet in the U.S.]{title}\n\n[They will talk.]{paragraph}");
    check("[A sentence that stands alone is none.]{paragraph}\n\n[Nor is this.]{paragraph}");
    check("[One line without an end]{paragraph}");
    check(
        "[A long headline that was wrapped by\nthe agency's machine]{title}\n\n[The text begins here.]{paragraph}",
    );
    check("[and so on]{paragraph}\n\n[The text begins here.]{paragraph}");
}

#[test]
fn known_titles() {
    let mut meta = Meta {
        title: Some("The bridge".into()),
        ..Meta::default()
    };
    let kinds = |text, meta: &mut Meta| -> Vec<_> {
        blocks(text, meta).iter().map(|block| block.kind).collect()
    };
    assert_eq!(
        kinds("The  Bridge\n\nIt fell.", &mut meta),
        [BlockKind::Title, BlockKind::Paragraph]
    );
    assert_eq!(
        kinds("Something else\n\nIt fell.", &mut meta),
        [BlockKind::Heading, BlockKind::Paragraph]
    );
}

#[test]
fn headings() {
    let head = "[The bridge]{title}\n\n[It fell in May, the police said.]{paragraph}\n\n";
    check(&format!(
        "{head}[A new start]{{heading}}\n\n[Work begins again in June.]{{paragraph}}"
    ));
    let long = "and the writer says that nobody had looked at the pillars for years, since the money for it was never paid out, although it stood in the budget.";
    check(&format!(
        "{head}[The other side]{{heading}}\n[{long}]{{paragraph}}"
    ));
    check(&format!(
        "{head}[A new start]{{heading}} [The writer warns that the bridge will fall again.]{{paragraph}}"
    ));
    check(&format!(
        "{head}[He read The Guardian every day of his life.]{{paragraph}}"
    ));
    check(&format!(
        "{head}[WHAT IT COSTS:]{{heading}}\n\n[Nobody knows.]{{paragraph}}"
    ));
    check(&format!(
        "{head}[First line]{{paragraph}}\n\n[Second line]{{heading}}\n\n[Nobody knows.]{{paragraph}}"
    ));
    check(&format!("{head}[Nothing follows this one]{{paragraph}}"));
    check(&format!(
        "{head}[What now?]{{heading}}\n[{long}]{{paragraph}}"
    ));
    check(&format!(
        "{head}[What now?]{{paragraph}}\n\n[Nobody knows.]{{paragraph}}"
    ));
}

#[test]
fn wrapped_lines_are_no_headings() {
    check(
        "[The bridge]{title}\n\n[The ministers of both countries met on Monday and agreed\nthat the bridge over the river should be built before\nthe rains come. Nobody spoke of the price, which experts\nput at a billion.]{paragraph}",
    );
    check(
        "[The bridge]{title}\n\n[The price]{heading}\n[The ministers of both countries met on Monday and agreed\nthat the bridge should be built.]{paragraph}",
    );
    check(
        "[The bridge]{title}\n\n[It was late.]{paragraph}\n[The ministers of both countries met on Monday and agreed\nthat the bridge should be built.]{paragraph}",
    );
}

#[test]
fn captions() {
    let head = "[The bridge]{title}\n\n[It fell in May, the police said.]{paragraph}\n\n";
    let tail = "\n\n[Nobody was hurt.]{paragraph}";
    for caption in [
        "Divers at the bridge ([Reuters]{credit})",
        "Divers at the bridge, 3 May 2024. ([Jo Smith/Reuters]{credit})",
        "FILE PHOTO: Divers at the bridge. [REUTERS/Jo Smith]{credit}",
        "Photo: [AFP]{credit}",
        "Divers at the bridge. Photo: [AFP]{credit}",
        "FILE - Divers stand at the bridge in May.",
    ] {
        check(&format!("{head}[{caption}]{{caption}}{tail}"));
    }
    // At the end of all, an agency signs its text.
    check(&format!("{head}[Nobody was hurt. (Reuters)]{{paragraph}}"));
}

#[test]
fn lists_tables_and_lines() {
    check(
        "[The plan]{title}\n\n[It has three parts:]{paragraph}\n- [build the bridge;]{list-item}\n- [pay for it.]{list-item}\n\n1. [Now]{list-item}\n2) [Later]{list-item}\n\n* * *\n\n[• or never]{paragraph}"
            .replace("[• or never]{paragraph}", "• [or never]{list-item}")
            .as_str(),
    );
    check("[The sums]{title}\n\n[Year\tSum]{table}\n[2020\t90]{table}\n\n[They grew.]{paragraph}");
    check("[The bridge]{title}\n\n[2019. That was the year.]{paragraph}");
}

#[test]
fn nothing_and_oddities() {
    for (text, kinds) in [
        ("", 0),
        ("\n\n \n", 0),
        ("...", 0),
        ("。", 1),
        ("🙂", 1),
        ("\u{feff}", 1),
    ] {
        let found = blocks(text, &mut Meta::default());
        testing::holds(text, &found);
        assert_eq!(found.len(), kinds, "{text:?}");
    }
    check("[وافق الوزراء على بناء الجسر]{title}\n\n[قالت الشرطة إن الجسر سقط في مايو.]{paragraph}");
}

#[test]
fn long_lines_take_linear_time() {
    for text in [
        "a".repeat(1 << 20),
        "(".repeat(1 << 20),
        "A ".repeat(1 << 19),
        "- a\n".repeat(1 << 18),
        "a\n".repeat(1 << 19),
        "Photo: ".repeat(1 << 17),
        "1.\n\n".repeat(1 << 18),
    ] {
        let start = std::time::Instant::now();
        let found = blocks(&text, &mut Meta::default());
        assert!(start.elapsed().as_secs() < 10, "{:?}", &text[..8]);
        testing::holds(&text, &found);
    }
}

proptest! {
    #[test]
    fn laws(text in "([A-Za-z .,()/\t:•é—-]{0,40}\n{0,3}){0,12}|\\PC{0,200}") {
        let mut meta = Meta::default();
        let found = blocks(&text, &mut meta);
        testing::holds(&text, &found);
        // What is covered is all but marks of lists and lines between parts.
        if text.chars().any(char::is_alphanumeric) {
            prop_assert!(!found.is_empty());
        }
    }
}
