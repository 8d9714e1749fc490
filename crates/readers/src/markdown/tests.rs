//! Tests of Markdown.

use super::*;
use crate::testing;
use proptest::prelude::*;

#[track_caller]
fn check(source: &str, expected: &str) -> Page {
    testing::check(
        |source, limits| page(source, limits).unwrap(),
        source,
        expected,
    )
}

#[test]
fn blocks() {
    check(
        "# The *bridge*\n\nBy Amina Diallo\n\nLOME (AFP) - It fell\nin **May**, [the police](http://a.b) said.\n\n## Why\n\n- old\n- [cheap](x)\n\n> \"We knew.\"\n\n1. now\n",
        "[The bridge]{title}\n\n[By Amina Diallo]{byline}\n\n[LOME (AFP) -]{dateline} [It fell in May, the police said.]{paragraph}\n\n[Why]{heading}\n\n[old]{list-item}\n\n[cheap]{list-item}\n\n[\"We knew.\"]{quote}\n\n[now]{list-item}",
    );
}

#[test]
fn tables_and_pictures() {
    let page = check(
        "Text.\n\n| Year | Sum |\n|---|--:|\n| 2020 | 9 |\n\n![Two men](a.jpg)\n*Two men at the bridge (Photo: AFP)*\n\n![The river in May](b.jpg)\n",
        "[Text.]{paragraph}\n\n[Year\tSum]{table}\n[2020\t9]{table}\n\n[Two men at the bridge (Photo: [AFP]{credit})]{caption}\n\n[The river in May]{caption}",
    );
    let pictures: Vec<_> = page
        .blocks
        .iter()
        .filter_map(|block| block.picture.as_ref())
        .collect();
    assert_eq!(pictures[0].alt.as_deref(), Some("Two men"));
    assert_eq!(pictures[1].address.as_deref(), Some("b.jpg"));
}

#[test]
fn front_matter() {
    let page = check(
        "---\ntitle: \"The bridge\"\nauthor: Amina Diallo and Tom Brandt\ndate: 5 March 2024\nlang: en\nsection: World\n---\n\n# The bridge\n\nIt fell.\n",
        "[The bridge]{title}\n\n[It fell.]{paragraph}",
    );
    let meta = &page.meta;
    assert_eq!(meta.title.as_deref(), Some("The bridge"));
    assert_eq!(meta.author.as_deref(), Some("Amina Diallo; Tom Brandt"));
    assert_eq!(meta.date.as_deref(), Some("2024-03-05"));
    assert_eq!(meta.language.as_deref(), Some("en"));
    assert_eq!(meta.other["section"], "World");
    // Three dashes that nothing closes are a line.
    check("---\n\nIt fell.\n", "[It fell.]{paragraph}");
}

#[test]
fn deep_nesting_is_refused() {
    let limits = Limits::default();
    for source in [
        ">".repeat(100_000),
        "* ".repeat(50_000),
        "[".repeat(100_000),
        "**a ".repeat(50_000),
    ] {
        let start = std::time::Instant::now();
        if let Err(error) = page(&source, limits) {
            assert_eq!(
                error.to_string(),
                "the Markdown is nested deeper than the limit of 512 levels"
            );
        }
        assert!(start.elapsed().as_secs() < 20, "{}", &source[..4]);
    }
}

proptest! {
    #[test]
    fn laws(source in "([-#>*|` \\[\\]()!a-zA-Z0-9:.]{0,30}\n{0,2}){0,12}|\\PC{0,200}") {
        let page = page(&source, Limits::default()).unwrap();
        testing::holds(&page.text, &page.blocks);
    }
}
