//! Tests of pictures that a page names in its head.

use super::super::page;
use crate::page::Page;
use crate::testing;
use presswork_annotations::BlockKind::{Byline, Caption, Paragraph, Title};
use presswork_model::Limits;
use proptest::prelude::*;

const TEXT: &str = "<p>The bridge over the Ombe fell on Monday at noon, and nobody was hurt, because the police had closed it an hour before.</p>
<p>The minister said that it would be built again, that the money was there, and that those who had built it would be asked why.</p>";
const BLOCKS: &str = "[The bridge over the Ombe fell on Monday at noon, and nobody was hurt, because the police had closed it an hour before.]{paragraph}\n\n\
[The minister said that it would be built again, that the money was there, and that those who had built it would be asked why.]{paragraph}";

/// A page with `head` in its head and `figure` above its text.
fn source(head: &str, figure: &str) -> String {
    format!(
        "<html><head><meta property=og:site_name content=\"The Ferry\"><meta property=og:title content=\"Bridge falls into the river\">
        <meta name=author content=\"Amina Diallo\"><meta name=description content=\"A bridge fell in Selva, and the minister wants to know why.\">
        {head}</head><body><article><h1>Bridge falls into the river</h1>{figure}{TEXT}</article></body></html>"
    )
}

/// JSON-LD of an article whose `image` is this.
fn article(image: &str) -> String {
    let fields = format!(
        r#""@type":"NewsArticle","headline":"Bridge falls into the river","image":{image}"#
    );
    format!(r#"<script type="application/ld+json">{{{fields}}}</script>"#)
}

/// Compares what stands between title and text, captions and their credits in bracket mark-up.
#[track_caller]
fn check(head: &str, figure: &str, expected: &str) -> Page {
    let above = if expected.is_empty() {
        String::new()
    } else {
        format!("[{expected}]{{caption}}\n\n")
    };
    testing::check(
        |source, limits| page(source, limits).unwrap(),
        &source(head, figure),
        &format!("[Bridge falls into the river]{{title}}\n\n{above}{BLOCKS}"),
    )
}

/// The alternative text and the address of the one picture.
fn picture(page: &Page) -> (Option<&str>, Option<&str>) {
    let picture = page
        .blocks
        .iter()
        .find_map(|block| block.picture.as_deref());
    let picture = picture.expect("the caption has a picture");
    (picture.alt.as_deref(), picture.address.as_deref())
}

const FIGURE: &str = "<figure><img src=\"/p/ombe-bridge-780x470.jpg\"><figcaption>The bridge in May.</figcaption></figure>";

#[test]
fn a_picture_of_the_same_file_is_completed() {
    for (credit, expected) in [
        (r#""creditText":"Jo Smith/AFP""#, "Jo Smith/AFP"),
        (r#""creditText":"Photo: Jo Smith""#, "Jo Smith"),
        (
            r#""creator":{"@type":"Person","name":"Jo Smith"}"#,
            "Jo Smith",
        ),
        (r#""author":[{"name":"Jo Smith"}]"#, "Jo Smith"),
        (
            r#""creator":"The Ferry","copyrightHolder":{"name":"AFP"}"#,
            "AFP",
        ),
    ] {
        let image = format!(
            r#"[{{"@type":"ImageObject","url":"https://a.org/i/ombe-bridge.jpg?w=1200",{credit}}},"https://a.org/i/other-one.jpg"]"#
        );
        let alt = "<meta property=og:image content=https://a.org/ombe-bridge-1200x630.jpg><meta property=og:image:alt content=\"A broken bridge\">";
        let head = format!("{}{alt}", article(&image));
        let page = check(
            &head,
            FIGURE,
            &format!("The bridge in May. [{expected}]{{credit}}"),
        );
        let told = (Some("A broken bridge"), Some("/p/ombe-bridge-780x470.jpg"));
        assert_eq!(picture(&page), told);
    }
}

#[test]
fn a_picture_of_the_same_caption_is_completed() {
    let figure = "<figure><img src=\"data:image/gif;base64,R0\" alt=\"A bridge\"><figcaption>Workers on the old bridge over the Ombe, in May. Jo Smith</figcaption></figure>";
    let image = r#"{"contentUrl":["https://a.org/1.jpg?w=9&#038;h=6"],"description":"<p>Workers on the old bridge over the Ombe,  in May.</p>","creditText":"Jo Smith"}"#;
    let page = check(
        &article(image),
        figure,
        "Workers on the old bridge over the Ombe, in May. [Jo Smith]{credit}",
    );
    assert_eq!(
        picture(&page),
        (Some("A bridge"), Some("https://a.org/1.jpg?w=9&h=6"))
    );
}

#[test]
fn what_the_page_says_of_a_picture_stays() {
    let figure = "<figure><img src=\"/p/ombe-bridge.jpg\" alt=\"Old\"><figcaption>The bridge in May (AFP)</figcaption></figure>";
    let image = r#"{"url":"https://a.org/ombe-bridge.jpg","creditText":"Jo Smith"}"#;
    let alt =
        "<meta property=og:image content=/ombe-bridge.jpg><meta property=og:image:alt content=New>";
    let page = check(
        &format!("{}{alt}", article(image)),
        figure,
        "The bridge in May ([AFP]{credit})",
    );
    assert_eq!(picture(&page), (Some("Old"), Some("/p/ombe-bridge.jpg")));
}

#[test]
fn another_picture_is_not_completed() {
    for image in [
        r#"{"url":"https://a.org/ombe-bridge-2.jpg","creditText":"Jo Smith"}"#,
        r#"{"url":"https://a.org/","caption":"The ferry in May.","creditText":"Jo Smith"}"#,
        r#"{"creditText":"Jo Smith"}"#,
    ] {
        check(&article(image), FIGURE, "The bridge in May.");
    }
}

#[test]
fn a_caption_that_machines_alone_are_told_is_that_of_the_lead_picture() {
    let image = r#"{"@type":"ImageObject","url":"https://a.org/1.jpg","caption":"Tom Brandt inspects the bridge in <b>May</b> &amp; June.","creditText":"Jo Smith/AFP"}"#;
    let expected = "Tom Brandt inspects the bridge in May & June. [Jo Smith/AFP]{credit}";
    for figure in ["", "<figure><img src=/other.jpg alt=\"A river\"></figure>"] {
        let page = check(&article(image), figure, expected);
        assert_eq!(picture(&page), (None, Some("https://a.org/1.jpg")));
    }
    let graph = r#"<script type="application/ld+json">{"@graph":[{"@type":"WebPage","primaryImageOfPage":{"@id":"https://a.org/#primaryimage"}},
        {"@type":"ImageObject","@id":"https://a.org/#primaryimage","url":"https://a.org/1.jpg","caption":"Tom Brandt inspects the bridge in May (Reuters)"}]}</script>"#;
    check(
        graph,
        "",
        "Tom Brandt inspects the bridge in May ([Reuters]{credit})",
    );
}

#[test]
fn the_lead_picture_stands_below_title_and_byline() {
    let image = r#"{"caption":"Tom Brandt inspects the bridge in May."}"#;
    let byline = "<p class=byline>By Amina Diallo</p>";
    let page = page(&source(&article(image), byline), Limits::default()).unwrap();
    testing::holds(&page.text, &page.blocks);
    let kinds: Vec<_> = page.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [Title, Byline, Caption, Paragraph, Paragraph]);
}

#[test]
fn the_alternative_text_of_a_shared_picture_may_be_a_caption() {
    let head = |address: &str, alt: &str| {
        format!(
            "<meta property=og:image:secure_url content=\"{address}\"><meta property=og:image:alt content=\"{alt}\">"
        )
    };
    let address = "https://a.org/p/shared-picture.jpg";
    check(
        &head(address, "Workers on the bridge in May. REUTERS/Jo Smith"),
        "",
        "Workers on the bridge in May. [REUTERS/Jo Smith]{credit}",
    );
    check(
        &head(address, "The minister, Tom Brandt, was shown the bridge."),
        "",
        "The minister, Tom Brandt, was shown the bridge.",
    );
    check(
        "<meta name=twitter:image content=/p/x.jpg><meta name=twitter:image:alt content=\"Mayor Tom Brandt walks on the bridge.\">",
        "",
        "Mayor Tom Brandt walks on the bridge.",
    );
    for alt in [
        "A broken bridge over a brown river, with a crane and some workers on it.",
        "A bridge over a river. Various machines are scattered around it on the sand.",
        "Stock Adobe",
        "Bridge falls into the river",
        "The Ferry is the newspaper of Selva.",
    ] {
        check(&head(address, alt), "", "");
    }
    // The page shows that picture, without a caption.
    let shown = "<figure><img src=\"/p/shared-picture-60x40.jpg\"></figure>";
    check(
        &head(address, "The minister, Tom Brandt, was shown the bridge."),
        shown,
        "",
    );
    // The words are those of a second picture.
    let second = "<meta property=og:image content=/a.jpg><meta property=og:image content=/b.jpg><meta property=og:image:alt content=\"Mayor Tom Brandt walks on the bridge.\">";
    check(second, "", "");
}

#[test]
fn what_is_no_caption_of_its_own_stays_out() {
    for caption in [
        "Bridge falls into the river.",
        "A bridge fell in Selva, and the minister wants to know why.",
        "The minister said that it would be built again, that the money was there.",
        "Amina Diallo is a reporter in Selva.",
        "The Ferry is the newspaper of Selva.",
        "A bridge over a river",
        "The bridge. ",
        "Tom Brandt inspects &lt;script&gt;x&lt;/script&gt; the bridge.",
        "See https://a.org/bridge for more pictures of it.",
    ] {
        let image = format!(
            r#"{{"@type":"ImageObject","url":"https://a.org/1.jpg","caption":"{caption}"}}"#
        );
        check(&article(&image), "", "");
    }
    // Other words for the picture at the top, the alternative text of one, another article, the site itself.
    let image =
        r#"{"url":"https://a.org/1.jpg","caption":"Tom Brandt inspects the bridge in May."}"#;
    check(&article(image), FIGURE, "The bridge in May.");
    check(
        &article(image),
        "<img src=/1.jpg alt=\"Tom Brandt inspects the bridge in May\">",
        "",
    );
    check(
        &article(image).replace(
            "Bridge falls into the river",
            "Ferry fined after a collision",
        ),
        "",
        "",
    );
    check(
        &article(image).replace(
            "NewsArticle\",\"headline",
            "NewsMediaOrganization\",\"slogan",
        ),
        "",
        "",
    );
}

#[test]
fn hostile_heads() {
    let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
    let nested = format!(
        "\"<b>{}Tom Brandt inspects the bridge in May.\"",
        "<div>".repeat(700)
    );
    let long = format!(
        "\"Tom Brandt inspects the bridge in May. {}\"",
        "And he ran. ".repeat(100_000)
    );
    let captions = [
        "1",
        "null",
        "true",
        "{}",
        "[]",
        "[[]]",
        "{\"@value\":\"x\"}",
        &deep,
        &nested,
        &long,
    ];
    for caption in captions {
        for credit in [
            "2",
            "{\"name\":{}}",
            "[[{}]]",
            "\"\"",
            "\"https://a.org/x\"",
        ] {
            let image = format!(
                r#"{{"url":{caption},"caption":{caption},"creditText":{credit},"creator":{credit}}}"#
            );
            check(&article(&image), FIGURE, "The bridge in May.");
            check(&article(&format!("[[[[[{image}]]]]]")), "", "");
        }
    }
    let script = r#"{"url":"javascript:alert(1)","caption":"Tom Brandt inspects <img src=x onerror=alert(1)>the bridge<style>p{}</style> in May."}"#;
    let page = check(
        &article(script),
        "",
        "Tom Brandt inspects the bridge in May.",
    );
    assert!(page.blocks.iter().all(|block| block.picture.is_none()));
    check(
        r#"<script type="application/ld+json">{"@type":"WebPage","primaryImageOfPage":{"@id":"a"}}</script>"#,
        "",
        "",
    );
}

#[test]
fn many_pictures_are_quick() {
    let picture = r##"{"@type":"ImageObject","@id":"#a","url":"https://a.org/some-picture-1.jpg","caption":"Some words that tell nobody of what is to be seen."},"##;
    let head = article(&format!("[{}\"\"]", picture.repeat(30_000)));
    let graph = format!(
        r#"<script type="application/ld+json">{{"@graph":[{}{{"@type":"NewsArticle","image":[{}""]}}]}}</script>"#,
        picture.repeat(20_000),
        r##"{"@id":"#b"},"##.repeat(20_000)
    );
    let figures =
        "<figure><img src=/p/another-picture-2.jpg><figcaption>Words.</figcaption></figure>"
            .repeat(500);
    let start = std::time::Instant::now();
    for head in [head, graph] {
        let page = page(&source(&head, &figures), Limits::default()).unwrap();
        testing::holds(&page.text, &page.blocks);
    }
    let took = start.elapsed();
    assert!(took.as_secs() < 20, "took {took:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn laws(
        caption in "[A-Za-zé<>&;/. ()\u{a0}]{0,60}",
        credit in "[A-Za-zé/. ()©]{0,20}",
        shown in "[A-Za-zé/. ()\u{a0}]{0,60}",
        repeats in any::<bool>(),
    ) {
        let image = serde_json::json!({ "url": "/p/ombe-bridge.jpg", "caption": caption, "creditText": credit });
        let words = if repeats { &caption } else { &shown };
        let figure = format!("<figure><img src=/p/ombe-bridge.jpg><figcaption>{words}</figcaption></figure>");
        for figure in ["", &figure] {
            let page = page(&source(&article(&image.to_string().replace("</", "<\\/")), figure), Limits::default()).unwrap();
            testing::holds(&page.text, &page.blocks);
        }
    }
}
