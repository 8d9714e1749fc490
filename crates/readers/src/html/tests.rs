//! Tests of web pages.

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

const HEAD: &str = r#"<!DOCTYPE html><html lang="en"><head><title>Bridge falls - The Ferry</title>
<meta property="og:site_name" content="The Ferry"><meta property="article:published_time" content="2024-03-05T08:15:00Z">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Bridge falls into the river","author":[{"@type":"Person","name":"Amina Diallo"},{"name":"Tom Brandt"}]}</script>
</head><body><nav><a href="/">Home</a> <a href="/w">World</a></nav><div id="cookie-banner">We use cookies. <button>Fine</button></div><article><h1>Bridge falls into the river</h1>"#;
const TAIL: &str = r#"</article><aside class="related"><h3>Related</h3><ul><li><a href="/x">Ferry fined after collision</a></li></ul></aside>
<footer><p>All rights reserved by The Ferry and its owners.</p></footer></body></html>"#;
const BODY: &str = "<p>LOME (AFP) - A bridge fell into the river on Monday, and nobody was hurt, because the police had closed it an hour before.</p>
<p>The minister said that it would be built again, that the money was there, and that those who had built it would be asked why.</p>";
const TEXT: &str = "[LOME (AFP) -]{dateline} [A bridge fell into the river on Monday, and nobody was hurt, because the police had closed it an hour before.]{paragraph}\n\n\
[The minister said that it would be built again, that the money was there, and that those who had built it would be asked why.]{paragraph}";

#[test]
fn article() {
    let source = format!(
        "{HEAD}<p class=byline>By <a href=/a>Amina Diallo</a> and Tom Brandt</p><time datetime=2024-03-05>5 March 2024</time>{BODY}{TAIL}"
    );
    let expected = format!(
        "[Bridge falls into the river]{{title}}\n\n[By Amina Diallo and Tom Brandt]{{byline}}\n\n[5 March 2024]{{byline}}\n\n{TEXT}"
    );
    let page = check(&source, &expected);
    let meta = &page.meta;
    assert_eq!(meta.title.as_deref(), Some("Bridge falls into the river"));
    assert_eq!(meta.date.as_deref(), Some("2024-03-05T08:15:00Z"));
    assert_eq!(meta.author.as_deref(), Some("Amina Diallo; Tom Brandt"));
    assert_eq!(meta.language.as_deref(), Some("en"));
    assert_eq!(meta.source.as_deref(), Some("The Ferry"));
}

#[test]
fn parts() {
    let source = format!("{HEAD}{BODY}<h2>Why <em>now</em></h2><ul><li>It was old.<li>It was cheap.</ul><blockquote><p>\"We knew.\"</p></blockquote>
        <table><tr><th>Year<th>Sum<tr><td>2020<td>9</table><p>Advertisement</p><p>One line.<br>The next.<br><br>A paragraph of its own.</p>{TAIL}");
    let expected = format!(
        "[Bridge falls into the river]{{title}}\n\n{TEXT}\n\n[Why now]{{heading}}\n\n[It was old.]{{list-item}}\n\n[It was cheap.]{{list-item}}\n\n[\"We knew.\"]{{quote}}\n\n\
        [Year\tSum]{{table}}\n[2020\t9]{{table}}\n\n[One line.\nThe next.]{{paragraph}}\n\n[A paragraph of its own.]{{paragraph}}"
    );
    check(&source, &expected);
}

#[test]
fn an_article_behind_a_subscription_keeps_its_pictures() {
    let head = HEAD.replace(
        "<article>",
        "<div class=\"post behind-subscription\"><article>",
    );
    let tail = TAIL.replace("</article>", "</article></div>");
    let figure = "<div class=lead><figure><img src=/b.jpg><figcaption>The bridge in May.</figcaption></figure></div>";
    let expected = format!(
        "[Bridge falls into the river]{{title}}\n\n[The bridge in May.]{{caption}}\n\n{TEXT}"
    );
    check(&format!("{head}{figure}{BODY}{tail}"), &expected);
}

#[test]
fn pictures() {
    let figure =
        |caption: &str| format!("<figure><img src=/b.jpg alt=\"A  bridge\">{caption}</figure>");
    for (caption, expected) in [
        (
            "<figcaption>The bridge in May (AFP)</figcaption>",
            "The bridge in May ([AFP]{credit})",
        ),
        (
            "<figcaption>The bridge <span class=\"img-credit\">Photo: Jo Smith</span></figcaption>",
            "The bridge Photo: [Jo Smith]{credit}",
        ),
        (
            "<figcaption>The bridge.</figcaption><span class=credit>Jo Smith</span>",
            "The bridge. [Jo Smith]{credit}",
        ),
        (
            "<figcaption>The bridge. <b class=credit>Jo Smith</b> / <b class=credit>AFP</b></figcaption>",
            "The bridge. [Jo Smith / AFP]{credit}",
        ),
        ("<div class=caption-text>The bridge</div>", "The bridge"),
        (
            "<figcaption>The bridge. (Jo Smith)</figcaption>",
            "The bridge. ([Jo Smith]{credit})",
        ),
        (
            "<figcaption>The bridge. <cite>Jo Smith</cite></figcaption>",
            "The bridge. [Jo Smith]{credit}",
        ),
        (
            "<figcaption>The bridge.</figcaption><figcaption><b>Image Credits:</b> Jo Smith</figcaption>",
            "The bridge. Image Credits: [Jo Smith]{credit}",
        ),
        (
            "<figcaption>2 of 12 | The bridge. (AFP)</figcaption>",
            "The bridge. ([AFP]{credit})",
        ),
        (
            "<figcaption><span>The bridge at noon. (AFP)</span><div>The bridge at noon. (AFP)</div></figcaption>",
            "The bridge at noon. ([AFP]{credit})",
        ),
    ] {
        let source = format!("{HEAD}{}{BODY}{TAIL}", figure(caption));
        let expected =
            format!("[Bridge falls into the river]{{title}}\n\n[{expected}]{{caption}}\n\n{TEXT}");
        let page = check(&source, &expected);
        let picture = page.blocks[1]
            .picture
            .as_ref()
            .expect("a caption has its picture");
        assert_eq!(picture.alt.as_deref(), Some("A bridge"));
        assert_eq!(picture.address.as_deref(), Some("/b.jpg"));
    }
}

#[test]
fn pictures_that_are_links() {
    let picture = "<aside class=image><a href=/big.jpg><img src=/b.jpg></a><p class=caption>The bridge. <span class=credits>(Jo Smith)</span></p></aside>";
    let source = format!(
        "{HEAD}{BODY}{picture}<p>It is the second that falls in a year, and both had been built by one company.</p>{TAIL}"
    );
    let expected = format!(
        "[Bridge falls into the river]{{title}}\n\n{TEXT}\n\n[The bridge. ([Jo Smith]{{credit}})]{{caption}}\n\n[It is the second that falls in a year, and both had been built by one company.]{{paragraph}}"
    );
    check(&source, &expected);
}

#[test]
fn what_stands_on_pictures_is_no_caption() {
    for words in ["watch now", "Amina Diallo; Tom Brandt"] {
        let source = format!(
            "{HEAD}{BODY}<figure><img src=/b.jpg><figcaption>{words}</figcaption></figure>{TAIL}"
        );
        check(
            &source,
            &format!("[Bridge falls into the river]{{title}}\n\n{TEXT}"),
        );
    }
}

#[test]
fn pages_that_are_no_articles() {
    check("<p>Short.</p>", "[Short.]{paragraph}");
    check(
        "just text &amp; no tags",
        "[just text & no tags]{paragraph}",
    );
    check(
        "<title>Nothing - A Site</title>",
        "[Nothing - A Site]{title}",
    );
    check("<script>x()</script><style>a{}</style>", "");
    check(
        "<h1>A heading of the page</h1><div>One<div>Two</div>three</div>",
        "[A heading of the page]{title}\n\n[One]{paragraph}\n\n[Two]{paragraph}\n\n[three]{paragraph}",
    );
}

#[test]
fn fragments() {
    let source = "<p>One &eacute;</p><p>Two<br/>lines</p><ul><li>item</li></ul>";
    testing::check(
        |source, limits| fragment(source, limits).unwrap(),
        source,
        "[One é]{paragraph}\n\n[Two\nlines]{paragraph}\n\n[item]{list-item}",
    );
}

#[test]
fn encodings() {
    let label = |source: &str| declared_encoding(source.as_bytes()).map(Encoding::name);
    assert_eq!(label("<meta charset=windows-1251>"), Some("windows-1251"));
    assert_eq!(
        label("<META http-equiv=Content-Type content=\"text/html; charset=ISO-8859-2\">"),
        Some("ISO-8859-2")
    );
    assert_eq!(label("<meta charset=utf-16>"), None);
    assert_eq!(label("<meta charset=none>"), None);
    assert_eq!(label("<p>charset=koi8-r"), None);
}

#[test]
fn hostile_pages_are_quick() {
    let limits = Limits::default();
    for (source, refused) in [
        ("<div>".repeat(100_000), true),
        ("<b id=a>".repeat(100_000), true),
        ("<table><tr><td>".repeat(20_000), true),
        ("<a".repeat(100_000), true),
        ("<div>x</b>".repeat(50_000), true),
        (
            format!("{}{}", "<div>".repeat(500), "x</p>".repeat(50_000)),
            false,
        ),
        ("<table><tr><td>a".repeat(250), false),
        ("<figure><div class=image>a".repeat(250), false),
        ("<p>".repeat(50_000), false),
        ("<br>".repeat(50_000), false),
        ("<p>a, b<br><br>".repeat(10_000), false),
        ("<li>a".repeat(50_000), false),
        ("<!--".repeat(50_000), false),
        ("<a href=x>y</a>".repeat(20_000), false),
        (
            format!(
                "<script type=\"application/ld+json\">{}</script>x",
                "[".repeat(100_000)
            ),
            false,
        ),
    ] {
        let start = std::time::Instant::now();
        let found = page(&source, limits);
        let took = start.elapsed();
        assert!(took.as_secs() < 20, "{} took {took:?}", &source[..12]);
        match found {
            Ok(page) => {
                assert!(!refused, "{}", &source[..12]);
                testing::holds(&page.text, &page.blocks);
            }
            Err(error) => assert!(refused, "{}: {error}", &source[..12]),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn laws(parts in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<div class=image>", "</div>", "<figure>", "<img src=a alt=b>", "<figcaption>", "</figcaption>", "</figure>", "<table>", "<tr><td>",
        "</table>", "<li>", "<h1>", "</h1>", "<blockquote>", "<br>", "<b>", "</b>", "<span class=credit>", "</span>", "<article>", "</article>", "<aside>", "<a>",
        " ", "By Jo Smith", "5 March 2024", "(Reuters)", "Photo: Jo", "A bridge fell into the river on Monday, and nobody was hurt, the police said. ", "é", "\u{a0}",
    ]), 0..40)) {
        let page = page(&parts.concat(), Limits::default()).unwrap();
        testing::holds(&page.text, &page.blocks);
    }
}
