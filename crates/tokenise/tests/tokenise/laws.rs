//! Laws that hold for any text.

use crate::run;
use presswork_annotations::TokenKind;
use presswork_tokenise::Settings;
use proptest::prelude::*;

/// Texts of pieces at which the rules may trip.
fn pieces() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        ".",
        ".",
        "..",
        "?",
        "!",
        "'",
        "’",
        "\"",
        "“",
        "”",
        "(",
        ")",
        "[",
        "]",
        "-",
        "--",
        "–",
        "/",
        ":",
        ";",
        "@",
        "#",
        "&",
        "$",
        "%",
        "*",
        "=",
        "<",
        ">",
        "^",
        "_",
        "+",
        "`",
        ",",
        "\\",
        "|",
        "a",
        "A",
        "I",
        "s",
        "in",
        "Mr",
        "No",
        "etc",
        "U.S",
        "p.m",
        "www",
        "http://",
        "mailto:",
        "example.com",
        "non",
        "Rs",
        "1",
        "12",
        "1,000",
        "2024",
        "th",
        "½",
        "é",
        "e\u{301}",
        "中文",
        "が",
        "ไทย",
        "عربي",
        "हिन्दी",
        "😀",
        "👩\u{200d}👧",
        "\u{200b}",
        "\u{feff}",
        "\u{ad}",
        "\0",
        "\u{a0}",
        "…",
        "。",
        "−",
        "\u{2011}",
        "\u{e000}",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let (tokens, sentences) = run(Settings::default(), text, &[]);
    let mut at = 0;
    for token in &tokens {
        let span = token.span.range();
        prop_assert!(
            !span.is_empty() && span.start >= at,
            "tokens overlap at {}",
            span.start
        );
        prop_assert!(
            is_blank(&text[at..span.start]),
            "{:?} is left out",
            &text[at..span.start]
        );
        prop_assert!(
            !is_blank(&text[span.clone()]),
            "a token is blank at {}",
            span.start
        );
        prop_assert!(
            !text[span.clone()].contains(char::is_whitespace),
            "a token holds a blank at {}",
            span.start
        );
        at = span.end;
    }
    prop_assert!(is_blank(&text[at..]), "{:?} is left out", &text[at..]);

    let mut tokens = tokens.iter().peekable();
    for sentence in &sentences {
        let first = tokens.next_if(|token| token.span.start() == sentence.start());
        let mut last =
            *first.ok_or_else(|| TestCaseError::fail("a sentence starts at no token"))?;
        while let Some(token) = tokens.next_if(|token| token.span.start() < sentence.end()) {
            last = *token;
        }
        prop_assert_eq!(last.span.end(), sentence.end());
    }
    prop_assert!(
        tokens.next().is_none(),
        "a token lies outside the sentences"
    );
    Ok(())
}

/// Whether nothing in it can be seen: what `Token` allows between tokens.
fn is_blank(text: &str) -> bool {
    let invisible = |c: char| {
        matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
    };
    text.chars()
        .all(|c| c.is_whitespace() || c.is_control() || invisible(c))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "\\PC*") {
        holds(&text)?;
    }

    #[test]
    fn any_characters(text in prop::collection::vec(any::<char>(), 0..60)) {
        holds(&text.into_iter().collect::<String>())?;
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
        holds(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn awkward_text(text in pieces()) {
        holds(&text)?;
    }

    /// What stands before a blank line never changes what stands after it, nor the other way round.
    #[test]
    fn paragraphs_are_independent(one in pieces(), two in pieces()) {
        let both = format!("{one}\n\n{two}");
        let count = |text: &str| {
            let (tokens, sentences) = run(Settings::default(), text, &[]);
            (tokens.len(), sentences.len())
        };
        let (whole, one, two) = (count(&both), count(&one), count(&two));
        prop_assert_eq!(whole, (one.0 + two.0, one.1 + two.1));
    }
}

#[test]
fn long_runs_are_linear() {
    for unit in [
        "a", "1", ".", "'", "(", "中", "é", "A.", "a-", "a.b", ":(", "\0", "\n", "1,", "@a", "[1]",
    ] {
        holds(&unit.repeat(100_000 / unit.len())).expect("the laws hold");
    }
}

#[test]
fn scripts_without_blanks() {
    let words = |text: &str| {
        let (tokens, sentences) = run(Settings::default(), text, &[]);
        let words: Vec<_> = tokens
            .iter()
            .map(|token| (text[token.span.range()].to_owned(), token.kind))
            .collect();
        (words, sentences.len())
    };
    let (tokens, sentences) = words("我喜欢茶。你呢？");
    assert!(
        tokens.contains(&("喜欢".to_owned(), TokenKind::Word)),
        "{tokens:?}"
    );
    assert!(
        tokens.contains(&("。".to_owned(), TokenKind::Punctuation)),
        "{tokens:?}"
    );
    assert_eq!(sentences, 2);
    let (tokens, sentences) = words("السوق مغلق. لماذا؟ لا أحد يعرف.");
    assert_eq!((tokens.len(), sentences), (9, 3), "{tokens:?}");
    let (tokens, _) = words("सस्ता अनाज 👩\u{200d}🌾");
    assert_eq!(tokens.len(), 3, "{tokens:?}");
    assert_eq!(tokens[2].1, TokenKind::Symbol);
}
