//! The few conversions between whole and real numbers that drawing and sounding need; std has no other
//! spelling.

#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a side has less than 24 bits")]
pub(crate) fn fraction(whole: u32) -> f32 {
    whole as f32
}

/// Towards zero; NaN is 0, what is too large is the largest.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "saturates, which is what is meant"
)]
pub(crate) fn whole(real: f32) -> i64 {
    real as i64
}

/// To the nearest; NaN and what is below 0 is 0, what is too large is the largest.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates, which is what is meant"
)]
pub(crate) fn count(real: f64) -> u64 {
    real.round() as u64
}

/// Seconds to milliseconds, to the nearest.
pub(crate) fn millis(seconds: f64) -> u32 {
    u32::try_from(count(seconds * 1000.0)).unwrap_or(u32::MAX)
}

/// Milliseconds to seconds.
pub(crate) fn seconds(millis: u32) -> f64 {
    f64::from(millis) / 1000.0
}

/// From 0 to 1 onto 0 to 255.
pub(crate) fn byte(unit: f32) -> u8 {
    u8::try_from(whole((unit.clamp(0.0, 1.0) * 255.0).round())).unwrap_or(0)
}
