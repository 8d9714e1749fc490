//! What the transformer finds.

use super::{STAGE, print, run};
use crate::{Entities, Settings};
use presswork_model::{Context, Stage};
use std::sync::LazyLock;

static DEEP: LazyLock<Entities> = LazyLock::new(|| {
    let settings = Settings {
        deep: true,
        ..Settings::default()
    };
    Entities::new(settings, &Context::default()).unwrap()
});

#[test]
fn it_finds_names_that_the_model_leaves_out() {
    for (text, marked) in [
        (
            "The merger of Poole and Sons with Tarn would create the largest baker in the north.",
            "[Poole and Sons]{organisation",
        ),
        (
            "Marlow beat Henley 3-1, and Henley sacked its coach, Ingrid Sten.",
            "beat [Henley]{",
        ),
    ] {
        let found = |stage| print(&run(stage, text)).to_string();
        assert!(found(&DEEP).contains(marked), "{}", found(&DEEP));
        assert!(!found(&STAGE).contains(marked), "{}", found(&STAGE));
    }
}

#[test]
fn any_text_is_read() {
    let long = format!("{} ", "Qordabunzenstedt".repeat(9)).repeat(300);
    for text in ["", "\u{200d}", "…", "الرئيس 東京 Ñandú", &long] {
        let found = print(&run(&DEEP, text));
        assert_eq!(found.text, text);
    }
}

#[test]
fn a_name_is_the_same_wherever_its_sentence_stands() {
    let sentence = "The tribunal in Qarshi heard that Bakir had bribed officials of Uzgaz. ";
    let found = print(&run(&DEEP, &sentence.repeat(30)));
    let kinds = |name: &str| {
        let marks = found.marks.iter();
        let named = marks.filter(|mark| &found.text[mark.span.range()] == name);
        named.map(|mark| mark.label.clone()).collect::<Vec<_>>()
    };
    assert_eq!(kinds("Qarshi"), vec!["place"; 30]);
    assert_eq!(kinds("Bakir"), vec!["person"; 30]);
}
