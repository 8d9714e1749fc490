//! Hard cases, cut and read through: a sentence a line, its tokens apart.

use crate::run;
use presswork_testkit::golden;
use presswork_tokenise::Settings;
use std::path::Path;

#[test]
fn hard_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tokenise/golden");
    let text = std::fs::read_to_string(folder.join("hard-cases.txt")).expect("the file is here");
    let (tokens, sentences) = run(Settings::default(), &text, &[]);
    let mut cut = String::new();
    for sentence in sentences {
        let inside = tokens
            .iter()
            .filter(|token| sentence.range().contains(&token.span.range().start));
        let words: Vec<_> = inside.map(|token| &text[token.span.range()]).collect();
        cut.push_str(&words.join(" "));
        cut.push('\n');
    }
    golden::check(folder.join("hard-cases.cut.txt"), &cut);
}
