//! The conformance kit over every built-in stage: what is asked of the stages of others is asked of ours.

use presswork_testkit::conformance::assert_conforms;
use serde_json::json;

macro_rules! conforms {
    ($($name:ident: $stage:ty, $settings:tt;)*) => {
        $(
            #[test]
            fn $name() {
                assert_conforms::<$stage>(json!($settings));
            }
        )*

        #[test]
        fn no_stage_is_left_out() {
            let stages = presswork::known();
            let stages = stages.parts().filter(|part| part.kind == presswork_pipeline::PartKind::Stage);
            let tested = [$(<$stage as presswork_model::Stage>::NAME),*];
            assert_eq!(stages.map(|part| part.name).collect::<Vec<_>>(), tested);
        }
    };
}

conforms! {
    tokenise: presswork_tokenise::Tokenise, {};
    entities: presswork_entities::Entities, {};
    attribution: presswork_attribution::Attribute, {};
    stance: presswork_stance::FindStance, {};
    figures: presswork_figures::Figures, {};
}
