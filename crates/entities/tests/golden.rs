//! What the stage makes of hard cases, a paragraph each, as someone last read it through.

use presswork_annotations::{Actor, Mention};
use presswork_entities::{Entities, Settings};
use presswork_model::{Context, Stage, run_stage};
use presswork_testkit::{golden, sample};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[test]
fn hard_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let stage = Entities::new(Settings::default(), &Context::default()).unwrap();
    let cases = fs::read_to_string(folder.join("hard-cases.txt")).unwrap();
    let mut found = String::new();
    for case in cases.trim().split("\n\n") {
        let mut document = sample::document(case);
        run_stage(&stage, &mut document).unwrap();
        let actors = document.layer::<Actor>().unwrap().unwrap();
        let mentions = document.layer::<Mention>().unwrap().unwrap();
        writeln!(found, "{case}").unwrap();
        for mention in mentions {
            let text = &document.text()[mention.span];
            write!(found, "    {text}: {} {}", mention.form, mention.kind).unwrap();
            match mention.actor.map(|actor| &actors[actor]) {
                Some(actor) => {
                    let id = actor.id.as_deref().unwrap_or("no id");
                    writeln!(found, " = {} ({id})", actor.name).unwrap();
                }
                None => writeln!(found).unwrap(),
            }
        }
        found.push('\n');
    }
    golden::check(folder.join("hard-cases.found.txt"), &found);
}
