//! What a field holds where JSON does not say, and whether it may go unsaid.

pub(crate) fn certain() -> f32 {
    1.0
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
#[expect(clippy::float_cmp, reason = "1 is exact")]
pub(crate) fn is_certain(score: &f32) -> bool {
    *score == 1.0
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
pub(crate) fn is_false(flag: &bool) -> bool {
    !flag
}
