//! The two conversions between whole and real numbers that drawing needs; std has no other spelling.

#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a side has less than 24 bits")]
pub(super) fn fraction(whole: u32) -> f32 {
    whole as f32
}

/// Towards zero; NaN is 0, what is too large is the largest.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "saturates, which is what is meant"
)]
pub(super) fn whole(real: f32) -> i64 {
    real as i64
}

/// From 0 to 1 onto 0 to 255.
pub(super) fn byte(unit: f32) -> u8 {
    u8::try_from(whole((unit.clamp(0.0, 1.0) * 255.0).round())).unwrap_or(0)
}
