//! What the transformer finds.

use super::{check_stage, print};
use crate::laws::holds;
use crate::{Attribute, Settings};
use presswork_model::{Context, SettingError, Stage, run_stage};
use presswork_testkit::{Marked, sample};
use std::sync::LazyLock;

static DEEP: LazyLock<Attribute> = LazyLock::new(|| {
    let settings = Settings {
        deep: true,
        ..Settings::default()
    };
    Attribute::new(settings, &Context::default()).unwrap()
});

#[test]
fn it_finds_what_the_models_leave_out() {
    let marked = "[Lena Okafor]{person =a1}{source a1} [tells]{cue a1 indirect} anyone who will listen \
                  [that the port will stay shut]{content a1}.";
    check_stage(&DEEP, marked);
    let models = Attribute::new(Settings::default(), &Context::default()).unwrap();
    let mut document = sample::with_mentions(&Marked::parse(marked).unwrap());
    run_stage(&models, &mut document).unwrap();
    assert_ne!(print(&document), marked);
}

#[test]
fn any_text_is_read() {
    let long = format!("{} ", "Qordabunzenstedt".repeat(9)).repeat(300);
    let quoted = format!("“{}” she said.", "Why not? ".repeat(400));
    let cues = "she said he said ".repeat(500);
    for text in [
        "",
        "\u{200d}",
        "“…” said الرئيس 東京 Ñandú",
        &long,
        &quoted,
        &cues,
    ] {
        holds(&DEEP, text);
    }
}

#[test]
fn it_needs_the_models() {
    let settings = Settings {
        learned: false,
        deep: true,
        ..Settings::default()
    };
    let error = Attribute::new(settings, &Context::default()).unwrap_err();
    let error = error.downcast_ref::<SettingError>().unwrap();
    assert_eq!(error.setting(), "deep");
}
